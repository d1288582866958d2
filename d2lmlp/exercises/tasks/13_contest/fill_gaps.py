"""Fill gaps, and remember where they were."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

_NAN = np.nan


def _fill(new, values):
    return np.where(np.isnan(new), values, new)


def _with(filled, marks):
    return np.concatenate([filled, marks], axis=1)


def _gaps(new):
    return np.isnan(new) * 1.0


def _known(cases, results):
    """The entries where `new` has numbers, and what `new` has there."""
    for (_, new), (table,) in zip(cases, results):
        there = ~np.isnan(new)
        yield table[:, : new.shape[1]][there], new[there]


def _both(train, new):
    return np.concatenate([train, new])


_FILL = (
    Mistake(
        "no-gap-found",
        "No gap is filled and none is marked. A comparison such as `new == nan` is never true: nan "
        "is not even equal to itself. `onp.isnan(new)` finds the gaps.",
        lambda train, new: _with(new, 0 * _gaps(new)),
    ),
    Mistake(
        "mean-of-the-new-rows",
        "You take the means from `new`. A single booking that comes in tomorrow has no mean: take "
        "them from the training rows.",
        lambda train, new: _with(_fill(new, np.nanmean(new, axis=0)), _gaps(new)),
    ),
    Mistake(
        "mean-of-both",
        "You take the means from both tables. What is learned is learned from the training rows "
        "only.",
        lambda train, new: _with(_fill(new, np.nanmean(_both(train, new), axis=0)), _gaps(new)),
    ),
    Mistake(
        "marked-after-filling",
        "Your marks are all 0: you look for gaps after you have filled them. Mark first.",
        lambda train, new: _with(_fill(new, np.nanmean(train, axis=0)), 0 * _gaps(new)),
    ),
    Mistake(
        "marks-inverted",
        "Your marks are 1 where the number is there. They should be 1 where it was missing.",
        lambda train, new: _with(_fill(new, np.nanmean(train, axis=0)), 1 - _gaps(new)),
    ),
    Mistake(
        "filled-with-zero",
        "You fill with 0, which is far from any price or age unless the columns are standardised.",
        lambda train, new: _with(_fill(new, 0.0), _gaps(new)),
    ),
    Mistake(
        "gaps-counted-as-zero",
        "Your means count a gap as 0 and are too small: divide the sum by how many numbers are "
        "there.",
        lambda train, new: _with(_fill(new, np.nan_to_num(train).mean(axis=0)), _gaps(new)),
    ),
    Mistake(
        "one-mean-for-all-columns",
        "You take one mean over the whole table. Each column has its own: axis 0.",
        lambda train, new: _with(_fill(new, np.nanmean(train)), _gaps(new)),
    ),
    Mistake(
        "mean-of-a-column-with-gaps",
        "Your means are nan: one gap makes the whole column's mean a gap. Skip the gaps.",
        lambda train, new: _with(_fill(new, train.mean(axis=0)), _gaps(new)),
    ),
    Mistake(
        "gaps-left",
        "The marks are right, and the gaps are still there: put the means in.",
        lambda train, new: _with(new, _gaps(new)),
    ),
    Mistake(
        "mean-of-the-row",
        "You fill with the mean of the row, which mixes ages with prices. Each column has its own "
        "mean: axis 0.",
        lambda train, new: _with(_fill(new, np.nanmean(new, axis=1, keepdims=True)), _gaps(new)),
    ),
    Mistake(
        "marks-of-the-training-rows",
        "Your marks say where `train` has gaps. They should say it of `new`.",
        lambda train, new: _with(_fill(new, np.nanmean(train, axis=0)), _gaps(train)[: len(new)]),
    ),
    Mistake(
        "each-mark-beside-its-column",
        "Each mark stands beside its column. First come all the columns, then all the marks.",
        lambda train, new: np.stack(
            [_fill(new, np.nanmean(train, axis=0)), _gaps(new)], axis=2
        ).reshape(len(new), -1),
    ),
    Mistake(
        "marks-below",
        "The marks stand below the table, as further rows. They are further columns: axis 1.",
        lambda train, new: np.concatenate([_fill(new, np.nanmean(train, axis=0)), _gaps(new)]),
    ),
    Mistake(
        "median",
        "You fill with the median; the mean is asked for.",
        lambda train, new: _with(_fill(new, np.nanmedian(train, axis=0)), _gaps(new)),
    ),
    Mistake(
        "marks-first",
        "The marks stand before the columns; the filled columns come first.",
        lambda train, new: _with(_gaps(new), _fill(new, np.nanmean(train, axis=0))),
    ),
    Mistake(
        "no-marks",
        "The gaps are filled, and where they were is forgotten: add a column of marks for each.",
        lambda train, new: _fill(new, np.nanmean(train, axis=0)),
    ),
    Mistake(
        "one-mark-a-row",
        "You mark rows with a gap. Each column needs a mark of its own.",
        lambda train, new: _with(
            _fill(new, np.nanmean(train, axis=0)), _gaps(new).max(axis=1, keepdims=True)
        ),
    ),
    Mistake(
        "marks-of-some-columns-only",
        "You mark only those columns of `new` that have a gap. The shape must not depend on the "
        "rows that come: mark all d columns, with zeros where nothing is missing.",
        lambda train, new: _with(
            _fill(new, np.nanmean(train, axis=0)), _gaps(new)[:, _gaps(new).any(axis=0)]
        ),
    ),
)

TASK = Task(
    id="fill-gaps",
    title="Fill gaps, and remember where they were",
    section="Gaps in numbers",
    stars=2,
    statement="""\
