"""Answers to tanh-derivative."""

from bank.common import autograd, functools, itertools, math, np, npx, onp, sig, with_grad


def loop(x):
    out = np.zeros_like(x)
    for i in range(len(x)):
        out[i] = 1 - math.tanh(float(x[i])) ** 2
    return out


def generator(x):
    for v in x:
        yield 1 / math.cosh(float(v)) ** 2


class Tanh:
    def slope(self, x):
        t = np.tanh(x)
        return (1 + t) * (1 - t)


def in_place(x):
    y = np.tanh(x)
    y *= -y
    y += 1
    return y


def cached(x):
    seen = {}
    for v in x.tolist():
        seen.setdefault(v, 1 - math.tanh(v) ** 2)
    return [seen[v] for v in x.tolist()]


def quotient(x):
    u, v = np.exp(x) - np.exp(-x), np.exp(x) + np.exp(-x)
    return (v * v - u * u) / v**2


RIGHT = [
    loop, generator, Tanh().slope, in_place, cached, quotient,
    functools.partial(lambda power, x: 1 - np.tanh(x) ** power, 2),
    lambda x: onp.array([1 - math.tanh(v) ** 2 for v in x.tolist()]),
    lambda x: list(map(lambda v: 1 - math.tanh(v) ** 2, x.tolist())),
    lambda x: 1 - np.square(npx.activation(x, act_type="tanh")),
    lambda x: 4 * sig(2 * x) - 4 * sig(2 * x) ** 2,
    lambda x: (1 - np.tanh(x) ** 2).reshape(-1, 1),
    lambda x: np.cosh(x) ** -2,
]  # fmt: skip


def first_only(x):
    for v in x:
        return 1 - math.tanh(float(v)) ** 2


def lazy_cases(x):
    y = []
    for v in x.tolist():
        y.append(0.0 if v > 3 else 1 - math.tanh(v) ** 2 if v >= 0 else 1.0)
    return y


def no_record(x):
    x.attach_grad()
    y = np.tanh(x)
    y.backward()
    return x.grad


def no_attach(x):
    with autograd.record():
        y = np.tanh(x)
    y.backward()
    return x.grad


def sum_outside(x):
    x = x.copy()
    x.attach_grad()
    with autograd.record():
        y = np.tanh(x)
    y.sum().backward()
    return x.grad


def alias(x):
    y = x
    y[:] = np.tanh(x)
    return 1 - np.tanh(x) ** 2


def keyed(x):
    seen = {}
    for v in x:
        seen[v] = 1 - np.tanh(v) ** 2
    return list(seen.values())


def prints(x):
    print(1 - np.tanh(x) ** 2)


WRONG = {
    "forgets the square": lambda x: 1 - np.tanh(x),
    "derivative of sigmoid, by hand": lambda x: sig(x) - sig(x) ** 2,
    "sech once, in a loop": lambda x: [1 / math.cosh(v) for v in x.tolist()],
    "plus for minus": lambda x: 1 + np.tanh(x) * np.tanh(x),
    "only the first entry": first_only,
    "cases instead of a formula": lazy_cases,
    "caret": lambda x: 1 - np.tanh(x) ^ 2,
    "caret in NumPy": lambda x: 1 - onp.tanh(x.asnumpy()) ^ 2,
    "autograd without record": no_record,
    "autograd without attach_grad": no_attach,
    "autograd, sum outside": sum_outside,
    "autograd in order": with_grad(np.tanh),
    "overwrites x": alias,
    "an array as key": keyed,
    "prints": prints,
    "math on an array": lambda x: 1 - math.tanh(x) ** 2 if len(x) else 0,
    "forward difference, coarse": lambda x: (np.tanh(x + 0.01) - np.tanh(x)) / 0.01,
    "forward difference, tiny step": lambda x: (np.tanh(x + 1e-6) - np.tanh(x)) / 1e-6,
    "integer": lambda x: (1 - np.tanh(x) ** 2).astype("int32"),
    "rounded": lambda x: [round(1 - math.tanh(v) ** 2, 2) for v in x.tolist()],
    "absolute": lambda x: np.abs(np.tanh(x)),
    "zero far out": lambda x: np.where(np.abs(x) < 2, 1 - np.tanh(x) ** 2, np.zeros_like(x)),
    "one-sided": lambda x: np.where(x > 0, 1 - np.tanh(x) ** 2, np.ones_like(x)),
    "misspelt": lambda x: 1 - np.tahn(x) ** 2,
    "undefined": lambda x: 1 - tanh(x) ** 2,  # noqa: F821
    "sums": lambda x: np.sum(1 - np.tanh(x) ** 2),
    "means": lambda x: (1 - np.tanh(x) ** 2).mean(),
    "a pair": lambda x: (np.tanh(x), 1 - np.tanh(x) ** 2),
    "sorted": lambda x: np.sort(1 - np.tanh(x) ** 2),
    "text": lambda x: "1 - tanh(x)^2",
    "no brackets": lambda x: 1 - np.tanh,
    "a set": lambda x: {1 - math.tanh(v) ** 2 for v in x.tolist()},
    "Taylor": lambda x: 1 - x**2 + 2 * x**4 / 3,
    "doubled inside": lambda x: 1 - np.tanh(2 * x) ** 2,
    "root": lambda x: np.sqrt(1 - np.tanh(x) ** 2),
    "endless": lambda x: itertools.count(),
    "two arguments": lambda x, y: 1 - np.tanh(x) ** 2,
    "the value": np.tanh(np.array([1.0])),
    "relu": lambda x: npx.relu(x),
    "half filled": lambda x: [..., 1 - math.tanh(1.0) ** 2],
    "another formula for small arrays": lambda x: (
        1 - x**2 if float(abs(x).max()) < 1 else 1 - np.tanh(x) ** 2
    ),
    "wrong far out": lambda x: np.where(x > 15, np.ones_like(x), 1 - np.tanh(x) ** 2),
}


WRONG |= {
    "dots inside": lambda x: 1 - ...,
    "bracket too far": lambda x: (1 - np.tanh(x)) ** 2,
    "cubed": lambda x: 1 - np.tanh(x) ** 3,
}
