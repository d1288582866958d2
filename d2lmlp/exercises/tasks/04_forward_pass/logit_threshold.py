"""A threshold for logits: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import (
    BadValue,
    LearnerError,
    NotAttempted,
    call,
    convert,
    to_numpy,
)
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import sigmoid

AT_HALF = "For p = 0.5 the threshold is 0: sigmoid(0) = 0.5, and sigmoid(0.5) is 0.62 already."

_LOGIT = (
    Mistake(
        "probability-for-logit",
        "You use p itself as the threshold, but logits are not probabilities. " + AT_HALF,
        lambda p: p,
    ),
    Mistake(
        "sigmoid-for-its-inverse",
        "sigmoid turns a logit into a probability; here you need the way back. " + AT_HALF,
        sigmoid,
    ),
    Mistake(
        "always-half",
        "A fixed 0.5 is a threshold for probabilities. " + AT_HALF,
        lambda p: 0.5,
    ),
    Mistake(
        "always-zero",
        "0 is right for p = 0.5 only: for p = 0.9 the logit has to be above 2.2.",
        lambda p: 0.0,
    ),
    Mistake(
        "sign-turned",
        "The sign is turned: for p = 0.9 the threshold is above 0, for p = 0.1 below.",
        lambda p: np.log((1 - p) / p),
    ),
    Mistake("log-of-p", "log(p) lacks its partner: it is log(p) - log(1 - p). " + AT_HALF, np.log),
    Mistake(
        "log-of-p",
        "-log(p) lacks its partner: it is log(p) - log(1 - p). " + AT_HALF,
        lambda p: -np.log(p),
    ),
    Mistake(
        "log-of-one-minus-p",
        "log(1 - p) lacks its partner: it is log(p) - log(1 - p). " + AT_HALF,
        lambda p: np.log(1 - p),
    ),
    Mistake(
        "log-of-one-minus-p",
        "-log(1 - p) lacks its partner: it is log(p) - log(1 - p). " + AT_HALF,
        lambda p: -np.log(1 - p),
    ),
    Mistake(
        "log-forgotten",
        "p / (1 - p) are the odds; the logit is their logarithm. " + AT_HALF,
        lambda p: p / (1 - p),
    ),
    Mistake(
        "log-forgotten",
        "(1 - p) / p is e^-t; solve it for t with a logarithm. " + AT_HALF,
        lambda p: (1 - p) / p,
    ),
    Mistake(
        "wrong-base",
        "The sigmoid is made of e, so the logarithm is the natural one, not to base 2.",
        lambda p: np.log2(p / (1 - p)),
    ),
    Mistake(
        "wrong-base",
        "The sigmoid is made of e, so the logarithm is the natural one, not to base 10.",
        lambda p: np.log10(p / (1 - p)),
    ),
    Mistake(
        "tanh-inverse",
        "That is the inverse of tanh, half of the logit: for p = 0.9 it is 1.1, the threshold 2.2.",
        lambda p: np.arctanh(2 * p - 1),
    ),
    Mistake(
        "tanh-inverse",
        "atanh(p) inverts tanh, not the sigmoid. " + AT_HALF,
        np.arctanh,
    ),
    Mistake(
        "centred-probability",
        "p - 0.5 moves the middle to 0 and keeps the scale of probabilities: for p = 0.9 the logit "
        "is 2.2, not 0.4.",
        lambda p: p - 0.5,
    ),
    Mistake(
        "centred-probability",
        "2p - 1 moves the middle to 0, but it is no logit: for p = 0.9 that is 2.2, not 0.8.",
        lambda p: 2 * p - 1,
    ),
    Mistake(
        "tangent-line",
        "4 (p - 0.5) follows the logit near p = 0.5 only: for p = 0.9 the threshold is 2.2, not "
        "1.6.",
        lambda p: 4 * (p - 0.5),
    ),
    Mistake("one-minus", "1 - p is another probability, not a logit. " + AT_HALF, lambda p: 1 - p),
    Mistake(
        "exponential",
        "e^p goes further away: the way back from a sigmoid is a logarithm. " + AT_HALF,
        np.exp,
    ),
    Mistake(
        "plus-for-minus",
        "log(p / (1 + p)) has a plus: the odds are p / (1 - p). " + AT_HALF,
        lambda p: np.log(p / (1 + p)),
    ),
    Mistake(
        "brackets",
        "Brackets: log(p) / (1 - p) is not log(p / (1 - p)). " + AT_HALF,
        lambda p: np.log(p) / (1 - p),
    ),
    Mistake(
        "quotient-of-logs",
        "The logarithm of a quotient is a difference: log(p) - log(1 - p). " + AT_HALF,
        lambda p: np.log(p) / np.log(1 - p),
    ),
    Mistake(
        "sum-of-logs",
        "The logarithm of a quotient is a difference: log(p) - log(1 - p). " + AT_HALF,
        lambda p: np.log(p) + np.log(1 - p),
    ),
    Mistake(
        "sigmoid-derivative",
        "p (1 - p) is the slope of the sigmoid there, not the logit. " + AT_HALF,
        lambda p: p * (1 - p),
    ),
    Mistake(
        "one-over-p", "1 / p is no logit: it lies above 1 for every p. " + AT_HALF, lambda p: 1 / p
    ),
)


class ThresholdCheck(FunctionCheck):
    """Checks ``threshold(p)``; a number stands for p = 0.5, a classifier for its own cut."""

    def judge(self, answer):
        if (
            isinstance(answer, (int, float, np.number))
            or np.ndim(answer) == 0
            and hasattr(answer, "item")
        ):
            return self._number(float(to_numpy(answer)))
        if callable(answer) and _is_classifier(answer):
            return self._classifier(answer)
        return super().judge(answer)

    @staticmethod
    def _number(t):
        if abs(t) < 1e-6:
            return Verdict("correct", "For p = 0.5 the threshold is 0. For any p it is the logit.")
        return Verdict(
            "wrong",
            AT_HALF,
            "probability-for-logit" if t == 0.5 else "wrong-number",
            (("p = 0.5", f"{t:g}", "0"),),
        )

    @staticmethod
    def _classifier(answer):
        z = np.array([-2.0, -0.3, -0.01, 0.01, 0.2, 0.49, 0.7, 3.0])
        labels = np.array([_label(answer, v) for v in z])
        if (labels == (z > 0)).all():
            return Verdict("correct", "Your classifier cuts the logits at 0, where p = 0.5.")
        if (labels == (z > 0.5)).all():
            return Verdict(
                "wrong", "You cut the logits at 0.5. " + AT_HALF, "probability-for-logit"
            )
        return Verdict("wrong", "Your classifier cuts elsewhere. " + AT_HALF, "wrong-number")


def _with_array(answer, p):
    """Call with the plain number; if that fails, with an array of one number."""
    try:
        return call(answer, p)
    except LearnerError:
        return call(answer, convert(np.array([p]), "mxnet"))


def _label(answer, z):
    return float(to_numpy(_with_array(answer, z)).ravel()[0])


def _is_classifier(answer):
    """Tell a function from logits to 0 and 1 by two clear cases."""
    try:
        return (_label(answer, 6.0), _label(answer, -6.0)) == (1.0, 0.0)
    except (LearnerError, BadValue, NotAttempted, IndexError):
        return False


CHECK = ThresholdCheck(
    names=("p",),
    cases=[(0.5,), (0.9,), (0.1,), (0.73,), (0.999,)],
    target=lambda p: np.log(p / (1 - p)),
    parts=(Part("threshold", _LOGIT),),
    modes=("as it is",),
    run=_with_array,
    laws=(
        Mistake(
            "not-zero-at-half",
            "That is no logit. " + AT_HALF,
            lambda cases, results, targets: abs(results[0][0]) > 1e-3,
        ),
        Mistake(
            "not-antisymmetric",
            "The thresholds for p and 1 - p should be opposite: 2.2 for 0.9, -2.2 for 0.1.",
            lambda cases, results, targets: abs(results[1][0] + results[2][0]) > 1e-3,
        ),
        Mistake(
            "wrong-away-from-half",
            "Right for p = 0.5 only: for p = 0.9 the threshold is log(9) = 2.2.",
            lambda cases, results, targets: True,
        ),
    ),
)

TASK = Task(
    id="logit-threshold",
    title="A threshold for logits",
    section="Logits and probabilities",
    stars=1,
    statement="""\
A net's last layer gives a logit $z$; the probability is $\\sigma(z)$. Write `threshold(p)`: the
number $t$ such that $z > t$ exactly when $\\sigma(z) > p$, for a probability `p` strictly between
0 and 1.
""",
    name="threshold",
    stub="def threshold(p):\n    return ...\n",
    solution="""\
import math


def threshold(p):
    return math.log(p / (1 - p))
""",
    explanation="The sigmoid rises everywhere, so the threshold is where sigmoid(t) = p: t = "
    "log(p / (1 "
    "- p)). For p = 0.5 it is 0, not 0.5: sigmoid(0.5) is 0.622, and of normally distributed "
    "logits "
    "19 % fall between 0 and 0.5 and would be put in the wrong class.",
    hints=(
        "At the threshold both sides are equal: sigmoid(t) = p. Solve for t.",
        "1 / (1 + e^-t) = p means e^-t = (1 - p) / p.",
        "t is the logarithm of the odds p / (1 - p).",
    ),
    checker=CHECK,
)
