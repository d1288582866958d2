"""Backpropagation by hand: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.compare import close
from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw, relu, sigmoid


def _backprop(X, Y, W1, b1, W2, b2, **change):
    """Gradients of the loss; `change` replaces a step by a wrong one."""
    n = len(X)
    first, second = change.get("biases", (1, 1))
    Z = X @ W1 + first * b1
    H = change.get("act", relu)(Z)
    dO = change.get("dO", lambda out: (out - Y) / n)(H @ W2 + second * b2)
    dZ = change.get("dZ", lambda dH: dH * (Z > 0))(change.get("dH", lambda d: d @ W2.T)(dO))
    inputs = change.get("H", lambda Z, H: H)(Z, H)
    return inputs.T @ dO, dO.sum(axis=0), X.T @ dZ, dZ.sum(axis=0)


def _softmax(out):
    e = np.exp(out - out.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


# The order in which the function returns them.
def _gradients(*args, **change):
    dW2, db2, dW1, db1 = _backprop(*args, **change)
    return dW1, db1, dW2, db2


def _whole(id_, message, make):
    """A wrong step: `make(X, Y, W1, b1, W2, b2)` gives the changes to `_backprop`."""
    return Mistake(id_, message, lambda *args: _gradients(*_np(args), **make(*_np(args))))


def _np(args):
    from d2lmlp.exercises.engine.values import as_numpy

    return [as_numpy(a) for a in args]


def _forward(name, message, **change):
    """A wrong forward pass, with the right way back from there."""
    return _whole(name, message, lambda *_: change)


_NO_RELU = "The forward pass lacks the ReLU: H = relu(Z), and O comes from H, not from Z."

_FORWARD = (
    _forward("forward-without-relu", _NO_RELU, act=lambda Z: Z),
    _forward("forward-without-relu", _NO_RELU, act=lambda Z: Z, dZ=lambda dH: dH),
    _forward("forward-without-biases", "The forward pass lacks b1: Z = X W1 + b1.",
             biases=(0, 1)),
    _forward("forward-without-biases", "The forward pass lacks b2: O = H W2 + b2.",
             biases=(1, 0)),
    _forward("forward-without-biases", "The forward pass lacks both biases.", biases=(0, 0)),
    _forward("another-activation", "Your hidden units are tanh; here they are ReLUs.",
             act=np.tanh),
    _forward("another-activation", "Your hidden units are sigmoids; here they are ReLUs.",
             act=sigmoid),
    _whole("another-activation", "Your hidden units are tanh; here they are ReLUs.",
           lambda X, Y, W1, b1, *_: {
               "act": np.tanh, "dZ": lambda dH: dH * (1 - np.tanh(X @ W1 + b1) ** 2)}),
    _whole("another-activation", "Your hidden units are sigmoids; here they are ReLUs.",
           lambda X, Y, W1, b1, *_: {
               "act": sigmoid,
               "dZ": lambda dH: dH * sigmoid(X @ W1 + b1) * (1 - sigmoid(X @ W1 + b1))}),
)  # fmt: skip

_MISTAKES = (
    _whole(
        "mean-forgotten",
        "The loss is a mean over n rows: every gradient has a factor 1/n.",
        lambda X, Y, *_: {"dO": lambda out: out - Y},
    ),
    _whole(
        "half-forgotten",
        "Yours is twice the gradient: the 2 from the square cancels the 1/2 of the loss, so dO is "
        "(O - Y) / n.",
        lambda X, Y, *_: {"dO": lambda out: 2 * (out - Y) / len(X)},
    ),
    _whole(
        "half-twice",
        "Yours is half the gradient, as where the 1/2 is kept: the square brings a 2 that cancels "
        "it.",
        lambda X, Y, *_: {"dO": lambda out: (out - Y) / (2 * len(X))},
    ),
    _whole(
        "half-twice",
        "Yours is n/2 times the gradient, as where the 1/2 is kept and the mean over n rows is "
        "lost.",
        lambda X, Y, *_: {"dO": lambda out: (out - Y) / 2},
    ),
    _whole(
        "mean-forgotten",
        "The mean over n rows is lost: it is (O - Y) / n, not 2 (O - Y).",
        lambda X, Y, *_: {"dO": lambda out: 2 * (out - Y)},
    ),
    *(
        _whole(
            f"{word}-row-alone",
            f"Yours is what the {word} row alone gives: the contributions of all rows add up. "
            f"{cause}",
            lambda X, Y, *_, row=row: {
                "dO": lambda out: (
                    (np.arange(len(X)) == row % len(X)).reshape(-1, 1) * (out - Y) / len(X)
                )
            },
        )
        for word, row, cause in (
            ("first", 0, "Is the `return` inside the loop?"),
            ("last", -1, "Is it `=` where `+=` should be?"),
        )
    ),
    _whole(
        "first-row-alone",
        "Yours is what the first row alone gives, without the 1/n: the contributions of all rows "
        "add up, and each has the factor 1/n. Is the `return` inside the loop?",
        lambda X, Y, *_: {"dO": lambda out: (np.arange(len(X)) == 0).reshape(-1, 1) * (out - Y)},
    ),
    *(
        _whole(
            "square-kept",
            "You keep the square of the loss, and a gradient has its derivative: dO is "
            "(O - Y) / n.",
            lambda X, Y, *_, factor=factor: {"dO": lambda out: factor * (out - Y) ** 2 / len(X)},
        )
        for factor in (0.5, 1)
    ),
    _whole(
        "softmax-for-outputs",
        "Your dO has softmax(O) where O belongs: softmax goes with cross-entropy, and the loss "
        "here is a square.",
        lambda X, Y, *_: {"dO": lambda out: (_softmax(out) - Y) / len(X)},
    ),
    _whole(
        "slope-of-the-sigmoid",
        "H (1 - H) is the sigmoid's slope, and the hidden units are ReLUs: theirs is 1 where Z is "
        "above 0, else 0.",
        lambda X, Y, W1, b1, *_: {
            "dZ": lambda dH: dH * relu(X @ W1 + b1) * (1 - relu(X @ W1 + b1))
        },
    ),
    *(
        _whole(
            f"{word}-row-left-out",
            f"The {word} row plays no part in yours: the contributions of all rows add up.",
            lambda X, Y, *_, row=row: {
                "dO": lambda out: (
                    (np.arange(len(X)) != row % len(X)).reshape(-1, 1) * (out - Y) / len(X)
                )
            },
        )
        for word, row in (("first", 0), ("last", -1))
    ),
    _whole(
        "divided-by-columns",
        "You divide by d, the number of columns of X; n is the number of rows.",
        lambda X, Y, *_: {"dO": lambda out: (out - Y) / X.shape[1]},
    ),
    Mistake(
        "clipped",
        "Yours are the gradients, but nothing in them lies outside -1 to 1: return them as they "
        "are, without clipping.",
        lambda *args: tuple(np.clip(g, -1, 1) for g in _gradients(*_np(args))),
    ),
    _whole(
        "averaged-over-outputs",
        "You divide by all n q entries of O; the loss divides by the n rows.",
        lambda X, Y, *_: {"dO": lambda out: (out - Y) / Y.size},
    ),
    _whole(
        "sign-turned",
        "Every sign is turned, as Y - O in place of O - Y does. A step against your gradient "
        "makes the loss larger.",
        lambda X, Y, *_: {"dO": lambda out: (Y - out) / len(X)},
    ),
    _whole(
        "target-forgotten",
        "The target is missing: the error is O - Y.",
        lambda X, Y, *_: {"dO": lambda out: out / len(X)},
    ),
    _whole(
        "error-sign-only",
        "You use the sign of the error: that is the gradient of the absolute error.",
        lambda X, Y, *_: {"dO": lambda out: np.sign(out - Y) / len(X)},
    ),
    _whole(
        "upstream-is-ones",
        "You start with ones, the gradient of sum(O); the loss gives (O - Y) / n.",
        lambda X, Y, *_: {"dO": lambda out: np.ones_like(out)},
    ),
    _whole(
        "output-masked",
        "Yours is what a ReLU on the output gives, in the forward pass or as a mask on the way "
        "back: the output layer is linear.",
        lambda X, Y, *_: {"dO": lambda out: (out - Y) / len(X) * (out > 0)},
    ),
    _whole(
        "mask-forgotten",
        "The ReLU's mask is missing, or lets everything through, as H >= 0 does: a unit with a "
        "negative pre-activation passes no gradient, and yours does.",
        lambda *_: {"dZ": lambda dH: dH},
    ),
    _whole(
        "mask-turned",
        "The mask is flipped: gradients should pass where the pre-activation is positive.",
        lambda X, Y, W1, b1, W2, b2: {"dZ": lambda dH: dH * (X @ W1 + b1 <= 0)},
    ),
    _whole(
        "mask-on-the-gradient",
        "You apply ReLU to the gradient. The mask looks at the pre-activation, "
        "not at the sign of what comes back.",
        lambda *_: {"dZ": relu},
    ),
    _whole(
        "mask-is-the-activation",
        "You multiply by the activation relu(z); its slope is 0 or 1.",
        lambda X, Y, W1, b1, W2, b2: {"dZ": lambda dH: dH * relu(X @ W1 + b1)},
    ),
    *(
        _whole(
            "leaky-mask",
            f"Where Z is not above 0 your mask lets {leak:g} of the gradient pass: ReLU passes "
            "none.",
            lambda X, Y, W1, b1, W2, b2, leak=leak: {
                "dZ": lambda dH: dH * np.where(X @ W1 + b1 > 0, 1, leak)
            },
        )
        for leak in (0.01, 0.1, 0.2)
    ),
    Mistake(
        "all-zero",
        "All four gradients are 0, in every call here: a loss that is not at its least changes "
        "with the parameters.",
        lambda *args: tuple(0 * g for g in _gradients(*_np(args))),
    ),
    Mistake(
        "parameters-returned",
        "You give the parameters back; their gradients are asked for.",
        lambda *args: tuple(_np(args)[2:6]),
    ),
    _whole(
        "sigmoid-slope",
        "You use the slope of the sigmoid; the hidden units are ReLUs.",
        lambda X, Y, W1, b1, W2, b2: {
            "dZ": lambda dH: dH * sigmoid(X @ W1 + b1) * (1 - sigmoid(X @ W1 + b1))
        },
    ),
    _whole(
        "tanh-slope",
        "You use the slope of tanh; the hidden units are ReLUs.",
        lambda X, Y, W1, b1, W2, b2: {"dZ": lambda dH: dH * (1 - np.tanh(X @ W1 + b1) ** 2)},
    ),
    _whole(
        "mask-without-bias",
        "Your mask looks at X W1; the bias b1 belongs to the pre-activation.",
        lambda X, Y, W1, b1, W2, b2: {"dZ": lambda dH: dH * (X @ W1 > 0)},
    ),
    _whole(
        "pre-activation-for-activation",
        "dW2 multiplies by what the output layer was fed: H = relu(Z), not Z.",
        lambda *_: {"H": lambda Z, H: Z},
    ),
)


def _part(k, id_, message, formula):
    """A wrong formula for one of the four results, from (X, Y, W1, b1, W2, b2, its right value)."""
    return Mistake(id_, message, lambda *args: formula(*args, _gradients(*args)))


_DW1 = (
    _part(
        0,
        "dW1-transposed",
        "dW1 is transposed: it should have W1's shape, as X.T @ dZ has.",
        lambda X, Y, W1, b1, W2, b2, g: g[0].T,
    ),
    _part(
        0,
        "W2-skipped",
        "The gradient has to pass through W2 on its way back: dH = dO @ W2.T.",
        lambda X, Y, W1, b1, W2, b2, g: (
            X.T
            @ (
                ((relu(X @ W1 + b1) @ W2 + b2 - Y) / len(X)).sum(axis=1, keepdims=True)
                * (X @ W1 + b1 > 0)
            )
        ),
    ),
    _part(
        0,
        "dW1-zero",
        "dW1 is 0: the error reaches the first layer through W2.",
        lambda X, Y, W1, b1, W2, b2, g: 0 * W1,
    ),
    _part(
        0,
        "dW1-mask-forgotten",
        "In dW1 the ReLU's mask is missing: where the pre-activation is "
        "negative, no gradient passes.",
        lambda X, Y, W1, b1, W2, b2, g: X.T @ ((relu(X @ W1 + b1) @ W2 + b2 - Y) / len(X) @ W2.T),
    ),
    _part(
        0,
        "dW1-averaged-twice",
        "dW1 is divided by n twice: once, as in (O - Y) / n, is enough.",
        lambda X, Y, W1, b1, W2, b2, g: g[0] / len(X),
    ),
)
_DB1 = (
    _part(
        1,
        "db1-mask-forgotten",
        "In db1 the ReLU's mask is missing: it is the sum of dZ, not of dH.",
        lambda X, Y, W1, b1, W2, b2, g: ((relu(X @ W1 + b1) @ W2 + b2 - Y) / len(X) @ W2.T).sum(
            axis=0
        ),
    ),
    _part(
        1,
        "db1-averaged",
        "db1 is the *sum* of dZ over the rows; the mean is in dO already.",
        lambda X, Y, W1, b1, W2, b2, g: g[1] / len(X),
    ),
    _part(
        1,
        "db1-not-summed",
        "db1 has a row per example: the rows share b1, so their gradients add up.",
        lambda X, Y, W1, b1, W2, b2, g: (
            (relu(X @ W1 + b1) @ W2 + b2 - Y) / len(X) @ W2.T * (X @ W1 + b1 > 0)
        ),
    ),
    _part(
        1,
        "db1-over-units",
        "db1 sums each row over its units, axis 1. Each unit has a bias of its own, which the rows "
        "share: sum over the rows, axis 0.",
        lambda X, Y, W1, b1, W2, b2, g: (
            (relu(X @ W1 + b1) @ W2 + b2 - Y) / len(X) @ W2.T * (X @ W1 + b1 > 0)
        ).sum(axis=1),
    ),
    _part(
        1,
        "db1-zero",
        "db1 is 0: b1 moves the output of every unit that is on.",
        lambda X, Y, W1, b1, W2, b2, g: 0 * g[1],
    ),
)
_DW2 = (
    _part(
        2,
        "dW2-transposed",
        "dW2 is transposed: it should have W2's shape, as H.T @ dO has.",
        lambda X, Y, W1, b1, W2, b2, g: g[2].T,
    ),
    _part(
        2,
        "dW2-averaged-twice",
        "dW2 is divided by n twice: once, as in (O - Y) / n, is enough.",
        lambda X, Y, W1, b1, W2, b2, g: g[2] / len(X),
    ),
    _part(
        2,
        "dW2-zero",
        "dW2 is 0: the output depends on W2 wherever H is not 0.",
        lambda X, Y, W1, b1, W2, b2, g: 0 * W2,
    ),
    _part(
        2,
        "pre-activation-for-activation",
        "dW2 takes H = relu(Z), not the pre-activation Z.",
        lambda X, Y, W1, b1, W2, b2, g: (
            (X @ W1 + b1).T @ ((relu(X @ W1 + b1) @ W2 + b2 - Y) / len(X))
        ),
    ),
)
_DB2 = (
    _part(
        3,
        "db2-averaged",
        "db2 is the *sum* of dO over the rows; the mean is in dO already.",
        lambda X, Y, W1, b1, W2, b2, g: g[3] / len(X),
    ),
    _part(
        3,
        "db2-not-summed",
        "db2 has a row per example: the rows share b2, so their gradients add up.",
        lambda X, Y, W1, b1, W2, b2, g: (relu(X @ W1 + b1) @ W2 + b2 - Y) / len(X),
    ),
    _part(
        3,
        "db2-over-outputs",
        "db2 sums each row over its outputs, axis 1. Each output has a bias of its own, which the "
        "rows share: sum over the rows, axis 0.",
        lambda X, Y, W1, b1, W2, b2, g: ((relu(X @ W1 + b1) @ W2 + b2 - Y) / len(X)).sum(axis=1),
    ),
    _part(
        3,
        "db2-total",
        "Each entry of your db2 is the sum over all outputs; each output has a bias and a "
        "gradient of its own.",
        lambda X, Y, W1, b1, W2, b2, g: np.full(g[3].shape, g[3].sum()),
    ),
    _part(
        3, "db2-zero", "db2 is 0: b2 moves every output.", lambda X, Y, W1, b1, W2, b2, g: 0 * g[3]
    ),
)


def _case(seed, n, d, h, q):
    return tuple(draw(seed, (n, d), (n, q), (d, h), (h,), (h, q), (q,)))


def _near_zero(X, Y, W1, b1, W2, b2):
    """Small pre-activations, and gradients of the usual size."""
    return 0.01 * X, Y, W1, 0.01 * b1, W2, b2


def _first_wrong(part, name, message):
    """A law that is broken when this part is wrong; the parts are asked from the output back."""

    def broken(cases, results, targets):
        return any(
            r[part].shape != t[part].shape or not close(r[part], t[part])
            for r, t in zip(results, targets)
        )

    return Mistake(name, message, broken)


def _a_step_taken(cases, results, targets):
    """Tell whether the results are the parameters, less one multiple of the targets."""
    fits = [
        np.linalg.lstsq(t.reshape(-1, 1), (w - y).ravel(), rcond=None)[0][0]
        for case, ys, ts in zip(cases, results, targets)
        for w, y, t in zip(case[2:], ys, ts)
        if y.shape == t.shape and t.any()
    ]
    return (
        fits
        and fits[0] != 0
        and all(
            y.shape == t.shape and close(y, w - fits[0] * t)
            for case, ys, ts in zip(cases, results, targets)
            for w, y, t in zip(case[2:], ys, ts)
        )
    )


def _bounded(cases, results, targets):
    """Tell whether the results are the targets, cut off at a bound."""
    pairs = [(y, t) for ys, ts in zip(results, targets) for y, t in zip(ys, ts)]
    bound = max(abs(y).max() for y, _ in pairs)
    at_it = sum(int(np.isclose(abs(y), bound).sum()) for y, _ in pairs)
    return at_it > 2 and all(
        y.shape == t.shape and close(y, np.clip(t, -bound, bound)) for y, t in pairs
    )


TASK = Task(
    id="backprop-by-hand",
    title="Backpropagation by hand",
    section="The backward pass, by hand",
    stars=3,
    statement="""\
