"""Seal the answers of a task, so that a page can judge an answer without showing the right one.

What a page would say to each answer is computed here, by the task's own checker. It is stored under
a hash of the answer and enciphered with a key that only this answer gives; what can be opened
without an answer, hints and the solution, is enciphered with the salt, so that it does not meet the
eye. tests/site/static/answers.js opens what is sealed here.
"""

import base64
import hashlib
import json
from dataclasses import replace
from itertools import chain, combinations, product

from d2lmlp import clinic
from d2lmlp.exercises.engine.card import as_html
from d2lmlp.exercises.engine.verdict import ONCE_MORE, STATUSES
from d2lmlp.exercises.kinds.choice import ChoiceCheck
from d2lmlp.exercises.kinds.prediction import PredictionCheck

KINDS = (ChoiceCheck, PredictionCheck)
UNLIKELY = 7.125  # a prediction that nobody makes: what is said to it is said to any wrong number
SIGNS = {name: STATUSES[name][:2] for name in ("correct", "wrong")}


def digest(*parts):
    return hashlib.sha256("|".join(parts).encode()).digest()


def cipher(text, *key):
    """Encipher a text with the stream SHA-256(key|0), SHA-256(key|1), ...; in base64."""
    data = text.encode()
    stream = b"".join(digest(*key, str(k)) for k in range(len(data) // 32 + 1))
    return base64.b64encode(bytes(a ^ b for a, b in zip(data, stream))).decode()


def lock(*parts):
    """Name an answer without saying it: eight bytes of its hash."""
    return base64.b64encode(digest(*parts)[:8]).decode()


class Words:
    """Texts, each stored once and enciphered with a key of its own."""

    def __init__(self, salt):
        self.salt, self.texts = salt, []

    def index(self, text):
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text)

    def key(self, k):
        return digest(self.salt, "text", self.texts[k]).hex()[:16]

    def sealed(self):
        return [cipher(as_html(text), self.key(k)) for k, text in enumerate(self.texts)]


def sealed(task):
    """Seal a task of choice or prediction.

    Parameters
    ----------
    task : Task
        Its checker is a ChoiceCheck or a PredictionCheck.

    Returns
    -------
    dict
        What the page needs, ready for JSON.
    """
    salt = digest(task.id).hex()[:16]
    words = Words(salt)
    choice = isinstance(task.checker, ChoiceCheck)
    asked = _letters(task.checker) if choice else _numbers(task.checker, salt)
    judged = [(answer, task.checker.judge(given)) for answer, given in asked.pop("answers")]
    verdicts = _locked(words, judged)
    end = as_html(f"`{task.solution.strip()}`\n{task.explanation}")
    return {
        "id": task.id,
        "title": task.title,
        "salt": salt,
        "again": ONCE_MORE,
        "statuses": SIGNS,
        **asked,
        "verdicts": verdicts,
        "texts": words.sealed(),
        "hints": [cipher(as_html(hint), salt, "hint", str(k)) for k, hint in enumerate(task.hints)],
        "end": cipher(end, salt, "end"),
    }


def diagnosis(patient):
    """Seal what ``diagnose`` answers to any name of a disease and of the evidence for it.

    Parameters
    ----------
    patient : str
        Such as "patient-1".

    Returns
    -------
    dict
        What the page needs, ready for JSON.
    """
    case, salt = clinic.CASES[patient], digest(patient).hex()[:16]
    words = Words(salt)
    some = next(iter(clinic.EVIDENCE))  # a wrong disease is contradicted whatever is said for it
    asked = [(name, name, some) for name in clinic.DISEASES if name != case.disease]
    asked += [(f"{case.disease}~{shown}", case.disease, shown) for shown in clinic.EVIDENCE]
    judged = [(answer, clinic.diagnose(patient, *given)) for answer, *given in asked]
    judged = [
        (answer, replace(verdict, message=verdict.message.removesuffix(" Now change the script.")))
        for answer, verdict in judged
    ]
    return {
        "id": patient,
        "salt": salt,
        "lists": {"disease": clinic.DISEASES, "evidence": list(clinic.EVIDENCE)},
        "statuses": SIGNS,
        "verdicts": _locked(words, judged),
        "texts": words.sealed(),
        "end": cipher(as_html(f"The case history: {case.history}"), salt, "end"),
    }


def _locked(words, judged):
    """Lock each verdict under the hash of its answer, with the keys of the texts that it says."""
    verdicts = {}
    for answer, verdict in judged:
        said = [words.index(verdict.clue or verdict.message), words.index(verdict.message)]
        keys = [words.key(k) for k in said]
        note = json.dumps([verdict.status, *said, *keys], separators=(",", ":"))
        verdicts[lock(words.salt, answer)] = cipher(note, words.salt, answer)
    return verdicts


def _letters(checker):
    every = chain.from_iterable(
        combinations(checker.letters, n) for n in range(1, len(checker.letters) + 1)
    )
    answers = ["".join(letters) for letters in every]
    return {"letters": checker.letters, "answers": [(answer, answer) for answer in answers]}


def plain(value):
    """Write a prediction as the page reads it: "error", or the shortest form of the number."""
    return value if isinstance(value, str) else f"{value:.10g}"


def _numbers(checker, salt):
    """A wrong number stands for all wrong numbers, unless a misconception gives it."""
    right = [want for _, want, _ in checker.questions]
    known = [[UNLIKELY, want] for want in right]
    given = [list(answer) for answer in product(*known)]
    answers = [("~".join("?" if v == UNLIKELY else plain(v) for v in one), one) for one in given]
    for mistake in checker.patterns:
        one = list(mistake.example)
        answers.append(("=" + "~".join(map(plain, one)), one))
    return {
        "labels": [label for label, _, _ in checker.questions],
        "right": [lock(salt, str(k), plain(want)) for k, want in enumerate(right)],
        "answers": answers,
    }
