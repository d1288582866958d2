"""The tasks of notebook 04: parameters, logits, and functions of a whole minibatch."""

import numpy as np
from mxnet import np as mnp

from d2lmlp.exercises import threshold_check
from d2lmlp.exercises.choice_check import ChoiceCheck, Statement
from d2lmlp.exercises.function_check import FunctionCheck, Part
from d2lmlp.exercises.reference import draw
from d2lmlp.exercises.task import Mistake, Task
from d2lmlp.exercises.values import is_mxnet

NOTEBOOK = "04_forward_pass"

# --- parameter-count -----------------------------------------------------------------------------


def _pairs(sizes):
    return list(zip(sizes[:-1], sizes[1:]))


def _weights(sizes):
    return sum(a * b for a, b in _pairs(sizes))


_COUNT = (
    Mistake(
        "biases-forgotten",
        "You count the weights only. Every unit behind the inputs has a bias as well: 10-64-64-1 "
        "has 4,800 weights and 129 biases, 4,929 parameters.",
        _weights,
    ),
    Mistake(
        "hidden-biases-forgotten",
        "You count the biases of the output layer only. Hidden units have one each: 10-64-64-1 has "
        "4,929 parameters, not 4,801.",
        lambda s: _weights(s) + s[-1],
    ),
    Mistake(
        "output-bias-forgotten",
        "The output layer has biases too, one per output.",
        lambda s: _weights(s) + sum(s[1:-1]),
    ),
    Mistake(
        "inputs-have-biases",
        "The inputs are data: they have no biases. 10-64-64-1 has 64 + 64 + 1 of them.",
        lambda s: _weights(s) + sum(s),
    ),
    Mistake(
        "bias-of-the-wrong-side",
        "A layer's bias has one number per output of the layer, not per input.",
        lambda s: _weights(s) + sum(s[:-1]),
    ),
    Mistake(
        "one-bias-per-layer",
        "A layer has one bias for each of its units, not one for all.",
        lambda s: _weights(s) + len(s) - 1,
    ),
    Mistake(
        "one-bias-per-layer",
        "You add a single 1. A layer has one bias for each of its units.",
        lambda s: _weights(s) + 1,
    ),
    Mistake(
        "last-layer-forgotten",
        "The last layer is missing: sizes with n entries have n - 1 layers of weights.",
        lambda s: sum(a * b + b for a, b in _pairs(s)[:-1]),
    ),
    Mistake(
        "first-layer-forgotten",
        "The first layer is missing: the weights from the inputs count.",
        lambda s: sum(a * b + b for a, b in _pairs(s)[1:]),
    ),
    Mistake(
        "first-layer-only",
        "You count the first layer only.",
        lambda s: s[0] * s[1] + s[1],
    ),
    Mistake(
        "last-layer-only",
        "You count the last layer only: the sum over the layers is lost in the loop.",
        lambda s: s[-2] * s[-1] + s[-1],
    ),
    Mistake(
        "all-multiplied",
        "You multiply all sizes. Only neighbouring layers are connected: multiply in pairs, then "
        "add.",
        lambda s: float(np.prod(s)),
    ),
    Mistake(
        "units-counted",
        "You count units. Each pair of units in neighbouring layers has a weight.",
        sum,
    ),
    Mistake(
        "units-counted",
        "You count units. Each pair of units in neighbouring layers has a weight.",
        lambda s: sum(s[1:]),
    ),
    Mistake(
        "added-not-multiplied",
        "A layer from a to b units has a times b weights, not a plus b.",
        lambda s: sum(a + b for a, b in _pairs(s)),
    ),
    Mistake(
        "added-not-multiplied",
        "A layer from a to b units has a times b weights, not a plus b.",
        lambda s: sum(a + b + b for a, b in _pairs(s)),
    ),
    Mistake(
        "bias-per-weight",
        "You give every weight a bias. A unit has one bias, however many weights lead to it.",
        lambda s: 2 * _weights(s),
    ),
    Mistake(
        "bias-on-both-sides",
        "You count a bias on both sides: (a + 1)(b + 1) has one row too many. It is (a + 1) b.",
        lambda s: sum((a + 1) * (b + 1) for a, b in _pairs(s)),
    ),
    Mistake(
        "input-to-every-layer",
        "You connect the inputs with every layer. Layer k is fed by layer k - 1.",
        lambda s: sum(s[0] * b + b for b in s[1:]),
    ),
    Mistake(
        "all-pairs",
        "You connect every layer with every later one. Only neighbours are connected.",
        lambda s: sum(s[i] * s[j] for i in range(len(s)) for j in range(i)) + sum(s[1:]),
    ),
    Mistake(
        "not-added-up",
        "You return one number per layer; the task asks for their sum.",
        lambda s: np.array([a * b + b for a, b in _pairs(s)], float),
    ),
)

