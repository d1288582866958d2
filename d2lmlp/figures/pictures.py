"""Images side by side, and the plane coloured by a net's decisions."""

import numpy as onp

from d2lmlp.figures.style import COLOURS
from d2lmlp.fitting.net_arguments import numbers


def show_images(images, titles=None, columns=8):
    """Show grey images in a grid.

    Parameters
    ----------
    images : array_like, shape (n, 784) or (n, 28, 28)
        From 0 (black) to 1 (white).
    titles : sequence of str, optional
        One above each image.
    columns : int
        Images in a row.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    images = numbers("images", images)
    if not images.size or images.size % 784 or not {images.shape[-1], images.size} & {784, 28}:
        raise ValueError(f"images has shape {images.shape}; expected (n, 784) or (n, 28, 28).")
    pictures = images.reshape(-1, 28, 28)
    titles = [""] * len(pictures) if titles is None else [str(title) for title in titles]
    if len(titles) != len(pictures):
        raise ValueError(f"There are {len(titles)} titles for {len(pictures)} images.")
    rows = -(-len(pictures) // columns)
    height = 1.2 + 0.16 * max(title.count("\n") + 1 for title in titles)
    fig, axes = plt.subplots(rows, columns, figsize=(1.1 * columns, height * rows), squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for ax, picture, title in zip(axes.flat, pictures, titles):
        ax.imshow(picture, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        ax.set_title(title, fontsize=8)
    fig.tight_layout(pad=0.3)
    return fig


def decision_regions(score, X, y, ax=None):
    """Colour the plane by the class that a net chooses, with the data on top.

    Parameters
    ----------
    score : callable
        Maps an ``mx.np`` array of shape (n, 2) to logits: (n, classes), or one column of which
        the sign decides between class 0 and class 1.
    X : mx.np.ndarray, shape (n, 2)
    y : mx.np.ndarray, shape (n,)
        Classes, counted from 0.
    ax : matplotlib.axes.Axes, optional
        A new figure where it is left out.
    """
    import matplotlib.pyplot as plt
    from matplotlib.colors import ListedColormap
    from mxnet import np

    points, classes = _plane(numbers("X", X), numbers("y", y).ravel())
    ax = ax or plt.subplots(figsize=(3.4, 3.2))[1]
    margin = 0.15 * (points.max() - points.min())
    (x0, y0), (x1, y1) = points.min(axis=0) - margin, points.max(axis=0) + margin
    u, v = onp.meshgrid(onp.linspace(x0, x1, 160), onp.linspace(y0, y1, 160))
    logits = score(np.array(onp.stack([u.ravel(), v.ravel()], 1).astype("float32"))).asnumpy()
    logits = logits.reshape(u.size, -1)
    chosen = logits[:, 0] > 0 if logits.shape[1] == 1 else logits.argmax(axis=1)
    count = max(2, logits.shape[1])
    if max(count, classes.max() + 1) > min(count, len(COLOURS)):
        raise ValueError(
            f"y holds classes up to {classes.max()}, the net knows {count}, and there are colours "
            f"for {len(COLOURS)}: a class would be drawn as another or not at all."
        )
    ax.imshow(
        chosen.reshape(u.shape), origin="lower", extent=(x0, x1, y0, y1), aspect="auto", alpha=0.35,
        cmap=ListedColormap(COLOURS[:count]), vmin=0, vmax=count - 1, interpolation="nearest",
        label=f"the regions of {count} classes",
    )  # fmt: skip
    for k, marker in zip(range(count), "osD^vP*"):
        ax.scatter(
            *points[classes == k].T, s=22, color=COLOURS[k], marker=marker, edgecolor="white"
        )
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    ax.grid(False)


def _plane(points, classes):
    """Return points and their classes, or raise a ValueError unless they can be drawn."""
    if points.ndim != 2 or points.shape[1] != 2 or not len(points) or len(points) != len(classes):
        raise ValueError(
            f"X has shape {points.shape} and y {classes.shape}; expected (n, 2), points of the "
            "plane, and a class for each."
        )
    if not onp.isfinite(points).all() or (classes < 0).any() or (classes % 1 != 0).any():
        raise ValueError("X must be finite numbers, and y classes, counted from 0.")
    return points, classes.astype(int)
