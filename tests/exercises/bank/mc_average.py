"""Answers to mc-average."""

from bank.common import functools, gluon, math, np, npx, onp


def plain(a):
    return onp.array(a.tolist())


def soft(z, axis=-1):
    e = onp.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def loop(logits):
    total = 0
    for run in plain(logits):
        total = total + soft(run)
    return total / len(logits)


RIGHT = [
    loop,
    lambda logits: soft(plain(logits)).mean(axis=0),
    lambda logits: sum(npx.softmax(np.array(run)) for run in plain(logits)) / len(logits),
    lambda logits: onp.exp(npx.log_softmax(np.array(plain(logits)), axis=2).asnumpy()).mean(0),
]

WRONG = {
    "logits": lambda logits: soft(plain(logits).mean(axis=0)),
    "no softmax": lambda logits: plain(logits).mean(axis=0),
    "runs": lambda logits: soft(plain(logits), axis=0).mean(axis=0),
    "examples": lambda logits: soft(plain(logits), axis=1).mean(axis=0),
    "sum": lambda logits: soft(plain(logits)).sum(axis=0),
    "over examples": lambda logits: soft(plain(logits)).mean(axis=1),
    "over classes": lambda logits: soft(plain(logits)).mean(axis=2),
    "first": lambda logits: soft(plain(logits)[0]),
    "last": lambda logits: soft(plain(logits)[-1]),
    "votes": lambda logits: (
        (plain(logits).argmax(axis=2)[..., None] == onp.arange(logits.shape[2])).mean(axis=0)),
    "classes": lambda logits: soft(plain(logits)).mean(axis=0).argmax(axis=1),
    "geometric": lambda logits: soft(onp.log(soft(plain(logits))).mean(axis=0)),
    "not normalised": lambda logits: onp.exp(onp.log(soft(plain(logits))).mean(axis=0)),
    "largest": lambda logits: soft(plain(logits)).max(axis=0),
    "all": lambda logits: soft(plain(logits)),
    "median": lambda logits: onp.median(soft(plain(logits)), axis=0),
    "none": lambda logits: None,
}  # fmt: skip


def lists(logits):
    """Plain Python, number by number."""
    runs = logits.tolist()
    T, n, q = len(runs), len(runs[0]), len(runs[0][0])
    out = [[0.0] * q for _ in range(n)]
    for run in runs:
        for i, row in enumerate(run):
            top = max(row)
            e = [math.exp(z - top) for z in row]
            for j in range(q):
                out[i][j] += e[j] / sum(e) / T
    return out


class Ensemble:
    def __init__(self):
        self.seen, self.mean = 0, 0.0

    def add(self, p):
        self.seen += 1
        self.mean = self.mean + (p - self.mean) / self.seen

    @classmethod
    def of(cls, logits):
        ensemble = cls()
        for run in plain(logits):
            ensemble.add(soft(run))
        return ensemble.mean


def by_examples(logits):
    Z = plain(logits)
    return onp.stack([soft(Z[:, i]).mean(axis=0) for i in range(Z.shape[1])])


def rows_of_runs(logits):
    for i in range(logits.shape[1]):
        yield soft(plain(logits)[:, i]).mean(axis=0)


def in_place(logits):
    Z = plain(logits)
    Z -= Z.max(axis=-1, keepdims=True)
    onp.exp(Z, out=Z)
    Z /= Z.sum(axis=-1, keepdims=True)
    return Z.mean(axis=0)


RIGHT += [
    lists, Ensemble.of, by_examples, rows_of_runs, in_place,
    lambda logits: onp.einsum("tnq->nq", soft(plain(logits))) / len(logits),
    lambda logits: functools.reduce(onp.add, map(soft, plain(logits))) / logits.shape[0],
    lambda logits: np.mean(npx.softmax(np.array(plain(logits)), axis=-1), axis=0),
]  # fmt: skip


def returned_early(logits):
    total = 0
    for run in plain(logits):
        total = total + soft(run)
        return total / len(logits)