parameter_count = Task(
    id="parameter-count",
    title="Count the parameters",
    notebook=NOTEBOOK,
    stars=1,
    statement="""\
Write `count(sizes)`: the number of parameters, weights and biases, of an MLP with the layer widths
`sizes`, from the inputs to the outputs. `count([10, 64, 64, 1])` asks for a net with two hidden
layers; the sizes may be many or just two.
""",
    name="count",
    stub="def count(sizes):\n    return ...\n",
    solution="""\
def count(sizes):
    return sum(a * b + b for a, b in zip(sizes[:-1], sizes[1:]))
""",
    explanation="A layer from a to b units has a weight for each pair of units and a bias for "
    "each of "
    "its b units: a b + b. For 10-64-64-1: 704 + 4,160 + 65 = 4,929.",
    hints=(
        "How many weights lead from a layer of a units to one of b units? How many biases?",
        "A layer from a to b has a * b + b parameters.",
        "Go through neighbouring pairs with zip(sizes[:-1], sizes[1:]) and add up.",
    ),
    checker=FunctionCheck(
        names=("sizes",),
        cases=[([10, 64, 64, 1],), ([784, 256, 10],), ([3, 2],), ([2, 5, 3, 4, 7],)],
        target=lambda s: sum(a * b + b for a, b in _pairs(s)),
        parts=(Part("count", _COUNT, exact=True),),
        laws=(
            Mistake(
                "weights-missing",
                "That is fewer than the weights alone: a layer from a to b units has a times b of "
                "them.",
                lambda cases, results, targets: any(
                    r[0] < _weights(c[0]) for c, r in zip(cases, results)
                ),
            ),
            Mistake(
                "biases-missing",
                "More than the weights, fewer than all parameters: some biases are missing.",
                lambda cases, results, targets: all(r[0] <= t[0] for r, t in zip(results, targets)),
            ),
            Mistake(
                "counted-twice",
                "That is more than all weights and biases: something is counted twice.",
                lambda cases, results, targets: True,
            ),
        ),
        modes=("as it is",),
    ),
)

# --- logit-threshold -----------------------------------------------------------------------------

logit_threshold = Task(
    id="logit-threshold",
    title="A threshold for logits",
    notebook=NOTEBOOK,
    stars=1,
    statement="""\
A net's last layer gives a logit $z$; the probability is $\\sigma(z)$. Write `threshold(p)`: the
number $t$ such that $z > t$ exactly when $\\sigma(z) > p$, for a probability `p` strictly between
0 and 1.
""",
    name="threshold",
    stub="def threshold(p):\n    return ...\n",
    solution="""\
import math


def threshold(p):
    return math.log(p / (1 - p))
""",
    explanation="The sigmoid rises everywhere, so the threshold is where sigmoid(t) = p: t = "
    "log(p / (1 "
    "- p)). For p = 0.5 it is 0, not 0.5: sigmoid(0.5) is 0.622, and of normally distributed "
    "logits "
    "19 % fall between 0 and 0.5 and would be put in the wrong class.",
    hints=(
        "At the threshold both sides are equal: sigmoid(t) = p. Solve for t.",
        "1 / (1 + e^-t) = p means e^-t = (1 - p) / p.",
        "t is the logarithm of the odds p / (1 - p).",
    ),
    checker=threshold_check.CHECK,
)

# --- batch-dependent -----------------------------------------------------------------------------


def _lib(Z):
    return mnp if is_mxnet(Z) else np


def relu(Z):
    return _lib(Z).where(Z > 0, Z, 0 * Z)


def prelu(Z):
    return _lib(Z).where(Z > 0, Z, 0.25 * Z)


def layer_norm(Z):
    mean = Z.mean(axis=1, keepdims=True)
    var = ((Z - mean) ** 2).mean(axis=1, keepdims=True)
    return (Z - mean) / (var + 1e-5) ** 0.5


def feature_softmax(Z):
    e = _lib(Z).exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def constant(Z):
    return 0 * Z + 0.7


def tanh(Z):
    return _lib(Z).tanh(Z)


