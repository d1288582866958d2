"""d2lmlp: the companion package of a notebook course on the multilayer perceptron in MXNet.

Everything here has been shown in a notebook before it is imported from this package.
"""

from importlib import import_module

from d2lmlp import threads as _threads

_threads.settle()
try:
    with _threads.starting():
        import mxnet as _mx
except ModuleNotFoundError as error:
    raise ImportError(
        f"d2lmlp needs MXNet 1.9.1, and Python does not find the module {error.name!r}: "
        "run `make doctor` in the course's folder, or `pip install -r requirements.lock`."
    ) from None
except OSError as error:
    raise ImportError(
        f"MXNet misses a library of the system ({error}): "
        "on Debian, Ubuntu and WSL run `sudo apt install libgomp1 libquadmath0`."
    ) from None
except (AttributeError, ImportError) as error:
    raise ImportError(
        f"MXNet is installed but does not start ({error}): most often NumPy is too new for it; "
        "run `pip install -r requirements.lock` in the course's folder, which brings NumPy 1.23.5."
    ) from None

_mx.npx.set_np()  # NumPy semantics; every notebook and every module relies on it

from d2lmlp.activations import value_and_grad  # noqa: E402
from d2lmlp.health import health  # noqa: E402
from d2lmlp.mlp import MLP, trace  # noqa: E402
from d2lmlp.training import accuracy, fit  # noqa: E402

# The exercises pull in more than a first plot needs, so they are imported when first asked for.
_LATER = {"check", "hint", "outcome", "predict", "progress", "solution"}

__all__ = [
    "MLP",
    "accuracy",
    "check",
    "fit",
    "health",
    "hint",
    "outcome",
    "predict",
    "progress",
    "review",
    "solution",
    "trace",
    "value_and_grad",
]


def __getattr__(name):
    if name == "review":
        return import_module("d2lmlp.cards").review
    if name in _LATER:
        return getattr(import_module("d2lmlp.exercises"), name)
    raise AttributeError(f"d2lmlp has no name {name!r}; the public names are {', '.join(__all__)}")


def load_ipython_extension(shell):
    """Set a notebook up (``%load_ext d2lmlp``): figures, words, help with errors, and seeds.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The running shell; IPython passes it.
    """
    import random

    import numpy

    from d2lmlp.figures import style
    from d2lmlp.shell import errors, words

    def forget(*_):  # IPython complains of a second %load_ext: here it may be run again, quietly
        shell.extension_manager.loaded.discard(__name__)
        shell.events.unregister("post_run_cell", forget)

    shell.events.register("post_run_cell", forget)
    style.install(shell)
    words.install(shell)
    errors.install(shell)
    # MXNet draws from its own generator, Gluon's shuffling from NumPy's: both are set.
    random.seed(0)
    numpy.random.seed(0)  # noqa: NPY002
    _mx.random.seed(0)
