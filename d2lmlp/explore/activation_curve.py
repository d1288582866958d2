"""``explore.activation()``: an activation function, its slope, and what a trained net feeds it."""

import mxnet as mx
import numpy as onp
import traitlets
from mxnet import autograd, gluon, np
from mxnet.gluon.loss import SoftmaxCrossEntropyLoss

from d2lmlp.data import fashion_mnist
from d2lmlp.explore.activation_list import ACTIVATIONS
from d2lmlp.explore.base import strip
from d2lmlp.explore.stage import Stage, checked_choice, checked_number
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS
from d2lmlp.mlp import MLP, trace

ELEMENTWISE = tuple(name for name in ACTIVATIONS if name != "softmax")
ALPHAS = {name: ACTIVATIONS[name].alpha for name in ELEMENTWISE}
EDGES = onp.round(onp.linspace(-6, 6, 61), 1)  # of the histogram; 0 is one of them
IMAGES, EPOCHS, BATCH, UNITS = 3000, 5, 50, 64


class ActivationStage(Stage):
    """What `activation` returns; its attributes are where the knobs stand."""

    parts = ("functions", "activation")
    function = traitlets.Unicode().tag(sync=True)
    x = traitlets.Float().tag(sync=True)
    alpha = traitlets.Float(allow_none=True).tag(sync=True)
    alphas = traitlets.Dict(ALPHAS).tag(sync=True)  # what never changes: the usual ones

    def answer(self, name):
        """Train a net with an activation, and count its pre-activations on new images.

        Returns
        -------
        dict
            ``shares`` of all pre-activations between neighbours of ``EDGES``, ``left`` and
            ``right`` of them.
        """
        z = preactivations(name)
        inside, _ = onp.histogram(z, EDGES)
        return {
            "shares": [round(float(share), 5) for share in inside / z.size],
            "left": round(float((z < EDGES[0]).mean()), 5),
            "right": round(float((z > EDGES[-1]).mean()), 5),
        }

    def places(self):
        """All functions, each once."""
        return [(name,) for name in ELEMENTWISE]

    def still(self):
        """Four functions, each with a point: how would a tangent lie there?"""

        def draw(ax, name):
            y = function_of(name, ALPHAS[name])(np.array([*GRID, -1.0])).asnumpy()
            ax.plot(GRID, y[:-1], color=COLOURS[0], lw=2)
            ax.plot([-1], y[-1:], "o", color="black")
            ax.set(xlim=(-6, 6), ylim=(-2, 4), xlabel="x")
            ax.set_title(name, fontsize=10)
            ax.set_xticks([-6, -3, 0, 3, 6])

        names = ("relu", "elu", "gelu", "tanh")
        fig, _ = strip([(name,) for name in names], draw)
        describe(
            fig, f"The functions {', '.join(names)}, each with the point at x = -1. How steep is "
            "the tangent there? Where would it slope downwards, and where is it flat?",
        )  # fmt: skip
        return fig


GRID = onp.linspace(-6, 6, 241, dtype="float32")


def activation(name="leaky_relu", x=-1.0, alpha=None):
    """Explore an activation function: its value, its tangent at a point, and its slope.

    Below the slope lie the pre-activations of a net that was trained with this function, at its
    usual alpha: 3,000 images of Fashion-MNIST, 64 hidden units, Adam with the rate 0.003, five
    epochs, seed 0.

    Parameters
    ----------
    name : str
        A key of ``activation_list.ACTIVATIONS`` but softmax, which does not act on single numbers.
    x : float
        The point, from -6 to 6.
    alpha : float, optional
        From -0.5 to 1.5; its usual value if not given. Without effect where there is no alpha.

    Returns
    -------
    ActivationStage

    Raises
    ------
    ValueError
        If the function is not known or a number is out of range.
    """
    checked_choice("function", name, ELEMENTWISE)
    alpha = ALPHAS[name] if alpha is None else checked_number("alpha", alpha, -0.5, 1.5)
    return ActivationStage(function=name, x=checked_number("x", x, -6, 6), alpha=alpha)


def function_of(name, alpha):
    """Return the function of one argument that a name and an alpha stand for."""
    entry = ACTIVATIONS[name]
    return entry.function if entry.alpha is None else lambda x: entry.function(x, alpha)


def preactivations(name):
    """Train a net with an activation; return its pre-activations for 1,000 images it never saw."""
    images = fashion_mnist()
    X, y = images.X_train[:IMAGES], images.y_train[:IMAGES]
    mx.random.seed(0)
    net = MLP((784, UNITS, 10), activation=name)
    rng, loss_function = onp.random.default_rng(0), SoftmaxCrossEntropyLoss()
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.003})
    for _ in range(EPOCHS):  # `fit` would leave its line in the cell
        for batch in np.array(rng.permutation(IMAGES).reshape(-1, BATCH), dtype="int32"):
            with autograd.record():
                loss = loss_function(net(X[batch]), y[batch]).mean()
            loss.backward()
            trainer.step(1)
    return trace(net, images.X_test[:1000]).layers[0].z.asnumpy()
