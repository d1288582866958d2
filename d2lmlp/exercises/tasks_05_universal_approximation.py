"""The tasks of notebook 05: a ReLU net is piecewise linear, and which pieces it has."""

import numpy as np

from d2lmlp.exercises.choice_check import ChoiceCheck, Statement
from d2lmlp.exercises.function_check import FunctionCheck, Part
from d2lmlp.exercises.hinge_check import HingeCheck
from d2lmlp.exercises.reference import draw
from d2lmlp.exercises.task import Mistake, Task

NOTEBOOK = "05_universal_approximation"

# --- local-affine --------------------------------------------------------------------------------


def _affine(params, x, alpha, mask=None):
    """Multiply the layers' maps up; `mask(z, layer, layers)` gives each layer's slopes."""
    mask = mask or (lambda z, k, n: np.where(z > 0, 1, alpha) if k < n - 1 else np.ones_like(z))
    A, c, h = np.eye(len(x)), np.zeros(len(x)), x
    for k, (W, b) in enumerate(params):
        z = h @ W + b
        D = mask(z, k, len(params))
        A, c, h = (A @ W) * D, (c @ W + b) * D, z * _true_slopes(z, k, params, alpha)
    return A, c


def _true_slopes(z, k, params, alpha):
    return np.where(z > 0, 1, alpha) if k < len(params) - 1 else np.ones_like(z)


def _value(params, x, alpha):
    A, c = _affine(params, x, alpha)
    return x @ A + c


def _masked(rule):
    """The pair (A, c) with another rule for the slopes of a layer."""
    return lambda params, x, alpha: _affine(
        params, x, alpha, lambda z, k, n: rule(z, k, n, alpha) * np.ones_like(z)
    )


_NO_MASK = _masked(lambda z, k, n, alpha: 1.0)
_RELU_MASK = _masked(lambda z, k, n, alpha: (z > 0) if k < n - 1 else 1.0)
_OUTPUT_MASK = _masked(lambda z, k, n, alpha: np.where(z > 0, 1, alpha))
_TURNED_MASK = _masked(lambda z, k, n, alpha: np.where(z > 0, alpha, 1) if k < n - 1 else 1.0)
_FIRST_MASK = _masked(lambda z, k, n, alpha: np.where(z > 0, 1, alpha) if k == 0 < n - 1 else 1.0)
_LAST_MASK = _masked(lambda z, k, n, alpha: np.where(z > 0, 1, alpha) if 0 < k < n - 1 else 1.0)
_ALPHA_EVERYWHERE = _masked(lambda z, k, n, alpha: alpha if k < n - 1 else 1.0)


def _unpropagated(params, x, alpha):
    """c as the sum of what fits: the last bias alone."""
    return params[-1][1]


