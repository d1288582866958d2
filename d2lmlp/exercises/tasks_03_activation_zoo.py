"""The tasks of notebook 03: gradients of PReLU and Swish, and a PReLU for autograd."""

import numpy as np
from mxnet import autograd, npx
from mxnet import np as mnp
from mxnet.base import MXNetError

from d2lmlp.exercises.function_check import FunctionCheck, Part
from d2lmlp.exercises.reference import draw, sigmoid
from d2lmlp.exercises.task import Mistake, Task
from d2lmlp.exercises.values import BadValue, call, is_mxnet

NOTEBOOK = "03_activation_zoo"

# --- prelu-gradients -----------------------------------------------------------------------------

_X = np.array([-3.0, -1.5, -0.5, -0.05, 0.05, 0.9, 1.7, 4.0])
_G = np.array([1.0, -2.0, 0.5, 3.0, -1.5, 2.0, 0.7, -0.4])
_X2, _G2 = np.array([2.5, -2.0, 0.3, -7.0, 6.0]), np.array([0.6, 1.1, -0.8, 0.9, 2.2])
PRELU_CASES = [
    (_X, 0.25, _G),
    (_X, 1.5, _G),
    (_X, -0.3, _G),
    (_X, 0.25, _G[::-1].copy()),
    (_X2, 0.1, _G2),
]


def _prelu_gradients(x, alpha, g):
    return g * np.where(x > 0, 1, alpha), np.sum(g * np.minimum(x, 0))


