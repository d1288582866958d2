"""``explore.stop_here()``: what a net has fitted when its training is stopped after an epoch."""

from functools import cache

import mxnet as mx
import numpy as onp
from mxnet import autograd, gluon, np
from mxnet.gluon.loss import SoftmaxCrossEntropyLoss

from d2lmlp.data import fashion_mnist, noisy_labels
from d2lmlp.explore.base import Explorer, Picture, dropdown, strip, two_panels, whole
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS
from d2lmlp.mlp import MLP
from d2lmlp.training import accuracy

IMAGES, EPOCHS, BATCH = 300, 40, 50
NOISES = {"none": 0.0, "20 %": 0.2, "40 %": 0.4}
NAMES = ("right labels fitted", "wrong labels fitted", "test images right")


def stop_here(epoch=10, wrong="40 %"):
    """Explore early stopping: 300 images, some with a wrong label, 64 hidden units, Adam.

    Parameters
    ----------
    epoch : int
        Where to stop, from 0 to 40.
    wrong : str
        How many labels are wrong, a key of ``NOISES``.

    Returns
    -------
    d2lmlp.explore.base.Explorer

    Raises
    ------
    ValueError
        If the epoch is out of range or the noise is not known.
    """
    controls = {
        "epoch": whole("epoch", epoch, 0, EPOCHS),
        "wrong": dropdown("wrong", wrong, NOISES),
    }
    fig, left, right = two_panels()
    curves = _curve_axes(left)
    bars = right.barh(range(3), [0] * 3, color=[COLOURS[k] for k in range(3)], height=0.6).patches
    right.set(xlim=(0, 1), title="the net you keep")
    right.set_yticks(range(3), ["right\nfitted", "wrong\nfitted", "test"], fontsize=8)

    def follow(epoch, wrong):
        now, best = _move_curves(curves, epoch, wrong)
        for bar, share in zip(bars, now):
            bar.set_width(share)
        said = ", ".join(f"{name} {share:.2f}" for name, share in zip(NAMES, now))
        text = f"Stopped after epoch {epoch}, wrong labels {wrong}: {said}. Best epoch: {best}."
        return text, f'explore.stop_here({epoch}, wrong="{wrong}")'

    return Explorer(controls, Picture(fig, [*curves, *bars]), follow, _examples(wrong))


def _curve_axes(ax):
    at = range(EPOCHS + 1)
    styles = ("-", "--", "-.")
    curves = [
        ax.plot(at, [0] * len(at), color=COLOURS[k], ls=styles[k], lw=2, label=NAMES[k])[0]
        for k in range(3)
    ]
    curves.append(ax.plot([0, 0], [0, 1], color="black", ls=":", lw=1.5)[0])
    ax.set(xlim=(0, EPOCHS), ylim=(0, 1), xlabel="epoch", title="share")
    ax.legend(loc="lower right", fontsize=7)
    return curves


def _move_curves(curves, epoch, wrong):
    """Move the curves, and return the shares at this epoch, and the best one."""
    found = _training(wrong)
    for curve, column in zip(curves, found.T):
        curve.set_ydata(column)
    curves[3].set_xdata([epoch, epoch])
    return onp.nan_to_num(found[epoch]), int(found[:, 2].argmax())


@cache
def _training(wrong):
    """Train once for each noise; a row an epoch, the first of the untrained net."""
    images = fashion_mnist()
    X, y = images.X_train[:IMAGES], images.y_train[:IMAGES]
    noisy = noisy_labels(y, NOISES[wrong])
    same = (noisy == y).asnumpy().astype(bool)
    mx.random.seed(0)
    net = MLP((784, 64, 10))

    def look(net):
        hit = (net(X).argmax(axis=1).astype("int32") == noisy).asnumpy()
        share = hit[~same].mean() if not same.all() else onp.nan
        return hit[same].mean(), share, accuracy(net, images.X_test[:1000], images.y_test[:1000])

    rows, rng, loss_function = [look(net)], onp.random.default_rng(0), SoftmaxCrossEntropyLoss()
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.003})
    for _ in range(EPOCHS):  # `fit` would leave its line in the cell, and on the first run only
        for batch in np.array(rng.permutation(IMAGES).reshape(-1, BATCH), dtype="int32"):
            with autograd.record():
                loss = loss_function(net(X[batch]), noisy[batch]).mean()
            loss.backward()
            trainer.step(1)
        rows.append(look(net))
    return onp.array(rows)


def _examples(wrong):
    def draw(ax, epoch):
        now, _ = _move_curves(_curve_axes(ax), epoch, wrong)
        ax.set_title(f"epoch {epoch}", fontsize=9)
        return f"≈ {now[2]:.2f} after epoch {epoch}"

    fig, said = strip([(3,), (10,), (20,), (EPOCHS,)], draw)
    describe(fig, f"Share of test images right, wrong labels {wrong}: {', '.join(said)}.")
    return fig
