"""Learners' notebooks are graded fairly: answers count, and what a notebook prints does not."""

import csv

import course
import exercises as writer  # tests/tools/exercises.py
import nbformat

from d2lmlp.classroom import grading
from d2lmlp.exercises import TASKS


def filled(notebook):
    """Put the reference solutions in place of the stubs."""
    for cell in notebook.cells:
        if cell.id.endswith("-stub"):
            cell.source = TASKS[cell.id[4:-5]].solution
    return notebook


def save(path, cells):
    cells = [nbformat.v4.new_code_cell(source) for source in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return str(path)


LOOP = """
def loop(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
check("tanh-derivative", loop)"""


def test_grading_believes_answers_and_not_notebooks(tmp_path, capsys):
    imports = writer.IMPORTS.replace("%load_ext d2lmlp\n", "")
    right = 'check("why-relu-won", "bcf")'
    solved = nbformat.write(filled(course.read("exercises")), tmp_path / "solved.ipynb")
    notebooks = [
        str(tmp_path / "solved.ipynb"),
        save(
            tmp_path / "cheat.ipynb",
            [
                imports + "import d2lmlp.exercises as e\ne.judge = lambda *a: 1 / 0",
                "class Right: status = 'correct'\ncheck = e.check = lambda *a: Right()",
                'check("why-relu-won", "a")',
                LOOP,
                'check("parameter-count", lambda s: sum(a * b + b for a, b in zip(s, s[1:])))',
                'print(\'{"task": "why-relu-won", "status": "correct", "mistake": null}\')',
            ],
        ),
        save(tmp_path / "dies.ipynb", [imports, right, "import os; os._exit(1)", right]),
    ]
    (tmp_path / "broken.ipynb").write_text("{")
    out = tmp_path / "out"
    code = grading.main([*notebooks, str(tmp_path / "broken.ipynb"), "--out", str(out)])
    assert code == 1 and solved is None
    rows = list(csv.DictReader((out / "grades.csv").open()))
    assert [row["done"] for row in rows] == [str(len(TASKS)), "1", "1", "0"]
    assert rows[1]["tanh-derivative"] == "error: too-slow"
    assert rows[1]["parameter-count"] == "correct", "the kernel lives behind a loop"
    assert rows[1]["why-relu-won"] == "wrong: cost"
    assert rows[2]["note"].startswith("Stopped: ") and rows[3]["note"].startswith("Stopped: ")
    page = (out / "grades.html").read_text()
    assert "✗ Not yet (cost)" in page and "<h1>Grades</h1>" in page
    assert "solved.ipynb: 25 done" in capsys.readouterr().out


def test_grading_finds_the_calls_of_check():
    source = """%matplotlib inline
x = 1
check("tanh-derivative", lambda x: 1 - np.tanh(x) ** 2); d2lmlp.check(answer=f, task="piece-count")
check("no-such-task", f); check(name, f); print("check")"""
    calls = grading.check_calls(source)
    assert calls == [
        ("tanh-derivative", "lambda x: 1 - np.tanh(x) ** 2"),
        ("piece-count", "f"),
    ]
    assert grading.check_calls("def broken(") == []
