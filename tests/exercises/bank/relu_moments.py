"""Answers to relu-moments."""

from bank.common import functools, math, np, onp


def by_the_mean(s):
    second = 0.5 * s**2
    mean = s / math.sqrt(2 * math.pi)
    return second, second - mean**2


class Rectified:
    def __init__(self, s):
        self.s = s

    @property
    def mean(self):
        return self.s * math.gamma(1) / math.sqrt(2 * math.pi)

    @property
    def second(self):
        return self.s * self.s / 2


def through_an_object(s):
    h = Rectified(s)
    return h.second, h.second - h.mean**2


def by_integration(s):
    z = onp.linspace(0, 12 * s, 200001)
    density = onp.exp(-(z**2) / (2 * s**2)) / (s * math.sqrt(2 * math.pi))
    mean, second = (onp.trapz(z**k * density, z) for k in (1, 2))
    return second, second - mean**2


def one_after_the_other(s):
    yield s**2 / 2
    yield s**2 * (1 / 2 - 1 / (2 * math.pi))


def by_parts(s):
    """Of two halves: 0, and a half-normal."""
    mean, var = s * math.sqrt(2 / math.pi), s**2 * (1 - 2 / math.pi)
    total = var / 2 + mean**2 / 4
    return total + (mean / 2) ** 2, total


RIGHT = [
    by_the_mean, through_an_object, by_integration, one_after_the_other, by_parts,
    lambda s: (s**2 / 2, s**2 / 2 * (1 - 1 / math.pi)),
    lambda s: [s * s / 2, s * s * (math.pi - 1) / (2 * math.pi)],
    lambda s: {"second": s**2 / 2, "variance": s**2 / 2 - s**2 / (2 * math.pi)},
    lambda s: np.array([0.5, 0.5 - 0.5 / math.pi]) * s**2,
    lambda s: onp.array([s**2 / 2, 0.3408450569081046 * s**2]),
    lambda s: (onp.float32(s**2 / 2), np.array(s**2 * 0.34084506)),
    functools.partial(lambda k, s: (k * s**2, k * s**2 * (1 - 1 / onp.pi)), 0.5),
]  # fmt: skip


def var(s):
    return s**2 * (0.5 - 0.5 / math.pi)


def sampled(s):
    z = onp.maximum(onp.random.default_rng(0).normal(0, s, 1000), 0)
    return (z**2).mean(), z.var()


def half_filled(s):
    second = s**2 / 2
    return second, ...


def only_one(s):
    if s == 1:
        return 0.5, var(1)


WRONG = {
    "not halved": lambda s: (s**2, var(s)),
    "quarter": lambda s: (s**2 / 4, var(s)),
    "deviation": lambda s: (s / 2, var(s)),
    "s is 1": lambda s: (0.5, var(1)),
    "variance twice": lambda s: (var(s), var(s)),
    "moment twice": lambda s: (s**2 / 2, s**2 / 2),
    "mean": lambda s: (s / math.sqrt(2 * math.pi), var(s)),
    "half-normal": lambda s: (s**2 / 2, s**2 * (1 - 2 / math.pi)),
    "mean not squared": lambda s: (s**2 / 2, s**2 / 2 - s / math.sqrt(2 * math.pi)),
    "mean of |z|": lambda s: (s**2 / 2, s**2 / 2 - s**2 * 2 / math.pi),
    "half the variance": lambda s: (s**2 / 2, s**2 / 4),
    "a quarter and half": lambda s: (s**2 / 2, s**2 / 4 - s**2 / (2 * math.pi)),
    "one over pi": lambda s: (s**2 / 2, s**2 / 2 - s**2 / math.pi),
    "variance of z": lambda s: (s**2 / 2, s**2),
    "all of z": lambda s: (s**2, s**2),
    "moments of |z|": lambda s: (s**2, s**2 * (1 - 2 / math.pi)),
    "mean added": lambda s: (s**2 / 2, s**2 / 2 + s**2 / (2 * math.pi)),
    "mean only": lambda s: (s**2 / 2, s**2 / (2 * math.pi)),
    "mean for the variance": lambda s: (s**2 / 2, s / math.sqrt(2 * math.pi)),
    "deviation for the variance": lambda s: (s**2 / 2, var(s) ** 0.5),
    "variance linear in s": lambda s: (s**2 / 2, s * var(1)),
    "root of s": lambda s: (s**0.5 / 2, var(s)),
    "cubed": lambda s: (s**3 / 2, var(s)),
    "first for s of 1": lambda s: (0.5, var(s)),
    "last for s of 1": lambda s: (s**2 / 2, var(1)),
    "swapped": lambda s: (var(s), s**2 / 2),
    "second only": lambda s: s**2 / 2,
    "variance only": var,
    "mean and variance": lambda s: (s / math.sqrt(2 * math.pi), var(s)),
    "three": lambda s: (s / math.sqrt(2 * math.pi), s**2 / 2, var(s)),
    "zeros": lambda s: (0, 0),
    "first zero": lambda s: (0, var(s)),
    "last zero": lambda s: (s**2 / 2, 0),
    "sampled": sampled,
    "rounded": lambda s: (s**2 / 2, round(var(s), 2)),
    "third of pi": lambda s: (s**2 / 2, s**2 * 0.5 * (1 - 1 / 3)),
    "two": lambda s: (2 * s**2, var(s)),
    "two, as He has it": lambda s: (2 / s**2, var(s)),
    "minus": lambda s: (s**2 / 2, -var(s)),
    "variance of a scaled z": lambda s: (s**2 / 2, (s / 2) ** 2),
    "half filled": half_filled,
    "none in it": lambda s: (None, var(s)),
    "none": lambda s: None,
    "only s of 1": only_one,
    "printed": lambda s: print(s**2 / 2, var(s)),
    "dictionary of other names": lambda s: {"m2": s**2 / 2, "var": var(s)},
    "one argument too many": lambda s, n: (s**2 / 2, var(s)),
    "texts": lambda s: (f"{s**2 / 2}", f"{var(s)}"),
    "unknown name": lambda s: (s**2 / 2, s**2 / 2 - s**2 / (2 * pi)),  # noqa: F821
    "ReLU of a number": lambda s: (max(s, 0) ** 2, max(s, 0) ** 2),
    "a set": lambda s: {s**2 / 2, var(s)},
}  # fmt: skip
