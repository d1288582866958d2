"""Processes as the system knows them: is there room for more, who descends from whom, and the end.

All of it reads ``/proc``; where there is none, it does what the process group allows.

A mark finds what no longer descends from whom it came from. It is a limit that every child takes
over, through `setsid` and through a new program: the bytes of message queues that a process may
have, which nothing here uses and of which each value stands for one check.
"""

import contextlib
import ctypes
import os
import signal
import threading
import time

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
LARGEST_MARK = 800_000  # the limit that bears the mark is 819,200 by default
SPARE = 24  # processes and threads that a check needs at most, on a small machine


def room_for_more():
    """Tell whether two copies of this process and their threads may be started.

    MXNet ends the whole process when it gets no thread after a fork, so this is asked before.
    """
    try:
        import resource

        limit = resource.getrlimit(resource.RLIMIT_NPROC)[0]
        need = SPARE + 2 * threading.active_count()
        if os.geteuid() != 0 and limit != resource.RLIM_INFINITY:
            with open("/proc/loadavg") as file:
                everyone = int(file.read().split()[3].split("/")[1])
            if everyone + need > limit and _threads_of(os.geteuid()) + need > limit:
                return False
        return _cgroup_room() >= need
    except (ImportError, ValueError, IndexError):
        return True
    except OSError as error:
        return error.errno not in (23, 24)  # no further file can be opened, so no pipe either


def _threads_of(user):
    """Count the threads of a user's processes."""
    count = 0
    for pid in _pids():
        with contextlib.suppress(OSError):
            if os.stat(f"/proc/{pid}").st_uid == user:
                count += len(os.listdir(f"/proc/{pid}/task"))
    return count


def _cgroup_room():
    """How many more processes the container allows."""
    for folder in ("/sys/fs/cgroup", "/sys/fs/cgroup/pids"):
        try:
            with open(f"{folder}/pids.max") as most, open(f"{folder}/pids.current") as now:
                return int(most.read()) - int(now.read())
        except (FileNotFoundError, NotADirectoryError, ValueError):
            continue
    return float("inf")


def adopt_orphans():
    """Let orphans among the descendants of this process fall to it."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_with_parent():
    """Let this process end when its parent does."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _prctl(option, value):
    with contextlib.suppress(AttributeError, OSError):  # not Linux
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def mark(number):
    """Mark this process and all that it will start; the number is below LARGEST_MARK."""
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_MSGQUEUE)[1]
        resource.setrlimit(resource.RLIMIT_MSGQUEUE, (number, hard))


def end_marked(number):
    """End all that bears the mark, whoever its parent is."""
    with contextlib.suppress(OSError):
        for _ in range(100):  # what is new bears the mark as well
            found = [pid for pid in _pids() if _mark_of(pid) == number and _alive(pid)]
            if not found:
                break
            for pid in found:
                _signal(pid, signal.SIGKILL)
            time.sleep(0.002)


def _mark_of(pid):
    try:
        with open(f"/proc/{pid}/limits") as file:
            return next(int(line.split()[3]) for line in file if line.startswith("Max msgqueue"))
    except (OSError, StopIteration, ValueError):
        return None


def cpu_seconds(pid):
    """Processor time of a process and all its descendants, infinite where it cannot be told."""
    try:
        ticks = sum(sum(map(int, _stat(p)[11:13])) for p in [pid, *descendants(pid)[0]])
    except (OSError, ValueError, IndexError):
        return float("inf")
    return ticks / os.sysconf("SC_CLK_TCK")


def end(pid):
    """End a process and all its descendants, whatever session they are in.

    Parameters
    ----------
    pid : int
        A child of this process.

    Returns
    -------
    bool
        Whether the process was still there, so that orphans of its family had fallen to it.
        It is told within 3 seconds.
    """
    there = _alive(pid)
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        family, zombies = descendants(pid)
        if not family and not (zombies and _alive(pid)):
            break
        for member in family:  # all stop first: what is stopped starts nothing new
            _signal(member, signal.SIGSTOP)
        for member in family:
            _signal(member, signal.SIGKILL)
        time.sleep(0 if len(family) < 3 else 0.005)
    _signal(pid, signal.SIGKILL)
    _take_away(pid, deadline + 1)
    return there


def _take_away(pid, deadline):
    """Wait for a child that has been ended."""
    while time.monotonic() < deadline:
        try:
            if os.waitpid(pid, os.WNOHANG)[0]:
                return
        except ChildProcessError:  # the notebook ignores SIGCHLD: the system has taken it away
            return
        time.sleep(0.0005)


def _signal(pid, number):
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _alive(pid):
    try:
        return _stat(pid)[0] not in "ZX"
    except (OSError, IndexError):
        return False


def _pids():
    try:
        return [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []


def _stat(pid):
    """The fields of /proc/PID/stat from the state on: state, parent, ..."""
    with open(f"/proc/{pid}/stat", errors="replace") as file:
        return file.read().rsplit(")", 1)[1].split()


def descendants(pid):
    """The processes below this one: the living, and those that wait to be taken away."""
    children = {}
    for other in _pids():
        with contextlib.suppress(OSError, IndexError):
            state, parent = _stat(other)[:2]
            children.setdefault(int(parent), []).append((other, state))
    living, zombies, ask = [], [], [pid]
    while ask:
        for child, state in children.get(ask.pop(), ()):
            ask.append(child)
            (zombies if state in "ZX" else living).append(child)
    return living, zombies
