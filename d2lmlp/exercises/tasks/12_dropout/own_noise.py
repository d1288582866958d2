"""Noise of one's own: long, for its list of known mistakes."""

import mxnet as mx
import numpy as np
from mxnet import np as mnp

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import call, is_mxnet, to_numpy
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

# So many entries, and these p, that no likely spread lies near a boundary of rounding.
X = np.where(np.add.outer(np.arange(200), np.arange(100)) % 2, 5.0, 1.0)
CASES = [(X, 0.0, True), (X, 0.1, True), (X, 0.4, True), (X, 0.5, True), (X, 0.5, False)]
NAMES = (
    "factor's mean",
    "factor's spread",
    "spread at small entries",
    "entries at zero",
    "new noise",
    "rows differ",
    "units differ",
)


def _run(answer, X, p, training):
    """Call a layer twice, and describe what it does in numbers that do not depend on chance."""
    mx.random.seed(0)
    np.random.seed(0)  # noqa: NPY002 (a learner may draw from the old generator)
    first, second = (to_numpy(call(answer, X, p, training)) for _ in range(2))
    inputs = to_numpy(X)
    if first.shape != inputs.shape or second.shape != inputs.shape:
        return (np.nan,) * len(NAMES)
    factor = first / inputs
    each = factor.std(axis=0).min() > 1e-4 < factor.std(axis=1).min()
    alone = each or (first == second).all()
    center, spread = _target(inputs, p, training)[:2]
    small, large = factor[inputs < 2], factor[inputs > 2]
    return (
        round(float(large.mean()), 1) if alone else center,  # of few draws the rest is chance
        round(float(large.std()), 1) if alone else spread,
        round(float(small.std()), 1) if alone else spread,
        float((first == 0).mean() > 0.01),
        float((first != second).any()),
        float(factor.std(axis=0).max() > 1e-4),
        float(factor.std(axis=1).max() > 1e-4),
    )


def _target(X, p, training):
    noisy = float(training and p > 0)
    spread = round((p / (1 - p)) ** 0.5, 1) * noisy
    return 1.0, spread, spread, 0.0, noisy, noisy, noisy


_RNG = np.random.default_rng(5)


def _layer(noise, apply=lambda A, e: A * (1 + e), always=False):
    """A wrong layer, for NumPy and MXNet arrays."""

    def layer(X, p, training):
        A = to_numpy(X)
        out = apply(A, noise(A.shape, p)) if training or always else A
        return mnp.array(out) if is_mxnet(X) else out

    return layer


def _normal(shape, spread):
    return spread * _RNG.normal(size=shape)


def _right(shape, p):
    return _normal(shape, (p / (1 - p)) ** 0.5)


def _mask(shape, p):
    return (_RNG.random(shape) >= p) / (1 - p) - 1


