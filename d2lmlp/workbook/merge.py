"""Bring what is new in the course into a learner's notebook, and lose nothing of the learner's.

A three-way merge by cell id: *base* is the page as the learner got it, *course* as it is now, *mine*
as the learner has made it. The course's cells come in the course's order; what the learner has
added stands after the cell that it stood after. Whatever only one side has changed is taken from
that side. What both have changed stands twice: the course's cell, a note, the learner's.
"""

import copy
import hashlib
import re

from d2lmlp.workbook.pages import content

CHANGED = (
    "**Yours, kept.** The course has a new version of the cell above. The cell below is what you had "
    "made of the old one: take from it what you need, then delete it, and this note."
)
REMOVED = (
    "**Yours, kept.** The course no longer has the cell that stood here. The cell below is what you "
    "had made of it: delete it, and this note, when you are done with it."
)


def merge(base, course, mine):
    """Merge a page.

    Parameters
    ----------
    base, course, mine : dict
        Notebooks as `pages.read` gives them, the first two as `pages.opened` makes them. A base
        that is not known is ``{"cells": []}``: then all that differs counts as the learner's.

    Returns
    -------
    dict
        A new notebook. Every cell of `course` is in it, unless the learner has changed that cell
        and the course has not; so is every text that the learner has written. Outputs stay with
        the code that made them. ``merge(course, course, merged)`` has the same cells as `merged`.
    """
    before, now = _by_id(base["cells"]), _by_id(course["cells"])
    cells = _identified(mine["cells"], before, now)
    yours = _by_id(cells)
    blocks = {None: []}  # the id of a cell of the course -> it, and what follows it
    for id_, cell in now.items():
        blocks[id_] = _both(before.get(id_), cell, yours.get(id_), yours)
    place = None
    for cell in cells:
        if cell["id"] in now:
            place = cell["id"]
        else:
            blocks[place] += _own(before.get(cell["id"]), cell, yours)
    return {
        **course,
        **mine,
        "metadata": _metadata(base, course, mine),
        "nbformat": 4,
        "nbformat_minor": max(5, mine.get("nbformat_minor", 5)),
        "cells": [copy.deepcopy(cell) for block in blocks.values() for cell in block],
    }


def _both(base, course, mine, yours):
    """The cells that stand in the place of a cell of the course."""
    if mine is None:
        return [course]
    metadata = _metadata(base or {}, course, mine)
    if content(mine) == content(course):
        return [{**mine, "metadata": metadata}]
    if base is not None and content(mine) == content(base):
        return [{**course, "metadata": metadata}]
    if base is not None and content(course) == content(base):
        return [{**mine, "metadata": metadata}]
    return [course, *_kept(mine, CHANGED, yours)]


def _own(base, mine, yours):
    """The cells that come of one that the course does not have: added by the learner, or removed."""
    if base is None:
        return [mine]
    return [] if content(base) == content(mine) else _kept(mine, REMOVED, yours)


def _kept(mine, why, yours):
    """A note and the learner's cell, under ids of their own; nothing where it is kept already."""
    id_ = _new_id(f"{mine['id'][:40]}-mine", mine)
    if id_ in yours and content(yours[id_]) == content(mine):
        return []
    while id_ in yours or f"{id_}-why" in yours:
        id_ = _new_id(id_[:-9], {**mine, "source": id_})
    note = {"cell_type": "markdown", "id": f"{id_}-why", "metadata": {}, "source": why}
    yours[id_] = {**mine, "id": id_}
    return [note, yours[id_]]


def is_note(cell):
    """Say whether a cell is one of the notes that a merge has put there."""
    return bool(re.search(r"-mine-[0-9a-f]{8}-why$", cell.get("id", "")))


def _new_id(stem, cell):
    digest = hashlib.sha256("\0".join(content(cell)).encode("utf-8", "replace")).hexdigest()
    return f"{stem}-{digest[:8]}"


def _by_id(cells):
    return {cell["id"]: cell for cell in cells if cell.get("id")}


def _identified(cells, before, now):
    """Give every cell of a learner an id, and no two the same one.

    Some programs take the ids away: a cell that still says what one of the course says is that one.
    """
    taken, free, found = {cell.get("id") for cell in cells}, {}, []
    for known in (now, before):
        for id_, cell in known.items():
            if id_ not in taken:
                free.setdefault(content(cell), []).append(id_)
    seen = set()
    for cell in cells:
        id_ = cell.get("id")
        if not id_ or id_ in seen:
            same = [i for i in free.get(content(cell), []) if i not in seen] if not id_ else []
            id_ = same[0] if same else _new_id("own", cell)
            while id_ in seen or (id_ in taken and not same):
                id_ = _new_id("own", {**cell, "source": id_})
        seen.add(id_)
        found.append({**cell, "id": id_})
    return found


def _metadata(base, course, mine):
    """The course's entries, and over them those that the learner (or Jupyter) has set."""
    base, course, mine = (part.get("metadata", {}) for part in (base, course, mine))
    return {**course, **{key: value for key, value in mine.items() if base.get(key) != value}}
