"""Let ways to train an MLP run against each other, an epoch each in turn, and compare them.

All contenders of a race live at the same time, so that a busy moment hits all of them; a ratio is
the median over the rounds. A contender that cannot run (no PyTorch, no compiler) drops out.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

LABELS = {
    "ours": "d2lmlp.fit",
    "gluon_resident": "Gluon as in the book, arrays in memory",
    "gluon_loader": "Gluon with its DataLoader",
    "d2l_classes": "the book's d2l classes, 4 loader processes",
    "d2l_one_process": "the book's d2l classes, one process",
    "numpy_by_hand": "NumPy by hand",
    "scikit_learn": "scikit-learn MLPClassifier",
    "torch_resident": "PyTorch, tensors in memory",
    "torch_compiled": "PyTorch, tensors in memory, compiled",
    "torch_loader": "PyTorch with its DataLoader",
    "products_numpy": "the products alone, NumPy",
    "products_torch": "the products alone, PyTorch",
}
SYNCHRONOUS = {"MXNET_ENGINE_TYPE": "NaiveEngine"}
ENGINES = {  # (contender, threads, variables beside them)
    "scheduled, 1 thread (the default)": ("ours", 1, {}),
    "synchronous, 1 thread": ("ours", 1, {"D2LMLP_THREADS": "", **SYNCHRONOUS}),
    "scheduled, 2 threads": ("ours", 2, {"D2LMLP_THREADS": ""}),
    "synchronous, 2 threads (D2LMLP_THREADS=2)": ("ours", 2, {}),
    "the same, with libgomp's usual long spin": ("ours", 2, {"GOMP_SPINCOUNT": "300000"}),
    "PyTorch, 1 thread": ("torch_resident", 1, {}),
    "PyTorch, 2 threads": ("torch_resident", 2, {}),
}


@dataclass
class Course:
    """What is run over: a net, its data, and for how long."""

    title: str
    sizes: str
    data: str  # images or points
    rows: int
    batch: int
    epochs: int
    seconds: int  # no new round after so many, the first one aside


CHAPTER = Course("784-256-10 on 60,000 images", "784-256-10", "images", 60000, 256, 10, 120)
WIDE = Course("784-2048-2048-10 on 6,000 images", "784-2048-2048-10", "images", 6000, 256, 8, 60)
SMALL = Course("2-16-16-2 on 20,000 points", "2-16-16-2", "points", 20000, 20, 8, 40)
FEW = ("ours", "gluon_resident", "numpy_by_hand", "torch_resident", "torch_compiled",
       "products_numpy", "products_torch")  # fmt: skip


class Contender:
    """A process that trains, one epoch at a time, when it is told to."""

    def __init__(self, name, course, folder, threads, variables, other):
        foreign = name.split("_")[0] == "scikit" or "torch" in name
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "D2LMLP_THREADS")
        self.seconds, self.result = [], {}
        self.process = subprocess.Popen(
            [other if foreign and other else sys.executable,
             Path(__file__).with_name("contenders.py"), name, folder, str(course.epochs),
             course.sizes, str(course.batch)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, **dict.fromkeys(names, str(threads)), **variables},
        )  # fmt: skip

    def epoch(self):
        """Run one epoch and note how long it took; False where the contender has dropped out."""
        message = self._say("go\n")
        if "seconds" in message:
            self.seconds.append(message["seconds"])
        return "seconds" in message

    def end(self):
        """Let the process finish or give up, and note its accuracy and its memory."""
        if not self.result:
            self._say("\n")
        self.process.kill()
        self.process.wait()

    def _say(self, word):
        try:
            self.process.stdin.write(word)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # it is done; what it has to tell is still to be read
        message = json.loads(self.process.stdout.readline() or "{}")
        if "seconds" not in message:
            self.result = {**message, **json.loads(self.process.stdout.readline() or "{}")}
        return message


def race(course, entries, other):
    """Let contenders train in turn, and compare each one with the first.

    Parameters
    ----------
    course : Course
    entries : dict
        ``{label: (contender, threads, variables)}``.
    other : str, optional
        A Python in which PyTorch and scikit-learn are installed.

    Returns
    -------
    dict
        By label: seconds an epoch, ratio to the first, rows a second, rounds, peak MB, accuracy.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole = save(course, folder)
        racers = {
            label: Contender(name, course, folder, threads, variables, other)
            for label, (name, threads, variables) in entries.items()
        }
        try:
            racing = [racer for racer in racers.values() if racer.epoch()]  # warms up, compiles
            end = time.monotonic() + course.seconds
            while racing and time.monotonic() < end:
                racing = [racer for racer in racing if racer.epoch()]
        finally:
            for racer in racers.values():
                racer.end()
    first = next(iter(racers.values())).seconds
    return {
        label: row(racer, first, course.rows, whole)
        for label, racer in racers.items()
        if len(racer.seconds) > 1
    }


