"""When to stop: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

_CURVES = (
    ([0.9, 0.7, 0.6, 0.65, 0.62, 0.61, 0.5], 3),
    ([0.9, 0.7, 0.75, 0.6, 0.66, 0.55, 0.58, 0.56, 0.57, 0.9], 3),
    ([1.0, 0.9, 0.8, 0.7, 0.6], 2),
    ([0.5, 0.6, 0.7, 0.4, 0.3], 2),
    ([0.8, 0.5, 0.5, 0.5, 0.4], 2),
    ([0.9, 0.8, 0.85, 0.7, 0.75, 0.72, 0.71, 0.65, 0.9], 4),
    ([0.9, 0.8, 0.85, 0.9, 0.6, 0.7, 0.8], 1),
    ([0.5, 0.3, 0.6, 0.2, 0.25, 0.3], 2),
)
CASES = [(np.array(curve), patience) for curve, patience in _CURVES]


def _stop(losses, patience, better=lambda a, b: a < b, slack=0, count=None):
    best, at, bad = np.inf, 0, 0
    losses = [float(a) for a in np.asarray(losses)]
    for epoch, loss in enumerate(losses, start=1):
        if better(loss, best):
            best, at, bad = loss, epoch, 0
        else:
            bad += 1
        waited = bad if count is None else count(epoch, at, bad)
        if waited >= patience + slack:
            return at, epoch
    return at, len(losses)


def _first_rise(losses, patience, ties=True):
    losses = [float(a) for a in np.asarray(losses)]
    for epoch in range(1, len(losses)):
        if losses[epoch] > losses[epoch - 1] or (ties and losses[epoch] == losses[epoch - 1]):
            return epoch, epoch + 1
    return len(losses), len(losses)


def _in_all(losses, patience):
    best, at, bad = np.inf, 0, 0
    for epoch, loss in enumerate(np.asarray(losses), start=1):
        if loss < best:
            best, at = loss, epoch
        else:
            bad += 1
        if bad >= patience:
            return at, epoch
    return at, len(losses)


def _rises_in_a_row(losses, patience):
    losses = [float(a) for a in np.asarray(losses)]
    rises = 0
    for epoch in range(2, len(losses) + 1):
        rises = rises + 1 if losses[epoch - 1] >= losses[epoch - 2] else 0
        if rises >= patience:
            return int(np.argmin(losses[:epoch])) + 1, epoch
    return int(np.argmin(losses)) + 1, len(losses)


MISTAKES = (
    Mistake(
        "one-epoch-late",
        "You wait for one epoch more than patience says: with patience 3, the third epoch without "
        "a new lowest loss is the last one.",
        lambda losses, patience: _stop(losses, patience, slack=1),
    ),
    Mistake(
        "one-epoch-early",
        "You stop one epoch too early: patience 3 waits for three epochs without improvement.",
        lambda losses, patience: _stop(losses, max(patience - 1, 1)),
    ),
    Mistake(
        "stops-at-the-first-rise",
        "You stop when the loss rises for the first time. Curves are ragged: that is what patience "
        "is for.",
        _first_rise,
    ),
    Mistake(
        "stops-at-the-first-rise",
        "You stop when the loss rises for the first time. Curves are ragged: that is what patience "
        "is for.",
        lambda losses, patience: _first_rise(losses, patience, ties=False),
    ),
    Mistake(
        "loss-for-epoch",
        "The first of the two is a loss. Return the *epoch* where it was, counted from 1.",
        lambda losses, patience: (
            min(np.asarray(losses)[: _stop(losses, patience)[1]]),
            _stop(losses, patience)[1],
        ),
    ),
    Mistake(
        "loss-for-epoch",
        "The first of the two is a loss, and one from after the end. Return the *epoch* of the "
        "lowest loss so far.",
        lambda losses, patience: (min(np.asarray(losses)), _stop(losses, patience)[1]),
    ),
    Mistake(
        "ties-count-as-better",
        "An equal loss is no improvement: 0.5, 0.5, 0.5 with patience 2 stops at the third. "
        "Compare with <, not <=.",
        lambda losses, patience: _stop(losses, patience, better=lambda a, b: a <= b),
    ),
    Mistake(
        "counter-not-reset",
        "You count all epochs without improvement since the start. A new lowest loss sets the "
        "counter back to 0.",
        _in_all,
    ),
    Mistake(
        "compares-with-the-epoch-before",
        "You compare with the epoch before. 0.6, 0.65, 0.62, 0.61 falls twice and is still above "
        "0.6: compare with the lowest loss so far.",
        _rises_in_a_row,
    ),
    Mistake(
        "last-for-best",
        "You return the last epoch as the best one. The best copy was made earlier.",
        lambda losses, patience: (_stop(losses, patience)[1],) * 2,
    ),
    Mistake(
        "looks-into-the-future",
        "The best epoch is the best one *so far*: what comes after you have stopped is never run.",
        lambda losses, patience: (int(np.argmin(losses)) + 1, _stop(losses, patience)[1]),
    ),
    Mistake(
        "never-stops",
        "You go through to the end. Stop once patience epochs in a row brought no new lowest loss.",
        lambda losses, patience: (int(np.argmin(losses)) + 1, len(losses)),
    ),
    Mistake(
        "counts-from-zero",
        "Epochs are counted from 1 here.",
        lambda losses, patience: tuple(k - 1 for k in _stop(losses, patience)),
    ),
    Mistake(
        "largest-for-best",
        "You look for the largest loss. A loss is better where it is smaller.",
        lambda losses, patience: _stop([-a for a in np.asarray(losses)], patience),
    ),
    Mistake(
        "patience-from-the-start",
        "You stop after patience epochs, whatever happened. Patience counts the epochs since the "
        "last new lowest loss.",
        lambda losses, patience: (
            int(np.argmin(np.asarray(losses)[:patience])) + 1,
            min(patience, len(losses)),
        ),
    ),
)

TASK = Task(
    id="stop-epoch",
    title="When to stop",
    section="Early stopping",
    stars=2,
    statement="""\
