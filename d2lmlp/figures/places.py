"""What stands at a place on an axis: a number, a category, or a date; and which bar is whose."""

import math


def place(axis, value, span=0.0):
    """Write a place on an axis: a number, the name of a category, or a date.

    Parameters
    ----------
    axis : matplotlib.axis.Axis
    value : float
    span : float
        How far the plotted values lie apart: so many digits are written that they can be told
        apart, and what is smaller than a millionth of it is 0.

    Returns
    -------
    str
    """
    from matplotlib.category import StrCategoryConverter
    from matplotlib.dates import num2date

    converter = axis.get_converter() if hasattr(axis, "get_converter") else axis.converter
    if isinstance(converter, StrCategoryConverter):
        names = {place: name for name, place in axis.units._mapping.items()}
        return names.get(value, f"{value:.4g}")
    kind = type(converter)
    if kind.__name__ == "PeriodConverter":  # pandas counts days, months or hours
        import pandas

        return str(pandas.Period(ordinal=round(value), freq=axis.freq))
    if kind.__module__.startswith("matplotlib.dates") or kind.__name__ == "DatetimeConverter":
        zone = axis.units if hasattr(axis.units, "utcoffset") else None
        return f"{num2date(value, tz=zone):%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    if axis.get_scale() != "log" and abs(value) <= 1e-6 * span < math.inf:
        value = 0.0
    digits = 4
    if 0 < span < abs(value) < math.inf:
        digits = min(15, max(4, 2 + math.ceil(math.log10(abs(value) / span))))
    return f"{value + 0:.{digits}g}"


def named_bars(ax, group):
    """Pair the length of each bar with the name of the tick that it stands at, "" without one.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    group : matplotlib.container.BarContainer

    Returns
    -------
    list of tuple (str, float)
    """
    from matplotlib.category import StrCategoryFormatter
    from matplotlib.ticker import FixedFormatter, FuncFormatter

    lying = group.orientation == "horizontal"
    axis = ax.yaxis if lying else ax.xaxis
    kinds = (FixedFormatter, FuncFormatter, StrCategoryFormatter)
    given = isinstance(axis.get_major_formatter(), kinds)
    ticks = zip(axis.get_ticklocs(), axis.get_ticklabels()) if given else ()
    names = [(at, label.get_text()) for at, label in ticks]
    found = []
    for bar in group:
        start, width = (bar.get_y(), bar.get_height()) if lying else (bar.get_x(), bar.get_width())
        near = [name for at, name in names if math.isclose(at, start + width / 2, abs_tol=1e-6)]
        found.append((near[0] if near else "", bar.get_width() if lying else bar.get_height()))
    return found
