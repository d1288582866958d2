"""Where numbers end."""

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.prediction import PredictionCheck

_TEXT = (
    "float32 has normal numbers down to 2^-126 and, with fewer digits, denormal ones down to "
    "2^-149; float64 down to 2^-1022 and 2^-1074. A quarter is 2^-2."
)

TASK = Task(
    id="float-end",
    title="Where the gradient is exactly 0",
    section="Where float32 ends",
    stars=2,
    statement="""\
A gradient of 1 is multiplied by $\\tfrac14$ in each layer. The smallest *normal* float32 is
$2^{-126}$, the smallest of all $2^{-149}$; for float64 they are $2^{-1022}$ and $2^{-1074}$. A
number that is half the smallest one, exactly in the middle between it and 0, is rounded to 0. Give
four predictions: after how many layers is the gradient, for the first time,

1. in float32, below the smallest normal number;
2. in float32, exactly 0;
3. in float64, exactly 0;
4. in float32, exactly 0, when each layer multiplies by $\\tfrac18$ instead?
""",
    name="ends",
    stub="ends = [..., ..., ..., ...]\n",
    solution="ends = [64, 75, 538, 50]\n",
    explanation="(1/4)^63 = 2^-126 is still normal, so 64. (1/4)^74 = 2^-148 is not 0; the next, "
    "2^-150, is half the smallest number and rounds to 0: 75. float64: 2^-1074 = (1/4)^537, so "
    "538. By eighths: (1/8)^49 = 2^-147 is not 0, and (1/8)^50 = 2^-150 is.",
    hints=("Write a quarter as a power of 2.", "Mind *below* in the first, and the middle in the "
           "second: 2^-150 rounds to 0."),
    checker=PredictionCheck(
        questions=(
            ("float32, below normal", 64.0, "normal|^1$"),
            ("float32, exactly 0", 75.0, "32.*(0|zero)|^2$"),
            ("float64, exactly 0", 538.0, "64|^3$"),
            ("float32, by eighths", 50.0, "eigh|^4$"),
        ),
        patterns=(
            Mistake("one-too-early", "Each of your numbers is one layer too early: the last number "
                    "that is *not* yet there is counted. " + _TEXT, (63.0, 74.0, 537.0, 49.0)),
            Mistake("denormals-forgotten", "Between the smallest normal number and 0 there are "
                    "denormal ones. " + _TEXT, (64.0, 64.0, 512.0, 43.0)),
            Mistake("halves-for-quarters", "You count halvings; a quarter is two of them, an "
                    "eighth three. " + _TEXT,
                    (127.0, 150.0, 1075.0, 150.0)),
            Mistake("decimal-digits", "float32 reaches down to about 1e-45, not to 1e-38, and a "
                    "quarter is not a tenth. " + _TEXT, (38.0, 45.0, 324.0, 45.0)),
        ),
        single=(
            Mistake("normal-misjudged", "(1/4)^63 is 2^-126, still normal: 64.", 63.0),
            Mistake("zero-misjudged", "(1/4)^74 = 2^-148 is not 0; 2^-150 rounds to 0: 75.", 74.0),
            Mistake("double-misjudged", "2^-1074 is (1/4)^537; the next is 0: 538.", 537.0),
            Mistake("eighths-misjudged", "(1/8)^49 = 2^-147 is not 0, and 2^-150 is: 50.", 49.0),
        ),
    ),
)  # fmt: skip
