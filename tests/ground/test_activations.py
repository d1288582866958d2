"""The activation functions: values and gradients."""

import math

import numpy as onp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mxnet import autograd, np

from d2lmlp import value_and_grad
from d2lmlp.activations import elu, prelu, softmax
from d2lmlp.explore.activation_list import ACTIVATIONS
from d2lmlp.mlp import ACTIVATION_BLOCKS

erf = onp.vectorize(math.erf)


# Name -> the formula in NumPy, float64, with alpha where there is one.
FORMULAS = {
    "relu": lambda x, alpha: onp.maximum(x, 0),
    "leaky_relu": lambda x, alpha: onp.maximum(x, 0) + alpha * onp.minimum(x, 0),
    "prelu": lambda x, alpha: onp.maximum(x, 0) + alpha * onp.minimum(x, 0),
    "elu": lambda x, alpha: onp.where(x > 0, x, alpha * (onp.exp(onp.minimum(x, 0)) - 1)),
    "gelu": lambda x, alpha: x / 2 * (1 + erf(x / math.sqrt(2))),
    "silu": lambda x, alpha: x / (1 + onp.exp(-x)),
    "sigmoid": lambda x, alpha: 1 / (1 + onp.exp(-x)),
    "tanh": lambda x, alpha: (onp.exp(x) - onp.exp(-x)) / (onp.exp(x) + onp.exp(-x)),
}
each_function = pytest.mark.parametrize("name", FORMULAS)
# Away from the kink at 0, where a difference quotient has no meaning.
points = st.lists(
    st.floats(0.01, 20).flatmap(lambda x: st.sampled_from([x, -x])), min_size=1, max_size=20
)
alphas = st.floats(-1, 2).filter(lambda alpha: abs(alpha) > 1e-3)


def with_alpha(name, alpha):
    function = ACTIVATIONS[name].function
    return function if ACTIVATIONS[name].alpha is None else lambda x: function(x, alpha)


@each_function
@settings(deadline=None, max_examples=40)
@given(points, alphas)
def test_value_is_the_formula_and_gradient_its_difference_quotient(name, xs, alpha):
    x, step = onp.array(xs, dtype="float64"), 1e-5
    formula = FORMULAS[name]
    difference = (formula(x + step, alpha) - formula(x - step, alpha)) / (2 * step)
    for dtype, exact in (("float32", 2e-6), ("float64", 2e-9)):
        tolerance = 2e-6 if name == "gelu" else exact  # MXNet's GELU works in float32
        y, grad = value_and_grad(with_alpha(name, alpha), x.astype(dtype))
        assert y.dtype == grad.dtype == onp.dtype(dtype)
        at = onp.asarray(x.astype(dtype), dtype="float64")
        onp.testing.assert_allclose(y.asnumpy(), formula(at, alpha), tolerance, tolerance)
        onp.testing.assert_allclose(grad.asnumpy(), difference, 5e-6, max(tolerance, 1e-8))


@each_function
def test_far_out_and_at_zero_nothing_is_nan(name):
    x = onp.array([-1e4, -200, -89, -0.0, 0, 89, 200, 1e4])
    y, grad = value_and_grad(with_alpha(name, 0.5), x)
    assert onp.isfinite(y.asnumpy()).all()
    assert onp.isfinite(grad.asnumpy()).all()


@each_function
def test_nan_stays_visible(name):
    x = np.array([onp.nan, 1.0])
    assert onp.isnan(with_alpha(name, 0.5)(x).asnumpy()).tolist() == [True, False]


@each_function
def test_the_gluon_block_of_that_name_is_the_same_function(name):
    x = np.arange(-8, 8, 0.25)
    block = ACTIVATION_BLOCKS[name]()
    block.initialize()
    expected = with_alpha(name, ACTIVATIONS[name].alpha)(x)
    onp.testing.assert_allclose(block(x).asnumpy(), expected.asnumpy(), atol=2e-6)


def test_softmax_is_a_distribution_and_its_slopes_are_right():
    z = onp.random.default_rng(0).normal(size=(5, 4)).astype("float32") * 5
    p = softmax(np.array(z)).asnumpy()
    onp.testing.assert_allclose(p, onp.exp(z) / onp.exp(z).sum(1, keepdims=True), atol=1e-6)
    for j in range(4):
        _, grad = value_and_grad(lambda x, j=j: softmax(x)[:, j], z)
        expected = p[:, [j]] * (onp.eye(4)[j] - p)
        onp.testing.assert_allclose(grad.asnumpy(), expected, atol=1e-6)


def test_softmax_is_flat_at_both_ends():
    first = lambda x: softmax(np.stack([x, x * 0, x * 0], axis=-1))[:, 0]  # noqa: E731
    _, slope = value_and_grad(first, [-20, 0, 20])
    onp.testing.assert_allclose(slope.asnumpy()[:2], [1.03e-9, 2 / 9], rtol=1e-2)
    assert slope[2] == 0


def test_prelu_learns_its_slope_from_the_negative_inputs():
    x, alpha = np.array([-3.0, -1.0, 0.0, 2.0, 5.0]), np.array([0.25])
    x.attach_grad()
    alpha.attach_grad()
    upstream = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    with autograd.record():
        y = (upstream * prelu(x, alpha)).sum()
    y.backward()
    assert x.grad.tolist() == [0.25, 0.5, 0.75, 4, 5]
    assert alpha.grad.tolist() == [-5]


def test_the_slope_at_zero_is_the_one_on_the_left():
    for name, alpha in (("relu", 0), ("leaky_relu", 0.3), ("prelu", 0.3), ("elu", 0.3)):
        assert value_and_grad(with_alpha(name, alpha), [0])[1].tolist() == [onp.float32(alpha)]


def test_elu_meets_minus_alpha():
    for alpha in (0.5, 1.0, 2.0):
        assert elu(np.array([-50.0]), alpha).tolist() == [-alpha]
