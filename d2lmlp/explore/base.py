"""The frame of every explorer: knobs, a picture that follows them, and a strip of stills.

An explorer is one line of code and shows the line for where its knobs stand. A strip of a few
settings comes first, for readers without a kernel.
"""

import base64
import io
from html import escape

import ipywidgets as widgets
import numpy as onp
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from mxnet.util import use_np
from PIL import Image

from d2lmlp.figures.style import bundle

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
        show(box, f"Run this cell to move {', '.join(self.controls)} and see the picture follow.")


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
        data = base64.b64encode(for_both_grounds(buffer.getvalue(), width, height)).decode()
        size = f'width="{width}" height="{height}" style="max-width: 100%; height: auto"'
        return (
            f'<img alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}" {size} '
            f'onload="{NAME_SLIDERS}">'
        )


def for_both_grounds(png, width, height):
    """Put a picture on white into an SVG that turns light and dark round where the page is dark.

    Turning the hues half way as well leaves blue blue and orange orange; white becomes #111111,
    the ground of JupyterLab's dark page.
    """
    dark = "@media (prefers-color-scheme:dark){image{filter:invert(0.933) hue-rotate(180deg)}}"
    data = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<style>{dark}</style><image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{data}"/></svg>'
    ).encode()


def show(box, text, html=None):
    """Display a widget; `text`, or the `html` that says it, stands where no widget can run."""
    view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
    html = html or f"<p>{text}</p>"
    display({VIEW: view, "text/html": html, "text/plain": text}, raw=True)


def two_panels():
    """Make the figure of an explorer with two panels, and return it with its axes."""
    fig = Figure(figsize=(7.2, 3), dpi=144, facecolor="white")
    left, right = fig.subplots(1, 2)
    fig.subplots_adjust(left=0.06, right=0.98, bottom=0.16, top=0.9, wspace=0.2)
    return fig, left, right


def strip(settings, draw, height=2.6, top=1.0):
    """Draw some settings side by side, for readers without a kernel.

    Parameters
    ----------
    settings : sequence of tuple
    draw : callable
        ``draw(ax, *setting)`` draws one of them and says what it shows.
    height, top : float
        Height of the strip in inches, and the share of it that the panels take.

    Returns
    -------
    fig : matplotlib.figure.Figure
    said : list of str
    """
    fig = Figure(figsize=(9.6, height))
    axes = fig.subplots(1, len(settings), sharey=True)
    said = [draw(ax, *setting) for ax, setting in zip(axes, settings)]
    for ax in axes[1:]:
        if ax.get_legend():
            ax.get_legend().remove()
    fig.tight_layout(rect=(0, 0, 1, top))
    return fig, said


def slider(name, value, low, high, step=0.1):
    """Make a slider for a number, or raise a ValueError that says what is wrong with it."""
    if not isinstance(value, (int, float)) or not low <= value <= high:
        raise ValueError(f"{name} is {value!r}; expected a number from {low} to {high}.")
    return widgets.FloatSlider(value, min=low, max=high, step=step, description=name)


def whole(name, value, low, high, step=1):
    """Make a slider for a whole number, or raise a ValueError that says what is wrong with it."""
    if not isinstance(value, int) or not low <= value <= high:
        raise ValueError(f"{name} is {value!r}; expected a whole number from {low} to {high}.")
    return widgets.IntSlider(value, min=low, max=high, step=step, description=name)


def dropdown(name, choice, options):
    """Make a list to choose from, or raise a ValueError that says what there is."""
    options = tuple(options)
    if choice not in options:
        raise ValueError(f"{name} is {choice!r}; choose one of {', '.join(options)}.")
    return widgets.Dropdown(value=choice, options=options, description=name)
