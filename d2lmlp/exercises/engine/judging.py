"""From an answer to a verdict: in this process, or in a copy that can do no harm."""

import warnings
from dataclasses import asdict, replace

import numpy as np
from mxnet import autograd
from mxnet.util import np_array, np_shape

from d2lmlp.exercises.engine import copied, errors, isolate
from d2lmlp.exercises.engine.verdict import Verdict

UNHARMED = "Your notebook is unharmed."


def judge(task, answer):
    """Check an answer in this process, without time limit or isolation.

    Parameters
    ----------
    task : Task
    answer : object

    Returns
    -------
    Verdict
    """
    with warnings.catch_warnings(), np.errstate(all="ignore"), np_shape(True), np_array(True):
        warnings.simplefilter("ignore")  # a warning of NumPy is not part of the answer
        with autograd.pause():
            try:
                verdict = task.checker.judge(answer)
            except Exception as error:
                verdict = _broken(error)
    return _printable(replace(verdict, task=task.id))


def judge_apart(task, answer):
    """Check an answer in a copy of this process, for a limited time.

    Parameters
    ----------
    task : Task
    answer : object

    Returns
    -------
    Verdict
        Whatever the answer does.
    """
    seconds = getattr(task.checker, "seconds", isolate.TIME_LIMIT)

    def work():
        verdict = judge(task, answer)
        return asdict(replace(verdict, printed=errors.printable(copied.printed())))

    try:
        verdict = Verdict(**isolate.run(work, seconds))
    except isolate.Nested:
        raise errors.CheckInside(
            "check was called by the very code that a check runs; it was refused"
        ) from None
    except isolate.TimeUp:
        verdict = Verdict(
            "error",
            f"Your code had not finished after {seconds:g} seconds, so it was stopped: "
            "look for a loop without an end, or for something that it waits for.",
            "too-slow",
        )
    except isolate.EarlierFailure as error:
        verdict = Verdict(
            "error",
            "Before this check: something that your notebook had started earlier failed in the "
            f"background. {errors.describe(error.args[0])} Your answer is not to blame: check it "
            "again.",
            "earlier-failure",
        )
    except isolate.Crashed as error:
        verdict = Verdict(
            "error",
            f"The process that ran your code ended without a result, {error}. {UNHARMED}",
            "ended-the-process",
        )
    except isolate.NoProcess:
        verdict = Verdict(
            "error",
            "This machine allows no further process or open file at the moment, and a check needs "
            f"one. Your answer was not judged. {UNHARMED} Close other notebooks, then check again.",
            "no-process",
        )
    except isolate.Busy:
        verdict = Verdict(
            "error",
            "Another thread of this notebook keeps MXNet busy without a pause, and a check needs "
            f"it at rest for a moment. Your answer was not judged. {UNHARMED} Stop that thread, or "
            "wait for its end, then check again.",
            "notebook-busy",
        )
    return replace(verdict, task=task.id, rows=tuple(map(tuple, verdict.rows)))


def _broken(error):
    """What to say when a checker raises: most often an object of the learner's made it do so."""
    if errors.is_learners_own(error):
        return Verdict("error", errors.describe(error), errors.kind(error))
    return Verdict(
        "error",
        "The check itself could not handle your answer "
        f"({errors.printable(type(error).__name__)}): that is a fault of the course, and says "
        "nothing about your answer. Give plain numbers, lists or arrays and try again.",
        "fault-of-the-check",
    )


def _printable(verdict):
    rows = tuple(tuple(errors.printable(str(cell)) for cell in row) for row in verdict.rows)
    return replace(verdict, message=errors.printable(verdict.message), rows=rows)