def row(racer, first, rows, whole):
    """Sum up a contender; its first epoch warms up."""
    pairs = list(zip(racer.seconds, first))[1:]
    seconds = median(own for own, _ in pairs)
    return {
        "seconds": seconds,
        "ratio": median(own / base for own, base in pairs),
        "rows_per_second": rows / seconds,
        "rounds": len(pairs),
        "peak_mb": racer.result.get("peak_mb"),
        "accuracy": racer.result.get("accuracy") if whole else None,
    }


def save(course, folder):
    """Write four arrays for the contenders; True where an accuracy on them says something."""
    if course.data == "points":
        rng = np.random.default_rng(0)
        X = rng.uniform(-1, 1, (course.rows, 2)).astype("float32")
        arrays, whole = [X, (X.prod(axis=1) > 0).astype("int32")] * 2, False
    else:
        from d2lmlp import data
        from d2lmlp.assets.fashion_mnist import find_full

        whole = find_full() is not None
        X, y, X_test, y_test, _ = data.fashion_mnist(full=whole)
        arrays = [a.asnumpy() for a in (X, y, X_test, y_test)]
        times = -(-course.rows // len(X))  # without the full set, the sample several times
        arrays[:2] = [np.concatenate([a] * times)[: course.rows] for a in arrays[:2]]
    for k, array in enumerate(arrays):
        np.save(Path(folder) / f"{k}.npy", array)
    return whole


@contextlib.contextmanager
def busy(processes):
    """Keep so many cores busy with something else."""
    spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"])
                for _ in range(processes)]  # fmt: skip
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()


def all_of(names, threads):
    """Enter contenders under their own labels."""
    return {LABELS[name]: (name, threads, {}) for name in names}


def races(other):
    """Run every race; yield its title and its rows, one after the other."""
    for threads in (1, 2):
        yield f"{CHAPTER.title}, {threads} thread(s)", race(CHAPTER, all_of(LABELS, threads), other)
    for course in (WIDE, SMALL):
        for threads in (1, 2):
            title = f"{course.title} in batches of {course.batch}, {threads} thread(s)"
            yield title, race(course, all_of(FEW, threads), other)
    for processes, said in ((0, "nothing else running"), (1, "one core busy with something else")):
        with busy(processes):
            yield f"{CHAPTER.title}, {said}", race(CHAPTER, ENGINES, other)


def bars(found):
    """Give the ratios that the course holds itself to; None where a contender was not there."""

    def between(title, a, b):
        rows = next((rows for name, rows in found.items() if name.endswith(title)), {})
        return rows[a]["ratio"] / rows[b]["ratio"] if a in rows and b in rows else None

    ours, bar = LABELS["ours"], {}
    for threads, torch, limit in ((1, 0.80, 0.85), (2, 0.95, 0.65)):
        at = f"60,000 images, {threads} thread(s)"
        bar.update({
            f"ours / PyTorch in memory, {threads} thread(s) (at most {torch:.2f})": between(
                at, ours, LABELS["torch_resident"]),
            f"products alone / ours, {threads} thread(s) (at least {limit:.2f})": between(
                at, LABELS["products_numpy"], ours),
            f"ours / the book's classes, {threads} thread(s) (at most 0.12)": between(
                at, ours, LABELS["d2l_classes"]),
        })  # fmt: skip
    return bar
