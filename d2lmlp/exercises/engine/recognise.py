"""Mistakes of any task, recognised from the results alone: long, for there are many kinds."""

import re

import numpy as onp

from d2lmlp.exercises.engine.compare import close, number

DATA = ("X", "Z", "x", "y")  # arguments with an example, or a number, in each row


def recognise(names, cases, ys, ts, exact=False, subject="Your result", aligned=()):
    """Name what is wrong with results that have the right shapes.

    Parameters
    ----------
    names : sequence of str
        The arguments' names.
    cases : list of tuple
        The arguments, case by case.
    ys, ts : list of numpy.ndarray
        Results and targets, case by case, of equal shapes.
    exact : bool
        Compare as counts.
    subject : str
        What the results are called.
    aligned : sequence of str
        The arguments whose entries belong to the result's.

    Returns
    -------
    (id, message) or None
        What was measured, and no cause that was not.
    """
    y, t = (onp.concatenate([a.ravel() for a in arrays]) for arrays in (ys, ts))

    def same(a, b):
        return close(a, b, exact)

    if not (finite := onp.isfinite(y)).all():
        if not finite.any():
            return "not-finite", f"{subject} is nan or infinite in every call here."
        right = same(y[finite], t[finite])
        others = "right in all others" if right else "not right in all others either"
        places = "places" if max(map(onp.size, ts)) > 1 else "calls"
        if not right and (told := _scale_where_finite(ys, ts, same)):
            said = f"{subject} is nan or infinite in some places. In the calls without, it is "
            return "not-finite", said + told
        return "not-finite", f"{subject} is nan or infinite in some {places}, and {others}."
    found = (
        _tiny_multiple(y, t)
        or _constant(y, t, same)
        or _input_returned(cases, ys, same)
        or _ignored_argument(names, cases, ys, ts, same)
        or _whole(y, t, same)
        or _first_alone(ys, ts, same)
        or _case_by_case(cases, ys, ts, same)
        or _but_for_one_entry(ys, ts, same)
        or (None if exact else _rounded(y, t, subject))
        or _on_one_side(cases, ys, ts, same, aligned)
        or (None if exact else _nearly(ys, ts))
        or _in_some_calls(names, cases, ys, ts, same)
    )
    if not found or subject == "Your result":
        return found
    return found[0], re.sub("[Yy]our result", lambda _: subject, found[1])


def _nearly(ys, ts):
    """Small errors everywhere."""
    if all(
        onp.allclose(y, t, rtol=3e-2, atol=2e-2 * max(onp.sqrt((t**2).mean()), 1e-9))
        for y, t in zip(ys, ts)
    ):
        off = max(onp.abs(y - t).max() for y, t in zip(ys, ts))
        return (
            "close-not-exact",
            "Your result is close, but not exact: in these calls it is off by up to "
            f"{number(off)}; the right formula is off by much less, in float32, too.",
        )
    return None


def _rounded(y, t, subject):
    """Fewer digits than there should be."""
    if t.std() <= 0.05:
        return None
    whole = onp.array_equal(y, onp.trunc(y)) and not onp.array_equal(t, onp.trunc(t))
    for cut, said in ((onp.trunc, "cut"), (onp.floor, "rounded down, as by `//`")):
        if whole and onp.allclose(y, cut(t), atol=1e-6):
            return (
                "cut-to-integers",
                f"{subject} is whole numbers, as if it were {said}; return all digits.",
            )
    for digits in (0, 1, 2, 3):
        if not digits and len(set(y)) < 3:
            continue  # zeros and ones come from much else
        if onp.allclose(y, onp.round(t, digits), atol=1e-5):
            plural = "decimal" if digits == 1 else "decimals"
            said = f"{subject} has {digits or 'no'} {plural}, as if it were rounded."
            return "rounded", said
    return None


def _tiny_multiple(y, t):
    """The target times a number so small that the results pass for 0."""
    factor = (y @ t) / (t @ t) if t.any() else 0
    if 0 < abs(factor) < 1e-3 and onp.allclose(y / factor, t, rtol=1e-2, atol=1e-2 * abs(t).max()):
        return "constant-factor", f"Your result is {number(factor)} times the target in every call."
    return None


def _constant(y, t, same):
    """One number in every entry of every call."""
    if same(y, onp.zeros_like(t)):
        but = "" if not y.any() else ", to three digits behind the point"
        return "all-zero", f"Your result is 0 in every call here{but}."
    if t.std() > 0 and y.std() < 1e-9:
        return "constant", f"Your result is {number(y[0])} in every call here."
    return None


