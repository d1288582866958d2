"""What a bottleneck loses: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.compare import number
from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.engine.values import BadValue
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.built import BuiltCheck, Given
from d2lmlp.exercises.kinds.forms import remarked

SIZES = (2, 4, 8, 10)
INEXACT = "The error is right to two or three digits only: its formula gives all of them."
ROUNDING = 1e-5  # of the largest singular value: below, rounding in float32 may hide it


def _tail(s, k):
    return np.sqrt((s[k:] ** 2).sum())


# (id, sentence, the error that the mistake gives from T's singular values s and from d)
ERRORS = (
    (
        "no-error",
        "Your error is 0: the net would reach T. Its product has rank d/2 at most, and T "
        "has more. Enough parameters do not help: rank is what is missing.",
        lambda s, d: 0.0,
    ),
    (
        "root-forgotten",
        "Yours is the squared error. The Frobenius error is its root: for the identity with d = 8 "
        "it is 2, not 4.",
        lambda s, d: _tail(s, d // 2) ** 2,
    ),
    (
        "largest-ones-lost",
        "Yours is the root of the squares of the d/2 largest singular values, which the best net "
        "keeps; it loses the others.",
        lambda s, d: np.sqrt((s[: d // 2] ** 2).sum()),
    ),
    (
        "squares-forgotten",
        "Yours is the sum of the lost singular values; their squares are added, and the root "
        "taken.",
        lambda s, d: s[d // 2 :].sum(),
    ),
    (
        "first-lost-value-only",
        "That is the first singular value that is lost (the error in the "
        "spectral norm). The Frobenius error collects all of them.",
        lambda s, d: s[d // 2],
    ),
    (
        "whole-norm",
        "That is the norm of T, or nearly: the error of a net that does nothing, or next to "
        "nothing. The net can keep d/2 directions.",
        lambda s, d: np.sqrt((s**2).sum()),
    ),
    (
        "whole-norm",
        "Yours is the squared norm of T; the error is the root of the squares of the lost "
        "singular values alone.",
        lambda s, d: (s**2).sum(),
    ),
    (
        "divided",
        "Yours is the mean of the squares over the entries; the Frobenius error sums them, and "
        "takes the root.",
        lambda s, d: _tail(s, d // 2) ** 2 / d**2,
    ),
    (
        "divided",
        "Yours is the root of the mean over the entries; the Frobenius error sums.",
        lambda s, d: _tail(s, d // 2) / d,
    ),
    (
        "divided",
        "Yours is the squared error divided by d: the Frobenius error is the root of the sum of "
        "the squares, and nothing is divided.",
        lambda s, d: _tail(s, d // 2) ** 2 / d,
    ),
    (
        "divided",
        "Yours is the right error divided by the root of d, as a mean over the rows or a division "
        "by the norm of the identity gives: the Frobenius error is the root of the whole sum.",
        lambda s, d: _tail(s, d // 2) / np.sqrt(d),
    ),
    (
        "one-too-many-kept",
        "Yours is the error of a net that keeps d/2 + 1 directions; it keeps d/2.",
        lambda s, d: _tail(s, d // 2 + 1),
    ),
    (
        "one-too-few-kept",
        "Yours is the error of a net that keeps d/2 - 1 directions; it keeps d/2.",
        lambda s, d: _tail(s, d // 2 - 1),
    ),
    ("one-kept", "The net keeps d/2 directions, not one.", lambda s, d: _tail(s, 1)),
    ("one-lost", "The net loses d/2 directions, not one.", lambda s, d: _tail(s, d - 1)),
    (
        "largest-value",
        "That is the largest singular value, which the net keeps.",
        lambda s, d: s[0],
    ),
    (
        "parameters-counted",
        "d^2 is the number of parameters, or of entries: the error is made of T's lost singular "
        "values. Not parameters are missing, but rank.",
        lambda s, d: float(d * d),
    ),
    (
        "half-of-d",
        "d/2 is the number of directions lost; the error is the root of the sum of their "
        "squared singular values.",
        lambda s, d: d / 2,
    ),
    (
        "error-of-the-identity",
        "The root of d/2 holds for the identity; your T has other singular values.",
        lambda s, d: np.sqrt(d / 2),
    ),
    (
        "rank-lost",
        "That is d; the error is made of T's lost singular values.",
        lambda s, d: float(d),
    ),
)


def _spread(d):
    """A matrix whose singular values all differ."""
    return np.diag(1.3 * np.arange(d, 0, -1.0) + 0.4)


def _with_error(formula):
    return lambda d: (_spread(d), formula(np.linalg.svd(_spread(d), compute_uv=False), d))


def _low_rank(d):
    return np.diag((np.arange(d) < d // 2) * 1.0), 0.0


EXAMPLES = (
    *((name, _with_error(formula)) for name, _, formula in ERRORS),
    ("reachable-target", _low_rank),
    ("reachable-target", lambda d: (np.ones((d, d)), 0.5 * d)),
    ("swapped-results", lambda d: _with_error(lambda s, d: _tail(s, d // 2))(d)[::-1]),
    ("wrong-shape", lambda d: (np.eye(d)[: d // 2], 1.0)),
    ("missing-part", lambda d: np.eye(d)),
    ("ignores-d", lambda d: (np.eye(10), 5**0.5)),
)


def _in_order(values):
    if np.size(values[0]) == 1 and np.ndim(values[1]) == 2:
        raise BadValue("swapped-results", "Return the matrix first, then the error.")
    return values


def _checked(d, T, error):
    if T.shape != (d, d) or error.size != 1:
        fixed = T.shape in {(n, n) for n in SIZES if n not in (d, 2 * d, d // 2)}
        name = "ignores-d" if fixed else "wrong-shape"
        got, want = f"T has the shape {T.shape}", f"({d}, {d})"
        if T.shape == (d, d):
            got, want = f"the error has the shape {error.shape}", "one number"
        raise BadValue(name, f"For d = {d} {got}; expected is {want}.")
    return np.linalg.svd(T, compute_uv=False), float(error.ravel()[0])


def _near(error, want, largest):
    """Compare at the scale of T, and of its square: T may be as small as one likes."""
    return np.isclose(error, want, rtol=5e-4, atol=1e-6 * min(largest, largest**2))


def _reachable(d, s):
    """Say why a T is no witness: for its rank, or for singular values that float32 drops."""
    if _tail(s, d // 2) <= 1e-12 * s[0]:
        rank = int((s > 1e-12 * s[0]).sum())
        return (
            f"For d = {d} the T that comes back has rank {rank}, and a net with a bottleneck of "
            f"{d // 2} reaches every matrix of a rank up to {d // 2}: it is no witness. Take a T "
            "of higher rank, and if yours was, look what has changed it since."
        )
    rank = int((s > ROUNDING * s[0]).sum())
    return (
        f"For d = {d} only {rank} singular values of the T that comes back are above 1e-5 of the "
        f"largest: a net with a bottleneck of {d // 2} comes too close to it to be told from one "
        "that reaches it here. Take a T whose singular values are of one size."
    )


def judge_witness(found):
    """Compare the error with T's singular values, for every d; returns a Verdict."""
    values = [(d, *_checked(d, T, error)) for d, (T, error) in found]
    for d, s, _ in values:
        if _tail(s, d // 2) <= ROUNDING * s[0]:
            return Verdict("wrong", _reachable(d, s), "reachable-target")
    off = [
        (d, e, _tail(s, d // 2))
        for d, s, e in values
        if abs(e - _tail(s, d // 2)) > 5e-3 * _tail(s, d // 2) + ROUNDING * s[0]
    ]
    inexact = [
        (d, e, _tail(s, d // 2))
        for d, s, e in values
        if abs(e - _tail(s, d // 2)) > 5e-4 * _tail(s, d // 2) + 1e-6 * s[0]
    ]
    rows = tuple((f"error for d = {d}", number(e), number(t)) for d, e, t in off or inexact)
    for name, sentence, formula in ERRORS if inexact else ():
        if all(_near(e, formula(s, d), s[0]) for d, s, e in values):
            return Verdict("wrong", sentence, name, rows)
    if not off:
        right = Verdict("correct", "T has too high a rank, and the error is the least possible.")
        return remarked(right, INEXACT if inexact else "")
    if any(e < 0 for _, _, e in values):
        return Verdict(
            "wrong",
            "Your error is negative for some d; a root of a sum of squares is 0 at least.",
            "negative-error",
            rows,
        )
    if all(e < t for _, e, t in off):
        return Verdict(
            "wrong",
            "No net with this bottleneck gets as close to T as you say: the least error is larger, "
            "in every row of the table.",
            "error-too-small",
            rows,
        )
    if all(e > t for _, e, t in off):
        return Verdict(
            "wrong",
            "A better net exists: the least error is smaller than yours, in every row of the "
            "table.",
            "error-too-large",
            rows,
        )
    return Verdict(
        "wrong",
        "For some d your error is above the least one, for others below it.",
        "error-differs",
        rows,
    )


TASK = Task(
    id="bottleneck-witness",
    title="What a bottleneck loses",
    section="What if we leave the activation out?",
    stars=3,
    statement="""\
Two linear layers d to d/2 to d, without a nonlinearity, compute a product of matrices. Show that
they can do less than one layer d to d. Write `witness(d)` for an even `d`: it returns `(T,
error)`, a d x d matrix `T` that such a net **cannot** reach, and the least Frobenius error (the
root of the sum of the squared entries of T minus the product) that any such net has on it.
""",
    name="witness",
    stub="def witness(d):\n    return ...\n",
    solution="""\
def witness(d):
    T = np.eye(d)
    return T, (d / 2) ** 0.5
""",
    explanation="A product of a d x d/2 and a d/2 x d matrix has rank d/2 at most. By Eckart and "
    "Young "
    "(1936) the best matrix of rank k misses T by the root of the sum of the squared singular "
    "values "
    "behind the first k. The identity has d singular values 1, so the error is sqrt(d / 2). It is "
    "not a matter of counting parameters: the bottleneck has d^2 of them as well.",
    hints=(
        "What is the largest rank that the product of the two weight matrices can have?",
        "Any T of rank above d/2 will do. Which matrix has the largest rank of all?",
        "Eckart-Young: the error is the root of the sum of the squared singular values of T from "
        "number d/2 + 1 on. For the identity they are all 1.",
    ),
    checker=BuiltCheck(
        parts=(Given("T"), Given("error")),
        test=judge_witness,
        examples=EXAMPLES,
        arguments=SIZES,
        unpack=_in_order,
    ),
)
