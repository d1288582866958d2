"""``explore.forward(net, x)``: the numbers of one example on their way through a small net."""

import numpy as onp
import traitlets
from mxnet.gluon import nn

from d2lmlp.explore.stage import Stage, checked_numbers
from d2lmlp.figures.alttext import describe

MOST = 6  # units in a layer that a screen has room for
ACTIVATIONS = ("relu", "sigmoid", "tanh")


class Forward(Stage):
    """A net with numbers on its units; ``shown`` layers are computed, ``picked`` is written out."""

    parts = ("forward",)
    layers = traitlets.List().tag(sync=True)  # of W, a row an input, and b
    activation = traitlets.Unicode().tag(sync=True)
    x = traitlets.List().tag(sync=True)
    shown = traitlets.Int(0).tag(sync=True)
    picked = traitlets.List([1, 0]).tag(sync=True)  # layer and unit
    net = traitlets.Any()

    def still(self):
        """The net without numbers: each line a weight."""
        import matplotlib.pyplot as plt

        from d2lmlp.figures.diagram import draw_mlp

        with plt.ioff():
            draw_mlp(self.net)
            fig = plt.gcf()
            plt.close(fig)
        describe(fig, f"{fig.get_label()} Which units send 0 for x = {self.x}?")
        return fig


def forward(net, x, shown=0, picked=(1, 0)):
    """Follow one example through a net, layer by layer and number by number.

    Parameters
    ----------
    net : MLP
        With at most six units a layer, and relu, sigmoid or tanh between the layers.
    x : array_like, shape (d,)
        The example; on the page each of its numbers can be moved from -3 to 3.
    shown : int
        Layers that are computed at first.
    picked : (int, int)
        Layer (0 for the inputs) and unit whose sum is written out first.

    Returns
    -------
    Forward

    Raises
    ------
    ValueError
        In one sentence, if the net, the example or a place is none of these.
    """
    blocks = list(net) if isinstance(net, nn.HybridSequential) else []
    activation = getattr(net, "activation", None)
    dense = [block for block in blocks if isinstance(block, nn.Dense)]
    sizes = tuple(getattr(net, "sizes", ()))
    if activation not in ACTIVATIONS or len(blocks) != 2 * len(dense) - 1:
        raise ValueError(
            f"net is {net!r:.60}; expected an MLP with one of {', '.join(ACTIVATIONS)} between "
            "its layers and no dropout."
        )
    if max(sizes) > MOST:
        raise ValueError(f"net has the sizes {sizes}; there is room for {MOST} units in a layer.")
    x = checked_numbers("x", x, sizes[0]).round(1)
    if abs(x).max() > 3:
        raise ValueError(f"x is {x.tolist()}; expected numbers from -3 to 3.")
    layer, unit = picked
    if not (0 <= layer < len(sizes) and 0 <= unit < sizes[layer]):
        raise ValueError(f"picked is {picked}; the net has no such layer and unit.")
    layers = [
        [onp.round(p.data().asnumpy().T.astype("float64"), 4).tolist() for p in (d.weight, d.bias)]
        for d in dense
    ]
    shown = min(max(int(shown), 0), len(dense))
    return Forward(
        net=net, layers=layers, activation=activation, x=x.tolist(), shown=shown,
        picked=list(picked),
    )  # fmt: skip
