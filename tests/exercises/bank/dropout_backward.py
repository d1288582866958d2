"""Answers to dropout-backward."""

from bank.common import np, onp


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