def batch_norm(Z):
    mean = Z.mean(axis=0, keepdims=True)
    var = ((Z - mean) ** 2).mean(axis=0, keepdims=True)
    return (Z - mean) / (var + 1e-5) ** 0.5


def batch_softmax(Z):
    e = _lib(Z).exp(Z)
    return e / e.sum(axis=0, keepdims=True)


def over_the_maximum(Z):
    return Z / Z.max()


def minus_the_mean(Z):
    return Z - Z.mean(axis=0, keepdims=True)


def scaled_by_the_batch(Z):
    return Z / (Z**2).mean() ** 0.5


def gated_by_the_mean(Z):
    return _lib(Z).tanh(Z) * (1 + (Z**2).mean(axis=0, keepdims=True))


def minus_a_weighted_mean(Z):
    weights = _lib(Z).arange(1.0, len(Z) + 1).reshape(-1, 1)
    return Z - (weights * Z).sum(axis=0, keepdims=True) / weights.sum()


def identity(Z):
    return 1 * Z


_LOCAL = (relu, prelu, layer_norm, feature_softmax, constant, tanh, identity)
_MIXING = (
    batch_norm,
    batch_softmax,
    over_the_maximum,
    minus_the_mean,
    scaled_by_the_batch,
    gated_by_the_mean,
    minus_a_weighted_mean,
)
_Z = draw(21, (6, 4))
_Z[2, 1] = 3.5  # the largest entry stands neither in the first nor in the last row


