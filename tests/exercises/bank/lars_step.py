"""Answers to lars-step."""

from bank.common import autograd, functools, gluon, math, np, onp, operator


def plain(a):
    return onp.array(a.tolist())


def with_norm(w, g, lr):
    w, g = plain(w), plain(g)
    size = onp.linalg.norm(g)
    return w - lr * onp.linalg.norm(w) * g / size if size > 0 else w


def entry_by_entry(w, g, lr):
    a, b = plain(w), plain(g)
    of_w = math.sqrt(math.fsum(v * v for v in a.flat))
    of_g = math.sqrt(math.fsum(v * v for v in b.flat))
    new = a.copy()
    for at in onp.ndindex(a.shape):
        if of_g:
            new[at] -= lr * of_w / of_g * b[at]
    return new


def guarded(w, g, lr):
    size = np.sqrt((g * g).sum()) if hasattr(g, "attach_grad") else (g * g).sum() ** 0.5
    return w - lr * (w * w).sum() ** 0.5 * g / np.maximum(size, 1e-12)


def in_place(w, g, lr):
    new = w.copy()
    if abs(g).max() > 0:
        new -= lr * g * (float((w**2).sum()) / float((g**2).sum())) ** 0.5
    return new


class Lars:
    def __init__(self):
        self.norms = {}

    def norm(self, name, a):
        self.norms[name] = math.hypot(*a.reshape(-1).tolist())
        return self.norms[name]

    def step(self, w, g, lr):
        if self.norm("g", g) == 0:
            return w
        trust = self.norm("w", w) / self.norms["g"]
        return w - lr * trust * g


def direction_first(w, g, lr):
    w, g = plain(w), plain(g)
    try:
        direction = [v / math.sqrt(sum(g.ravel() ** 2)) for v in g.ravel().tolist()]
    except ZeroDivisionError:
        direction = [0.0] * g.size
    return w - lr * onp.sqrt(onp.vdot(w, w)) * onp.reshape(direction, g.shape)


def no_nan(w, g, lr):
    w, g = plain(w), plain(g)
    with onp.errstate(all="ignore"):
        step = onp.nan_to_num(g / onp.sqrt(onp.sum(g**2)))
    return (w - lr * onp.sqrt(onp.sum(w**2)) * step).tolist()


def where(w, g, lr):
    w, g = plain(w), plain(g)
    size = onp.sqrt((g**2).sum())
    return onp.where(size > 0, w - lr * onp.sqrt((w**2).sum()) * g / (size + (size == 0)), w)


RIGHT = [
    with_norm, entry_by_entry, guarded, in_place, Lars().step, direction_first, no_nan, where,
    lambda w, g, lr: w.copy() if not plain(g).any() else w - g * (
        lr * onp.linalg.norm(plain(w)) / onp.linalg.norm(plain(g))),
    functools.partial(lambda w, g, lr, norm: w - lr * (norm(w) / (norm(g) or 1)) * g,
                      norm=lambda a: float((a * a).sum()) ** 0.5),
]  # fmt: skip


def norm(a):
    return float((a * a).sum()) ** 0.5


def unless_zero(step):
    """A learner who minds the zero gradient, and takes another step."""
    return lambda w, g, lr: w if norm(g) == 0 else step(w, g, lr)


def if_on_an_array(w, g, lr):
    if g == 0:
        return w
    return w - lr * norm(w) / norm(g) * g


def w_changed(w, g, lr):
    if norm(g):
        w -= lr * norm(w) / norm(g) * g
    return w


def changed_first(w, g, lr):
    size = norm(g)
    if size == 0:
        return w
    g /= size
    return w - lr * norm(w) * g


def with_trainer(w, g, lr):
    trainer = gluon.Trainer({"w": w}, "lars", {"learning_rate": lr})
    trainer.step(1)
    return w


def by_autograd(w, g, lr):
    w.attach_grad()
    with autograd.record():
        loss = (w * g).sum()
    loss.backward()
    return w - lr * norm(w) * w.grad


def only_when_zero(w, g, lr):
    if norm(g) == 0:
        return w


def axis_norm(a):
    return (a * a).sum(axis=-1, keepdims=True) ** 0.5


