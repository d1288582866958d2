"""A dropout layer: long, for its list of known mistakes."""

from itertools import chain

import mxnet as mx
import numpy as np
from mxnet import autograd
from mxnet import np as mnp

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import BadValue, call, is_mxnet, to_numpy
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

# Large enough that a share of 0.2, 0.5 or 0.8 is told from its neighbours by far.
ONES = np.linspace(1, 2, 4000).reshape(100, 40)
CASES = [(ONES, p) for p in (0.0, 0.2, 0.5, 0.8, 1.0)]
NAMES = (
    "share of zeros",
    "factor of what is kept",
    "other factors",
    "new mask",
    "rows differ",
    "units differ",
    "some kept, some dropped",
    "number of zeros left to chance",
    "no nan",
)


def _run(answer, X, p):
    """Call a layer twice, and describe what it does in numbers that do not depend on chance."""
    mx.random.seed(0)
    np.random.seed(0)  # noqa: NPY002 (a learner may draw from the old generator)
    first, second = (to_numpy(call(answer, X, p)) for _ in range(2))
    shape = to_numpy(X).shape
    if first.shape != shape or second.shape != shape:
        return (np.nan,) * len(NAMES)
    factors = first / to_numpy(X)
    kept = factors[factors != 0]
    usual = np.median(kept) if kept.size else 0.0
    other = np.isnan(factors).any() or (abs(kept - usual) > 1e-3).any()
    dropped, again = factors == 0, second == 0
    mixed = 0 < p < 1
    if mixed:
        _look_closer(answer, X, p, first)
    alone = not mixed or (_uneven(dropped) and _uneven(dropped.T))
    return (
        round(float(dropped.mean()), 1) if alone else p,  # of few masks the share is chance
        usual,
        float(other),
        float(mixed and (dropped != again).any()),
        float(mixed and _uneven(dropped.T)),
        float(mixed and _uneven(dropped)),
        float(mixed and dropped.any() and not dropped.all()),
        float(mixed and not _counted_off(answer, X, p, dropped, again)),
        float(np.isfinite(first).all()),
    )


def _look_closer(answer, X, p, out):
    """Name what the numbers of a layer do not tell: another type, the mask alone, train mode."""
    kept = out[out != 0]
    if not kept.size or not np.isfinite(kept).all():
        return
    if kept.size < out.size and np.ptp(kept) < 1e-6:
        raise BadValue("mask-returned", "That is the mask: multiply `X` by it.")
    if np.array_equal(out, np.trunc(out)):
        raise BadValue("cut-to-integers", "Your result is cut to whole numbers; keep the floats.")
    if np.allclose(out, to_numpy(X)):
        with autograd.train_mode():
            acts = (to_numpy(call(answer, X, p)) == 0).any()
        if acts:
            raise BadValue(
                "train-mode-only",
                "Nothing is dropped: yours acts in train mode only, inside `autograd.record()`, as "
                "MXNet's own dropout does. Draw a mask yourself; it acts in each call.",
            )


def _counted_off(answer, X, p, *masks):
    """Every row, every column or every call drops just its share: no entry falls on its own."""
    for mask in masks[:1]:
        if any(len(set(mask.sum(axis=axis))) == 1 for axis in (0, 1)) and _uneven(mask):
            return True
    share = round(p * masks[0].size)
    more = (to_numpy(call(answer, X, p)) == 0 for _ in range(2))  # asked when it may be chance
    return all(mask.sum() == share for mask in chain(masks, more))


def _uneven(dropped):
    """Some rows have both kept and dropped entries."""
    return bool((dropped.any(axis=1) & ~dropped.all(axis=1)).any())


def _target(X, p):
    mixed = float(0 < p < 1)
    return p, 0.0 if p == 1 else 1 / (1 - p), 0.0, mixed, mixed, mixed, mixed, mixed, 1.0


def _uniform(shape):
    return np.random.default_rng(_uniform.calls.integers(1 << 30)).random(shape)


_uniform.calls = np.random.default_rng(5)


def _layer(keep, scale):
    """A wrong layer, for NumPy and MXNet arrays."""

    def layer(X, p):
        A = to_numpy(X)
        with np.errstate(all="ignore"):
            out = A * keep(A.shape, p) * scale(p)
        return mnp.array(out) if is_mxnet(X) else out

    return layer


def _mask(shape, p):
    return _uniform(shape) >= p


def _right_scale(p):
    return 1 / (1 - p) if p < 1 else 0.0


def _normal(shape, p):
    return np.random.default_rng(_uniform.calls.integers(1 << 30)).normal(size=shape) > p


def _divided(p):
    return np.float64(1) / (1 - p)


def _always_same(shape, p):
    return np.random.default_rng(7).random(shape) >= p


