"""Answers to bias-and-penalty."""

from bank.common import autograd, functools, math, mx, np, onp


def plain(*arrays):
    return [onp.array(a.tolist()) for a in arrays]


def in_numpy(x, y, W1, b1, W2, lam):
    x, y, W1, b1, W2 = plain(x, y, W1, b1, W2)
    h = onp.tanh(W1 @ x + b1)
    do = W2 @ h - y
    dh = do @ W2
    dz = dh * (1 - h * h)
    return dz[:, None] * x + lam * W1, dz, do[:, None] * h[None] + lam * W2


def loops(x, y, W1, b1, W2, lam):
    x, y, W1, b1, W2 = (a.tolist() for a in (x, y, W1, b1, W2))
    h = [math.tanh(sum(w * v for w, v in zip(row, x)) + b) for row, b in zip(W1, b1)]
    do = [sum(w * v for w, v in zip(row, h)) - t for row, t in zip(W2, y)]
    dz = []
    for i in range(len(h)):
        dh = sum(do[k] * W2[k][i] for k in range(len(do)))
        dz.append(dh * (1 - h[i] ** 2))
    dW1 = [[dz[i] * x[j] + lam * W1[i][j] for j in range(len(x))] for i in range(len(h))]
    dW2 = [[do[k] * h[i] + lam * W2[k][i] for i in range(len(h))] for k in range(len(do))]
    return dW1, dz, dW2


def columns(x, y, W1, b1, W2, lam):
    x, y, b1 = x.reshape(-1, 1), y.reshape(-1, 1), b1.reshape(-1, 1)
    z = np.dot(W1, x) + b1
    h = np.tanh(z)
    error = np.dot(W2, h) - y
    dz = np.dot(W2.T, error) / np.cosh(z) ** 2
    return {
        "dW1": np.dot(dz, x.T) + lam * W1,
        "db1": dz.reshape(-1),
        "dW2": np.dot(error, h.T) + lam * W2,
    }


def einsums(x, y, W1, b1, W2, lam):
    x, y, W1, b1, W2 = plain(x, y, W1, b1, W2)
    h = onp.tanh(onp.einsum("hd,d->h", W1, x) + b1)
    do = onp.einsum("qh,h->q", W2, h) - y
    dz = onp.einsum("q,qh,h->h", do, W2, 1 - h**2)
    return [onp.einsum("h,d->hd", dz, x) + lam * W1, dz, onp.multiply.outer(do, h) + lam * W2]


def bias_as_a_weight(x, y, W1, b1, W2, lam):
    x, y, W1, b1, W2 = plain(x, y, W1, b1, W2)
    x1, W = onp.append(x, 1), onp.c_[W1, b1]
    h = onp.tanh(W @ x1)
    do = W2 @ h - y
    dW = onp.outer((W2.T @ do) * (1 - h**2), x1)
    return dW[:, :-1] + lam * W1, dW[:, -1], onp.outer(do, h) + lam * W2


class Net:
    def forward(self, x, W1, b1, W2):
        self.x, self.h = x, np.tanh(np.dot(W1, x) + b1)
        return np.dot(W2, self.h)

    def backward(self, do, W2):
        self.dW2 = do.reshape(-1, 1) * self.h.reshape(1, -1)
        self.db1 = np.dot(W2.T, do) * (1 - self.h) * (1 + self.h)
        self.dW1 = self.db1.reshape(-1, 1) * self.x.reshape(1, -1)

    def gradients(self, x, y, W1, b1, W2, lam):
        self.backward(self.forward(x, W1, b1, W2) - y, W2)
        return self.dW1 + lam * W1, self.db1, self.dW2 + lam * W2


def in_steps(x, y, W1, b1, W2, lam):
    h = np.tanh(np.dot(W1, x) + b1)
    do = np.dot(W2, h) - y
    dz = np.dot(do, W2)
    dz *= 1 - h * h
    dW1, dW2 = lam * W1, lam * W2
    dW1 += np.outer(dz, x)
    dW2 += np.outer(do, h)
    return dW1, dz, dW2


