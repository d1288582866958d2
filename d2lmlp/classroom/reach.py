"""What the checkers do in their own process, done where the answer is."""

from contextlib import ExitStack, contextmanager
from types import SimpleNamespace

from d2lmlp.classroom.remote import Remote
from d2lmlp.clinic import exam
from d2lmlp.exercises.engine import integer_trap, values


@contextmanager
def over(channel):
    """Let what the checkers do in their own process reach the other end of a channel.

    `integer_trap.cured` cures there, `health` is measured where the net is, and an error is
    described as it was there, with the learner's own line.
    """
    cured, health = integer_trap.cured, exam.health

    @contextmanager
    def cured_there():
        channel.cured = True
        try:
            with cured():
                yield
        finally:
            channel.cured = False

    def health_there(net, *args, **kwargs):
        if not isinstance(net, Remote):
            return health(net, *args, **kwargs)
        return SimpleNamespace(**channel.run(health_fields, net, (list(args), kwargs)))

    changes = [(integer_trap, "cured", cured_there), (exam, "health", health_there)]
    for place, name in ((0, "describe"), (1, "kind")):
        changes.append((values, name, _as_said(getattr(values, name), place)))
    with ExitStack() as stack:
        for module, name, new in changes:
            stack.callback(setattr, module, name, getattr(module, name))
            setattr(module, name, new)
        yield


def _as_said(own, place):
    def described(error):
        return error.said[place] if hasattr(error, "said") else own(error)

    return described


def health_fields(net, args, kwargs):
    """Measure a net's health; this runs where the net is."""
    from d2lmlp.health import health

    return dict(vars(health(net, *args, **kwargs)))
