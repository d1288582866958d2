"""The same function with tanh: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine import watch
from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import BadValue, HalfFilled, call, to_numpy
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw, sigmoid


def _batch(d):
    """Rows near 0 and far out."""
    return draw(11, (9, d)) * np.array([1, 1, 1, 1, 1, 1, 3, 10, 30])[:, None]


def _run_tanh_net(answer, W1, b1, W2, b2):
    """Evaluate the learner's tanh net on a fixed batch, in float64."""
    weights = _four(call(answer, W1, b1, W2, b2))
    V1, c1, V2, c2 = (to_numpy(w) for w in weights)
    d, h = np.shape(to_numpy(W1))
    q = np.shape(to_numpy(W2))[1]
    _in_order(weights, [d * h, h, h * q, q])
    _matrix("V1", V1, (d, h))
    _matrix("V2", V2, (h, q))
    _bias("second", "c1", c1, h)
    if c2.size != q and _sums_columns(c2, to_numpy(W2), to_numpy(b2)):
        raise BadValue("shift-over-outputs", OTHER_AXIS)
    _bias("fourth", "c2", c2, q)
    return np.tanh(_batch(d) @ V1 + c1.reshape(1, -1)) @ V2 + c2.reshape(1, -1)


def _four(weights):
    """Take what came back apart into four things, each of which has a value."""
    if callable(weights) or isinstance(weights, str):
        to_numpy(weights)  # which says what it is
    if isinstance(weights, dict):
        watch.remark("A tuple is asked for, and yours is a dictionary.")
        weights = list(weights.values())
    if isinstance(weights, (list, tuple)) and [type(w) for w in weights] in ([list], [tuple]):
        raise BadValue(
            "one-inside-another",
            "What came back holds one list or tuple, as from `yield` or a dictionary: return (V1, "
            "c1, V2, c2) itself.",
        )
    if not isinstance(weights, (list, tuple)) or len(weights) != 4:
        got = len(weights) if isinstance(weights, (list, tuple)) else 1
        raise BadValue(
            "missing-part" if got < 4 else "too-many-results",
            f"Return four arrays, (V1, c1, V2, c2); yours returns {got}.",
        )
    for name, w in zip(("V1", "c1", "V2", "c2"), weights):
        if w is ...:
            raise HalfFilled(f"`{name}`")
        if w is None:
            raise BadValue("returned-none", f"`{name}` is None: give it a value.")
    return weights


def _in_order(weights, sizes):
    shapes = [np.shape(to_numpy(w)) for w in weights]
    found = [int(np.prod(shape)) for shape in shapes]
    if found != sizes and sorted(found) == sorted(sizes) and len(set(sizes)) == 4:
        raise BadValue(
            "swapped-results",
            "The four arrays come back in another order than (V1, c1, V2, c2), as their shapes "
            f"tell: {', '.join(map(str, shapes))}.",
        )


def _matrix(name, array, shape):
    if array.shape != shape:
        raise BadValue(
            "transposed" if array.shape == shape[::-1] else "wrong-shape",
            f"{name} has shape {array.shape}; it should have the shape {shape}, like "
            f"{name.replace('V', 'W')}.",
        )


def _bias(place, name, array, size):
    if array.size not in (1, size):
        raise BadValue(
            "wrong-shape",
            f"The {place} thing that comes back, {name}, holds {array.size} numbers; it should "
            f"hold {size}.",
        )
    like = name.replace("c", "b")
    if array.size > 1 and array.shape[-1] == 1:
        raise BadValue(
            "wrong-shape",
            f"{name} is a column, of shape {array.shape}; it should have the shape {(size,)}, like "
            f"{like}.",
        )
    if array.shape != (size,):
        watch.remark(f"Right; `{name}` is asked for in the shape of `{like}`, and is not in it.")


def _sums_columns(c2, W2, b2):
    """Tell whether c2 is made of sums over axis 1 of W2, one for each hidden unit."""
    sums = W2.sum(axis=1, keepdims=True)
    found = [k * sums.ravel() for k in (0.5, 1)] + [b2 + k * sums for k in (0.5, 1)]
    return any(c2.shape == f.shape and np.allclose(c2, f, atol=1e-4) for f in found)


def _sigmoid_net(W1, b1, W2, b2):
    return sigmoid(_batch(W1.shape[0]) @ W1 + b1) @ W2 + b2


def _net(id_, message, formula):
    """A mistake in one of the four formulas; s is the sum of W2's rows."""
    return Mistake(id_, message, lambda W1, b1, W2, b2: formula(W1, b1, W2, b2, W2.sum(axis=0)))


def _floor(W):
    return np.floor(to_numpy(W) / 2)


OTHER_AXIS = (
    "Along axis 1, W2 gives a number for each hidden unit, and c2 holds one for each output. Sum "
    "over the units, axis 0."
)

