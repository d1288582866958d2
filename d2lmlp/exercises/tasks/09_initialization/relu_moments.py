"""The moments of a ReLU's output."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

_SECOND = (
    Mistake("second-moment-not-halved", "Half of the square is cut off: E[h²] is half of E[z²].",
            lambda s: s**2),
    Mistake("quarter", "The square is cut in half once: s² / 2, not s² / 4.", lambda s: s**2 / 4),
    Mistake("deviation-for-variance", "E[z²] is s², the square of the standard deviation.",
            lambda s: s / 2),
    Mistake("sigma-ignored", "0.5 is right for s = 1; it grows with s².", lambda s: 0.5),
    Mistake("variance-for-moment", "That is the variance; the second moment does not subtract the "
            "square of the mean.", lambda s: s**2 * (0.5 - 0.5 / np.pi)),
    Mistake("mean-for-moment", "That is the mean of h.", lambda s: s / np.sqrt(2 * np.pi)),
)  # fmt: skip
_VARIANCE = (
    Mistake("moment-for-variance", "h has a mean above 0, s / √(2π): its square has to be taken "
            "off.", lambda s: s**2 / 2),
    Mistake("half-normal", "That is the variance of |z|. Half of the draws are 0 here.",
            lambda s: s**2 * (1 - 2 / np.pi)),
    Mistake("mean-not-squared", "It is the *square* of the mean that is taken off.",
            lambda s: s**2 / 2 - s / np.sqrt(2 * np.pi)),
    Mistake("mean-of-the-absolute", "The mean of h is half of that of |z|: s / √(2π).",
            lambda s: s**2 * (0.5 - 2 / np.pi)),
    Mistake("quarter-variance", "The second moment is s² / 2, not s² / 4.",
            lambda s: s**2 * (0.25 - 0.25 / np.pi)),
    Mistake("quarter-variance", "The second moment is s² / 2, not s² / 4.",
            lambda s: s**2 * (0.25 - 0.5 / np.pi)),
    Mistake("one-over-pi", "The square of the mean is s² / (2π), not s² / π.",
            lambda s: s**2 * (0.5 - 1 / np.pi)),
    Mistake("variance-of-z", "That is the variance of z.", lambda s: s**2),
)  # fmt: skip

TASK = Task(
    id="relu-moments",
    title="The moments after a ReLU",
    section="Xavier and He, in five lines each",
    stars=2,
    statement="""\
$z$ is normally distributed with mean 0 and standard deviation `s`, and $h = \\max(z, 0)$. Write
`moments(s)`, which returns `(second, variance)`: $E[h^2]$ and $\\operatorname{Var}[h]$.
""",
    name="moments",
    stub="def moments(s):\n    return ...\n",
    solution="""\
def moments(s):
    second = s**2 / 2
    mean = s / (2 * 3.141592653589793) ** 0.5
    return second, second - mean**2
""",
    explanation="z and -z are equally likely and have the same square, so half of its mean is "
    "left. The mean of h is the integral of z over the right half, s / √(2π); its variance is the "
    "mean of h² less the square of that. For s = 1: 0.5 and 0.341. He's rule needs the first one.",
    hints=("z² does not know the sign of z: what share of its mean comes from z > 0?",
           "The mean of h is s / √(2π). Var[h] = E[h²] - E[h]²."),
    checker=FunctionCheck(
        names=("s",),
        cases=[(1.0,), (2.0,), (0.3,)],
        target=lambda s: (s**2 / 2, s**2 * (0.5 - 0.5 / np.pi)),
        parts=(Part("second", _SECOND), Part("variance", _VARIANCE)),
        modes=("numpy",),
    ),
)  # fmt: skip
