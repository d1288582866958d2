"""The affine map around a point: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.compare import close
from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw


def _affine(params, x, alpha, mask=None, own=False):
    """Multiply the layers' maps up; `mask(z, layer, layers)` gives each layer's slopes.

    With `own` the layers after it see what these slopes make of x, not the net's own activations.
    """
    mask = mask or (lambda z, k, n: np.where(z > 0, 1, alpha) if k < n - 1 else np.ones_like(z))
    A, c, h = np.eye(len(x)), np.zeros(len(x)), x
    for k, (W, b) in enumerate(params):
        z = h @ W + b
        D = mask(z, k, len(params))
        A, c, h = (
            (A @ W) * D,
            (c @ W + b) * D,
            z * (D if own else _true_slopes(z, k, params, alpha)),
        )
    return A, c


def _true_slopes(z, k, params, alpha):
    return np.where(z > 0, 1, alpha) if k < len(params) - 1 else np.ones_like(z)


def _value(params, x, alpha):
    A, c = _affine(params, x, alpha)
    return x @ A + c


def _masked(rule, own=False):
    """The pair (A, c) with another rule for the slopes of a layer."""
    return lambda params, x, alpha: _affine(
        params, x, alpha, lambda z, k, n: rule(z, k, n, alpha) * np.ones_like(z), own
    )


def _slopes(on, off):
    """A rule with other slopes for the positive and the negative hidden units."""
    return lambda z, k, n, alpha: np.where(z > 0, on(alpha), off(alpha)) if k < n - 1 else 1.0


# What learners make of the two slopes: (id, what yours does, rule).
_OTHER_SLOPES = (
    (
        "mask-turned",
        "the slopes are flipped: positive units should pass with 1, negative ones with alpha",
        _slopes(lambda alpha: alpha, lambda alpha: 1.0),
    ),
    (
        "alpha-inverted",
        "negative units pass with 1 / alpha: their slope is alpha itself",
        _slopes(lambda alpha: 1.0, lambda alpha: np.divide(1.0, alpha)),
    ),
    (
        "slopes-of-the-maximum",
        "the slopes are those of max(z, alpha z), which trade places where alpha is above 1",
        _slopes(lambda alpha: max(1.0, alpha), lambda alpha: min(1.0, alpha)),
    ),
    (
        "one-plus-alpha",
        "positive units pass with 1 + alpha: their slope is 1",
        _slopes(lambda alpha: 1 + alpha, lambda alpha: alpha),
    ),
    (
        "alpha-cut",
        "alpha is cut to a whole number, as an array of integers does",
        _slopes(lambda alpha: 1.0, np.trunc),
    ),
    (
        "alpha-negated",
        "negative units pass with -alpha: their slope is alpha, and z brings its own sign",
        _slopes(lambda alpha: 1.0, lambda alpha: -alpha),
    ),
    (
        "one-minus-alpha",
        "negative units pass with 1 - alpha: their slope is alpha",
        _slopes(lambda alpha: 1.0, lambda alpha: 1 - alpha),
    ),
)


def _with_other_slopes(part, where):
    """The known mistakes of this kind in A (part 0) or in c (part 1)."""
    return tuple(
        Mistake(("", "c-")[part] + name, f"{where} {said}.", _part_of(_masked(rule, own), part))
        for name, said, rule in _OTHER_SLOPES
        for own in (False, True)
    )


def _part_of(pair, part):
    return lambda *args: pair(*args)[part]


_NO_MASK = _masked(lambda z, k, n, alpha: 1.0)
_RELU_MASK, _RELU_NET = (
    _masked(lambda z, k, n, alpha: (z > 0) if k < n - 1 else 1.0, own) for own in (False, True)
)
_OUTPUT_MASK = _masked(lambda z, k, n, alpha: np.where(z > 0, 1, alpha))
_FIRST_MASK = _masked(lambda z, k, n, alpha: np.where(z > 0, 1, alpha) if k == 0 < n - 1 else 1.0)
_LAST_MASK, _LAST_NET = (
    _masked(lambda z, k, n, alpha: np.where(z > 0, 1, alpha) if 0 < k < n - 1 else 1.0, own)
    for own in (False, True)
)
_NOT_THE_LAST = _masked(lambda z, k, n, alpha: np.where(z > 0, 1, alpha) if k < n - 2 else 1.0)
_ALPHA_EVERYWHERE = _masked(lambda z, k, n, alpha: alpha if k < n - 1 else 1.0)


def _other_pattern(off_bias=False, carry=lambda z, alpha: np.where(z > 0, z, alpha * z)):
    """The pair with slopes that are read from another forward pass."""

    def pair(params, x, alpha):
        A, c, h = np.eye(len(x)), np.zeros(len(x)), x
        for k, (W, b) in enumerate(params):
            z = h @ W + b
            seen = h @ W if off_bias else z
            D = np.where(seen > 0, 1, alpha) if k < len(params) - 1 else np.ones_like(z)
            A, c, h = (A @ W) * D, (c @ W + b) * D, carry(z, alpha)
        return A, c

    return pair


def _started(start, of_A=False):
    """The pair of a pass that carries A and c along, with c from `start` (None: from x)."""

    def pair(params, x, alpha):
        A = np.eye(len(x))
        c = x if start is None else np.full(len(x), start)
        for k, (W, b) in enumerate(params):
            A, c = A @ W, c @ W + b
            z = x @ A + (0 if of_A else c)
            D = np.where(z > 0, 1, alpha) if k < len(params) - 1 else np.ones_like(z)
            A, c = A * D, c * D
        return A, c

    return pair


def _unpropagated(params, x, alpha):
    """c as the sum of what fits: the last bias alone."""
    return params[-1][1]


def _secants(params, x, alpha):
    """A made of differences of f for steps of 1."""
    f = _value(params, x, alpha)
    return np.stack([_value(params, x + step, alpha) - f for step in np.eye(len(x))])


_ELSEWHERE = (
    Mistake(
        "A-around-zero",
        "A is the map around 0, not around x: the units that are on at x decide.",
        lambda params, x, alpha: _affine(params, 0 * x, alpha)[0],
    ),
    Mistake(
        "gradients-added-up",
        "The first column of A is right, and each further one is the sum of those up to it, as "
        "where gradients are added up (`grad_req='add'`): set `x.grad` to 0 before each output.",
        lambda *args: np.cumsum(_affine(*args)[0], axis=1),
    ),
    Mistake(
        "steps-too-large",
        "Yours is what steps of 1 from x give: they leave the region in which f is affine, and A "
        "holds near x.",
        _secants,
    ),
    *(
        Mistake(id_, text, _part_of(_masked(rule, own), 0))
        for own in (False, True)
        for id_, text, rule in (
            (
                "activation-for-slope",
                "You multiply by the activation's value where its slope belongs: 1 for a positive "
                "pre-activation, alpha for a negative one.",
                lambda z, k, n, alpha: np.where(z > 0, z, alpha * z) if k < n - 1 else 1.0,
            ),
            (
                "one-slope-for-a-layer",
                "In yours all units of a layer have one slope: each unit has its own, by the sign "
                "of its own pre-activation.",
                lambda z, k, n, alpha: (1.0 if z.sum() > 0 else alpha) if k < n - 1 else 1.0,
            ),
            *(
                (
                    "power-of-alpha",
                    "Negative units pass with a power of alpha that grows from layer to layer: "
                    "their slope is alpha in each.",
                    lambda z, k, n, alpha, first=first: (
                        np.where(z > 0, 1, alpha ** (k + first)) if k < n - 1 else 1.0
                    ),
                )
                for first in (1, 2)
            ),
        )
    ),
)


def _about(factor):
    """A law: in every call A is about so many times what it should be."""
    return lambda cases, results, targets: all(
        np.allclose(r[0], factor * t[0], 0, 1e-2 * abs(t[0]).max())
        for r, t in zip(results, targets)
    )


_A = (
    *_ELSEWHERE,
    Mistake(
        "masks-forgotten",
        "In the calls here A is the product of the weight matrices, as if there were no "
        "activation: a unit that is negative at x should pass with alpha, not with 1. With alpha = "
        "0 it passes nothing.",
        lambda *args: _NO_MASK(*args)[0],
    ),
    Mistake(
        "alpha-ignored",
        "You switch negative units off, as ReLU does. Here they pass with the slope alpha.",
        lambda *args: _RELU_MASK(*args)[0],
    ),
    Mistake(
        "alpha-ignored",
        "You switch negative units off, as ReLU does. Here they pass with the slope alpha.",
        lambda *args: _RELU_NET(*args)[0],
    ),
    Mistake(
        "output-masked",
        "You use the activation on the output layer too. The last layer is linear.",
        lambda *args: _OUTPUT_MASK(*args)[0],
    ),
    *_with_other_slopes(0, "In A"),
    Mistake(
        "first-mask-only",
        "Only the first hidden layer is masked; every hidden layer has slopes of its own.",
        lambda *args: _FIRST_MASK(*args)[0],
    ),
    Mistake(
        "first-mask-missing",
        "The first hidden layer is not masked; every hidden layer has slopes of its own.",
        lambda *args: _LAST_MASK(*args)[0],
    ),
    Mistake(
        "first-mask-missing",
        "The first hidden layer is not masked; every hidden layer has slopes of its own.",
        lambda *args: _LAST_NET(*args)[0],
    ),
    Mistake(
        "alpha-everywhere",
        "Every hidden unit gets the slope alpha; the positive ones pass with 1.",
        lambda *args: _ALPHA_EVERYWHERE(*args)[0],
    ),
    Mistake(
        "pattern-without-bias",
        "You look at the sign of h W; a unit is on where h W + b is positive.",
        lambda *args: _other_pattern(off_bias=True)(*args)[0],
    ),
    Mistake(
        "carried-on-unactivated",
        "The pattern of the first hidden layer is right, and those behind it are read from other "
        "numbers: the activation has to be applied before the next layer.",
        lambda *args: _other_pattern(carry=lambda z, alpha: z)(*args)[0],
    ),
    Mistake(
        "carried-on-by-relu",
        "In the calls here yours is what comes of relu(z), or a slope other than alpha, on the way "
        "to the next layer: negative units pass with alpha there as well.",
        lambda *args: _other_pattern(carry=lambda z, alpha: np.maximum(z, 0))(*args)[0],
    ),
    Mistake(
        "last-mask-missing",
        "The last hidden layer is not masked; every hidden layer has slopes of its own.",
        lambda *args: _NOT_THE_LAST(*args)[0],
    ),
    Mistake(
        "A-transposed",
        "A is transposed in the calls here with several outputs: a layer computes h @ W + b, and "
        "f(x) = x A + c with x as a row, so A has the shape (d, q).",
        lambda *args: _affine(*args)[0].T,
    ),
    Mistake(
        "one-gradient-for-all-outputs",
        "All columns of A are alike, each the sum of the right ones, as the gradient of all "
        "outputs together gives: each output has a column of its own.",
        lambda *args: np.repeat(
            _affine(*args)[0].sum(axis=1, keepdims=True), _affine(*args)[0].shape[1], axis=1
        ),
    ),
    Mistake(
        "one-gradient-for-all-outputs",
        "All columns of A are alike, each the last one of the right A, as where one `x.grad` "
        "is kept several times: copy it after each `backward`.",
        lambda *args: np.repeat(_affine(*args)[0][:, -1:], _affine(*args)[0].shape[1], axis=1),
    ),
    Mistake(
        "first-layer-only",
        "A is the first layer's matrix; the later layers multiply it.",
        lambda params, x, alpha: params[0][0],
    ),
    Mistake(
        "pattern-without-bias",
        "The slopes are those of a pass without biases: a unit is on where its pre-activation, x "
        "A + c, is positive.",
        lambda *args: _started(0.0, of_A=True)(*args)[0],
    ),
    *(
        Mistake(
            "c-starts-elsewhere",
            f"A follows a wrong forward pass: {said}, and the signs of the pre-activations x A + c "
            "come out wrong. c begins at 0.",
            lambda *args, start=start: _started(start)(*args)[0],
        )
        for start, said in ((1.0, "c seems to begin with ones"), (None, "c seems to begin with x"))
    ),
    Mistake(
        "A-zero",
        "A is 0: near x the function would be constant. It is the product of the weights, with the "
        "slope 1 for the units that are on and alpha for the others.",
        lambda *args: 0 * _affine(*args)[0],
    ),
)
_C = (
    Mistake(
        "c-is-the-value",
        "c is f(x) itself. In f(x) = x A + c the part x A is taken away first.",
        _value,
    ),
    Mistake(
        "c-is-the-last-bias",
        "c is the last bias alone. The earlier biases reach the output through the later layers.",
        _unpropagated,
    ),
    Mistake(
        "c-masks-forgotten",
        "The biases run through the later layers without the masks: hidden slopes apply to them "
        "as well.",
        lambda *args: _NO_MASK(*args)[1],
    ),
    Mistake(
        "c-alpha-ignored",
        "In c you switch negative units off; here they pass with the slope alpha.",
        lambda *args: _RELU_MASK(*args)[1],
    ),
    Mistake(
        "c-output-masked",
        "In c you use the activation on the output layer too. The last layer is linear.",
        lambda *args: _OUTPUT_MASK(*args)[1],
    ),
    Mistake(
        "c-is-f-at-zero",
        "c is f(0), with the units that are on at 0. The piece around x continues to 0 with the "
        "units that are on at x.",
        lambda params, x, alpha: _value(params, 0 * x, alpha),
    ),
    Mistake(
        "c-sign",
        "The sign of c is flipped: c = f(x) - x A.",
        lambda *args: -_affine(*args)[1],
    ),
    Mistake(
        "c-plus",
        "You add x A where it is taken away: c = f(x) - x A.",
        lambda *args: _value(*args) + args[1] @ _affine(*args)[0],
    ),
    Mistake(
        "c-zero",
        "c is 0: near x the function is x A plus a constant, which the biases make.",
        lambda *args: 0 * _affine(*args)[1],
    ),
    *_with_other_slopes(1, "In c"),
    Mistake(
        "c-is-x-A",
        "That is x A; c is what remains: f(x) - x A.",
        lambda *args: args[1] @ _affine(*args)[0],
    ),
)


def _net(seed, *sizes):
    shapes = [s for a, b in zip(sizes[:-1], sizes[1:]) for s in ((a, b), (b,))]
    arrays = draw(seed, *shapes, (sizes[0],))
    return [(W, b) for W, b in zip(arrays[:-1:2], arrays[1:-1:2])], arrays[-1]


_N1, _X1 = _net(41, 3, 5, 4, 2)
_N2, _X2 = _net(42, 2, 6, 1)
_N3, _X3 = _net(43, 4, 3)
_N4, _X4 = _net(44, 1, 1, 1)
_N5, _X5 = _net(46, 2, 3, 3, 4, 2)

TASK = Task(
    id="local-affine",
    title="The affine map around a point",
    section="Depth: folding a line",
    stars=3,
    statement="""\
