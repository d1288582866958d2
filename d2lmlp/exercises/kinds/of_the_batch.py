"""A yes or no to the question whether a row depends on the others: what is seen of the answer."""

from dataclasses import replace
from functools import wraps

import numpy as np
from mxnet import npx

from d2lmlp.exercises.engine.compare import number
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
from d2lmlp.exercises.kinds.function import FunctionCheck
from d2lmlp.exercises.kinds.reference import draw
from d2lmlp.exercises.kinds.results import ALL_RIGHT

BATCH = draw(21, (6, 4))
BATCH[2, 1] = 3.5  # the largest entry stands neither in the first nor in the last row


NOT_FOR_ALL = "Right in every call here, but not for every act."

SOME_ROWS = (
    "Yours says no to {}. There only some rows depend on others: to be sure, look at each row in "
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


class YesOrNoCheck(FunctionCheck):
    """Checks a function that answers True or False."""

    seconds = 20  # act may be called as often as one likes
    carets = False  # of two truth values an exclusive or is what it says

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
        return replace(verdict, message=f"{verdict.message} {_other_columns(given)}".strip())

    def _does_the_same(self, answer, mistake):
        """Tell whether an answer does what a mistake does with acts that are no case."""
        cases = [(act, BATCH) for act in acts.FOR_SOME_ROWS]
        other = replace(self, cases=cases, target=lambda *case: float(mistake.example(*case)))
        return any(other._is_right(answer, mode) for mode in self.modes)

    def _given_to_act(self, answer):
        """The shapes of the arrays that an answer hands to an act, the first that it calls."""
        given = []

        def noting(act):
            @wraps(act)
            def noted(A):
                given.append(np.shape(A))
                return act(A)

            return noted

        for act in dict.fromkeys(act for act, _ in self.cases):
            alone = replace(self, cases=[(noting(act), BATCH)], target=lambda act, Z: 0.0)
            for mode in self.modes:
                alone._is_right(answer, mode)
            if given:
                break
        return given

    def _missed(self, answer, mixing):
        """Find one of the acts in which rows depend on others and to which the answer says no."""
        others = [(act, replace(self, cases=[(act, BATCH)])) for act in mixing]
        missed = None
        for mode in (*self.modes, "mxnet64"):  # in one of them it runs
            found = [act for act, other in others if not other._is_right(answer, mode)]
            if not found:
                return None
            missed = found if missed is None else min(missed, found, key=len)
        return missed[0]

    def _of_its_calls(self, answer):
        """Say so where act gets an array with other columns, or rounding passes for a yes."""
        if other := _other_columns(self._given_to_act(answer)):
            return other

        def rounding(A):
            return A * (1 + 2e-7 * len(A))

        said = []
        for test in (acts.relu, rounding):
            alone = replace(self, cases=[(test, BATCH)], target=lambda act, Z: 0.0)
            said.append(any(alone._is_right(answer, mode) for mode in self.modes))
        return "" if said[1] or not said[0] else ROUNDS

    def _of_mxnet_alone(self, answer):
        """Say so where an answer fails with an act that takes MXNet arrays and no others."""
        try:
            replace(self, cases=[(npx.relu, BATCH)]).outputs(answer, "mxnet")
        except LearnerError:
            return ONLY_MXNET
        except (BadValue, NotAttempted):
            pass
        return ""

    def split(self, result):
        if isinstance(result, Yielded) and len(result) > 1:
            said = "A generator came back, as from `yield`: `return` one True or False."
            raise BadValue("a-generator", said)
        if isinstance(result, (list, tuple)) and len(result) > 1:
            said = f"{len(result)} values came back; one is wanted, True or False"
            if all(isinstance(item, (bool, np.bool_)) for item in result):
                said += ": True if the output of *some* row changes"
            raise BadValue("many-answers", f"{said}.")
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


def _other_columns(given):
    """Say so where an array with other columns than Z is among those handed to act."""
    other = [shape[-1] for shape in given if shape and shape[-1] != BATCH.shape[1]]
    if not other:
        return ""
    return f"Yours hands act an array with {other[0]} columns, and Z has {BATCH.shape[1]}."


def _one_of(result):
    """Say how many values become one."""
    if str(getattr(result, "dtype", "")).startswith("float"):
        return "whether the largest absolute difference is above a small bound, such as 1e-5."
    return "whether *any* of them says so, `.any()`."