A net with one hidden layer computes $H = \\operatorname{ReLU}(X W_1 + b_1)$ and $O = H W_2 + b_2$.
Its loss is $L = \\frac{1}{2n} \\sum (O - Y)^2$, summed over all entries, with $n$ the number of
rows. Write `gradients(X, Y, W1, b1, W2, b2)`, which returns `(dW1, db1, dW2, db2)`: the derivatives
of $L$, each in the shape of its parameter, from formulas and without autograd. Shapes: `X` (n, d),
`Y` (n, q), `W1` (d, h), `b1` (h,), `W2` (h, q), `b2` (q,).
""",
    name="gradients",
    formula=("X.T @ dZ", "dO @ W2.T"),
    stub="def gradients(X, Y, W1, b1, W2, b2):\n    return ...\n",
    solution="""\
def gradients(X, Y, W1, b1, W2, b2):
    Z = np.dot(X, W1) + b1
    H = np.maximum(Z, 0)
    dO = (np.dot(H, W2) + b2 - Y) / len(X)
    dZ = np.dot(dO, W2.T) * (Z > 0)
    return np.dot(X.T, dZ), dZ.sum(axis=0), np.dot(H.T, dO), dO.sum(axis=0)
""",
    explanation="Go backwards through the four lines of the forward pass. Each product passes its "
    "gradient to both factors, each bias collects the sum over the rows, and the ReLU lets the "
    "gradient through where its pre-activation was positive.",
    hints=(
        "Start at the end: what is the derivative of L by O? Mind the 2 and the n.",
        "dO = (O - Y) / n. From it come dW2 = H.T @ dO and db2, its sum over the rows.",
        "dH = dO @ W2.T; the ReLU's mask Z > 0 turns it into dZ; then dW1 = X.T @ dZ.",
    ),
    checker=FunctionCheck(
        names=("X", "Y", "W1", "b1", "W2", "b2"),
        cases=[
            _case(71, 5, 3, 4, 2),
            _case(72, 7, 2, 6, 3),
            tuple(4 * a for a in _case(79, 6, 3, 4, 2)),  # large activations
            _case(73, 1, 3, 5, 1),
            _case(74, 4, 4, 4, 4),
            _case(76, 3, 1, 1, 1),
            _case(77, 2, 3, 2, 4),
            _near_zero(*_case(78, 6, 3, 4, 2)),
        ],
        told=lambda X, Y, W1, b1, W2, b2: (
            f"n = {len(X)}, d = {len(W1)}, h = {len(W2)}, q = {len(b2)}"
        ),
        forbidden=(
            (
                "backward",
                "by-autograd",
                "The values are right, and your code uses autograd: the task asks for formulas "
                "without it.",
            ),
        ),
        target=_gradients,
        parts=(Part("dW1", _DW1), Part("db1", _DB1), Part("dW2", _DW2), Part("db2", _DB2)),
        modes=("mxnet", "numpy"),
        mistakes=_MISTAKES + _FORWARD,
        laws=(
            Mistake(
                "parameters-moved",
                "Yours are the parameters, moved by a multiple of their gradients, as a step of "
                "training does: return the gradients themselves.",
                _a_step_taken,
            ),
            Mistake(
                "clipped",
                "Yours are the gradients, cut off at a bound: return them as they are, without "
                "clipping.",
                _bounded,
            ),
            _first_wrong(
                3,
                "db2-wrong",
                "db2, as it comes back, is not the sum over the rows of dO = (O - Y) / n, with O "
                "from the X, the weights and the biases given.",
            ),
            _first_wrong(
                2,
                "output-weights-wrong",
                "db2 is right and dW2 is not: it is H.T @ dO, with dO = (O - Y) / n in each row.",
            ),
            _first_wrong(
                1,
                "way-back-wrong",
                "dW2 and db2 are right, db1 is not: it is the sum over the rows of dZ, and dZ is "
                "dO @ W2.T, with W2 as given, and 0 where Z is not above 0.",
            ),
            _first_wrong(0, "first-weights-wrong", "All but dW1 is right: it is X.T @ dZ."),
        ),
    ),
)
