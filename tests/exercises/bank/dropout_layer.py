"""Answers to dropout-layer."""

import random

from bank.common import autograd, functools, mx, nn, np, npx, onp


def plain(X, p):
    if p == 1:
        return 0 * X
    return X * (np.random.uniform(size=X.shape) > p) / (1 - p)


def where(X, p):
    if p >= 1:
        return np.zeros(X.shape)
    kept = np.random.uniform(0, 1, X.shape) >= p
    return np.where(kept, X / (1 - p), np.zeros(X.shape))


def guarded(X, p):
    return X * (np.random.uniform(size=X.shape) >= p) / max(1 - p, 1e-12)


def loop(X, p):
    rows = X.tolist()
    return [[0.0 if p == 1 or onp.random.random() < p else a / (1 - p) for a in r] for r in rows]


RIGHT = [
    plain, where, guarded, loop,
    lambda X, p: 0 * X if p == 1 else npx.dropout(X, p=p, mode="always"),
]  # fmt: skip


def in_place(X, p):
    X *= np.random.uniform(size=X.shape) >= p
    return X / (1 - p) if p < 1 else X * 0


def fixed(X, p):
    mask = onp.random.default_rng(0).random(X.shape) >= p
    return X * np.array(mask, dtype="float32") / (1 - p) if p < 1 else 0 * X


def uniform_mask(X, p):
    return np.random.uniform(size=X.shape) >= p


def cut(X, p):
    return X * 0 if p == 1 else (X * uniform_mask(X, p) / (1 - p)).astype("int32")


WRONG = {
    "randn": lambda X, p: 0 * X if p == 1 else X * (np.random.normal(size=X.shape) > p) / (1 - p),
    "keep p": lambda X, p: 0 * X if p == 1 else X * (np.random.uniform(size=X.shape) < p) / (1 - p),
    "no rescaling": lambda X, p: X * (np.random.uniform(size=X.shape) >= p),
    "over p": lambda X, p: X * (np.random.uniform(size=X.shape) >= p) / (p or 1),
    "times keep": lambda X, p: X * (np.random.uniform(size=X.shape) >= p) * (1 - p),
    "a column": lambda X, p: (
        0 * X if p == 1 else X * (np.random.uniform(size=(1, X.shape[1])) >= p) / (1 - p)),
    "a row": lambda X, p: (
        0 * X if p == 1 else X * (np.random.uniform(size=(X.shape[0], 1)) >= p) / (1 - p)),
    "unguarded": lambda X, p: X * (np.random.uniform(size=X.shape) >= p) / (1 - p),
    "fixed mask": fixed,
    "expectation": lambda X, p: X * (1 - p),
    "identity": lambda X, p: X,
    "in place": in_place,
    "framework": lambda X, p: npx.dropout(X, p=p),
    "zeros": lambda X, p: 0 * X,
    "mask": lambda X, p: np.random.uniform(size=X.shape) >= p,
    "none": lambda X, p: None,
}  # fmt: skip


def binomial(X, p):
    if p in (0, 1):
        return X * (1 - p)
    kept = onp.random.binomial(1, 1 - p, size=X.shape)
    return X * np.array(kept, dtype="float32") / (1 - p)


def copied(X, p):
    Y = X.copy()
    if p < 1:
        Y /= 1 - p
    Y *= np.random.rand(*X.shape) > p
    return Y


def of_gluon(X, p):
    if p == 1:
        return np.zeros_like(X)
    layer = nn.Dropout(p)
    with autograd.record():
        return layer(np.array(X)).copy()


def row_by_row(X, p):
    for row in X.tolist():
        kept = [random.random() >= p for _ in row]
        yield [a / (1 - p) if keep else 0.0 for a, keep in zip(row, kept)]


def no_nan(X, p):
    mask = onp.random.default_rng().random(X.shape) >= p
    return onp.nan_to_num(onp.array(X.tolist()) * mask / onp.float64(1 - p))


class Dropout:
    def __init__(self):
        self.mask = None

    def __call__(self, X, p):
        if p == 1:
            return np.zeros(X.shape)
        self.mask = np.random.uniform(0, 1, size=X.shape) < 1 - p
        return self.mask * X * (1 / (1 - p))