def one_after_the_other(*given):
    yield from in_numpy(*given)


def by_differences(x, y, W1, b1, W2, lam):
    x, y, *params = plain(x, y, W1, b1, W2)

    def J():
        W1, b1, W2 = params
        o = W2 @ onp.tanh(W1 @ x + b1)
        return ((o - y) ** 2).sum() / 2 + lam / 2 * ((W1**2).sum() + (W2**2).sum())

    grads = []
    for p in params:
        grad = onp.zeros_like(p)
        for at in onp.ndindex(p.shape):
            old = p[at]
            p[at] = old + 1e-5
            above = J()
            p[at] = old - 1e-5
            grad[at] = (above - J()) / 2e-5
            p[at] = old
        grads.append(grad)
    return tuple(grads)


RIGHT = [
    in_numpy, loops, columns, einsums, bias_as_a_weight, Net().gradients, in_steps,
    one_after_the_other, by_differences,
    functools.partial(lambda x, y, W1, b1, W2, lam, f: f(x, y, W1, b1, W2, lam), f=in_steps),
    lambda *given: tuple(np.array(a) for a in in_numpy(*given)),
]  # fmt: skip


def answer(do=lambda o, y: o - y, slope=lambda h: 1 - h**2, decay=lambda lam: lam, back=None,
           of_bias=lambda dz, b1, lam: dz, bias=lambda b1: b1):  # fmt: skip
    """An answer of which one step is otherwise."""

    def gradients(x, y, W1, b1, W2, lam):
        h = np.tanh(np.dot(W1, x) + bias(b1))
        error = do(np.dot(W2, h), y)
        dh = np.dot(W2.T, error) if back is None else back(W1, W2, error, h)
        dz = dh * slope(h)
        decayed = decay(lam)
        return (np.outer(dz, x) + decayed * W1, of_bias(dz, b1, lam),
                np.outer(error, h) + decayed * W2)  # fmt: skip

    return gradients


right = answer()


def parts(change):
    """The right gradients, and what a learner makes of them."""
    return lambda x, y, W1, b1, W2, lam: change(*right(x, y, W1, b1, W2, lam), W1, b1, W2, lam)


def no_record(x, y, W1, b1, W2, lam):
    W1.attach_grad()
    o = np.dot(W2, np.tanh(np.dot(W1, x) + b1))
    loss = ((o - y) ** 2).sum() / 2
    loss.backward()
    return W1.grad, b1.grad, W2.grad


def by_autograd(x, y, W1, b1, W2, lam):
    W1, b1, W2 = W1.copy(), b1.copy(), W2.copy()
    for p in (W1, b1, W2):
        p.attach_grad()
    with autograd.record():
        o = np.dot(W2, np.tanh(np.dot(W1, x) + b1))
        J = ((o - y) ** 2).sum() / 2 + lam / 2 * ((W1**2).sum() + (W2**2).sum())
    J.backward()
    return W1.grad, b1.grad, W2.grad


def updated_in_place(x, y, W1, b1, W2, lam):
    W1 *= lam
    dW1, db1, dW2 = right(x, y, W1, b1, W2, lam)
    return dW1 + W1, db1, dW2


def decay_of_all(dW1, db1, dW2, W1, b1, W2, lam):
    return dW1, db1 + lam * b1, dW2


def straight(x, y, W1, b1, W2, lam):
    h = np.dot(W1, x) + b1
    do = np.dot(W2, h) - y
    dz = np.dot(W2.T, do)
    return np.outer(dz, x) + lam * W1, dz, np.outer(do, h) + lam * W2


