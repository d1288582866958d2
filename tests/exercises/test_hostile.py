"""Whatever a learner's code does, a check ends in time and tells it: long, for all it may do."""

# ruff: noqa: NPY002 (the state that must stay is the old generator's: Gluon shuffles with it)

import contextlib
import json
import math
import os
import random
import re
import resource
import signal
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace

import mxnet as mx
import numpy as onp
import pytest
from mxnet import autograd, np, npx

from d2lmlp import check, hint, progress, solution
from d2lmlp.exercises import TASKS, judge
from d2lmlp.exercises.engine import isolate, processes, store


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


def checks_itself(x):
    y = 1 - np.tanh(x) ** 2
    check("tanh-derivative", checks_itself)
    return y


def ends_the_kernel(*_):
    os.kill(os.getppid(), 9)


def ends_the_kernel_by_a_program(*_):
    subprocess.run(["kill", "-9", str(os.getppid())], check=False)
    time.sleep(60)


def bomb(*_):
    while True:
        with contextlib.suppress(OSError):
            os.fork()


def has_no_text(*_):
    class NoText(Exception):
        def __str__(self):
            raise ValueError

    raise NoText


def has_odd_text(*_):
    raise ValueError("\udcff \ud800")


class Odd:
    """An object on which nearly everything fails."""

    def __iter__(self):
        raise ValueError("no iteration")

    def __eq__(self, other):
        raise ValueError("no comparison")

    __hash__ = None


