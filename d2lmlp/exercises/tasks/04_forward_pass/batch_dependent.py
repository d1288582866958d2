"""Does a row depend on the others? A long file, for its list of known mistakes."""

from dataclasses import replace

import numpy as np
from mxnet import npx

from d2lmlp.exercises.engine.compare import number
from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import (
    BadValue,
    LearnerError,
    NotAttempted,
    Yielded,
    is_mxnet,
    to_numpy,
)
from d2lmlp.exercises.kinds import minibatch_acts as acts
from d2lmlp.exercises.kinds.forms import remarked, sort_of
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw
from d2lmlp.exercises.kinds.results import ALL_RIGHT

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


NOT_FOR_ALL = "Right in every call here, but not for every act."

SOME_ROWS = (
    "Yours says no to {}, where only some rows depend on others. To be sure, look at each row in "
    "turn while all the others change."
)

REVERSED = (
    "Yours says no to act(Z) = the rows of Z in reverse order. There the output of a row is "
    "another row: compare each in its own place."
)

WIDE = (
    "Your bound is wide: yours says no to act(Z) = Z minus 0.002 times each column's mean. "
    "`> 1e-5` is room enough for rounding."
)

ONLY_MXNET = (
    "With act = npx.relu, which takes MXNet arrays alone, your code raises an error: hand act an "
    "MXNet array."
)

NOT_CALLED = "Yours never calls act: nothing but its outputs tells whether rows depend on others."

ROUNDS = (
    "Leave more room, as `> 1e-5` does: an act whose rows are on their own may round otherwise "
    "in a larger batch, as a matrix product does, and yours takes that for a yes."
)

