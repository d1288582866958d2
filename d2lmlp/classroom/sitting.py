"""Where notebooks sit their examination: one prepared process, and a folder for each notebook."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from d2lmlp.classroom import results, sandbox, wire

START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from d2lmlp.classroom import hall; "
    "hall.main(int(sys.argv[2]))"
)
KEPT = ("PATH", "LANG", "LC_", "TZ", "LD_LIBRARY_PATH", "DYLD_", "D2LMLP_DATA", "TMPDIR", "HOME")
PATIENCE = 120  # seconds for the prepared process to start
LARGEST = 5 << 20  # bytes of a file that is copied; larger ones are linked


class HallError(Exception):
    """Grading cannot go on."""


class Hall:
    """Grades notebooks, several at once, in forks of one prepared process.

    Parameters
    ----------
    protected : list of pathlib.Path
        Folders in which no notebook may write.
    """

    def __init__(self, protected):
        self.protected = [Path(p).resolve() for p in protected]
        self.fingerprint = sandbox.fingerprint()
        self._lock, self._lines = threading.Lock(), set()
        self._home = tempfile.mkdtemp(prefix="d2lmlp-hall-")
        self._process = self._door = None
        self._closed = False

    def __enter__(self):
        with self._lock:
            self._open()
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """End all that runs."""
        self._closed = True
        for line in list(self._lines):
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        if self._process is not None:
            self._door.close()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        shutil.rmtree(self._home, ignore_errors=True)

    def grade(self, notebook, limit, stop):
        """Grade one notebook; whatever goes wrong costs this row only.

        Parameters
        ----------
        notebook : d2lmlp.classroom.reading.Notebook
        limit : float
            Seconds for its cells, checks not counted.
        stop : threading.Event
            When set, nothing new begins.

        Returns
        -------
        dict
            A row, as `results.row` describes it.

        Raises
        ------
        HallError
            When the environment was changed, or the package cannot be imported.
        """
        if notebook.fault or stop.is_set():
            return results.row(notebook, [], None)
        seat = tempfile.mkdtemp(prefix="d2lmlp-seat-")
        try:
            folder = _furnish(Path(seat), notebook.path.parent)
            events, end = self._sit(notebook, limit, seat, folder)
        finally:
            shutil.rmtree(seat, ignore_errors=True)
        if not sandbox.available() and sandbox.fingerprint() != self.fingerprint:
            raise HallError(
                f"{results.shown(notebook.path)}, or a notebook that ran beside it, has changed "
                "the installed packages. Build the environment anew (make clean), and grade that "
                "notebook in a container."
            )
        return results.row(notebook, events, end)

    def _sit(self, notebook, limit, seat, folder):
        """Send a notebook to a proctor; returns what it reports: results, and the end or None."""
        order = {
            "cells": notebook.cells,
            "limit": limit,
            "writable": sandbox.writable(seat, self.protected),
            "environment": {"D2LMLP_SEAT": str(folder), **_homes(seat)},
        }
        line = self._line()
        events = []
        try:
            wire.send(line, order)
            while True:
                event, _ = wire.receive(line)
                if "outcomes" in event:
                    return events, event
                events.append(event)
        except wire.Closed:
            return events, None
        finally:
            self._lines.discard(line)
            line.close()

    def _line(self):
        """Have a proctor forked; returns the line to it."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            for _ in range(2):
                try:
                    socket.send_fds(self._door, [b"n"], [theirs.fileno()])
                    if self._door.recv(1):
                        break
                except OSError:
                    pass
                if self._closed:
                    break
                self._open()  # a notebook has ended the prepared process
        self._lines.add(ours)
        return ours

    def _open(self):
        if self._process is not None:
            self._door.close()
            self._process.kill()
            self._process.wait()
        self._door, theirs = socket.socketpair()
        root = str(Path(__file__).resolve().parents[2])
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", START, root, str(theirs.fileno())],
            env=_environment(self._home), pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        theirs.close()
        self._door.settimeout(PATIENCE)
        try:
            ready = self._door.recv(16)
        except OSError:
            ready = b""
        self._door.settimeout(None)
        if ready != b"ready":
            self._process.kill()
            said = self._process.communicate()[1].decode("utf-8", "replace").strip().splitlines()
            self._process = None
            why = said[-1] if said else "it gave no reason"
            raise HallError(f"the course's package does not start: {why} (make doctor says more)")
        self._process.stderr.close()


def _environment(home):
    """What the prepared process sees of the teacher's environment: nothing that turns its head."""
    kept = {k: v for k, v in os.environ.items() if k.startswith(KEPT) and k != "HOME"}
    own = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", os.defpath)]),
        "OMP_NUM_THREADS": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PIP_NO_INDEX": "1",
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PYTHONNOUSERSITE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return {**kept, **own, **_homes(home)}


def _homes(folder):
    """The variables that name a home, all in one folder."""
    names = ("HOME", "D2LMLP_HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR",
             "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME",
             "XDG_DATA_HOME", "TMPDIR", "PIP_TARGET", "PYTHONUSERBASE")  # fmt: skip
    return {name: str(folder) for name in names}


def _furnish(seat, beside):
    """Lay out what lies beside a notebook, other notebooks aside; returns the working folder.

    Small files are copied, so that a notebook may change them; larger ones and folders are linked.
    """
    folder = seat / "work"
    folder.mkdir()
    room = 10 * LARGEST
    try:
        entries = list(os.scandir(beside))
    except OSError:
        return folder
    for entry in entries:
        if entry.name.endswith(".ipynb") or entry.name in results.FILES:
            continue
        try:
            size = entry.stat().st_size if entry.is_file() else None
            if size is not None and size <= min(LARGEST, room):
                shutil.copyfile(entry.path, folder / entry.name)
                room -= size
            else:
                os.symlink(os.path.realpath(entry.path), folder / entry.name)
        except OSError:
            continue
    return folder
