"""A Hessian times a vector, from two gradients."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import as_numpy
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw


def bowl(w):
    """Gradient of a quadratic function whose entries are coupled."""
    return 3 * w + 2 * w.sum()


def quartic(w):
    """Gradient of the sum of w⁴ / 4 plus the square of the sum."""
    return w * w * w + 2 * w.sum()


def _hvp(grad, w, v, e):
    w, v = as_numpy(w), as_numpy(v)
    return (grad(w + e * v) - grad(w - e * v)) / (2 * e)


def _along_the_axes(grad, w, v, e):
    steps = e * np.eye(len(w))
    return sum(k * (grad(w + s) - grad(w - s)) / (2 * e) for k, s in zip(v, steps))


def _exact(grad, w, v, e):
    return _hvp(grad, w, v, 1e-4)


def _own_step(cases, results, targets):
    """The product without the error of the step, up to what float32 loses with a tiny one."""
    return all(np.allclose(r, _exact(*c), atol=0.02) for r, c in zip(results, cases))


def _np(formula):
    return lambda grad, w, v, e: formula(grad, as_numpy(w), as_numpy(v), e)


_MISTAKES = (
    Mistake(
        "two-forgotten",
        "The two points lie 2 e apart: divide by 2 e.",
        _np(lambda grad, w, v, e: (grad(w + e * v) - grad(w - e * v)) / e),
    ),
    Mistake(
        "step-forgotten",
        "The difference has to be divided by the distance, 2 e.",
        _np(lambda grad, w, v, e: grad(w + e * v) - grad(w - e * v)),
    ),
    Mistake(
        "sign-flipped",
        "The sign is flipped: ahead minus behind.",
        _np(lambda grad, w, v, e: (grad(w - e * v) - grad(w + e * v)) / (2 * e)),
    ),
    Mistake(
        "one-sided",
        "A one-sided difference errs by e times the third derivative; go e to both sides.",
        _np(lambda grad, w, v, e: (grad(w + e * v) - grad(w)) / e),
    ),
    Mistake(
        "one-sided",
        "A one-sided difference errs by e times the third derivative; go e to both sides.",
        _np(lambda grad, w, v, e: (grad(w) - grad(w - e * v)) / e),
    ),
    Mistake(
        "exact-product",
        "That is H v without the error of a difference: right as a product, but the task asks for "
        "the central difference with the step `e` that is given.",
        _np(lambda grad, w, v, e: (grad(w + 1e-4 * v) - grad(w - 1e-4 * v)) / 2e-4),
    ),
    Mistake(
        "along-the-axes",
        "You step along each axis and multiply by v then: that takes 2 n gradients. One step to "
        "either side along v takes two, and errs otherwise.",
        _np(_along_the_axes),
    ),
    Mistake(
        "step-without-e",
        "The steps are v long, not e v: the point is w + e v, and the distance 2 e.",
        _np(lambda grad, w, v, e: (grad(w + v) - grad(w - v)) / 2),
    ),
    Mistake(
        "half-a-step",
        "You step half of e to either side; the task asks for e.",
        _np(lambda grad, w, v, e: (grad(w + e * v / 2) - grad(w - e * v / 2)) / e),
    ),
    Mistake(
        "twice-the-step",
        "You step 2 e to either side; the task asks for e.",
        _np(lambda grad, w, v, e: (grad(w + 2 * e * v) - grad(w - 2 * e * v)) / (4 * e)),
    ),
    Mistake(
        "direction-forgotten",
        "You step along all ones: the vector v is missing in the step.",
        _np(lambda grad, w, v, e: (grad(w + e) - grad(w - e)) / (2 * e)),
    ),
    Mistake(
        "times-v-afterwards",
        "You multiply by v at the end, entry by entry; the matrix mixes the entries. Step along v.",
        _np(lambda grad, w, v, e: v * (grad(w + e) - grad(w - e)) / (2 * e)),
    ),
    Mistake(
        "gradient-times-v",
        "That is the gradient times v, no second derivative.",
        _np(lambda grad, w, v, e: grad(w) * v),
    ),
    Mistake(
        "gradient-at-v",
        "The Hessian belongs to the point w; you evaluate the gradient at v.",
        _np(lambda grad, w, v, e: grad(v)),
    ),
    Mistake(
        "number",
        "That is vᵀ H v, one number; H v is a vector.",
        _np(lambda grad, w, v, e: (v * (grad(w + e * v) - grad(w - e * v))).sum() / (2 * e)),
    ),
    Mistake(
        "times-e",
        "You multiply by e: `x / 2 * e` means `(x / 2) * e`. Write `x / (2 * e)`.",
        _np(lambda grad, w, v, e: (grad(w + e * v) - grad(w - e * v)) / 2 * e),
    ),
    Mistake(
        "brackets",
        "Only the second gradient is divided: put the difference in brackets.",
        _np(lambda grad, w, v, e: grad(w + e * v) - grad(w - e * v) / (2 * e)),
    ),
    Mistake(
        "divided-by-e-squared",
        "You divide by e squared, as for a second difference of the function. These are gradients: "
        "divide by 2 e.",
        _np(lambda grad, w, v, e: (grad(w + e * v) - grad(w - e * v)) / (2 * e**2)),
    ),
    Mistake(
        "direction-scaled",
        "You scale v to length 1. The product is linear in v: twice the v, twice the result.",
        _np(
            lambda grad, w, v, e: (
                (grad(w + e * v / np.linalg.norm(v)) - grad(w - e * v / np.linalg.norm(v)))
                / (2 * e)
            )
        ),
    ),
    Mistake(
        "gradients-added",
        "You add the two gradients. What tells how the gradient changes is their difference.",
        _np(lambda grad, w, v, e: (grad(w + e * v) + grad(w - e * v)) / (2 * e)),
    ),
    Mistake(
        "w-and-v-swapped",
        "w and v have changed places: the point is w, the direction v.",
        _np(lambda grad, w, v, e: (grad(v + e * w) - grad(v - e * w)) / (2 * e)),
    ),
)


def _law(name, message, broken):
    return Mistake(name, message, broken)


TASK = Task(
    id="hessian-vector-product",
    title="A Hessian times a vector",
    section="Second derivatives",
    stars=2,
    statement="""\
