"""How MXNet runs: on one thread, or on as many as the variable D2LMLP_THREADS asks for.

One thread, with MXNet's own scheduler, is the default, and not for want of cores: threads wait for
each other in a loop, so one other busy process makes two of them ten times slower than one; and
the last bits of a product depend on how it is split, so the same seed would print other numbers on
another machine.

Whoever has the machine to himself sets ``D2LMLP_THREADS=auto``, or a number. Then MXNet's
synchronous engine runs each operation where it is called: its scheduler gains nothing from a
second thread. Errors then stand at the line that made them. The threads wait in a short loop and
then sleep: with a busy core beside them they are slower than one thread, but not by ten times.
"""

import contextlib
import os
import sys
from pathlib import Path

SYNCHRONOUS = "NaiveEngine"
SPIN = "1000"  # rounds of that loop, for libgomp; its own default is some hundred thousand


def settle():
    """Set MXNet's engine and threads, which it reads once, when it is imported.

    Without effect after that. Threads that the environment names (``OMP_NUM_THREADS``) stay,
    unless ``D2LMLP_THREADS`` is there.

    Raises
    ------
    ValueError
        If ``D2LMLP_THREADS`` is neither a positive whole number nor ``auto``.
    """
    wanted = os.environ.get("D2LMLP_THREADS", "").strip()
    if "mxnet" in sys.modules:
        return
    if not wanted:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        return
    if wanted != "auto" and not (wanted.isdecimal() and int(wanted)):
        raise ValueError(
            f"D2LMLP_THREADS is {wanted!r}: give a number of threads such as 2, or auto for all "
            "cores."
        )
    threads = cores() if wanted == "auto" else int(wanted)
    os.environ["OMP_NUM_THREADS"] = str(threads)
    if threads > 1:
        os.environ["MXNET_ENGINE_TYPE"] = SYNCHRONOUS
        os.environ.setdefault("GOMP_SPINCOUNT", SPIN)


@contextlib.contextmanager
def starting():
    """Start MXNet within: its line about the engine is kept from a notebook's page.

    A copy of the process (`os.fork`: a check, a loader's worker) gets one thread, for those of the
    original do not live in it, and it would wait for them without end.
    """
    if os.environ.get("MXNET_ENGINE_TYPE") != SYNCHRONOUS:
        yield
        return
    with _silent_stderr():
        yield
        import mxnet

        mxnet.nd.waitall()  # the engine is made, and says so, when it is first used
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: mxnet.base._LIB.MXSetNumOMPThreads(1))


@contextlib.contextmanager
def _silent_stderr():
    """Send to nowhere what C++ writes; Python's own messages come as exceptions."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def cores():
    """Count the physical cores that this process may use.

    Returns
    -------
    int
        At least 1: two threads of one core count once, and neither the cores that the process is
        kept from nor those beyond its container's share of time count at all.
    """
    if hasattr(os, "sched_getaffinity"):
        allowed = os.sched_getaffinity(0)
    else:
        allowed = range(os.cpu_count() or 1)
    return max(1, min(len({_siblings(cpu) for cpu in allowed}), _share()))


def _siblings(cpu):
    """Name the core that a logical processor belongs to: by all the processors of it."""
    path = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
    try:
        return path.read_text()
    except OSError:
        return str(cpu)


def _share(folder=Path("/sys/fs/cgroup")):
    """Whole processors' worth of time that the container may use."""
    try:
        if (folder / "cpu.max").exists():
            quota, period = (folder / "cpu.max").read_text().split()
        else:
            quota, period = (
                (folder / "cpu" / f"cpu.cfs_{name}_us").read_text() for name in ("quota", "period")
            )
        return max(1, int(quota) // int(period)) if int(quota) > 0 else sys.maxsize
    except (OSError, ValueError):  # no limit, "max", or another system
        return sys.maxsize
