"""The derivative of Swish: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw, sigmoid

_GRID = np.linspace(-5, 5, 41)
SWISH_CASES = [
    (_GRID, 1.0),
    (_GRID, 2.0),
    (_GRID, 0.5),
    (_GRID, -1.5),
    (np.array([-8.0, 0.0, 8.0, 3.0, -0.7]), 1.3),
    (np.sort(draw(9, (15,)) * 3), 3.7),
    (np.array([-2.0, 0.5, 4.0]), 0.0),
    (np.array([1.1]), -0.4),
]
SWISH_FAR = (
    (np.array([-300.0, -40.0, 40.0, 300.0, 0.5]), 1.0),
    (np.array([-300.0, -40.0, 40.0, 300.0, 0.5]), -2.0),
    (np.array([-1000.0, 1000.0, 0.5]), 1.0),
)


def _swish_parts(x, beta):
    s = sigmoid(beta * x)
    return s, s * (1 - s)


def _swish(x, beta):
    return x * sigmoid(beta * x)


def _swish_derivative(x, beta):
    s, ds = _swish_parts(x, beta)
    return s + beta * x * ds


def _from_parts(formula):
    return lambda x, beta: formula(x, beta, *_swish_parts(x, beta))


_SWISH = (
    Mistake(
        "inner-factor-forgotten",
        "The chain rule is not finished: the derivative of sigmoid(beta x) with respect to "
        "x is beta times "
        "sigmoid'(beta x).",
        _from_parts(lambda x, beta, s, ds: s + x * ds),
    ),
    Mistake(
        "first-term-forgotten",
        "Only the second half of the product rule is there: at x = 0 yours gives 0, and Swish "
        "rises there with slope 0.5.",
        _from_parts(lambda x, beta, s, ds: beta * x * ds),
    ),
    Mistake(
        "first-term-forgotten",
        "Only the second half of the product rule is there, and without its beta: at x = 0 yours "
        "gives 0, and Swish rises there with slope 0.5.",
        _from_parts(lambda x, beta, s, ds: x * ds),
    ),
    Mistake(
        "second-term-forgotten",
        "Yours is sigmoid(beta x), as if that were constant. It moves with x as well: for beta = "
        "1 the slope at x = 2 is 1.09, more than any sigmoid.",
        _from_parts(lambda x, beta, s, ds: s),
    ),
    Mistake(
        "product-rule-missing",
        "That is the derivative of sigmoid(beta x) alone: at x = 0 with beta = 1 it is 0.25, and "
        "the slope of Swish is 0.5. For the factor x there is the product rule, (u v)' = u' v + u "
        "v'; the product of the derivatives is something else.",
        _from_parts(lambda x, beta, s, ds: beta * ds),
    ),
    Mistake(
        "sigmoid-derivative",
        "That is sigmoid'(beta x): the factor x of Swish is missing, and with it the product rule. "
        "At x = 0 yours gives 0.25, the slope is 0.5.",
        _from_parts(lambda x, beta, s, ds: ds),
    ),
    Mistake(
        "function-not-derivative",
        "That is Swish itself: at x = 0 it is 0, and its slope there is 0.5.",
        _from_parts(lambda x, beta, s, ds: x * s),
    ),
    Mistake(
        "derivative-by-beta",
        "That is the derivative with respect to beta. With respect to x it is 0.5 at x = 0, and "
        "yours is 0 there.",
        _from_parts(lambda x, beta, s, ds: x**2 * ds),
    ),
    Mistake(
        "beta-ignored",
        "You use beta = 1, whatever beta is: it stands inside the sigmoid.",
        lambda x, beta: _swish_derivative(x, 1.0),
    ),
    Mistake(
        "beta-outside-only",
        "You have sigmoid(x) where sigmoid(beta x) belongs.",
        lambda x, beta: sigmoid(x) + beta * x * sigmoid(x) * (1 - sigmoid(x)),
    ),
    Mistake(
        "minus-for-plus",
        "The sign of the second term is turned, as where the minus of e^-u is lost: for x > 0 and "
        "beta = 1 the slope is above the sigmoid, 1.09 at x = 2.",
        _from_parts(lambda x, beta, s, ds: s - beta * x * ds),
    ),
    Mistake(
        "brackets-missing",
        "Yours is s + beta x s - s, as where the brackets round (1 - s) are missing: a product is "
        "taken before a difference.",
        _from_parts(lambda x, beta, s, ds: beta * x * s),
    ),
    Mistake(
        "tanh-for-sigmoid",
        "You differentiate x tanh(beta x): Swish's gate is the sigmoid.",
        lambda x, beta: np.tanh(beta * x) + beta * x * (1 - np.tanh(beta * x) ** 2),
    ),
    Mistake(
        "one-minus-forgotten",
        "Yours is s + beta x s: the second term lacks (1 - s). For beta = 1 and large x yours "
        "grows without bound; the slope goes to 1.",
        _from_parts(lambda x, beta, s, ds: s + beta * x * s),
    ),
    Mistake(
        "one-minus-only",
        "sigmoid' is s (1 - s), not 1 - s: the factor s is missing.",
        _from_parts(lambda x, beta, s, ds: s + beta * x * (1 - s)),
    ),
    Mistake(
        "tanh-rule",
        "1 - s^2 is tanh's rule: the sigmoid's is s (1 - s).",
        _from_parts(lambda x, beta, s, ds: s + beta * x * (1 - s**2)),
    ),
    Mistake(
        "beta-everywhere",
        "There is a beta too many: the first term of the product rule is sigmoid(beta x) alone.",
        _from_parts(lambda x, beta, s, ds: beta * (s + x * ds)),
    ),
    Mistake(
        "beta-everywhere",
        "There is a beta too many: the whole derivative is not multiplied by beta, only its "
        "second term.",
        _from_parts(lambda x, beta, s, ds: beta * (s + beta * x * ds)),
    ),
    Mistake(
        "beta-squared",
        "There is a beta too many in the second term.",
        _from_parts(lambda x, beta, s, ds: s + beta**2 * x * ds),
    ),
    Mistake(
        "x-forgotten",
        "The second term of the product rule keeps the factor x: u v' = x times beta s (1 - s).",
        _from_parts(lambda x, beta, s, ds: s + beta * ds),
    ),
    Mistake(
        "x-forgotten",
        "The second term of the product rule keeps the factor x, and beta from the chain rule.",
        _from_parts(lambda x, beta, s, ds: s + ds),
    ),
    Mistake(
        "one-minus-forgotten",
        "sigmoid' is s (1 - s), not s^2.",
        _from_parts(lambda x, beta, s, ds: s + beta * x * s**2),
    ),
    Mistake(
        "second-derivative",
        "That is the second derivative; the first is asked for.",
        _from_parts(lambda x, beta, s, ds: beta * ds * (2 + beta * x * (1 - 2 * s))),
    ),
    Mistake(
        "one-minus-s-for-s",
        "Yours is 1 minus the slope, as a sigmoid that falls gives: it is 1 / (1 + e^-u), with u = "
        "beta x.",
        lambda x, beta: _swish_derivative(x, -beta),
    ),
    Mistake(
        "size-of-beta",
        "Yours is right for positive beta; for a negative one it is the slope for -beta.",
        lambda x, beta: _swish_derivative(x, abs(beta)),
    ),
    Mistake(
        "one-minus-s-for-s",
        "The first term is s, and yours is 1 - s, as where s is overwritten, or where the sigmoid "
        "falls: it is 1 / (1 + e^-u), with u = beta x.",
        _from_parts(lambda x, beta, s, ds: 1 - s + beta * x * ds),
    ),
    Mistake(
        "clipped",
        "Yours stays between 0 and 1; the slope of Swish is above 1 in places, 1.1 at beta x = "
        "2.4, and below 0 in others.",
        lambda x, beta: np.clip(_swish_derivative(x, beta), 0, 1),
    ),
    *(
        Mistake(
            "difference-quotient",
            "Yours is near the slope everywhere, and not equal: it is the difference quotient with "
            f"the step {step}. The formula is asked for.",
            lambda x, beta, step=step: (_swish(x + step, beta) - _swish(x, beta)) / step,
        )
        for step in (0.1, 0.01)
    ),
    Mistake(
        "beta-divided",
        "You divide x by beta, which gives nan for beta = 0; the sigmoid is taken at beta times x.",
        lambda x, beta: _swish_derivative(x, np.divide(1.0, beta)) if beta else np.nan * x,
    ),
    Mistake(
        "beta-divided",
        "The chain rule multiplies by beta; you divide by it.",
        _from_parts(lambda x, beta, s, ds: s + x * ds / beta),
    ),
)


def _right_for(cases, results, targets):
    """The values of beta for which a result is right in every call."""
    right = {c[1]: True for c in cases}
    for c, r, t in zip(cases, results, targets):
        right[c[1]] &= np.allclose(r[0], t[0], atol=1e-3)
    return {beta for beta, good in right.items() if good}


def _at(results, case, index):
    return results[case][0].ravel()[index]


_SWISH_LAWS = (
    Mistake(
        "beta-misplaced",
        "Right in the calls with beta = 1 alone: look for a beta that is missing, too many or in "
        "the wrong place.",
        lambda cases, results, targets: _right_for(cases, results, targets) == {1.0},
    ),
    Mistake(
        "wrong-for-negative-beta",
        "Right in the calls with a positive beta, wrong in those with a negative one.",
        lambda cases, results, targets: (
            _right_for(cases, results, targets) == {c[1] for c in cases if c[1] >= 0}
        ),
    ),
    Mistake(
        "wrong-for-some-betas",
        "Right in the calls with some beta, 1 among them, wrong in others: the table shows one.",
        lambda cases, results, targets: 1.0 in _right_for(cases, results, targets),
    ),
    Mistake(
        "wrong-at-zero",
        "At x = 0 the slope of Swish is 0.5 for every beta; yours is not.",
        lambda cases, results, targets: abs(_at(results, 4, 1) - 0.5) > 2e-3,
    ),
    Mistake(
        "wrong-far-out",
        "For beta = 1.3 Swish follows x far right, with slope 1, and is flat far left; yours does "
        "not, at one of x = 8 and x = -8 at least.",
        lambda cases, results, targets: (
            abs(_at(results, 4, 2) - 1) > 2e-3 or abs(_at(results, 4, 0)) > 2e-3
        ),
    ),
    Mistake(
        "not-symmetric",
        "The slopes at x and -x add up to 1; yours do not.",
        lambda cases, results, targets: (
            not np.allclose(results[1][0] + results[1][0][::-1], 1, atol=2e-3)
        ),
    ),
    Mistake(
        "wrong-in-between",
        "For beta = 1.3 right, or nearly, at x = 0, 8 and -8; wrong at other places or for other "
        "betas.",
        lambda cases, results, targets: True,
    ),
)

TASK = Task(
    id="swish-derivative",
    title="The derivative of Swish",
    section="Smooth gates: GELU and SiLU",
    stars=2,
    statement="""\
