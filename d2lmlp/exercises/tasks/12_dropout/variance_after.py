"""The variance after dropout."""

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

CASES = [(0.0, 1.0, 0.5), (2.0, 1.0, 0.2), (-1.0, 0.5, 0.8), (3.0, 0.0, 0.5), (1.5, 2.0, 0.0)]


def _after(mean, var, p):
    return var + p / (1 - p) * (var + mean**2)


_VAR = (
    Mistake(
        "mean-forgotten",
        "That is right for mean 0 only. A constant h = 3 has no variance, and gets 9 at p = 1/2: "
        "it is 0 or 6. The mean matters.",
        lambda mean, var, p: var / (1 - p),
    ),
    Mistake(
        "kept-without-division",
        "That is dropout without the division by 1 - p: the kept values are larger, h / (1 - p).",
        lambda mean, var, p: p * (1 - p) * mean**2 + (1 - p) * var,
    ),
    Mistake(
        "p-for-keep",
        "There p is the probability to keep. Here p is the probability to drop.",
        lambda mean, var, p: p * (1 - p) * mean**2 + p * var,
    ),
    Mistake(
        "unchanged",
        "The *mean* is unchanged. The variance grows: constants become random.",
        lambda mean, var, p: var,
    ),
    Mistake(
        "shrinks",
        "You let the variance shrink by 1 - p. Kept values are divided by 1 - p: it grows.",
        lambda mean, var, p: (1 - p) * var,
    ),
    Mistake(
        "second-moment",
        "That is $E[h'^2]$. The variance is that minus the squared mean.",
        lambda mean, var, p: (var + mean**2) / (1 - p),
    ),
    Mistake(
        "square-of-the-scale",
        "A factor 1/(1-p) on all values would do that; only a share 1 - p is kept.",
        lambda mean, var, p: var / (1 - p) ** 2,
    ),
    Mistake(
        "variance-of-the-mask-only",
        "You have the part that comes from the mask; the variance of h itself is to be added.",
        lambda mean, var, p: p / (1 - p) * (var + mean**2),
    ),
    Mistake(
        "only-the-mean-is-noisy",
        "The mask multiplies h itself, not its mean: var + mean² stands in the noise.",
        lambda mean, var, p: var + p / (1 - p) * mean**2,
    ),
    Mistake(
        "odds-upside-down",
        "The odds are upside down: with p = 0.2, p / (1 - p) = 1/4, and not 4.",
        lambda mean, var, p: var + (1 - p) / p * (var + mean**2) if p else var,
    ),
)

TASK = Task(
    id="variance-after",
    title="The variance after dropout",
    section="The layer",
    stars=2,
    statement=r"""
An activation has mean `mean` and variance `var`. Dropout sets it to 0 with probability `p` and
divides it by 1 - p otherwise, independently of its value. Write `var_after(mean, var, p)`: the
variance of what comes out, for 0 <= p < 1.
""",
    name="var_after",
    stub="def var_after(mean, var, p):\n    return ...\n",
    solution="def var_after(mean, var, p):\n    return (var + mean**2) / (1 - p) - mean**2\n",
    explanation=r"$E[h'^2] = (1 - p)\, E[h^2] / (1 - p)^2 = (\mathrm{var} + \mathrm{mean}^2) / "
    r"(1 - p)$, and the mean is still `mean`. So the variance grows by $\frac{p}{1 - p} E[h^2]$: "
    "large activations get more noise.",
    hints=(
        "What are the mean and the mean square of the result?",
        r"$E[h'^2] = (1 - p)\, E[(h / (1 - p))^2]$, and $E[h^2] = \mathrm{var} + \mathrm{mean}^2$.",
        "`(var + mean**2) / (1 - p) - mean**2`.",
    ),
    checker=FunctionCheck(
        names=("mean", "var", "p"),
        cases=CASES,
        target=_after,
        parts=(Part("variance", _VAR),),
        laws=(
            Mistake(
                "changes-without-dropout",
                "At p = 0 nothing is dropped, and the variance is var.",
                lambda cases, results, targets: abs(results[4][0] - 2.0) > 1e-4,
            ),
            Mistake(
                "wrong-growth",
                "mean 3, variance 0, p = 1/2: the result is 0 or 6, so its variance is 9.",
                lambda cases, results, targets: abs(results[3][0] - 9.0) > 1e-4,
            ),
        ),
    ),
)
