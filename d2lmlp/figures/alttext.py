"""What a figure shows, in words: a sentence made from the data that it plots."""

import numpy as onp

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
    groups = [group for group in ax.containers if hasattr(group, "patches")]
    lying = any(group.orientation == "horizontal" for group in groups)
    bars = [bar.get_width() if lying else bar.get_height() for group in groups for bar in group]
    if bars and len(bars) <= 12:
        labels = ax.get_yticklabels() if lying else ax.get_xticklabels()
        ticks = [tick.get_text() for tick in labels]
        names = ticks if len(ticks) == len(bars) and all(ticks) else [""] * len(bars)
        said += [" ".join(filter(None, [n, _number(h)])) for n, h in zip(names, bars)]
    points = sum(len(c.get_offsets()) for c in ax.collections if len(c.get_offsets()) > 1)
    if points:
        said.append(f"{points} points")
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
        if line.get_gid() != DOT and line.get_transform() == ax.transData and line.get_xdata().size
    ]
    named = [line for line in lines if not line.get_label().startswith("_")]
    if named:
        return [(line, line.get_label()) for line in named]
    legend = ax.get_legend()  # d2l.plot names the lines in the legend alone
    labels = [text.get_text() for text in legend.get_texts()] if legend else []
    return list(zip(lines, labels + [""] * (len(lines) - len(labels))))


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
    return [f"{name} {share:.0%}" for name, share in zip(names, shares)]


def _range_in_words(ax):
    xs = [onp.asarray(line.get_xdata(orig=False), dtype=float) for line, _ in _labelled_lines(ax)]
    if not xs:
        return ""
    low, high = min(onp.nanmin(x) for x in xs), max(onp.nanmax(x) for x in xs)
    return f"over {ax.get_xlabel() or 'x'} in [{_place(ax.xaxis, low)}, {_place(ax.xaxis, high)}]"


def _place(axis, value):
    """Write a place on an axis: a number, the name of a category, or a date."""
    from matplotlib.category import StrCategoryConverter
    from matplotlib.dates import num2date

    converter = axis.get_converter() if hasattr(axis, "get_converter") else axis.converter
    if isinstance(converter, StrCategoryConverter):
        names = {place: name for name, place in axis.units._mapping.items()}
        return names.get(round(value), f"{value:.4g}")
    if type(converter).__module__.startswith(("matplotlib.dates", "pandas")):
        return f"{num2date(value):%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    return f"{round(value, 6) + 0:.4g}"


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
    if y[low] == y[high]:
        return f"{prefix}constant {_number(y[0], scale)}"
    said = {low: "minimum ", high: "maximum ", 0: "", y.size - 1: ""}
    ends = {y[0], y[-1]}
    at = [0, *sorted(i for i in (low, high) if y[i] not in ends), y.size - 1]
    points = [f"{said[i]}{_number(y[i], scale)} at {_place(ax.xaxis, x[i])}" for i in at]
    return prefix + ", ".join(points)


def _number(value, scale=None):
    scale = abs(value) if scale is None else scale
    if scale != 0 and not 0.01 <= scale < 1e5:
        return f"{value:.1e}"
    return f"{round(float(value), 2) + 0:.2f}"
