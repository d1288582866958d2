"""One bias for all rows: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw


def _shapes(seed, n, d, h):
    return tuple(draw(seed, (n, d), (d, h), (1, h)))


def _bias(X, W, b):
    return X @ W + b, np.full((1, W.shape[1]), float(len(X)))


_H = (
    Mistake(
        "bias-forgotten",
        "The bias is missing in H: with X = 0 every row of H should be b, and yours is 0.",
        lambda X, W, b: X @ W,
    ),
    Mistake(
        "bias-subtracted",
        "The bias is added, not taken away: with X = 0 H is b.",
        lambda X, W, b: X @ W - b,
    ),
    Mistake(
        "bias-summed-up",
        "You add the sum of b to every entry. Column j gets b[j] alone.",
        lambda X, W, b: X @ W + b.sum(),
    ),
    Mistake(
        "bias-averaged",
        "You add the mean of b to every entry. Column j gets b[j] alone.",
        lambda X, W, b: X @ W + b.mean(),
    ),
    Mistake(
        "bias-once-per-row-number",
        "You add b n times. Broadcasting lays one copy of b under each row.",
        lambda X, W, b: X @ W + len(X) * b,
    ),
    Mistake(
        "bias-shared-out",
        "You divide b by the number of rows. Every row gets the whole of b.",
        lambda X, W, b: X @ W + b / len(X),
    ),
    Mistake(
        "bias-in-the-first-row-only",
        "Only one row got the bias. Broadcasting adds b to every row.",
        lambda X, W, b: X @ W + b * (np.arange(len(X)) == 0)[:, None],
    ),
    Mistake(
        "bias-times-weights",
        "You add the bias before the product. In H = XW + b it comes after.",
        lambda X, W, b: (X + b if W.shape[1] in (1, X.shape[1]) else X + np.nan) @ W,
    ),
    Mistake(
        "transposed-weights",
        "You multiply by the transpose of W. Here rows are examples and W is (d, h): H = XW.",
        lambda X, W, b: X @ W.T + b if W.shape[0] == W.shape[1] else np.zeros((1, 1, 1)),
    ),
    Mistake(
        "W-transposed-where-square",
        "Where W is square you multiply by its transpose: it is X @ W whatever the shape.",
        lambda X, W, b: X @ (W.T if W.shape[0] == W.shape[1] else W) + b,
    ),
    Mistake(
        "nonlinearity-added",
        "H is the pre-activation XW + b; no ReLU yet.",
        lambda X, W, b: np.maximum(X @ W + b, 0),
    ),
    Mistake(
        "product-entrywise",
        "`*` multiplies entry by entry; the matrix product is `@`.",
        lambda X, W, b: X * W + b if X.shape == W.shape else np.zeros((1, 1, 1)),
    ),
)
_DB = (
    Mistake(
        "db-all-ones",
        "db is all ones, and each entry should be n: b[j] moves all n entries of column j, and "
        "their gradients add up.",
        lambda X, W, b: np.ones((1, W.shape[1])),
    ),
    Mistake(
        "db-not-summed",
        "db has one row per example. b is one row that all examples share, so the rows add up.",
        lambda X, W, b: np.ones((len(X), W.shape[1])),
    ),
    Mistake(
        "row-axis-lost",
        "The values are right, but the shape is (h,): b has the shape (1, h), and its gradient has "
        "the same. A sum over the rows keeps its axis with `keepdims=True`.",
        lambda X, W, b: np.full(W.shape[1], float(len(X))),
    ),
    Mistake(
        "db-not-summed",
        "db is all ones, of shape (h,): every row of H uses b, so each entry is n, in shape (1, "
        "h).",
        lambda X, W, b: np.ones(W.shape[1]),
    ),
    Mistake(
        "db-one-number",
        "db is one number. Each of the h entries of b has a gradient of its own.",
        lambda X, W, b: np.asarray(float(len(X))),
    ),
    Mistake(
        "db-one-number",
        "Yours is n h, one number for all columns. Each of the h entries of b has its own "
        "gradient, n.",
        lambda X, W, b: np.asarray(float(len(X) * W.shape[1])),
    ),
    Mistake(
        "db-sums-H",
        "Yours is the sum of H over the rows, as of H itself or as the gradient of half its "
        "squares. sum(H) grows with b[j] by 1 for each row.",
        lambda X, W, b: (X @ W + b).sum(axis=0, keepdims=True),
    ),
    Mistake(
        "db-of-squares",
        "That is twice the sum of H over the rows, the gradient of the sum of the *squares* of H. "
        "Asked for is that of the sum.",
        lambda X, W, b: 2 * (X @ W + b).sum(axis=0, keepdims=True),
    ),
    Mistake(
        "db-averaged",
        "Yours is H's mean over the rows; asked for is the gradient of the sum of H, n in each "
        "entry.",
        lambda X, W, b: (X @ W + b).mean(axis=0, keepdims=True),
    ),
    Mistake(
        "db-of-the-mean",
        "That is the gradient of the *mean* of all entries of H; asked for is that of their sum, n "
        "h times as large.",
        lambda X, W, b: np.full((1, W.shape[1]), 1 / W.shape[1]),
    ),
    Mistake(
        "db-is-b",
        "That is b itself. sum(H) grows by n, the number of rows, for each unit of b[j].",
        lambda X, W, b: b,
    ),
    Mistake(
        "db-times-b",
        "That is n times b. The derivative of n b[j] with respect to b[j] is n.",
        lambda X, W, b: len(X) * b,
    ),
    Mistake(
        "db-column",
        "db stands upright, (h, 1); b lies, (1, h).",
        lambda X, W, b: np.full((W.shape[1], 1), float(len(X))),
    ),
    Mistake(
        "db-wrong-axis",
        "You summed over the columns, axis 1. b has one entry per column: sum over the rows, axis "
        "0.",
        lambda X, W, b: np.full((len(X), 1), float(W.shape[1])),
    ),
    Mistake(
        "db-counts-columns",
        "Each entry should be the number of rows of H, not of its columns.",
        lambda X, W, b: np.full((1, W.shape[1]), float(W.shape[1])),
    ),
    Mistake(
        "db-counts-features",
        "Each entry should be the number of rows n, not of features d.",
        lambda X, W, b: np.full((1, W.shape[1]), float(W.shape[0])),
    ),
    Mistake(
        "db-divided",
        "Yours is 1 / n. The bias stands in every row of H, and all of H is summed: each row adds "
        "1, so each entry is n, and nothing is divided.",
        lambda X, W, b: np.full((1, W.shape[1]), 1.0 / len(X)),
    ),
    Mistake(
        "db-per-row",
        "You kept the right number n once per example: (n, h). b is one row.",
        lambda X, W, b: np.full((len(X), W.shape[1]), float(len(X))),
    ),
    Mistake(
        "db-sums-weights",
        "You summed W, which does not matter for this derivative: each row of H grows by 1 with "
        "b[j].",
        lambda X, W, b: W.sum(axis=0, keepdims=True),
    ),
    Mistake(
        "db-zero",
        "db is 0, as where a `grad` is set to 0 before it is read. Adding a constant to b does "
        "change sum(H): by n for each unit of b[j].",
        lambda X, W, b: np.zeros((1, W.shape[1])),
    ),
)

TASK = Task(
    id="bias-broadcast",
    title="One bias for all rows",
    section="Incorporating hidden layers",
    stars=1,
    statement="""\
