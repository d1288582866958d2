"""The progress table: what is done, tried and open in each notebook, and what to do next."""

from itertools import groupby

from d2lmlp.exercises.engine import store
from d2lmlp.exercises.engine.card import CELL, as_html, badge, bar, box, link, number_and_name
from d2lmlp.fitting.terminal import showable

STATES = {"done": "✓ done", "tried": "~ tried", "open": "○ open"}
COLOURS = {"done": "#00614a", "tried": "#8a4b00"}  # white on them: a contrast above 4.5


def state(entry):
    """Tell "done", "tried" or "open" from a task's stored entry."""
    if entry.get("done"):
        return "done"
    return "tried" if entry.get("tries") else "open"


class Progress:
    """How far the learner is; shows itself as text and as HTML.

    Attributes
    ----------
    rows : list of (notebook, stars, task id, title, state)
        In the order of the course.
    next : Task or None
        The first task that is not done.
    note : str
        A sentence about the progress file, when there is something to say.
    """

    def __init__(self, tasks):
        entries, self.note = store.load()
        self.rows = [
            (task.notebook, "★" * task.stars, task.id, task.title, state(entries.get(task.id, {})))
            for task in tasks
        ]
        left = [t for t, row in zip(tasks, self.rows) if row[-1] != "done"]
        self.next = left[0] if left else None

    def here(self, notebook):
        """Say how many tasks of a notebook are done."""
        done, total = _count([row for row in self.rows if row[0] == notebook])
        return f"{done} of {total} tasks of notebook {int(notebook[:2])} are done."

    def after(self, task):
        """Return the next row that is not done, from a task on and then from the top."""
        ids = [row[2] for row in self.rows]
        start = ids.index(task) + 1
        order = [*range(start, len(ids)), *range(start)]
        return next((ids[k] for k in order if self.rows[k][-1] != "done"), None)

    def _summary(self):
        done, total = _count(self.rows)
        stars = sum(len(row[1]) for row in self.rows if row[-1] == "done")
        of = sum(len(row[1]) for row in self.rows)
        return f"{done} of {total} tasks done, {stars} of {of} stars."

    def _advice(self, write):
        if self.next is None:
            return "All tasks are done."
        return f"Next: {self.next.id} ({self.next.title}), in {write(self.next.notebook)}."

    def _notebooks(self):
        return [(name, list(rows)) for name, rows in groupby(self.rows, key=lambda row: row[0])]

    def __repr__(self):
        lines = [self.note] if self.note else []
        lines.append(self._summary())
        for notebook, rows in self._notebooks():
            lines.append(notebook)
            lines += [
                f"  {STATES[s]:9}{stars:5}{title} ({id_})" for _, stars, id_, title, s in rows
            ]
        return showable("\n".join([*lines, self._advice("{}.ipynb".format)]))

    def _repr_html_(self):
        parts = [f"<div>{as_html(self.note)}</div>"] if self.note else []
        parts.append(f"<div><strong>{self._summary()}</strong></div>")
        body = "".join(f"<tr>{_cells(*notebook)}</tr>" for notebook in self._notebooks())
        head = "".join(f'<th scope=col style="{CELL}">{h}</th>' for h in ("notebook", "tasks"))
        parts.append(
            '<table style="border-collapse:collapse;table-layout:auto;width:100%">'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
        parts.append(f"<div>{self._advice(link)}</div>")
        return box("".join(parts), width="60em")


def _count(rows):
    return sum(row[-1] == "done" for row in rows), len(rows)


def _cells(notebook, rows):
    done, total = _count(rows)
    filled = bar(done, total, number_and_name(notebook))
    tasks = "".join(
        f'<li style="list-style:none;margin:0.1em 0">{_state(s)} {as_html(title)} '
        f'<span style="white-space:nowrap">{stars}</span></li>'
        for _, stars, _, title, s in rows
    )
    return (
        f'<th scope=row style="{CELL};font-weight:normal;width:14em">{link(notebook)}{filled}'
        f"{done} of {total} done</th>"
        f'<td style="{CELL}"><ul style="margin:0;padding:0;columns:17em">{tasks}</ul></td>'
    )


def _state(name):
    sign, word = STATES[name].split(" ")
    if name in COLOURS:
        return badge(sign, word, COLOURS[name])
    return f'<span role="img" aria-label="{word}">{sign}</span>'
