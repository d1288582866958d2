"""Run a check where a learner's code can do no harm: in a forked copy of the kernel.

The copy sees every object of the notebook and changes none of it: no array, no random state, no
printed line. Whatever the code does (loop, crash, exit, fill the memory, start processes), the
copy and all that it started are ended when the time is up, and the kernel goes on.

Two processes are forked. The first is the keeper: it runs nothing of the learner's, orphans of the
copy fall to it, and so everything that a check started can be found from the kernel. The second
is the copy.
"""

import json
import multiprocessing
import os
import random
import signal
import time

from d2lmlp.exercises.engine import copied, processes, stillness

TIME_LIMIT = 5.0  # seconds for one check (twice that when the machine is busy or nothing moves)
START_LIMITS = (2.0, 5.0, 10.0)  # seconds that the copy may need to come up, try by try


class TimeUp(Exception):
    """The work took longer than it was given."""


class Crashed(Exception):
    """The process that did the work ended without a result; the text says how."""


class NoProcess(Exception):
    """The machine allows no further process, or no further open file."""


class Nested(Exception):
    """The caller is such a copy itself."""


EarlierFailure = stillness.EarlierFailure
Busy = stillness.Busy


def run(work, seconds=None):
    """Call ``work()`` in a copy of this process and return its result.

    Parameters
    ----------
    work : callable
        Takes nothing and returns what JSON can carry.
    seconds : float, optional
        The time limit, TIME_LIMIT by default.

    Returns
    -------
    object
        What `work` returned.

    Raises
    ------
    TimeUp, Crashed, NoProcess, Nested, EarlierFailure, Busy
    """
    if copied.here():
        raise Nested
    if not processes.room_for_more():
        raise NoProcess
    seconds = TIME_LIMIT if seconds is None else seconds
    mark = random.SystemRandom().randrange(processes.LARGEST_MARK)
    for limit in START_LIMITS:  # a copy that does not come up is the machine's fault: try again
        pid, pipe, shared = _fork(work, mark)
        try:
            if _receive(pipe, limit) == b"ready":
                return _result(pipe, seconds, pid)
        except TimeUp:
            # With other threads in MXNet a copy may hang through no fault of the answer.
            if not shared or processes.cpu_seconds(pid) > 0.5 * seconds:
                raise
        finally:
            if not processes.end(pid):  # the keeper was ended, and no longer knew its orphans
                processes.end_marked(mark)
            pipe.close()
    if shared:
        raise Busy
    raise Crashed("it did not come up")


def _fork(work, mark):
    try:
        ours, theirs = multiprocessing.Pipe(duplex=False)
    except OSError:
        raise NoProcess from None
    try:
        with stillness.other_threads_wait() as shared:
            pid = os.fork()
            if pid == 0:
                processes.mark(mark)
                _keep(work, theirs)
    except OSError:
        ours.close()
        raise NoProcess from None
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return pid, ours, shared


def _receive(pipe, seconds):
    try:
        return pipe.recv_bytes() if pipe.poll(seconds) else None
    except (EOFError, OSError):
        return b""


def _result(pipe, seconds, pid):
    message = _receive(pipe, seconds)
    if message is None and processes.cpu_seconds(pid) < seconds:
        message = _receive(pipe, seconds)  # a busy machine has not given it its share yet
    if message is None:
        raise TimeUp
    if not message or message.startswith(b"ended"):
        raise Crashed(message[5:].decode() or "it was ended from outside")
    try:
        return json.loads(message)
    except ValueError:
        raise Crashed("and something else was written in its place") from None


def _keep(work, pipe):
    """Be the keeper: start the copy, wait for it, tell how it ended; never return."""
    try:
        processes.adopt_orphans()
        copy = os.fork()
        if copy == 0:
            _work(work, pipe)
        status = _wait(copy)
        pipe.send_bytes(b"ended" + _how(status).encode())
        while True:  # until the kernel has ended what is left
            _reap()
    finally:
        os._exit(1)  # not sys.exit: the kernel's own clean-up belongs to the kernel


def _wait(copy):
    while True:
        pid, status = os.waitpid(-1, 0)  # an orphan may end first
        if pid == copy:
            return status


def _reap():
    """Take away what has ended, so that no zombie stays behind."""
    try:
        os.waitpid(-1, 0)
    except ChildProcessError:
        time.sleep(0.002)


def _how(status):
    if os.WIFSIGNALED(status):
        return f"by the signal {signal.Signals(os.WTERMSIG(status)).name}"
    return f"with the exit code {os.WEXITSTATUS(status)}"


def _work(work, pipe):
    code = 1
    try:
        copied.settle_in(keep=pipe.fileno())
        pipe.send_bytes(b"ready")
        pipe.send_bytes(json.dumps(work()).encode())
        code = 0
        signal.pause()  # the kernel has the result and ends all of this
    finally:
        os._exit(code)
