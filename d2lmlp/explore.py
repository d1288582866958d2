"""The sliders: turn a knob and see a picture follow, computed anew by MXNet at every step.

``explore.activation()`` and ``explore.neuron()`` each are one line of code, and show the line for
where the knobs stand. A picture of a few settings comes first, for readers without a kernel.
"""

import base64
import io
from html import escape

import ipywidgets as widgets
import numpy as onp
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from mxnet import np
from mxnet.util import use_np
from PIL import Image

from d2lmlp.activations import ACTIVATIONS, value_and_grad
from d2lmlp.figures import COLOURS, bundle, describe

ELEMENTWISE = tuple(name for name in ACTIVATIONS if name != "softmax")
GRID = onp.linspace(-6, 6, 241, dtype="float32")
PLANE = onp.linspace(-3, 3, 61, dtype="float32")
SCALES = {"sigmoid": (0, 1), "tanh": (-1, 1)}  # of the neuron's colours; (-1, 4) for the others
VIEW = "application/vnd.jupyter.widget-view+json"
# The sliders of ipywidgets have no name for a screen reader, and tell it -0.2999999999999998 for
# -0.3. Every new frame gives each slider its label as name, and its readout as value.
NAME_SLIDERS = """
for (const slider of this.closest('.widget-vbox').querySelectorAll('.widget-slider')) {
  const handle = slider.querySelector('[role=slider]');
  handle.setAttribute('aria-label', slider.querySelector('label').textContent);
  handle.setAttribute('aria-valuetext', slider.querySelector('.widget-readout').textContent);
}"""


class Explorer:
    """Knobs and a picture that follows them; the value of a cell shows it.

    Parameters
    ----------
    controls : dict of str to ipywidgets.Widget
        The knobs by name.
    picture : Picture
    follow : callable
        Gets the knobs' values by name, moves the picture's artists, and returns two texts: what
        the picture shows, and the line of code of this setting.
    examples : matplotlib.figure.Figure
        A few settings side by side.
    """

    def __init__(self, controls, picture, follow, examples):
        self.controls, self.picture, self.examples = controls, picture, examples
        self._follow = follow
        self.image, self.code = widgets.HTML(), widgets.HTML()
        for control in controls.values():
            control.observe(lambda change: self.update(), "value")
        self.update()

    @use_np  # JupyterLab may move a knob from another thread, where MXNet's NumPy mode is off
    def update(self):
        """Draw the picture for where the knobs stand."""
        values = {name: control.value for name, control in self.controls.items()}
        text, code = self._follow(**values)
        self.image.value = self.picture.img(text)
        self.code.value = f"<p>{escape(text)}</p><pre>{escape(code)}</pre>"

    def _ipython_display_(self):
        display(bundle(self.examples), raw=True)
        knobs = widgets.HBox(
            list(self.controls.values()), layout=widgets.Layout(flex_flow="row wrap")
        )
        box = widgets.VBox([knobs, self.image, self.code])
        view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
        text = f"Run this cell to move {', '.join(self.controls)} and see the picture follow."
        display({VIEW: view, "text/html": f"<p>{text}</p>", "text/plain": text}, raw=True)


class Picture:
    """A figure of which only some artists move, drawn fast: the rest is painted once and kept."""

    def __init__(self, fig, moving):
        self.canvas, self.moving = FigureCanvasAgg(fig), moving
        for artist in moving:
            artist.set_animated(True)
        self.repaint()

    def repaint(self):
        """Paint what stands still anew, after a change to it."""
        self.canvas.draw()
        self.still = self.canvas.copy_from_bbox(self.canvas.figure.bbox)

    def img(self, alt):
        """Return the picture as an ``<img>``; ipywidgets.Image has no alternative text."""
        self.canvas.restore_region(self.still)
        for artist in self.moving:
            artist.axes.draw_artist(artist)
        buffer = io.BytesIO()
        Image.fromarray(onp.asarray(self.canvas.buffer_rgba())).convert("RGB").save(
            buffer, "png", compress_level=1
        )
        width, height = (round(size * 100) for size in self.canvas.figure.get_size_inches())
        data = base64.b64encode(buffer.getvalue()).decode()
        size = f'width="{width}" height="{height}" style="max-width: 100%; height: auto"'
        return (
            f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}" {size} '
            f'onload="{NAME_SLIDERS}">'
        )


