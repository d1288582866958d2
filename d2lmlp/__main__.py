"""``python -m d2lmlp [doctor | fetch-data | grade | lab | progress | workbook]``: the commands."""

import sys

COMMANDS = ("doctor", "fetch-data", "progress", "grade", "lab", "workbook")
WITH_WORDS = ("grade", "lab", "workbook")


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
    elif command == "lab":
        from d2lmlp.workbook import lab

        return lab.main(rest)
    elif command == "workbook":
        from d2lmlp.workbook import command as workbook

        return workbook.main(rest)
    else:
        from d2lmlp.classroom import grading

        return grading.main(rest)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