Write `hvp(grad, w, v, e)`: the product $\\mathbf{H}\\mathbf{v}$ of the Hessian at `w` with the
vector `v`, by the **central** difference of two gradients a step of `e` along `v` to either side.
`grad` is a function: `grad(w)` is the gradient at `w`, in the shape (n,) of `w` and `v`.
""",
    name="hvp",
    stub="def hvp(grad, w, v, e):\n    return ...\n",
    solution="""\
def hvp(grad, w, v, e):
    return (grad(w + e * v) - grad(w - e * v)) / (2 * e)
""",
    explanation="The directional derivative of the gradient along v is H v. Two gradients, however "
    "many parameters there are; the matrix itself is never formed.",
    hints=(
        "How does the gradient change when w moves a little along v?",
        "The two points are w + e v and w - e v; how far apart are they, in units of v?",
    ),
    checker=FunctionCheck(
        names=("grad", "w", "v", "e"),
        cases=[(bowl, *draw(5, (4,), (4,)), 0.5), (quartic, *draw(6, (3,), (3,)), 0.5),
               (quartic, *draw(7, (5,), (5,)), 0.25)],
        target=_hvp,
        parts=(Part("product", _MISTAKES),),
        modes=("mxnet", "numpy"),
        laws=(
            _law(
                "step-of-your-own",
                "That is near H v, without the error of the step `e` that is given: the task asks "
                "for the central difference with that step.",
                _own_step,
            ),
            _law(
                "not-the-product",
                "For the gradient 3 w + 2 Σw the Hessian is 3 on the diagonal plus 2 everywhere, "
                "at any w: H v = 3 v + 2 Σv.",
                lambda cases, results, targets: not np.allclose(results[0], targets[0], atol=1e-3),
            ),
        ),
    ),
)  # fmt: skip