def activation(name="leaky_relu", x=-1.0, alpha=None):
    """Explore an activation function: its value, its tangent at a point, and its gradient.

    Parameters
    ----------
    name : str
        A key of ``activations.ACTIVATIONS`` but softmax, which does not act on single numbers.
    x : float
        The point, from -6 to 6.
    alpha : float, optional
        From -0.5 to 1.5; its usual value if not given. Without effect where there is no alpha.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If the function is not known or a number is out of range.
    """
    _choose("name", name, ELEMENTWISE)
    alpha = ACTIVATIONS[name].alpha if alpha is None else alpha
    controls = {
        "function": _dropdown("function", name),
        "x": _slider("x", x, -6, 6),
        "alpha": _slider("alpha", 0.0 if alpha is None else alpha, -0.5, 1.5, 0.05),
    }
    fig = Figure(figsize=(7.2, 3), dpi=144, facecolor="white")
    left, right = fig.subplots(1, 2)
    fig.subplots_adjust(left=0.06, right=0.98, bottom=0.16, top=0.9, wspace=0.16)
    value, tangent, point = _value_axes(left)
    slope = right.plot(GRID, GRID, color=COLOURS[2], ls="-.", lw=2, label="gradient")[0]
    here = right.plot([0], [0], "o", color="black", label="slope of the tangent")[0]
    right.set(xlim=(-6, 6), ylim=(-0.6, 1.6), xlabel="x", title="gradient")
    right.legend(loc="upper left", fontsize=9)

    def follow(function, x, alpha):
        has_alpha = ACTIVATIONS[function].alpha is not None
        controls["alpha"].disabled = not has_alpha
        y, grad, at, slope_at = _value_and_slope(function, alpha, x)
        _move_value(value, tangent, point, x, y, at, slope_at)
        slope.set_ydata(grad)
        here.set_data([x], [slope_at])
        setting = f", alpha={alpha:.2f}" if has_alpha else ""
        text = f"{function}{setting}: value {at:.3f} and slope {slope_at:.3f} at x = {x:.1f}."
        return text, f'explore.activation("{function}", x={x:.1f}{setting})'

    return Explorer(
        controls, Picture(fig, [value, tangent, point, slope, here]), follow, _activation_examples()
    )


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
    _choose("activation", activation, ELEMENTWISE)
    numbers = {"w1": w1, "w2": w2, "b": b}
    controls = {name: _slider(name, number, -3, 3) for name, number in numbers.items()}
    controls["activation"] = _dropdown("activation", activation)
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

    return Explorer(controls, picture, follow, _neuron_examples())


def _value_axes(ax):
    value = ax.plot(GRID, GRID, color=COLOURS[0], ls="-", lw=2, label="function")[0]
    tangent = ax.plot([], [], color=COLOURS[1], ls="--", lw=1.5, label="tangent")[0]
    point = ax.plot([0], [0], "o", color="black")[0]
    ax.set(xlim=(-6, 6), ylim=(-2, 4), xlabel="x", title="function")
    ax.legend(loc="upper left", fontsize=9)
    return value, tangent, point


def _move_value(value, tangent, point, x, y, at, slope):
    value.set_ydata(y)
    step = 2 / (1 + slope**2) ** 0.5  # the tangent keeps its length
    tangent.set_data([x - step, x + step], [at - step * slope, at + step * slope])
    point.set_data([x], [at])


def _value_and_slope(name, alpha, x):
    """Compute a function and its gradient on the grid and, as the last two, at the point x."""
    function = _function(name, alpha)
    y, grad = (a.asnumpy() for a in value_and_grad(function, onp.append(GRID, x)))
    return y[:-1], grad[:-1], float(y[-1]), float(grad[-1])


def _function(name, alpha):
    entry = ACTIVATIONS[name]
    return entry.function if entry.alpha is None else lambda x: entry.function(x, alpha)


def _activation_examples():
    settings = (("relu", None), ("leaky_relu", 0.25), ("elu", 1.0), ("gelu", None))
    fig = Figure(figsize=(9.6, 2.6))
    slopes = []
    for ax, (name, alpha) in zip(fig.subplots(1, 4, sharey=True), settings):
        y, _, at, slope = _value_and_slope(name, alpha, -1.0)
        _move_value(*_value_axes(ax), -1.0, y, at, slope)
        ax.set_title(name if alpha is None else f"{name}, alpha={alpha}", fontsize=10)
        ax.set_xticks([-6, -3, 0, 3, 6])
        if slopes:
            ax.get_legend().remove()
        slopes.append(f"{slope:.2f} for {ax.get_title()}")
    fig.tight_layout()
    describe(fig, f"Functions with their tangents at x = -1; its slope is {'; '.join(slopes)}.")
    return fig


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
    function = _function(activation, ACTIVATIONS[activation].alpha)
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


def _neuron_examples():
    settings = ((1, 0, 0, "relu"), (1, 1, 0, "relu"), (1, 1, -2, "relu"), (1, 1, -2, "sigmoid"))
    fig = Figure(figsize=(9.6, 2.7))
    texts = []
    for ax, (*numbers, name) in zip(fig.subplots(1, 4, sharey=True), settings):
        artists = _plane_axes(ax)
        artists[0].set_clim(*SCALES.get(name, (-1, 4)))
        texts.append(_move_plane(*artists, *numbers, name))
        ax.set_xticks([-3, 0, 3])
        ax.set_title("{}, w=({}, {}), b={}".format(name, *numbers), fontsize=9)
    fig.tight_layout()
    describe(
        fig, "One neuron over the plane; z = 0 on the dashed line, and the arrow is w, across "
        f"it. {' '.join(texts)}",
    )  # fmt: skip
    return fig


def _slider(name, value, low, high, step=0.1):
    if not isinstance(value, (int, float)) or not low <= value <= high:
        raise ValueError(f"{name} is {value!r}; expected a number from {low} to {high}.")
    return widgets.FloatSlider(value, min=low, max=high, step=step, description=name)


def _dropdown(name, choice):
    return widgets.Dropdown(value=choice, options=ELEMENTWISE, description=name)


def _choose(what, choice, names):
    if choice not in names:
        raise ValueError(f"{what} is {choice!r}; choose one of {', '.join(names)}.")
