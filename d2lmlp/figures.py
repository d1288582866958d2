"""How figures look and are shown, and the few plots that several notebooks share.

A matplotlib figure is displayed as an SVG with an alternative text made from what it plots, so
that a screen reader, a diff and a test read in words what the picture shows.
"""

import base64
import html
import io

import numpy as onp

from d2lmlp.alttext import alt_text, describe
from d2lmlp.diagram import draw_mlp  # noqa: F401  (its readers find it here)

# Okabe and Ito (2008): told apart by readers with the common colour blindnesses; each with a line
# style of its own, for print in grey.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
LINES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)))


def install(shell):
    """Give a notebook the course's figures: inline, in one style, as SVG with alternative text.

    The display is registered where a later ``%matplotlib inline`` or ``d2l.plot``, which reset
    matplotlib's own formats on every call, does not remove it.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    shell.enable_matplotlib("inline")
    mpl.rcParams.update(
        {
            "axes.axisbelow": True,
            "axes.grid": True,
            "axes.prop_cycle": mpl.cycler(color=COLOURS) + mpl.cycler(linestyle=LINES),
            "axes.spines.right": False,
            "axes.spines.top": False,
            "figure.facecolor": "white",  # readable on JupyterLab's dark theme too
            "figure.figsize": (5, 3),
            "font.size": 10,
            "grid.color": "#dddddd",
            "image.cmap": "cividis",
            "legend.frameon": False,
            "lines.linewidth": 2,
            "svg.hashsalt": "d2lmlp",  # the same ids, so the same bytes, on every run
        }
    )
    shell.display_formatter.ipython_display_formatter.for_type(Figure, _display)


def bundle(fig):
    """Render a figure for display.

    Parameters
    ----------
    fig : matplotlib.figure.Figure

    Returns
    -------
    dict
        MIME type -> content. The picture is an ``<img>`` because JupyterLab shows an SVG output
        as an image without alternative text, and GitHub strips inline SVG.
    """
    buffer = io.BytesIO()
    fig.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None})
    data = base64.b64encode(buffer.getvalue()).decode()
    alt = alt_text(fig)
    img = f'<img alt="{html.escape(alt)}" src="data:image/svg+xml;base64,{data}">'
    return {"text/html": img, "text/plain": f"Figure: {alt}"}


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


def training_curves(history):
    """Draw the loss and the accuracies of a training run, epoch by epoch.

    Parameters
    ----------
    history : d2lmlp.training.History
    """
    import matplotlib.pyplot as plt

    epochs = range(1, len(history.loss) + 1)
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 2.8))
    left.plot(epochs, history.loss, label="training loss")
    left.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
    right.plot(epochs, history.train_accuracy, label="training accuracy")
    if history.test_accuracy:
        right.plot(epochs, history.test_accuracy, label="test accuracy")
    right.set(xlabel="epoch", ylabel="accuracy", ylim=(None, 1))
    for ax in (left, right):
        ax.legend()
        ax.xaxis.get_major_locator().set_params(integer=True)
    fig.tight_layout()
    words = [
        f"{name} from ≈ {values[0]:.2f} to ≈ {values[-1]:.2f}"
        for name, values in (
            ("loss", history.loss),
            ("training accuracy", history.train_accuracy),
            ("test accuracy", history.test_accuracy),
        )
        if values
    ]
    describe(fig, f"Training over {len(epochs)} epochs: {', '.join(words)}.")


def _display(fig):
    from IPython.display import display

    display(bundle(fig), raw=True)
