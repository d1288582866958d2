"""No task is dictated: its solution does not stand in a code cell above it."""

import difflib
import re

import course
import exercises as writer  # tests/tools/exercises.py
import pytest

ALIKE = 0.8  # of two lines without their spaces
COMMON = {  # lines of the forward pass and of a loop, which are not what the task asks for
    "H = np.dot(X, W) + b",
    "h = np.tanh(np.dot(W1, x) + b1)",
    "do = np.dot(W2, h) - y",
    "dz = np.dot(W2.T, do) * (1 - h**2)",
}
TRANSFER = {  # what stands above is alike, and what the task asks for is the difference
    "bias-and-penalty": "the gradient of a bias, beside those of the weights",
    "prelu-by-hand": "a slope, where the text shows ReLU and its trap",
    "tanh-derivative": "the derivative, where the text calls tanh",
}


def lines(source):
    """The lines that say something, without their spaces: name -> as it was written."""
    found = {re.sub(r"\s", "", line): line.strip() for line in source.splitlines()}
    return {k: v for k, v in found.items() if len(k) > 13 and not re.match(r"def|import|for|if", k)}


def above(task):
    """The lines of code in the cells above a task."""
    cells = course.read(course.NOTEBOOKS / f"{task.notebook}.ipynb").cells
    place = [cell.id for cell in cells].index(f"try-{task.id}")
    return lines("\n".join(c.source for c in cells[:place] if c.cell_type == "code"))


def copied(task):
    """The lines of a task's solution that stand above it, or nearly so."""
    asked = {k: v for k, v in lines(task.solution).items() if v not in COMMON}
    before = above(task)
    return [v for k, v in asked.items() if difflib.get_close_matches(k, before, 1, ALIKE)], asked


TASKS = [task for name in writer.with_tasks() for task in writer.tasks_of(name)]
OTHERS = [task for task in TASKS if task.id not in TRANSFER]


@pytest.mark.parametrize("task", OTHERS, ids=lambda task: task.id)
def test_no_solution_stands_above_its_task(task):
    found, asked = copied(task)
    assert len(found) < max(1, len(asked) / 2), found


def test_the_exceptions_are_tasks_and_need_to_be_exceptions():
    by_id = {task.id: task for task in TASKS}
    assert all(copied(by_id[name])[0] for name in TRANSFER)
