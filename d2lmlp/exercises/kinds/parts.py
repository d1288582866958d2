"""Compare the parts of a function's results with their targets, and name what is wrong."""

import inspect
from dataclasses import dataclass

import numpy as onp

from d2lmlp.exercises.engine import copied, watch
from d2lmlp.exercises.engine.compare import close, gaps, number, same_up_to_ones, worst_rows
from d2lmlp.exercises.engine.picture import compare_curves
from d2lmlp.exercises.engine.recognise import recognise
from d2lmlp.exercises.engine.recognise_shape import recognise_shape
from d2lmlp.exercises.engine.task import Mistake
from d2lmlp.exercises.engine.values import (
    BadValue,
    HalfFilled,
    LearnerError,
    NotAttempted,
    Yielded,
    call,
    to_numpy,
)
from d2lmlp.exercises.engine.verdict import Verdict

NO_GRAD = (
    "the `grad` of an array is None unless `attach_grad()` was called on that array before the "
    "recording."
)


GIVES_NONE = (
    "as `backward()` and `append` give, a function without `return`, and the `grad` of an "
    "array that `attach_grad()` was not called on."
)


@dataclass(frozen=True)
class Part:
    """One of the things that a function returns.

    Attributes
    ----------
    name : str
    mistakes : tuple of Mistake
        Each example is a function of the task's arguments that gives this part.
    exact : bool
        A count: no rounding.
    strict_shape : bool
        Axes of length 1 matter.
    """

    name: str
    mistakes: tuple[Mistake, ...] = ()
    exact: bool = False
    strict_shape: bool = False


def compare_part(check, part, ys, ts, ask_ignored=True):
    """Compare one part of a function's results with its targets, case by case.

    Parameters
    ----------
    check : FunctionCheck
        Whose names and cases these are.
    part : Part
    ys, ts : list of numpy.ndarray
        Results and targets.

    Returns
    -------
    Verdict or None
        None when all is right, else the verdict that names the mistake.
    """
    if all(right(y, t, part) for y, t in zip(ys, ts)):
        return None
    fitted = [y if part.strict_shape else same_up_to_ones(y, t) for y, t in zip(ys, ts)]
    name = part.name if len(check.parts) > 1 else ""
    for mistake in part.mistakes:
        wrong = [onp.asarray(mistake.example(*c), float) for c in check.cases]
        if all(matches(y, w, part) for y, w in zip(ys, wrong)) and no_tiny_multiple(ys, wrong):
            return described(check, name, fitted, ts, mistake.id, mistake.message)
    subject = f"`{part.name}`" if name else "Your result"
    if any(f is None or f.shape != t.shape for f, t in zip(fitted, ts)):
        found = recognise_shape(subject, ys, ts)
        return Verdict("wrong", found[1], found[0])
    if check.measured:
        return described(check, name, fitted, ts, "differs", _differs(subject, fitted, ts))
    asked = check.names if ask_ignored else ()
    found = recognise(asked, check.cases, fitted, ts, part.exact, subject, check.aligned)
    found = found or _nearly(check, part, fitted, subject)
    found = found or ("differs", _differs(subject, fitted, ts))
    return described(check, name, fitted, ts, *found)


def _differs(subject, ys, ts):
    wrong = sum(int((gaps(y, t) > 1).sum()) for y, t in zip(ys, ts))
    return f"{subject} differs from the target in {wrong} of {sum(t.size for t in ts)} entries."


def _nearly(check, part, ys, subject):
    """A known mistake with one more factor."""
    y = onp.concatenate([a.ravel() for a in ys])
    for mistake in part.mistakes:
        wrong = [onp.asarray(mistake.example(*c), float) for c in check.cases]
        if any(w.shape != a.shape for w, a in zip(wrong, ys)):
            continue
        w = onp.concatenate([a.ravel() for a in wrong])
        if not onp.isfinite(w).all() or w.std() < 1e-9:
            continue
        factor = (y @ w) / (w @ w)
        if abs(factor) > 1e-3 and close(y, factor * w, part.exact):
            said = f"{subject} is {number(factor)} times what another mistake gives, this one:"
            return f"multiple-of-{mistake.id}", f"{said} “{mistake.message}”"
    return None


def described(check, part, ys, ts, mistake, message):
    """Build the verdict of a wrong part, with the rows and the picture where it is furthest off."""
    usable = [(c, y, t) for c, y, t in zip(check.cases, ys, ts) if y is not None]
    usable = [(c, y, t) for c, y, t in usable if y.shape == t.shape]
    rows, picture = (), None
    if usable:
        case, y, t = max(usable, key=lambda item: gaps(item[1], item[2]).max())
        rows = worst_rows(check, case, y, t, part)
        curves = [item for item in usable if item[2].size > 8 and check.elementwise]
        if curves:
            case, y, t = max(curves, key=lambda item: gaps(item[1], item[2]).max())
            picture = compare_curves(case[0], y, t, check.names[0])
    return Verdict("wrong", message, mistake, rows, picture)


