"""The judge: a fork of the prepared process in which no learner's code has ever run."""

import dataclasses
import os
import socket

from d2lmlp import exercises
from d2lmlp.classroom import reach, remote, wire
from d2lmlp.exercises import catalog
from d2lmlp.exercises.engine import isolate
from d2lmlp.exercises.engine.verdict import Verdict

FAILED = {
    "too-slow": "Your code had not finished after {seconds:g} seconds, so it was stopped: look for "
    "a loop without an end.",
    "ended-the-process": "Your code ended the Python process that ran the check.",
    "earlier-failure": "Something that the notebook had started before this check failed in the "
    "background. The answer is not to blame.",
}


def copy(asked, questions, tell, results):
    """Judge one answer in this process, just forked; it does not return.

    Parameters
    ----------
    asked : dict
        From the learner's process: task, pid, or failed.
    questions, tell : socket.socket
        The line to the answer, and where the learner's `check` waits for the verdict.
    results : socket.socket
        Where the verdict counts.
    """
    code = 1
    try:
        verdict = verdict_on(asked, questions)
        said = dataclasses.asdict(verdict)
        short = {key: said[key] for key in ("task", "status", "mistake", "message")}
        short["message"] = short["message"][:2000]
        wire.send(results, short)
        code = 0
        wire.send(tell, said)
    except wire.Closed:
        pass  # nobody waits for it
    finally:
        os._exit(code)


def verdict_on(asked, questions):
    """Judge what is at the other end of a line; returns a Verdict and raises nothing."""
    task = catalog.everything()[asked["task"]]
    seconds = getattr(task.checker, "seconds", isolate.TIME_LIMIT)
    if "failed" in asked:
        return _failed(task, asked["failed"], seconds)
    channel = remote.Channel(questions, seconds, lambda: cpu_seconds(asked["pid"]))
    try:
        with reach.over(channel):
            verdict = exercises.judge(_asking(task, channel), channel.answer())
    except Exception as error:
        what = f"The answer could not be judged: {type(error).__name__}: {error}"[:300]
        verdict = Verdict("error", what, "checker-failed", task=task.id)
    if channel.failed:
        verdict = _failed(task, channel.failed, seconds)
    channel.close()
    return verdict


def _failed(task, why, seconds):
    return Verdict("error", FAILED[why].format(seconds=seconds), why, task=task.id)


def _asking(task, channel):
    """Let a checker that uses the answer in a way of its own do so where the answer is."""
    checker = task.checker
    if not dataclasses.is_dataclass(checker) or not hasattr(checker, "run"):
        return task
    near = checker.run

    def run(answer, *args):
        if getattr(answer, "_d2lmlp_channel", None) is channel:
            return channel.run(near, answer, args)
        return near(answer, *args)

    return dataclasses.replace(task, checker=dataclasses.replace(checker, run=run))


def cpu_seconds(pid):
    """Processor time of a process and its ended children; infinite where nothing tells."""
    try:
        with open(f"/proc/{int(pid)}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
    except (OSError, TypeError, ValueError):
        return float("inf")
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def sockets_from(fds):
    """Make sockets of file descriptors that came over another one."""
    return [socket.socket(fileno=fd) for fd in fds]
