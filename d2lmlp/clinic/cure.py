"""Does the cure hold? The learner's script is trained again on fresh seeds and examined."""

import ast
import inspect
import textwrap
from dataclasses import dataclass

from d2lmlp.clinic import exam
from d2lmlp.clinic.case import Case
from d2lmlp.exercises.engine.values import BadValue, LearnerError, NotAttempted, call, untouched
from d2lmlp.exercises.engine.verdict import Verdict

SEEDS = (101, 102, 103)
FAILURES = (NotAttempted, LearnerError, BadValue, ValueError)


def attempt(case, script, seed):
    """Run a script that may fail.

    Parameters
    ----------
    case : Case
    script : callable
    seed : int

    Returns
    -------
    Visit

    Raises
    ------
    NotAttempted, LearnerError, BadValue, ValueError
        See `refusal`.
    """
    try:
        return exam.run(case, lambda *data: call(script, *data), seed)
    except FAILURES:
        raise
    except Exception as error:  # MXNet reports some failures only when a result is read
        raise LearnerError(error) from None


def refusal(error):
    """Make a verdict of what `attempt` has raised.

    Parameters
    ----------
    error : Exception

    Returns
    -------
    Verdict
    """
    if isinstance(error, NotAttempted):
        return Verdict("not attempted", "The function is still an empty stub.")
    if isinstance(error, LearnerError):
        return Verdict("error", str(error), error.mistake)
    return Verdict("wrong", str(error), "wrong-return")


@dataclass(frozen=True)
class CureCheck:
    """Checks a changed script: test accuracy on fresh seeds, and what health shows then.

    Attributes
    ----------
    case : Case
    findings : tuple of Finding
        All that are known, to name what a wrong cure brings.
    seconds : float
        The time limit: a cure may well train for longer than the patient did.
    """

    case: Case
    findings: tuple
    seconds: float = 60.0

    def judge(self, answer):
        """Train the script on fresh seeds; returns a Verdict."""
        case = self.case
        if untouched(answer) or (callable(answer) and _same(answer, case.script)):
            return Verdict(
                "not attempted",
                f"The script is as {case.id} brought it: change it in its cell and run that cell "
                "again.",
            )
        if not callable(answer):
            return Verdict(
                "wrong",
                f"`check` needs the script itself: the function {case.name}, without brackets.",
                "not-a-function",
            )
        try:
            runs = [attempt(case, answer, seed) for seed in SEEDS]
        except FAILURES as error:
            return refusal(error)
        return self._verdict(runs)

    def wrong_answers(self):
        """Yield (mistake id, a script that makes it)."""
        yield "wrong-return", lambda X, y, X_test, seed: (X, y)
        yield "not-a-function", 0.9

    def _verdict(self, runs):
        reached = ", ".join(f"≈ {visit.test_accuracy:.2f}" for visit in runs)
        good = [visit.test_accuracy >= self.case.well_above for visit in runs]
        sign, said = self._sign(min(runs, key=lambda visit: visit.test_accuracy))
        if all(good):
            text = f"The cure holds: test accuracy {reached} on {len(runs)} fresh seeds."
            if sign == self.case.disease:
                text += f" The cause is still there, and only outweighed: {said}"
            return Verdict("correct", text)
        text = (
            f"Test accuracy {reached} on {len(runs)} fresh seeds; a healthy net reaches "
            f"{self.case.well_above} on each. "
        )
        if sign == self.case.disease:
            text += f"The sign of the disease is still there: {said}"
            return Verdict("wrong", text, "still-ill")
        if sign:
            text += f"The old sign is gone, and there is a new one: {said}"
            return Verdict("wrong", text, "new-disease")
        if any(good):
            text += "It works with some starts and not with others."
            return Verdict("wrong", text, "some-seeds")
        text += (
            "No sign of disease is left, so you are on the way; the net is weak all the same. Is "
            "there an activation, an initialisation or a step that fits better?"
        )
        return Verdict("wrong", text, "still-weak")

    def _sign(self, visit):
        """Name the disease that a visit shows, the patient's own first, and what was measured."""
        try:
            state = exam.Exam(visit)
            seen = {finding.disease: finding.measure(state) for finding in self.findings}
            signs = {disease: said for disease, (yes, said) in seen.items() if yes}
        except Exception:  # a cure may be a net that `health` cannot read: no sign, then
            return None, ""
        if not signs:
            return None, ""
        sign = self.case.disease if self.case.disease in signs else next(iter(signs))
        return sign, signs[sign]


def _same(f, g):
    """Tell whether two functions are written alike, comments and layout aside."""
    try:
        f, g = (ast.dump(ast.parse(textwrap.dedent(inspect.getsource(h)))) for h in (f, g))
    except (OSError, SyntaxError, TypeError):  # a function without a text, such as len
        return False
    return f == g
