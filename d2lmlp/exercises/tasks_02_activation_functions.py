"""The tasks of notebook 02: tanh and sigmoid, their derivatives, and what autograd does twice."""

import numpy as np

from d2lmlp.exercises.choice_check import PredictionCheck
from d2lmlp.exercises.function_check import FunctionCheck, Part
from d2lmlp.exercises.reference import draw, sigmoid
from d2lmlp.exercises.task import Mistake, Task
from d2lmlp.exercises.values import BadValue, call, is_mxnet, to_numpy

NOTEBOOK = "02_activation_functions"

# --- tanh-derivative -----------------------------------------------------------------------------

_GRID = np.linspace(-4, 4, 40)
TANH_CASES = [(_GRID,), (np.array([-9.5, 8.5, 0.0, 0.3, 2.0]),)]

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
        "The sign is turned: tanh(x)^2 - 1 is negative, and tanh rises everywhere.",
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
        "tanh(x) = 2 sigmoid(2x) - 1, so the sigmoid is taken at 2x: 4 s (1 - s) with s = "
        "sigmoid(2x). With sigmoid(x) it falls too slowly: 0.42 at x = 2, the slope is 0.07.",
        lambda x: 4 * sigmoid(x) * (1 - sigmoid(x)),
    ),
    Mistake(
        "factor-two-missing",
        "You have half of the slope, 0.5 at x = 0, where it is 1. The quotient rule gives 4 on top "
        "of (e^x + e^-x)^2; by the sigmoid, tanh(x) = 2 sigmoid(2x) - 1 brings 2 times 2.",
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
        "square-forgotten",
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
        lambda x: np.cosh(x) / np.where(x == 0, np.nan, np.sinh(x)),
    ),
    Mistake(
        "arctan-derivative",
        "1 / (1 + x^2) is the derivative of arctan: at x = 4 it is 0.06, and tanh's is 0.001.",
        lambda x: 1 / (1 + x**2),
    ),
    Mistake(
        "trigonometric",
        "That belongs to tan: cos in place of cosh. At x = 1.5 it is 200, and tanh's slope 0.18.",
        lambda x: 1 / np.cos(x) ** 2,
    ),
    Mistake(
        "second-derivative",
        "That is the second derivative, -2 tanh (1 - tanh^2): 0 at x = 0, where the slope is 1.",
        lambda x: -2 * np.tanh(x) * (1 - np.tanh(x) ** 2),
    ),
    Mistake(
        "power-rule-on-the-square",
        "You differentiated tanh^2. The derivative of tanh itself is 1 - tanh^2.",
        lambda x: 2 * np.tanh(x) * (1 - np.tanh(x) ** 2),
    ),
    Mistake(
        "power-rule-on-the-square",
        "1 - 2 tanh(x) treats the square in 1 - tanh^2 as something still to differentiate.",
        lambda x: 1 - 2 * np.tanh(x),
    ),
    Mistake(
        "argument-squared",
        "tanh(x)^2 is the square of the value; you took tanh of x^2. At x = 0.3 that gives 0.91 "
        "for 0.915, and far out it hides: at x = -1.5 it is 0.02 for 0.18.",
        lambda x: 1 - np.tanh(x**2),
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
        "Far out tanh is flat: at x = 8.5 and x = -9.5 the slope is 0, and yours is not.",
        lambda cases, results, targets: abs(results[1][0][:2]).max() > 1e-2,
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
        "wrong-width",
        "Right at 0 and far out, but in between your curve is too wide or too narrow: at x = 2 the "
        "slope is 0.07. Look at the powers and at what stands inside tanh.",
        lambda cases, results, targets: True,
    ),
)

tanh_derivative = Task(
    id="tanh-derivative",
    title="The derivative of tanh",
    notebook=NOTEBOOK,
    stars=1,
    statement="""\
Write `tanh_grad(x)`: the derivative of $\\tanh$ at each entry of the array `x`, from a formula and
without autograd. It counts when it agrees with the true slope on both sides of 0 and far out.
""",
    name="tanh_grad",
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
        laws=_TANH_LAWS,
    ),
)

