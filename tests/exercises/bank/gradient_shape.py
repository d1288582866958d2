"""Answers to gradient-shape."""

from bank.common import autograd, functools, np, onp


def measured(n, m):
    X = np.ones((n, m))
    X.attach_grad()
    with autograd.record():
        f = (X * X).sum()
    f.backward()
    return X.grad.shape


def counted(n, m):
    gradient = [[0.0 for _ in range(m)] for _ in range(n)]
    return len(gradient), len(gradient[0])


def written_out(n, m):
    shape = ()
    for axis in (n, m):
        shape += (axis,)
    return shape


class Shape:
    def __call__(self, n, m):
        return {"rows": n, "columns": m}.values()


def one_after_the_other(n, m):
    yield n
    yield m


RIGHT = [
    measured, counted, written_out, one_after_the_other,
    lambda n, m: [n, m],
    lambda n, m: onp.array([n, m]),
    lambda n, m: np.array([n, m]),
    lambda n, m: onp.zeros((m, n)).T.shape,
    lambda n, m: tuple(map(int, f"{n} {m}".split())),
    functools.partial(lambda n, m, kind: kind([n, m]), kind=tuple),
    lambda *shape: shape,
    lambda n, m: (float(n), float(m)),
]  # fmt: skip

WRONG = {
    "flat column": lambda n, m: (n * m, 1),
    "transposed": lambda n, m: (m, n),
    "a row": lambda n, m: (1, n * m),
    "flat": lambda n, m: (n * m,),
    "how many": lambda n, m: n * m,
    "number": lambda n, m: 1,
    "of a number": lambda n, m: (),
    "column": lambda n, m: (n * m, 1),
    "one row": lambda n, m: (1, m),
    "one column": lambda n, m: (n, 1),
    "rows": lambda n, m: (n,),
    "columns": lambda n, m: (m,),
    "only n": lambda n, m: n,
    "Jacobian": lambda n, m: (1, n, m),
    "Jacobian behind": lambda n, m: (n, m, 1),
    "Hessian": lambda n, m: (n * m, n * m),
    "Hessian in four axes": lambda n, m: (n, m, n, m),
    "square": lambda n, m: (n, n),
    "other square": lambda n, m: (m, m),
    "one more": lambda n, m: (n + 1, m + 1),
    "one less": lambda n, m: (n - 1, m - 1),
    "with a bias": lambda n, m: (n, m + 1),
    "swapped by sorting": lambda n, m: tuple(sorted((n, m))),
    "largest first": lambda n, m: (max(n, m), min(n, m)),
    "sum": lambda n, m: n + m,
    "a set": lambda n, m: {n, m},
    "a text": lambda n, m: f"({n}, {m})",
    "letters": lambda n, m: ("n", "m"),
    "a matrix": lambda n, m: np.ones((n, m)),
    "fixed": lambda n, m: (3, 4),
    "two twos": lambda n, m: (2, 2),
    "zeros": lambda n, m: (0, 0),
    "dots": lambda n, m: (n, ...),
    "nothing": lambda n, m: None,
    "printed": lambda n, m: print((n, m)),
    "of numpy": lambda n, m: onp.zeros(n, m).shape,
    "number has no shape": lambda n, m: (n * m).shape,
    "one argument": lambda X: X.shape,
    "half": lambda n, m: (n / 2, m / 2),
    "halved rows": lambda n, m: (n // 2, m),
    "minus": lambda n, m: (-n, -m),
    "nested": lambda n, m: ((n,), (m,)),
    "two shapes": lambda n, m: ((n, m), (n, m)),
    "the gradient itself": lambda n, m: np.ones((n, m)),
    "an empty tuple": lambda n, m: (),
    "one axis": lambda n, m: (n,),
    "a third axis": lambda n, m: (n, m, 1),
}  # fmt: skip

WRONG |= {
    "zeros of the shape": lambda n, m: onp.zeros((n, m)),
}  # fmt: skip
