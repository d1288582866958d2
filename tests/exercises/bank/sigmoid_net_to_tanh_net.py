"""Answers to sigmoid-net-to-tanh-net."""

from bank.common import functools, np, onp


def loops(W1, b1, W2, b2):
    V1 = [[float(w) / 2 for w in row] for row in W1]
    c1 = [float(b) / 2 for b in b1]
    V2 = [[float(w) / 2 for w in row] for row in W2]
    c2 = [float(b) + sum(row[k] for row in V2) for k, b in enumerate(b2)]
    return V1, c1, V2, c2


def other_order(W1, b1, W2, b2):
    order = list(range(len(W2)))[::-1]
    return W1[:, order] / 2, b1[order] / 2, W2[order] / 2, b2 + W2.sum(axis=0) / 2


def in_place(W1, b1, W2, b2):
    V1, c1, V2, c2 = (a.copy() for a in (W1, b1, W2, b2))
    V1 /= 2
    c1 /= 2
    V2 /= 2
    c2 += V2.sum(axis=0)
    return V1, c1, V2, c2


class Net:
    def convert(self, W1, b1, W2, b2):
        return {"V1": W1 / 2, "c1": b1 / 2, "V2": W2 / 2, "c2": b2 + 0.5 * W2.sum(0)}


RIGHT = [
    loops, other_order, in_place, Net().convert,
    functools.partial(lambda k, a, b, c, d: (a * k, b * k, c * k, d + k * c.sum(axis=0)), 0.5),
    lambda W1, b1, W2, b2: [0.5 * W1, 0.5 * b1, 0.5 * W2, np.dot(np.ones(len(W2)) * 0.5, W2) + b2],
    lambda W1, b1, W2, b2: (-W1 / 2, -b1 / 2, -W2 / 2, b2 + W2.mean(axis=0) * len(W2) / 2),
    lambda W1, b1, W2, b2: tuple(
        a.asnumpy() for a in (W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=0) / 2)
    ),
    lambda W1, b1, W2, b2: (W1 / 2, b1.reshape(1, -1) / 2, W2 / 2, (b2 + W2.sum(0) / 2)[None]),
    lambda *w: (w[0] / 2, w[1] / 2, w[2] / 2, w[3] + w[2].sum(axis=0) / 2),
]  # fmt: skip


def changes(W1, b1, W2, b2):
    W1 /= 2
    b1 /= 2
    W2 /= 2
    return W1, b1, W2, b2 + W2.sum(axis=0)


def changes_too_early(W1, b1, W2, b2):
    W2 /= 2
    return W1 / 2, b1 / 2, W2, b2 + W2.sum(axis=0) / 2


WRONG = {
    "axis 1 alone": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, W2.sum(axis=1) / 2),
    "axis 1, kept": lambda W1, b1, W2, b2: (
        W1 / 2,
        b1 / 2,
        W2 / 2,
        b2 + W2.sum(axis=1, keepdims=True) / 2,
    ),
    "as they are": lambda W1, b1, W2, b2: (W1, b1, W2, b2),
    "all halved": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 / 2),
    "all doubled": lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, 2 * b2),
    "no shift": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2),
    "shift of a half": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + 0.5),
    "shift of all": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum() / 2),
    "axis 1": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=1) / 2),
    "shift minus": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 - W2.sum(axis=0) / 2),
    "mean": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + W2.mean(axis=0) / 2),
    "W1 only": lambda W1, b1, W2, b2: (W1 / 2, b1, W2 / 2, b2 + W2.sum(axis=0) / 2),
    "b1 only": lambda W1, b1, W2, b2: (W1, b1 / 2, W2 / 2, b2 + W2.sum(axis=0) / 2),
    "three": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2),
    "five": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2, 0),
    "transposed": lambda W1, b1, W2, b2: (W1.T / 2, b1 / 2, W2.T / 2, b2 + W2.sum(axis=0) / 2),
    "in place": changes,
    "in place too early": changes_too_early,
    "order": lambda W1, b1, W2, b2: (b1 / 2, W1 / 2, b2 + W2.sum(axis=0) / 2, W2 / 2),
    "layers swapped": lambda W1, b1, W2, b2: (W2 / 2, b2, W1 / 2, b1),
    "quarter": lambda W1, b1, W2, b2: (W1 / 4, b1 / 4, W2 / 2, b2 + W2.sum(axis=0) / 2),
    "shift in c1": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2 + 1, W2 / 2, b2),
    "sum of W1": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + W1.sum() / 2),
    "first row only": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + W2[0] / 2),
    "last unit lost": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + W2[:-1].sum(0) / 2),
    "absolute": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + np.abs(W2).sum(axis=0) / 2),
    "tanh of the weights": lambda W1, b1, W2, b2: (np.tanh(W1), np.tanh(b1), W2, b2),
    "zeros": lambda W1, b1, W2, b2: (0 * W1, 0 * b1, 0 * W2, 0 * b2),
    "c1 negative": lambda W1, b1, W2, b2: (W1 / 2, -b1 / 2, W2 / 2, b2 + W2.sum(axis=0) / 2),
    "c2 of ones": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + np.ones_like(b2)),
    "dots": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, ...),
    "shape": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2.sum(axis=1, keepdims=True), b2),
    "one array": lambda W1, b1, W2, b2: W1 / 2,
    "fourth is a list of rows": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, W2 / 2 + b2),
    "random": lambda W1, b1, W2, b2: (onp.random.normal(size=W1.shape), b1, W2, b2),
    "a name": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + s / 2),  # noqa: F821
    "order of the units mixed": lambda W1, b1, W2, b2: (
        W1[:, ::-1] / 2,
        b1 / 2,
        W2 / 2,
        b2 + W2.sum(axis=0) / 2,
    ),
}


def shifted(W2, b2):
    return b2 + W2.sum(axis=0) / 2


RIGHT += [lambda W1, b1, W2, b2: (-W1 / 2, -b1 / 2, -W2 / 2, shifted(W2, b2))]
WRONG |= {
    "inside turned": lambda W1, b1, W2, b2: (-W1 / 2, -b1 / 2, W2 / 2, shifted(W2, b2)),
    "outside turned": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, -W2 / 2, shifted(W2, b2)),
    "the net itself": lambda W1, b1, W2, b2: (
        lambda X: np.dot(np.tanh(np.dot(X, W1 / 2) + b1 / 2), W2 / 2) + shifted(W2, b2)
    ),
    "c2 as a column": lambda W1, b1, W2, b2: (
        W1 / 2,
        b1 / 2,
        W2 / 2,
        shifted(W2, b2).reshape(-1, 1),
    ),
    "divided whole": lambda W1, b1, W2, b2: (W1 // 2, b1 // 2, W2 // 2, b2 + W2.sum(axis=0) // 2),
    "dots in the shift": lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + ...),
}
