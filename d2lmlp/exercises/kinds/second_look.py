"""Call a checked function again: what only another call can tell.

Is it right with its arguments in another order, without a fault of MXNet's, in the calls in which
it runs? Does it really ignore an argument?
"""

import functools
from dataclasses import replace
from dis import get_instructions
from itertools import permutations
from types import CodeType

import numpy as onp

from d2lmlp.exercises.engine import mxnet_traps
from d2lmlp.exercises.engine.compare import close, number
from d2lmlp.exercises.engine.keeping import KEPT
from d2lmlp.exercises.engine.values import BadValue, LearnerError, NotAttempted
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.arguments import disturbed, takes, takes_any_number
from d2lmlp.exercises.kinds.kept import AGAIN, changes, keeps_something
from d2lmlp.exercises.kinds.results import VAGUE

ENOUGH = 6  # numbers from which a mistake can be told when the code stops in some calls


def otherwise(check, answer, mode, outputs, verdict, afresh):
    """Look at what can only be told by calling the answer again.

    `afresh` puts back what the answer held before its first call; it is None where it holds
    nothing.
    """
    starred = len(check.names) == 1 and takes_any_number(answer)
    if starred and check._is_right(lambda x: answer(*x), mode):
        return replace(
            verdict,
            message=f"The formula is right, but `{check.names[0]}` comes as one argument: "
            "drop the `*` before its name.",
            mistake="argument-taken-apart",
        )
    if (
        "backward" not in check.seen
        and _reads_no_gradient(answer)
        and ("attach_grad" in check.seen or "attach_grad" not in _names(answer))  # else it failed
        and any(part.size and not part.any() for part in outputs[0])
    ):
        recorded = "record" in check.seen or "record" in _names(answer)
        said = NO_BACKWARD if recorded else NOTHING_RECORDED
        return replace(verdict, mistake="no-backward", message=said)
    if not check.mistaken(verdict) and _reads_a_gradient(answer) and _a_wrong_zero(check, outputs):
        return replace(verdict, mistake="no-gradient-arrives", message=NO_GRADIENT_ARRIVES)
    if not check.measured:
        if not check.mistaken(verdict) and changes(check, answer, mode, outputs):
            return replace(verdict, mistake="differs-when-called-again", message=AGAIN)
        if afresh and keeps_something(check, answer, mode, outputs, afresh):
            return replace(verdict, mistake="differs-when-called-again", message=KEPT)
    vague = {law.id for law in check.laws} | {*VAGUE, "close-not-exact"}
    if verdict.mistake in vague and (told := mixes_entries(check, answer, mode, outputs)):
        return replace(verdict, mistake="entries-not-on-their-own", message=told)
    named = verdict.mistake or ""
    if named.startswith("ignores-") and not check.mistaken(verdict):
        k = check.names.index(named[8:])
        if not really_ignores(check, answer, mode, outputs, k):
            return check.compare(outputs, ask_ignored=False)
    return verdict


NO_BACKWARD = (
    "A gradient is 0 in the first call: `backward()` is never called. Call `attach_grad()` before "
    "the recording, `backward()` on the result after it, and read the `grad` then."
)


NOTHING_RECORDED = (
    "A gradient is 0 in the first call: nothing is recorded, and `backward()` is never called."
)


NO_GRADIENT_ARRIVES = (
    "One of your results is 0 in every call here. If it is a `grad`: that is 0 where "
    "`attach_grad()` comes after the array was used, where the computation goes on with a copy or "
    "has slope 0, and where `grad` is read before `backward()` or set to 0 after it."
)


