"""The learner's progress: one local JSON file, never half written, shared by all notebooks.

Two notebooks are two processes: a lock is held from reading the file to writing it. Where nothing
can be written (a full disk, a home that is read-only), the progress lasts as long as the notebook.
"""

import contextlib
import json
import os
import sys
import threading
from itertools import count
from pathlib import Path

from filelock import FileLock

WAIT = 10  # seconds for another notebook to finish; it needs some milliseconds
_unkept = {}  # file -> what could not be written to it


def folder():
    """Where the learner's own is kept; the variable D2LMLP_HOME names another folder.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    RuntimeError
        If this account has no home, or D2LMLP_HOME names the home of one that is not there.
    """
    home = os.environ.get("D2LMLP_HOME")
    if home:
        return Path(home).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "d2lmlp"
    data = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    return data / "d2lmlp"


def path():
    """Return the file of the progress."""
    return folder() / "progress.json"


def load():
    """Read the progress.

    Returns
    -------
    tasks : dict
        Task id -> {"done": bool, "tries": int, "hints": int, "asked": int}.
    note : str
        One sentence when the file could not be read and was set aside, else "".
    """
    content, note = _load()
    return content["tasks"], note


def _load():
    try:
        file = path()
    except RuntimeError as error:
        return _joined({"tasks": {}}, _unkept.get(None)), _not_kept(error)
    content, note = _read(file)
    return _joined(content, _unkept.get(file)), note


def _read(file):
    if file.exists() and not (file.is_file() or file.is_dir()):  # a pipe would never end
        return {"tasks": {}}, f"Your progress cannot be read ({file.name} is no ordinary file)."
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))  # editors may add a mark
        tasks = content["tasks"]
        good = isinstance(tasks, dict) and all(_is_entry(entry) for entry in tasks.values())
        others = (content.get(part, {}) for part in ("predictions", "cards"))
        if good and all(isinstance(other, dict) for other in others):
            return content, ""
    except (FileNotFoundError, NotADirectoryError):
        return {"tasks": {}}, ""
    except OSError as error:
        return {"tasks": {}}, f"Your progress cannot be read ({error.strerror})."
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    names = (f"progress-unreadable{f'-{k}' if k > 1 else ''}.json" for k in count(1))
    aside = next(a for a in map(file.with_name, names) if not a.exists())
    with contextlib.suppress(OSError):
        os.replace(file, aside)
    note = f"The progress file was damaged: it is kept as {aside.name}, and a new one begins."
    return {"tasks": {}}, note


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
    entry : dict
        The entry as it is now, also when it could not be written.
    note : str
        One sentence when it could not be written, or the file was set aside, else "".
    """

    def change(content):
        entry = content["tasks"].setdefault(task, {})
        for key, value in changes.items():
            old = entry.get(key, 0)
            entry[key] = bool(old or value) if isinstance(value, bool) else old + value
        return dict(entry)

    return _change(change)


def predictions():
    """Return what the learner has said before running: prediction's name -> number or text."""
    return _load()[0].get("predictions", {})


def predict(name, said):
    """Keep a prediction; return a sentence when it could not be written, else ""."""
    return _change(lambda content: content.setdefault("predictions", {}).update({name: said}))[1]


def cards():
    """Return when each card comes again, and a sentence when the file could not be read.

    Returns
    -------
    cards : dict
        Card's id -> what its scheduler keeps.
    note : str
    """
    content, note = _load()
    return content.get("cards", {}), note


def keep_card(name, state):
    """Keep when a card comes again; return a sentence when it could not be written, else ""."""
    return _change(lambda content: content.setdefault("cards", {}).update({name: state}))[1]


def _change(change):
    """Read, change and write as one step that no other notebook can come between."""
    file = None
    try:
        file = path()
        file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(file.with_name("progress.lock"), timeout=WAIT):
            content, note = _read(file)
            content = _joined(content, _unkept.get(file))
            result = change(content)
            write_whole(file, json.dumps(content, indent=1, sort_keys=True))
            _unkept.pop(file, None)
            return result, note
    except (OSError, RuntimeError, NotImplementedError) as error:
        content = _load()[0]
        result = change(content)
        _unkept[file] = content
        return result, _not_kept(error)


def _joined(content, unkept):
    """Add to what a file holds what could not be written to it before: the larger count stays."""
    for task, entry in (unkept or {}).get("tasks", {}).items():
        here = content["tasks"].setdefault(task, {})
        here.update({key: max(value, here.get(key, 0)) for key, value in entry.items()})
    for part in ("predictions", "cards"):
        if (unkept or {}).get(part):
            content.setdefault(part, {}).update(unkept[part])
    return content


def _not_kept(error):
    reason = getattr(error, "strerror", None) or str(error)
    return f"Your progress is kept only as long as this notebook runs: it was not saved ({reason})."


def write_whole(file, text):
    """Write beside the file and rename: a reader sees the old file or the new one, whole.

    Parameters
    ----------
    file : pathlib.Path
    text : str

    Raises
    ------
    OSError
        If it cannot be written; the old file is still there then.
    """
    file = Path(os.path.realpath(file))  # a link stays one
    part = file.with_name(f".{file.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with open(part, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, file)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
