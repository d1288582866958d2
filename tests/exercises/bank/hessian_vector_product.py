"""Answers to hessian-vector-product."""

from bank.common import autograd, functools, math, np, onp, operator


def in_steps(grad, w, v, e):
    right, left = w + e * v, w - e * v
    difference = grad(right) - grad(left)
    return difference / (2 * e)


def in_place(grad, w, v, e):
    moved = w.copy()
    moved += e * v
    product = grad(moved).copy()
    moved -= 2 * e * v
    product -= grad(moved)
    product /= 2 * e
    return product


def mean_of_two(grad, w, v, e):
    g = grad(w)
    return ((grad(w + e * v) - g) / e + (g - grad(w - e * v)) / e) / 2


def entry_by_entry(grad, w, v, e):
    pairs = zip(grad(w + e * v).tolist(), grad(w - e * v).tolist())
    return [(a - b) / (2 * e) for a, b in pairs]


def summed(grad, w, v, e):
    return sum(sign * grad(w + sign * e * v) for sign in (-1, 1)) / (2 * e)


class Central:
    def __init__(self, factor=0.5):
        self.factor = factor

    def product(self, grad, w, v, e):
        at = {s: grad(w + s * e * v) for s in (1, -1)}
        return self.factor / e * (at[1] - at[-1])


def generator(grad, w, v, e):
    above, below = grad(w + e * v), grad(w - e * v)
    for j in range(len(w)):
        yield (float(above[j]) - float(below[j])) / e / 2


RIGHT = [
    in_steps, in_place, mean_of_two, entry_by_entry, summed, Central().product, generator,
    lambda grad, w, v, e: -(grad(w - e * v) - grad(w + e * v)) / (e + e),
    lambda grad, w, v, e: functools.reduce(operator.sub, map(grad, [w + v * e, w - v * e])) / e / 2,
    functools.partial(lambda grad, w, v, e, half: (grad(w + v * e) - grad(w - v * e)) * half / e,
                      half=0.5),
    lambda grad, w, v, e: np.divide(np.subtract(grad(w + e * v), grad(w - e * v)), 2 * e),
]  # fmt: skip


def w_overwritten(grad, w, v, e):
    w += e * v
    above = grad(w)
    w -= 2 * e * v
    return (above - grad(w)) / (2 * e)


def column_by_column(grad, w, v, e):
    """The Hessian, and no product."""
    columns = []
    for j in range(len(w)):
        unit = onp.zeros(len(w))
        unit[j] = 1
        unit = np.array(unit, dtype="float32") if hasattr(w, "attach_grad") else unit
        columns.append((grad(w + e * unit) - grad(w - e * unit)) / (2 * e))
    return np.stack(columns) if hasattr(w, "attach_grad") else onp.stack(columns)


def diagonal(grad, w, v, e):
    H = column_by_column(grad, w, v, e)
    return [float(H[j, j]) * float(v[j]) for j in range(len(w))]


def by_autograd(grad, w, v, e):
    w = w.copy()
    w.attach_grad()
    with autograd.record():
        y = (grad(w) * v).sum()
    y.backward()
    return w.grad


