"""Check a learner's function: long, for it calls it in each form that its arguments may have."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Callable, Optional

import numpy as onp

from d2lmlp.exercises.engine import copied, errors, mxnet_traps, watch
from d2lmlp.exercises.engine.compare import number
from d2lmlp.exercises.engine.keeping import KEPT, remember
from d2lmlp.exercises.engine.stubs import is_stub
from d2lmlp.exercises.engine.task import Mistake
from d2lmlp.exercises.engine.values import (
    BadValue,
    LearnerError,
    NotAttempted,
    as_numpy,
    call,
    convert,
    is_mxnet,
    untouched,
    verdict_of,
)
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.arguments import (
    OVERWRITES,
    and_overwritten,
    cannot_be_called,
    changed_in_place,
    same,
    snapshot,
)
from d2lmlp.exercises.kinds.far import far_out
from d2lmlp.exercises.kinds.forms import (
    EMPTY,
    MODES,
    NONE,
    list_remark,
    other_mode,
    other_shapes,
    remarked,
)
from d2lmlp.exercises.kinds.kept import (
    OVERWRITTEN_RESULT,
    keeps_by_shape,
    overwrites_its_result,
    stops_when_called_again,
)
from d2lmlp.exercises.kinds.parts import Part, one_by_one, right, taken_apart
from d2lmlp.exercises.kinds.remarks import NOT_ALL_DIGITS, approximated, rounded, two_axes
from d2lmlp.exercises.kinds.results import compare
from d2lmlp.exercises.kinds.second_look import (
    CARET,
    named_where_it_runs,
    otherwise,
    reordered,
    spoilt,
    uses_a_caret,
    written_in_part,
)

KEEPS = "differs-when-called-again"
BY_AUTOGRAD = (
    "no-record",
    "no-attach-grad",
    "outside-the-record",
    "no-backward",
    "no-gradient-arrives",
)
FORMULA_ASKED = "But the task asks for a formula, without autograd: none of that is needed."
A_FORMULA_ASKED = "The task asks for a formula."
ONLY_THERE = {
    "list": "Yours is right for lists. It gets an MXNet array, and there it stops:",
    "float": "Yours is right for one number at a time. It gets an array, and there it stops:",
}
# Errors of MXNet's where NumPy raises none: what an answer does there it does not do here.
NEVER_IN_MXNET = ("mxnet-number-as-key", "no-floor-division")


@dataclass(frozen=True, eq=False)
class FunctionCheck:
    """Checks ``f(*arguments)`` against a target on fixed cases.

    Attributes
    ----------
    names : tuple of str
        The arguments' names.
    aligned : tuple of str
        The arguments of which each entry belongs to the same entry of the result.
    told : callable, optional
        A case's arguments -> words for it in the table, such as "n = 6 rows".
    shown : callable
        Writes a number of the table.
    forbidden : tuple of (what, mistake, message)
        What `watch` notes and the statement rules out; it is told when the values are right.
    measured : bool
        The parts are what `run` has measured of the answer: the laws say what is wrong with it,
        and how these numbers relate to their targets says nothing.
    far : tuple of tuple
        Cases so far out that a right formula may overflow: a result that is not finite there is a
        remark on a right answer, any other wrong one is wrong.
    cure : str
        What to use there.
    cases : list of tuple, or a function that makes it
        Arguments as float64 NumPy arrays, numbers, or lists of these.
    target : callable
        Arguments -> tuple with one array or number for each part.
    parts : tuple of Part
    modes : tuple of str
        The forms of the arguments, in the order in which they are tried.
    elementwise : bool
        The function maps each entry of its first argument on its own.
    wants_arrays : bool
        The statement speaks of an array: what stops there is no answer. Else it counts where it
        is right for lists, or for one number at a time.
    run : callable
        How the answer is used: ``run(answer, *arguments)`` gives the results.
    mistakes : tuple of Mistake
        Each example is a whole wrong answer, run like the learner's.
    laws : tuple of Mistake
        What every right answer obeys, for wrong answers that nobody foresaw: each example is a
        function (cases, results, targets) that is true when the law is broken. The first one
        that is broken names the mistake.
    """

    names: tuple[str, ...]
    cases: Any
    target: Callable
    parts: tuple[Part, ...]
    modes: tuple[str, ...] = ("mxnet", "numpy", "list")
    elementwise: bool = False
    wants_arrays: bool = False
    run: Callable = call
    mistakes: tuple[Mistake, ...] = ()
    laws: tuple[Mistake, ...] = ()
    aligned: tuple[str, ...] = ()
    told: Optional[Callable] = None
    shown: Callable = number
    forbidden: tuple = ()
    measured: bool = False
    far: tuple = ()
    cure: str = ""

    carets = True  # a `^` in a wrong answer may be meant as a power

    def judge(self, answer):
        """Check an answer; returns a Verdict and raises nothing."""
        if callable(self.cases):
            return replace(self, cases=self.cases()).judge(answer)
        if untouched(answer):
            return NONE if answer is None else EMPTY
        if refused := cannot_be_called(answer, self.names):
            return refused
        _ = self.targets, self.wrong_results  # before any code of the learner's runs
        self.seen.clear()
        watch.clear()
        copied.nothing_printed_yet()
        try:
            verdict = self._judge_modes(answer)
        except NotAttempted as not_attempted:
            if begun := written_in_part(self, answer, *not_attempted.args):
                return begun
            stub = is_stub(answer)  # else it raises NotImplementedError, or is a lambda with dots
            said = "still the empty stub" if stub else "not written yet"
            own = " ".join(str(error) for error in not_attempted.args)
            own = f" It says: {errors.printable(own)}" if own else ""
            return Verdict("not attempted", f"The function is {said}.{own}")
        return self._finished(answer, verdict)

    def wrong_answers(self):
        """Yield (mistake id, a function that makes it)."""
        for mistake in self.mistakes:
            yield mistake.id, mistake.example
        for k, part in enumerate(self.parts):
            for mistake in part.mistakes:
                yield mistake.id, self._with_part(k, mistake.example)

    def _with_part(self, k, example):
        def answer(*args):
            args = [as_numpy(a) for a in args]
            result = list(_tuple(self.target(*args)))
            result[k] = example(*args)
            return tuple(result) if len(result) > 1 else result[0]

        return answer

    def split(self, result):
        """Take what was returned apart; a task with results of its own kind has its own way."""
        counts = self.parts[0].exact and any(abs(t - 0.5).max() > 0.5 for t, *_ in self.targets)
        if len(self.parts) == 1 and isinstance(result, (bool, onp.bool_)) and counts:
            raise BadValue(
                "truth-value", f"{result} came back, a truth value: a number is asked for."
            )
        several = len(self.parts) > 1 and all(t.size == 1 for want in self.targets for t in want)
        if several and (is_mxnet(result) or isinstance(result, onp.ndarray)) and result.ndim == 1:
            result = list(result)  # numbers side by side
        return taken_apart(self.parts, result, {t.shape for want in self.targets for t in want})

    def form(self, result, want):
        """Say in which other form than its target a result came back, if any."""
        return list_remark(self.parts, result, want)

    def one_by_one(self, answer, case):
        """Call a function of plain numbers for each entry of the first argument."""
        return one_by_one(answer, case)

    def _judge_modes(self, answer):
        first, raised, altered = None, None, None
        afresh = remember(answer)
        modes = [*self.modes, *(["float"] if self.elementwise else [])]
        for mode in modes:
            if first is not None and mode in ("list", "float"):
                break  # it runs on arrays: what it does with single numbers is no answer
            if afresh:
                afresh()
            try:
                outputs, changed = self.outputs(answer, mode)
            except (LearnerError, BadValue) as error:
                threw = isinstance(error, LearnerError)
                if threw and error.mistake in NEVER_IN_MXNET:
                    return Verdict(*verdict_of(error))
                if threw and error.mistake == "types-do-not-fit" and mode == "mxnet":
                    modes.append("mxnet64")  # it may make arrays of float64 of its own
                if stopped := stops_when_called_again(self, answer, mode, afresh):
                    return stopped
                if threw:
                    raised = raised or error
                    first = first or named_where_it_runs(self, answer, mode, error)
                first = first or (None if threw else Verdict(*verdict_of(error)))
                continue
            verdict = self.compare(outputs)
            if verdict.status == "correct" and not keeps_by_shape(self, answer, mode, afresh):
                if raised and self.wants_arrays and mode in ("list", "float"):
                    return Verdict("error", f"{ONLY_THERE[mode]} {raised}", raised.mistake)
                other = other_mode(self, mode, raised, first)
                return self._right(answer, mode, verdict, outputs, changed, other)
            if verdict.status == "correct":
                return replace(verdict, status="wrong", mistake=KEEPS, message=KEPT)
            if raised and mode in ("list", "float"):
                continue  # it stops on arrays: what it does with lists is no answer
            altered = altered or changed
            if mode == "mxnet":
                zero = (verdict.mistake or "").endswith("zero")  # as of a difference that is lost
                spoilt_by = spoilt(self, answer, rounding=zero or not self.mistaken(verdict))
                if spoilt_by:
                    return replace(verdict, message=spoilt_by[1], mistake=spoilt_by[0])
            if first is None or first.status == "error":
                first = otherwise(self, answer, mode, outputs, verdict, afresh)
                if first.mistake == KEEPS and not altered:
                    return first  # what comes of a further go is no answer
        if altered and first.status == "wrong":
            more = first.message if self.mistaken(first) else ""
            return replace(first, message=and_overwritten(*altered, more), mistake=OVERWRITES)
        first = first or Verdict(*verdict_of(raised))
        return first if self.mistaken(first) else reordered(self, answer) or first

    def _right(self, answer, mode, verdict, outputs, changed, other):
        """Say of right values in which form they came, and what else the function does."""
        if other:
            agrees = f"Your answer agrees with the target for {MODES[mode]}."
            verdict = replace(verdict, message=agrees)
        if mode != "float" and overwrites_its_result(self, answer, mode):
            return replace(verdict, status="wrong", mistake=KEEPS, message=OVERWRITTEN_RESULT)
        said = other_shapes(self, outputs), other, two_axes(self, answer, mode)
        return changed_in_place(*changed) if changed else remarked(verdict, *said)

    def mistaken(self, verdict):
        """Tell whether a verdict names one of the task's own known mistakes."""
        return verdict.mistake in {m.id for part in self.parts for m in part.mistakes} | {
            m.id for m in self.mistakes
        }

    def _is_right(self, answer, mode, room=None):
        """Tell whether an answer is right in every case; it ends with the first that is not."""
        for case, want in zip(self.cases, self.targets):
            try:
                (out,), _ = replace(self, cases=[case]).outputs(answer, mode)
            except (NotAttempted, LearnerError, BadValue):
                return False
            if not self.agrees(out, want, room):
                return False
        return True

    def agrees(self, out, want, room=None):
        """Tell whether the parts of one result are their targets."""
        return all(right(y, t, part, room) for y, t, part in zip(out, want, self.parts))

    def _finished(self, answer, verdict):
        """Add to a right answer what the statement rules out, or where it breaks."""
        formula = any(what == "backward" for what, *_ in self.forbidden)
        if formula and verdict.mistake in BY_AUTOGRAD:
            return replace(verdict, message=f"{verdict.message} {FORMULA_ASKED}")
        if formula and verdict.mistake == mxnet_traps.ROUNDING[0]:
            return replace(verdict, message=f"{verdict.message} {A_FORMULA_ASKED}")
        unnamed = verdict.status == "wrong" and not self.mistaken(verdict)
        if unnamed and self.carets and uses_a_caret(answer):
            return replace(verdict, message=f"{verdict.message} {CARET}")
        if verdict.status != "correct":
            return verdict
        for what, mistake, message in self.forbidden:
            if what in self.seen:
                return Verdict("wrong", message, mistake)
        said = watch.remarks(self.seen)
        if self.aligned or formula:
            said.append(approximated(self, answer, formula))
        elif {"mxnet", "numpy"} <= {*self.modes}:
            said.append(rounded(self, answer))
        if any(NOT_ALL_DIGITS in remark for remark in said):
            agrees = verdict.message.replace(" in every", " to some digits in every")
            verdict = replace(verdict, message=agrees)
        verdict = remarked(verdict, *said)
        return far_out(self, answer, verdict) if self.far else verdict

    def outputs(self, answer, mode):
        """Call the answer on all cases.

        Returns
        -------
        list of list of numpy.ndarray
            Case by case the parts.
        tuple (str, object) or None
            The name of an argument that it changed, and that argument.
        """
        results, changed = [], None
        for case, want in zip(self.cases, self.targets):
            if mode == "float":
                results.append(self.one_by_one(answer, case))
                continue
            args = [convert(value, mode) for value in case]
            before = [snapshot(arg) for arg in args]
            try:
                result = self.run(answer, *args)
            except BadValue as bad:
                raise self._now_and_then(answer, mode, bad) from None
            results.append(self.split(result))
            if any(isinstance(value, onp.ndarray) for value in case) and mode != "list":
                watch.remark(self.form(result, want))
            self.seen.update(watch.used)
            for name, arg, value in zip(self.names, args, before):
                if changed is None and not same(snapshot(arg), value):
                    changed = name, arg
        return results, changed

    def _now_and_then(self, answer, mode, bad):
        """Tell None that always comes back from None on one of the ways through a function."""
        if bad.mistake != "returned-none" or len(self.cases) < 2:
            return bad
        for case in self.cases:
            try:
                replace(self, cases=[case]).outputs(answer, mode)
            except (NotAttempted, LearnerError, BadValue):
                continue
            return BadValue(
                "none-in-some-calls",
                "Your function returns None in some calls and a result in others: one way through "
                "it ends without a result.",
            )
        return bad

    @cached_property
    def seen(self):
        """What the answer has used of what `watch` notes."""
        return set()

    @cached_property
    def wrong_results(self):
        """What each whole wrong answer gives, computed once."""
        found = []
        for mistake in self.mistakes:
            try:
                found.append((mistake, self.outputs(mistake.example, "numpy")[0]))
            except (BadValue, LearnerError):  # a mistake that shows in the kind of result
                continue
        self.seen.clear()
        return found

    @cached_property
    def targets(self):
        return [[onp.asarray(t, float) for t in _tuple(self.target(*c))] for c in self.cases]

    def compare(self, outputs, ask_ignored=True):
        """Compare the results of all cases with the targets, as `results.compare` does."""
        return compare(self, outputs, ask_ignored)


def _tuple(result):
    return result if isinstance(result, tuple) else (result,)
