"""DropConnect."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw

X, W, B = draw(97, (5, 4), (4, 4), (4,))
MASK = (np.arange(16).reshape(4, 4) * 7 % 10 > 3).astype(float)
CASES = [(X, W, B, MASK, 0.4), (X[:4], W, 2 * B, MASK.T, 0.25), (X[:1], W, B, np.ones((4, 4)), 0.5)]

_OUT = (
    Mistake(
        "scale-forgotten",
        "The mean of the output has to stay: divide the product by 1 - p.",
        lambda X, W, b, mask, p: X @ (W * mask) + b,
    ),
    Mistake(
        "bias-scaled",
        "The bias is not dropped, so it is not scaled either.",
        lambda X, W, b, mask, p: (X @ (W * mask) + b) / (1 - p),
    ),
    Mistake(
        "mask-inverted",
        "mask is 1 where a weight is kept.",
        lambda X, W, b, mask, p: X @ (W * (1 - mask)) / (1 - p) + b,
    ),
    Mistake(
        "mask-forgotten",
        "No weight is dropped: multiply W by the mask.",
        lambda X, W, b, mask, p: X @ W + b,
    ),
    Mistake(
        "outputs-dropped",
        "You drop outputs, which is dropout. DropConnect drops single weights.",
        lambda X, W, b, mask, p: (X @ W) * mask[0] / (1 - p) + b,
    ),
    Mistake(
        "scaled-the-wrong-way",
        "You multiply by 1 - p, as one does in prediction where training has not divided.",
        lambda X, W, b, mask, p: X @ (W * mask) * (1 - p) + b,
    ),
    Mistake(
        "p-for-keep",
        "p is the probability to drop: divide by 1 - p.",
        lambda X, W, b, mask, p: X @ (W * mask) / p + b,
    ),
    Mistake(
        "bias-forgotten",
        "The bias is missing.",
        lambda X, W, b, mask, p: X @ (W * mask) / (1 - p),
    ),
    Mistake(
        "bias-dropped",
        "You multiply the bias by a row of the mask. Single weights are dropped, and no bias.",
        lambda X, W, b, mask, p: X @ (W * mask) / (1 - p) + b * mask[0],
    ),
    Mistake(
        "mask-transposed",
        "The mask has the shape of W; you use its transpose.",
        lambda X, W, b, mask, p: X @ (W * mask.T) / (1 - p) + b,
    ),
    Mistake(
        "matrix-product-with-the-mask",
        "W and the mask are multiplied entry by entry, not as matrices.",
        lambda X, W, b, mask, p: X @ (W @ mask) / (1 - p) + b,
    ),
    Mistake(
        "bias-subtracted",
        "The bias is added, not taken away.",
        lambda X, W, b, mask, p: X @ (W * mask) / (1 - p) - b,
    ),
    Mistake(
        "brackets",
        "Only 1 divides: `x / 1 - p` means `(x / 1) - p`. Write `x / (1 - p)`.",
        lambda X, W, b, mask, p: X @ (W * mask) / 1 - p + b,
    ),
    Mistake(
        "scaled-twice",
        "You divide by 1 - p twice.",
        lambda X, W, b, mask, p: X @ (W * mask) / (1 - p) ** 2 + b,
    ),
    Mistake(
        "bias-scaled",
        "You multiply the bias by 1 - p. It is not dropped, so it stays as it is.",
        lambda X, W, b, mask, p: X @ (W * mask) / (1 - p) + (1 - p) * b,
    ),
    Mistake(
        "inputs-dropped",
        "You drop inputs, which is dropout. DropConnect drops single weights.",
        lambda X, W, b, mask, p: (X * mask[:, 0]) @ W / (1 - p) + b,
    ),
    Mistake(
        "share-of-the-mask",
        "You divide by the share that this mask keeps. The scale is 1 - p for every mask.",
        lambda X, W, b, mask, p: X @ (W * mask) / mask.mean() + b,
    ),
)

TASK = Task(
    id="dropconnect-layer",
    title="DropConnect",
    section="Relatives",
    stars=1,
    statement="""\
Write `dropconnect_forward(X, W, b, mask, p)`: a Dense layer of which single weights are dropped.
`X` is (n, d), `W` is (d, h), `b` is (h,); `mask` has the shape of `W`, 1 where a weight is kept and
0 where it is dropped, which happens with probability `p`. The output has the shape (n, h), and its
mean over masks is `X W + b`.
""",
    name="dropconnect_forward",
    stub="def dropconnect_forward(X, W, b, mask, p):\n    return ...\n",
    solution="""\
def dropconnect_forward(X, W, b, mask, p):
    return np.dot(X, W * mask) / (1 - p) + b
""",
    explanation="Each weight is kept with probability 1 - p, so the product has to be divided by "
    "that; the bias is never dropped. One mask serves all rows here; Wan et al. (2013, see "
    "notebook 12) draw one for each example.",
    hints=(
        "Drop the weights first, then multiply.",
        "What is the mean of W * mask? By what must you divide? And the bias?",
        "`np.dot(X, W * mask) / (1 - p) + b`.",
    ),
    checker=FunctionCheck(
        names=("X", "W", "b", "mask", "p"),
        cases=CASES,
        target=lambda X, W, b, mask, p: X @ (W * mask) / (1 - p) + b,
        parts=(Part("output", _OUT),),
        modes=("mxnet", "numpy"),
        laws=(
            Mistake(
                "mean-moves",
                "With a mask of ones and p = 1/2 the output is 2 X W + b.",
                lambda cases, results, targets: abs(results[2][0] - targets[2][0]).max() > 1e-3,
            ),
            Mistake(
                "wrong-mask",
                "Right where the mask keeps every weight, wrong where it drops some.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
