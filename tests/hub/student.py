"""Start a student's server, as that student, with the student's workbook up to date."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = HERE / "env" / "bin" / "python"


def bring_up_to_date(environ):
    """Lay the workbook out, or bring in what is new; return the environment that names it.

    It lies in ``~/d2lmlp/workbook``; D2LMLP_WORKBOOK names another folder. Whatever goes wrong
    there costs a line in the log: the student's server starts all the same.
    """
    place = environ.get("D2LMLP_WORKBOOK") or str(Path.home() / "d2lmlp" / "workbook")
    environ = {**environ, "D2LMLP_WORKBOOK": place}
    try:
        Path(place).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        subprocess.run([PYTHON, "-m", "d2lmlp", "workbook", "update"], env=environ, timeout=100)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"the workbook is as it was: {error}", file=sys.stderr)
    return environ


if __name__ == "__main__":
    environ = bring_up_to_date(os.environ)
    command = str(HERE / "env" / "bin" / "jupyterhub-singleuser")
    os.execve(command, [command, *sys.argv[1:]], environ)