_DX = (
    Mistake(
        "no-upstream-gradient",
        "dx is the slope of PReLU alone. The chain rule multiplies it by what arrives from above: "
        "with g = 0 nothing may flow back, and yours still gives 1 for positive x.",
        lambda x, alpha, g: np.where(x > 0, 1, alpha) + 0 * x,
    ),
    Mistake(
        "relu-derivative",
        "That is the gradient of ReLU: for negative x PReLU has slope alpha, not 0. With "
        "alpha = 0.25, x = -1 and g = 1 it is 0.25.",
        lambda x, alpha, g: g * (x > 0),
    ),
    Mistake(
        "alpha-on-the-positive-side",
        "The two sides are swapped: PReLU has slope 1 for positive x and alpha for negative x.",
        lambda x, alpha, g: g * np.where(x > 0, alpha, 1),
    ),
    Mistake(
        "alpha-everywhere",
        "You use alpha on both sides. For positive x PReLU is x itself, with slope 1.",
        lambda x, alpha, g: g * alpha + 0 * x,
    ),
    Mistake(
        "only-passes-g",
        "You pass g on unchanged, as if the slope were 1 everywhere: it is alpha for negative x.",
        lambda x, alpha, g: g + 0 * x,
    ),
    Mistake(
        "function-not-derivative",
        "You multiply g by PReLU itself. The gradient takes its slope: at x = 4 the function is "
        "4, the slope 1.",
        lambda x, alpha, g: g * np.where(x > 0, x, alpha * x),
    ),
    Mistake(
        "function-not-derivative",
        "That is PReLU itself. The gradient takes its slope: at x = 4 the function is 4, the "
        "slope 1.",
        lambda x, alpha, g: np.where(x > 0, x, alpha * x),
    ),
    Mistake(
        "both-branches-added",
        "alpha is added on the positive side too. There min(x, 0) is constant and adds no slope: "
        "for x > 0 it is 1, not 1 + alpha.",
        lambda x, alpha, g: g * ((x > 0) + alpha),
    ),
    Mistake(
        "slope-of-leaky-relu",
        "You use a fixed slope of 0.01 as in leaky ReLU; here it is the argument alpha.",
        lambda x, alpha, g: g * np.where(x > 0, 1, 0.01),
    ),
    Mistake(
        "slope-times-x",
        "On the negative side you have alpha * x, the function; its slope is alpha.",
        lambda x, alpha, g: g * np.where(x > 0, 1, alpha * x),
    ),
    Mistake(
        "x-not-one",
        "On the positive side you have x, the function; its slope is 1.",
        lambda x, alpha, g: g * np.where(x > 0, x, alpha),
    ),
    Mistake(
        "g-on-one-side-only",
        "g is missing for negative x: the chain rule multiplies by it on both sides.",
        lambda x, alpha, g: np.where(x > 0, g, alpha),
    ),
    Mistake(
        "g-on-one-side-only",
        "g is missing for positive x: the chain rule multiplies by it on both sides.",
        lambda x, alpha, g: np.where(x > 0, 1, alpha * g),
    ),
    Mistake(
        "minus-alpha",
        "The sign on the negative side is wrong: alpha * x rises with slope +alpha.",
        lambda x, alpha, g: g * np.where(x > 0, 1, -alpha),
    ),
    Mistake(
        "max-of-both",
        "You take the larger of the two, as in max(x, alpha * x), which is PReLU only for alpha "
        "up to "
        "1. The side decides, not the size: with alpha = 1.5 the slope for negative x is 1.5.",
        lambda x, alpha, g: g * np.where(x > 0, max(1, alpha), min(1, alpha)),
    ),
    Mistake(
        "upstream-is-ones",
        "You replaced g by its sum: each entry of dx has its own g.",
        lambda x, alpha, g: g.sum() * np.where(x > 0, 1, alpha),
    ),
)
_DALPHA = (
    Mistake(
        "dalpha-not-summed",
        "dalpha keeps one number per entry. alpha is shared by all entries, so their parts add "
        "up to one number.",
        lambda x, alpha, g: g * np.minimum(x, 0),
    ),
    Mistake(
        "dalpha-not-summed",
        "dalpha keeps one number per entry, and g is missing in it. alpha is shared by all "
        "entries, so g * min(x, 0) adds up to one number.",
        lambda x, alpha, g: np.minimum(x, 0),
    ),
    Mistake(
        "dalpha-without-g",
        "dalpha lacks the upstream gradient: each min(x, 0) is multiplied by its own g before "
        "the sum; with g = 0 it must be 0.",
        lambda x, alpha, g: np.minimum(x, 0).sum(),
    ),
    Mistake(
        "dalpha-mean",
        "You take the mean. alpha moves every negative entry at once, so the parts add up: with "
        "two equal entries dalpha is twice that of one.",
        lambda x, alpha, g: (g * np.minimum(x, 0)).mean(),
    ),
    Mistake(
        "dalpha-mean",
        "You average over the negative entries. Their parts add up instead.",
        lambda x, alpha, g: (g * np.minimum(x, 0)).sum() / (x < 0).sum(),
    ),
    Mistake(
        "dalpha-from-positive-side",
        "You sum over positive x, where alpha does nothing: for x = 4 any alpha gives 4.",
        lambda x, alpha, g: (g * np.maximum(x, 0)).sum(),
    ),
    Mistake(
        "dalpha-from-all",
        "You sum over all x. Where x is positive alpha does nothing: only min(x, 0) counts.",
        lambda x, alpha, g: (g * x).sum(),
    ),
    Mistake(
        "dalpha-without-x",
        "You sum g over the negative entries, but alpha is multiplied by x there: "
        "d(alpha * x)/d(alpha) is x, so x = -3 counts three times as much as x = -1.",
        lambda x, alpha, g: (g * (x < 0)).sum(),
    ),
    Mistake(
        "dalpha-counts",
        "You count the negative entries. d(alpha * x)/d(alpha) is x, times the upstream g.",
        lambda x, alpha, g: (x < 0).sum(),
    ),
    Mistake(
        "dalpha-times-alpha",
        "There is an alpha too many: d(alpha * x)/d(alpha) is x, whatever alpha is.",
        lambda x, alpha, g: alpha * (g * np.minimum(x, 0)).sum(),
    ),
    Mistake(
        "dalpha-sign",
        "The sign of dalpha is turned: min(x, 0) is negative, -3 for x = -3, not its size.",
        lambda x, alpha, g: -(g * np.minimum(x, 0)).sum(),
    ),
    Mistake(
        "dalpha-sums-apart",
        "You multiply two sums. Each entry has its own pair g, x: multiply first, then add.",
        lambda x, alpha, g: g.sum() * np.minimum(x, 0).sum(),
    ),
    Mistake(
        "dalpha-is-sum-of-dx",
        "That is the sum of dx. dx asks what x does to the output; dalpha what alpha does: "
        "min(x, 0) per entry.",
        lambda x, alpha, g: (g * np.where(x > 0, 1, alpha)).sum(),
    ),
    Mistake(
        "dalpha-sum-of-outputs",
        "You sum g times the output of PReLU. The output's derivative by alpha is min(x, 0).",
        lambda x, alpha, g: (g * np.where(x > 0, x, alpha * x)).sum(),
    ),
    Mistake(
        "dalpha-is-alpha-slope",
        "You sum alpha * g over the negative entries: that is their share of dx. By alpha, the "
        "derivative of alpha * x is x.",
        lambda x, alpha, g: (alpha * g * (x < 0)).sum(),
    ),
)


