"""Other parameters, same function."""

import numpy as np

from d2lmlp.exercises.engine import watch
from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.built import BuiltCheck, Given
from d2lmlp.exercises.kinds.forms import in_shape
from d2lmlp.exercises.kinds.reference import draw, relu


def _net(X, W1, b1, W2, b2):
    return relu(X @ W1 + b1) @ W2 + b2


def _case(seed, d, h, q):
    return tuple(draw(seed, (d, h), (h,), (h, q), (q,)))


_CASES = (_case(1, 3, 4, 2), _case(2, 2, 5, 3))


def _judge(found):
    for given, values in found:
        twin = []
        for name, old, new in zip(("V1", "c1", "V2", "c2"), given, values):
            new, remark = in_shape(name, new, old.shape)
            twin.append(new)
            watch.remark(remark if given is found[0][0] else "")  # once is enough
        if all(np.allclose(old, new, atol=1e-5) for old, new in zip(given, twin)):
            return Verdict("wrong", "These are the same parameters: at least one has to differ.",
                           "nothing-changed")  # fmt: skip
        X = draw(3, (50, len(given[0])))
        apart = abs(_net(X, *given) - _net(X, *twin)).max()
        if apart > 2e-5:  # a twin in float32 is 1e-6 off
            name, said = _reason(given, twin)
            rows = (("largest difference of the outputs", f"{apart:.3g}", "0"),)
            return Verdict("wrong", said, name, rows)
    return Verdict("correct", "Other parameters, the same function on 50 random inputs.")


def _reason(given, twin):
    """Find which step of a right exchange is missing."""
    W1, b1, W2, b2 = given
    V1, c1, V2, c2 = twin
    kept = [np.allclose(old, new, atol=1e-5) for old, new in zip(given, twin)]
    if not kept[3]:
        return "output-bias-changed", "b2 shifts the outputs: it has to stay."
    if not kept[0]:
        step = _exchange(given, twin, kept) or _scaling(given, twin, kept)
        if step:
            return step
    if kept[0] and kept[1]:
        return (
            "outgoing-only",
            "With the same W1 and b1, other outgoing weights change the function.",
        )
    if kept[0]:
        return "bias-only", "With the same W1, b1 has to stay as it is too."
    return "other-function", "The two nets differ. Exchange two units, or scale one by a and 1 / a."


def _exchange(given, twin, kept):
    """Find what did not go along when the columns of W1 were exchanged."""
    W1, b1, W2, _ = given
    V1, c1, V2, _ = twin
    order = [int(abs(W1 - column[:, None]).sum(axis=0).argmin()) for column in V1.T]
    units = list(range(len(b1)))
    if order == units or sorted(order) != units or not np.allclose(V1, W1[:, order], atol=1e-4):
        return None
    bias, rows = np.allclose(c1, b1[order], atol=1e-4), np.allclose(V2, W2[order], atol=1e-4)
    if kept[1] and kept[2]:
        return "W1-only", "You exchange columns of W1 alone: b1 and the rows of W2 go along."
    if kept[1] and rows:
        return "bias-left-behind", "Each unit takes its bias along: exchange b1 as well."
    if bias and kept[2]:
        return "W2-left-behind", "Each unit takes its outgoing weights along: the rows of W2."
    other = "b1" if rows else "The rows of W2" if bias else "b1 and the rows of W2"
    return "orders-differ", f"{other} must follow the order of the columns of W1, and differ."


