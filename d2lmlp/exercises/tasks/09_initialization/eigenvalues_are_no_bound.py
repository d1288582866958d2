"""Two matrices whose product outgrows their eigenvalues."""

import numpy as np

from d2lmlp.exercises.engine.compare import number
from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.engine.values import BadValue
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.built import BuiltCheck, Given


def _radius(M):
    return abs(np.linalg.eigvals(M)).max()


_SHOWN = {np.array(M, float).tobytes() for M in ([[0, 1], [0, 0]], [[0, 0], [1, 0]])}
OF_THE_TEXT = "It is the pair of the text. Do you find one whose matrices have an inverse?"


def _judge(A, B):
    for name, M in (("A", A), ("B", B)):
        if M.ndim != 2 or M.shape[0] != M.shape[1]:
            raise BadValue("not-square", f"{name} has the shape {M.shape}: eigenvalues need a "
                           "square matrix.")  # fmt: skip
    if A.shape != B.shape:
        raise BadValue("sizes-differ", f"The shapes {A.shape} and {B.shape} give no product.")
    a, b, ab = _radius(A), _radius(B), _radius(A @ B)
    if ab > a * b * 1.001 + 1e-6:
        found = (
            f"The largest |eigenvalue| of AB is {number(ab)}, above {number(a)} times {number(b)}."
        )
        shown = len(A) == 2 and {A.tobytes(), B.tobytes()} == _SHOWN
        return Verdict("correct", found, remark=OF_THE_TEXT if shown else "")
    rows = (("largest |eigenvalue| of A, B", f"{number(a)}, {number(b)}", ""),
            ("of AB", number(ab), f"above {number(a * b)}"))  # fmt: skip
    for name, said, fits in _REASONS:
        if fits(A, B):
            return Verdict("wrong", said, name, rows)
    return Verdict(
        "wrong", f"Here the largest |eigenvalue| of AB, {number(ab)}, stays within the product "
        f"{number(a * b)}. Shear or nilpotent matrices show more.", "within-the-bound", rows,
    )  # fmt: skip


_REASONS = (
    ("one-by-one", "For 1 × 1 matrices eigenvalues multiply: take larger ones.",
     lambda A, B: len(A) == 1),
    ("zero", "A factor of zeros makes a product of zeros.",
     lambda A, B: not A.any() or not B.any()),
    ("diagonal", "Diagonal matrices have their eigenvectors in common, so the eigenvalues "
     "multiply at most.",
     lambda A, B: all(not (M - np.diag(np.diag(M))).any() for M in (A, B))),
    ("same-matrix", "The eigenvalues of a square A A are the squares: take two different matrices.",
     lambda A, B: np.allclose(A, B)),
    ("symmetric", "For symmetric matrices the largest |eigenvalue| is the largest singular value, "
     "and that does bound products.",
     lambda A, B: np.allclose(A, A.T) and np.allclose(B, B.T)),
    ("orthogonal", "Orthogonal matrices keep every length: all their eigenvalues, and those of the "
     "product, have the size 1.",
     lambda A, B: all(np.allclose(M @ M.T, np.eye(len(M))) for M in (A, B))),
    ("triangular", "Both are triangular the same way: the eigenvalues stand on the diagonal and "
     "multiply. Take one upper and one lower.",
     lambda A, B: any(not t(A, k).any() and not t(B, k).any()
                      for t, k in ((np.tril, -1), (np.triu, 1)))),
    ("commuting", "A B = B A: matrices that commute share eigenvectors.",
     lambda A, B: np.allclose(A @ B, B @ A)),
)  # fmt: skip

EXAMPLES = (
    ("one-by-one", ([[2.0]], [[3.0]])),
    ("zero", ([[0, 0], [0, 0]], [[1, 2], [3, 4]])),
    ("diagonal", ([[2, 0], [0, 1]], [[3, 0], [0, 5]])),
    ("same-matrix", ([[1, 2], [3, 4]], [[1, 2], [3, 4]])),
    ("symmetric", ([[2, 1], [1, 2]], [[1, 3], [3, 1]])),
    ("orthogonal", ([[0, -1], [1, 0]], [[0.6, -0.8], [0.8, 0.6]])),
    ("triangular", ([[1, 5], [0, 1]], [[1, 7], [0, 2]])),
    ("not-square", ([[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4]])),
    ("sizes-differ", ([[1, 2], [3, 4]], np.eye(3))),
    ("too-many-results", [[1, 2], [3, 4], [5, 6]]),
)

TASK = Task(
    id="eigenvalues-are-no-bound",
    title="Eigenvalues are no bound",
    section="Eigenvalues or singular values",
    stars=1,
    statement="""\
Give `pair = (A, B)`, two square matrices of equal size for which the largest eigenvalue of
$\\mathbf{AB}$, by absolute value, is **larger** than the product of the largest of $\\mathbf{A}$
and of $\\mathbf{B}$. (Find one of your own: the text has shown a pair.)
""",
    name="pair",
    stub="pair = (..., ...)\n",
    solution="pair = ([[1, 1], [0, 1]], [[1, 0], [1, 1]])\n",
    explanation="Two shears: all their eigenvalues are 1, and the product [[2, 1], [1, 1]] has "
    "2.618. A vector is stretched by the one along a direction in which the other has just turned "
    "it; eigenvalues do not see that, singular values do.",
    hints=("Symmetric matrices will not do: there the eigenvalues are the singular values.",
           "Try an upper triangular matrix with 1 on the diagonal, and a lower one."),
    checker=BuiltCheck(
        parts=(Given("A"), Given("B")),
        test=_judge,
        examples=EXAMPLES,
    ),
)  # fmt: skip
