"""The cards: one file of questions a notebook under ``decks/``, and how an answer is judged.

A file is called as its notebook, such as ``12_dropout.json``; nothing lists the files. A card is a
JSON object with ``id``, ``ask``, ``reason`` and ``heading``, the section of the notebook that shows
the answer; ``shown`` is what stands there, in text or output. The answer is ``choices`` and
``right`` (the number of the right one, from 0), or ``number``. A number is right within ``within``,
an absolute distance, or for an estimate within a ``factor``.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

LETTERS = "abcdef"


class NoAnswer(ValueError):
    """What was typed is no answer to this card; the message says what would be."""


@dataclass(frozen=True)
class Card:
    """One question with its answer.

    Attributes
    ----------
    id, ask, reason : str
        Its name for ever, the question, and one sentence that says why the answer holds.
    notebook, heading, shown : str
        The notebook by its name, the section of it that shows the answer, and the words there.
    choices : tuple of str
        What may be chosen; empty if a number is asked for.
    right : int
        The right choice, from 0.
    number, within, factor : float
        The right number, and how far an answer may be away; a factor of 0 means none.
    """

    id: str
    ask: str
    reason: str
    notebook: str
    heading: str
    shown: str
    choices: tuple = ()
    right: int = 0
    number: float = 0
    within: float = 0
    factor: float = 0

    def judge(self, text):
        """Say whether an answer is right.

        Parameters
        ----------
        text : str
            As it was typed: a letter, or a number such as ``1/4``, ``4,929`` or ``2e-3``.

        Returns
        -------
        bool

        Raises
        ------
        NoAnswer
            If it is neither.
        """
        if self.choices:
            letters = LETTERS[: len(self.choices)]
            said = text.strip().lower().rstrip(".)")
            if len(said) != 1 or said not in letters:
                raise NoAnswer(f"Answer with one letter, {letters[0]} to {letters[-1]}.")
            return letters.index(said) == self.right
        said = read_number(text)
        if self.factor:
            return said > 0 and self.number / self.factor <= said <= self.number * self.factor
        return abs(said - self.number) <= self.within + 1e-9 * abs(self.number)

    @property
    def answer(self):
        """The right answer in words."""
        if self.choices:
            return f"{LETTERS[self.right]}. {self.choices[self.right]}"
        return f"{'about ' if self.factor else ''}{self.number:,.10g}"

    @property
    def place(self):
        """Where the answer is shown: the notebook, by its name without its number, and section."""
        return f"the notebook {self.notebook}, “{self.heading}”"

    @property
    def question(self):
        """The question with its choices, or with how near an estimate has to be."""
        if self.choices:
            lines = (f"  {letter}. {choice}" for letter, choice in zip(LETTERS, self.choices))
            return "\n".join([self.ask, *lines])
        return self.ask + (f" (within a factor of {self.factor:g})" if self.factor else "")


def read_number(text):
    """Read what a learner types for a number: ``1/4``, ``25 %``, ``4,929``, ``0,25``, ``2e-3``."""
    said = text.strip().replace("−", "-").replace("_", "").lstrip("≈~ ")
    if re.match(r"-?[1-9]\d{0,2}(,\d{3})+(?!\d)", said):  # 4,929; but 0,125 is a decimal comma
        said = said.replace(",", "")
    said = said.replace(",", ".")
    found = re.fullmatch(r"(\S+?)\s*(?:/\s*(\S+?))?\s*(%?)", said)
    try:
        value = float(found[1]) / float(found[2] or 1) * (0.01 if found[3] else 1)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        value = float("nan")
    if not abs(value) < float("inf"):
        raise NoAnswer("Answer with a number, such as 12, 0.25, 1/4 or 2e-3.")
    return value


@cache
def deck():
    """Return all cards by their ids, in the order of the course."""
    folder = resources.files("d2lmlp.cards").joinpath("decks")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name)
    return {
        card["id"]: Card(
            **{**card, "choices": tuple(card.get("choices", ())), "notebook": file.name[3:-5]}
        )
        for file in files
        for card in json.loads(file.read_text(encoding="utf-8"))["cards"]
    }