def mixes_entries(check, answer, mode, outputs):
    """Say so where the result of an entry is another one when the entry is alone."""
    if not check.aligned or len(check.parts) > 1 or mode not in ("mxnet", "numpy"):
        return ""
    for case, (out, *more), (want, *_) in zip(check.cases, outputs, check.targets):
        if more or out.shape != want.shape or out.ndim != 1 or len(out) < 3:
            continue
        for k in (0, len(out) // 2):
            place = slice(k, k + 1)
            own = [v[place] if n in check.aligned else v for n, v in zip(check.names, case)]
            try:
                ((alone, *_),) = replace(check, cases=[tuple(own)]).outputs(answer, mode)[0]
            except (NotAttempted, LearnerError, BadValue):
                continue
            if alone.shape == (1,) and not close(alone, out[place]):
                numbers = zip(check.names, own)
                where = ", ".join(f"{n} = {number(onp.ravel(v)[0])}" for n, v in numbers)
                return (
                    "In yours an entry's result depends on the others, or on how many there are: "
                    f"for {where} it gives {number(alone[0])} when the entry is alone, and "
                    f"{number(out[k])} among {len(out)}. Each result belongs to its own entry."
                )
    return ""


def _reads_no_gradient(answer):
    """Tell whether a function asks for a gradient and reads it, and never calls backward."""
    names = _names(answer)
    return {"attach_grad", "grad"} <= names and "backward" not in names


def _a_wrong_zero(check, outputs):
    """Tell whether a part is 0 in every call, where its target is not."""
    return any(
        all(y.size and not y.any() for y in ys) and any(t.any() for t in ts)
        for ys, ts in zip(zip(*outputs), zip(*check.targets))
    )


def _reads_a_gradient(answer):
    """Tell whether a function records a computation and reads the gradient of its result."""
    return {"attach_grad", "grad", "record", "backward"} <= _names(answer)


CARET = "In your code stands `^`, Python's exclusive or: if a power is meant, it is written `**`."


def uses_a_caret(answer):
    """Tell whether an exclusive or, perhaps meant as a power, stands in a function's code."""
    codes = [code for code in [getattr(answer, "__code__", None)] if isinstance(code, CodeType)]
    for code in codes:
        codes += [const for const in code.co_consts if isinstance(const, CodeType)]
        if any("XOR" in op.opname or op.argrepr in ("^", "^=") for op in get_instructions(code)):
            return True
    return False


def _names(answer):
    return set(getattr(getattr(answer, "__code__", None), "co_names", ()))


def reordered(check, answer):
    """Name an answer that is right when it gets its arguments in another order."""
    if not 1 < len(check.names) < 4:
        return None
    if takes(answer) == list(check.names):
        return None  # the names are in order: then it is the formula that mixes them up
    for order in permutations(range(len(check.names))):
        if order != tuple(sorted(order)) and _right_in_order(check, answer, check.modes[0], order):
            given = ", ".join(check.names[k] for k in order)
            return Verdict(
                "wrong",
                f"The formula is right, for arguments in another order: yours takes ({given}), "
                f"and is called with ({', '.join(check.names)}).",
                "arguments-in-another-order",
            )
    return None


def _right_in_order(check, answer, mode, order):
    def reordered(*args):
        return answer(*(args[k] for k in order))

    return check._is_right(reordered, mode)


def really_ignores(check, answer, mode, outputs, k):
    """Tell whether other values of an argument leave every result as it was."""
    other = [
        tuple(disturbed(v) if i == k else v for i, v in enumerate(case)) for case in check.cases
    ]
    try:
        again = replace(check, cases=other).outputs(answer, mode)[0]
    except (NotAttempted, LearnerError, BadValue):
        return False
    pairs = [(a, b) for new, old in zip(again, outputs) for a, b in zip(new, old)]
    return all(a.shape == b.shape and close(a, b) for a, b in pairs)


def named_where_it_runs(check, answer, mode, error):
    """Name the mistake of an answer that raises in some cases by the cases where it runs."""
    if len(check.cases) < 2 or mode == "float":
        return None
    running = []
    for case in check.cases:
        try:
            replace(check, cases=[case]).outputs(answer, mode)
        except (LearnerError, BadValue, NotAttempted):
            continue
        running.append(case)
    some = replace(check, cases=running, laws=())  # a law may ask for any of the cases
    try:
        outputs = some.outputs(answer, mode)[0]
    except (LearnerError, BadValue, NotAttempted):  # MXNet may raise what an earlier call has left
        return None
    if sum(part.size for out in outputs for part in out) < ENOUGH:
        return None
    verdict = some.compare(outputs)
    if not check.mistaken(verdict):
        return None
    ran = f"Your code ran in {len(running)} of {len(check.cases)} calls. In those: "
    message = f"{ran}{verdict.message} In the others: {error}"
    return replace(verdict, status="error", message=message, rows=())


def written_in_part(check, answer, error=None):
    """Tell an answer that raises NotImplementedError in some calls from one that always does."""
    ran = 0
    for case in check.cases if error else ():
        try:
            replace(check, cases=[case]).outputs(answer, check.modes[0])
        except (LearnerError, BadValue, NotAttempted):
            continue
        ran += 1
    if not ran:
        return None
    said = f"Your code ran in {ran} of {len(check.cases)} calls, and every one counts. "
    return Verdict("error", said + str(LearnerError(error)), "not-for-every-case")


def _finite(check, answer):
    outputs = check.outputs(answer, "mxnet")[0]
    return all(onp.isfinite(part).all() for out in outputs for part in out)


def spoilt(check, answer, rounding):
    """Name the fault of MXNet's without which the answer would be right."""
    for name, message, cured in mxnet_traps.TRAPS:
        with cured() as sprung:  # None where the answer runs in another process
            mended = check._is_right(answer, "mxnet") and (sprung is None or sprung)
        if mended and not check._is_right(answer, "mxnet"):
            return name, message
    near = functools.partial(check._is_right, answer)
    if rounding and near("mxnet64", room=1e-3) and not near("mxnet", room=2e-3):
        return mxnet_traps.ROUNDING if _finite(check, answer) else mxnet_traps.OVERFLOW
    return None
