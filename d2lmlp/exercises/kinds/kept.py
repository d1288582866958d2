"""Tell what an answer keeps from call to call: it is called again, and afresh."""

from dataclasses import replace

import numpy as onp

from d2lmlp.exercises.engine.compare import close, same_up_to_ones
from d2lmlp.exercises.engine.keeping import KEPT
from d2lmlp.exercises.engine.values import BadValue, LearnerError, NotAttempted, call, convert
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.arguments import scaled

AGAIN = (
    "With the same arguments yours gives different results: something in it is random, kept from "
    "an earlier call, or never written, as entries of `np.empty`."
)


def keeps_something(check, answer, mode, outputs, afresh):
    """Tell whether a case gives another result when it comes first."""
    first = _each_afresh(check, answer, mode, afresh)
    if _agree([new or () for new in first], outputs):
        return False
    again = _each_afresh(check, answer, mode, afresh)  # else it is random, and keeps nothing
    return _agree([new or () for new in first], [new or () for new in again])


def stops_when_called_again(check, answer, mode, afresh):
    """Tell of an answer that runs in each case when it comes first, and not after others."""
    if not afresh or check.measured or None in _each_afresh(check, answer, mode, afresh):
        return None
    return Verdict("wrong", KEPT, "differs-when-called-again")


def keeps_by_shape(check, answer, mode, afresh):
    """Tell whether a right answer gives an old result for other numbers of the same shapes.

    All of them are other ones, or those of the first argument alone.
    """
    if not afresh or check.measured:
        return False
    case = check.cases[0]
    others = [tuple(map(scaled, case))]
    if len(case) > 1:
        others.append((scaled(case[0]), *case[1:]))
    return any(_keeps(check, answer, mode, afresh, case, other) for other in others)


def _keeps(check, answer, mode, afresh, case, other):
    """Tell whether `other` gives one result when it comes first, and another after `case`."""
    varied = replace(check, cases=[other])
    afresh()
    try:
        later = replace(check, cases=[case, other]).outputs(answer, mode)[0][1:]
        afresh()
        first = varied.outputs(answer, mode)[0]
        afresh()
        again = varied.outputs(answer, mode)[0]
    except (NotAttempted, LearnerError, BadValue):
        return False
    return _agree(first, again) and not _agree(first, later)


def overwrites_its_result(check, answer, mode):
    """Tell whether a further call changes the array that an earlier one has returned."""
    case = check.cases[0]
    if check.run is not call or not isinstance(case[0], onp.ndarray):
        return False
    try:
        result = call(answer, *(convert(value, mode) for value in case))
        before = check.split(result)
        call(answer, *(convert(scaled(value), mode) for value in case))
        return not _agree([before], [check.split(result)])
    except (NotAttempted, LearnerError, BadValue):
        return False


OVERWRITTEN_RESULT = (
    "Right, but the next call overwrites the array that this one has returned: who keeps it finds "
    "other numbers in it then. Make a new array in every call."
)


def _agree(these, those):
    pairs = [pair for a, b in zip(these, those) for pair in zip(a, b)]
    return all(a.shape == b.shape and close(a, b) for a, b in pairs)


def _each_afresh(check, answer, mode, afresh):
    """Return each case's results when it is the first call; None where there are none."""
    found = []
    for case in check.cases:
        afresh()
        try:
            found += replace(check, cases=[case]).outputs(answer, mode)[0]
        except (NotAttempted, LearnerError, BadValue):
            found.append(None)
    return found


def changes(check, answer, mode, outputs):
    """Tell whether the first case gives another result of the same shape when called again."""
    if any(same_up_to_ones(y, t) is None for y, t in zip(outputs[0], check.targets[0])):
        return False  # its shape says more
    try:  # twice: one that changes with every other call has come round, or has not
        found, _ = replace(check, cases=check.cases[:1] * 2).outputs(answer, mode)
    except (NotAttempted, LearnerError, BadValue):
        return False
    pairs = [pair for again in found for pair in zip(again, outputs[0])]
    return any(a.shape == b.shape and not close(a, b) for a, b in pairs)
