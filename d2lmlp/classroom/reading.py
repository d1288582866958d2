"""What a learner's notebook says about tasks, read without running it."""

import ast
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cached_property

from d2lmlp.exercises.catalog import everything

NOT_CHECKED = {"hint", "solution", "script", "diagnose", "admit"}  # they speak of a task, no more


@dataclass
class Notebook:
    """A learner's notebook as it was read.

    Attributes
    ----------
    path : pathlib.Path
    sha : str
        SHA-256 of the file.
    cells : list of str
        The sources of the code cells.
    prose : list of str
        The sources of the others.
    fault : str
        Why it could not be read, else "".
    remark : str
        Something to know about it, else "".
    tries : dict
        Task id -> how often the learner has tried it, from ``NAME.progress.json`` beside the
        notebook, where there is such a copy of the learner's progress file.
    """

    path: object
    sha: str = ""
    cells: list = field(default_factory=list)
    prose: list = field(default_factory=list)
    fault: str = ""
    remark: str = ""
    tries: dict = field(default_factory=dict)

    @cached_property
    def _read_cells(self):
        return [_Cell(source) for source in self.cells]

    @property
    def mentioned(self):
        """The ids of the tasks of which the notebook speaks, in any way."""
        said = re.findall(r"(?:check|hint|solution)\(\s*[\"']([\w-]+)[\"']", "\n".join(self.prose))
        found = set(said).union(*(cell.quoted for cell in self._read_cells))
        return {task for task in everything() if task in found}

    def reason(self, task, outcomes):
        """Say why a mentioned task was never judged.

        Parameters
        ----------
        task : str
        outcomes : list of (str or None)
            What went wrong in each cell.

        Returns
        -------
        (status, detail)
        """
        cells = zip(self._read_cells, outcomes)
        reasons = [outcome for cell, outcome in cells if task in cell.live]
        if not reasons:
            return "check deleted", ""
        named = {"SyntaxError": "syntax", "MemoryError": "memory", "not-run": "not-reached"}
        # The first cell that went wrong says most; where none did, the call was passed by.
        wrong = next((r for r in reasons if r not in (None, "not-run")), None)
        wrong = wrong or next(filter(None, reasons), "not-reached")
        return "error", named.get(wrong, wrong)

    def unreadable(self):
        """Return the numbers, from 1, of the cells with the word check that are no Python."""
        cells = enumerate(zip(self.cells, self._read_cells), 1)
        return [k for k, (source, cell) in cells if cell.broken and re.search(r"\bcheck\b", source)]


class _Cell:
    """The names of tasks in a cell: quoted anywhere, and where they may be checked."""

    def __init__(self, source):
        self.quoted = _quoted(source)
        self.broken = False
        try:
            tree = ast.parse(_python(source))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            self.broken = True
            self.live = _quoted(re.sub(r"^\s*#.*$", "", source, flags=re.M))
            return
        spoken_of = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in NOT_CHECKED:
                spoken_of.update(id(n) for n in ast.walk(node))
        self.live = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) not in spoken_of and node.value in everything():
                    self.live.add(node.value)
                elif "check" in node.value:  # the line of a magic command
                    self.live |= _quoted(node.value)
        self.quoted |= self.live


def _quoted(text):
    """Find the ids of tasks that stand in quotes."""
    return {word for word in re.findall(r"[\"']([\w-]+)[\"']", text) if word in everything()}


def _name(function):
    return getattr(function, "id", getattr(function, "attr", None))


def _python(source):
    """Turn a cell into Python as IPython does; a whole-cell magic keeps its cell's Python."""
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


def read(path):
    """Read a notebook, whatever its encoding; what is wrong with it stands in `fault`."""
    found = Notebook(path)
    try:
        data = path.read_bytes()
        found.sha = hashlib.sha256(data).hexdigest()
        content = json.loads(data)
        _fill(found, content)
        found.tries = _tries(path.with_suffix(".progress.json"))
    except OSError as error:
        found.fault = f"It cannot be read: {error.strerror}."
    except (ValueError, RecursionError) as error:
        found.fault = f"It is no notebook: {str(error)[:100]}."
    except Exception as error:  # JSON that is no notebook goes wrong in many ways
        found.fault = f"It is no notebook: {type(error).__name__}."
    return found


def _tries(path):
    try:
        entries = json.loads(path.read_bytes())["tasks"]
        tries = {task: entries[task].get("tries") for task in everything() if task in entries}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}
    return {task: number for task, number in tries.items() if type(number) is int and number > 0}


def _fill(found, content):
    import nbformat

    notebook = nbformat.reads(json.dumps(content), as_version=4)
    for cell in notebook.cells:
        (found.cells if cell.cell_type == "code" else found.prose).append(str(cell.source))
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if str(language).lower() != "python":
        found.remark = f"It is written for {str(language)[:20]}, not for Python."
