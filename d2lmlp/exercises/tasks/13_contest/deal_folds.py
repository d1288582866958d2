"""Deal the rows out to folds: the parts are checked by what they have to obey."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import BadValue, HalfFilled, call, is_mxnet, to_numpy
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

FACTS = (
    "count",
    "covered",
    "rows",
    "even",
    "not in blocks",
    "not in strides",
    "repeatable",
    "seeded",
)


def _facts(answer, n, k, seed):
    """What is asked of the folds, as numbers: how many, covered, and so on: FACTS."""
    parts, again, other = (_parts(answer, n, k, s) for s in (seed, seed, seed + 1))
    rows = np.concatenate(parts)
    sizes = [len(part) for part in parts]
    alike = all(len(a) == len(b) and (a == b).all() for a, b in zip(parts, again))
    moved = any(len(a) != len(b) or (a != b).any() for a, b in zip(parts, other))
    runs = sum(int((np.diff(np.sort(part)) == 1).sum()) for part in parts) > (n - k) * 0.6
    strides = any(len(p) > 2 and len(set(np.diff(np.sort(p)))) == 1 for p in parts)
    return (
        len(parts),
        len(set(rows) & set(range(n))),
        len(rows),
        max(sizes) - min(sizes) <= 1,
        not runs,
        not strides,
        alike,
        moved,
    )


def _parts(answer, n, k, seed):
    found = call(answer, n, k, seed)
    arrays = np.ndim(found) == 2 or str(getattr(found, "dtype", "")) == "object"
    if not isinstance(found, (list, tuple)) and not arrays:
        raise BadValue("not-a-list", "Return a list of k arrays of row numbers.")
    if any(part is ... for part in found):
        raise HalfFilled("A fold")
    if any(not is_mxnet(part) and np.asarray(part).dtype == bool for part in found):
        raise BadValue(
            "masks-for-rows",
            "The folds are given as True and False: return row numbers, `onp.flatnonzero(mask)`.",
        )
    parts = [np.atleast_1d(to_numpy(part)).ravel().astype(int) for part in found]
    if not parts:
        raise BadValue("not-a-list", "The list is empty: return k arrays of row numbers.")
    return parts


def _shuffled(n, seed):
    return np.random.default_rng(seed).permutation(n)


def _slices(rows, n, k):
    return [rows[j * (n // k) : (j + 1) * (n // k)] for j in range(k)]


_WRONG = (
    Mistake(
        "remainder-dropped",
        "Rows are left out: slices of n // k rows, as the book cuts them, leave n % k rows that "
        "are never tested. Of 3,000 rows in 7 folds, 4.",
        lambda n, k, seed: _slices(_shuffled(n, seed), n, k),
    ),
    Mistake(
        "not-shuffled",
        "The folds are blocks of the file. Where its rows stand in an order, each fold is unlike "
        "the others: by date, the hotel's error is more than twice as large.",
        lambda n, k, seed: np.array_split(np.arange(n), k),
    ),
    Mistake(
        "every-kth-row",
        "Every k-th row goes to a fold. That is no shuffle: a table with a weekly rhythm and k = 7 "
        "tests each day of the week apart.",
        lambda n, k, seed: [np.arange(j, n, k) for j in range(k)],
    ),
    Mistake(
        "slices-of-the-file",
        "The folds are blocks of the file, and the remainder is left out.",
        lambda n, k, seed: _slices(np.arange(n), n, k),
    ),
    Mistake(
        "remainder-in-one-fold",
        "All of the remainder goes to one fold: sizes may differ by one at most.",
        lambda n, k, seed: np.split(_shuffled(n, seed), [j * (n // k) for j in range(1, k)]),
    ),
    Mistake(
        "drawn-with-replacement",
        "Some rows are in several folds and some in none: each row belongs to exactly one.",
        lambda n, k, seed: np.array_split(np.random.default_rng(seed).integers(0, n, n), k),
    ),
    Mistake(
        "fold-by-lot",
        "The sizes differ by more than one, as when each row draws its fold by lot. Deal the rows "
        "out.",
        lambda n, k, seed: [
            np.flatnonzero(np.random.default_rng(seed).integers(0, k, n) == j) for j in range(k)
        ],
    ),
    Mistake(
        "training-rows-returned",
        "You return the rows to train on. The folds are the rows to test on.",
        lambda n, k, seed: [
            np.setdiff1d(np.arange(n), part) for part in np.array_split(_shuffled(n, seed), k)
        ],
    ),
    Mistake(
        "rounded-up",
        "You cut ceil(n / k) rows each time, so the last fold gets what is left: 47 rows in 9 "
        "folds of 6 leave the ninth empty.",
        lambda n, k, seed: [
            _shuffled(n, seed)[j * -(-n // k) : (j + 1) * -(-n // k)] for j in range(k)
        ],
    ),
    Mistake(
        "blocks-all-the-same",
        "The seed changes which block of the file comes where; the rows of a fold are neighbours "
        "in the file all the same. Shuffle the rows, then cut.",
        lambda n, k, seed: [np.array_split(np.arange(n), k)[j] for j in _shuffled(k, seed)],
    ),
    Mistake(
        "not-repeatable",
        "The same seed gives other folds each time: two models would not be compared on the same "
        "rows. Make the generator from `seed`.",
        lambda n, k, seed: np.array_split(np.random.default_rng().permutation(n), k),
    ),
    Mistake(
        "seed-ignored",
        "Another seed gives the same folds: use it.",
        lambda n, k, seed: np.array_split(_shuffled(n, 0), k),
    ),
    Mistake(
        "counted-from-one",
        "You count the rows from 1: row 0 is never tested, and there is no row n.",
        lambda n, k, seed: np.array_split(_shuffled(n, seed) + 1, k),
    ),
)

TASK = Task(
    id="deal-folds",
    title="Deal the rows out",
    section="Look at the table first",
    stars=2,
    statement="""\
