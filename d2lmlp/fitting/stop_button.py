"""The stop button, made to arrive."""

import signal
import threading


class StopButton:
    """A block of code that an interrupt ends, at a place the block chooses.

    Python raises KeyboardInterrupt wherever it happens to be. Where that is the ``__del__`` in
    which MXNet frees an array, Python prints the exception and drops it: of a small net's stops
    one in fifteen was lost. So the first interrupt is only noted, and `look` raises it; a second
    one is raised at once.

    Attributes
    ----------
    pressed : bool
        True once there was an interrupt.
    """

    def __init__(self):
        self.pressed = False

    def __enter__(self):
        # Only the main thread may take a signal over, and only from Python's own handler.
        self._ours = (
            threading.current_thread() is threading.main_thread()
            and signal.getsignal(signal.SIGINT) is signal.default_int_handler
        )
        if self._ours:
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, kind, error, traceback):
        if self._ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        stopped = kind is KeyboardInterrupt
        self.pressed |= stopped
        return stopped

    def look(self):
        """Leave the block if the button was pressed."""
        if self.pressed:
            raise KeyboardInterrupt

    def _note(self, number, frame):
        self.look()
        self.pressed = True
