"""Bring MXNet to rest for a fork: nothing computes, and no thread stands inside of it.

MXNet stops its engine for a fork and starts it again. What another thread of the notebook has
under way just then is lost, and the kernel would wait for it for ever. A thread needs Python's
lock (the GIL) to enter MXNet; so while this thread holds the lock, the engine is drained, and the
others have left or wait for the lock, nothing can come in between.
"""

import contextlib
import ctypes
import os
import sys
import threading
import time

import mxnet as mx

MXNET = os.path.dirname(mx.__file__) + os.sep
PATIENCE = 10.0  # seconds
_HELD = ctypes.PyDLL(mx.libinfo.find_lib_path()[0])  # its calls keep Python's lock
_LIBC = ctypes.PyDLL(None)


class EarlierFailure(Exception):
    """A computation that the notebook had started before failed in the background."""


class Busy(Exception):
    """Other threads of the notebook keep MXNet busy all the time."""


@contextlib.contextmanager
def other_threads_wait():
    """Hold Python's lock without a break, with MXNet at rest.

    Yields
    ------
    bool
        Whether another thread stands inside of MXNet.

    Raises
    ------
    EarlierFailure, Busy
    """
    _drain()
    interval = sys.getswitchinterval()
    deadline = time.monotonic() + PATIENCE
    try:
        sys.setswitchinterval(1000)  # no thread may ask for the lock meanwhile
        while not _at_rest():
            if time.monotonic() > deadline:
                raise Busy
            time.sleep(0.001)  # gives the lock away
        yield bool(_threads_inside())
    finally:
        sys.setswitchinterval(interval)


def _drain():
    """Wait for all that MXNet computes in the background, for a limited time.

    An error that is still to surface would end the whole kernel in the middle of the fork.
    """
    failed = []

    def wait():
        try:
            mx.nd.waitall()
        except Exception as error:
            failed.append(error)

    if len(sys._current_frames()) == 1:
        wait()
    else:  # another thread may feed it for ever
        waiting = threading.Thread(target=wait, daemon=True)
        waiting.start()
        waiting.join(PATIENCE)
        if waiting.is_alive():
            raise Busy
    if failed:
        raise EarlierFailure(failed[0])


def _at_rest():
    """Tell whether MXNet has nothing to do and no other thread can give it something."""
    inside = _threads_inside()
    if not inside:
        _HELD.MXNDArrayWaitAll()
        return not _threads_inside()
    calm = 0
    for _ in range(500):  # what they do inside ends, and they come to wait for the lock
        _HELD.MXNDArrayWaitAll()
        _LIBC.usleep(1000)
        calm = calm + 1 if all(_sleeps(thread) for thread in inside) else 0
        if calm == 3:
            return True
    return False


def _threads_inside():
    """The other threads that have called into MXNet and not come back."""
    found = []
    natives = {thread.ident: thread.native_id for thread in threading.enumerate()}
    for ident, frame in sys._current_frames().items():
        if ident == threading.get_ident():
            continue
        while frame is not None:
            if frame.f_code.co_filename.startswith(MXNET):
                found.append(natives.get(ident))
                break
            frame = frame.f_back
    return found


def _sleeps(thread):
    """Tell whether a thread waits for something (with the engine at rest: for Python's lock)."""
    try:
        with open(f"/proc/self/task/{thread}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] == "S"
    except OSError:
        return True
