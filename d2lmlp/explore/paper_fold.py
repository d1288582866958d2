"""``explore.paper()``: a strip that each layer of a tent net folds in the middle."""

import numpy as onp
import traitlets

from d2lmlp.explore.stage import Stage, checked_number
from d2lmlp.figures.alttext import describe


class Paper(Stage):
    """A folded strip; ``depth`` and ``x`` are where its knobs stand."""

    parts = ("paper",)
    depth = traitlets.Float(3.0).tag(sync=True)
    x = traitlets.Float(0.3).tag(sync=True)

    def still(self):
        """The functions of nets of depth 1, 2 and 5."""
        import matplotlib.pyplot as plt

        u = y = onp.linspace(0, 1, 2**5 + 1)
        with plt.ioff():
            fig, axes = plt.subplots(1, 3, figsize=(10, 2.2), sharey=True)
            plt.close(fig)
        for depth in range(1, 6):
            y = 2 * onp.maximum(y, 0) - 4 * onp.maximum(y - 0.5, 0)
            if depth in (1, 2, 5):
                ax = axes[(1, 2, 5).index(depth)]
                ax.plot(u, y, lw=1.5)
                ax.set(xlabel="x", title=f"depth {depth}: {2 * depth} units")
        said = "A tent on [0, 1], the tent of the tent, and the tent five times over."
        describe(fig, f"{said} How many straight pieces has the last of them?")
        return fig


def paper(depth=3, x=0.3):
    """Fold a strip of paper in the middle, layer by layer, and follow a point on it.

    Parameters
    ----------
    depth : float
        Layers of two ReLU units each, from 0 to 10; between two whole numbers the strip moves.
    x : float
        The point, from 0 to 1.

    Returns
    -------
    Paper

    Raises
    ------
    ValueError
        If a number is out of range.
    """
    return Paper(depth=checked_number("depth", depth, 0, 10), x=checked_number("x", x, 0, 1))
