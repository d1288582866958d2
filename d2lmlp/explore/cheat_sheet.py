"""The cheat sheet of activation functions: all but formula and use is measured."""

from base64 import b64encode
from collections import namedtuple

import numpy as onp
from mxnet import np

from d2lmlp.activations import softmax, value_and_grad
from d2lmlp.explore.activation_list import ACTIVATIONS
from d2lmlp.figures.dark import with_dark_ink
from d2lmlp.figures.tables import Drawn, Table

Measures = namedtuple(
    "Measures", "low high mean steepest flat_below flat_above zero_below zero_above"
)

SHOWN = onp.arange(-64, 65, dtype="float32") / 8  # where the small curves run
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
    columns = ("name", "function", "slope", "formula", "range", "saturates (slope below 0.005)",
               "zero-centred", "largest slope", "slope exactly 0 (as MXNet computes it)",
               "used for")  # fmt: skip
    rows = []
    for name, (function, formula, alpha, use) in ACTIVATIONS.items():
        f = _one_input(function, alpha)
        m = measure(f)
        y, slope = (array.asnumpy() for array in value_and_grad(f, SHOWN))
        curves = _spark(name, y, m, 15, 4), _spark(f"slope of {name}", slope, m, 22, 15)
        centred = "yes" if abs(m.mean) < 0.005 else f"no, mean {m.mean:.2f}"
        rows.append(
            (name, *curves, formula, f"{_bound(m.low)} to {_bound(m.high)}",
             _beyond(m.flat_below, m.flat_above), centred, f"{m.steepest:.2f}",
             _beyond(m.zero_below, m.zero_above, "≈ "), use)
        )  # fmt: skip
    return Table("Activation functions, as measured.", columns, rows)


def _spark(name, y, m, ground, scale):
    """Draw a curve as small as a word: grey where the function is flat, red where its slope is 0.

    `ground` is the height of 0, `scale` the height of 1, in pixels; what is higher is not drawn.
    """
    areas = []
    for below, above, colour in ((m.flat_below, m.flat_above, "#d9d9d9"),
                                 (m.zero_below, m.zero_above, "#f4a6a0")):  # fmt: skip
        for low, high in ((-8, below), (above, 8)):
            if None not in (low, high) and low < high:
                x0, x1 = _across(low), _across(high)
                areas.append(f'<rect x="{x0:.1f}" y="1" width="{x1 - x0:.1f}" height="28" '
                             f'style="fill: {colour}"/>')  # fmt: skip
    pen, path = "M", ""
    for k, (x, v) in enumerate(zip(SHOWN, y)):
        inside = 1 <= ground - scale * v <= 29
        pen = "M" if k and abs(v - y[k - 1]) > 0.4 else pen  # a jump is drawn as one
        path += f"{pen}{_across(x):.1f} {ground - scale * v:.1f}" if inside else ""
        pen = "L" if inside else "M"
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">' + "".join(areas) +
        f'<path d="M3 {ground}h84M45 1v28" style="stroke: #9a9a9a"/>'
        f'<path d="{path}" style="fill: none; stroke: #0072b2" stroke-width="2"/></svg>'
    )  # fmt: skip
    data = b64encode(with_dark_ink(svg).encode()).decode()
    heights = onp.clip((y[::16] - y.min()) / (y.max() - y.min()) * 8 + 0.3, 0, 7).astype(int)
    alt = f"{name} over x from -8 to 8: from {y.min():.2f} to {y.max():.2f}"
    html = f'<img alt="{alt}" src="data:image/svg+xml;base64,{data}">'
    return Drawn("".join("▁▂▃▄▅▆▇█"[k] for k in heights), html)


def _across(x):
    return 3 + (x + 8) * 84 / 16


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
