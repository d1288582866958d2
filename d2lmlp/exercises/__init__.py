"""Exercises that answer: ``check``, ``hint``, ``solution`` and ``progress``."""

import difflib
from dataclasses import replace

from d2lmlp.exercises import catalog
from d2lmlp.exercises.engine import store
from d2lmlp.exercises.engine.board import Progress
from d2lmlp.exercises.engine.judging import judge, judge_apart
from d2lmlp.exercises.engine.verdict import Verdict, as_html, box
from d2lmlp.exercises.predictions import outcome, predict

__all__ = ["TASKS", "check", "hint", "judge", "outcome", "predict", "progress", "solution"]

# Verdicts that say nothing of the answer.
NO_TRY = ("earlier-failure", "no-process", "notebook-busy", "fault-of-the-check", "part-still-dots")


class Note:
    """A text that a notebook shows as it is written, with code in a monospaced face."""

    def __init__(self, text, code=""):
        self.text, self.code = text, code

    def __repr__(self):
        return "\n\n".join(part for part in (self.code, self.text) if part)

    def _repr_html_(self):
        style = "background:#f2f2f2;color:#1a1a1a;padding:0.6em;overflow-x:auto"
        code = as_html(self.code).replace("<br>", "\n")
        code = (
            f'<pre style="{style}"><code style="color:#1a1a1a">{code}</code></pre>' if code else ""
        )
        return box(f"{code}<div>{as_html(self.text)}</div>")


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
    if verdict.status != "not attempted" and verdict.mistake not in NO_TRY:
        _, note = store.update(found.id, done=verdict.status == "correct", tries=1)
        verdict = replace(verdict, message=_with(verdict.message, note))
    return verdict


def _with(text, note):
    return f"{text}\n{note}" if note else text


def hint(task):
    """Show the task's next hint; each call shows one more, from a nudge to nearly there."""
    found = _find(task)
    if found is None:
        return Note(_unknown(task))
    entry, note = store.update(found.id, hints=1)
    asked = entry["hints"]
    shown = found.hints[: max(1, min(asked, len(found.hints)))]
    lines = [f"Hint {i} of {len(found.hints)}: {text}" for i, text in enumerate(shown, 1)]
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
    near = difflib.get_close_matches(str(task), catalog.everything(), n=2, cutoff=0.4)
    advice = f"did you mean {' or '.join(near)}?" if near else "progress() lists all of them."
    return f"There is no task {str(task)[:60]!r}; {advice}"
