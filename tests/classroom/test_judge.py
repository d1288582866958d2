"""The judge, which never sees an answer but only what it returns, gives the verdicts of `check`."""

import os
import socket

import mxnet as mx
import numpy as onp
import pandas as pd
import pytest
from mxnet import autograd, np

from d2lmlp import exercises
from d2lmlp.classroom import judge, packing, remote, seat, wire
from d2lmlp.clinic.case import function
from d2lmlp.exercises.catalog import everything, tasks
from d2lmlp.exercises.engine import isolate


def far(task, answer):
    """Judge an answer that stays in a copy of this process; returns the Verdict."""
    questions, theirs = socket.socketpair()
    mx.nd.waitall()
    pid = os.fork()
    if pid == 0:
        theirs.close()
        seat.copy(questions, answer)
    questions.close()
    try:
        return judge.verdict_on({"task": task, "pid": pid}, theirs)
    finally:
        os.killpg(pid, 9)
        os.waitpid(pid, 0)


def answers(task):
    """The solution, the stub, and two of the known mistakes."""
    yield function(task.solution, task.name)
    yield function(task.stub, task.name)
    wrong = [answer for _, answer in task.checker.wrong_answers()]
    yield from wrong[:: max(1, len(wrong) // 2)][:2]


# One patient stands for all: each trains its net three times, here and there.
@pytest.mark.parametrize("task", [*tasks(), "patient-12"])
def test_the_verdict_is_the_one_of_check(task):
    task = everything()[task]
    for answer in answers(task):
        near, there = exercises.judge(task, answer), far(task.id, answer)
        if answer is not None:
            assert (there.status, there.mistake) == (near.status, near.mistake), there
            assert there.message == near.message


@pytest.mark.parametrize(
    "task, answer, status, mistake",
    [
        ("why-relu-won", lambda: "bcf", "correct", None),
        ("why-relu-won", (letter for letter in "bcf"), "correct", None),
        ("why-relu-won", ["b", "c", "f"], "correct", None),
        ("xor-by-hand", [np.ones((2, 2)), onp.array([0, -1]), pd.Series([1, -2]), 0], "correct",
         None),
        ("tanh-derivative", ..., "not attempted", None),
        ("tanh-derivative", 3, "wrong", "not-a-function"),
        ("tanh-derivative", lambda x, y: x, "wrong", "wrong-signature"),
        ("tanh-derivative", lambda x: 1 / 0, "error", "division-by-zero"),
        ("gradient-rules", [ValueError, 1, 2, np.array(1), "2"], "correct", None),
    ],
)  # fmt: skip
def test_answers_of_many_kinds_arrive(task, answer, status, mistake):
    verdict = far(task, answer)
    assert verdict.status == status, verdict
    assert mistake is None or verdict.mistake == mistake


def test_a_function_that_changes_its_argument_is_found_out():
    def in_place(x):
        x[:] = np.where(x > 0, x, 0.1 * x) if isinstance(x, np.ndarray) else x
        return x

    answer = in_place
    near = exercises.judge(everything()["swish-derivative"], answer)
    there = far("swish-derivative", answer)
    assert (near.status, near.mistake) == (there.status, there.mistake)


def test_a_loop_is_stopped_after_its_time(monkeypatch):
    def loop(x):
        while True:
            pass

    monkeypatch.setattr(isolate, "TIME_LIMIT", 0.3)
    assert far("tanh-derivative", loop).mistake == "too-slow"


def test_modes_functions_and_nets_reach_the_other_end():
    """What later tasks may do: call back, record, look at attributes, measure a net."""

    class Net:
        name = "mine"

        def __call__(self, x):
            return x * (2 if autograd.is_training() else 3)

    questions, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        theirs.close()
        seat.copy(questions, (Net, lambda f, x: f(x) + 1, lambda x: x.append(4)))
    questions.close()
    channel = remote.Channel(theirs, 10, lambda: 0)
    make, apply, append = channel.answer()
    net = make()
    assert net.name == "mine" and not hasattr(net, "other")
    with autograd.train_mode():
        assert net(np.ones(2)).tolist() == [2, 2]
    assert net(np.ones(2)).tolist() == [3, 3]
    assert apply(lambda x: 10 * x, 4) == 41, "a function of the judge's is called back"
    numbers = [1, 2]
    append(numbers)
    assert numbers == [1, 2, 4]
    channel.close()
    os.waitpid(pid, 0)


@pytest.mark.parametrize(
    "packed",
    [["pickle", "x"], ["handle", 3], ["numpy", "O", [1], 0], ["numpy", "f4", [1 << 40], 0],
     ["int", "x"], ["list", 3], ["type", "os"], ["exception", [], 1], [], ["x"], ["bytes", 9]],
)  # fmt: skip
def test_what_is_no_data_is_refused(packed):
    with pytest.raises(wire.Closed):
        packing.unpack(packed, [b"1234"], lambda about: remote.Remote(None, about))


def test_data_comes_through_as_it_was():
    values = [1, 1 << 70, -0.5, float("inf"), True, None, ..., "é\ud800", (1, [2]), {"a": {1, 2}},
              onp.float32(3), onp.arange(6.0).reshape(2, 3), np.ones((2, 0)), 1 + 2j, ValueError,
              b"x", {(1, 2): onp.bool_(True)}]  # fmt: skip
    for value in values:
        packer = packing.Packer(lambda value: None)
        found = packing.unpack(packer.pack(value), packer.buffers, None)
        assert type(found) is type(value) or isinstance(value, onp.bool_), (found, value)
        assert found is value or str(found) == str(value)
