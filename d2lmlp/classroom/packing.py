"""What passes between a learner's process and the judge: data, never code.

What is no data (a function, a net) stays where it is and is named by a number, its handle; `remote`
and `seat` are the two ends that give such numbers a meaning.
"""

import builtins
import fractions
import math
from decimal import Decimal

import mxnet as mx
import numpy as onp
from mxnet import np
from mxnet.gluon import Parameter

from d2lmlp.classroom.wire import Closed

MOST_ITEMS = 1_000_000  # of one list
KINDS = "biuf"  # of arrays that are numbers
TYPES = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and name not in ("type", "memoryview", "super")
}


class NoData(Exception):
    """A value that cannot be sent."""


class Packer:
    """Turns values into what JSON and bytes can carry.

    Parameters
    ----------
    export : callable
        ``export(value)`` returns a description (JSON) of what is no data.
    """

    def __init__(self, export):
        self.export, self.buffers = export, []

    def pack(self, value, depth=0):
        """Describe a value in JSON; arrays leave their bytes in `buffers`."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, onp.bool_):
            return bool(value)
        if value is ...:
            return ["dots"]
        if isinstance(value, str):
            return str(value)
        if isinstance(value, int):
            return ["int", str(int(value))] if abs(value) >> 53 else int(value)
        if isinstance(value, float) and not isinstance(value, onp.floating):
            return float(value) if math.isfinite(value) else ["float", repr(float(value))]
        if isinstance(value, complex):
            return ["complex", repr(value.real), repr(value.imag)]
        if isinstance(value, (fractions.Fraction, Decimal)):
            return ["Fraction" if isinstance(value, fractions.Fraction) else "Decimal", str(value)]
        if depth > 50:
            raise NoData("nested without end")
        return self._array(value) or self._many(value, depth) or self._named(value)

    def _array(self, value):
        if isinstance(value, Parameter):
            value = value.data()
        if isinstance(value, mx.nd.NDArray):
            kind = "mxnet" if isinstance(value, mx.np.ndarray) else "legacy"
            return self._bytes(kind, value.asnumpy())
        if isinstance(value, (onp.ndarray, onp.generic)) and value.dtype.kind in KINDS + "c":
            return self._bytes("scalar" if isinstance(value, onp.generic) else "numpy", value)
        if isinstance(value, (bytes, bytearray)):
            self.buffers.append(bytes(value))
            return ["bytes", len(self.buffers) - 1]
        return None

    def _bytes(self, kind, array):
        self.buffers.append(onp.ascontiguousarray(array).tobytes())
        return [kind, array.dtype.str, list(array.shape), len(self.buffers) - 1]

    def _many(self, value, depth):
        if isinstance(value, dict):
            items = list(value.items())
            return ["dict", [[self.pack(x, depth + 1) for x in item] for item in items]]
        for name, kind in (("tuple", tuple), ("set", (set, frozenset)), ("list", list)):
            if isinstance(value, kind):
                return [name, [self.pack(x, depth + 1) for x in value]]
        if isinstance(value, (type, Exception)) or callable(value):
            return None
        if hasattr(value, "__array__") and (
            not hasattr(value, "items") or getattr(value, "ndim", 0) == 1
        ):
            return self.pack(onp.asarray(value).tolist(), depth + 1)
        if hasattr(value, "items"):  # a DataFrame, a ParameterDict
            return self.pack(dict(value.items()), depth + 1)
        if hasattr(value, "__iter__"):
            items = []
            for item in value:
                items.append(self.pack(item, depth + 1))
                if len(items) > MOST_ITEMS:
                    raise NoData("more items than a check can take")
            return ["list", items]
        return None

    def _named(self, value):
        if isinstance(value, type):
            known = [k.__name__ for k in value.__mro__ if TYPES.get(k.__name__) is k]
            if TYPES.get(value.__name__) is value or issubclass(value, BaseException):
                return ["type", known[0]]
        if isinstance(value, BaseException):
            return ["exception", names(value), str(value)[:500]]
        return ["handle", self.export(value)]


def names(error):
    """Name an exception's class and the classes above it, for `rebuilt`."""
    return [kind.__name__ for kind in type(error).__mro__]


def _number_kind(name, text):
    return {"int": int, "float": float, "Fraction": fractions.Fraction, "Decimal": Decimal}[name](
        text
    )


def unpack(packed, buffers, handle):
    """Rebuild a value.

    Parameters
    ----------
    packed : object
        From `Packer.pack`.
    buffers : list of bytes
    handle : callable
        Turns the description of what is no data into something.

    Raises
    ------
    Closed
        If it is no such description.
    """
    try:
        return _unpack(packed, buffers, handle)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise Closed from None


def _unpack(packed, buffers, handle):
    if not isinstance(packed, list):
        return packed
    kind, *rest = packed
    if kind == "dots":
        return ...
    if kind in ("int", "float", "Fraction", "Decimal"):
        return _number_kind(kind, rest[0])
    if kind == "complex":
        return complex(float(rest[0]), float(rest[1]))
    if kind in ("mxnet", "legacy", "numpy", "scalar"):
        return _array_from(kind, *rest, buffers)
    if kind == "bytes":
        return buffers[rest[0]]
    if kind in ("list", "tuple", "set"):
        items = [_unpack(item, buffers, handle) for item in rest[0]]
        return {"list": list, "tuple": tuple, "set": set}[kind](items)
    if kind == "dict":
        return {_unpack(k, buffers, handle): _unpack(v, buffers, handle) for k, v in rest[0]}
    if kind == "type":
        return TYPES[rest[0]]
    if kind == "exception":
        return rebuilt(*rest)
    if kind == "handle":
        return handle(rest[0])
    raise ValueError(kind)


def _array_from(kind, dtype, shape, index, buffers):
    dtype = onp.dtype(dtype)
    if dtype.kind not in KINDS + "c":
        raise ValueError(dtype)
    array = onp.frombuffer(buffers[index], dtype).reshape(shape).copy()
    if kind == "scalar":
        return array[()]
    if kind == "numpy":
        return array
    make = mx.np.array if kind == "mxnet" else mx.nd.array
    return make(array, dtype=array.dtype)


def rebuilt(known_as, text):
    """Make an exception again from the names of its class and the classes above it."""
    known = next(TYPES[name] for name in [*known_as, "Exception"] if name in TYPES)
    if not issubclass(known, BaseException):
        known = Exception
    if not isinstance(text, str):
        raise TypeError
    kind = known if known.__name__ == known_as[0] else type(str(known_as[0])[:60], (known,), {})
    try:
        return kind(text)
    except TypeError:  # UnicodeDecodeError wants more
        return type(kind.__name__, (Exception,), {})(text)


def overwrite(old, new):
    """Change an argument in place as the learner's function changed its own."""
    try:
        if isinstance(old, (onp.ndarray, np.ndarray)):
            old[...] = new.reshape(old.shape)
        elif isinstance(old, list):
            old[:] = new
        elif isinstance(old, dict):
            old.clear()
            old.update(new)
    except Exception:  # it changed into something of another form: any change is a change
        old[...] = onp.nan