def right(y, t, part, room=None):
    """Tell whether a result is its target, within the usual room or another one."""
    fitted = y if part.strict_shape else same_up_to_ones(y, t)
    if fitted is None or fitted.shape != t.shape:
        return False
    if room is not None:
        return bool(onp.allclose(fitted, t, rtol=room, atol=room, equal_nan=True))
    return close(fitted, t, part.exact)


def matches(y, wrong, part):
    """Tell whether a result is what a mistake gives."""
    if not part.strict_shape:
        fitted = same_up_to_ones(y, wrong)
        y = y if fitted is None else fitted
    return close(y, wrong, part.exact)


def no_tiny_multiple(ys, wrong):
    """Tell a mistake that gives 0 in all calls from results that are small everywhere."""
    return any(map(onp.any, wrong)) or all((abs(y) < 1e-9).all() for y in ys)


def one_by_one(answer, case):
    """Call a function of plain numbers for each entry of the first argument."""
    x, rest = case[0], case[1:]
    rest = [r if onp.ndim(r) == 0 else None for r in rest]
    if any(r is None for r in rest):
        raise LearnerError(TypeError("x is an array"))
    values = [to_numpy(call(answer, float(v), *rest)) for v in x.ravel()]
    if any(value.size != 1 for value in values):
        raise LearnerError(TypeError("one number gives several, or none"))
    return [onp.array(values).reshape(x.shape)]


def taken_apart(parts, result, shapes=()):
    """Take what was returned apart into one array for each part.

    Parameters
    ----------
    parts : tuple of Part
    result : object
    shapes : set of tuple
        The shapes that a single result may have: a tuple of rows is one matrix.
    """
    n = len(parts)
    names = ", ".join(part.name for part in parts)
    if n == 1:
        if isinstance(result, tuple) and len(result) == 1:
            watch.remark("One result is asked for; a comma after yours makes it a tuple.")
            result = result[0]
        if isinstance(result, tuple) and _several(result, shapes):
            count = {2: "Two", 3: "Three", 4: "Four"}.get(len(result), len(result))
            raise BadValue("too-many-results", f"{count} results came back; one is asked for.")
        return [to_numpy(result)]
    if isinstance(result, (set, frozenset)):
        raise BadValue("a-set", f"A set came back: it has no order, so return ({names}).")
    if isinstance(result, dict):
        lacking = [part.name for part in parts if part.name not in result]
        if lacking:
            raise BadValue(
                "missing-part",
                f"Your dictionary has no `{lacking[0]}`: return ({names}), or use these names.",
            )
        watch.remark("A tuple is asked for, and yours is a dictionary.")
        result = [result[part.name] for part in parts]
    if callable(result) or isinstance(result, str):
        to_numpy(result)  # which says that it is no number
    if not isinstance(result, (list, tuple)) or len(result) != n:
        if inspect.iscoroutine(result):
            result.close()
            raise BadValue("a-coroutine", "A coroutine came back: leave out `async`.")
        if isinstance(result, Yielded):
            said = f"A generator came back, as from `yield`: `return` the results ({names})."
            raise BadValue("a-generator", said)
        got = len(result) if isinstance(result, (list, tuple)) else 1
        if not (got != 1 or isinstance(result, (list, tuple)) or hasattr(result, "__array__")):
            to_numpy(result)  # which says so where it is no number
        raise BadValue(
            "missing-part" if got < n else "too-many-results",
            f"Return {n} results, ({names}); yours returns {got}.",
        )
    for part, item in zip(parts, result):
        if item is None and "backward" in watch.used:
            if "attach_grad" in watch.used:
                raise BadValue("returned-none", f"`{part.name}` is None, {GIVES_NONE}")
            raise BadValue("no-attach-grad", f"`{part.name}` is None: {NO_GRAD}")
        if item is None:
            said = PRINTED if copied.printed() else "give it a value."
            raise BadValue("returned-none", f"`{part.name}` is None: {said}")
    dots = [part.name for part, item in zip(parts, result) if item is ...]
    if dots:
        raise NotAttempted if len(dots) == n else HalfFilled(f"`{dots[0]}`")
    return [to_numpy(item) for item in result]


PRINTED = "`print` shows a value and gives None; return the value itself."


def _several(result, shapes):
    """Tell whether a tuple holds several results, not the rows of one."""
    try:
        sizes = [onp.shape(item) for item in result]
    except ValueError:  # rows of unequal length
        return False
    if len(result) > 1 and shapes == {()}:
        return True
    if not result or sizes[0] == () or (len(result), *sizes[0]) in shapes:
        return False
    return len(result) == 2 or len(set(map(len, sizes))) > 1
