"""Answers to bias-broadcast."""

from bank.common import autograd, functools, np, npx, onp


def loops(X, W, b):
    n, h = len(X), W.shape[1]
    H = [[sum(float(X[i, k] * W[k, j]) for k in range(len(W))) + float(b[0, j]) for j in range(h)]
         for i in range(n)]  # fmt: skip
    return H, [[n] * h]


def by_autograd(X, W, b):
    b = b.copy()
    b.attach_grad()
    with autograd.record():
        H = np.dot(X, W) + b
        total = H.sum()
    total.backward()
    return H, b.grad


def rows(X, W, b):
    H = np.stack([np.dot(x, W) + b[0] for x in X])
    return H, np.ones_like(b) * len(X)


def in_place(X, W, b):
    H = np.dot(X, W)
    H += b
    db = np.zeros_like(b)
    for _ in X:
        db += 1
    return H, db


class Affine:
    def __call__(self, X, W, b):
        return {"H": X @ W + b, "db": np.full_like(b, X.shape[0])}


RIGHT = [
    loops, by_autograd, rows, in_place, Affine(),
    lambda X, W, b: (np.dot(X, W) + b, np.full((1, W.shape[1]), len(X))),
    lambda X, W, b: (X.asnumpy() @ W.asnumpy() + b.asnumpy(), onp.full((1, W.shape[1]), len(X))),
    lambda X, W, b: (np.matmul(X, W) + np.tile(b, (len(X), 1)), np.ones_like(
        np.dot(X, W)).sum(axis=0, keepdims=True)),
    lambda X, W, b: (np.dot(np.concatenate([X, np.ones((len(X), 1))], axis=1),
                            np.concatenate([W, b])), np.ones((1, len(X))) @ np.ones(
                                (len(X), W.shape[1]))),
    functools.partial(lambda one, X, W, b: (np.dot(X, W) + one * b, one * len(X) + 0 * b), 1),
    lambda X, W, b: (npx.fully_connected(X, W.T, b.reshape(-1), num_hidden=W.shape[1]),
                     np.full((1, W.shape[1]), float(len(X)))),
]  # fmt: skip


def H(X, W, b):
    return np.dot(X, W) + b


def N(X, W):
    return np.full((1, W.shape[1]), float(len(X)))


def sum_outside(X, W, b):
    b = b.copy()
    b.attach_grad()
    with autograd.record():
        out = np.dot(X, W) + b
    out.sum().backward()
    return out, b.grad


def no_attach(X, W, b):
    with autograd.record():
        total = (np.dot(X, W) + b).sum()
    total.backward()
    return np.dot(X, W) + b, b.grad


def no_record(X, W, b):
    b.attach_grad()
    out = np.dot(X, W) + b
    out.sum().backward()
    return out, b.grad


def adds_in_place(X, W, b):
    b += np.dot(X, W).sum(axis=0)
    return np.dot(X, W) + b, N(X, W)


def while_recording(X, W, b):
    b = b.copy()
    b.attach_grad()
    with autograd.record():
        out = np.dot(X, W)
        out += b
        out.sum().backward()
    return out, b.grad


