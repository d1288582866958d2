"""Look at a right answer far out, where a formula may overflow or a count be rounded."""

from dataclasses import replace

import numpy as onp

from d2lmlp.exercises.engine.compare import number, same_up_to_ones
from d2lmlp.exercises.engine.values import BadValue, LearnerError
from d2lmlp.exercises.kinds.forms import remarked
from d2lmlp.exercises.kinds.parts import described, right


def far_out(check, answer, verdict):
    """Look where a formula may overflow."""
    far, stopped = replace(check, cases=list(check.far)), None
    for mode in check.modes + (("float",) if check.elementwise else ()):
        try:
            outputs = far.outputs(answer, mode)[0]
        except BadValue:
            continue
        except LearnerError as error:
            if error.mistake == "number-too-large":
                said = f"Far out it breaks with an OverflowError. {check.cure}"
                return remarked(_but_far_out(verdict), said)
            stopped = stopped or error
            continue
        return _far_verdict(far, outputs, verdict)
    return remarked(_but_far_out(verdict), f"Far out it stops. {stopped}") if stopped else verdict


def _but_far_out(verdict):
    """Take a right answer's "in every case" back."""
    return replace(verdict, message=verdict.message.replace("in every case.", "except far out."))


def _wrong_far_out(check, outputs):
    k = next(
        k
        for k, part in enumerate(check.parts)
        if not all(right(o[k], t[k], part) for o, t in zip(outputs, check.targets))
    )
    ys, ts = [o[k] for o in outputs], [t[k] for t in check.targets]
    said = "Right for ordinary inputs, wrong for extreme ones, as in the table."
    name = check.parts[k].name if len(check.parts) > 1 else ""
    return described(check, name, ys, ts, "wrong-far-out", said)


def _far_verdict(check, outputs, verdict):
    broken = None
    for case, out, want in zip(check.cases, outputs, check.targets):
        fitted = [same_up_to_ones(y, t) for y, t in zip(out, want)]
        if any(y is None for y in fitted):
            return _wrong_far_out(check, outputs)
        lost = [~onp.isfinite(y) & onp.isfinite(t) for y, t in zip(fitted, want)]
        for k, (y, t, gone) in enumerate(zip(fitted, want, lost)):
            if gone.any():
                broken = broken or (case, int(onp.argmax(gone)), y, t)
            # Where a value overflows, its gradient says nothing either.
            for other in lost:
                if other.shape == t.shape:
                    gone = gone | other
            out[k] = onp.where(gone, t, y)
    pairs = list(zip(outputs, check.targets))
    if not all(check.agrees(out, want) for out, want in pairs):
        if all(check.agrees(out, want, 1e-6) for out, want in pairs):
            where = ", ".join(f"{n} = {v}" for n, v in zip(check.names, check.cases[0]))
            said = f"For {where} the count is rounded, to float32. {check.cure}"
            return remarked(_but_far_out(verdict), said)
        return _wrong_far_out(check, outputs)
    if broken is None:
        return verdict
    case, at, y, t = broken
    numbers = [f"{n} = {number(v)}" for n, v in zip(check.names, case) if onp.ndim(v) == 0]
    place = [f"{check.names[0]} = {number(case[0].flat[at])}", *numbers]
    where = f"at {', '.join(place)} " if check.aligned else ""
    target = number(onp.float32(t.flat[at]))
    said = f"Far out it breaks: {where}it gives {y.flat[at]:g}, and {target} is "
    return remarked(_but_far_out(verdict), f"{said}right. {check.cure}")
