"""Answers to l1-step."""

from bank.common import np, onp


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
