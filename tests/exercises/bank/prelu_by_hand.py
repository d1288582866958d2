"""Answers to prelu-by-hand."""

from bank.common import autograd, functools, math, nn, np, npx, onp


class PReLU:
    slope = 0.1

    def forward(self, x):
        return np.where(x > 0, x, self.slope * x)


def stacked(x):
    return np.stack([v if v > 0 else 0.1 * v for v in x])


def masks(x):
    on = (x > 0).astype("float32")
    return on * x + (1 - on) * 0.1 * x


RIGHT = [
    PReLU().forward, stacked, masks,
    lambda x: npx.relu(x) - 0.1 * npx.relu(-x),
    lambda x: np.maximum(x, 0.1 * x),
    lambda x: 0.9 * npx.relu(x) + 0.1 * x,
    lambda x: 0.55 * x + 0.45 * np.abs(x),
    lambda x: np.where(x < 0, 0.1 * x, x),
    lambda x: x * np.where(x > 0, np.ones_like(x), 0.1 * np.ones_like(x)),
    functools.partial(lambda slope, x: np.where(x > 0, x, slope * x), 0.1),
    lambda x: npx.relu(x) + 0.1 * np.minimum(x, 0 * x),
]  # fmt: skip


def in_place(x):
    y = x.copy()
    y[y < 0] *= 0.1
    return y


def filled(x):
    y = np.zeros_like(x)
    for i in range(len(x)):
        y[i] = x[i] if x[i] > 0 else 0.1 * x[i]
    return y


def branch(x):
    if x > 0:
        return x
    return 0.1 * x


def paused(x):
    with autograd.pause():
        return np.maximum(x, 0.1 * x)


WRONG = {
    "in place while recording": in_place,
    "filled while recording": filled,
    "if": branch,
    "one line if": lambda x: x if x.all() > 0 else 0.1 * x,
    "python max": lambda x: max(x, 0.1 * x),
    "list of floats": lambda x: [float(v) if v > 0 else 0.1 * float(v) for v in x],
    "NumPy where": lambda x: onp.where(x.asnumpy() > 0, x.asnumpy(), 0.1 * x.asnumpy()),
    "back from NumPy": lambda x: np.array(onp.maximum(x.asnumpy(), 0.1 * x.asnumpy())),
    "MXNet's own": lambda x: npx.leaky_relu(x, act_type="leaky", slope=0.1),
    "Gluon's own": lambda x: nn.LeakyReLU(0.1)(x),
    "where with a number": lambda x: np.where(x > 0, x, 0) - 0.1 * np.where(x < 0, -x, 0),
    "integer mask": lambda x: x * ((x > 0) + 0.1 * (x <= 0)),
    "relu": npx.relu,
    "0.01": lambda x: np.where(x > 0, x, 0.01 * x),
    "slope right": lambda x: np.where(x > 0, 0.1 * x, x),
    "absolute": lambda x: np.where(x > 0, x, -0.1 * x),
    "minus everywhere": lambda x: np.maximum(x, -0.1 * x),
    "constant": lambda x: np.where(x > 0, x, 0.1 * np.ones_like(x)),
    "slope, not value": lambda x: np.where(x > 0, np.ones_like(x), 0.1 * np.ones_like(x)) * (x / x),
    "everywhere": lambda x: 0.1 * x,
    "identity": lambda x: x * 1,
    "minimum": lambda x: np.minimum(x, 0.1 * x),
    "added": lambda x: npx.relu(x) + 0.1 * x,
    "elu": lambda x: np.where(x > 0, x, 0.1 * (np.exp(x) - 1)),
    "shifted": lambda x: np.where(x > 0, x, 0.1 * x - 0.1),
    "cut off": lambda x: np.maximum(np.where(x > 0, x, 0.1 * x), -1),
    "capped": lambda x: np.minimum(np.where(x > 0, x, 0.1 * x), 6),
    "detached": lambda x: np.where(x > 0, x, 0.1 * x).detach(),
    "detached left": lambda x: npx.relu(x) - 0.1 * npx.relu(-x).detach(),
    "summed": lambda x: np.where(x > 0, x, 0.1 * x).sum(),
    "math": lambda x: math.fabs(x),
    "text": lambda x: "max(x, 0.1 x)",
    "none": lambda x: print(np.where(x > 0, x, 0.1 * x)),
    "not defined": lambda x: np.where(x > 0, x, alpha * x),  # noqa: F821
    "two arguments": lambda x, alpha: np.where(x > 0, x, alpha * x),
    "a number": 0.1,
    "gradient doubled": lambda x: np.where(x > 0, x, 0.1 * x) + x - x.detach(),
    "reversed": lambda x: np.where(x > 0, x, 0.1 * x)[::-1],
    "paused": paused,
}


def attached(x):
    y = x.copy()
    y.attach_grad()
    return np.where(y > 0, y, 0.1 * y)


def paused(x):
    with autograd.pause():
        return np.where(x > 0, x, 0.1 * x)


WRONG |= {
    "gradient attached inside": attached,
    "paused": paused,
}  # fmt: skip


def slope_returned(x):
    x.attach_grad()
    with autograd.record():
        y = np.maximum(x, 0.1 * x)
    y.backward()
    return x.grad


WRONG |= {
    "slope returned": slope_returned,
    "two parts side by side": lambda x: np.concatenate([x[x > 0], 0.1 * x[x < 0]]),
}  # fmt: skip


class Bent(autograd.Function):
    def forward(self, x):
        return np.where(x > 0, x, 0.1 * x)

    def backward(self, dy):
        return dy * np.ones_like(self.unknown)


WRONG |= {
    "MXNet's own under another name": lambda x, leaky=npx.leaky_relu: leaky(x, slope=0.1),
    "MXNet's own times one": lambda x: nn.LeakyReLU(0.1)(x) + 0 * x,
    "one entry passes": lambda x: np.maximum(x, 0.1 * x) if x.size > 1 else x,
    "a part is dots": lambda x: np.where(x > 0, x, ...),
    "divided whole": lambda x: np.where(x > 0, x, x // 10),
    "a backward that raises": lambda x: Bent()(x),
}
RIGHT += [
    lambda x: 0.55 * x + 0.45 * x * np.sign(x),
    lambda x: np.maximum(x, 0.1 * x).reshape(-1, 1),
]