def _whole(y, t, same):
    """Relations that hold for all entries at once."""
    if same(y, -t):
        return "sign-flipped", "Your result is right but for its sign: that is the other way round."
    factor = (y @ t) / (t @ t) if t.any() else 0
    if factor and abs(factor - 1) > 1e-3 and same(y, factor * t) and not same(y, 0 * t):
        return (
            "constant-factor",
            f"Your result is {number(_short(factor, t, y, same))} times the target in every call "
            "here.",
        )
    if same(y - t, onp.full_like(t, (y - t).mean())):
        off = (y - t).mean()
        more = f"plus {number(off)}" if off > 0 else f"minus {number(-off)}"
        return "constant-offset", f"Your result is the target {more} in every call here."
    if same(onp.abs(y), onp.abs(t)):
        return (
            "some-signs-wrong",
            "Your result has the right sizes, but some of its signs are wrong.",
        )
    if onp.all(t != 0) and same(y * t, onp.ones_like(t)):
        return "reciprocal", "Your result is 1 over the target."
    if same(y, t**2):
        return "squared", "Your result is the square of the target."
    if same(y**2, t) and (y >= 0).all():
        return "square-root", "Your result is the root of the target."
    if (t != 0).any() and same(1 - y, t):
        return "one-minus", "Your result is 1 minus the target."
    return None


def _short(factor, t, y, same):
    """Cut a measured factor to two digits where that fits as well."""
    cut = float(f"{factor:.2g}")
    return cut if same(y, cut * t) else factor


def _input_returned(cases, ys, same):
    """The first argument, in every call."""
    if all(isinstance(c[0], onp.ndarray) for c in cases) and all(
        same(y, c[0]) for y, c in zip(ys, cases)
    ):
        alike = all(onp.array_equal(onp.float32(y), onp.float32(c[0])) for y, c in zip(ys, cases))
        said = "as it was" if alike else "here, but for 0.001 or less"
        return "input-returned", f"Your function gives its first argument back {said}."
    return None


def _case_by_case(cases, ys, ts, same):
    """Relations that hold within each call, such as a mean in place of a sum."""
    alike = all(isinstance(c[0], onp.ndarray) and c[0].shape == t.shape for c, t in zip(cases, ts))
    if alike and all(same(y, c[0] * t) for y, c, t in zip(ys, cases, ts)):
        return "times-the-input", "Your result is the target, multiplied by the first argument."
    if all(y.ndim == 2 and y.shape[0] == y.shape[1] for y in ys) and all(
        same(y.T, t) for y, t in zip(ys, ts)
    ):
        return "transposed", "Your result is the transpose of the target: rows and columns swapped."
    if all(y.ndim >= 1 for y in ys) and all(same(y[::-1], t) for y, t in zip(ys, ts)):
        return "reversed", "Your result has the right values in reverse order."
    if max(t.size for t in ts) > 3 and all(
        y.ndim == t.ndim == 1 and same(onp.sort(y), onp.sort(t)) for y, t in zip(ys, ts)
    ):
        return "order-lost", "Your result has the right values in another order than asked for."
    factors = [(y.ravel() @ t.ravel()) / max((t * t).sum(), 1e-30) for y, t in zip(ys, ts)]
    # One number is a multiple of any other.
    told = [f for f, t in zip(factors, ts) if (onp.abs(t) > 1e-6).sum() > 1]
    differ = told and max(told) - min(told) > 1e-2 * max(map(abs, told))  # else it is rounding
    if differ and all(_multiple(f, y, t, same) for f, y, t in zip(factors, ys, ts)):
        said = _some([f for f, t in zip(factors, ts) if t.any()])
        if all(abs(f * onp.size(t) - 1) < 1e-3 for f, t in zip(factors, ts)):
            said += "; that is 1 over the number of its entries"
        if all(onp.ndim(c[0]) and abs(f - len(c[0])) < 1e-3 for f, c in zip(factors, cases)):
            said += "; that is the length of the first argument"
        return (
            "wrong-scale",
            f"Your result is the target times a number that differs from call to call: {said}.",
        )
    return None


def _multiple(factor, y, t, same):
    """Tell whether y is this multiple of t, and not both are 0; a target of 0 tells nothing."""
    if not t.any():
        return same(y, t)
    return factor and same(y, factor * t) and not same(y, 0 * t)


def _scale_where_finite(ys, ts, same):
    """Find the target times a number of its own in each call whose results are all finite."""
    pairs = [(y, t) for y, t in zip(ys, ts) if onp.isfinite(y).all()]
    factors = [(y.ravel() @ t.ravel()) / max((t * t).sum(), 1e-30) for y, t in pairs]
    telling = sum((t != 0).sum() > 1 for _, t in pairs)
    if telling < 2 or not all(f and same(y, f * t) for f, (y, t) in zip(factors, pairs)):
        return None
    if all(abs(f - 1) < 1e-3 for f in factors):
        return "right."
    return f"the target times a number: {_some(factors)}."


