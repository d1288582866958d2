"""The belief behind a penalty."""

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

CASES = [(1.0, 100, 0.5), (0.1, 20, 0.01), (2.0, 50, 3.0), (0.5, 7, 1.0), (1.0, 1, 1.0)]

_LAMBDA = (
    Mistake(
        "n-forgotten",
        "The loss is a *mean* over n examples; the prior is there once. n is missing.",
        lambda sigma, n, tau: sigma**2 / tau**2,
    ),
    Mistake(
        "noise-forgotten",
        "You use the prior only. With more noise one believes the data less: sigma is missing.",
        lambda sigma, n, tau: 1 / tau**2,
    ),
    Mistake(
        "noise-forgotten",
        "sigma is missing: the squared errors are divided by sigma squared in the likelihood.",
        lambda sigma, n, tau: 1 / (n * tau**2),
    ),
    Mistake(
        "standard-deviations",
        "Both enter as variances: sigma and tau have to be squared.",
        lambda sigma, n, tau: sigma / (n * tau),
    ),
    Mistake(
        "upside-down",
        "You have it upside down: a narrow prior, small tau, means a *large* penalty.",
        lambda sigma, n, tau: n * tau**2 / sigma**2,
    ),
    Mistake(
        "tau-for-lambda",
        "A wide prior, large tau, means little penalty; yours grows with tau.",
        lambda sigma, n, tau: tau,
    ),
    Mistake(
        "ratio-upside-down",
        "sigma and tau have changed places: with much noise the penalty grows.",
        lambda sigma, n, tau: tau**2 / (n * sigma**2),
    ),
    Mistake(
        "n-multiplied",
        "More examples need *less* penalty: divide by n.",
        lambda sigma, n, tau: n * sigma**2 / tau**2,
    ),
    Mistake(
        "the-half-counted",
        "The halves cancel: loss and penalty carry one each.",
        lambda sigma, n, tau: sigma**2 / (2 * n * tau**2),
    ),
    Mistake(
        "tau-not-squared",
        "The prior enters with its variance, tau squared.",
        lambda sigma, n, tau: sigma**2 / (n * tau),
    ),
)

TASK = Task(
    id="prior-lambda",
    title="The belief behind a penalty",
    section="A demonstration taken apart",
    stars=2,
    statement=r"""
Let $y = Xw + \text{noise}$ with noise from $N(0, \sigma^2)$, n examples, and believe that each
weight was drawn from $N(0, \tau^2)$. The most probable weights minimise
$\frac{1}{2n} \lVert Xw - y \rVert^2 + \frac{\lambda}{2} \lVert w \rVert^2$. Write
`prior_lambda(sigma, n, tau)`, which returns that $\lambda$.
""",
    name="prior_lambda",
    stub="def prior_lambda(sigma, n, tau):\n    return ...\n",
    solution="def prior_lambda(sigma, n, tau):\n    return sigma**2 / (n * tau**2)\n",
    explanation=r"The negative log posterior is $\frac{1}{2\sigma^2} \lVert Xw - y \rVert^2 + "
    r"\frac{1}{2\tau^2} \lVert w \rVert^2$. Multiplied by $\sigma^2 / n$, its first term is the "
    r"loss and its second $\frac{\lambda}{2} \lVert w \rVert^2$. A Laplace prior gives L1 in the "
    "same way.",
    hints=(
        "Write down minus the logarithm of likelihood times prior, without constants.",
        r"It is $\frac{1}{2\sigma^2} \lVert Xw - y \rVert^2 + \frac{1}{2\tau^2} \lVert w \rVert^2$."
        " Multiply it so that the first term is the loss.",
        r"Multiply by $\sigma^2 / n$.",
    ),
    checker=FunctionCheck(
        names=("sigma", "n", "tau"),
        cases=CASES,
        target=lambda sigma, n, tau: sigma**2 / (n * tau**2),
        parts=(Part("lambda", _LAMBDA),),
        laws=(
            Mistake(
                "wrong-dependence",
                "For sigma = n = tau = 1 it is 1; doubling sigma makes it four times as large, "
                "doubling n half as large, doubling tau a quarter.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
