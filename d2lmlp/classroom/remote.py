"""The judge's end: stand-ins for what stays in the learner's process.

The judge never runs a learner's code. Where the answer is a function, the judge holds a function of
its own that sends the arguments over and hands back the numbers that return; where it is a net or
another object, a `Remote` whose calls and attributes go the same way.
"""

import base64
import inspect
import linecache
import pickle
import time

from mxnet import autograd

from d2lmlp.classroom import cures, packing, wire
from d2lmlp.exercises.engine import values

WATCH = cures.engine("watch")
MOST_TEXT = 200_000  # characters of a function's source


class Channel:
    """A line to the copy of a learner's process that holds one answer.

    Parameters
    ----------
    sock : socket.socket
    seconds : float
        The time that the learner's code may take in all.
    used : callable
        ``used()`` tells the processor time that the copy has used.

    Attributes
    ----------
    failed : str or None
        "too-slow" or "ended-the-process", once the line is of no more use.
    """

    def __init__(self, sock, seconds, used):
        self.sock, self.seconds, self.used = sock, seconds, used
        self.end = time.monotonic() + seconds
        self.failed, self.cured = None, None
        self.mine = []  # functions of the judge's that were handed over

    def answer(self):
        """Ask for the answer itself."""
        return self._ask({"op": "answer"})

    def call(self, handle, args, kwargs=None):
        """Call what a handle stands for; arrays that it changed in place are changed here too."""
        packer = packing.Packer(self._export)
        message = {
            "op": "call",
            "handle": handle,
            "args": [packer.pack(a) for a in args],
            "kwargs": {k: packer.pack(v) for k, v in (kwargs or {}).items()},
        }
        return self._ask(message, packer.buffers, args)

    def run(self, function, answer, args):
        """Let the other end run a function of the package on the answer."""
        packer = packing.Packer(self._export)
        args = (answer, *args)
        message = {
            "op": "run",
            "function": [function.__module__, function.__qualname__],
            "args": [packer.pack(a) for a in args],
        }
        return self._ask(message, packer.buffers, args)

    def attribute(self, handle, name):
        """Fetch an attribute of what a handle stands for."""
        return self._ask({"op": "attribute", "handle": handle, "name": name})

    def close(self):
        """Tell the other end that nothing more will be asked."""
        try:
            wire.send(self.sock, {"op": "end"})
        except wire.Closed:
            pass
        finally:
            self.sock.close()

    def _ask(self, message, buffers=(), args=()):
        if self.failed:
            raise RuntimeError(self.failed)
        message["modes"] = [autograd.is_recording(), autograd.is_training(), self.cured]
        try:
            wire.send(self.sock, message, buffers)
            reply, buffers = self._receive()
            while "callback" in reply:
                self._callback(reply, buffers)
                reply, buffers = self._receive()
            value, error = self._read(reply, buffers, args)
        except TimeoutError:
            self.failed = "too-slow"
        except (wire.Closed, LookupError, TypeError, ValueError, AttributeError):
            self.failed = "ended-the-process"  # or it spoke something else
        if self.failed:
            raise RuntimeError(self.failed)
        if error is not None:
            raise error
        return value

    def _receive(self):
        try:
            return wire.receive(self.sock, self.end)
        except TimeoutError:  # a busy machine has not given the copy its share yet
            if self.used() >= self.seconds:
                raise
            self.end += 2 * self.seconds
            return wire.receive(self.sock, self.end)

    def _read(self, reply, buffers, args):
        """Return the value, or what was raised, and bring the arguments up to date."""
        if WATCH:
            WATCH.used.update(str(name)[:40] for name in reply.get("used", ())[:40])
        for index, new in reply.get("changed", ()):
            packing.overwrite(args[index], packing.unpack(new, buffers, self._stand_in))
        if "raised" in reply:
            return None, _rebuilt(reply["raised"])
        return packing.unpack(reply["value"], buffers, self._stand_in), None

    def _callback(self, reply, buffers):
        args = [packing.unpack(a, buffers, self._stand_in) for a in reply["args"]]
        packer = packing.Packer(self._export)
        try:
            answer = {"value": packer.pack(self.mine[reply["callback"]](*args))}
        except Exception as error:
            answer = {"raised": [packing.names(error), str(error)[:500]]}
        wire.send(self.sock, answer, packer.buffers)

    def _export(self, value):
        theirs = getattr(value, "_d2lmlp_handle", None)
        if theirs is not None and getattr(value, "_d2lmlp_channel", None) is self:
            return {"yours": theirs}
        try:  # a net, or a function of the package; what comes back is never unpickled
            return {"pickle": base64.b64encode(pickle.dumps(value)).decode()}
        except Exception:
            if not callable(value):
                raise packing.NoData(type(value).__name__) from None
        self.mine.append(value)
        return {"mine": len(self.mine) - 1}

    def _stand_in(self, about):
        if "mine" in about:  # a function of the judge's comes back
            return self.mine[about["mine"]]
        return MAKE.get(about.get("kind"), Remote)(self, about)


