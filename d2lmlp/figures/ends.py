"""Curves that carry their names at their ends, in place of a legend far away."""

import numpy as onp

APART = 11  # points between two names


def label_ends(ax):
    """Write each curve's label at its right end, in its colour, and apart from the others.

    Call it when the limits of the axes are set; the room at the right is the figure's to leave,
    as ``layout="constrained"`` or ``fig.tight_layout()`` do.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    """
    lines = [line for line in ax.lines if not line.get_label().startswith("_")]
    lines = [line for line in lines if onp.isfinite(line.get_ydata(orig=False)).any()]
    points = [line.get_xydata()[onp.isfinite(line.get_ydata(orig=False))][-1] for line in lines]
    low, high = sorted(ax.get_ylim())
    points = [(x, min(max(y, low), high)) for x, y in points]
    scale = 72 / ax.figure.dpi
    heights = [ax.transData.transform(point)[1] * scale for point in points]
    order = onp.argsort(heights, kind="stable")
    wanted = onp.array(heights)[order]
    placed = wanted.copy()
    for _ in range(50):  # neighbours push each other apart, each by half of what is missing
        missing = onp.maximum(0, APART - onp.diff(placed)) / 2
        placed[:-1] -= missing
        placed[1:] += missing
    for k, i in enumerate(order):
        ax.annotate(
            lines[i].get_label(), points[i], (6, placed[k] - wanted[k]), va="center",
            textcoords="offset points", color=lines[i].get_color(), annotation_clip=False,
        )  # fmt: skip
