"""Answers to log-rmse."""

from bank.common import gluon, math, np, onp


def loop(guess, price):
    total = 0.0
    for g, p in zip(guess, price):
        total += (math.log(float(g)) - math.log(float(p))) ** 2
    return math.sqrt(total / len(guess))


def twice_the_half(guess, price):
    half = gluon.loss.L2Loss()(np.log(np.array(guess)), np.log(np.array(price)))
    return (2 * half.mean()) ** 0.5


RIGHT = [
    loop, twice_the_half,
    lambda guess, price: np.sqrt(np.mean(np.log(np.array(guess) / np.array(price)) ** 2)),
    lambda guess, price: np.linalg.norm(np.log(guess) - np.log(price)) / len(price) ** 0.5,
    lambda guess, price: math.sqrt(onp.square(
        onp.log(onp.array(guess)) - onp.log(onp.array(price))).mean()),
    lambda guess, price: [((np.log(price) - np.log(guess)) ** 2).mean() ** 0.5],
]  # fmt: skip

WRONG = {
    "no root": lambda g, p: ((np.log(g) - np.log(p)) ** 2).mean(),
    "no logs": lambda g, p: ((g - p) ** 2).mean() ** 0.5,
    "log of it": lambda g, p: np.log(((g - p) ** 2).mean() ** 0.5),
    "log of sums": lambda g, p: np.abs(np.log(g.sum()) - np.log(p.sum())),
    "log of means": lambda g, p: np.abs(np.log(g.mean()) - np.log(p.mean())),
    "log1p": lambda g, p: ((np.log1p(g) - np.log1p(p)) ** 2).mean() ** 0.5,
    "log10": lambda g, p: ((np.log10(g) - np.log10(p)) ** 2).mean() ** 0.5,
    "log2": lambda g, p: ((np.log2(g) - np.log2(p)) ** 2).mean() ** 0.5,
    "mae": lambda g, p: np.abs(np.log(g) - np.log(p)).mean(),
    "sum": lambda g, p: ((np.log(g) - np.log(p)) ** 2).sum() ** 0.5,
    "mean of roots": lambda g, p: (((np.log(g) - np.log(p)) ** 2) ** 0.5).mean(),
    "root per row": lambda g, p: ((np.log(g) - np.log(p)) ** 2) ** 0.5,
    "half": lambda g, p: gluon.loss.L2Loss()(np.log(np.array(g)), np.log(np.array(p))).mean(),
    "root of half": lambda g, p: gluon.loss.L2Loss()(
        np.log(np.array(g)), np.log(np.array(p))).mean() ** 0.5,
    "relative": lambda g, p: (((g - p) / p) ** 2).mean() ** 0.5,
    "relative to the guess": lambda g, p: (((g - p) / g) ** 2).mean() ** 0.5,
    "n minus one": lambda g, p: (((np.log(g) - np.log(p)) ** 2).sum() / max(len(g) - 1, 1)) ** 0.5,
    "std": lambda g, p: (np.log(g) - np.log(p)).std(),
    "bias": lambda g, p: np.abs((np.log(g) - np.log(p)).mean()),
    "exp": lambda g, p: ((np.exp(g / 100) - np.exp(p / 100)) ** 2).mean() ** 0.5,
    "logs squared apart": lambda g, p: (np.log(g) ** 2 - np.log(p) ** 2).mean() ** 0.5,
    "zero": lambda g, p: 0.0,
}  # fmt: skip


def plain(a):
    return onp.array(a.tolist())


class Score:
    def __init__(self):
        self.errors = []

    def update(self, guess, price):
        self.errors.extend(math.log(g / p) for g, p in zip(guess.tolist(), price.tolist()))

    def __call__(self, guess, price):
        self.errors.clear()
        self.update(guess, price)
        return (math.fsum(e * e for e in self.errors) / len(self.errors)) ** 0.5


def running(guess, price):
    mean = 0.0
    for k, (g, p) in enumerate(zip(guess, price), 1):
        mean += (math.log(float(g) / float(p)) ** 2 - mean) / k
    return mean**0.5


def in_place(guess, price):
    error = np.log(guess.copy())
    error -= np.log(price)
    error *= error
    return np.sqrt(error.mean())


def vector(guess, price):
    e = onp.log(plain(guess) / plain(price))
    return onp.sqrt(e @ e / e.size)


RIGHT += [
    Score(), running, in_place, vector,
    lambda guess, price: math.hypot(*onp.log(plain(guess) / plain(price))) / math.sqrt(len(price)),
]  # fmt: skip