def _moves_with_alpha(cases, results, targets):
    """Cases 0 and 1 differ in alpha alone, and dalpha does not depend on it."""
    return not np.allclose(results[0][1], results[1][1], atol=1e-3)


def _g_not_once(cases, results, targets):
    """Zero upstream gradient or not, dx is a slope times g: the same slope for the same x."""
    slopes = [np.ravel(r[0] / c[2]) for c, r in zip(cases, results)]
    return np.shape(slopes[0]) == np.shape(slopes[3]) and not np.allclose(
        slopes[0], slopes[3], atol=1e-3
    )


_PRELU_LAWS = (
    Mistake(
        "not-a-slope-times-g",
        "dx should be g times a slope that depends on x and alpha only: for the same x, divided by "
        "g, yours differs when g does.",
        _g_not_once,
    ),
    Mistake(
        "wrong-slopes",
        "dx is not g times the right slope: it is 1 for positive x and alpha for negative x.",
        lambda cases, results, targets: (
            not all(np.allclose(r[0], t[0], atol=1e-3) for r, t in zip(results, targets))
        ),
    ),
    Mistake(
        "dalpha-depends-on-alpha",
        "Your dalpha changes with alpha. The output is alpha * x there: its derivative by alpha is "
        "x, whatever alpha is.",
        _moves_with_alpha,
    ),
    Mistake(
        "dalpha-other-sum",
        "dalpha should be one sum over the entries with negative x: g times x for each.",
        lambda cases, results, targets: True,
    ),
)

prelu_gradients = Task(
    id="prelu-gradients",
    title="The two gradients of PReLU",
    notebook=NOTEBOOK,
    stars=2,
    statement="""\
PReLU is $\\max(0, x) + \\alpha \\min(0, x)$; its slope $\\alpha$ is learned and shared by all
entries. Write `prelu_gradients(x, alpha, g)`:

- `x` is an array of pre-activations (none is exactly 0), `alpha` a number, which may be above 1 or
  below 0, and `g` the upstream gradient: the derivative of the loss by each output.
- Return `(dx, dalpha)`: the derivative of the loss by each entry of `x`, an array, and by `alpha`,
  one number, **summed** over the entries.
""",
    name="prelu_gradients",
    stub="def prelu_gradients(x, alpha, g):\n    return ...\n",
    solution="""\
def prelu_gradients(x, alpha, g):
    dx = g * np.where(x > 0, np.ones_like(x), alpha * np.ones_like(x))
    dalpha = (g * np.minimum(x, 0)).sum()
    return dx, dalpha
""",
    explanation="For positive x the output is x, for negative x it is alpha * x. By x the slopes "
    "are "
    "1 and alpha, times the upstream g of the same entry. By alpha the derivative is min(x, 0) for "
    "each entry; one alpha feeds all of them, so the products with g add up.",
    hints=(
        "Write the function in two lines: what is it for positive x, what for negative x?",
        "By x the slope is 1 or alpha; by alpha it is 0 or x. Each is multiplied by its own g.",
        "alpha is one number that all entries share: dalpha is the sum of g * min(x, 0).",
    ),
    checker=FunctionCheck(
        names=("x", "alpha", "g"),
        cases=PRELU_CASES,
        target=_prelu_gradients,
        parts=(Part("dx", _DX), Part("dalpha", _DALPHA)),
        laws=_PRELU_LAWS,
    ),
)

# --- swish-derivative ----------------------------------------------------------------------------

_GRID = np.linspace(-5, 5, 40)
SWISH_CASES = [
    (_GRID, 1.0),
    (_GRID, 2.0),
    (_GRID, 0.5),
    (_GRID, -1.5),
    (np.array([-8.0, 0.0, 8.0, 3.0, -0.7]), 1.3),
]


def _swish_parts(x, beta):
    s = sigmoid(beta * x)
    return s, s * (1 - s)


