"""What the ground floor asks of nets and batches, and what it says when it is not so."""

import warnings
from math import prod

import numpy as onp
from mxnet import np
from mxnet.base import MXNetError
from mxnet.gluon import Block, nn
from mxnet.symbol import Symbol


def block_name(block):
    """Name a block as the tables of `trace` and `health` do, such as ``"Dense 64"``."""
    if isinstance(block, nn.Dense):
        return f"Dense {block._units}"
    for name in ("_act_type", "_func_name"):
        if hasattr(block, name):
            return getattr(block, name)
    return type(block).__name__.strip("_")


def described(X):
    """Say of which kind, type and shape an argument is."""
    kind = f"{type(X).__module__}.{type(X).__name__}"
    return f"{kind} of {onp.dtype(X.dtype).name}, shape {X.shape}" if hasattr(X, "dtype") else kind


def check_batch(X, width, dtype):
    """Raise a ValueError, in one sentence, unless X is a batch of that width and type."""
    if isinstance(X, Symbol):  # MXNet itself calls so, when the net is part of a hybridized one
        return
    dtype = onp.dtype(dtype)
    fits = isinstance(X, np.ndarray) and X.ndim >= 2 and prod(X.shape[1:]) == width
    if not fits or X.dtype != dtype:
        raise ValueError(
            f"X is {described(X)}; this MLP takes an mx.np array of {dtype.name} of shape "
            f"(n, {width}), one example a row: a single example x is x.reshape(1, -1)."
        )


def numbers(name, values):
    """Return an array-like as a NumPy array, or raise a ValueError unless it holds real numbers."""
    given = values
    try:
        if isinstance(values, (list, tuple)):
            values = [v.asnumpy() if hasattr(v, "asnumpy") else v for v in values]
        values = values.asnumpy() if hasattr(values, "asnumpy") else values
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # NumPy warns of ragged lists, which are refused here
            array = onp.asarray(values)
        if array.dtype.kind in "biuf":
            return array
    except (MXNetError, TypeError, ValueError):
        pass
    raise ValueError(f"{name} is {shortened(given)}; expected an array of numbers.")


def not_followed(f, x, error):
    """Make the ValueError that says why autograd cannot follow f; an error of f itself comes up."""
    name = getattr(f, "__name__", "f")
    if "inplace" in str(error):
        return ValueError(
            f"{name} changes an array in place (x += 1, x[0] = 1), which autograd cannot follow: "
            "make a new array, such as x + 1."
        )
    return ValueError(
        f"{name} returned a {type(f(x)).__name__} that autograd cannot follow back to x: use MXNet "
        "operations (np, npx) on x inside the function."
    )


def shortened(value):
    """Write a value in one line of at most 40 characters."""
    line = " ".join(repr(value).split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def checked_net(net):
    """Raise a ValueError, in one sentence, unless a net is a Gluon block."""
    if not isinstance(net, Block):
        raise ValueError(
            f"net is {shortened(net)}; expected a net made of Gluon blocks, such as "
            "MLP((784, 256, 10))."
        )


def checked_loss(loss):
    """Raise a ValueError, in one sentence, unless a loss can be called with outputs and targets."""
    if loss is not None and (isinstance(loss, type) or not callable(loss)):
        raise ValueError(
            f"loss is {shortened(loss)}; expected what is called as loss(outputs, y), such as "
            "gluon.loss.L2Loss()."
        )


def net_dtype(net):
    """Return the type of a net's numbers: "float32", unless it was cast."""
    return next((onp.dtype(p.dtype).name for p in net.collect_params().values()), "float32")


def reason(error):
    """Return the last line of an error's message, without MXNet's lines of C++."""
    return (str(error).strip().split("\n") or [""])[-1].removeprefix("MXNetError: ")


def checked_sizes(sizes):
    """Return the widths of a perceptron as a tuple of int, or raise a ValueError that says why."""
    sizes = tuple(sizes) if hasattr(sizes, "__next__") else sizes
    try:
        widths = tuple(int(n) for n in sizes)
        good = len(widths) >= 2 and all(n >= 1 and n == m for n, m in zip(widths, sizes))
        good = good and not isinstance(sizes, (set, frozenset, dict))  # which have no order
    except (OverflowError, TypeError, ValueError):
        good = False
    if not good:
        raise ValueError(
            f"sizes is {sizes!r}; expected at least two whole numbers from 1 up, the widths from "
            "inputs to outputs, such as (784, 256, 10)."
        )
    if max(m * n for m, n in zip(widths, widths[1:])) >= 2**31:
        raise ValueError(f"sizes is {sizes!r}; MXNet's arrays hold fewer than 2^31 numbers.")
    return widths


def checked_choice(what, choice, table):
    """Return what `table` holds under `choice`, or raise a ValueError that lists the choices."""
    if (choice is None or isinstance(choice, str)) and choice in table:
        return table[choice]
    if what == "activation" and callable(choice):
        return _checked_maker(choice, table)
    names = ", ".join(repr(name) for name in table)
    raise ValueError(f"{what} is {choice!r}; choose one of {names}.")


def _checked_maker(make, table):
    """Return a callable that makes blocks, or raise a ValueError unless it makes one."""
    try:
        good = not isinstance(make, Block) and isinstance(make(), Block)
    except (MXNetError, TypeError):
        good = False
    if not good:
        names = ", ".join(repr(name) for name in table)
        name = getattr(make, "__name__", None) or shortened(make)
        raise ValueError(
            f"activation is {name!r}; choose one of {names}, or give "
            "what makes a new Gluon block when it is called, such as nn.SELU; for a function f of "
            "arrays that is lambda: nn.HybridLambda(lambda F, x: f(x))."
        )
    return make


def checked_activation(net, width, name):
    """Raise a ValueError, in one sentence, unless a net runs with the blocks a callable made."""
    try:
        net(np.zeros((1, width))).wait_to_read()
    except (AssertionError, MXNetError, TypeError, ValueError) as error:
        raise ValueError(
            f"activation is {name!r}; the block that it makes does not map an array of shape "
            f"(n, units) to one of the same shape ({reason(error)})."
        ) from None


def checked_input(net, X):
    """Return X in the net's type, or raise a ValueError unless it is a batch and the net ready."""
    checked_net(net)
    if any(p._data is None for p in net.collect_params().values()):
        raise ValueError(
            "The net's parameters have no values yet: call net.initialize(), then net(X) once."
        )
    dtype = net_dtype(net)
    X = X if isinstance(X, np.ndarray) else np.array(numbers("X", X), dtype=dtype)
    if X.ndim < 2 or X.size == 0:
        raise ValueError(
            f"X has shape {X.shape}; expected a batch of shape (examples, inputs) that is not "
            "empty. A single example x is the batch x.reshape(1, -1)."
        )
    return X.astype(dtype, copy=False)
