"""Compare a function's results with its targets: right, in another order, or a known mistake's."""

from dataclasses import replace
from itertools import permutations

import numpy as np

from d2lmlp.exercises.engine.compare import same_up_to_ones
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.parts import compare_part, matches, no_tiny_multiple, right

ALL_RIGHT = "Your answer agrees with the target in every case."
FIRST_CALL = (
    "Right in the first call, and every further call gives the same again: your function keeps an "
    "old result, or works with fixed numbers in place of its arguments."
)
VAGUE = ("wrong-in-some-cases", "differs")  # a law of the task says more


def compare(check, outputs, ask_ignored=True):
    """Compare the results of all cases with the targets; returns a Verdict.

    Parameters
    ----------
    check : FunctionCheck
    outputs : list of list of numpy.ndarray
        Case by case the parts.
    ask_ignored : bool
        Look for an argument that plays no part.
    """
    targets = check.targets
    if all(check.agrees(out, want) for out, want in zip(outputs, targets)):
        return _axis_lost(check, outputs) or Verdict("correct", ALL_RIGHT)
    if _swapped(check, outputs):
        names = ", ".join(part.name for part in check.parts)
        return Verdict(
            "wrong",
            f"The results are right, but in the wrong order: return ({names}).",
            "swapped-results",
        )
    whole = _whole_mistake(check, outputs)
    for k, part in enumerate(check.parts):
        ys, ts = [out[k] for out in outputs], [want[k] for want in targets]
        verdict = compare_part(check, part, ys, ts, ask_ignored)
        if verdict is not None:
            break
    if whole is None and verdict.mistake in (None, *VAGUE):
        whole = _broken_law(check, outputs)
    if whole is None and verdict.mistake == "wrong-shape" and _as_in_the_first_call(check, outputs):
        return replace(verdict, mistake="as-in-the-first-call", message=FIRST_CALL)
    return replace(verdict, mistake=whole.id, message=whole.message) if whole else verdict


def _axis_lost(check, outputs):
    """Find a part that lacks an axis in some of the calls only: that is no other form of it."""
    for k, part in enumerate(check.parts):
        shapes = [(out[k].shape, want[k].shape) for out, want in zip(outputs, check.targets)]
        lacking = [(y, t) for y, t in shapes if len(y) < len(t)]
        if not check.measured and lacking and any(y == t for y, t in shapes):
            name = f"`{part.name}`" if len(check.parts) > 1 else "the result"
            (y, t), *_ = lacking
            return Verdict(
                "wrong",
                f"The values are right, but in some calls {name} has the shape {y}, and {t} is "
                "expected: an axis of length 1 is an axis, too.",
                "axis-lost",
            )
    return None


def _as_in_the_first_call(check, outputs):
    """Tell whether what is right in the first call came back in every call."""
    first = outputs[0]
    return check.agrees(first, check.targets[0]) and all(
        np.array_equal(y, f) for out in outputs[1:] for y, f in zip(out, first)
    )


def _swapped(check, outputs):
    """Tell whether the results are the targets in another order."""
    places = range(len(check.parts))
    fits = [
        {
            k
            for k in places
            if all(
                right(out[k], want[j], check.parts[j]) for out, want in zip(outputs, check.targets)
            )
        }
        for j in places
    ]
    if not all(fits) or set().union(*fits) != set(places):
        return False
    return any(all(k in fits[j] for j, k in enumerate(order)) for order in permutations(places))


def _broken_law(check, outputs):
    """Find the first law that the results break."""
    fitted = [
        [y if same_up_to_ones(y, t) is None else same_up_to_ones(y, t) for y, t in zip(o, w)]
        for o, w in zip(outputs, check.targets)
    ]
    for law in check.laws:
        if law.example(check.cases, fitted, check.targets):
            return law
    return None


def _whole_mistake(check, outputs):
    """Find the wrong answer whose results are the same as the learner's."""
    for mistake, wrong in check.wrong_results:
        pairs = [(y, w, p) for a, b in zip(outputs, wrong) for y, w, p in zip(a, b, check.parts)]
        alike = all(matches(y, w, p) for y, w, p in pairs)
        if alike and no_tiny_multiple([y for y, *_ in pairs], [w for _, w, _ in pairs]):
            return mistake
    return None
