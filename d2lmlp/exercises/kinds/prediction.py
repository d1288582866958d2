"""Check predictions of what a program does."""

import re
from dataclasses import dataclass
from typing import Any

from d2lmlp.exercises.engine.task import Mistake
from d2lmlp.exercises.engine.values import (
    BadValue,
    LearnerError,
    NotAttempted,
    call,
    to_numpy,
    untouched,
)
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.choice import EMPTY


@dataclass(frozen=True)
class PredictionCheck:
    """Checks predictions, each a number or the word "error".

    Attributes
    ----------
    questions : tuple of (label, answer, pattern)
        `pattern` is a regular expression that finds the question in a dict's keys.
    patterns : tuple of Mistake
        The example is a tuple of answers that a misconception gives.
    single : tuple of Mistake
        What one wrong prediction is called, question by question.
    """

    questions: tuple[tuple[str, Any, str], ...]
    patterns: tuple[Mistake, ...]
    single: tuple[Mistake, ...]

    def judge(self, answer):
        """Check a dict or a sequence of predictions; returns a Verdict."""
        if callable(answer) and not isinstance(answer, type):
            try:
                answer = call(answer)
            except NotAttempted:
                return EMPTY
            except (LearnerError, BadValue) as error:
                return Verdict("error", str(error))
        if untouched(answer):
            return EMPTY
        given = self._given(answer)
        if given is None or None in given:
            return Verdict(
                "wrong",
                f'Give {len(self.questions)} predictions in order, each a number or "error".',
                "incomplete",
            )
        right = tuple(want for _, want, _ in self.questions)
        wrong = [i for i, (g, w) in enumerate(zip(given, right)) if g != w]
        if not wrong:
            return Verdict("correct", "You predicted every case.")
        named = next((m for m in self.patterns if tuple(m.example) == given), self.single[wrong[0]])
        rows = tuple((self.questions[i][0], str(given[i]), str(right[i])) for i in wrong[:3])
        return Verdict("wrong", named.message, named.id, rows)

    def wrong_answers(self):
        """Yield (mistake id, predictions)."""
        right = [want for _, want, _ in self.questions]
        for mistake in self.patterns:
            yield mistake.id, list(mistake.example)
        for i, mistake in enumerate(self.single):
            yield mistake.id, right[:i] + [7] + right[i + 1 :]

    def _given(self, answer):
        if isinstance(answer, dict):
            found = []
            for _, _, pattern in self.questions:
                keys = [k for k in answer if re.search(pattern, str(k).lower())]
                found.append(prediction(answer[keys[0]]) if keys else None)
            return tuple(found)
        try:
            answer = list(answer)
        except TypeError:
            return None
        return tuple(map(prediction, answer)) if len(answer) == len(self.questions) else None


def prediction(value):
    """Read one prediction: a number, "error" in any wording, or None when it is neither."""
    if isinstance(value, BaseException) or (
        isinstance(value, type) and issubclass(value, BaseException)
    ):
        return "error"
    if isinstance(value, str):
        if re.search(r"err|rais|exception|fail|crash", value.lower()):
            return "error"
        try:
            return float(value)
        except ValueError:
            return None
    try:
        number = to_numpy(value)
    except (BadValue, NotAttempted, LearnerError):
        return None
    if number.size == 0 or number.min() != number.max():
        return None
    return float(number.ravel()[0])