_A = (
    Mistake(
        "masks-forgotten",
        "A is the product of the weight matrices, as if there were no activation: every unit that "
        "is negative at x passes alpha instead of 1. With alpha = 0 it passes nothing.",
        lambda *args: _NO_MASK(*args)[0],
    ),
    Mistake(
        "alpha-ignored",
        "You switch negative units off, as ReLU does. Here they pass with the slope alpha.",
        lambda *args: _RELU_MASK(*args)[0],
    ),
    Mistake(
        "output-masked",
        "You use the activation on the output layer too. The last layer is linear.",
        lambda *args: _OUTPUT_MASK(*args)[0],
    ),
    Mistake(
        "mask-turned",
        "The mask is turned round: positive units pass with 1, negative ones with alpha.",
        lambda *args: _TURNED_MASK(*args)[0],
    ),
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
        "alpha-everywhere",
        "Every hidden unit gets the slope alpha; the positive ones pass with 1.",
        lambda *args: _ALPHA_EVERYWHERE(*args)[0],
    ),
    Mistake(
        "A-transposed",
        "A is transposed: f(x) = x A + c with x as a row, so A has the shape (d, q).",
        lambda *args: _affine(*args)[0].T,
    ),
    Mistake(
        "first-layer-only",
        "A is the first layer's matrix; the later layers multiply it.",
        lambda params, x, alpha: params[0][0],
    ),
    Mistake(
        "A-zero",
        "A is 0: near x the function would be constant. It has the slope of the units that are on.",
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
        "The sign of c is turned: c = f(x) - x A.",
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
    Mistake(
        "c-turned-mask",
        "In c the mask is turned round: positive units pass with 1, negative ones with alpha.",
        lambda *args: _TURNED_MASK(*args)[1],
    ),
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

local_affine = Task(
    id="local-affine",
    title="The affine map around a point",
    notebook=NOTEBOOK,
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
        ],
        target=_affine,
        parts=(Part("A", _A), Part("c", _C)),
        laws=(
            Mistake(
                "slopes-wrong",
                "A is not the map near x: multiply W1 D1 W2 D2 ... WL, with 1 or alpha for each "
                "hidden unit in D, by the sign of its pre-activation at x.",
                lambda cases, results, targets: any(
                    not np.allclose(r[0], t[0], atol=1e-3) for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "value-not-reproduced",
                "A is right, but x A + c is not f(x): c is what is left of f(x) without x A.",
                lambda cases, results, targets: True,
            ),
        ),
        modes=("mxnet", "numpy"),
    ),
)

# --- piece-count ---------------------------------------------------------------------------------


def _kinks(w, b, v, jump=lambda w, v: v * abs(w)):
    """Slope changes at the distinct breakpoints of the units with w other than 0."""
    kinks = {}
    for wi, bi, vi in zip(w, b, v):
        if wi != 0:
            t = -bi / wi + 0.0
            kinks[t] = kinks.get(t, 0.0) + jump(wi, vi)
    return kinks


def _pieces(w, b, v):
    return 1.0 + sum(j != 0 for j in _kinks(w, b, v).values())


def _kept(keep):
    """Count breakpoints of the units that `keep` accepts, each as often as it occurs."""
    return lambda w, b, v: 1.0 + sum(keep(wi, bi, vi) for wi, bi, vi in zip(w, b, v))


