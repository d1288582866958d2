"""Answers to twin-nets."""

from bank.common import functools, np, onp


def reversed_units(params):
    W1, b1, W2, b2 = params
    return W1[:, ::-1], b1[::-1], W2[::-1], b2


def doubled(params):
    W1, b1, W2, b2 = params
    return W1 * 4, b1 * 4, W2 * 0.25, b2


def swap_two(params):
    V1, c1, V2, c2 = (p.copy() for p in params)
    V1[:, [0, 1]] = V1[:, [1, 0]]
    c1[0], c1[1] = c1[1], c1[0]
    V2[[0, 1], :] = V2[[1, 0], :]
    return V1, c1, V2, c2


def one_unit(params):
    V1, c1, V2, c2 = map(onp.copy, params)
    V1[:, -1] *= 3
    c1[-1] *= 3
    V2[-1] /= 3
    return V1, c1, V2, c2


def own_factors(params):
    W1, b1, W2, b2 = params
    a = onp.arange(1, len(b1) + 1)
    return W1 * a, b1 * a, W2 / a[:, None], b2


def permuted(params, seed=0):
    W1, b1, W2, b2 = params
    order = onp.roll(onp.arange(len(b1)), 1)
    return W1[:, order], b1[order], W2[order, :], b2


def sorted_units(params):
    W1, b1, W2, b2 = params
    order = onp.argsort(b1)
    if (order == onp.arange(len(b1))).all():
        order = order[::-1]
    return [W1[:, order], b1[order], W2[order], b2]


def by_a_matrix(params):
    W1, b1, W2, b2 = params
    P = onp.eye(len(b1))[::-1] * 2
    return W1 @ P, b1 @ P, onp.linalg.inv(P) @ W2, b2


def loops(params):
    W1, b1, W2, b2 = (p.tolist() for p in params)
    V1 = [[2 * v for v in row] for row in W1]
    V2 = [[v / 2 for v in row] for row in W2]
    return V1, [2 * v for v in b1], V2, b2


def named(params):
    V1, c1, V2, c2 = reversed_units(params)
    return {"V1": V1, "c1": c1, "V2": V2, "c2": c2}


class Twin:
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, params):
        W1, b1, W2, b2 = params
        return self.factor * W1, self.factor * b1, W2 / self.factor, b2


def one_after_the_other(params):
    for p, factor in zip(params, (0.5, 0.5, 2, 1)):
        yield p * factor


def in_place(params):
    W1, b1, W2, b2 = params
    W1 *= 2
    b1 *= 2
    W2 /= 2
    return W1, b1, W2, b2


RIGHT = [
    reversed_units, doubled, swap_two, one_unit, own_factors, permuted, sorted_units, by_a_matrix,
    loops, named, in_place, Twin(10.0), lambda params: list(one_after_the_other(params)),
    lambda params: tuple(np.array(p) for p in doubled(params)),
    functools.partial(lambda a, params: (
        params[0] / a, params[1] / a, params[2] * a, params[3] + 0), 8),
    lambda params: permuted(doubled(params)),
]  # fmt: skip


def change(f):
    return lambda params: f(*params)


def one_column(W1, b1, W2, b2):
    V1 = W1.copy()
    V1[:, 0] *= 2
    return V1, b1, W2, b2


def one_unit_not_back(W1, b1, W2, b2):
    V1, c1 = W1.copy(), b1.copy()
    V1[:, 0] *= 2
    c1[0] *= 2
    return V1, c1, W2, b2


def wrong_row_back(W1, b1, W2, b2):
    V1, c1, V2 = W1.copy(), b1.copy(), W2.copy()
    V1[:, 0] *= 2
    c1[0] *= 2
    V2[1] /= 2
    return V1, c1, V2, b2


def one_negative(W1, b1, W2, b2):
    V1, c1, V2 = W1.copy(), b1.copy(), W2.copy()
    V1[:, 0], c1[0], V2[0] = -V1[:, 0], -c1[0], -V2[0]
    return V1, c1, V2, b2


def swapped_by_views(W1, b1, W2, b2):
    """The first column is overwritten before it is read."""
    V1, c1, V2 = W1.copy(), b1.copy(), W2.copy()
    V1[:, 0], V1[:, 1] = V1[:, 1], V1[:, 0]
    c1[0], c1[1] = c1[1], c1[0]
    V2[0], V2[1] = V2[1], V2[0]
    return V1, c1, V2, b2


def only_first_net(params):
    W1, b1, W2, b2 = params
    if len(b1) == 4:
        return 2 * W1, 2 * b1, W2 / 2, b2


def halves(W1, b1, W2, b2):
    half = len(b1) // 2
    return onp.roll(W1, half, axis=1), onp.roll(b1, half), onp.roll(W2, half, axis=1), b2


