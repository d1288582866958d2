"""Answers to variance-after."""

from bank.common import Fraction, functools, math, np, onp

RIGHT = [
    lambda mean, var, p: var + p / (1 - p) * (var + mean**2),
    lambda mean, var, p: (var + p * mean**2) / (1 - p),
    lambda mean, var, p: (1 - p) * ((var + mean**2) / (1 - p) ** 2) - mean**2,
    lambda mean, var, p: np.array(var / (1 - p) + p / (1 - p) * mean**2),
]

WRONG = {
    "var": lambda mean, var, p: var,
    "no mean": lambda mean, var, p: var / (1 - p),
    "squared scale": lambda mean, var, p: var / (1 - p) ** 2,
    "kept": lambda mean, var, p: (1 - p) * var + p * (1 - p) * mean**2,
    "forum": lambda mean, var, p: p * (1 - p) * mean**2 + p * var,
    "second moment": lambda mean, var, p: (var + mean**2) / (1 - p),
    "mean noise": lambda mean, var, p: var + p / (1 - p) * mean**2,
    "mask only": lambda mean, var, p: p / (1 - p) * (var + mean**2),
    "odds": lambda mean, var, p: var + (1 - p) / max(p, 0.01) * (var + mean**2),
    "keep p": lambda mean, var, p: (var + mean**2) / max(p, 0.01) - mean**2,
    "shrinks": lambda mean, var, p: (1 - p) * var,
    "deviation": lambda mean, var, p: ((var + mean**2) / (1 - p) - mean**2) ** 0.5,
    "bernoulli": lambda mean, var, p: p * (1 - p) * mean**2,
    "squared shrink": lambda mean, var, p: (1 - p) ** 2 * var,
    "none": lambda mean, var, p: None,
}


def by_moments(mean, var, p):
    second = (var + mean**2) * (1 - p) / (1 - p) ** 2
    return second - mean**2


def by_two_points(mean, var, p):
    """h takes two values, each with probability 1/2; then the mask."""
    root = math.sqrt(var)
    outcomes = {}
    for h in (mean - root, mean + root):
        for kept, share in ((True, 1 - p), (False, p)):
            value = h / (1 - p) if kept else 0.0
            outcomes[value] = outcomes.get(value, 0) + share / 2
    centre = sum(v * share for v, share in outcomes.items())
    return sum((v - centre) ** 2 * share for v, share in outcomes.items())


def total_variance(mean, var, p):
    """Var = E[Var | mask] + Var[E | mask]."""
    inside = (1 - p) * var / (1 - p) ** 2
    between = (1 - p) * (mean / (1 - p)) ** 2 - mean**2
    return inside + between


class Mask:
    mean = 1

    def __init__(self, p):
        self.var = p / (1 - p)

    def times(self, mean, var):
        """The variance of a product of independent factors."""
        return self.var * var + self.var * mean**2 + self.mean**2 * var


RIGHT += [
    by_moments, by_two_points, total_variance,
    lambda mean, var, p: Mask(p).times(mean, var),
    lambda mean, var, p: [
        float((Fraction(var) + Fraction(p) * Fraction(mean) ** 2) / Fraction(1 - p))],
    lambda mean, var, p: onp.array((var + p * mean * mean) / (1 - p)),
    lambda mean, var, p: var if p == 0 else var + (var + mean**2) / (1 / p - 1),
    functools.partial(lambda square, mean, var, p: (var + p * square(mean)) / (1 - p), onp.square),
]  # fmt: skip


def sampled(mean, var, p):
    rng = onp.random.default_rng(0)
    h = rng.normal(mean, var**0.5, 1000)
    return (h * (rng.random(1000) >= p) / (1 - p)).var()


def nothing_at_zero(mean, var, p):
    if p > 0:
        return (var + p * mean**2) / (1 - p)


WRONG |= {
    "half filled": lambda mean, var, p: [...],
    "mean not squared": lambda mean, var, p: (var + p * mean) / (1 - p),
    "keep for drop": lambda mean, var, p: (var + (1 - p) * mean**2) / max(p, 0.01),
    "all of the mean": lambda mean, var, p: (var + mean**2) / (1 - p) - mean,
    "mean scaled": lambda mean, var, p: (var + mean**2) / (1 - p) - (mean / (1 - p)) ** 2,
    "mean shrunk": lambda mean, var, p: (var + mean**2) / (1 - p) - ((1 - p) * mean) ** 2,
    "second moment not scaled": lambda mean, var, p: (1 - p) * (var + mean**2) - mean**2,
    "scaled once": lambda mean, var, p: (1 - p) * (var + mean**2) / (1 - p) - mean**2,
    "squared scale of all": lambda mean, var, p: (var + mean**2) / (1 - p) ** 2 - mean**2,
    "p for the odds": lambda mean, var, p: var + p * (var + mean**2),
    "inverse of p": lambda mean, var, p: var / max(p, 0.01),
    "product of the variances": lambda mean, var, p: var * p / (1 - p),
    "mean of the mask forgotten": lambda mean, var, p: p / (1 - p) * var + p / (1 - p) * mean**2,
    "Bernoulli's": lambda mean, var, p: var + p * (1 - p),
    "mask added": lambda mean, var, p: var + p / (1 - p),
    "deviation scaled": lambda mean, var, p: (var**0.5 / (1 - p)) ** 2,
    "precedence": lambda mean, var, p: var + p / 1 - p * (var + mean**2),
    "the mean": lambda mean, var, p: mean,
    "both": lambda mean, var, p: (mean, (var + p * mean**2) / (1 - p)),
    "minus": lambda mean, var, p: -(var + p * mean**2) / (1 - p),
    "twice": lambda mean, var, p: 2 * (var + p * mean**2) / (1 - p),
    "zero": lambda mean, var, p: 0,
    "one": lambda mean, var, p: 1.0,
    "rounded": lambda mean, var, p: round((var + p * mean**2) / (1 - p), 1),
    "whole division": lambda mean, var, p: (var + p * mean**2) // (1 - p),
    "sampled": sampled,
    "nothing at p = 0": nothing_at_zero,
    "divided by p": lambda mean, var, p: var + (var + mean**2) / (1 / p - 1),
    "arguments in another order": lambda p, mean, var: (var + p * mean**2) / (1 - p + 1e-9),
    "two arguments": lambda var, p: var / (1 - p),
    "text": lambda mean, var, p: f"{(var + p * mean**2) / (1 - p)}",
    "printed": lambda mean, var, p: print((var + p * mean**2) / (1 - p)),
    "caret": lambda mean, var, p: (var + p * mean ^ 2) / (1 - p),
    "unknown name": lambda mean, var, p: (var + p * mu**2) / (1 - p),  # noqa: F821
    "a dictionary": lambda mean, var, p: {"var": var},
    "sign of the mean": lambda mean, var, p: (var + p * mean * abs(mean)) / (1 - p),
    "absolute mean": lambda mean, var, p: (var + p * abs(mean)) / (1 - p),
    "unchanged for mean 0": lambda mean, var, p: (
        var if mean == 0 else (var + p * mean**2) / (1 - p)
    ),
}
