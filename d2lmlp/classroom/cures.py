"""The engine's cures of MXNet's traps, by name: the judge names one, the other end applies it."""

import contextlib
import importlib
import importlib.util

ENGINE = "d2lmlp.exercises.engine"


def engine(name):
    """Import a module of the engine, if it has one of that name."""
    found = importlib.util.find_spec(f"{ENGINE}.{name}")
    return importlib.import_module(found.name) if found else None


_one, _many = engine("integer_trap"), engine("mxnet_traps")
CURES = {"integer": _one.cured} if _one else {}
CURES.update({name: cured for name, _, cured in _many.TRAPS} if _many else {})


@contextlib.contextmanager
def noted(channel):
    """Let the checkers' cures be applied at the other end of a channel too."""

    def there(name, cured):
        @contextlib.contextmanager
        def both():
            channel.cured = name
            try:
                with cured():
                    yield
            finally:
                channel.cured = None

        return both

    before = (_one and _one.cured, _many and _many.TRAPS)
    try:
        if _one:
            _one.cured = there("integer", _one.cured)
        if _many:
            _many.TRAPS = tuple((n, message, there(n, c)) for n, message, c in _many.TRAPS)
        yield
    finally:
        if _one:
            _one.cured = before[0]
        if _many:
            _many.TRAPS = before[1]
