"""The squared norm of a matrix."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw

A1, A2, A3 = draw(81, (3, 3), (2, 5), (4, 3))
CASES = [(A1,), (A2,), (A3,), (np.array([[1.0, 2.0], [3.0, 4.0]]),)]


def _square(A, function):
    k = min(A.shape)
    return function(A[:k, :k])


_NORM = (
    Mistake(
        "root-taken",
        "That is the norm itself; the penalty has its square: [[1, 2], [3, 4]] gives 30.",
        lambda A: np.linalg.norm(A),
    ),
    Mistake(
        "trace-squared",
        "The trace of A'A, not the squared trace of A: only the diagonal of A is in the latter.",
        lambda A: _square(A, lambda B: np.trace(B) ** 2),
    ),
    Mistake(
        "trace-of-a-a",
        "You multiply A by itself: the entries meet those across the diagonal. Transpose one.",
        lambda A: _square(A, lambda B: np.trace(B @ B)),
    ),
    Mistake(
        "determinant",
        "A determinant is a volume; the norm adds the squares of all entries.",
        lambda A: _square(A, lambda B: np.linalg.det(B) ** 2),
    ),
    Mistake(
        "absolute-sum",
        "You add absolute values, as L1 does: square the entries.",
        lambda A: abs(A).sum(),
    ),
    Mistake(
        "sum-squared",
        "You square the sum. Square the entries first, then add: signs must not cancel.",
        lambda A: A.sum() ** 2,
    ),
    Mistake(
        "spectral-norm",
        "That is the largest singular value; the squares of all of them count.",
        lambda A: np.linalg.norm(A, 2) ** 2,
    ),
    Mistake(
        "mean-for-sum",
        "You take the mean of the squares; the norm is their sum.",
        lambda A: (A**2).mean(),
    ),
    Mistake(
        "columns-only",
        "You add up the columns only: one number for the whole matrix is asked for.",
        lambda A: (A**2).sum(axis=0),
    ),
    Mistake(
        "half",
        "The half belongs to the penalty; the squared norm has none.",
        lambda A: (A**2).sum() / 2,
    ),
)

TASK = Task(
    id="frobenius-trace",
    title="The norm of a matrix",
    section="Penalty and decay",
    stars=1,
    statement=r"""
For a weight *matrix* the penalty is its squared Frobenius norm, the sum of its squared entries.
Write `squared_norm(A)` for any matrix `A`; try it with a trace, $\operatorname{tr}(A^\top A)$.
""",
    name="squared_norm",
    stub="def squared_norm(A):\n    return ...\n",
    solution="def squared_norm(A):\n    return np.trace(np.dot(A.T, A))\n",
    explanation="The j-th diagonal entry of A'A is the squared length of column j; the trace adds "
    "the columns up. `(A * A).sum()` gives the same number with far fewer products.",
    hints=(
        "What stands on the diagonal of the product of A transposed and A?",
        "Entry (j, j) is the sum of the squares of column j.",
        "`np.trace(np.dot(A.T, A))`, or `(A**2).sum()`.",
    ),
    checker=FunctionCheck(
        names=("A",),
        cases=CASES,
        target=lambda A: (A**2).sum(),
        parts=(Part("norm", _NORM),),
        modes=("mxnet", "numpy"),
        laws=(
            Mistake(
                "not-the-sum-of-squares",
                "For [[1, 2], [3, 4]] it is 1 + 4 + 9 + 16 = 30.",
                lambda cases, results, targets: abs(results[3][0] - 30) > 0.02,
            ),
        ),
    ),
)
