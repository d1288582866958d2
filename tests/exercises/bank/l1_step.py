"""Answers to l1-step."""

from bank.common import functools, math, np, onp


def loop(w, g, lr, lam):
    new = []
    for a, b in zip(w.tolist(), g.tolist()):
        v = a - lr * b
        new.append(v - lr * lam if v > lr * lam else v + lr * lam if v < -lr * lam else 0.0)
    return new


def two_relus(w, g, lr, lam):
    v, t = onp.array((w - lr * g).tolist()), lr * lam
    return onp.maximum(v - t, 0) - onp.maximum(-v - t, 0)


def clipped(w, g, lr, lam):
    v, t = onp.array((w - lr * g).tolist()), lr * lam
    return v - onp.clip(v, -t, t)


def masked(w, g, lr, lam):
    v = w - lr * g
    return (v - lr * lam * np.sign(v)) * (np.abs(v) > lr * lam)


RIGHT = [loop, two_relus, clipped, masked]


def soft(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def in_place(w, g, lr, lam):
    w -= lr * g
    w[:] = soft(w, lr * lam)
    return w


WRONG = {
    "subgradient": lambda w, g, lr, lam: w - lr * (g + lam * np.sign(w)),
    "sign afterwards": lambda w, g, lr, lam: w - lr * g - lr * lam * np.sign(w - lr * g),
    "forum": lambda w, g, lr, lam: (1 + lam * np.sign(w)) * w - lr * g,
    "l2": lambda w, g, lr, lam: (1 - lr * lam) * w - lr * g,
    "lam": lambda w, g, lr, lam: soft(w - lr * g, lam),
    "half": lambda w, g, lr, lam: soft(w - lr * g, lr * lam / 2),
    "threshold first": lambda w, g, lr, lam: soft(w, lr * lam) - lr * g,
    "hard": lambda w, g, lr, lam: (w - lr * g) * (np.abs(w - lr * g) > lr * lam),
    "relu": lambda w, g, lr, lam: np.maximum(w - lr * g - lr * lam, 0),
    "no sign": lambda w, g, lr, lam: np.maximum(np.abs(w - lr * g) - lr * lam, 0),
    "uphill": lambda w, g, lr, lam: soft(w + lr * g, lr * lam),
    "no rate": lambda w, g, lr, lam: soft(w - g, lr * lam),
    "no penalty": lambda w, g, lr, lam: w - lr * g,
    "only the threshold": lambda w, g, lr, lam: soft(w, lr * lam),
    "in place": in_place,
    "sign of w": lambda w, g, lr, lam: np.sign(w) * np.maximum(np.abs(w - lr * g) - lr * lam, 0),
    "none": lambda w, g, lr, lam: None,
}


def three_cases(w, g, lr, lam):
    v, t = w - lr * g, lr * lam
    return np.where(v > t, v - t, np.where(v < -t, v + t, np.zeros_like(v)))


def by_copysign(w, g, lr, lam):
    step = onp.vectorize(lambda v: math.copysign(max(abs(v) - lr * lam, 0.0), v))
    return step(onp.array(w.tolist()) - lr * onp.array(g.tolist()))


class Lasso:
    def __init__(self):
        self.log = {}

    def step(self, w, g, lr, lam):
        new = w.copy()
        new -= lr * g
        for j in range(len(new)):
            v = float(new[j])
            self.log[j] = v
            new[j] = 0 if abs(v) <= lr * lam else v - lr * lam * (1 if v > 0 else -1)
        return new


def nearest(w, g, lr, lam):
    """The middle one of v - t, 0 and v + t."""
    for a, b in zip(w, g):
        v = float(a) - lr * float(b)
        yield sorted([v - lr * lam, 0.0, v + lr * lam])[1]


RIGHT += [
    three_cases, by_copysign, Lasso().step, nearest,
    functools.partial(lambda w, g, lr, lam, zero: np.maximum(w - lr * g - lr * lam, zero)
                      + np.minimum(w - lr * g + lr * lam, zero), zero=0),
    lambda w, g, lr, lam: (lambda v: v * np.maximum(1 - lr * lam / np.maximum(np.abs(v), 1e-9), 0))(
        w - lr * g),
]  # fmt: skip


def if_on_an_array(w, g, lr, lam):
    v = w - lr * g
    if v > lr * lam:
        return v - lr * lam
    return v + lr * lam


def only_positive(w, g, lr, lam):
    v = w - lr * g
    return np.where(v > lr * lam, v - lr * lam, np.where(v < 0, v, 0 * v))


def zeros_of_w_stay(w, g, lr, lam):
    v = soft(w - lr * g, lr * lam)
    return v * (w != 0)


def stops_where_w_is_small(w, g, lr, lam):
    v = w - lr * g
    return np.where(np.abs(w) > lr * lam, v - lr * lam * np.sign(v), 0 * v)


WRONG |= {
    "if on an array": if_on_an_array,
    "only positive weights": only_positive,
    "zeros of w stay": zeros_of_w_stay,
    "asks w for the size": stops_where_w_is_small,
    "minimum": lambda w, g, lr, lam: (
        np.sign(w - lr * g) * np.minimum(np.abs(w - lr * g) - lr * lam, 0)
    ),
    "clipped to the threshold": lambda w, g, lr, lam: np.clip(w - lr * g, -lr * lam, lr * lam),
    "away from 0": lambda w, g, lr, lam: (w - lr * g) + lr * lam * np.sign(w - lr * g),
    "down for all": lambda w, g, lr, lam: w - lr * g - lr * lam,
    "twice": lambda w, g, lr, lam: soft(soft(w - lr * g, lr * lam), lr * lam),
    "over the rate": lambda w, g, lr, lam: soft(w - lr * g, lam / lr),
    "small ones stay": lambda w, g, lr, lam: np.where(
        np.abs(w - lr * g) > lr * lam, soft(w - lr * g, lr * lam), w - lr * g
    ),
    "group": lambda w, g, lr, lam: (
        (w - lr * g) * max(0.0, 1 - lr * lam / float(np.sqrt(((w - lr * g) ** 2).sum())))
    ),
    "on the gradient": lambda w, g, lr, lam: w - lr * soft(g, lam),
    "all of lam": lambda w, g, lr, lam: w - lr * (g + lam),
    "shrunk as well": lambda w, g, lr, lam: soft((1 - lr * lam) * w - lr * g, lr * lam),
    "built-in max": lambda w, g, lr, lam: (
        np.sign(w - lr * g) * max(np.abs(w - lr * g) - lr * lam, 0)
    ),
    "norm for the sign": lambda w, g, lr, lam: w - lr * g - lr * lam * np.abs(w).sum(),
    "the move": lambda w, g, lr, lam: soft(w - lr * g, lr * lam) - w,
    "with the loss": lambda w, g, lr, lam: (soft(w - lr * g, lr * lam), lam),
    "number of weights": lambda w, g, lr, lam: soft(w - lr * g, lr * lam / len(w)),
    "sum": lambda w, g, lr, lam: soft(w - lr * g, lr * lam).sum(),
    "three arguments": lambda w, g, lr: w - lr * g,
    "dots": lambda w, g, lr, lam: [..., w],
    "squared": lambda w, g, lr, lam: soft(w - lr * g, lr * lam**2),
    "gradient descent in place": lambda w, g, lr, lam: w.__isub__(lr * g),
}


KEPT = []


def kept(w, g, lr, lam):
    if not KEPT:
        KEPT.append(soft(w - lr * g, lr * lam))
    return KEPT[0]


WRONG |= {"kept from the first call": kept}
