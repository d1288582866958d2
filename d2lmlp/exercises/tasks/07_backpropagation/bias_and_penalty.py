"""The gradients of a net with a bias and a penalty."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import as_numpy
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw, sigmoid


def _gradients(x, y, W1, b1, W2, lam, **change):
    x, y, W1, b1, W2 = map(as_numpy, (x, y, W1, b1, W2))
    z = W1 @ x + change.get("bias", 1) * b1
    h = change.get("act", np.tanh)(z)
    do = change.get("do", lambda e: e)(W2 @ h - y)
    dh = W2.T @ do
    dz = dh * change.get("slope", lambda z, h: 1 - h**2)(z, h)
    first, second, bias = change.get("penalty", (1, 1, 0))
    db1 = dh if change.get("raw") else dz
    read = z if change.get("reads_z") else h
    return (
        np.outer(dz, x) + first * lam * W1,
        db1 + bias * lam * b1,
        np.outer(do, read) + second * lam * W2,
    )


def _wrong(name, message, **change):
    return Mistake(name, message, lambda *args: _gradients(*args, **change))


_NO_TANH = "The forward pass lacks the tanh: h = tanh(z), and o comes from h, not from z."

_MISTAKES = (
    _wrong(
        "db1-without-slope",
        "db1 is dJ/dh in yours: the bias sits before the tanh, so its gradient is dJ/dz.",
        raw=True,
    ),
    _wrong("bias-penalised", "b1 is in no penalty: no lam * b1.", penalty=(1, 1, 1)),
    _wrong(
        "penalty-forgotten",
        "The penalty depends on the weights: it adds lam * W to both gradients.",
        penalty=(0, 0, 0),
    ),
    _wrong(
        "half-forgotten",
        "With lam / 2 in front of the squares the 2 cancels: lam * W, not 2 lam * W.",
        penalty=(2, 2, 0),
    ),
    _wrong("penalty-of-W1-only", "W2 is penalised too: + lam * W2.", penalty=(1, 0, 0)),
    _wrong("penalty-of-W2-only", "W1 is penalised too: + lam * W1.", penalty=(0, 1, 0)),
    _wrong(
        "slope-forgotten",
        "The slope of tanh is missing on the way through the hidden layer: 1 - h².",
        slope=lambda z, h: 1,
    ),
    _wrong(
        "activation-for-slope",
        "You multiply by tanh(z) itself; its slope is 1 - tanh(z)².",
        slope=lambda z, h: h,
    ),
    _wrong(
        "slope-at-h",
        "You take the slope at h; h is tanh(z) already, and the slope is 1 - h².",
        slope=lambda z, h: 1 - np.tanh(h) ** 2,
    ),
    _wrong(
        "sigmoid-slope",
        "That is the slope of the sigmoid; the hidden units are tanh.",
        slope=lambda z, h: sigmoid(z) * (1 - sigmoid(z)),
    ),
    _wrong(
        "error-doubled",
        "The 1/2 of the loss cancels the 2: the error is o - y.",
        do=lambda e: 2 * e,
    ),
    _wrong("sign-flipped", "The error is o - y, not y - o.", do=lambda e: -e),
    _wrong("forward-without-bias", "The forward pass lacks the bias: z = W1 x + b1.", bias=0),
    _wrong("forward-without-tanh", _NO_TANH, act=lambda z: z),
    _wrong("forward-without-tanh", _NO_TANH, act=lambda z: z, slope=lambda z, h: 1),
    _wrong(
        "forward-without-tanh",
        _NO_TANH,
        act=lambda z: z,
        slope=lambda z, h: 1 - np.tanh(z) ** 2,
    ),
    _wrong("z-for-h", "W2 reads h = tanh(z), not z: its gradient has hᵀ in it.", reads_z=True),
)


def _case(seed, d, h, q, lam):
    x, y, W1, b1, W2 = draw(seed, (d,), (q,), (h, d), (h,), (q, h))
    return x, y, W1, b1, W2, lam


def _first(k, name, message):
    def broken(cases, results, targets):
        return any(
            r[k].shape != t[k].shape or not np.allclose(r[k], t[k], atol=1e-3)
            for r, t in zip(results, targets)
        )

    return Mistake(name, message, broken)


TASK = Task(
    id="bias-and-penalty",
    title="A bias in the hidden layer",
    section="Columns and rows",
    stars=2,
    statement="""\
Add a bias to the book's net, in columns, for one example: $\\mathbf{z} =
\\mathbf{W}_1\\mathbf{x} + \\mathbf{b}_1$, $\\mathbf{h} = \\tanh(\\mathbf{z})$, $\\mathbf{o} =
\\mathbf{W}_2\\mathbf{h}$, $J =
\\tfrac12\\lVert\\mathbf{o}-\\mathbf{y}\\rVert^2 +
\\tfrac{\\lambda}{2}(\\lVert\\mathbf{W}_1\\rVert^2 + \\lVert\\mathbf{W}_2\\rVert^2)$.
Write `with_bias(x, y, W1, b1, W2, lam)`, which returns `(dW1, db1, dW2)` from formulas, without
autograd. Shapes: `x` (d,), `y` (q,), `W1` (h, d), `b1` (h,), `W2` (q, h).
""",
    name="with_bias",
    stub="def with_bias(x, y, W1, b1, W2, lam):\n    return ...\n",
    solution="""\
def with_bias(x, y, W1, b1, W2, lam):
    h = np.tanh(np.dot(W1, x) + b1)
    do = np.dot(W2, h) - y
    dz = np.dot(W2.T, do) * (1 - h**2)
    return np.outer(dz, x) + lam * W1, dz, np.outer(do, h) + lam * W2
""",
    explanation="z = W1 x + b1 is a sum, which sends its gradient on unchanged: db1 is dJ/dz. In "
    "the graph b1 has one edge, to z; the penalty does not read it.",
    hints=(
        "From the end: the gradient of the loss with respect to o is o - y.",
        "On through W2 and the slope of tanh: dz = W2ᵀ (o - y) ⊙ (1 - h²).",
        "A sum sends its gradient on: db1 is dz. The penalty adds lam * W, to weights only.",
    ),
    checker=FunctionCheck(
        names=("x", "y", "W1", "b1", "W2", "lam"),
        cases=[_case(1, 3, 4, 2, 0.1), _case(2, 2, 5, 1, 0.7), _case(3, 4, 4, 4, 1.5)],
        target=_gradients,
        forbidden=(
            (
                "backward",
                "by-autograd",
                "The values are right, and they come from autograd: the task asks for formulas.",
            ),
        ),
        parts=(Part("dW1"), Part("db1"), Part("dW2")),
        modes=("mxnet", "numpy"),
        mistakes=_MISTAKES,
        laws=(
            _first(2, "output-layer-wrong", "dW2 is wrong already: (o - y) hᵀ + lam W2."),
            _first(1, "way-back-wrong", "dW2 is right and db1 is not: it is W2ᵀ (o - y), times "
                   "the slope 1 - h²."),
            _first(0, "first-weights-wrong", "All but dW1 is right: it is dz xᵀ + lam W1."),
        ),
    ),
)  # fmt: skip
