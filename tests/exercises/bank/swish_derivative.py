"""Answers to swish-derivative."""

from bank.common import autograd, functools, math, np, npx, onp, sig, with_grad


def loop(x, beta):
    out = []
    for v in x.tolist():
        s = 1 / (1 + math.exp(-beta * v))
        out.append(s + beta * v * s * (1 - s))
    return out


def generator(x, beta):
    for v in x:
        s = npx.sigmoid(beta * v)
        yield s * (1 + beta * v * (1 - s))


class Swish:
    def __init__(self):
        self.f = lambda x, beta: x * npx.sigmoid(beta * x)

    def derivative(self, x, beta):
        return with_grad(self.f)(x, beta)


def in_place(x, beta):
    s = npx.sigmoid(beta * x)
    out = 1 - s
    out *= beta * x
    out += 1
    out *= s
    return out


def central(x, beta):
    x = onp.array(x.tolist())
    f = lambda t: t / (1 + onp.exp(-beta * t))  # noqa: E731
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


RIGHT = [
    loop, generator, Swish().derivative, in_place, central,
    lambda x, beta: sig(beta * x) + beta * x * sig(beta * x) * sig(-beta * x),
    lambda x, beta: (1 + np.exp(-beta * x) + beta * x * np.exp(-beta * x)) / (
        1 + np.exp(-beta * x)) ** 2,
    lambda x, beta: 0.5 * (1 + np.tanh(beta * x / 2)) + beta * x / 4 / np.cosh(beta * x / 2) ** 2,
    lambda x, beta: onp.array([loop(np.array([v]), beta)[0] for v in x.tolist()]),
    functools.partial(lambda one, x, beta: npx.sigmoid(beta * x) * (
        one + beta * x * (one - npx.sigmoid(beta * x))), 1),
    lambda x, beta: (lambda f, s: f * beta + s * (1 - f * beta))(
        x * npx.sigmoid(beta * x), npx.sigmoid(beta * x)),
]  # fmt: skip


def no_record(x, beta):
    x.attach_grad()
    y = x * npx.sigmoid(beta * x)
    y.backward()
    return x.grad


def positive_only(x, beta):
    b = abs(beta)
    return sig(b * x) + b * x * sig(b * x) * (1 - sig(b * x))


def wrong_variable(x, beta):
    x = x.copy()
    b = np.array([beta])
    b.attach_grad()
    with autograd.record():
        y = x * npx.sigmoid(b * x)
    y.backward()
    return b.grad


def s(x, beta):
    return npx.sigmoid(beta * x)


def read_before_backward(x, beta):
    x.attach_grad()
    with autograd.record():
        y = x * npx.sigmoid(beta * x)
    y.wait_to_read()
    return x.grad


WRONG = {
    "beta lost": lambda x, beta: s(x, beta) + x * s(x, beta) * (1 - s(x, beta)),
    "beta of one": lambda x, beta: s(x, 1) + x * s(x, 1) * (1 - s(x, 1)),
    "absolute beta": positive_only,
    "sigmoid only": lambda x, beta: s(x, beta),
    "the function": lambda x, beta: x * s(x, beta),
    "by beta": wrong_variable,
    "second term only": lambda x, beta: beta * x * s(x, beta) * (1 - s(x, beta)),
    "minus": lambda x, beta: s(x, beta) - beta * x * s(x, beta) * (1 - s(x, beta)),
    "plus inside": lambda x, beta: s(x, beta) + beta * x * s(x, beta) * (1 + s(x, beta)),
    "product of derivatives": lambda x, beta: beta * s(x, beta) * (1 - s(x, beta)),
    "no record": no_record,
    "squared input": lambda x, beta: s(x * x, beta),
    "one name": lambda x: s(x, 1),
    "relu": lambda x, beta: (x > 0).astype("float32"),
    "gelu": lambda x, beta: s(1.702 * x, 1) * (1 + 1.702 * x * (1 - s(1.702 * x, 1))),
    "tanh": lambda x, beta: 1 - np.tanh(beta * x) ** 2,
    "squares": lambda x, beta: s(x, beta) + beta * x * s(x, beta) ** 2,
    "beta squared": lambda x, beta: s(x, beta) + beta**2 * x * s(x, beta) * (1 - s(x, beta)),
    "times beta": lambda x, beta: beta * (s(x, beta) + beta * x * s(x, beta) * (1 - s(x, beta))),
    "over beta": lambda x, beta: (s(x, beta) + beta * x * s(x, beta) * (1 - s(x, beta))) / beta,
    "coarse step": lambda x, beta: ((x + 0.1) * s(x + 0.1, beta) - x * s(x, beta)) / 0.1,
    "tiny step": lambda x, beta: ((x + 1e-5) * s(x + 1e-5, beta) - x * s(x, beta)) / 1e-5,
    "summed": lambda x, beta: (s(x, beta) + beta * x * s(x, beta) * (1 - s(x, beta))).sum(),
    "caret": lambda x, beta: s(x, beta) + beta * x * (s(x, beta) - s(x, beta) ^ 2),
    "math": lambda x, beta: 1 / (1 + math.exp(-beta * x)) if len(x) else 0,
    "pair": lambda x, beta: (s(x, beta), beta * x * s(x, beta) * (1 - s(x, beta))),
    "clipped": lambda x, beta: np.clip(
        s(x, beta) + beta * x * s(x, beta) * (1 - s(x, beta)), 0, 1),
    "only right of 0": lambda x, beta: np.where(
        x > 0, s(x, beta) + beta * x * s(x, beta) * (1 - s(x, beta)), 0 * x),
    "rounded": lambda x, beta: np.round(
        s(x, beta) + beta * x * s(x, beta) * (1 - s(x, beta)), 1),
    "sigmoid of x": lambda x, beta: s(x, 1) + beta * x * s(x, 1) * (1 - s(x, 1)),
    "shifted": lambda x, beta: s(x, beta) + beta * x * s(x, beta) * (1 - s(x, beta)) + 0.1,
    "exponent sign": lambda x, beta: s(x, -beta) - beta * x * s(x, -beta) * (1 - s(x, -beta)),
    "list by x": lambda x, beta: x + [beta],
    "unbound": lambda x, beta: beta * y,  # noqa: F821
    "zero for zero": lambda x, beta: 0,
    "far out": lambda x, beta: np.where(
        np.abs(x) > 10, np.zeros_like(x), s(x, beta) + beta * x * s(x, beta) * (1 - s(x, beta))),
    "read before backward": read_before_backward,
}  # fmt: skip


WRONG |= {
    "off by a thousandth": lambda x, beta: sig(beta * x) * (1 + beta * x * sig(-beta * x)) + 1e-3,
    "a part is dots": lambda x, beta: sig(beta * x) + x * ...,
    "cut to probabilities": lambda x, beta: np.clip(
        sig(beta * x) * (1 + beta * x * sig(-beta * x)), 0, 1
    ),
}