RIGHT += [
    binomial, copied, of_gluon, row_by_row, no_nan, Dropout(),
    functools.partial(lambda X, p, draw: (
        0 * X if p == 1 else X * (draw(size=X.shape) >= p) / (1 - p)), draw=np.random.uniform),
]  # fmt: skip


def exact_share(X, p):
    kept = onp.ones(X.size)
    kept[: round(p * X.size)] = 0
    onp.random.shuffle(kept)
    mask = np.array(kept.reshape(X.shape), dtype="float32")
    return X * mask / (1 - p) if p < 1 else 0 * X


def all_or_nothing(X, p):
    return 0 * X if p == 1 or random.random() < p else X / (1 - p)


def seeded(X, p):
    onp.random.seed(1)
    mask = np.array(onp.random.rand(*X.shape) >= p, dtype="float32")
    return X * mask / (1 - p) if p < 1 else 0 * X


def seeds_of_mxnet(X, p):
    mx.random.seed(42)
    return plain(X, p)


def alias(X, p):
    Y = X
    Y[np.random.uniform(size=X.shape) < p] = 0
    return Y / (1 - p) if p < 1 else Y


def in_training_only(X, p):
    return plain(X, p) if autograd.is_training() else X


def scaled(factor):
    """Dropout with another factor for what is kept."""

    def answer(X, p):
        return 0 * X if p == 1 else X * (np.random.uniform(size=X.shape) >= p) * factor(p)

    return answer


WRONG |= {
    "exact share": exact_share,
    "all or nothing": all_or_nothing,
    "seeded": seeded,
    "seeded in MXNet": seeds_of_mxnet,
    "alias": alias,
    "in training only": in_training_only,
    "root of keep": scaled(lambda p: (1 - p) ** -0.5),
    "one plus p": scaled(lambda p: 1 + p),
    "keep squared": scaled(lambda p: (1 - p) ** -2),
    "fair coin": lambda X, p: (
        0 * X if p == 1 else X * (np.random.uniform(size=X.shape) >= 0.5) / (1 - p)),
    "whole uniform": lambda X, p: X * np.random.uniform(size=X.shape) / (1 - p + 1e-9),
    "noise around one": lambda X, p: (
        0 * X if p == 1 else X * np.random.normal(1, (p / (1 - p)) ** 0.5, X.shape)),
    "noise added": lambda X, p: 0 * X if p == 1 else X + np.random.normal(0, p, X.shape),
    "scaled by the share": lambda X, p: (
        lambda m: X * m / (m.mean() + 1e-9))(np.random.uniform(size=X.shape) >= p),
    "nan": lambda X, p: np.where(
        np.random.uniform(size=X.shape) >= p, X / (1 - p + 1e-12), np.full(X.shape, np.nan)),
    "ones": lambda X, p: np.where(
        np.random.uniform(size=X.shape) >= p, X / (1 - p + 1e-12), np.ones(X.shape)),
    "the mean": lambda X, p: np.where(
        np.random.uniform(size=X.shape) >= p, X / (1 - p + 1e-12), 0 * X + X.mean()),
    "layer and mask": lambda X, p: (plain(X, p), np.ones(X.shape)),
    "randint": lambda X, p: 0 * X if p == 1 else X * np.random.randint(0, 2, X.shape) / (1 - p),
    "p is one: unchanged": lambda X, p: X if p == 1 else plain(X, p),
    "rescales also what is 1": lambda X, p: plain(X, p) if p else X / 2,
    "shuffled": lambda X, p: plain(np.array(onp.random.permutation(X.asnumpy())), p),
    "flattened": lambda X, p: plain(X, p).reshape(-1),
    "one argument": lambda X: X,
    "dots": lambda X, p: [..., X],
    "a class": nn.Dropout,
    "MXNet, no such name": lambda X, p: np.dropout(X, p),
    "in train mode only": lambda X, p: npx.dropout(X, p),
    "the mask alone": uniform_mask,
    "whole numbers": cut,
}  # fmt: skip
