"""Answers to local-affine."""

from bank.common import autograd, functools, np, onp


def forward(params, x, alpha):
    h = x
    for k, (W, b) in enumerate(params):
        h = np.dot(h, W) + b
        if k < len(params) - 1:
            h = np.where(h > 0, h, alpha * h)
    return h


def both(params, x, alpha, slope=None, last=False):
    """Carry A and c through the layers; `slope(z, alpha)` may be a wrong one."""
    slope = slope or (lambda z, a: np.where(z > 0, np.ones_like(z), a * np.ones_like(z)))
    h, A, c = x, np.eye(len(x)), np.zeros(len(x))
    for k, (W, b) in enumerate(params):
        A, c, h = np.dot(A, W), np.dot(c, W) + b, np.dot(h, W) + b
        if k < len(params) - 1 or last:
            D = slope(h, alpha)
            A, c, h = A * D, c * D, np.where(h > 0, h, alpha * h)
    return A, c


def recursive(params, x, alpha):
    (W, b), rest = params[0], params[1:]
    z = np.dot(x, W) + b
    if not rest:
        return W, b
    d = np.where(z > 0, np.ones_like(z), alpha * np.ones_like(z))
    A, c = recursive(rest, z * d, alpha)
    return np.dot(W * d, A), np.dot(b * d, A) + c


def with_diag(params, x, alpha):
    x = onp.array(x.tolist())
    A, c = onp.eye(len(x)), onp.zeros(len(x))
    for k, (W, b) in enumerate(params):
        W, b = onp.array(W.tolist()), onp.array(b.tolist())
        A, c = A @ W, c @ W + b
        if k < len(params) - 1:
            D = onp.diag([1.0 if z > 0 else alpha for z in x @ A + c])
            A, c = A @ D, c @ D
    return A, c


def by_points(params, x, alpha):
    f = lambda t: forward(params, t, alpha)  # noqa: E731
    eye = 1e-2 * np.eye(len(x))
    A = np.stack([(f(x + e) - f(x - e)) / 2e-2 for e in eye])
    return A, f(x) - np.dot(x, A)


def by_autograd(params, x, alpha):
    columns = []
    for j in range(len(params[-1][1])):
        t = x.copy()
        t.attach_grad()
        with autograd.record():
            y = forward(params, t, alpha)[j]
        y.backward()
        columns.append(t.grad)
    A = np.stack(columns, axis=1)
    return {"A": A, "c": forward(params, x, alpha) - np.dot(x, A)}


class Net:
    def local(self, params, x, alpha):
        A, c = both(params, x, alpha)
        return [A, c.reshape(1, -1)]


RIGHT = [
    both, recursive, with_diag, by_autograd, Net().local,
    lambda params, x, alpha: (both(params, x, alpha)[0],
                              forward(params, x, alpha) - np.dot(x, both(params, x, alpha)[0])),
    lambda params, x, alpha: tuple(a.asnumpy() for a in both(params, x, alpha)),
    lambda params, x, alpha: tuple(a.tolist() for a in both(params, x, alpha)),
    functools.partial(lambda one, p, x, a: both(p, x, a), 1),
    lambda params, x, alpha: both(list(params), x.copy(), alpha),
]  # fmt: skip


def spoils(params, x, alpha):
    h, A = x, None
    for k, (W, b) in enumerate(params):
        z = np.dot(h, W) + b
        A = W if A is None else np.dot(A, W)
        h = z
        if k < len(params) - 1:
            s = np.where(z > 0, np.ones_like(z), alpha * np.ones_like(z))
            h = z * s
            A *= s
    return A, h - np.dot(x, A)


def spoils_columns(params, x, alpha):
    A = params[0][0]
    z = np.dot(x, A) + params[0][1]
    for j in range(len(z)):
        if z[j] < 0 and len(params) > 1:
            A[:, j] *= alpha
    return both(params, x, alpha)


def where_number(params, x, alpha):
    def f(t):
        h = t
        for k, (W, b) in enumerate(params):
            h = np.dot(h, W) + b
            if k < len(params) - 1:
                h = np.where(h > 0, h, 0) + alpha * np.where(h < 0, h, 0)
        return h

    columns = []
    for j in range(len(params[-1][1])):
        t = x.copy()
        t.attach_grad()
        with autograd.record():
            y = f(t)[j]
        y.backward()
        columns.append(t.grad)
    A = np.stack(columns, axis=1)
    return A, f(x) - np.dot(x, A)


def pops(params, x, alpha):
    A, c = both(params, x, alpha)
    params.pop()
    return A, c


def two_layers(params, x, alpha):
    (W1, b1), (W2, b2) = params
    z = np.dot(x, W1) + b1
    d = np.where(z > 0, np.ones_like(z), alpha * np.ones_like(z))
    return np.dot(W1 * d, W2), np.dot(b1 * d, W2) + b2


def fine_differences(params, x, alpha):
    f = lambda t: forward(params, t, alpha)  # noqa: E731
    A = np.stack([(f(x + e) - f(x - e)) / 2e-5 for e in 1e-5 * np.eye(len(x))])
    return A, f(x) - np.dot(x, A)


def A(p, x, a):
    return both(p, x, a)[0]


def c(p, x, a):
    return both(p, x, a)[1]


