"""What a figure shows, in words: a sentence made from the data that it plots."""

import numpy as onp

from d2lmlp.figures.places import named_bars, place

JUMP, DOT = "jump", "dot"  # a line with a gap that hides no value, and what marks its ends


def describe(fig, text):
    """Set the alternative text of a figure, where the automatic sentence would say too little.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    text : str
        One or two sentences that state the finding. Numbers that depend on training carry "≈".
    """
    fig.set_label(text)


def alt_text(fig):
    """Say in words what a figure plots.

    Parameters
    ----------
    fig : matplotlib.figure.Figure

    Returns
    -------
    str
        The text given to `describe`, or a sentence made from the data of every axes.
    """
    if fig.get_label():
        return fig.get_label()
    axes = [ax for ax in fig.axes if ax.get_label() != "<colorbar>"]
    pictures = [ax for ax in axes if ax.images and not ax.lines]
    if len(pictures) > 3:
        titles = [ax.get_title().replace("\n", " ") for ax in pictures]
        return f"{len(pictures)} pictures: {'; '.join(filter(None, titles))}."
    parts = [part for part in map(_carefully, axes) if part]
    return (" ".join(parts)) or "A drawing."


def _carefully(ax):
    """Say what an axes shows; data that cannot be put into words cost no figure."""
    try:
        return _axes_in_words(ax)
    except Exception:
        kind = "A plot" if ax.lines or ax.collections or ax.patches else ""
        return " ".join(filter(None, [kind, ax.get_title().replace("\n", " ")])) + "." * bool(kind)


def _axes_in_words(ax):
    if ax.name == "3d":  # what its lines hold are places on the page
        names = [ax.get_xlabel() or "x", ax.get_ylabel() or "y", ax.get_zlabel() or "z"]
        head = f"{ax.get_title()}: a" if ax.get_title() else "A"
        return f"{head} picture in three dimensions, over {', '.join(names)}."
    name = ax.get_title() or (ax.get_ylabel() if ax.lines or ax.containers else "")
    said = [_line_in_words(line, label, ax) for line, label in _labelled_lines(ax)]
    said += _wedges_in_words(ax) + _areas_in_words(ax)
    said += _bars_in_words(ax)
    points = _points(ax)
    if points:
        said.append(f"{points} point{'s'[: points > 1]}")
    for image in ax.images:
        rows, columns = image.get_array().shape[:2]
        unnamed = image.get_label().startswith("_") or not image.get_label()
        said.append(f"a picture of {rows} by {columns}" if unnamed else image.get_label())
    over = _range_in_words(ax)
    head = " ".join(filter(None, [name.replace("\n", " "), over if ax.lines else ""]))
    text = "; ".join(said)
    return (f"{head}: {text}." if head and text else f"{head or text}.") if head or text else ""


def _labelled_lines(ax):
    """Pair each line that plots data with its legend entry; guides such as axhline are left out."""
    lines = [
        line
        for line in ax.lines
        if line.get_gid() != DOT
        and line.get_transform() == ax.transData
        and line.get_xdata().size
        and line.get_visible()
    ]
    named = [line for line in lines if not line.get_label().startswith("_")]
    if named:
        return [(line, line.get_label()) for line in named]
    legend = ax.get_legend()  # d2l.plot names the lines in the legend alone
    entries = list(zip(legend.legend_handles, legend.get_texts())) if legend else []
    labels = []
    for line in lines:  # an entry tells by its look which line it names
        own = [i for i, (handle, _) in enumerate(entries) if _look(handle) == _look(line)]
        labels.append(entries.pop(own[0])[1].get_text() if own else "")
    return list(zip(lines, labels))


def _look(artist):
    if not hasattr(artist, "get_marker"):
        return None
    return artist.get_color(), artist.get_linestyle(), artist.get_marker()


def _bars_in_words(ax):
    groups = [group for group in ax.containers if hasattr(group, "patches")]
    if not 0 < sum(len(group) for group in groups) <= 12:
        return []
    return [
        " ".join(filter(None, [name, _number(height)]))
        for group in groups
        for name, height in named_bars(ax, group)
    ]


def _points(ax):
    """Count what `scatter` has put at a place; contours and arrows are collections, too."""
    from matplotlib.collections import PathCollection

    scattered = [
        onp.ma.filled(c.get_offsets(), onp.nan)
        for c in ax.collections
        if isinstance(c, PathCollection) and c.get_offset_transform() == ax.transData
    ]
    return sum(int(onp.isfinite(places).all(axis=1).sum()) for places in scattered)


def _areas_in_words(ax):
    from matplotlib.collections import PolyCollection

    filled = sum(isinstance(c, PolyCollection) for c in ax.collections)
    return ["a filled area" if filled == 1 else f"{filled} filled areas"] if filled else []


def _wedges_in_words(ax):
    """The parts of a pie, with their shares."""
    from matplotlib.patches import Wedge

    wedges = [patch for patch in ax.patches if isinstance(patch, Wedge)]
    shares = [(wedge.theta2 - wedge.theta1) / 360 for wedge in wedges]
    names = [wedge.get_label() for wedge in wedges]
    names = ["a part" if name.startswith("_") or not name else name for name in names]
    digits = [1 if 0 < share < 0.01 or 0.99 < share < 1 else 0 for share in shares]
    return [f"{name} {share:.{k}%}" for name, share, k in zip(names, shares, digits)]


def _range_in_words(ax):
    xs = [onp.asarray(line.get_xdata(orig=False), dtype=float) for line, _ in _labelled_lines(ax)]
    if not xs:
        return ""
    low, high = min(onp.nanmin(x) for x in xs), max(onp.nanmax(x) for x in xs)
    ends = [place(ax.xaxis, end, high - low) for end in (low, high)]
    return f"over {ax.get_xlabel() or 'x'} in [{ends[0]}, {ends[1]}]"


def _line_in_words(line, label, ax):
    x = onp.asarray(line.get_xdata(orig=False), dtype=float)
    y = onp.asarray(line.get_ydata(orig=False), dtype=float)
    prefix = f"{label} " if label else ""
    if line.get_gid() == JUMP:
        x, y = x[~onp.isnan(y)], y[~onp.isnan(y)]
    if not onp.isfinite(y).all():
        return f"{prefix}not finite at {(~onp.isfinite(y)).sum()} of {y.size} points"
    scale = onp.abs(y).max()
    low, high = y.argmin(), y.argmax()
    span, far = y[high] - y[low], onp.ptp(x)

    def number(value):  # more digits where two of them would hide all that happens
        if ax.yaxis.converter is not None:
            return place(ax.yaxis, value, span)
        hidden = span and _number(y[low], scale) == _number(y[high], scale)
        return place(ax.yaxis, value, span) if hidden else _number(value, scale)

    if y[low] == y[high]:
        return f"{prefix}constant {number(y[0])}"
    said = {low: "minimum ", high: "maximum ", 0: "", y.size - 1: ""}
    ends = {y[0], y[-1]}
    at = [0, *sorted(i for i in (low, high) if y[i] not in ends), y.size - 1]
    points = [f"{said[i]}{number(y[i])} at {place(ax.xaxis, x[i], far)}" for i in at]
    return prefix + ", ".join(points)


def _number(value, scale=None):
    scale = abs(value) if scale is None else scale
    if scale != 0 and not 0.01 <= scale < 1e5:
        return f"{value:.1e}"
    return f"{round(float(value), 2) + 0:.2f}"
