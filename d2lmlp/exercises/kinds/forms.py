"""A right answer in another form than the statement asks for: it counts, and is remarked on."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from d2lmlp.exercises.engine.compare import same_up_to_ones
from d2lmlp.exercises.engine.stubs import untouched
from d2lmlp.exercises.engine.values import (
    BadValue,
    HalfFilled,
    LearnerError,
    NotAttempted,
    call,
    is_mxnet,
    verdict_of,
)
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.arguments import accepts

EMPTY = Verdict("not attempted", "Put your answer in place of the dots, and run.")
NONE = Verdict(
    "not attempted",
    "Your answer is None, as `print(...)` and a function without `return` give: put a value there.",
)
MODES = {
    "numpy": "NumPy arrays",
    "mxnet64": "arrays of float64",
    "list": "lists",
    "float": "one number at a time",
}


def remarked(verdict, *said):
    """Add remarks to a right answer; empty ones and repeated ones are left out."""
    if verdict.status != "correct":
        return verdict
    remarks = dict.fromkeys(filter(None, (verdict.remark, *said)))
    return replace(verdict, remark=" ".join(remarks))


def values_of(answer, things, part):
    """Return the values that an answer is, or that a function without arguments returns.

    Where there are none, the Verdict on that comes back.

    Parameters
    ----------
    answer : object
    things : str
        What is asked for, such as "letters".
    part : str
        What is said to be missing where only some of it still is dots.
    """
    try:
        return _values(answer, things, part)
    except NotAttempted:
        return NONE if answer is None else EMPTY
    except (LearnerError, BadValue) as error:
        return Verdict(*verdict_of(error))


def _values(answer, things, part):
    if callable(answer) and not isinstance(answer, type):
        if not accepts(answer, ()):
            raise BadValue("function-for-values", f"Give the {things} themselves, not a function.")
        try:
            answer = call(answer)
        except (BadValue, LearnerError):  # such as a net without input, or one that prints
            message = f"Give the {things} themselves, not a function."
            raise BadValue("function-for-values", message) from None
    if untouched(answer):
        raise NotAttempted
    if isinstance(answer, (list, tuple)) and any(item is ... for item in answer):
        raise HalfFilled(part)
    return answer


def other_shapes(check, outputs):
    """Say which part of a function's results has the numbers, but not the shape, of its target."""
    if check.measured or check.run is not call:
        return ""  # what was measured of the answer has no shape of the learner's
    for k, part in enumerate(check.parts):
        for out, want in zip(outputs, check.targets):
            if out[k].shape != want[k].shape:
                name = f"`{part.name}`" if len(check.parts) > 1 else "the result"
                return shape_remark(name, out[k].shape, want[k].shape)
    return ""


def other_mode(check, mode, raised, first):
    """Say that a function is right for another sort of arrays than MXNet's, and what came of those.

    Parameters
    ----------
    check : FunctionCheck
    mode : str
        In which it is right.
    raised : LearnerError or None
        What it raised on MXNet arrays.
    first : Verdict or None
        What else was found there.
    """
    if mode == "mxnet" or "mxnet" not in check.modes or not (raised or first):
        return ""
    usual = "MXNet arrays" + ", which are float32" * (mode == "mxnet64")
    return f"Right for {MODES[mode]}. On {usual}: {raised or first.message}"


def in_shape(name, value, shape):
    """Bring an array to the shape that is asked for; returns it and a remark, often empty.

    Arrays that differ by axes of length 1, and flat ones, are brought to it, row by row; one whose
    entries would change places is refused.
    """
    if value.shape == shape:
        return value, ""
    fits = value.ndim == 1 or same_up_to_ones(value, np.empty(shape)) is not None
    if value.size != np.prod(shape, dtype=int) or not fits:
        raise BadValue(
            "wrong-shape",
            f"{name} has the shape {value.shape}; it should be {shape or 'one number'}.",
        )
    return value.reshape(shape), shape_remark(f"`{name}`", value.shape, shape)


def shape_remark(name, shape, asked):
    """Say which shape is asked for."""
    if asked == ():
        return f"Right; {name} is asked for as one number, and yours has the shape {shape}."
    read = ", which is read row by row" if len(shape) == 1 < len(asked) else ""
    return (
        f"Right; {name} is asked for in the shape {asked}, and yours has the shape {shape}{read}."
    )


def list_remark(parts, result, want):
    """Say which of a function's results are lists where their targets are arrays."""
    if len(parts) == 1:
        said = "Right; an array is asked for, and yours is a list."
        return said if _listed(result, want[0]) else ""
    if not isinstance(result, (list, tuple)):
        return ""
    results = zip(parts, result, want)
    names = ", ".join(f"`{part.name}`" for part, item, t in results if _listed(item, t))
    return f"Right; arrays are asked for, and lists came back for {names}." if names else ""


def _listed(value, target):
    """Tell whether a value is a list, and not what a generator gave: that has its own remark."""
    return type(value) is list and target.ndim > 0


def sort_of(answer):
    """Name the sort of thing that an answer is, as far as it is a common one."""
    if isinstance(answer, str):
        return "one text"
    if callable(answer):
        return "a function"
    if isinstance(answer, Mapping):
        return "a dictionary"
    if isinstance(answer, np.ndarray) or is_mxnet(answer):
        return "an array"
    if isinstance(answer, (list, tuple)) and {type(item) for item in answer} == {bool}:
        return f"a {type(answer).__name__} of truth values"
    article = "an" if type(answer).__name__[0] in "aeiou" else "a"
    return f"{article} {type(answer).__name__}"
