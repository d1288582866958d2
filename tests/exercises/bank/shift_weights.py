"""Answers to shift-weights."""

from bank.common import math, np


def plain(f, n, m):
    w = np.exp(f) * n / m
    return w, w.sum() ** 2 / (w**2).sum()


def by_probability(f, n, m):
    p = 1 / (1 + np.exp(-f))
    w = p / (1 - p) * (n / m)
    return w, np.square(w.sum()) / np.square(w).sum()


def prior_in_the_exponent(f, n, m):
    w = np.exp(f - math.log(m / n))
    return w, (w.sum() ** 2 / np.dot(w, w)).item()


def loops(f, n, m):
    w = [math.exp(float(value)) * n / m for value in f]
    return w, sum(w) ** 2 / sum(value**2 for value in w)


RIGHT = [
    plain, by_probability, prior_in_the_exponent, loops,
    lambda f, n, m: list(plain(f, n, m)),
    lambda f, n, m: {"w": plain(f, n, m)[0], "size": plain(f, n, m)[1]},
]  # fmt: skip


def sized(w):
    return w, w.sum() ** 2 / (w**2).sum()


WRONG = {
    "p over q": lambda f, n, m: sized(np.exp(-f) * m / n),
    "minus f": lambda f, n, m: sized(np.exp(-f) * n / m),
    "f": lambda f, n, m: sized(f),
    "f scaled": lambda f, n, m: sized(f * n / m),
    "probability": lambda f, n, m: sized(1 / (1 + np.exp(-f))),
    "probability scaled": lambda f, n, m: sized(n / m / (1 + np.exp(-f))),
    "no sizes": lambda f, n, m: sized(np.exp(f)),
    "sizes swapped": lambda f, n, m: sized(np.exp(f) * m / n),
    "mean one": lambda f, n, m: sized(np.exp(f) / np.exp(f).mean()),
    "sum one": lambda f, n, m: sized(np.exp(f) / np.exp(f).sum()),
    "over n": lambda f, n, m: sized(np.exp(f) / n),
    "squared": lambda f, n, m: sized(np.exp(2 * f) * n / m),
    "two to the f": lambda f, n, m: sized(2**f * n / m),
    "clipped at one": lambda f, n, m: sized(np.minimum(np.exp(f) * n / m, 1)),
    "rows": lambda f, n, m: (plain(f, n, m)[0], len(f)),
    "n": lambda f, n, m: (plain(f, n, m)[0], n),
    "sum of w": lambda f, n, m: (plain(f, n, m)[0], plain(f, n, m)[0].sum()),
    "upside down": lambda f, n, m: (plain(f, n, m)[0], 1 / plain(f, n, m)[1]),
    "not squared": lambda f, n, m: (
        plain(f, n, m)[0], plain(f, n, m)[0].sum() / (plain(f, n, m)[0] ** 2).sum()),
    "over max": lambda f, n, m: (
        plain(f, n, m)[0], plain(f, n, m)[0].sum() / plain(f, n, m)[0].max()),
    "share": lambda f, n, m: (plain(f, n, m)[0], plain(f, n, m)[1] / len(f)),
    "only weights": lambda f, n, m: plain(f, n, m)[0],
    "only size": lambda f, n, m: plain(f, n, m)[1],
    "order": lambda f, n, m: plain(f, n, m)[::-1],
}  # fmt: skip
