"""Ridge as least squares with more rows."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw

X1, Y1, X2, Y2, X3, Y3 = draw(71, (8, 3), (8,), (4, 4), (4,), (3, 5), (3,))
CASES = [(X1, Y1, 0.5), (X2, Y2, 0.1), (X3, Y3, 2.0)]


def _solve(X, y, lam):
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


_W = (
    Mistake(
        "n-forgotten",
        "The loss is a mean: its gradient is X'(Xw - y) / n. So lam stands beside X'X / n, or "
        "n * lam beside X'X.",
        _solve,
    ),
    Mistake(
        "root-for-lambda",
        "Rows of sqrt(lam) add lam to X'X; the mean over n asks for n * lam.",
        lambda X, y, lam: _solve(X, y, lam**0.5),
    ),
    Mistake(
        "rows-of-lambda",
        "Rows of lam add lam squared to X'X. The new rows are sqrt(n * lam) times the identity.",
        lambda X, y, lam: _solve(X, y, lam**2),
    ),
    Mistake(
        "rows-of-lambda",
        "Rows of n * lam add its square to X'X: take the square root.",
        lambda X, y, lam: _solve(X, y, (len(X) * lam) ** 2),
    ),
    Mistake(
        "penalty-forgotten",
        "That is least squares without the penalty.",
        lambda X, y, lam: np.linalg.lstsq(X, y, rcond=None)[0],
    ),
    Mistake(
        "factor-two",
        "The penalty has a half, as the loss has: lam, not 2 lam.",
        lambda X, y, lam: _solve(X, y, 2 * len(X) * lam),
    ),
    Mistake(
        "factor-two",
        "Loss and penalty both carry a half, and they cancel: lam, not lam / 2.",
        lambda X, y, lam: _solve(X, y, len(X) * lam / 2),
    ),
    Mistake(
        "inputs-for-examples",
        "You multiply lam by the number of inputs d; the mean is over the n examples.",
        lambda X, y, lam: _solve(X, y, X.shape[1] * lam),
    ),
    Mistake(
        "divided-by-n",
        "You divide lam by n. The loss is divided by n, so beside X'X stands n * lam.",
        lambda X, y, lam: _solve(X, y, lam / len(X)),
    ),
    Mistake(
        "lambda-subtracted",
        "A penalty adds lam to the eigenvalues; yours takes it off.",
        lambda X, y, lam: _solve(X, y, -len(X) * lam),
    ),
)

TASK = Task(
    id="ridge-rows",
    title="Ridge without a penalty",
    section="A demonstration taken apart",
    stars=2,
    statement=r"""
Write `ridge(X, y, lam)`: the weights w that minimise
$\frac{1}{2n} \lVert Xw - y \rVert^2 + \frac{\lambda}{2} \lVert w \rVert^2$, of shape (d,), for `X`
of shape (n, d) and `y` of shape (n,). There is no bias. (A nice way: plain least squares on more
rows.)
""",
    name="ridge",
    stub="def ridge(X, y, lam):\n    return ...\n",
    solution="""\
def ridge(X, y, lam):
    n, d = X.shape
    X = onp.concatenate([onp.array(X.tolist()), (n * lam) ** 0.5 * onp.eye(d)])
    y = onp.concatenate([onp.array(y.tolist()), onp.zeros(d)])
    return onp.linalg.lstsq(X, y, rcond=None)[0]
""",
    explanation=r"d further examples with inputs $\sqrt{n \lambda}\, e_j$ and target 0 say of each "
    r"weight that it should be 0; their squared errors add up to $n \lambda \lVert w \rVert^2$. So "
    "a penalty is made-up data.",
    hints=(
        r"Set the gradient $X^\top (Xw - y) / n + \lambda w$ to zero.",
        r"$(X^\top X + n \lambda I)\, w = X^\top y$. Or: which extra rows make the sum of squares "
        r"larger by $n \lambda \lVert w \rVert^2$?",
        "The extra rows are `sqrt(n * lam)` times the identity, with targets 0.",
    ),
    checker=FunctionCheck(
        names=("X", "y", "lam"),
        cases=CASES,
        target=lambda X, y, lam: _solve(X, y, len(X) * lam),
        parts=(Part("weights", _W),),
        modes=("mxnet", "numpy"),
        laws=(
            Mistake(
                "shrinks-too-little",
                "Your weights are longer than those of the minimum, as under too weak a penalty.",
                lambda cases, results, targets: all(
                    np.linalg.norm(r[0]) > np.linalg.norm(t[0]) for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "not-the-minimum",
                "The gradient X'(Xw - y) / n + lam w is not 0 at your weights.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