class Remote:
    """An object that stays in the learner's process."""

    def __init__(self, channel, about):
        self._d2lmlp_channel, self._d2lmlp_handle = channel, int(about["handle"])

    def __getattr__(self, name):
        if name.startswith(("__", "_d2lmlp")):
            raise AttributeError(name)
        return self._d2lmlp_channel.attribute(self._d2lmlp_handle, name)


class RemoteCallable(Remote):
    """An object that stays there and can be called, such as a net."""

    def __init__(self, channel, about):
        super().__init__(channel, about)
        signature = _signature(about.get("signature"))
        if signature is not None:
            self.__signature__ = signature

    def __call__(self, *args, **kwargs):
        return self._d2lmlp_channel.call(self._d2lmlp_handle, args, kwargs)


def _function(channel, about):
    handle = int(about["handle"])

    def stand_in(*args, **kwargs):
        return channel.call(handle, args, kwargs)

    name = _identifier(about.get("name"))
    source = str(about.get("source", ""))[:MOST_TEXT]
    file = f"<answer {handle} {id(channel)}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    stand_in.__code__ = stand_in.__code__.replace(co_filename=file, co_firstlineno=1, co_name=name)
    stand_in.__name__ = stand_in.__qualname__ = name
    stand_in.__module__ = "__main__"
    stand_in._d2lmlp_channel, stand_in._d2lmlp_handle = channel, handle
    signature = _signature(about.get("signature"))
    if signature is not None:
        stand_in.__signature__ = signature
    return stand_in


def _identifier(name):
    return name if isinstance(name, str) and len(name) < 200 else "answer"


def _class(channel, about):
    handle = int(about["handle"])

    def new(cls, *args, **kwargs):
        return channel.call(handle, args, kwargs)

    space = {"__new__": new, "_d2lmlp_channel": channel, "_d2lmlp_handle": handle}
    signature = _signature(about.get("signature"))
    if signature is not None:
        space["__signature__"] = signature
    return type(_identifier(about.get("name")), (), space)


MAKE = {"function": _function, "class": _class, "callable": RemoteCallable}


def _signature(parameters):
    if parameters is None:
        return None
    kinds = list(type(inspect.Parameter.POSITIONAL_ONLY))
    return inspect.Signature(
        [
            inspect.Parameter(name, kinds[kind], default=None if optional else inspect._empty)
            for name, kind, optional in parameters
        ],
        __validate_parameters__=False,
    )


def _rebuilt(raised):
    """Make an exception again; the checkers' own keep their meaning."""
    names, text = raised["names"], str(raised["text"])[:2000]
    mistake = raised.get("mistake")
    mistake = mistake if mistake is None else str(mistake)[:80]
    if names[0] == "NotAttempted":
        return values.NotAttempted()
    if names[0] == "BadValue":
        return values.BadValue(mistake, text)
    error = packing.rebuilt(names, text)
    error.said = (str(raised.get("said", text))[:2000], mistake)
    if names[0] == "LearnerError":
        inner, error = error, values.LearnerError(error)
        error.args, error.mistake = inner.said[:1], mistake
    return error
