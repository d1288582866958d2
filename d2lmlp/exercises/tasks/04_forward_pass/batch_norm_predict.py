"""Batch normalisation in predict mode: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw

EPS, KEEP = 1e-5, 0.9


def _running(batches, keep=KEEP, mean=0.0, var=1.0, spread=np.var, axis=0):
    for batch in batches:
        mean = keep * mean + (1 - keep) * batch.mean(axis=axis)
        var = keep * var + (1 - keep) * spread(batch, axis=axis)
    return mean, var


def _normalise(Z, mean, var, eps=EPS):
    return (Z - mean) / np.sqrt(var + eps)


def _unbiased(batch, axis):
    return np.var(batch, axis=axis, ddof=1)


def _unbiased_from_two_rows(batch, axis):
    return np.var(batch, axis=axis, ddof=min(1, len(batch) - 1))


def _over_columns(batches):
    """Running values whose sums over the rows are divided by the number of columns."""
    mean, var = 0.0, 1.0
    for batch in batches:
        d = batch.shape[1]
        mean = KEEP * mean + (1 - KEEP) * batch.sum(axis=0) / d
        var = KEEP * var + (1 - KEEP) * ((batch - batch.sum(axis=0) / d) ** 2).sum(axis=0) / d
    return mean, var


def _batch_whole(batches):
    """Running values that keep 0.9 of themselves and take in all of each batch."""
    mean, var = 0.0, 1.0
    for batch in batches:
        mean, var = KEEP * mean + batch.mean(axis=0), KEEP * var + batch.var(axis=0)
    return mean, var


def _sums(batches):
    """A running mean of the columns' sums, and the running variance."""
    mean = 0.0
    for batch in batches:
        mean = KEEP * mean + (1 - KEEP) * batch.sum(axis=0)
    return mean, _running(batches)[1]


def _corrected(batches):
    """Running values that start at 0 and are divided by what their weights sum to."""
    weights = 1 - KEEP ** len(batches)
    mean, var = _running(batches, var=0.0)
    return mean / weights, var / weights


def _std(batch, axis):
    return np.std(batch, axis=axis)


def _sum_of_squares(batch, axis):
    return ((batch - batch.mean(axis=axis)) ** 2).sum(axis=axis)


def _mean_of_squares(batch, axis):
    return (batch**2).mean(axis=axis)


def _around_the_running_mean(batches, updated_first):
    mean, var = 0.0, 1.0
    for batch in batches:
        before, mean = mean, _running([batch], mean=mean)[0]
        center = mean if updated_first else before
        var = KEEP * var + (1 - KEEP) * ((batch - center) ** 2).mean(axis=0)
    return mean, var


def _by_the_first_length(batches):
    """Running values from sums that are divided by the first batch's number of rows."""
    n, mean, var = len(batches[0]), 0.0, 1.0
    for batch in batches:
        center = batch.sum(axis=0) / n
        mean = KEEP * mean + (1 - KEEP) * center
        var = KEEP * var + (1 - KEEP) * ((batch - center) ** 2).sum(axis=0) / n
    return mean, var


def _decayed_once_more(batches):
    mean, var = _running(batches)
    old = KEEP ** len(batches)
    return KEEP * mean, old + KEEP * (var - old)


def _again_and_again(batches, Z):
    for k in range(len(batches)):
        Z = _normalise(Z, *_running(batches[: k + 1]))
    return Z


