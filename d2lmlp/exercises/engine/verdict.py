"""What the checker answers: a verdict that reads well as text, as HTML and to a screen reader."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any, Callable, Optional

from d2lmlp.exercises.engine.card import as_html, badge, box, folded, link, quiet, table
from d2lmlp.fitting.terminal import showable

# status -> (sign, word, colour; white on it, and it on white, have a contrast above 4.5 to 1)
STATUSES = {
    "correct": ("✓", "Correct", "#00614a"),
    "wrong": ("✗", "Not yet", "#9c3d00"),
    "not attempted": ("○", "Not attempted", "#4a4a4a"),
    "error": ("!", "Stopped", "#8a1c4a"),
}
DOTS = "What the dots stand for, the last hint tells."
ONCE_MORE = "The next answer that is not right yet is told its cause."


@dataclass(frozen=True)
class Setting:
    """What stands around a verdict when a learner sees it.

    Attributes
    ----------
    title : str
        The task's title.
    hints : tuple of str
    first : bool
        True for the first wrong answer to a task: where and of what kind, the cause not yet.
    formula : tuple of str
        What to show dots for.
    way : str
        After a right answer: how much of the notebook is done.
    next : Task or None
        After a right answer: the next task that is not done.
    form : callable or None
        Shows the buttons with which the task can be answered, where there are any.
    """

    title: str = ""
    hints: tuple[str, ...] = ()
    first: bool = False
    formula: tuple[str, ...] = ()
    way: str = ""
    next: Any = None
    form: Optional[Callable] = None


@dataclass(frozen=True)
class Verdict:
    """The result of one check.

    Attributes
    ----------
    status : str
        "correct", "wrong", "not attempted" or "error".
    message : str
        One or two sentences, or more when a note helps.
    mistake : str or None
        The id of the recognised misconception.
    rows : tuple of (where, yours, target)
        The points where the answer is furthest from the target, worst first.
    picture : str or None
        An ``<img>`` with alt text that shows yours beside the target.
    task : str
        The id of the task.
    remark : str
        What else is worth knowing about a right answer, such as where it breaks.
    printed : str
        What the answer printed in its first call.
    clue : str
        What a first wrong answer is told in place of `message` and `rows`, where these would give
        the answer away.
    setting : Setting or None
        Where the learner stands; it changes what is shown, and nothing that is said above.
    """

    status: str
    message: str
    mistake: Optional[str] = None
    rows: tuple[tuple[str, str, str], ...] = ()
    picture: Optional[str] = None
    task: str = ""
    remark: str = ""
    printed: str = ""
    clue: str = ""
    setting: Optional[Setting] = None

    def __repr__(self):
        sign, word, _ = STATUSES[self.status]
        if self.status == "not attempted":
            return showable(f"{sign} {self.task}: {word}. {self.message}")
        name = f" ({self.mistake})" if self.mistake else ""
        text, rows, end = self._shown()
        lines = [f"{sign} {self.task}: {word}{name}", text]
        lines += [f"  {where}: yours {yours}, target {target}" for where, yours, target in rows]
        lines += [self.remark] if self.remark else []
        lines += [f"It printed: {self.printed.rstrip()}"] if self.printed.strip() else []
        if self.status in ("wrong", "error") and self.mistake != "unknown-task":
            lines += [*end, f'For a nudge: hint("{self.task}")']
        if self.status == "correct":
            lines += self._way("{0.title}, in {0.notebook}.ipynb".format)
        return showable("\n".join(lines))

    def _repr_html_(self):
        sign, word, colour = STATUSES[self.status]
        around = self.setting or Setting()
        hints = folded(around.hints, self.task) if around.hints else ""
        if self.status == "not attempted":
            head = f'<span aria-hidden="true">{sign}</span> {word}. {as_html(self.message)}'
            return quiet(head + hints)
        text, rows, end = self._shown()
        name = f" · {escape(self.mistake)}" if self.mistake else ""
        title = escape(around.title or self.task)
        parts = [f"<div>{badge(sign, word, colour)} {title}{name}</div>"]
        parts += [f'<div style="margin-top:0.3em">{as_html(text)}</div>']
        if rows:
            parts.append(table(("at", "yours", "target"), rows))
        if self.picture and text != self.clue:
            parts.append(self.picture)
        parts += [f"<div>{as_html(line)}</div>" for line in (self.remark, *end) if line]
        if self.printed.strip():
            parts.append(
                '<details><summary style="cursor:pointer">What your code printed</summary>'
                f"<pre>{escape(self.printed)}</pre></details>"
            )
        if self.status == "correct":
            parts += [f"<div>{line}</div>" for line in self._way(_next_in_html)]
        else:
            parts.append(hints)
        return box("".join(parts), colour)

    def _ipython_display_(self):
        if self.setting is None or self.setting.form is None:
            raise NotImplementedError  # IPython then takes the text and the HTML, as ever
        self.setting.form(self)

    def _shown(self):
        """Text, rows and last lines as far as the learner is."""
        around = self.setting or Setting()
        first = self.status == "wrong" and around.first
        if first and self.clue:
            return self.clue, (), [ONCE_MORE]
        if first and self.rows:
            return "This is where it differs most.", self.rows, [ONCE_MORE]
        text = self.message
        for formula in sorted(around.formula, key=len, reverse=True):
            text = text.replace(formula, "…")
        text = re.sub(r"…\.(?!\S)", "…", text)  # at the end of a sentence they are its full stop
        return text, self.rows, [DOTS] if text != self.message else []

    def _way(self, write):
        around = self.setting or Setting()
        lines = [around.way] if around.way else []
        return lines + ([f"Next: {write(around.next)}"] if around.next else [])


def _next_in_html(task):
    stars = f'<span role="img" aria-label="{task.stars} of 3 stars">{"★" * task.stars}</span>'
    return f"<strong>{escape(task.title)}</strong> {stars}, in {link(task.notebook)}"
