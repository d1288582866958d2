"""Does a row depend on the others? A long file, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.compare import number
from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import is_mxnet
from d2lmlp.exercises.kinds import minibatch_acts as acts
from d2lmlp.exercises.kinds.function import Part
from d2lmlp.exercises.kinds.of_the_batch import BATCH, YesOrNoCheck


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


def _rows(name, text, test):
    """A wrong test of a row, on each row in turn and on the first alone."""
    return tuple(
        Mistake(
            name,
            text,
            _example(lambda act, Z, k=k: any(test(act, Z, i) for i in range(len(Z))[:k])),
        )
        for k in (None, 1)
    )


def _alone(act, Z, i):
    return act(Z[i : i + 1])[0]


_TESTS = (
    Mistake(
        "always-false",
        "You say no in every call here. Batch normalisation subtracts the column's mean: in a "
        "batch of three rows or more, change one clearly, and all others move.",
        lambda act, Z: False,
    ),
    Mistake(
        "always-true",
        "You say yes in every call here. ReLU looks at one entry at a time.",
        lambda act, Z: True,
    ),
    Mistake(
        "last-row-missed",
        "You miss act(Z) = Z + 0.5 tanh(last row of Z): there each row but the last moves with "
        "the last one. Look at each row in turn while all the others change.",
        _example(lambda act, Z: _differs(act(Z)[-1], act(Z[-1:])[0])),
    ),
    *(
        Mistake(
            "inverted",
            "Your answers are the wrong way round: True means that other rows matter.",
            _example(
                lambda act, Z, k=k: (
                    not any(_differs(act(Z)[i], _alone(act, Z, i)) for i in range(len(Z))[:k])
                )
            ),
        )
        for k in (None, 1)
    ),
    *_rows(
        "features-for-rows",
        "Your answers are those of a test whether an entry depends on the other *features* of its "
        "own row, as in layer normalisation. The question is about other rows.",
        lambda act, Z, i: _differs(
            act(Z)[i, :1], act(_shift(Z, (slice(None), slice(1, None))))[i, :1]
        ),
    ),
    *_rows(
        "features-for-rows",
        "Your answers are those of a test whether act works entry by entry. Layer normalisation "
        "does not, and yet each row is on its own there.",
        lambda act, Z, i: _differs(act(Z[i : i + 1, :1]), act(Z)[i : i + 1, :1]),
    ),
    Mistake(
        "permutation-test",
        "Your answers are those of a test that only permutes the rows. Batch normalisation keeps "
        "its mean under a permutation, and still each row depends on the others.",
        _example(lambda act, Z: _differs(act(Z[::-1])[::-1], act(Z))),
    ),
    Mistake(
        "yes-for-relu",
        "Yours says yes for ReLU, too, as where different rows are compared, or a row before and "
        "after its own change. Keep a row as it is, change the others, and compare that row's "
        "output before and after.",
        _example(lambda act, Z: _differs(act(Z[::-1]), act(Z))),
    ),
    Mistake(
        "changes-its-own-row",
        "Your answers are those of a test that adds to a row and looks at that row, alone or "
        "among all: that differs for ReLU too. Keep a row as it is and change the others.",
        _example(lambda act, Z: _differs(act(Z)[:1], act(_first_plus(Z, 1))[:1])),
    ),
    *_rows(
        "first-column-missed",
        "Your answers are those of a test that leaves out the first column, if not more of them; "
        "act may mix the rows in any.",
        lambda act, Z, i: _differs(act(Z)[i, -1], _alone(act, Z, i)[-1]),
    ),
    *_rows(
        "last-column-missed",
        "Your answers are those of a test that leaves out the last column, if not more of them; "
        "act may mix the rows in any.",
        lambda act, Z, i: _differs(act(Z)[i, 0], _alone(act, Z, i)[0]),
    ),
    *_rows(
        "all-for-any",
        "Yours says no where only some entries of a row change, as the question whether *every* "
        "entry does: one is enough, `.any()` over all of them.",
        lambda act, Z, i: (np.abs(act(Z)[i] - _alone(act, Z, i)) > 1e-6).all(),
    ),
    Mistake(
        "first-row-only-changed",
        "Your answers are those of a test that changes or drops the first row alone: a row may "
        "depend on any other. Change all the others.",
        _example(lambda act, Z: _differs(act(Z[1:]), act(Z)[1:])),
    ),
    Mistake(
        "all-for-any",
        "Yours says no unless *every* entry of every row changes: one is enough, `.any()` over all "
        "of them.",
        _example(
            lambda act, Z: all(
                (np.abs(act(Z)[i] - _alone(act, Z, i)) > 1e-6).all() for i in range(len(Z))
            )
        ),
    ),
    *(
        Mistake(
            "signed-difference",
            "Your answers are those of a test on the largest difference without its absolute "
            "value: an output that only gets smaller, or only larger, is a change, too.",
            _example(
                lambda act, Z, sign=sign: any(
                    (sign * (act(Z)[i] - _alone(act, Z, i))).max() > 1e-6 for i in range(len(Z))
                )
            ),
        )
        for sign in (1, -1)
    ),
    *(
        Mistake(
            "bound-too-wide",
            f"Your answers are those of a test with a wide bound, such as `> {bound:g}`. A small "
            "dependence is one: `> 1e-5` is room enough for rounding.",
            _example(
                lambda act, Z, bound=bound: any(
                    np.abs(act(Z)[i] - _alone(act, Z, i)).max() > bound for i in range(len(Z))
                )
            ),
        )
        for bound in (0.2, 0.5, 1.0, 10.0)
    ),
    *(
        Mistake(
            "sums-compared",
            "Your answers are those of a test that compares sums or means of the outputs, in which "
            "differences cancel: compare entry by entry.",
            _example(test),
        )
        for test in (
            lambda act, Z: _differs(sum(_alone(act, Z, i) for i in range(len(Z))), act(Z).sum(0)),
            lambda act, Z: _differs(
                sum(_alone(act, Z, i).sum() for i in range(len(Z))), act(Z).sum()
            ),
        )
    ),
    *(
        Mistake(
            "signed-difference",
            "Your answers are those of a test on the sum of all differences, without their "
            "absolute values: what grows in one place and shrinks in another cancels, and an "
            "output may only get smaller, or only larger.",
            _example(
                lambda act, Z, sign=sign: (
                    sign * sum((act(Z)[i] - _alone(act, Z, i)).sum() for i in range(len(Z))) > 1e-4
                )
            ),
        )
        for sign in (1, -1)
    ),
    Mistake(
        "rows-added-up",
        "Your answers are those of a test whether act of the rows' sum is the sum of act: adding "
        "rows up mixes them itself, and ReLU of a sum is not the sum of ReLUs. Put each row "
        "through on its own.",
        _example(lambda act, Z: _differs(act(Z).sum(0), act(Z.sum(0, keepdims=True))[0])),
    ),
    Mistake(
        "own-slope-counted",
        "Your answers are those of a look whether the sum of all outputs changes. A row's own "
        "output is in it, and for batch normalisation all changes cancel: look at the output of "
        "one row while only the *other* rows change.",
        _example(lambda act, Z: _has_a_slope(lambda A: act(A).sum(), Z)),
    ),
    Mistake(
        "sum-of-the-output",
        "Your answers are those of a look for columns that sum to 1, as those of a softmax over "
        "the batch do. Other functions depend on the batch without that.",
        _example(lambda act, Z: np.allclose(act(Z).sum(axis=0), 1, atol=1e-4)),
    ),
    *(
        Mistake(
            "one-row-changed",
            "Your answers are those of a test that changes the first row alone and looks at the "
            "second alone. Look at each row in turn while all the others change.",
            _example(lambda act, Z, by=by: _differs(act(_first_plus(Z, by))[1], act(Z)[1])),
        )
        for by in (1, 10)
    ),
    Mistake(
        "every-row-for-some-row",
        "Your answers are those of the question whether *every* row changes; a single one is "
        "enough.",
        _example(lambda act, Z: all(_differs(act(Z)[i], _alone(act, Z, i)) for i in range(len(Z)))),
    ),
    Mistake(
        "yes-to-all-but-the-identity",
        "In the calls here you say yes to all but act(Z) = Z. ReLU changes Z as well, each row on "
        "its own: look at a row that stayed as it was while others changed.",
        _example(lambda act, Z: _differs(act(Z), Z)),
    ),
    Mistake(
        "linearity-test",
        "Your answers are those of a test whether act is linear, which is another question: ReLU "
        "is not, and its rows do not mix.",
        _example(lambda act, Z: _differs(act(Z + 1), act(Z) + act(0 * Z + 1))),
    ),
    Mistake(
        "scaling-test",
        "Your answers are those of a test that scales the whole batch at once. The row that is "
        "looked at changes then as well: leave it as it is and change only the others.",
        _example(lambda act, Z: _differs(act(2 * Z), act(Z))),
    ),
    Mistake(
        "scaling-test",
        "Your answers are those of a test whether the output scales with the whole batch. Leave "
        "the row that you look at as it is, and change only the others.",
        _example(lambda act, Z: _differs(act(2 * Z), 2 * act(Z))),
    ),
    Mistake(
        "batch-doubled",
        "Your answers are those of a test that repeats the batch: its mean and maximum stay, so "
        "batch normalisation passes. Change the other rows.",
        _example(lambda act, Z: _differs(act(np.concatenate([Z, Z]))[: len(Z)], act(Z))),
    ),
    Mistake(
        "mean-of-the-output",
        "Your answers are those of a look for a column mean of 0. Other functions depend on the "
        "batch without that: Z / max(Z) does.",
        _example(lambda act, Z: np.allclose(act(Z).mean(axis=0), 0, atol=1e-4)),
    ),
    Mistake(
        "whole-batch-shifted",
        "Your answers are those of a test that shifts the whole batch: the row that is looked at "
        "moves as well, and x minus its mean, which depends on the batch, does not notice. Keep "
        "the row and change the others.",
        _example(lambda act, Z: _differs(act(Z + 1), act(Z))),
    ),
)


def _first_plus(Z, step):
    Z = Z.copy()
    Z[0] = Z[0] + step
    return Z


def _has_a_slope(f, Z, step=1e-4):
    """Tell whether a number changes with any entry of Z."""
    moves = step * np.eye(Z.size).reshape(-1, *Z.shape)
    return any(abs(f(Z + move) - f(Z - move)) > 1e-3 * step for move in moves)


def _shift(Z, where):
    Z = Z.copy()
    Z[where] = Z[where] * 0.3 - 1.7
    return Z


def _said(cases, results):
    """What was said of each act, in its first case."""
    return {case[0]: bool(r[0]) for case, r in list(zip(cases, results))[::-1]}


def _no_where_order_plays_no_part(cases, results, targets):
    said = _said(cases, results)
    ordered = {acts.plus_the_last_row, acts.minus_a_weighted_mean, acts.ends_take_each_other}
    return any(said[act] for act in ordered) and not any(
        yes for act, yes in said.items() if act not in ordered
    )


def _yes_for_features(cases, results, targets):
    said = _said(cases, results)
    return (said[acts.layer_norm] and said[acts.feature_softmax]) and not (
        said[acts.batch_norm] or said[acts.batch_softmax] or said[acts.relu]
    )


TASK = Task(
    id="batch-dependent",
    title="Does a row depend on the others?",
    section="Train and predict mode",
    stars=2,
    statement="""\
