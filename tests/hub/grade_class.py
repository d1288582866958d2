"""Collect a class's notebooks from the students' homes and grade them: one command, as root.

    sudo /opt/d2lmlp/env/bin/python /opt/d2lmlp/grade_class.py --out grades 02_activation_functions.ipynb

D2LMLP_CLASS names the class list (by default the file `class` beside this one). Each file is read
with its student's own rights, so that a link in a home leads nowhere a student could not go. The
grading itself runs as the account that --as names: students' code never runs as root.
"""  # noqa: E501

import argparse
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
LARGEST = 64 << 20  # bytes of a notebook
PROGRESS = ".local/share/d2lmlp/progress.json"


def main(argv):
    """Collect, grade, and bring the results to --out; returns the exit code of `grade`."""
    options, more = _parser().parse_known_args(argv)
    grader = pwd.getpwnam(options.account)
    with tempfile.TemporaryDirectory(prefix="d2lmlp-class-") as work:
        os.chmod(work, 0o755)
        missing = collect(students(), options.notebook, Path(work))
        for text in missing:
            print(text, file=sys.stderr)
        results = Path(work) / "results"
        results.mkdir()
        if os.geteuid() == 0:
            os.chown(results, grader.pw_uid, grader.pw_gid)
        code = grade(sorted(Path(work).glob("*/*.ipynb")), results, grader, more)
        options.out.mkdir(parents=True, exist_ok=True)
        for file in results.iterdir():
            shutil.copyfile(file, options.out / file.name)
    return code or int(bool(missing))


def _parser():
    parser = argparse.ArgumentParser(description=__doc__, epilog="Other options go to `grade`.")
    parser.add_argument("notebook", nargs="+", help="such as 02_activation_functions.ipynb")
    parser.add_argument("--out", type=Path, default=Path("grades"))
    parser.add_argument("--as", dest="account", default="nobody", help="who runs students' code")
    return parser


def students():
    """Return the names in the class list."""
    return Path(os.environ.get("D2LMLP_CLASS", HERE / "class")).read_text().split()


def collect(names, notebooks, work):
    """Copy notebooks to ``work/NOTEBOOK/STUDENT.ipynb``, each with its student's progress.

    Returns
    -------
    list of str
        A sentence for each notebook that could not be had.
    """
    missing = []
    for name in names:
        home = Path(pwd.getpwnam(name).pw_dir)
        progress = read_as(name, home / PROGRESS)
        for notebook in notebooks:
            folder = work / Path(notebook).stem
            folder.mkdir(exist_ok=True)
            data = read_as(name, home / "d2lmlp/workbook" / Path(notebook).name)
            if data is None:
                missing.append(f"{name} has no {notebook} that can be read.")
                continue
            (folder / f"{name}.ipynb").write_bytes(data)
            if progress is not None:
                (folder / f"{name}.progress.json").write_bytes(progress)
    return missing


def read_as(name, path):
    """Read a file with the rights of an account; None where there is no plain file for it."""
    account = pwd.getpwnam(name)
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(reader)
            if os.geteuid() == 0:
                os.initgroups(name, account.pw_gid)
                os.setgid(account.pw_gid)
                os.setuid(account.pw_uid)
            file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            about = os.fstat(file)
            if stat.S_ISREG(about.st_mode) and about.st_size <= LARGEST:
                with open(file, "rb") as source, open(writer, "wb") as target:
                    shutil.copyfileobj(source, target)
                code = 0
        finally:
            os._exit(code)
    os.close(writer)
    with open(reader, "rb") as source:
        data = source.read(LARGEST + 1)
    return data if os.waitpid(pid, 0)[1] == 0 and len(data) <= LARGEST else None


def grade(notebooks, results, grader, more):
    """Run the course's grader as another account; returns its exit code."""
    command = [HERE / "env/bin/python", "-I", "-m", "d2lmlp", "grade", *notebooks]
    other = {}
    if os.geteuid() == 0:
        other = {"user": grader.pw_uid, "group": grader.pw_gid, "extra_groups": []}
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(results)}
    done = subprocess.run(
        [*command, "--out", results, *more], cwd=results, env=environment, **other, check=False
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
