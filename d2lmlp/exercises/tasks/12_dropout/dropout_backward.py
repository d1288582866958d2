"""Dropout, backward."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw

DY, X = draw(91, (4, 6), (4, 6))
MASK = (np.arange(24).reshape(4, 6) % 5 > 1).astype(float)
CASES = [
    (DY, X, MASK, 0.4),
    (DY[:2], X[:2], MASK[1:3], 0.2),
    (DY[2:], X[2:], np.ones((2, 6)), 0.5),
    (DY[:1], X[:1], np.zeros((1, 6)), 0.8),
]

_DX = (
    Mistake(
        "scale-forgotten",
        "Forward, a kept entry is multiplied by 1 / (1 - p); so is its gradient.",
        lambda dy, x, mask, p: dy * mask,
    ),
    Mistake(
        "times-the-input",
        "The derivative of mask * x / (1 - p) with respect to x has no x in it.",
        lambda dy, x, mask, p: dy * mask * x / (1 - p),
    ),
    Mistake(
        "mask-forgotten",
        "A dropped entry does not touch the output: its gradient is 0.",
        lambda dy, x, mask, p: dy / (1 - p),
    ),
    Mistake(
        "passed-through",
        "You pass dy on as it is. Forward, the entries were masked and scaled.",
        lambda dy, x, mask, p: dy,
    ),
    Mistake(
        "scaled-the-wrong-way",
        "The kept entries were *divided* by 1 - p; you multiply.",
        lambda dy, x, mask, p: dy * mask * (1 - p),
    ),
    Mistake(
        "p-for-keep",
        "p is the probability to drop: divide by 1 - p.",
        lambda dy, x, mask, p: dy * mask / p,
    ),
    Mistake(
        "mask-inverted",
        "mask is 1 where an entry was kept. You pass the gradient to those that were dropped.",
        lambda dy, x, mask, p: dy * (1 - mask) / (1 - p),
    ),
    Mistake(
        "input-masked",
        "Nothing of dy is in your answer: a gradient is dy times a slope.",
        lambda dy, x, mask, p: x * mask / (1 - p),
    ),
    Mistake(
        "slope-only",
        "That is the slope; multiply it by dy.",
        lambda dy, x, mask, p: mask / (1 - p),
    ),
    Mistake(
        "scaled-twice",
        "You divide by 1 - p twice.",
        lambda dy, x, mask, p: dy * mask / (1 - p) ** 2,
    ),
)

TASK = Task(
    id="dropout-backward",
    title="Dropout, backward",
    section="The layer",
    stars=1,
    statement="""\
Forward, dropout computed `y = mask * x / (1 - p)`, with a `mask` of zeros (dropped) and ones
(kept). Write `dropout_backward(dy, x, mask, p)`: the derivative of the loss by `x`, where `dy` is
its derivative by `y`. All arrays have the same shape, and 0 <= p < 1.
""",
    name="dropout_backward",
    stub="def dropout_backward(dy, x, mask, p):\n    return ...\n",
    solution="def dropout_backward(dy, x, mask, p):\n    return dy * mask / (1 - p)\n",
    explanation="Given the mask, dropout is linear: each entry is multiplied by mask / (1 - p), "
    "and so is its gradient, by the *same* mask. A new mask would belong to another function.",
    hints=(
        "For a fixed mask, what is the slope of y by x, entry by entry?",
        "The slope is mask / (1 - p). The chain rule multiplies it by dy.",
        "`dy * mask / (1 - p)`; x is not needed.",
    ),
    checker=FunctionCheck(
        names=("dy", "x", "mask", "p"),
        cases=CASES,
        target=lambda dy, x, mask, p: dy * mask / (1 - p),
        parts=(Part("gradient", _DX),),
        modes=("mxnet", "numpy"),
        laws=(
            Mistake(
                "dropped-get-a-gradient",
                "A dropped entry has gradient 0.",
                lambda cases, results, targets: any(
                    abs(r[0][c[2] == 0]).max(initial=0) > 1e-6 for c, r in zip(cases, results)
                ),
            ),
            Mistake(
                "wrong-slope",
                "A kept entry's gradient is dy / (1 - p).",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
