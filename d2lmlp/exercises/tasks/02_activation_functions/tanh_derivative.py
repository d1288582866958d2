"""The derivative of tanh: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw, sigmoid

_GRID = np.linspace(-4, 4, 40)
TANH_CASES = [
    (_GRID,),
    (np.array([-9.5, 8.5, 0.0, 0.3, 2.0]),),
    (np.sort(draw(7, (25,)) * 2),),
    (np.array([0.7]),),
]
TANH_FAR = ((np.array([-1000.0, -100.0, -50.0, -20.0, 20.0, 50.0, 100.0, 1000.0, 0.5]),),)

_TANH = (
    Mistake(
        "function-not-derivative",
        "That is tanh itself. At 0 tanh is 0, and it rises there with slope 1.",
        np.tanh,
    ),
    Mistake(
        "square-forgotten",
        "You have 1 - tanh(x); the derivative is 1 - tanh(x)^2. For x = -4 yours is 2, and tanh is "
        "flat there.",
        lambda x: 1 - np.tanh(x),
    ),
    Mistake(
        "x-for-tanh",
        "You have 1 - x^2: the rule 1 - y^2 takes the output y = tanh(x), not the input. For x = 4 "
        "yours is -15, and tanh never falls.",
        lambda x: 1 - x**2,
    ),
    Mistake(
        "plus-for-minus",
        "You have 1 + tanh(x)^2. Far out tanh is flat: the slope goes to 0, yours to 2.",
        lambda x: 1 + np.tanh(x) ** 2,
    ),
    Mistake(
        "minus-one-plus",
        "The sign is turned: yours is negative, as tanh(x)^2 - 1 is, and tanh rises everywhere.",
        lambda x: np.tanh(x) ** 2 - 1,
    ),
    Mistake(
        "sigmoid-rule",
        "y (1 - y) is the rule of the sigmoid. For tanh it gives 0 at x = 0, and the slope is 1.",
        lambda x: np.tanh(x) * (1 - np.tanh(x)),
    ),
    Mistake(
        "sigmoid-derivative",
        "That is the derivative of the sigmoid: 0.25 at x = 0, and tanh has slope 1 there.",
        lambda x: sigmoid(x) * (1 - sigmoid(x)),
    ),
    Mistake(
        "x-not-doubled",
        "Yours falls too slowly: 0.42 at x = 2, where the slope is 0.07. It is 1 - tanh(x / 2)^2: "
        "in tanh(x) = 2 sigmoid(2x) - 1 stands 2x.",
        lambda x: 4 * sigmoid(x) * (1 - sigmoid(x)),
    ),
    Mistake(
        "half-the-slope",
        "You have half of the slope, 0.5 at x = 0, where it is 1: a factor 1/2 is too many, or a 2 "
        "is missing. (The quotient rule gives 4 on "
        "top of (e^x + e^-x)^2, and tanh(x) = 2 sigmoid(2x) - 1 gives 2 times 2.)",
        lambda x: 2 * sigmoid(2 * x) * (1 - sigmoid(2 * x)),
    ),
    Mistake(
        "factor-four-missing",
        "You have a quarter of the slope, 0.25 at x = 0, where it is 1. The quotient rule gives 4 "
        "on top of (e^x + e^-x)^2; by the sigmoid, tanh(x) = 2 sigmoid(2x) - 1 brings 2 times 2.",
        lambda x: sigmoid(2 * x) * (1 - sigmoid(2 * x)),
    ),
    Mistake(
        "denominator-not-squared",
        "The denominator of the quotient rule is squared. With 4 / (e^x + e^-x) you get 2 at x = "
        "0, and the slope is 1.",
        lambda x: 4 / (np.exp(x) + np.exp(-x)),
    ),
    Mistake(
        "root-of-the-derivative",
        "1 / cosh(x) is the root of the derivative: it is 1 / cosh(x)^2. At x = 2 yours is 0.27, "
        "the slope is 0.07.",
        lambda x: 1 / np.cosh(x),
    ),
    Mistake(
        "no-fraction",
        "cosh(x)^2 is 1 over the derivative: at x = 4 yours is 746, and tanh is flat there.",
        lambda x: np.cosh(x) ** 2,
    ),
    Mistake(
        "quotient-of-derivatives",
        "The derivative of u / v is not u' / v': with u' = v and v' = u that gives 1 / tanh(x), "
        "which has no value at 0, and the slope there is 1.",
        lambda x: np.where(x == 0, np.inf, np.cosh(x) / np.where(x == 0, 1, np.sinh(x))),
    ),
    Mistake(
        "arctan-derivative",
        "1 / (1 + x^2) is the derivative of arctan: at x = 4 it is 0.06, and tanh's is 0.001.",
        lambda x: 1 / (1 + x**2),
    ),
    Mistake(
        "trigonometric",
        "That is the derivative of tan, not of tanh. At x = 1.5 it is 200, and tanh's slope 0.18.",
        lambda x: 1 / np.cos(x) ** 2,
    ),
    Mistake(
        "second-derivative",
        "That is the second derivative, -2 tanh (1 - tanh^2): 0 at x = 0, where the slope is 1.",
        lambda x: -2 * np.tanh(x) * (1 - np.tanh(x) ** 2),
    ),
    Mistake(
        "power-rule-on-the-square",
        "That is the derivative of tanh^2. The derivative of tanh itself is 1 - tanh^2.",
        lambda x: 2 * np.tanh(x) * (1 - np.tanh(x) ** 2),
    ),
    Mistake(
        "square-as-factor-two",
        "You have 1 - 2 tanh(x). In 1 - tanh^2 the square is no factor 2, and is not to be "
        "differentiated again: at x = 2 yours is -0.93, and the slope is 0.07.",
        lambda x: 1 - 2 * np.tanh(x),
    ),
    Mistake(
        "tanh-twice",
        "You take tanh of tanh: the derivative is 1 - tanh(x)^2. At x = 1 yours is 0.59, and the "
        "slope is 0.42.",
        lambda x: 1 - np.tanh(np.tanh(x)) ** 2,
    ),
    Mistake(
        "square-of-the-difference",
        "You square all of 1 - tanh(x): the square stands on tanh alone. For x = -4 yours is 4, "
        "and tanh is flat there.",
        lambda x: (1 - np.tanh(x)) ** 2,
    ),
    Mistake(
        "arctanh-derivative",
        "1 / (1 - x^2) is the derivative of the inverse of tanh: at x = 2 it is negative, and tanh "
        "rises everywhere.",
        lambda x: 1 / (1 - x**2),
    ),
    Mistake(
        "argument-squared",
        "tanh(x)^2 is the square of the value; you took tanh of x^2. Near 0 and far out the two "
        "hardly differ, but at x = -1.5 yours is 0.02, and the slope is 0.18.",
        lambda x: 1 - np.tanh(x**2),
    ),
    Mistake(
        "argument-doubled",
        "You have 1 - tanh(2x)^2: the rule takes tanh(x) itself. At x = 1 yours is 0.07, and the "
        "slope is 0.42.",
        lambda x: 1 - np.tanh(2 * x) ** 2,
    ),
    Mistake(
        "size-for-square",
        "You have 1 - |tanh(x)|: tanh is squared. At x = 1 yours is 0.24, and the slope is 0.42.",
        lambda x: 1 - np.abs(np.tanh(x)),
    ),
    Mistake(
        "square-of-the-argument",
        "You have 1 / cosh(x^2): the square belongs to cosh(x).",
        lambda x: 1 / np.cosh(np.minimum(x**2, 700)),
    ),
    Mistake(
        "right-half-only",
        "Yours is 0 for every x up to 0. tanh rises on both sides: the slopes at x and -x are "
        "equal.",
        lambda x: np.where(x > 0, 1 - np.tanh(x) ** 2, 0.0),
    ),
    Mistake(
        "relu-derivative",
        "That is the step 0 or 1, the derivative of ReLU.",
        lambda x: (x > 0) * 1.0,
    ),
)


def _all(results):
    return np.concatenate([r[0].ravel() for r in results])


_TANH_LAWS = (
    Mistake(
        "negative-slope",
        "Some of your slopes are negative, and tanh rises everywhere.",
        lambda cases, results, targets: _all(results).min() < -1e-2,
    ),
    Mistake(
        "not-flat-far-out",
        "Far out tanh is flat: the slope is 0 at x = 8.5 and at x = -9.5, and yours is not, at "
        "one of them at least.",
        lambda cases, results, targets: abs(results[1][0][:2]).max() > 1e-3,
    ),
    Mistake(
        "wrong-at-zero",
        "At x = 0 tanh has the slope 1, its steepest; yours is another.",
        lambda cases, results, targets: abs(results[1][0][2] - 1) > 1e-2,
    ),
    Mistake(
        "not-even",
        "The slopes at x and -x are equal, since tanh(-x) = -tanh(x); yours are not.",
        lambda cases, results, targets: (
            not np.allclose(results[0][0], results[0][0][::-1], atol=1e-2)
        ),
    ),
    Mistake(
        "wrong-in-between",
        "Right, or nearly, at 0, flat far out and the same on both sides, but wrong in between, "
        "where the table shows it.",
        lambda cases, results, targets: True,
    ),
)

TASK = Task(
    id="tanh-derivative",
    title="The derivative of tanh",
    section="Tanh",
    stars=1,
    statement="""\