def overwritten(logits):
    for run in plain(logits):
        mean = soft(run) / len(logits)
    return mean


def naive(logits):
    e = onp.exp(plain(logits).astype("float32") * 8)
    return (e / e.sum(axis=-1, keepdims=True)).mean(axis=0)


def some_runs(logits):
    return soft(plain(logits)[1:]).mean(axis=0)


def pairs(logits):
    Z = plain(logits)
    return (soft(Z[0]) + soft(Z[-1])) / 2


WRONG |= {
    "returned early": returned_early,
    "overwritten": overwritten,
    "eight times as sure": naive,
    "first run left out": some_runs,
    "first and last": pairs,
    "over all": lambda logits: soft(plain(logits)).mean(),
    "over examples and runs": lambda logits: soft(plain(logits)).mean(axis=(0, 1)),
    "sigmoid": lambda logits: (1 / (1 + onp.exp(-plain(logits)))).mean(axis=0),
    "sigmoid, scaled": lambda logits: (lambda p: p / p.sum(axis=-1, keepdims=True))(
        (1 / (1 + onp.exp(-plain(logits)))).mean(axis=0)),
    "no shift": lambda logits: (lambda e: e / e.sum(axis=-1, keepdims=True))(
        onp.exp(plain(logits) - plain(logits).mean())).mean(axis=0) * 1.01,
    "softmax twice": lambda logits: soft(soft(plain(logits)).mean(axis=0)),
    "softmax twice in each run": lambda logits: soft(soft(plain(logits))).mean(axis=0),
    "log-probabilities": lambda logits: onp.log(soft(plain(logits))).mean(axis=0),
    "exp only": lambda logits: onp.exp(plain(logits) - plain(logits).max()).mean(axis=0),
    "softmax over all classes and examples": lambda logits: onp.stack(
        [soft(run.ravel()).reshape(run.shape) for run in plain(logits)]).mean(axis=0),
    "largest logit": lambda logits: soft(plain(logits).max(axis=0)),
    "sum of the logits": lambda logits: soft(plain(logits).sum(axis=0)),
    "smallest": lambda logits: soft(plain(logits)).min(axis=0),
    "spread": lambda logits: soft(plain(logits)).std(axis=0),
    "transposed": lambda logits: soft(plain(logits)).mean(axis=0).T,
    "with the spread": lambda logits: (
        soft(plain(logits)).mean(axis=0), soft(plain(logits)).std(axis=0)),
    "rounded": lambda logits: soft(plain(logits)).mean(axis=0).round(2),
    "T for q": lambda logits: soft(plain(logits)).sum(axis=0) / logits.shape[2],
    "n for T": lambda logits: soft(plain(logits)).sum(axis=0) / logits.shape[1],
    "one hot": lambda logits: onp.eye(logits.shape[2])[soft(plain(logits)).mean(0).argmax(1)],
    "uniform": lambda logits: onp.full(logits.shape[1:], 1 / logits.shape[2]),
    "zeros": lambda logits: onp.zeros(logits.shape[1:]),
    "the input": lambda logits: logits,
    "dropout again": lambda logits: npx.dropout(np.array(soft(plain(logits)).mean(0)), 0.5)[0],
    "softmax of the loss": lambda logits: gluon.loss.SoftmaxCELoss()(logits),
    "printed": lambda logits: print(soft(plain(logits)).mean(axis=0).shape),
    "two arguments": lambda logits, T: soft(plain(logits)).mean(axis=0),
    "axis 3": lambda logits: soft(plain(logits)).mean(axis=3),
    "unknown name": lambda logits: softmax(logits).mean(axis=0),  # noqa: F821
    "of lists": lambda logits: soft(logits.tolist()),
    "text": lambda logits: "mean of the softmax",
    "dots": lambda logits: [...],
    "last example": lambda logits: soft(plain(logits)).mean(axis=0)[-1],
}  # fmt: skip
