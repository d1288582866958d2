"""The learner's end: a copy of the learner's process that holds one answer and is asked about it.

It sends data only. What it knows of the judge is a socket; what the judge compares with
is not here.
"""

import base64
import builtins
import faulthandler
import inspect
import os
import pickle
import resource
import signal
import sys
from contextlib import ExitStack, nullcontext
from importlib import import_module

import numpy as onp
from mxnet import autograd, np

from d2lmlp.classroom import cures, packing, wire
from d2lmlp.exercises.engine import values

MEMORY_LIMIT = 2 << 30  # bytes that a check may take beyond what the kernel holds already
MOST_TEXT = 100_000  # characters of a function's source
_read = inspect.getsource
WATCH, ERRORS = cures.engine("watch"), cures.engine("errors")


class Seat:
    """Answers the judge's questions about one answer.

    Parameters
    ----------
    sock : socket.socket
    answer : object
        What the learner's own call of `check` passed.
    """

    def __init__(self, sock, answer):
        self.sock, self.given = sock, answer
        self.held = []  # what has a handle

    def serve(self):
        """Answer until the judge has heard enough."""
        while True:
            message, buffers = wire.receive(self.sock)
            if message["op"] == "end":
                return
            packer = packing.Packer(self._about)
            reply = self._reply(message, buffers, packer)
            wire.send(self.sock, reply, packer.buffers)

    def _reply(self, message, buffers, packer):
        args = before = ()
        if WATCH:
            WATCH.clear()  # what this call uses, not what was used before
        try:
            with self._modes(*message["modes"]), _watching():
                args = [self._unpacked(a, buffers) for a in message.get("args", ())]
                before = [_copied(a) for a in args]
                value = getattr(self, f"_{message['op']}")(message, buffers, args)
                if inspect.isgenerator(value):
                    value = list(value)
            reply = {"value": packer.pack(value)}
        except BaseException as error:  # exit() and KeyboardInterrupt are the learner's as well
            reply = {"raised": _raised(error)}
        used = WATCH.used if WATCH else ()
        reply["used"] = sorted(name for name in used if isinstance(name, str))
        try:
            pairs = enumerate(zip(before, args))
            reply["changed"] = [[i, packer.pack(a)] for i, (b, a) in pairs if _differs(b, a)]
        except Exception:  # it has become something that cannot be sent
            reply["changed"] = []
        return reply

    def _modes(self, recording, training, cured):
        stack = ExitStack()
        if recording:
            stack.enter_context(autograd.record(train_mode=training))
        elif training:
            stack.enter_context(autograd.train_mode())
        if cured:
            stack.enter_context(cures.CURES[cured]())
        return stack

    # --- what can be asked -----------------------------------------------------------------------

    def _answer(self, message, buffers, args):
        return self.given

    def _call(self, message, buffers, args):
        kwargs = {k: self._unpacked(v, buffers) for k, v in message["kwargs"].items()}
        return self.held[message["handle"]](*args, **kwargs)

    def _attribute(self, message, buffers, args):
        return getattr(self.held[message["handle"]], message["name"])

    def _run(self, message, buffers, args):
        module, name = message["function"]
        return getattr(import_module(module), name)(*args)

    # --- what is no data -------------------------------------------------------------------------

    def _unpacked(self, packed, buffers):
        return packing.unpack(packed, buffers, self._meant)

    def _meant(self, about):
        if "yours" in about:
            return self.held[about["yours"]]
        if "pickle" in about:
            return pickle.loads(base64.b64decode(about["pickle"]))
        number = about["mine"]

        def judges(*args):
            packer = packing.Packer(self._about)
            packed = [packer.pack(a) for a in args]
            wire.send(self.sock, {"callback": number, "args": packed}, packer.buffers)
            reply, buffers = wire.receive(self.sock)
            if "raised" in reply:
                raise packing.rebuilt(*reply["raised"])
            return self._unpacked(reply["value"], buffers)

        judges.number = number
        return judges

    def _about(self, value):
        """Describe an object that stays here."""
        self.held.append(value)
        about = {"handle": len(self.held) - 1, "name": type(value).__name__}
        if isinstance(value, type):
            about.update(kind="class", name=value.__name__)
        elif inspect.isfunction(value) or inspect.ismethod(value):
            about.update(kind="function", name=value.__name__, source=_source(value))
        elif callable(value):
            about["kind"] = "callable"
        if callable(value):
            about["signature"] = _signature(value)
        return about


def _watching():
    return WATCH.watching() if WATCH else nullcontext()


def _source(function):
    """The text of a function; where it is not known, one that is a stub as much as it is."""
    try:
        text = _read(function)
        if len(text) <= MOST_TEXT:
            return text
    except (OSError, TypeError, SyntaxError, IndexError):
        pass
    stub = values.is_stub(getattr(function, "__func__", function))
    return "def answer():\n    ...\n" if stub else "def answer():\n    return 'not known'\n"


def _signature(value):
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return None
    return [[p.name, int(p.kind), p.default is not inspect._empty] for p in parameters]


def _raised(error):
    known = isinstance(error, (values.LearnerError, values.BadValue, values.NotAttempted))
    raised = {"names": packing.names(error), "text": _text(error)}
    if known:
        return {**raised, "mistake": getattr(error, "mistake", None)}
    stub = isinstance(error, NotImplementedError)
    if stub and (ERRORS is None or ERRORS.is_learners_own(error)):
        return {**raised, "names": ["NotAttempted"]}
    described = values.LearnerError(error)
    return {**raised, "said": _text(described), "mistake": described.mistake}


def _text(error):
    try:
        return str(error)[:2000]
    except Exception:  # an exception whose text cannot be made
        return ""


def _copied(value):
    """Keep what an argument holds; None for what no function can change in place."""
    if isinstance(value, (onp.ndarray, np.ndarray)):
        return onp.array(value.asnumpy() if isinstance(value, np.ndarray) else value)
    if isinstance(value, (list, tuple)):
        return [_copied(item) for item in value]
    return value if isinstance(value, (int, float)) else None


def _differs(before, now):
    if isinstance(before, onp.ndarray):
        now = now.asnumpy() if isinstance(now, np.ndarray) else now
        return before.shape != now.shape or not onp.array_equal(before, now, equal_nan=True)
    if isinstance(before, list):
        return len(before) != len(now) or any(map(_differs, before, now))
    return before is not None and before is not now and before != now


# --- the copy ------------------------------------------------------------------------------------


def copy(sock, answer):
    """Make this process, just forked, the seat of an answer; it does not return."""
    code = 1
    try:
        os.setsid()  # a group of its own, so that everything it starts can be ended with it
        _silence()
        limit_memory(MEMORY_LIMIT)
        np.zeros(1).asnumpy()  # MXNet's engine runs in this copy
        Seat(sock, answer).serve()
        code = 0
    finally:
        os._exit(code)  # not sys.exit: the kernel's own clean-up belongs to the kernel


def _silence():
    """Nothing may wait for the keyboard, and a crash leaves no trace on the screen."""
    faulthandler.disable()
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (as long as the process)
    builtins.input = _no_input
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)


def _no_input(*_):
    raise RuntimeError("a checked function cannot ask for input(): work with its arguments")


def limit_memory(more):
    """Let this process and its children take so many bytes beyond what it holds now."""
    try:
        with open("/proc/self/statm") as file:
            now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # not Linux
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = now + more if hard == resource.RLIM_INFINITY else min(now + more, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
