"""The form of a task: what is asked, what helps, and what is known to go wrong."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mistake:
    """A plausible wrong answer.

    Attributes
    ----------
    id : str
        Its name, such as "sigmoid-rule".
    message : str
        What the learner probably thought, and a number that refutes it.
    example : object
        An answer (or one part of it) that makes this mistake; the checker compares results with
        it, so that every way of writing the mistake is recognised.
    """

    id: str
    message: str
    example: Any = None


@dataclass(frozen=True)
class Task:
    """One exercise.

    Attributes
    ----------
    id, title : str
    section : str
        The ``##`` heading of its notebook under which it stands.
    stars : int
        Difficulty, from 1 to 3.
    statement : str
        Markdown: the deliverable and when it counts as right.
    name : str
        The variable that the stub and the solution define, and that ``check`` is given.
    stub, solution : str
        Python source; both define `name`.
    explanation : str
        Why the solution is right.
    hints : tuple of str
        From a nudge to nearly there.
    checker : object
        Has ``judge(answer) -> Verdict`` and ``wrong_answers() -> [(mistake id, answer)]``.
    notebook : str
        File name of the notebook it belongs to, without ``.ipynb``: the catalogue sets it to the
        name of the folder in which the task was found.
    formula : tuple of str
        The answer as messages may write it: a card shows dots in its place, which the last hint
        fills.
    """

    id: str
    title: str
    section: str
    stars: int
    statement: str
    name: str
    stub: str
    solution: str
    explanation: str
    hints: tuple[str, ...]
    checker: Any
    notebook: str = ""
    formula: tuple[str, ...] = ()
