"""``explore.descent()``: the error of random features as their number passes that of the images."""

from functools import cache

import numpy as onp
from mxnet import np, npx

from d2lmlp.data import fashion_mnist, noisy_labels
from d2lmlp.explore.base import Explorer, Picture, slider, strip, two_panels, whole
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS

IMAGES, TESTED = 100, 500
WIDTHS = onp.arange(10, 401, 10)
ONE_HOT = onp.eye(10)


def descent(width=100, noise=0.2, ridge=0.0):
    """Explore double descent: random ReLU features of 100 images, fitted by least squares.

    Parameters
    ----------
    width : int
        The number of features, from 10 to 400 in tens.
    noise : float
        Share of wrong labels among the 100, from 0 to 0.5.
    ridge : float
        Penalty on the squared weights, from 0 to 1. At 0 the smallest solution is taken.

    Returns
    -------
    d2lmlp.explore.base.Explorer

    Raises
    ------
    ValueError
        If a number is out of range.
    """
    controls = {
        "width": whole("width", width, 10, 400, 10),
        "noise": slider("noise", noise, 0, 0.5, 0.05),
        "ridge": slider("ridge", ridge, 0, 1, 0.05),
    }
    fig, left, right = two_panels()
    curves = _error_axes(left)
    norm = right.plot(WIDTHS, 1.0 + 0 * WIDTHS, color=COLOURS[3], ls="-", lw=2)[0]
    mark = right.plot([0], [1], "o", color=COLOURS[1])[0]
    right.set(yscale="log", ylim=(0.1, 1e4), xlabel="features", title="norm of the weights")

    def follow(width, noise, ridge):
        train, test, norms = _move_errors(curves, width, noise, ridge)
        norm.set_ydata(norms)
        k = width // 10 - 1
        mark.set_data([width], [norms[k]])
        text = (
            f"{width} features, {noise:.0%} wrong labels, ridge {ridge:.2f}: training error "
            f"{train[k]:.2f}, test error {test[k]:.2f}, norm of the weights {norms[k]:.1f}."
        )
        return text, f"explore.descent({width}, noise={noise:.2f}, ridge={ridge:.2f})"

    return Explorer(controls, Picture(fig, [*curves, norm, mark]), follow, _examples())


def _error_axes(ax):
    train = ax.plot(WIDTHS, 0 * WIDTHS, color=COLOURS[0], ls="--", lw=1.5, label="training")[0]
    test = ax.plot(WIDTHS, 0 * WIDTHS, color=COLOURS[1], ls="-", lw=2, label="test")[0]
    here = ax.plot([0], [0], "o", color=COLOURS[1])[0]
    ax.axvline(IMAGES, color="black", ls=":", lw=1)
    ax.set(xlim=(0, 410), ylim=(0, 1), xlabel="features", title="error, 100 images")
    ax.legend(loc="upper right", fontsize=9)
    return [train, test, here]


def _move_errors(curves, width, noise, ridge):
    """Fit all widths, move the curves, and return both errors and the norms of the weights."""
    train, test, norms = (onp.array(column) for column in zip(*_fits(noise, ridge)))
    curves[0].set_ydata(train)
    curves[1].set_ydata(test)
    curves[2].set_data([width], [test[width // 10 - 1]])
    return train, test, norms


def _fits(noise, ridge):
    images, _ = _features()
    truth = images.y_test[:TESTED].asnumpy()
    y = noisy_labels(images.y_train[:IMAGES], float(noise)).asnumpy()
    for parts in _decomposed():
        U, s, seen, unseen = parts
        kept = s > 1e-9 * s[0]  # a feature that is 0 for all images has no say
        weights = (kept * s / (s**2 + ridge + ~kept))[:, None] * (U.T @ ONE_HOT[y])
        wrong = [(A @ weights).argmax(axis=1) != b for A, b in ((seen, y), (unseen, truth))]
        yield wrong[0].mean(), wrong[1].mean(), onp.linalg.norm(weights)


@cache
def _features():
    """Compute 400 random features of the images by MXNet."""
    images = fashion_mnist()
    W = np.array(onp.random.default_rng(0).normal(size=(784, WIDTHS[-1])) / 28, dtype="float32")
    X = np.concatenate([images.X_train[:IMAGES], images.X_test[:TESTED]])
    return images, npx.relu(X @ W).asnumpy().astype("float64")


@cache
def _decomposed():
    """Take the features of each width apart once; every knob then costs a product or two."""
    found = []
    for p in WIDTHS:
        F = _features()[1][:, :p]
        U, s, Vt = onp.linalg.svd(F[:IMAGES], full_matrices=False)
        found.append((U, s, F[:IMAGES] @ Vt.T, F[IMAGES:] @ Vt.T))
    return found


def _examples():
    settings = ((0.0, 0.0), (0.2, 0.0), (0.2, 0.1), (0.2, 1.0))

    def draw(ax, noise, ridge):
        _, test, _ = _move_errors(_error_axes(ax), 100, noise, ridge)
        ax.set_title(f"{noise:.0%} wrong, ridge {ridge}", fontsize=9)
        return f"≈ {test[9]:.1f} with {noise:.0%} wrong labels and ridge {ridge}"

    fig, said = strip(settings, draw)
    describe(fig, f"Test error by features, 100 images; at 100 features {'; '.join(said)}.")
    return fig
