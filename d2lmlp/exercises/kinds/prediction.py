"""Check predictions of what a program does."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from d2lmlp.exercises.engine.task import Mistake
from d2lmlp.exercises.engine.values import (
    BadValue,
    LearnerError,
    NotAttempted,
    to_numpy,
)
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.forms import remarked, sort_of, values_of


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
    options : tuple
        What can be chosen by a click, where the answers are few.
    """

    questions: tuple[tuple[str, Any, str], ...]
    patterns: tuple[Mistake, ...]
    single: tuple[Mistake, ...]
    options: tuple = ()

    def judge(self, answer):
        """Check a dict or a sequence of predictions; returns a Verdict."""
        said = ""
        if isinstance(answer, (str, dict)) or callable(answer):
            said = f"A list is asked for, and yours is {sort_of(answer)}."
        answer = values_of(answer, "predictions", "Part of the predictions")
        if isinstance(answer, Verdict):
            return answer
        right = tuple(want for _, want, _ in self.questions)
        given = self._given(answer)
        if given is None or None in given:
            name = "not-the-number-asked-for" if given is None else "unreadable"
            return Verdict("wrong", self._asked(given, "error" in right, answer), name)
        wrong = [i for i, (g, w) in enumerate(zip(given, right)) if g != w]
        if not wrong:
            right = Verdict("correct", "You predicted every case.")
            return remarked(right, said, _read_as(answer))
        if all(isinstance(g, (bool, np.bool_)) for g in _listed(answer)):
            sort = 'a number, or the word "error"' if "error" in right else "a number"
            said = f"Those are truth values; each prediction is {sort}."
            return Verdict("wrong", said, "truth-values")
        named = next((m for m in self.patterns if tuple(m.example) == given), self.single[wrong[0]])
        rows = tuple((self.questions[i][0], str(given[i]), str(right[i])) for i in wrong[:3])
        where = " and ".join(self.questions[i][0] for i in wrong[:2])
        clue = f"{len(wrong)} of {len(right)} come out otherwise; look at {where}."
        raises = f"In “{self.questions[wrong[0]][0]}” nothing raises. "
        raises *= given[wrong[0]] == "error"
        return Verdict("wrong", raises + named.message, named.id, rows, clue=clue)

    def wrong_answers(self):
        """Yield (mistake id, predictions)."""
        right = [want for _, want, _ in self.questions]
        for mistake in self.patterns:
            yield mistake.id, list(mistake.example)
        for i, mistake in enumerate(self.single):
            yield mistake.id, right[:i] + [7] + right[i + 1 :]

    def _asked(self, given, errors, answer):
        """Say what is asked for, where that is not what came."""
        sort = 'a number or the word "error"' if errors else "a number"
        if given is None:
            came = ""
            if isinstance(answer, (list, tuple)):
                came = f" Yours has the length {len(answer)}" + " and is a list in a list." * (
                    len(answer) == 1 and isinstance(answer[0], (list, tuple))
                )
            return f"Give {len(self.questions)} predictions as a list, in order, each {sort}.{came}"
        return f"Prediction {given.index(None) + 1} cannot be read: give {sort}."

    def _given(self, answer):
        n = len(self.questions)
        if isinstance(answer, dict):
            numbered = {str(k).strip(" .)case").lower(): v for k, v in answer.items()}
            for first in (1, 0):
                keys = [str(i) for i in range(first, first + n)]
                if set(numbered) == set(keys):
                    return tuple(prediction(numbered[key]) for key in keys)
            found = []
            for _, _, pattern in self.questions:
                keys = [k for k in answer if re.search(pattern, str(k).lower())]
                found += [prediction(answer[keys[0]])] if keys else []
            return tuple(found) if len(found) == n else None
        if isinstance(answer, str):
            pieces = [re.match(NUMBERED, piece) for piece in re.split("[,;\n]", answer)]
            if all(pieces):
                return self._given(dict(piece.groups() for piece in pieces))
            answer = re.split(r"\s*[,;]\s*|\s+", answer.strip(" []()"))
        if isinstance(answer, (set, frozenset)):
            return None
        try:
            answer = list(islice(iter(answer), n + 1))
        except Exception:  # nothing that has an order
            return None
        return tuple(map(prediction, answer)) if len(answer) == n else None


def _listed(answer):
    return answer if isinstance(answer, (list, tuple)) else [None]


def _read_as(answer):
    """Say which items of a list are read though they are no numbers and not the word "error"."""
    if not isinstance(answer, (list, tuple)):
        return ""
    said = 'Asked for are numbers, or the word "error";'
    if any(isinstance(item, str) and prediction(item) != "error" for item in answer):
        return f"{said} a text of yours is read as a number."
    if any(isinstance(item, (bool, np.bool_)) for item in answer):
        return f"{said} a truth value of yours is read as 1 or 0."
    words = (item for item in answer if prediction(item) == "error")
    if any(not isinstance(word, str) or word.strip().lower() != "error" for word in words):
        return f"{said} another word of yours, or an exception, is read as one."
    return ""


NUMBERED = r"\s*(\d+)\s*[.:)=]\s+(.+)"  # "2. error"
WORDS = {"zero": 0.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0}
NOT = r"\b(no|not|non|never|without|free)\b|n't\b"
BOUNDS = NOT + r"|\b(below|above|less|more|at (most|least))\b|[<>]"
FAILS = r"\b([a-z]*error|raises?|exception|fails?|crash(es)?)\b"


def prediction(value):
    """Read one prediction: a number, "error" in plain words, or None when it is neither."""
    if isinstance(value, BaseException) or (
        isinstance(value, type) and issubclass(value, BaseException)
    ):
        return "error"
    if isinstance(value, str):
        text = value.strip(" '\"").lower()
        if text in WORDS:
            return WORDS[text]
        if re.fullmatch(r"-?[\d.]+e[-+]?\d+", text):
            return float(text)
        numbers = re.findall(r"-?\d+(?:\.\d*)?", text)
        fails = re.search(FAILS, text) and not re.search(NOT, text)
        if re.search(BOUNDS, text) and not re.search(FAILS, text):
            return None  # "not 2" and "at most 1" are no numbers
        if fails and not numbers:
            return "error"
        return float(numbers[0]) if len(numbers) == 1 and not fails else None
    try:
        number = to_numpy(value)
    except (BadValue, NotAttempted, LearnerError):
        return None
    if number.size != 1 or np.isnan(number).any():
        return None
    return round(float(number.ravel()[0]), 6)