def _swish_derivative(x, beta):
    s, ds = _swish_parts(x, beta)
    return s + beta * x * ds


def _from_parts(formula):
    return lambda x, beta: formula(x, beta, *_swish_parts(x, beta))


_SWISH = (
    Mistake(
        "inner-factor-forgotten",
        "The chain rule is not finished: the derivative of sigmoid(beta x) by x is beta times "
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
        "You treat sigmoid(beta x) as a constant. It moves with x as well: for beta = 1 the slope "
        "at x = 2 is 1.09, more than any sigmoid.",
        _from_parts(lambda x, beta, s, ds: s),
    ),
    Mistake(
        "product-of-derivatives",
        "The derivative of a product is not the product of the derivatives: (u v)' = u' v + u v'. "
        "At x = 0 with beta = 1 yours gives 0.25, the slope is 0.5.",
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
        "That is the derivative by beta. By x it is 0.5 at x = 0, and yours is 0 there.",
        _from_parts(lambda x, beta, s, ds: x**2 * ds),
    ),
    Mistake(
        "beta-ignored",
        "That is right for beta = 1 only: beta stands inside the sigmoid.",
        lambda x, beta: _swish_derivative(x, 1.0),
    ),
    Mistake(
        "beta-outside-only",
        "You have sigmoid(x) where sigmoid(beta x) belongs.",
        lambda x, beta: sigmoid(x) + beta * x * sigmoid(x) * (1 - sigmoid(x)),
    ),
    Mistake(
        "minus-for-plus",
        "The product rule adds its two terms: for x > 0 and beta = 1 the slope is above the "
        "sigmoid, 1.09 at x = 2.",
        _from_parts(lambda x, beta, s, ds: s - beta * x * ds),
    ),
    Mistake(
        "one-minus-forgotten",
        "sigmoid' is s (1 - s), not s: for large x yours grows without bound, the slope goes to 1.",
        _from_parts(lambda x, beta, s, ds: s + beta * x * s),
    ),
    Mistake(
        "one-minus-only",
        "sigmoid' is s (1 - s), not 1 - s: the factor s is missing.",
        _from_parts(lambda x, beta, s, ds: s + beta * x * (1 - s)),
    ),
    Mistake(
        "tanh-rule",
        "You differentiate the sigmoid as if it were tanh: s' is s (1 - s), not 1 - s^2.",
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
        "beta-divided",
        "The chain rule multiplies by beta; you divide by it.",
        _from_parts(lambda x, beta, s, ds: s + x * ds / beta),
    ),
)


def _at(results, case, index):
    return results[case][0].ravel()[index]


_SWISH_LAWS = (
    Mistake(
        "beta-misplaced",
        "Right for beta = 1, wrong for every other: a beta is missing or too many somewhere.",
        lambda cases, results, targets: np.allclose(results[0][0], targets[0][0], atol=1e-3),
    ),
    Mistake(
        "wrong-at-zero",
        "At x = 0 the slope of Swish is 0.5 for every beta; yours is not.",
        lambda cases, results, targets: abs(_at(results, 4, 1) - 0.5) > 1e-2,
    ),
    Mistake(
        "wrong-far-out",
        "For beta = 1.3 Swish follows x far right, with slope 1, and is flat far left; yours does "
        "not: look at x = 8 and x = -8.",
        lambda cases, results, targets: (
            abs(_at(results, 4, 2) - 1) > 1e-2 or abs(_at(results, 4, 0)) > 1e-2
        ),
    ),
    Mistake(
        "not-symmetric",
        "The slopes at x and -x add up to 1; yours do not.",
        lambda cases, results, targets: (
            not np.allclose(results[1][0] + results[1][0][::-1], 1, atol=1e-2)
        ),
    ),
    Mistake(
        "wrong-in-between",
        "Right at 0 and far out, wrong in between: a factor is missing or too many in the second "
        "term of the product rule.",
        lambda cases, results, targets: True,
    ),
)

