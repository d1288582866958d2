"""``python -m d2lmlp lab``: open the workbook in a JupyterLab that no other setting reaches.

What the user has set for Jupyter, IPython, matplotlib and Python elsewhere is for other work: this
JupyterLab has folders of its own, beside the progress. `lab_config.py` sets what the README
promises, after every other configuration file; words on the command line come after that.
"""

import os
import sys
import tempfile
from pathlib import Path

from d2lmlp.exercises.engine import store
from d2lmlp.workbook.desk import COURSE, Desk, Trouble

CONFIG = COURSE.parent / "jupyter_config"
FIRST = "00_start_here.ipynb"
# Variables that change how these programs start, look for files, or ask for a password.
FOREIGN = ("JUPYTER", "IPYTHON", "MPL", "PYTHON", "PYTEST", "MXNET_", "DMLC_", "NOTEBOOK_")


def main(argv):
    """Bring the workbook up to date and become JupyterLab.

    Parameters
    ----------
    argv : list of str
        For JupyterLab, such as ``["--no-browser"]``.

    Returns
    -------
    int
        1 if the workbook cannot be opened; else this process is JupyterLab's from now on.
    """
    try:
        desk = Desk()
        for line in desk.update():
            print(line, flush=True)
    except Trouble as error:
        print(error, file=sys.stderr)
        return 1
    environ = {**sealed(os.environ, own_folder()), "D2LMLP_OPENS": str(desk.folder / FIRST)}
    words = ["--config", str(Path(__file__).with_name("lab_config.py")), *as_root(), *argv]
    os.execve(sys.executable, [sys.executable, "-m", "jupyterlab", *words], environ)


def as_root():
    """JupyterLab wants to hear from root that root is meant; containers know no one else."""
    return ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def own_folder():
    """Return a folder for what the programs keep, beside the progress where that can be written."""
    try:
        folder = store.folder().resolve() / "jupyter"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except (OSError, RuntimeError) as error:
        print(f"JupyterLab's own settings are not kept: {error}.", file=sys.stderr)
        return Path(tempfile.mkdtemp(prefix="d2lmlp-"))


def sealed(environ, folder):
    """Return the environment in which the course's programs find only what is the course's.

    Parameters
    ----------
    environ : mapping of str to str
        The user's.
    folder : pathlib.Path
        Where these programs may keep what is theirs.

    Returns
    -------
    dict
    """
    kept = {key: value for key, value in environ.items() if not key.startswith(FOREIGN)}
    here = os.path.dirname(sys.executable)
    return {
        **kept,
        "PATH": os.pathsep.join([here, *filter(None, [kept.get("PATH", os.defpath)])]),
        "PYTHONUTF8": "1",  # whatever the locale is
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_PATH": os.path.join(sys.prefix, "share", "jupyter"),
        "JUPYTER_CONFIG_PATH": str(CONFIG),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLCONFIGDIR": str(folder / "matplotlib"),
        "OMP_NUM_THREADS": kept.get("OMP_NUM_THREADS") or "1",
    }