A net with (leaky) ReLU units is affine near almost every point. Write `local_affine(params, x,
alpha)`:

- `params` is a list of pairs (W, b), one per layer; a layer computes `h @ W + b`, each **hidden**
  layer then applies the activation with slope 1 for positive and `alpha` for negative
  pre-activations. The last layer has no activation. There may be any number of layers.
- `x` has the shape (d,), and no pre-activation is 0 there.
- Return `(A, c)` with `A` of shape (d, q) and `c` of shape (q,) such that f(x') = x' A + c for all
  x' near x.
""",
    name="local_affine",
    formula=("f(x) - x A", "W1 D1 W2 D2 ... WL"),
    stub="def local_affine(params, x, alpha):\n    return ...\n",
    solution="""\
def local_affine(params, x, alpha):
    h, A = x, None
    for k, (W, b) in enumerate(params):
        z = np.dot(h, W) + b
        A = W if A is None else np.dot(A, W)
        h = z
        if k < len(params) - 1:
            slope = np.where(z > 0, np.ones_like(z), alpha * np.ones_like(z))
            h, A = z * slope, A * slope
    return A, h - np.dot(x, A)
""",
    explanation="Near x no unit changes its side, so each hidden layer multiplies by fixed "
    "slopes: the "
    "map is W1 D1 W2 D2 ... WL, with 1 or alpha on the diagonal of each D. The constant is what is "
    "left of f(x) when x A is taken away. This is the heart of the proof that such a net is "
    "continuous piecewise linear.",
    hints=(
        "Near x no hidden unit changes its sign: what does the activation do there?",
        "It multiplies each unit by a fixed slope, 1 or alpha: scale the columns of A by it.",
        "A = W1 D1 W2 D2 ... WL; then c = f(x) - x A.",
    ),
    checker=FunctionCheck(
        names=("params", "x", "alpha"),
        cases=[
            (_N1, _X1, 0.3),
            (_N1, _X1, 0.0),
            (_N1, -_X1, -0.2),
            (_N2, _X2, 0.1),
            (_N3, _X3, 0.5),
            (_N4, _X4, 0.2),
            (_N5, _X5, 1.5),
        ],
        target=_affine,
        parts=(Part("A", _A), Part("c", _C)),
        laws=(
            *(
                Mistake(
                    "A-scaled",
                    f"A is about {word} what it should be in every call here, as where {why}.",
                    _about(factor),
                )
                for factor, word, why in (
                    (2, "twice", "f(x + t) - f(x - t) is divided by t and not by 2 t"),
                    (0.5, "half of", "f(x + t) - f(x) is divided by 2 t and not by t"),
                )
            ),
            Mistake(
                "wrong-without-a-hidden-layer",
                "With a single layer, which has no units to switch, A is that layer's W; in some "
                "call yours is not.",
                lambda cases, results, targets: any(
                    not close(r[0], t[0])
                    for c, r, t in zip(cases, results, targets)
                    if len(c[0]) == 1
                ),
            ),
            Mistake(
                "A-wrong",
                "A is not the map near x, W1 D1 W2 D2 ... WL with 1 or alpha for each hidden unit "
                "in D, by the sign of its pre-activation at x.",
                lambda cases, results, targets: (
                    not all(close(r[0], t[0]) for r, t in zip(results, targets))
                ),
            ),
            Mistake(
                "value-not-reproduced",
                "A is right in the calls here, but x A + c is not f(x): c is what is left of the "
                "net's output at x without x A.",
                lambda cases, results, targets: True,
            ),
        ),
        modes=("mxnet", "numpy"),
        told=lambda params, x, alpha: f"layers: {len(params)}, alpha = {alpha:g}",
    ),
)