_BATCH = (
    Mistake(
        "always-false",
        "You say no in every call here. Batch normalisation subtracts the column's mean: change "
        "one row clearly, and all others move.",
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
        _example(lambda act, Z: _differs(act(Z)[:1], act(_first_plus_one(Z))[:1])),
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
        for bound in (0.05, 0.1, 0.2, 0.5, 1.0)
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


class YesOrNoCheck(FunctionCheck):
    """Checks a function that answers True or False."""

    seconds = 20  # act may be called as often as one likes

    def _finished(self, answer, verdict):
        """Say of a right answer that looks at some of the rows only what escapes it."""
        verdict = super()._finished(answer, verdict)
        said = ""
        if verdict.status == "wrong":
            return self._of_a_wrong_one(answer, verdict)
        if verdict.status != "correct":
            return verdict
        if missed := self._missed(answer, acts.FOR_SOME_ROWS):
            said = SOME_ROWS.format(acts.FORMULAS[missed])
        elif self._missed(answer, (acts.reversed_rows,)):
            said = REVERSED
        elif self._missed(answer, (acts.minus_very_little_of_the_mean,)):
            said = WIDE
        more = self._of_mxnet_alone(answer) if verdict.message == ALL_RIGHT else ""
        if more or said not in ("", WIDE):
            verdict = replace(verdict, message=NOT_FOR_ALL)
        return remarked(verdict, said, more, self._of_its_calls(answer))

    def _of_a_wrong_one(self, answer, verdict):
        """Take back a name that fits in the calls alone, and say what is seen of its calls."""
        named = [
            m for m in self.mistakes if (m.id, m.message) == (verdict.mistake, verdict.message)
        ]
        if named and not any(self._does_the_same(answer, mistake) for mistake in named):
            right = sum(
                replace(self, cases=[case])._is_right(answer, "mxnet") for case in self.cases
            )
            said = f"Your result is right in {right} of {len(self.cases)} calls only: look at the "
            said += "one below."
            verdict = replace(verdict, mistake="wrong-in-some-cases", message=said)
        if verdict.mistake != "wrong-in-some-cases":
            return verdict
        given = self._given_to_act(answer)
        if not given:
            return replace(verdict, mistake="act-not-called", message=NOT_CALLED)
        if other := [shape[-1] for shape in given if shape[-1:] != _Z.shape[1:]]:
            more = f"Yours hands act an array with {other[0]} columns, and Z has {_Z.shape[1]}."
            return replace(verdict, message=f"{verdict.message} {more}")
        return verdict

    def _does_the_same(self, answer, mistake):
        """Tell whether an answer does what a mistake does with acts that are no case."""
        cases = [(act, _Z) for act in acts.FOR_SOME_ROWS]
        other = replace(self, cases=cases, target=lambda *case: float(mistake.example(*case)))
        return any(other._is_right(answer, mode) for mode in self.modes)

    def _given_to_act(self, answer):
        """The shapes of the arrays that an answer hands to its act."""
        given = []

        def act(A):
            given.append(np.shape(A))
            return acts.relu(A)

        for mode in self.modes:
            replace(self, cases=[(act, _Z)])._is_right(answer, mode)
        return given

    def _missed(self, answer, mixing):
        """Find one of the acts in which rows depend on others and to which the answer says no."""
        others = [(act, replace(self, cases=[(act, _Z)])) for act in mixing]
        missed = None
        for mode in (*self.modes, "mxnet64"):  # in one of them it runs
            found = [act for act, other in others if not other._is_right(answer, mode)]
            if not found:
                return None
            missed = found if missed is None else min(missed, found, key=len)
        return missed[0]

    def _of_its_calls(self, answer):
        """Say so where act gets an array with other columns, or rounding passes for a yes."""
        widths = []

        def act(A):
            widths.append(A.shape[-1])
            return acts.relu(A)

        def rounding(A):
            return A * (1 + 2e-7 * len(A))

        said = []
        for test in (act, rounding):
            alone = replace(self, cases=[(test, _Z)], target=lambda act, Z: 0.0)
            said.append(any(alone._is_right(answer, mode) for mode in self.modes))
        if other := [n for n in widths if n != _Z.shape[1]]:
            return f"Yours hands act an array with {other[0]} columns, and Z has {_Z.shape[1]}."
        return "" if said[1] or not said[0] else ROUNDS

    def _of_mxnet_alone(self, answer):
        """Say so where an answer fails with an act that takes MXNet arrays and no others."""
        try:
            replace(self, cases=[(npx.relu, _Z)]).outputs(answer, "mxnet")
        except LearnerError:
            return ONLY_MXNET
        except (BadValue, NotAttempted):
            pass
        return ""

    def split(self, result):
        if isinstance(result, Yielded) and len(result) > 1:
            said = "A generator came back, as from `yield`: `return` one True or False."
            raise BadValue("a-generator", said)
        if isinstance(result, (str, type)) or callable(result):
            sort = "a class" if isinstance(result, type) else sort_of(result)
            said = f"{sort[0].upper()}{sort[1:]} came back; True or False is asked for."
            raise BadValue("no-truth-value", said)
        values = getattr(result, "size", 1)
        numeric = is_mxnet(result) or isinstance(result, (int, float, np.generic, np.ndarray))
        if numeric and values == 1 and to_numpy(result).item() not in (0, 1):
            value = to_numpy(result).item()
            whole = float(value).is_integer()
            cure = (
                "return True where a row depends on others"
                if whole
                else (
                    "compare the largest absolute difference with a small bound, such as `> 1e-5`"
                )
            )
            raise BadValue(
                "number-for-truth-value",
                f"A number came back, {number(value)}, where True or False is asked for: {cure}.",
            )
        if isinstance(values, int) and values > 1:
            raise BadValue(
                "many-answers", f"{values} values came back; one is wanted: {_one_of(result)}"
            )
        return super().split(result)


def _one_of(result):
    """Say how many values become one."""
    if str(getattr(result, "dtype", "")).startswith("float"):
        return "is the largest absolute one above a small bound, such as 1e-5?"
    return "does *any* of them say so? `.any()` tells."


def _first_plus_one(Z):
    Z = Z.copy()
    Z[0] = Z[0] + 1
    return Z


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
        cases=[(act, _Z) for act in acts.LOCAL + acts.MIXING]
        + [(acts.minus_the_mean, _Z[:2]), (acts.relu, _Z[:2])],
        target=lambda act, Z: float(act not in acts.LOCAL),
        parts=(Part("answer", exact=True),),
        modes=("mxnet", "numpy"),
        mistakes=_BATCH,
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
