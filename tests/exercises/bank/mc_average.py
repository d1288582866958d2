"""Answers to mc-average."""

from bank.common import np, npx, onp


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
