"""What `fit` and `accuracy` ask of their arguments, and what they say when it is not so."""

import math
from collections import namedtuple
from numbers import Integral, Real

import mxnet as mx
import numpy as onp
from mxnet import autograd, np
from mxnet.base import MXNetError
from mxnet.gluon import nn

from d2lmlp.fitting.net_arguments import (
    checked_loss,
    checked_net,
    net_dtype,
    numbers,
    reason,
    shortened,
)

Checked = namedtuple("Checked", "X y labelled")

# What MXNet's registry holds and a net cannot be trained with.
UNFIT = {
    "adamax": "divides 0 by 0 where a gradient is 0, as it is at a black pixel or a dead unit",
    "groupadagrad": "serves embeddings: it takes matrices only, and a net has biases",
    "test": "is there for MXNet's own tests: it adds the gradient, so that the loss grows",
}

# MXNet computes in float32; whole numbers stay whole, so that labels are told from targets.
KEPT = {"bool": "int32", "uint8": "uint8", "int8": "int32", "int32": "int32", "int64": "int32"}


def checked_data(net, X, y, loss=None):
    """Bring examples and labels into the form that training needs, or say what is wrong.

    Parameters
    ----------
    net : gluon.Block
    X : array_like, shape (n, d)
    y : array_like, shape (n,)
    loss : callable, optional
        Where it is given, y may be anything that ``loss(net(X), y)`` takes.

    Returns
    -------
    X : mx.np.ndarray of float32
    y : mx.np.ndarray
        int32 where it holds class labels.
    labelled : bool
        True where y holds class labels. The three come as a named tuple.

    Raises
    ------
    ValueError
        In one sentence: what was given, what was expected, what to do.
    """
    checked_net(net)
    checked_loss(loss)
    X = _examples(X)
    y = _array("y", y)
    if y.ndim == 0 or len(y) != len(X):
        raise ValueError(
            f"X has {len(X)} rows and y has {len(y) if y.ndim else 'no'} entries: "
            "give one label for each example."
        )
    output = _output(net, X)
    if loss is None:
        return Checked(X, checked_labels(y, output), True)
    try:
        value = loss(output, y[: len(output)])
        if isinstance(value, np.ndarray):
            value.wait_to_read()
    except (AssertionError, AttributeError, MXNetError, TypeError, ValueError):
        raise ValueError(
            f"y has shape {y.shape} and type {y.dtype}, the net's outputs have shape "
            f"(n, {output.shape[-1]}): {getattr(loss, 'name', 'the loss')} does not compare them."
        ) from None
    if not isinstance(value, np.ndarray):
        raise ValueError(
            f"loss returns {shortened(value)}; expected one number an example, computed from the "
            "outputs by MXNet operations (np, npx)."
        )
    labelled = y.ndim == 1 and output.ndim == 2 and output.shape[1] > 1
    return Checked(X, y, labelled and onp.issubdtype(y.dtype, onp.integer))


def checked_measure(name, net, pair, loss):
    """As `checked_data`, for the pair given as `test` or `validation`, which an error names."""
    try:
        return checked_data(net, *pair, loss)
    except ValueError as error:
        raise ValueError(f"In {name}=(X, y): {error}") from None


def checked_settings(epochs, lr, batch_size, every, optimizer, decay, seed=0, record=None):
    """Raise ValueError, in one sentence, unless the settings of `fit` make sense."""
    for name, value in (("epochs", epochs), ("batch_size", batch_size), ("every", every)):
        if not isinstance(value, Integral) or value < 1:
            raise ValueError(f"{name} is {value!r}; expected a whole number from 1 up.")
    for name, value in (("lr", lr), ("decay", decay)):
        if not isinstance(value, Real) or not 0 <= value < math.inf:
            raise ValueError(f"{name} is {value!r}; expected a number from 0 up, such as 0.1.")
    if not isinstance(seed, Integral) or seed < 0:
        raise ValueError(f"seed is {seed!r}; expected a whole number from 0 up.")
    if record is not None and not callable(record):
        raise ValueError(
            f"record is {shortened(record)}; expected a function record(net, step), such as "
            "lambda net, step: health(net, X)."
        )
    if autograd.is_recording():
        raise ValueError("fit records by itself: call it outside of autograd.record().")
    _checked_optimizer(optimizer)