_PREDICT = (
    Mistake(
        "own-statistics",
        "You use the mean and variance of Z, as in train mode: the output of a row still depends "
        "on the other rows, and a row alone gives 0.",
        lambda batches, Z: _normalise(Z, Z.mean(axis=0), Z.var(axis=0)),
    ),
    Mistake(
        "root-forgotten",
        "You divide by the variance; it is its root, the standard deviation, that brings the "
        "spread to 1.",
        lambda batches, Z: (Z - _running(batches)[0]) / (_running(batches)[1] + EPS),
    ),
    Mistake(
        "no-epsilon-under-the-root",
        "Under the root, beside the running variance, 1e-5 is missing, or something smaller "
        "stands there: it matters once that variance is small, as after many batches of one row.",
        lambda batches, Z: (Z - _running(batches)[0]) / np.sqrt(_running(batches)[1]) + EPS,
    ),
    Mistake(
        "no-epsilon-under-the-root",
        "Under the root, beside the running variance, 1e-5 is missing, or something smaller "
        "stands there: it matters once that variance is small, as after many batches of one row.",
        lambda batches, Z: (Z - _running(batches)[0]) / (np.sqrt(_running(batches)[1]) + EPS),
    ),
    Mistake(
        "mean-not-subtracted",
        "The running mean is not taken away, or stays 0.",
        lambda batches, Z: Z / np.sqrt(_running(batches)[1] + EPS),
    ),
    Mistake(
        "not-divided",
        "Z keeps its spread: the mean alone is taken away. The division is missing, or it is one "
        "by 1, as where the running variance stays 1.",
        lambda batches, Z: Z - _running(batches)[0],
    ),
    Mistake(
        "factors-swapped",
        "0.9 and 0.1 are swapped: the running value keeps 0.9 of itself and takes 0.1 of the new "
        "batch. Yours forgets all but the last batches.",
        lambda batches, Z: _normalise(Z, *_running(batches, keep=0.1)),
    ),
    Mistake(
        "old-value-not-shrunk",
        "You add 0.1 of each batch to the whole old value; only 0.9 of the old value stays.",
        lambda batches, Z: _normalise(
            Z,
            0.1 * sum(b.mean(axis=0) for b in batches),
            1 + 0.1 * sum(b.var(axis=0) for b in batches),
        ),
    ),
    Mistake(
        "last-batch-only",
        "You use the last batch alone; the running values collect all of them.",
        lambda batches, Z: _normalise(Z, batches[-1].mean(axis=0), batches[-1].var(axis=0)),
    ),
    Mistake(
        "first-batch-only",
        "You use the first batch alone; the running values collect all of them.",
        lambda batches, Z: _normalise(Z, batches[0].mean(axis=0), batches[0].var(axis=0)),
    ),
    Mistake(
        "plain-average",
        "You average the batches with equal weights. The running value is updated batch by batch: "
        "0.9 of the old plus 0.1 of the new.",
        lambda batches, Z: _normalise(
            Z,
            np.mean([b.mean(axis=0) for b in batches], axis=0),
            np.mean([b.var(axis=0) for b in batches], axis=0),
        ),
    ),
    Mistake(
        "all-rows-together",
        "You put all batches together. The running values are updated batch by batch: 0.9 of the "
        "old plus 0.1 of the new.",
        lambda batches, Z: _normalise(
            Z, np.concatenate(batches).mean(axis=0), np.concatenate(batches).var(axis=0)
        ),
    ),
    Mistake(
        "variance-starts-at-zero",
        "The running variance starts at 1, not at 0.",
        lambda batches, Z: _normalise(Z, *_running(batches, var=0.0)),
    ),
    Mistake(
        "mean-starts-at-one",
        "The running mean starts at 0, not at 1.",
        lambda batches, Z: _normalise(Z, *_running(batches, mean=1.0)),
    ),
    Mistake(
        "starts-with-the-first-batch",
        "You start with the first batch's statistics; the running values start at 0 and 1.",
        lambda batches, Z: _normalise(
            Z, *_running(batches[1:], mean=batches[0].mean(axis=0), var=batches[0].var(axis=0))
        ),
    ),
    Mistake(
        "unbiased-variance",
        "You divide by n - 1. The variance asked for divides by n.",
        lambda batches, Z: _normalise(Z, *_running(batches, spread=_unbiased)),
    ),
    Mistake(
        "unbiased-variance",
        "You divide by n - 1. The variance asked for divides by n.",
        lambda batches, Z: _normalise(Z, *_running(batches, spread=_unbiased_from_two_rows)),
    ),
    *(
        Mistake(
            "another-epsilon",
            f"Yours is what {eps:g} under the root gives: it is 1e-5.",
            lambda batches, Z, eps=eps: _normalise(Z, *_running(batches), eps=eps),
        )
        for eps in (1e-3, 0.01, 0.1, 1.0, 1e5)
    ),
    *(
        Mistake(
            "another-epsilon",
            f"Yours is what {eps:g} beside the root gives: it is 1e-5, under the root.",
            lambda batches, Z, eps=eps: (
                (Z - _running(batches)[0]) / (np.sqrt(_running(batches)[1]) + eps)
            ),
        )
        for eps in (1e-3, 0.01, 0.1, 1.0)
    ),
    Mistake(
        "divided-by-columns",
        "You divide the sums over a batch's rows by the number of columns; divide by that of rows.",
        lambda batches, Z: _normalise(Z, *_over_columns(batches)),
    ),
    Mistake(
        "batch-not-weighted",
        "You add the whole of each batch's mean and variance; it comes in with the factor 0.1.",
        lambda batches, Z: _normalise(Z, *_batch_whole(batches)),
    ),
    Mistake(
        "sum-for-mean",
        "The running mean collects the sums of the columns; take their means.",
        lambda batches, Z: _normalise(Z, *_sums(batches)),
    ),
    Mistake(
        "row-by-row",
        "Yours is what an update with every single row gives: a batch makes one update, with its "
        "mean and its variance.",
        lambda batches, Z: _normalise(Z, *_running([r[None] for b in batches for r in b])),
    ),
    Mistake(
        "bias-corrected",
        "Yours is what weights that sum to 1 give, as Adam's correction for the start does. Here "
        "the running values start at 0 and 1, and are used as they are.",
        lambda batches, Z: _normalise(Z, *_corrected(batches)),
    ),
    Mistake(
        "standard-deviation-averaged",
        "You keep a running standard deviation; it is the variance that is averaged.",
        lambda batches, Z: _normalise(Z, *_running(batches, spread=_std)),
    ),
    Mistake(
        "standard-deviation-averaged",
        "You keep a running standard deviation; it is the variance that is averaged.",
        lambda batches, Z: _normalise(
            Z, _running(batches)[0], _running(batches, spread=_std)[1] ** 2
        ),
    ),
    Mistake(
        "last-variance-only",
        "The mean runs, the variance is that of the last batch alone: it runs as well.",
        lambda batches, Z: _normalise(Z, _running(batches)[0], batches[-1].var(axis=0)),
    ),
    Mistake(
        "variance-of-one-row",
        "In the calls here a batch of one row leaves your running variance as it was. Its own "
        "variance is 0, so that the running one shrinks to 0.9 of that.",
        lambda batches, Z: _normalise(
            Z, _running(batches)[0], _running([b for b in batches if len(b) > 1])[1]
        ),
    ),
    Mistake(
        "one-mean-for-all-columns",
        "Yours is what one mean and one variance for all columns give; each column keeps its own.",
        lambda batches, Z: _normalise(Z, *(value.mean() for value in _running(batches))),
    ),
    Mistake(
        "all-rows-together",
        "You put all batches together and update once. The running values are updated batch by "
        "batch.",
        lambda batches, Z: _normalise(Z, *_running([np.concatenate(batches)])),
    ),
    Mistake(
        "first-length-for-all",
        "You divide by the number of rows of the first batch every time; batches differ in length.",
        lambda batches, Z: _normalise(Z, *_by_the_first_length(batches)),
    ),
    Mistake(
        "single-rows-skipped",
        "Batches of one row play no part in yours. They do: their variance is 0.",
        lambda batches, Z: _normalise(Z, *_running([b for b in batches if len(b) > 1])),
    ),
    Mistake(
        "row-by-row",
        "You update once for every row of a batch; once for the whole batch is right.",
        lambda batches, Z: _normalise(Z, *_running([b for b in batches for _ in b])),
    ),
    Mistake(
        "bias-corrected",
        "You correct for the start, as Adam does. Batch normalisation does not: its running values "
        "start at 0 and 1, and are used as they are.",
        lambda batches, Z: _normalise(
            Z, *(value / (1 - KEEP ** len(batches)) for value in _running(batches))
        ),
    ),
    Mistake(
        "deviation-not-rooted",
        "You divide by a running standard deviation: average the variance, then take its root.",
        lambda batches, Z: (Z - _running(batches)[0]) / (_running(batches, spread=_std)[1] + EPS),
    ),
    Mistake(
        "one-mean-for-all-columns",
        "You take one mean over the whole batch. Each column has statistics of its own: axis 0.",
        lambda batches, Z: _normalise(Z, *_running(batches, axis=None)),
    ),
    Mistake(
        "only-the-mean-runs",
        "The mean comes from the batches, the variance still from Z: the rows still depend on each "
        "other.",
        lambda batches, Z: _normalise(Z, _running(batches)[0], Z.var(axis=0)),
    ),
    Mistake(
        "only-the-variance-runs",
        "The variance comes from the batches, the mean still from Z: the rows still depend on each "
        "other.",
        lambda batches, Z: _normalise(Z, Z.mean(axis=0), _running(batches)[1]),
    ),
    Mistake(
        "Z-among-the-batches",
        "You update the running values with Z as well. In predict mode they stay as they are.",
        lambda batches, Z: _normalise(Z, *_running(list(batches) + [Z])),
    ),
    Mistake(
        "never-updated",
        "What comes back is Z itself, or nearly, as with running values that stay at 0 and "
        "1: update them with every batch, and use them on Z.",
        lambda batches, Z: _normalise(Z, 0.0, 1.0),
    ),
    Mistake(
        "first-update-only",
        "Only the first batch is used, in one update, as where `return` stands inside the loop, "
        "one indentation too far.",
        lambda batches, Z: _normalise(Z, *_running(batches[:1])),
    ),
    Mistake(
        "first-batch-skipped",
        "The first batch plays no part.",
        lambda batches, Z: _normalise(Z, *_running(batches[1:])),
    ),
    Mistake(
        "last-batch-skipped",
        "The last batch plays no part.",
        lambda batches, Z: _normalise(Z, *_running(batches[:-1])),
    ),
    Mistake(
        "batches-in-reverse",
        "Yours is what the batches give in reverse order: the last batch should count most, with "
        "0.1, and the first one least.",
        lambda batches, Z: _normalise(Z, *_running(batches[::-1])),
    ),
    Mistake(
        "batches-sorted",
        "Yours is what the batches give when they are sorted by their number of rows: take them in "
        "the order in which they come.",
        lambda batches, Z: _normalise(Z, *_running(sorted(batches, key=len))),
    ),
    Mistake(
        "batches-sorted",
        "Yours is what the batches give when the largest comes first: take them in the order in "
        "which they come.",
        lambda batches, Z: _normalise(Z, *_running(sorted(batches, key=len, reverse=True))),
    ),
    Mistake(
        "decayed-once-too-often",
        "Each batch comes in with 0.09 where it should with 0.1, as where the exponent of 0.9 is "
        "too large by one: the last batch counts with 0.1 and no power of 0.9.",
        lambda batches, Z: _normalise(Z, *_decayed_once_more(batches)),
    ),
    Mistake(
        "undone",
        "You multiply by the root and add the mean, which undoes a normalisation: it is "
        "(Z - mean) / root.",
        lambda batches, Z: Z * np.sqrt(_running(batches)[1] + EPS) + _running(batches)[0],
    ),
    Mistake(
        "brackets",
        "Brackets: only the mean is divided by the root. It is (Z - mean) / root.",
        lambda batches, Z: Z - _running(batches)[0] / np.sqrt(_running(batches)[1] + EPS),
    ),
    Mistake(
        "multiplied-by-the-root",
        "You multiply by the root of the running variance; divide by it.",
        lambda batches, Z: (Z - _running(batches)[0]) * np.sqrt(_running(batches)[1] + EPS),
    ),
    Mistake(
        "divided-by-the-square",
        "You divide by the square of the running variance; divide by its root.",
        lambda batches, Z: (Z - _running(batches)[0]) / (_running(batches)[1] + EPS) ** 2,
    ),
    Mistake(
        "mean-added",
        "You add the running mean; it is taken away.",
        lambda batches, Z: (Z + _running(batches)[0]) / np.sqrt(_running(batches)[1] + EPS),
    ),
    Mistake(
        "sum-for-mean",
        "Your batch variance sums the squared distances; it is their mean.",
        lambda batches, Z: _normalise(Z, *_running(batches, spread=_sum_of_squares)),
    ),
    Mistake(
        "mean-of-squares",
        "Your batch variance is the mean of the squares: the mean has to be taken away before "
        "squaring.",
        lambda batches, Z: _normalise(Z, *_running(batches, spread=_mean_of_squares)),
    ),
    Mistake(
        "spread-around-the-running-mean",
        "Your batch variance is taken around the running mean; it is that around the batch's own "
        "mean, `batch.var(axis=0)`.",
        lambda batches, Z: _normalise(Z, *_around_the_running_mean(batches, False)),
    ),
    Mistake(
        "spread-around-the-running-mean",
        "Your batch variance is taken around the running mean; it is that around the batch's own "
        "mean, `batch.var(axis=0)`.",
        lambda batches, Z: _normalise(Z, *_around_the_running_mean(batches, True)),
    ),
    Mistake(
        "last-batch-once",
        "The last batch alone counts, as where each starts from 0 and 1 again: 0.9 belongs to the "
        "running value of the batch before.",
        lambda batches, Z: _normalise(Z, *_running(batches[-1:])),
    ),
    Mistake(
        "other-factors",
        "You keep 0.99 of the running value and take 0.01 of the batch; here it is 0.9 and 0.1.",
        lambda batches, Z: _normalise(Z, *_running(batches, keep=0.99)),
    ),
    *(
        Mistake(
            "other-factors",
            f"For the {what} you keep 0.99 of the running value and take 0.01 of the batch; here "
            "it is 0.9 and 0.1.",
            lambda batches, Z, mean=mean, var=var: _normalise(
                Z, _running(batches, keep=mean)[0], _running(batches, keep=var)[1]
            ),
        )
        for what, mean, var in (("mean", 0.99, KEEP), ("variance", KEEP, 0.99))
    ),
    Mistake(
        "variance-factors-swapped",
        "For the variance 0.9 and 0.1 are swapped: the running variance keeps 0.9 of itself.",
        lambda batches, Z: _normalise(Z, _running(batches)[0], _running(batches, keep=0.1)[1]),
    ),
    Mistake(
        "mean-factors-swapped",
        "For the mean 0.9 and 0.1 are swapped: the running mean keeps 0.9 of itself.",
        lambda batches, Z: _normalise(Z, _running(batches, keep=0.1)[0], _running(batches)[1]),
    ),
    Mistake(
        "starts-swapped",
        "The running mean starts at 0 and the variance at 1; yours are swapped.",
        lambda batches, Z: _normalise(Z, *_running(batches, mean=1.0, var=0.0)),
    ),
    Mistake(
        "normalised-in-the-loop",
        "You normalise Z again with every batch; do it once, after the last one.",
        lambda batches, Z: _again_and_again(batches, Z),
    ),
    Mistake(
        "one-variance-for-all-columns",
        "You take one variance over the whole batch. Each column has its own: axis 0.",
        lambda batches, Z: _normalise(
            Z, _running(batches)[0], _running(batches, spread=lambda b, axis: b.var())[1]
        ),
    ),
    Mistake(
        "rows-for-columns",
        "You normalise each row: that is layer normalisation.",
        lambda batches, Z: _normalise(
            Z, Z.mean(axis=1, keepdims=True), Z.var(axis=1, keepdims=True)
        ),
    ),
)


