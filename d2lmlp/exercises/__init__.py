"""Exercises that answer: ``check``, ``hint``, ``solution`` and ``progress``."""

import difflib
import re
from dataclasses import replace

from d2lmlp.exercises import catalog
from d2lmlp.exercises.engine import store
from d2lmlp.exercises.engine.board import Progress
from d2lmlp.exercises.engine.buttons import form_of
from d2lmlp.exercises.engine.card import as_html, hint_lines
from d2lmlp.exercises.engine.judging import judge, judge_apart
from d2lmlp.exercises.engine.tries import count
from d2lmlp.exercises.engine.verdict import Setting, Verdict
from d2lmlp.exercises.guesses import outcome, predict

__all__ = ["TASKS", "check", "hint", "judge", "outcome", "predict", "progress", "solution"]

# Verdicts that say nothing of the answer.
NO_TRY = ("earlier-failure", "no-process", "notebook-busy", "fault-of-the-check", "part-still-dots")


class Note:
    """A text with code, as plain text and as Markdown: JupyterLab colours the code by its theme."""

    def __init__(self, text, code=""):
        self.text, self.code = text, code

    def __repr__(self):
        return "\n\n".join(part for part in (self.code, self.text) if part)

    def _repr_markdown_(self):
        parts = [f"```python\n{self.code.strip()}\n```"] if self.code else []
        bold = r"**\1.**"
        lines = [re.sub(r"^(Hint \d of \d):", bold, line) for line in self.text.split("\n")]
        parts += map(as_html, lines)
        return "\n\n".join(parts)


def check(task, answer=None):
    """Check an answer to a task.

    Parameters
    ----------
    task : str
        The task's id, such as "tanh-derivative".
    answer : object
        What the task asks for: most often a function. MXNet arrays, NumPy arrays and plain
        numbers are all welcome in its results.

    Returns
    -------
    Verdict
        With `status`, `mistake` and `message`; it shows itself in a notebook.
    """
    found = _find(task)
    if found is None:
        return Verdict("error", _unknown(task), "unknown-task", task=str(task)[:60])
    verdict = judge_apart(found, answer)
    number, note = 0, ""
    if verdict.status != "not attempted" and verdict.mistake not in NO_TRY:
        number, note = count(verdict, answer)
    setting = _setting(found, verdict, number)
    return replace(verdict, message=_with(verdict.message, note), setting=setting)


def _setting(task, verdict, number):
    """Where the learner stands with a task: what is shown around the verdict."""
    way, following = "", None
    if verdict.status == "correct":
        board = progress()
        way, following = board.here(task.notebook), catalog.everything().get(board.after(task.id))
    form = form_of(task, check) if verdict.status != "correct" else None
    hints = () if verdict.status == "correct" else task.hints
    formula = task.formula if number else ()
    return Setting(task.title, hints, number == 1, formula, way, following, form)


def _with(text, note):
    return f"{text}\n{note}" if note else text


def hint(task):
    """Show the task's next hint; each call shows one more, from a nudge to nearly there."""
    found = _find(task)
    if found is None:
        return Note(_unknown(task))
    entry, note = store.update(found.id, hints=1)
    asked = entry["hints"]
    lines = [f"{name}: {text}" for name, text in hint_lines(found.hints)[:asked]]
    if asked > len(found.hints):
        lines.append(f'That was the last one. solution("{found.id}") shows the solution.')
    return Note(_with("\n".join(lines), note))


def solution(task):
    """Show the task's solution when it is solved, or when asked for the second time."""
    found = _find(task)
    if found is None:
        return Note(_unknown(task))
    entry, note = store.update(found.id, asked=1)
    if entry.get("done") or entry["asked"] > 1:
        return Note(_with(found.explanation, note), found.solution)
    text = (
        f'You have not solved this one yet. hint("{found.id}") helps; ask for the solution once '
        "more and you will see it."
    )
    return Note(_with(text, note))


def progress():
    """Show what is done, tried and open, by notebook, and the next task to do."""
    return Progress(list(catalog.everything().values()))


def __getattr__(name):
    if name == "TASKS":  # read from the folders when first asked for
        return catalog.tasks()
    raise AttributeError(f"d2lmlp.exercises has no name {name!r}")


def _find(task):
    return catalog.everything().get(task) if isinstance(task, str) else None


def _unknown(task):
    near = difflib.get_close_matches(str(task).lower(), catalog.everything(), n=2, cutoff=0.4)
    advice = f"did you mean {' or '.join(near)}?" if near else "progress() lists all of them."
    return f"There is no task {str(task)[:60]!r}; {advice}"
