"""A still of the playground, for readers without a kernel: it asks, and answers nothing."""

import numpy as onp

from d2lmlp.explore.playground.points import HALF
from d2lmlp.figures import COLOURS

WORDS = {
    "spiral": "on two spirals", "ring": "inside and outside a ring", "u": "in three bands",
    "xor": "in four quarters (XOR)", "empty": "set by hand",
}  # fmt: skip


def still(model):
    """Draw a net with its units' surfaces, and the plane with the points.

    Parameters
    ----------
    model : PlayModel

    Returns
    -------
    matplotlib.figure.Figure
    """
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.figure import Figure

    from d2lmlp.figures.alttext import describe

    surface = LinearSegmentedColormap.from_list("surface", ["#7fbfe3", "white", "#f2b27a"])
    whole, units = model.surfaces()
    line = onp.linspace(-HALF, HALF, len(whole))
    inputs = onp.stack(onp.meshgrid(line, line))
    fig = Figure((9, 3.6), facecolor="white")
    _net(fig.add_axes((0, 0, 0.58, 1)), [inputs, *units], model, surface)
    plane = fig.add_axes((0.64, 0.1, 0.35, 0.35 * 9 / 3.6))
    box = (-HALF, HALF, -HALF, HALF)
    plane.imshow(whole, surface, vmin=-1, vmax=1, origin="lower", extent=box)
    if whole.min() < 0 < whole.max():
        plane.contour(line, line, whole, [0], colors="black", linewidths=1.5)
    X, y = model.X.asnumpy().reshape(-1, 2), model.y.asnumpy()
    for k, marker in enumerate("os"):
        plane.plot(*X[y == k].T, marker, color=COLOURS[k], ms=4.5, mec="white", mew=0.6)
    plane.set(xlabel="$x_1$", ylabel="$x_2$")
    plane.grid(False)
    describe(fig, in_words(model))
    return fig


def in_words(model):
    """Say what the still shows, and ask what only training can answer."""
    sizes = "-".join(map(str, (2, *model.settings["layers"], 2)))
    where = WORDS[model.settings["data"]]
    trained = f"trained for {model.epoch} epochs" if model.epoch else "not trained yet"
    return (
        f"Playground: {len(model.X)} points of two classes {where}, and a {sizes} net, {trained}. "
        "How will its boundary bend to tell the two classes apart, and can this net do it at all?"
    )


def _net(ax, layers, model, surface):
    """The units in columns, each with its surface, and lines for the weights between them."""
    ax.set(xlim=(0, 5.2), ylim=(0, 3.6))
    ax.axis("off")
    size = 0.34
    across = 4.4 / max(1, len(layers) - 1)
    spots = [
        [(0.4 + across * c if len(layers) > 1 else 2.6, 1.8 + 0.42 * ((len(layer) - 1) / 2 - r))
         for r in range(len(layer))]
        for c, layer in enumerate(layers)
    ]  # fmt: skip
    for left, right, block in zip(spots, spots[1:], model.dense):
        W = block.weight.data().asnumpy()
        for j, (x1, y1) in enumerate(right):
            for i, (x0, y0) in enumerate(left):
                w = float(W[j, i])
                ax.plot((x0, x1), (y0, y1), color=COLOURS[w > 0], ls="-" if w > 0 else (0, (4, 2)),
                        lw=min(0.4 + 1.6 * abs(w), 5), zorder=1)  # fmt: skip
    for column, layer in zip(spots, layers):
        for (x, y), values in zip(column, layer):
            most = abs(values).max() or 1
            box = (x - size / 2, x + size / 2, y - size / 2, y + size / 2)
            ax.imshow(values, surface, vmin=-most, vmax=most, origin="lower", extent=box, zorder=2)
            ax.plot(onp.take(box, (0, 1, 1, 0, 0)), onp.take(box, (2, 2, 3, 3, 2)), color="#444444",
                    ls="-", lw=0.8, zorder=3)  # fmt: skip
    ax.set(xlim=(0, 5.2), ylim=(0, 3.6))
