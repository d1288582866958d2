"""Average over masks."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw

A, B, C = draw(95, (5, 3, 4), (2, 6, 3), (8, 1, 2))
CASES = [(3 * A,), (2 * B,), (4 * C,), (40 * A[:, :2],)]


def _softmax(Z, axis=-1):
    e = np.exp(Z - Z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _one_hot(Z):
    return np.eye(Z.shape[-1])[Z.argmax(axis=-1)]


_MEAN = (
    Mistake(
        "logits-averaged",
        "You average the logits and take the softmax afterwards. Then a net that is sure of A and "
        "then sure of B may look sure; average the probabilities.",
        lambda Z: _softmax(Z.mean(axis=0)),
    ),
    Mistake(
        "softmax-forgotten",
        "Those are mean logits. Probabilities come from a softmax over the classes, in each run.",
        lambda Z: Z.mean(axis=0),
    ),
    Mistake(
        "one-run-only",
        "You use the first run only.",
        lambda Z: _softmax(Z[0]),
    ),
    Mistake(
        "one-run-only",
        "You use the last run only: the others are lost in the loop.",
        lambda Z: _softmax(Z[-1]),
    ),
    Mistake(
        "softmax-over-runs",
        "Your softmax goes over the runs. It belongs to the classes, the last axis.",
        lambda Z: _softmax(Z, axis=0).mean(axis=0),
    ),
    Mistake(
        "softmax-over-examples",
        "Your softmax goes over the examples. It belongs to the classes, the last axis.",
        lambda Z: _softmax(Z, axis=1).mean(axis=0),
    ),
    Mistake(
        "votes-counted",
        "You count votes. How sure each run is gets lost: average its probabilities.",
        lambda Z: _one_hot(Z).mean(axis=0),
    ),
    Mistake(
        "sum-for-mean",
        "You add the probabilities up: each row sums to T. Divide by the number of runs.",
        lambda Z: _softmax(Z).sum(axis=0),
    ),
    Mistake(
        "examples-averaged",
        "You average over the examples, axis 1; the runs are axis 0.",
        lambda Z: _softmax(Z).mean(axis=1),
    ),
    Mistake(
        "geometric-mean",
        "You average the logarithms of the probabilities, which gives their geometric mean.",
        lambda Z: np.exp(np.log(_softmax(Z) + 1e-30).mean(axis=0)),
    ),
    Mistake(
        "most-certain-run",
        "You keep the largest probability of any run; the rows do not sum to 1 then.",
        lambda Z: _softmax(Z).max(axis=0),
    ),
    Mistake(
        "softmax-twice",
        "You take the softmax of the averaged probabilities once more, which levels them out.",
        lambda Z: _softmax(_softmax(Z).mean(axis=0)),
    ),
    Mistake(
        "softmax-twice",
        "You take the softmax twice in each run, which levels the probabilities out.",
        lambda Z: _softmax(_softmax(Z)).mean(axis=0),
    ),
)

TASK = Task(
    id="mc-average",
    title="Average over masks",
    section="Masks at prediction time",
    stars=1,
    statement="""\
A net with dropout has been run T times in train mode on the same n examples: `logits` has the shape
(T, n, q). Write `mc_average(logits)`: the prediction of Monte-Carlo dropout, an array of
probabilities of shape (n, q), each row summing to 1.
""",
    name="mc_average",
    stub="def mc_average(logits):\n    return ...\n",
    solution="def mc_average(logits):\n    return npx.softmax(logits, axis=-1).mean(axis=0)\n",
    explanation="Each run is a model with an opinion, its probabilities; their mean is the "
    "prediction. Where the runs disagree it is flat. The mean of the logits is mostly sharper, "
    "and is not a mean of predictions.",
    hints=(
        "First turn each run's logits into probabilities.",
        "The softmax goes over the last axis, the mean over the first.",
        "`npx.softmax(logits, axis=-1).mean(axis=0)`.",
    ),
    checker=FunctionCheck(
        names=("logits",),
        cases=CASES,
        target=lambda Z: _softmax(Z).mean(axis=0),
        parts=(Part("probabilities", _MEAN),),
        modes=("mxnet", "numpy"),
        laws=(
            Mistake(
                "not-probabilities",
                "Each row has to sum to 1, without negative entries.",
                lambda cases, results, targets: any(
                    abs(r[0].sum(axis=-1) - 1).max() > 1e-3 or r[0].min() < -1e-6 for r in results
                ),
            ),
            Mistake(
                "not-the-mean",
                "Average the runs' probabilities, each run with the same weight.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
