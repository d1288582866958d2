"""Tell a wrong formula from a right one that MXNet 1.9.1 spoils.

Each trap is a context in which MXNet does what NumPy would, and that gives a list of how often it
had to: an answer that is right inside, where the trap has sprung, and wrong outside has fallen into
it.

- A Boolean or integer array with a Python float stays an integer array:
  ``(np.array([1.0, -1.0]) < 0) * 0.25`` is ``[0 0]``.
- ``np.where(condition, x, 0)``, with a number for one branch, sends the gradient to the wrong side.
- float16 has three digits; NumPy would lose them as well, and so would anybody.
"""

import contextlib
import functools

import numpy as onp
from mxnet import np

OPERATORS = ("mul", "rmul", "add", "radd", "sub", "rsub", "truediv", "rtruediv", "pow", "rpow")
INTEGERS = (
    "The maths is right; MXNet spoils it. In a product, a sum or a power with a Python number "
    "a Boolean or integer array stays one of integers: `(x <= 0) * 0.5` is 0, not 0.5. Write "
    "`np.where(x > 0, a, b)` with two arrays, or make the mask a float first: "
    "`(x <= 0).astype('float32') * 0.5`."
)
WHERE = (
    "The maths is right; MXNet spoils it. In MXNet 1.9.1 the gradient of `np.where(condition, x, "
    "0)`, with a number for a branch, goes to the wrong side. Give it two arrays: `0 * x` or "
    "`np.zeros_like(x)` in place of `0`."
)
ROUNDING = (
    "float32-rounding",
    "The rounding of float32 spoils your result, as in a difference quotient with a small "
    "step. In float64 yours agrees with the target: make all arrays float64, with "
    "`.astype('float64')`, or use a formula.",
)
OVERFLOW = (
    "float32-overflow",
    "A number gets too large for float32, and your result is nan or infinite. In float64 yours "
    "agrees with the target here: take the largest entry away before the exponential, or use a "
    "formula that needs none.",
)


@contextlib.contextmanager
def float_masks():
    """Let integer arrays become float32 where they meet a Python float."""
    names, sprung = [f"__{operator}__" for operator in OPERATORS], []
    before = {name: getattr(np.ndarray, name) for name in names}
    try:
        for name, method in before.items():
            setattr(np.ndarray, name, _promoting(method, sprung))
        yield sprung
    finally:
        for name, method in before.items():
            setattr(np.ndarray, name, method)


def _promoting(method, sprung):
    @functools.wraps(method)
    def wrapped(self, other):
        if isinstance(other, float) and onp.dtype(self.dtype).kind in "biu":
            sprung.append("integer")
            self = self.astype("float32")
        return method(self, other)

    return wrapped


@contextlib.contextmanager
def whole_branches():
    """Let `np.where` make an array of a number before it chooses."""
    where, sprung = np.where, []

    def chosen(condition, x=None, y=None):
        if isinstance(x, np.ndarray) != isinstance(y, np.ndarray):
            sprung.append("number")
            like = x if isinstance(x, np.ndarray) else y
            x, y = (v if isinstance(v, np.ndarray) else v + 0 * like for v in (x, y))
        return where(condition, x, y)

    np.where = chosen
    try:
        yield sprung
    finally:
        np.where = where


@contextlib.contextmanager
def both():
    """Mend the two at once."""
    with float_masks(), whole_branches() as numbers:
        yield numbers  # without them the first trap alone would do


HALF = (
    "The maths is right; float16 spoils it, which has three digits only: leave the arrays "
    "in their own type, float32."
)


@contextlib.contextmanager
def whole_precision():
    """Let `astype` make a float32 where a float16 is asked for."""
    astype, sprung = np.ndarray.astype, []

    def kept(self, dtype, *args, **kwargs):
        half = onp.dtype(dtype) == onp.float16
        if half:
            sprung.append("half")
        return astype(self, onp.float32 if half else dtype, *args, **kwargs)

    np.ndarray.astype = kept
    try:
        yield sprung
    finally:
        np.ndarray.astype = astype


TRAPS = (
    ("half-precision", HALF, whole_precision),
    ("mxnet-integer-mask", INTEGERS, float_masks),
    ("mxnet-where-number", WHERE, whole_branches),
    ("mxnet-where-number", WHERE, both),
)
