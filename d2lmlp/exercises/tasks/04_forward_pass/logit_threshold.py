"""A threshold for logits: long, for its list of known mistakes."""

from dataclasses import replace

import numpy as np

from d2lmlp.exercises.engine import watch
from d2lmlp.exercises.engine.compare import number
from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import (
    BadValue,
    LearnerError,
    NotAttempted,
    call,
    convert,
    to_numpy,
    untouched,
)
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.forms import remarked
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import sigmoid

# All are numbers of float64; in float32 the last but one is 0 and the second is 1.
NEXT_TO_THE_ENDS = (1e-17, 1 - 1e-9, 1e-30, 1e-60, 1e-100)
ENDS = (
    "`math.log(p / (1 - p))` holds for every p that Python's own numbers (float64) tell from 0 and "
    "1."
)
AT_HALF = "For p = 0.5 the threshold is 0: sigmoid(0) = 0.5, and sigmoid(0.5) is 0.62 already."

_LOGIT = (
    Mistake(
        "probability-for-logit",
        "Your threshold is p itself, but logits are not probabilities. " + AT_HALF,
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
        "0 is right for p = 0.5 only: for p = 0.9 the logit has to be above 2.197.",
        lambda p: 0.0,
    ),
    Mistake(
        "sign-turned",
        "The sign is turned: for p = 0.9 the threshold is above 0, for p = 0.1 below.",
        lambda p: np.log((1 - p) / p),
    ),
    Mistake("log-of-p", "log(p) lacks its partner: t is log(p) - log(1 - p). " + AT_HALF, np.log),
    Mistake(
        "log-of-p",
        "-log(p) has the wrong sign, and lacks its partner: t is log(p) - log(1 - p). " + AT_HALF,
        lambda p: -np.log(p),
    ),
    Mistake(
        "log-of-one-minus-p",
        "log(1 - p) has the wrong sign, and lacks its partner: t is log(p) - log(1 - p). "
        + AT_HALF,
        lambda p: np.log(1 - p),
    ),
    Mistake(
        "log-of-one-minus-p",
        "-log(1 - p), which is log(1 + p / (1 - p)), lacks its partner: t is log(p) - log(1 - p). "
        + AT_HALF,
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
        "plus-for-minus",
        "Yours is log(p / (1 + p)), as -log(1 / p + 1) is. The other probability is 1 - p: the "
        "odds are p / (1 - p).",
        lambda p: np.log(p / (1 + p)),
    ),
    Mistake(
        "one-plus-p-on-top",
        "log(1 + p) - log(1 - p) is twice the inverse of tanh. Of the odds only the denominator "
        "has a 1: log(p) - log(1 - p). " + AT_HALF,
        lambda p: np.log1p(p) - np.log1p(-p),
    ),
    Mistake(
        "half-of-the-logit",
        "That is half of the logit, the inverse of tanh at 2p - 1: for p = 0.9 it is 1.1, and the "
        "threshold is 2.2.",
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
        "brackets",
        "Brackets: log(p) / (1 - p) is not log(p / (1 - p)). " + AT_HALF,
        lambda p: np.log(p) / (1 - p),
    ),
    Mistake(
        "log-of-zero",
        "Yours is minus infinity in every call here, as log(0) is: print what the logarithm gets. "
        "`p / 1 - p` is (p / 1) - p = 0 for Python, the odds are p / (1 - p); and a p cut to a "
        "whole number is 0.",
        lambda p: -np.inf,
    ),
    Mistake(
        "brackets",
        "Yours is log(p) - p. A quotient is taken before a difference: it is log(p / (1 - p)), or "
        "log(p) - log(1 - p), each with its brackets. " + AT_HALF,
        lambda p: np.log(p) - p,
    ),
    Mistake(
        "brackets",
        "Yours is log(p) - 1: in -log(1 / p - 1) the 1 is taken away inside. " + AT_HALF,
        lambda p: np.log(p) - 1,
    ),
    Mistake(
        "quotient-of-logs",
        "The logarithm of a quotient is a difference: log(p) - log(1 - p). " + AT_HALF,
        lambda p: np.log(p) / np.log(1 - p),
    ),
    Mistake(
        "product-for-quotient",
        "log(p) + log(1 - p) is the logarithm of the product p (1 - p). The odds are a quotient, p "
        "/ (1 - p), and its logarithm is the difference log(p) - log(1 - p). " + AT_HALF,
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


FOR_AN_ARRAY = "Asked for is a function of a plain number."
AGREES = "Your answer agrees with the target for an array with one number in it."
INEXACT = "Yours agrees to some digits only: something in it is rounded, cut short or approximated."


class ThresholdCheck(FunctionCheck):
    """Checks ``threshold(p)``; tells those who give a number or a classifier what is asked."""

    def judge(self, answer):
        try:
            value = (
                None if callable(answer) or untouched(answer) else float(to_numpy(answer).item())
            )
        except (BadValue, LearnerError, NotAttempted, ValueError):
            value = None
        if value is not None:
            right = "That is right for p = 0.5. " if abs(value) < 1e-6 else ""
            return Verdict(
                "wrong",
                f"{right}The task asks for a function, `threshold(p)`, for every p: yours is the "
                "one number " + number(value) + ".",
                "number-for-function",
            )
        return super().judge(answer)

    def _finished(self, answer, verdict):
        """Say of a right answer where it breaks: for probabilities next to 0 and to 1."""
        verdict = super()._finished(answer, verdict)
        if FOR_AN_ARRAY in verdict.remark:
            return replace(verdict, message=AGREES)
        broken = [p for p in NEXT_TO_THE_ENDS if not _holds(answer, p)]
        said = f"For p = {broken[0]:.10g} it does not hold. {ENDS}" if broken else ""
        if verdict.status == "correct" and not broken and self._inexact(answer):
            said = INEXACT
        if broken:
            agrees = verdict.message.replace("in every case.", "except next to 0 and 1.")
            verdict = replace(verdict, message=agrees)
        return remarked(verdict, said)

    def _inexact(self, answer):
        """Tell whether a right answer has some digits only."""
        for mode in self.modes:
            try:
                outputs = self.outputs(answer, mode)[0]
            except (BadValue, LearnerError, NotAttempted):
                continue
            return not all(self.agrees(o, t, 1e-6) for o, t in zip(outputs, self.targets))
        return False

    def split(self, result):
        if isinstance(result, (bool, np.bool_)) or str(getattr(result, "dtype", "")) == "bool":
            raise BadValue(
                "truth-value-returned",
                "Your function returns True or False; the task asks for the threshold itself, "
                "the number t.",
            )
        return super().split(result)


def _holds(answer, p):
    """Tell whether a right answer is about right for p."""
    try:
        return bool(np.allclose(to_numpy(_with_array(answer, p)), np.log(p / (1 - p)), rtol=0.01))
    except (BadValue, LearnerError, NotAttempted):
        return False


def _with_array(answer, p):
    """Call with the plain number; if that fails, with an array of one number."""
    try:
        found = call(answer, p)
        if isinstance(found, list) and len(found) == 1:
            watch.remark("Right; one number is asked for, and yours is a list.")
        return found
    except LearnerError as error:
        try:
            found = call(answer, convert(np.array([p]), "mxnet"))
        except LearnerError:
            raise error from None  # that of the plain number, which is what was asked for
        watch.remark(f"{FOR_AN_ARRAY} There: {error}")
        return found


CHECK = ThresholdCheck(
    names=("p",),
    cases=[
        (0.5,),
        (0.9,),
        (0.1,),
        (0.73,),
        (0.999,),
        (0.001,),
        (0.02,),
        (0.4,),
        (0.9999,),
        (1e-5,),
    ],
    target=lambda p: np.log(p / (1 - p)),
    parts=(Part("threshold", _LOGIT),),
    modes=("as it is",),
    told=lambda p: f"p = {p:g}",
    run=_with_array,
    laws=(
        Mistake(
            "falls-with-p",
            "Your threshold is lower for p = 0.9 than for p = 0.1; a higher p needs a higher "
            "logit.",
            lambda cases, results, targets: results[1][0] < results[2][0] - 1e-3,
        ),
        Mistake(
            "not-zero-at-half",
            f"{AT_HALF} Yours is another number there.",
            lambda cases, results, targets: abs(results[0][0]) > 1e-3,
        ),
        Mistake(
            "not-antisymmetric",
            "The thresholds for p and 1 - p should be opposite: 2.2 for 0.9, -2.2 for 0.1.",
            lambda cases, results, targets: abs(results[1][0] + results[2][0]) > 1e-3,
        ),
        Mistake(
            "wrong-away-from-half",
            "Right for p = 0.5, and the values for 0.9 and 0.1 are each other's opposite, but not "
            "right for every p: the table shows where.",
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
    formula=("log(p / (1 - p))", "log(p) - log(1 - p)"),
    stub="def threshold(p):\n    return ...\n",
    solution="""\
import math


def threshold(p):
    return math.log(p / (1 - p))
""",
    explanation="The sigmoid rises everywhere, so the threshold is where sigmoid(t) = p: t = "
    "log(p / (1 "
    "- p)). For p = 0.5 it is 0, not 0.5: sigmoid(0.5) is 0.622, and of standard normal "
    "logits "
    "19 % fall between 0 and 0.5 and would be put in the wrong class.",
    hints=(
        "At the threshold both sides are equal: sigmoid(t) = p. Solve for t.",
        "1 / (1 + e^-t) = p means e^-t = (1 - p) / p.",
        "t is the logarithm of the odds p / (1 - p).",
    ),
    checker=CHECK,
)
