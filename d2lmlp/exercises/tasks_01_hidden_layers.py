"""The tasks of notebook 01: broadcasting a bias, XOR by hand, and what a bottleneck loses."""

import numpy as np

from d2lmlp.exercises.function_check import FunctionCheck, Part
from d2lmlp.exercises.reference import draw
from d2lmlp.exercises.task import Mistake, Task
from d2lmlp.exercises.witness_check import WitnessCheck
from d2lmlp.exercises.xor_check import XorCheck

NOTEBOOK = "01_hidden_layers"

# --- bias-broadcast ------------------------------------------------------------------------------


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
        lambda X, W, b: (X + b if X.shape[1] == W.shape[1] else X + np.nan) @ W,
    ),
    Mistake(
        "transposed-weights",
        "You multiply by the transpose of W. Here rows are examples and W is (d, h): H = XW.",
        lambda X, W, b: X @ W.T + b if W.shape[0] == W.shape[1] else np.zeros((1, 1, 1)),
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
        "db-not-summed",
        "db is all ones: you forgot that every row of H uses b. With n rows each entry of b moves "
        "sum(H) by n.",
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
        "the same. Sum with `keepdims=True`.",
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
        "You summed over rows and columns. Each of the h entries of b has its own gradient, n.",
        lambda X, W, b: np.asarray(float(len(X) * W.shape[1])),
    ),
    Mistake(
        "db-sums-H",
        "You summed H itself. The gradient asks how fast sum(H) grows with b: by 1 for each row.",
        lambda X, W, b: (X @ W + b).sum(axis=0, keepdims=True),
    ),
    Mistake(
        "db-averaged",
        "You took H's mean over the rows, not the gradient of its sum.",
        lambda X, W, b: (X @ W + b).mean(axis=0, keepdims=True),
    ),
    Mistake(
        "db-is-b",
        "That is b itself. sum(H) grows by n, the number of rows, for each unit of b[j].",
        lambda X, W, b: b,
    ),
    Mistake(
        "db-times-b",
        "That is n times b. The derivative of n b[j] by b[j] is n.",
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
        "Each entry should be the number of rows of X, not of columns.",
        lambda X, W, b: np.full((1, W.shape[1]), float(W.shape[1])),
    ),
    Mistake(
        "db-counts-features",
        "Each entry should be the number of rows n, not of features d.",
        lambda X, W, b: np.full((1, W.shape[1]), float(W.shape[0])),
    ),
    Mistake(
        "db-divided",
        "You divide by the number of rows: that is the gradient of a mean; H is summed.",
        lambda X, W, b: np.full((1, W.shape[1]), 1.0 / len(X)),
    ),
    Mistake(
        "db-per-row",
        "You kept the right number n once per example: (n, h). b is one row.",
        lambda X, W, b: np.full((len(X), W.shape[1]), float(len(X))),
    ),
    Mistake(
        "db-sums-weights",
        "That is a sum of W: the gradient by X, not by b. By b each row adds 1.",
        lambda X, W, b: W.sum(axis=0, keepdims=True),
    ),
    Mistake(
        "db-zero",
        "Adding a constant to b does change sum(H): by n for each unit of b[j].",
        lambda X, W, b: np.zeros((1, W.shape[1])),
    ),
)

bias_broadcast = Task(
    id="bias-broadcast",
    title="One bias for all rows",
    notebook=NOTEBOOK,
    stars=1,
    statement="""\
A reader asks: in $H = XW + b$ the product is n x h and the bias 1 x h. Does that fit? Write
`affine(X, W, b)` for `X` of shape (n, d), `W` of shape (d, h) and `b` of shape (1, h). Return `(H,
db)`: `H` of shape (n, h), and `db`, the gradient of the sum of all entries of `H` by `b`, in the
shape of `b`, **(1, h)**. It has to work for n = 1 and for square matrices as well.
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
    "parameter per example, of no use for new data.",
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
        ],
        target=_bias,
        parts=(Part("H", _H), Part("db", _DB, strict_shape=True)),
        laws=(
            Mistake(
                "product-wrong",
                "H is not X @ W plus the same row everywhere: the product itself is another.",
                lambda cases, results, targets: any(
                    not np.allclose(
                        r[0] - t[0], (r[0] - t[0]).mean(axis=0, keepdims=True), atol=1e-3
                    )
                    for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "bias-wrong",
                "X @ W is right in H, but what is added to each row is not b.",
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
    ),
)

# --- xor-by-hand ---------------------------------------------------------------------------------

xor_by_hand = Task(
    id="xor-by-hand",
    title="XOR with two hidden units",
    notebook=NOTEBOOK,
    stars=2,
    statement="""\
Choose the weights of a 2-2-1 ReLU net by hand: with `H = relu(X @ W1 + b1)` and `output = H @ w2 +
b2`, the output is **above 0.5** for the inputs (0, 1) and (1, 0), and **below 0.5** for (0, 0) and
(1, 1). Give `xor_weights = (W1, b1, w2, b2)`: `W1` of shape (2, 2), `b1` two numbers, `w2` two
numbers, `b2` one number. Lists, NumPy and MXNet arrays are all fine.
""",
    name="xor_weights",
    stub="xor_weights = (..., ..., ..., ...)  # W1, b1, w2, b2\n",
    solution="xor_weights = ([[1, 1], [1, 1]], [0, -1], [1, -2], 0)\n",
    explanation="Both units see x1 + x2, which is 0, 1, 1 or 2. The first passes it on, the second "
    "switches on only above 1. Taking twice the second away brings 2 back to 0: the outputs are 0, "
    "1, 1, 0.",
    hints=(
        "Look at s = x1 + x2: it is 0, 1, 1, 2 for the four inputs. You need 0, 1, 1, 0.",
        "relu(s) rises from the start; relu(s - 1) only from s = 1 on.",
        "relu(s) - 2 relu(s - 1): write this as W1, b1, w2, b2.",
    ),
    checker=XorCheck(),
)

# --- bottleneck-witness --------------------------------------------------------------------------

bottleneck_witness = Task(
    id="bottleneck-witness",
    title="What a bottleneck loses",
    notebook=NOTEBOOK,
    stars=3,
    statement="""\
Two linear layers d to d/2 to d, without a nonlinearity, compute a product of matrices. Show that
they can do less than one layer d to d. Write `witness(d)` for an even `d`: it returns `(T,
error)`, a d x d matrix `T` that such a net **cannot** reach, and the least Frobenius error (the
root of the sum of the squared entries of T minus the product) that any such net has on it.
""",
    name="witness",
    stub="def witness(d):\n    return ...\n",
    solution="""\
def witness(d):
    T = np.eye(d)
    return T, (d / 2) ** 0.5
""",
    explanation="A product of a d x d/2 and a d/2 x d matrix has rank d/2 at most. By Eckart and "
    "Young "
    "(1936) the best matrix of rank k misses T by the root of the sum of the squared singular "
    "values "
    "behind the first k. The identity has d singular values 1, so the error is sqrt(d / 2). It is "
    "not a matter of counting parameters: the bottleneck has d^2 of them as well.",
    hints=(
        "What is the largest rank that the product of the two weight matrices can have?",
        "Any T of rank above d/2 will do. Which matrix has the largest rank of all?",
        "Eckart-Young: the error is the root of the sum of the squared singular values of T from "
        "number d/2 + 1 on. For the identity they are all 1.",
    ),
    checker=WitnessCheck(),
)

TASKS = (bias_broadcast, xor_by_hand, bottleneck_witness)
