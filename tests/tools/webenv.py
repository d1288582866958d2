"""The environment that builds web pages and slides, apart from the course's own.

It is pinned with hashes in tests/site/requirements.lock; MathJax and reveal.js are in it.
"""

import shutil
import subprocess
import venv

from course import ROOT

CONFIG = ROOT / "tests" / "site"
BUILD = ROOT / "build"


def environment():
    """Build the environment where it is missing or older than its lock; return its Python."""
    folder, lock = BUILD / "site-env", CONFIG / "requirements.lock"
    done = folder / "installed"
    if not done.is_file() or done.read_bytes() != lock.read_bytes():
        print("Installing what builds the pages (once).", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        pip = [folder / "bin" / "python", ROOT / "d2lmlp" / "workbook" / "installing.py"]
        subprocess.run([*pip, "--quiet", "--require-hashes", "-r", lock], check=True)
        shutil.copyfile(lock, done)
    return folder / "bin" / "python"
