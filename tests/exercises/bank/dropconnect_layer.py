"""Answers to dropconnect-layer."""

from bank.common import autograd, nn, np, npx, onp


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


def by_columns(X, W, b, mask, p):
    columns = []
    for j in range(W.shape[1]):
        kept = W[:, j] * mask[:, j]
        columns.append(np.dot(X, kept) / (1 - p) + b[j])
    return np.stack(columns, axis=1)


def copied(X, W, b, mask, p):
    W = W.copy()
    W *= mask
    W /= 1 - p
    out = np.matmul(X, W)
    out += b
    return out


def of_gluon(X, W, b, mask, p):
    net = nn.Dense(W.shape[1], in_units=W.shape[0], flatten=False)
    net.initialize()
    net.weight.set_data((np.array(W) * np.array(mask) / (1 - p)).T)
    net.bias.set_data(np.array(b))
    return net(np.array(X))


def by_rows(X, W, b, mask, p):
    for x in plain(X):
        kept = {(i, j): w for (i, j), w in onp.ndenumerate(plain(W)) if plain(mask)[i, j] == 1}
        row = plain(b)
        for (i, j), w in kept.items():
            row[j] += x[i] * w / (1 - p)
        yield row


class Layer:
    def __init__(self, keep):
        self.keep = keep

    def forward(self, X, W, b, mask, p):
        return np.where(mask == 1, W, np.zeros_like(W)).T.dot(X.T).T / self.keep(p) + b


RIGHT += [
    by_columns, copied, of_gluon, by_rows, Layer(lambda p: 1 - p).forward,
    lambda X, W, b, mask, p: (
        onp.tensordot(plain(X), plain(W) * plain(mask), 1) / (1 - p) + plain(b)
    ),
]  # fmt: skip


def in_training_only(X, W, b, mask, p):
    if autograd.is_training():
        return np.dot(X, W * mask) / (1 - p) + b
    return np.dot(X, W) + b


def set_to_zero(X, W, b, mask, p):
    W[mask == 0] = 0
    return np.dot(X, W) / (1 - p) + b


def one_input_short(X, W, b, mask, p):
    X, W, b, mask = (plain(a) for a in (X, W, b, mask))
    out = onp.zeros((len(X), len(b))) + b
    for i in range(len(X)):
        for j in range(len(b)):
            for k in range(len(W) - 1):
                out[i, j] += X[i, k] * W[k, j] * mask[k, j] / (1 - p)
    return out


def bias_for_each_input(X, W, b, mask, p):
    out = 0
    for k in range(W.shape[0]):
        out = out + X[:, k : k + 1] * (W[k] * mask[k]) / (1 - p) + b
    return out


WRONG |= {
    "in training only": in_training_only,
    "set to zero in W": set_to_zero,
    "one input short": one_input_short,
    "bias for each input": bias_for_each_input,
    "a mask of its own": lambda X, W, b, mask, p: (
        np.dot(X, W * (np.random.uniform(size=W.shape) >= p)) / (1 - p) + b
    ),
    "dropout of MXNet": lambda X, W, b, mask, p: np.dot(X, npx.dropout(W, p=p)) + b,
    "bias dropped too": lambda X, W, b, mask, p: X @ (W * mask) / (1 - p) + b * mask[0],
    "share of the mask": lambda X, W, b, mask, p: X @ (W * mask) / mask.mean() + b,
    "root of keep": lambda X, W, b, mask, p: X @ (W * mask) / (1 - p) ** 0.5 + b,
    "keep squared": lambda X, W, b, mask, p: X @ (W * mask) / (1 - p) ** 2 + b,
    "one plus p": lambda X, W, b, mask, p: X @ (W * mask) * (1 + p) + b,
    "bias inside": lambda X, W, b, mask, p: X @ (W * mask / (1 - p) + b),
    "bracket forgotten": lambda X, W, b, mask, p: X @ (W * mask) / 1 - p + b,
    "weights first": lambda X, W, b, mask, p: np.dot(W * mask, X) / (1 - p) + b,
    "mask on the outputs": lambda X, W, b, mask, p: np.dot(X, W) * mask / (1 - p) + b,
    "summed over rows": lambda X, W, b, mask, p: (X @ (W * mask) / (1 - p) + b).sum(axis=0),
    "mean over rows": lambda X, W, b, mask, p: (X @ (W * mask) / (1 - p) + b).mean(axis=0),
    "output transposed": lambda X, W, b, mask, p: (X @ (W * mask) / (1 - p) + b).T,
    "layer and mask": lambda X, W, b, mask, p: (X @ (W * mask) / (1 - p) + b, mask),
    "four arguments": lambda X, W, mask, p: X @ (W * mask) / (1 - p),
    "p of a hundred": lambda X, W, b, mask, p: X @ (W * mask) / (1 - p / 100) + b,
    "flattened": lambda X, W, b, mask, p: (X @ (W * mask) / (1 - p) + b).reshape(-1),
    "dots": lambda X, W, b, mask, p: [..., b],
    "mixed libraries": lambda X, W, b, mask, p: X @ (W * onp.ones(W.shape)[:1] * 2) + b,
}