swish_derivative = Task(
    id="swish-derivative",
    title="The derivative of Swish",
    notebook=NOTEBOOK,
    stars=2,
    statement="""\
Swish is $x \\, \\sigma(\\beta x)$; with $\\beta = 1$ it is called SiLU. Write `swish_derivative(x,
beta)`: the derivative by $x$ at each entry of the array `x`, for a number `beta` that may also be
negative.
""",
    name="swish_derivative",
    stub="def swish_derivative(x, beta):\n    return ...\n",
    solution="""\
def swish_derivative(x, beta):
    s = npx.sigmoid(beta * x)
    return s + beta * x * s * (1 - s)
""",
    explanation="Product rule: (x s)' = s + x s'. Chain rule: the derivative of sigmoid(beta x) "
    "by x "
    "is beta s (1 - s).",
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
        laws=_SWISH_LAWS,
    ),
)

# --- prelu-by-hand -------------------------------------------------------------------------------

SLOPE = 0.1
OFF_THE_GRAPH = (
    "The values are right, but autograd cannot follow them back to x: Python numbers, lists and "
    "`asnumpy()` leave the recorded graph. At x = -2 the gradient should be 0.1, and there is "
    "none. "
    "Use MXNet operations on the whole array."
)


def _value_and_gradient(function, x):
    """Run the learner's function under ``record`` and fetch the gradient of the sum."""
    if not is_mxnet(x):
        x = mnp.array(x, dtype="float32")
    x.attach_grad()
    with autograd.record():
        y = call(function, x)
    heads = list(y) if isinstance(y, (list, tuple)) else [y]
    if not all(is_mxnet(head) for head in heads):
        return y, None
    try:
        autograd.backward([head.sum() for head in heads] if len(heads) > 1 else [heads[0]])
    except (AttributeError, MXNetError):
        return y, None
    return y, x.grad


class PReLUCheck(FunctionCheck):
    """Checks values and autograd's gradients of a learner's function."""

    def _split(self, result):
        y, gradient = result
        if gradient is None:
            value = FunctionCheck._split(_VALUES_ONLY, y)[0]
            want = [np.where(c[0] > 0, c[0], SLOPE * c[0]) for c in self.cases]
            if any(value.shape == w.shape and np.allclose(value, w, atol=1e-4) for w in want):
                raise BadValue("off-the-graph", OFF_THE_GRAPH)
            gradient = np.full(value.shape, np.nan)
            return [value, gradient]
        return super()._split((y, gradient))


_VALUES_ONLY = FunctionCheck(("x",), [], None, (Part("value"),))

_BY_HAND = (
    Mistake(
        "relu",
        "That is ReLU: negative inputs are cut to 0. Here they are scaled: at x = -2 the value is "
        "-0.2.",
        npx.relu,
    ),
    Mistake("identity", "That is x itself: at x = -2 the value should be -0.2.", lambda x: x * 1),
    Mistake(
        "absolute-slope",
        "Negative inputs come out positive: at x = -2 the value is -0.2, not +0.2.",
        lambda x: mnp.where(x > 0, x, -SLOPE * x),
    ),
    Mistake("absolute-value", "That is |x|: at x = -2 the value is -0.2.", mnp.abs),
    Mistake(
        "slope-on-the-positive-side",
        "The slope 0.1 belongs to negative x; positive x pass unchanged: at x = 2 the value is 2.",
        lambda x: mnp.where(x > 0, SLOPE * x, x),
    ),
    Mistake(
        "slope-everywhere",
        "You scale every input by 0.1; positive x pass unchanged: at x = 2 the value is 2.",
        lambda x: SLOPE * x,
    ),
    Mistake(
        "slope-of-leaky-relu",
        "You use the slope 0.01; here it is 0.1: at x = -2 the value is -0.2.",
        lambda x: mnp.where(x > 0, x, 0.01 * x),
    ),
    Mistake(
        "slope-of-prelu",
        "You use the slope 0.25, with which PReLU starts; here it is 0.1.",
        lambda x: mnp.where(x > 0, x, 0.25 * x),
    ),
    Mistake(
        "constant-on-the-left",
        "For negative x you return the slope; it has to be multiplied by x: -0.2 at x = -2.",
        lambda x: mnp.where(x > 0, x, SLOPE * mnp.ones_like(x)),
    ),
    Mistake(
        "constant-on-the-left",
        "max(x, 0.1) is a constant 0.1 on the left; the slope has to be multiplied by x.",
        lambda x: mnp.maximum(x, SLOPE),
    ),
    Mistake(
        "derivative-not-function",
        "That is the slope, 1 or 0.1. Return the value: at x = -2 it is -0.2.",
        lambda x: mnp.where(x > 0, mnp.ones_like(x), SLOPE * mnp.ones_like(x)) + 0 * x,
    ),
    Mistake(
        "elu",
        "That bends like ELU; PReLU is a straight line for negative x.",
        lambda x: mnp.where(x > 0, x, SLOPE * (mnp.exp(mnp.minimum(x, 0)) - 1)),
    ),
    Mistake(
        "off-the-graph",
        OFF_THE_GRAPH,
        lambda x: [float(v) if v > 0 else SLOPE * float(v) for v in x],
    ),
    Mistake(
        "off-the-graph",
        OFF_THE_GRAPH,
        lambda x: mnp.array(np.where(x.asnumpy() > 0, x.asnumpy(), SLOPE * x.asnumpy())),
    ),
    Mistake(
        "gradient-cut",
        "The values are right, but no gradient comes back: `detach()` cuts the graph. At x = -2 it "
        "should be 0.1.",
        lambda x: mnp.where(x > 0, x.detach(), SLOPE * x.detach()) + 0 * x,
    ),
    Mistake(
        "gradient-cut-on-the-left",
        "The values are right, but no gradient comes back for negative x: something such as "
        "`detach()` cuts the graph there. At x = -2 it should be 0.1.",
        lambda x: mnp.maximum(x, 0) + SLOPE * mnp.minimum(x, 0).detach(),
    ),
)


