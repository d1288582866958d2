"""Where the course is, and its notebooks by name: a test does not know their numbers."""

import ast
import re
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
FRESH = range(101, 111)  # the notebooks use seeds from 0 to 19


def paths():
    """Return the notebooks in the order of the course."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def lessons():
    """Return the notebooks that teach: those before the bank of exercises and the clinic."""
    found = paths()
    return found[: found.index(path("exercises"))]


def pages():
    """Return all of the course's pages: the notebooks in order, and then the appendix."""
    return [*paths(), *sorted(NOTEBOOKS.glob("appendix_*.ipynb"))]


def path(name):
    """Return the notebook called `name`, such as "training", whatever its number is."""
    (found,) = NOTEBOOKS.glob(f"[0-9][0-9]_{name}.ipynb")
    return found


def read(name):
    """Read a notebook by its name, or from its path."""
    return nbformat.read(name if isinstance(name, Path) else path(name), as_version=4)


def code(name):
    """Return the sources of a notebook's code cells, IPython's magic lines left out."""
    cells = [cell.source for cell in read(name).cells if cell.cell_type == "code"]
    return [re.sub(r"^\s*%.*$", "", source, flags=re.M) for source in cells]


def functions(name, space):
    """Add to `space` the functions and classes that a notebook defines, and return it."""
    for source in code(name):
        body = ast.parse(source).body
        kept = [n for n in body if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
        exec(compile(ast.Module(kept, []), str(name), "exec"), space)
    return space


def claims(name, section):
    """Mark a test as the proof of what a notebook says in a section, which has to be there."""
    headings = re.findall(r"^##+ (.*)$", "\n".join(c.source for c in read(name).cells), flags=re.M)
    assert section in headings, f"{name} has no section {section!r}, only {', '.join(headings)}"
    return lambda test: test


def nine_of_ten(claim):
    """Assert that a claim holds for nine of ten seeds that no notebook uses.

    Once nine have held, or two have not, the last ones cannot change it and are not asked.
    """
    found = []
    for seed in FRESH:
        found.append(bool(claim(seed)))
        if sum(found) == 9:
            return
        assert found.count(False) < 2, dict(zip(FRESH, found))
