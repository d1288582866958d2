"""Answers to shift-weights."""

from bank.common import functools, itertools, math, np, npx, onp


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


def array(f):
    return onp.array(f.tolist())


def by_bayes(f, n, m):
    """Take the share of the samples out of the probability."""
    p_target = 1 / (1 + onp.exp(-array(f)))
    prior = m / (n + m)
    odds = p_target / (1 - p_target)
    w = odds / (prior / (1 - prior))
    return w, w.sum() ** 2 / (w @ w)


class Weights(list):
    @property
    def size(self):
        return math.fsum(self) ** 2 / math.fsum(w * w for w in self)


def through_a_list(f, n, m):
    w = Weights(math.exp(v + math.log(n) - math.log(m)) for v in f.tolist())
    return list(w), w.size


def accumulated(f, n, m):
    out, total, squares = [], 0.0, 0.0
    for v in f.tolist():
        out.append(math.exp(v) * n / m)
        total += out[-1]
        squares += out[-1] ** 2
    return onp.array(out), total * total / squares


def in_place(f, n, m):
    w = np.exp(f.copy())
    w *= n
    w /= m
    return w, float(w.sum()) ** 2 / float((w * w).sum())


def one_by_one(f, n, m):
    w = onp.exp(array(f)) * n / m
    yield w
    yield len(w) * w.mean() ** 2 / (w**2).mean()


RIGHT += [
    by_bayes, through_a_list, accumulated, in_place,
    lambda f, n, m: tuple(one_by_one(f, n, m)),
    lambda f, n, m: {"size": by_bayes(f, n, m)[1], "w": by_bayes(f, n, m)[0].tolist()},
]  # fmt: skip


def half_filled(f, n, m):
    return np.exp(f) * n / m, ...


def only_more_targets(f, n, m):
    if m > n:
        return sized(np.exp(f) * n / m)


def right_w(f, n, m):
    return plain(f, n, m)[0]


WRONG |= {
    "difference of the sizes": lambda f, n, m: sized(np.exp(f) + n - m),
    "sizes in the logit": lambda f, n, m: sized(np.exp(f * n / m)),
    "log forgotten": lambda f, n, m: sized(np.exp(f - m / n)),
    "log with the wrong sign": lambda f, n, m: sized(np.exp(f + math.log(m / n))),
    "share of the target": lambda f, n, m: sized(np.exp(f) * n / (n + m)),
    "share of the source": lambda f, n, m: sized(np.exp(f) * m / (n + m)),
    "log-sigmoid": lambda f, n, m: sized(-np.log(1 + np.exp(-f)) * n / m),
    "probability of the source": lambda f, n, m: sized(1 / (1 + np.exp(f)) * n / m),
    "inverse probability": lambda f, n, m: sized((1 + np.exp(-f)) * n / m),
    "tanh": lambda f, n, m: sized(np.tanh(f) * n / m),
    "positive part": lambda f, n, m: sized(np.maximum(f, 0) * n / m + 1e-3),
    "zero or one": lambda f, n, m: sized((f > 0) * 1.0),
    "ones": lambda f, n, m: sized(np.ones(len(f))),
    "log-sum-exp": lambda f, n, m: sized(np.exp(f - f.max())),
    "root": lambda f, n, m: sized((np.exp(f) * n / m) ** 0.5),
    "expm1": lambda f, n, m: sized(np.expm1(f) * n / m),
    "whole division": lambda f, n, m: sized(np.exp(f) * (n // m)),
    "softmax": lambda f, n, m: sized(npx.softmax(np.array(array(f)))),
    "one size": lambda f, n, m: (right_w(f, n, m), 1.0),
    "mean of w": lambda f, n, m: (right_w(f, n, m), right_w(f, n, m).mean()),
    "sum of squares": lambda f, n, m: (right_w(f, n, m), (right_w(f, n, m) ** 2).sum()),
    "squared sum": lambda f, n, m: (right_w(f, n, m), right_w(f, n, m).sum() ** 2),
    "sum of the squares twice": lambda f, n, m: (
        right_w(f, n, m), (right_w(f, n, m) ** 2).sum() / (right_w(f, n, m) ** 2).sum()),
    "root of the size": lambda f, n, m: (right_w(f, n, m), plain(f, n, m)[1] ** 0.5),
    "rounded size": lambda f, n, m: (right_w(f, n, m), round(float(plain(f, n, m)[1]))),
    "size times the mean": lambda f, n, m: (
        right_w(f, n, m), plain(f, n, m)[1] * right_w(f, n, m).mean()),
    "target rows": lambda f, n, m: (right_w(f, n, m), m),
    "all rows": lambda f, n, m: (right_w(f, n, m), n + m),
    "variance": lambda f, n, m: (right_w(f, n, m), right_w(f, n, m).var()),
    "running": lambda f, n, m: (right_w(f, n, m), list(itertools.accumulate(right_w(f, n, m)))),
    "one weight": lambda f, n, m: (right_w(f, n, m).sum(), plain(f, n, m)[1]),
    "sorted": lambda f, n, m: (np.sort(right_w(f, n, m)), plain(f, n, m)[1]),
    "reversed": lambda f, n, m: (right_w(f, n, m)[::-1], plain(f, n, m)[1]),
    "half filled": half_filled,
    "only with more targets": only_more_targets,
    "none": lambda f, n, m: None,
    "printed": lambda f, n, m: print(plain(f, n, m)[1]),
    "math on an array": lambda f, n, m: sized(math.exp(f) * n / m),
    "two arguments": lambda f, n: sized(np.exp(f)),
    "unknown name": lambda f, n, m: sized(exp(f) * n / m),  # noqa: F821
    "three": lambda f, n, m: (*plain(f, n, m), n),
    "a set": lambda f, n, m: {1.0, 2.0},
    "m and n swapped": functools.partial(lambda g, f, m, n: g(f, n, m), plain),
    "clipped at ten": lambda f, n, m: sized(np.clip(np.exp(f) * n / m, 0, 10)),
    "the length of f for n": lambda f, n, m: sized(np.exp(f) * len(f) / m),
    "in float16": lambda f, n, m: sized(np.exp(f.astype("float16")) * n / m),
}  # fmt: skip
