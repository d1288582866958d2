"""A step of LARS."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import as_numpy
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw


def _norm(a):
    return np.sqrt((a**2).sum())


def _lars(w, g, lr, ratio=lambda w, g: _norm(w) / _norm(g), sign=-1):
    w, g = as_numpy(w), as_numpy(g)
    if not g.any():
        return w + 0
    return w + sign * lr * ratio(w, g) * g


def _unguarded(w, g, lr):
    w, g = as_numpy(w), as_numpy(g)
    return w - lr * _norm(w) * (g / _norm(g))


def _wrong(id_, message, ratio=lambda w, g: _norm(w) / _norm(g), sign=-1):
    return Mistake(id_, message, lambda w, g, lr: _lars(w, g, lr, ratio, sign))


_MISTAKES = (
    _wrong("ratio-upside-down", "The ratio is |w| / |g|: a gradient twice as long must not make a "
           "longer step. Yours grows with the square of it.", lambda w, g: _norm(g) / _norm(w)),
    _wrong("plain-sgd", "That is plain SGD: the step has to have the length lr |w|, whatever the "
           "size of the gradient.", lambda w, g: 1),
    _wrong("uphill", "You step uphill: take the gradient off.", sign=1),
    _wrong("weights-forgotten", "The step has the length lr in yours: it should be lr |w|.",
           lambda w, g: 1 / _norm(g)),
    _wrong("gradient-not-normalised", "You multiply by |w| and do not divide by |g|.",
           lambda w, g: _norm(w)),
    _wrong("entry-by-entry", "You scale each entry by itself; one ratio serves the whole layer.",
           lambda w, g: abs(w) / abs(g)),
    _wrong("sign-of-each-entry", "You use the sign of each entry: that is signSGD.",
           lambda w, g: _norm(w) / abs(g)),
    _wrong("norm-squared", "You use squared norms: the roots are missing.",
           lambda w, g: (w**2).sum() / (g**2).sum()),
    _wrong("sum-of-absolutes", "The norm is the root of the sum of squares, not the sum of "
           "absolute values.", lambda w, g: abs(w).sum() / abs(g).sum()),
    _wrong("clipped", "You clip the gradient; LARS lengthens short ones, too.",
           lambda w, g: min(1, 1 / _norm(g))),
    Mistake("zero-gradient", "A gradient of 0 has no direction: 0 / 0 is nan. Leave the weights as "
            "they are then.", _unguarded),
)  # fmt: skip


def _moved(cases, results, targets):
    return not np.allclose(results[2][0], targets[2][0], atol=1e-4)


def _step_alone(cases, results, targets):
    right = [w - t[0] for (w, _, _), t in zip(cases[:2], targets)]
    return any(
        all(np.allclose(r[0], sign * step, atol=1e-3) for r, step in zip(results, right))
        for sign in (-1, 1)
    )


def _other_length(cases, results, targets):
    steps = [(_norm(r[0] - w), lr * _norm(w)) for (w, _, lr), r in zip(cases[:2], results)]
    return any(abs(step - right) > 1e-3 for step, right in steps)


_ZERO = (*draw(9, (3, 2)).reshape(1, 3, 2), np.zeros((3, 2)), 0.1)

TASK = Task(
    id="lars-step",
    title="A step of LARS",
    section="Repair after the fact",
    stars=2,
    statement="""\
LARS scales the step of each layer to its weights: it goes against the gradient, and its length is
`lr` times the Euclidean norm of the layer's weights. Write `lars_step(w, g, lr)`: the new weights
of one layer, for weights `w` and a gradient `g` of the same shape (any). Where the gradient is 0
everywhere, the weights stay as they are.
""",
    name="lars_step",
    stub="def lars_step(w, g, lr):\n    return ...\n",
    solution="""\
def lars_step(w, g, lr):
    size = float((g**2).sum()) ** 0.5
    if size == 0:
        return w
    return w - lr * float((w**2).sum()) ** 0.5 / size * g
""",
    explanation="g / |g| is a direction; lr |w| is how far to go. An exploding gradient makes no "
    "longer step than a vanishing one.",
    hints=("Make a direction of the gradient first: divide by its norm.",
           "Then go lr |w| against it. What happens when g is 0?"),
    checker=FunctionCheck(
        names=("w", "g", "lr"),
        cases=[(*draw(7, (4, 3), (4, 3)), 1.5), (3 * draw(8, (5,)), 0.02 * draw(10, (5,)), 0.4),
               _ZERO],
        target=_lars,
        parts=(Part("weights", _MISTAKES),),
        modes=("mxnet", "numpy"),
        laws=(
            Mistake("step-alone", "That is the step alone. The new weights are asked for: take it "
                    "off the old ones.", _step_alone),
            Mistake("wrong-length", "The step has to have the length lr |w|.", _other_length),
            Mistake("zero-gradient", "Where the gradient is 0 everywhere, the weights have to stay "
                    "as they are.", _moved),
            Mistake("wrong-direction", "The step has the right length, but it does not go straight "
                    "against the gradient.", lambda cases, results, targets: True),
        ),
    ),
)  # fmt: skip
