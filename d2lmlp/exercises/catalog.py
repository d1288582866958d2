"""All tasks by id, in the order of the course, found by looking into the folders.

A task is a module with a ``TASK`` in a folder that is named after its notebook. Nothing else lists
them: to add one, add its file. The patients of the clinic answer to ``check``, ``hint``,
``solution`` and ``progress`` as well. The order is that of the notebooks: a folder's ``SECTIONS``,
which the writer of the notebooks' cells keeps, tells in which section a reader comes first.
"""

import pkgutil
from dataclasses import replace
from functools import cache
from importlib import import_module

TASKS = "d2lmlp.exercises.tasks"
WARD = "d2lmlp.clinic.ward"  # by name: it stands on the exercises, not they on it


@cache
def tasks():
    """Return the exercises, id -> Task: as they stand in the course, in a section the easy first.

    Raises
    ------
    ValueError
        If two tasks have the same id.
    """
    found = [
        replace(module.TASK, notebook=folder)
        for folder in _inside(TASKS)
        for module in modules(f"{TASKS}.{folder}")
    ]
    return _by_id(sorted(found, key=_place))


@cache
def everything():
    """Return the exercises and, after them, the patients of the clinic, id -> Task."""
    return _by_id([*tasks().values(), *import_module(WARD).TASKS])


def _place(task):
    sections = getattr(import_module(f"{TASKS}.{task.notebook}"), "SECTIONS", ())
    order = sections.index(task.section) if task.section in sections else len(sections)
    return task.notebook, order, task.stars, task.id


def modules(package):
    """Import what is in a package, by name, and return the modules in the order of their names."""
    return [import_module(f"{package}.{name}") for name in _inside(package)]


def _inside(package):
    return sorted(found.name for found in pkgutil.iter_modules(import_module(package).__path__))


def _by_id(found):
    by_id = {task.id: task for task in found}
    if len(by_id) != len(found):
        ids = [task.id for task in found]
        twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
        raise ValueError(f"Two tasks are called {', '.join(twice)}: give each an id of its own.")
    return by_id
