"""The forked copy of the kernel in which an answer runs: silent, limited, and cut off."""

import builtins
import faulthandler
import io
import os
import signal
import stat
import sys

from mxnet import np, npx

from d2lmlp.exercises.engine import processes

MEMORY_LIMIT = 2 << 30  # bytes that a check may take beyond what the kernel holds already
FORKS = 8  # processes that one process of a check may fork, two generations deep
INSIDE = "D2LMLP_INSIDE_A_CHECK"  # tells programs that the copy starts

_this = None  # process number of the copy, once it has settled in


def here():
    """Tell whether this process is a copy, or was started by one."""
    return _this is not None or INSIDE in os.environ


class FirstPage(io.TextIOBase):
    """A text stream that keeps the first 2,000 characters and drops the rest.

    Attributes
    ----------
    text : str
    first : str or None
        What stood there after the answer's first call.
    """

    encoding = "utf-8"

    def __init__(self):
        self.text, self.first = "", None

    def writable(self):
        return True

    def write(self, text):
        if len(self.text) < 2000:
            self.text = (self.text + text)[:2000]
        return len(text)


def printed():
    """What the answer has printed in its first call."""
    page = sys.stdout
    if not isinstance(page, FirstPage):
        return ""
    return page.text if page.first is None else page.first


def nothing_printed_yet():
    """Forget what was printed before the answer's first call."""
    if isinstance(sys.stdout, FirstPage):
        sys.stdout.text, sys.stdout.first = "", None


def end_of_call():
    """Remember what the first call has printed."""
    if isinstance(sys.stdout, FirstPage) and sys.stdout.first is None:
        sys.stdout.first = sys.stdout.text


def settle_in(keep):
    """Make this process a copy that can run an answer.

    Parameters
    ----------
    keep : int
        The file descriptor through which the result goes.
    """
    global _this
    _this = os.getpid()
    os.environ[INSIDE] = "1"
    os.setsid()  # signals to its group reach nothing but itself
    processes.end_with_parent()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGCHLD, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    _silence(keep)
    _no_harm_to_others()
    _limit_memory()
    npx.set_np()  # a thread of its own, or npx.reset_np(), may have left another mode
    np.zeros(1).asnumpy()  # MXNet's engine runs in this copy


def _silence(keep):
    """Nothing may reach the notebook from here, and nothing may wait for the keyboard."""
    faulthandler.disable()  # a crash of the copy is a verdict, not a trace on the kernel's stderr
    null = os.open(os.devnull, os.O_RDWR)
    for stream in {0, 1, 2, *_connections()} - {keep, null}:
        os.dup2(null, stream)
    sys.stdout, sys.stderr = FirstPage(), FirstPage()
    sys.stdin = open(os.devnull)  # noqa: SIM115 (lives as long as the process)
    builtins.input = _no_input
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    if shell is not None:
        shell.display_pub.publish = lambda *args, **kwargs: None


def _connections():
    """The sockets and pipes of the kernel, which the copy shares with it."""
    found = []
    try:
        for name in os.listdir("/proc/self/fd"):
            mode = os.fstat(int(name)).st_mode
            if stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode):
                found.append(int(name))
    except OSError:  # the listing's own descriptor is gone, or there is no /proc
        pass
    return found


def _no_input(*_):
    raise RuntimeError("a checked function cannot ask for input(): work with its arguments")


def _no_harm_to_others():
    """Signals go to the copy's own processes only, and forks end after a few."""
    send, fork = os.kill, os.fork
    left = [FORKS, 2]

    def kill(pid, number):
        if pid in (0, os.getpid()) or pid in processes.descendants(os.getpid())[0]:
            return send(pid, number)
        raise PermissionError("a checked function cannot signal other processes")

    def limited_fork():
        if not all(left):
            raise BlockingIOError("a checked function cannot start so many processes")
        left[0] -= 1
        pid = fork()
        if pid == 0:
            left[:] = FORKS, left[1] - 1
        return pid

    os.kill, os.fork = kill, limited_fork
    os.killpg = lambda group, number: kill(group, number)


def _limit_memory():
    try:
        import resource

        with open("/proc/self/statm") as file:
            now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY_LIMIT, resource.RLIM_INFINITY))
    except (ImportError, OSError, ValueError):
        return  # not Linux, or a stricter limit stands already
