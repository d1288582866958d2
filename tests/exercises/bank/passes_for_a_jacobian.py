"""Answers to passes-for-a-jacobian."""

from bank.common import Fraction, functools, math, np, onp


def cases(n, m):
    if n < m:
        return n
    if n > m:
        return m
    return n


class Directions:
    def __init__(self):
        self.cost = {}

    def fewest(self, n, m):
        self.cost["forward"], self.cost["reverse"] = n, m
        return self.cost[min(self.cost, key=self.cost.get)]


def one_by_one(n, m):
    done = 0
    while done < n and done < m:
        done += 1
    return done


def sizes(*shape):
    return sorted(shape)[0]


RIGHT = [
    cases, Directions().fewest, one_by_one, sizes,
    lambda n, m: m if m <= n else n,
    lambda n, m: int(onp.minimum(n, m)),
    lambda n, m: np.minimum(np.array(n), np.array(m)),
    lambda n, m: len(list(zip(range(n), range(m)))),
    lambda n, m: (n + m - abs(n - m)) // 2,
    lambda n, m: functools.reduce(min, [n, m]),
    lambda n, m: [min(n, m)],
    lambda n, m: onp.array([n, m]).min(),
    lambda n, m: {True: n, False: m}[n < m],
    lambda n, m: float(min(n, m)),
    lambda n, m: Fraction(min(n, m)),
]  # fmt: skip


def only_one_way(n, m):
    if m < n:
        return m


def strictly(n, m):
    if n < m:
        return n
    if n > m:
        return m
    return n * m


def halves(n, m):
    yield n
    yield m


def from_the_arrays(n, m):
    return min(n.shape[0], m.shape[0])


WRONG = {
    "inputs": lambda n, m: n,
    "outputs": lambda n, m: m,
    "the dearer": lambda n, m: max(n, m),
    "every derivative": lambda n, m: n * m,
    "sum": lambda n, m: n + m,
    "one": lambda n, m: 1,
    "two differences": lambda n, m: 2 * n,
    "one-sided differences": lambda n, m: n + 1,
    "with a forward pass": lambda n, m: min(n, m) + 1,
    "forward and backward": lambda n, m: 2 * min(n, m),
    "one less": lambda n, m: min(n, m) - 1,
    "difference": lambda n, m: abs(n - m),
    "ratio": lambda n, m: n / m,
    "whole ratio": lambda n, m: max(n, m) // min(n, m),
    "root": lambda n, m: math.isqrt(n * m),
    "mean": lambda n, m: (n + m) / 2,
    "comparison": lambda n, m: n < m,
    "word": lambda n, m: "reverse" if m < n else "forward",
    "word and number": lambda n, m: ("reverse", m) if m < n else ("forward", n),
    "both": lambda n, m: (n, m),
    "a list of both": lambda n, m: [n, m],
    "sorted": lambda n, m: sorted([n, m]),
    "generator": halves,
    "wrong way round": lambda n, m: n if m < n else m,
    "only one way": only_one_way,
    "product when equal": strictly,
    "zero": lambda n, m: 0,
    "none": lambda n, m: None,
    "printed": lambda n, m: print(min(n, m)),
    "text": lambda n, m: str(min(n, m)),
    "sentence": lambda n, m: f"{min(n, m)} passes",
    "one argument": lambda n: n,
    "three arguments": lambda n, m, k: min(n, m, k),
    "min of a number": lambda n, m: min(n),
    "min not called": lambda n, m: min,
    "shapes": from_the_arrays,
    "numpy's min": lambda n, m: onp.min(n, m),
    "unknown name": lambda n, m: minimum(n, m),  # noqa: F821
    "number in place of a function": 1,
    "pass of the example": lambda n, m: 203530,
    "minus": lambda n, m: -min(n, m),
    "set": lambda n, m: {n, m},
    "dots in a list": lambda n, m: [...],
    "one if one": lambda n, m: 1 if m == 1 else n,
    "logarithm": lambda n, m: math.log(min(n, m)),
    "remainder": lambda n, m: n % m,
    "divisor": lambda n, m: math.gcd(n, m),
}  # fmt: skip

WRONG |= {
    "ten at most": lambda n, m: min(n, m, 10),
}  # fmt: skip