def _checked_optimizer(optimizer):
    names = mx.optimizer.Optimizer.opt_registry
    made = isinstance(optimizer, mx.optimizer.Optimizer)
    name = (type(optimizer).__name__ if made else str(optimizer)).lower()
    if name in UNFIT:
        raise ValueError(f"The optimizer {name!r} {UNFIT[name]}. Take another, such as 'adam'.")
    if not made and name not in names:
        known = ", ".join(sorted({*names} - {*UNFIT}))
        raise ValueError(f"optimizer is {optimizer!r}; MXNet knows {known}.")


def checked_pairs(test, validation, patience):
    """Raise ValueError, in one sentence, unless the data to measure on make sense."""
    for name, pair in (("test", test), ("validation", validation)):
        if pair is not None and not (isinstance(pair, (tuple, list)) and len(pair) == 2):
            raise ValueError(f"{name} is no pair of arrays; expected {name}=(X_{name}, y_{name}).")
    if patience is None:
        return
    if not isinstance(patience, Integral) or patience < 1:
        raise ValueError(f"patience is {patience!r}; expected a whole number of epochs from 1 up.")
    if validation is None:
        raise ValueError("patience needs validation=(X_val, y_val), examples kept out of training.")


def _examples(X):
    X = _array("X", X)
    if X.ndim < 2 or X.size == 0:
        raise ValueError(
            f"X has shape {X.shape}; expected (n, d), one row for each of n >= 1 examples."
        )
    if X.dtype == onp.uint8:
        raise ValueError(
            "X holds bytes from 0 to 255, on which steps of a usual size diverge: "
            "scale it, X.astype('float32') / 255."
        )
    X = X.astype("float32", copy=False)
    if not mx.nd.all_finite(X.as_nd_ndarray()).asscalar():  # one pass and no copy
        bad = int((~onp.isfinite(X.asnumpy())).sum())
        raise ValueError(f"X has {bad} entries that are nan or inf: leave those rows out.")
    return X


def _array(name, values):
    if isinstance(values, np.ndarray):
        return values
    array = numbers(name, values)
    large = array.dtype == "int64" and array.size and abs(array).max() >= 2**31
    return np.array(array, dtype="float32" if large else KEPT.get(array.dtype.name, "float32"))


def _output(net, X):
    """Run the net on two rows: this gives deferred parameters their shapes, too."""
    dense = next(_first_dense(net), None)
    width = math.prod(X.shape[1:])
    if dense is not None and dense._flatten and dense.weight.shape[1] not in (0, -1, width):
        raise ValueError(
            f"X has {width} columns; the net's first layer takes {dense.weight.shape[1]}."
        )
    if net_dtype(net) != "float32":
        raise ValueError(f"The net computes in {net_dtype(net)}: call net.cast('float32') first.")
    try:
        output = net(X[:2])
        if isinstance(output, np.ndarray):
            output.wait_to_read()
    except (RuntimeError, AssertionError, TypeError, ValueError) as error:
        if "initialized" in str(error):
            raise ValueError(
                "The net's parameters have no values: call net.initialize() first."
            ) from None
        raise ValueError(
            f"The net does not take rows of X, whose shape is {X.shape}: {reason(error)}"
        ) from None
    if not isinstance(output, np.ndarray):
        raise ValueError(f"The net returns {shortened(output)}; expected one array of outputs.")
    return output


def _first_dense(net):
    """Find the Dense layer that receives X, where the net is a Sequential that starts with one."""
    if isinstance(net, nn.Dense):
        yield net
    elif isinstance(net, (nn.Sequential, nn.HybridSequential)) and len(net):
        yield from _first_dense(net[0])


def checked_labels(y, output):
    """Return class labels as int32, or raise a ValueError unless they fit the net's outputs."""
    if output.ndim != 2 or output.shape[1] < 2:
        raise ValueError(
            f"The net's outputs have shape {output.shape} for two examples; class labels need a "
            "logit for each of two or more classes, and other targets a loss of your own."
        )
    classes = output.shape[1]
    if y.ndim != 1:
        remedy = "y.argmax(axis=1)" if y.shape[-1] == classes else "y.reshape(-1)"
        raise ValueError(f"y has shape {y.shape}; expected (n,), class labels: try {remedy}.")
    values = y.asnumpy()
    whole = onp.isfinite(values).all() and (values == onp.floor(values)).all()
    if not whole:
        raise ValueError(
            "y holds numbers that are not whole; class labels are 0, 1, ..., and targets need a "
            "loss of your own, such as loss=gluon.loss.L2Loss()."
        )
    low, high = int(values.min()), int(values.max())
    if low < 0 or high >= classes:
        raise ValueError(
            f"y holds labels from {low} to {high}; a net with {classes} outputs knows the classes "
            f"0 to {classes - 1}."
        )
    return y.astype("int32", copy=False)
