"""Answers to paths-and-edges."""

from bank.common import Fraction, functools, itertools, math, np, onp, operator


def loop(widths):
    paths, edges, before = 1, 0, None
    for width in widths:
        paths *= width
        if before is not None:
            edges += before * width
        before = width
    return paths, edges


def by_walking(widths):
    """Lists every path."""
    layers = [range(width) for width in widths]
    steps = {
        (k, *pair) for k in range(len(widths) - 1)
        for pair in itertools.product(layers[k], layers[k + 1])
    }  # fmt: skip
    return sum(1 for _ in itertools.product(*layers)), len(steps)


def by_matrices(widths):
    """Multiplies matrices of ones."""
    joined = [onp.ones(pair) for pair in zip(widths[:-1], widths[1:])]
    return functools.reduce(onp.matmul, joined).sum(), sum(J.sum() for J in joined)


class Net:
    def __init__(self, widths):
        self.widths = list(widths)

    def edges(self):
        return sum(self.widths[k - 1] * self.widths[k] for k in range(1, len(self.widths)))

    def paths(self, at=0):
        if at == len(self.widths) - 1:
            return self.widths[at]
        return self.widths[at] * self.paths(at + 1)


def in_place(widths):
    reached = [1] * widths[0]
    edges = 0
    for width in widths[1:]:
        edges += len(reached) * width
        reached[:] = [sum(reached)] * width
    return sum(reached), edges


def recursive(widths):
    if len(widths) == 1:
        return widths[0], 0
    paths, edges = recursive(widths[1:])
    return widths[0] * paths, widths[0] * widths[1] + edges


def one_by_one(widths):
    yield math.prod(widths)
    yield onp.dot(widths[:-1], widths[1:])


RIGHT = [
    loop, by_walking, by_matrices, in_place, recursive, one_by_one,
    lambda widths: (Net(widths).paths(), Net(widths).edges()),
    lambda widths: (functools.reduce(operator.mul, widths),
                    sum(map(operator.mul, widths, widths[1:]))),
    lambda widths: (
        np.prod(np.array(widths)), (np.array(widths)[:-1] * np.array(widths)[1:]).sum()),
    lambda widths: {
        "edges": sum(a * b for a, b in zip(widths, widths[1:])), "paths": math.prod(widths)},
    lambda widths: [onp.cumprod(widths)[-1], onp.convolve(widths[:-1], widths[:0:-1], "valid")[0]],
    lambda widths: (Fraction(math.prod(widths)), float(onp.inner(widths[1:], widths[:-1]))),
]  # fmt: skip


def edges(w):
    return sum(a * b for a, b in zip(w, w[1:]))


def total_from_zero(w):
    paths = 0
    for width in w:
        paths *= width
    return paths, edges(w)


def returns_inside_the_loop(w):
    paths = 1
    for width in w:
        paths *= width
        return paths, edges(w)


def past_the_end(w):
    return math.prod(w), sum(w[k] * w[k + 1] for k in range(len(w)))


def one_short(w):
    return math.prod(w), sum(w[k] * w[k + 1] for k in range(len(w) - 2))


def wraps_round(w):
    return math.prod(w), sum(w[k - 1] * w[k] for k in range(len(w)))


def pops(w):
    paths = 1
    while w:
        paths *= w.pop()
    return paths, edges(w)


def mid(w):
    return w[1:-1]


WRONG = {
    "edges twice": lambda w: (edges(w), edges(w)),
    "paths twice": lambda w: (math.prod(w), math.prod(w)),
    "swapped": lambda w: (edges(w), math.prod(w)),
    "sum of widths": lambda w: (sum(w), edges(w)),
    "hidden widths only": lambda w: (math.prod(mid(w)), edges(w)),
    "inputs forgotten": lambda w: (math.prod(w[1:]), edges(w)),
    "outputs forgotten": lambda w: (math.prod(w[:-1]), edges(w)),
    "inputs times outputs": lambda w: (w[0] * w[-1], edges(w)),
    "factorials": lambda w: (math.prod(math.factorial(a) for a in w), edges(w)),
    "squares": lambda w: (math.prod(w) ** 2, edges(w)),
    "power of the depth": lambda w: (w[0] ** len(w), edges(w)),
    "largest to the depth": lambda w: (max(w) ** len(w), edges(w)),
    "two to the depth": lambda w: (2 ** len(w), edges(w)),
    "product of products": lambda w: (math.prod(a * b for a, b in zip(w, w[1:])), edges(w)),
    "both directions": lambda w: (2 * math.prod(w), edges(w)),
    "both directions, edges": lambda w: (math.prod(w), 2 * edges(w)),
    "units": lambda w: (math.prod(w), sum(w)),
    "biases": lambda w: (math.prod(w), sum((a + 1) * b for a, b in zip(w, w[1:]))),
    "layers added": lambda w: (math.prod(w), sum(a + b for a, b in zip(w, w[1:]))),
    "last layer forgotten": one_short,
    "first layer forgotten": lambda w: (math.prod(w), edges(w[1:])),
    "first and last": lambda w: (math.prod(w), w[0] * w[-1]),
    "first two": lambda w: (math.prod(w), w[0] * w[1]),
    "every pair of layers": lambda w: (
        math.prod(w), sum(a * b for a, b in itertools.combinations(w, 2))),
    "every pair of units": lambda w: (math.prod(w), math.comb(sum(w), 2)),
    "squared widths": lambda w: (math.prod(w), sum(a * a for a in w)),
    "wraps round": wraps_round,
    "past the end": past_the_end,
    "layers": lambda w: (math.prod(w), len(w) - 1),
    "largest pair": lambda w: (math.prod(w), max(a * b for a, b in zip(w, w[1:]))),
    "list of edges": lambda w: (math.prod(w), [a * b for a, b in zip(w, w[1:])]),
    "running product": lambda w: (onp.cumprod(w), edges(w)),
    "from zero": total_from_zero,
    "returns inside the loop": returns_inside_the_loop,
    "pops": pops,
    "paths only": lambda w: math.prod(w),
    "edges only": edges,
    "half filled": lambda w: (math.prod(w), ...),
    "none in it": lambda w: (math.prod(w), w.sort()),
    "none": lambda w: None,
    "printed": lambda w: print(math.prod(w), edges(w)),
    "three": lambda w: (math.prod(w), edges(w), sum(w)),
    "a set": lambda w: {math.prod(w), edges(w)},
    "other names": lambda w: {"p": math.prod(w), "e": edges(w)},
    "texts": lambda w: (f"{math.prod(w)} paths", f"{edges(w)} edges"),
    "widths one by one": lambda a, b, c: (a * b * c, a * b + b * c),
    "three layers taken for granted": lambda w: (w[0] * w[1] * w[2], w[0] * w[1] + w[1] * w[2]),
    "unpacked": lambda w: (lambda a, b, c: (a * b * c, a * b + b * c))(*w),
    "attribute": lambda w: (w.prod(), edges(w)),
    "list times list": lambda w: (math.prod(w), sum(w[:-1] * w[1:])),
    "example": lambda w: (24, 20),
    "one more": lambda w: (math.prod(w) + 1, edges(w)),
    "logarithm": lambda w: (sum(map(math.log, w)), edges(w)),
}  # fmt: skip
