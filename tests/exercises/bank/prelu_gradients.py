"""Answers to prelu-gradients."""

from bank.common import autograd, functools, np, npx, onp


def loop(x, alpha, g):
    dx, da = [], 0
    for a, b in zip(x.tolist(), g.tolist()):
        if a > 0:
            dx.append(b)
        else:
            dx.append(alpha * b)
            da += a * b
    return dx, da


def in_place(x, alpha, g):
    dx = g.copy()
    dx[x < 0] *= alpha
    return dx, (g * x)[x < 0].sum()


def by_autograd(x, alpha, g):
    x, a = x.copy(), np.array([alpha])
    x.attach_grad()
    a.attach_grad()
    with autograd.record():
        y = np.where(x > 0, x, a * x)
    y.backward(g)
    return x.grad, a.grad


class PReLU:
    def gradients(self, x, alpha, g):
        left = np.minimum(x, 0)
        return g * np.where(x > 0, np.ones_like(x), np.full(x.shape, alpha)), np.dot(g, left)


RIGHT = [
    loop, in_place, by_autograd, PReLU().gradients,
    lambda x, a, g: {"dx": np.where(x > 0, g, a * g), "dalpha": (g * np.minimum(x, 0)).sum()},
    lambda x, a, g: (np.where(x > 0, g, a * g), -np.dot(g, npx.relu(-x))),
    lambda x, a, g: [onp.where(x.asnumpy() > 0, g.asnumpy(), a * g.asnumpy()),
                     float(onp.dot(g.asnumpy(), onp.minimum(x.asnumpy(), 0)))],
    lambda x, a, g: (g * (a + (1 - a) * (x > 0).astype("float32")), (g * (x - npx.relu(x))).sum()),
    functools.partial(lambda zero, x, a, g: (
        np.where(x > zero, g, a * g), (np.minimum(x, zero) * g).sum(keepdims=True)), 0),
    lambda x, a, g: (np.where(x > 0, g, a * g), sum(
        u * v for u, v in zip(x.tolist(), g.tolist()) if u < 0)),
]  # fmt: skip


def alias(x, alpha, g):
    dx = x
    dx[x > 0] = 1
    dx[x < 0] = alpha
    return dx * g, (np.minimum(x, 0) * g).sum()


def alias_of_g(x, alpha, g):
    dx = g
    dx[x < 0] *= alpha
    return dx, (np.minimum(x, 0) * g).sum()


def alias_loop(x, alpha, g):
    dx, da = x, 0
    for i in range(len(x)):
        if x[i] < 0:
            da += g[i] * x[i]
        dx[i] = g[i] if x[i] > 0 else alpha * g[i]
    return dx, da


def returns_early(x, alpha, g):
    dx, da = np.zeros_like(x), 0
    for i in range(len(x)):
        dx[i] = g[i] if x[i] > 0 else alpha * g[i]
        da += g[i] * min(float(x[i]), 0)
        return dx, da


def no_attach(x, alpha, g):
    with autograd.record():
        y = np.where(x > 0, x, alpha * x)
    y.backward(g)
    return x.grad, 0


def D(x, a, g):
    return np.where(x > 0, g, a * g)


def A(x, g):
    return (g * np.minimum(x, 0)).sum()


WRONG = {
    "alias of x": alias,
    "alias of g": alias_of_g,
    "alias in a loop": alias_loop,
    "return in the loop": returns_early,
    "no attach_grad": no_attach,
    "integer mask": lambda x, a, g: (g * ((x > 0) + a * (x <= 0)), A(x, g)),
    "g lost in dx": lambda x, a, g: (D(x, a, np.ones_like(g)), A(x, g)),
    "g lost in dalpha": lambda x, a, g: (D(x, a, g), np.minimum(x, 0).sum()),
    "not summed": lambda x, a, g: (D(x, a, g), g * np.minimum(x, 0)),
    "mean": lambda x, a, g: (D(x, a, g), (g * np.minimum(x, 0)).mean()),
    "alpha kept": lambda x, a, g: (D(x, a, g), a * A(x, g)),
    "all x": lambda x, a, g: (D(x, a, g), (g * x).sum()),
    "positive x": lambda x, a, g: (D(x, a, g), (g * npx.relu(x)).sum()),
    "sign": lambda x, a, g: (D(x, a, g), -A(x, g)),
    "sum of g": lambda x, a, g: (D(x, a, g), (g * (x < 0)).sum()),
    "swapped": lambda x, a, g: (A(x, g), D(x, a, g)),
    "dx only": lambda x, a, g: D(x, a, g),
    "three": lambda x, a, g: (D(x, a, g), A(x, g), g),
    "sides swapped": lambda x, a, g: (np.where(x > 0, a * g, g), A(x, g)),
    "relu": lambda x, a, g: (g * (x > 0), A(x, g)),
    "fixed slope": lambda x, a, g: (D(x, 0.25, g), A(x, g)),
    "alpha everywhere": lambda x, a, g: (a * g, A(x, g)),
    "the function": lambda x, a, g: (np.where(x > 0, x, a * x), A(x, g)),
    "times x": lambda x, a, g: (D(x, a, g) * x, A(x, g)),
    "maximum": lambda x, a, g: (g * np.maximum(np.where(x > 0, np.ones_like(x), np.zeros_like(x)),
                                               a), A(x, g)),
    "names in another order": lambda x, g, a: (np.where(x > 0, g, a * g), A(x, g)),
    "if": lambda x, a, g: (g if x > 0 else a * g, A(x, g)),
    "dots": lambda x, a, g: (D(x, a, g), ...),
    "caret": lambda x, a, g: (D(x, a, g) ^ 1, A(x, g)),
    "sums apart": lambda x, a, g: (D(x, a, g), g.sum() * np.minimum(x, 0).sum()),
    "max": lambda x, a, g: (D(x, a, g), (g * np.minimum(x, 0)).max()),
    "absolute g": lambda x, a, g: (np.where(x > 0, np.abs(g), a * np.abs(g)), A(x, g)),
    "sum of dx": lambda x, a, g: (D(x, a, g), D(x, a, g).sum()),
    "minus alpha": lambda x, a, g: (np.where(x > 0, g, -a * g), A(x, g)),
    "one number for dx": lambda x, a, g: (D(x, a, g).sum(), A(x, g)),
    "text": lambda x, a, g: ("dx", "dalpha"),
    "key": lambda x, a, g: (dict.fromkeys(x, a), A(x, g)),
    "numpy mixed in": lambda x, a, g: (g * onp.where(x.asnumpy() > 0, 1.0, a), A(x, g)),
    "unpacks": lambda x, a, g: [u * v for u, v, w in zip(x, g)],
    "gives x times slope": lambda x, a, g: (np.where(x > 0, x * g, a * x * g), A(x, g)),
}  # fmt: skip


def attached_to_alpha_only(x, alpha, g):
    a = np.array(float(alpha))
    a.attach_grad()
    with autograd.record():
        y = npx.relu(x) - a * npx.relu(-x)
    y.backward(g)
    return x.grad, a.grad


WRONG |= {
    "attached to alpha only": attached_to_alpha_only,
    "a factor is dots": lambda x, alpha, g: (g * ..., (g * np.minimum(x, 0)).sum()),
    "alpha cut to 0 and 1": lambda x, alpha, g: (
        np.where(x > 0, g, min(max(alpha, 0), 1) * g),
        (g * np.minimum(x, 0)).sum(),
    ),
}