ENDED = "ended-the-process"
HOSTILE = [
    (raises, "error", "raises-value", "ValueError"),
    (loops, "error", "too-slow", "loop"),
    (waits, "error", "too-slow", "loop"),
    (holds_the_lock, "error", "too-slow", "loop"),
    (forks, "error", "too-slow", "loop"),
    (recurses, "error", "calls-itself-forever", "calls itself"),
    (exits, "error", "ends-the-program", "exit()"),
    (checks_itself, "error", "check-inside", "indentation"),
    (ends_the_kernel, "error", "not-for-a-check", "signal"),
    (ends_the_kernel_by_a_program, "error", ENDED, "ended"),
    (bomb, "error", "too-slow", "loop"),
    (has_no_text, "error", "raises-no-text", "NoText"),
    (has_odd_text, "error", "raises-value", "ValueError"),
    (quits, "error", ENDED, "ended"),
    (crashes, "error", ENDED, "ended"),
    (interrupts, "error", "raises-keyboard-interrupt", "KeyboardInterrupt"),
    (asks, "error", "not-for-a-check", "input()"),
    (fills_the_memory, "error", "out-of-memory", "memory"),
    (fails_in_mxnet, "error", "shapes-do-not-fit", "shapes"),
    (lambda x: None, "wrong", "returned-none", "None"),
    (lambda x: print(x), "wrong", "returned-none", "prints"),
    (lambda x: x * float("nan"), "wrong", "not-finite", "nan"),
    (lambda x: np.stack([x, x, 0 * x]), "wrong", "wrong-shape", "shape"),
    (lambda x: "text", "wrong", "not-numbers", "A text"),
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
    assert len(verdict.message) < 500
    verdict.message.encode()


@pytest.mark.parametrize("task", TASKS)
def test_no_task_lets_anything_through(task):
    verdicts = [check(task, exits)]  # no other one ends the process that judges it
    for answer in (raises, recurses, lambda *a: float("nan"), object()):
        verdicts.append(judge(TASKS[task], answer))
    for verdict in verdicts:
        assert verdict.status in ("wrong", "error"), verdict
        assert verdict.message
        assert verdict._repr_html_().startswith('<div role="status"')


VALUES = [
    onp.array(["b", "c"]), onp.array(list("xyz")), onp.array([]), [], {}, set(), "", b"", 1j,
    object, [[1], [2, [3]]], [1, "a"], {"a": onp.ones(3)}, onp.matrix([[1, 2]]), Odd(),
    np.ones((2, 2)),
    onp.str_("0.5"), onp.datetime64("2020"), float("nan"), 10**400, range(3), iter([1]), print, int,
    [None], (..., 1), [..., "a"], {1: ...}, Exception("x"), onp.array([1, None]), npx.relu, math,
    memoryview(b"ab"), bytearray(b"ab"), slice(3), NotImplemented, onp.ones((0, 3)), [[]], ((),),
]  # fmt: skip


@pytest.mark.parametrize("task", TASKS)
def test_a_value_of_any_type_gets_a_sentence(task):
    for value in VALUES:
        for answer in (value, lambda *_, value=value: value):
            verdict = judge(TASKS[task], answer)
            assert verdict.mistake != "fault-of-the-check", (value, verdict)
            assert verdict.status != "correct", value
            assert verdict.message


def test_a_fault_of_the_check_says_so():
    task = replace(TASKS["tanh-derivative"], checker=None)
    verdict = judge(task, np.tanh)
    assert (verdict.status, verdict.mistake) == ("error", "fault-of-the-check")
    assert "fault of the course" in verdict.message


def descendants():
    return processes.descendants(os.getpid())[0]


@pytest.mark.parametrize("how", ["os._exit(3)", "pass", "time.sleep(60)"])
def test_nothing_that_a_check_started_outlives_it(how, monkeypatch):
    def starts(x):
        subprocess.Popen(["sleep", "61"], start_new_session=True)
        subprocess.Popen(["setsid", "sleep", "61"])
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.setsid()
                time.sleep(61)
            os._exit(0)
        time.sleep(0.1)
        exec(how)
        return x

    before = descendants()
    monkeypatch.setattr(isolate, "TIME_LIMIT", 0.8)
    check("tanh-derivative", starts)
    assert descendants() == before


def test_what_a_check_started_ends_though_its_keeper_was_ended(monkeypatch, tmp_path):
    """Another program may end the process that watches over the check, and so lose its trace."""
    numbers = tmp_path / "numbers"

    def starts(x):
        if numbers.exists():  # the keeper is gone: nothing else is to be ended
            time.sleep(60)
        for command in ("exec sleep 61", "sleep 61 & echo $! >> numbers; wait"):
            child = subprocess.Popen(["sh", "-c", command], start_new_session=True, cwd=tmp_path)
            with open(numbers, "a") as file:
                file.write(f"{child.pid}\n")
        time.sleep(0.1)
        subprocess.run(["sh", "-c", f"kill -9 {os.getppid()}"], check=True)
        time.sleep(60)

    monkeypatch.setattr(isolate, "TIME_LIMIT", 0.8)
    verdict = check("tanh-derivative", starts)
    assert verdict.status != "correct"
    started = [int(line) for line in numbers.read_text().split()]
    assert len(started) == 3
    assert not [pid for pid in started if alive(pid)]


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def right(x):
    return 1 - np.tanh(x) ** 2


def test_threads_that_use_mxnet_cannot_hang_a_check(monkeypatch):
    stop = threading.Event()

    def work():
        npx.set_np()
        a = np.ones((60, 60))
        while not stop.is_set():
            np.tanh(np.dot(a, a)).sum().item()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        with monkeypatch.context() as impatient:
            impatient.setattr(isolate, "START_LIMITS", (0.5, 1.0, 2.0))
            verdicts = [check("tanh-derivative", right) for _ in range(3)]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert {v.mistake for v in verdicts} <= {None, "notebook-busy"}
    assert check("tanh-derivative", right).status == "correct"


def test_a_check_from_a_thread_after_reset_np_and_while_recording():
    verdicts = []
    tasks = {"dead-units": "dead_fraction", "tanh-derivative": "tanh_grad"}
    answers = {}
    for task, name in tasks.items():
        names = {"np": np, "npx": npx}
        exec(TASKS[task].solution, names)
        answers[task] = names[name]
    thread = threading.Thread(
        target=lambda: verdicts.extend(check(task, a) for task, a in answers.items())
    )
    thread.start()
    thread.join()
    npx.reset_np()
    try:
        verdicts += [check(task, a) for task, a in answers.items()]
    finally:
        npx.set_np()
    with autograd.record():
        verdicts += [check(task, a) for task, a in answers.items()]
    assert [v.status for v in verdicts] == ["correct"] * 6, verdicts


def test_a_notebook_that_ignores_its_children():
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert check("tanh-derivative", right).status == "correct"
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_no_further_file():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) - 1, hard))
    try:
        verdict = check("tanh-derivative", right)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert (verdict.status, verdict.mistake) == ("error", "no-process")


def test_no_further_process():
    """As another user than the superuser, who has no limit."""
    script = """
    import os, resource, mxnet as mx
    from d2lmlp import check
    mx.np.zeros(3).asnumpy()
    for extra in range(6):
        n = len(os.listdir("/proc/self/task")) + extra
        if os.geteuid() == 0:
            os.setresuid(54321, 54321, 0)
        hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
        resource.setrlimit(resource.RLIMIT_NPROC, (n, hard))
        print(check("tanh-derivative", lambda x: 1 - mx.np.tanh(x) ** 2).mistake)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-800:]
    assert set(done.stdout.split()) == {"no-process"}


def test_what_an_answer_prints_is_kept():
    def answer(x):
        print("x is", x.shape)
        return x

    assert check("tanh-derivative", answer).printed == "x is (40,)\n"


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
    assert "1 of 3 done" in shown._repr_html_()


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
    assert "Not yet" in page and 'alt="Your values' in page
    assert re.search(r'<strong style="background-color:#9c3d00;color:#ffffff', page)
