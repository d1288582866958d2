"""``python -m d2lmlp workbook``: what a learner can do with the workbook from a terminal."""

import argparse
import difflib
import sys
from pathlib import Path

from d2lmlp.workbook import pages
from d2lmlp.workbook.desk import Desk, Trouble
from d2lmlp.workbook.pages import Unreadable
from d2lmlp.workbook.tasks import cells_of_task, tasks_of

WHAT = """\
the learner's own copy of the notebooks: without a word, lay it out or bring in what is new, then
say how it stands
  status            say how it stands, change nothing
  update            bring in what is new in the course; what you wrote is kept
  reset WHAT        lay a notebook (02) or a task (tanh-derivative) out anew; a backup is made first
  export [FILE]     write your answers and your own cells into one notebook (answers.ipynb)
"""


def main(argv):
    """Run ``python -m d2lmlp workbook ARGV``.

    Parameters
    ----------
    argv : list of str
        What to do, and with what.

    Returns
    -------
    int
        0, or 1 with a sentence on stderr.
    """
    parser = argparse.ArgumentParser(
        prog="python -m d2lmlp workbook",
        description=WHAT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", nargs="?", choices=("status", "update", "reset", "export"))
    parser.add_argument("what", nargs="?")
    options = parser.parse_args(argv)
    if options.what and options.action not in ("reset", "export"):
        parser.error(f"{options.action} takes no further word")
    if options.action == "reset" and not options.what:
        parser.error("reset WHAT? A notebook, such as 02, or a task, such as tanh-derivative")
    try:
        desk = Desk()
        for line in act(desk, options.action, options.what):
            print(line)
    except (Trouble, Unreadable, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def act(desk, action, what):
    """Do one thing; yield the lines that tell of it."""
    if action in (None, "update"):
        news = desk.update()
        yield from news or ["Nothing is new in the course."]
    if action in (None, "status"):
        yield from status(desk)
    elif action == "reset":
        yield from reset(desk, what)
    elif action == "export":
        yield export(desk, Path(what or "answers.ipynb"))


def status(desk):
    """Say page by page what is the learner's and what is new; yield lines."""
    yield f"Your workbook: {desk.folder}"
    for name in desk.names():
        if not (desk.folder / name).exists():
            yield f"  {name:36} not laid out yet"
            continue
        try:
            own = len(desk.changed(name))
        except Unreadable as error:
            yield f"  {name:36} {error}"
            continue
        said = f"{own} cell{'s' * (own != 1)} of yours" if own else "as the course gave it"
        behind = pages.text(desk.base(name)) != pages.text(desk.page(name))
        yield f"  {name:36} {said}{', and the course has news' if behind else ''}"


def reset(desk, what):
    """Lay a notebook or a task out anew; yield lines."""
    stem = Path(what).name.removesuffix(".ipynb")
    for name in desk.names():
        if stem in (name[:2], name[:-6], name[3:-6], name[:2].lstrip("0")):
            backup = desk.reset(name)
            yield f"{name} is as the course gives it."
            if backup:
                yield f"What was there: {backup}"
            return
    tasks = {task for name in desk.names() for task in tasks_of(desk.page(name))}
    if what not in tasks:
        near = difflib.get_close_matches(what, tasks, n=2, cutoff=0.4)
        advice = f"Did you mean {' or '.join(near)}?" if near else "progress() lists the tasks."
        raise Trouble(f"There is no notebook and no task {what!r}. {advice}")
    for name, backup in desk.reset_task(what):
        yield f"The task {what} in {name} is as the course gives it."
        if backup:
            yield f"What was there: {backup}"


def export(desk, target):
    """Write all that is the learner's into one notebook, page by page; return a line.

    A page's imports come first, a task's text and check stand with its answer: so the notebook
    runs, and can be graded.
    """
    if target.exists():
        raise Trouble(f"{target} is there already: name another file.")
    cells, count, metadata = [], 0, {}
    for name in desk.names():
        own = desk.changed(name) if (desk.folder / name).exists() else []
        if own:
            mine = pages.read(desk.folder / name)
            cells += _excerpt(mine, own, name)
            metadata = metadata or mine["metadata"]
            count += len(own)
    if not cells:
        return "Nothing to export: your pages are as the course gives them."
    pages.write(
        target, {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    )
    return f"{count} cell{'s' * (count != 1)} of yours: {target}"


def _excerpt(mine, own, name):
    """The imports of a page, the learner's cells, and with them the tasks that they answer."""
    own = [pages.content(cell) for cell in own]
    imports = next((cell for cell in mine["cells"] if cell["cell_type"] == "code"), None)
    around = set()
    for task in tasks_of(mine):
        ids = cells_of_task(mine, task)
        if any(cell.get("id") in ids and pages.content(cell) in own for cell in mine["cells"]):
            around |= ids - {f"help-{task}"}
    title = {"cell_type": "markdown", "metadata": {}, "source": f"# {name}", "id": "title"}
    kept = [
        cell
        for cell in mine["cells"]
        if cell is imports or cell.get("id") in around or pages.content(cell) in own
    ]
    cells = [title, *kept]
    return [{**cell, "id": f"p{name[:2]}-{k}"} for k, cell in enumerate(cells)]
