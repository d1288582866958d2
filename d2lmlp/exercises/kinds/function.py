"""Check a learner's function: call it, compare every part of its result, name the mistake."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations
from typing import Any, Callable

import numpy as onp

from d2lmlp.exercises.engine import integer_trap
from d2lmlp.exercises.engine.compare import close, same_up_to_ones
from d2lmlp.exercises.engine.task import Mistake
from d2lmlp.exercises.engine.values import (
    BadValue,
    LearnerError,
    NotAttempted,
    as_numpy,
    call,
    convert,
    to_numpy,
    untouched,
)
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.parts import (
    Part,
    accepts,
    compare_part,
    matches,
    one_by_one,
    right,
    taken_apart,
)


@dataclass(frozen=True, eq=False)
class FunctionCheck:
    """Checks ``f(*arguments)`` against a target on fixed cases.

    Attributes
    ----------
    names : tuple of str
        The arguments' names.
    cases : list of tuple, or a function that makes it
        Arguments as float64 NumPy arrays, numbers, or lists of these.
    target : callable
        Arguments -> tuple with one array or number for each part.
    parts : tuple of Part
    modes : tuple of str
        The forms of the arguments, in the order in which they are tried.
    elementwise : bool
        The function maps each entry of its first argument on its own.
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
    run: Callable = call
    mistakes: tuple[Mistake, ...] = ()
    laws: tuple[Mistake, ...] = ()

    def judge(self, answer):
        """Check an answer; returns a Verdict and raises nothing."""
        if callable(self.cases):
            return replace(self, cases=self.cases()).judge(answer)
        if untouched(answer):
            return Verdict("not attempted", "Write your answer in the cell above, then check it.")
        if not callable(answer):
            return Verdict(
                "wrong",
                f"`check` needs the function itself and got a value ({type(answer).__name__}): "
                "give the function's name without brackets.",
                "not-a-function",
            )
        if not accepts(answer, self.names):
            return Verdict(
                "wrong",
                f"Your function is called as f({', '.join(self.names)}), with "
                f"{len(self.names)} argument(s) in this order, and it does not take them.",
                "wrong-signature",
            )
        try:
            return self._judge_modes(answer)
        except NotAttempted:
            return Verdict("not attempted", "The function is still the empty stub.")

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
        return taken_apart(self.parts, result)

    def one_by_one(self, answer, case):
        """Call a function of plain numbers for each entry of the first argument."""
        return one_by_one(answer, case)

    def _judge_modes(self, answer):
        first, raised = None, None
        modes = self.modes + (("float",) if self.elementwise else ())
        for mode in modes:
            if first is not None and mode in ("list", "float"):
                break  # it runs on arrays: what it does with single numbers is no answer
            try:
                outputs, changed = self._outputs(answer, mode)
            except LearnerError as error:
                raised = raised or error
                first = first or self._named_where_it_runs(answer, mode, error)
                continue
            except BadValue as bad:
                first = first or Verdict("wrong", str(bad), bad.mistake)
                continue
            verdict = self.compare(outputs)
            if verdict.status == "correct":
                if changed:
                    return self._changed(changed)
                return verdict
            if mode == "mxnet" and self._right_when_cured(answer):
                return replace(verdict, message=integer_trap.MESSAGE, mistake="mxnet-integer-mask")
            first = first or verdict
        return first or Verdict("error", str(raised), raised.mistake)

    def _named_where_it_runs(self, answer, mode, error):
        """Name the mistake of an answer that raises in some cases by the cases where it runs."""
        if len(self.cases) < 2 or mode == "float":
            return None
        running = []
        for case in self.cases:
            try:
                replace(self, cases=[case])._outputs(answer, mode)
            except (LearnerError, BadValue):
                continue
            running.append(case)
        if not running:
            return None
        some = replace(self, cases=running)
        verdict = some.compare(some._outputs(answer, mode)[0])
        known = {m.id for part in self.parts for m in part.mistakes} | {m.id for m in self.mistakes}
        if verdict.mistake not in known:
            return None
        return replace(verdict, status="error", message=f"{verdict.message} {error}")

    def _right_when_cured(self, answer):
        with integer_trap.cured():
            try:
                return self.compare(self._outputs(answer, "mxnet")[0]).status == "correct"
            except (NotAttempted, LearnerError, BadValue):
                return False

    def _changed(self, name):
        return Verdict(
            "wrong",
            f"The values are right, but your function changes its argument `{name}` in place: "
            "the caller's array is different afterwards. Copy it first.",
            "changes-its-argument",
        )

    def _outputs(self, answer, mode):
        """Call the answer on all cases; returns parts per case and a changed argument's name."""
        results, changed = [], None
        for case in self.cases:
            if mode == "float":
                results.append(self.one_by_one(answer, case))
                continue
            args = [convert(value, mode) for value in case]
            result = self.run(answer, *args)
            results.append(self.split(result))
            for name, arg, value in zip(self.names, args, case):
                if isinstance(value, onp.ndarray) and not close(to_numpy(arg), value):
                    changed = changed or name
        return results, changed

    @cached_property
    def _wrong_results(self):
        """What each whole wrong answer gives, computed once."""
        found = []
        for mistake in self.mistakes:
            try:
                found.append((mistake, self._outputs(mistake.example, "numpy")[0]))
            except (BadValue, LearnerError):  # a mistake that shows in the kind of result
                continue
        return found

    @cached_property
    def _targets(self):
        return [[onp.asarray(t, float) for t in _tuple(self.target(*c))] for c in self.cases]

    def compare(self, outputs):
        targets = self._targets
        if all(self._fits(out, want) for out, want in zip(outputs, targets)):
            return Verdict("correct", "Your answer agrees with the target in every case.")
        for order in permutations(range(len(self.parts))):
            swapped = ([out[k] for k in order] for out in outputs)
            if all(self._fits(out, want) for out, want in zip(swapped, targets)):
                names = ", ".join(part.name for part in self.parts)
                return Verdict(
                    "wrong",
                    f"The results are right, but in the wrong order: return ({names}).",
                    "swapped-results",
                )
        whole = self._whole_mistake(outputs)
        for k, part in enumerate(self.parts):
            ys, ts = [out[k] for out in outputs], [want[k] for want in targets]
            verdict = compare_part(self, part, ys, ts)
            if verdict is not None:
                break
        if whole is None and verdict.mistake in (None, "wrong-in-some-cases"):
            whole = self._broken_law(outputs)
        return replace(verdict, mistake=whole.id, message=whole.message) if whole else verdict

    def _broken_law(self, outputs):
        """Find the first law that the results break."""
        fitted = [
            [y if same_up_to_ones(y, t) is None else same_up_to_ones(y, t) for y, t in zip(o, w)]
            for o, w in zip(outputs, self._targets)
        ]
        for law in self.laws:
            if law.example(self.cases, fitted, self._targets):
                return law
        return None

    def _whole_mistake(self, outputs):
        """Find the wrong answer whose results are the same as the learner's."""
        for mistake, wrong in self._wrong_results:
            pairs = [(y, w, p) for a, b in zip(outputs, wrong) for y, w, p in zip(a, b, self.parts)]
            if all(matches(y, w, p) for y, w, p in pairs):
                return mistake
        return None

    def _fits(self, out, want):
        return all(right(y, t, p) for y, t, p in zip(out, want, self.parts))


def _tuple(result):
    return result if isinstance(result, tuple) else (result,)
