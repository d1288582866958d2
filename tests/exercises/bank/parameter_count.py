"""Answers to parameter-count."""

from bank.common import defaultdict, functools, itertools, np, onp, operator


def loop(sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
        total += sizes[i + 1]
    return total


def recursive(sizes):
    if len(sizes) < 2:
        return 0
    return (sizes[0] + 1) * sizes[1] + recursive(sizes[1:])


def ledger(sizes):
    parts = defaultdict(int)
    for a, b in zip(sizes, sizes[1:]):
        parts["weights"] += a * b
        parts["biases"] += b
    return sum(parts.values())


class Counter:
    def __call__(self, sizes):
        return sum((a + 1) * b for a, b in zip(sizes, sizes[1:]))


def with_arrays(sizes):
    return sum(np.ones((a, b)).size + np.ones(b).size for a, b in zip(sizes, sizes[1:]))


def by_copy(sizes):
    rest, total = list(sizes), 0
    while len(rest) > 1:
        a = rest.pop(0)
        total += a * rest[0] + rest[0]
    return total


RIGHT = [
    loop, recursive, ledger, Counter(), with_arrays, by_copy,
    lambda sizes: functools.reduce(operator.add, [a * b + b for a, b in zip(sizes, sizes[1:])]),
    lambda sizes: int(onp.dot(sizes[:-1], sizes[1:])) + sum(sizes[1:]),
    lambda sizes: np.array(sum(map(lambda a, b: a * b + b, sizes[:-1], sizes[1:]))),
    lambda sizes: sum(itertools.starmap(lambda a, b: (a + 1) * b, zip(sizes, sizes[1:]))),
    lambda sizes: float(sum(a * b for a, b in zip(sizes, sizes[1:])) + sum(sizes) - sizes[0]),
]  # fmt: skip


def pops(sizes):
    total = 0
    while len(sizes) > 1:
        a = sizes.pop(0)
        total += (a + 1) * sizes[0]
    return total


def overruns(sizes):
    return sum(sizes[i] * sizes[i + 1] for i in range(len(sizes)))


def returns_early(sizes):
    total = 0
    for a, b in zip(sizes, sizes[1:]):
        total += a * b + b
        return total


def overwrites(sizes):
    for a, b in zip(sizes, sizes[1:]):
        total = a * b + b
    return total


def by_set(sizes):
    return sum({a * b + b for a, b in zip(sizes, sizes[1:])})


def by_dict(sizes):
    layers = {}
    for a, b in zip(sizes, sizes[1:]):
        layers[a] = a * b + b
    return sum(layers.values())


WRONG = {
    "weights only": lambda s: sum(a * b for a, b in zip(s, s[1:])),
    "pops": pops,
    "overruns": overruns,
    "returns early": returns_early,
    "last only": overwrites,
    "equal layers lost in a set": by_set,
    "equal layers lost in a dictionary": by_dict,
    "product": lambda s: functools.reduce(operator.mul, s),
    "star": lambda *sizes: sum(a * b + b for a, b in zip(sizes, sizes[1:])),
    "inputs too": lambda s: sum(a * b for a, b in zip(s, s[1:])) + sum(s),
    "bias of inputs": lambda s: sum(a * b + a for a, b in zip(s, s[1:])),
    "one per layer": lambda s: sum(a * b + 1 for a, b in zip(s, s[1:])),
    "output bias only": lambda s: sum(a * b for a, b in zip(s, s[1:])) + s[-1],
    "no output bias": lambda s: sum(a * b for a, b in zip(s, s[1:])) + sum(s[1:-1]),
    "both sides": lambda s: sum((a + 1) * (b + 1) for a, b in zip(s, s[1:])),
    "units": lambda s: sum(s),
    "layers": lambda s: len(s),
    "three sizes only": lambda s: s[0] * s[1] + s[1] + s[1] * s[2] + s[2],
    "four sizes only": lambda s: s[0] * s[1] + s[1] * s[2] + s[2] * s[3] + s[1] + s[2] + s[3],
    "per layer": lambda s: [a * b + b for a, b in zip(s, s[1:])],
    "pairs of all": lambda s: sum(a * b for a, b in itertools.combinations(s, 2)) + sum(s[1:]),
    "the example": lambda s: 4929,
    "the published number": lambda s: 4801,
    "squares": lambda s: sum(a * a + b for a, b in zip(s, s[1:])),
    "skips": lambda s: sum(a * b + b for a, b in zip(s[::2], s[1::2])),
    "text": lambda s: "4929",
    "none": lambda s: print(sum(s)),
    "added": lambda s: sum(a + b for a, b in zip(s, s[1:])),
    "double bias": lambda s: sum(a * b + 2 * b for a, b in zip(s, s[1:])),
    "no number": lambda s: sum(a * b + b for a, b in s),
    "attribute": lambda s: s.shape[0] * s.shape[1],
    "first layer lost": lambda s: sum(a * b + b for a, b in zip(s[1:], s[2:])),
    "a number": 4929,
    "not called": sum,
    "unknown name": lambda s: sum(layers),  # noqa: F821
    "two arguments": lambda a, b: a * b + b,
    "off by one": lambda s: sum(a * b + b for a, b in zip(s, s[1:])) + 1,
    "minus inputs": lambda s: sum(a * b + b for a, b in zip(s, s[1:])) - s[0],
}


def half_filled(sizes):
    total = 0
    for a, b in zip(sizes, sizes[1:]):
        total += a * b + ...
    return total


WRONG |= {
    "a part is dots": half_filled,
    "sizes sorted": lambda s: sum((a + 1) * b for a, b in zip(sorted(s), sorted(s)[1:])),
    "pairs as a set": lambda s: sum((a + 1) * b for a, b in set(zip(s, s[1:]))),
    "normalised layers": lambda s: sum((a + 1) * b for a, b in zip(s, s[1:])) + 2 * sum(s[1:-1]),
}
