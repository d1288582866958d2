"""Notebooks as the workbook handles them: read, opened (without outputs), written whole.

They are read as plain JSON: whatever another program has put into a learner's notebook stays there.
"""

import copy
import json
from pathlib import Path

from d2lmlp.exercises.engine.store import write_whole

FINISHED = "finished"  # the folder of the pages as they should look


class Unreadable(Exception):
    """A file that is no notebook; the message says what is wrong with it."""


def read(path):
    """Read a notebook.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    dict
        As in the file, each cell's source joined to one string.

    Raises
    ------
    Unreadable
        If it is not a notebook of format 4.
    OSError
        If the file cannot be read.
    """
    try:
        notebook = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        cells = notebook["cells"]
        for cell in cells:
            source = cell["source"]
            cell["source"] = source if isinstance(source, str) else "".join(source)
            cell["cell_type"] + cell.get("id", "")
            cell.setdefault("metadata", {}).items()
        notebook.setdefault("metadata", {}).items()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(f"it is not a notebook ({type(error).__name__}: {error})") from None
    return notebook


def text(notebook):
    """Write a notebook as the JSON that Jupyter itself would store."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    written = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    try:
        written.encode()
    except UnicodeEncodeError:  # half a character, from a program that cut a text
        written = json.dumps(notebook, indent=1, sort_keys=True) + "\n"
    return written


def write(path, notebook):
    """Write a notebook, whole or not at all."""
    write_whole(path, text(notebook))


def opened(notebook, name):
    """Make of a page of the course the one that a learner works in.

    Parameters
    ----------
    notebook : dict
    name : str
        Its file name.

    Returns
    -------
    dict
        A copy whose code has not been run, so that every prediction is open, and which leads to the
        page as it should look. Only the picture of a cell with the tag ``opening`` is there before.
    """
    notebook = copy.deepcopy(notebook)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            kept = cell["outputs"] if "opening" in cell["metadata"].get("tags", ()) else []
            cell.update(outputs=kept, execution_count=None)
    return _linked(notebook, f"[The page as it should look]({FINISHED}/{name})")


def finished(notebook, name):
    """Make of a page of the course the one that a learner compares with: outputs, and a way back."""
    return _linked(copy.deepcopy(notebook), f"[Back to your own page](../{name})")


def _linked(notebook, link):
    """Add a link to the line in the first cell that leads from page to page."""
    first = notebook["cells"][0]
    if first["cell_type"] == "markdown":
        first["source"] = f"{first['source'].rstrip()} · {link}"
    return notebook


def content(cell):
    """Return what a learner has typed or pasted into a cell, to be compared."""
    pasted = json.dumps(cell.get("attachments") or {}, sort_keys=True)
    return cell["cell_type"], cell["source"], pasted


def contents(notebook):
    """Return the contents of all cells, in order."""
    return [content(cell) for cell in notebook["cells"]]
