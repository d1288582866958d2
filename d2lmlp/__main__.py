"""``python -m d2lmlp [doctor | fetch-data | progress | grade ... | submit FILE]``: few commands."""

import sys

COMMANDS = ("doctor", "fetch-data", "progress", "grade", "submit")


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
    if command not in COMMANDS or (rest and command not in ("grade", "submit")):
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
    elif command == "submit":
        return _submit(rest)
    else:
        from d2lmlp.classroom import grading

        return grading.main(rest)
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
    sys.exit(main(sys.argv[1:]))