WRONG = {
    "no such axis": lambda X, W, b: (np.dot(X, W) + b, np.ones(X.shape).sum(axis=2)),
    "no such axis in NumPy": lambda X, W, b: (np.dot(X, W) + b, onp.ones(X.shape).sum(axis=2)),
    "too many indices": lambda X, W, b: (np.dot(X, W) + b, X[:, :, 0]),
    "sum outside": sum_outside,
    "no attach_grad": no_attach,
    "no record": no_record,
    "overwrites b": adds_in_place,
    "in place while recording": while_recording,
    "no bias": lambda X, W, b: (np.dot(X, W), N(X, W)),
    "minus": lambda X, W, b: (np.dot(X, W) - b, N(X, W)),
    "entrywise": lambda X, W, b: (X * W + b, N(X, W)),
    "transposed": lambda X, W, b: (np.dot(X, W.T) + b, N(X, W)),
    "other order": lambda X, W, b: (np.dot(W, X) + b, N(X, W)),
    "relu": lambda X, W, b: (npx.relu(H(X, W, b)), N(X, W)),
    "ones": lambda X, W, b: (H(X, W, b), np.ones_like(b)),
    "flat": lambda X, W, b: (H(X, W, b), np.full(W.shape[1], float(len(X)))),
    "a number": lambda X, W, b: (H(X, W, b), len(X)),
    "h for n": lambda X, W, b: (H(X, W, b), np.full((1, W.shape[1]), float(W.shape[1]))),
    "d for n": lambda X, W, b: (H(X, W, b), np.full((1, W.shape[1]), float(X.shape[1]))),
    "column": lambda X, W, b: (H(X, W, b), np.full((W.shape[1], 1), float(len(X)))),
    "all rows": lambda X, W, b: (H(X, W, b), np.ones_like(H(X, W, b))),
    "sum of H": lambda X, W, b: (H(X, W, b), H(X, W, b).sum(axis=0, keepdims=True)),
    "b": lambda X, W, b: (H(X, W, b), b),
    "n b": lambda X, W, b: (H(X, W, b), len(X) * b),
    "zeros": lambda X, W, b: (H(X, W, b), np.zeros_like(b)),
    "mean": lambda X, W, b: (H(X, W, b), np.ones_like(H(X, W, b)).mean(axis=0, keepdims=True)),
    "over n": lambda X, W, b: (H(X, W, b), np.ones_like(b) / len(X)),
    "axis 1": lambda X, W, b: (H(X, W, b), np.ones_like(H(X, W, b)).sum(axis=1, keepdims=True)),
    "W": lambda X, W, b: (H(X, W, b), W.sum(axis=0, keepdims=True)),
    "H only": lambda X, W, b: H(X, W, b),
    "swapped": lambda X, W, b: (N(X, W), H(X, W, b)),
    "dots": lambda X, W, b: (H(X, W, b), ...),
    "n b added": lambda X, W, b: (np.dot(X, W) + len(X) * b, N(X, W)),
    "sum of b added": lambda X, W, b: (np.dot(X, W) + b.sum(), N(X, W)),
    "first row": lambda X, W, b: (np.dot(X[:1], W) + b, N(X, W)),
    "b before": lambda X, W, b: (np.dot(X + b, W), N(X, W)),
    "sigmoid": lambda X, W, b: (npx.sigmoid(H(X, W, b)), N(X, W)),
    "unknown": lambda X, W, b: (H(X, W, b), n),  # noqa: F821
    "two arguments": lambda X, W: (np.dot(X, W), 0),
    "mixed libraries": lambda X, W, b: (np.dot(X, W) + onp.ones(b.shape), N(X, W)),
    "n squared": lambda X, W, b: (H(X, W, b), N(X, W) ** 2),
    "n minus 1": lambda X, W, b: (H(X, W, b), N(X, W) - 1),
    "twice b": lambda X, W, b: (np.dot(X, W) + 2 * b, N(X, W)),
    "gradient of the mean": lambda X, W, b: (X @ W + b, np.ones_like(b) / W.shape[1]),
}  # fmt: skip

WRONG |= {
    "gradient of the mean": lambda X, W, b: (np.dot(X, W) + b, np.ones_like(b) / W.shape[1]),
    "an axis less for one row": lambda X, W, b: (
        (X @ W + b)[0] if len(X) == 1 else X @ W + b, np.full(b.shape, len(X))),
}  # fmt: skip

WRONG |= {
    "columns of H": lambda X, W, b: (X @ W + b, np.full(b.shape, W.shape[1])),
    "sum of W": lambda X, W, b: (X @ W + b, W.sum(axis=0, keepdims=True)),
}
