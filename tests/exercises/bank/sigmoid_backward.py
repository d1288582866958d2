"""Answers to sigmoid-backward."""

from bank.common import autograd, functools, math, np, npx, onp, operator, sig


def loop(y, dy):
    out = []
    for a, b in zip(y, dy):
        out.append(float(b) * float(a) * (1 - float(a)))
    return out


def in_place(y, dy):
    out = dy.copy()
    out *= y
    out *= 1 - y
    return out


def via_x(y, dy):
    x = np.log(y / (1 - y)) if hasattr(y, "asnumpy") else onp.log(y / (1 - y))
    return dy * sig(x) * (1 - sig(x))


class Layer:
    def backward(self, y, dy):
        return (y - y * y) * dy


def by_autograd(y, dy):
    x = np.log(y / (1 - y))
    x.attach_grad()
    with autograd.record():
        out = npx.sigmoid(x)
    out.backward(dy)
    return x.grad


def generator(y, dy):
    for a, b in zip(y.tolist(), dy.tolist()):
        yield a * (1 - a) * b


RIGHT = [
    loop, in_place, via_x, Layer().backward, by_autograd, generator,
    functools.partial(lambda one, y, dy: dy * y * (one - y), 1),
    lambda y, dy: list(map(lambda a, b: a * b * (1 - a), y.tolist(), dy.tolist())),
    lambda y, dy: onp.multiply(dy.asnumpy(), y.asnumpy()) * (1 - y.asnumpy()),
    lambda y, dy: dy * (0.25 - (y - 0.5) ** 2),
    lambda y, dy: np.diag(np.outer(dy, y * (1 - y))),
]  # fmt: skip


def alias(y, dy):
    dy *= y
    dy *= 1 - y
    return dy


def alias_wrong(y, dy):
    s = y
    s *= 1 - y
    return dy * s * (1 - y)


def loses_dy(y, dy):
    out = np.zeros_like(y)
    for i in range(len(y)):
        out[i] = y[i] * (1 - y[i])
    return out


def branch(y, dy):
    if dy > 0:
        return dy * y * (1 - y)
    return 0 * y


WRONG = {
    "sigmoid again": lambda y, dy: dy * npx.sigmoid(y) * (1 - npx.sigmoid(y)),
    "slope only, in a loop": loses_dy,
    "in place in its arguments": alias,
    "in place, and wrong for it": alias_wrong,
    "swapped names": lambda dy, y: y * (1 - y) * dy,
    "tanh": lambda y, dy: dy - dy * y**2,
    "if": branch,
    "summed by dot": lambda y, dy: np.dot(dy, y * (1 - y)),
    "outer": lambda y, dy: np.outer(dy, y * (1 - y)),
    "added": lambda y, dy: dy + y * (1 - y),
    "brackets": lambda y, dy: dy * y * 1 - y,
    "brackets in the middle": lambda y, dy: (dy * y) * 1 - (dy * y) * y * y,
    "negative": lambda y, dy: -dy * y * (1 - y),
    "caret": lambda y, dy: dy * (y - y ^ 2),
    "missing argument": lambda y: y * (1 - y),
    "relu": lambda y, dy: dy * (y > 0),
    "relu mask of y above a half": lambda y, dy: np.where(y > 0.5, dy, 0 * dy),
    "divides": lambda y, dy: dy / (y * (1 - y)),
    "log": lambda y, dy: dy * np.log(y),
    "exp": lambda y, dy: dy * np.exp(-y) / (1 + np.exp(-y)) ** 2,
    "squared dy": lambda y, dy: dy**2 * y * (1 - y),
    "absolute dy": lambda y, dy: np.abs(dy) * y * (1 - y),
    "mean dy": lambda y, dy: dy.mean() * y * (1 - y),
    "first dy": lambda y, dy: dy[0] * y * (1 - y),
    "half": lambda y, dy: 0.5 * dy * y * (1 - y),
    "quarter": lambda y, dy: 0.25 * dy,
    "reversed": lambda y, dy: (dy * y * (1 - y))[::-1],
    "rounded": lambda y, dy: np.round(dy * y * (1 - y), 1),
    "a dictionary": lambda y, dy: {"dx": dy * y * (1 - y)},
    "none": lambda y, dy: None,
    "typo": lambda y, dy: dy * Y * (1 - y),  # noqa: F821
    "too many": lambda y, dy: (dy * y, dy * (1 - y)),
    "shifted": lambda y, dy: dy * y * (1 - y) + 1e-2,
    "one minus twice": lambda y, dy: dy * (1 - y) * (1 - y),
    "product of all": lambda y, dy: functools.reduce(operator.mul, y.tolist()) * dy,
    "asks": lambda y, dy: input("slope? "),
    "second derivative": lambda y, dy: dy * y * (1 - y) * (1 - 2 * y),
    "math": lambda y, dy: dy * math.exp(-y) if len(y) else y,
}


WRONG |= {
    "times dots": lambda y, dy: dy * ...,
    "rule of dy": lambda y, dy: dy * (1 - dy),
    "y as well": lambda y, dy: (dy * y * (1 - y), y),
}
