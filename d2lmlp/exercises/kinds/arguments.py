"""The arguments of a checked function: which it takes; kept, compared, and disturbed."""

import inspect

import numpy as onp

from d2lmlp.exercises.engine.values import is_mxnet, to_numpy


def snapshot(value):
    """Copy the numbers of an argument: arrays, lists, nets, and what is inside of them."""
    if is_mxnet(value):
        return value.asnumpy().copy()
    if isinstance(value, onp.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return [snapshot(item) for item in value]
    if hasattr(value, "collect_params"):
        return [to_numpy(p) for p in value.collect_params().values()]
    return value


def same(a, b):
    """Tell whether two snapshots are equal."""
    if isinstance(a, list) or isinstance(b, list):
        alike = isinstance(a, list) and isinstance(b, list) and len(a) == len(b)
        return alike and all(map(same, a, b))
    if isinstance(a, onp.ndarray) or isinstance(b, onp.ndarray):
        return onp.array_equal(a, b, equal_nan=True)
    return a is b or bool(a == b)


def disturbed(value):
    """Change every number of an argument; what holds none stays."""
    if isinstance(value, onp.ndarray):
        return value + 1 if value.dtype.kind in "iu" else 0.3 - 1.3 * value
    if isinstance(value, (list, tuple)):
        return type(value)(disturbed(item) for item in value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return 3 * value + 1 if isinstance(value, int) else 0.9 - 0.7 * value


def scaled(value):
    """Multiply every number of an argument that is not whole by 0.9: what is valid stays so."""
    if isinstance(value, (list, tuple)):
        return type(value)(scaled(item) for item in value)
    real = isinstance(value, float) or (isinstance(value, onp.ndarray) and value.dtype.kind == "f")
    return 0.9 * value if real else value


def takes_any_number(answer):
    """Tell whether a function is written with ``*args``."""
    try:
        return any(
            p.kind == p.VAR_POSITIONAL for p in inspect.signature(answer).parameters.values()
        )
    except (TypeError, ValueError):
        return False


def takes(answer):
    """List the names of a function's arguments; none where it does not tell them."""
    try:
        return list(inspect.signature(answer).parameters)
    except (TypeError, ValueError):
        return []


def accepts(answer, names):
    """Tell whether a function can be called with that many arguments."""
    try:
        inspect.signature(answer).bind(*names)
    except TypeError:
        return False
    except ValueError:  # built-in functions may not tell
        return True
    return True
