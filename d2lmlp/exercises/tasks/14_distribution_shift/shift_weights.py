"""Weights from a detector, and what they leave."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part


def _weights(f, n, m):
    return np.exp(f) * n / m


def _size(w):
    return w.sum() ** 2 / (w**2).sum()


_WEIGHTS = (
    Mistake(
        "ratio-upside-down",
        "You weigh by p / q: rows that are frequent in the target then count least.",
        lambda f, n, m: np.exp(-f) * m / n,
    ),
    Mistake(
        "sign-of-the-logit",
        "You take exp(-f). Where f is large the row looks like the target, and has to count more.",
        lambda f, n, m: np.exp(-f) * n / m,
    ),
    Mistake(
        "logit-for-ratio",
        "You weigh by the logit itself, which is the *logarithm* of the odds and may be negative.",
        lambda f, n, m: f * n / m,
    ),
    Mistake(
        "probability-for-odds",
        "You weigh by the probability of being a target row. The ratio q / p is the odds, "
        "P / (1 - P) = exp(f), which can be far above 1.",
        lambda f, n, m: 1 / (1 + np.exp(-f)) * n / m,
    ),
    Mistake(
        "probability-for-odds",
        "You weigh by the probability of being a target row, which never exceeds 1. The ratio "
        "q / p is the odds, P / (1 - P) = exp(f), times n / m.",
        lambda f, n, m: 1 / (1 + np.exp(-f)),
    ),
    Mistake(
        "sizes-ignored",
        "You leave the numbers of rows out. With twice as many target rows the detector says "
        "'target' twice as easily, for no other reason.",
        lambda f, n, m: np.exp(f),
    ),
    Mistake(
        "sizes-upside-down",
        "You multiply by m / n. More target rows raise the odds, so they have to be taken out: "
        "multiply by n / m.",
        lambda f, n, m: np.exp(f) * m / n,
    ),
    Mistake(
        "clipped",
        "You cut the large weights off. That is often wise, and the task asks for the ratio "
        "itself.",
        lambda f, n, m: np.minimum(_weights(f, n, m), 10),
    ),
    Mistake(
        "clipped",
        "You cut the large weights off. That is often wise, and the task asks for the ratio "
        "itself.",
        lambda f, n, m: np.minimum(_weights(f, n, m), 5),
    ),
    Mistake(
        "length-for-n",
        "You take the length of `f` for n. n counts the source rows of the detector's training; "
        "`f` holds the logits of some of them.",
        lambda f, n, m: _weights(f, len(f), m),
    ),
    Mistake(
        "mean-one",
        "You scale the weights to a mean of 1. That is often useful, but then they are no longer "
        "the ratio q / p that is asked for.",
        lambda f, n, m: np.exp(f) / np.exp(f).mean(),
    ),
    Mistake(
        "softmax",
        "You scale the weights to a sum of 1; the ratio q / p is asked for.",
        lambda f, n, m: np.exp(f) / np.exp(f).sum(),
    ),
)
_SIZES = (
    Mistake(
        "rows-counted",
        "You count the rows. If one weight is a thousand times the others, one row is left.",
        lambda f, n, m: float(len(f)),
    ),
    Mistake(
        "source-rows-counted",
        "You give n, the rows the detector was trained on. The weights tell how many of the rows "
        "in `f` still count.",
        lambda f, n, m: float(n),
    ),
    Mistake(
        "share-of-rows",
        "You divide by the number of rows: that is the share that is left. The number is asked "
        "for.",
        lambda f, n, m: _size(_weights(f, n, m)) / len(f),
    ),
    Mistake(
        "sum-of-weights",
        "The sum of the weights is near the number of rows whatever the weights are.",
        lambda f, n, m: _weights(f, n, m).sum(),
    ),
    Mistake(
        "squares-swapped",
        "You divide the sum of squares by the squared sum: that is one over the effective number.",
        lambda f, n, m: 1 / _size(_weights(f, n, m)),
    ),
    Mistake(
        "sum-not-squared",
        "You do not square the sum; weights ten times as large would then give a tenth.",
        lambda f, n, m: _weights(f, n, m).sum() / (_weights(f, n, m) ** 2).sum(),
    ),
    Mistake(
        "over-the-maximum",
        "You divide the sum by the largest weight. That is another measure; the squared sum over "
        "the sum of squares is asked for.",
        lambda f, n, m: _weights(f, n, m).sum() / _weights(f, n, m).max(),
    ),
)

TASK = Task(
    id="shift-weights",
    title="Weights from a detector, and what they leave",
    section="Weights",
    stars=2,
    statement="""\
A detector was trained to tell n source rows from m target rows; for each of some source rows, `f`
is the logit that the row is from the target. Write `ratio(f, n, m)`, which returns `(w, size)`:
`w`, of the shape of `f`, the estimates of q(x) / p(x); and the effective sample size, the squared
sum of `w` divided by the sum of the squares of `w`.
""",
    name="ratio",
    stub="def ratio(f, n, m):\n    return ...\n",
    solution="""\
def ratio(f, n, m):
    w = np.exp(f) * n / m
    return w, w.sum() ** 2 / (w**2).sum()
""",
    explanation="By Bayes' rule the odds of 'target' are q(x) m / (p(x) n), and their logarithm "
    "is what the detector learns. The effective size is the number of weights when they are equal, "
    "and goes to 1 when one row has all the weight.",
    hints=(
        "The logit is the logarithm of the odds. What are the odds, by Bayes' rule?",
        "The odds are (m q(x)) / (n p(x)).",
        "`w = np.exp(f) * n / m`",
    ),
    checker=FunctionCheck(
        names=("f", "n", "m"),
        cases=[
            (np.array([0.3, -1.2, 0.8, 0.1]), 400, 100),
            (np.array([-0.5, 1.6, -2.0, 0.4, 0.9]), 50, 80),
            (np.array([0.7, -0.7, 1.1]), 120, 90),
            (np.array([3.9, -3.0, 5.2, 0.2]), 60, 75),
        ],
        target=lambda f, n, m: (_weights(f, n, m), _size(_weights(f, n, m))),
        parts=(Part("w", _WEIGHTS), Part("size", _SIZES)),
    ),
)
