"""Checks for questions: pick the true statements, or predict what a program does."""

import re
from dataclasses import dataclass
from typing import Any

from d2lmlp.exercises.task import Mistake
from d2lmlp.exercises.values import BadValue, LearnerError, NotAttempted, call, to_numpy, untouched
from d2lmlp.exercises.verdict import Verdict

EMPTY = Verdict("not attempted", "Write your answer in the cell above, then check it.")


@dataclass(frozen=True)
class Statement:
    """A statement that is true or false, and why.

    Attributes
    ----------
    text : str
    true : bool
    why : str
        What refutes the learner who judges it the other way.
    mistake : str
        The id of that misjudgement.
    """

    text: str
    true: bool
    why: str
    mistake: str


@dataclass(frozen=True)
class ChoiceCheck:
    """Checks which of several statements, lettered from a, a learner takes for true."""

    statements: tuple[Statement, ...]

    @property
    def letters(self):
        return "abcdefghijklmnop"[: len(self.statements)]

    def judge(self, answer):
        """Check an answer such as "acd"; returns a Verdict."""
        if callable(answer):
            try:
                answer = call(answer)
            except NotAttempted:
                return EMPTY
            except (LearnerError, BadValue) as error:
                return Verdict("error", str(error))
        if untouched(answer) or answer in ("", [], ()):
            return EMPTY
        picked = self._picked(answer)
        if picked is None:
            return Verdict(
                "wrong",
                f'Give the letters of the true statements, from "a" to "{self.letters[-1]}", '
                'in one string such as "ac".',
                "not-letters",
            )
        for letter, statement in zip(self.letters, self.statements):
            if (letter in picked) != statement.true:
                says = "is true" if statement.true else "is not true"
                return Verdict(
                    "wrong", f"Statement {letter} {says}: {statement.why}", statement.mistake
                )
        return Verdict("correct", "You told every true statement from the false ones.")

    def wrong_answers(self):
        """Yield (mistake id, an answer with that one misjudgement)."""
        right = {c for c, s in zip(self.letters, self.statements) if s.true}
        for letter, statement in zip(self.letters, self.statements):
            yield statement.mistake, "".join(sorted(right ^ {letter})) or "z"

    def _picked(self, answer):
        """Read letters from a string, a sequence, or a dict of letters to Booleans."""
        if isinstance(answer, dict):
            answer = [letter for letter, true in answer.items() if true]
        text = answer if isinstance(answer, str) else None
        if isinstance(answer, (list, tuple, set, frozenset)):
            text = " ".join(map(str, answer))
        if text is None:
            return None
        words = re.findall(r"[a-z]+", text.lower().replace(" and ", " "))
        letters = set("".join(words))
        return letters if letters and letters <= set(self.letters) else None


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