WRONG = {
    "Hessian by columns": lambda grad, w, v, e: sum(
        v[i] * (grad(w + e * u) - grad(w - e * u)) / (2 * e)
        for i, u in enumerate(np.eye(len(w)))),
    "step of 1e-3": lambda grad, w, v, e: (grad(w + 1e-3 * v) - grad(w - 1e-3 * v)) / 2e-3,
    "steps of v": lambda grad, w, v, e: (grad(w + v) - grad(w - v)) / 2,
    "half a step, e apart": lambda grad, w, v, e: (
        grad(w + e * v / 2) - grad(w - e * v / 2)) / e,
    "e, not 2 e": lambda grad, w, v, e: (grad(w + e * v) - grad(w - e * v)) / e,
    "bracket": lambda grad, w, v, e: (grad(w + e * v) - grad(w - e * v)) / 2 * e,
    "not divided": lambda grad, w, v, e: grad(w + e * v) - grad(w - e * v),
    "halved only": lambda grad, w, v, e: (grad(w + e * v) - grad(w - e * v)) / 2,
    "forward": lambda grad, w, v, e: (grad(w + e * v) - grad(w)) / e,
    "backward": lambda grad, w, v, e: (grad(w) - grad(w - e * v)) / e,
    "forward over 2 e": lambda grad, w, v, e: (grad(w + e * v) - grad(w)) / (2 * e),
    "plus": lambda grad, w, v, e: (grad(w + e * v) + grad(w - e * v)) / (2 * e),
    "left minus right": lambda grad, w, v, e: (grad(w - e * v) - grad(w + e * v)) / (2 * e),
    "squared step": lambda grad, w, v, e: (grad(w + e * v) - grad(w - e * v)) / e**2,
    "second difference": lambda grad, w, v, e: (
        grad(w + e * v) - 2 * grad(w) + grad(w - e * v)) / e**2,
    "v forgotten": lambda grad, w, v, e: (grad(w + e) - grad(w - e)) / (2 * e),
    "v afterwards": lambda grad, w, v, e: (grad(w + e) - grad(w - e)) / (2 * e) * v,
    "v twice": lambda grad, w, v, e: (grad(w + e * v) - grad(w - e * v)) / (2 * e) * v,
    "unit vector": lambda grad, w, v, e: (lambda u: (grad(w + e * u) - grad(w - e * u)) / (2 * e))(
        v / float((v * v).sum()) ** 0.5),
    "divided by v": lambda grad, w, v, e: (grad(w + e * v) - grad(w - e * v)) / (2 * e * v),
    "curvature": lambda grad, w, v, e: float(
        (v * (grad(w + e * v) - grad(w - e * v))).sum()) / (2 * e),
    "slope along v": lambda grad, w, v, e: float((grad(w) * v).sum()),
    "gradient times v": lambda grad, w, v, e: grad(w) * v,
    "gradient": lambda grad, w, v, e: grad(w),
    "gradient at v": lambda grad, w, v, e: grad(v),
    "moved from v": lambda grad, w, v, e: (grad(v + e * w) - grad(v - e * w)) / (2 * e),
    "step of its own": lambda grad, w, v, e: (grad(w + 0.5 * v) - grad(w - 0.5 * v)),
    "half a step": lambda grad, w, v, e: (grad(w + e * v / 2) - grad(w - e * v / 2)) / (2 * e),
    "step of 2 e": lambda grad, w, v, e: (grad(w + 2 * e * v) - grad(w - 2 * e * v)) / (2 * e),
    "inner bracket": lambda grad, w, v, e: (grad(w) + e * v - grad(w) + e * v) / (2 * e),
    "product of gradients": lambda grad, w, v, e: grad(w) * (grad(w) * v).sum(),
    "w overwritten": w_overwritten,
    "the Hessian": column_by_column,
    "its diagonal": diagonal,
    "by autograd": by_autograd,
    "summed": lambda grad, w, v, e: ((grad(w + e * v) - grad(w - e * v)) / (2 * e)).sum(),
    "grad not called": lambda grad, w, v, e: (grad * (w + e * v) - grad * (w - e * v)) / (2 * e),
    "indexed": lambda grad, w, v, e: (grad[w + e * v] - grad[w - e * v]) / (2 * e),
    "two arguments of grad": lambda grad, w, v, e: (grad(w, e * v) - grad(w, -e * v)) / (2 * e),
    "caret": lambda grad, w, v, e: (grad(w + e * v) - grad(w - e * v)) / (2 * e ^ 1),
    "math": lambda grad, w, v, e: math.fabs(grad(w + e * v) - grad(w - e * v)) / (2 * e),
    "v": lambda grad, w, v, e: v,
    "dots": lambda grad, w, v, e: [..., 1.0],
    "none": lambda grad, w, v, e: print(grad(w)),
    "no step": lambda grad, w, v: grad(w + v),
    "both": lambda grad, w, v, e: (grad(w + e * v) / (2 * e), grad(w - e * v) / (2 * e)),
    "zero": lambda grad, w, v, e: 0 * w,
}  # fmt: skip

WRONG |= {
    "e squared below": lambda grad, w, v, e: (grad(w + e * v) - grad(w - e * v)) / (2 * e**2),
    "only the second divided": lambda grad, w, v, e: grad(w + e * v) - grad(w - e * v) / (2 * e),
}  # fmt: skip
