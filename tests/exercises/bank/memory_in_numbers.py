"""Answers to memory-in-numbers."""

from bank.common import Counter, functools, itertools, math, np, onp


def sizes(d, h, q, n):
    return {
        "W1": d * h, "W2": h * q, "X": n * d, "Z": n * h, "H": n * h, "O": n * q,
    }  # fmt: skip


def by_dictionary(d, h, q, n):
    size = sizes(d, h, q, n)
    weights = size["W1"] + size["W2"]
    training = sum(size.values()) + weights
    pairs = [("X", "Z"), ("Z", "H"), ("H", "O")]
    return training, weights + max(size[a] + size[b] for a, b in pairs)


def by_arrays(d, h, q, n):
    """Makes the arrays and asks for their sizes."""
    W1, W2 = onp.zeros((d, h)), onp.zeros((h, q))
    X, Z, H, O = (onp.zeros((n, k)) for k in (d, h, h, q))  # noqa: E741
    held = [W1, W2, onp.zeros_like(W1), onp.zeros_like(W2), X, Z, H, O]
    moments = [(X, Z), (Z, H), (H, O)]
    return sum(a.size for a in held), W1.size + W2.size + max(a.size + b.size for a, b in moments)


class Memory:
    def __init__(self):
        self.held = self.peak = 0

    def take(self, *numbers):
        self.held += sum(numbers)
        self.peak = max(self.peak, self.held)

    def free(self, number):
        self.held -= number


def simulated(d, h, q, n):
    training, prediction = Memory(), Memory()
    training.take(d * h, h * q, d * h, h * q, n * d, n * h, n * h, n * q)
    prediction.take(d * h, h * q, n * d)
    for before, after in ((d, h), (h, h), (h, q)):
        prediction.take(n * after)
        prediction.free(n * before)
    return training.peak, prediction.peak


def loops(d, h, q, n):
    widths = [d, h, h, q]
    weights = 0
    for a, b in ((d, h), (h, q)):
        for _ in range(a):
            weights += b
    values = 0
    for width in widths:
        values += width * n
    worst = 0
    for k in range(3):
        if widths[k] + widths[k + 1] > worst:
            worst = widths[k] + widths[k + 1]
    return [2 * weights + values, weights + n * worst]


def two_cases(d, h, q, n):
    weights = h * (d + q)
    wide = h + max(d, h, q)
    return 2 * weights + n * (d + 2 * h + q), weights + n * wide


def one_after_the_other(d, h, q, n):
    yield 2 * h * (d + q) + n * (d + h + h + q)
    yield h * (d + q) + n * max(d + h, h + h, h + q)


RIGHT = [
    by_dictionary, by_arrays, simulated, loops, two_cases, one_after_the_other,
    lambda d, h, q, n: {
        "training": 2 * (d * h + h * q) + n * (d + 2 * h + q),
        "prediction": d * h + h * q + n * (h + max(d, h, q))},
    lambda d, h, q, n: (
        np.array(2 * (d * h + h * q) + n * (d + 2 * h + q)),
        np.array(d * h + h * q + n * (h + max(d, h, q)))),
    lambda d, h, q, n: onp.array([
        2 * (d * h + h * q) + n * (d + 2 * h + q), d * h + h * q + n * (h + max(d, h, q))]),
    lambda d, h, q, n: (
        sum(Counter(sizes(d, h, q, n)).values()) + h * (d + q),
        h * (d + q) + max(map(sum, itertools.pairwise([n * d, n * h, n * h, n * q]))
                          if hasattr(itertools, "pairwise") else [n * (h + max(d, h, q))])),
    functools.partial(lambda copies, d, h, q, n: (
        copies * h * (d + q) + n * (d + 2 * h + q), h * (d + q) + n * (h + max(d, q, h))), 2),
    lambda d, h, q, n: (
        float(2 * h * (d + q) + n * (d + 2 * h + q)),
        onp.int64(h * (d + q) + n * onp.max([d + h, 2 * h, h + q]))),
]  # fmt: skip


def train(d, h, q, n):
    return 2 * h * (d + q) + n * (d + 2 * h + q)


def pred(d, h, q, n):
    return h * (d + q) + n * (h + max(d, h, q))


def half_filled(d, h, q, n):
    return train(d, h, q, n), ...


def only_wide(d, h, q, n):
    if d > h:
        return train(d, h, q, n), h * (d + q) + n * (d + h)