Some functions act on a whole minibatch at once. Write `depends_on_batch(act, Z)`: `act` maps an
array of shape (n, d), a row for each example, to one of the same shape, and gives no nan; `Z` is
such an array, with two rows or more, all different.
Return `True` when the output of some row of `Z` changes with the **other rows** of the batch, else
`False`. You may call `act` as often as you like, on any array with d columns. A dependence that
only shows far from this `Z` need not be found.
""",
    name="depends_on_batch",
    stub="def depends_on_batch(act, Z):\n    return ...\n",
    solution="""\
def depends_on_batch(act, Z):
    alone = np.concatenate([act(Z[i : i + 1]) for i in range(len(Z))])
    return bool(abs(alone - act(Z)).max() > 1e-5)
""",
    explanation="Put each row through alone and among the others: if an output differs, the others "
    "matter. One row is not enough: where each row takes in those above it, the first notices "
    "nothing. To keep each row in turn and change the others does as well. A permutation of the "
    "rows "
    "is not enough: the mean of a column survives it.",
    hints=(
        "Keep one row as it is. What could you do with the others?",
        "Compare the row's output in the batch with its output when the other rows have changed, "
        "or "
        "are gone.",
        "Compare `act(Z)[i]` with `act(Z[i : i + 1])[0]` for each row i, with a little room for "
        "rounding.",
    ),
    checker=YesOrNoCheck(
        names=("act", "Z"),
        told=lambda act, Z: acts.FORMULAS[act],
        shown=lambda v: str(bool(v)) if v in (0, 1) else number(v),
        cases=[(act, BATCH) for act in acts.LOCAL + acts.MIXING]
        + [(acts.minus_the_mean, BATCH[:2]), (acts.relu, BATCH[:2])],
        target=lambda act, Z: float(act not in acts.LOCAL),
        parts=(Part("answer", exact=True),),
        modes=("mxnet", "numpy"),
        mistakes=_TESTS,
        laws=(
            Mistake(
                "blind-to-values",
                "In the calls here yours says no wherever the order of the rows plays no part, as "
                "a test does that only moves rows about: their mean, variance and maximum stay. "
                "Change the values of the other rows.",
                _no_where_order_plays_no_part,
            ),
            Mistake(
                "features-for-rows",
                "Yours says yes for layer normalisation and for softmax over each row, no for "
                "batch normalisation and for softmax over each column. The rows are the examples, "
                "the columns are features: the question is about other *rows*.",
                _yes_for_features,
            ),
            Mistake(
                "two-rows",
                "In the calls here yours is wrong for the batch of two rows alone. Does it look at "
                "every row, the first and the last among them, while all the others change?",
                lambda cases, results, targets: all(
                    r[0] == t[0] or len(c[1]) == 2 for c, r, t in zip(cases, results, targets)
                ),
            ),
        ),
    ),
)
