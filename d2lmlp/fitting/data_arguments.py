"""What the data's makers ask of their arguments, and what they say when it is not so."""

from numbers import Integral, Real

import numpy as onp

from d2lmlp.fitting.net_arguments import numbers


def check_whole(**arguments):
    """Raise a ValueError, in one sentence, unless all are whole: from 1 up, a seed from 0."""
    for name, value in arguments.items():
        low = 0 if name == "seed" else 1
        if not isinstance(value, Integral) or value < low:
            raise ValueError(f"{name} is {value!r}; expected a whole number from {low} up.")


def check_spiral(n, arms, noise, seed):
    """Raise a ValueError, in one sentence, unless a spiral can be made so."""
    check_whole(n=n, arms=arms, seed=seed)
    if arms > n:
        raise ValueError(f"n is {n}; expected at least one point for each of {arms} arms.")
    if not isinstance(noise, Real) or not 0 <= noise < onp.inf:
        raise ValueError(f"noise is {noise!r}; expected a number from 0 up, such as 0.1.")


def checked_noise(y, share, seed):
    """Return the labels to be changed, as a NumPy array; raise a ValueError unless all fit."""
    if not isinstance(share, Real) or not 0 <= share <= 1:
        raise ValueError(f"share is {share!r}; expected a number from 0 to 1.")
    check_whole(seed=seed)
    labels = numbers("y", y)
    classes = labels.ndim == 1 and labels.size and labels.min() >= 0 and labels.max() >= 1
    if not classes or (labels != labels.astype("int32")).any():
        raise ValueError("y is no vector of labels of two or more classes, counted from 0.")
    return labels
