"""XOR by hand: long, for what a net that computes something else is told."""

import numpy as np

from d2lmlp.exercises.engine.compare import number
from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.engine.values import BadValue, is_mxnet
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.built import BuiltCheck, Given
from d2lmlp.exercises.kinds.reference import relu, sigmoid

INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([False, True, True, False])
LARGEST = 1e12  # of what is added up: beyond it the digits behind the point are lost
SLACK = 1e-6  # what rounding may do to an output of exactly 0.5

SHIFT = " Change b2."

# The Boolean function that the net computes instead, by its outputs for 00, 01, 10, 11.
INSTEAD = {
    "0111": ("computes-or", "That is OR: for (1, 1) the output is above 0.5 as well."),
    "0001": ("computes-and", "That is AND: only (1, 1) gives more than 0.5."),
    "1110": ("computes-nand", "That is NOT AND: (0, 0) gives more than 0.5 as well."),
    "1000": ("computes-nor", "That is NOT OR: only (0, 0) gives more than 0.5."),
    "1001": ("computes-xnor", "That is equality, XOR flipped: high for equal inputs."),
    "0000": ("never-on", "The output is above 0.5 for none of the four inputs."),
    "1111": ("always-on", "The output is above 0.5 for all four inputs."),
    "0011": (
        "copies-x1",
        "Whether the output is above 0.5 goes by x1 alone; x2 has to count, too.",
    ),
    "0101": (
        "copies-x2",
        "Whether the output is above 0.5 goes by x2 alone; x1 has to count, too.",
    ),
    "1100": ("negates-x1", "The output is above 0.5 where x1 is 0; x2 has to count, too."),
    "1010": ("negates-x2", "The output is above 0.5 where x2 is 0; x1 has to count, too."),
    "0100": (
        "one-side-only",
        "Only (0, 1) is switched on; for (1, 0) the output should be above 0.5 as well.",
    ),
    "0010": (
        "one-side-only",
        "Only (1, 0) is switched on; for (0, 1) the output should be above 0.5 as well.",
    ),
    "1011": ("three-inputs-wrong", "Only (0, 1) is off. It should be on, (0, 0) and (1, 1) off."),
    "1101": ("three-inputs-wrong", "Only (1, 0) is off. It should be on, (0, 0) and (1, 1) off."),
}


def output(W1, b1, w2, b2, unit=relu):
    """Outputs of the net for the four inputs."""
    return unit(INPUTS @ W1 + b1) @ w2 + b2


def separates(y):
    """Tell whether the outputs split XOR's inputs at 0.5."""
    return bool((y[XOR] > 0.5 + SLACK).all() and (y[~XOR] < 0.5 - SLACK).all())


FOR_STEPS = "made-for-threshold-units"
# What would have made the learner's weights right: (id, sentence, repaired outputs).
REPAIRS = (
    (
        "transposed",
        "With W1 transposed the net would compute XOR: rows belong to inputs, columns to units.",
        lambda W1, b1, w2, b2: output(W1.T, b1, w2, b2),
    ),
    (
        "hidden-bias-sign",
        "With the signs of b1 flipped the net would compute XOR: a unit bends where what its "
        "weights make of the inputs is *minus* its bias.",
        lambda W1, b1, w2, b2: output(W1, -b1, w2, b2),
    ),
    (
        "biases-swapped",
        "With the two entries of b1 swapped the net would compute XOR.",
        lambda W1, b1, w2, b2: output(W1, b1[::-1], w2, b2),
    ),
    (
        "parts-swapped",
        "With b1 and w2 swapped the net would compute XOR: the order is (W1, b1, w2, b2).",
        lambda W1, b1, w2, b2: output(W1, w2, b1, b2),
    ),
    (
        "output-sign",
        "With the signs of w2 flipped the net would compute XOR.",
        lambda W1, b1, w2, b2: output(W1, b1, -w2, b2),
    ),
    (
        "second-weight-sign",
        "With the sign of w2[1] flipped the net would compute XOR.",
        lambda W1, b1, w2, b2: output(W1, b1, w2 * [1, -1], b2),
    ),
    (
        "first-weight-sign",
        "With the sign of w2[0] flipped the net would compute XOR.",
        lambda W1, b1, w2, b2: output(W1, b1, w2 * [-1, 1], b2),
    ),
    (
        "output-bias-sign",
        "With the sign of b2 flipped the net would compute XOR.",
        lambda W1, b1, w2, b2: output(W1, b1, w2, -b2),
    ),
    (
        "second-weight-too-small",
        "With w2[1] twice as large the net would compute XOR: the second unit counts too little.",
        lambda W1, b1, w2, b2: output(W1, b1, w2 * [1, 2], b2),
    ),
    (
        "hidden-bias-forgotten",
        "b1 is 0, so each unit bends where its weights make 0 of the inputs. With -1 as the "
        "second bias the net would compute XOR.",
        lambda W1, b1, w2, b2: (
            output(W1, np.array([0, -1]), w2, b2) if not b1.any() else np.zeros(4)
        ),
    ),
    (
        FOR_STEPS,
        "With units that jump from 0 to 1 these weights would compute XOR. A ReLU passes the size "
        "on: look at the sizes of the outputs.",
        lambda W1, b1, w2, b2: output(W1, b1, w2, b2, lambda z: (z > 0) * 1.0),
    ),
    (
        "made-for-sigmoid-units",
        "These weights work for sigmoid units, which end at 1. A ReLU passes the size on.",
        lambda W1, b1, w2, b2: output(W1, b1, w2, b2, sigmoid),
    ),
)