MISTAKES = (
    Mistake(
        "noise-added",
        "You add noise of one size to all. It has to grow with the entry: multiply by 1 + noise.",
        _layer(_right, lambda A, e: A + e),
    ),
    Mistake(
        "on-while-predicting",
        "Where training is False, X is to be returned as it is: noise costs points there.",
        _layer(_right, always=True),
    ),
    Mistake(
        "variance-for-deviation",
        "p / (1 - p) is the variance. The generator takes the standard deviation: its root.",
        _layer(lambda shape, p: _normal(shape, p / (1 - p))),
    ),
    Mistake(
        "p-for-deviation",
        "You take p for the standard deviation of the noise. It is the root of p / (1 - p).",
        _layer(lambda shape, p: _normal(shape, p)),
    ),
    Mistake(
        "p-for-variance",
        "You take p for the variance of the noise. It is p / (1 - p), more than p.",
        _layer(lambda shape, p: _normal(shape, p**0.5)),
    ),
    Mistake(
        "variance-of-the-mask",
        "p (1 - p) is the variance of the mask before it is divided by 1 - p. After it: "
        "p / (1 - p).",
        _layer(lambda shape, p: _normal(shape, (p * (1 - p)) ** 0.5)),
    ),
    Mistake(
        "odds-upside-down",
        "The odds are upside down: for p = 0.1 the variance is 1/9, and not 9.",
        _layer(lambda shape, p: _normal(shape, ((1 - p) / p) ** 0.5 if p else 0.0)),
    ),
    Mistake(
        "one-forgotten",
        "You multiply by the noise alone: the mean becomes 0. Multiply by 1 + noise.",
        _layer(_right, lambda A, e: A * e),
    ),
    Mistake(
        "noise-of-dropout",
        "That is dropout. Here nothing is set to 0: the factor is drawn from a normal "
        "distribution.",
        _layer(_mask),
    ),
    Mistake(
        "noise-per-unit",
        "One draw for all rows: each example needs its own.",
        _layer(lambda shape, p: _right((1, shape[1]), p)),
    ),
    Mistake(
        "noise-per-example",
        "One draw for a whole row: each *entry* needs its own.",
        _layer(lambda shape, p: _right((shape[0], 1), p)),
    ),
    Mistake(
        "one-draw-for-all",
        "One number is drawn for the whole array: each entry needs its own.",
        _layer(lambda shape, p: _right((1, 1), p)),
    ),
    Mistake(
        "same-noise-each-call",
        "Two calls give the same noise: draw anew in each, from no fixed seed.",
        _layer(lambda shape, p: (p / (1 - p)) ** 0.5 * np.random.default_rng(7).normal(size=shape)),
    ),
    Mistake(
        "does-nothing",
        "No noise is seen in training.",
        _layer(lambda shape, p: np.zeros(shape)),
    ),
    Mistake(
        "modes-swapped",
        "It is the wrong way round: noise belongs where training is True.",
        lambda X, p, training: _layer(_right)(X, p, not training),
    ),
)

TASK = Task(
    id="own-noise",
    title="Noise of your own",
    section="Relatives",
    stars=2,
    statement="""\
Dropout without zeros: in training, multiply every entry of `X` by $1 + \\varepsilon$, with
$\\varepsilon$ normal, mean 0, drawn for each entry on its own and anew in each call, such that mean
and variance are those of dropout with probability `p`. Write `my_noise(X, p, training)` for `X` of
shape (n, d) and 0 <= p < 1; where `training` is False, `X` is returned as it is.
""",
    name="my_noise",
    stub="def my_noise(X, p, training):\n    return ...\n",
    solution="""\
def my_noise(X, p, training):
    if not training:
        return X
    spread = (p / (1 - p)) ** 0.5
    return X * (1 + spread * np.random.normal(size=X.shape))
""",
    explanation="The factor of dropout, 0 or 1 / (1 - p), has mean 1 and variance p / (1 - p); any "
    "other factor with these two does the same to mean and variance. Noise that is *added* could "
    "be drowned out by larger weights; noise that multiplies cannot.",
    hints=(
        "By which factor does dropout multiply an entry, and what are its mean and variance?",
        "The factor 1 + noise needs the mean 1, and the noise the variance p / (1 - p).",
        "`X * (1 + (p / (1 - p)) ** 0.5 * np.random.normal(size=X.shape))`, in training only.",
    ),
    checker=FunctionCheck(
        names=("X", "p", "training"),
        cases=CASES,
        target=_target,
        parts=tuple(Part(name) for name in NAMES),
        modes=("mxnet",),
        run=_run,
        measured=True,
        mistakes=MISTAKES,
        laws=(
            Mistake(
                "wrong-shape",
                "The output has to have the shape of X.",
                lambda cases, results, targets: any(np.isnan(r[0]) for r in results),
            ),
            Mistake(
                "wrong-when-predicting",
                "Where training is False, X is to be returned as it is.",
                lambda cases, results, targets: any(a != b for a, b in zip(results[4], targets[4])),
            ),
            Mistake(
                "wrong-mean",
                "The factor needs the mean 1. Nothing is dropped, so nothing need be divided.",
                lambda cases, results, targets: any(abs(r[0] - 1) > 0.05 for r in results),
            ),
            Mistake(
                "wrong-spread",
                "The factor's standard deviation has to be the root of p / (1 - p), for large "
                "entries and for small ones.",
                lambda cases, results, targets: any(
                    abs(r[k] - t[k]) > 0.05 for r, t in zip(results, targets) for k in (1, 2)
                ),
            ),
            Mistake(
                "noise-not-fresh",
                "Each entry needs a normal draw of its own, anew in each call.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
