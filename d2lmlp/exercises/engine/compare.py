"""Compare results with targets: how close counts as equal, and where they differ most."""

import numpy as onp

_allclose = onp.allclose  # kept here: a learner's code may put something else in its place
RTOL, ATOL = 5e-4, 2e-4  # float32, and room for a difference quotient


def close(y, t, exact=False):
    """Tell whether two arrays of one shape agree; NaN agrees with NaN.

    Parameters
    ----------
    y, t : numpy.ndarray
    exact : bool
        For counts: no relative room.
    """
    if y.shape != t.shape:
        return False
    if exact:
        return bool(_allclose(y, t, rtol=0, atol=1e-3, equal_nan=True))
    return bool(_allclose(y, t, rtol=RTOL, atol=ATOL, equal_nan=True))


def same_up_to_ones(y, t):
    """Reshape y to t's shape when they differ only by axes of length 1; else return None."""
    if [n for n in y.shape if n != 1] == [n for n in t.shape if n != 1]:
        return y.reshape(t.shape)
    return None


def number(value):
    """Write a number with the digits that a reader compares."""
    value = float(value)
    if value == int(value) if onp.isfinite(value) else False:
        return f"{int(value)}" if abs(value) < 1e7 else f"{value:.3g}"
    digits = 3 if abs(value) >= 0.01 else 5
    text = f"{value:.{digits}f}" if 0.0009995 <= abs(value) < 1000 else f"{value:.2e}"
    return text.rstrip("0").rstrip(".") if "e" not in text else text


def short(value):
    """Write an argument in a line: small arrays in full, larger ones by their shape."""
    if isinstance(value, (onp.ndarray, list, tuple)):
        if isinstance(value, (list, tuple)) and not all(onp.isscalar(v) for v in value):
            return f"{len(value)} arrays"
        array = onp.asarray(value)
        if array.ndim <= 1 and array.size <= (6 if isinstance(value, onp.ndarray) else 12):
            return "[" + ", ".join(number(v) for v in array.ravel()) + "]"
        return f"an array of shape {array.shape}"
    if callable(value):
        return getattr(value, "__name__", type(value).__name__)
    return number(value) if onp.isscalar(value) and not isinstance(value, str) else str(value)


def gaps(y, t):
    """Distance of each entry to its target, in units of the room it has."""
    with onp.errstate(invalid="ignore", over="ignore"):
        gap = onp.abs(y - t) / (ATOL + RTOL * onp.abs(t))
    return onp.where(onp.isfinite(gap), gap, onp.inf)


def worst_rows(check, args, y, t, part="", count=3):
    """Describe the entries of one case where y is furthest from t.

    Parameters
    ----------
    check : object
        Its `names` are those of the arguments; `aligned` those whose entries belong to the
        result's, all of them if it is `elementwise`; `told`, if not None, gives words for a
        case; `shown` writes a number.
    args : sequence
        The function's arguments in this case.
    y, t : numpy.ndarray of one shape
    part : str
        What the result is called when the function returns several.
    count : int
        How many entries at most.

    Returns
    -------
    tuple of (where, yours, target)
    """
    gap = gaps(y, t)
    rows = []
    for flat in onp.argsort(-gap, axis=None, kind="stable")[:count]:
        index = onp.unravel_index(flat, t.shape)
        if gap[index] <= 1:
            break
        where = _where(check, args, index, t, part)
        yours, target = check.shown(y[index]), check.shown(t[index])
        if yours == target:  # they differ behind the digits that are shown
            yours, target = f"{y[index]:.6g}", f"{t[index]:.6g}"
        rows.append((where, yours, target))
    return tuple(rows)


def _depth(value):
    """0 for a number or an object, 1 for a list of numbers or a vector, 2 for more."""
    if isinstance(value, (list, tuple)):
        return 1 if all(onp.isscalar(v) for v in value) else 2
    return onp.ndim(value)


def _input(value):
    """Write an input: never as a whole number that it is not, for 0.9995 is not 1."""
    text = number(value)
    return text if float(text) % 1 or float(text) == value else f"{value:.6g}"


def _where(check, args, index, t, part):
    words, located = [], False
    for name, value in zip(check.names, args):
        own = name in check.aligned or getattr(check, "elementwise", False)
        aligned = own and isinstance(value, onp.ndarray)
        if aligned and value.shape == t.shape and t.ndim:
            words.append(f"{name} = {_input(value[index])}")
            located = True
        elif check.told is None and _depth(value) <= (0 if t.ndim else 1):
            words.append(f"{name} = {short(value)}")
    if check.told is not None:
        words.append(check.told(*args))
    if not located and t.ndim:
        words.insert(0, f"entry {list(map(int, index))}")
    where = ", ".join(words) or "the result"
    return f"{part} at {where}" if part else where