_TANH_NET = (
    _net(
        "unchanged",
        "Those are the sigmoid net's weights: tanh runs from -1 to 1, sigmoid from 0 to 1.",
        lambda W1, b1, W2, b2, s: (W1, b1, W2, b2),
    ),
    _net(
        "inner-not-halved",
        "sigmoid(z) = (tanh(z / 2) + 1) / 2: the pre-activation is halved, W1 "
        "and b1 alike. With tanh(z) the bend is twice too steep.",
        lambda W1, b1, W2, b2, s: (W1, b1, W2 / 2, b2 + s / 2),
    ),
    _net(
        "inner-doubled",
        "The pre-activation is halved, not doubled: sigmoid(z) = (tanh(z / 2) + 1) / 2.",
        lambda W1, b1, W2, b2, s: (W1 * 2, b1 * 2, W2 / 2, b2 + s / 2),
    ),
    _net(
        "b1-not-halved",
        "z / 2 is (X W1 + b1) / 2: b1 is halved as well.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1, W2 / 2, b2 + s / 2),
    ),
    _net(
        "W1-not-halved",
        "z / 2 is (X W1 + b1) / 2: W1 is halved as well.",
        lambda W1, b1, W2, b2, s: (W1, b1 / 2, W2 / 2, b2 + s / 2),
    ),
    _net(
        "outer-not-halved",
        "tanh has twice the height of the sigmoid, from -1 to 1: W2 is halved.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2, b2 + s / 2),
    ),
    _net(
        "outer-not-halved",
        "tanh has twice the height of the sigmoid: W2 is halved, and so is its share of c2.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2, b2 + s),
    ),
    _net(
        "outer-not-halved",
        "Only the inside was rescaled: W2 is halved, and c2 takes half its sum.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2, b2),
    ),
    _net(
        "outer-not-halved",
        "tanh has twice the height of the sigmoid: W2 is halved, not doubled.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 * 2, b2 + s),
    ),
    _net(
        "outer-doubled",
        "That is tanh = 2 sigmoid(2x) - 1 the wrong way round: it turns a tanh net into a sigmoid "
        "net.",
        lambda W1, b1, W2, b2, s: (W1 * 2, b1 * 2, W2 * 2, b2 - s),
    ),
    _net(
        "outer-doubled",
        "W2 is halved, not doubled: tanh has twice the height of the sigmoid.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 * 2, b2 + s / 2),
    ),
    _net(
        "shift-forgotten",
        "c2 is b2 as it was: the + 1 of sigmoid(z) = (tanh(z / 2) + 1) / 2 has to reach it. Every "
        "unit adds W2 / 2 to the output, and c2 collects it.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2),
    ),
    _net(
        "shift-without-W2",
        "You add 0.5 as such. Every unit adds half of *its* weight in W2: c2 is b2 plus half the "
        "sum of W2's rows.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + 0.5),
    ),
    _net(
        "shift-without-W2",
        "You add 0.5 for every hidden unit. Each adds half of *its* weight in W2: c2 is b2 plus "
        "half the sum of W2's rows.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + 0.5 * len(W2)),
    ),
    *(
        _net(
            "cut-to-integers",
            f"{which} whole numbers, as `//` makes them: halve with `/`.",
            lambda W1, b1, W2, b2, s, of=of: (_floor(W1), _floor(b1), of(W2), b2 + s / 2),
        )
        for which, of in (
            ("V1, c1 and V2 are", _floor),
            ("V1 and c1 are", lambda W2: W2 / 2),
        )
    ),
    _net(
        "shift-without-W2",
        "You add 1 as such. Every unit adds half of *its* weight in W2: c2 is b2 plus half the sum "
        "of W2's rows.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + 1.0),
    ),
    _net(
        "shift-not-halved",
        "c2 takes half the sum of W2's rows, not all of it.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + s),
    ),
    _net(
        "shift-halved-twice",
        "c2 takes half the sum of W2's rows: yours is halved twice.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + s / 4),
    ),
    _net(
        "shift-minus",
        "Your c2 is b2 minus half the sum of W2's rows; it should be plus: sigmoid is tanh moved "
        "up.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 - s / 2),
    ),
    _net(
        "b2-halved",
        "b2 stays as it is: it stands outside the sigmoid.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 / 2 + s / 2),
    ),
    _net(
        "b2-halved",
        "b2 stays as it is and takes half the sum of W2's rows.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 / 2),
    ),
    _net(
        "b2-dropped",
        "b2 is lost: c2 is b2 plus half the sum of W2's rows.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, s / 2),
    ),
    _net(
        "shift-mean",
        "The units' shares add up: the sum of W2's rows, not their mean.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + s / 2 / W2.shape[0]),
    ),
    _net(
        "shift-sums-all",
        "You summed all of W2. Each output has its own column: sum over axis 0.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum() / 2),
    ),
    Mistake(
        "shift-over-outputs",
        OTHER_AXIS,
        lambda W1, b1, W2, b2: (
            W1 / 2,
            b1 / 2,
            W2 / 2,
            b2 + np.resize(to_numpy(W2).sum(axis=1), len(b2)) / 2,
        ),
    ),
    _net(
        "shift-inside",
        "The shift belongs after the activation, in c2, not in c1.",
        lambda W1, b1, W2, b2, s: (W1 / 2, b1 / 2 + 0.5, W2 / 2, b2),
    ),
)


