"""Run a check where a learner's code can do no harm: in a forked copy of the kernel.

The copy sees every object of the notebook and changes none of it: no array, no random state, no
printed line. Whatever the code does (loop, crash, exit, fill the memory), the copy is ended when
the time is up and the kernel goes on.
"""

import builtins
import faulthandler
import io
import json
import multiprocessing
import os
import signal
import sys

import mxnet as mx
from mxnet import np

TIME_LIMIT = 5.0  # seconds for one check (twice that when the machine is busy or nothing moves)
START_LIMIT = 10.0  # seconds that the copy may need to come up on a busy machine
MEMORY_LIMIT = 2 << 30  # bytes that a check may take beyond what the kernel holds already


class TimeUp(Exception):
    """The work took longer than it was given."""


class Crashed(Exception):
    """The process that did the work ended without a result."""


class EarlierFailure(Exception):
    """A computation that the notebook had started before failed in the background."""


class _FirstPage(io.TextIOBase):
    """A text stream that keeps the first 2,000 characters and drops the rest."""

    def __init__(self):
        self.text = ""

    def writable(self):
        return True

    def write(self, text):
        self.text = (self.text + text)[:2000]
        return len(text)


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
    TimeUp, Crashed, EarlierFailure
    """
    _settle()
    seconds = TIME_LIMIT if seconds is None else seconds
    for _ in range(3):  # a copy that does not come up is the machine's fault: try again
        ours, theirs = multiprocessing.Pipe(duplex=False)
        pid = os.fork()
        if pid == 0:
            _child(work, theirs)
        theirs.close()
        try:
            if _receive(ours, START_LIMIT) == b"ready":
                return _result(ours, seconds, pid)
        finally:
            _end(pid)
            ours.close()
    raise Crashed


def _settle():
    """Wait for all that MXNet computes in the background.

    An error that is still to surface would end the whole kernel in the middle of the fork.
    """
    try:
        mx.nd.waitall()
    except Exception as error:
        raise EarlierFailure(error) from None


def _receive(pipe, seconds):
    try:
        return pipe.recv_bytes() if pipe.poll(seconds) else None
    except (EOFError, OSError):
        return b""


def _result(pipe, seconds, pid):
    message = _receive(pipe, seconds)
    if message is None and _cpu_seconds(pid) < seconds:
        message = _receive(pipe, seconds)  # a busy machine has not given it its share yet
    if message is None:
        raise TimeUp
    if not message:
        raise Crashed
    return json.loads(message)


def _cpu_seconds(pid):
    """Processor time of a process, infinite where the system does not tell."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
    except OSError:
        return float("inf")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _end(pid):
    """End the copy and all that it has started."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    os.waitpid(pid, 0)


def _child(work, pipe):
    code = 1
    try:
        os.setsid()  # a group of its own, so that everything it starts can be ended with it
        _silence()
        _limit_memory()
        np.zeros(1).asnumpy()  # MXNet's engine runs in this copy
        pipe.send_bytes(b"ready")
        pipe.send_bytes(json.dumps(work()).encode())
        code = 0
    finally:
        os._exit(code)  # not sys.exit: the kernel's own clean-up belongs to the kernel


def _silence():
    """Nothing may reach the notebook from here, and nothing may wait for the keyboard."""
    faulthandler.disable()  # a crash of the copy is a verdict, not a trace on the kernel's stderr
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    sys.stdout, sys.stderr = _FirstPage(), _FirstPage()
    sys.stdin = open(os.devnull)  # noqa: SIM115 (lives as long as the process)
    builtins.input = _no_input
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    if shell is not None:
        shell.display_pub.publish = lambda *args, **kwargs: None
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)


def _no_input(*_):
    raise RuntimeError("a checked function cannot ask for input(): work with its arguments")


def _limit_memory():
    try:
        import resource

        with open("/proc/self/statm") as file:
            now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY_LIMIT, resource.RLIM_INFINITY))
    except (ImportError, OSError, ValueError):
        return  # not Linux, or a stricter limit stands already