# --- sigmoid-backward ----------------------------------------------------------------------------

_Y = np.array([0.02, 0.1, 0.25, 0.4, 0.5, 0.65, 0.8, 0.97])
_DY = np.array([1.0, -2.0, 0.5, 3.0, 1.5, -0.7, 2.0, -1.0])

_BACKWARD = (
    Mistake(
        "sigmoid-twice",
        "You apply the sigmoid to y, but y is its output already. For y = 0.5 the slope is 0.25; "
        "with sigmoid(0.5) = 0.62 you get 0.235.",
        lambda y, dy: dy * sigmoid(y) * (1 - sigmoid(y)),
    ),
    Mistake(
        "sigmoid-twice",
        "You apply the sigmoid to y, but y is its output already, and dy is missing.",
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
        "The sign is turned: y (y - 1) is negative, and the sigmoid rises everywhere.",
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
        "dy multiplies the whole slope y (1 - y) once; it does not take the place of y.",
        lambda y, dy: y * (1 - dy),
    ),
    Mistake(
        "dy-inside",
        "dy multiplies the whole slope y (1 - y); y does not stand before it alone.",
        lambda y, dy: dy * (1 - dy),
    ),
    Mistake(
        "brackets",
        "Brackets: only 1 is multiplied, not 1 - y. The slope is y * (1 - y).",
        lambda y, dy: dy * y - y,
    ),
    Mistake(
        "brackets",
        "Brackets: dy multiplies all of y (1 - y), that is y and y^2 alike.",
        lambda y, dy: dy * y - y**2,
    ),
    Mistake(
        "divided-by-dy",
        "You divide by dy; the chain rule multiplies by it.",
        lambda y, dy: y * (1 - y) / dy,
    ),
    Mistake(
        "divided-by-slope",
        "You divide by the slope: that is the derivative of the inverse function, the logit.",
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
        "Divided by dy your slope is negative for some y, and the sigmoid rises everywhere.",
        lambda cases, results, targets: (results[0][0] / cases[0][1]).min() < -1e-3,
    ),
    Mistake(
        "wrong-in-the-middle",
        "At y = 0.5 the sigmoid is steepest, with slope 0.25; yours is another.",
        lambda cases, results, targets: abs(results[0][0][4] / cases[0][1][4] - 0.25) > 1e-3,
    ),
    Mistake(
        "wrong-at-the-ends",
        "Right at y = 0.5, wrong towards 0 and 1: the slope there is y (1 - y), 0.0196 at y = "
        "0.02.",
        lambda cases, results, targets: True,
    ),
)

sigmoid_backward = Task(
    id="sigmoid-backward",
    title="Backward from the output alone",
    notebook=NOTEBOOK,
    stars=1,
    statement="""\
In the forward pass a framework has computed $y = \\sigma(x)$ and kept `y`; `x` is gone. Write
`sigmoid_backward(y, dy)`: from the output `y` and the upstream gradient `dy` (the derivative of
the loss by each entry of `y`) the derivative of the loss by each entry of `x`. No exponential is
needed.
""",
    name="sigmoid_backward",
    stub="def sigmoid_backward(y, dy):\n    return ...\n",
    solution="def sigmoid_backward(y, dy):\n    return dy * y * (1 - y)\n",
    explanation="The slope of the sigmoid is sigmoid(x) (1 - sigmoid(x)), and sigmoid(x) is y. So "
    "the "
    "backward pass needs no exponential. MXNet does the same; the price is that y rounds to 1 for "
    "x "
    "above 17 in float32, and the gradient to 0.",
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
        ],
        target=lambda y, dy: dy * y * (1 - y),
        parts=(Part("gradient", _BACKWARD),),
        laws=_BACKWARD_LAWS,
    ),
)

# --- tanh-sigmoid-identity -----------------------------------------------------------------------

_POINTS = np.linspace(-5.9, 6, 60)  # enough of them that two expressions differ in some last bit


def _exp(x):
    return np.exp(x)


