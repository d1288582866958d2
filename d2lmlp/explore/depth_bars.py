"""``explore.depth()``: signal and gradient in a new deep net, layer by layer."""

import mxnet as mx
import numpy as onp
from matplotlib.figure import Figure
from mxnet import np

from d2lmlp.explore.base import Explorer, Picture, dropdown, strip, whole
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS
from d2lmlp.health import health
from d2lmlp.mlp import INITIALIZERS, MLP

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "gelu")
INITS = tuple(name for name in INITIALIZERS if name != "zeros")
FLOOR, CEILING = 1e-12, 1e4  # of the bars


def depth(depth=10, width=64, activation="sigmoid", init="xavier", seed=0):
    """Explore how the signal runs forward and the gradient backward through a new deep net.

    Parameters
    ----------
    depth : int
        Hidden layers, from 1 to 20.
    width : int
        Units in each hidden layer, from 8 to 256.
    activation : str
        One of ``ACTIVATIONS``.
    init : str
        A key of ``INITIALIZERS`` but "zeros".
    seed : int
        Of weights and data, from 0 to 99. MXNet's random state is set to it.

    Returns
    -------
    d2lmlp.explore.base.Explorer

    Raises
    ------
    ValueError
        If a name is not known or a number is out of range.
    """
    controls = {
        "depth": whole("depth", depth, 1, 20),
        "width": whole("width", width, 8, 256, 8),
        "activation": dropdown("activation", activation, ACTIVATIONS),
        "init": dropdown("init", init, INITS),
        "seed": whole("seed", seed, 0, 99),
    }
    fig = Figure(figsize=(7.2, 3.2), dpi=144, facecolor="white")
    bars = _bar_axes(fig.add_axes((0.09, 0.15, 0.89, 0.76)), 20)
    _bar_legend(fig)

    def follow(depth, width, activation, init, seed):
        text = _move_bars(bars, depth, width, activation, init, seed)
        state = f'depth={depth}, width={width}, activation="{activation}", init="{init}"'
        return text, f"explore.depth({state}, seed={seed})"

    return Explorer(controls, Picture(fig, bars), follow, _examples())


def _bar_axes(ax, layers):
    at = onp.arange(1, layers + 1)
    bars = []
    for shift, colour, hatch, label in (
        (-0.2, COLOURS[0], None, "signal forward: activation rms"),
        (0.2, COLOURS[4], "//", "gradient backward: delta norm"),
    ):
        bars += ax.bar(
            at + shift, FLOOR, 0.4, bottom=FLOOR, color=colour, hatch=hatch, edgecolor="white",
            linewidth=0, label=label,
        ).patches  # fmt: skip
    ax.set_yscale("log")
    ax.set(xlim=(0.4, layers + 0.6), ylim=(FLOOR, CEILING), xlabel="hidden layer")
    ax.set_xticks(at[:: 1 + layers // 11])
    ax.grid(axis="x", visible=False)
    return bars


def _bar_legend(fig):
    handles, labels = fig.axes[0].get_legend_handles_labels()
    fig.legend(handles, labels, loc="upper center", ncols=2, fontsize=9)


def _move_bars(bars, depth, width, activation, init, seed):
    """Measure a new net, set the heights of its bars, and say what they show."""
    mx.random.seed(seed)
    X, y = np.random.normal(size=(128, 64)), np.random.randint(0, 10, size=(128,))
    state = health(MLP((64, *[width] * depth, 10), activation=activation, init=init), X, y)
    rms, delta = state.activation_rms[:depth], state.delta_norm[:depth]
    for column, shown in ((rms, bars[: len(bars) // 2]), (delta, bars[len(bars) // 2 :])):
        for i, bar in enumerate(shown):
            top = column[i] if i < depth else FLOOR
            top = CEILING if not onp.isfinite(top) else min(max(top, FLOOR), CEILING)
            bar.set_height(top - FLOOR)
    ends = f"≈ {rms[0]:.1e} in layer 1, ≈ {rms[-1]:.1e} in layer {depth}"
    back = f"≈ {delta[-1]:.1e} in layer {depth}, ≈ {delta[0]:.1e} in layer 1"
    return f"{depth} layers of {width} {activation}, {init}: activation rms {ends}; delta {back}."


def _examples():
    settings = (("sigmoid", "xavier"), ("tanh", "xavier"), ("relu", "default"), ("relu", "he"))

    def draw(ax, activation, init):
        ax.set_title(f"{activation}, {init}", fontsize=10)
        return _move_bars(_bar_axes(ax, 10), 10, 64, activation, init, 0)

    fig, said = strip(settings, draw, height=2.8, top=0.93)
    _bar_legend(fig)
    describe(fig, " ".join(said))
    return fig
