"""Answers to frobenius-trace."""

from bank.common import autograd, functools, math, np, onp, operator

RIGHT = [
    lambda A: (A**2).sum(),
    lambda A: sum(float(a) ** 2 for row in A for a in row),
    lambda A: np.dot(A, A.T).diagonal().sum() if hasattr(A, "attach_grad") else (A * A).sum(),
    lambda A: float(onp.linalg.norm(onp.array(A.tolist()), "fro") ** 2),
    lambda A: onp.einsum("ij,ij->", onp.array(A.tolist()), onp.array(A.tolist())),
]

WRONG = {
    "root": lambda A: float((A**2).sum()) ** 0.5,
    "trace A A": lambda A: (A @ A).trace() if A.shape[0] == A.shape[1] else (A @ A.T).trace() ** 2,
    "trace squared": lambda A: float(onp.trace(onp.array(A.tolist()))) ** 2,
    "sum squared": lambda A: float(A.sum()) ** 2,
    "absolute": lambda A: abs(A).sum(),
    "half": lambda A: (A**2).sum() / 2,
    "mean": lambda A: (A**2).mean(),
    "a column": lambda A: (A**2).sum(axis=0),
    "a row": lambda A: (A**2).sum(axis=1),
    "largest": lambda A: onp.linalg.norm(onp.array(A.tolist()), 2) ** 2,
    "determinant": lambda A: onp.linalg.det(onp.array((A.T @ A).tolist())),
    "the matrix": lambda A: A.T @ A,
    "entry": lambda A: A[0, 0] ** 2,
    "none": lambda A: print((A**2).sum()),
    "square only": lambda A: A @ A,
}


def column_by_column(A):
    total = 0.0
    for j in range(A.shape[1]):
        column = A[:, j]
        total += float(np.dot(column, column) if hasattr(A, "attach_grad") else column @ column)
    return total


def by_singular_values(A):
    return (onp.linalg.svd(onp.array(A.tolist()), compute_uv=False) ** 2).sum()


def by_autograd(A):
    """A times the gradient of the squared norm is twice the squared norm."""
    A = np.array(A)
    A.attach_grad()
    with autograd.record():
        loss = (A * A).sum()
    loss.backward()
    return (A.grad * A).sum() / 2


class Norm:
    def squared(self, A):
        return math.fsum(v * v for v in onp.ravel(A.tolist()))


RIGHT += [
    column_by_column, by_singular_values, by_autograd, Norm().squared,
    lambda A: onp.trace(onp.array(A.tolist()) @ onp.array(A.tolist()).T),
    lambda A: functools.reduce(lambda s, row: s + sum(map(operator.mul, row, row)), A.tolist(), 0),
    lambda A: onp.linalg.eigvalsh(onp.array((A.T @ A).tolist())).sum(),
]  # fmt: skip


def first_row(A):
    total = 0
    for row in A:
        total += (row**2).sum()
        return total


def one_row_short(A):
    return sum(float(A[i, j]) ** 2 for i in range(A.shape[0] - 1) for j in range(A.shape[1]))


def square_loop(A):
    n = A.shape[0]
    return sum(float(A[i, j]) ** 2 for i in range(n) for j in range(n))


def in_place(A):
    A *= A
    return A.sum()


def reset_in_the_loop(A):
    for row in A:
        total = 0
        for a in row:
            total += float(a) ** 2
    return total


WRONG |= {
    "first row": first_row,
    "one row short": one_row_short,
    "square loop": square_loop,
    "in place": in_place,
    "reset in the loop": reset_in_the_loop,
    "trace of the entrywise product": lambda A: np.trace(np.array(A) * np.array(A)),
    "diagonal squared": lambda A: (onp.diag(onp.array(A.tolist())) ** 2).sum(),
    "diagonal left apart": lambda A: np.diag(np.dot(A.T, A)),
    "all entries of the product": lambda A: (A.T @ A).sum(),
    "transpose forgotten": lambda A: np.trace(np.dot(A, A)),
    "square minus": lambda A: -(A**2).sum(),
    "twice": lambda A: 2 * (A**2).sum(),
    "caret": lambda A: (A ^ 2).sum(),
    "cubes": lambda A: (abs(A) ** 3).sum(),
    "fourth powers": lambda A: (A**4).sum(),
    "norms added": lambda A: onp.linalg.norm(onp.array(A.tolist()), axis=1).sum(),
    "nuclear": lambda A: onp.linalg.norm(onp.array(A.tolist()), "nuc"),
    "library's norm": lambda A: onp.linalg.norm(onp.array(A.tolist())),
    "over the rows": lambda A: (A**2).sum() / A.shape[0],
    "built-in sum": lambda A: sum(A**2),
    "method norm": lambda A: A.norm() ** 2,
    "math": lambda A: math.pow(A, 2),
    "variance": lambda A: A.var() * A.size,
    "whole": lambda A: int((A**2).sum()),
    "traces multiplied": lambda A: float(onp.trace(onp.array(A.tolist()))) * float(A.sum()),
    "two arguments": lambda A, B: (A.T @ B).trace(),
    "dots": lambda A: [..., 1.0],
}