def _some(numbers):
    """Write the first four that differ, and say where there are more."""
    written = list(dict.fromkeys(map(number, numbers)))
    return ", ".join(written[:4]) + " and others" * (len(written) > 4)


def _first_alone(ys, ts, same):
    """Right in the first entry, or the first row, of every call, and 0 in all others."""
    long = [(y, t) for y, t in zip(ys, ts) if t.ndim and len(t) > 1 and onp.any(t[1:])]
    short = [(y, t) for y, t in zip(ys, ts) if not t.ndim or len(t) == 1]
    first = all(same(y[:1], t[:1]) and not onp.any(y[1:]) for y, t in long)
    if len(long) > 1 and first and all(same(y, t) for y, t in short):
        what = "entry" if all(t.ndim == 1 for _, t in long) else "row"
        return f"first-{what}-alone", (
            f"Your result is right in the first {what} alone, and 0 in all others: is the `return` "
            "inside the loop?"
        )
    return None


def _but_for_one_entry(ys, ts, same):
    """All entries, or all rows, but the first or the last of several calls."""
    entries = [(y.ravel(), t.ravel()) for y, t in zip(ys, ts) if t.size > 2]
    rows = [(y, t) for y, t in zip(ys, ts) if t.ndim == 2 and len(t) > 1]
    for what, long in (("entry", entries), ("row", rows)):
        for word, kept, place in (("first", slice(1, None), 0), ("last", slice(-1), -1)):
            wrong = [not same(y[place], t[place]) for y, t in long]
            if sum(wrong) > 1 and all(same(y[kept], t[kept]) for y, t in long):
                zero = ", which is 0" if not any(onp.any(y[place]) for y, _ in long) else ""
                said = f"In the calls here your result is right but for its {word} {what}{zero}."
                return f"{word}-{what}-wrong", said
    return None


def _ignored_argument(names, cases, ys, ts, same):
    """An argument that matters to the target and not to the result."""
    for k, name in enumerate(names):
        pairs = [
            (i, j)
            for i in range(len(cases))
            for j in range(i)
            if _differ_only_in(cases[i], cases[j], k) and not same(ts[i], ts[j])
        ]
        if pairs and all(ys[i].shape == ys[j].shape and same(ys[i], ys[j]) for i, j in pairs):
            return f"ignores-{name}", f"In no call here does your result change when `{name}` does."
    return None


def _differ_only_in(a, b, k):
    return all(_equal(x, y) != (i == k) for i, (x, y) in enumerate(zip(a, b)))


def _equal(a, b):
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(_equal, a, b))
    if isinstance(a, onp.ndarray):
        return onp.array_equal(a, b)
    return a == b


def _on_one_side(cases, ys, ts, same, aligned):
    """Right for positive or for negative inputs only."""
    if not aligned or not all(isinstance(c[0], onp.ndarray) for c in cases):
        return None
    if all(c[0].shape == t.shape for c, t in zip(cases, ts)):
        x = onp.concatenate([c[0].ravel() for c in cases])
        y, t = (onp.concatenate([a.ravel() for a in arrays]) for arrays in (ys, ts))
        for side, word, other in (
            (x == 0, "zero", "not zero"),
            (x < 0, "negative", "positive"),
            (x > 0, "positive", "negative"),
            (x <= 0, "not positive", "positive"),
            (x >= 0, "not negative", "negative"),
        ):
            if not side.any() or side.all() or not same(y[~side], t[~side]):
                continue
            # A smooth error may fall below the room on one side: the sign is not its cause.
            if onp.abs(y - t)[~side].max() < 0.05 * onp.abs(y - t)[side].max():
                part = (
                    ""
                    if not onp.isclose(y[side], t[side], rtol=1e-3, atol=1e-3).any()
                    else "in places "
                )
                return (
                    f"wrong-where-{word.replace(' ', '-')}",
                    f"In these calls your result is right where `{aligned[0]}` is {other}, and "
                    f"wrong {part}where it is {word}.",
                )
    return None


def _in_some_calls(names, cases, ys, ts, same):
    good = [same(y, t) for y, t in zip(ys, ts)]
    arrays = [c[0] for c in cases if isinstance(c[0], onp.ndarray) and c[0].ndim]
    examples = names and names[0] in DATA and len(arrays) == len(good)
    if any(good) and examples and good == [len(a) > 1 for a in arrays]:
        what = "entry" if max(a.ndim for a in arrays) == 1 else "row"
        return f"one-{what}-wrong", (
            f"Your result is wrong here where `{names[0]}` has a single {what}, and right where it "
            "has more."
        )
    if any(good):
        return (
            "wrong-in-some-cases",
            f"Your result is right in {sum(good)} of {len(good)} calls only: look at the one "
            "below.",
        )
    return None
