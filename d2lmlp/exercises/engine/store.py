"""The learner's progress: one local JSON file that is never half written."""

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path


def path():
    """Where the progress is kept; the variable D2LMLP_HOME names another folder."""
    home = os.environ.get("D2LMLP_HOME")
    if home:
        return Path(home).expanduser() / "progress.json"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "d2lmlp" / "progress.json"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "d2lmlp" / "progress.json"


def load():
    """Read the progress.

    Returns
    -------
    tasks : dict
        Task id -> {"done": bool, "tries": int, "hints": int, "asked": int}.
    note : str
        One sentence when the file could not be read and was set aside, else "".
    """
    file = path()
    try:
        tasks = json.loads(file.read_text(encoding="utf-8"))["tasks"]
        good = isinstance(tasks, dict) and all(_is_entry(entry) for entry in tasks.values())
        if good:
            return tasks, ""
    except FileNotFoundError:
        return {}, ""
    except OSError as error:
        return {}, f"Your progress cannot be read ({error.strerror}); it is not kept for now."
    except (ValueError, KeyError, TypeError):
        pass
    aside = file.with_name("progress-unreadable.json")
    with contextlib.suppress(OSError):
        os.replace(file, aside)
    return {}, f"The progress file was damaged: it is kept as {aside.name}, and a new one begins."


def _is_entry(entry):
    return isinstance(entry, dict) and all(isinstance(n, (bool, int)) for n in entry.values())


def update(task, **changes):
    """Change a task's entry; numbers are added, True stays True.

    Parameters
    ----------
    task : str
        The task's id.
    changes : bool or int
        ``done=True``, ``tries=1`` and so on.

    Returns
    -------
    dict
        The entry as it is now, also when it could not be written.
    """
    tasks, _ = load()
    entry = tasks.setdefault(task, {})
    for key, change in changes.items():
        old = entry.get(key, 0)
        entry[key] = bool(old or change) if isinstance(change, bool) else old + change
    with contextlib.suppress(OSError):  # a folder that cannot be written costs no verdict
        _write({"tasks": tasks})
    return entry


def _write(content):
    """Write beside the file and rename: a reader sees the old file or the new one, whole."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix="progress-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(content, out, indent=1, sort_keys=True)
        os.replace(name, file)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
