"""Answers to dropout-backward."""

from bank.common import autograd, functools, np, onp


def loop(dy, x, mask, p):
    return (
        [
            [d / (1 - p) if m else 0.0 for d, m in zip(*row)]
            for row in zip(dy.tolist(), mask.tolist())
        ]
        if dy.ndim == 2
        else [d / (1 - p) if m else 0.0 for d, m in zip(dy.tolist(), mask.tolist())]
    )


RIGHT = [
    lambda dy, x, mask, p: dy / (1 - p) * mask,
    lambda dy, x, mask, p: np.where(mask > 0, dy / (1 - p), 0 * dy),
    lambda dy, x, mask, p: onp.array(dy.tolist()) * onp.array(mask.tolist()) / (1 - p),
    loop,
]


def fresh(dy, x, mask, p):
    return dy * (onp.random.default_rng(0).random(dy.shape) >= p) / (1 - p)


def in_place(dy, x, mask, p):
    dy *= mask / (1 - p)
    return dy


WRONG = {
    "no scale": lambda dy, x, mask, p: dy * mask,
    "no mask": lambda dy, x, mask, p: dy / (1 - p),
    "passed": lambda dy, x, mask, p: dy,
    "times x": lambda dy, x, mask, p: dy * mask * x / (1 - p),
    "times x, no scale": lambda dy, x, mask, p: dy * mask * x,
    "times keep": lambda dy, x, mask, p: dy * mask * (1 - p),
    "over p": lambda dy, x, mask, p: dy * mask / (p + 1e-9),
    "scaled twice": lambda dy, x, mask, p: dy * mask / (1 - p) ** 2,
    "inverted": lambda dy, x, mask, p: dy * (1 - mask) / (1 - p),
    "slope": lambda dy, x, mask, p: mask / (1 - p),
    "forward": lambda dy, x, mask, p: x * mask / (1 - p),
    "fresh mask": fresh,
    "in place": in_place,
    "minus": lambda dy, x, mask, p: -dy * mask / (1 - p),
    "zeros": lambda dy, x, mask, p: 0 * dy,
    "summed": lambda dy, x, mask, p: (dy * mask / (1 - p)).sum(axis=0),
    "none": lambda dy, x, mask, p: None,
}


def by_autograd(dy, x, mask, p):
    dy, x, mask = (np.array(a) for a in (dy, x, mask))
    x.attach_grad()
    with autograd.record():
        y = mask * x / (1 - p)
    y.backward(dy)
    return x.grad


def chosen(dy, x, mask, p):
    dx = onp.zeros(dy.shape)
    kept = onp.array(mask.tolist()) == 1
    dx[kept] = onp.array(dy.tolist())[kept] / (1 - p)
    return dx


def copied(dy, x, mask, p):
    dx = dy.copy()
    dx /= 1 - p
    dx *= mask
    return dx


class Dropout:
    keep = staticmethod(lambda p: 1.0 - p)

    def backward(self, dy, x, mask, p):
        slope = mask / self.keep(p)
        return np.multiply(dy, slope)


RIGHT += [
    by_autograd, chosen, copied, Dropout().backward,
    functools.partial(lambda dy, x, mask, p, one: dy * mask * (one - p) ** -1, one=1),
    lambda dy, x, mask, p: [
        g * m / (1 - p) for g, m in zip(dy, mask)],
]  # fmt: skip


def without_the_head(dy, x, mask, p):
    x = np.array(x)
    x.attach_grad()
    with autograd.record():
        y = mask * x / (1 - p)
    y.backward()
    return x.grad


def not_attached(dy, x, mask, p):
    with autograd.record():
        y = np.array(mask) * np.array(x) / (1 - p)
    y.backward(np.array(dy))
    return x.grad


def in_training_only(dy, x, mask, p):
    return dy * mask / (1 - p) if autograd.is_training() else dy


WRONG |= {
    "without the head gradient": without_the_head,
    "not attached": not_attached,
    "in training only": in_training_only,
    "divided by the mask": lambda dy, x, mask, p: dy / mask / (1 - p),
    "bracket forgotten": lambda dy, x, mask, p: dy * mask / 1 - p,
    "share of the mask": lambda dy, x, mask, p: dy * mask / mask.mean(),
    "root of keep": lambda dy, x, mask, p: dy * mask / (1 - p) ** 0.5,
    "relu": lambda dy, x, mask, p: dy * (x > 0) / (1 - p),
    "sign of x": lambda dy, x, mask, p: dy * mask * np.sign(x) / (1 - p),
    "also for the mask": lambda dy, x, mask, p: (dy * mask / (1 - p), dy * x / (1 - p)),
    "for the mask": lambda dy, x, mask, p: dy * x / (1 - p),
    "for p": lambda dy, x, mask, p: dy * mask * x / (1 - p) ** 2,
    "kept entries only": lambda dy, x, mask, p: (
        onp.array(dy.tolist())[onp.array(mask.tolist()) == 1] / (1 - p)
    ),
    "whole numbers": lambda dy, x, mask, p: dy * mask // (1 - p),
    "mean over the entries": lambda dy, x, mask, p: dy * mask / (1 - p) / dy.size,
    "matrix product": lambda dy, x, mask, p: np.dot(dy, mask) / (1 - p),
    "the rest from x": lambda dy, x, mask, p: np.where(mask > 0, dy / (1 - p), x),
    "the rest passes": lambda dy, x, mask, p: np.where(mask > 0, dy / (1 - p), dy),
    "plus": lambda dy, x, mask, p: dy + mask / (1 - p),
    "squared": lambda dy, x, mask, p: dy**2 * mask / (1 - p),
    "one plus p": lambda dy, x, mask, p: dy * mask * (1 + p),
    "p times": lambda dy, x, mask, p: dy * mask * p,
    "if on the mask": lambda dy, x, mask, p: dy / (1 - p) if mask else 0 * dy,
    "three arguments": lambda dy, mask, p: dy * mask / (1 - p),
    "dots": lambda dy, x, mask, p: [..., dy],
    "a name": lambda dy, x, mask, p: grad * mask / (1 - p),  # noqa: F821
    "loss": lambda dy, x, mask, p: float((dy * mask * x / (1 - p)).sum()),
}
