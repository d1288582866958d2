"""Stands for an array in a function of NumPy, and notes what is done to it."""

import numpy as np

OPERATIONS = {
    **{name: f"_npi_{name}" for name in ("add", "subtract", "multiply", "power", "negative")},
    **{name: f"_npi_{name}" for name in ("exp", "log", "log1p", "expm1", "sqrt", "square")},
    **{name: f"_npi_{name}" for name in ("sinh", "cosh", "tanh", "arctanh", "reciprocal")},
    "divide": "_npi_true_divide",
    "true_divide": "_npi_true_divide",  # as older versions of NumPy call it
    "absolute": "_npi_absolute",
    "maximum": "broadcast_maximum",
    "minimum": "broadcast_minimum",
}


class Followed(np.lib.mixins.NDArrayOperatorsMixin):
    """An array of unknown values.

    Operators and NumPy's functions give another one, however it is copied before; what asks for a
    value, such as a comparison or ``float``, raises.

    Parameters
    ----------
    combine : callable
        (operation's name, forms of its inputs) -> form of its result.
    form : dict
    """

    def __init__(self, combine, form):
        self.combine, self.form = combine, form

    def __array_ufunc__(self, ufunc, method, *inputs, **settings):
        if method != "__call__" or settings or ufunc.__name__ not in OPERATIONS:
            return NotImplemented
        forms = [self._form_of(value) for value in inputs]
        return Followed(self.combine, self.combine(OPERATIONS[ufunc.__name__], forms))

    def _form_of(self, value):
        value = unwrapped(value)
        return value.form if isinstance(value, Followed) else self.combine("constant", value)

    def __getattr__(self, name):
        """Let a copy be the same thing, and what NumPy asks the entries of `object` arrays for."""
        if name in ("asnumpy", "copy", "astype", "reshape", "ravel", "flatten", "squeeze"):
            return lambda *_, **__: self
        if name in OPERATIONS:
            return lambda: getattr(np, name)(self)
        raise AttributeError(name)

    def __bool__(self):
        raise TypeError("the values are not known")


def unwrapped(value):
    """Take a single thing out of the array that `np.array` has put it into."""
    return value.item() if isinstance(value, np.ndarray) and value.size == 1 else value
