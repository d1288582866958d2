"""Answers to units-for-a-count."""

from bank.common import Fraction, itertools, math, np, onp


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
    "only q divided": lambda d, q, least: math.ceil(least - q / (d + q + 1)),
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


def by_bisection(d, q, least):
    low, high = 0, least
    while high - low > 1:
        middle = (low + high) // 2
        if middle * (d + q + 1) + q >= least:
            high = middle
        else:
            low = middle
    return high


class Net:
    def __init__(self, d, h, q):
        self.shapes = {"W1": (d, h), "b1": (h,), "W2": (h, q), "b2": (q,)}

    def __len__(self):
        return sum(map(math.prod, self.shapes.values()))


def by_objects(d, q, least):
    h = 1
    while len(Net(d, h, q)) < least:
        h += 1
    return h


def by_counting_up(d, q, least):
    parameters, h = q, 0
    while parameters < least:
        parameters += d + 1 + q
        h += 1
    return h


def by_arrays(d, q, least):
    h = onp.arange(1, least + 1)
    return h[h * (d + q + 1) + q >= least].min()


RIGHT += [
    by_bisection, by_objects, by_counting_up, by_arrays,
    lambda d, q, least: -((q - least) // (d + 1 + q)),
    lambda d, q, least: math.ceil(Fraction(least - q, d + 1 + q)),
    lambda d, q, least: float(math.ceil((least - q) / (d + q + 1))),
    lambda d, q, least: np.ceil(np.array((least - q) / (d + q + 1))),
]  # fmt: skip


def ends_too_early(d, q, least):
    for h in range(1, 50):
        if h * (d + q + 1) + q >= least:
            return h


def counts_after(d, q, least):
    h = 0
    while True:
        enough = h * (d + q + 1) + q >= least
        h += 1
        if enough:
            return h


def counts_before(d, q, least):
    h = 1
    while h * (d + q + 1) + q < least:
        h += 1
    return h - 1


WRONG |= {
    "ends too early": ends_too_early,
    "counted after": counts_after,
    "counted before": counts_before,
    "two biases for the net": lambda d, q, least: math.ceil((least - 2) / (d + q)),
    "one bias for each layer": lambda d, q, least: math.ceil((least - 1) / (d + q + 1)),
    "product of the ends": lambda d, q, least: math.ceil(least / (d * q)),
    "least alone": lambda d, q, least: least,
    "all units": lambda d, q, least: by_search(d, q, least) + d + q,
    "half": lambda d, q, least: by_search(d, q, least) / 2,
    "root": lambda d, q, least: math.isqrt(least),
    "outputs only": lambda d, q, least: math.ceil(least / q),
    "two hidden layers": lambda d, q, least: next(
        h for h in itertools.count() if h * (d + 1) + h * (h + 1) + (h + 1) * q >= least),
    "added": lambda d, q, least: math.ceil((least + q) / (d + q + 1)),
    "biases for the inputs": lambda d, q, least: math.ceil((least - q - d) / (d + q + 1)),
    "list": lambda d, q, least: list(range(by_search(d, q, least))),
    "a range": lambda d, q, least: range(by_search(d, q, least)),
    "dictionary": lambda d, q, least: {"units": by_search(d, q, least)},
    "truth": lambda d, q, least: by_search(d, q, least) > 0,
    "none": lambda d, q, least: None,
    "two arguments": lambda d, q: d + q,
    "zero": lambda d, q, least: 0,
    "one": lambda d, q, least: 1,
    "minus": lambda d, q, least: (q - least) // (d + 1 + q),
    "numpy's round": lambda d, q, least: onp.round((least - q) / (d + q + 1)),
    "upside down": lambda d, q, least: (d + q + 1) / (least - q),
    "unknown name": lambda d, q, least: ceil((least - q) / (d + q + 1)),  # noqa: F821
    "ceil of two": lambda d, q, least: math.ceil(least - q, d + q + 1),
    "forever": lambda d, q, least: forever(d, q, least),
    "dots": lambda d, q, least: [...],
    "ceil of the floor": lambda d, q, least: math.ceil((least - q) // (d + q + 1)),
    "tries up to 100": lambda d, q, least: next(
        (h for h in range(1, 100) if h * (d + 1 + q) + q >= least), None),
    "powers of two": lambda d, q, least: next(
        2**k for k in range(20) if 2**k * (d + 1 + q) + q >= least),
    "said twice": lambda d, q, least: [-(-(least - q) // (d + 1 + q))] * 2,
}  # fmt: skip


def forever(d, q, least):
    return forever(d, q, least)


WRONG |= {
    "for images only": lambda d, q, n: by_search(784, 10, n),
    "power of two": lambda d, q, n: 2 ** math.ceil(math.log2(by_search(d, q, n))),
}  # fmt: skip

RIGHT += [lambda d, q, least: (by_search(d, q, least),)]
WRONG |= {"inputs taken away": lambda d, q, least: math.ceil((least - d) / (d + q + 1))}
WRONG |= {
    "at least two": lambda d, q, n: max(2, by_search(d, q, n)),
    "a little less": lambda d, q, n: math.ceil((n - q) / (d + q + 1) - 1e-2),
}
