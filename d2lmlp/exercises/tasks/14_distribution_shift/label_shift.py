"""The target's labels, from answers alone."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part


def _solve(C, mu):
    return np.linalg.solve(C, mu)


_SHARES = (
    Mistake(
        "joint-table",
        "Those are the weights q / p and no shares: for ten equal classes they sum to about ten. "
        "They come out when `counts` is divided by the number of all rows, as in the book.",
        lambda counts, mu: _solve(counts / counts.sum(), mu),
    ),
    Mistake(
        "rows-normalised",
        "You normalise the rows: that is the chance of a class given the answer, which changes "
        "with the shares. What stays is the chance of an answer given the class: the columns.",
        lambda counts, mu: _solve(counts / counts.sum(axis=1, keepdims=True), mu),
    ),
    Mistake(
        "transposed",
        "You solve with the transpose: column j holds the answers for true class j.",
        lambda counts, mu: _solve((counts / counts.sum(axis=0)).T, mu),
    ),
    Mistake(
        "transposed-first",
        "You transpose the table, then normalise. Row i is the answer, column j the truth.",
        lambda counts, mu: _solve(counts.T / counts.T.sum(axis=0), mu),
    ),
    Mistake(
        "counts-as-they-are",
        "You solve with the counts themselves: the result depends on how many rows you counted.",
        lambda counts, mu: _solve(counts, mu),
    ),
    Mistake(
        "answers-for-shares",
        "You return the shares of the answers. They are what the net says, mistakes included.",
        lambda counts, mu: mu,
    ),
    Mistake(
        "source-shares",
        "You return the shares of the source, which are the ones that have changed.",
        lambda counts, mu: counts.sum(axis=0) / counts.sum(),
    ),
    Mistake(
        "broadcast-along-rows",
        "You divide by `counts.sum(axis=1)`, the sums of the rows, and broadcasting gives the sum "
        "of row j to column j. Divide by the sums of the columns: axis 0.",
        lambda counts, mu: _solve(counts / counts.sum(axis=1), mu),
    ),
    Mistake(
        "weights-made-to-sum-to-one",
        "You scale the weights q / p to a sum of 1. They are shares only after each is multiplied "
        "by its p; columns that sum to 1 do that by themselves.",
        lambda counts, mu: _solve(counts, mu) / _solve(counts, mu).sum(),
    ),
    Mistake(
        "source-answers",
        "You return the shares of the answers on the source. Nothing of the target is in them.",
        lambda counts, mu: counts.sum(axis=1) / counts.sum(),
    ),
    Mistake(
        "diagonal-only",
        "You divide each share by how often its class is answered rightly. The wrong answers go "
        "somewhere too: solve the whole system.",
        lambda counts, mu: mu / np.diag(counts / counts.sum(axis=0)),
    ),
    Mistake(
        "multiplied",
        "You multiply by C. That gives the answers to expect if the shares were mu; solve C q = mu "
        "for q.",
        lambda counts, mu: (counts / counts.sum(axis=0)) @ mu,
    ),
)

TASK = Task(
    id="label-shift",
    title="The target's labels, from answers alone",
    section="Weights",
    stars=2,
    statement="""\
`counts[i, j]` says how often a net answered i when the truth was j, on labelled rows of the source;
shape (k, k). `mu`, of shape (k,), holds the shares of its answers on the target, which has no
labels. Under label shift, write `target_shares(counts, mu)`: the shares of the k classes in the
target, of shape (k,). Nothing has to be cut off or scaled afterwards.
""",
    name="target_shares",
    stub="def target_shares(counts, mu):\n    return ...\n",
    solution="""\
def target_shares(counts, mu):
    C = counts / counts.sum(axis=0)
    return np.linalg.solve(C, mu)
""",
    explanation="Under label shift the chance of an answer given the class stays, and that is a "
    "column of the table divided by its sum. The answers' shares are then C times the classes' "
    "shares, one linear system. Because the columns sum to 1, so does the solution.",
    hints=(
        "Which chance stays the same when only the mixture of classes changes?",
        "The chance of answer i when the truth is j: divide each column by its sum.",
        "`np.linalg.solve(counts / counts.sum(axis=0), mu)`",
    ),
    checker=FunctionCheck(
        names=("counts", "mu"),
        cases=[
            (
                np.array([[40.0, 6.0, 1.0], [8.0, 50.0, 12.0], [2.0, 4.0, 27.0]]),
                np.array([0.2, 0.35, 0.45]),
            ),
            (np.array([[18.0, 9.0], [2.0, 31.0]]), np.array([0.7, 0.3])),
        ],
        target=lambda counts, mu: _solve(counts / counts.sum(axis=0), mu),
        parts=(Part("shares", _SHARES),),
        laws=(
            Mistake(
                "sum-not-one",
                "The shares of all classes sum to 1; yours do not.",
                lambda cases, results, targets: any(abs(r[0].sum() - 1) > 1e-3 for r in results),
            ),
            Mistake(
                "answers-not-reproduced",
                "Yours sum to 1. But a target with these shares would be answered otherwise than "
                "`mu` says.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
