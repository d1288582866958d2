"""What a learner's code raises is told in words that fit, and no cause is guessed."""

import math

import numpy as onp
import pytest
from mxnet import np, npx

from d2lmlp.exercises import TASKS, judge

ERRORS = [
    (lambda n, m: n - ..., "part-still-dots"),
    (lambda n, m: math.tanh(...), "part-still-dots"),
    (lambda n, m: np.ones((n, m)) * ..., "part-still-dots"),
    (lambda n, m: range(n / m), "no-whole-number"),
    (lambda n, m: onp.ones((n, m))["x"], "no-whole-number"),
    (lambda n, m: [[n], [m]].__getitem__((0, 1)), "one-index-at-a-time"),
    (lambda n, m: {[n]: m}, "no-key"),
    (lambda n, m: (n, m).sort(), "no-such-attribute"),
    (lambda n, m: max([]), "empty-list"),
    (lambda n, m: [].pop(), "empty-list"),
    (lambda n, m: len([n].append(m)), "none-for-value"),
    (lambda n, m: len, "not-numbers"),
    (lambda n, m: len + n, "function-not-called"),
    (lambda n, m: np.exp([n, m]), "no-mxnet-array"),
    (lambda n, m: np.ones((n, m)) + onp.ones((n, m)), "numpy-meets-mxnet"),
    (lambda n, m: np.sum(np.ones((n, m)), axes=1), "unknown-argument"),
    (lambda n, m: math.pow(n), "number-of-arguments"),
    (lambda n, m: onp.zeros(n, m).shape, "shape-not-a-tuple"),
    (lambda n, m: onp.linalg.inv(onp.zeros((n, n))), "singular-matrix"),
    (lambda n, m: float("n"), "text-for-number"),
    (lambda n, m: (n, m).__setitem__(0, 1), "no-such-attribute"),
    (lambda n, m: np.ones((n, m)).sum(axis=2), "no-such-axis"),
    (lambda n, m: onp.ones((n, m)).sum(axis=2), "no-such-axis"),
    (lambda n, m: np.ones((n, m)).max(axis=2), "no-such-axis"),
    (lambda n, m: npx.softmax(np.ones((n, m)), axis=3).asnumpy(), "no-such-axis"),
    (lambda n, m: np.concatenate([np.ones((n, m))] * 2, axis=3), "no-such-axis"),
    (lambda n, m: np.expand_dims(np.ones((n, m)), 7), "no-such-axis"),
    (lambda n, m: np.ones((n, m))[:, :, 0], "too-many-indices"),
    (lambda n, m: np.ones((n, m)).__setitem__([0, -1], 1), "writes-outside-of-the-array"),
    (
        lambda n, m: np.ones((n, m)).__setitem__((np.arange(n), onp.arange(n) + m), 1),
        "writes-outside-of-the-array",
    ),
    (
        lambda n, m: np.ones((n, m)).__setitem__((slice(0, 1), np.array([m - 0.0])), 1),
        "writes-outside-of-the-array",
    ),
    (lambda n, m: np.ones((n, m)) + np.ones((m + 1, n)), "shapes-do-not-fit"),
    (lambda n, m: onp.ones((n, m), dtype="flaot32"), "no-such-data-type"),
    (lambda n, m: onp.ones((n, m)).exp(), "no-such-attribute"),
    (lambda n, m: onp.exp(onp.array([[1, 2], [3]], dtype=object)), "objects-in-an-array"),
    (lambda n, m: math.log(n / 1 - n), "brackets-missing"),
    (lambda n, m: math.log(m - m), "outside-the-domain"),
    (lambda n, m: [(n, m), n], "too-many-results"),
    (lambda n, m: [[n, m], [n]], "ragged"),
    (lambda n, m: onp.ones(n)[onp.ones(1)], "no-whole-number"),
    (lambda n, m: onp.float64(n)[0], "number-for-array"),
    (lambda n, m: int(float("nan")), "not-finite-for-integer"),
    (lambda n, m: input(), "asks-for-input"),
    (lambda n, m: (n, None), "returned-none"),
    (lambda n, m: (n, m) if n < m else None, "none-in-some-calls"),
]


@pytest.mark.parametrize("answer, name", ERRORS)
def test_an_error_is_told_in_words_that_fit(answer, name):
    verdict = judge(TASKS["gradient-shape"], answer)
    assert verdict.mistake == name, verdict
