"""Tell a wrong formula from a right one that MXNet's integer rule spoils.

In MXNet 1.9.1 a Boolean or integer array times a Python float stays an integer array:
``(np.array([1.0, -1.0]) < 0) * 0.25`` is ``[0 0]``. Inside ``cured()`` it is a float, as in NumPy;
an answer that is right there and wrong outside has fallen into this trap and no other.
"""

import contextlib
import functools

import numpy as onp
from mxnet import np

OPERATORS = ("mul", "rmul", "add", "radd", "sub", "rsub", "truediv", "rtruediv")
MESSAGE = (
    "The maths is right; MXNet spoils it. There a Boolean or integer array times a Python number "
    "stays an integer array: `(x <= 0) * 0.25` is 0, not 0.25. Write `np.where(x > 0, ...)`, or "
    "make the mask a float first: `(x <= 0).astype('float32') * 0.25`."
)


@contextlib.contextmanager
def cured():
    """Let integer arrays become float32 where they meet a Python float."""
    names = [f"__{operator}__" for operator in OPERATORS]
    before = {name: getattr(np.ndarray, name) for name in names}
    try:
        for name, method in before.items():
            setattr(np.ndarray, name, _promoting(method))
        yield
    finally:
        for name, method in before.items():
            setattr(np.ndarray, name, method)


def _promoting(method):
    @functools.wraps(method)
    def wrapped(self, other):
        if isinstance(other, float) and onp.dtype(self.dtype).kind in "biu":
            self = self.astype("float32")
        return method(self, other)

    return wrapped
