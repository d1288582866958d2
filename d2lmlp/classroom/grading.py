"""Grade learners' notebooks: ``python -m d2lmlp grade NOTEBOOK...`` for a teacher.

Each notebook runs in a kernel of its own, with a time limit. Behind every cell that calls
``check("some-task", answer)`` the grader has the package judge that answer; what the notebook
itself prints, or calls `check`, does not count. Learners' code runs with your rights: grade
notebooks of strangers in a container.
"""

import argparse
import ast
import json
import os
import re
import secrets
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from d2lmlp.classroom.tables import write_csv, write_html
from d2lmlp.exercises.catalog import tasks

CELL_LIMIT = 30  # seconds for one cell


def main(argv):
    """Grade notebooks and write ``grades.csv`` and ``grades.html``.

    Parameters
    ----------
    argv : list of str
        Notebooks, and options; ``--help`` lists them.

    Returns
    -------
    int
        0, or 1 when a notebook could not be graded as a whole.
    """
    options = _parser().parse_args(argv)
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(options.jobs) as pool:
        rows = list(pool.map(lambda path: grade(path, options.limit, home), options.notebook))
    options.out.mkdir(parents=True, exist_ok=True)
    write_csv(rows, options.out / "grades.csv")
    write_html(rows, options.out / "grades.html")
    for row in rows:
        print(
            f"{row['notebook']}: {row['done']} done, {row['stars']} stars. {row['note']}".rstrip()
        )
    print("Written: grades.csv and grades.html")
    return int(any(row["note"] for row in rows))


def _parser():
    parser = argparse.ArgumentParser(prog="python -m d2lmlp grade", description=__doc__)
    parser.add_argument("notebook", nargs="+", help="the learners' .ipynb files")
    parser.add_argument("--out", type=Path, default=Path(), help="folder for the two tables")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="kernels at once")
    parser.add_argument("--limit", type=float, default=300, help="seconds for one notebook")
    return parser


def grade(path, limit, home):
    """Grade one notebook; whatever goes wrong costs this row only.

    Parameters
    ----------
    path : str
        The notebook's file.
    limit : float
        Seconds for the whole notebook.
    home : str
        Folder for the kernel's progress file, so that nobody's own is touched.

    Returns
    -------
    dict
        notebook, done, stars, note, and task id -> (status, mistake) under "tasks".
    """
    row = {"notebook": str(path), "done": 0, "stars": 0, "note": "", "tasks": {}}
    token, notebook = secrets.token_hex(8), nbformat.v4.new_notebook()
    try:
        notebook = nbformat.read(path, as_version=4)
        asked = add_grading_cells(notebook, token)
        row["tasks"] = dict.fromkeys(asked, ("error", "not-reached"))
        row["note"] = _execute(notebook, Path(path), limit, home)
    except Exception as error:  # a broken file, a kernel that dies: this row says so
        reason = str(error).strip().splitlines()
        row["note"] = f"Stopped: {type(error).__name__}: {reason[0][:120] if reason else ''}"
    row["tasks"].update(_results(notebook, token))
    solved = [tasks()[task] for task, (status, _) in row["tasks"].items() if status == "correct"]
    row["done"], row["stars"] = len(solved), sum(task.stars for task in solved)
    return row


def _execute(notebook, path, limit, home):
    """Run all cells, also behind an error; returns a note when the time ran out."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError

    end = time.monotonic() + limit
    client = NotebookClient(
        notebook,
        timeout_func=lambda _: max(1, min(CELL_LIMIT, int(end - time.monotonic()))),
        interrupt_on_timeout=True,
        allow_errors=True,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    try:
        client.execute(env={**os.environ, "D2LMLP_HOME": home})
    except CellTimeoutError:
        return "The time was up before the end."
    return "The time was up before the end." if time.monotonic() > end else ""


# --- what runs in the learner's kernel -----------------------------------------------------------


def add_grading_cells(notebook, token):
    """Put behind each cell that calls check a cell in which the package judges the same answer.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place.
    token : str
        Marks the graders' output; the notebook cannot know it.

    Returns
    -------
    set of str
        The ids of the tasks that the notebook checks.
    """
    cells, asked = [], set()
    for cell in notebook.cells:
        cells.append(cell)
        for task, answer in check_calls(cell.source) if cell.cell_type == "code" else ():
            asked.add(task)
            cells.append(
                nbformat.v4.new_code_cell(
                    "__import__('importlib').import_module('d2lmlp.classroom.grading').report("
                    f"{token!r}, {task!r}, lambda: ({answer}))"
                )
            )
    notebook.cells = cells
    return asked


def check_calls(source):
    """Find the calls of `check` with a known task in a cell.

    Parameters
    ----------
    source : str
        The cell, IPython's magic lines included.

    Returns
    -------
    list of (task id, source of the answer)
    """
    try:
        tree = ast.parse(re.sub(r"^\s*[%!].*$", "", source, flags=re.M))
    except SyntaxError:
        return []
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or _name(node.func) != "check":
            continue
        arguments = dict(zip(("task", "answer"), node.args))
        arguments.update({keyword.arg: keyword.value for keyword in node.keywords})
        task = getattr(arguments.get("task"), "value", None)
        if isinstance(task, str) and task in tasks() and "answer" in arguments:
            found.append((task, ast.unparse(arguments["answer"])))
    return found


def _name(function):
    return getattr(function, "id", getattr(function, "attr", None))


def report(token, task, answer):
    """Judge an answer inside the learner's kernel and print the result behind the token.

    Parameters
    ----------
    token, task : str
    answer : callable
        Gives the answer.
    """
    try:
        verdict = _fresh_check()(task, answer())
        result = {"task": task, "status": verdict.status, "mistake": verdict.mistake}
    except Exception as error:
        result = {"task": task, "status": "error", "mistake": type(error).__name__}
    print(token + json.dumps(result))


def _fresh_check():
    """Import the checker anew, past anything that the notebook may have replaced in it."""
    ours = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_exercises(name)}
    try:
        from importlib import import_module

        return import_module("d2lmlp.exercises").check
    finally:
        for name in [name for name in sys.modules if _is_exercises(name)]:
            del sys.modules[name]
        sys.modules.update(ours)


def _is_exercises(name):
    return name == "d2lmlp.exercises" or name.startswith("d2lmlp.exercises.")


def _results(notebook, token):
    """Read the graders' outputs: task -> (status, mistake); the best of several checks counts."""
    order = ("correct", "wrong", "error", "not attempted")
    found = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for line in output.get("text", "").splitlines():
                if line.startswith(token):
                    result = json.loads(line[len(token) :])
                    new = (result["status"], result["mistake"] or "")
                    old = found.get(result["task"], ("not attempted", ""))
                    found[result["task"]] = min(new, old, key=lambda r: order.index(r[0]))
    return found
