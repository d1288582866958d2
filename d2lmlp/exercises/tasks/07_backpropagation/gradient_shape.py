"""The shape of a gradient."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

_MISTAKES = (
    Mistake(
        "transposed",
        "That is the shape of the transpose. For a 3 × 4 matrix the gradient is 3 × 4: the entry "
        "at (i, j) is the derivative with respect to the entry at (i, j).",
        lambda n, m: np.array([m, n]),
    ),
    Mistake(
        "flattened",
        "The number of entries is right, n m of them, but they keep the matrix's form: a step "
        "X - lr * grad needs the same shape.",
        lambda n, m: np.array(n * m),
    ),
    Mistake(
        "flattened",
        "A row of n m numbers cannot be subtracted from an n × m matrix.",
        lambda n, m: np.array([1, n * m]),
    ),
    Mistake(
        "flattened",
        "A column of n m numbers cannot be subtracted from an n × m matrix.",
        lambda n, m: np.array([n * m, 1]),
    ),
    Mistake(
        "gradient-for-shape",
        "That is an array of the gradient's shape; the shape itself is asked for, as a tuple.",
        lambda n, m: np.ones((n, m)),
    ),
    Mistake(
        "gradient-for-shape",
        "That is an array of the gradient's shape; the shape itself is asked for, as a tuple.",
        lambda n, m: np.zeros((n, m)),
    ),
    Mistake(
        "scalar",
        "() is the shape of f's value, one number; its gradient has one for each of the n m "
        "entries of X.",
        lambda n, m: np.zeros(0),
    ),
    Mistake(
        "one-axis",
        "A tuple of one number is the shape of a vector; X has two axes, and so has its gradient.",
        lambda n, m: np.array(n),
    ),
    Mistake(
        "one-axis",
        "A tuple of one number is the shape of a vector; X has two axes, and so has its gradient.",
        lambda n, m: np.array(m),
    ),
    Mistake(
        "one-axis-more",
        "X has two axes, and so has its gradient: no axis of length 1 is added.",
        lambda n, m: np.array([n, m, 1]),
    ),
    Mistake(
        "one-axis-more",
        "X has two axes, and so has its gradient: no axis of length 1 is added.",
        lambda n, m: np.array([1, n, m]),
    ),
    Mistake(
        "jacobian-of-a-matrix",
        "n, m, n, m is the shape of the derivatives of a *matrix* with respect to X. f is one "
        "number.",
        lambda n, m: np.array([n, m, n, m]),
    ),
    Mistake(
        "hessian",
        "n m × n m is the Hessian, the matrix of the *second* derivatives.",
        lambda n, m: np.array([n * m, n * m]),
    ),
    Mistake(
        "scalar",
        "The function gives one number; its gradient has one for each of the n m entries of X.",
        lambda n, m: np.array([1, 1]),
    ),
    Mistake(
        "one-number-a-row",
        "A gradient has a number for each entry, not for each row.",
        lambda n, m: np.array([n, 1]),
    ),
    Mistake(
        "one-number-a-column",
        "A gradient has a number for each entry, not for each column.",
        lambda n, m: np.array([1, m]),
    ),
    Mistake(
        "square",
        "n × n is the shape of X Xᵀ; the gradient has that of X.",
        lambda n, m: np.array([n, n]),
    ),
)

TASK = Task(
    id="gradient-shape",
    title="The shape of a gradient",
    section="Forward, and backward",
    stars=1,
    statement="""\
$f$ turns an $n \\times m$ matrix $\\mathbf{X}$ into one number. Write `grad_shape(n, m)`: the
shape of the gradient of $f$ with respect to $\\mathbf{X}$, as a tuple.
""",
    name="grad_shape",
    stub="def grad_shape(n, m):\n    return ...\n",
    solution="def grad_shape(n, m):\n    return n, m\n",
    explanation="There is one derivative for each entry of X, and it stands where that entry "
    "stands. So a step X - lr * grad is possible, and the shape tells on which side a transpose "
    "belongs.",
    hints=(
        "How many numbers can be nudged, and how many derivatives are there therefore?",
        "A step subtracts lr times the gradient from X: which shape must it have?",
    ),
    checker=FunctionCheck(
        names=("n", "m"),
        cases=[(3, 4), (1, 5), (7, 2), (6, 1)],
        target=lambda n, m: np.array([n, m]),
        parts=(Part("shape", _MISTAKES, exact=True, strict_shape=True),),
        modes=("numpy",),
        laws=(
            Mistake(
                "not-the-shape",
                "X - lr * grad has to be possible: the gradient has the shape of X.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
