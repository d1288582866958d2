"""``leaks()``: switch leaks into a pipeline, and see its own score part from the sealed one."""

from functools import cache

import ipywidgets as widgets
import numpy as onp
from matplotlib.figure import Figure

from d2lmlp.contest import sealed_log_rmse
from d2lmlp.contest.pipeline import NUMBERS, WORDS, encode, folds, learn, log_rmse, ridge
from d2lmlp.data import hotel_rates
from d2lmlp.explore.base import Explorer, Picture, strip
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS

# Each switch and the line of the pipeline that it changes.
LINES = {
    "statistics": "learned = learn(all rows)  # the held-out fold too",
    "room": 'words = [*words, "assigned_room"]  # known on arrival',
    "agent": "code = mean log price of the agent, over all folds",
    "day": "code = mean log price of agent and day, over all folds",
}
NAMES = ("five folds say", "sealed part says")
WIDEST = 0.45  # the longest bar is at 0.31, and its number stands beside it


def leaks(statistics=False, room=False, agent=False, day=False):
    """Play detective: which line of a pipeline makes its own score too good?

    Parameters
    ----------
    statistics : bool
        Take means, spreads and frequent words from all rows, the held-out fold included.
    room : bool
        Use the room that was given on arrival.
    agent : bool
        Add the agent's mean log price, taken once over all rows.
    day : bool
        Add the mean log price of the bookings with the same agent and day, over all rows.

    Returns
    -------
    d2lmlp.explore.base.Explorer

    Raises
    ------
    ValueError
        If a switch is neither True nor False.
    """
    switches = {"statistics": statistics, "room": room, "agent": agent, "day": day}
    controls = {name: _switch(name, value) for name, value in switches.items()}
    fig = Figure(figsize=(7.2, 2.2), dpi=144, facecolor="white")
    bars, numbers = _axes(fig.add_axes((0.2, 0.28, 0.77, 0.66)))

    def follow(**switches):
        said = _move(bars, numbers, switches)
        on = ", ".join(f"{name}=True" for name, value in switches.items() if value)
        lines = [LINES[name] for name, value in switches.items() if value]
        return said, "\n".join([f"leaks({on})", *lines])

    return Explorer(controls, Picture(fig, [*bars, *numbers]), follow, _examples())


def _switch(name, value):
    if not isinstance(value, bool):
        raise ValueError(f"{name} is {value!r}; expected True or False.")
    return widgets.Checkbox(value, description=name, indent=False)


@cache
def scores(statistics, room, agent, day):
    """Measure a pipeline: its log RMSE over five folds, and on the sealed part."""
    table, sealed = hotel_rates()
    y = onp.log(table["price"].to_numpy())
    columns = {"numbers": list(NUMBERS), "words": WORDS + ["assigned_room"] * room}
    for name, keys in (("agent", ["agent"]), ("day", ["agent", "arrival"])):
        if {"agent": agent, "day": day}[name]:
            table, sealed = _coded(table, y, table, keys), _coded(table, y, sealed, keys)
            columns["numbers"].append("code of " + "_".join(keys))
    squares = []
    for part in folds(len(table), 5):
        held = table.iloc[part]
        rest = onp.setdiff1d(onp.arange(len(table)), part)
        learned = learn(table if statistics else table.iloc[rest], **columns)
        guess = ridge(encode(table.iloc[rest], learned), y[rest], encode(held, learned))
        squares.append(log_rmse(onp.exp(guess), held["price"]) ** 2)
    learned = learn(table, **columns)
    guess = ridge(encode(table, learned), y, encode(sealed, learned))
    return float(onp.mean(squares) ** 0.5), sealed_log_rmse(onp.exp(guess).tolist())


def _coded(table, y, rows, keys):
    """Add to rows the mean of y over the table's rows with the same words; else the mean of y."""
    groups = [table[key].fillna("gap") for key in keys]
    means = table.assign(y=y).groupby(groups)["y"].mean()
    wanted = rows[keys].fillna({"agent": "gap"})
    at = list(wanted.itertuples(index=False, name=None)) if len(keys) > 1 else wanted[keys[0]]
    return rows.assign(**{"code of " + "_".join(keys): means.reindex(at).fillna(y.mean()).array})


def _axes(ax):
    bars = ax.barh(NAMES, (0.1, 0.1), color=(COLOURS[1], COLOURS[0]), height=0.55).patches
    bars[1].set_hatch("//")
    ax.invert_yaxis()
    ax.set(xlim=(0, WIDEST), xlabel="log RMSE (less is better)")
    ax.grid(axis="y", visible=False)
    return bars, [ax.text(0, row, "", va="center", fontsize=9) for row in range(len(NAMES))]


def _move(bars, numbers, switches):
    own, sealed = scores(**switches)
    for bar, number, value in zip(bars, numbers, (own, sealed)):
        bar.set_width(value)
        number.set(x=value + 0.01 * WIDEST, text=f"{value:.3f}")
    on = ", ".join(name for name, value in switches.items() if value) or "no switch"
    return f"With {on}: five folds say ≈ {own:.3f}, the sealed part says ≈ {sealed:.3f}."


def _examples():
    def draw(ax, *on):
        ax.set_title(" and ".join(on) or "no switch", fontsize=10)
        bars_and_numbers = _axes(ax)
        ax.set_xlabel("log RMSE")  # the whole words have no room
        return _move(*bars_and_numbers, {name: name in on for name in LINES})

    fig, said = strip(((), *((name,) for name in LINES)), draw, height=2.2)
    describe(fig, " ".join(said))
    return fig
