"""Answers to xavier-bound."""

from bank.common import Fraction, functools, init, math, np, onp


def in_steps(n_in, n_out):
    mean_width = (n_in + n_out) / 2
    variance = 1 / mean_width
    return math.sqrt(3 * variance)


class Xavier:
    magnitude = 3

    def __init__(self, factor):
        self.factor = {"avg": lambda i, o: (i + o) / 2}[factor]

    def __call__(self, n_in, n_out):
        return (self.magnitude / self.factor(n_in, n_out)) ** 0.5


def from_the_whole_width(n_in, n_out):
    width = (12 * 2 / (n_in + n_out)) ** 0.5  # of the interval
    return width / 2


def bisection(n_in, n_out):
    low, high = 0.0, 10.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if middle**2 / 3 < 2 / (n_in + n_out) else (low, middle)
    return low


RIGHT = [
    in_steps, Xavier("avg"), from_the_whole_width, bisection,
    lambda n_in, n_out: math.sqrt(6) / math.sqrt(n_in + n_out),
    lambda n_in, n_out: np.sqrt(np.array(6.0) / (n_in + n_out)),
    lambda n_in, n_out: onp.sqrt(3) * onp.sqrt(2 / (n_in + n_out)),
    lambda n_in, n_out: float(Fraction(6, n_in + n_out)) ** 0.5,
    lambda n_in, n_out: [math.exp(0.5 * (math.log(6) - math.log(n_in + n_out)))],
    lambda *widths: (3 / onp.mean(widths)) ** 0.5,
    lambda n_in, n_out: pow(6 / sum((n_in, n_out)), 1 / 2),
    functools.partial(lambda k, n_in, n_out: (k / (n_in + n_out)) ** 0.5, 6),
    lambda n_in, n_out: onp.array([(6 / (n_in + n_out)) ** 0.5], dtype="float32"),
]  # fmt: skip


def drawn(n_in, n_out):
    """The largest of many draws."""
    return onp.abs(onp.random.default_rng(0).uniform(-1, 1, 100) * in_steps(n_in, n_out)).max()


def half_a_formula(n_in, n_out):
    if n_in == n_out:
        return (3 / n_in) ** 0.5


def weights(n_in, n_out):
    a = in_steps(n_in, n_out)
    return onp.random.uniform(-a, a, (n_in, n_out))


WRONG = {
    "deviation": lambda a, b: (2 / (a + b)) ** 0.5,
    "variance": lambda a, b: 2 / (a + b),
    "no root": lambda a, b: 6 / (a + b),
    "no two": lambda a, b: (3 / (a + b)) ** 0.5,
    "root of one over": lambda a, b: 1 / (a + b) ** 0.5,
    "inputs": lambda a, b: (3 / a) ** 0.5,
    "He": lambda a, b: (6 / a) ** 0.5,
    "outputs": lambda a, b: (3 / b) ** 0.5,
    "outputs, six": lambda a, b: (6 / b) ** 0.5,
    "twelve": lambda a, b: (24 / (a + b)) ** 0.5,
    "product": lambda a, b: (6 / (a * b)) ** 0.5,
    "upside down": lambda a, b: ((a + b) / 6) ** 0.5,
    "mean of the widths": lambda a, b: (a + b) / 2,
    "inverse of the sum": lambda a, b: 1 / (a + b),
    "precedence": lambda a, b: (6 / a + b) ** 0.5,
    "root of six only": lambda a, b: 6**0.5 / (a + b),
    "root of the sum only": lambda a, b: 6 / (a + b) ** 0.5,
    "three variances": lambda a, b: 3 * (2 / (a + b)) ** 0.5,
    "two deviations": lambda a, b: 2 * (2 / (a + b)) ** 0.5,
    "normal's three": lambda a, b: (6 / (a + b)) ** 0.5 * 3**0.5,
    "half": lambda a, b: (6 / (a + b)) ** 0.5 / 2,
    "twice": lambda a, b: 2 * (6 / (a + b)) ** 0.5,
    "minus": lambda a, b: -((6 / (a + b)) ** 0.5),
    "both ends": lambda a, b: (-((6 / (a + b)) ** 0.5), (6 / (a + b)) ** 0.5),
    "both ends in a list": lambda a, b: [-((6 / (a + b)) ** 0.5), (6 / (a + b)) ** 0.5],
    "cube root": lambda a, b: (6 / (a + b)) ** (1 / 3),
    "squared": lambda a, b: (6 / (a + b)) ** 2,
    "whole division": lambda a, b: (6 // (a + b)) ** 0.5,
    "rounded": lambda a, b: round((6 / (a + b)) ** 0.5, 2),
    "power of a half, precedence": lambda a, b: (6 / (a + b)) ** 1 / 2,
    "root of the mean of roots": lambda a, b: (3 / a) ** 0.5 / 2 + (3 / b) ** 0.5 / 2,
    "geometric mean": lambda a, b: (3 / (a * b) ** 0.5) ** 0.5,
    "largest width": lambda a, b: (3 / max(a, b)) ** 0.5,
    "smallest width": lambda a, b: (3 / min(a, b)) ** 0.5,
    "weights": weights,
    "largest of a hundred draws": drawn,
    "only for equal widths": half_a_formula,
    "initialiser": lambda a, b: init.Xavier(),
    "initialiser's text": lambda a, b: str(init.Xavier()),
    "number": lambda a, b: 0.07,
    "none": lambda a, b: None,
    "printed": lambda a, b: print((6 / (a + b)) ** 0.5),
    "dictionary": lambda a, b: {"a": (6 / (a + b)) ** 0.5},
    "one argument": lambda a: (6 / a) ** 0.5,
    "sqrt of nothing": lambda a, b: math.sqrt(),
    "unknown name": lambda a, b: sqrt(6 / (a + b)),  # noqa: F821
    "caret": lambda a, b: (6 / (a + b)) ^ 0.5,
    "zero": lambda a, b: 0,
    "number in place of a function": 0.0759,
    "dots": lambda a, b: (..., 1),
    "root of the six only": lambda a, b: math.sqrt(6) / (a + b),
    "root three times the variance": lambda a, b: math.sqrt(3) * 2 / (a + b),
}  # fmt: skip

WRONG |= {
    "deviation of He": lambda a, b: (2 / a) ** 0.5,
}  # fmt: skip
