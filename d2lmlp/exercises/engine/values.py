"""Between the learner's objects and plain NumPy: long, for each kind of object has its sentence."""

import builtins
import inspect
from itertools import islice

import mxnet as mx
import numpy as onp

from d2lmlp.exercises.engine import copied, errors, watch
from d2lmlp.exercises.engine.errors import describe
from d2lmlp.exercises.engine.stubs import (
    hands_a_call_on,
    is_begun,
    is_stub,
    returns_something,
    untouched,
)

__all__ = [
    "BadValue", "LearnerError", "NotAttempted", "as_numpy", "call", "convert", "describe",
    "is_mxnet", "to_numpy", "untouched", "verdict_of",
]  # fmt: skip

MANY = 20_000  # things that are read one by one


class NotAttempted(Exception):
    """The stub is still in place."""


class LearnerError(Exception):
    """The learner's code raised; the text says what and where, without a trace."""

    status = "error"

    def __init__(self, error):
        super().__init__(describe(error))
        self.mistake = errors.kind(error)


class BadValue(Exception):
    """The learner's code returned something that cannot be judged."""

    status = "wrong"

    def __init__(self, mistake, message):
        super().__init__(message)
        self.mistake = mistake


class HalfFilled(BadValue):
    """A part of the answer is still dots."""

    status = "error"

    def __init__(self, what="One part of your answer"):
        super().__init__("part-still-dots", f"{what} is still dots: put a value in their place.")


class Yielded(list):
    """What a generator gave."""


def is_mxnet(value):
    """Tell whether a value is an MXNet array, of the numpy or of the old kind."""
    return isinstance(value, (mx.np.ndarray, mx.nd.NDArray))


def to_numpy(value):
    """Turn numbers in any wrapping into a float64 NumPy array.

    Parameters
    ----------
    value : array of MXNet or NumPy, number, Gluon parameter, or nested sequence of these

    Returns
    -------
    numpy.ndarray of float64

    Raises
    ------
    NotAttempted
        For ``...``.
    BadValue
        If the value holds something that is not a number.
    LearnerError
        If MXNet only now reports that computing the value failed.
    """
    if value is ...:
        raise NotAttempted
    if value is None:
        raise BadValue("returned-none", "None is not a number: is a `return` missing?")
    try:
        return _numbers(value)
    except (NotAttempted, BadValue, LearnerError):
        raise
    except OverflowError:
        raise BadValue("number-too-large", "A number came back that is too large.") from None
    except Exception as error:
        raise LearnerError(error) from None


def _numbers(value):
    if isinstance(value, mx.gluon.Parameter):
        value = value.data()
    if is_mxnet(value):
        return value.asnumpy().astype(onp.float64)
    if isinstance(value, onp.ndarray) and value.dtype != object:
        return _real(onp.asarray(value))
    if hasattr(value, "columns") and hasattr(value, "to_numpy"):  # a table of pandas
        value = value.to_numpy()
    if isinstance(value, onp.ndarray) and not value.ndim:
        value = value.item()
    if isinstance(value, (set, frozenset)):
        raise BadValue("a-set", "A set came back: it has no order, so give a list.")
    if isinstance(value, type):
        raise BadValue("not-numbers", f"The class {value.__name__} came back, not numbers.")
    if isinstance(value, (str, bytes, dict)) or inspect.isroutine(value):
        sort = {"str": "text", "dict": "dictionary"}.get(type(value).__name__)
        sort = sort or type(value).__name__
        raise BadValue("not-numbers", f"A {sort} came back, not numbers.")
    if hasattr(value, "__iter__"):
        return _sequence(value)
    if callable(value) and not hasattr(value, "__float__"):
        raise BadValue("not-numbers", f"A {type(value).__name__} came back, not numbers.")
    return _real(onp.asarray(value))


def _sequence(value):
    if isinstance(value, (list, tuple, range)) and set(map(type, value)) <= {int, float, bool}:
        return onp.asarray(value, dtype=onp.float64)
    items = list(islice(iter(value), MANY + 1))
    if len(items) > MANY:
        raise BadValue("too-long", f"More than {MANY:,} things came back, far too many.")
    if any(item is ... for item in items):
        raise HalfFilled()
    if any(item is None for item in items):
        raise BadValue(
            "returned-none", "One of the things that came back is None: give it a value."
        )
    items = [to_numpy(item) for item in items]
    if len({item.shape for item in items}) > 1:
        squeezed = [item.squeeze() for item in items]
        if len({item.shape for item in squeezed}) > 1:
            raise _unequal(value, items)
        items = squeezed
    return onp.array(items, dtype=onp.float64)


