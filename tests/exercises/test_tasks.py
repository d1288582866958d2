"""Every task: the stub is not attempted, the solution is right, every known mistake is named."""

import numpy as onp
import pytest
from mxnet import autograd, init, np, npx
from mxnet.gluon import nn

from d2lmlp import exercises
from d2lmlp.exercises import TASKS, judge


def namespace():
    """The names that a notebook with tasks has imported."""
    names = {"np": np, "npx": npx, "onp": onp, "autograd": autograd, "nn": nn, "init": init}
    exec("import d2lmlp", names)
    return names


def run_source(source, name):
    names = namespace()
    exec(source, names)
    return names[name]


ALL = list(TASKS.values())
MISTAKES = [(task, k) for task in ALL for k in range(len(list(task.checker.wrong_answers())))]


@pytest.mark.parametrize("task", ALL, ids=lambda t: t.id)
def test_stub_is_not_attempted(task):
    verdict = judge(task, run_source(task.stub, task.name))
    assert verdict.status == "not attempted", verdict


@pytest.mark.parametrize("task", ALL, ids=lambda t: t.id)
def test_solution_is_correct(task):
    verdict = judge(task, run_source(task.solution, task.name))
    assert verdict.status == "correct", verdict


@pytest.mark.parametrize("task, k", MISTAKES, ids=lambda v: getattr(v, "id", str(v)))
def test_known_mistake_is_named(task, k):
    name, answer = list(task.checker.wrong_answers())[k]
    verdict = judge(task, answer)
    assert (verdict.status, verdict.mistake) == ("wrong", name), verdict


@pytest.mark.parametrize("task", ALL, ids=lambda t: t.id)
def test_task_is_complete(task):
    assert len({name for name, _ in task.checker.wrong_answers()}) >= 6
    assert 1 <= task.stars <= 3
    assert len(task.hints) >= 2
    assert task.title and task.statement and task.explanation
    assert exercises.TASKS[task.id] is task