Write `stop_epoch(losses, patience)`, which reads validation losses epoch by epoch, as they would
come in, and returns `(best, stopped)`: the epoch whose parameters are kept, and the last epoch that
is run. Training stops when `patience` epochs in a row have brought no new lowest loss (an equal
loss is none); otherwise at the end of the list. Epochs are counted from 1.
""",
    name="stop_epoch",
    stub="def stop_epoch(losses, patience):\n    return ...\n",
    solution="""\
def stop_epoch(losses, patience):
    lowest, best = float("inf"), 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < lowest:
            lowest, best = loss, epoch
        if epoch - best >= patience:
            return best, epoch
    return best, len(losses)
""",
    explanation="`epoch - best` is the number of epochs since the last new lowest loss, so no "
    "counter has to be reset. The epochs after the best one are wasted work, and the reason to "
    "keep a copy of the parameters.",
    hints=(
        "Keep two things while you read: the lowest loss so far and the epoch where it was.",
        "How many epochs have passed since then? When is that too many?",
        "`if epoch - best >= patience: return best, epoch`.",
    ),
    checker=FunctionCheck(
        names=("losses", "patience"),
        cases=CASES,
        target=_stop,
        parts=(Part("best", exact=True), Part("stopped", exact=True)),
        mistakes=MISTAKES,
        laws=(
            Mistake(
                "no-epochs",
                "Both are epochs, whole numbers from 1 on; some of yours are not.",
                lambda cases, results, targets: any(
                    v != round(float(v)) or v < 1 for r in results for v in map(float, r)
                ),
            ),
            Mistake(
                "beyond-the-list",
                "Your last epoch lies beyond the end of the list, where the training ends too.",
                lambda cases, results, targets: any(
                    r[1] > len(c[0]) for c, r in zip(cases, results)
                ),
            ),
            Mistake(
                "stops-too-late",
                "Your last epoch comes later than patience epochs without a new lowest loss.",
                lambda cases, results, targets: any(r[1] > t[1] for r, t in zip(results, targets)),
            ),
            Mistake(
                "stops-too-early",
                "Your last epoch comes before patience epochs have passed without a new lowest "
                "loss.",
                lambda cases, results, targets: any(r[1] < t[1] for r, t in zip(results, targets)),
            ),
            Mistake(
                "best-is-wrong",
                "You stop at the right epoch, but the lowest loss before it is elsewhere.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