MISTAKES = (
    Mistake(
        "normal-for-uniform",
        "You draw from a normal distribution: a number above 0.5 comes in 31 of 100 cases there, "
        "not in 50. Draw uniformly from 0 to 1.",
        _layer(_normal, _right_scale),
    ),
    Mistake(
        "p-for-keep",
        "You keep with probability p. Here p is the probability to *drop*: for p = 0.2, 80 % stay.",
        _layer(lambda shape, p: _uniform(shape) < p, _right_scale),
    ),
    Mistake(
        "p-for-keep",
        "You take p for the probability to keep, in mask and scale: p = 0.2 drops 20 %.",
        _layer(lambda shape, p: _uniform(shape) < p, lambda p: 1 / p if p else 0.0),
    ),
    Mistake(
        "no-rescaling",
        "What is kept has to be divided by 1 - p, or the mean falls to 0.8 at p = 0.2.",
        _layer(_mask, lambda p: 1.0),
    ),
    Mistake(
        "divided-by-p",
        "You divide by p. The share that is kept is 1 - p: divide by that.",
        _layer(_mask, lambda p: 1 / p if p else 1.0),
    ),
    Mistake(
        "scaled-the-wrong-way",
        "You multiply by 1 - p: that makes what is kept smaller still. Divide.",
        _layer(_mask, lambda p: 1 - p),
    ),
    Mistake(
        "mask-per-unit",
        "One mask for all rows: each example needs its own.",
        _layer(lambda shape, p: _uniform((1, shape[1])) >= p, _right_scale),
    ),
    Mistake(
        "mask-per-example",
        "Whole rows are dropped: each *entry* is dropped on its own.",
        _layer(lambda shape, p: _uniform((shape[0], 1)) >= p, _right_scale),
    ),
    Mistake(
        "same-mask-each-call",
        "Two calls give the same mask: do not fix a seed inside.",
        _layer(_always_same, _right_scale),
    ),
    Mistake(
        "nan-at-one",
        "At p = 1 yours gives 0 / 0 = nan. Everything is dropped there: return zeros.",
        _layer(_mask, _divided),
    ),
    Mistake(
        "does-nothing",
        "Nothing is dropped.",
        _layer(lambda shape, p: np.ones(shape), lambda p: 1.0),
    ),
    Mistake(
        "expectation-for-sample",
        "You scale everything and drop nothing.",
        _layer(lambda shape, p: np.ones(shape), lambda p: 1 - p),
    ),
)

TASK = Task(
    id="dropout-layer",
    title="A dropout layer",
    section="The layer",
    stars=2,
    statement="""\
Write `my_dropout(X, p)` for `X` of shape (n, d) and 0 <= p <= 1: each entry is set to 0 with
probability `p`, on its own and anew in each call, and divided by 1 - p otherwise. `X` stays as it
is, p = 0 changes nothing, and p = 1 gives zeros.
""",
    name="my_dropout",
    stub="def my_dropout(X, p):\n    return ...\n",
    solution="""\
def my_dropout(X, p):
    if p == 1:
        return np.zeros_like(X)
    mask = np.random.uniform(size=X.shape) >= p
    return X * mask / (1 - p)
""",
    explanation="A uniform number is at least p with probability 1 - p. The division keeps the "
    "mean. At p = 1 it would be 0 / 0, which MXNet's own layer computes without a word.",
    hints=(
        "Draw a uniform number for each entry. Which of them are kept?",
        "Keep where the number is at least p, and divide by the share that is kept.",
        "`mask = np.random.uniform(size=X.shape) >= p`, and p = 1 by itself.",
    ),
    checker=FunctionCheck(
        names=("X", "p"),
        cases=CASES,
        target=_target,
        parts=tuple(Part(name) for name in NAMES),
        modes=("mxnet",),
        run=_run,
        mistakes=MISTAKES,
        measured=True,
        laws=(
            Mistake(
                "wrong-shape",
                "The output has to have the shape of X, and to be the only result.",
                lambda cases, results, targets: any(np.isnan(r[0]) for r in results),
            ),
            Mistake(
                "nan-for-zero",
                "Some entries are nan or infinite: what is dropped has to be 0.",
                lambda cases, results, targets: any(not r[8] for r in results),
            ),
            Mistake(
                "all-or-nothing",
                "Where 0 < p < 1, no entry of yours is 0 in some call, or every one is. Each "
                "*entry* has its own chance.",
                lambda cases, results, targets: any(r[6] != t[6] for r, t in zip(results, targets)),
            ),
            Mistake(
                "wrong-share",
                "The share of zeros has to be p.",
                lambda cases, results, targets: any(
                    abs(r[0] - t[0]) > 0.05 for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "wrong-factor",
                "What is kept has to be divided by 1 - p, all of it alike.",
                lambda cases, results, targets: any(
                    abs(r[1] - t[1]) > 1e-2 or r[2] for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "same-mask-each-call",
                "Two calls give the same mask: draw anew in each.",
                lambda cases, results, targets: any(r[3] != t[3] for r, t in zip(results, targets)),
            ),
            Mistake(
                "exact-share",
                "Yours drops exactly the share p, in each call, row or column: then whether an "
                "entry is dropped depends on the others. Each is dropped on its own.",
                lambda cases, results, targets: any(r[7] != t[7] for r, t in zip(results, targets)),
            ),
            Mistake(
                "mask-not-fresh",
                "Each entry needs a mask of its own, not one for its row or its column.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
