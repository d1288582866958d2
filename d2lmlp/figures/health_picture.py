"""How `health` is shown: its table in text and HTML, and its pictures."""

import numpy as onp

from d2lmlp.figures.alttext import describe
from d2lmlp.figures.tables import Table

COLUMNS = {
    "activation_rms": "activation rms",
    "delta_norm": "delta norm",
    "gradient_norm": "weight-gradient norm",
    "dead": "dead",
    "saturated": "saturated",
}
LOGARITHMIC = ("activation_rms", "delta_norm", "gradient_norm")


def table(health):
    """Write a `Health` as a table, its numbers with two digits and marked as measured.

    Parameters
    ----------
    health : d2lmlp.health.Health

    Returns
    -------
    d2lmlp.figures.tables.Table
    """
    mode = "train" if health.train_mode else "predict"
    loss = "" if health.loss is None else f", loss {_number(health.loss)}"
    caption = f"Health in {mode} mode on {health.size} example{'s'[: health.size > 1]}{loss}"
    columns, rows = ["layer", *COLUMNS.values()], [["input", _number(health.input_rms), *[""] * 4]]
    for name, *values in zip(health.names, *(getattr(health, key) for key in COLUMNS)):
        rows.append([name, *map(_number, values)])
    if any(health.nonfinite):
        columns.append("not finite")
        rows = [row + [said] for row, said in zip(rows, ["", *health.nonfinite])]
    return Table(caption, columns, rows)


def plot(health):
    """Draw a `Health`: the signal forward, the gradient backward, dead and saturated units.

    A triangle at the lower edge stands for a value that is exactly 0, a cross at the upper edge
    for one that is not finite.

    Parameters
    ----------
    health : d2lmlp.health.Health
    """
    import matplotlib.pyplot as plt

    fig, axes = plt.subplots(1, 3, figsize=(10, 3), layout="constrained")
    panels = (
        ("signal forward", ["activation_rms"]),
        ("gradient backward", ["delta_norm", "gradient_norm"]),
        ("share of units", ["dead", "saturated"]),
    )
    layers = onp.arange(1, len(health.names) + 1)
    for ax, (title, columns) in zip(axes, panels):
        for i, column in enumerate(columns):
            style = {"color": f"C{i}", "linestyle": "-:"[i], "marker": "os"[i]}
            values = getattr(health, column)
            if any(value is not None for value in values):
                _line(ax, layers, values, COLUMNS[column], style, column in LOGARITHMIC)
        ticks = layers[:: 1 + len(layers) // 12]
        ax.set(title=title, xlabel="layer", xticks=ticks, xlim=(0.5, len(layers) + 0.5))
        _scale(ax, columns[0] in LOGARITHMIC)
        if ax.lines:
            ax.legend()
    describe(fig, _in_words(health))


def health_over_training(records, columns=("activation_rms", "delta_norm", "dead")):
    """Draw how the health of each layer changed while a net was trained.

    Parameters
    ----------
    records : list of (int, d2lmlp.health.Health)
        Step and health, as ``fit(..., record=..., every=...)`` collects them in its history.
    columns : sequence of str
        Which columns of `Health` to draw, one panel each.
    """
    import matplotlib.pyplot as plt

    steps, states = _records(records, columns)
    count = len(states[0].names)
    size = (10 * len(columns) / 3, 3)
    fig, axes = plt.subplots(1, len(columns), figsize=size, layout="constrained", squeeze=False)
    colours = plt.get_cmap("cividis")(onp.linspace(0, 0.85, count))
    for ax, column in zip(axes[0], columns):
        for i in range(count):
            values = [getattr(state, column)[i] for state in states]
            label = f"layer {i + 1}" if count <= 4 or i in (0, count - 1) else None
            style = {"color": colours[i], "linestyle": "-"}
            _line(ax, onp.array(steps), values, label, style, column in LOGARITHMIC)
        ax.set(title=COLUMNS[column], xlabel="step")
        _scale(ax, column in LOGARITHMIC)
    axes[0][0].legend()
    before, after = _in_words(states[0]), _in_words(states[-1])
    describe(fig, f"At step {steps[0]}: {before} At step {steps[-1]}: {after}")


def _records(records, columns):
    """Return steps and states apart, or raise a ValueError unless they can be drawn."""
    pairs = [tuple(pair) if isinstance(pair, (tuple, list)) else () for pair in records]
    if not pairs or not all(len(pair) == 2 and hasattr(pair[1], "names") for pair in pairs):
        raise ValueError(
            "records holds no pairs (step, Health), as the history of fit(..., record=lambda net, "
            "step: health(net, X)) does in history.records."
        )
    if isinstance(columns, str) or not columns or not {*columns} <= {*COLUMNS}:
        raise ValueError(f"columns is {columns!r}; choose some of {', '.join(COLUMNS)}.")
    if len({tuple(state.names) for _, state in pairs}) > 1:
        raise ValueError("records holds the health of nets with other layers than each other.")
    return zip(*pairs)


def _number(value):
    if value is None:
        return "–"
    if not onp.isfinite(value):
        return "NaN" if onp.isnan(value) else "inf"
    if value == 0:
        return "0"  # exactly: nothing was rounded
    return f"≈ {value:.2f}" if 0.01 <= value < 1000 else f"≈ {value:.1e}"


def _line(ax, x, values, label, style, log):
    """Draw one column; what the axes cannot show is marked on their lower or upper edge."""
    y = onp.array([onp.nan if v is None else v for v in values], dtype=float)
    lost = onp.array([v is not None and not onp.isfinite(v) for v in values])
    zero = (y == 0) & log
    ax.plot(x, onp.where(onp.isfinite(y) & ~zero, y, onp.nan), label=label, **style)
    edge = {"transform": ax.get_xaxis_transform(), "color": style["color"], "linestyle": "none"}
    for found, height, marker in ((zero, 0.02, "v"), (lost, 0.98, "x")):
        if found.any():
            ax.plot(x[found], onp.full(found.sum(), height), marker=marker, **edge)


def _scale(ax, log):
    """Show shares from 0 to 1, and all else on a log axis of at least two decades."""
    if not log:
        ax.set(ylim=(-0.04, 1.04))
        return
    ax.set_yscale("log")
    low, high = ax.get_ylim()
    if low <= 0:  # nothing on this axis is a positive number
        low, high = 0.1, 10
    room = max(1, 10 / (high / low) ** 0.5)
    ax.set(ylim=(low / room, high * room))


def _in_words(health):
    said = [f"{len(health.names)} layer{'s'[: len(health.names) > 1]}"]
    for key, name in COLUMNS.items():
        values = [_number(value) for value in getattr(health, key) if value is not None]
        if values:
            said.append(f"{name} {' to '.join([values[0], *values[1:][-1:]])}")
    said += [f"{name}: {what}" for name, what in zip(health.names, health.nonfinite) if what]
    return f"{'; '.join(said)}."
