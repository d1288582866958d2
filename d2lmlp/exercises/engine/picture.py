"""A small picture of two curves, yours and the target, as an image with alt text."""

from base64 import b64encode

import numpy as onp

from d2lmlp.exercises.engine.compare import number
from d2lmlp.figures.dark import with_dark_ink

WIDTH, HEIGHT, MARGIN, LEFT = 352, 150, 24, 64  # a label has at most 9 digits and signs


def compare_curves(x, y, t, name="x"):
    """Draw a learner's values over the target.

    The frame leaves the target's own height above it and below it; a curve that goes further
    leaves it with an arrow, so that a wild answer does not flatten the target.

    Parameters
    ----------
    x, y, t : numpy.ndarray of one shape
        Inputs, results and targets.
    name : str
        What the horizontal axis is called.

    Returns
    -------
    str or None
        An ``<img>`` element; None when there is nothing finite to draw.
    """
    order = onp.argsort(x.ravel())
    x, y, t = (a.ravel()[order] for a in (x, y, t))
    finite = onp.isfinite(y)
    if not finite.any():
        return None
    room = max(t.max() - t.min(), 1e-6)
    inside = finite & (y >= t.min() - room) & (y <= t.max() + room)
    low, high = min([t.min(), *y[inside]]), max([t.max(), *y[inside]])
    across = LEFT + (x - x[0]) / (x[-1] - x[0]) * (WIDTH - LEFT - MARGIN)

    def up(value):
        return HEIGHT - MARGIN - (value - low) / max(high - low, 1e-6) * (HEIGHT - 2 * MARGIN)

    line = '<path stroke-width="2.5" style="fill: none; stroke: {}" {} d="{}"/>'
    text = '<text font-family="sans-serif" font-size="12" style="fill: {}" {}>{}</text>'
    target, yours, black = "#0072b2", "#b34700", "#1a1a1a"
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">',
        '<rect width="100%" height="100%" style="fill: #ffffff"/>',
        line.format(target, "", _path(across, up(t), onp.ones(len(x), bool))),
        line.format(yours, 'stroke-dasharray="6 4"', _path(across, up(y), inside)),
        text.format("#005a8e", f'x="{LEFT}" y="14"', "target (solid)"),
        text.format("#9c3d00", f'x="{LEFT + 110}" y="14"', "yours (dashed)"),
        text.format(black, f'x="{LEFT}" y="{HEIGHT - 6}"', f"{name} = {number(x[0])}"),
        text.format(
            black, f'x="{WIDTH - MARGIN}" y="{HEIGHT - 6}" text-anchor="end"', number(x[-1])
        ),
    ]
    for value in sorted({t.min(), t.max()}):
        place = f'x="{LEFT - 6}" y="{up(value) + 4:.0f}" text-anchor="end"'
        svg.append(text.format(black, place, number(value)))
    for k, above in _exits(y, inside, t):
        place = f'x="{across[k]:.1f}" y="{30 if above else HEIGHT - MARGIN + 2}"'
        svg.append(text.format("#9c3d00", f'{place} text-anchor="middle"', "▲" if above else "▼"))
    worst = int(onp.argmax(onp.where(finite, onp.abs(y - t), 0)))
    alt = (
        f"Your values (dashed) and the target (solid) over {name} from {number(x[0])} to "
        f"{number(x[-1])}; furthest apart at {name} = {number(x[worst])}."
    )
    data = b64encode(with_dark_ink("".join([*svg, "</svg>"])).encode()).decode()
    return f'<img alt="{alt}" src="data:image/svg+xml;base64,{data}">'


def _path(across, heights, kept):
    """The path through the points that are kept; it is broken where others lie between."""
    said = ""
    for k in onp.flatnonzero(kept):
        pen = "L" if k and kept[k - 1] else "M"
        said += f"{pen}{across[k]:.1f} {heights[k]:.1f}"
    return said


def _exits(y, inside, t):
    """Where a curve leaves the frame: the last point, and whether it goes up."""
    found = [(0, y[0] > t.max())] if not inside.any() else []
    for k in onp.flatnonzero(inside[1:] != inside[:-1]):
        there, gone = (k, k + 1) if inside[k] else (k + 1, k)
        if onp.isfinite(y[gone]):
            found.append((there, y[gone] > t.max()))
    return found