Write `fill(train, new)`: two NumPy arrays of shapes (n, d) and (m, d) in which `nan` stands for a
missing number. Return an array of shape (m, 2d): the columns of `new`, each gap filled with the
mean of that column's numbers in `train`, and after them d columns with 1 where the number was
missing and 0 elsewhere. Each column of `train` has at least one number.
""",
    name="fill",
    stub="def fill(train, new):\n    return ...\n",
    solution="""\
def fill(train, new):
    missing = onp.isnan(new)
    filled = onp.where(missing, onp.nanmean(train, axis=0), new)
    return onp.concatenate([filled, missing * 1.0], axis=1)
""",
    explanation="Mark before you fill, and learn from the training rows alone. Where a gap means "
    "nothing the marks cost little; where it tells something they are all that is left of it.",
    hints=(
        "Which of the two must come first: finding the gaps, or filling them?",
        "`onp.isnan` finds the gaps, `onp.nanmean(..., axis=0)` skips them.",
        "`onp.where(missing, means, new)`, then put the marks after it along axis 1.",
    ),
    checker=FunctionCheck(
        names=("train", "new"),
        cases=[
            (
                np.array([[1.0, 20.0, _NAN], [3.0, _NAN, 7.0], [_NAN, 50.0, 6.0], [11.0, 5.0, 1]]),
                np.array([[_NAN, 10.0, 2.0], [4.0, _NAN, _NAN], [6.0, 12.0, 9.0]]),
            ),
            (
                np.array([[2.0, 3.0], [9.0, 4.0], [_NAN, 40.0], [10.0, 1.0]]),
                np.array([[5.0, _NAN], [_NAN, 3.0]]),
            ),
            (  # two columns of the new rows have no gap
                np.array([[7.0, _NAN, 1.0], [5.0, 4.0, 3.0], [_NAN, 5.0, 8.5]]),
                np.array([[2.0, _NAN, 6.0], [1.0, 8.0, 3.0]]),
            ),
        ],
        target=lambda train, new: _with(_fill(new, np.nanmean(train, axis=0)), _gaps(new)),
        parts=(Part("table", _FILL, strict_shape=True),),
        modes=("numpy",),
        laws=(
            Mistake(
                "numbers-changed",
                "A number of `new` that is not missing has to stay as it is.",
                lambda cases, results, targets: any(
                    not np.allclose(y, t) for y, t in _known(cases, results)
                ),
            ),
            Mistake(
                "wrong-marks",
                "The last d columns have to hold 1 where a number of `new` was missing, else 0.",
                lambda cases, results, targets: any(
                    not np.allclose(table[:, new.shape[1] :], _gaps(new))
                    for (_, new), (table,) in zip(cases, results)
                ),
            ),
            Mistake(
                "wrong-filling",
                "The known numbers and the marks are right. What fills a gap is not the mean of "
                "the column's numbers in `train`.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
