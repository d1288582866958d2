"""Answers to units-for-a-count."""

from bank.common import itertools, math, onp


def by_search(d, q, least):
    for h in itertools.count(1):
        if d * h + h + h * q + q >= least:
            return h


def by_while(d, q, least):
    h = 0
    while h * (d + 1) + (h + 1) * q < least:
        h += 1
    return h


def remainder(d, q, least):
    whole, rest = divmod(least - q, d + 1 + q)
    return whole + (rest > 0)


RIGHT = [
    by_search, by_while, remainder,
    lambda d, q, least: math.ceil((least - q) / (d + q + 1)),
    lambda d, q, least: int(onp.ceil((least - q) / (d + q + 1))),
    lambda d, q, least: (least - q + d + q) // (d + 1 + q),
]  # fmt: skip

WRONG = {
    "round": lambda d, q, least: round((least - q) / (d + q + 1)),
    "int": lambda d, q, least: int((least - q) / (d + q + 1)),
    "float": lambda d, q, least: (least - q) / (d + q + 1),
    "floor plus one": lambda d, q, least: (least - q) // (d + q + 1) + 1,
    "more than": lambda d, q, least: next(
        h for h in itertools.count() if h * (d + q + 1) + q > least),
    "no biases": lambda d, q, least: math.ceil(least / (d + q)),
    "one bias": lambda d, q, least: math.ceil((least - q) / (d + q)),
    "no output bias": lambda d, q, least: math.ceil(least / (d + q + 1)),
    "inputs only": lambda d, q, least: math.ceil(least / d),
    "first layer only": lambda d, q, least: math.ceil(least / (d + 1)),
    "count": lambda d, q, least: by_search(d, q, least) * (d + q + 1) + q,
    "always 76": lambda d, q, least: 76,
    "pair": lambda d, q, least: (by_search(d, q, least), least),
    "prints": lambda d, q, least: print(by_search(d, q, least)),
    "text": lambda d, q, least: f"{by_search(d, q, least)} units",
    "swapped": lambda q, d, least: math.ceil((least - q) / (d + q + 1)),
}  # fmt: skip
