"""Answers to backprop-by-hand."""

from bank.common import autograd, functools, np, npx, onp


def steps(X, Y, W1, b1, W2, b2, n=None, mask=None, error=None):
    """The four gradients, with a step replaced where one is given."""
    Z = np.dot(X, W1) + b1
    H = npx.relu(Z)
    out = np.dot(H, W2) + b2
    E = (error or (lambda out, Y: out - Y))(out, Y) / (n or len(X))
    D = (mask or (lambda D, Z: D * (Z > 0)))(np.dot(E, W2.T), Z)
    return np.dot(X.T, D), D.sum(axis=0), np.dot(H.T, E), E.sum(axis=0)


def per_row(X, Y, W1, b1, W2, b2):
    grads = [np.zeros_like(p) for p in (W1, b1, W2, b2)]
    for x, y in zip(X, Y):
        z = np.dot(x, W1) + b1
        h = np.maximum(z, 0)
        e = np.dot(h, W2) + b2 - y
        d = np.dot(W2, e) * (z > 0)
        for g, part in zip(grads, (np.outer(x, d), d, np.outer(h, e), e)):
            g += part / len(X)
    return grads


def in_numpy(X, Y, W1, b1, W2, b2):
    X, Y, W1, b1, W2, b2 = (a.asnumpy() for a in (X, Y, W1, b1, W2, b2))
    Z = X @ W1 + b1
    H = onp.where(Z > 0, Z, 0)
    E = (H @ W2 + b2 - Y) / len(X)
    D = onp.where(Z > 0, E @ W2.T, 0)
    return {"dW1": X.T @ D, "db1": D.sum(0), "dW2": H.T @ E, "db2": E.sum(0)}


def einsum(X, Y, W1, b1, W2, b2):
    Z = X @ W1 + b1
    H = np.where(Z > 0, Z, 0 * Z)
    E = (H @ W2 + b2 - Y) / X.shape[0]
    D = np.einsum("nq,hq->nh", E, W2) * (Z > 0).astype("float32")
    return [np.einsum("nd,nh->dh", X, D), D.sum(axis=0, keepdims=True), H.T @ E, E.sum(axis=0)]


class Backprop:
    def __call__(self, X, Y, W1, b1, W2, b2):
        self.cache = {"Z": np.dot(X, W1) + b1}
        self.cache["H"] = npx.relu(self.cache["Z"])
        E = (np.dot(self.cache["H"], W2) + b2 - Y) / len(X)
        D = np.dot(E, W2.T)
        D[self.cache["Z"] <= 0] = 0
        return np.dot(X.T, D), np.sum(D, axis=0), np.dot(self.cache["H"].T, E), np.sum(E, axis=0)


RIGHT = [
    steps, per_row, in_numpy, einsum, Backprop(),
    lambda X, Y, W1, b1, W2, b2: tuple(g.asnumpy() for g in steps(X, Y, W1, b1, W2, b2)),
    lambda X, Y, W1, b1, W2, b2: [g.tolist() for g in steps(X, Y, W1, b1, W2, b2)],
    lambda *args: steps(*args),
    lambda X, Y, W1, b1, W2, b2: (g for g in steps(X, Y, W1, b1, W2, b2)),
    functools.partial(steps, mask=lambda D, Z: np.where(Z > 0, D, 0 * D)),
    lambda X, Y, W1, b1, W2, b2: steps(X, Y, W1, b1.reshape(1, -1), W2, b2.reshape(1, -1)),
]  # fmt: skip


def by_autograd(X, Y, W1, b1, W2, b2):
    for p in (W1, b1, W2, b2):
        p.attach_grad()
    with autograd.record():
        out = np.dot(npx.relu(np.dot(X, W1) + b1), W2) + b2
        loss = ((out - Y) ** 2).sum() / (2 * len(X))
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


def by_autograd_where(X, Y, W1, b1, W2, b2):
    for p in (W1, b1, W2, b2):
        p.attach_grad()
    with autograd.record():
        Z = np.dot(X, W1) + b1
        out = np.dot(np.where(Z > 0, Z, 0), W2) + b2
        loss = ((out - Y) ** 2).sum() / (2 * len(X))
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


def no_record(X, Y, W1, b1, W2, b2):
    W1.attach_grad()
    loss = ((np.dot(npx.relu(np.dot(X, W1) + b1), W2) + b2 - Y) ** 2).sum()
    loss.backward()
    return W1.grad, b1, W2, b2


def changes(X, Y, W1, b1, W2, b2):
    Y -= np.dot(npx.relu(np.dot(X, W1) + b1), W2) + b2
    return steps(X, Y, W1, b1, W2, b2)


def g(k, change):
    """The right gradients with one of them changed."""

    def answer(X, Y, W1, b1, W2, b2):
        grads = list(steps(X, Y, W1, b1, W2, b2))
        grads[k] = change(grads[k])
        return tuple(grads)

    return answer


def other_axis(k, X, Y, W1, b1, W2, b2):
    """The right gradients, with a bias's gradient summed over the units in place of the rows."""
    grads = list(steps(X, Y, W1, b1, W2, b2))
    Z = np.dot(X, W1) + b1
    E = (np.dot(npx.relu(Z), W2) + b2 - Y) / len(X)
    grads[k] = (E if k == 3 else np.dot(E, W2.T) * (Z > 0)).sum(axis=1)
    return grads