WRONG = {
    "zero not minded": lambda w, g, lr: w - lr * norm(w) / onp.float64(norm(g)) * g,
    "division by zero": lambda w, g, lr: w - lr * norm(w) / norm(g) * g,
    "plain descent": lambda w, g, lr: w - lr * g,
    "gradient not scaled": unless_zero(lambda w, g, lr: w - lr * norm(w) * g),
    "weights not asked": unless_zero(lambda w, g, lr: w - lr / norm(g) * g),
    "upside down": unless_zero(lambda w, g, lr: w - lr * norm(g) / norm(w) * g),
    "uphill": unless_zero(lambda w, g, lr: w + lr * norm(w) / norm(g) * g),
    "squared norms": unless_zero(lambda w, g, lr: w - lr * norm(w) ** 2 / norm(g) ** 2 * g),
    "gradient's norm squared": unless_zero(lambda w, g, lr: w - lr * norm(w) / norm(g) ** 2 * g),
    "root of the norms": unless_zero(lambda w, g, lr: w - lr * (norm(w) / norm(g)) ** 0.5 * g),
    "absolute sums": unless_zero(
        lambda w, g, lr: w - lr * float(abs(w).sum()) / float(abs(g).sum()) * g),
    "largest entries": unless_zero(
        lambda w, g, lr: w - lr * float(abs(w).max()) / float(abs(g).max()) * g),
    "means": unless_zero(lambda w, g, lr: w - lr * float(w.mean()) / float(g.mean()) * g),
    "spreads": unless_zero(lambda w, g, lr: w - lr * float(w.std()) / (float(g.std()) + 1e-9) * g),
    "sums": unless_zero(lambda w, g, lr: w - lr * float(w.sum()) / float(g.sum()) * g),
    "sign": lambda w, g, lr: w - lr * norm(w) * np.sign(g),
    "row by row": unless_zero(lambda w, g, lr: w - lr * axis_norm(w) / axis_norm(g) * g),
    "entry by entry": unless_zero(lambda w, g, lr: w - lr * abs(w) * np.sign(g)),
    "w times w": unless_zero(lambda w, g, lr: w - lr * norm(w) / norm(g) * w),
    "step only": unless_zero(lambda w, g, lr: lr * norm(w) / norm(g) * g),
    "minus the step": unless_zero(lambda w, g, lr: -lr * norm(w) / norm(g) * g),
    "rate forgotten": unless_zero(lambda w, g, lr: w - norm(w) / norm(g) * g),
    "rate divided": unless_zero(lambda w, g, lr: w - norm(w) / norm(g) / lr * g),
    "with a share of one": unless_zero(lambda w, g, lr: w - lr * norm(w) / (norm(g) + norm(w)) * g),
    "eps of 0.1": lambda w, g, lr: w - lr * norm(w) / (norm(g) + 0.1) * g,
    "zeros for a zero gradient": lambda w, g, lr: 0 * w if norm(g) == 0 else (
        w - lr * norm(w) / norm(g) * g),
    "None for a zero gradient": lambda w, g, lr: None if norm(g) == 0 else (
        w - lr * norm(w) / norm(g) * g),
    "only when zero": only_when_zero,
    "if on an array": if_on_an_array,
    "w changed": w_changed,
    "g changed": changed_first,
    "trainer": with_trainer,
    "by autograd": by_autograd,
    "per entry": unless_zero(lambda w, g, lr: w - lr * norm(w) / norm(g) / w.size * g),
    "number": unless_zero(lambda w, g, lr: lr * norm(w)),
    "ratio": unless_zero(lambda w, g, lr: norm(w) / norm(g)),
    "both": lambda w, g, lr: (w, lr * norm(w)),
    "dots": lambda w, g, lr: [..., w],
    "math on an array": lambda w, g, lr: w - lr * math.sqrt(w * w) / math.sqrt(g * g) * g,
    "caret": lambda w, g, lr: w - lr * (w ^ 2).sum() * g,
    "method": lambda w, g, lr: w - lr * w.norm() / g.norm() * g,
    "two arguments": lambda w, g: w - g,
    "reduce": lambda w, g, lr: w - lr * functools.reduce(operator.mul, w) * g,
    "after the step": unless_zero(lambda w, g, lr: (lambda v: v * norm(w) / norm(v))(w - lr * g)),
}  # fmt: skip
