"""The bound of Xavier's uniform distribution."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

_MISTAKES = (
    Mistake("deviation-for-bound", "That is the standard deviation. A uniform variable from -a to "
            "a has the variance a² / 3.", lambda a, b: np.sqrt(2 / (a + b))),
    Mistake("variance-for-bound", "That is the variance; the bound is the root of three times it.",
            lambda a, b: 2 / (a + b)),
    Mistake("root-forgotten", "The root is missing: a² / 3 is the variance.",
            lambda a, b: 6 / (a + b)),
    Mistake("root-of-the-numerator-only", "The root is of the whole fraction: yours takes it of "
            "the 6 and not of the widths.", lambda a, b: np.sqrt(6) / (a + b)),
    Mistake("variance-for-deviation", "sqrt(3) times the *standard deviation*, the root of the "
            "variance, is the bound; yours takes the variance.",
            lambda a, b: np.sqrt(3) * 2 / (a + b)),
    Mistake("two-forgotten", "The variance is 2 / (n_in + n_out): the mean of the two widths is "
            "half their sum.", lambda a, b: np.sqrt(3 / (a + b))),
    Mistake("two-forgotten", "The variance is 2 / (n_in + n_out), and the bound is the root of "
            "three times it.", lambda a, b: np.sqrt(1 / (a + b))),
    Mistake("inputs-only", "You use n_in alone: that keeps the signal, and not the gradient.",
            lambda a, b: np.sqrt(3 / a)),
    Mistake("he-for-xavier", "That is He's bound, for ReLU.", lambda a, b: np.sqrt(6 / a)),
    Mistake("outputs-only", "You use n_out alone: that keeps the gradient, and not the signal.",
            lambda a, b: np.sqrt(3 / b)),
    Mistake("outputs-only", "You use n_out alone; Xavier takes both widths.",
            lambda a, b: np.sqrt(6 / b)),
    Mistake("twelve-for-three", "The variance of a uniform variable is its *whole* width squared "
            "over 12, which is a² / 3.", lambda a, b: np.sqrt(24 / (a + b))),
    Mistake("product-of-widths", "Xavier takes the sum of the widths, not their product.",
            lambda a, b: np.sqrt(6 / (a * b))),
    Mistake("half-for-root", "`x ** 1/2` means `(x ** 1) / 2`: write `x ** 0.5`.",
            lambda a, b: 3 / (a + b)),
    Mistake("root-of-a-part", "The root covers the widths only: it has to cover the 6 as well.",
            lambda a, b: 6 / np.sqrt(a + b)),
    Mistake("he-for-xavier", "That is the standard deviation of He's initialisation.",
            lambda a, b: np.sqrt(2 / a)),
)  # fmt: skip

TASK = Task(
    id="xavier-bound",
    title="Xavier's bound",
    section="Xavier and He, in five lines each",
    stars=1,
    statement="""\
Write `xavier_bound(n_in, n_out)`: the number $a$ for which weights drawn uniformly from $-a$ to
$a$ have Xavier's variance, the inverse of the mean of the two widths.
""",
    name="xavier_bound",
    stub="def xavier_bound(n_in, n_out):\n    return ...\n",
    solution="def xavier_bound(n_in, n_out):\n    return (6 / (n_in + n_out)) ** 0.5\n",
    explanation="A uniform variable from -a to a has the variance a² / 3. Set that equal to 2 / "
    "(n_in + n_out).",
    hints=("Which variance has a uniform variable from -a to a?", "a² / 3 = 2 / (n_in + n_out)."),
    checker=FunctionCheck(
        names=("n_in", "n_out"),
        cases=[(784, 256), (10, 90), (64, 64), (5, 2)],
        target=lambda a, b: np.sqrt(6 / (a + b)),
        parts=(Part("bound", _MISTAKES),),
        modes=("numpy",),
    ),
)