WRONG = {
    "the same": lambda params: params,
    "copies": lambda params: [p.copy() for p in params],
    "plus zero": change(lambda W1, b1, W2, b2: (W1 + 0, b1 + 0, W2 + 0, b2 + 0)),
    "a little": change(lambda W1, b1, W2, b2: (W1 + 1e-4, b1, W2, b2)),
    "a little, times": change(lambda W1, b1, W2, b2: (W1 * 1.00005, b1, W2, b2)),
    "rounded": change(lambda W1, b1, W2, b2: (W1.round(4), b1, W2, b2)),
    "W1 alone": change(lambda W1, b1, W2, b2: (W1[:, ::-1], b1, W2, b2)),
    "bias left": change(lambda W1, b1, W2, b2: (W1[:, ::-1], b1, W2[::-1], b2)),
    "W2 left": change(lambda W1, b1, W2, b2: (W1[:, ::-1], b1[::-1], W2, b2)),
    "columns of W2": change(lambda W1, b1, W2, b2: (W1[:, ::-1], b1[::-1], W2[:, ::-1], b2)),
    "W2 turned about": change(
        lambda W1, b1, W2, b2: (W1[:, ::-1], b1[::-1], W2[::-1, ::-1], b2)),
    "rows of W1": change(lambda W1, b1, W2, b2: (W1[::-1], b1[::-1], W2[::-1], b2)),
    "rows of W1 alone": change(lambda W1, b1, W2, b2: (W1[::-1], b1, W2, b2)),
    "W2 and b1 only": change(lambda W1, b1, W2, b2: (W1, b1[::-1], W2[::-1], b2)),
    "all reversed": change(lambda W1, b1, W2, b2: (W1[:, ::-1], b1[::-1], W2[::-1], b2[::-1])),
    "outputs exchanged": change(lambda W1, b1, W2, b2: (W1, b1, W2[:, ::-1], b2[::-1])),
    "bias in another order": change(
        lambda W1, b1, W2, b2: (W1[:, ::-1], onp.roll(b1, 1), W2[::-1], b2)),
    "W2 in another order": change(
        lambda W1, b1, W2, b2: (W1[:, ::-1], b1[::-1], onp.roll(W2, 1, axis=0), b2)),
    "rolled along columns": change(halves),
    "swapped by views": change(swapped_by_views),
    "negative": change(lambda W1, b1, W2, b2: (-W1, -b1, -W2, b2)),
    "all negative": lambda params: [-p for p in params],
    "one unit negative": change(one_negative),
    "W1 and W2 negative": change(lambda W1, b1, W2, b2: (-W1, b1, -W2, b2)),
    "minus two and a half": change(lambda W1, b1, W2, b2: (-2 * W1, -2 * b1, -W2 / 2, b2)),
    "not back": change(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2, b2)),
    "twice": change(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2)),
    "all doubled": lambda params: [2 * p for p in params],
    "bias not scaled": change(lambda W1, b1, W2, b2: (2 * W1, b1, W2 / 2, b2)),
    "bias halved": change(lambda W1, b1, W2, b2: (2 * W1, b1 / 2, W2 / 2, b2)),
    "b2 halved": change(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2 / 2, b2 / 2)),
    "b2 doubled": change(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2 / 2, b2 * 2)),
    "squared back": change(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2 / 4, b2)),
    "W1 doubled": change(lambda W1, b1, W2, b2: (2 * W1, b1, W2, b2)),
    "b1 doubled": change(lambda W1, b1, W2, b2: (W1, 2 * b1, W2, b2)),
    "W2 halved": change(lambda W1, b1, W2, b2: (W1, b1, W2 / 2, b2)),
    "b2 only": change(lambda W1, b1, W2, b2: (W1, b1, W2, b2 + 1)),
    "shifted": change(lambda W1, b1, W2, b2: (W1 + 1, b1 - 1, W2, b2)),
    "bias shifted": change(lambda W1, b1, W2, b2: (W1, b1 + 1, W2, b2 - W2.sum(axis=0))),
    "one column": change(one_column),
    "one unit not back": change(one_unit_not_back),
    "wrong row back": change(wrong_row_back),
    "zeros": lambda params: [0 * p for p in params],
    "ones": lambda params: [onp.ones_like(p) for p in params],
    "random": lambda params: [onp.random.default_rng(5).normal(size=p.shape) for p in params],
    "transposed": lambda params: [p.T for p in params],
    "weights exchanged": change(lambda W1, b1, W2, b2: (W2.T, b1, W1.T, b2)),
    "weights only": change(lambda W1, b1, W2, b2: (2 * W1, W2 / 2)),
    "without b2": change(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2 / 2)),
    "one more": change(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2 / 2, b2, 2)),
    "another order": change(lambda W1, b1, W2, b2: (2 * W1, W2 / 2, 2 * b1, b2)),
    "a unit more": change(lambda W1, b1, W2, b2: (
        onp.c_[W1, W1[:, 0]], onp.r_[b1, b1[0]], onp.r_[W2, 0 * W2[:1]], b2)),
    "half filled": change(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2 / 2, ...)),
    "none in it": change(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, None, b2)),
    "none": lambda params: None,
    "shuffled in place": lambda params: onp.random.default_rng(0).shuffle(params[0]),
    "the outputs": change(lambda W1, b1, W2, b2: onp.maximum(W1 + b1, 0) @ W2 + b2),
    "list times number": lambda params: 2 * params,
    "nan": change(lambda W1, b1, W2, b2: (W1 / 0.0 * 0, b1, W2, b2)),
    "four arguments": lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2 / 2, b2),
    "only the first net": only_first_net,
    "no function": (1, 2, 3, 4),
    "a set": lambda params: {1, 2, 3, 4},
    "texts": lambda params: ("2 * W1", "2 * b1", "W2 / 2", "b2"),
    "unknown name": lambda params: (2 * W1, 2 * b1, W2 / 2, b2),  # noqa: F821
    "inverse of W1": change(lambda W1, b1, W2, b2: (onp.linalg.inv(W1), b1, W2, b2)),
}  # fmt: skip
