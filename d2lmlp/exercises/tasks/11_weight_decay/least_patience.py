"""Where stopping early is wrong: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

_CURVES = (
    # sums on the clock that were held out, with decay, every 25 steps from the start
    (3.13, 3.79, 4.33, 4.44, 4.13, 3.71, 3.38, 3.12, 2.92, 2.78, 2.69, 2.59, 2.49, 2.42, 2.36),
    (0.9, 0.7, 0.75, 0.6, 0.66, 0.71, 0.55, 0.58, 0.56, 0.57, 0.9),
    (1.0, 0.9, 0.8, 0.7, 0.6),
    (0.8, 0.5, 0.5, 0.5, 0.4, 0.4, 0.4, 0.4, 0.4),
    (0.2, 0.3, 0.4, 0.35),
    (0.9, 1.1, 0.8, 0.9, 0.85, 0.84, 0.7, 0.8, 0.6, 0.6, 0.7, 0.65),
    (2.0, 2.1, 2.2, 1.9, 2.3, 2.4, 1.8),
    (1.0, 0.5, 0.6, 0.7, 0.52, 0.495, 0.55),
)
CASES = [(np.array(curve),) for curve in _CURVES]


def _records(losses, ties=False):
    """The epochs of a new lowest loss, counted from 1."""
    losses = np.asarray(losses, float)
    lowest = np.minimum.accumulate(losses)
    new = losses[1:] <= lowest[:-1] if ties else losses[1:] < lowest[:-1]
    return np.flatnonzero(np.r_[True, new]) + 1


def _gaps(losses, ties=False):
    return np.diff(_records(losses, ties))


def _least(losses):
    return int(max(_gaps(losses), default=1))


def _longest_rise(losses):
    longest = run = 0
    for step in np.diff(np.asarray(losses, float)):
        run = run + 1 if step >= 0 else 0
        longest = max(longest, run)
    return longest + 1


_PATIENCE = (
    Mistake(
        "one-too-few",
        "That many bad epochs lie between two lowest losses, and with a patience of that many the "
        "last of them stops the training. One more is needed.",
        lambda losses: max(_least(losses) - 1, 1),
    ),
    Mistake(
        "one-too-few",
        "You count the bad epochs in between. With a patience of that many the last of them stops "
        "the training; and no patience is smaller than 1.",
        lambda losses: _least(losses) - 1,
    ),
    Mistake(
        "one-too-many",
        "One less is enough: with patience 3, the third epoch after the best one may bring the new "
        "lowest loss.",
        lambda losses: _least(losses) + 1,
    ),
    Mistake(
        "last-wait-only",
        "You look at the wait before the last lowest loss. An earlier one may have been longer, "
        "and would have ended the training.",
        lambda losses: int(([1, *_gaps(losses)])[-1]),
    ),
    Mistake(
        "first-wait-only",
        "You look at the first wait. A later one may be longer.",
        lambda losses: int(([*_gaps(losses), 1])[0]),
    ),
    Mistake(
        "counts-from-the-start",
        "Patience is counted from the last new lowest loss, not from the start: no net need wait "
        "for the best epoch all the time.",
        lambda losses: int(np.argmin(np.asarray(losses))) + 1,
    ),
    Mistake(
        "counts-from-the-start",
        "Patience is counted from the last new lowest loss, not from the start: no net need wait "
        "for the best epoch all the time.",
        lambda losses: max(int(np.argmin(np.asarray(losses))), 1),
    ),
    Mistake(
        "counts-from-the-start",
        "Patience is counted from the last new lowest loss, not from the start; and no patience is "
        "smaller than 1.",
        lambda losses: int(np.argmin(np.asarray(losses))),
    ),
    Mistake(
        "all-bad-epochs",
        "You add up all bad epochs before the best one. A new lowest loss sets the counter back.",
        lambda losses: max(int((_gaps(losses) - 1).sum()) + 1, 1),
    ),
    Mistake(
        "rises-in-a-row",
        "You count epochs that rise. 4.44, 4.13, 3.71 falls and is still above 3.13: what "
        "counts is the lowest loss so far.",
        _longest_rise,
    ),
    Mistake(
        "rises-in-a-row",
        "You count epochs that rise. 4.44, 4.13, 3.71 falls and is still above 3.13: what "
        "counts is the lowest loss so far.",
        lambda losses: max(_longest_rise(losses) - 1, 1),
    ),
    Mistake(
        "waits-for-the-end",
        "You count the epochs after the best one as well. They may be cut off: the best copy is "
        "kept.",
        lambda losses: int(max(np.diff(np.r_[_records(losses), len(losses) + 1]))),
    ),
    Mistake(
        "waits-for-the-end",
        "You count the epochs after the best one as well. They may be cut off: the best copy is "
        "kept.",
        lambda losses: max(int(max(np.diff(np.r_[_records(losses), len(losses)]), default=1)), 1),
    ),
    Mistake(
        "ties-count-as-better",
        "An equal loss is no new lowest one, and ends no wait.",
        lambda losses: int(max(_gaps(losses, ties=True), default=1)),
    ),
    Mistake(
        "to-the-end",
        "With that patience the training never stops. A smaller one is enough.",
        lambda losses: len(losses),
    ),
    Mistake(
        "epoch-for-patience",
        "That is how many epochs bring a new lowest loss. The longest wait between two is asked.",
        lambda losses: len(_records(losses)),
    ),
    Mistake(
        "always-one",
        "With patience 1 the first bad epoch ends it. Case 1 would keep the untrained net.",
        lambda losses: 1,
    ),
)

TASK = Task(
    id="least-patience",
    title="How much patience would have been enough?",
    section="Grokking",
    stars=2,
    statement="""\
