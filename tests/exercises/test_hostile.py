"""Whatever a learner's code does, a check ends in time, tells it, and leaves the rest alone."""

# ruff: noqa: NPY002 (the state that must stay is the old generator's: Gluon shuffles with it)

import json
import math
import os
import random
import time

import mxnet as mx
import numpy as onp
import pytest
from mxnet import np

from d2lmlp import check, hint, progress, solution
from d2lmlp.exercises import TASKS
from d2lmlp.exercises.engine import isolate, store


@pytest.fixture(autouse=True)
def own_progress(monkeypatch, tmp_path):
    monkeypatch.setenv("D2LMLP_HOME", str(tmp_path))


def raises(*_):
    raise ValueError("no\nsecond line")


def loops(*_):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def waits(*_):
    time.sleep(1e6)


def holds_the_lock(*_):
    return sum(range(10**14))


def recurses(*args):
    return recurses(*args)


def exits(*_):
    raise SystemExit(0)


def quits(*_):
    os._exit(0)


def interrupts(*_):
    raise KeyboardInterrupt


def asks(*_):
    return input("number? ")


def crashes(*_):
    import ctypes

    return ctypes.string_at(0)


def fills_the_memory(*_):
    return onp.empty(1 << 36)


def fails_in_mxnet(*_):
    return np.dot(np.ones((3, 4)), np.ones((3, 4)))


def fails_late(*_):
    mx.nd.waitall()
    return np.random.normal(0, -1, size=(3,))


def forks(*_):
    if os.fork() == 0:
        time.sleep(60)
    time.sleep(60)


ENDED = "ended-the-process"
HOSTILE = [
    (raises, "error", None, "ValueError"),
    (loops, "error", "too-slow", "loop"),
    (waits, "error", "too-slow", "loop"),
    (holds_the_lock, "error", "too-slow", "loop"),
    (forks, "error", "too-slow", "loop"),
    (recurses, "error", "calls-itself-forever", "calls itself"),
    (exits, "error", "calls-exit", "exit()"),
    (quits, "error", ENDED, "ended"),
    (crashes, "error", ENDED, "ended"),
    (interrupts, "error", None, "KeyboardInterrupt"),
    (asks, "error", None, "input()"),
    (fills_the_memory, "error", "out-of-memory", "memory"),
    (fails_in_mxnet, "error", "shapes-do-not-fit", "Shape"),
    (lambda x: None, "wrong", "returned-none", "None"),
    (lambda x: print(x), "wrong", "returned-none", "prints"),
    (lambda x: x * float("nan"), "wrong", "not-finite", "nan"),
    (lambda x: x.reshape(-1, 5), "wrong", "wrong-shape", "shape"),
    (lambda x: "text", "wrong", "not-numbers", "str"),
    (lambda x: {"y": x}, "wrong", "not-numbers", "dict"),
    (lambda: 0, "wrong", "wrong-signature", "argument"),
    (0.5, "wrong", "not-a-function", "function"),
    ("tanh", "wrong", "not-a-function", "function"),
    (lambda x: undefined_name, "error", "name-not-defined", "undefined_name"),  # noqa: F821
]


@pytest.mark.parametrize("answer, status, mistake, word", HOSTILE)
def test_hostile_answers_end(answer, status, mistake, word, monkeypatch):
    if mistake == "too-slow":  # the others may take the time that a busy machine needs
        monkeypatch.setattr(isolate, "TIME_LIMIT", 0.8)
    verdict = check("tanh-derivative", answer)
    assert (verdict.status, verdict.mistake) == (status, mistake), verdict
    assert word in verdict.message
    assert "Traceback" not in verdict.message and ".cc" not in verdict.message
    assert len(verdict.message) < 400


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("answer", [raises, exits, recurses, lambda *a: float("nan"), object()])
def test_no_task_lets_anything_through(task, answer):
    verdict = check(task, answer)
    assert verdict.status in ("wrong", "error"), verdict
    assert verdict.message
    assert verdict._repr_html_().startswith('<div role="status"')


@pytest.mark.parametrize("task", ["local-affine", "dead-units", "xor-by-hand", "gradient-rules"])
def test_a_loop_is_stopped_in_every_kind_of_task(task, monkeypatch):
    monkeypatch.setattr(isolate, "TIME_LIMIT", 0.8)
    verdict = check(task, loops)
    assert (verdict.status, verdict.mistake) == ("error", "too-slow")


def test_an_argument_changed_in_place_is_noticed():
    def answer(y, dy):
        y *= 1 - y
        y *= dy
        return y

    verdict = check("sigmoid-backward", answer)
    assert (verdict.status, verdict.mistake) == ("wrong", "changes-its-argument")
    assert "`y`" in verdict.message


def test_mxnet_integer_mask_is_called_by_its_name():
    def answer(x, alpha, g):
        return g * ((x > 0) + alpha * (x <= 0)), (g * np.minimum(x, 0)).sum()

    verdict = check("prelu-gradients", answer)
    assert (verdict.status, verdict.mistake) == ("wrong", "mxnet-integer-mask")
    assert "maths is right" in verdict.message
    assert ((np.array([1.0, -1.0]) < 0) * 0.25).asnumpy().tolist() == [0, 0], "the trap itself"


