"""Answers to cross-entropy-gradient."""

from bank.common import autograd, functools, gluon, math, np, npx, onp


def one_hot(Z, y):
    return npx.one_hot(np.array(y), Z.shape[1])


def plain(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return (E / E.sum(axis=1, keepdims=True) - one_hot(Z, y)) / len(Z)


def loop(Z, y):
    n, q = Z.shape
    out = onp.zeros((n, q))
    for i in range(n):
        e = [math.exp(float(Z[i, j])) for j in range(q)]
        for j in range(q):
            out[i][j] = (e[j] / sum(e) - (1 if j == int(y[i]) else 0)) / n
    return out


def scatter(Z, y):
    P = npx.softmax(Z)
    P[np.arange(len(y)), y] -= 1
    return P / len(y)


def in_numpy(Z, y):
    Z, y = Z.asnumpy(), y.asnumpy().astype(int)
    P = onp.exp(Z) / onp.exp(Z).sum(axis=1, keepdims=True)
    P[range(len(y)), y] -= 1.0
    return P / len(P)


def rows(Z, y):
    for z, k in zip(Z, y):
        g = npx.softmax(z.reshape(1, -1))[0]
        g[int(k)] -= 1
        yield g / len(Z)


class Loss:
    def grad(self, Z, y):
        return (npx.softmax(Z, axis=-1) - np.eye(Z.shape[1])[y.tolist()]) / Z.shape[0]


RIGHT = [
    plain, loop, scatter, in_numpy, rows, Loss().grad,
    lambda Z, y: (npx.softmax(Z, axis=1) - one_hot(Z, y)) / len(Z),
    lambda Z, y: (np.exp(npx.log_softmax(Z, axis=1)) - one_hot(Z, y)) / len(Z),
    lambda Z, y: (npx.softmax(Z, axis=1) - (
        np.arange(Z.shape[1], dtype="int32") == y.reshape(-1, 1)).astype("float32")) / len(Z),
    lambda Z, y: plain(Z, y).asnumpy(),
    lambda Z, y: plain(Z, y).tolist(),
    functools.partial(lambda axis, Z, y: (npx.softmax(Z, axis=axis) - one_hot(Z, y)) / len(Z), 1),
]  # fmt: skip


def by_autograd(Z, y):
    Z = Z.copy()
    Z.attach_grad()
    with autograd.record():
        loss = gluon.loss.SoftmaxCrossEntropyLoss()(Z, y).mean()
    loss.backward()
    return Z.grad


def mean_outside(Z, y):
    Z = Z.copy()
    Z.attach_grad()
    with autograd.record():
        loss = gluon.loss.SoftmaxCrossEntropyLoss()(Z, y)
    loss.mean().backward()
    return Z.grad


def in_place(Z, y):
    Z -= Z.max(axis=1, keepdims=True)
    return plain(Z, y)


def classes_of_the_labels(Z, y):
    q = int(y.max()) + 1
    return (npx.softmax(Z, axis=1) - npx.one_hot(y, q)) / len(Z)


def softmax(Z):
    return npx.softmax(Z, axis=1)


WRONG = {
    "one at every class": lambda Z, y: (softmax(Z) - 1) / len(Z),
    "one at every class, no mean": lambda Z, y: softmax(Z) - 1,
    "one minus": lambda Z, y: (1 - softmax(Z)) / len(Z),
    "times n": lambda Z, y: (softmax(Z) - one_hot(Z, y)) * len(Z),
    "over n twice": lambda Z, y: (softmax(Z) - one_hot(Z, y)) / len(Z) ** 2,
    "no brackets": lambda Z, y: softmax(Z) - one_hot(Z, y) / len(Z),
    "no brackets, the other way": lambda Z, y: softmax(Z) / len(Z) - one_hot(Z, y),
    "plus the labels": lambda Z, y: (softmax(Z) + one_hot(Z, y)) / len(Z),
    "by autograd": by_autograd,
    "mean outside": mean_outside,
    "changes Z": in_place,
    "classes of the labels": classes_of_the_labels,
    "no mean": lambda Z, y: softmax(Z) - one_hot(Z, y),
    "sign": lambda Z, y: (one_hot(Z, y) - softmax(Z)) / len(Z),
    "no labels": lambda Z, y: softmax(Z) / len(Z),
    "no softmax": lambda Z, y: (Z - one_hot(Z, y)) / len(Z),
    "sigmoid": lambda Z, y: (npx.sigmoid(Z) - one_hot(Z, y)) / len(Z),
    "axis 0": lambda Z, y: (npx.softmax(Z, axis=0) - one_hot(Z, y)) / len(Z),
    "right class": lambda Z, y: (softmax(Z) - 1) * one_hot(Z, y) / len(Z),
    "by probability": lambda Z, y: -one_hot(Z, y) / softmax(Z) / len(Z),
    "loss": lambda Z, y: -(npx.log_softmax(Z, axis=1) * one_hot(Z, y)).sum(axis=1),
    "mean loss": lambda Z, y: -(npx.log_softmax(Z, axis=1) * one_hot(Z, y)).sum(axis=1).mean(),
    "over classes": lambda Z, y: (softmax(Z) - one_hot(Z, y)) / Z.shape[1],
    "over all": lambda Z, y: (softmax(Z) - one_hot(Z, y)) / Z.size,
    "twice": lambda Z, y: 2 * (softmax(Z) - one_hot(Z, y)) / len(Z),
    "argmax": lambda Z, y: (npx.one_hot(Z.argmax(axis=1), Z.shape[1]) - one_hot(Z, y)) / len(Z),
    "log": lambda Z, y: (npx.log_softmax(Z, axis=1) - one_hot(Z, y)) / len(Z),
    "label as number": lambda Z, y: (softmax(Z) - y.reshape(-1, 1)) / len(Z),
    "transposed": lambda Z, y: plain(Z, y).T,
    "first row": lambda Z, y: plain(Z, y)[0],
    "summed": lambda Z, y: plain(Z, y).sum(axis=0),
    "slope too many": lambda Z, y: plain(Z, y) * softmax(Z) * (1 - softmax(Z)),
    "names swapped": lambda y, Z: plain(Z, y),
    "three classes": lambda Z, y: (softmax(Z) - npx.one_hot(y, 3)) / len(Z),
    "python max": lambda Z, y: np.exp(Z - max(Z)) / len(Z),
    "math": lambda Z, y: math.exp(Z) / len(Z),
    "entry by index": lambda Z, y: (softmax(Z) - softmax(Z)[y]) / len(Z),
    "squared": lambda Z, y: (softmax(Z) - one_hot(Z, y)) ** 2 / len(Z),
    "rounded": lambda Z, y: np.round(plain(Z, y), 1),
    "zero": lambda Z, y: 0 * Z,
    "none": lambda Z, y: print(plain(Z, y)),
    "text": lambda Z, y: "softmax - y",
    "unknown": lambda Z, y: (P - one_hot(Z, y)) / n,  # noqa: F821
    "one argument": lambda Z: softmax(Z),
    "caret": lambda Z, y: (math.e ^ Z) / len(Z),
    "no normalisation": lambda Z, y: (np.exp(Z) - one_hot(Z, y)) / len(Z),
    "n minus one": lambda Z, y: (softmax(Z) - one_hot(Z, y)) / (len(Z) + 1),
    "label off by one": lambda Z, y: (softmax(Z) - npx.one_hot(y + 1, Z.shape[1])) / len(Z),
    "keys": lambda Z, y: {k: z for k, z in zip(y, Z)},
}  # fmt: skip


def classes_from_one(Z, y):
    P = softmax(Z)
    P[np.arange(len(y)), y - 1] -= 1
    return P / len(y)


WRONG |= {
    "classes from 1": classes_from_one,
    "mean of what sums to 0": lambda Z, y: ((softmax(Z) - one_hot(Z, y)) / len(Z)).mean(),
}
