"""``explore.hinges()``: a net of one input as a sum of hinges, each a line of its own."""

import numpy as onp
import traitlets

from d2lmlp.explore.base import strip
from d2lmlp.explore.stage import Stage, checked_choice, checked_whole
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS

# What the hinges have to follow on [-3, 3]; hinges.js holds the same.
TARGETS = {
    "wave": lambda x: onp.sin(2 * x) + x / 2,
    "parabola": lambda x: x**2 / 3 - 1.5,
    "bump": lambda x: 3 * onp.exp(-2 * x**2) - 1,
}
GRID = onp.linspace(-3, 3, 241)
STEEPEST = 20


class HingeStage(Stage):
    """What `hinges` returns; its attributes are where the knobs stand."""

    parts = ("hinges",)
    target = traitlets.Unicode().tag(sync=True)
    t = traitlets.List(traitlets.Float()).tag(sync=True)
    v = traitlets.List(traitlets.Float(), allow_none=True).tag(sync=True)  # None: least squares
    shown = traitlets.Int().tag(sync=True)

    def still(self):
        """The targets, each with four hinges side by side: where would they do more?"""

        def draw(ax, name):
            places = onp.array([-1.8, -0.6, 0.6, 1.8])
            ax.plot(GRID, TARGETS[name](GRID), color="black", ls="--", lw=1.5)
            ax.plot(places, TARGETS[name](places), "o", color=COLOURS[1])
            ax.set(xlim=(-3, 3), ylim=(-3, 3), xlabel="x")
            ax.set_title(name, fontsize=10)

        fig, _ = strip([(name,) for name in TARGETS], draw)
        describe(
            fig, f"Three targets, {', '.join(TARGETS)}, each with four hinges at even distances. "
            "Where would you move them, so that the error becomes small?",
        )  # fmt: skip
        return fig


def hinges(target="wave", t=(-1.8, -0.6, 0.6, 1.8), v=None, shown=4):
    """Explore the hinges of a ReLU net: b + s x + v1 relu(x - t1) + ... + v4 relu(x - t4).

    Parameters
    ----------
    target : str
        A key of ``TARGETS``.
    t : sequence of four floats
        Where the hinges are, from -3 to 3.
    v : sequence of four floats, optional
        How much each hinge changes the slope, from -20 to 20. By least squares if not given; b and
        s always are.
    shown : int
        How many of the hinges are added up, from 0 to 4.

    Returns
    -------
    HingeStage

    Raises
    ------
    ValueError
        If the target is not known, or t or v are not four numbers in their range.
    """
    checked_choice("target", target, TARGETS)
    slopes = None if v is None else four("v", v, STEEPEST)
    return HingeStage(
        target=target, t=four("t", t, 3), v=slopes, shown=checked_whole("shown", shown, 0, 4)
    )


def four(name, values, most):
    """Return four numbers within [-most, most] as a list, or raise a ValueError."""
    try:
        found = [float(x) for x in values]
    except (TypeError, ValueError):
        found = []
    if len(found) != 4 or not all(-most <= x <= most for x in found):
        raise ValueError(f"{name} is {values!r}; expected four numbers from -{most} to {most}.")
    return found