Swish is $x \\, \\sigma(\\beta x)$; with $\\beta = 1$ it is called SiLU. Write `swish_derivative(x,
beta)`: the derivative with respect to $x$ at each entry of the array `x`, for a number `beta` that
may also be negative.
""",
    name="swish_derivative",
    stub="def swish_derivative(x, beta):\n    return ...\n",
    solution="""\
def swish_derivative(x, beta):
    s = npx.sigmoid(beta * x)
    return s + beta * x * s * (1 - s)
""",
    explanation="Product rule: (x s)' = s + x s'. Chain rule: the derivative of sigmoid(beta x) "
    "with respect to x is beta s (1 - s).",
    hints=(
        "Swish is a product of two functions of x. Which rule do you need?",
        "(u v)' = u' v + u v', with u = x and v = sigmoid(beta x).",
        "v' = beta v (1 - v): the beta comes from the chain rule.",
    ),
    checker=FunctionCheck(
        names=("x", "beta"),
        cases=SWISH_CASES,
        target=_swish_derivative,
        parts=(Part("derivative", _SWISH),),
        elementwise=True,
        wants_arrays=True,
        laws=_SWISH_LAWS,
        aligned=("x",),
        far=SWISH_FAR,
        cure="With s = npx.sigmoid(beta * x), the formula s + beta * x * s * (1 - s) holds "
        "everywhere.",
    ),
)
