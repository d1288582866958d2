"""Answers to label-shift."""

from bank.common import np, onp


def plain(counts, mu):
    counts, mu = onp.array(counts), onp.array(mu)
    return onp.linalg.solve(counts / counts.sum(axis=0, keepdims=True), mu)


def weights_first(counts, mu):
    counts, mu = onp.array(counts), onp.array(mu)
    joint = counts / counts.sum()
    return onp.linalg.solve(joint, mu) * joint.sum(axis=0)


def by_columns(counts, mu):
    columns = [onp.array(c) / onp.array(c).sum() for c in onp.array(counts).T]
    return onp.linalg.lstsq(onp.stack(columns, axis=1), onp.array(mu), rcond=None)[0]


RIGHT = [
    plain, weights_first, by_columns,
    lambda counts, mu: np.linalg.inv(counts / counts.sum(axis=0)) @ mu,
    lambda counts, mu: plain(counts, mu).tolist(),
    lambda counts, mu: np.array(plain(counts, mu)).reshape(-1),
]  # fmt: skip

WRONG = {
    "joint": lambda c, mu: np.linalg.solve(c / c.sum(), mu),
    "rows": lambda c, mu: np.linalg.solve(c / c.sum(axis=1, keepdims=True), mu),
    "rows by broadcasting": lambda c, mu: np.linalg.solve(c / c.sum(axis=1), mu),
    "transposed after": lambda c, mu: np.linalg.solve((c / c.sum(axis=0)).T, mu),
    "transposed before": lambda c, mu: np.linalg.solve(c.T / c.T.sum(axis=0), mu),
    "counts": lambda c, mu: np.linalg.solve(c, mu),
    "mu": lambda c, mu: mu,
    "source shares": lambda c, mu: c.sum(axis=0) / c.sum(),
    "source answers": lambda c, mu: c.sum(axis=1) / c.sum(),
    "multiplied": lambda c, mu: (c / c.sum(axis=0)) @ mu,
    "multiplied by rows": lambda c, mu: (c / c.sum(axis=1, keepdims=True)).T @ mu,
    "joint scaled": lambda c, mu: np.linalg.solve(c, mu) / np.linalg.solve(c, mu).sum(),
    "counts of the target": lambda c, mu: plain(c, mu) * float(c.sum()),
    "clipped rows": lambda c, mu: np.maximum(np.linalg.solve(c / c.sum(axis=1), mu), 0),
    "diagonal only": lambda c, mu: mu / np.diag(c / c.sum(axis=0)),
    "uniform": lambda c, mu: np.ones(len(mu)) / len(mu),
    "ratio": lambda c, mu: mu / (c.sum(axis=1) / c.sum()),
    "the matrix": lambda c, mu: c / c.sum(axis=0),
    "column vector": lambda c, mu: plain(c, mu)[:1],
    "none": lambda c, mu: print(plain(c, mu)),
}  # fmt: skip
