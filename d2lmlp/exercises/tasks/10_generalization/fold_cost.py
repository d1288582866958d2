"""What K-fold cross-validation costs."""

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

CASES = [(60, 5, 3, 10), (1000, 10, 1, 1), (24, 2, 4, 7), (120, 3, 6, 2), (50, 50, 2, 4)]


def _cost(n, K, settings, epochs):
    return settings * K + 1, epochs * (settings * (K - 1) * n + n)


_TRAININGS = (
    Mistake(
        "winner-not-trained",
        "The folds are paid. But the winner is trained once more, on all examples: add 1.",
        lambda n, K, settings, epochs: settings * K,
    ),
    Mistake(
        "one-fold-too-few",
        "Each of the K parts is left out once: that is K trainings for a setting, not K - 1.",
        lambda n, K, settings, epochs: settings * (K - 1) + 1,
    ),
    Mistake(
        "folds-for-one-setting-only",
        "Every setting needs its own K trainings: 3 settings in 5 folds are 15, not 5 or 8.",
        lambda n, K, settings, epochs: K + 1,
    ),
    Mistake(
        "folds-for-one-setting-only",
        "You add settings and folds. Every setting needs its own K trainings: multiply.",
        lambda n, K, settings, epochs: settings + K + 1,
    ),
    Mistake(
        "one-training-for-a-setting",
        "That is one training for each setting, as with a single validation set. K folds take K.",
        lambda n, K, settings, epochs: settings + 1,
    ),
    Mistake(
        "every-setting-trained-on-all",
        "Only the winner is trained on all examples, not every setting.",
        lambda n, K, settings, epochs: settings * (K + 1),
    ),
    Mistake(
        "epochs-for-trainings",
        "A training has several epochs and is still one training.",
        lambda n, K, settings, epochs: epochs * (settings * K + 1),
    ),
)
_VISITS = (
    Mistake(
        "nothing-left-out",
        "You train every fold on all n examples. One part in K is left out, to be measured on.",
        lambda n, K, settings, epochs: epochs * (settings * K * n + n),
    ),
    Mistake(
        "winner-not-trained",
        "The folds are paid. But the winner sees all n examples in each epoch as well.",
        lambda n, K, settings, epochs: epochs * settings * (K - 1) * n,
    ),
    Mistake(
        "epochs-forgotten",
        "Every epoch uses each training example once more: multiply by epochs.",
        lambda n, K, settings, epochs: settings * (K - 1) * n + n,
    ),
    Mistake(
        "epochs-forgotten",
        "The last training has as many epochs as the others.",
        lambda n, K, settings, epochs: epochs * settings * (K - 1) * n + n,
    ),
    Mistake(
        "the-part-left-out",
        "You count the part that is left out, n / K examples. Trained is on the other K - 1 parts.",
        lambda n, K, settings, epochs: epochs * (settings * n + n),
    ),
    Mistake(
        "one-fold-only",
        "That is one fold, n (K - 1) / K examples. There are K of them for each setting.",
        lambda n, K, settings, epochs: epochs * (settings * (K - 1) * n / K + n),
    ),
    Mistake(
        "folds-for-one-setting-only",
        "Every setting goes through all the folds.",
        lambda n, K, settings, epochs: epochs * ((K - 1) * n + n),
    ),
    Mistake(
        "winner-on-a-part",
        "The winner's last training leaves nothing out: it has all n examples.",
        lambda n, K, settings, epochs: epochs * (settings * (K - 1) * n + n * (K - 1) / K),
    ),
)

TASK = Task(
    id="fold-cost",
    title="What folds cost",
    section="Validation",
    stars=1,
    statement="""\
You compare `settings` settings by K-fold cross-validation on `n` examples (`K` divides `n`) and
then train the winner once on all of them; every training has `epochs` epochs. Write
`fold_cost(n, K, settings, epochs)`, which returns `(trainings, visits)`: how many trainings there
are, and how many times in all of them an example goes into a step. Measuring costs nothing here.
""",
    name="fold_cost",
    stub="def fold_cost(n, K, settings, epochs):\n    return ...\n",
    solution="""\
def fold_cost(n, K, settings, epochs):
    trainings = settings * K + 1
    in_folds = settings * (K - 1) * n  # each example is left out once, and used K - 1 times
    return trainings, epochs * (in_folds + n)
""",
    explanation="Each example is left out once and used K - 1 times, for every setting. So five "
    "folds cost four times as much as one training on everything, and leaving out one at a time "
    "costs n - 1 times as much, for a bias that is nearly gone. A single validation set costs less "
    "than once: that is why nets are mostly tuned with one.",
    hints=(
        "How many trainings does one setting need? And what comes after the choice?",
        "In how many of its K trainings does a setting see a given example?",
        "`settings * K + 1`, and `epochs * (settings * (K - 1) * n + n)`.",
    ),
    checker=FunctionCheck(
        names=("n", "K", "settings", "epochs"),
        cases=CASES,
        target=_cost,
        parts=(
            Part("trainings", _TRAININGS, exact=True),
            Part("visits", _VISITS, exact=True),
        ),
        laws=(
            Mistake(
                "wrong-trainings",
                "Case 2 has one setting and ten folds: ten trainings, and one of the winner.",
                lambda cases, results, targets: results[1][0] != targets[1][0],
            ),
            Mistake(
                "wrong-visits",
                "Case 2 has one setting, ten folds, one epoch: ten times 900 examples, and 1,000.",
                lambda cases, results, targets: results[1][1] != targets[1][1],
            ),
        ),
    ),
)
