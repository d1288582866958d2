"""What the checker answers: a verdict that reads well as text, as HTML and to a screen reader."""

import re
import sys
from dataclasses import dataclass
from html import escape
from typing import Optional

# status -> (sign, word, colour of the sign on white; every colour has a contrast above 4.5 to 1)
STATUSES = {
    "correct": ("✓", "Correct", "#00614a"),
    "wrong": ("✗", "Not yet", "#9c3d00"),
    "not attempted": ("○", "Not attempted", "#4a4a4a"),
    "error": ("!", "Stopped", "#8a1c4a"),
}

PLAIN = str.maketrans(dict(zip("✓✗○★☆≈…·–−×α→", ["+", "x", "o", "*", "-", "~", "...", "-", "-",
                                                  "-", "x", "alpha", "->"])))  # fmt: skip

# Text and ground are both set, so that a dark theme cannot change one without the other.
BOX = "background:#ffffff;color:#1a1a1a;border:1px solid #8a8a8a;border-left:6px solid {colour};"
BOX += "border-radius:4px;padding:0.6em 0.9em;margin:0.3em 0;max-width:46em;line-height:1.45"
ROW = "background:#ffffff;color:#1a1a1a"
CELL = "border:1px solid #8a8a8a;padding:0.2em 0.7em;text-align:left;background:#ffffff;"
CELL += "color:#1a1a1a"


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
    """

    status: str
    message: str
    mistake: Optional[str] = None
    rows: tuple[tuple[str, str, str], ...] = ()
    picture: Optional[str] = None
    task: str = ""
    remark: str = ""
    printed: str = ""

    def __repr__(self):
        sign, word, _ = STATUSES[self.status]
        name = f" ({self.mistake})" if self.mistake else ""
        lines = [f"{sign} {self.task}: {word}{name}", self.message]
        lines += [
            f"  {where}: yours {yours}, target {target}" for where, yours, target in self.rows
        ]
        lines += [self.remark] if self.remark else []
        lines += [f"It printed: {self.printed.rstrip()}"] if self.printed.strip() else []
        return fitting("\n".join(lines + self._next_step()))

    def _repr_html_(self):
        sign, word, colour = STATUSES[self.status]
        name = (
            f' <span style="color:#4a4a4a">({escape(self.mistake)})</span>' if self.mistake else ""
        )
        head = (
            f'<strong style="color:{colour}"><span aria-hidden="true">{sign}</span> {word}</strong>'
            f"{name} · {escape(self.task)}"
        )
        parts = [f"<div>{head}</div>", f"<div>{as_html(self.message)}</div>"]
        if self.rows:
            parts.append(table(("at", "yours", "target"), self.rows))
        if self.picture:
            parts.append(self.picture)
        if self.remark:
            parts.append(f"<div>{as_html(self.remark)}</div>")
        if self.printed.strip():
            parts.append(
                "<details><summary>What your code printed</summary>"
                f"<pre>{escape(self.printed)}</pre></details>"
            )
        parts += [f"<div>{as_html(line)}</div>" for line in self._next_step()]
        return box("".join(parts), colour)

    def _next_step(self):
        if self.status in ("wrong", "error") and self.mistake != "unknown-task":
            return [f'For a nudge: hint("{self.task}")']
        return []


def fitting(text):
    """Replace the symbols that the terminal cannot show by plain ones."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
        return text
    except (UnicodeEncodeError, LookupError):
        plain = text.translate(PLAIN)
        return plain.encode(encoding, "replace").decode(encoding)


def box(inside, colour="#4a4a4a"):
    """Wrap HTML in the frame that all answers of the exercises share."""
    return f'<div role="status" style="{BOX.format(colour=colour)}">{inside}</div>'


def as_html(text):
    """Escape a text; what stands between backticks becomes code, between asterisks emphasis."""
    style = "background:#f2f2f2;color:#1a1a1a;padding:0 0.2em"
    pieces = escape(text).split("`")
    for i in range(1, len(pieces) - 1, 2):
        pieces[i] = f'<code style="{style}">{pieces[i]}</code>'
    for i in range(0, len(pieces), 2):
        pieces[i] = re.sub(r"(?<![\w*])\*(\w[^*\n]*?)\*(?!\w)", r"<em>\1</em>", pieces[i])
    return "".join(pieces).replace("\n", "<br>")


def table(head, rows):
    """Build an HTML table that keeps its colours in every theme; cells are escaped."""

    def line(cells, tag, scope):
        inside = "".join(f'<{tag}{scope} style="{CELL}">{as_html(c)}</{tag}>' for c in cells)
        return f'<tr style="{ROW}">{inside}</tr>'

    body = "".join(line(row, "td", "") for row in rows)
    return (
        '<table style="border-collapse:collapse;margin:0.4em 0">'
        f"<thead>{line(head, 'th', ' scope=col')}</thead><tbody>{body}</tbody></table>"
    )
