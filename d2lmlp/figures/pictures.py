"""Images side by side, and the plane coloured by a net's decisions."""

import numpy as onp

from d2lmlp.figures.style import COLOURS


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

    images = images.asnumpy() if hasattr(images, "asnumpy") else onp.asarray(images)
    pictures = images.reshape(-1, 28, 28)
    rows = -(-len(pictures) // columns)
    height = 1.2 + 0.16 * max(title.count("\n") + 1 for title in titles or [""])
    fig, axes = plt.subplots(rows, columns, figsize=(1.1 * columns, height * rows), squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for ax, picture, title in zip(axes.flat, pictures, titles or [""] * len(pictures)):
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

    ax = ax or plt.subplots(figsize=(3.4, 3.2))[1]
    points, classes = X.asnumpy(), y.asnumpy().ravel().astype(int)
    margin = 0.15 * (points.max() - points.min())
    (x0, y0), (x1, y1) = points.min(axis=0) - margin, points.max(axis=0) + margin
    u, v = onp.meshgrid(onp.linspace(x0, x1, 160), onp.linspace(y0, y1, 160))
    logits = score(np.array(onp.stack([u.ravel(), v.ravel()], 1).astype("float32"))).asnumpy()
    logits = logits.reshape(u.size, -1)
    chosen = logits[:, 0] > 0 if logits.shape[1] == 1 else logits.argmax(axis=1)
    count = max(2, logits.shape[1])
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
