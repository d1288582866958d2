"""A PReLU that autograd can follow: long, for its list of known mistakes."""

import numpy as np
from mxnet import autograd, npx
from mxnet import np as mnp
from mxnet.base import MXNetError

from d2lmlp.exercises.engine import watch
from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import BadValue, call, is_mxnet
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw

SLOPE = 0.1
OFF_THE_GRAPH = (
    "The values are right, but the caller's `backward` cannot follow them back to x: something "
    "leaves the recorded graph, as Python numbers, lists, `asnumpy()`, `detach()` and `pause()` "
    "do, or uses it up, as a `backward()` inside does. Use MXNet operations on `x` itself, and "
    "leave recording and `backward` to the caller."
)


GRADIENT_RETURNED = (
    "Your function calls `backward()` and returns None, as `x.grad` is here: return the values, "
    "and leave `backward()` to the caller."
)


def _called(function, x):
    try:
        return call(function, x)
    except BadValue as bad:
        if bad.mistake == "returned-none" and "backward" in watch.used:
            raise BadValue("returned-none", GRADIENT_RETURNED) from None
        raise


def _value_and_gradient(function, x):
    """Run the learner's function under ``record`` and fetch the gradient of the sum."""
    if not is_mxnet(x):
        x = mnp.array(x, dtype="float32")
    x.attach_grad()
    with autograd.record():
        given = x * 1  # no leaf: it shows when the caller's graph is cut
        y = _called(function, given)
    if not np.array_equal(given.asnumpy(), x.asnumpy(), equal_nan=True):
        x[:] = given  # what was done to its argument shows in the caller's
    if isinstance(y, tuple) and x.size > len(y) == sum(np.shape(head) == x.shape for head in y) > 1:
        raise BadValue("too-many-results", f"{len(y)} results came back; one is asked for.")
    heads = list(y) if isinstance(y, (list, tuple)) else [y]
    if not heads or not all(is_mxnet(head) for head in heads):
        return y, None
    if len(heads) == 1 and y is heads[0] and y.shape != x.shape and y.size == x.size:
        watch.remark("Right; the result is asked for in the shape of `x`, and is not in it.")
    try:
        if any("LeakyReLU" in autograd.get_symbol(head).tojson() for head in heads):
            watch.used.add("leaky_relu")  # under whatever name it was called
        autograd.backward(heads)
    except (AttributeError, MXNetError):
        return y, None
    at_0 = x == 0  # where any gradient is welcome
    return y, mnp.where(at_0, mnp.ones_like(x), x.grad)


def _ignores_what_comes_in(function):
    """Tell whether a right gradient stays as it is where 4 comes in from above."""
    x = mnp.array([-2.0, -0.5, 1.0, 3.0])
    x.attach_grad()
    try:
        with autograd.record():
            y = call(function, x * 1)
        y.backward(4 * mnp.ones_like(y))
    except Exception:  # a right answer in another form: nothing is claimed then
        return False
    return bool(np.allclose(x.grad.asnumpy(), [SLOPE, SLOPE, 1, 1], atol=1e-4))


NOT_MULTIPLIED = (
    "The gradient is right for the plain sum of the results alone: where 4 comes in from above, "
    "yours passes on the same as for 1. A `backward` of your own has to multiply by what comes in."
)


