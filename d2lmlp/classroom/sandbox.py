"""What a learner's process may change: its own folder, and nothing else that outlives it.

On Linux 5.13 and later Landlock says so to the kernel of the system: the process and all that it
starts can write in the given folders only (and, from 6.12 on, signal only each other), as any user,
and cannot take it back. Elsewhere `fingerprint` tells afterwards whether the environment is still
what it was.
"""

import ctypes
import hashlib
import os
import site
import sys
import sysconfig
import tempfile
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446  # system calls, the same numbers on x86_64 and aarch64
WRITES = {1: 0b1_1111_1111_0010, 2: 1 << 13, 3: 1 << 14}  # by version: write, remove, make; ...
SCOPED = 0b11  # abstract sockets and signals, from version 6 on
NO_NEW_PRIVILEGES = 38


def _libc():
    return ctypes.CDLL(None, use_errno=True)


def available():
    """Return the version of Landlock that this system offers, 0 for none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, _libc().syscall(CREATE, None, 0, 1))


def confine(folders):
    """Let this process write in some folders only, from now on.

    Parameters
    ----------
    folders : list of str

    Returns
    -------
    bool
        False where the system has no such means.
    """
    version, libc = available(), _libc()
    if not version:
        return False
    writes = sum(bits for since, bits in WRITES.items() if since <= version)
    attributes = (ctypes.c_uint64 * 3)(writes, 0, SCOPED)
    size = 24 if version >= 6 else 8
    rules = libc.syscall(CREATE, ctypes.byref(attributes), size, 0)
    if rules < 0:
        return False
    for folder in folders:
        place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        rule = ctypes.create_string_buffer(
            writes.to_bytes(8, sys.byteorder) + place.to_bytes(4, sys.byteorder), 12
        )
        libc.syscall(ADD, rules, 1, rule, 0)
        os.close(place)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = libc.syscall(RESTRICT, rules, 0)
    os.close(rules)
    return done == 0


def writable(seat, protected):
    """List where a learner's process may write.

    Parameters
    ----------
    seat : str
        Its own folder.
    protected : list of path
        Folders to keep: the learners' notebooks and the results. The environment is one anyway.
    """
    keep = [Path(p).resolve() for p in (sys.prefix, Path(__file__).parents[2], *protected)]
    common = {tempfile.gettempdir(), "/tmp", "/var/tmp"}
    kept = [f for f in common if not any(Path(f).resolve() in (k, *k.parents) for k in keep)]
    return [f for f in (seat, "/dev", *kept) if os.path.isdir(f)]


def fingerprint():
    """Tell the installed packages and the course's own files by one text.

    Two fingerprints differ when a package was installed, removed or replaced, or a file of the
    course was written.
    """
    found = hashlib.sha256()
    for folder in {sysconfig.get_paths()["purelib"], *site.getsitepackages()}:
        if os.path.isdir(folder):
            for entry in sorted(os.scandir(folder), key=lambda e: e.name):
                found.update(f"{entry.name} {entry.stat().st_mtime_ns}\n".encode())
    for file in sorted(Path(__file__).parents[1].rglob("*.py")):
        found.update(f"{file} {file.stat().st_mtime_ns}\n".encode())
    return found.hexdigest()
