"""A row for each notebook, and the files that hold them: written after every notebook."""

import contextlib
import json
import os
from pathlib import Path

from d2lmlp.classroom import class_page, tables
from d2lmlp.exercises.catalog import everything

FILES = ("grades.csv", "grades.html", "class.html", "grades.jsonl")
ORDER = ("correct", "wrong", "error", "not attempted", "check deleted")


def shown(path):
    """Write a path so that any terminal and any spreadsheet can take it."""
    return os.fsencode(path).decode("utf-8", "replace")


def row(notebook, events, end):
    """Make the row of a notebook.

    Parameters
    ----------
    notebook : d2lmlp.classroom.reading.Notebook
    events : list of dict
        Results, and unknown tasks, as they came.
    end : dict or None
        How the notebook came to its end; None when it did not.

    Returns
    -------
    dict
        notebook, sha, graded (as a whole), done, stars, note, tasks: id -> [status, detail],
        checks: id -> how often it was checked, tries: id -> how often the learner has tried, where
        a progress file lies beside the notebook, said: id -> the verdict's sentence.
    """
    found = {
        "notebook": shown(notebook.path), "sha": notebook.sha, "graded": end is not None,
        "tasks": {}, "checks": {}, "tries": notebook.tries, "said": {},
    }  # fmt: skip
    for result in (event["result"] for event in events if "result" in event):
        _count(found, result)
    outcomes = end["outcomes"] if end else ["not-run"] * len(notebook.cells)
    for task in notebook.mentioned - set(found["tasks"]) if not notebook.fault else ():
        found["tasks"][task] = list(notebook.reason(task, outcomes))
    if end and (end["up"] or end["broken"] is not None):
        found["graded"] = False
    solved = [task for task, (status, _) in found["tasks"].items() if status == "correct"]
    found["done"] = len(solved)
    found["stars"] = sum(everything()[task].stars for task in solved)
    found["note"] = " ".join(_notes(notebook, events, end, outcomes, found))
    return found


def _count(found, result):
    """Let a result count: the best of several checks of a task does."""
    task, new = result["task"], [result["status"], result["mistake"] or ""]
    old = found["tasks"].get(task)
    if not result["again"] and new[0] != "not attempted":
        found["checks"][task] = found["checks"].get(task, 0) + 1
    if old is None or ORDER.index(new[0]) <= ORDER.index(old[0]):
        found["tasks"][task], found["said"][task] = new, result["message"]


def _notes(notebook, events, end, outcomes, found):
    """Say all that a teacher has to know about a notebook."""
    if notebook.fault:
        yield notebook.fault
        return
    if notebook.remark:
        yield notebook.remark
    if end is None:
        yield "Stopped: the process that watched over it was ended."
    elif end["up"]:
        yield "Stopped: the time was up before the end."
    elif end["broken"] is not None:
        yield "Stopped: too many cells ended Python."
    for k, outcome in enumerate(outcomes, 1):
        if outcome == "ended-the-process":
            yield f"Code cell {k} ended Python and was left out."
        elif outcome == "time":
            yield f"Code cell {k} was stopped after its time."
    for k in notebook.unreadable():
        yield f"Code cell {k} is no Python (syntax)."
    for name in dict.fromkeys(event["unknown"] for event in events if "unknown" in event):
        yield f"There is no task {name!r}."
    if any(mistake == "checker-failed" for _, mistake in found["tasks"].values()):
        yield "The checker itself failed: look at that answer yourself."
    if not found["tasks"]:
        yield "No check found."
    elif not found["said"]:
        yield "Nothing was checked."


def line(found):
    """Say a row in one line."""
    text = f"{found['notebook']}: {found['done']} done, {found['stars']} stars. {found['note']}"
    return text.rstrip()


class Book:
    """The files in the folder of results, renewed after every notebook.

    Parameters
    ----------
    folder : pathlib.Path
    anonymous : bool
        Numbers take the place of names in the pages for the class.
    resume : bool
        Rows of an earlier run whose notebook has not changed are kept.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """

    def __init__(self, folder, anonymous, resume):
        self.folder, self.anonymous = Path(folder), anonymous
        self.folder.mkdir(parents=True, exist_ok=True)
        self.journal = self.folder / "grades.jsonl"
        self.kept = self._load() if resume else {}
        with open(self.journal, "a" if resume else "w", encoding="utf-8"):
            pass
        for name in FILES[:3]:
            self._replace(name, (lambda path: path.touch()), keep=True)

    def _load(self):
        rows = {}
        with contextlib.suppress(FileNotFoundError):
            for text in self.journal.read_text(encoding="utf-8").splitlines():
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    found = json.loads(text)  # a last line may have been cut
                    if found["graded"]:
                        rows[found["notebook"], found["sha"]] = found
        return rows

    def earlier(self, notebook):
        """Return the row that an earlier run has for a notebook as it is now, or None."""
        return self.kept.get((shown(notebook.path), notebook.sha))

    def write(self, new, rows):
        """Write a new row down, and the tables of all rows so far."""
        with contextlib.suppress(OSError):  # a full disk: what was written stays, and is told
            with open(self.journal, "a", encoding="utf-8") as file:
                file.write(json.dumps(new) + "\n")
            self._replace("grades.csv", lambda path: tables.write_csv(rows, path))

    def close(self, rows):
        """Write everything; returns the names of the files that were written."""
        named = class_page.anonymous(rows) if self.anonymous else rows
        writers = {
            "grades.csv": lambda path: tables.write_csv(rows, path),
            "grades.html": lambda path: tables.write_html(rows, path),
            "class.html": lambda path: class_page.write(named, path),
            "grades.jsonl": lambda path: path.write_text(
                "".join(json.dumps(found) + "\n" for found in rows), encoding="utf-8"
            ),
        }
        written = []
        for name, writer in writers.items():
            try:
                self._replace(name, writer)
                written.append(name)
            except OSError as error:
                print(f"{name} could not be written: {error}. The rows once more:")
                print("\n".join(line(found) for found in rows))
        return written

    def _replace(self, name, writer, keep=False):
        """Write beside the file and rename: a reader sees the old file or the new one, whole."""
        part = self.folder / f".{name}.{os.getpid()}.part"
        try:
            writer(part)
            if not keep:
                os.replace(part, self.folder / name)
        finally:
            with contextlib.suppress(OSError):
                part.unlink()
