"""Remarks on a right answer: what it does with other arrays than those of the cases."""

from dataclasses import replace
from itertools import repeat

import numpy as onp

from d2lmlp.exercises.engine.values import BadValue, LearnerError, NotAttempted
from d2lmlp.exercises.kinds.parts import right


def two_axes(check, answer, mode):
    """Remark on a right answer for arrays of one axis that is wrong for arrays of two."""
    if mode not in ("mxnet", "numpy") or not check.aligned:
        return ""
    case = check.cases[0]
    n, aligned = len(case[0]) // 2, [name in check.aligned for name in check.names]
    # Neighbours stand below each other: where the entries grow, each row has some of every kind.
    matrix = tuple(
        onp.array(v[: 2 * n].reshape(n, 2).T, order="C") if here else v
        for v, here in zip(case, aligned)
    )
    wide = replace(check, cases=[matrix])
    if any(want.shape != matrix[0].shape for want in wide.targets[0]) or wide._is_right(
        answer, mode
    ):
        return ""
    said = f"The cases have one axis; for an array of shape {matrix[0].shape} yours"
    try:
        out = wide.outputs(answer, mode)[0][0]
    except (NotAttempted, LearnerError, BadValue):
        return f"{said} gives no result."
    flat = [y.ravel() for y in out]
    if all(right(y, t.ravel(), p) for y, t, p in zip(flat, wide.targets[0], check.parts)):
        return f"{said} gives the right values in another shape."
    return f"{said} gives another result."


NOT_ALL_DIGITS = (
    "For float64 arrays, too, yours agrees to some digits only: something in it is rounded, cut "
    "off or approximated"
)
NO_FORMULA = f"{NOT_ALL_DIGITS}, as by a difference quotient."
ANOTHER_RESULT = "For float64 arrays yours gives another result."
AS_FLOAT32 = (
    "For float64 arrays the last digits of yours are off, as where something is float32, a "
    "constant cut short or a small number added, where a bound is set, and with a difference "
    "quotient."
)


FORMULA = " If it is that: the task asks for a formula."


def rounded(check, answer):
    """Remark on a right answer that is off in float64 by more than float32 arithmetic is."""
    found = []
    for mode in ("mxnet64", "numpy"):
        try:
            found.append(check.outputs(answer, mode)[0])
        except (NotAttempted, LearnerError, BadValue):
            continue
    if any(all(map(check.agrees, outputs, check.targets, repeat(1e-6))) for outputs in found):
        return ""
    near = all(all(map(check.agrees, outputs, check.targets, repeat(1e-2))) for outputs in found)
    return f"{NOT_ALL_DIGITS}." if found and near else ""


def approximated(check, answer, formula):
    """Remark on a right answer that is no formula: in float64 one is exact to the last digits.

    Nothing is said where the results are float32, and as exact as that is.
    """
    for mode in ("mxnet64", "numpy"):
        try:
            outputs = check.outputs(answer, mode)[0]
        except (NotAttempted, LearnerError, BadValue):
            continue
        pairs = list(zip(outputs, check.targets))
        short = all(onp.array_equal(y, onp.float32(y)) for out, _ in pairs for y in out)
        if short and all(check.agrees(out, t, 1e-5) for out, t in pairs):
            continue
        if all(check.agrees(out, t, 1e-12) for out, t in pairs):
            return ""
        if not all(check.agrees(out, t, 1e-2) for out, t in pairs):
            return ANOTHER_RESULT
        said = AS_FLOAT32 if all(check.agrees(out, t, 1e-6) for out, t in pairs) else NO_FORMULA
        return said + (FORMULA if formula else "")
    return ""