def all_the_way(params, x, alpha, slope):
    """Use wrong slopes for the activations, too, and take c from what they make of x."""
    h, A = x, np.eye(len(x))
    for k, (W, b) in enumerate(params):
        A, h = np.dot(A, W), np.dot(h, W) + b
        if k < len(params) - 1:
            D = slope(h, alpha)
            A, h = A * D, h * D
    return A, h - np.dot(x, A)


WRONG = {
    "slopes swapped": lambda p, x, a: both(
        p, x, a, lambda z, a: np.where(z > 0, a * np.ones_like(z), np.ones_like(z))),
    "one over alpha": lambda p, x, a: both(
        p, x, a, lambda z, a: np.where(z > 0, np.ones_like(z), np.ones_like(z) / a)),
    "one over the number alpha": lambda p, x, a: both(
        p, x, a, lambda z, a: np.where(z > 0, np.ones_like(z), (1 / a) * np.ones_like(z))),
    "one over alpha, all the way": lambda p, x, a: all_the_way(
        p, x, a, lambda z, a: np.where(z > 0, np.ones_like(z), np.ones_like(z) / a)),
    "slopes swapped, all the way": lambda p, x, a: all_the_way(
        p, x, a, lambda z, a: np.where(z > 0, a * np.ones_like(z), np.ones_like(z))),
    "one over alpha in c": lambda p, x, a: (both(p, x, a)[0], both(
        p, x, a, lambda z, a: np.where(z > 0, np.ones_like(z), np.ones_like(z) / a))[1]),
    "minus alpha": lambda p, x, a: both(
        p, x, a, lambda z, a: np.where(z > 0, np.ones_like(z), -a * np.ones_like(z))),
    "one minus alpha": lambda p, x, a: both(
        p, x, a, lambda z, a: np.where(z > 0, np.ones_like(z), (1 - a) * np.ones_like(z))),
    "spoils params": spoils,
    "spoils columns": spoils_columns,
    "pops params": pops,
    "where with a number": where_number,
    "two layers only": two_layers,
    "fine differences": fine_differences,
    "no masks": lambda p, x, a: both(p, x, a, lambda z, a: np.ones_like(z)),
    "relu": lambda p, x, a: both(p, x, a, lambda z, a: (z > 0).astype("float32")),
    "flipped": lambda p, x, a: both(
        p, x, a, lambda z, a: np.where(z < 0, np.ones_like(z), a * np.ones_like(z))),
    "alpha everywhere": lambda p, x, a: both(p, x, a, lambda z, a: a * np.ones_like(z)),
    "output masked": lambda p, x, a: both(p, x, a, last=True),
    "integer mask": lambda p, x, a: both(p, x, a, lambda z, a: (z > 0) + a * (z <= 0)),
    "transposed": lambda p, x, a: (A(p, x, a).T, c(p, x, a)),
    "value for c": lambda p, x, a: (A(p, x, a), forward(p, x, a)),
    "last bias": lambda p, x, a: (A(p, x, a), p[-1][1]),
    "sum of biases": lambda p, x, a: (A(p, x, a), sum(b.sum() for _, b in p) + 0 * p[-1][1]),
    "c of 0": lambda p, x, a: (A(p, x, a), 0 * c(p, x, a)),
    "at 0": lambda p, x, a: (A(p, x, a), forward(p, 0 * x, a)),
    "minus c": lambda p, x, a: (A(p, x, a), -c(p, x, a)),
    "swapped": lambda p, x, a: (c(p, x, a), A(p, x, a)),
    "A only": lambda p, x, a: A(p, x, a),
    "first layer": lambda p, x, a: (p[0][0], c(p, x, a)),
    "zero A": lambda p, x, a: (0 * A(p, x, a), forward(p, x, a)),
    "x A": lambda p, x, a: (A(p, x, a), np.dot(x, A(p, x, a))),
    "plus x A": lambda p, x, a: (A(p, x, a), forward(p, x, a) + np.dot(x, A(p, x, a))),
    "wrong order": lambda p, x, a: (
        functools.reduce(np.dot, [W for W, _ in p[::-1]]), c(p, x, a)),
    "names swapped": lambda x, params, alpha: both(params, x, alpha),
    "dots": lambda p, x, a: (A(p, x, a), ...),
    "half of A": lambda p, x, a: (A(p, x, a) / 2, c(p, x, a)),
    "rounded": lambda p, x, a: tuple(np.round(t, 1) for t in both(p, x, a)),
    "unknown": lambda p, x, a: (A(p, x, a), bias),  # noqa: F821
    "unpacks": lambda p, x, a: [W for W, b, act in p],
    "text": lambda p, x, a: ("A", "c"),
    "none": lambda p, x, a: print(A(p, x, a)),
    "abs": lambda p, x, a: (np.abs(A(p, x, a)), c(p, x, a)),
    "masks by A": lambda p, x, a: both(
        p, x, a, lambda z, a: np.where(z > 1, np.ones_like(z), a * np.ones_like(z))),
    "if": lambda p, x, a: both(p, x, a, lambda z, a: 1 if z > 0 else a),
    "first entry of c": lambda p, x, a: (A(p, x, a), c(p, x, a)[0]),
    "three": lambda p, x, a: (*both(p, x, a), forward(p, x, a)),
    "sum": lambda p, x, a: (A(p, x, a).sum(axis=0), c(p, x, a)),
    "dots left": lambda p, x, a: (x @ ..., c(p, x, a)),
}  # fmt: skip

WRONG |= {"sign of A": lambda p, x, a: (-A(p, x, a), c(p, x, a))}
