"""``explore.product(X, W, b)``: a layer as numbers one can point at."""

import numpy as onp
import traitlets

from d2lmlp.explore.stage import Stage, checked_numbers
from d2lmlp.figures.alttext import describe

MOST = 6  # rows or columns that a screen has room for


class Product(Stage):
    """A layer's numbers; ``picked`` is the row and the column of Z that are written out."""

    parts = ("product",)
    X = traitlets.List().tag(sync=True)
    W = traitlets.List().tag(sync=True)
    b = traitlets.List().tag(sync=True)
    picked = traitlets.List([0, 0]).tag(sync=True)

    def still(self):
        """All five arrays, one beside the other."""
        import matplotlib.pyplot as plt

        X, W, b = map(onp.array, (self.X, self.W, self.b))
        Z = X @ W + b
        arrays = {"X": X, "W": W, "b": b[None], "Z = XW + b": Z, "H = ReLU(Z)": onp.maximum(Z, 0)}
        widths = [array.shape[1] for array in arrays.values()]
        with plt.ioff():
            fig, axes = plt.subplots(1, 5, figsize=(9.6, 1.7), width_ratios=widths)
            plt.close(fig)
        for ax, (name, array) in zip(axes, arrays.items()):
            for (i, j), value in onp.ndenumerate(array):
                ax.text(j, i, f"{value:.2f}", ha="center", va="center", fontsize=8)
            rows, columns = array.shape
            ax.set(xlim=(-0.6, columns - 0.4), ylim=(len(W) - 0.5, -0.5), xticks=[], yticks=[])
            ax.set_title(f"{name}\n{rows} × {columns}", fontsize=9)
            ax.grid(False)
        fig.tight_layout()
        describe(fig, "The numbers of a layer: X, W and b, their sum of products Z, and H. Which "
                 "row and which column make a number of Z?")  # fmt: skip
        return fig


def product(X, W, b, picked=(0, 0)):
    """Point at a number of ``Z = X @ W + b``, and see what it is made of.

    Parameters
    ----------
    X : array_like, shape (n, d)
    W : array_like, shape (d, h)
    b : array_like, shape (h,)
    picked : (int, int)
        Row and column of the number that is written out first, counted from 0.

    Returns
    -------
    Product

    Raises
    ------
    ValueError
        In one sentence, if the shapes do not fit together or are larger than a screen.
    """
    (n, d), (rows, h) = (_shape(name, value) for name, value in (("X", X), ("W", W)))
    if rows != d:
        raise ValueError(f"X has {d} columns and W has {rows} rows; a product needs as many.")
    X = checked_numbers("X", X, n * d).reshape(n, d)
    W, b = checked_numbers("W", W, d * h).reshape(d, h), checked_numbers("b", b, h)
    if not (0 <= picked[0] < n and 0 <= picked[1] < h):
        raise ValueError(f"picked is {picked}; Z has {n} rows and {h} columns.")
    rounded = {"X": X.round(4), "W": W.round(4), "b": b.round(4)}
    return Product(**{k: v.tolist() for k, v in rounded.items()}, picked=list(picked))


def _shape(name, value):
    shape = onp.shape(value.asnumpy() if hasattr(value, "asnumpy") else value)
    if len(shape) != 2 or not 1 <= min(shape) <= max(shape) <= MOST:
        raise ValueError(f"{name} has shape {shape}; expected two dimensions of at most {MOST}.")
    return shape
