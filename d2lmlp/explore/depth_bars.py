"""``explore.depth()``: signal and gradient in a new deep net, layer by layer, there and back."""

from itertools import product

import mxnet as mx
import numpy as onp
import traitlets
from mxnet import np

from d2lmlp.explore.base import strip
from d2lmlp.explore.stage import Stage, checked_choice, checked_whole
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS
from d2lmlp.health import health
from d2lmlp.mlp import INITIALIZERS, MLP

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "gelu")
INITS = tuple(name for name in INITIALIZERS if name != "zeros")
# What a page, which cannot compute, has numbers for.
ON_PAGE = {
    "depth": (1, 2, 5, 10, 15, 20),
    "activation": ("sigmoid", "tanh", "relu"),
    "init": ("default", "xavier", "he"),
}


class DepthStage(Stage):
    """What `depth` returns; its attributes are where the knobs stand."""

    parts = ("depth",)
    depth = traitlets.Int().tag(sync=True)
    width = traitlets.Int().tag(sync=True)
    activation = traitlets.Unicode().tag(sync=True)
    init = traitlets.Unicode().tag(sync=True)
    seed = traitlets.Int().tag(sync=True)
    choices = traitlets.Dict({"activation": list(ACTIVATIONS), "init": list(INITS)}).tag(sync=True)

    def answer(self, depth, width, activation, init, seed):
        """Measure a new net.

        Returns
        -------
        dict
            ``rms`` of the activations and ``delta`` norms, layer by layer, to three digits; None
            where a number is not finite.
        """
        state = measured(depth, width, activation, init, seed)
        return {
            "rms": [_plain(v) for v in state.activation_rms[:depth]],
            "delta": [_plain(v) for v in state.delta_norm[:depth]],
        }

    def places(self):
        """Some depths of some kinds, at one width and one seed."""
        kinds = [sorted({*there, getattr(self, name)}) for name, there in ON_PAGE.items()]
        return [
            (depth, self.width, activation, init, self.seed)
            for depth, activation, init in product(*kinds)
        ]

    def still(self):
        """Four nets with the signal on its way forward: what will come back?"""

        def draw(ax, activation, init):
            rms = measured(10, 64, activation, init, 0).activation_rms[:10]
            ax.plot(range(1, 11), rms, "o-", color=COLOURS[0], ms=4)
            ax.set_yscale("log")
            ax.set(ylim=(1e-12, 1e4), xlabel="hidden layer", xticks=(1, 5, 10))
            ax.set_title(f"{activation}, {init}", fontsize=10)

        settings = (("sigmoid", "xavier"), ("tanh", "xavier"), ("relu", "default"), ("relu", "he"))
        fig, _ = strip(settings, draw, height=2.8)
        fig.axes[0].set_ylabel("activation rms")
        nets = ", ".join(" with ".join(setting) for setting in settings)
        describe(
            fig, f"The signal on its way forward through new nets of ten layers: {nets}. In which "
            "of them does the gradient come back to layer 1, and in which is it lost?",
        )  # fmt: skip
        return fig


def depth(depth=10, width=64, activation="sigmoid", init="xavier", seed=0):
    """Explore how the signal runs forward and the gradient backward through a new deep net.

    Parameters
    ----------
    depth : int
        Hidden layers, from 1 to 20.
    width : int
        Units in each hidden layer, from 8 to 256, a multiple of 8.
    activation : str
        One of ``ACTIVATIONS``.
    init : str
        A key of ``INITIALIZERS`` but "zeros".
    seed : int
        Of weights and data, from 0 to 99. MXNet's random state is set to it.

    Returns
    -------
    DepthStage

    Raises
    ------
    ValueError
        If a name is not known or a number is out of range.
    """
    if checked_whole("width", width, 8, 256) % 8:
        raise ValueError(f"width is {width}; expected a multiple of 8.")
    return DepthStage(
        depth=checked_whole("depth", depth, 1, 20),
        width=width,
        activation=checked_choice("activation", activation, ACTIVATIONS),
        init=checked_choice("init", init, INITS),
        seed=checked_whole("seed", seed, 0, 99),
    )


def measured(depth, width, activation, init, seed):
    """Return the health of a new net on 128 random examples of 64 inputs."""
    mx.random.seed(seed)
    X, y = np.random.normal(size=(128, 64)), np.random.randint(0, 10, size=(128,))
    return health(MLP((64, *[width] * depth, 10), activation=activation, init=init), X, y)


def _plain(value):
    return float(f"{value:.3g}") if onp.isfinite(value) else None
