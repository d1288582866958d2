"""The arguments of a checked function: which it takes; kept, compared, and disturbed."""

import inspect

import numpy as onp

from d2lmlp.exercises.engine.values import is_mxnet, to_numpy
from d2lmlp.exercises.engine.verdict import Verdict

OVERWRITES = "changes-its-argument"


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


def cannot_be_called(answer, names):
    """Return the verdict on what is no function of these arguments; None if it is one."""
    if not callable(answer):
        return Verdict(
            "wrong",
            f"`check` needs the function itself and got a value ({type(answer).__name__}): "
            "give the function's name without brackets.",
            "not-a-function",
        )
    if accepts(answer, names):
        return None
    if isinstance(answer, type):
        message = f"{answer.__name__} is a class: give an object of it, made with brackets."
        return Verdict("wrong", message, "wrong-signature")
    given = f"{len(names)} arguments in this order" if len(names) > 1 else "one argument"
    return Verdict(
        "wrong",
        f"Your function is called as f({', '.join(names)}), with {given}, and cannot be called so.",
        "wrong-signature",
    )


def changed_in_place(name, arg):
    """Return the verdict on values that are right, from a function that changes an argument."""
    what, copied = f"changes its argument `{name}` in place", "data are different"
    cure = "Copy what you change."
    if _is_net(arg):
        what, copied = f"changes the parameters of its argument `{name}`", "net is another one"
        cure = "Only read them."
    said = (
        f"The values are right in the calls here, but your function {what}: the caller's {copied} "
        "afterwards."
    )
    return Verdict("wrong", f"{said} {cure}", OVERWRITES)


def and_overwritten(name, arg, more):
    """Say that an argument is changed, and that the result is wrong; `more` is what it equals."""
    if _is_net(arg):
        return (
            f"Your function changes the parameters of its argument `{name}`, and its result is "
            "wrong. Only read them, then check again: whether more is amiss can only be told then."
        )
    ways = f"`{name} += 1`, `{name} *= 2` and `{name}[i] = 0` do so"
    if isinstance(arg, list):
        ways = f"`{name}.append(...)`, `{name}.pop()` and `{name}[i] = ...` do so, and what"
        ways += " changes one of its items in place"
    what = (
        f"Your function changes its argument `{name}`, and its result is wrong. {ways}; under "
        f"another name as well (`a = {name}` makes no copy). Leave `{name}` as it is, then check "
        "again"
    )
    return f"{what}. As it is: {more}" if more else f"{what}: more can only be told then."


def _is_net(arg):
    return hasattr(arg, "collect_params")