def _centred(results):
    return np.concatenate([(r[0] - r[0].mean(axis=0)).ravel() for r in results])


def _not_proportional(cases, results, targets):
    pairs = [(_centred([r]), _centred([t])) for r, t in zip(results, targets)]
    return not all(np.allclose(y, (y @ t) / (t @ t) * t, atol=1e-3) for y, t in pairs)


_TANH_NET_LAWS = (
    Mistake(
        "inside-wrong",
        "Not in every call are the outputs a multiple of the sigmoid net's plus a constant. "
        "Inside tanh should stand (X W1 + b1) / 2, and V2 is W2 times a number; units may change "
        "their order or their sign, if V1, c1 and V2 all follow.",
        _not_proportional,
    ),
    Mistake(
        "constant",
        "In the calls here your net gives the same outputs for every row of X: nothing that "
        "depends on X reaches them.",
        lambda cases, results, targets: bool(abs(_centred(results)).max() < 1e-6),
    ),
    Mistake(
        "upside-down",
        "The outputs are a multiple of the sigmoid net's, plus a constant, and turned upside down: "
        "a sign is turned in V1 and c1, or in V2, and not in both.",
        lambda cases, results, targets: _centred(results) @ _centred(targets) < 0,
    ),
    Mistake(
        "outer-scale-wrong",
        "The outputs are a multiple of the sigmoid net's, plus a constant: the height is wrong. "
        "tanh spans 2, the sigmoid 1.",
        lambda cases, results, targets: (
            not np.allclose(_centred(results), _centred(targets), atol=1e-3)
        ),
    ),
    Mistake(
        "shift-wrong",
        "The outputs are right but for a constant: c2 should be b2 plus half the sum of W2's rows.",
        lambda cases, results, targets: True,
    ),
)

_W1, _B1, _W2, _B2 = draw(5, (3, 4), (4,), (4, 2), (2,))
_V1, _C1, _V2, _C2 = draw(6, (2, 5), (5,), (5, 3), (3,))
_C1[1] = 0  # as biases are at the start
_SQUARE = draw(9, (2, 3), (3,), (3, 3), (3,))  # where a sum over the wrong axis fits as well
_SMALL = draw(8, (1, 1), (1,), (1, 1), (1,))

TASK = Task(
    id="sigmoid-net-to-tanh-net",
    title="The same function with tanh",
    section="Which one, and at what price",
    stars=3,
    statement="""\
A net with sigmoid units computes $\\sigma(X W_1 + b_1) W_2 + b_2$. Write `to_tanh(W1, b1, W2,
b2)`, which returns `(V1, c1, V2, c2)` such that the net with tanh units,
$\\tanh(X V_1 + c_1) V_2 + c_2$, computes the **same** function for every `X`. Shapes stay as they
are: `W1` is (d, h), `b1` is (h,), `W2` is (h, q) and `b2` is (q,).
""",
    name="to_tanh",
    stub="def to_tanh(W1, b1, W2, b2):\n    return ...\n",
    solution="""\
def to_tanh(W1, b1, W2, b2):
    return W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=0) / 2
""",
    explanation="From tanh(x) + 1 = 2 sigmoid(2x) follows sigmoid(z) = (tanh(z / 2) + 1) / 2. The "
    "z / 2 "
    "halves W1 and b1, the outer 1 / 2 halves W2, and the + 1 of each unit adds half its row of W2 "
    "to the output bias.",
    hints=(
        "Solve tanh(x) + 1 = 2 sigmoid(2x) for sigmoid(z), with z = 2x.",
        "sigmoid(z) = (tanh(z / 2) + 1) / 2. The z / 2 goes into W1 and b1.",
        "(tanh + 1) W2 / 2 + b2: what does the + 1 add to each output, whatever X is?",
    ),
    checker=FunctionCheck(
        names=("W1", "b1", "W2", "b2"),
        cases=[(_W1, _B1, _W2, _B2), (_V1, _C1, _V2, _C2), tuple(_SMALL), tuple(_SQUARE)],
        told=lambda W1, b1, W2, b2: f"d = {W1.shape[0]}, h = {len(W2)}, q = {W2.shape[1]}",
        target=_sigmoid_net,
        parts=(Part("output"),),
        modes=("mxnet", "numpy"),
        run=_run_tanh_net,
        mistakes=_TANH_NET,
        laws=_TANH_NET_LAWS,
    ),
)
