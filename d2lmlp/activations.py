"""Activation functions as plain MXNet expressions, and their gradients by autograd."""

import numpy as onp
from mxnet import autograd, np, npx
from mxnet.base import MXNetError


def relu(x):
    """Rectified linear unit, max(x, 0). Source: Nair and Hinton (2010)."""
    return npx.relu(x)


def sigmoid(x):
    """Logistic sigmoid, 1 / (1 + exp(-x))."""
    return npx.sigmoid(x)


def tanh(x):
    """Hyperbolic tangent, (1 - exp(-2x)) / (1 + exp(-2x))."""
    return np.tanh(x)


def value_and_grad(f, x):
    """Evaluate an elementwise function and its gradient by automatic differentiation.

    Parameters
    ----------
    f : callable
        Maps an ``mx.np`` array to an ``mx.np`` array through MXNet operations.
    x : array_like
        Where to evaluate. A float64 array keeps its precision, all else becomes float32.

    Returns
    -------
    y : mx.np.ndarray
        ``f(x)``.
    grad : mx.np.ndarray, shape of x
        The derivative of ``f(x).sum()`` by x: for an elementwise f, f'(x) at each entry.

    Raises
    ------
    ValueError
        If the result of `f` does not depend on x through MXNet operations.
    """
    keep = str(getattr(x, "dtype", "")).endswith("float64")
    values = x.asnumpy() if isinstance(x, np.ndarray) else onp.asarray(x)
    x = np.array(values, dtype="float64" if keep else "float32")
    x.attach_grad()
    with autograd.record():
        y = f(x)
    try:
        y.backward()
    except (AttributeError, MXNetError):
        raise ValueError(
            f"{getattr(f, '__name__', 'f')} returned a {type(y).__name__} that autograd cannot "
            "follow back to x: use MXNet operations (np, npx) on x inside the function."
        ) from None
    return y.detach(), x.grad