A reader asks: in $H = XW + b$ the product is n x h and the bias 1 x h. Does that fit? Write
`affine(X, W, b)` for `X` of shape (n, d), `W` of shape (d, h) and `b` of shape (1, h). Return `(H,
db)`: `H` of shape (n, h), and `db`, the gradient of the sum of all entries of `H` with respect to
`b`, in the shape of `b`, **(1, h)**. It has to work for n = 1 and for square matrices as well.
""",
    name="affine",
    stub="def affine(X, W, b):\n    return ...\n",
    solution="""\
def affine(X, W, b):
    H = np.dot(X, W) + b
    dH = np.ones_like(H)
    return H, dH.sum(axis=0, keepdims=True)
""",
    explanation="b is broadcast: one copy under each row, H = XW + 1b with a column of ones. "
    "Every row "
    "passes a gradient of 1 to b, so db is their sum, n in each entry. A bias of n rows would be a "
    "parameter per example, of no use for new data. A reader writes the hidden layer with b2 in "
    "the place of b1. Each layer has its own bias: b1 has h entries, b2 one for each output. So "
    "the sum raises an error, unless there is one output: then it is broadcast, and all hidden "
    "units are shifted alike.",
    hints=(
        "How many entries of H change when b[0, j] grows by 1?",
        "All n entries of column j, by 1 each: sum(H) grows by n.",
        "db is the sum of ones over axis 0; `keepdims=True` keeps the shape (1, h).",
    ),
    checker=FunctionCheck(
        names=("X", "W", "b"),
        cases=[
            _shapes(0, 4, 3, 2),
            _shapes(1, 1, 3, 2),
            _shapes(2, 3, 3, 3),
            _shapes(3, 5, 2, 4),
            _shapes(4, 6, 4, 1),
            (  # a bias of 0, and a row of zeros
                np.array([[0.0, 0.0, 0.0], [1.0, -2.0, 0.5]]),
                np.array([[0.4, -1.0], [0.3, 0.8], [-0.6, 0.2]]),
                np.array([[0.0, 0.7]]),
            ),
        ],
        target=_bias,
        parts=(Part("H", _H), Part("db", _DB, strict_shape=True)),
        laws=(
            Mistake(
                "H-wrong",
                "In some call H is not X @ W with the same row, b, added everywhere.",
                lambda cases, results, targets: any(
                    not np.allclose(
                        r[0] - t[0], (r[0] - t[0]).mean(axis=0, keepdims=True), atol=1e-3
                    )
                    for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "bias-wrong",
                "In some call H is X @ W plus one and the same row, and that row is not b.",
                lambda cases, results, targets: any(
                    not np.allclose(r[0], t[0], atol=1e-3) for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "db-wrong",
                "Each entry of db should be the number of rows: each row of H grows by 1 with "
                "b[j].",
                lambda cases, results, targets: True,
            ),
        ),
        modes=("mxnet", "numpy"),
        told=lambda X, W, b: f"n = {len(X)} rows, d = {W.shape[0]}, h = {W.shape[1]}",
    ),
)
