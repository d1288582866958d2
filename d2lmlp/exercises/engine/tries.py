"""Count a task's wrong answers, so that what is shown grows from one to the next."""

import sys

from d2lmlp.exercises.engine import store

_LAST = {}  # task id -> (the answer as far as it can be told apart, its number)


def count(verdict, answer):
    """Write a try down, and tell the how-many-th wrong answer it was.

    A cell that is run again unchanged, with the same result, is the same answer: it counts once,
    and shows the same once more.

    Parameters
    ----------
    verdict : Verdict
    answer : object

    Returns
    -------
    number : int
        0 for an answer that is not wrong, or wrong after a right one.
    note : str
        A sentence where the try could not be kept.
    """
    wrong = verdict.status == "wrong"
    last, number = _LAST.get(verdict.task, (None, 0))
    this = (_cell(), answer if type(answer) is str else None, _told(verdict))
    if wrong and this[0] is not None and this == last:
        return number, ""
    done = verdict.status == "correct"
    entry, note = store.update(verdict.task, done=done, tries=1, wrong=int(wrong))
    number = entry["wrong"] if wrong and not entry.get("done") else 0
    if wrong:
        _LAST[verdict.task] = (this, number)
    return number, note


def _told(verdict):
    return verdict.mistake, verdict.message, verdict.rows


def _cell():
    """The source of the notebook cell that is running; None outside a notebook."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return shell.history_manager.input_hist_raw[-1] if shell else None