def _scaling(given, twin, kept):
    """Find what was not scaled, or not back, when the columns of W1 were scaled."""
    W1, b1, W2, _ = given
    V1, c1, V2, _ = twin
    a = (V1 * W1).sum(axis=0) / (W1 * W1).sum(axis=0)
    if not np.allclose(V1, a * W1, atol=2e-6) or (abs(a) < 1e-6).any():
        return None
    if (a < 0).any():
        return (
            "negative-scale",
            "relu(-z) is not -relu(z): a ReLU unit takes positive factors only.",
        )
    if kept[2]:
        return "not-scaled-back", "W1 is scaled by a: W2 has to be scaled by 1 / a."
    if np.allclose(V2, a[:, None] * W2, atol=1e-4):
        return "scaled-twice", "Scale W1 and b1 by a and W2 by 1 / a, not by a again."
    if not np.allclose(V2, W2 / a[:, None], atol=1e-4):
        return "not-scaled-back", (
            "A unit whose column of W1 is scaled by a needs its row of W2 scaled by 1 / a."
        )
    return "bias-not-scaled", "The bias b1 is part of z: it is scaled with W1."


def _make(change):
    return lambda params: change(*[np.array(p, float) for p in params])


EXAMPLES = (
    ("nothing-changed", _make(lambda W1, b1, W2, b2: (W1, b1, W2, b2))),
    ("W1-only", _make(lambda W1, b1, W2, b2: (W1[:, ::-1], b1, W2, b2))),
    ("bias-left-behind", _make(lambda W1, b1, W2, b2: (W1[:, ::-1], b1, W2[::-1], b2))),
    ("W2-left-behind", _make(lambda W1, b1, W2, b2: (W1[:, ::-1], b1[::-1], W2, b2))),
    ("negative-scale", _make(lambda W1, b1, W2, b2: (-W1, -b1, -W2, b2))),
    ("not-scaled-back", _make(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2, b2))),
    ("scaled-twice", _make(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2))),
    ("bias-not-scaled", _make(lambda W1, b1, W2, b2: (2 * W1, b1, W2 / 2, b2))),
    ("output-bias-changed", _make(lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2 / 2, b2 / 2))),
    ("outgoing-only", _make(lambda W1, b1, W2, b2: (W1, b1, -W2, b2))),
    ("orders-differ", _make(lambda W1, b1, W2, b2: (W1[:, ::-1], np.roll(b1, 1), W2[::-1], b2))),
    ("bias-only", _make(lambda W1, b1, W2, b2: (W1, 2 * b1, W2, b2))),
    ("other-function", _make(lambda W1, b1, W2, b2: (W1 + 1, b1, W2, b2))),
    ("missing-part", _make(lambda W1, b1, W2, b2: (W1, b1))),
    ("not-a-function", (1, 2, 3, 4)),
)

TASK = Task(
    id="twin-nets",
    title="Other parameters, same function",
    section="Symmetry",
    stars=2,
    statement="""\
A net computes
$\\operatorname{ReLU}(\\mathbf{X}\\mathbf{W}_1 + \\mathbf{b}_1)\\mathbf{W}_2 + \\mathbf{b}_2$.
Write `twin(params)`: for `params = (W1, b1, W2, b2)` it returns other parameters, `(V1, c1, V2,
c2)` in the same shapes, with which the net computes the **same function**. Shapes: `W1` (d, h),
`b1` (h,), `W2` (h, q), `b2` (q,); they are NumPy arrays.
""",
    name="twin",
    stub="def twin(params):\n    return ...\n",
    solution="""\
def twin(params):
    W1, b1, W2, b2 = params
    return 2 * W1, 2 * b1, W2 / 2, b2
""",
    explanation="relu(a z) = a relu(z) for a > 0, so a unit may be scaled by a on the way in and "
    "by 1 / a on the way out. Or exchange units, with all that belongs to them: columns of W1, "
    "entries of b1, rows of W2. So no minimum of a net's loss is the only one.",
    hints=("What happens to relu(z) when z is doubled?",
           "Scale W1 and b1 by 2 and W2 by 1/2; or reverse the order of the units everywhere."),
    checker=BuiltCheck(
        parts=(Given("V1"), Given("c1"), Given("V2"), Given("c2")),
        test=_judge,
        examples=EXAMPLES,
        arguments=_CASES,
    ),
)  # fmt: skip