_STEP = (
    Mistake(
        "plus-one-forgotten",
        "One of the steps is tanh(x), without the 1 that was added: at x = 0.3 it is 0.29, the "
        "others are 1.29.",
        np.tanh,
    ),
    Mistake(
        "x-not-doubled",
        "sigmoid is taken at 2x, not at x: the exponent is -2x. At x = 0.8 your step is 1.38, and "
        "tanh(x) + 1 is 1.66.",
        lambda x: 2 * sigmoid(x),
    ),
    Mistake(
        "two-forgotten",
        "The factor 2 in front is missing: far right tanh(x) + 1 goes to 2, your step to 1.",
        lambda x: sigmoid(2 * x),
    ),
    Mistake(
        "both-twos-forgotten",
        "Both factors 2 are missing: it is 2 sigmoid(2x). Far right tanh(x) + 1 goes to 2.",
        sigmoid,
    ),
    Mistake(
        "exponent-sign",
        "The sign of the exponent is turned: your step falls from 2 to 0, and tanh(x) + 1 rises.",
        lambda x: 2 * sigmoid(-2 * x),
    ),
    Mistake(
        "exponent-sign",
        "The sign of the exponent is turned, and the factor 2 is missing.",
        lambda x: sigmoid(-2 * x),
    ),
    Mistake(
        "exponent-sign",
        "The sign of an exponent is turned: -tanh(x) in place of tanh(x).",
        lambda x: 0 - np.tanh(x),
    ),
    Mistake(
        "fraction-upside-down",
        "The fraction of tanh is upside down: e^x - e^-x stands on top. Yours is 4.4 at x = 0.3 "
        "where tanh(x) + 1 is 1.29.",
        lambda x: 1 / np.tanh(x) + 1,
    ),
    Mistake(
        "fraction-upside-down",
        "The fraction of tanh is upside down: e^x - e^-x stands on top. The 1 is missing as well.",
        lambda x: 1 / np.tanh(x),
    ),
    Mistake(
        "one-without-denominator",
        "To add 1 to a fraction, write it as v / v: you added 1 to the numerator alone. At x = "
        "-0.4 that gives 0.08, and tanh(x) + 1 is 0.62.",
        lambda x: (_exp(x) - _exp(-x) + 1) / (_exp(x) + _exp(-x)),
    ),
    Mistake(
        "one-without-denominator",
        "To add 1 to a fraction, write it as v / v: you added 1 to the numerator alone.",
        lambda x: (1 - _exp(-2 * x) + 1) / (1 + _exp(-2 * x)),
    ),
    Mistake(
        "numerator-not-multiplied",
        "You multiplied numerator and denominator by different things: 2 / (e^x + e^-x) is even, "
        "and tanh(x) + 1 is not.",
        lambda x: 2 / (_exp(x) + _exp(-x)),
    ),
    Mistake(
        "numerator-not-multiplied",
        "Numerator and denominator must both be multiplied by e^-x.",
        lambda x: 2 * _exp(x) / (1 + _exp(-2 * x)),
    ),
    Mistake(
        "numerator-not-multiplied",
        "Numerator and denominator must both be multiplied by e^x.",
        lambda x: 2 * _exp(x) / (1 + _exp(2 * x)),
    ),
    Mistake(
        "numerator-not-multiplied",
        "Numerator and denominator must both be multiplied by the same.",
        lambda x: 2 / (1 + _exp(-x) * _exp(-x) * _exp(-x)),
    ),
    Mistake(
        "one-added-to-the-sigmoid",
        "The 1 of tanh(x) + 1 is used up already: 2 sigmoid(2x) stands without it.",
        lambda x: 2 * sigmoid(2 * x) + 1,
    ),
    Mistake(
        "one-added-to-the-sigmoid",
        "sigmoid(2x) + 1 runs from 1 to 2, and tanh(x) + 1 from 0 to 2: multiply by 2 instead.",
        lambda x: sigmoid(2 * x) + 1,
    ),
    Mistake(
        "one-added-to-the-sigmoid",
        "sigmoid(x) + 1 runs from 1 to 2, and tanh(x) + 1 from 0 to 2.",
        lambda x: sigmoid(x) + 1,
    ),
    Mistake(
        "two-too-many",
        "There is a factor 2 too many: far right your step goes to 4, tanh(x) + 1 to 2.",
        lambda x: 4 * sigmoid(2 * x),
    ),
    Mistake(
        "x-doubled-in-tanh",
        "You doubled x inside tanh. Only the sigmoid is taken at 2x.",
        lambda x: np.tanh(2 * x) + 1,
    ),
    Mistake(
        "minus-one",
        "You took 1 away where it is added.",
        lambda x: np.tanh(x) - 1,
    ),
)


