"""Two more sliders: the hinges of a net of one input, and signal and gradient in a deep net.

``explore_depth.hinges()`` and ``explore_depth.depth()`` each are one line of code, and show the
line for where the knobs stand. A picture of a few settings comes first, for readers without a
kernel.
"""

import ipywidgets as widgets
import mxnet as mx
import numpy as onp
from matplotlib.figure import Figure
from mxnet import np, npx

from d2lmlp.explore import Explorer, Picture
from d2lmlp.figures import COLOURS, describe
from d2lmlp.health import health
from d2lmlp.mlp import INITIALIZERS, MLP

# What the hinges have to follow on [-3, 3].
TARGETS = {
    "wave": lambda x: onp.sin(2 * x) + x / 2,
    "parabola": lambda x: x**2 / 3 - 1.5,
    "bump": lambda x: 3 * onp.exp(-2 * x**2) - 1,
}
GRID = onp.linspace(-3, 3, 241)
ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "gelu")
INITS = tuple(name for name in INITIALIZERS if name != "zeros")
FLOOR, CEILING = 1e-12, 1e4  # of the bars


def hinges(target="wave", t=(-1.8, -0.6, 0.6, 1.8)):
    """Explore the hinges of a ReLU net: b + s x + v1 relu(x - t1) + ... + v4 relu(x - t4).

    The slopes follow by least squares, so that only the places of the hinges are yours.

    Parameters
    ----------
    target : str
        A key of ``TARGETS``.
    t : sequence of four floats
        Where the hinges are, from -3 to 3.

    Returns
    -------
    d2lmlp.explore.Explorer

    Raises
    ------
    ValueError
        If the target is not known or the hinges are not four numbers from -3 to 3.
    """
    _choose("target", target, TARGETS)
    if len(t) != 4 or not all(isinstance(x, (int, float)) and -3 <= x <= 3 for x in t):
        raise ValueError(f"t is {t!r}; expected four numbers from -3 to 3.")
    controls = {"target": _dropdown("target", target, TARGETS)}
    for i, place in enumerate(t, start=1):
        controls[f"t{i}"] = widgets.FloatSlider(place, min=-3, max=3, step=0.1, description=f"t{i}")
    fig = Figure(figsize=(7.2, 3), dpi=144, facecolor="white")
    left, right = fig.subplots(1, 2)
    fig.subplots_adjust(left=0.06, right=0.98, bottom=0.16, top=0.9, wspace=0.2)
    curves = _hinge_axes(left)
    error = right.plot(GRID, GRID, color=COLOURS[3], ls="-", lw=2)[0]
    band = right.plot([-3, 3, None, -3, 3], [0] * 5, color="black", ls=":", lw=1)[0]
    right.set(xlim=(-3, 3), ylim=(-1.6, 1.6), xlabel="x", title="error, and its largest size")

    def follow(target, **places):
        y, approximation = _move_hinges(curves, target, list(places.values()))
        largest = abs(approximation - y).max()
        error.set_ydata(approximation - y)
        band.set_ydata([largest, largest, None, -largest, -largest])
        at = ", ".join(f"{x:.1f}" for x in places.values())
        text = f"{target} with hinges at {at}: the error is {largest:.2f} at most."
        return text, f'explore_depth.hinges("{target}", t=({at}))'

    return Explorer(controls, Picture(fig, [*curves, error, band]), follow, _hinge_examples())


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
    d2lmlp.explore.Explorer

    Raises
    ------
    ValueError
        If a name is not known or a number is out of range.
    """
    _choose("activation", activation, ACTIVATIONS)
    _choose("init", init, INITS)
    controls = {
        "depth": _whole("depth", depth, 1, 20),
        "width": _whole("width", width, 8, 256, 8),
        "activation": _dropdown("activation", activation, ACTIVATIONS),
        "init": _dropdown("init", init, INITS),
        "seed": _whole("seed", seed, 0, 99),
    }
    fig = Figure(figsize=(7.2, 3.2), dpi=144, facecolor="white")
    bars = _bar_axes(fig.add_axes((0.09, 0.15, 0.89, 0.76)), 20)
    _bar_legend(fig)

    def follow(depth, width, activation, init, seed):
        text = _move_bars(bars, depth, width, activation, init, seed)
        state = f'depth={depth}, width={width}, activation="{activation}", init="{init}"'
        return text, f"explore_depth.depth({state}, seed={seed})"

    return Explorer(controls, Picture(fig, bars), follow, _depth_examples())


def _hinge_axes(ax):
    target = ax.plot(GRID, GRID, color="black", ls="--", lw=1.5, label="target")[0]
    net = ax.plot(GRID, GRID, color=COLOURS[0], ls="-", lw=2, label="net")[0]
    places = ax.plot([0] * 4, [0] * 4, "o", color=COLOURS[1], label="hinges")[0]
    ax.set(xlim=(-3, 3), ylim=(-3, 3), xlabel="x", title="net and target")
    ax.legend(loc="upper left", fontsize=9)
    return [target, net, places]


def _move_hinges(curves, name, places):
    """Fit the slopes, move the curves, and return target and net on the grid."""
    y = TARGETS[name](GRID)
    # On [-3, 3] the hinge at -3 is the straight line x + 3.
    X, knots = np.array(GRID, dtype="float32").reshape(-1, 1), [-3.0, *places]
    H = npx.relu(X - np.array(knots)).asnumpy()
    H = onp.column_stack([H, onp.ones(len(H))])
    net = H @ onp.linalg.lstsq(H, y, rcond=None)[0]
    target, line, dots = curves
    target.set_ydata(y)
    line.set_ydata(net)
    dots.set_data(places, onp.interp(places, GRID, net))
    return y, net


def _hinge_examples():
    settings = (
        ("wave", (-1.8, -0.6, 0.6, 1.8)),
        ("wave", (-2.4, -0.8, 0.8, 2.4)),
        ("parabola", (-1.8, -0.6, 0.6, 1.8)),
        ("bump", (-1.2, -0.1, 0.1, 1.2)),
    )
    fig = Figure(figsize=(9.6, 2.6))
    said = []
    for ax, (name, places) in zip(fig.subplots(1, 4, sharey=True), settings):
        y, net = _move_hinges(_hinge_axes(ax), name, places)
        ax.set_title(f"{name}, largest error {abs(net - y).max():.2f}", fontsize=9)
        if said:
            ax.get_legend().remove()
        said.append(f"{abs(net - y).max():.2f} for {name} with hinges at {places}")
    fig.tight_layout()
    describe(fig, f"Nets of four hinges; the largest error is {'; '.join(said)}.")
    return fig


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


def _depth_examples():
    settings = (("sigmoid", "xavier"), ("tanh", "xavier"), ("relu", "default"), ("relu", "he"))
    fig = Figure(figsize=(9.6, 2.8))
    said = []
    for ax, (activation, init) in zip(fig.subplots(1, 4, sharey=True), settings):
        said.append(_move_bars(_bar_axes(ax, 10), 10, 64, activation, init, 0))
        ax.set_title(f"{activation}, {init}", fontsize=10)
    fig.tight_layout(rect=(0, 0, 1, 0.93))
    _bar_legend(fig)
    describe(fig, " ".join(said))
    return fig


def _whole(name, value, low, high, step=1):
    if not isinstance(value, int) or not low <= value <= high:
        raise ValueError(f"{name} is {value!r}; expected a whole number from {low} to {high}.")
    return widgets.IntSlider(value, min=low, max=high, step=step, description=name)


def _dropdown(name, choice, options):
    return widgets.Dropdown(value=choice, options=tuple(options), description=name)


def _choose(what, choice, names):
    if choice not in names:
        raise ValueError(f"{what} is {choice!r}; choose one of {', '.join(names)}.")
