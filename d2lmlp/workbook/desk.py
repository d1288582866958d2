"""The folder in which a learner works: laid out once, then kept in step with the course."""

import contextlib
import os
import re
import shutil
import time
from pathlib import Path

from filelock import FileLock

import d2lmlp
from d2lmlp.workbook import pages
from d2lmlp.workbook.merge import is_note, merge
from d2lmlp.workbook.pages import Unreadable
from d2lmlp.workbook.tasks import cells_of_task

PAGE = re.compile(r"\d\d_|appendix_")
COURSE = Path(d2lmlp.__file__).resolve().parent.parent / "notebooks"


def _pages(folder):
    """Return the files of a folder that are pages of the course, in its order."""
    return sorted(path for path in folder.glob("*.ipynb") if PAGE.match(path.name))


class Trouble(Exception):
    """What cannot be done; the message says why, and what helps."""


class Desk:
    """A learner's workbook beside the course that it follows.

    Attributes
    ----------
    course : pathlib.Path
        The notebooks as they are committed.
    folder : pathlib.Path
        The learner's own; the hidden folder in it holds the pages as they were laid out.
    """

    def __init__(self, folder=None, course=COURSE):
        folder = folder or os.environ.get("D2LMLP_WORKBOOK") or course.parent / "workbook"
        try:
            self.folder = Path(folder).expanduser().resolve()
        except RuntimeError as error:
            raise Trouble(f"There is no place for the workbook: {error}.") from None
        self.course = course
        self._base = self.folder / ".d2lmlp"
        if not _pages(course):
            raise Trouble(f"The course's notebooks are not in {course}: clone the course anew.")
        if self.folder == course.resolve():
            raise Trouble("D2LMLP_WORKBOOK names the course's own notebooks: name another folder.")

    # -- what there is ---------------------------------------------------------------------------

    def names(self):
        """Return the file names of the course's pages, in order."""
        return [path.name for path in _pages(self.course)]

    def page(self, name):
        """Return a page as the course lays it out."""
        return pages.opened(pages.read(self.course / name), name)

    def base(self, name):
        """Return a page as it was laid out last; without cells if that is not known."""
        try:
            return pages.read(self._base / name)
        except (OSError, Unreadable):
            return {"cells": []}

    def changed(self, name):
        """Return the learner's own cells of a page, in order: those not as the course gave them."""
        given = {cell["id"]: pages.content(cell) for cell in self.base(name)["cells"]}
        mine = pages.read(self.folder / name)["cells"]
        own = [cell for cell in mine if given.get(cell.get("id")) != pages.content(cell)]
        return [cell for cell in own if not is_note(cell)]

    # -- what can be done ------------------------------------------------------------------------

    def update(self):
        """Lay out what is missing, and bring in what is new.

        Returns
        -------
        list of str
            One sentence for each thing that happened; none when nothing did.

        Raises
        ------
        Trouble
            If the folder cannot be written.
        """
        with self._locked():
            first = not _pages(self._base)
            news, changed = self._follow_names(), []
            for name in self.names():
                try:
                    changed += self._update_page(name)
                except Unreadable as error:
                    news.append(
                        f"{name} is left as it is, for {error}. `python -m d2lmlp workbook reset "
                        f"{name}` puts it aside and lays it out anew."
                    )
            if first:
                news.insert(0, f"Your own copy of the {len(self.names())} notebooks: {self.folder}")
            if changed:
                news.append(f"News from the course, with your work kept: {', '.join(changed)}.")
            return news

    def reset(self, name):
        """Lay a page out anew; return the backup of what was there, or None."""
        with self._locked():
            backup = self._back_up(name)
            self._lay_out(name, self.page(name))
            return backup

    def reset_task(self, task):
        """Lay the cells of one task out anew, wherever they stand.

        Returns
        -------
        list of (str, pathlib.Path or None)
            The pages, each with its backup.

        Raises
        ------
        Trouble
            If no page has such a task.
        """
        with self._locked():
            done = []
            for name in self.names():
                page = self.page(name)
                ids = cells_of_task(page, task)
                if ids:
                    done.append((name, self._put_back(name, page, ids)))
            if not done:
                raise Trouble(f"No page has a task {task!r}; progress() lists all of them.")
            return done

    # -- how -------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _locked(self):
        try:
            self._base.mkdir(parents=True, exist_ok=True)
            with FileLock(self._base / "lock", timeout=60):
                yield
        except OSError as error:
            raise Trouble(
                f"The workbook in {self.folder} cannot be written ({error.strerror or error}): make "
                "room there, or name another folder in D2LMLP_WORKBOOK."
            ) from None

    def _update_page(self, name):
        committed = pages.read(self.course / name)
        course, mine = pages.opened(committed, name), self.folder / name
        _keep(self.folder / pages.FINISHED / name, pages.text(pages.finished(committed, name)))
        base = self.base(name)
        if not mine.exists():
            self._lay_out(name, course)
            return []
        if pages.text(base) == pages.text(course):
            return []
        old = pages.read(mine)
        merged = merge(base, course, old)
        if pages.text(merged) != pages.text(old):
            if pages.contents(old) != pages.contents(base):
                self._back_up(name)
            pages.write(mine, merged)
        pages.write(self._base / name, course)
        notes = sum(map(is_note, merged["cells"])) - sum(map(is_note, old["cells"]))
        return [f"{name} ({notes} of your cells beside new ones)" if notes > 0 else name]

    def _lay_out(self, name, page):
        pages.write(self.folder / name, page)  # first this: a base promises that the page is there
        pages.write(self._base / name, page)

    def _put_back(self, name, page, ids):
        """Take the cells `ids` from the course again; return the backup if that changed anything."""
        if not (self.folder / name).exists():
            self._lay_out(name, page)
            return None
        old, fresh = pages.read(self.folder / name), {cell["id"]: cell for cell in page["cells"]}
        cells = [fresh[c["id"]] if c.get("id") in ids else c for c in old["cells"]]
        new = merge(self.base(name), page, {**old, "cells": cells})
        if pages.contents(new) == pages.contents(old):
            return None
        backup = self._back_up(name)
        pages.write(self.folder / name, new)
        pages.write(self._base / name, page)
        return backup

    def _back_up(self, name):
        """Copy a page into the folder of backups; return the copy, or None if there is no page."""
        mine, folder = self.folder / name, self.folder / "backups"
        if not mine.exists():
            return None
        folder.mkdir(exist_ok=True)
        stamp = time.strftime("%Y-%m-%d_%H-%M-%S")
        backup, again = folder / f"{mine.stem}_{stamp}.ipynb", 1
        while backup.exists():
            again += 1
            backup = folder / f"{mine.stem}_{stamp}_{again}.ipynb"
        shutil.copyfile(mine, backup)
        return backup

    def _follow_names(self):
        """Follow pages to their new numbers, and part from those that the course has no longer."""
        news, now = [], {name[3:]: name for name in self.names()}
        for base in _pages(self._base):
            old, new = base.name, now.get(base.name[3:])
            if old == new:
                continue
            mine = self.folder / old
            if new and mine.exists() and not (self.folder / new).exists():
                mine.rename(self.folder / new)
                base.rename(self._base / new)
                news.append(f"{old} is now {new}.")
            elif mine.exists() and self._is_untouched(old):
                mine.unlink()
                base.unlink()
            elif mine.exists():
                base.unlink()
                news.append(f"The course no longer has {old}; yours stays as it is.")
            else:
                base.unlink()
            (self.folder / pages.FINISHED / old).unlink(missing_ok=True)
        return news

    def _is_untouched(self, name):
        with contextlib.suppress(Unreadable):
            return pages.contents(pages.read(self.folder / name)) == pages.contents(self.base(name))
        return False


def _keep(path, text):
    """Write a page to compare with, unless it stands there; it is not meant to be changed."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if path.read_text(encoding="utf-8") == text:
            return
    path.parent.mkdir(exist_ok=True)
    pages.write_whole(path, text)
    with contextlib.suppress(OSError):  # a file system without such rights
        path.chmod(0o444)
