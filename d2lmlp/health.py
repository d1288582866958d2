"""What a sick network shows: one call measures every layer of a net on a batch."""

import numpy as onp
from mxnet import autograd, np
from mxnet.base import MXNetError
from mxnet.gluon import nn

from d2lmlp.figures import health_picture
from d2lmlp.fitting.inside import leaves, left_as_it_was
from d2lmlp.fitting.loss_value import loss_value
from d2lmlp.fitting.net_arguments import block_name, checked_input, checked_loss

# Below this slope an activation hardly passes a gradient on: |z| > 2.9 for sigmoid, 2.2 for tanh.
SATURATED = 0.05


class Health:
    """What `health` measured: columns with one entry per layer, from the inputs to the outputs.

    Attributes
    ----------
    names : list of str
        The layers, such as ``"1 Dense 64 relu"``.
    activation_rms : list of float
        Root mean square of the layer's activations over batch and units. It keeps the second
        moment's scale: 1 stays 1 where the initialisation fits the activation.
    delta_norm : list of float or None
        Norm of delta = d loss / d z, z the layer's output before its activation: the root mean
        square over the examples of the norm of one example's delta.
    gradient_norm : list of float or None
        Frobenius norm of the gradient of the batch's mean loss with respect to the layer's weight
        matrix. None for a frozen weight (``grad_req='null'``).
    dead : list of float or None
        Share of units whose activation has slope exactly 0 at every example of this batch. None
        where no elementwise activation follows.
    saturated : list of float or None
        Share of (example, unit) pairs whose slope is below 0.05 in size. About a half is what a
        healthy ReLU layer shows: its negative half is flat.
    nonfinite : list of str
        Where NaN or inf was found in the layer, such as ``"NaN in output, delta"``; else "".
    input_rms : float
        Root mean square of what the first layer receives.
    loss : float or None
        Mean loss of the batch.
    train_mode : bool
    size : int
        Number of examples in the batch.
    """

    def __init__(self, rows, input_rms, loss, train_mode, size):
        self.names, self.activation_rms, self.delta_norm = [], [], []
        self.gradient_norm, self.dead, self.saturated, self.nonfinite = [], [], [], []
        for row in rows:
            for name, value in row.items():
                getattr(self, name).append(value)
        self.input_rms, self.loss, self.train_mode, self.size = input_rms, loss, train_mode, size

    def __repr__(self):
        return repr(health_picture.table(self))

    def _repr_html_(self):
        return health_picture.table(self)._repr_html_()

    def plot(self):
        """Draw the signal forward, the gradient backward, and the dead and saturated shares."""
        health_picture.plot(self)


def health(net, X, y=None, *, loss=None, train_mode=True):
    """Measure each layer of a net on one batch, and leave the net as it was.

    Parameters, gradients, running statistics and MXNet's random state stay untouched: gradients
    go to arrays of their own, and dropout draws the same masks on each call from a generator of
    its own.

    Parameters
    ----------
    net : gluon.Block
        An initialised `MLP`, or Sequential of Dense, activation, Dropout and BatchNorm blocks,
        nested as you like; any other block that holds weights counts as one layer.
    X : mx.np.ndarray, shape (n, d)
        A batch. Few examples make living units look dead: give at least a hundred, and thousands
        where dead units are to be counted.
    y : mx.np.ndarray, shape (n,), optional
        Labels or targets. Without them nothing runs backward: no delta, no gradient.
    loss : gluon.loss.Loss, optional
        Softmax cross-entropy on the outputs if not given, as in `fit`.
    train_mode : bool
        Dropout and batch normalisation as in training (True) or as in prediction.

    Returns
    -------
    Health

    Raises
    ------
    ValueError
        If the net is not initialised, X is not a batch, or X or y does not fit the net.
    """
    X = checked_input(net, X)
    checked_loss(loss)
    blocks = list(leaves(net))
    with left_as_it_was(net, blocks), autograd.record(train_mode=train_mode):
        layers, h = [], X
        for block in blocks:
            if _matrices(block):
                layers.append({"block": block, "received": h, "followers": []})
            h = _step(layers, block, h)
        if not layers:
            raise ValueError("The net has no layer with weights: there is nothing to measure.")
        value = None if y is None else loss_value(loss, h, y)
        if y is not None:
            _backward(layers, value)
        rows = [_row(i, layer, len(X)) for i, layer in enumerate(layers, start=1)]
    mean = None if value is None else float(value.asnumpy().mean(dtype="float64"))
    return Health(rows, _rms(layers[0]["received"].asnumpy()), mean, train_mode, len(X))