def _side_differs(part, side):
    def broken(cases, results, targets):
        return any(
            not np.allclose(r[part][c[0] * side > 0], t[part][c[0] * side > 0], atol=1e-3)
            for c, r, t in zip(cases, results, targets)
        )

    return broken


_BY_HAND_LAWS = (
    Mistake(
        "wrong-on-the-positive-side",
        "Positive entries should pass as they are: at x = 2 the value is 2.",
        _side_differs(0, 1),
    ),
    Mistake(
        "wrong-on-the-negative-side",
        "Negative entries should be multiplied by 0.1: at x = -2 the value is -0.2.",
        _side_differs(0, -1),
    ),
    Mistake(
        "wrong-gradient",
        "The values are right, but the gradient is not: 1 for positive, 0.1 for negative entries.",
        lambda cases, results, targets: True,
    ),
)

prelu_by_hand = Task(
    id="prelu-by-hand",
    title="A PReLU that autograd can follow",
    notebook=NOTEBOOK,
    stars=1,
    statement="""\
Write `prelu_by_hand(x)` with the slope 0.1: positive entries of the MXNet array `x` pass as they
are, negative ones are multiplied by 0.1. It is called inside `autograd.record()`, and the gradient
has to be right too: 1 for positive, 0.1 for negative entries (anything is welcome at exactly 0).
Build it from array operations, without `npx.leaky_relu`.
""",
    name="prelu_by_hand",
    stub="def prelu_by_hand(x):\n    return ...\n",
    solution="def prelu_by_hand(x):\n    return np.where(x > 0, x, 0.1 * x)\n",
    explanation="np.where is an MXNet operation: autograd records it and sends the gradient to "
    "the branch that was taken. Python's max() on numbers is not recorded. np.maximum(x, 0) + 0.1 "
    "* "
    "np.minimum(x, 0) works as well, except at exactly 0, where MXNet's tie rule gives 1.1.",
    hints=(
        "Python's `max` and `if` work on single numbers, and autograd does not see them. Which "
        "array operation chooses entry by entry?",
        "`np.where(condition, a, b)` takes from a where the condition holds, else from b.",
        "The condition is `x > 0`, and the second branch is `0.1 * x`.",
    ),
    checker=PReLUCheck(
        names=("x",),
        cases=[
            (np.array([-4.0, -2.0, -0.5, -0.05, 0.05, 0.3, 1.0, 2.0, 5.0]),),
            (draw(3, (12,)) * 3,),
        ],
        target=lambda x: (np.where(x > 0, x, SLOPE * x), np.where(x > 0, 1, SLOPE)),
        parts=(Part("value"), Part("gradient")),
        modes=("mxnet",),
        run=_value_and_gradient,
        mistakes=_BY_HAND,
        laws=_BY_HAND_LAWS,
    ),
)

TASKS = (prelu_gradients, swish_derivative, prelu_by_hand)