WRONG = {
    "no tanh, no slope": lambda x, y, W1, b1, W2, lam: straight(x, y, W1, b1, W2, lam),
    "by autograd": by_autograd,
    "no record": no_record,
    "W1 overwritten": updated_in_place,
    "bias decayed": parts(decay_of_all),
    "no penalty": answer(decay=lambda lam: 0),
    "half the penalty": answer(decay=lambda lam: lam / 2),
    "twice the penalty": answer(decay=lambda lam: 2 * lam),
    "penalty subtracted": answer(decay=lambda lam: -lam),
    "penalty added as a number": parts(lambda a, b, c, W1, b1, W2, lam: (
        a - lam * W1 + lam, b, c - lam * W2 + lam)),
    "penalty of W1 only": parts(lambda a, b, c, W1, b1, W2, lam: (a, b, c - lam * W2)),
    "penalty of W2 only": parts(lambda a, b, c, W1, b1, W2, lam: (a - lam * W1, b, c)),
    "penalty of the norm": parts(lambda a, b, c, W1, b1, W2, lam: (
        a - lam * W1 + lam * (W1**2).sum(), b, c - lam * W2 + lam * (W2**2).sum())),
    "no slope": answer(slope=lambda h: 1),
    "sigmoid's slope": answer(slope=lambda h: h * (1 - h)),
    "relu's slope": answer(slope=lambda h: h > 0),
    "slope with a root": answer(slope=lambda h: 1 - h),
    "slope of tanh(h)": answer(slope=lambda h: 1 - np.tanh(h) ** 2),
    "slope the other way": answer(slope=lambda h: h**2 - 1),
    "target minus output": answer(do=lambda o, y: y - o),
    "factor 2": answer(do=lambda o, y: 2 * (o - y)),
    "half": answer(do=lambda o, y: (o - y) / 2),
    "output for error": answer(do=lambda o, y: o),
    "mean over outputs": answer(do=lambda o, y: (o - y) / len(y)),
    "squared error": answer(do=lambda o, y: (o - y) ** 2),
    "bias forgotten forward": answer(bias=lambda b1: 0),
    "not transposed": answer(back=lambda W1, W2, e, h: np.dot(W2, e)),
    "without W2": answer(back=lambda W1, W2, e, h: e.sum()),
    "W1 for W2": answer(back=lambda W1, W2, e, h: np.dot(W1.T, e)),
    "h in the way": answer(back=lambda W1, W2, e, h: np.dot(W2.T, e) * h),
    "bias of ones": answer(of_bias=lambda dz, b1, lam: np.ones_like(dz)),
    "bias summed": answer(of_bias=lambda dz, b1, lam: dz.sum()),
    "bias of h": lambda x, y, W1, b1, W2, lam: (
        right(x, y, W1, b1, W2, lam)[0],
        np.dot(W2.T, np.dot(W2, np.tanh(np.dot(W1, x) + b1)) - y),
        right(x, y, W1, b1, W2, lam)[2]),
    "bias times b": answer(of_bias=lambda dz, b1, lam: dz * b1),
    "bias zero": answer(of_bias=lambda dz, b1, lam: 0 * dz),
    "mean of the bias": answer(of_bias=lambda dz, b1, lam: dz / len(dz)),
    "transposed": parts(lambda a, b, c, *rest: (a.T, b, c.T)),
    "other order": parts(lambda a, b, c, *rest: (a, c, b)),
    "backwards": parts(lambda a, b, c, *rest: (c, b, a)),
    "no bias returned": parts(lambda a, b, c, *rest: (a, c)),
    "bias still dots": parts(lambda a, b, c, *rest: (a, ..., c)),
    "a dictionary of other names": parts(
        lambda a, b, c, *rest: {"W1": a, "b1": b, "W2": c}),
    "entrywise": lambda x, y, W1, b1, W2, lam: (W1 * x, b1, W2 * np.tanh(b1)),
    "outer the other way": lambda x, y, W1, b1, W2, lam: (
        np.outer(x, right(x, y, W1, b1, W2, lam)[1]) + lam * W1.T,
        *right(x, y, W1, b1, W2, lam)[1:]),
    "number": lambda x, y, W1, b1, W2, lam: float(lam),
    "five arguments": lambda x, y, W1, b1, W2: (W1, b1, W2),
    "of gluon": lambda x, y, W1, b1, W2, lam: mx.gluon.loss.L2Loss()(np.dot(W1, x), y),
}  # fmt: skip
