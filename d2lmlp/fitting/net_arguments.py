"""What the ground floor asks of nets and batches, and what it says when it is not so."""

from math import prod

import numpy as onp
from mxnet import np
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


def checked_sizes(sizes):
    """Return the widths of a perceptron as a tuple of int, or raise a ValueError that says why."""
    try:
        widths = tuple(int(n) for n in sizes)
        good = len(widths) >= 2 and all(n >= 1 and n == m for n, m in zip(widths, sizes))
    except (TypeError, ValueError):
        good = False
    if not good:
        raise ValueError(
            f"sizes is {sizes!r}; expected at least two whole numbers from 1 up, the widths from "
            "inputs to outputs, such as (784, 256, 10)."
        )
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
        good = isinstance(make(), Block)
    except TypeError:
        good = False
    if not good:
        names = ", ".join(repr(name) for name in table)
        raise ValueError(
            f"activation is {getattr(make, '__name__', make)!r}; choose one of {names}, or give "
            "what makes a new Gluon block when it is called, such as nn.SELU; for a function f of "
            "arrays that is lambda: nn.HybridLambda(lambda F, x: f(x))."
        )
    return make


def checked_input(net, X):
    """Return X as an array, or raise a ValueError unless it is a batch and the net is ready."""
    if any(p._data is None for p in net.collect_params().values()):
        raise ValueError(
            "The net's parameters have no values yet: call net.initialize(), then net(X) once."
        )
    X = X if isinstance(X, np.ndarray) else np.array(onp.asarray(X, dtype="float32"))
    if X.ndim < 2 or X.size == 0:
        raise ValueError(
            f"X has shape {X.shape}; expected a batch of shape (examples, inputs) that is not "
            "empty. A single example x is the batch x.reshape(1, -1)."
        )
    return X