_PIECES = (
    Mistake(
        "one-per-unit",
        "h units make *at most* h + 1 pieces. Units with the same breakpoint, with w = 0 or with v "
        "= 0 add none: two equal units make one kink, not two.",
        _kept(lambda w, b, v: True),
    ),
    Mistake(
        "cancelling-ignored",
        "Hinges at the same breakpoint can cancel: relu(x) - relu(x) has no kink, and 1 piece. Add "
        "up the changes of slope at each breakpoint.",
        lambda w, b, v: 1.0 + len({-bi / wi + 0.0 for wi, bi, vi in zip(w, b, v) if wi and vi}),
    ),
    Mistake(
        "cancelling-and-v-ignored",
        "You count distinct breakpoints. A unit with v = 0 makes no kink, and hinges at the same "
        "breakpoint can cancel: relu(x) - relu(x) has 1 piece.",
        lambda w, b, v: 1.0 + len(_kinks(w, b, v)),
    ),
    Mistake(
        "coinciding-ignored",
        "Units with the same breakpoint make one kink together, not one each: relu(x) + relu(2x) "
        "has 2 pieces.",
        _kept(lambda w, b, v: w != 0 and v != 0),
    ),
    Mistake(
        "coinciding-ignored",
        "A unit with v = 0 makes no kink, and units with the same breakpoint make one together.",
        _kept(lambda w, b, v: w != 0),
    ),
    Mistake(
        "zero-w-ignored",
        "A unit with w = 0 is constant: it has no breakpoint. And units with the same breakpoint "
        "make one kink together.",
        _kept(lambda w, b, v: v != 0),
    ),
    Mistake(
        "sign-of-w",
        "Your change of slope is v w. It is v |w|: for w < 0 the slope goes from v w up to 0, a "
        "change of -v w. So relu(x) + relu(-x) = |x| has a kink.",
        lambda w, b, v: 1.0 + sum(j != 0 for j in _kinks(w, b, v, lambda wi, vi: vi * wi).values()),
    ),
    Mistake(
        "change-without-w",
        "Your change of slope is v. A unit's slope is v w: relu(2x) - relu(x) has a kink, and 2 "
        "relu(x) - relu(2x) has none.",
        lambda w, b, v: 1.0 + sum(j != 0 for j in _kinks(w, b, v, lambda wi, vi: vi).values()),
    ),
    Mistake(
        "kinks-for-pieces",
        "You count the kinks. One kink separates two pieces: add 1.",
        lambda w, b, v: _pieces(w, b, v) - 1,
    ),
    Mistake(
        "one-too-many",
        "There is one piece too many: k kinks cut the line into k + 1 pieces.",
        lambda w, b, v: _pieces(w, b, v) + 1,
    ),
    Mistake(
        "two-per-unit",
        "Each hinge has two pieces, but neighbours share them: k kinks make k + 1 pieces.",
        lambda w, b, v: 2.0 * len(w),
    ),
    Mistake(
        "two-to-the-units",
        "2^h counts patterns of on and off. On a line only h + 1 of them can occur.",
        lambda w, b, v: 2.0 ** len(w),
    ),
    Mistake(
        "units-counted",
        "That is the number of units. Count the breakpoints where the slope changes, and add 1.",
        lambda w, b, v: float(len(w)),
    ),
    Mistake(
        "positive-units-only",
        "Units with negative w have breakpoints as well.",
        _kept(lambda w, b, v: w > 0 and v != 0),
    ),
    Mistake(
        "positive-units-only",
        "Units with negative v bend the function too, downwards.",
        _kept(lambda w, b, v: v > 0 and w != 0),
    ),
    Mistake(
        "positive-breakpoints-only",
        "The whole line counts, from minus to plus infinity: breakpoints left of 0 as well.",
        lambda w, b, v: 1.0 + sum(t > 0 for t, j in _kinks(w, b, v).items() if j),
    ),
    Mistake(
        "isolated-breakpoints-only",
        "You drop every breakpoint that several units share. They cancel only when their changes "
        "of slope add up to 0: relu(x) + relu(2x) has 2 pieces.",
        lambda w, b, v: (
            1.0
            + sum(
                sum(-bj / wj == t for wj, bj in zip(w, b) if wj) == 1
                for t, j in _kinks(w, b, v).items()
                if j
            )
        ),
    ),
    Mistake(
        "breakpoint-is-b",
        "You take the biases for the breakpoints. A unit bends where w x + b = 0, at x = -b / w.",
        lambda w, b, v: 1.0 + len({bi for wi, bi, vi in zip(w, b, v) if wi and vi}),
    ),
    Mistake(
        "breakpoint-is-b",
        "You take the biases for the breakpoints. A unit bends where w x + b = 0, at x = -b / w.",
        lambda w, b, v: 1.0 + len(set(b.tolist())),
    ),
    Mistake(
        "kinks-for-pieces",
        "You count breakpoints: k of them cut the line into k + 1 pieces. And hinges at the same "
        "breakpoint can cancel: relu(x) - relu(x) has 1 piece.",
        lambda w, b, v: float(len({-bi / wi + 0.0 for wi, bi, vi in zip(w, b, v) if wi and vi})),
    ),
    Mistake(
        "kinks-for-pieces",
        "You count breakpoints: k of them cut the line into k + 1 pieces. And a unit with v = 0 "
        "adds none.",
        lambda w, b, v: float(len(_kinks(w, b, v))),
    ),
    Mistake(
        "one-too-many",
        "k kinks cut the line into k + 1 pieces, not k + 2; and hinges at the same breakpoint can "
        "cancel.",
        lambda w, b, v: 2.0 + len(_kinks(w, b, v)),
    ),
    Mistake(
        "always-two",
        "A single hinge has two pieces; every further kink adds one.",
        lambda w, b, v: 2.0,
    ),
)