def _differs(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    return a.shape != b.shape or not np.allclose(a, b, atol=1e-6)


def _example(test):
    """A wrong test of batch dependence, on NumPy copies."""

    def answer(act, Z):
        return bool(test(lambda A: np.asarray(act(A), float), _numpy(Z)))

    return answer


def _numpy(Z):
    return Z.asnumpy().astype(float) if is_mxnet(Z) else np.asarray(Z, float)


_BATCH = (
    Mistake(
        "always-false",
        "You say no to everything: calling twice on the same Z, or comparing shapes, notices "
        "nothing. Batch normalisation subtracts the column's mean: change one row, all others "
        "move.",
        lambda act, Z: False,
    ),
    Mistake(
        "always-true",
        "You say yes to everything. ReLU looks at one entry at a time.",
        lambda act, Z: True,
    ),
    Mistake(
        "inverted",
        "Your answers are the wrong way round: True means that other rows matter.",
        _example(lambda act, Z: not _differs(act(Z)[:1], act(Z[:1]))),
    ),
    Mistake(
        "features-for-rows",
        "You test whether an entry depends on the other *features* of its own row, as in layer "
        "normalisation. The question is about other rows.",
        _example(
            lambda act, Z: _differs(
                act(Z)[:, :1], act(_shift(Z, (slice(None), slice(1, None))))[:, :1]
            )
        ),
    ),
    Mistake(
        "features-for-rows",
        "You test whether act works entry by entry. Layer normalisation does not, and yet each row "
        "is on its own there.",
        _example(lambda act, Z: _differs(act(Z[:1, :1]), act(Z)[:1, :1])),
    ),
    Mistake(
        "permutation-test",
        "You only permute the rows. Batch normalisation keeps its mean under a permutation, and "
        "still each row depends on the others.",
        _example(lambda act, Z: _differs(act(Z[::-1])[::-1], act(Z))),
    ),
    Mistake(
        "changes-its-own-row",
        "You compare a row with itself after it has changed, or with another row that stands in "
        "its place: that differs for ReLU too. Keep a row as it is and change the others.",
        _example(lambda act, Z: _differs(act(Z[::-1]), act(Z))),
    ),
    Mistake(
        "output-differs-from-input",
        "You test whether act changes Z. ReLU changes it, each row on its own.",
        _example(lambda act, Z: _differs(act(Z), Z)),
    ),
    Mistake(
        "linearity-test",
        "You test whether act is linear, which is another question: ReLU is not, and its rows do "
        "not mix.",
        _example(lambda act, Z: _differs(act(Z + 1), act(Z) + act(0 * Z + 1))),
    ),
    Mistake(
        "scaling-test",
        "You scale the whole batch at once. Row 0 changes then as well: leave it as it is and "
        "change only the others.",
        _example(lambda act, Z: _differs(act(2 * Z), act(Z))),
    ),
    Mistake(
        "scaling-test",
        "You scale the whole batch and ask whether the output scales with it. Leave row 0 as it is "
        "and change only the others.",
        _example(lambda act, Z: _differs(act(2 * Z), 2 * act(Z))),
    ),
    Mistake(
        "batch-doubled",
        "You repeat the batch: its mean and maximum stay, so batch normalisation passes. Change "
        "the other rows.",
        _example(lambda act, Z: _differs(act(np.concatenate([Z, Z]))[: len(Z)], act(Z))),
    ),
    Mistake(
        "mean-of-the-output",
        "You look for a column mean of 0. Other functions depend on the batch without that: Z / "
        "max(Z) does.",
        _example(lambda act, Z: np.allclose(act(Z).mean(axis=0), 0, atol=1e-4)),
    ),
    Mistake(
        "whole-batch-shifted",
        "A constant shift of the whole batch is not enough: x minus its mean does not notice it, "
        "and depends on the batch.",
        _example(lambda act, Z: _differs(act(Z + 1), act(Z))),
    ),
)


def _shift(Z, where):
    Z = Z.copy()
    Z[where] = Z[where] * 0.3 - 1.7
    return Z


batch_dependent = Task(
    id="batch-dependent",
    title="Does a row depend on the others?",
    notebook=NOTEBOOK,
    stars=2,
    statement="""\
Some functions act on a whole minibatch at once. Write `depends_on_batch(act, Z)`: `act` maps an
array of shape (n, d), a row for each example, to one of the same shape; `Z` is such an array.
Return `True` when the output of one row can change with the **other rows** of the batch, else
`False`. You may call `act` as often as you like, on any array with d columns.
""",
    name="depends_on_batch",
    stub="def depends_on_batch(act, Z):\n    return ...\n",
    solution="""\
def depends_on_batch(act, Z):
    alone = act(Z[:1])
    together = act(Z)[:1]
    return bool(abs(alone - together).max() > 1e-5)
""",
    explanation="Put a row through alone and among the others: if the output differs, the others "
    "matter. To change the other rows and look at the first does as well. A permutation of the "
    "rows "
    "is not enough: the mean of a column survives it.",
    hints=(
        "Keep one row as it is. What could you do with the others?",
        "Compare the row's output in the batch with its output when the other rows have changed, "
        "or "
        "are gone.",
        "Compare `act(Z)[:1]` with `act(Z[:1])`, with a little room for rounding.",
    ),
    checker=FunctionCheck(
        names=("act", "Z"),
        cases=[(act, _Z) for act in _LOCAL + _MIXING],
        target=lambda act, Z: float(act in _MIXING),
        parts=(Part("answer", exact=True),),
        modes=("mxnet", "numpy"),
        mistakes=_BATCH,
    ),
)

# --- batch-norm-predict --------------------------------------------------------------------------

EPS, KEEP = 1e-5, 0.9


def _running(batches, keep=KEEP, mean=0.0, var=1.0, spread=np.var, axis=0):
    for batch in batches:
        mean = keep * mean + (1 - keep) * batch.mean(axis=axis)
        var = keep * var + (1 - keep) * spread(batch, axis=axis)
    return mean, var


def _normalise(Z, mean, var):
    return (Z - mean) / np.sqrt(var + EPS)


def _unbiased(batch, axis):
    return np.var(batch, axis=axis, ddof=1)


def _std(batch, axis):
    return np.std(batch, axis=axis)


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
        "mean-not-subtracted",
        "The running mean is not taken away.",
        lambda batches, Z: Z / np.sqrt(_running(batches)[1] + EPS),
    ),
    Mistake(
        "not-divided",
        "You only take the mean away; divide by the root of the running variance as well.",
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
        "standard-deviation-averaged",
        "You keep a running standard deviation; it is the variance that is averaged.",
        lambda batches, Z: _normalise(Z, *_running(batches, spread=_std)),
    ),
    Mistake(
        "deviation-not-rooted",
        "You keep a running standard deviation and do not take a root: average the variance, then "
        "take its root.",
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
        "The running values are still at 0 and 1: they have to be updated with every batch.",
        lambda batches, Z: _normalise(Z, 0.0, 1.0),
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


_B1 = _batches(31, (5, 5, 5), 3)
_B2 = _batches(32, (4, 6, 3, 8, 5), 2)

batch_norm_predict = Task(
    id="batch-norm-predict",
    title="Batch normalisation in predict mode",
    notebook=NOTEBOOK,
    stars=3,
    statement="""\
Batch normalisation mixes the rows of a minibatch. The cure is to predict with *running*
statistics. Write `predict(batches, Z)`: `batches` is a list of training minibatches of shape (n,
d), in order (n may differ), `Z` has d columns.

- Start with a running mean of 0 and a running variance of 1 for each column.
- For each batch in turn: running = 0.9 * running + 0.1 * the batch's (variance with division by
  n).
- Return (Z - running mean) / sqrt(running variance + 1e-5). Z itself updates nothing.
""",
    name="predict",
    stub="def predict(batches, Z):\n    return ...\n",
    solution="""\
def predict(batches, Z):
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
        ],
        target=lambda batches, Z: _normalise(Z, *_running(batches)),
        parts=(Part("output", _PREDICT),),
        laws=(
            Mistake(
                "depends-on-the-other-rows",
                "With the same batches every row should be shifted and scaled alike; yours is not: "
                "the output still depends on the other rows of Z.",
                lambda cases, results, targets: not _affine_in_Z(cases, results),
            ),
            Mistake(
                "variance-wrong",
                "The rows are scaled by the wrong number: the root of the running variance.",
                lambda cases, results, targets: (
                    not np.allclose(
                        np.diff(results[0][0], axis=0), np.diff(targets[0][0], axis=0), atol=1e-3
                    )
                ),
            ),
            Mistake(
                "mean-wrong",
                "The scale is right, but what is taken away is not the running mean.",
                lambda cases, results, targets: True,
            ),
        ),
        modes=("mxnet", "numpy"),
    ),
)

# --- per-minibatch-nonlinearity ------------------------------------------------------------------

per_minibatch = Task(
    id="per-minibatch-nonlinearity",
    title="A nonlinearity of the whole minibatch",
    notebook=NOTEBOOK,
    stars=2,
    statement="""\
Suppose a nonlinearity acts on a whole minibatch at once, as one function of all rows (batch
normalisation in train mode does). Which of these statements are true? Give their letters in one
string, such as `minibatch_answer = "ac"`.

- **a.** The output for an example can change when the other examples in its minibatch change.
- **b.** The trouble is overfitting: such a net learns its training data by heart.
- **c.** A minibatch of one example can degenerate: normalised by itself it is all zeros.
- **d.** Each minibatch gets a different function, so the net has more parameters.
- **e.** The loss is no longer a sum over examples: one row's gradient reaches the others.
- **f.** For a prediction it does not matter, since the weights are fixed by then.
- **g.** One needs statistics from training, such as running means, to predict for one example.
""",
    name="minibatch_answer",
    stub='minibatch_answer = ...  # the letters of the true statements, such as "ac"\n',
    solution='minibatch_answer = "aceg"\n',
    explanation="The function is one and the same, but it looks at all rows: predictions depend "
    "on the "
    "company, a batch of one can degenerate, gradients couple the examples, and predict mode needs "
    "running statistics. Neither overfitting nor more parameters are involved.",
    hints=(
        "Ask for each statement: is it about other rows of the same minibatch?",
        "There are four true statements.",
        "a, c and e are true. Which of f and g follows from a?",
    ),
    checker=ChoiceCheck(
        (
            Statement(
                "",
                True,
                "subtract the column's mean from [1, 3] and the first row gives -1; from "
                "[1, 5] it gives -2.",
                "rows-thought-independent",
            ),
            Statement(
                "",
                False,
                "dependence on the batch is no overfitting; the noise it brings even "
                "regularises. The trouble is what the output means.",
                "overfitting",
            ),
            Statement(
                "",
                True,
                "one row minus its own mean is 0 in every column, whatever it was.",
                "single-row-overlooked",
            ),
            Statement(
                "",
                False,
                "it is one function of the whole batch, and a mean has 0 parameters.",
                "different-functions",
            ),
            Statement(
                "",
                True,
                "all 64 of 64 rows get a gradient from one row's output, with ReLU 1 of 64.",
                "gradients-thought-separate",
            ),
            Statement(
                "",
                False,
                "with fixed weights the output for [1] is -1 beside [3] and -2 beside "
                "[5]: it still depends on the batch.",
                "prediction-thought-safe",
            ),
            Statement(
                "",
                True,
                "with one example there is no batch to take a mean over: 0 would come "
                "out for every input.",
                "running-statistics-overlooked",
            ),
        )
    ),
)

TASKS = (parameter_count, logit_threshold, batch_dependent, batch_norm_predict, per_minibatch)
