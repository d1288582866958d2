"""The proctor of one notebook: starts the learner's process, hands it the cells, has it judged.

It is a fork of the prepared process and runs nothing of the learner's. Limits of time are kept
here; every check that the learner's process announces is judged in a fork of this one.
"""

import json
import os
import select
import signal
import socket
import time

from d2lmlp.classroom import judge, kernel, sandbox, wire
from d2lmlp.exercises.engine import processes

CELL_LIMIT = 60  # seconds of processor time for one cell, checks not counted
WAITING = 3  # times that long may a cell wait for other things than the processor
GRACE = 3  # seconds that an interrupted cell has to end
RESTARTS = 3
MOST_CHECKS = 1000
TICK = 0.25


class Proctor:
    """Watches over one notebook.

    Parameters
    ----------
    line : socket.socket
        To the grader: results go out as they come.
    order : dict
        cells (list of str), limit (seconds), seat (folder), writable (list of folders).
    """

    def __init__(self, line, order):
        self.line, self.order = line, order
        self.outcomes = ["not-run"] * len(order["cells"])
        self.results, self.tell = socket.socketpair()
        self.copies, self.checks = {}, 0  # pid of a judge -> (its last moment, its task)
        self.spent, self.queued, self.again = 0.0, 0.0, False

    def watch(self):
        """Run the notebook to its end, and over again without a cell that ends the process."""
        left_out = set()
        for _ in range(RESTARTS + 1):
            self._start()
            broken = self._run_cells(left_out)
            while broken is None and self.copies:
                self._collect(TICK)  # a thread of the notebook's may still wait for a verdict
            self.stop()
            if broken is None or self._is_up():
                break
            left_out.add(broken)
        wire.send(self.line, {"outcomes": self.outcomes, "up": self._is_up(), "broken": broken})

    def _is_up(self):
        return self.spent > self.order["limit"]

    # --- the learner's process -------------------------------------------------------------------

    def _start(self):
        self.cells, theirs = socket.socketpair()
        self.desk, announce = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.pid = os.fork()
        if self.pid == 0:
            try:
                for sock in (self.cells, self.desk, self.line, self.results, self.tell):
                    sock.close()
                os.setsid()
                processes.end_with_parent()
                sandbox.confine(self.order["writable"])
                kernel.main(theirs, announce)
            finally:
                os._exit(1)
        theirs.close()
        announce.close()

    def stop(self):
        """End the learner's process and all that it has started."""
        for sock in (self.cells, self.desk):
            sock.close()
        while children := {*_children(), *self.copies, *filter(None, [self.pid])}:
            for pid in children:
                _signal(pid, signal.SIGKILL)
            self._reap(wait=True)
        while self.results in self._collect(0):
            pass

    def _run_cells(self, left_out):
        """Run the cells in order; returns the number of one that ended the process, or None."""
        last = max((k for k, o in enumerate(self.outcomes) if o != "not-run"), default=-1)
        for number, source in enumerate(self.order["cells"]):
            if number in left_out:
                continue
            self.again = number <= last
            self.outcomes[number], alive = self._run_cell(source)
            if not alive:
                return number
            if self._is_up():
                return None
        return None

    def _run_cell(self, source):
        """Run a cell; returns what went wrong, and whether the process lives."""
        began, used, interrupted = self.spent, judge.cpu_seconds(self.pid), None
        try:
            wire.send(self.cells, {"source": source})
            while True:
                if self.cells in self._collect(TICK):
                    reply, _ = wire.receive(self.cells, time.monotonic() + GRACE)
                    said = str(reply["error"])[:60] if reply["error"] else None
                    return "time" if interrupted and said else said, True
                self._reap()
                if self.pid is None:
                    return "ended-the-process", False
                if interrupted and time.monotonic() > interrupted + GRACE:
                    return "time", False
                if not interrupted and self._is_over(began, used):
                    interrupted = time.monotonic()
                    _signal(self.pid, signal.SIGINT)
        except (wire.Closed, TimeoutError, LookupError, TypeError):
            return "ended-the-process", False

    def _is_over(self, began, used):
        clock, used = self.spent - began, judge.cpu_seconds(self.pid) - used
        waited = clock > WAITING * CELL_LIMIT
        return self._is_up() or waited or (clock > CELL_LIMIT and used > CELL_LIMIT)

    def _reap(self, wait=False):
        """Take note of children that have ended; orphans of the learner's fall to this process."""
        while True:
            try:
                pid, status = os.waitpid(-1, 0 if wait else os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            _, task = self.copies.pop(pid, (None, None))
            if task and status:
                self._count(task=task, status="error", mistake="no-verdict", message="")
            if pid == self.pid:
                self.pid = None
            wait = False

    # --- checks ----------------------------------------------------------------------------------

    def _collect(self, seconds):
        """Wait for what comes in, deal with checks and results; returns what else is ready."""
        begin, busy = time.monotonic(), bool(self.copies)
        open_ones = (self.cells, self.desk, self.results, self.line)
        sources = [sock for sock in open_ones if sock.fileno() >= 0]
        ready = select.select(sources, [], [], seconds)[0]
        if self.line in ready:
            raise wire.Closed  # the grader is gone, or wants this to end
        if self.results in ready:
            result, _ = wire.receive(self.results)
            self._count(**result)
        if self.desk in ready:
            self._accept()
        now = time.monotonic()
        for pid, (end, _) in list(self.copies.items()):
            if now > end:
                _signal(pid, signal.SIGKILL)
        if busy:
            self._reap()
        delay = _queued(self.pid)
        if not busy:  # what the machine gave to others is not the notebook's
            self.spent += max(0.0, now - begin - max(0.0, delay - self.queued))
        self.queued = delay
        return ready

    def _accept(self):
        """Take a check that the learner's process announces, and have it judged."""
        try:
            text, fds, _, _ = socket.recv_fds(self.desk, 4096, 2)
        except OSError:
            return
        socks = judge.sockets_from(fds)
        try:
            asked = json.loads(text)
            self._have_judged(asked, socks)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            pass  # nothing that `check` says
        finally:
            for sock in socks:
                sock.close()

    def _have_judged(self, asked, socks):
        if "unknown" in asked:
            wire.send(self.line, {"unknown": str(asked["unknown"])[:60]})
            return
        task = judge.catalog.everything()[asked["task"]]
        self.checks += 1
        if self.checks > MOST_CHECKS or len(socks) != 2:
            return
        pid = os.fork()
        if pid == 0:
            for sock in (self.cells, self.desk, self.line, self.results):
                sock.close()
            judge.copy(asked, *socks, self.tell)
        longest = 4 * getattr(task.checker, "seconds", judge.isolate.TIME_LIMIT) + 60
        self.copies[pid] = time.monotonic() + longest, task.id

    def _count(self, **result):
        wire.send(self.line, {"result": {**result, "again": self.again}})


def _children():
    """List the children of this process, ended ones too."""
    me = os.getpid()
    try:
        with open(f"/proc/{me}/task/{me}/children") as file:
            return [int(pid) for pid in file.read().split()]
    except OSError:  # no such file outside Linux
        return []


def _queued(pid):
    """Seconds that the threads of a process have waited for a processor, 0 where nothing tells."""
    total = 0
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/schedstat") as file:
                total += int(file.read().split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return total / 1e9


def _signal(pid, number):
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError, TypeError):
        return


def main(line):
    """Watch over the notebook that comes in over a line; it does not return."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    processes.adopt_orphans()
    try:
        order, _ = wire.receive(line)
        os.environ.update(order["environment"])
        Proctor(line, order).watch()
    except wire.Closed:
        for pid in _children():
            _signal(pid, signal.SIGKILL)
    finally:
        os._exit(0)
