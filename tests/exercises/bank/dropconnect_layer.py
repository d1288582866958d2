"""Answers to dropconnect-layer."""

from bank.common import np, onp


def plain(a):
    return onp.array(a.tolist())


def loop(X, W, b, mask, p):
    X, W, b, mask = (plain(a) for a in (X, W, b, mask))
    out = onp.zeros((len(X), len(b)))
    for i, x in enumerate(X):
        for j in range(len(b)):
            out[i, j] = sum(x[k] * W[k, j] for k in range(len(x)) if mask[k, j]) / (1 - p) + b[j]
    return out


RIGHT = [
    loop,
    lambda X, W, b, mask, p: X @ (W * mask / (1 - p)) + b,
    lambda X, W, b, mask, p: onp.einsum(
        "nd,dh,dh->nh", *(plain(a) for a in (X, W, mask))) / (1 - p) + plain(b),
    lambda X, W, b, mask, p: np.dot(X / (1 - p), W * mask) + b.reshape(1, -1),
]  # fmt: skip


def in_place(X, W, b, mask, p):
    W *= mask
    return X @ W / (1 - p) + b


WRONG = {
    "no scale": lambda X, W, b, mask, p: X @ (W * mask) + b,
    "bias scaled": lambda X, W, b, mask, p: (X @ (W * mask) + b) / (1 - p),
    "no bias": lambda X, W, b, mask, p: X @ (W * mask) / (1 - p),
    "no mask": lambda X, W, b, mask, p: X @ W / (1 - p) + b,
    "plain layer": lambda X, W, b, mask, p: X @ W + b,
    "inverted": lambda X, W, b, mask, p: X @ (W * (1 - mask)) / (1 - p) + b,
    "over p": lambda X, W, b, mask, p: X @ (W * mask) / p + b,
    "times keep": lambda X, W, b, mask, p: X @ (W * mask) * (1 - p) + b,
    "outputs": lambda X, W, b, mask, p: (X @ W) * mask[0] / (1 - p) + b,
    "inputs": lambda X, W, b, mask, p: (X * mask[:, 0]) @ W / (1 - p) + b,
    "transposed": lambda X, W, b, mask, p: X @ (W * mask.T) / (1 - p) + b,
    "product": lambda X, W, b, mask, p: X @ (W @ mask) / (1 - p) + b,
    "in place": in_place,
    "minus bias": lambda X, W, b, mask, p: X @ (W * mask) / (1 - p) - b,
    "relu": lambda X, W, b, mask, p: np.maximum(X @ (W * mask) / (1 - p) + b, 0),
    "none": lambda X, W, b, mask, p: None,
}