class StepsCheck(FunctionCheck):
    """Checks that a list of steps is long enough, not padded, and equal all along."""

    def compare(self, outputs):
        steps = outputs[0]
        for i, step in enumerate(steps, 1):
            verdict = super().compare([[step]])
            if verdict.status != "correct":
                rows = tuple((f"step {i}, {where}", y, t) for where, y, t in verdict.rows)
                message = f"Step {i} of {len(steps)} is not equal to tanh(x) + 1. {verdict.message}"
                return type(verdict)("wrong", message, verdict.mistake, rows, verdict.picture)
        return super().compare([[steps[0]]])

    def wrong_answers(self):
        for mistake in self.parts[0].mistakes:
            yield mistake.id, self._with_wrong_step(mistake.example)
        for mistake in self.mistakes:
            yield mistake.id, mistake.example

    def _with_wrong_step(self, example):
        def answer(x):
            x = np.asarray(to_numpy(x))
            return [np.tanh(x) + 1, example(x), 2 / (1 + np.exp(-2 * x)), 2 * sigmoid(2 * x)]

        return answer

    def _split(self, result):
        if isinstance(result, dict):
            result = list(result.values())
        if not (isinstance(result, (list, tuple)) or is_mxnet(result) or np.ndim(result) == 2):
            raise BadValue("not-a-list", "Return a list of at least three steps.")
        steps = [to_numpy(step) for step in result]
        if len(steps) < 3 or steps[0].ndim == 0:
            raise BadValue(
                "too-few-steps",
                f"A list of at least three steps is needed; yours has {len(steps)}. Show one in "
                f"the "
                "middle, such as the fraction of exponentials.",
            )
        others = [s for s in steps[1:] if not np.array_equal(s, steps[0])]
        if len(others) < 2 and all(np.allclose(s, np.tanh(_POINTS) + 1, atol=1e-4) for s in steps):
            raise BadValue(
                "same-step-again",
                "The same step stands there several times, equal to the last bit. Each step should "
                "change the expression a little, from tanh(x) + 1 to 2 sigmoid(2x).",
            )
        return steps

    def _one_by_one(self, answer, case):
        columns = [self._split_numbers(call(answer, float(v))) for v in case[0]]
        return self._split([np.array(step) for step in zip(*columns)])

    @staticmethod
    def _split_numbers(result):
        return [float(to_numpy(step)) for step in result]