def _units(*triples):
    return tuple(np.array(column, float) for column in zip(*triples))


PIECE_CASES = [
    _units((1, 0, 1), (1, -1, -2), (1, -2, 1)),  # a tent: 4
    _units((1, 0, 1), (2, 0, 1), (1, -3, 1)),  # two units bend at 0: 3
    _units((1, 0, 1), (1, 0, -1)),  # they cancel: 1
    _units((2, -2, 1), (1, -1, -2), (-1, 4, 3)),  # 2 relu(x-1) - 2 relu(x-1), and one more: 2
    _units((1, 0, 1), (-1, 0, 1)),  # |x|: 2
    _units((1, 0, 1), (-1, 0, -1)),  # x: 1
    _units((0, 3, 1), (1, 1, 2), (0, -2, 4)),  # constants beside a hinge: 2
    _units((1, 1, 0), (1, -1, 2), (3, 1, 0), (-2, 1, 0.5)),  # switched-off outputs: 3
    _units((3, 1, 1), (-6, -2, 1), (1, 5, -1), (9, 3, 0.5)),  # three meet at -1/3: 3
    _units((1, 2, 1), (-1, -2, -1), (1, -4, -1), (2, 1, -1), (-2, 3, -2)),  # 4
    _units((0, 0, 1)),  # 1
]

