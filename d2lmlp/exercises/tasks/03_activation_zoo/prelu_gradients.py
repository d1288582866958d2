"""The two gradients of PReLU: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

_X = np.array([-3.0, -1.5, -0.5, -0.05, 0.05, 0.9, 1.7, 4.0])
_G = np.array([1.0, -2.0, 0.5, 3.0, -1.5, 2.0, 0.7, -0.4])
_X2, _G2 = np.array([2.5, -2.0, 0.3, -7.0, 6.0]), np.array([0.6, 1.1, -0.8, 0.9, 2.2])
PRELU_CASES = [
    (_X, 0.25, _G),
    (_X, 1.5, _G),
    (_X, -0.3, _G),
    (_X, 0.25, _G[::-1].copy()),
    (_X2, 0.1, _G2),
    (np.array([2.0]), 0.25, np.array([1.5])),
    (np.array([-0.7, -2.0]), 0.0, np.array([1.5, 2.5])),
    (np.array([-0.004, 0.003, -1e-4]), 0.4, np.array([2.0, -1.0, 3.0])),
    (np.array([300.0, -200.0]), 3.0, np.array([-1.0, 2.0])),
    (np.array([-0.5, 2.0]), 1.0, np.array([1.5, -1.0])),
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
        "one-slope-for-all",
        "All entries get the slope of the first one: the side of each x decides for itself.",
        lambda x, alpha, g: g * (1 if x[0] > 0 else alpha),
    ),
    Mistake(
        "dx-divided",
        "dx is divided by the number of entries. Nothing is averaged: each entry of x has its own "
        "g and its own slope.",
        lambda x, alpha, g: g * np.where(x > 0, 1, alpha) / len(x),
    ),
    Mistake(
        "slope-of-elu",
        "For negative x your slope is alpha e^x, that of ELU: PReLU is alpha x there, with the "
        "slope alpha.",
        lambda x, alpha, g: g * np.where(x > 0, 1, alpha * np.exp(np.minimum(x, 0))),
    ),
    Mistake(
        "one-plus-alpha",
        "For negative x your slope is 1 + alpha: it is alpha, and 1 belongs to positive x alone.",
        lambda x, alpha, g: g * np.where(x > 0, 1, 1 + alpha),
    ),
    Mistake(
        "alpha-inverted",
        "For negative x your slope is 1 / alpha: it is alpha, in both directions of the pass.",
        lambda x, alpha, g: np.where(x > 0, g, np.divide(g, np.float64(alpha))),
    ),
    Mistake(
        "alpha-cut",
        "alpha is cut to a whole number in yours, as in an array of integers: 0 for 0.25.",
        lambda x, alpha, g: g * np.where(x > 0, 1, np.trunc(alpha)),
    ),
    Mistake(
        "alpha-bounded",
        "Yours is right for alpha from 0 to 1 alone, and elsewhere what 0 or 1 gives: alpha may be "
        "above 1 or below 0.",
        lambda x, alpha, g: g * np.where(x > 0, 1, np.clip(alpha, 0, 1)),
    ),
    Mistake(
        "alpha-bounded",
        "For a negative alpha you take alpha without its sign: the slope for negative x is alpha.",
        lambda x, alpha, g: g * np.where(x > 0, 1, abs(alpha)),
    ),
    Mistake(
        "side-of-the-output",
        "For a negative alpha your slope is 1 on both sides, as where the sign of the output "
        "decides, which is positive there: go by the sign of x.",
        lambda x, alpha, g: g * np.where(np.where(x > 0, x, alpha * x) > 0, 1, alpha),
    ),
    Mistake(
        "g-summed",
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
        "Yours is the product of two sums. Each entry has its own pair g, x: multiply first, then "
        "add.",
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
        "dalpha-one-entry",
        "dalpha is the part of the last negative entry alone: is it `=` where `+=` should be?",
        lambda x, alpha, g: (g * np.minimum(x, 0))[x < 0][-1:].sum(),
    ),
    Mistake(
        "dalpha-one-entry",
        "dalpha is the part of the first negative entry alone: is the `return` inside the loop?",
        lambda x, alpha, g: (g * np.minimum(x, 0))[x < 0][:1].sum(),
    ),
    Mistake(
        "dalpha-one-entry",
        "dalpha is the part of the last entry alone, 0 where that is positive: is it `=` where "
        "`+=` should be?",
        lambda x, alpha, g: (g * np.minimum(x, 0))[-1],
    ),
    *(
        Mistake(
            "dalpha-without-an-entry",
            f"dalpha lacks the part of the {which} entry.",
            lambda x, alpha, g, kept=kept: (g * np.minimum(x, 0))[kept].sum(),
        )
        for which, kept in (("last", slice(-1)), ("first", slice(1, None)))
    ),
    Mistake(
        "dalpha-of-elu",
        "Yours sums g (e^x - 1): that is ELU's. PReLU is alpha x for negative x, and its "
        "derivative by alpha is x.",
        lambda x, alpha, g: (g * np.expm1(np.minimum(x, 0))).sum(),
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
        "Your dalpha changes with alpha. For negative x the output is alpha * x: its derivative "
        "by alpha is x, whatever alpha is.",
        _moves_with_alpha,
    ),
    Mistake(
        "dalpha-other-sum",
        "dalpha should be one sum over the entries with negative x: g times x for each.",
        lambda cases, results, targets: True,
    ),
)

TASK = Task(
    id="prelu-gradients",
    title="The two gradients of PReLU",
    section="Keep a slope on the left: leaky ReLU, PReLU, ELU",
    stars=2,
    statement="""\
PReLU is $\\max(0, x) + \\alpha \\min(0, x)$; its slope $\\alpha$ is learned and shared by all
entries. Write `prelu_gradients(x, alpha, g)`:

- `x` is a vector of pre-activations (none is exactly 0), `alpha` a number, which may be above 1 or
  below 0, and `g` the upstream gradient: the derivative of the loss with respect to each output.
- Return `(dx, dalpha)`: the derivatives of the loss with respect to each entry of `x`, an array,
  and with respect to `alpha`, one number, **summed** over the entries.
""",
    name="prelu_gradients",
    formula=("g * min(x, 0)",),
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
        aligned=("x", "g"),
    ),
)
