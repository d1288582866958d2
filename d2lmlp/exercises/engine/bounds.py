"""Keep what is written through index arrays inside the array.

MXNet 1.9.1 reads ``a[index]`` as NumPy does, but ``a[index] = ...`` writes wherever the entries of
the index point to: a negative one, or one too large, changes memory that is not the array's, and
the process ends there or later.
"""

import functools

import mxnet as mx
import numpy as onp

ARRAYS = (list, onp.ndarray, mx.nd.NDArray)  # MXNet's np.ndarray is one of the last


def bounded(write):
    """Let an array's ``__setitem__`` raise before it writes outside of the array."""

    @functools.wraps(write)
    def wrapped(self, key, value):
        axis = 0
        for part in key if isinstance(key, tuple) else (key,):
            if isinstance(part, ARRAYS):
                axis += _checked(part, self.shape[axis:])
            elif part is Ellipsis:
                break  # from here on the axes are counted from the end
            else:
                axis += part is not None
        return write(self, key, value)

    return wrapped


def _checked(index, lengths):
    """Look at the entries of an index array; returns how many axes it stands for."""
    index = index.asnumpy() if isinstance(index, mx.nd.NDArray) else onp.asarray(index)
    if index.dtype.kind not in "iuf" or not index.size or not lengths:
        return index.ndim if index.dtype.kind == "b" else 1
    for entry in (index.min(), index.max()):
        if not 0 <= entry < lengths[0]:
            raise IndexError(
                f"{entry:g} stands in an index array, for an axis of length {lengths[0]}"
            )
    return 1
