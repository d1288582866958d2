"""Check which of several statements a learner takes for true."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from string import ascii_lowercase

import mxnet as mx
import numpy as np

from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.forms import remarked, sort_of, values_of

LETTERS = "abcdefghijklmnop"


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


def listed(statements):
    """Write statements as a list of Markdown, lettered from a, for the text of a task."""
    return "\n".join(f"- **{c}.** {s.text}" for c, s in zip(LETTERS, statements))


@dataclass(frozen=True)
class ChoiceCheck:
    """Checks which of several statements, lettered from a, a learner takes for true.

    Attributes
    ----------
    statements : tuple of Statement
    asked : str
        What the letters of the answer stand for.
    things : str
        What all the letters stand for.
    says : tuple of str
        What is said of a letter that belongs to the answer, and of one that does not.
    """

    statements: tuple[Statement, ...]
    asked: str = "the true statements"
    things: str = "statements"
    says: tuple[str, str] = ("Statement {} is true", "Statement {} is not true")

    @property
    def letters(self):
        return LETTERS[: len(self.statements)]

    def judge(self, answer):
        """Check an answer such as "acd"; returns a Verdict."""
        said = ""
        if not isinstance(answer, str):
            said = f"The letters are asked for in one string, and yours is {sort_of(answer)}."
        answer = values_of(answer, "letters", "Part of your answer")
        if isinstance(answer, Verdict):
            return answer
        if _blank(answer):
            return Verdict("not attempted", f"No letter is there yet: give those of {self.asked}.")
        picked = self._judged_in_a_row(answer) if isinstance(answer, str) else None
        if picked is not None:
            said = "The letters are asked for, and yours is a row of truth values."
        elif (picked := self._picked(answer)) is None:
            return self._unread(answer)
        if foreign := sorted(picked - set(self.letters)):
            return Verdict(
                "wrong",
                f"There is no letter {foreign[0]} here: the {self.things} go from "
                f'"a" to "{self.letters[-1]}".',
                "no-such-letter",
            )
        pairs = list(zip(self.letters, self.statements))
        if len(picked) > 1 and picked == {k for k, s in pairs if not s.true}:
            return Verdict(
                "wrong",
                f"Those are all the others: give the letters of {self.asked}.",
                "the-others",
                clue=f"{len(pairs)} of {len(pairs)} {self.things} should be judged the other way.",
            )
        missed = [(k, s) for k, s in pairs if (k in picked) != s.true]
        missed.sort(key=lambda pair: pair[0] not in picked)  # what was said before what was not
        for letter, statement in missed[:1]:
            says = self.says[0 if statement.true else 1].format(letter)
            clue = f"{len(missed)} of {len(pairs)} {self.things} should be judged the other way."
            return Verdict(
                "wrong",
                f"{says}: {statement.why}",
                statement.mistake,
                clue=clue,
            )
        return remarked(Verdict("correct", f"You found {self.asked}, and no others."), said)

    def wrong_answers(self):
        """Yield (mistake id, an answer with that one misjudgement)."""
        right = {c for c, s in zip(self.letters, self.statements) if s.true}
        for letter, statement in zip(self.letters, self.statements):
            yield statement.mistake, "".join(sorted(right ^ {letter})) or "z"

    def _judged_in_a_row(self, answer):
        """Read "TFFT" or "1001", one judgement for each statement; None for anything else."""
        row = re.sub(r"[\s,;]", "", answer).lower()
        said = len(row) == len(self.letters) and re.fullmatch("[tf]+|[01]+", row)
        return {k for k, sign in zip(self.letters, row) if sign in "t1"} if said else None

    def _unread(self, answer):
        """Say why no letters were found."""
        text = answer if isinstance(answer, str) else ""
        odd = next((c for c in text if c.isalpha() and c.lower() not in ascii_lowercase), "")
        asked = (
            f'Give the letters of {self.asked}, from "a" to "{self.letters[-1]}", in one string '
            'such as "ac".'
        )
        if odd:
            name = unicodedata.name(odd, "a letter without a name").lower()
            return Verdict("wrong", f"{odd} is {name}, and no Latin letter. {asked}", "not-latin")
        if _spans(text.lower()):
            said = f"A span of letters is not read: write each of them. {asked}"
            return Verdict("wrong", said, "a-span-of-letters")
        return Verdict("wrong", asked, "not-letters")

    def _picked(self, answer):
        """Read letters from a string, a sequence, or a dict of letters to Booleans."""
        try:
            items = _items(answer)
            if len(items) == len(self.letters) and all(_truth(v) is not None for v in items):
                items = [letter for letter, said in zip(self.letters, items) if _truth(said)]
            text = " ".join(item for item in items if isinstance(item, str) or _fail())
        except Exception:  # an object of a sort that holds no letters
            return None
        odd = any(re.search(way, text.lower()) for way in (r"[^\W_a-z]", DENIED, r"\ball\b"))
        if odd or _spans(text.lower()):
            return None  # another alphabet's letters look alike, a digit has slipped in, "a-f"
            # may mean six letters or two, and "abc -c", "b✗" or "~f" deny one
        letters = set("".join(re.findall(r"[a-z]+", re.sub(AROUND, " ", text.lower()))))
        # One letter that is not offered is a slip; more are words.
        return letters if letters and len(letters - set(self.letters)) < 2 else None


TRUTHS = {
    **dict.fromkeys(("true", "t", "yes", "1"), True),
    **dict.fromkeys(("false", "f", "no", "0"), False),
}
PAIR = r"\b([a-z])\W*[:=]\W*(true|false|yes|no|t|f)\b"  # "a: true, b: false"
DENIED = r"[✗✘✓✔~!¬]|[a-z]{2,}\s*-\s*[a-z]|(^|[\s,;])-[a-z]|[a-z][+-]([\s,;]|$)|(^|[\s,;])\+[a-z]"
AROUND = r"\b(the|letters?|statements?|answers?|these|are|is|true|right|correct|only|and)\b"


def _spans(text):
    """Tell whether two letters, and no more, stand with a dash or a colon between, as in "a-f"."""
    chains = re.findall(r"\b[a-z](?:[ \t]*[-–—:][ \t]*[a-z])+\b", text)
    return any(len(re.findall("[a-z]", chain)) == 2 for chain in chains)


def _blank(answer):
    """Tell whether an answer is empty, or dots in quotes."""
    if isinstance(answer, str):
        return not answer.strip().strip(" .…")
    return isinstance(answer, (list, tuple, set, frozenset, dict)) and not answer


def _truth(value):
    """Read a judgement of one statement: True, 1, "yes" and the like, or None for anything else."""
    if not isinstance(value, (str, bool, int, float, np.bool_, np.number)):
        return None
    word = str(value).strip().lower()
    return TRUTHS.get(word[:-2] if word in ("1.0", "0.0") else word)


def _fail():
    raise ValueError


def _items(answer):
    """List what an answer holds: text, a sequence, an array, a table, or a dict to Booleans."""
    if isinstance(answer, str):
        pairs = re.findall(PAIR, answer.lower())
        if pairs and not re.search(r"\w", re.sub(PAIR, "", answer.lower())):
            return _items(dict(pairs))
        return [str(answer)]
    if isinstance(answer, dict):
        said = {letter: _truth(value) for letter, value in answer.items()}
        return _fail() if None in said.values() else [letter for letter in said if said[letter]]
    if isinstance(answer, mx.np.ndarray):
        answer = answer.asnumpy()
    if hasattr(answer, "to_numpy"):  # a series or a table of pandas
        answer = answer.to_numpy()
    if isinstance(answer, np.ndarray):
        return answer.ravel().tolist()
    items = list(islice(answer, 100))
    if items and all(isinstance(item, (list, tuple)) and len(item) == 2 for item in items):
        return _items(dict(items))  # pairs of a letter and a truth value
    return items
