"""Choose what to run between two commits (``make quick``): the tests of what changed.

Changed is what differs from the last commit or is new, or, where nothing is, the last commit
itself. Tests mirror the package's folders, so that a file names its tests: of a room its folder,
of a module of the ground floor its file, of a task and of a notebook whatever is called after it.
"""

import subprocess
import sys

from course import ROOT

ALWAYS = ["tests/project/test_arrows.py", "tests/ground/test_thin_rule.py"]
BROWSER = ("browser", "site", "hub")  # minutes, not seconds: `make test` has them
NBVAL = ["--nbval", "--nbval-cell-timeout", "120"]
NBVAL += ["--nbval-sanitize-with", "tests/nbval_sanitize.cfg"]


def changed():
    """List the files that differ from the last commit, or that the last commit changed."""

    def git(*words):
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout.split()

    now = git("diff", "--name-only", "HEAD")
    now += git("ls-files", "--others", "--exclude-standard")
    return sorted(set(now or git("diff", "--name-only", "HEAD~1", "HEAD")))


def chosen(files, exists=lambda name: (ROOT / name).exists()):
    """Choose the tests of changed files.

    Parameters
    ----------
    files : list of str
        Paths from the course's folder.
    exists : callable
        Tells whether a path is there.

    Returns
    -------
    runs : list of list of str
        Arguments of pytest, one list for each run of it.
    """
    plain, notebooks, words = set(ALWAYS), set(), set()
    for name in files:
        parts = name.split("/")
        if parts[0] == "tests" and len(parts) > 2 and parts[1] not in (*BROWSER, "tools"):
            plain.add(name if parts[-1].startswith("test_") else "/".join(parts[:2]))
        elif name.endswith(".ipynb"):
            notebooks.add(name)
            stem = parts[-1].split(".")[0]
            words.add(stem)
            plain.update((f"tests/claims/test_{stem[3:]}.py", "tests/cards/test_cards.py"))
        elif name.startswith("d2lmlp/exercises/tasks/"):
            words.add(parts[-1].split(".")[0].replace("_", "-"))
        elif parts[0] == "d2lmlp" and len(parts) > 2:
            plain.add(f"tests/{parts[1]}")
        elif parts[0] == "d2lmlp":
            plain.add(f"tests/ground/test_{parts[1]}")
        else:
            plain.add("tests/project")
    runs = [["-n", "2", *sorted(filter(exists, plain))]]
    if words:
        runs.append(["tests/exercises", "tests/notebooks", "-k", " or ".join(sorted(words))])
    if any(map(exists, notebooks)):
        runs.append(["-n", "2", "--dist", "loadfile", *NBVAL, *sorted(filter(exists, notebooks))])
    return runs


def main():
    """Run what was chosen; return the exit code of the first run that fails."""
    for arguments in chosen(changed()):
        print("pytest", *arguments, flush=True)
        code = subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT).returncode
        if code not in (0, 5):  # 5: nothing is called like that
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
