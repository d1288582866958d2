"""``explore.neuron()``: one neuron of two inputs over the plane."""

import numpy as onp
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from mxnet import np

from d2lmlp.activations import ACTIVATIONS
from d2lmlp.explore.activation_curve import ELEMENTWISE, function_of
from d2lmlp.explore.base import Explorer, Picture, dropdown, slider, strip
from d2lmlp.figures.alttext import describe

PLANE = onp.linspace(-3, 3, 61, dtype="float32")
SCALES = {"sigmoid": (0, 1), "tanh": (-1, 1)}  # of the colours; (-1, 4) for the others


def neuron(w1=1.0, w2=-1.0, b=0.0, activation="relu"):
    """Explore one neuron of two inputs: a = activation(w1 x1 + w2 x2 + b) over the plane.

    Parameters
    ----------
    w1, w2, b : float
        From -3 to 3.
    activation : str
        A key of ``activations.ACTIVATIONS`` but softmax.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If the activation is not known or a number is out of range.
    """
    numbers = {"w1": w1, "w2": w2, "b": b}
    controls = {name: slider(name, number, -3, 3) for name, number in numbers.items()}
    controls["activation"] = dropdown("activation", activation, ELEMENTWISE)
    fig = Figure(figsize=(4.6, 3.8), dpi=144, facecolor="white")
    ax = fig.add_axes((0.13, 0.14, 0.68, 0.8))
    surface, boundary, arrow = _plane_axes(ax)
    fig.colorbar(surface, cax=fig.add_axes((0.84, 0.14, 0.04, 0.8)), label="a").ax.grid(False)
    picture = Picture(fig, [surface, boundary, arrow])

    def follow(w1, w2, b, activation):
        text = _move_plane(surface, boundary, arrow, w1, w2, b, activation)
        scale = SCALES.get(activation, (-1, 4))
        if surface.get_clim() != scale:
            surface.set_clim(*scale)
            picture.repaint()
        code = f'explore.neuron(w1={w1:.1f}, w2={w2:.1f}, b={b:.1f}, activation="{activation}")'
        return text, code

    return Explorer(controls, picture, follow, _examples())


def _plane_axes(ax):
    half = (PLANE[1] - PLANE[0]) / 2  # pixels are centred on the grid
    edges = (PLANE[0] - half, PLANE[-1] + half) * 2
    surface = ax.imshow(
        onp.zeros((61, 61)), extent=edges, origin="lower", vmin=-1, vmax=4, cmap="cividis"
    )
    boundary = ax.plot([], [], color="white", ls="--", lw=1.5)[0]
    boundary.set_path_effects([withStroke(linewidth=3, foreground="black")])
    arrow = ax.quiver(
        [0], [0], [1], [1], color="white", edgecolor="black", linewidth=0.8, width=0.015,
        angles="xy", scale_units="xy", scale=1,
    )  # fmt: skip
    ax.set(xlim=(-3, 3), ylim=(-3, 3), xlabel="$x_1$", ylabel="$x_2$")
    ax.grid(False)
    return surface, boundary, arrow


def _move_plane(surface, boundary, arrow, w1, w2, b, activation):
    x1, x2 = np.meshgrid(np.array(PLANE), np.array(PLANE))
    function = function_of(activation, ACTIVATIONS[activation].alpha)
    a = function(w1 * x1 + w2 * x2 + b).asnumpy()
    surface.set_data(a)
    w = onp.array([w1, w2])
    length = w @ w
    nearest = -b * w / length if length else onp.zeros(2)  # the point of z = 0 nearest to 0
    along = onp.outer([-9, 9], [-w2, w1]) / length**0.5 if length else onp.full((2, 2), onp.nan)
    boundary.set_data(*(nearest + along).T)
    arrow.set_offsets([nearest])
    arrow.set_UVC([w1], [w2])
    rest = f"{w2:+.1f} x2 {b:+.1f}".replace("+", "+ ").replace("-", "- ")
    z = f"z = {w1:.1f} x1 {rest}"
    return f"a = {activation}(z), {z}: from {a.min():.2f} to {a.max():.2f} on the square."


def _examples():
    settings = ((1, 0, 0, "relu"), (1, 1, 0, "relu"), (1, 1, -2, "relu"), (1, 1, -2, "sigmoid"))

    def draw(ax, w1, w2, b, name):
        artists = _plane_axes(ax)
        artists[0].set_clim(*SCALES.get(name, (-1, 4)))
        ax.set_xticks([-3, 0, 3])
        ax.set_title(f"{name}, w=({w1}, {w2}), b={b}", fontsize=9)
        return _move_plane(*artists, w1, w2, b, name)

    fig, said = strip(settings, draw, height=2.7)
    describe(
        fig, "One neuron over the plane; z = 0 on the dashed line, and the arrow is w, across "
        f"it. {' '.join(said)}",
    )  # fmt: skip
    return fig
