"""Mistakes of any task that show in the shape of a result."""

import numpy as onp

from d2lmlp.exercises.engine.compare import close, same_up_to_ones


def recognise_shape(part, ys, ts):
    """Name what is wrong with results of another shape than the targets.

    Parameters
    ----------
    part : str
        What the result is called.
    ys, ts : list of numpy.ndarray
        Results and targets, call by call.

    Returns
    -------
    (id, message)
    """
    y, t = next((y, t) for y, t in zip(ys, ts) if y.shape != t.shape)

    def everywhere(change):
        """Whether a change makes every result its target, in shape and values."""
        fitted = [same_up_to_ones(onp.asarray(change(y)), t) for y, t in zip(ys, ts)]
        return all(f is not None and close(f, t) for f, t in zip(fitted, ts))

    some = any(a.shape == b.shape for a, b in zip(ys, ts))
    name = f"in some calls {part[0].lower()}{part[1:]}" if some else part
    is_ = f"{name} has shape {y.shape}" if y.ndim else f"{name} is one number"
    should = f"expected {t.shape or 'one number'}"
    first = is_[0].upper() + is_[1:]
    if everywhere(lambda a: a):
        return "right-values-wrong-shape", f"The values are right, but {is_}: {should}."
    if everywhere(onp.transpose):
        return "transposed", f"{first}, {should}: rows and columns are swapped."
    for axis in range(min(y.ndim for y in ys)):
        if _repeated(ys, axis) and everywhere(lambda a, axis=axis: a.max(axis=axis)):
            return "repeated", f"{first}, {should}: the result stands there more than once."
        for name in ("sum", "mean"):
            if everywhere(lambda a, name=name, axis=axis: getattr(a, name)(axis=axis)):
                return (
                    "not-summed" if name == "sum" else "not-averaged",
                    f"{first}, {should}: its {name} over axis {axis} is what is asked for.",
                )
    if y.size > t.size == 1 and everywhere(onp.sum):
        return "not-summed", f"{first}, {should}: the sum over all entries is asked for."
    sums = [t.sum() for t in ts]
    told = any(abs(s) > 1e-3 for s in sums)  # a sum of 0 is a mean, a difference, and much else
    if told and all(a.size == 1 and close(a.sum(), s) for a, s in zip(ys, sums)):
        return "summed", f"{first}, {should}: it is the sum of what must stay apart."
    if y.size == 1:
        return "one-number", f"{first}, {should}."
    if all(y.shape == t.shape[::-1] for y, t in zip(ys, ts)):
        return (
            "shape-transposed",
            f"{first}, {should}: the lengths are swapped, and more than that is wrong.",
        )
    return "wrong-shape", f"{first}, {should}."


def _repeated(ys, axis):
    """Tell whether all entries along an axis are equal."""
    return all(y.size and onp.ptp(y, axis=axis).max() < 1e-9 for y in ys)
