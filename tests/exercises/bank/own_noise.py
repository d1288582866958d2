"""Answers to own-noise."""

from bank.common import np, onp


def plain(X, p, training):
    return X + X * np.random.normal(0, (p / (1 - p)) ** 0.5, X.shape) if training else X


def factor(X, p, training):
    if training:
        return X * np.random.normal(loc=1.0, scale=(p / (1 - p)) ** 0.5, size=X.shape)
    return X.copy()


def in_numpy(X, p, training):
    rng = onp.random.default_rng()
    e = onp.sqrt(p / (1 - p)) * rng.standard_normal(X.shape) * bool(training)
    return X.asnumpy() * (1 + e)


def loop(X, p, training):
    if not training:
        return X.tolist()
    s = (p / (1 - p)) ** 0.5
    return [[a * (1 + s * onp.random.normal()) for a in row] for row in X.tolist()]


RIGHT = [plain, factor, in_numpy, loop]


def made(spread, shape=lambda s: s):
    def layer(X, p, training):
        if not training:
            return X
        return X * (1 + spread(p) * np.random.normal(size=shape(X.shape)))

    return layer


def root(p):
    return (p / (1 - p)) ** 0.5


def fixed(X, p, training):
    e = np.array(onp.random.default_rng(1).normal(size=X.shape), dtype="float32")
    return X * (1 + root(p) * e) if training else X


def in_place(X, p, training):
    if training:
        X *= 1 + root(p) * np.random.normal(size=X.shape)
    return X


WRONG = {
    "added": lambda X, p, training: (
        X + root(p) * np.random.normal(size=X.shape) if training else X),
    "always": lambda X, p, training: X * (1 + root(p) * np.random.normal(size=X.shape)),
    "variance": made(lambda p: p / (1 - p)),
    "p": made(lambda p: p),
    "root of p": made(lambda p: p**0.5),
    "bernoulli": made(lambda p: (p * (1 - p)) ** 0.5),
    "upside down": made(lambda p: ((1 - p) / p) ** 0.5 if p else 0.0),
    "no one": lambda X, p, training: (
        X * root(p) * np.random.normal(size=X.shape) if training else X),
    "dropout": lambda X, p, training: (
        X * (np.random.uniform(size=X.shape) >= p) / (1 - p) if training else X),
    "a column": made(root, lambda s: (1, s[1])),
    "a row": made(root, lambda s: (s[0], 1)),
    "one number": made(root, lambda s: (1, 1)),
    "fixed": fixed,
    "divided": lambda X, p, training: made(root)(X, p, training) / (1 - p) if training else X,
    "identity": lambda X, p, training: X,
    "swapped modes": lambda X, p, training: made(root)(X, p, not training),
    "uniform": lambda X, p, training: (
        X * (1 + np.random.uniform(0, root(p), size=X.shape)) if training else X),
    "standard": made(lambda p: 1.0),
    "noise only": lambda X, p, training: (
        root(p) * np.random.normal(size=X.shape) if training else X),
    "in place": in_place,
    "none": lambda X, p, training: None,
}  # fmt: skip
