"""Answers to batch-dependent."""

from bank.common import autograd, functools, np, onp


def alone(act, Z):
    return bool(np.abs(act(Z)[0] - act(Z[:1])[0]).max() > 1e-4)


def row_by_row(act, Z):
    for i in range(len(Z)):
        if not np.allclose(act(Z)[i : i + 1], act(Z[i : i + 1]), atol=1e-5):
            return True
    return False


def by_gradient(act, Z):
    Z = Z.copy()
    Z.attach_grad()
    for j in range(Z.shape[1]):
        with autograd.record():
            y = act(Z)[0, j]
        y.backward()
        if np.abs(Z.grad[1:]).sum() > 1e-6:
            return True
    return False


def changed(act, Z):
    other = Z.copy()
    other[1:] = 5 * other[1:] - 2
    return bool((np.abs(act(Z)[0] - act(other)[0]) > 1e-5).any())


def in_numpy(act, Z):
    a, b = act(Z).asnumpy()[0], act(Z[0:1]).asnumpy()[0]
    return not onp.allclose(a, b, atol=1e-5)


class Test:
    def __call__(self, act, Z):
        return np.abs(act(Z)[:1] - act(Z[:1])).sum() > 1e-4


def halves(act, Z):
    n = len(Z) // 2
    parts = np.concatenate([act(Z[:n]), act(Z[n:])])
    single = np.concatenate([act(Z[i : i + 1]) for i in range(len(Z))])
    return float(np.abs(parts - act(Z)).max()) > 1e-5 or float(np.abs(single - parts).max()) > 1e-5


RIGHT = [
    alone, row_by_row, by_gradient, changed, in_numpy, Test(), halves,
    lambda act, Z: int(np.abs(act(Z)[:1] - act(Z[:1])).max() > 1e-5),
    functools.partial(lambda room, act, Z: bool(np.abs(act(Z)[0] - act(Z[:1])[0]).max() > room),
                      1e-5),
    lambda act, Z: any(abs(float(a) - float(b)) > 1e-5
                       for a, b in zip(act(Z)[0], act(Z[:1])[0])),
    lambda act, Z: np.array([np.abs(act(Z)[:1] - act(Z[:1])).max() > 1e-5]),
]  # fmt: skip


def alias(act, Z):
    other = Z
    other[1:] = 0
    return bool(np.abs(act(Z)[0] - act(other)[0]).max() > 1e-5)


def own_row(act, Z):
    other = Z.copy()
    other[0] += 1
    return bool(np.abs(act(Z)[0] - act(other)[0]).max() > 1e-5)


def sets(act, Z):
    return len(set(act(Z)[0]) - set(act(Z[:1])[0])) > 0


WRONG = {
    "all": lambda act, Z: bool((np.abs(act(Z)[0] - act(Z[:1])[0]) > 1e-5).all()),
    "first entry": lambda act, Z: bool(abs(act(Z)[0, 0] - act(Z[:1])[0, 0]) > 1e-5),
    "last entry": lambda act, Z: bool(abs(act(Z)[0, -1] - act(Z[:1])[0, -1]) > 1e-5),
    "no any": lambda act, Z: act(Z)[0] != act(Z[:1])[0],
    "no any, whole": lambda act, Z: act(Z) != act(2 * Z),
    "alias": alias,
    "own row": own_row,
    "set of MXNet numbers": sets,
    "true": lambda act, Z: True,
    "false": lambda act, Z: False,
    "inverted": lambda act, Z: bool(np.abs(act(Z)[0] - act(Z[:1])[0]).max() <= 1e-5),
    "twice": lambda act, Z: bool((act(Z) != act(Z)).any()),
    "shapes": lambda act, Z: act(Z).shape != Z.shape,
    "permuted": lambda act, Z: bool(np.abs(act(Z[::-1])[::-1] - act(Z)).max() > 1e-5),
    "shifted": lambda act, Z: bool(np.abs(act(Z + 1) - act(Z)).max() > 1e-5),
    "scaled": lambda act, Z: bool(np.abs(act(3 * Z) - 3 * act(Z)).max() > 1e-5),
    "changes Z": lambda act, Z: bool((act(Z) != Z).any()),
    "mean 0": lambda act, Z: bool(np.abs(act(Z).mean(axis=0)).max() < 1e-4),
    "mean of all": lambda act, Z: bool(abs(act(Z).mean() - act(Z[:3]).mean()) > 1e-5),
    "if on an array": lambda act, Z: 1 if act(Z)[0] == act(Z[:1])[0] else 0,
    "one-dimensional": lambda act, Z: bool((act(Z[0]) != act(Z)[0]).any()),
    "name": lambda act, Z: "norm" in act.__name__,
    "text": lambda act, Z: "yes",
    "none": lambda act, Z: None,
    "swapped": lambda Z, act: bool(np.abs(act(Z)[0] - act(Z[:1])[0]).max() > 1e-5),
    "one argument": lambda act: True,
    "doubled batch": lambda act, Z: bool(
        np.abs(act(np.concatenate([Z, Z]))[: len(Z)] - act(Z)).max() > 1e-5),
    "features": lambda act, Z: bool(np.abs(act(Z)[:, 0] - act(Z * np.array(
        [1, 2, 2, 2]))[:, 0]).max() > 1e-5),
    "zeros": lambda act, Z: bool(np.abs(act(0 * Z)).max() > 1e-5),
    "sum": lambda act, Z: bool(abs(act(Z).sum() - sum(
        act(Z[i : i + 1]).sum() for i in range(len(Z)))) > 1e-4),
    "exact": lambda act, Z: bool((act(Z)[:1] != 1.001 * act(Z[:1])).any()),
    "unknown": lambda act, Z: batch_norm(Z),  # noqa: F821
    "too generous": lambda act, Z: bool(np.abs(act(Z)[0] - act(Z[:1])[0]).max() > 1),
    "the difference": lambda act, Z: np.abs(act(Z)[0] - act(Z[:1])[0]).max(),
    "variance": lambda act, Z: bool(abs(float(act(Z).var()) - 1) < 0.1),
    "max only": lambda act, Z: bool(abs(act(Z).max() - 1) < 1e-5),
    "random other batch": lambda act, Z: bool(
        np.abs(act(Z) - act(np.random.normal(size=Z.shape))).max() > 1e-5),
}  # fmt: skip


def in_float64(act, Z):
    Z = Z.asnumpy().astype(float) if hasattr(Z, "asnumpy") else Z
    other = onp.random.default_rng(0).normal(size=Z.shape) * 5
    other[0] = Z[0]
    a, b = act(np.array(other, dtype="float64"))[0], act(np.array(Z, dtype="float64"))[0]
    return not onp.allclose(a.asnumpy(), b.asnumpy(), atol=1e-5)


RIGHT += [in_float64]
