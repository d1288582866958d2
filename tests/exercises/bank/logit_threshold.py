"""Answers to logit-threshold."""

from bank.common import Fraction, functools, math, np, npx, onp


def bisection(p):
    low, high = -50.0, 50.0
    for _ in range(200):
        mid = (low + high) / 2
        if 1 / (1 + math.exp(-mid)) > p:
            high = mid
        else:
            low = mid
    return low


def newton(p):
    t = 0.0
    for _ in range(100):
        s = 1 / (1 + math.exp(-t))
        t += max(-1.0, min(1.0, (p - s) / (s * (1 - s))))
    return t


class Logit:
    def __call__(self, p):
        return math.log(p) - math.log1p(-p)


RIGHT = [
    bisection, newton, Logit(),
    lambda p: math.log(p / (1 - p)),
    lambda p: -math.log(1 / p - 1),
    lambda p: onp.log(p) - onp.log(1 - p),
    lambda p: np.log(np.array([p / (1 - p)])),
    lambda p: [math.log(p / (1 - p))],
    lambda p: 2 * math.atanh(2 * p - 1),
    lambda p: math.log(p / (1 - p), math.e),
    lambda p: math.log2(p / (1 - p)) * math.log(2),
    functools.partial(lambda one, p: math.log(p / (one - p)), 1),
    lambda p: math.log(Fraction(p) / (1 - Fraction(p))),
]  # fmt: skip


def grid(p):
    for t in onp.arange(-10, 10, 0.25):
        if 1 / (1 + math.exp(-t)) > p:
            return t
    return 10.0


def table(p):
    return {0.5: 0.0, 0.9: 2.1972245773}.get(p, 0.0)


WRONG = {
    "p over 1 minus p": lambda p: np.log(np.array(p / 1 - p)),
    "p over 1 minus p in NumPy": lambda p: onp.log(p / 1 - p),
    "p over 1 minus p in math": lambda p: math.log(p / 1 - p),
    "log p over 1 minus p": lambda p: math.log(p) / 1 - p,
    "one over p minus 1 outside": lambda p: -math.log(1 / p) - 1,
    "zero": lambda p: 0,
    "the number 0": 0,
    "the number 0.5": 0.5,
    "a half": lambda p: 0.5,
    "p": lambda p: p,
    "sigmoid": lambda p: 1 / (1 + math.exp(-p)),
    "MXNet's sigmoid": lambda p: npx.sigmoid(np.array([p])),
    "truth value": lambda p: p > 0.5,
    "truth value of arrays": lambda p: np.array([p]) > 0.5,
    "coarse grid": grid,
    "table": table,
    "odds": lambda p: p / (1 - p),
    "log of p": lambda p: math.log(p),
    "log 1 - p": lambda p: -math.log(1 - p),
    "sign": lambda p: math.log((1 - p) / p),
    "base 10": lambda p: math.log10(p / (1 - p)),
    "base 2": lambda p: math.log(p / (1 - p), 2),
    "brackets": lambda p: math.log(p / 1 - p) if p > 2 else math.log(p) / 1 - p,
    "sum": lambda p: math.log(p) + math.log(1 - p),
    "tanh": lambda p: math.atanh(p),
    "half of it": lambda p: math.atanh(2 * p - 1),
    "line": lambda p: 4 * p - 2,
    "centred": lambda p: p - 0.5,
    "probit": lambda p: 1.7 * (2 * p - 1) / math.sqrt(1 - (2 * p - 1) ** 2),
    "exp": lambda p: math.exp(p),
    "one over": lambda p: 1 / math.log(p / (1 - p)) if p != 0.5 else 0,
    "rounded": lambda p: round(math.log(p / (1 - p)), 1),
    "integer": lambda p: int(math.log(p / (1 - p))),
    "text": lambda p: "log(p / (1 - p))",
    "none": lambda p: print(math.log(p / (1 - p))),
    "math error": lambda p: math.log(p - 1),
    "division": lambda p: 1 / (p - p),
    "unknown": lambda p: logit(p),  # noqa: F821
    "two": lambda p, z: z > p,
    "pair": lambda p: (math.log(p), math.log(1 - p)),
    "clipped": lambda p: max(-3, min(3, math.log(p / (1 - p)))),
    "absolute": lambda p: abs(math.log(p / (1 - p))),
    "shifted": lambda p: math.log(p / (1 - p)) + 0.5,
    "twice": lambda p: 2 * math.log(p / (1 - p)),
    "nan": lambda p: float("nan"),
    "text as answer": "0",
    "slope": lambda p: p * (1 - p),
    "one plus p on top": lambda p: math.log1p(p) - math.log1p(-p),
}


def half_filled(p):
    odds = p / (1 - p)
    t = ...
    return t if odds > 1 else t


WRONG |= {
    "dots in the logarithm": lambda p: math.log(...),
    "dots below a first line": half_filled,
    "divided whole": lambda p: math.log(p // (1 - p)),
    "a large grid": lambda p: min(
        (k / 100 for k in range(-1000, 1001)), key=lambda z: abs(1 / (1 + math.exp(-z)) - p)
    ),
}
