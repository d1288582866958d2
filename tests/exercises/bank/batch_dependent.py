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


def joined(act, Z):
    one = np.concatenate([act(Z[i : i + 1]) for i in range(len(Z))])
    return not onp.allclose(one.asnumpy(), act(Z).asnumpy(), rtol=1e-4, atol=1e-5)


def other_rows_changed(act, Z):
    whole = act(Z)
    for i in range(len(Z)):
        other = 5 * Z - 2
        other[i] = Z[i]
        if np.abs(act(other)[i] - whole[i]).max() > 1e-4:
            return True
    return False


def one_other_row_at_a_time(act, Z):
    whole = act(Z).asnumpy()
    for j in range(len(Z)):
        other = Z.copy()
        other[j] = 7 * other[j] + 3
        kept = [i for i in range(len(Z)) if i != j]
        if not onp.allclose(act(other).asnumpy()[kept], whole[kept], atol=1e-5):
            return True
    return False


def every_gradient(act, Z):
    Z = Z.copy()
    Z.attach_grad()
    for i in range(len(Z)):
        for j in range(Z.shape[1]):
            with autograd.record():
                y = act(Z)[i, j]
            y.backward()
            others = [k for k in range(len(Z)) if k != i]
            if onp.abs(Z.grad.asnumpy()[others]).sum() > 1e-6:
                return True
    return False


def recursive(act, Z, i=0):
    if i == len(Z):
        return False
    return bool((abs(act(Z)[i] - act(Z[i : i + 1])[0]) > 1e-4).any()) or recursive(act, Z, i + 1)


class Room:
    def __call__(self, act, Z):
        out = onp.vstack([act(np.expand_dims(z, 0)).asnumpy() for z in Z])
        return onp.abs(out - act(Z).asnumpy()).max() > 1e-4


RIGHT = [
    row_by_row, halves, joined, other_rows_changed, one_other_row_at_a_time, every_gradient,
    recursive, Room(),
    functools.partial(lambda room, act, Z: any(
        np.abs(act(Z)[i] - act(Z[i : i + 1])[0]).max() > room for i in range(len(Z))), 1e-3),
    lambda act, Z: int(any(float(abs(act(Z)[i] - act(Z[i].reshape(1, -1))[0]).max()) > 1e-5
                           for i in range(Z.shape[0]))),
    lambda act, Z: np.array([joined(act, Z)]),
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


def pairs_of_neighbours(act, Z):
    whole = act(Z)
    return any(not np.allclose(whole[i : i + 2], act(Z[i : i + 2])) for i in range(len(Z) - 1))


def returns_early(act, Z):
    for i in range(len(Z)):
        return not np.allclose(act(Z)[i], act(Z[i : i + 1])[0])


def gradient_of_the_sum(act, Z):
    Z = Z.copy()
    Z.attach_grad()
    with autograd.record():
        y = act(Z).sum()
    y.backward()
    return bool((abs(Z.grad - 1) > 1e-3).any())


WRONG |= {
    "last row": lambda act, Z: not np.allclose(act(Z)[-1], act(Z[-1:])[0]),
    "every row": lambda act, Z: all(
        not np.allclose(act(Z)[i], act(Z[i : i + 1])[0]) for i in range(len(Z))),
    "two rows": lambda act, Z: not np.allclose(act(Z[:2]), act(Z)[:2]),
    "neighbours": pairs_of_neighbours,
    "room of 0.5": lambda act, Z: not onp.allclose(
        act(Z).asnumpy(), onp.vstack([act(z.reshape(1, -1)).asnumpy() for z in Z]), atol=0.5),
    "entry by entry": lambda act, Z: any(
        abs(float(act(Z)[i, j]) - float(act(Z[i : i + 1, j : j + 1])[0, 0])) > 1e-5
        for i in range(len(Z)) for j in range(Z.shape[1])),
    "gradient of the sum": gradient_of_the_sum,
    "a class": Room,
    "swapped, every row": lambda Z, act: joined(act, Z),
}  # fmt: skip

# Some of the rows: that finds what acts on all rows alike, and is remarked on.
RIGHT += [
    alone, by_gradient, changed, in_numpy, Test(), in_float64, returns_early,
    lambda act, Z: any(
        not np.allclose(act(Z)[i], act(Z[i : i + 1])[0]) for i in range(len(Z) - 1)),
    lambda act, Z: bool(
        np.abs(act(np.concatenate([Z, 10 * Z + 3]))[: len(Z)] - act(Z)).max() > 1e-4),
]  # fmt: skip

WRONG |= {
    "only what grows": lambda act, Z: any(
        (act(Z)[i] - act(Z[i : i + 1])[0]).max() > 1e-5 for i in range(len(Z))),
    "only what shrinks": lambda act, Z: any(
        (act(Z)[i] - act(Z[i : i + 1])[0]).min() < -1e-5 for i in range(len(Z))),
}  # fmt: skip