piece_count = Task(
    id="piece-count",
    title="How many linear pieces?",
    notebook=NOTEBOOK,
    stars=3,
    statement="""\
A net with one input and one hidden layer computes f(x) as the sum of v[i] relu(w[i] x + b[i]) over
its units i. Write `count_pieces(w, b, v)` for arrays of equal length: the number of linear pieces
of f on the whole line, that is, 1 plus the number of points where the slope **really** changes.
Several hinges may share a breakpoint, and entries may be 0.
""",
    name="count_pieces",
    stub="def count_pieces(w, b, v):\n    return ...\n",
    solution="""\
def count_pieces(w, b, v):
    change = {}
    for wi, bi, vi in zip(w.tolist(), b.tolist(), v.tolist()):
        if wi != 0:
            x = -bi / wi
            change[x] = change.get(x, 0) + vi * abs(wi)
    return 1 + sum(abs(c) > 1e-9 for c in change.values())
""",
    explanation="Unit i bends at -b/w, and passing that point from left to right the slope "
    "changes by v "
    "|w|, whatever the sign of w. Changes at the same point add up, and may cancel. So h units "
    "make "
    "at most h + 1 pieces.",
    hints=(
        "Where does relu(w x + b) bend, and which units never bend?",
        "By how much does the slope of v relu(w x + b) change there? Try w = 1 and w = -1.",
        "The change is v |w|. Add up the changes at each distinct breakpoint; count those other "
        "than "
        "0, and add 1.",
    ),
    checker=FunctionCheck(
        names=("w", "b", "v"),
        cases=PIECE_CASES,
        target=_pieces,
        parts=(Part("pieces", _PIECES, exact=True),),
        laws=(
            Mistake(
                "too-many-pieces",
                "You count pieces between which the slope does not change: with w = 0 or v = 0, or "
                "where hinges at one point cancel.",
                lambda cases, results, targets: any(r[0] > t[0] for r, t in zip(results, targets)),
            ),
            Mistake(
                "too-few-pieces",
                "You miss places where the slope changes: each breakpoint with a change other than "
                "0 counts.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)

# --- cpwl-build ----------------------------------------------------------------------------------

cpwl_build = Task(
    id="cpwl-build",
    title="Build a roof from hinges",
    notebook=NOTEBOOK,
    stars=2,
    statement="""\
This function is piecewise linear: f(x) = 1 for x up to 0; then it rises with slope 2 to f(1) = 3;
then it falls with slope -1 to f(3) = 1; from there on it is 1 again. Give the weights of a ReLU
net with one hidden layer that **equals** it on the whole line: `roof_weights = (w, b, v, c)`,
where f(x) is c plus the sum of v[i] relu(w[i] x + b[i]) over the units i. Take as many units as
you like; `w`, `b` and `v` hold one number for each, `c` is one number.
""",
    name="roof_weights",
    stub="roof_weights = (..., ..., ..., ...)  # w, b, v, c\n",
    solution="roof_weights = ([1, 1, 1], [0, -1, -3], [2, -3, 1], 1)\n",
    explanation="One hinge for each kink, at 0, 1 and 3: relu(x - t) switches on at t. Its v is "
    "the "
    "*change* of slope there: from 0 to 2, from 2 to -1, from -1 to 0. c is the value on the far "
    "left.",
    hints=(
        "Where are the kinks? Each needs a hinge relu(x - t).",
        "From left to right every hinge that is on stays on: v is the change of slope, not the "
        "slope.",
        "The slopes are 0, 2, -1, 0: the changes are 2, -3 and 1. Far left all hinges are off: c "
        "= 1.",
    ),
    checker=HingeCheck(),
)

# --- depth-against-width -------------------------------------------------------------------------

depth_width = Task(
    id="depth-against-width",
    title="Depth against width",
    notebook=NOTEBOOK,
    stars=2,
    statement="""\
Which of these statements about ReLU nets are true? Give their letters in one string, such as
`depth_answer = "ac"`.

- **a.** One wide hidden layer can come as close as we like to any continuous function on a bounded
  closed interval.
- **b.** The universal approximation theorem says that training will find such weights.
- **c.** On a line, one hidden layer of h units makes at most h + 1 linear pieces.
- **d.** A tent map applied k times needs 2 units a layer in a deep net, and its number of pieces
  doubles with each layer.
- **e.** With equally many parameters a deeper net always has the smaller error.
- **f.** Linear layers stacked without a nonlinearity gain power with depth.
- **g.** The theorem says how many units are enough for a given function.
""",
    name="depth_answer",
    stub='depth_answer = ...  # the letters of the true statements, such as "ac"\n',
    solution='depth_answer = "acd"\n',
    explanation="The theorem is about what exists, not about how many units or how to find the "
    "weights. "
    "Depth can be exponentially cheaper for functions such as the tent map, and no better for "
    "others.",
    hints=(
        "Which statements are about what weights exist, and which about finding them?",
        "There are three true statements.",
        "a and c are true. What does composing a tent with itself do to the number of pieces?",
    ),
    checker=ChoiceCheck(
        (
            Statement(
                "",
                True,
                "that is the universal approximation theorem: 100 hinges follow a smooth "
                "curve more closely than 10.",
                "approximation-doubted",
            ),
            Statement(
                "",
                False,
                "it says that weights exist, nothing of finding them: of 20 trainings of "
                "a 2-2-1 net on XOR, which has a solution, only some succeed.",
                "existence-for-training",
            ),
            Statement(
                "",
                True,
                "each unit bends once: h breakpoints cut the line into h + 1 pieces at "
                "most, 3 units into 4.",
                "pieces-miscounted",
            ),
            Statement(
                "",
                True,
                "a tent on a tent has 4 pieces, on that again 8: k layers of 2 units give 2^k.",
                "depth-underrated",
            ),
            Statement(
                "",
                False,
                "depth helps for some functions only; at equal parameters a shallow net "
                "can be as good.",
                "depth-overrated",
            ),
            Statement(
                "",
                False,
                "a product of matrices is one matrix: 10 linear layers are 1 linear layer.",
                "linear-depth",
            ),
            Statement(
                "",
                False,
                "it promises some finite number; that may be 10 or 10 million.",
                "size-promised",
            ),
        )
    ),
)

TASKS = (local_affine, piece_count, cpwl_build, depth_width)
