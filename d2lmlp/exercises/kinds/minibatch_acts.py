"""Functions of a whole minibatch, (n, d) to (n, d): in some a row depends on the other rows.

They take MXNet and NumPy arrays alike. Some use every other row, some one of them, some little.
"""

import numpy as np
from mxnet import np as mnp

from d2lmlp.exercises.engine.values import is_mxnet


def _lib(Z):
    return mnp if is_mxnet(Z) else np


def relu(Z):
    return _lib(Z).where(Z > 0, Z, 0 * Z)


def prelu(Z):
    return _lib(Z).where(Z > 0, Z, 0.25 * Z)


def layer_norm(Z):
    mean = Z.mean(axis=1, keepdims=True)
    var = ((Z - mean) ** 2).mean(axis=1, keepdims=True)
    return (Z - mean) / (var + 1e-5) ** 0.5


def feature_softmax(Z):
    e = _lib(Z).exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def constant(Z):
    return 0 * Z + 0.7


def tanh(Z):
    return _lib(Z).tanh(Z)


def batch_norm(Z):
    mean = Z.mean(axis=0, keepdims=True)
    var = ((Z - mean) ** 2).mean(axis=0, keepdims=True)
    return (Z - mean) / (var + 1e-5) ** 0.5


def batch_softmax(Z):
    e = _lib(Z).exp(Z - Z.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


def over_the_maximum(Z):
    return Z / Z.max()


def minus_the_mean(Z):
    return Z - Z.mean(axis=0, keepdims=True)


def scaled_by_the_batch(Z):
    return Z / (Z**2).mean() ** 0.5


def gated_by_the_mean(Z):
    return _lib(Z).tanh(Z) * (1 + (Z**2).mean(axis=0, keepdims=True))


def minus_a_weighted_mean(Z):
    weights = _lib(Z).arange(1.0, len(Z) + 1).reshape(-1, 1).astype(Z.dtype)
    return Z - (weights * Z).sum(axis=0, keepdims=True) / weights.sum()


def identity(Z):
    return 1 * Z


def _minus_the_mean_of(Z, column):
    chosen = (_lib(Z).arange(Z.shape[1]) == column % Z.shape[1]).astype(Z.dtype)
    return Z - chosen * Z.mean(axis=0, keepdims=True)


def centred_in_the_first_column(Z):
    return _minus_the_mean_of(Z, 0)


def centred_in_the_last_column(Z):
    return _minus_the_mean_of(Z, -1)


def plus_the_last_row(Z):
    return Z + 0.5 * _lib(Z).tanh(Z[-1:])


def plus_the_rows_above(Z):
    return Z.cumsum(axis=0)


def last_takes_the_others(Z):
    last = (_lib(Z).arange(len(Z)) == len(Z) - 1).reshape(-1, 1).astype(Z.dtype)
    return Z + last * _lib(Z).tanh(Z.sum(axis=0, keepdims=True) - Z)


def third_takes_the_row_before(Z):
    third = (_lib(Z).arange(len(Z)) == 2).reshape(-1, 1).astype(Z.dtype)
    return Z + third * _lib(Z).tanh(Z[1:2] if len(Z) > 1 else 0 * Z)


def first_takes_the_last(Z):
    first = (_lib(Z).arange(len(Z)) == 0).reshape(-1, 1).astype(Z.dtype)
    return Z + first * _lib(Z).tanh(Z[-1:]) * (len(Z) > 1)


def ends_take_each_other(Z):
    if len(Z) < 2:
        return 1 * Z
    place = _lib(Z).arange(len(Z)).reshape(-1, 1)
    first, last = ((place == k).astype(Z.dtype) for k in (0, len(Z) - 1))
    return Z + first * _lib(Z).tanh(Z[-1:]) + last * _lib(Z).tanh(Z[:1])


def minus_a_little_of_the_mean(Z):
    return Z - 0.05 * Z.mean(axis=0, keepdims=True)


def times_the_largest_row(Z):
    return Z * (Z**2).sum(axis=1).max()


def moves_between_columns(Z):
    first, last = (_lib(Z).arange(Z.shape[1]) == k for k in (0, Z.shape[1] - 1))
    signs = first.astype(Z.dtype) - last.astype(Z.dtype)
    return Z + signs * Z.mean()


def a_tenth_of_batch_norm(Z):
    return 0.1 * batch_norm(Z)


def plus_the_largest(Z):
    return Z + Z.max(axis=0, keepdims=True)


def plus_the_least(Z):
    return Z + Z.min(axis=0, keepdims=True)


def third_takes_the_first(Z):
    third = (_lib(Z).arange(len(Z)) == 2).reshape(-1, 1).astype(Z.dtype)
    return Z + third * _lib(Z).tanh(Z[:1]) * (len(Z) > 2)


def minus_very_little_of_the_mean(Z):
    return Z - 0.002 * Z.mean(axis=0, keepdims=True)


def reversed_rows(Z):
    return 1 * Z[::-1]


FORMULAS = {
    relu: "act(Z) = relu(Z)",
    prelu: "act(Z) = Z where Z > 0, else 0.25 Z",
    layer_norm: "act = layer normalisation, each row by its own mean and variance",
    feature_softmax: "act = softmax over each row",
    constant: "act(Z) = 0.7",
    tanh: "act(Z) = tanh(Z)",
    identity: "act(Z) = Z",
    batch_norm: "act = batch normalisation, each column by its own mean and variance",
    batch_softmax: "act = softmax over each column",
    over_the_maximum: "act(Z) = Z / Z.max()",
    minus_the_mean: "act(Z) = Z minus each column's mean",
    scaled_by_the_batch: "act(Z) = Z / sqrt(mean of Z^2 over all entries)",
    gated_by_the_mean: "act(Z) = tanh(Z) (1 + mean of Z^2 over each column)",
    minus_a_weighted_mean: "act(Z) = Z minus each column's mean with weights 1, 2, 3, ...",
    centred_in_the_first_column: "act(Z) = Z, the first column minus its mean",
    centred_in_the_last_column: "act(Z) = Z, the last column minus its mean",
    plus_the_last_row: "act(Z) = Z + 0.5 tanh(last row of Z)",
    plus_the_rows_above: "act(Z) = each row plus all rows above it",
    last_takes_the_others: "act(Z) = Z with tanh(sum of the others) added to the last row",
    third_takes_the_row_before: "act(Z) = Z with tanh(second row) added to the third row (if it "
    "has one)",
    third_takes_the_first: "act(Z) = Z with tanh(first row) added to the third row (if it has one)",
    first_takes_the_last: "act(Z) = Z with tanh(last row) added to the first row (if it is not "
    "alone)",
    ends_take_each_other: "act(Z) = Z with tanh of the last row added to the first, and of the "
    "first to the last (if there are two)",
    minus_a_little_of_the_mean: "act(Z) = Z minus 0.05 times each column's mean",
    moves_between_columns: "act(Z) = Z, the mean of Z added in the first column and taken from the "
    "last",
    a_tenth_of_batch_norm: "act = 0.1 times batch normalisation",
    plus_the_largest: "act(Z) = Z plus each column's maximum",
    plus_the_least: "act(Z) = Z plus each column's minimum",
    times_the_largest_row: "act(Z) = Z times the largest sum of squares of a row",
}


LOCAL = (relu, prelu, layer_norm, feature_softmax, constant, tanh, identity)
MIXING = (
    batch_norm,
    batch_softmax,
    over_the_maximum,
    minus_the_mean,
    scaled_by_the_batch,
    gated_by_the_mean,
    minus_a_weighted_mean,
    centred_in_the_first_column,
    centred_in_the_last_column,
    plus_the_last_row,
    times_the_largest_row,
    ends_take_each_other,
    minus_a_little_of_the_mean,
    moves_between_columns,
    a_tenth_of_batch_norm,
    plus_the_largest,
    plus_the_least,
)
FOR_SOME_ROWS = (
    plus_the_rows_above,
    last_takes_the_others,
    third_takes_the_row_before,
    third_takes_the_first,
    first_takes_the_last,
)
