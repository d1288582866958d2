"""One large minibatch from small ones."""

import numpy as np

from d2lmlp.exercises.engine import watch
from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import BadValue, as_numpy, call
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw

MOST = 7  # rows that fit: those of the largest part


def gradient(X):
    """A gradient of a mean over the rows of X, of two parameters for each column."""
    return (X * X + X).repeat(2, axis=1).mean(axis=0)


def _in_little_memory(answer, gradient, batches):
    """Call the answer, and refuse what takes more rows at a time than the largest part has."""
    most = 0

    def watched(X):
        nonlocal most
        most = max(most, len(X))
        return gradient(X)

    result = call(answer, watched, batches)
    if most > MOST:
        raise BadValue(
            "all-rows-at-once",
            f"You call `gradient` with {most} rows at once, more than any part has: memory is "
            "enough for a few. Call it part by part.",
        )
    if getattr(result, "ndim", 1) != 1:
        watch.remark(f"The shape asked for is (p,), and yours has {result.ndim} axes.")
    return result


def _divided_each_time(n, g):
    total = rows = 0
    for k, one in zip(n, g):
        rows += k
        total = (total + k * one) / rows
    return total


def _parts(batches):
    batches = [as_numpy(X) for X in batches]
    return [len(X) for X in batches], [gradient(X) for X in batches]


def _from(formula):
    return lambda gradient, batches: formula(*_parts(batches))


def _right(n, g):
    return sum(k * one for k, one in zip(n, g)) / sum(n)


_MISTAKES = (
    Mistake(
        "mean-of-means",
        "You average the gradients of the parts as if they were of equal size: 1 row of one and 7 "
        "of another must not weigh the same. Weigh each with its rows.",
        _from(lambda n, g: sum(g) / len(g)),
    ),
    Mistake(
        "sum-of-means",
        "You add the gradients of means: for two equal parts that is twice the gradient.",
        _from(lambda n, g: sum(g)),
    ),
    Mistake(
        "last-part-only",
        "Only the last part is left: each one overwrites the gradient of the one before, as "
        "grad_req='write' does.",
        _from(lambda n, g: g[-1]),
    ),
    Mistake("first-part-only", "Only the first part is used.", _from(lambda n, g: g[0])),
    Mistake(
        "never-divided",
        "You add the parts, each with its rows, and the division by all rows is missing.",
        _from(lambda n, g: sum(k * one for k, one in zip(n, g))),
    ),
    Mistake(
        "divided-by-parts",
        "You divide by the number of parts; divide by the number of rows.",
        _from(lambda n, g: sum(k * one for k, one in zip(n, g)) / len(n)),
    ),
    Mistake(
        "divided-twice",
        "The gradients are means already: dividing their sum by the rows divides twice.",
        _from(lambda n, g: sum(g) / sum(n)),
    ),
    Mistake(
        "weights-upside-down",
        "You divide each part by its rows; a part with more rows weighs more, not less.",
        _from(lambda n, g: sum(one / k for k, one in zip(n, g)) / sum(1 / k for k in n)),
    ),
    Mistake(
        "divided-in-the-loop",
        "You divide in each round of the loop, what is divided already once more: divide once, "
        "after the loop.",
        _from(_divided_each_time),
    ),
    Mistake(
        "largest-part-only",
        "Only the largest part is used.",
        _from(lambda n, g: g[int(np.argmax(n))]),
    ),
)

TASK = Task(
    id="accumulated-gradient",
    title="A large minibatch in parts",
    section="When the graph is too large",
    stars=2,
    statement="""\
`gradient(X)` is the gradient of the **mean** loss over the rows of `X`, an array of shape (p,).
Memory is enough for a few rows at a time. Write `accumulate(gradient, batches)`: the gradient of
the mean loss over **all** rows of all `batches`, a list of arrays of shape (n_k, d) whose numbers
of rows may differ.
""",
    name="accumulate",
    stub="def accumulate(gradient, batches):\n    return ...\n",
    solution="""\
def accumulate(gradient, batches):
    total = sum(len(X) * gradient(X) for X in batches)
    return total / sum(len(X) for X in batches)
""",
    explanation="n_k times a mean is a sum, sums add up, and one division by all rows makes a mean "
    "again. With autograd: grad_req='add', each loss divided by the number of all rows, and "
    "zero_grad before the next step.",
    hints=(
        "What is n times a mean over n rows?",
        "Turn each mean into a sum, add up, and divide once.",
    ),
    checker=FunctionCheck(
        names=("gradient", "batches"),
        cases=[
            (gradient, draw(1, (1, 3), (7, 3))), (gradient, draw(2, (2, 2), (5, 2), (3, 2))),
            (gradient, draw(3, (6, 4), (2, 4), (3, 4), (4, 4))),
        ],
        target=lambda gradient, batches: _right(*_parts(batches)),
        parts=(Part("gradient", _MISTAKES),),
        modes=("mxnet", "numpy"),
        run=_in_little_memory,
        laws=(
            Mistake(
                "not-the-mean",
                "Two parts of 1 and 7 rows: the gradient is (g1 + 7 g2) / 8.",
                lambda cases, results, targets: not np.allclose(
                    results[0], targets[0], atol=1e-3
                ),
            ),
        ),
    ),
)  # fmt: skip