def at_the_end_of_the_loop(g, p):
    for a, b in zip(g, p):
        return abs(math.log(float(a)) - math.log(float(b)))


def total_forgotten(g, p):
    for a, b in zip(g, p):
        total = 0.0
        total += (math.log(float(a)) - math.log(float(b))) ** 2
    return math.sqrt(total / len(g))


def clipped(g, p):
    """The tutorial's guard, for prices that are all above 1."""
    g, p = np.clip(g, 10, 100), np.clip(p, 10, 100)
    return ((np.log(g) - np.log(p)) ** 2).mean() ** 0.5


WRONG |= {
    "first row only": at_the_end_of_the_loop,
    "last row only": total_forgotten,
    "clipped": clipped,
    "last row left out": lambda g, p: loop(g[:-1], p[:-1]) if len(g) > 1 else 0.0,
    "product": lambda g, p: ((np.log(g) * np.log(p)) ** 2).mean() ** 0.5,
    "added": lambda g, p: ((np.log(g) + np.log(p)) ** 2).mean() ** 0.5,
    "root in each row": lambda g, p: (np.sqrt(np.log(g) ** 2 - np.log(p) ** 2 + 1e3)).mean(),
    "squared before": lambda g, p: ((np.log(g**2) - np.log(p**2)) ** 2).mean() ** 0.5,
    "log of the squares": lambda g, p: np.log((g - p) ** 2).mean() ** 0.5,
    "log of the mean square": lambda g, p: np.log(((g - p) ** 2).mean()) ** 0.5,
    "largest": lambda g, p: np.abs(np.log(g) - np.log(p)).max(),
    "median": lambda g, p: onp.median(onp.abs(onp.log(plain(g)) - onp.log(plain(p)))),
    "sum over n": lambda g, p: ((np.log(g) - np.log(p)) ** 2).sum() ** 0.5 / len(g),
    "exp back": lambda g, p: np.exp(((np.log(g) - np.log(p)) ** 2).mean() ** 0.5),
    "exp back minus one": lambda g, p: np.exp(((np.log(g) - np.log(p)) ** 2).mean() ** 0.5) - 1,
    "minus": lambda g, p: -(((np.log(g) - np.log(p)) ** 2).mean() ** 0.5),
    "both": lambda g, p: (((np.log(g) - np.log(p)) ** 2).mean() ** 0.5, len(g)),
    "log of price only": lambda g, p: ((g - np.log(p)) ** 2).mean() ** 0.5,
    "log of guess only": lambda g, p: ((np.log(g) - p) ** 2).mean() ** 0.5,
    "math on arrays": lambda g, p: math.sqrt((math.log(g) - math.log(p)) ** 2),
    "mean not called": lambda g, p: (np.log(g) - np.log(p)) ** 2,
    "method not called": lambda g, p: ((np.log(g) - np.log(p)) ** 2).mean,
    "none": lambda g, p: None,
    "printed": lambda g, p: print(((np.log(g) - np.log(p)) ** 2).mean() ** 0.5),
    "one argument": lambda g: np.log(g).mean(),
    "caret": lambda g, p: ((np.log(g) - np.log(p)) ^ 2).mean() ** 0.5,
    "unknown name": lambda g, p: rmse(np.log(g), np.log(p)),  # noqa: F821
    "rounded": lambda g, p: round(loop(g, p), 2),
    "text": lambda g, p: f"{loop(g, p):.3f}",
    "dots": lambda g, p: [...],
    "clamped at one": lambda g, p: loop(np.clip(g, 1, None), np.clip(p, 1, None)),
    "in float16": lambda g, p: (
        (np.log(g.astype("float16")) - np.log(p.astype("float16"))) ** 2).mean() ** 0.5,
}  # fmt: skip

WRONG |= {
    "guess raised to 1": lambda g, p: ((np.log(np.maximum(g, 1)) - np.log(p)) ** 2).mean() ** 0.5,
    "both raised to 1": lambda g, p: (
        (np.log(np.maximum(g, 1)) - np.log(np.maximum(p, 1))) ** 2).mean() ** 0.5,
    "power one, halved": lambda g, p: ((np.log(g) - np.log(p)) ** 2).mean() ** 1 / 2,
    "ratio of logs": lambda g, p: ((np.log(g) / np.log(p)) ** 2).mean() ** 0.5,
}  # fmt: skip