def _unequal(value, items):
    """Tell rows of unequal length from several things where one array is asked for."""
    if not isinstance(value, tuple) and all(item.ndim == 1 for item in items):
        a, b = sorted({len(item) for item in items})[:2]
        return BadValue("ragged", f"The rows that came back differ in length, such as {a} and {b}.")
    kind = f"{type(value).__name__} of {len(items)} things"
    things = [f"an array of shape {x.shape}" if x.ndim else "a number" for x in items[:3]]
    return BadValue(
        "too-many-results",
        f"A {kind} came back ({', '.join(things)}{', …' * (len(items) > 3)}), where one array is "
        "asked for.",
    )


def _real(array):
    if array.dtype.kind in "biuf":
        return array.astype(onp.float64)
    if array.dtype.kind == "c" and not onp.any(array.imag):
        return array.real.astype(onp.float64)
    try:
        if array.dtype.kind in "OV":
            return onp.asarray(float(array), dtype=onp.float64)  # Fraction, Decimal
    except (TypeError, ValueError):
        pass
    if array.dtype.kind == "O" and not array.ndim:
        kind = type(array.item()).__name__
        raise BadValue("not-numbers", f"An object of the type `{kind}` came back, not numbers.")
    sort = {"c": "complex numbers", "U": "text", "S": "text"}.get(array.dtype.kind)
    sort = sort or (type(array.item()).__name__ if not array.ndim else str(array.dtype))
    raise BadValue("not-numbers", f"What came back is no real number: {sort}.") from None


def convert(value, mode):
    """Give an argument the form in which the learner's function gets it, always as a copy.

    Parameters
    ----------
    value : object
        NumPy arrays are converted, also inside lists and tuples; what has a ``build`` is built
        anew; all else passes as it is.
    mode : {"mxnet", "mxnet64", "numpy", "list"}
    """
    if isinstance(value, onp.ndarray):
        if mode.startswith("mxnet"):
            real = "float64" if mode == "mxnet64" else "float32"
            return mx.np.array(value, dtype=real if value.dtype.kind == "f" else "int32")
        return value.tolist() if mode == "list" else value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(convert(item, mode) for item in value)
    return value.build() if hasattr(value, "build") else value


def as_numpy(value):
    """Turn the arrays of an argument into NumPy, also inside lists; numbers pass as they are."""
    if isinstance(value, (list, tuple)) and not all(isinstance(v, (int, float)) for v in value):
        return type(value)(as_numpy(item) for item in value)
    return to_numpy(value) if is_mxnet(value) or isinstance(value, (list, tuple)) else value


def call(function, *args):
    """Call a learner's function; what it raises becomes LearnerError or NotAttempted."""
    usual = dict(vars(builtins))  # the comparison goes on with `zip` and `all` as they were
    try:
        with watch.watching():
            result = function(*args)
            if inspect.isgenerator(result):
                result = Yielded(islice(result, MANY + 1))
                watch.remark(
                    "A generator came back, as from `yield` or a `for` in round brackets: return "
                    "its values."
                )
    except NotImplementedError as error:
        if errors.is_learners_own(error):  # the stub of those who write one with `raise`
            raise NotAttempted(error) from None
        raise LearnerError(error) from None
    except BaseException as error:  # exit() and KeyboardInterrupt are the learner's here as well
        raise LearnerError(error) from None
    finally:
        vars(builtins).update(usual)
        copied.end_of_call()
    if result is ...:
        raise HalfFilled("The result") if is_begun(function) else NotAttempted
    if result is None:
        if is_stub(function):
            raise NotAttempted
        raise BadValue("returned-none", _none_message(function))
    return result


def verdict_of(error):
    """Return status, message and mistake of a LearnerError or BadValue."""
    return error.status, str(error), error.mistake


IN_PLACE = {"append", "extend", "insert", "reverse", "shuffle", "sort", "update"}


def _none_message(function):
    names = getattr(getattr(function, "__code__", None), "co_names", ())
    if returns_something(function) and ("backward" in watch.used or "grad" in names):
        return (
            "Your function returns None, as `backward()` does, and the `grad` of an array that "
            "`attach_grad()` was not called on before the recording."
        )
    if copied.printed():
        return (
            "Your function prints, and returns None: printing only shows a result, `return` hands "
            "it back."
        )
    in_place = sorted(IN_PLACE & {*names})
    if in_place and hands_a_call_on(function):
        return (
            f"Your function returns None, as `{in_place[0]}` does, which changes something in "
            "place, and a function without `return`. `return` the result itself."
        )
    if returns_something(function) and getattr(function, "__code__", None):
        return (
            "Your function returns None, and a `return` with something behind it stands in it. Is "
            "it not reached, as where an `if` goes past it or `except` hides an error, or is that "
            "something None?"
        )
    return "Your function returns None: end it with `return` and the result."
