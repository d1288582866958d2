"""Activation functions as plain MXNet expressions, and their gradients by autograd."""

from mxnet import autograd, np, npx
from mxnet.base import MXNetError

from d2lmlp.fitting.net_arguments import not_followed, numbers


def relu(x):
    """Rectified linear unit, max(x, 0). Source: Nair and Hinton (2010)."""
    return npx.relu(x)


def sigmoid(x):
    """Logistic sigmoid, 1 / (1 + exp(-x))."""
    return npx.sigmoid(x)


def tanh(x):
    """Hyperbolic tangent, (1 - exp(-2x)) / (1 + exp(-2x))."""
    return np.tanh(x)


def leaky_relu(x, alpha=0.01):
    """ReLU with the slope alpha on the left. Source: Maas, Hannun and Ng (2013)."""
    return np.where(x > 0, x, alpha * x)


def prelu(x, alpha):
    """Leaky ReLU whose alpha is an array that is learned. Source: He et al. (2015), section 2."""
    return np.where(x > 0, x, alpha * x)


def elu(x, alpha=1.0):
    """Exponential linear unit, alpha (exp(x) - 1) on the left. Source: Clevert et al. (2016)."""
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def gelu(x):
    """Gaussian error linear unit, x Phi(x), in float32. Source: Hendrycks and Gimpel (2016)."""
    return npx.leaky_relu(x, act_type="gelu")


def silu(x):
    """Sigmoid linear unit or Swish, x sigmoid(x). Source: Hendrycks and Gimpel (2016)."""
    return x * npx.sigmoid(x)


def softmax(x):
    """Positive numbers that sum to 1 along the last axis, exp(x_i) / sum_j exp(x_j)."""
    return npx.softmax(x, axis=-1)


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
        That of ``f(x).sum()`` with respect to x: for an elementwise f, f'(x) at each entry.

    Raises
    ------
    ValueError
        If the result of `f` does not depend on x through MXNet operations, or x holds no numbers.
    """
    if not callable(f):
        raise ValueError(f"f is a {type(f).__name__}; give a function first, and x after it.")
    keep = str(getattr(x, "dtype", "")).endswith("float64")
    x = np.array(numbers("x", x), dtype="float64" if keep else "float32")
    try:
        return _value_and_grad(f, x)
    except (AttributeError, MXNetError) as error:
        raise not_followed(f, x, error) from None


def _value_and_grad(f, x):
    x = x.copy()
    x.attach_grad()
    with autograd.record():
        y = f(x)
    y.backward()
    return y.detach(), x.grad