class PReLUCheck(FunctionCheck):
    """Checks values and autograd's gradients of a learner's function."""

    def _finished(self, answer, verdict):
        verdict = super()._finished(answer, verdict)
        if verdict.status == "correct" and _ignores_what_comes_in(answer):
            return Verdict("wrong", NOT_MULTIPLIED, "incoming-gradient-ignored")
        return verdict

    def split(self, result):
        y, gradient = result
        if gradient is None:
            value = FunctionCheck.split(_VALUES_ONLY, y)[0]
            return [value, np.full(value.shape, np.nan)]
        return super().split((y, gradient))

    def compare(self, outputs, ask_ignored=True):
        lost = all(np.isnan(gradient).all() for _, gradient in outputs)
        if lost and all(
            y.shape == t.shape and np.allclose(y, t, atol=1e-4)
            for (y, _), (t, _) in zip(outputs, self.targets)
        ):
            return Verdict("wrong", OFF_THE_GRAPH, "off-the-graph")
        return super().compare(outputs, ask_ignored)


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
        "Negative entries come out times 0.01, as with the slope 0.01, or with 0.1 twice; here it "
        "is 0.1: at x = -2 the value is -0.2.",
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
        "The values are right, but the gradient is 0 everywhere, as where `detach()`, or "
        "`attach_grad()` inside, cuts the graph, or a `backward` of your own gives 0. At x = -2 "
        "it should be 0.1.",
        lambda x: mnp.where(x > 0, x.detach(), SLOPE * x.detach()) + 0 * x,
    ),
    Mistake(
        "gradient-cut-on-the-left",
        "The values are right, but the gradient is 0 for negative x, as where `detach()` or "
        "`asnumpy()` cuts the graph, or a `backward` of your own gives 0. At x = -2 it should be "
        "0.1.",
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


def _is_the_slope(cases, results, targets):
    """Tell whether the slope came back as the value, as by `return x.grad`."""
    pairs = [(c[0][c[0] != 0], r[0][c[0] != 0]) for c, r in zip(cases, results)]
    return all(np.allclose(y, np.where(x > 0, 1, SLOPE), atol=1e-4) for x, y in pairs)


_BY_HAND_LAWS = (
    Mistake(
        "derivative-not-function",
        "That is the slope, 1 or 0.1. Return the value: at x = -2 it is -0.2.",
        _is_the_slope,
    ),
    Mistake(
        "one-decision-for-all",
        "In each call here all entries are kept, or all are scaled: several entries share one "
        "decision. Decide entry by entry, as `np.where` does.",
        lambda cases, results, targets: all(
            np.allclose(r[0], c[0]) or np.allclose(r[0], SLOPE * c[0])
            for c, r in zip(cases, results)
        ),
    ),
    Mistake(
        "cut-to-whole-numbers",
        "In the calls here yours is what comes of x cut to whole numbers, as by `astype('int32')`.",
        lambda cases, results, targets: all(
            np.allclose(r[0], np.trunc(c[0]) * np.where(c[0] > 0, 1, SLOPE), atol=1e-4)
            for c, r in zip(cases, results)
        ),
    ),
    Mistake(
        "wrong-on-both-sides",
        "Some positive and some negative entries come out wrong: the positive ones should pass as "
        "they are, the negative ones be multiplied by 0.1.",
        lambda cases, results, targets: all(
            _side_differs(0, side)(cases, results, targets) for side in (1, -1)
        ),
    ),
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

TASK = Task(
    id="prelu-by-hand",
    title="A PReLU that autograd can follow",
    section="Keep a slope on the left: leaky ReLU, PReLU, ELU",
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
            (np.array([-1000.0, -30.0, 30.0, 1000.0]),),
            (np.array([0.4]),),
            (np.array([-0.4]),),
            (np.array([-0.6, -0.001]),),
            (np.array([0.001, -0.6, 1e-5]),),
            (np.array([0.0, -3.0, 0.7, 0.0]),),
        ],
        target=lambda x: (np.where(x > 0, x, SLOPE * x), np.where(x >= 0, 1, SLOPE)),
        far=((np.array([-1e30, -1e25, 1e25, 1e30]),),),
        cure="`np.where` multiplies by nothing but 0.1.",
        parts=(Part("value"), Part("gradient")),
        modes=("mxnet",),
        run=_value_and_gradient,
        mistakes=_BY_HAND,
        laws=_BY_HAND_LAWS,
        aligned=("x",),
        forbidden=(
            (
                "leaky_relu",
                "by-leaky-relu",
                "Values and gradients are right, and they come from MXNet's own leaky ReLU: the "
                "task asks to build it from array operations.",
            ),
        ),
    ),
)
