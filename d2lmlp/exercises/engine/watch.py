"""What a learner's code uses of MXNet's autograd while it runs, and what it must not do to it."""

import contextlib
import functools

import mxnet as mx
from mxnet import autograd

from d2lmlp.exercises.engine.bounds import bounded

_NP, _ND = mx.np.ndarray, mx.nd.NDArray
_WATCHED = (
    ("record", autograd, "set_recording"),
    ("attach_grad", _NP, "attach_grad"),
    ("attach_grad", _ND, "attach_grad"),
    ("attach_grad", autograd, "mark_variables"),
    ("backward", _NP, "backward"),
    ("backward", _ND, "backward"),
    ("backward", autograd, "backward"),
    ("backward", autograd, "grad"),
)
REMARK = "remark"
used = set()  # what has been used since the last `clear`


@contextlib.contextmanager
def watching():
    """Note in `used` what is called inside."""
    watched = [*_WATCHED, ("", _NP, "__setitem__"), ("", _ND, "__setitem__")]
    before = [(owner, attribute, owner.__dict__.get(attribute)) for _, owner, attribute in watched]
    try:
        for name, owner, attribute in _WATCHED:
            setattr(owner, attribute, _noting(name, getattr(owner, attribute)))
        for array in (_NP, _ND):
            array.__setitem__ = bounded(array.__setitem__)
        yield
    finally:
        for owner, attribute, method in before:
            if method is None:
                delattr(owner, attribute)  # it was inherited
            else:
                setattr(owner, attribute, method)


def remark(text):
    """Note what is to be said of the form of an answer if it is right."""
    if text:
        used.add((REMARK, text))


def remarks(noted):
    """The remarks among what was noted, in a fixed order."""
    return sorted(item[1] for item in noted if isinstance(item, tuple))


def clear():
    """Forget what has been used."""
    used.clear()


def _noting(name, function):
    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        if name != "record" or args == (True,):  # what leaves a recording puts False back
            used.add(name)
        return function(*args, **kwargs)

    return wrapped