tanh_sigmoid_identity = Task(
    id="tanh-sigmoid-identity",
    title="tanh is a sigmoid in disguise",
    notebook=NOTEBOOK,
    stars=2,
    statement="""\
Show that $\\tanh(x) + 1 = 2\\,\\sigma(2x)$. Write `steps(x)`: it returns a list of at least three
arrays, the values of the expressions on your way from `tanh(x) + 1` (first) to `2 * sigmoid(2 *
x)` (last). All of them have to be equal for every `x` between -6 and 6, and a step that only
repeats the one before does not count.
""",
    name="steps",
    stub="def steps(x):\n    return ...\n",
    solution="""\
def steps(x):
    return [
        np.tanh(x) + 1,
        (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)) + 1,
        2 * np.exp(x) / (np.exp(x) + np.exp(-x)),
        2 / (1 + np.exp(-2 * x)),
        2 * npx.sigmoid(2 * x),
    ]
""",
    explanation="Write tanh as a fraction, put the 1 over the same denominator, and multiply "
    "numerator "
    "and denominator by e^-x. Numbers can refute a step, not prove it: the algebra does that. A "
    "tanh net is therefore a sigmoid net with other weights.",
    hints=(
        "Start with tanh(x) = (e^x - e^-x) / (e^x + e^-x).",
        "Write 1 as (e^x + e^-x) / (e^x + e^-x) and add: what remains on top?",
        "2 e^x / (e^x + e^-x): multiply top and bottom by e^-x.",
    ),
    checker=StepsCheck(
        names=("x",),
        cases=[(_POINTS,)],
        target=lambda x: np.tanh(x) + 1,
        parts=(Part("step", _STEP),),
        mistakes=(
            Mistake("too-few-steps", "", lambda x: [np.tanh(to_numpy(x)) + 1] * 2),
            Mistake("same-step-again", "", lambda x: [np.tanh(to_numpy(x)) + 1] * 4),
        ),
        elementwise=True,
        laws=(
            Mistake(
                "unequal-step",
                "The algebra before it has an error: check this step at a single x by hand.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)

# --- sigmoid-net-to-tanh-net ---------------------------------------------------------------------


def _run_tanh_net(answer, W1, b1, W2, b2):
    """Evaluate the learner's tanh net on a fixed batch, in float64."""
    weights = call(answer, W1, b1, W2, b2)
    if isinstance(weights, dict):
        weights = list(weights.values())
    if not isinstance(weights, (list, tuple)) or len(weights) != 4:
        raise BadValue("missing-part", "Return four arrays: (V1, c1, V2, c2).")
    V1, c1, V2, c2 = (to_numpy(w) for w in weights)
    d, h = np.shape(to_numpy(W1))
    q = np.shape(to_numpy(W2))[1]
    for name, array, shape in (("V1", V1, (d, h)), ("V2", V2, (h, q))):
        if array.shape != shape:
            turned = array.shape == shape[::-1]
            raise BadValue(
                "transposed" if turned else "wrong-shape",
                f"{name} has shape {array.shape}; it should have the shape {shape}, like "
                f"{name.replace('V', 'W')}.",
            )
    for name, array, size in (("c1", c1, h), ("c2", c2, q)):
        if array.size not in (1, size):
            raise BadValue(
                "wrong-shape", f"{name} holds {array.size} numbers; it needs one per unit: {size}."
            )
    X = draw(11, (6, d))
    return np.tanh(X @ V1 + c1.reshape(1, -1)) @ V2 + c2.reshape(1, -1)


def _sigmoid_net(W1, b1, W2, b2):
    return sigmoid(draw(11, (6, W1.shape[0])) @ W1 + b1) @ W2 + b2


def _net(id_, message, formula):
    """A mistake in one of the four formulas; s is the sum of W2's rows."""
    return Mistake(id_, message, lambda W1, b1, W2, b2: formula(W1, b1, W2, b2, W2.sum(axis=0)))


_TANH_NET = (
    _net(
        "unchanged",
        "Those are the sigmoid net's weights: tanh runs from -1 to 1, sigmoid from 0 to 1.",
        lambda W1, b1, W2, b2, s: (W1, b1, W2, b2),
    ),
    _net(
        "inner-not-halved",
        "sigmoid(z) = (tanh(z / 2) + 1) / 2: the pre-activation is halved, W1 "
        "and b1 alike. With tanh(z) the bend is twice too steep.",
        lambda W1, b1, W2, b2, s: (W1, b1, W2 / 2, b2 + s / 2),
    ),
    _net(
        "inner-doubled",
        "The pre-activation is halved, not doubled: sigmoid(z) = (tanh(z / 2) + 1) / 2.",
        lambda W1, b1, W2, b2, s: (W1 * 2, b1 * 2, W2 / 2, b2 + s / 2),
    ),
    _net(
        "b1-not-halved",
        "z / 2 is (X W1 + b1) / 2: b1 is halved as well.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1, W2 / 2, b2 + s / 2),
    ),
    _net(
        "W1-not-halved",
        "z / 2 is (X W1 + b1) / 2: W1 is halved as well.",
        lambda W1, b1, W2, b2, s: (W1, b1 / 2, W2 / 2, b2 + s / 2),
    ),
    _net(
        "outer-not-halved",
        "tanh has twice the height of the sigmoid, from -1 to 1: W2 is halved.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2, b2 + s / 2),
    ),
    _net(
        "outer-not-halved",
        "tanh has twice the height of the sigmoid: W2 is halved, and so is its share of c2.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2, b2 + s),
    ),
    _net(
        "outer-not-halved",
        "Only the inside was rescaled: W2 is halved, and c2 takes half its sum.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2, b2),
    ),
    _net(
        "outer-not-halved",
        "tanh has twice the height of the sigmoid: W2 is halved, not doubled.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 * 2, b2 + s),
    ),
    _net(
        "outer-doubled",
        "You used tanh = 2 sigmoid(2x) - 1 the wrong way round: it turns a tanh net "
        "into a sigmoid net.",
        lambda W1, b1, W2, b2, s: (W1 * 2, b1 * 2, W2 * 2, b2 - s),
    ),
    _net(
        "outer-doubled",
        "W2 is halved, not doubled: tanh has twice the height of the sigmoid.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 * 2, b2 + s / 2),
    ),
    _net(
        "shift-forgotten",
        "The + 1 of sigmoid(z) = (tanh(z / 2) + 1) / 2 is lost: every unit adds "
        "W2 / 2 to the output, and c2 collects it.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2),
    ),
    _net(
        "shift-without-W2",
        "Every unit adds half of *its* weight in W2, not 0.5 as such.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + 0.5),
    ),
    _net(
        "shift-without-W2",
        "Every unit adds half of *its* weight in W2, not 1 as such.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + 1.0),
    ),
    _net(
        "shift-not-halved",
        "c2 takes half the sum of W2's rows, not all of it.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + s),
    ),
    _net(
        "shift-not-halved",
        "c2 takes half the sum of W2's rows: yours is halved twice.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + s / 4),
    ),
    _net(
        "shift-minus",
        "The shift is added to b2: sigmoid is tanh moved up.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 - s / 2),
    ),
    _net(
        "b2-halved",
        "b2 stays as it is: it stands outside the sigmoid.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 / 2 + s / 2),
    ),
    _net(
        "b2-halved",
        "b2 stays as it is and takes half the sum of W2's rows.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 / 2),
    ),
    _net(
        "b2-dropped",
        "b2 is lost: c2 is b2 plus half the sum of W2's rows.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, s / 2),
    ),
    _net(
        "shift-mean",
        "The units' shares add up: the sum of W2's rows, not their mean.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + s / 2 / W2.shape[0]),
    ),
    _net(
        "shift-sums-all",
        "You summed all of W2. Each output has its own column: sum over axis 0.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum() / 2),
    ),
    _net(
        "shift-inside",
        "The shift belongs behind the activation, in c2, not in c1.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2 + 0.5, W2 / 2, b2),
    ),
)


def _centred(results):
    return np.concatenate([(r[0] - r[0].mean(axis=0)).ravel() for r in results])


def _not_proportional(cases, results, targets):
    y, t = _centred(results), _centred(targets)
    return not np.allclose(y, (y @ t) / (t @ t) * t, atol=1e-3)


_TANH_NET_LAWS = (
    Mistake(
        "inside-wrong",
        "The outputs bend at other places or otherwise than the sigmoid net's: what stands inside "
        "tanh should be (X W1 + b1) / 2.",
        _not_proportional,
    ),
    Mistake(
        "outer-scale-wrong",
        "The outputs have the right shape, but the wrong height: tanh spans 2, the sigmoid 1, so "
        "W2 "
        "is halved.",
        lambda cases, results, targets: (
            not np.allclose(_centred(results), _centred(targets), atol=1e-3)
        ),
    ),
    Mistake(
        "shift-wrong",
        "The outputs are right but for a constant: c2 should be b2 plus half the sum of W2's rows.",
        lambda cases, results, targets: True,
    ),
)

_W1, _B1, _W2, _B2 = draw(5, (3, 4), (4,), (4, 2), (2,))
_V1, _C1, _V2, _C2 = draw(6, (2, 5), (1, 5), (5, 3), (1, 3))

sigmoid_net_to_tanh_net = Task(
    id="sigmoid-net-to-tanh-net",
    title="The same function with tanh",
    notebook=NOTEBOOK,
    stars=3,
    statement="""\
A net with sigmoid units computes $\\sigma(X W_1 + b_1) W_2 + b_2$. Write `to_tanh(W1, b1, W2,
b2)`, which returns `(V1, c1, V2, c2)` such that the net with tanh units,
$\\tanh(X V_1 + c_1) V_2 + c_2$, computes the **same** function for every `X`. Shapes stay as they
are: `W1` is (d, h), `W2` is (h, q).
""",
    name="to_tanh",
    stub="def to_tanh(W1, b1, W2, b2):\n    return ...\n",
    solution="""\
def to_tanh(W1, b1, W2, b2):
    return W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=0) / 2
""",
    explanation="From tanh(x) + 1 = 2 sigmoid(2x) follows sigmoid(z) = (tanh(z / 2) + 1) / 2. The "
    "z / 2 "
    "halves W1 and b1, the outer 1 / 2 halves W2, and the + 1 of each unit adds half its row of W2 "
    "to the output bias.",
    hints=(
        "Solve tanh(x) + 1 = 2 sigmoid(2x) for sigmoid(z), with z = 2x.",
        "sigmoid(z) = (tanh(z / 2) + 1) / 2. The z / 2 goes into W1 and b1.",
        "(tanh + 1) W2 / 2 + b2: what does the + 1 add to each output, whatever X is?",
    ),
    checker=FunctionCheck(
        names=("W1", "b1", "W2", "b2"),
        cases=[(_W1, _B1, _W2, _B2), (_V1, _C1, _V2, _C2)],
        target=_sigmoid_net,
        parts=(Part("output"),),
        modes=("mxnet", "numpy"),
        run=_run_tanh_net,
        mistakes=_TANH_NET,
        laws=_TANH_NET_LAWS,
    ),
)

# --- gradient-rules ------------------------------------------------------------------------------

_ERROR = "error"
_RULES = (
    (
        "same graph, no retain_graph",
        _ERROR,
        r"(no|without|not)\W*retain|same graph(?!.*retain)|plain",
    ),
    ("write, retain_graph", 1.0, r"^(?!.*(no|without|not)\W*retain)(?=.*write).*retain"),
    ("add, retain_graph", 2.0, r"^(?!.*(no|without|not)\W*retain)(?=.*add).*retain"),
    ("write, recorded again", 1.0, r"^(?!.*retain)(?=.*write).*record"),
    ("add, recorded again", 2.0, r"^(?!.*retain)(?=.*add).*record"),
)

gradient_rules = Task(
    id="gradient-rules",
    title="Backward, twice",
    notebook=NOTEBOOK,
    stars=2,
    statement="""\
`x` holds ones, and `y = x.sum()` is recorded: the gradient is 1. Then `backward` is called a
**second** time. Predict what `x.grad[0]` holds afterwards, a number, or `"error"` if the second
`backward` raises. Give the five predictions in this order:

1. default `grad_req`, `y.backward()` twice on the same graph;
2. `grad_req='write'` (the default), `y.backward(retain_graph=True)` twice on the same graph;
3. `grad_req='add'`, `y.backward(retain_graph=True)` twice on the same graph;
4. `grad_req='write'`, the whole cell run again: recorded again, then `backward`;
5. `grad_req='add'`, recorded again, then `backward`.
""",
    name="predictions",
    stub="predictions = [..., ..., ..., ..., ...]\n",
    solution='predictions = ["error", 1, 2, 1, 2]\n',
    explanation="MXNet frees the graph after backward unless it is told to retain it. With "
    "'write', "
    "the default, each backward overwrites the gradient; with 'add' it adds. PyTorch always adds, "
    "and needs the gradient to be zeroed; MXNet's default does not.",
    hints=(
        "Two questions decide: does the graph still exist, and does a new gradient replace or add?",
        "`backward()` frees the graph unless retain_graph=True. 'write' replaces, 'add' adds.",
        "Only the first case raises; the two with 'add' hold 2.",
    ),
    checker=PredictionCheck(
        questions=_RULES,
        patterns=(
            Mistake(
                "torch-accumulates",
                "You describe PyTorch, where gradients always add up. MXNet's default 'write' "
                "overwrites: after the second backward the gradient is 1, not 2.",
                (_ERROR, 2.0, 2.0, 2.0, 2.0),
            ),
            Mistake(
                "torch-accumulates",
                "You describe PyTorch, where gradients always add up. MXNet's 'write' overwrites, "
                "and a second backward without retain_graph raises.",
                (2.0, 2.0, 2.0, 2.0, 2.0),
            ),
            Mistake(
                "graph-survives",
                "The graph does not survive backward: without retain_graph=True the second call "
                "raises an MXNetError.",
                (1.0, 1.0, 2.0, 1.0, 2.0),
            ),
            Mistake(
                "graph-survives",
                "The graph does not survive backward: without retain_graph=True the second call "
                "raises an MXNetError.",
                (2.0, 1.0, 2.0, 1.0, 2.0),
            ),
            Mistake(
                "recording-resets-the-gradient",
                "Recording again makes a new graph and leaves `x.grad` alone: with 'add' the "
                "second "
                "backward still adds, and the gradient is 2.",
                (_ERROR, 1.0, 2.0, 1.0, 1.0),
            ),
            Mistake(
                "retaining-adds",
                "retain_graph keeps the graph; it does not make gradients add. With 'write' the "
                "gradient is 1.",
                (_ERROR, 2.0, 2.0, 1.0, 2.0),
            ),
            Mistake(
                "recording-adds",
                "Recording again does not make gradients add: grad_req alone decides. With 'write' "
                "the gradient is 1.",
                (_ERROR, 1.0, 2.0, 2.0, 2.0),
            ),
            Mistake(
                "add-ignored",
                "With grad_req='add' the second gradient is added to the first: 1 + 1 = 2.",
                (_ERROR, 1.0, 1.0, 1.0, 1.0),
            ),
            Mistake(
                "nothing-adds-or-raises",
                "Two things are missing: without retain_graph the second backward raises, and "
                "'add' makes the gradient 2.",
                (1.0, 1.0, 1.0, 1.0, 1.0),
            ),
            Mistake(
                "retain-not-believed",
                "retain_graph=True keeps the graph, so a second backward works: 1 with 'write', 2 "
                "with 'add'.",
                (_ERROR, _ERROR, _ERROR, 1.0, 2.0),
            ),
            Mistake(
                "write-and-add-swapped",
                "'write' overwrites and 'add' adds; yours are swapped.",
                (_ERROR, 2.0, 1.0, 2.0, 1.0),
            ),
            Mistake(
                "always-raises",
                "A second backward raises only when its graph is gone. Retained or recorded again, "
                "it gives 1 or 2.",
                (_ERROR,) * 5,
            ),
            Mistake(
                "gradient-vanishes",
                "A gradient is not emptied by a second backward: 'write' puts 1 there again.",
                (_ERROR, 0.0, 0.0, 0.0, 0.0),
            ),
        ),
        single=(
            Mistake(
                "same-graph-twice",
                "Case 1: backward frees the graph, so the second call on it raises an MXNetError.",
            ),
            Mistake("write-retained", "Case 2: 'write' overwrites the gradient: it is 1 again."),
            Mistake("add-retained", "Case 3: 'add' adds the second gradient to the first: 1 + 1."),
            Mistake("write-recorded-again", "Case 4: 'write' overwrites the gradient: it is 1."),
            Mistake(
                "add-recorded-again",
                "Case 5: recording again does not touch x.grad, and 'add' adds to it: 1 + 1.",
            ),
        ),
    ),
)

TASKS = (
    tanh_derivative,
    sigmoid_backward,
    tanh_sigmoid_identity,
    sigmoid_net_to_tanh_net,
    gradient_rules,
)