def _batches(seed, sizes, d):
    arrays = draw(seed, *[(n, d) for n in sizes])
    return [2.5 * a * (1 + np.arange(d)) + 3 * (i + 1) for i, a in enumerate(arrays)]


def _room(y):
    """What float32 may do to a difference of two entries as large as these."""
    return 1e-3 + 1e-6 * np.abs(y).max()


def _scale_differs(results, targets):
    """Tell whether the results change otherwise from row to row than the targets."""
    return not all(
        np.allclose(np.diff(r[0], axis=0), np.diff(t[0], axis=0), atol=_room(r[0]))
        for r, t in zip(results, targets, strict=True)
    )


def _affine_in_Z(cases, results):
    """Tell whether cases 0 and 1, with the same batches, share one scale and shift per column."""
    Z, y = (
        np.concatenate([a, b])
        for a, b in ((cases[0][1], cases[1][1]), (results[0][0], results[1][0]))
    )
    for z, column in zip(Z.T, y.T):
        fit = np.polyfit(z, column, 1)
        if not np.allclose(np.polyval(fit, z), column, atol=1e-3):
            return False
    return True


def _scaled_afterwards(cases, results, targets):
    """Tell whether the results are the targets times one number, plus one number."""
    y, t = (np.concatenate([np.ravel(a[0]) for a in arrays]) for arrays in (results, targets))
    if y.shape != t.shape or not np.isfinite(y).all():
        return False
    factor, shift = np.polyfit(t, y, 1)
    wrong = abs(factor - 1) > 1e-3 or abs(shift) > 1e-3
    return wrong and abs(factor) > 1e-3 and np.allclose(y, factor * t + shift, 1e-3, 2e-3)


