"""Answers to ridge-rows."""

from bank.common import autograd, np, onp


def plain(a):
    return onp.array(a.tolist())


def normal(X, y, lam, n=None, sign=1):
    X, y = plain(X), plain(y)
    n = len(X) if n is None else n
    return onp.linalg.solve(X.T @ X + sign * n * lam * onp.eye(X.shape[1]), X.T @ y)


def dual(X, y, lam):
    X, y = plain(X), plain(y)
    return X.T @ onp.linalg.solve(X @ X.T + len(X) * lam * onp.eye(len(X)), y)


def by_svd(X, y, lam):
    U, s, V = onp.linalg.svd(plain(X), full_matrices=False)
    return V.T @ (s / (s**2 + len(U) * lam) * (U.T @ plain(y)))


def by_mean(X, y, lam):
    X, y = plain(X), plain(y)
    n, d = X.shape
    return onp.linalg.inv(X.T @ X / n + lam * onp.eye(d)) @ (X.T @ y / n)


def rows(X, y, lam, scale=None):
    X, y = plain(X), plain(y)
    scale = (len(X) * lam) ** 0.5 if scale is None else scale
    X = onp.r_[X, scale * onp.eye(X.shape[1])]
    return onp.linalg.lstsq(X, onp.r_[y, onp.zeros(X.shape[1])], rcond=None)[0]


RIGHT = [normal, dual, by_svd, by_mean, rows, lambda X, y, lam: np.array(normal(X, y, lam))]


def a_few_steps(X, y, lam):
    X, y = (np.array(plain(a), dtype="float32") for a in (X, y))
    w = np.zeros(X.shape[1])
    w.attach_grad()
    for _ in range(5):
        with autograd.record():
            loss = ((X @ w - y) ** 2).mean() / 2 + lam / 2 * (w**2).sum()
        loss.backward()
        w -= 0.1 * w.grad
    return w


WRONG = {
    "lam": lambda X, y, lam: normal(X, y, lam, 1),
    "rows of lam": lambda X, y, lam: rows(X, y, lam, lam),
    "root of lam": lambda X, y, lam: rows(X, y, lam, lam**0.5),
    "n lam": lambda X, y, lam: rows(X, y, lam, len(X) * lam),
    "over n": lambda X, y, lam: normal(X, y, lam, 1 / len(X)),
    "d for n": lambda X, y, lam: normal(X, y, lam, X.shape[1]),
    "no penalty": lambda X, y, lam: normal(X, y, 0.0),
    "minus": lambda X, y, lam: normal(X, y, lam, sign=-1),
    "half": lambda X, y, lam: normal(X, y, lam / 2),
    "twice": lambda X, y, lam: normal(X, y, 2 * lam),
    "predictions": lambda X, y, lam: plain(X) @ normal(X, y, lam),
    "shrunk": lambda X, y, lam: normal(X, y, 0.0) / (1 + lam),
    "few steps": a_few_steps,
    "zeros": lambda X, y, lam: onp.zeros(X.shape[1]),
    "none": lambda X, y, lam: None,
}


def descent(X, y, lam):
    X, y = plain(X), plain(y)
    n, w = len(X), onp.zeros(X.shape[1])
    A = X.T @ X / n + lam * onp.eye(len(w))
    rate = 1 / onp.linalg.eigvalsh(A).max()
    for _ in range(200000):
        step = rate * (A @ w - X.T @ y / n)
        w = w - step
        if abs(step).max() < 1e-12:
            break
    return w


def elimination(X, y, lam):
    """The normal equations in lists."""
    X, y = plain(X).tolist(), plain(y).tolist()
    n, d = len(X), len(X[0])
    A = [[sum(r[i] * r[j] for r in X) + (n * lam if i == j else 0) for j in range(d)]
         + [sum(r[i] * t for r, t in zip(X, y))] for i in range(d)]  # fmt: skip
    for i in range(d):
        A[i] = [v / A[i][i] for v in A[i]]
        for k in range(d):
            if k != i:
                A[k] = [a - A[k][i] * b for a, b in zip(A[k], A[i])]
    return [row[-1] for row in A]


class Ridge:
    def __init__(self, lam):
        self.lam = lam

    def fit(self, X, y):
        self.w = normal(X, y, self.lam)
        return self


