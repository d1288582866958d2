"""JupyterLab's stop button, for what trains while the kernel rests."""

import signal
import threading
from contextlib import contextmanager

from IPython import get_ipython


@contextmanager
def stop_button(stop):
    """Have `stop` called, in the kernel's main thread, when somebody presses ■ (an interrupt).

    A kernel at rest ignores interrupts, and only its main thread may say otherwise; training may
    run in another one. So the kernel's own loop is asked to. Outside a kernel nothing happens.
    """
    loop = getattr(getattr(get_ipython(), "kernel", None), "io_loop", None)
    if loop is None:
        yield
        return
    loop.add_callback(_set, lambda *_: stop())
    try:
        yield
    finally:
        loop.add_callback(_set, signal.SIG_IGN)


def _set(handler):
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, handler)
