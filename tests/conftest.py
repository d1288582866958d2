"""What every test relies on: the learner's own progress is neither read nor written."""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Set before any test or notebook kernel starts; children inherit it.
os.environ["D2LMLP_HOME"] = tempfile.mkdtemp(prefix="d2lmlp-")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")

sys.path.insert(0, str(ROOT / "tests" / "tools"))

from browser import chromium, page, server  # noqa: E402, F401  (fixtures of the browser's tests)