def forward(X, Y, W1, b1, W2, b2, act=npx.relu, slope=lambda Z, H: Z > 0):
    """Another forward pass, with the way back that belongs to it."""
    Z = np.dot(X, W1) + b1
    H = act(Z)
    dO = (np.dot(H, W2) + b2 - Y) / len(X)
    dZ = np.dot(dO, W2.T) * slope(Z, H)
    return np.dot(X.T, dZ), dZ.sum(axis=0), np.dot(H.T, dO), dO.sum(axis=0)


WRONG = {
    "identity units": lambda X, Y, W1, b1, W2, b2: forward(X, Y, W1, b1, W2, b2, lambda Z: Z),
    "identity units, no mask": lambda X, Y, W1, b1, W2, b2: forward(
        X, Y, W1, b1, W2, b2, lambda Z: Z, lambda Z, H: 1),
    "tanh units": lambda X, Y, W1, b1, W2, b2: forward(
        X, Y, W1, b1, W2, b2, np.tanh, lambda Z, H: 1 - H * H),
    "sigmoid units": lambda X, Y, W1, b1, W2, b2: forward(
        X, Y, W1, b1, W2, b2, npx.sigmoid, lambda Z, H: H * (1 - H)),
    "O without b2": lambda X, Y, W1, b1, W2, b2: forward(X, Y, W1, b1, W2, 0),
    "Z without b1": lambda X, Y, W1, b1, W2, b2: forward(X, Y, W1, 0, W2, b2),
    "no bias at all": lambda X, Y, W1, b1, W2, b2: forward(X, Y, W1, 0, W2, 0),
    "rows summed for db1": lambda *a: other_axis(1, *a),
    "rows summed for db2": lambda *a: other_axis(3, *a),
    "by autograd": by_autograd,
    "by autograd, where with a number": by_autograd_where,
    "no record": no_record,
    "changes Y": changes,
    "no mean": lambda *a: steps(*a, n=1),
    "over 2n": lambda *a: steps(*a, n=2 * len(a[0])),
    "times 2": lambda *a: [2 * x for x in steps(*a)],
    "over all entries": lambda *a: steps(*a, n=a[1].size),
    "sign": lambda *a: [-x for x in steps(*a)],
    "no mask": lambda *a: steps(*a, mask=lambda D, Z: D),
    "mask flipped": lambda *a: steps(*a, mask=lambda D, Z: D * (Z < 0)),
    "mask on the gradient": lambda *a: steps(*a, mask=lambda D, Z: npx.relu(D)),
    "mask is Z": lambda *a: steps(*a, mask=lambda D, Z: D * npx.relu(Z)),
    "sigmoid slope": lambda *a: steps(
        *a, mask=lambda D, Z: D * npx.sigmoid(Z) * (1 - npx.sigmoid(Z))),
    "target lost": lambda *a: steps(*a, error=lambda out, Y: out),
    "squared error": lambda *a: steps(*a, error=lambda out, Y: (out - Y) ** 2),
    "sign of the error": lambda *a: steps(*a, error=lambda out, Y: np.sign(out - Y)),
    "order": lambda *a: steps(*a)[::-1],
    "layers swapped": lambda *a: (*steps(*a)[2:], *steps(*a)[:2]),
    "three": lambda *a: steps(*a)[:3],
    "dots": lambda *a: (*steps(*a)[:3], ...),
    "dW1 times 5": g(0, lambda x: 5 * x),
    "dW1 transposed": g(0, lambda x: x.T),
    "db1 mean": g(1, lambda x: x / 3),
    "db1 of one": g(1, lambda x: x.sum()),
    "dW2 transposed": g(2, lambda x: x.T),
    "dW2 absolute": g(2, np.abs),
    "db2 of one": g(3, lambda x: x.sum()),
    "db2 zero": g(3, lambda x: 0 * x),
    "db2 shifted": g(3, lambda x: x + 0.1),
    "dW1 rounded": g(0, lambda x: np.round(x, 1)),
    "weights": lambda X, Y, W1, b1, W2, b2: (W1, b1, W2, b2),
    "another order of names": lambda X, Y, W1, W2, b1, b2: steps(X, Y, W1, b1, W2, b2),
    "shapes": lambda X, Y, W1, b1, W2, b2: (np.dot(X, W1.T), b1, W2, b2),
    "one number": lambda *a: 0.0,
    "four numbers": lambda *a: (0, 0, 0, 0),
    "unknown": lambda X, Y, W1, b1, W2, b2: (dW1, b1, W2, b2),  # noqa: F821
    "few arguments": lambda X, Y, W1: (W1, 0, 0, 0),
    "if": lambda *a: steps(*a, mask=lambda D, Z: D if Z > 0 else 0 * D),
    "text": lambda *a: "X.T @ dZ",
    "with a step": lambda X, Y, W1, b1, W2, b2: tuple(
        p - 0.1 * d for p, d in zip((W1, b1, W2, b2), steps(X, Y, W1, b1, W2, b2))),
}  # fmt: skip
