"""The learner's process: it runs the cells of one notebook, and asks elsewhere for every verdict.

It is a fork of a prepared process, with IPython's shell as in Jupyter but without a port. What the
cells print or show is dropped. `check` here hands the object that it was given to a copy of this
process (`seat`), and the copy's questions and the verdict come from the judge.
"""

import array
import asyncio
import functools
import json
import os
import random
import resource
import signal
import socket
import sys
import warnings
from importlib.machinery import PathFinder
from types import ModuleType

import mxnet as mx
import numpy

from d2lmlp import exercises
from d2lmlp.classroom import seat, wire
from d2lmlp.exercises.engine import store
from d2lmlp.exercises.engine.verdict import Verdict

MEMORY_LIMIT = 6 << 30  # bytes of address space beyond what the prepared process holds
FILE_LIMIT = 1 << 30  # bytes of one file


def main(cells, judge):
    """Run the cells that come in; it does not return.

    Parameters
    ----------
    cells, judge : socket.socket
        Where cells come from and reports go to; and where checks are announced.
    """
    os.chdir(os.environ["D2LMLP_SEAT"])
    _begin_afresh()
    shell = _shell()
    _hook(judge)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    while True:
        try:
            message, _ = wire.receive(cells)
            wire.send(cells, loop.run_until_complete(_run(shell, message["source"])))
        except wire.Closed:
            os._exit(0)
        except KeyboardInterrupt:  # between two cells, or while a cell waits
            wire.send(cells, {"error": "KeyboardInterrupt"})


def _begin_afresh():
    """Give this fork what a fresh kernel has: its own random state, no terminal, limits."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    numpy.random.seed()  # noqa: NPY002 (what a fresh process has)
    mx.random.seed(int.from_bytes(os.urandom(3), "big"))
    seat.limit_memory(MEMORY_LIMIT)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_LIMIT, FILE_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    mx.np.zeros(1).asnumpy()  # MXNet's engine runs in this copy
    # A module beside the notebook can be imported and stands in front of nothing.
    sys.path[:] = [*(p for p in sys.path if p not in ("", os.getcwd())), ""]
    sys.argv[:] = ["notebook"]


def _shell():
    """IPython's shell as a notebook has it, without startup files, profile or history."""
    from ipykernel.inprocess.ipkernel import InProcessKernel
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    module = sys.modules["__main__"] = ModuleType("__main__")  # what is defined can be pickled
    kernel = InProcessKernel(config=config, user_module=module, user_ns=vars(module))
    shell = kernel.shell
    shell.display_pub.publish = lambda *args, **kwargs: None
    shell.displayhook.write_format_data = lambda *args, **kwargs: None
    shell._showtraceback = lambda *args, **kwargs: None
    return shell


async def _run(shell, source):
    """Run a cell as a notebook does; returns what went wrong."""
    problem = transformed = None
    try:
        transformed = shell.transform_cell(source)
    except Exception:
        transformed, problem = source, sys.exc_info()
    with warnings.catch_warnings():
        result = await shell.run_cell_async(
            source,
            store_history=True,
            transformed_cell=transformed,
            preprocessing_exc_tuple=problem,
        )
    before, during = result.error_before_exec, result.error_in_exec
    if before is not None:
        return {"error": "syntax" if isinstance(before, SyntaxError) else type(before).__name__}
    if during is None and shell.user_ns.get("check", exercises.check) is not exercises.check:
        return {"error": "check-replaced"}  # it matters only for tasks that nobody judged
    return {"error": None if during is None else type(during).__name__}


# --- check ---------------------------------------------------------------------------------------


def _hook(judge):
    """Put the asking `check` in place of the package's, also where it is imported again."""
    own = exercises.check

    @functools.wraps(own)
    def check(task, answer=None):
        if not isinstance(task, str) or exercises._find(task) is None:
            _announce(judge, {"unknown": str(task)[:60]})
            return own(task, answer)
        verdict = ask(judge, task, answer)
        if verdict.status != "not attempted" and verdict.mistake != "earlier-failure":
            store.update(task, done=verdict.status == "correct", tries=1)
        return verdict

    class Again(PathFinder):
        """Finds the exercises anew after a reload, with the asking `check` in them."""

        @classmethod
        def find_spec(cls, name, path=None, target=None):
            if name != "d2lmlp.exercises":
                return None
            spec = PathFinder.find_spec(name, path, target)
            run = spec.loader.exec_module
            spec.loader.exec_module = lambda module: (run(module), setattr(module, "check", check))
            return spec

    exercises.check = check
    sys.meta_path.insert(0, Again)


def ask(judge, task, answer):
    """Have an answer judged; returns the Verdict."""
    questions, theirs = socket.socketpair()
    result, tell = socket.socketpair()
    try:
        mx.nd.waitall()  # an error that is still to surface would end the process in the fork
        failed = None
    except Exception as error:
        failed = str(error)
    if failed is None:
        pid = os.fork()
        if pid == 0:
            for sock in (theirs, tell, result, judge):
                sock.close()
            seat.copy(questions, answer)
        _announce(judge, {"task": task, "pid": pid}, theirs, tell)
    else:
        pid = None
        _announce(judge, {"task": task, "failed": "earlier-failure"}, theirs, tell)
    for sock in (questions, theirs, tell):
        sock.close()
    try:
        said, _ = wire.receive(result)
        rows = tuple(map(tuple, said.pop("rows")))
        return Verdict(**said, rows=rows)
    except wire.Closed:
        return Verdict("error", "The grader gave no verdict.", "no-verdict", task=task)
    finally:
        result.close()
        if pid:
            _end(pid)


def _announce(judge, message, *socks):
    fds = array.array("i", [sock.fileno() for sock in socks])
    ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)] if socks else []
    judge.sendmsg([json.dumps(message).encode()], ancillary)


def _end(pid):
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:  # the notebook has taken to waiting for children itself
        return
