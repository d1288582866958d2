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