_ONES = [[1, 1], [1, 1]]
_CROSS = [[1, -1], [-1, 1]]
EXAMPLES = (
    ("transposed", ([[2, 2], [1, 1]], [0, -1], [0.5, -2], 0)),
    ("hidden-bias-sign", (_ONES, [0, 1], [1, -2], 0)),
    ("biases-swapped", (_ONES, [-1, 0], [1, -2], 0)),
    ("parts-swapped", (_ONES, [1, -2], [0, -1], 0)),
    ("output-sign", (_CROSS, [0, 0], [-1, -1], 0)),
    ("second-weight-sign", (_ONES, [0, -1], [1, 2], 0)),
    ("first-weight-sign", (_CROSS, [0, 0], [-1, 1], 0)),
    ("second-weight-too-small", (_ONES, [0, -1], [1, -1], 0)),
    ("hidden-bias-forgotten", (_ONES, [0, 0], [1, -2], 0)),
    (FOR_STEPS, (_ONES, [-0.5, -1.5], [1, -1], 0)),
    ("threshold-elsewhere", (_CROSS, [0, 0], [1, 1], 1)),
    ("stays-linear", (_ONES, [5, 5], [1, -1], 0)),
    ("copies-x1", ([[1, 0], [0, 1]], [0, 0], [1, 0], 0)),
    ("computes-nand", (_ONES, [0, -1], [0, -1], 1)),
    ("units-never-on", (_ONES, [-5, -5], [1, 1], 0)),
    ("units-never-on", ([[-1, -1], [-1, -1]], [0, 0], [1, 1], 0)),
    ("computes-or", ([[1, 0], [0, 1]], [0, 0], [1, 1], 0)),
    ("computes-and", ([[1, 0], [1, 0]], [-1, 0], [1, 0], 0)),
    ("layer-of-zeros", ([[0, 0], [0, 0]], [0, 0], [0, 0], 0)),
    ("wrong-shape", ([[1, 1, 1], [1, 1, 1]], [0, -1, 0], [1, -2, 0], 0)),
    ("missing-part", (_ONES, [0, -1], [1, -2])),
)


def judge_weights(*weights):
    """Run the net on the four inputs; returns a Verdict."""
    y = output(*weights)
    if separates(y):
        shown = ", ".join(number(v) for v in y)
        return Verdict("correct", f"Your net computes XOR: outputs {shown} for 00, 01, 10, 11.")
    mistake, message = _named(weights, y)
    rows = tuple(
        (f"input ({int(a)}, {int(b)})", number(v), "above 0.5" if want else "below 0.5")
        for (a, b), v, want in zip(INPUTS, y, XOR)
        if not (v > 0.5 if want else v < 0.5)
    )
    return Verdict("wrong", message, mistake, rows)


