"""How `health` is shown: its table in text and HTML, and its pictures."""

import html

import numpy as onp

from d2lmlp.alttext import describe

COLUMNS = {
    "activation_rms": "activation rms",
    "delta_norm": "delta norm",
    "gradient_norm": "weight-gradient norm",
    "dead": "dead",
    "saturated": "saturated",
}
LOGARITHMIC = ("activation_rms", "delta_norm", "gradient_norm")


def as_text(health):
    """Write the table of a `Health` in plain text, numbers to two digits and marked as measured."""
    head, *rows = _table(health)
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines = [_title(health)]
    for row in [head, *rows]:
        cells = [cell.rjust(w) for cell, w in zip(row, widths)]
        cells[0] = row[0].ljust(widths[0])
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def as_html(health):
    """Write the table of a `Health` in HTML, with row and column headers for screen readers."""
    head, *rows = [[html.escape(cell) for cell in row] for row in _table(health)]
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row" style="text-align:left">{name}</th>'
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "</tr>"
        for name, *cells in rows
    )
    caption = f"<caption>{html.escape(_title(health))}</caption>"
    return f"<table>{caption}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def plot(health):
    """Draw a `Health`: the signal forward, the gradient backward, dead and saturated units.

    A triangle at the lower edge stands for a value that is exactly 0, a cross at the upper edge
    for one that is not finite.

    Parameters
    ----------
    health : d2lmlp.health.Health

    Returns
    -------
    matplotlib.figure.Figure
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
                _line(ax, layers, values, COLUMNS[column], style, title != "share of units")
        ax.set(title=title, xlabel="layer", xticks=layers[:: 1 + len(layers) // 12])
        if title == "share of units":
            ax.set(ylim=(-0.04, 1.04))
        if ax.lines:
            ax.legend()
    describe(fig, _in_words(health))
    plt.close(fig)
    return fig


def health_over_training(records, columns=("activation_rms", "delta_norm", "dead")):
    """Draw how the health of each layer changed while a net was trained.

    Parameters
    ----------
    records : list of (int, d2lmlp.health.Health)
        Step and health, as ``fit(..., record=..., every=...)`` collects them in its history.
    columns : sequence of str
        Which columns of `Health` to draw, one panel each.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    steps, states = zip(*records)
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
        if column not in LOGARITHMIC:
            ax.set(ylim=(-0.04, 1.04))
    axes[0][0].legend()
    before, after = _in_words(states[0]), _in_words(states[-1])
    describe(fig, f"At step {steps[0]}: {before} At step {steps[-1]}: {after}")
    plt.close(fig)
    return fig


def _title(health):
    mode = "train" if health.train_mode else "predict"
    loss = "" if health.loss is None else f", loss {_number(health.loss)}"
    return f"Health in {mode} mode on {health.size} example{'s'[: health.size > 1]}{loss}"


def _table(health):
    head, keys = ["layer", *COLUMNS.values()], list(COLUMNS)
    rows = [["input", _number(health.input_rms), "", "", "", ""]]
    for i, name in enumerate(health.names):
        rows.append([name, *(_number(getattr(health, key)[i]) for key in keys)])
    if any(health.nonfinite):
        head.append("not finite")
        rows = [row + [said] for row, said in zip(rows, ["", *health.nonfinite])]
    return [head, *rows]


def _number(value):
    if value is None:
        return "–"
    if not onp.isfinite(value):
        return "NaN" if onp.isnan(value) else "inf"
    return f"≈ {value:.2f}" if value == 0 or 0.01 <= value < 1000 else f"≈ {value:.1e}"


def _line(ax, x, values, label, style, log):
    """Draw one column; what the axes cannot show is marked on their lower or upper edge."""
    y = onp.array([onp.nan if v is None else v for v in values], dtype=float)
    lost = onp.array([v is not None and not onp.isfinite(v) for v in values])
    zero = (y == 0) & log
    ax.plot(x, onp.where(onp.isfinite(y) & ~zero, y, onp.nan), label=label, **style)
    for found, height, marker in ((zero, 0.02, "v"), (lost, 0.98, "x")):
        at = onp.full(found.sum(), height)
        edge = {"transform": ax.get_xaxis_transform(), "clip_on": False}
        ax.plot(x[found], at, linestyle="none", marker=marker, color=style["color"], **edge)
    if log:
        ax.set_yscale("log")


def _in_words(health):
    ends = [0, -1] if len(health.names) > 1 else [0]
    said = [f"{len(health.names)} layer{'s'[: len(health.names) > 1]}"]
    for key, name in COLUMNS.items():
        values = [_number(getattr(health, key)[end]) for end in ends]
        if values != ["–"] * len(ends):
            said.append(f"{name} {' to '.join(values)}")
    said += [f"{name}: {what}" for name, what in zip(health.names, health.nonfinite) if what]
    return f"{'; '.join(said)}."
