"""A table whose gaps tell something."""

import numpy as np

from d2lmlp.exercises.engine.compare import number
from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.engine.values import BadValue, to_numpy
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.built import BuiltCheck, Given

FEWEST, MOST = 10, 10_000
NAN = float("nan")
EIGHT, TEN = list(range(1, 9)), list(range(1, 11))

EXAMPLES = (
    ("no-gaps", (TEN, TEN[::-1])),
    ("no-gaps", ([0, 0, *EIGHT], [30, 30, *EIGHT])),
    ("all-gaps", ([NAN] * 10, TEN)),
    ("all-gaps", ([NAN] * 9 + [3], TEN)),
    ("gap-tells-nothing", ([*EIGHT, NAN, NAN], [*EIGHT, 3, 6])),
    ("gap-tells-nothing", ([NAN, 2, 3, 4, 5, 6, 7, NAN, 9, 10], TEN)),
    ("too-much-scatter", ([*EIGHT, NAN, NAN], [1, 9, 2, 8, 3, 9, 2, 8, 9, 9])),
    ("nothing-left", ([*EIGHT, NAN, NAN], [*EIGHT, 4.5, 4.5])),
    ("lengths-differ", ([*TEN, NAN], TEN)),
    ("too-few-rows", ([1, 2, NAN], [1, 2, 9])),
    ("swapped-results", (TEN, [*EIGHT, NAN, NAN])),
    ("gap-in-both", ([*EIGHT, NAN, NAN], [*EIGHT, NAN, 9])),
    ("missing-part", [*EIGHT, NAN, NAN]),
)


def _with_gaps(values):
    """Read numbers, None and nan for a gap, as a list: of arrays BuiltCheck wants no nan."""
    if isinstance(values, np.ma.MaskedArray):
        values = values.astype(float).filled(np.nan)
    if isinstance(values, (list, tuple)):
        values = [NAN if value is None else value for value in values]
    values = to_numpy(values)
    if sum(length > 1 for length in values.shape) > 1:
        raise BadValue("two-columns", "x and y are one column each: one number a row.")
    return values.ravel().tolist()


def _in_order(values):
    x, y = (np.isnan(_with_gaps(value)) for value in values)
    if y.any() and not x.any():
        raise BadValue("swapped-results", "The gaps stand in the second: give x first, then y.")
    if y.any():
        raise BadValue("gap-in-both", "y has gaps too. Rows without a target teach nothing.")
    return values


def _error(columns, y):
    """Root mean squared error of the least-squares line on these columns."""
    A = np.stack([np.ones(len(y)), *columns], axis=1)
    return float(np.sqrt(np.mean((A @ np.linalg.lstsq(A, y, rcond=None)[0] - y) ** 2)))


def judge_gaps(x, y):
    """Fit both lines; returns a Verdict."""
    x, y = np.array(x), y.ravel()
    gap = np.isnan(x)
    if len(x) != len(y):
        raise BadValue("lengths-differ", f"x has {len(x)} rows and y has {len(y)}: row by row.")
    if not FEWEST <= len(x) <= MOST:
        name = "too-few-rows" if len(x) < FEWEST else "too-many-rows"
        raise BadValue(name, f"{len(x)} rows: give from {FEWEST} to {MOST:,}.")
    if np.isinf(x).any():
        raise BadValue("not-finite", "x holds infinity, and its mean is no number then.")
    if not gap.any():
        text = "x has no gap: nan stands for one, and any number, 0 too, is a number."
        return Verdict("wrong", text, "no-gaps")
    if (~gap).sum() < 2:
        text = "Of x hardly a number is left: with fewer than two there is no line to fit."
        return Verdict("wrong", text, "all-gaps")
    filled = np.where(gap, x[~gap].mean(), x)
    plain, marked = _error([filled], y), _error([filled, gap * 1.0], y)
    if plain < 1e-6 * max(1.0, abs(y).max()):
        text = "The mean alone is perfect already: the rows with a gap lie on the line of the rest."
        return Verdict("wrong", text, "nothing-left")
    if marked < plain / 2:
        text = f"Error {number(plain)} with the mean alone, {number(marked)} with the indicator."
        return Verdict("correct", text)
    rows = (
        ("error, mean alone", number(plain), ""),
        ("error, mean and indicator", number(marked), f"under {number(plain / 2)}"),
    )
    there, elsewhere = y[gap].mean(), y[~gap].mean()
    said = f"y is {number(there)} on average where x is missing, and {number(elsewhere)} elsewhere"
    if abs(there - elsewhere) < y.std() / 2:
        text = f"{said}: the gap tells too little of y. Let y be far away where x is missing."
        return Verdict("wrong", text, "gap-tells-nothing", rows)
    text = (
        f"{said}, but y scatters too widely around what the second model says: let y follow x "
        "where x is there, and be nearly the same wherever it is missing."
    )
    return Verdict("wrong", text, "too-much-scatter", rows)


TASK = Task(
    id="telling-gap",
    title="A table whose gaps tell something",
    section="Gaps in numbers",
    stars=2,
    statement="""\
Build a table of one column `x` with gaps and a target `y`, from 10 to 10,000 rows, such that the
indicator is worth more than half of the error. Two models are fitted to `y` by least squares: a
line in `x` with every gap filled by the mean; and the same with a further column, 1 where `x` was
missing. Give `telling = (x, y)`, two lists or arrays of numbers, `nan` for a gap in `x`, such that
the second model's root mean squared error is **less than half** of the first's.
""",
    name="telling",
    stub="telling = (..., ...)\n",
    solution="""\
gap = float("nan")
telling = ([1, 2, 3, 4, 5, 6, 7, 8, gap, gap], [1, 2, 3, 4, 5, 6, 7, 8, 30, 30])
""",
    explanation="Filled with the mean, a row with a gap is taken for an average one. If its target "
    "is not average, the line is pulled there and misses both; the indicator gives these rows a "
    "height of their own. Where gaps are at random there is nothing to give: the error hardly "
    "moves. In a real table you do not choose, so you keep the column and look.",
    hints=(
        "What does the first model think of a row with a gap? Make that as wrong as you can.",
        "Let y follow x exactly where x is there, and be far away from all that where it is not.",
        "Eight rows with y = x, and two more with a gap in x and y = 30.",
    ),
    checker=BuiltCheck(
        parts=(Given("x", read=_with_gaps), Given("y")),
        test=judge_gaps,
        examples=EXAMPLES,
        unpack=_in_order,
    ),
)
