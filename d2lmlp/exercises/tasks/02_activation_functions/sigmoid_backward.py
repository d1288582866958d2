"""Backward from the output alone."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import sigmoid

_Y = np.array([0.02, 0.1, 0.25, 0.4, 0.5, 0.65, 0.8, 0.97])
_DY = np.array([1.0, -2.0, 0.5, 3.0, 1.5, -0.7, 2.0, -1.0])

_BACKWARD = (
    Mistake(
        "sigmoid-twice",
        "You treat y as if it were x, but y is the sigmoid's output already. For y = 0.5 the slope "
        "is 0.25; with sigmoid(0.5) = 0.62 you get 0.235.",
        lambda y, dy: dy * sigmoid(y) * (1 - sigmoid(y)),
    ),
    Mistake(
        "sigmoid-twice",
        "You treat y as if it were x, but y is the sigmoid's output already; and dy is missing.",
        lambda y, dy: sigmoid(y) * (1 - sigmoid(y)),
    ),
    Mistake(
        "no-upstream-gradient",
        "That is the slope alone. The chain rule multiplies it by dy: with dy = 0 nothing may flow "
        "back, and for y = 0.5 yours still gives 0.25.",
        lambda y, dy: y * (1 - y),
    ),
    Mistake(
        "one-minus-forgotten",
        "The slope is y (1 - y), not y: at y = 0.97 the sigmoid is nearly flat, slope 0.03.",
        lambda y, dy: y * dy,
    ),
    Mistake(
        "y-forgotten",
        "The slope is y (1 - y), not 1 - y: at y = 0.02 the sigmoid is nearly flat, slope 0.02.",
        lambda y, dy: (1 - y) * dy,
    ),
    Mistake(
        "tanh-rule",
        "1 - y^2 is the rule of tanh. For the sigmoid at y = 0.5 it gives 0.75, the slope is 0.25.",
        lambda y, dy: (1 - y**2) * dy,
    ),
    Mistake(
        "sign-turned",
        "The sign is turned: yours is minus the gradient, as with y (y - 1) for the slope, and the "
        "sigmoid rises everywhere.",
        lambda y, dy: dy * y * (y - 1),
    ),
    Mistake(
        "only-passes-dy",
        "You pass dy on unchanged, as ReLU does for positive inputs. The slope of the sigmoid is "
        "at most 0.25.",
        lambda y, dy: dy + 0 * y,
    ),
    Mistake(
        "dy-added",
        "You add dy; the chain rule multiplies by it.",
        lambda y, dy: y * (1 - y) + dy,
    ),
    Mistake(
        "dy-inside",
        "You take the product y dy for the output: the slope is y (1 - y), and dy multiplies it "
        "once.",
        lambda y, dy: y * dy * (1 - y * dy),
    ),
    Mistake(
        "dy-inside",
        "Yours is y (1 - dy), as where brackets are missing, or dy stands for y: dy multiplies "
        "the whole slope y (1 - y).",
        lambda y, dy: y * (1 - dy),
    ),
    Mistake(
        "dy-inside",
        "The slope is y (1 - y), taken from the output; yours is dy (1 - dy), without y.",
        lambda y, dy: dy * (1 - dy),
    ),
    Mistake(
        "brackets",
        "Yours is dy y - y, as without brackets around 1 - y. The slope is y * (1 - y).",
        lambda y, dy: dy * y - y,
    ),
    Mistake(
        "brackets",
        "Yours is dy y - y^2: dy multiplies all of y (1 - y), that is y and y^2 alike.",
        lambda y, dy: dy * y - y**2,
    ),
    Mistake(
        "divided-by-dy",
        "You divide by dy; the chain rule multiplies by it.",
        lambda y, dy: y * (1 - y) / dy,
    ),
    Mistake(
        "divided-by-slope",
        "Yours is dy divided by the slope: that is the derivative of the inverse function, the "
        "logit.",
        lambda y, dy: dy / (y * (1 - y)),
    ),
    Mistake(
        "plus-for-minus",
        "You have y (1 + y): at y = 0.97 yours is 1.9, and the sigmoid is nearly flat there.",
        lambda y, dy: dy * y * (1 + y),
    ),
    Mistake(
        "square-too-many",
        "There is a square too many: the slope is y (1 - y), each factor once.",
        lambda y, dy: dy * y * (1 - y) ** 2,
    ),
    Mistake(
        "square-too-many",
        "There is a square too many: the slope is y (1 - y), 0.25 at y = 0.5.",
        lambda y, dy: dy * y**2 * (1 - y),
    ),
    Mistake(
        "square-too-many",
        "y (1 - y^2) has a square too many: at y = 0.5 it is 0.375, the slope is 0.25.",
        lambda y, dy: dy * y * (1 - y**2),
    ),
    Mistake(
        "dy-summed",
        "You sum dy. Each entry has a gradient of its own.",
        lambda y, dy: dy.sum() * y * (1 - y),
    ),
    Mistake(
        "result-summed",
        "You return one number, the sum. Each entry of y has a gradient of its own.",
        lambda y, dy: (dy * y * (1 - y)).sum(),
    ),
)


_BACKWARD_LAWS = (
    Mistake(
        "not-a-slope-times-dy",
        "The result should be dy times a slope that depends on y only: for the same y, divided by "
        "dy, yours differs when dy does.",
        lambda cases, results, targets: (
            not np.allclose(results[0][0] / cases[0][1], results[1][0] / cases[1][1], atol=1e-3)
        ),
    ),
    Mistake(
        "negative-slope",
        "Your result, divided by dy, is negative for some y, and the sigmoid rises everywhere.",
        lambda cases, results, targets: (results[0][0] / cases[0][1]).min() < -1e-3,
    ),
    Mistake(
        "wrong-in-the-middle",
        "At y = 0.5 the sigmoid is steepest, with slope 0.25; yours is another.",
        lambda cases, results, targets: abs(results[0][0][4] / cases[0][1][4] - 0.25) > 1e-3,
    ),
    Mistake(
        "wrong-at-the-ends",
        "Right at y = 0.5, and wrong at y = 0.02, where the slope is 0.0196.",
        lambda cases, results, targets: abs(results[0][0][0] / cases[0][1][0] - 0.0196) > 1e-3,
    ),
)

TASK = Task(
    id="sigmoid-backward",
    title="Backward from the output alone",
    section="Sigmoid",
    stars=1,
    statement="""\
