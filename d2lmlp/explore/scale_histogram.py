"""``explore.scale()``: how large the signal of a new deep net is at its end, over many draws."""

import mxnet as mx
import numpy as onp
from matplotlib.figure import Figure
from mxnet import np, npx

from d2lmlp.explore.base import Explorer, Picture, dropdown, slider, strip, whole
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS

NETS, WIDTH, ROWS = 100, 32, 16
LOW, HIGH, BINS = -60, 60, 60  # of the powers of ten
ACTIVATIONS = {"none": lambda x: x, "relu": npx.relu, "tanh": np.tanh, "sigmoid": npx.sigmoid}


def scale(gain=1.0, depth=20, activation="relu", seed=0):
    """Explore how initial weights of N(0, gain² / n_in) change the size of a signal with depth.

    Parameters
    ----------
    gain : float
        From 0.1 to 6; 1 is the scale of Xavier where all widths are equal, 1.4 that of He.
    depth : int
        Layers, from 1 to 50.
    activation : str
        "none", "relu", "tanh" or "sigmoid".
    seed : int
        From 0 to 99. MXNet's random state is set to it.

    Returns
    -------
    d2lmlp.explore.base.Explorer

    Raises
    ------
    ValueError
        If a name is not known or a number is out of range.
    """
    controls = {
        "gain": slider("gain", gain, 0.1, 6),
        "depth": whole("depth", depth, 1, 50),
        "activation": dropdown("activation", activation, ACTIVATIONS),
        "seed": whole("seed", seed, 0, 99),
    }
    fig = Figure(figsize=(7.2, 3), dpi=144, facecolor="white")
    bars = _axes(fig.add_axes((0.09, 0.17, 0.89, 0.79)))

    def follow(gain, depth, activation, seed):
        text = _move(bars, gain, depth, activation, seed)
        state = f'gain={gain:.1f}, depth={depth}, activation="{activation}", seed={seed}'
        return text, f"explore.scale({state})"

    return Explorer(controls, Picture(fig, bars), follow, _examples())


def log_second_moments(gain, depth, activation, seed):
    """Draw nets and return log10 of E[h²] after the last layer, one number for each.

    Parameters
    ----------
    gain : float
    depth : int
    activation : str
        A key of ``ACTIVATIONS``.
    seed : int

    Returns
    -------
    numpy.ndarray, shape (NETS,)
        float32 ends near ±38: beyond that the signal is 0 or infinite, and so is its logarithm.
    """
    mx.random.seed(seed)
    h = np.random.normal(size=(NETS, ROWS, WIDTH))
    for _ in range(depth):
        W = np.random.normal(0, gain / WIDTH**0.5, (NETS, WIDTH, WIDTH))
        h = ACTIVATIONS[activation](np.matmul(h, W))
    h = h.asnumpy().astype("float64")
    with onp.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return onp.nan_to_num(onp.log10((h**2).mean(axis=(1, 2))), nan=onp.inf, posinf=onp.inf)


def _axes(ax):
    edges = onp.linspace(LOW, HIGH, BINS + 1)
    width = (HIGH - LOW) / BINS
    bars = ax.bar(edges[:-1], 0, width, align="edge", color=COLOURS[0], edgecolor="white", lw=0.5)
    ax.set(xlim=(LOW, HIGH), ylim=(0, NETS), xlabel="log10 of E[h²] after the last layer")
    ax.set_ylabel(f"of {NETS} nets")
    ax.grid(axis="x", visible=False)
    return bars.patches


def _move(bars, gain, depth, activation, seed):
    found = log_second_moments(gain, depth, activation, seed)
    counts, _ = onp.histogram(onp.clip(found, LOW, HIGH - 1e-9), BINS, (LOW, HIGH))
    for bar, count in zip(bars, counts):
        bar.set_height(count)
    low, middle, high = onp.quantile(onp.clip(found, LOW, HIGH), (0.05, 0.5, 0.95))
    return (
        f"{depth} layers of {WIDTH}, activation {activation}, gain {_named(gain)}: half of the "
        f"nets below 10^{middle:.1f}, nine of ten from 10^{low:.1f} to 10^{high:.1f}."
    )


def _named(gain):
    return "√2" if gain == 2**0.5 else f"{gain:.1f}"  # He's, which the slider only comes near


def _examples():
    settings = ((1.0, "none"), (1.0, "relu"), (2**0.5, "relu"), (5.0, "relu"))

    def draw(ax, gain, activation):
        ax.set_title(f"{activation}, gain {_named(gain)}", fontsize=10)
        said = _move(_axes(ax), gain, 50, activation, 0)
        ax.set_xlabel("log10 of E[h²]")
        return said.replace("10^", "10 to the power of ≈ ")

    fig, said = strip(settings, draw)
    describe(fig, " ".join(said))
    return fig