Write `deal(n, k, seed)`: a list of k arrays of row numbers. Each of the rows 0 to n - 1 is in
exactly one of them, the sizes differ by one at most, and the rows are shuffled: the same seed gives
the same folds, another seed others. Here k is at least 2 and n larger than k.
""",
    name="deal",
    stub="def deal(n, k, seed):\n    return ...\n",
    solution="""\
def deal(n, k, seed):
    rows = onp.random.default_rng(seed).permutation(n)
    return onp.array_split(rows, k)
""",
    explanation="`array_split` gives the first n % k parts one row more, so nothing is dropped. A "
    "generator of its own keeps the shuffle from depending on what was drawn before.",
    hints=(
        "Shuffle all row numbers first; then the cutting is easy.",
        "Which NumPy function splits an array into k parts that need not be equal?",
        "`onp.array_split(onp.random.default_rng(seed).permutation(n), k)`",
    ),
    checker=FunctionCheck(
        names=("n", "k", "seed"),
        cases=[(103, 5, 1), (62, 7, 2), (60, 4, 3), (47, 9, 11)],
        target=lambda n, k, seed: (k, n, n, True, True, True, True, True),
        parts=tuple(Part(name, exact=True) for name in FACTS),
        modes=("numpy",),
        run=_facts,
        mistakes=_WRONG,
        measured=True,
        laws=(
            Mistake(
                "number-of-folds",
                "The list has to hold k arrays, one for each fold.",
                lambda cases, results, targets: any(r[0] != t[0] for r, t in zip(results, targets)),
            ),
            Mistake(
                "rows-missing-or-twice",
                "Each row from 0 to n - 1 has to be in exactly one of the folds.",
                lambda cases, results, targets: any(
                    r[1] != t[1] or r[2] != t[2] for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "sizes-differ",
                "Each row is in exactly one fold, but the sizes differ by more than one.",
                lambda cases, results, targets: any(not r[3] for r in results),
            ),
            Mistake(
                "not-repeatable",
                "The same seed should give the same folds each time.",
                lambda cases, results, targets: any(not r[6] for r in results),
            ),
            Mistake(
                "not-shuffled",
                "The folds follow the order of the file: shuffle the rows first.",
                lambda cases, results, targets: any(not (r[4] and r[5]) for r in results),
            ),
            Mistake(
                "seed-ignored",
                "Another seed has to give other folds.",
                lambda cases, results, targets: any(not r[7] for r in results),
            ),
        ),
    ),
)
