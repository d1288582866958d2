"""A step with L1."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw

W, G = draw(61, (12,), (12,))
W[3], W[7], W[9], G[9] = 0.02, -0.01, 0.03, 0.9
CASES = [
    (np.array([2.0, -1.5, 0.05, -0.02, 0.4]), np.array([1.0, 0.5, 0.1, 0.0, -2.0]), 0.1, 0.5),
    (W, G, 0.05, 1.0),
    (np.array([0.3, -0.3, 1.0]), np.zeros(3), 0.2, 3.0),
    (np.array([0.0, 0.5, -0.5]), np.array([0.05, 1.0, -1.0]), 0.5, 0.2),
    (np.array([0.3, -0.2, 0.4]), np.array([8.0, -9.0, 1.0]), 0.1, 0.5),  # two change their sign
    (np.array([0, 0, 0.01, 0.3, -0.02]), np.array([3, -2, -3, 2.9, 0.5]), 0.1, 0.5),  # from 0, to 0
]


def _soft(v, t):
    return np.sign(v) * np.maximum(abs(v) - t, 0)


_STEP = (
    Mistake(
        "subgradient",
        "That is a step with the sign of w. It jumps across 0: the weight 0.02 with no gradient "
        "and lr * lam = 0.05 becomes -0.03, not 0.",
        lambda w, g, lr, lam: w - lr * (g + lam * np.sign(w)),
    ),
    Mistake(
        "sign-grows-the-weight",
        "You multiply w by 1 + lam * sign(w): positive weights grow. L1 takes the same amount off "
        "every weight, whatever its size.",
        lambda w, g, lr, lam: (1 + lam * np.sign(w)) * w - lr * g,
    ),
    Mistake(
        "l2-for-l1",
        "That is the step of L2, a share of each weight: 1 - lr * lam. It never reaches 0.",
        lambda w, g, lr, lam: (1 - lr * lam) * w - lr * g,
    ),
    Mistake(
        "sign-of-the-old-weight",
        "The step may carry a weight across 0, and then the threshold has to push the other way: "
        "take the sign of w - lr * g, not of w.",
        lambda w, g, lr, lam: np.sign(w) * np.maximum(abs(w - lr * g) - lr * lam, 0),
    ),
    Mistake(
        "gradient-forgotten",
        "You threshold w as it is. First comes the step against the gradient, w - lr * g.",
        lambda w, g, lr, lam: _soft(w, lr * lam),
    ),
    Mistake(
        "subgradient-afterwards",
        "You take lr * lam off every weight, by its sign: those that are nearer to 0 than that "
        "jump across. They have to stop at 0.",
        lambda w, g, lr, lam: w - lr * g - lr * lam * np.sign(w - lr * g),
    ),
    Mistake(
        "rate-forgotten",
        "The threshold is lr * lam, as a step of size lr on the penalty lam * |w|; yours is lam.",
        lambda w, g, lr, lam: _soft(w - lr * g, lam),
    ),
    Mistake(
        "half-the-threshold",
        "The penalty is lam * |w| without a half: the slope of |w| is 1, so the threshold is "
        "lr * lam.",
        lambda w, g, lr, lam: _soft(w - lr * g, lr * lam / 2),
    ),
    Mistake(
        "threshold-before-the-step",
        "You threshold w and take the step afterwards: the gradient moves the zeros away again. "
        "First the step, then the threshold.",
        lambda w, g, lr, lam: _soft(w, lr * lam) - lr * g,
    ),
    Mistake(
        "hard-threshold",
        "You set small weights to 0 and leave the large ones alone. L1 pulls all of them, by "
        "lr * lam.",
        lambda w, g, lr, lam: np.where(abs(w - lr * g) > lr * lam, w - lr * g, 0),
    ),
    Mistake(
        "sign-lost",
        "You lose the sign: negative weights come back positive. Multiply by sign(v).",
        lambda w, g, lr, lam: np.maximum(abs(w - lr * g) - lr * lam, 0),
    ),
    Mistake(
        "relu-for-both-sides",
        "You cut off everything below the threshold, negative weights as well: those of -1.5 have "
        "to become -1.45, not 0.",
        lambda w, g, lr, lam: np.maximum(w - lr * g - lr * lam, 0),
    ),
    Mistake(
        "penalty-forgotten",
        "That is the step without any penalty.",
        lambda w, g, lr, lam: w - lr * g,
    ),
    Mistake(
        "uphill",
        "You add the gradient: a step goes against it.",
        lambda w, g, lr, lam: _soft(w + lr * g, lr * lam),
    ),
    Mistake(
        "rate-of-the-gradient-forgotten",
        "The gradient is not multiplied by lr.",
        lambda w, g, lr, lam: _soft(w - g, lr * lam),
    ),
    Mistake(
        "change-for-weights",
        "You return the change. The weights after the step are asked for.",
        lambda w, g, lr, lam: _soft(w - lr * g, lr * lam) - w,
    ),
)

TASK = Task(
    id="l1-step",
    title="A step with L1",
    section="L1: zeros that are zero",
    stars=2,
    statement=r"""
The loss has the gradient `g` at the weights `w`, and a penalty $\lambda \lVert w \rVert_1$ is added
to it. Write `l1_step(w, g, lr, lam)`: the weights after one **proximal** step, first the step of
gradient descent with rate `lr`, then every weight moved towards 0 by `lr * lam`, but not beyond 0.
`w` and `g` have the shape (d,).
""",
    name="l1_step",
    stub="def l1_step(w, g, lr, lam):\n    return ...\n",
    solution="""\
def l1_step(w, g, lr, lam):
    v = w - lr * g
    return np.sign(v) * np.maximum(np.abs(v) - lr * lam, 0)
""",
    explanation="Soft thresholding is the exact minimiser of lr times the penalty plus half the "
    "squared distance to v. Whatever lies within lr * lam of 0 becomes exactly 0, and stays there "
    "as long as its gradient is smaller than lam.",
    hints=(
        "Call the weights after the usual step v. What should become of v = 3, -3 and 0.001?",
        "The size |v| loses lr * lam, but not more than it has; the sign stays.",
        "`np.sign(v) * np.maximum(np.abs(v) - lr * lam, 0)`.",
    ),
    checker=FunctionCheck(
        names=("w", "g", "lr", "lam"),
        cases=CASES,
        target=lambda w, g, lr, lam: _soft(w - lr * g, lr * lam),
        parts=(Part("weights", _STEP),),
        laws=(
            Mistake(
                "no-zeros",
                "A weight that is closer to 0 than lr * lam after the step has to become 0.",
                lambda cases, results, targets: any(
                    ((t[0] == 0) & (abs(r[0]) > 1e-6)).any() for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "wrong-pull",
                "Each weight that stays loses lr * lam of its size after the step.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
