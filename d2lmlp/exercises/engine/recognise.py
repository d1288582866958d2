"""Mistakes that can happen in any task, recognised from the results alone."""

import numpy as onp

from d2lmlp.exercises.engine.compare import close, number, same_up_to_ones


def recognise(names, cases, ys, ts, exact=False):
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

    Returns
    -------
    (id, message) or None
    """
    y, t = (onp.concatenate([a.ravel() for a in arrays]) for arrays in (ys, ts))

    def same(a, b):
        return close(a, b, exact)

    if not onp.isfinite(y).all():
        return "not-finite", "Some of your results are nan or infinite."
    found = (
        _ignored_argument(names, cases, ys, ts, same)
        or _whole(y, t, same)
        or _case_by_case(cases, ys, ts, same)
        or _partly(names, cases, ys, ts, same)
    )
    if found or exact:
        return found
    for digits in (0, 1, 2):
        if onp.allclose(y, onp.round(t, digits), atol=1e-3) and t.std() > 0.05:
            return "rounded", f"Your results are rounded to {digits} digits; return all of them."
    if onp.allclose(y, t, rtol=3e-2, atol=2e-2 * max(onp.abs(t).max(), 1e-9)):
        return (
            "close-not-exact",
            "Close, but not exact: rounded numbers or a step that is too coarse give this; "
            "the formula gives all digits.",
        )
    return None


def _whole(y, t, same):
    """Relations that hold for all entries at once."""
    if same(y, onp.zeros_like(t)):
        return "all-zero", "Your result is 0 everywhere."
    if t.std() > 0 and y.std() < 1e-9:
        return "constant", f"Your result is {number(y[0])} whatever the input."
    if same(y, -t):
        return "sign-flipped", "All values are right but for the sign: it is the other way round."
    factor = (y @ t) / (t @ t) if t.any() else 0
    if factor and abs(factor - 1) > 1e-3 and same(y, factor * t) and not same(y, 0 * t):
        return (
            "constant-factor",
            f"Your result is {number(factor)} times the target everywhere: a factor is missing or "
            "there is one too many.",
        )
    if same(y - t, onp.full_like(t, (y - t).mean())):
        return (
            "constant-offset",
            f"Your result is the target plus {number((y - t).mean())} everywhere: a constant term "
            "is missing or there is one too many.",
        )
    if same(onp.abs(y), onp.abs(t)):
        return "sign-lost", "The sizes are right, but some of the signs are not."
    if onp.all(t != 0) and same(y * t, onp.ones_like(t)):
        return "reciprocal", "You have 1 over the target: numerator and denominator are swapped."
    if same(y, t**2):
        return "squared", "You have the square of the target: a root is missing."
    if same(y**2, onp.abs(t)) and (y >= 0).all():
        return "square-root", "You have the root of the target: a square is missing."
    if (t != 0).any() and same(1 - y, t):
        return "one-minus", "You have 1 minus the target."
    return None


def _case_by_case(cases, ys, ts, same):
    """Relations that hold within each call, such as a mean in place of a sum."""
    if all(same(y, c[0]) for y, c in zip(ys, cases) if isinstance(c[0], onp.ndarray)) and all(
        isinstance(c[0], onp.ndarray) for c in cases
    ):
        return "input-returned", "Your function gives its first argument back as it was."
    alike = all(isinstance(c[0], onp.ndarray) and c[0].shape == t.shape for c, t in zip(cases, ts))
    if alike and all(same(y, c[0] * t) for y, c, t in zip(ys, cases, ts)):
        return "times-the-input", "The target is multiplied by the first argument once more."
    if all(y.ndim == 2 and y.shape[0] == y.shape[1] for y in ys) and all(
        same(y.T, t) for y, t in zip(ys, ts)
    ):
        return "transposed", "Your result is the transpose of the target: rows and columns swapped."
    if all(y.ndim >= 1 for y in ys) and all(same(y[::-1], t) for y, t in zip(ys, ts)):
        return "reversed", "The values are right, but in reverse order."
    factors = [(y.ravel() @ t.ravel()) / max((t * t).sum(), 1e-30) for y, t in zip(ys, ts)]
    if len(ys) > 1 and all(
        t.size > 1 and f and same(y, f * t) and not same(y, 0 * t)
        for f, y, t in zip(factors, ys, ts)
    ):
        return (
            "wrong-scale",
            "Right but for the scale, and the scale depends on the input: is it a mean in place "
            "of a sum, a sum in place of a mean, or a division too many?",
        )
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
            return f"ignores-{name}", f"Your result does not change when `{name}` does."
    return None


def _differ_only_in(a, b, k):
    return all(_equal(x, y) != (i == k) for i, (x, y) in enumerate(zip(a, b)))


def _equal(a, b):
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(_equal, a, b))
    if isinstance(a, onp.ndarray):
        return onp.array_equal(a, b)
    return a == b


def _partly(names, cases, ys, ts, same):
    """Right on one side only, or in some calls only."""
    if all(isinstance(c[0], onp.ndarray) and c[0].shape == t.shape for c, t in zip(cases, ts)):
        x = onp.concatenate([c[0].ravel() for c in cases])
        y, t = (onp.concatenate([a.ravel() for a in arrays]) for arrays in (ys, ts))
        for sign, word, other in ((-1, "negative", "positive"), (1, "positive", "negative")):
            side = onp.sign(x) == sign
            if side.any() and (~side).any() and same(y[~side], t[~side]):
                return (
                    f"wrong-where-{word}",
                    f"Right where `{names[0]}` is {other}, wrong where it is {word}.",
                )
    good = [same(y, t) for y, t in zip(ys, ts)]
    if any(good):
        return (
            "wrong-in-some-cases",
            f"Right in {sum(good)} of {len(good)} calls only: look at the one below.",
        )
    return None


def recognise_shape(part, y, t):
    """Name what is wrong with a result of another shape than the target.

    Parameters
    ----------
    part : str
        What the result is called.
    y, t : numpy.ndarray
        The result and the target of one call.

    Returns
    -------
    (id, message)
    """
    is_, should = f"{part} has shape {y.shape}", f"expected {t.shape}"
    fitting = same_up_to_ones(y, t)
    if fitting is not None and close(fitting, t):
        return "right-values-wrong-shape", f"The values are right, but {is_}: {should}."
    if y.shape == t.shape[::-1]:
        return "transposed", f"{is_}, {should}: rows and columns are swapped."
    for axis in range(y.ndim):
        for name, reduced in (("sum", y.sum(axis=axis)), ("mean", y.mean(axis=axis))):
            fitting = same_up_to_ones(reduced, t)
            if fitting is not None and close(fitting, t):
                return (
                    "not-summed" if name == "sum" else "not-averaged",
                    f"{is_}, {should}: the {name} over axis {axis} is missing.",
                )
    if y.size > t.size == 1 and close(y.sum().reshape(t.shape), t):
        return "not-summed", f"{is_}, {should}: the sum over all entries is missing."
    if y.size == 1 and close(y.reshape(()), t.sum().reshape(())):
        return "summed", f"{is_}, {should}: you have summed what must stay apart."
    if y.size == 1:
        return "one-number", f"One number came back for {part}, {should}."
    return "wrong-shape", f"{is_}, {should}."
