"""Answers to frobenius-trace."""

from bank.common import np, onp

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