In the forward pass a framework has computed $y = \\sigma(x)$ and kept `y`; `x` is gone. Write
`sigmoid_backward(y, dy)`: from the output `y` and the upstream gradient `dy` (the derivative of
the loss with respect to each entry of `y`) the derivative of the loss with respect to each entry
of `x`. No exponential is
needed.
""",
    name="sigmoid_backward",
    formula=("y (1 - y)", "y * (1 - y)"),
    stub="def sigmoid_backward(y, dy):\n    return ...\n",
    solution="def sigmoid_backward(y, dy):\n    return dy * y * (1 - y)\n",
    explanation="The slope of the sigmoid is sigmoid(x) (1 - sigmoid(x)), and sigmoid(x) is y. So "
    "the "
    "backward pass needs no exponential. MXNet does the same; the price is that y rounds to 1 "
    "from x = 16.6 or so on in float32, and the gradient to 0. A reader feared that "
    "such a rule makes a program less portable. It does not: "
    "every operation of every framework brings its own rule for the "
    "backward pass, the rule is a formula like any other, and the net that calls it does not see "
    "it. It buys a gradient that stays finite where 1 / (1 + e^-x), differentiated step by step, "
    "gives nan (x below -89 in float32).",
    hints=(
        "Write the derivative of the sigmoid at x with the sigmoid's own value.",
        "sigmoid'(x) = sigmoid(x) (1 - sigmoid(x)). Which of these numbers do you have already?",
        "The slope is y (1 - y), and the chain rule multiplies it by dy.",
    ),
    checker=FunctionCheck(
        names=("y", "dy"),
        cases=[
            (_Y, _DY),
            (_Y, -_DY[::-1]),
            (_Y[::-1].copy(), _DY),
            (np.array([0.3, 0.6]), np.array([2.0, 4.0])),
            (np.array([0.9995, 0.003, 0.9]), np.array([50.0, -80.0, 0.0])),
            (np.array([0.5]), np.array([3.0])),
            (np.array([0.4, 0.6, 0.5]), np.array([30.0, -20.0, 400.0])),
        ],
        target=lambda y, dy: dy * y * (1 - y),
        parts=(Part("gradient", _BACKWARD),),
        laws=_BACKWARD_LAWS,
        aligned=("y", "dy"),
        far=((np.array([0.0, 1.0, 1e-30]), np.array([100.0, -100.0, 300.0])),),
        cure="`dy * y * (1 - y)` holds everywhere.",
    ),
)