def _matrices(block):
    """List a block's weight matrices; biases, batch norm's and PReLU's parameters are vectors."""
    return [p for p in block.collect_params().values() if len(p.shape) >= 2]


def _step(layers, block, h):
    """Run one block on h, note what the layer's row needs, and return the output."""
    try:
        out = block(h)
    except (MXNetError, ValueError, AssertionError):
        raise ValueError(
            f"{block_name(block)} cannot take the array of shape {h.shape} that reaches it: give X "
            "the shape (examples, inputs) that the net was built for."
        ) from None
    if not isinstance(out, np.ndarray):
        raise ValueError(f"{block_name(block)} returns a {type(out).__name__}, not one array.")
    layer = layers[-1] if layers else None
    if layer and layer["block"] is block:
        # A zero is added so that its gradient is delta; attach_grad() on out would cut the graph.
        layer["probe"] = np.zeros_like(out)
        layer["probe"].attach_grad()
        out = layer["output"] = layer["activation"] = out + layer["probe"]
    elif layer:
        layer["followers"].append(block_name(block))
        if "into" not in layer and _is_activation(block):
            layer.update(activation=out, into=h, slope=_slope(block, h, out))
    return out


def _is_activation(block):
    takes_part = isinstance(block, nn.PReLU) or not block.collect_params().keys()
    return takes_part and not isinstance(block, (nn.Dropout, nn.Flatten))


def _slope(block, h, out):
    """Differentiate an activation at h; None for softmax and others that mix the units."""
    with autograd.pause():
        alone = block(h[:, :1])
    if not onp.array_equal(alone.asnumpy(), out[:, :1].asnumpy(), equal_nan=True):
        return None
    h = h.detach()
    h.attach_grad()
    with autograd.record(train_mode=autograd.is_training()):
        total = block(h).sum()
    return autograd.grad(total, h)[0].asnumpy()


def _backward(layers, value):
    """Differentiate by every probe and trainable weight without touching their gradients."""
    for layer in layers:
        layer["weights"] = [p.data() for p in _matrices(layer["block"]) if p.grad_req != "null"]
    wanted = [a for layer in layers for a in (layer["probe"], *layer["weights"])]
    # An empty slice of each ties it to the loss, or autograd refuses what the loss cannot reach.
    total = value.sum() + sum(a.reshape(-1)[:0].sum() for a in wanted)
    found = iter(autograd.grad(total, wanted))
    for layer in layers:
        layer["delta"] = next(found).asnumpy()
        layer["gradient"] = [next(found).asnumpy() for _ in layer["weights"]]


def _row(i, layer, n):
    z, a, slope = layer["output"].asnumpy(), layer["activation"].asnumpy(), layer.get("slope")
    if "into" in layer:
        # nn.Activation('relu') turns NaN into 0, with slope 0: it would look dead instead.
        lost = onp.isnan(layer["into"].asnumpy())
        a = onp.where(lost, onp.nan, a)
        slope = None if slope is None else onp.where(lost, onp.nan, slope)
    delta, gradient = layer.get("delta"), layer.get("gradient")
    weights = [p.data().asnumpy() for p in layer["block"].collect_params().values()]
    return {
        "names": " ".join([str(i), block_name(layer["block"]), *layer["followers"]]),
        "activation_rms": _rms(a),
        "delta_norm": None if delta is None else _norm([delta]) / n**0.5,
        "gradient_norm": _norm(gradient) / n if gradient else None,
        "dead": _share(slope, (slope == 0).all(axis=tuple(range(z.ndim - 1))))
        if slope is not None
        else None,
        "saturated": _share(slope, abs(slope) < SATURATED) if slope is not None else None,
        "nonfinite": _nonfinite(
            weights=weights, output=[z, a], delta=[delta], gradient=gradient or []
        ),
    }


def _rms(a):
    return float(onp.sqrt(onp.square(a, dtype="float64").mean()))


def _norm(arrays):
    return float(onp.sqrt(sum(onp.square(a, dtype="float64").sum() for a in arrays)))


def _share(slope, found):
    return float("nan") if onp.isnan(slope).any() else float(found.mean())


def _nonfinite(**places):
    said = []
    for kind, test in (("NaN", onp.isnan), ("inf", onp.isinf)):
        where = [k for k, v in places.items() if any(a is not None and test(a).any() for a in v)]
        if where:
            said.append(f"{kind} in {', '.join(where)}")
    return "; ".join(said)