def _right_for_equal_lengths(cases, results, targets):
    """Tell whether the results are right just where all batches have the same number of rows."""
    right = [
        r[0].shape == t[0].shape and np.allclose(r[0], t[0], atol=_room(r[0]))
        for r, t in zip(results, targets)
    ]
    return right == [len({len(batch) for batch in batches}) == 1 for batches, _ in cases]


def _mean_is_right(cases, results):
    """Tell whether in each column the result is 0 where Z is the running mean; None: unknown."""
    right = []
    for (batches, Z), (y,) in zip(cases, results):
        if len(Z) < 2:
            continue
        slope = (y[1] - y[0]) / (Z[1] - Z[0])
        if not slope.all():
            return None
        right.append(np.allclose(Z[0] - y[0] / slope, _running(batches)[0], 1e-3, 1e-3))
    return all(right)


_B1 = _batches(31, (5, 5, 5), 3)
_B2 = _batches(32, (4, 6, 3, 8, 5), 2)

TASK = Task(
    id="batch-norm-predict",
    title="Batch normalisation in predict mode",
    section="Train and predict mode",
    stars=3,
    statement="""\
Batch normalisation mixes the rows of a minibatch. The cure is to predict with *running*
statistics. Write `normalised(batches, Z)`: `batches` is a list of training minibatches of shape (n,
d), in order (n may differ), `Z` has d columns.

- Start with a running mean of 0 and a running variance of 1 for each column.
- For each batch in turn: running = 0.9 * running + 0.1 * the batch's (variance with division by
  n).
- Return (Z - running mean) / sqrt(running variance + 1e-5). Z itself updates nothing.
""",
    name="normalised",
    stub="def normalised(batches, Z):\n    return ...\n",
    solution="""\
def normalised(batches, Z):
    mean, var = 0, 1
    for batch in batches:
        mean = 0.9 * mean + 0.1 * batch.mean(axis=0)
        var = 0.9 * var + 0.1 * batch.var(axis=0)
    return (Z - mean) / np.sqrt(var + 1e-5)
""",
    explanation="In predict mode mean and variance are fixed numbers: each row is shifted and "
    "scaled on "
    "its own, a batch of one works, and the order of the rows does not matter.",
    hints=(
        "Two quantities run through the batches: a mean and a variance per column (axis 0).",
        "After the loop they are fixed. Z is shifted and scaled by them; its own mean is not used.",
        "var = 0.9 * var + 0.1 * batch.var(axis=0), starting from 1; the mean likewise from 0.",
    ),
    checker=FunctionCheck(
        names=("batches", "Z"),
        cases=[
            (_B1, draw(33, (4, 3)) * 3 + 2),
            (_B1, draw(34, (1, 3)) * 3 + 2),
            (_B2, draw(35, (6, 2)) * 3 - 1),
            (_batches(36, (1, 3), 1), draw(37, (2, 1)) * 3),
            (_batches(40, (3, 3), 3), draw(41, (4, 3))),  # as many rows as columns
            (_batches(38, (1,) * 90, 2), draw(39, (3, 2))),  # a variance as small as the 1e-5
        ],
        told=lambda batches, Z: f"{len(batches)} batches, Z of shape {Z.shape}",
        target=lambda batches, Z: _normalise(Z, *_running(batches)),
        parts=(Part("output", _PREDICT),),
        laws=(
            Mistake(
                "rows-not-treated-alike",
                "With the same batches every row of Z should be shifted and scaled alike, in "
                "every call. In yours it is not, as where the other rows of Z play a part, or "
                "where something is done after the scaling.",
                lambda cases, results, targets: not _affine_in_Z(cases, results),
            ),
            Mistake(
                "scaled-afterwards",
                "Yours is the right output times one number, plus another or 0, in all calls "
                "alike: nothing is scaled or shifted after the division by the root.",
                _scaled_afterwards,
            ),
            Mistake(
                "right-for-equal-lengths",
                "Yours is right in the calls where all batches have the same number of rows, and "
                "wrong in the others: every batch counts with 0.1, with the mean and variance of "
                "all its own rows.",
                _right_for_equal_lengths,
            ),
            Mistake(
                "variance-wrong",
                "What is taken away is right, and not what it is divided by: the root of (running "
                "variance + 1e-5), one per column, from 1, 0.9 of the old plus 0.1 of the batch's.",
                lambda cases, results, targets: _mean_is_right(cases, results),
            ),
            Mistake(
                "zero-and-scale-off",
                "In some calls here yours is not 0 where Z is the running mean, and in some it "
                "does not change by the change of Z, divided by the root of (running variance + "
                "1e-5).",
                lambda cases, results, targets: (
                    _scale_differs(results, targets) and _mean_is_right(cases, results) is False
                ),
            ),
            Mistake(
                "scale-differs",
                "From one row of Z to the next the output should change by the change of Z, "
                "divided by the root of (running variance + 1e-5); yours changes otherwise.",
                lambda cases, results, targets: _scale_differs(results, targets),
            ),
            Mistake(
                "mean-wrong",
                "The scale is right, but not what is taken away: the running mean, one per column, "
                "from 0, 0.9 of the old plus 0.1 of the batch's mean.",
                lambda cases, results, targets: True,
            ),
        ),
        modes=("mxnet", "numpy"),
    ),
)