def by_eigenvectors(X, y, lam):
    X, y = plain(X), plain(y)
    size, Q = onp.linalg.eigh(X.T @ X)
    return Q @ ((Q.T @ (X.T @ y)) / (size + len(y) * lam))


RIGHT += [
    descent, elimination, by_eigenvectors,
    lambda X, y, lam: Ridge(lam).fit(X, y).w,
    lambda X, y, lam: normal(X, y, lam)[:, None],
]  # fmt: skip


def rows_of_ones(X, y, lam):
    X, y = plain(X), plain(y)
    X = onp.r_[X, (len(X) * lam) ** 0.5 * onp.ones((X.shape[1], X.shape[1]))]
    return onp.linalg.lstsq(X, onp.r_[y, onp.zeros(X.shape[1])], rcond=None)[0]


def targets_of_one(X, y, lam):
    X, y = plain(X), plain(y)
    X = onp.r_[X, (len(X) * lam) ** 0.5 * onp.eye(X.shape[1])]
    return onp.linalg.lstsq(X, onp.r_[y, onp.ones(X.shape[1])], rcond=None)[0]


def with_bias(X, y, lam):
    X = onp.c_[plain(X), onp.ones(len(X))]
    return normal(onp.array(X), y, lam)[:-1]


def loss_itself(X, y, lam):
    w = normal(X, y, lam)
    return ((plain(X) @ w - plain(y)) ** 2).mean() / 2 + lam / 2 * (w**2).sum()


WRONG |= {
    "rows of ones": rows_of_ones,
    "targets of one": targets_of_one,
    "with a bias": with_bias,
    "centred": lambda X, y, lam: normal(
        plain(X) - plain(X).mean(axis=0), plain(y) - plain(y).mean(), lam),
    "the loss": loss_itself,
    "sum of squares": lambda X, y, lam: normal(X, y, lam, 0.5),
    "lam squared": lambda X, y, lam: normal(X, y, lam**2),
    "root of n lam": lambda X, y, lam: normal(X, y, (lam / len(X)) ** 0.5),
    "n squared": lambda X, y, lam: normal(X, y, lam * len(X)),
    "n and d": lambda X, y, lam: normal(X, y, lam, len(X) + X.shape[1]),
    "penalty on the first only": lambda X, y, lam: onp.linalg.solve(
        plain(X).T @ plain(X) + len(X) * lam * onp.diag([1.0] + [0.0] * (X.shape[1] - 1)),
        plain(X).T @ plain(y)),
    "ones for the identity": lambda X, y, lam: onp.linalg.solve(
        plain(X).T @ plain(X) + len(X) * lam, plain(X).T @ plain(y)),
    "minus the weights": lambda X, y, lam: -normal(X, y, lam),
    "gradient": lambda X, y, lam: plain(X).T @ plain(y) / len(X),
    "no inverse": lambda X, y, lam: (
        (plain(X).T @ plain(X) + len(X) * lam * onp.eye(X.shape[1])) @ (plain(X).T @ plain(y))),
    "soft threshold": lambda X, y, lam: (
        onp.sign(normal(X, y, 0.0)) * onp.maximum(abs(normal(X, y, 0.0)) - lam, 0)),
    "all of lstsq": lambda X, y, lam: onp.linalg.lstsq(plain(X), plain(y), rcond=None),
    "one number": lambda X, y, lam: normal(X, y, lam).sum(),
    "other order": lambda X, y, lam: onp.linalg.solve(
        plain(X) @ plain(X).T + len(X) * lam * onp.eye(X.shape[1]), plain(y)),
    "y times X": lambda X, y, lam: onp.linalg.solve(
        plain(X).T @ plain(X) + len(X) * lam * onp.eye(X.shape[1]), plain(X) @ plain(y)),
    "dots": lambda X, y, lam: [...],
    "text": lambda X, y, lam: "(X'X + n lam I)^-1 X'y",
    "two arguments": lambda X, y: normal(X, y, 0.0),
    "unknown name": lambda X, y, lam: lstsq(X, y),  # noqa: F821
    "printed": lambda X, y, lam: print(len(normal(X, y, lam))),
}  # fmt: skip
