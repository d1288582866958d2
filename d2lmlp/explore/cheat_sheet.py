"""The cheat sheet of activation functions: all but formula and use is measured."""

from collections import namedtuple

import numpy as onp
from mxnet import np

from d2lmlp.activations import ACTIVATIONS, softmax, value_and_grad
from d2lmlp.figures.tables import Table

Measures = namedtuple(
    "Measures", "low high mean steepest flat_below flat_above zero_below zero_above"
)

FLAT = 0.005  # a slope below this counts as saturated


def measure(f):
    """Measure an elementwise function on 24,001 points from -120 to 120, in float32.

    Parameters
    ----------
    f : callable
        As in `value_and_grad`.

    Returns
    -------
    Measures
        ``low``, ``high``: the range, infinite where the function still has a slope at the end of
        the grid. ``mean``: of the output for x from N(0, 1). ``steepest``: the largest slope by
        size. ``flat_below``, ``flat_above``: beyond these the slope stays below `FLAT` in size;
        ``zero_below``, ``zero_above``: beyond these it is exactly 0. None where there is no such
        place.
    """
    x = onp.arange(-12000, 12001, dtype="float32") / 100
    y, grad = (a.asnumpy().astype("float64") for a in value_and_grad(f, x))
    slope = abs(grad)
    flat, zero = _tails(x, slope < FLAT), _tails(x, slope == 0)
    low = -onp.inf if flat[0] is None else y.min()
    high = onp.inf if flat[1] is None else y.max()
    weight = onp.exp(-(x.astype("float64") ** 2) / 2)
    mean = (y * weight).sum() / weight.sum()
    return Measures(low, high, mean, slope.max(), *flat, *zero)


def _tails(x, holds):
    """Say up to where `holds` is true without a gap from the left, and from where to the right."""
    left = x[onp.argmin(holds) - 1] if holds[0] else None
    right = x[::-1][onp.argmin(holds[::-1]) - 1] if holds[-1] else None
    return left, right


def cheat_sheet():
    """Set the course's activation functions side by side; all but formula and use is measured.

    Returns
    -------
    Table
        One row a function. Softmax, which mixes its inputs, is measured as the first of two
        classes: the other has the logit 0.
    """
    columns = ("name", "formula", "range", "saturates (slope below 0.005)", "zero-centred",
               "largest slope", "slope exactly 0 (as MXNet computes it)", "used for")  # fmt: skip
    rows = []
    for name, (function, formula, alpha, use) in ACTIVATIONS.items():
        m = measure(_one_input(function, alpha))
        centred = "yes" if abs(m.mean) < 0.005 else f"no, mean {m.mean:.2f}"
        rows.append(
            (name, formula, f"{_bound(m.low)} to {_bound(m.high)}",
             _beyond(m.flat_below, m.flat_above), centred, f"{m.steepest:.2f}",
             _beyond(m.zero_below, m.zero_above, "≈ "), use)
        )  # fmt: skip
    return Table("Activation functions, as measured.", columns, rows)


def _one_input(function, alpha):
    if function is softmax:
        return lambda x: softmax(np.stack([x, np.zeros_like(x)], axis=-1))[:, 0]
    return function if alpha is None else lambda x: function(x, alpha)


def _bound(value):
    return f"{value:.2f}".replace("inf", "∞").replace(".00", "")


def _beyond(below, above, about=""):
    said = []
    for end, side in ((below, "and below"), (above, "and above")):
        if end is not None:
            said.append(f"{about}{end:.1f} {side}" if end else f"0 {side}")
    return ", ".join(said) or "nowhere"
