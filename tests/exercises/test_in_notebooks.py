"""The exercises in the notebooks: the package's text, solvable as they stand, fairly graded."""

import ast
import re

import course
import exercises as writer  # tests/tools/exercises.py
import pytest
from mxnet import autograd, np

from d2lmlp.exercises import TASKS

WITH_TASKS = [*writer.with_tasks(), course.path("exercises").stem]
each_notebook = pytest.mark.parametrize("name", WITH_TASKS)


def read(name):
    return course.read(course.NOTEBOOKS / f"{name}.ipynb")


def plain(source):
    return re.sub(r"^\s*%.*$", "", source, flags=re.M)


def filled(notebook):
    """Put the reference solutions in place of the stubs."""
    for cell in notebook.cells:
        if cell.id.endswith("-answer"):
            task = TASKS[cell.id[4:-7]]
            cell.source = writer.answered(task, task.solution)
    return notebook


@each_notebook
def test_every_task_stands_there_in_the_words_of_the_package(name):
    cells = {cell.id: cell for cell in read(name).cells}
    complete = name.endswith("_exercises")
    for task in TASKS.values() if complete else writer.tasks_of(name):
        want = writer.task_cells(task, "" if complete else "Try it: ")
        want += [writer.folded(task)] if complete else []
        for cell in want:
            assert cells[cell.id].source == cell.source, "run tests/tools/exercises.py"


@each_notebook
def test_stubs_leave_the_names_of_the_notebook_alone(name):
    stubs, others = set(), set()
    for cell in read(name).cells:
        if cell.cell_type != "code":
            continue
        names = {n.id for n in ast.walk(ast.parse(plain(cell.source))) if isinstance(n, ast.Name)}
        names |= {
            n.name for n in ast.walk(ast.parse(plain(cell.source))) if hasattr(n, "name") and n.name
        }
        if cell.id.endswith("-answer"):
            stubs.add(TASKS[cell.id[4:-7]].name)
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
        if cell.id.endswith("-answer"):
            answer, _, check = cell.source.rpartition("\n")
            exec(answer, names)
            verdict = eval(check, names)
            assert verdict.status == "correct", verdict
            checked += 1
    assert checked == (len(TASKS) if name.endswith("_exercises") else len(writer.tasks_of(name)))


@each_notebook
def test_tasks_stand_in_the_order_of_the_catalogue(name):
    standing = [cell.id[4:-7] for cell in read(name).cells if cell.id.endswith("-answer")]
    complete = name.endswith("_exercises")
    wanted = [task.id for task in (TASKS.values() if complete else writer.tasks_of(name))]
    assert standing == wanted, "run tests/tools/exercises.py"


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
