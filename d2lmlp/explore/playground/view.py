"""The picture of the playground: the units, the decision surface with the points, the losses."""

import base64
import io
from html import escape

import numpy as onp
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

from d2lmlp.explore.playground.model import HALF, MAX_LAYERS
from d2lmlp.figures import COLOURS

SIZE, DPI = (9.6, 3.5), 100
PLANE = (0.405, 0.14, 0.28, 0.28 * SIZE[0] / SIZE[1])  # left, bottom, width, height; a square
TILE, ROW, COLUMN = 33, 37, 66  # pixels: a unit's picture, from one to the next
UNITS = (40, 36)  # pixels: from the left and from the top
# Class 0 is blue and class 1 orange, lighter than their points; white is undecided.
SURFACE = LinearSegmentedColormap.from_list("surface", ["#5aa5d2", "white", "#f2c76b"])


class PlayView:
    """Draws a `PlayModel` fast: what stands still is painted once, the rest anew in each frame.

    Surfaces go into the canvas pixel by pixel: matplotlib's images would take most of the time.
    """

    def __init__(self):
        fig = Figure(SIZE, dpi=DPI, facecolor="white")
        self.canvas = FigureCanvasAgg(fig)
        middle = (UNITS[0] + (MAX_LAYERS - 1) * COLUMN / 2 + TILE / 2) / (SIZE[0] * DPI)
        fig.text(middle, 0.925, "hidden units, layer by layer", ha="center", fontsize=10)
        plane, self.curves = fig.add_axes(PLANE), fig.add_axes((0.76, PLANE[1], 0.23, 0.73))
        plane.set(xlim=(-HALF, HALF), ylim=(-HALF, HALF), xlabel="$x_1$", ylabel="$x_2$")
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
        self.moving = [*self.points, *self.losses]
        for artist in self.moving:
            artist.set_animated(True)
        self.last_epoch = 0

    def frame(self, model, kind="jpeg"):
        """Draw the model as it is; return the picture, as a JPEG (fast) or as a PNG."""
        shown = max(50, 2 ** int(onp.ceil(onp.log2(max(model.epoch, 1)))))
        if shown != self.last_epoch:  # the axis doubles, so that it seldom has to be painted
            self.last_epoch = shown
            self.curves.set_xlim(0, shown)
            self.canvas.draw()
            self.still = self.canvas.copy_from_bbox(self.canvas.figure.bbox)
        X, y = model.X.asnumpy().reshape(-1, 2), model.y.asnumpy()
        for k, artist in enumerate(self.points):
            artist.set_data(*X[y == k].T)
        epochs = onp.arange(1, model.epoch + 1)
        for artist, losses in zip(self.losses, (model.train_loss, model.test_loss)):
            artist.set_data(epochs, onp.clip(onp.nan_to_num(losses, nan=10), 1.1e-4, 9))
        self.canvas.restore_region(self.still)
        self._paint_surfaces(*model.surfaces())
        for artist in self.moving:
            artist.axes.draw_artist(artist)
        buffer = io.BytesIO()
        fast = {"quality": 92, "subsampling": 0} if kind == "jpeg" else {}
        image = Image.fromarray(onp.asarray(self.canvas.buffer_rgba())).convert("RGB")
        image.save(buffer, kind, **fast)
        return buffer.getvalue()

    def _paint_surfaces(self, whole, units):
        pixels = onp.asarray(self.canvas.buffer_rgba())  # the canvas itself, not a copy
        height, width = pixels.shape[:2]
        left, top = round(PLANE[0] * width) + 1, round((1 - PLANE[1] - PLANE[3]) * height) + 1
        size = (round(PLANE[2] * width) - 2, round(PLANE[3] * height) - 2)
        coloured = Image.fromarray(colours(whole)).resize(size, Image.BILINEAR)
        pixels[top : top + size[1], left : left + size[0], :3] = onp.asarray(coloured)
        for column, layer in enumerate(units):
            for row, surface in enumerate(layer):
                x, y = UNITS[0] + column * COLUMN, UNITS[1] + row * ROW
                pixels[y : y + TILE, x : x + TILE, :3] = tile(surface)


def colours(surface):
    """Colour numbers from -1 to 1, an array (n, n) with x2 upwards, as a picture (n, n, 3)."""
    return SURFACE(0.5 + 0.5 * onp.nan_to_num(surface[::-1]), bytes=True)[..., :3]


def tile(surface):
    """Make a small framed picture of a unit's activations, on a scale of their own: 0 is white."""
    at = onp.linspace(0, len(surface) - 1, TILE).round().astype(int)
    picture = colours(surface[onp.ix_(at, at)] / (onp.abs(surface).max() or 1.0))
    picture[[0, -1]] = picture[:, [0, -1]] = 100
    return picture


def img(picture, alt, onclick=""):
    """Return a picture as an ``<img>``; `onclick` is JavaScript without double quotes."""
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    data = base64.b64encode(picture).decode()
    more = f' onclick="{onclick}" style="max-width: 100%; height: auto"' if onclick else ""
    return f'<img alt="{escape(alt)}" src="data:image/{kind};base64,{data}"{more}>'