def _named(weights, y):
    W1, b1, w2, b2 = weights
    z = INPUTS @ W1 + b1
    for name, sentence, repaired in REPAIRS:
        if name == "parts-swapped" and separates(repaired(*weights)):
            return name, sentence  # also where one of them is 0
    if not W1.any() or not w2.any():
        name = "W1" if not W1.any() else "w2"
        return "layer-of-zeros", f"With {name} = 0 the output cannot depend on the input."
    if (z <= 0).all():
        return "units-never-on", "Both ReLUs are off for all four inputs: the output is b2."
    if (y[XOR] >= 0.5 - SLACK).all() and (y[~XOR] <= 0.5 + SLACK).all():
        return (
            "exactly-at-the-cut",
            "An output of exactly 0.5 is neither above nor below 0.5: each has to lie clearly on "
            "its side." + (SHIFT if y[XOR].min() > y[~XOR].max() + SLACK else ""),
        )
    if (y[XOR] > SLACK).all() and (y[~XOR] < -SLACK).all():
        return "cuts-at-zero", "Your outputs split at 0; the task asks for 0.5: add 0.5 to b2."
    if (relu(z) @ abs(w2)).max() > LARGEST:
        return (
            "numbers-too-large",
            "Your numbers are so large that rounding may decide the output: take smaller ones.",
        )
    elsewhere = y[XOR].min() > y[~XOR].max() + 1e-6
    for name, sentence, repaired in REPAIRS:
        if separates(repaired(*weights)) and not (elsewhere and name == FOR_STEPS):
            return name, sentence
    if elsewhere:
        return (
            "threshold-elsewhere",
            "The outputs split the inputs as XOR does, but not at 0.5: change b2.",
        )
    if _splits_with_steps(*weights):
        return (
            FOR_STEPS,
            "With hidden units that jump from 0 to 1, and an output compared with 0, these weights "
            "would compute XOR. A ReLU passes the size on, and the output is compared with 0.5.",
        )
    pattern = "".join("01"[int(v > 0.5)] for v in y)
    name, sentence = INSTEAD[pattern]
    if not (z >= 0).all():
        off = "first" if (z[:, 0] <= 0).all() else "second" if (z[:, 1] <= 0).all() else ""
        said = f" The {off} hidden unit is 0 for all four inputs." if off else ""
        return name, sentence + said
    linear = "Neither ReLU gets a negative number for the four inputs, so the net is linear there, "
    linear += "and no linear model gets more than three of the four right."
    if name in ("never-on", "always-on", "one-input-wrong", "three-inputs-wrong", "one-side-only"):
        return "stays-linear", linear
    return name, f"{sentence} {linear}"


def _splits_with_steps(W1, b1, w2, b2):
    """Tell whether step functions would make XOR of these weights, with room at every step."""
    z = INPUTS @ W1 + b1
    y = (z > 0) @ w2 + b2
    return bool(abs(z).min() > 0.1 and abs(y).min() > 0.1 and ((y > 0) == XOR).all())


def _in_order(parts):
    """Take the parts as they came, unless their shapes tell that they stand in another order."""
    shapes = [np.shape(part) if _is_plain(part) else None for part in parts]
    wanted = [(2, 2), (2,), (2,), ()]
    if shapes != wanted and sorted(map(str, shapes)) == sorted(map(str, wanted)):
        raise BadValue(
            "parts-swapped",
            "In the order (W1, b1, w2, b2) the shapes should be (2, 2), (2,), (2,), (); yours are "
            f"{', '.join(map(str, shapes))}.",
        )
    return list(parts)


def _is_plain(part):
    return isinstance(part, (list, tuple, int, float, np.ndarray)) or is_mxnet(part)


TASK = Task(
    id="xor-by-hand",
    title="XOR with two hidden units",
    section="From linear to nonlinear",
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
    checker=BuiltCheck(
        parts=(Given("W1", (2, 2)), Given("b1", (2,)), Given("w2", (2,)), Given("b2", ())),
        test=judge_weights,
        examples=EXAMPLES,
        unpack=_in_order,
    ),
)