Early stopping with `patience` ends the training as soon as that many epochs in a row have brought
no new lowest validation loss (an equal loss is none). Write `least_patience(losses)`, which looks
at a whole curve of validation losses, one for each epoch, and returns the smallest patience, at
least 1, with which the lowest loss of the whole curve is still reached (for the first time).
""",
    name="least_patience",
    stub="def least_patience(losses):\n    return ...\n",
    solution="""\
def least_patience(losses):
    lowest, best, patience = float("inf"), 1, 1
    for epoch, loss in enumerate(losses, start=1):
        if loss < lowest:
            patience = max(patience, epoch - best)
            lowest, best = loss, epoch
    return patience
""",
    explanation="It is the longest wait from one lowest loss to the next. On the clock of "
    "notebook 11, with decay and a look every 25 steps, the loss on held-out sums rises while the "
    "net learns the others by heart, and is below its start after six to eight looks only. With a "
    "patience of five the untrained net is kept. No curve tells in advance how long the wait will "
    "be.",
    hints=(
        "At which epochs is there a new lowest loss?",
        "How many epochs lie from one of them to the next? The longest wait decides.",
        "Keep `best`, the epoch of the lowest loss so far, and the largest `epoch - best` at a new "
        "one.",
    ),
    checker=FunctionCheck(
        names=("losses",),
        cases=CASES,
        target=_least,
        parts=(Part("patience", _PATIENCE, exact=True),),
        laws=(
            Mistake(
                "no-count",
                "A patience is a number of epochs, a whole one; yours is not, in some call.",
                lambda cases, results, targets: any(r[0] != np.round(r[0]) for r in results),
            ),
            Mistake(
                "below-one",
                "The smallest patience is 1; yours is less for some curve. Where the first epoch "
                "is the best one, no wait is needed, and 1 is the answer.",
                lambda cases, results, targets: (
                    any(r[0] < 1 for r in results)
                    and all(max(r[0], 1) == t[0] for r, t in zip(results, targets))
                ),
            ),
            Mistake(
                "stops-before-the-best",
                "With that patience one of the trainings stops before its lowest loss.",
                lambda cases, results, targets: any(r[0] < t[0] for r, t in zip(results, targets)),
            ),
            Mistake(
                "more-than-needed",
                "The lowest loss is reached with a smaller patience, too.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
