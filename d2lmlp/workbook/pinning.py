"""Let pip add packages to the course's environment and change none that is there.

    .venv/bin/python d2lmlp/workbook/pinning.py

Many a package would bring a newer NumPy along, with which MXNet 1.9.1 does not start. So the pins
of the lock become constraints of every later ``pip install`` in this environment. Like
`installing`, it imports nothing but the standard library.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def pin(prefix):
    """Write the constraints, and the ``pip.conf`` that names them, into an environment.

    Parameters
    ----------
    prefix : pathlib.Path
        The environment's folder.
    """
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = [line.rstrip(" \\") for line in lock.splitlines() if re.match(r"\w", line)]
    pins = [re.sub(r"\[.*?\]", "", one) for one in pins]  # a constraint names no extras
    constraints = prefix / "constraints.txt"
    constraints.write_text("\n".join(pins) + "\n", encoding="utf-8")
    # As an address: pip takes a path with a space in it for two paths.
    conf = f"[install]\nconstraint = {constraints.resolve().as_uri()}\n"
    (prefix / "pip.conf").write_text(conf, encoding="utf-8")


if __name__ == "__main__":
    pin(Path(sys.prefix))