WRONG = {
    "no gradients": lambda d, h, q, n: (h * (d + q) + n * (d + 2 * h + q), pred(d, h, q, n)),
    "one row": lambda d, h, q, n: (train(d, h, q, 1), pred(d, h, q, 1)),
    "one row in training": lambda d, h, q, n: (train(d, h, q, 1), pred(d, h, q, n)),
    "one row in prediction": lambda d, h, q, n: (train(d, h, q, n), pred(d, h, q, 1)),
    "h once": lambda d, h, q, n: (2 * h * (d + q) + n * (d + h + q), pred(d, h, q, n)),
    "no X": lambda d, h, q, n: (2 * h * (d + q) + n * (2 * h + q), pred(d, h, q, n)),
    "no O": lambda d, h, q, n: (2 * h * (d + q) + n * (d + 2 * h), pred(d, h, q, n)),
    "hidden only": lambda d, h, q, n: (2 * h * (d + q) + n * 2 * h, pred(d, h, q, n)),
    "parameters only": lambda d, h, q, n: (2 * h * (d + q), h * (d + q)),
    "values only": lambda d, h, q, n: (n * (d + 2 * h + q), n * (h + max(d, h, q))),
    "all twice": lambda d, h, q, n: (
        2 * h * (d + q) + 2 * n * (d + 2 * h + q), pred(d, h, q, n)),
    "momentum": lambda d, h, q, n: (3 * h * (d + q) + n * (d + 2 * h + q), pred(d, h, q, n)),
    "Adam": lambda d, h, q, n: (4 * h * (d + q) + n * (d + 2 * h + q), pred(d, h, q, n)),
    "biases": lambda d, h, q, n: (
        2 * (h * (d + q) + h + q) + n * (d + 2 * h + q),
        h * (d + q) + h + q + n * (h + max(d, h, q))),
    "biases in training": lambda d, h, q, n: (train(d, h, q, n) + 2 * (h + q), pred(d, h, q, n)),
    "bytes": lambda d, h, q, n: (4 * train(d, h, q, n), 4 * pred(d, h, q, n)),
    "megabytes": lambda d, h, q, n: (train(d, h, q, n) * 4 / 1e6, pred(d, h, q, n) * 4 / 1e6),
    "parameters n times": lambda d, h, q, n: (n * train(d, h, q, 1), pred(d, h, q, n)),
    "parameters added": lambda d, h, q, n: (
        2 * (d + h + h + q) + n * (d + 2 * h + q), pred(d, h, q, n)),
    "one product": lambda d, h, q, n: (2 * d * h * q + n * (d + 2 * h + q), pred(d, h, q, n)),
    "first layer only": lambda d, h, q, n: (2 * d * h + n * (d + 2 * h + q), pred(d, h, q, n)),
    "precedence": lambda d, h, q, n: (2 * d * h + h * q + n * (d + 2 * h + q), pred(d, h, q, n)),
    "whole layers' products": lambda d, h, q, n: (
        2 * h * (d + q) + n * d * h * h * q, pred(d, h, q, n)),
    "prediction keeps all": lambda d, h, q, n: (
        train(d, h, q, n), h * (d + q) + n * (d + 2 * h + q)),
    "prediction with gradients": lambda d, h, q, n: (
        train(d, h, q, n), 2 * h * (d + q) + n * (h + max(d, h, q))),
    "largest layer": lambda d, h, q, n: (train(d, h, q, n), h * (d + q) + n * max(d, h, q)),
    "X and Z always": lambda d, h, q, n: (train(d, h, q, n), h * (d + q) + n * (d + h)),
    "H and O always": lambda d, h, q, n: (train(d, h, q, n), h * (d + q) + n * (h + q)),
    "Z and H forgotten": lambda d, h, q, n: (
        train(d, h, q, n), h * (d + q) + n * max(d + h, h + q)),
    "the smallest": lambda d, h, q, n: (train(d, h, q, n), h * (d + q) + n * (h + min(d, h, q))),
    "outer layers": lambda d, h, q, n: (train(d, h, q, n), h * (d + q) + n * (d + q)),
    "values of prediction only": lambda d, h, q, n: (
        train(d, h, q, n), n * (h + max(d, h, q))),
    "parameters of prediction only": lambda d, h, q, n: (train(d, h, q, n), h * (d + q)),
    "one layer's weights": lambda d, h, q, n: (
        train(d, h, q, n), max(d * h + n * (d + h), n * 2 * h, h * q + n * (h + q))),
    "half": lambda d, h, q, n: (train(d, h, q, n), train(d, h, q, n) / 2),
    "the same": lambda d, h, q, n: (train(d, h, q, n),) * 2,
    "swapped": lambda d, h, q, n: (pred(d, h, q, n), train(d, h, q, n)),
    "training only": train,
    "prediction only": pred,
    "half filled": half_filled,
    "none in it": lambda d, h, q, n: (None, pred(d, h, q, n)),
    "none": lambda d, h, q, n: None,
    "printed": lambda d, h, q, n: print(train(d, h, q, n), pred(d, h, q, n)),
    "only for wide inputs": only_wide,
    "arguments in another order": lambda n, d, h, q: (train(d, h, q, n), pred(d, h, q, n)),
    "without n": lambda d, h, q: (train(d, h, q, 1), pred(d, h, q, 1)),
    "max of sums missing": lambda d, h, q, n: (
        train(d, h, q, n), h * (d + q) + n * (d + h + h + h + h + q)),
    "a dictionary of arrays": sizes,
    "a set": lambda d, h, q, n: {train(d, h, q, n), pred(d, h, q, n)},
    "texts": lambda d, h, q, n: (f"{train(d, h, q, n)}", f"{pred(d, h, q, n)}"),
    "arrays for sizes": lambda d, h, q, n: (onp.zeros((d, h)), onp.zeros((h, q))),
    "max of nothing": lambda d, h, q, n: (train(d, h, q, n), max()),
    "max of a number": lambda d, h, q, n: (train(d, h, q, n), h * (d + q) + n * max(d + h)),
    "unknown name": lambda d, h, q, n: (2 * params + n * (d + 2 * h + q), 0),  # noqa: F821
    "root": lambda d, h, q, n: (math.sqrt(train(d, h, q, n)), pred(d, h, q, n)),
    "the example": lambda d, h, q, n: (740864, 469504),
    "zeros": lambda d, h, q, n: (0, 0),
}  # fmt: skip
