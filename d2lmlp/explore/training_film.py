"""``explore.scrub(weights, training, test)``: drag through the epochs of a training."""

from base64 import b64encode

import numpy as onp
import traitlets

from d2lmlp.explore.base import strip
from d2lmlp.explore.stage import Stage, checked_numbers
from d2lmlp.figures.alttext import describe

MOST = 300_000  # numbers of all frames together: what a page takes without getting slow


class Scrub(Stage):
    """The frames of a training: losses, and units' weights as images; `epoch` is the one in view.

    Attributes
    ----------
    start, change : str
        The weights of the first frame, and what each frame has changed in them: base64 of int8.
    steps : list of float
        What 1 of these integers stands for, in `start` and in `change`.
    units, side : int
        How many units, and the height and width of their images.
    limits : list of float
        From which size on a pixel has the full colour: of the weights, and of their change.
    training, test : list of float
        The losses of each frame.
    epoch : int
        The frame that is shown.
    only : bool
        True shows the change since the start, False the weights.
    """

    parts = ("scrub",)
    start = traitlets.Unicode().tag(sync=True)
    change = traitlets.Unicode().tag(sync=True)
    steps = traitlets.List().tag(sync=True)
    units = traitlets.Int().tag(sync=True)
    side = traitlets.Int().tag(sync=True)
    limits = traitlets.List().tag(sync=True)
    training = traitlets.List().tag(sync=True)
    test = traitlets.List().tag(sync=True)
    epoch = traitlets.Int().tag(sync=True)
    only = traitlets.Bool(True).tag(sync=True)

    def still(self):
        """Four epochs side by side: the change of each unit's weights, and the losses."""
        last = len(self.training) - 1
        limit = self.limits[1]
        shown = sorted({0, 1, round(last / 3), last})

        def draw(ax, epoch):
            images = self.changes[epoch].reshape(-1, self.side, self.side)
            columns = -(-len(images) // 2)
            room = onp.full((2 * (self.side + 1), columns * (self.side + 1)), onp.nan)
            for k, image in enumerate(images):
                row, column = (place * (self.side + 1) for place in divmod(k, columns))
                room[row : row + self.side, column : column + self.side] = image
            ax.imshow(room, cmap="PuOr", vmin=-limit, vmax=limit, interpolation="nearest")
            ax.set(xticks=[], yticks=[])
            ax.grid(False)
            ax.set_title(
                f"epoch {epoch}: {self.training[epoch]:.2f}, {self.test[epoch]:.2f}", size=9
            )
            return str(epoch)

        fig, said = strip([(epoch,) for epoch in shown], draw, height=1.9)
        describe(fig, f"What training has changed in the weights of {self.units} units after "
                 f"{', '.join(said)} epochs, with the losses on training and test images. Which "
                 "units have moved most, and what does each of them look for?")  # fmt: skip
        return fig


def scrub(weights, training, test, epoch=None, only=True):
    """Drag through the epochs of a training: losses, and first-layer weights as images.

    Parameters
    ----------
    weights : array_like, shape (epochs + 1, units, pixels)
        Of some first-layer units, at the start and after each epoch; images are square.
    training, test : array_like, shape (epochs + 1,)
        The loss on training and on test images at the same moments.
    epoch : int, optional
        The epoch that is shown first; the last one where it is left out.
    only : bool
        True shows what has changed since the start, False the weights themselves.

    Returns
    -------
    Scrub

    Raises
    ------
    ValueError
        In one sentence, if the shapes do not fit together or are more than a page takes.
    """
    shape = onp.shape(weights)
    side = round(shape[-1] ** 0.5) if len(shape) == 3 else 0
    if not side or side**2 != shape[2] or shape[0] < 2 or not 2 <= onp.prod(shape) <= MOST:
        raise ValueError(
            f"weights has shape {shape}; expected (epochs + 1, units, pixels) with square images "
            f"and at most {MOST} numbers."
        )
    last = shape[0] - 1
    epoch = last if epoch is None else epoch
    if epoch not in range(last + 1):
        raise ValueError(f"epoch is {epoch!r}; expected a whole number from 0 to {last}.")
    frames = checked_numbers("weights", weights, onp.prod(shape)).reshape(shape)
    losses = {
        name: checked_numbers(name, values, last + 1).round(4).tolist()
        for name, values in (("training", training), ("test", test))
    }
    (start, one), (change, other) = packed(frames[0]), packed(frames - frames[0])
    found = Scrub(
        start=start, change=change, steps=[one, other], units=shape[1], side=side,
        limits=[limit(frames), limit(frames - frames[0])],
        epoch=int(epoch), only=bool(only), **losses,
    )  # fmt: skip
    found.changes = frames - frames[0]
    return found


def packed(values):
    """Write numbers as base64 of int8, and return what 1 of these integers stands for."""
    step = float(f"{abs(values).max() / 127 or 1.0:.6g}")
    return b64encode(onp.rint(values / step).clip(-127, 127).astype("int8")).decode(), step


def limit(values):
    """Return the size that all but a few of many numbers stay below."""
    return float(f"{onp.quantile(abs(values), 0.995):.2g}") or 1.0
