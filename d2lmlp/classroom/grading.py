"""Grade learners' notebooks: ``python -m d2lmlp grade NOTEBOOK...`` for a teacher.

Each notebook runs in a process of its own. The object that a learner's own call of ``check`` passes
is what is judged, however the call is written, and the verdict is made in another process.

What is promised. No learner's code runs where verdicts are made: the judge sends arguments to the
learner's process and gets numbers back, and what it compares them with is not there. So nothing
that a notebook prints, writes, imports or replaces makes a wrong answer right or changes the
verdict on another task, and a notebook changes no other's. On Linux 5.13 and later a notebook can
write into a folder of its own only, which is deleted afterwards: it installs nothing and touches no
other file of yours, `/tmp` aside. Where the system offers no such wall, the environment is compared
after each notebook, and grading stops when it changed. The time, the memory and the number of
checks are limited.

What is not promised. Learners' code runs with your rights: it can read your files, use your
network, and keep the machine busy until its time is up; before Linux 6.12 it can end your other
processes. The solutions are a part of the course, and an answer that was copied from them, from the
package's files or from a friend is a right answer here. Grade notebooks of strangers in a
container.
"""

import argparse
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from d2lmlp.classroom import reading, results
from d2lmlp.classroom.sitting import Hall, HallError


def main(argv):
    """Grade notebooks; write ``grades.csv``, ``grades.html`` and ``class.html``.

    Parameters
    ----------
    argv : list of str
        Notebooks, and options; ``--help`` lists them.

    Returns
    -------
    int
        0 when every notebook was graded as a whole, 1 when not, 2 when nothing could begin, 130
        after Ctrl-C.
    """
    options = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    notebooks = [reading.read(Path(path)) for path in options.notebook]
    try:
        book = results.Book(options.out, options.anonymous, options.resume)
    except OSError as error:
        print(f"Nothing was graded: {options.out} cannot be written: {error}.", file=sys.stderr)
        return 2
    rows, code = [None] * len(notebooks), 0
    try:
        _grade_all(notebooks, rows, options, book)
    except KeyboardInterrupt:
        print("Stopped. What was graded is kept; --resume goes on from there.", file=sys.stderr)
        code = 130
    except HallError as error:
        print(f"Grading stopped: {error}", file=sys.stderr)
        code = 2 if not any(rows) else 1
    written = book.close([row for row in rows if row])
    print(f"Written: {', '.join(written)}" if written else "Nothing could be written.")
    done = all(row and row["graded"] for row in rows) and len(written) == len(results.FILES)
    return code or int(not done)


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m d2lmlp grade",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("notebook", nargs="+", help="the learners' .ipynb files")
    parser.add_argument("--out", type=Path, default=Path(), help="folder for what is written")
    parser.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="at once")
    parser.add_argument("--limit", type=float, default=300, help="seconds for one notebook")
    parser.add_argument("--resume", action="store_true", help="keep what --out holds already")
    parser.add_argument("--anonymous", action="store_true", help="numbers in place of names")
    return parser


def _positive(text):
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _grade_all(notebooks, rows, options, book):
    """Fill the rows, and write each down as soon as it is known."""
    from tqdm import tqdm

    todo = []
    for k, notebook in enumerate(notebooks):
        rows[k] = book.earlier(notebook)
        if rows[k] is None:
            todo.append(k)
    if not todo:
        return
    protected = [options.out, *{notebook.path.parent for notebook in notebooks}]
    bar = tqdm(total=len(todo), unit="notebook", disable=None, smoothing=0)
    with bar, Hall(protected) as hall, ThreadPoolExecutor(options.jobs) as pool:
        stop = threading.Event()
        futures = {pool.submit(hall.grade, notebooks[k], options.limit, stop): k for k in todo}
        try:
            for future in as_completed(futures):
                k = futures[future]
                rows[k] = future.result()
                book.write(rows[k], [row for row in rows if row])
                tqdm.write(results.line(rows[k]), file=sys.stdout)
                bar.update()
        except BaseException:
            stop.set()
            hall.close()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
