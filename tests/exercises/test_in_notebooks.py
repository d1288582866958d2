"""The exercises in the notebooks: the package's text, solvable as they stand, fairly graded."""

import ast
import csv
import re
from pathlib import Path

import exercises as writer  # tests/tools/exercises.py
import nbformat
import pytest
from mxnet import autograd, np

from d2lmlp.classroom import grading
from d2lmlp.exercises import TASKS

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
WITH_TASKS = sorted({task.notebook for task in TASKS.values()}) + ["08_exercises"]
each_notebook = pytest.mark.parametrize("name", WITH_TASKS)


def read(name):
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def plain(source):
    return re.sub(r"^\s*%.*$", "", source, flags=re.M)


def filled(notebook):
    """Put the reference solutions in place of the stubs."""
    for cell in notebook.cells:
        if cell.id.endswith("-stub"):
            cell.source = TASKS[cell.id[4:-5]].solution
    return notebook


@each_notebook
def test_every_task_stands_there_in_the_words_of_the_package(name):
    cells = {cell.id: cell for cell in read(name).cells}
    complete = name == "08_exercises"
    for task in TASKS.values() if complete else writer.tasks_of(name):
        want = writer.task_cells(task, "" if complete else "Try it: ")
        want += [writer.folded(task)] if complete else []
        for cell in want:
            assert cells[cell.id].source == cell.source, "run tests/tools/exercises.py"


@each_notebook
def test_stubs_leave_the_names_of_the_notebook_alone(name):
    stubs, others = set(), set()
    for cell in read(name).cells:
        if cell.cell_type != "code" or cell.id.endswith("-check"):
            continue
        names = {n.id for n in ast.walk(ast.parse(plain(cell.source))) if isinstance(n, ast.Name)}
        names |= {
            n.name for n in ast.walk(ast.parse(plain(cell.source))) if hasattr(n, "name") and n.name
        }
        if cell.id.endswith("-stub"):
            stubs.add(TASKS[cell.id[4:-5]].name)
        else:
            others |= names
    assert not stubs & others


@each_notebook
def test_solutions_pass_with_what_the_notebook_imports(name, monkeypatch, tmp_path):
    monkeypatch.setenv("D2LMLP_HOME", str(tmp_path))
    code = [cell for cell in filled(read(name)).cells if cell.cell_type == "code"]
    names = {}
    exec(plain(code[0].source), names)
    checked = 0
    for cell in code:
        if cell.id.endswith("-stub"):
            exec(cell.source, names)
        elif cell.id.endswith("-check"):
            verdict = eval(cell.source, names)
            assert verdict.status == "correct", verdict
            checked += 1
    assert checked == (len(TASKS) if name == "08_exercises" else len(writer.tasks_of(name)))


def test_gradient_rules_are_what_mxnet_does():
    def second(grad_req, retain, again):
        x = np.ones(3)
        x.attach_grad(grad_req)
        with autograd.record():
            y = x.sum()
        y.backward(retain_graph=retain)
        if again:
            with autograd.record():
                y = x.sum()
        try:
            y.backward(retain_graph=retain)
            return float(x.grad[0])
        except Exception:
            return "error"

    live = [second("write", False, False), second("write", True, False)]
    live += [second("add", True, False), second("write", False, True), second("add", False, True)]
    names = {}
    exec(TASKS["gradient-rules"].solution, names)
    assert live == names["predictions"]


# --- grading -------------------------------------------------------------------------------------


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
    solved = nbformat.write(filled(read("08_exercises")), tmp_path / "solved.ipynb")
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