def test_nothing_of_the_learners_changes(capfd):
    kept, x = [], np.array([1.0, 2.0])

    def answer(values):
        print("hello")
        kept.append(1)
        x[:] = 9
        mx.random.seed(5)
        onp.random.seed(5)
        random.seed(5)
        np.random.normal(size=3).asnumpy()
        return 1 - np.tanh(values) ** 2

    mx.random.seed(1)
    onp.random.seed(1)
    random.seed(1)
    check("tanh-derivative", answer)
    drawn = np.random.normal(size=3).asnumpy(), onp.random.normal(), random.random()
    mx.random.seed(1)
    onp.random.seed(1)
    random.seed(1)
    again = np.random.normal(size=3).asnumpy(), onp.random.normal(), random.random()
    assert (drawn[0] == again[0]).all() and drawn[1:] == again[1:]
    assert kept == [] and x.asnumpy().tolist() == [1, 2]
    assert capfd.readouterr() == ("", "")


def test_an_error_that_is_still_to_surface_is_told_and_does_no_harm():
    np.random.normal(0, -1, size=(3,))  # fails in the background, when nobody looks
    verdict = check("why-relu-won", "bcf")
    assert (verdict.status, verdict.mistake) == ("error", "earlier-failure")
    assert "scale" in verdict.message and ".cc" not in verdict.message
    assert check("why-relu-won", "bcf").status == "correct"


def test_unknown_tasks_get_a_suggestion():
    verdict = check("tanh-derivativ", math.tanh)
    assert verdict.status == "error" and "tanh-derivative" in verdict.message
    assert "tanh-derivative" in repr(hint("tanh-derivativ"))
    assert "progress()" in repr(solution(7))


# --- hints, solution, progress -------------------------------------------------------------------


def test_each_hint_gives_one_more():
    task = TASKS["tanh-derivative"]
    for k in range(1, len(task.hints) + 1):
        text = repr(hint(task.id))
        assert [h in text for h in task.hints] == [True] * k + [False] * (len(task.hints) - k)
    assert "solution(" in repr(hint(task.id))


def test_solution_is_shown_when_asked_twice_or_solved():
    task = TASKS["tanh-derivative"]
    assert task.solution not in repr(solution(task.id))
    assert task.solution in repr(solution(task.id))
    other = TASKS["why-relu-won"]
    check(other.id, "bcf")
    assert other.solution in repr(solution(other.id))


def test_progress_counts_stars_and_names_the_next_task():
    assert progress().rows[0][-1] == "open"
    check("bias-broadcast", raises)
    check("why-relu-won", "bcf")
    check("why-relu-won", "b")
    shown = progress()
    states = {row[2]: row[-1] for row in shown.rows}
    assert states["bias-broadcast"] == "tried"
    assert states["why-relu-won"] == "done", "a later wrong answer takes nothing away"
    assert f"1 of {len(shown.rows)} tasks done, 1 of" in repr(shown)
    assert "Next: bias-broadcast" in repr(shown)
    assert "✓\u00a0done" in shown._repr_html_()


def test_an_empty_stub_is_not_counted_as_a_try():
    check("xor-by-hand", (..., ..., ..., ...))
    assert store.load() == ({}, "")


@pytest.mark.parametrize("content", ["{", "[]", '{"tasks": 3}', '{"tasks": {"a": 1}}', "\0"])
def test_a_damaged_file_is_set_aside(content):
    store.path().write_text(content)
    assert "damaged" in progress().note
    assert store.path().with_name("progress-unreadable.json").read_text() == content
    check("why-relu-won", "bcf")
    assert json.loads(store.path().read_text())["tasks"]["why-relu-won"]["done"] is True


def test_a_folder_that_cannot_be_written_costs_no_verdict(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("D2LMLP_HOME", str(tmp_path / "file"))
    assert check("why-relu-won", "bcf").status == "correct"
    assert "1 of " in repr(progress()), "known as long as the notebook runs"


def test_a_write_that_fails_leaves_the_old_file(monkeypatch):
    check("why-relu-won", "bcf")
    before = store.path().read_text()
    monkeypatch.setattr(store.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    check("xor-by-hand", raises)
    assert store.path().read_text() == before
    assert {p.name for p in store.path().parent.iterdir()} <= {"progress.json", "progress.lock"}


def contrast(first, second):
    """WCAG contrast of two #rrggbb colours."""

    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_verdicts_are_legible_and_do_not_speak_by_colour_alone():
    from d2lmlp.exercises.engine.verdict import STATUSES

    for sign, word, colour in STATUSES.values():
        assert contrast(colour, "#ffffff") >= 4.5
        assert sign and word
    page = check("tanh-derivative", np.tanh)._repr_html_()
    assert "Not yet" in page and 'alt="Your values' in page and "background:#ffffff" in page
