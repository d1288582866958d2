"""The one line that tells how far a training is, in a notebook or on a terminal."""

import io
import sys

from tqdm import tqdm


def train_line(epochs, steps):
    """Make the progress bar of a training: silent where nobody looks.

    Parameters
    ----------
    epochs : int
    steps : int
        Steps in an epoch.

    Returns
    -------
    tqdm.tqdm
        To be told of each step by ``update()``, and of the end by ``close()``.
    """
    shell = _notebook()
    settings = {
        "total": epochs * steps,
        "bar_format": "Training: {percentage:3.0f} % {bar} {remaining} left{postfix}",
        "ncols": 76,
        "mininterval": 0.2,
        "leave": False,
    }
    if shell is None:
        return tqdm(disable=None, **settings)  # None: off unless stderr is a terminal
    return _NotebookLine(shell, epochs, **settings)


def tell(bar, losses):
    """Show how the loss goes: its last value, and in a notebook a curve of the last epochs."""
    curve = _curve(losses[-20:]) if isinstance(bar, _NotebookLine) else ""
    bar.set_postfix_str(f"loss {losses[-1]:.3g} {curve}".rstrip(), refresh=False)


def _curve(values):
    """Draw numbers as blocks of eight heights, the largest as the highest."""
    low, high = min(values), max(values)
    step = 7 / (high - low) if high > low else 0
    return "".join("▁▂▃▄▅▆▇█"[round(step * (value - low))] for value in values)


class _NotebookLine(tqdm):
    """A bar in one output that is written over, and whose last state is the same on each run.

    All trainings of one cell share the output: a cell that trains ten nets shows one line.
    """

    monitor_interval = 0  # no thread that writes into another cell's output
    latest = None, None  # the cell that trained last, and its output

    def __init__(self, shell, epochs, **settings):
        from IPython.display import DisplayHandle

        latest, self.handle = _NotebookLine.latest
        self.epochs = epochs
        cell = _running_cell(shell)
        if cell != latest:
            self.handle = DisplayHandle()
            self.handle.display(_text("Training: begins"), raw=True)
            _NotebookLine.latest = cell, self.handle
        super().__init__(file=io.StringIO(), **settings)  # tqdm itself writes nothing

    def display(self, msg=None, pos=None):
        """Write the present state over the last one; tqdm calls this, at most every 0.2 s."""
        if msg is None:
            self.handle.update(_text(str(self)), raw=True)
        return True

    def close(self):
        """Write the final state."""
        if not self.disable:
            epoch = self.n * self.epochs // self.total
            whole = self.n == self.total
            many = "s" if self.epochs != 1 else ""
            done = f"{self.epochs} epoch{many}, done"
            said = done if whole else f"stopped in epoch {epoch + 1}"
            self.handle.update(_text(f"Training: {said}"), raw=True)
        super().close()


def _running_cell(shell):
    """Tell one run of a cell from the next by its request: nbval's runs are not counted."""
    request = getattr(shell, "parent_header", {})
    return request.get("header", {}).get("msg_id", shell.execution_count)


def _text(line):
    return {"text/plain": line}


def _notebook():
    """Find the running kernel's shell; None in a script, a terminal or a test."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell if hasattr(shell, "kernel") else None