Write `tanh_grad(x)`: the derivative of $\\tanh$ at each entry of the array `x`, from a formula and
without autograd. It counts when it agrees with the true slope on both sides of 0 and far out.
""",
    name="tanh_grad",
    formula=("1 - tanh(x)^2", "1 - tanh^2", "1 - y^2", "1 / cosh(x)^2", "4 s (1 - s)"),
    stub="def tanh_grad(x):\n    return ...\n",
    solution="def tanh_grad(x):\n    return 1 - np.tanh(x) ** 2\n",
    explanation="Write tanh = u / v with u = e^x - e^-x and v = e^x + e^-x. Then u' = v and v' = "
    "u, "
    "so the quotient rule gives (v^2 - u^2) / v^2 = 1 - tanh^2.",
    hints=(
        "Write tanh as a fraction u / v of exponentials. What are u' and v'?",
        "u' = v and v' = u. Put both into the quotient rule (u' v - u v') / v^2.",
        "(v^2 - u^2) / v^2 is 1 minus the square of something you know.",
    ),
    checker=FunctionCheck(
        names=("x",),
        cases=TANH_CASES,
        target=lambda x: 1 - np.tanh(x) ** 2,
        parts=(Part("derivative", _TANH),),
        elementwise=True,
        wants_arrays=True,
        laws=_TANH_LAWS,
        aligned=("x",),
        far=TANH_FAR,
        cure="`1 - np.tanh(x) ** 2` holds everywhere: it needs no exponential.",
        forbidden=(
            (
                "backward",
                "by-autograd",
                "The values are right, and your code calls autograd's `backward`: the task asks "
                "for a formula without it.",
            ),
        ),
    ),
)
