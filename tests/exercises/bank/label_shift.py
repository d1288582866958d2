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


def by_elimination(counts, mu):
    C = [[float(v) for v in row] for row in counts]
    totals = [sum(column) for column in zip(*C)]
    rows = [[v / t for v, t in zip(row, totals)] + [float(m)] for row, m in zip(C, mu)]
    k = len(rows)
    for i in range(k):
        best = max(range(i, k), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        rows[i] = [v / rows[i][i] for v in rows[i]]
        for r in range(k):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i])]
    return [row[-1] for row in rows]


def by_determinants(counts, mu):
    C = onp.array(counts, dtype=float) / onp.array(counts).sum(axis=0)
    shares = {}
    for j in range(len(C)):
        other = C.copy()
        other[:, j] = mu
        shares[j] = onp.linalg.det(other) / onp.linalg.det(C)
    return onp.array(list(shares.values()))


class Shift:
    def __init__(self, counts):
        self.C = onp.asarray(counts, dtype=float)

    def shares(self, mu):
        return onp.linalg.pinv(self.C / self.C.sum(0)).dot(onp.asarray(mu))


RIGHT += [
    by_elimination, by_determinants, lambda counts, mu: Shift(counts).shares(mu),
    lambda counts, mu: np.dot(np.linalg.pinv(counts / counts.sum(axis=0, keepdims=True)), mu),
    lambda counts, mu: (q for q in plain(counts, mu)),
]  # fmt: skip


def in_place(counts, mu):
    counts /= counts.sum(axis=0)
    return np.linalg.solve(counts, mu)


def first_class_short(counts, mu):
    C = onp.array(counts, dtype=float)
    for j in range(1, len(C)):
        C[:, j] /= C[:, j].sum()
    return onp.linalg.solve(C, onp.array(mu))


def divided_while_summing(counts, mu):
    C = onp.array(counts, dtype=float)
    for j in range(len(C)):
        for i in range(len(C)):
            C[i, j] /= C[:, j].sum()
    return onp.linalg.solve(C, onp.array(mu))


WRONG |= {
    "in place": in_place,
    "first class short": first_class_short,
    "divided while summing": divided_while_summing,
    "all of lstsq": lambda c, mu: onp.linalg.lstsq(
        onp.array(c) / onp.array(c).sum(axis=0), onp.array(mu), rcond=None),
    "weights": lambda c, mu: plain(c, mu) / (onp.array(c).sum(axis=0) / onp.array(c).sum()),
    "weights from the joint": lambda c, mu: onp.linalg.solve(
        onp.array(c) / onp.array(c).sum(), onp.array(mu)),
    "difference": lambda c, mu: plain(c, mu) - onp.array(mu),
    "swapped in solve": lambda c, mu: np.linalg.solve(mu, c / c.sum(axis=0)),
    "softmax": lambda c, mu: onp.exp(plain(c, mu)) / onp.exp(plain(c, mu)).sum(),
    "row times matrix": lambda c, mu: np.dot(mu, c / c.sum(axis=0)),
    "entrywise": lambda c, mu: (mu / (c / c.sum(axis=0))).sum(axis=1),
    "rounded": lambda c, mu: plain(c, mu).round(2),
    "adjusted and counted": lambda c, mu: mu - (c.sum(axis=1) - c.sum(axis=0)) / c.sum(),
    "largest class": lambda c, mu: (plain(c, mu) == plain(c, mu).max()) * 1.0,
    "percent": lambda c, mu: 100 * plain(c, mu),
    "without the last class": lambda c, mu: plain(c, mu)[:-1],
    "sorted": lambda c, mu: onp.sort(plain(c, mu)),
    "texts": lambda c, mu: [f"{q:.3f}" for q in plain(c, mu)],
    "dots": lambda c, mu: [*plain(c, mu)[:-1], ...],
    "two results": lambda c, mu: (plain(c, mu), c),
    "one argument": lambda c: c,
    "no such function": lambda c, mu: np.linalg.lu_solve(c / c.sum(axis=0), mu),
}  # fmt: skip
