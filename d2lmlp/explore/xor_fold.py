"""``explore.fold(...)`` and ``explore.line(...)``: XOR, a line, and the layer that helps it."""

import numpy as onp
import traitlets

from d2lmlp.data import xor
from d2lmlp.explore.stage import Stage, checked_number, checked_numbers
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS


class Fold(Stage):
    """The plane with XOR's four points; what is dragged is heard here.

    Attributes
    ----------
    creases : list of (float, float, float)
        For each hidden unit its two weights and its bias; without units the line cuts the inputs.
    line : list of float
        The last layer: two weights and a bias.
    relu : bool
    far : float
        Where the moving plane is: 0 at the inputs, 1 at z, 2 at the hidden units.
    """

    parts = ("fold",)
    points = traitlets.List().tag(sync=True)
    creases = traitlets.List().tag(sync=True)
    line = traitlets.List().tag(sync=True)
    relu = traitlets.Bool(True).tag(sync=True)
    far = traitlets.Float(2.0).tag(sync=True)

    def still(self):
        """The four points, and the ruled plane before and after the layer: no line divides it."""
        import matplotlib.pyplot as plt

        count = 2 if self.creases else 1
        with plt.rc_context({"axes.grid": False}), plt.ioff():
            fig, axes = plt.subplots(1, count, figsize=(3.5 * count, 3.3), squeeze=False)
            plt.close(fig)
        ruled = onp.stack(onp.meshgrid(onp.linspace(-0.5, 1.5, 9), onp.linspace(-0.5, 1.5, 21)), -1)
        for ax, name, layer in zip(axes[0], "xh", (lambda x: x, self.hidden)):
            for lines in (layer(ruled), layer(ruled[..., ::-1])):
                ax.plot(lines[..., 0], lines[..., 1], color="#8a9097", lw=0.8, ls="-", zorder=1)
            at = {}
            for x1, x2, label in self.points:
                place = layer(onp.array([x1, x2]))
                ax.scatter(*place, s=60, color=COLOURS[label], marker="os"[label], zorder=3)
                at.setdefault(tuple(place), []).append(f"({x1}, {x2})")
            for place, names in at.items():
                ax.annotate(" and ".join(names), place, (4, 8), textcoords="offset points")
            ax.set(xlabel=f"${name}_1$", ylabel=f"${name}_2$")
            ax.set(title="inputs" if name == "x" else "hidden units", aspect="equal")
        fig.tight_layout()
        describe(fig, HIDDEN if self.creases else INPUTS)
        return fig

    def hidden(self, x):
        """Compute the hidden layer for points, shape (..., 2)."""
        W = onp.array(self.creases)
        z = x @ W[:, :2].T + W[:, 2]
        return onp.maximum(z, 0) if self.relu else z


INPUTS = "XOR's four points in the plane. Which straight line has both squares on one side?"
HIDDEN = (
    "The ruled plane with XOR's four points, and where the hidden layer takes all of it. Which "
    "straight line has both squares on one side there?"
)


def line(w=(1.0, 1.0), b=-1.5):
    """Drag a straight line over XOR's four points, and read how many are on the right side.

    Parameters
    ----------
    w : array_like of two numbers
    b : float
        Class 1 is where ``x @ w + b`` is positive.

    Returns
    -------
    Fold
    """
    return Fold(points=_points(), line=_line(w, b))


def fold(W1, b1, w2, b2, relu=True, far=2.0):
    """Watch a hidden layer of two units move the plane, and drag a line in what comes out.

    Parameters
    ----------
    W1 : array_like, shape (2, 2)
        A column for each hidden unit.
    b1 : array_like of two numbers
    w2 : array_like of two numbers
    b2 : float
        Class 1 is where ``relu(x @ W1 + b1) @ w2 + b2`` is positive.
    relu : bool
        False leaves the activation out.
    far : float
        How far the plane has moved: 0 at the inputs, 1 at z, 2 at the hidden units.

    Returns
    -------
    Fold

    Raises
    ------
    ValueError
        In one sentence, if a shape does not fit, `far` is out of range, or all weights of a unit
        are 0.
    """
    W1, b1 = checked_numbers("W1", W1, 4).reshape(2, 2), checked_numbers("b1", b1, 2)
    if not abs(W1).max(axis=0).all():
        raise ValueError("a column of W1 is 0; this unit has no line at which it wakes up.")
    creases = onp.vstack([W1, b1]).T.round(4).tolist()
    far = checked_number("far", far, 0, 2)
    return Fold(points=_points(), creases=creases, line=_line(w2, b2), relu=bool(relu), far=far)


def _points():
    X, y = xor()
    return [[*map(int, x), int(label)] for x, label in zip(X.tolist(), y.tolist())]


def _line(w, b):
    w = checked_numbers("the weights", w, 2)
    if not w.any():
        raise ValueError("both weights are 0; give a line two weights of which one is not 0.")
    return [*w.round(4).tolist(), round(float(checked_numbers("the bias", b, 1)[0]), 4)]
