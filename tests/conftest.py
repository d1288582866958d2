"""What every test relies on: a progress file that is nobody's, and notebooks run twice by nbval."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Set before any test or notebook kernel starts; children inherit it.
os.environ["D2LMLP_HOME"] = tempfile.mkdtemp(prefix="d2lmlp-")
atexit.register(shutil.rmtree, os.environ["D2LMLP_HOME"], ignore_errors=True)
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")

sys.path.insert(0, str(ROOT / "tests" / "tools"))

from browser import browser, chromium  # noqa: E402, F401  (fixtures)
from lab import page, server, window  # noqa: E402, F401  (fixtures)


def pytest_collection_modifyitems(items):
    """Begin with what takes longest, and let nbval run each cell twice in a row.

    nbval compares both runs with the stored outputs. A cell that trains for seconds carries the
    tag `long`: its second run is left to ``make notebooks``, which refuses to store the notebook
    if it differs, and to D2LMLP_TWICE=all.
    """
    from nbval.plugin import IPyNbCell

    every = os.environ.get("D2LMLP_TWICE") == "all"

    items.sort(key=lambda item: rank(item.path))
    for k in reversed(range(len(items))):
        item = items[k]
        if not isinstance(item, IPyNbCell):
            continue
        if every or "long" not in item.cell.metadata.get("tags", []):
            again = IPyNbCell.from_parent(
                item.parent, name=f"{item.name} again", cell_num=item.cell_num, cell=item.cell,
                options=item.options,
            )  # fmt: skip
            items.insert(k + 1, again)


def rank(path):
    """Place of a file: JupyterLab, the web pages, the notebooks, what waits for pages, the rest.

    The first file that needs the web pages builds them; the others would only wait beside it.
    """
    site = path.parent.name == "site"
    notebook = path.suffix == ".ipynb"
    return (path.parent.name != "browser", path.name != "test_site.py", not notebook, not site)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One process more than cores, and three at least, as some tests wait; a gigabyte for each.

    Beyond eight nothing is gained: all that uses JupyterLab is one process's.
    """
    from d2lmlp.threads import cores

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1, min(max(cores() + 1, 3), 8, memory // 2**30))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give a file's tests to one process, and all that use JupyterLab to one as well."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = super()._split_scope(nodeid)
            return "JupyterLab" if Path(file).parent.name == "browser" else file

    return Scheduling(config, log)
