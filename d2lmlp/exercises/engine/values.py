"""Between the learner's objects and plain NumPy: conversion, calls, and errors in one sentence."""

import ast
import inspect
import linecache
import re
import sys
import textwrap
import traceback
from pathlib import Path

import mxnet as mx
import numpy as onp

PACKAGES = (str(Path(mx.__file__).parent), str(Path(onp.__file__).parent))
HERE = str(Path(__file__).parent)


class NotAttempted(Exception):
    """The stub is still in place."""


class LearnerError(Exception):
    """The learner's code raised; the text is one sentence without a trace."""

    def __init__(self, error):
        super().__init__(describe(error))
        self.mistake = kind(error)


class BadValue(Exception):
    """The learner's code returned something that is not numbers."""

    def __init__(self, mistake, message):
        super().__init__(message)
        self.mistake = mistake


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
        if isinstance(value, mx.gluon.Parameter):
            value = value.data()
        if is_mxnet(value):
            return value.asnumpy().astype(onp.float64)
        if isinstance(value, onp.ndarray) and value.dtype != object:
            return _real(value)
        if isinstance(value, (str, bytes, dict)) or callable(value):
            raise BadValue("not-numbers", f"A {type(value).__name__} came back, not numbers.")
        if hasattr(value, "__iter__") and not (isinstance(value, onp.ndarray) and not value.ndim):
            items = [to_numpy(item) for item in value]
            if len({item.shape for item in items}) > 1:
                squeezed = [item.squeeze() for item in items]
                if len({item.shape for item in squeezed}) > 1:
                    raise BadValue("ragged", "The rows that came back differ in length.")
                items = squeezed
            return onp.array(items, dtype=onp.float64)
        return _real(onp.asarray(value.item() if isinstance(value, onp.ndarray) else value))
    except (NotAttempted, BadValue, LearnerError):
        raise
    except Exception as error:
        raise LearnerError(error) from None


def _real(array):
    if array.dtype.kind in "biuf":
        return array.astype(onp.float64)
    if array.dtype.kind == "c" and not onp.any(array.imag):
        return array.real.astype(onp.float64)
    try:
        return onp.asarray(float(array), dtype=onp.float64)  # Fraction, Decimal, 0-d MXNet array
    except (TypeError, ValueError):
        raise BadValue("not-numbers", f"A {array.dtype} came back, not real numbers.") from None


def convert(value, mode):
    """Give an argument the form in which the learner's function gets it, always as a copy.

    Parameters
    ----------
    value : object
        NumPy arrays are converted, also inside lists and tuples; all else passes as it is.
    mode : {"mxnet", "numpy", "list"}
    """
    if isinstance(value, onp.ndarray):
        if mode == "mxnet":
            return mx.np.array(value, dtype="float32" if value.dtype.kind == "f" else "int32")
        return value.tolist() if mode == "list" else value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(convert(item, mode) for item in value)
    return value


def as_numpy(value):
    """Turn the arrays of an argument into NumPy, also inside lists; numbers pass as they are."""
    if isinstance(value, (list, tuple)) and not all(isinstance(v, (int, float)) for v in value):
        return type(value)(as_numpy(item) for item in value)
    return to_numpy(value) if is_mxnet(value) or isinstance(value, (list, tuple)) else value


def call(function, *args):
    """Call a learner's function; what it raises becomes LearnerError or NotAttempted."""
    try:
        result = function(*args)
        if inspect.isgenerator(result):
            result = list(result)
    except NotImplementedError:
        raise NotAttempted from None
    except BaseException as error:  # exit() and KeyboardInterrupt are the learner's here as well
        raise LearnerError(error) from None
    if result is ...:
        raise NotAttempted
    if result is None:
        if is_stub(function):
            raise NotAttempted
        raise BadValue("returned-none", _none_message())
    return result


def _none_message():
    if getattr(sys.stdout, "text", ""):
        return "Your function prints its result and returns None: write `return` instead of print."
    return "Your function returns None: end it with `return` and the result."


def is_stub(function):
    """Tell whether a function's body holds nothing but a docstring, ``...`` or ``pass``."""
    code = getattr(function, "__code__", None)
    if code is None or code.co_name == "<lambda>":
        return False
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        body = tree.body[0].body
    except (OSError, TypeError, SyntaxError, AttributeError, IndexError):
        return not code.co_names and set(code.co_consts) <= {None, ..., function.__doc__}
    return all(
        isinstance(node, ast.Pass)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in body
    )


def untouched(answer):
    """Tell whether an answer that is a value still holds the stub's ``...``."""
    if answer is None or answer is ...:
        return True
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, (list, tuple)):
        return bool(answer) and all(untouched(item) for item in answer)
    return False


KINDS = (
    (SystemExit, "calls-exit"),
    (RecursionError, "calls-itself-forever"),
    (MemoryError, "out-of-memory"),
    (NameError, "name-not-defined"),
    (ZeroDivisionError, "division-by-zero"),
    (IndexError, "index-out-of-range"),
    (AttributeError, "no-such-attribute"),
)


def kind(error):
    """Name what was raised, for the sorts that say what to look for."""
    for sort, name in KINDS:
        if isinstance(error, sort):
            return name
    if re.search("truth value|ambiguous", str(error)):
        return "if-on-an-array"
    fitting = re.search(r"shape|broadcast|dimension|matmul|align", str(error), re.IGNORECASE)
    return "shapes-do-not-fit" if fitting else None


def describe(error):
    """Say in one sentence what was raised and in which line of the learner's code."""
    if isinstance(error, SystemExit):
        return "Your code calls exit()" + _place(error) + "."
    if isinstance(error, RecursionError):
        return "Your function calls itself without end."
    if isinstance(error, MemoryError):
        return "Your code asks for more memory than a check may take."
    name = type(error).__name__
    text = _without_trace(str(error))
    return f"Your code raised {name}{_place(error)}" + (f": {text}" if text else ".")


def _without_trace(text):
    """Keep of an MXNet message what a reader can use, and the first line of any other."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return ""
    if "Traceback" in lines[0] or "Check failed" in text:
        found = re.search(r"Check failed: .*?: (.*)", text)
        line = found.group(1) if found else lines[-1]
    else:
        line = lines[0]
    line = re.sub(r"^\w*Error: ", "", line)
    return line[:200] or "the operation does not fit its arguments"


def _place(error):
    """Name the last line of the learner's own code in a traceback."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if not frame.filename.startswith(PACKAGES) and not frame.filename.startswith(HERE):
            line = linecache.getline(frame.filename, frame.lineno).strip()
            if line:
                return f" at `{line[:80]}`"
    return ""
