"""Answers to dropout-layer."""

from bank.common import np, npx, onp


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
