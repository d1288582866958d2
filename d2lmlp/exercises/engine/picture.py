"""A small picture of two curves, yours and the target, as an image with alt text."""

from base64 import b64encode

import numpy as onp

from d2lmlp.exercises.engine.compare import number

WIDTH, HEIGHT, MARGIN = 340, 150, 24


def compare_curves(x, y, t, name="x"):
    """Draw a learner's values over the target.

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
    low, high = t.min(), t.max()
    room = max(high - low, 1e-6)
    y = onp.clip(y, low - room, high + room)  # a wild answer must not flatten the target
    finite = onp.isfinite(y)
    if not finite.any():
        return None
    low, high = min(low, y[finite].min()), max(high, y[finite].max())

    def points(values, keep):
        across = MARGIN + (x - x[0]) / (x[-1] - x[0]) * (WIDTH - 2 * MARGIN)
        up = HEIGHT - MARGIN - (values - low) / max(high - low, 1e-6) * (HEIGHT - 2 * MARGIN)
        return " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(across[keep], up[keep]))

    everywhere = onp.ones(len(x), bool)
    line = '<polyline fill="none" stroke-width="2.5" {} points="{}"/>'
    text = '<text font-family="sans-serif" font-size="12" {}</text>'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        '<rect width="100%" height="100%" fill="#ffffff"/>'
        + line.format('stroke="#0072b2"', points(t, everywhere))
        + line.format('stroke="#b34700" stroke-dasharray="6 4"', points(y, finite))
        + text.format(f'x="{MARGIN}" y="14" fill="#005a8e">target (solid)')
        + text.format(f'x="{MARGIN + 110}" y="14" fill="#9c3d00">yours (dashed)')
        + text.format(f'x="{MARGIN}" y="{HEIGHT - 6}" fill="#1a1a1a">{name} = {number(x[0])}')
        + text.format(f'x="{WIDTH - MARGIN}" y="{HEIGHT - 6}" text-anchor="end">{number(x[-1])}')
        + "</svg>"
    )
    worst = int(onp.argmax(onp.where(finite, onp.abs(y - t), 0)))
    alt = (
        f"Your values (dashed) and the target (solid) over {name} from {number(x[0])} to "
        f"{number(x[-1])}; furthest apart at {name} = {number(x[worst])}."
    )
    data = b64encode(svg.encode()).decode()
    return f'<img alt="{alt}" src="data:image/svg+xml;base64,{data}">'
