"""How well a score tells two samples apart."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part


def _wins(source, target, tie=0.5):
    return ((target[:, None] > source) + tie * (target[:, None] == source)).mean()


def _accuracy(source, target, limit):
    return ((target > limit).sum() + (source <= limit).sum()) / (len(source) + len(target))


_AUC = (
    Mistake(
        "swapped",
        "You count how often the *source* wins: a perfect detector would get 0.",
        lambda source, target: 1 - _wins(source, target),
    ),
    Mistake(
        "ties-lost",
        "You count a tie as a loss. A score that is the same everywhere tells nothing: it should "
        "get 0.5, and yours gives 0.",
        lambda source, target: _wins(source, target, 0),
    ),
    Mistake(
        "ties-won",
        "You count a tie as a win. A score that is the same everywhere tells nothing: it should "
        "get 0.5, and yours gives 1.",
        lambda source, target: _wins(source, target, 1),
    ),
    Mistake(
        "accuracy-at-zero",
        "That is the accuracy with 0 as the limit. Add 5 to all scores: they tell the samples "
        "apart as before, and your number changes.",
        lambda source, target: _accuracy(source, target, 0),
    ),
    Mistake(
        "share-above-zero",
        "That is the share of the target above 0; the source is not asked.",
        lambda source, target: (target > 0).mean(),
    ),
    Mistake(
        "difference-of-means",
        "That is the difference of the mean scores. Multiply all scores by 10: it grows, and they "
        "tell no more than before.",
        lambda source, target: target.mean() - source.mean(),
    ),
    Mistake(
        "means-compared",
        "You compare the means, once. Compare each target score with each source score.",
        lambda source, target: float(target.mean() > source.mean()),
    ),
    Mistake(
        "pairs-in-order",
        "You compare the first with the first, the second with the second, and so on. Every target "
        "score meets every source score.",
        lambda source, target: np.mean([t > s for s, t in zip(source, target)]),
    ),
    Mistake(
        "best-accuracy",
        "That is the accuracy at the best limit. The AUC needs no limit: count pairs.",
        lambda source, target: max(
            ((source < c).sum() + (target >= c).sum()) / (len(source) + len(target))
            for c in np.concatenate([source, target])
        ),
    ),
    Mistake(
        "against-the-middle",
        "You compare the target's scores with one number, the middle of the source's. Every "
        "target score meets every source score.",
        lambda source, target: (target > source.mean()).mean(),
    ),
    Mistake(
        "against-the-middle",
        "You compare the target's scores with one number, the median of the source's. Every "
        "target score meets every source score.",
        lambda source, target: (target > np.median(source)).mean(),
    ),
    Mistake(
        "count-for-share",
        "That is the number of pairs that the target wins; divide by the number of pairs.",
        lambda source, target: _wins(source, target) * len(source) * len(target),
    ),
    Mistake(
        "folded",
        "You fold what is below 0.5 over. On rows the detector has not trained on, 0.4 is worse "
        "than a guess, and that should be seen.",
        lambda source, target: max(_wins(source, target), 1 - _wins(source, target)),
    ),
    Mistake(
        "gini",
        "That is 2 AUC - 1, which runs from -1 to 1.",
        lambda source, target: 2 * _wins(source, target) - 1,
    ),
)

TASK = Task(
    id="detector-auc",
    title="How well a score tells two samples apart",
    section="A winter's model in summer",
    stars=2,
    statement="""\
Write `area(source, target)`: two NumPy arrays of scores, of shapes (n,) and (m,). Return the share
of all n times m pairs in which the target's score is the larger one; a pair with equal scores
counts half.
""",
    name="area",
    stub="def area(source, target):\n    return ...\n",
    solution="""\
def area(source, target):
    wins = (target[:, None] > source) + 0.5 * (target[:, None] == source)
    return wins.mean()
""",
    explanation="Only the order of the scores counts: any increasing function of them gives the "
    "same AUC, and no limit has to be chosen. With half a point for ties a constant score gets "
    "0.5.",
    hints=(
        "Compare every target score with every source score: how do you make a table of pairs?",
        "`target[:, None] > source` has the shape (m, n).",
        "Add half of `target[:, None] == source`, then take the mean.",
    ),
    checker=FunctionCheck(
        names=("source", "target"),
        cases=[
            (np.array([-1.0, 0.5, 2.0, 0.5]), np.array([0.5, 1.0, 3.0, -2.0, 4.0])),
            (np.array([1.0, 1.0, 1.0]), np.array([1.0, 1.0])),
            (np.array([3.0, 2.0, 5.0, 4.0]), np.array([1.0, 2.0, 2.5])),
            (np.array([-3.0, -2.0]), np.array([-1.0, -0.5, -0.25])),
            (  # not as the means say, and with two scores that are nearly equal
                np.array([0.0, 0.2, 0.1, 9.0]),
                np.array([1.0, 1.5, 0.201]),
            ),
        ],
        target=_wins,
        parts=(Part("share", _AUC),),
        modes=("numpy",),
        laws=(
            Mistake(
                "no-share",
                "A share lies between 0 and 1; yours does not in every call.",
                lambda cases, results, targets: any(not 0 <= r[0] <= 1 for r in results),
            ),
            Mistake(
                "ties-not-half",
                "Where all scores are equal, every pair counts half: the share is 0.5.",
                lambda cases, results, targets: abs(results[1][0] - 0.5) > 1e-3,
            ),
            Mistake(
                "perfect-not-one",
                "Where every target score is larger than every source score, the share is 1.",
                lambda cases, results, targets: abs(results[3][0] - 1) > 1e-3,
            ),
        ),
    ),
)
