"""``python -m d2lmlp [doctor | fetch-data | grade | lab | progress | review | submit | ...]``."""

import os
import sys
from pathlib import Path

COMMANDS = ("doctor", "fetch-data", "progress", "grade", "lab", "review", "submit", "workbook")
WITH_WORDS = ("grade", "lab", "review", "submit", "workbook")


def main(argv):
    """Run one command.

    Parameters
    ----------
    argv : list of str
        The command and its own arguments; nothing means ``doctor``.

    Returns
    -------
    int
        The exit code.
    """
    command, *rest = argv or ["doctor"]
    if command not in COMMANDS or (rest and command not in WITH_WORDS):
        print(
            f"d2lmlp has no command {' '.join(argv)!r}: choose one of {', '.join(COMMANDS)}.",
            file=sys.stderr,
        )
        return 2
    if command == "doctor":
        from d2lmlp import doctor

        return doctor.main()
    if command == "fetch-data":
        from d2lmlp.assets import fashion_mnist

        fashion_mnist.fetch_full()
    elif command == "progress":
        from d2lmlp import exercises

        print(exercises.progress())
    elif command == "review":
        return _review(rest)
    elif command == "submit":
        return _submit(rest)
    elif command == "lab":
        from d2lmlp.workbook import lab

        return lab.main(rest)
    elif command == "workbook":
        from d2lmlp.workbook import command as workbook

        return workbook.main(rest)
    else:
        return _grade(rest)
    return 0


def _grade(rest):
    """Grade in an interpreter that looks for modules neither here nor where PYTHONPATH says."""
    if not sys.flags.isolated:
        root = str(Path(__file__).resolve().parents[1])
        again = f"import sys; sys.path.insert(0, {root!r}); from d2lmlp.classroom import grading; "
        again += "sys.exit(grading.main(sys.argv[1:]))"
        os.execv(sys.executable, [sys.executable, "-I", "-c", again, *rest])
    from d2lmlp.classroom import grading

    return grading.main(rest)


def _review(rest):
    from d2lmlp import cards

    if not rest:
        cards.review()
        return 0
    if len(rest) != 2 or rest[0] != "--anki":
        print("review takes nothing, or --anki and the file to write.", file=sys.stderr)
        return 2
    try:
        print(f"{cards.export(rest[1])} cards in {rest[1]}; Anki reads it with File > Import.")
    except OSError as error:
        print(f"{rest[1]} cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
    return 0


def _submit(files):
    from d2lmlp.contest import submit_file

    if len(files) != 1:
        print("submit takes one file with the header id,price.", file=sys.stderr)
        return 2
    try:
        print(submit_file(files[0]))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 0
    sys.exit(code)
