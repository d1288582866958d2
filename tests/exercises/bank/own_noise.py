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
    "a list of two": lambda X, p, training: [X, p],
    "noise and its spread": lambda X, p, training: (made(root)(X, p, training), (p / (1 - p))),
    "a triple": lambda X, p, training: (X, p, training),
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


def with_an_object_of_its_own(X, p, training):
    class Noise:
        spread = onp.sqrt(p / (1 - p))

        def __call__(self, shape):
            return np.array(onp.random.standard_normal(shape), dtype="float32") * self.spread

    return X * (1 + Noise()(X.shape)) if training else X


def by_box_and_muller(X, p, training):
    if not training:
        return X
    u, v = (1 - onp.random.random(X.shape) for _ in range(2))
    e = onp.sqrt(-2 * onp.log(u)) * onp.cos(2 * onp.pi * v) * (p / (1 - p)) ** 0.5
    return X * np.array(1 + e, dtype="float32")


def scaled_by_deviation(X, p, training):
    if p == 0 or not training:
        return X
    return np.random.normal(1, (1 / (1 - p) - 1) ** 0.5, X.shape) * X


def in_place_on_a_copy(X, p, training):
    Y = X.copy()
    if training:
        Y *= 1 + np.random.normal(0.0, (p / (1 - p)) ** 0.5, Y.shape)
    return Y


def normal_around_x(X, p, training):
    a = X.asnumpy()
    return onp.random.normal(a, abs(a) * (p / (1 - p)) ** 0.5) if training else X


def columns(X, p, training):
    if not training:
        return X
    s = (p / (1 - p)) ** 0.5
    return np.stack([c * (1 + np.random.normal(0, s, c.shape)) for c in X.T], axis=1)


RIGHT += [
    with_an_object_of_its_own, by_box_and_muller, scaled_by_deviation, in_place_on_a_copy,
    normal_around_x, columns,
]  # fmt: skip


def once(X, p, training, kept={}):  # noqa: B006
    if not training:
        return X
    if (X.shape, p) not in kept:
        kept[X.shape, p] = onp.random.normal(0, root(p), X.shape)
    return X * np.array(1 + kept[X.shape, p], dtype="float32")


def seeded(X, p, training):
    rng = onp.random.RandomState(0)
    return X * np.array(1 + rng.normal(0, root(p), X.shape), dtype="float32") if training else X


def no_return(X, p, training):
    if training:
        return made(root)(X, p, training)


WRONG |= {
    "drawn once": once,
    "seeded": seeded,
    "nothing in prediction": no_return,
    "zeros in prediction": lambda X, p, training: made(root)(X, p, True) if training else X * 0,
    "mean of p": lambda X, p, training: (
        X * (1 + np.random.normal(p, root(p), X.shape)) if training else X),
    "absolute noise": lambda X, p, training: (
        X * (1 + np.abs(np.random.normal(0, root(p), X.shape))) if training else X),
    "scaled in prediction": lambda X, p, training: (
        made(root)(X, p, True) if training else X * (1 - p)),
    "one minus p": made(lambda p: (1 - p) ** 0.5),
    "over p": made(lambda p: (p / (1 - p)) ** 0.5 * 2),
    "dots": lambda X, p, training: [...],
    "two arguments": lambda X, p: X,
    "unknown name": lambda X, p, training: X * (1 + normal(X.shape)),  # noqa: F821
    "printed": lambda X, p, training: print(X.shape),
    "a number": lambda X, p, training: X.sum(),
    "text": lambda X, p, training: "X * (1 + eps)",
    "a pair": lambda X, p, training: (X, p),
    "a row less": lambda X, p, training: X[1:],
}  # fmt: skip
