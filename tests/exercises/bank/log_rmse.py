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
