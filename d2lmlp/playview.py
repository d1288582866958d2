"""The picture of the playground: the units, the decision surface with the points, the losses."""

import base64
import io
from html import escape

import numpy as onp
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

from d2lmlp.figures import COLOURS
from d2lmlp.playmodel import HALF, MAX_LAYERS, MAX_UNITS

SIZE, DPI = (9.6, 3.5), 100
PLANE = (0.405, 0.14, 0.28, 0.28 * SIZE[0] / SIZE[1])  # left, bottom, width, height; a square
TILE, ROW, COLUMN = 25, 28, 42  # pixels: a unit's picture, from one to the next
# Class 0 is blue and class 1 orange, lighter than their points; white is undecided.
SURFACE = LinearSegmentedColormap.from_list("surface", ["#5aa5d2", "white", "#f2c76b"])


class PlayView:
    """Draws a `PlayModel` fast: what stands still is painted once, the rest anew in each frame."""

    def __init__(self):
        fig = Figure(SIZE, dpi=DPI, facecolor="white")
        self.canvas = FigureCanvasAgg(fig)
        units, plane = fig.add_axes((0.01, 0.03, 0.33, 0.87), anchor="N"), fig.add_axes(PLANE)
        self.curves = fig.add_axes((0.76, PLANE[1], 0.23, 0.73))
        self.mosaic = units.imshow(mosaic([]), interpolation="nearest")
        units.set_title("hidden units, layer by layer", fontsize=10)
        units.axis("off")
        self.plane = plane.imshow(
            onp.zeros((2, 2)), extent=(-HALF, HALF) * 2, origin="lower", cmap=SURFACE,
            vmin=-1, vmax=1, interpolation="bilinear",
        )  # fmt: skip
        plane.set(xlabel="$x_1$", ylabel="$x_2$")
        plane.set_title("○ class 0   ■ class 1", fontsize=10)
        plane.grid(False)
        style = {"linestyle": "none", "markersize": 4.5, "markeredgecolor": "white"}
        self.points = [
            plane.plot([], [], marker, color=COLOURS[c], markeredgewidth=0.6, **style)[0]
            for marker, c in (("o", 0), ("s", 1))
        ]
        self.losses = [
            self.curves.plot([], [], color=COLOURS[i], ls=ls, lw=1.5, label=label)[0]
            for i, ls, label in ((0, "-", "training loss"), (1, "--", "test loss"))
        ]
        self.curves.set(yscale="log", ylim=(1e-4, 10), xlabel="epoch")
        self.curves.grid(color="#dddddd")
        self.curves.legend(loc="upper right", fontsize=8)
        self.moving = [self.mosaic, self.plane, *self.points, *self.losses]
        for artist in self.moving:
            artist.set_animated(True)
        self.last_epoch = 0

    def frame(self, model):
        """Draw the model as it is; return the picture as a PNG."""
        shown = max(50, 2 ** int(onp.ceil(onp.log2(max(model.epoch, 1)))))
        if shown != self.last_epoch:  # the axis doubles, so that it seldom has to be painted
            self.last_epoch = shown
            self.curves.set_xlim(0, shown)
            self.canvas.draw()
            self.still = self.canvas.copy_from_bbox(self.canvas.figure.bbox)
        whole, units = model.surfaces()
        self.plane.set_data(whole)
        self.mosaic.set_data(mosaic(units))
        X, y = model.X.asnumpy().reshape(-1, 2), model.y.asnumpy()
        for k, artist in enumerate(self.points):
            artist.set_data(*X[y == k].T)
        epochs = onp.arange(1, model.epoch + 1)
        for artist, losses in zip(self.losses, (model.train_loss, model.test_loss)):
            artist.set_data(epochs, onp.clip(onp.nan_to_num(losses, nan=10), 1.1e-4, 9))
        self.canvas.restore_region(self.still)
        for artist in self.moving:
            artist.axes.draw_artist(artist)
        buffer = io.BytesIO()
        image = Image.fromarray(onp.asarray(self.canvas.buffer_rgba())).convert("RGB")
        image.save(buffer, "png", compress_level=1)
        return buffer.getvalue()


def mosaic(units):
    """Put the surfaces of all units side by side: a column for each layer, a row for each unit.

    Parameters
    ----------
    units : list of numpy.ndarray, shape (units, n, n)

    Returns
    -------
    numpy.ndarray of uint8, shape (rows, columns, 3)
        Colours; each unit has a scale of its own, with white at 0.
    """
    canvas = onp.full((MAX_UNITS * ROW, MAX_LAYERS * COLUMN, 3), 255, dtype="uint8")
    for column, layer in enumerate(units):
        for row, surface in enumerate(layer):
            small = surface[:: -(-len(surface) // TILE), :: -(-len(surface) // TILE)][::-1]
            scale = onp.abs(small).max() or 1.0
            at = (row * ROW, column * COLUMN)
            coloured = SURFACE(0.5 + 0.5 * onp.nan_to_num(small / scale), bytes=True)[..., :3]
            coloured[[0, -1], :] = coloured[:, [0, -1]] = 100  # a frame
            canvas[at[0] : at[0] + len(small), at[1] : at[1] + len(small)] = coloured
    return canvas


def img(png, alt, onclick=""):
    """Return a picture as an ``<img>``; `onclick` is JavaScript without double quotes."""
    data = base64.b64encode(png).decode()
    more = f' onclick="{onclick}" style="max-width: 100%; height: auto"' if onclick else ""
    return f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}"{more}>'
