"""The progress table: what is done, tried and open in each notebook, and what to do next."""

from d2lmlp.exercises.engine import store
from d2lmlp.exercises.engine.verdict import as_html, box, fitting, table

STATES = {"done": "✓ done", "tried": "~ tried", "open": "○ open"}


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

    def _summary(self):
        done = sum(row[-1] == "done" for row in self.rows)
        stars = sum(len(row[1]) for row in self.rows if row[-1] == "done")
        total = sum(len(row[1]) for row in self.rows)
        return f"{done} of {len(self.rows)} tasks done, {stars} of {total} stars."

    def _advice(self):
        if self.next is None:
            return "All tasks are done."
        return f"Next: {self.next.id} ({self.next.title}), in {self.next.notebook}.ipynb."

    def __repr__(self):
        lines = [self.note] if self.note else []
        lines.append(self._summary())
        notebook = None
        for row in self.rows:
            if row[0] != notebook:
                notebook = row[0]
                lines.append(notebook)
            lines.append(f"  {STATES[row[4]]:8}{row[1]:4}{row[2]:26}{row[3]}")
        return fitting("\n".join(lines + [self._advice()]))

    def _repr_html_(self):
        rows = [
            (nb, stars, f"`{id_}` {title}", STATES[s].replace(" ", "\u00a0"))
            for nb, stars, id_, title, s in self.rows
        ]
        parts = [f"<div>{as_html(self.note)}</div>"] if self.note else []
        parts.append(f"<div><strong>{self._summary()}</strong></div>")
        parts.append(table(("notebook", "stars", "task", "state"), rows))
        parts.append(f"<div>{as_html(self._advice())}</div>")
        return box("".join(parts))
