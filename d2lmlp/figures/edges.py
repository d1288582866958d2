"""Where a curve jumps, and where it leaves its frame: marked, so that it looks like what it is."""

import numpy as onp

from d2lmlp.figures.alttext import DOT, JUMP


def mark_jump(ax, at=0.0):
    """Draw the jump of each curve at a place as one: with a gap, open dots and a filled one.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Curves that do not jump there stay as they are.
    at : float
        The filled dot is what a curve has at this place, the open ones are what it comes near to.
    """
    for line in list(ax.lines):
        x, y = (onp.asarray(v, dtype=float) for v in line.get_data(orig=False))
        k = int(onp.searchsorted(x, at + 1e-5))  # the first point beyond
        if not 2 < k < len(x) - 1 or abs(y[k] - y[k - 1]) < 0.05 + 5 * abs(y[k + 1] - y[k]):
            continue
        here = abs(x[k - 1] - at) < 1e-5  # a third value, where it is neither side's
        between = here and abs(y[k - 1] - y[k - 2]) > 0.05 + 5 * abs(y[k - 2] - y[k - 3])
        gaps = [k - 1, k] if between else [k]
        line.set_data(onp.insert(x, gaps, at), onp.insert(y, gaps, onp.nan))
        line.set_gid(JUMP)
        style = {"color": line.get_color(), "marker": "o", "markersize": 5, "linestyle": "none"}
        for value in [y[k], *([y[k - 2]] if between else [])]:
            ax.plot(at, value, markerfacecolor="white", zorder=3, gid=DOT, **style)
        ax.plot(at, y[k - 1], zorder=3, gid=DOT, **style)


def mark_exits(fig):
    """Put an arrow where a function leaves its frame upwards or downwards.

    Parameters
    ----------
    fig : matplotlib.figure.Figure

    Returns
    -------
    list of matplotlib.artist.Artist
        The arrows, so that they can be taken away again.
    """
    put = []
    for ax in fig.axes:
        low, high = ax.get_ylim()
        for line in ax.lines if ax.name == "rectilinear" and ax.axison else ():
            if line.get_transform() != ax.transData or line.get_linestyle() == "None":
                continue
            x, y = (onp.asarray(v, dtype=float) for v in line.get_data(orig=False))
            found = _crossings(x, y, low, high) if len(x) > 2 and (onp.diff(x) >= 0).all() else []
            for place, edge in found if len(found) <= 4 else ():  # a restless curve says it itself
                put += ax.plot(
                    place, edge, marker="^" if edge == max(low, high) else "v", markersize=6,
                    color=line.get_color(), clip_on=False, zorder=5, scalex=False, scaley=False,
                )  # fmt: skip
    return put


def _crossings(x, y, low, high):
    """Where a curve goes from inside the frame to beyond an edge, or comes back."""
    inside = (y >= min(low, high)) & (y <= max(low, high))
    found = []
    for k in onp.flatnonzero(inside[1:] != inside[:-1]):
        out = y[k] if inside[k + 1] else y[k + 1]
        if onp.isfinite(out):
            edge = max(low, high) if out > max(low, high) else min(low, high)
            found.append((x[k] + (edge - y[k]) / (y[k + 1] - y[k]) * (x[k + 1] - x[k]), edge))
    return found
