"""What the notebook on the activation zoo says of MXNet itself."""

import math

import numpy as onp
import pytest
from course import claims
from mxnet import np, npx
from mxnet.gluon import nn

from d2lmlp import value_and_grad
from d2lmlp.activations import ACTIVATIONS, elu, leaky_relu


@claims("activation_zoo", "What happens exactly at 0?")
def test_ties_at_zero():
    slope = {
        npx.relu: 0,
        lambda x: np.where(x > 0, x, 0 * x): 0,
        lambda x: np.maximum(x, 0): 1,
        lambda x: np.clip(x, 0, 9): 1,
        lambda x: np.maximum(x, 0) + 0.5 * np.minimum(x, 0): 1.5,
    }
    assert [float(value_and_grad(f, [0])[1][0]) for f in slope] == list(slope.values())


@claims("activation_zoo", "ELU: bend instead of break")
def test_the_branch_not_taken_spoils_a_careless_elu():
    careless = lambda x: np.where(x > 0, x, np.expm1(x))  # noqa: E731
    assert onp.isnan(value_and_grad(careless, [100])[1].asnumpy()).all()
    assert value_and_grad(elu, [100])[1].tolist() == [1]


@claims("activation_zoo", "A gradient that is wrong")
def test_selu_has_a_wrong_gradient_and_a_remedy():
    selu = lambda x: npx.leaky_relu(x, act_type="selu")  # noqa: E731
    remedy = lambda x: 1.0507 * npx.leaky_relu(x, act_type="elu", slope=1.67326)  # noqa: E731
    x = onp.array([-3.0, -1.0])
    right = 1.0507 * 1.67326 * onp.exp(x)
    onp.testing.assert_allclose(value_and_grad(remedy, x)[1].asnumpy(), right, atol=1e-5)
    wrong = value_and_grad(selu, x)[1].asnumpy()
    onp.testing.assert_allclose(wrong, [0.0028, 0.590], atol=1e-3)
    onp.testing.assert_allclose(selu(np.array(x)).asnumpy(), remedy(np.array(x)).asnumpy(), 1e-4)


@claims("activation_zoo", "Which GELU is it?")
def test_gelu_is_the_exact_form_with_a_dead_tail():
    x = np.arange(-6, 6, 0.01)
    values = x.asnumpy().astype("float64")
    exact = values / 2 * (1 + onp.vectorize(math.erf)(values / math.sqrt(2)))
    cubic = math.sqrt(2 / math.pi) * (values + 0.044715 * values**3)
    by_tanh = 0.5 * values * (1 + onp.tanh(cubic))
    gelu = ACTIVATIONS["gelu"].function(x).asnumpy()
    assert abs(gelu - exact).max() < 2e-6
    assert abs(gelu - by_tanh).max() == pytest.approx(4.7e-4, abs=1e-5)
    assert value_and_grad(ACTIVATIONS["gelu"].function, [-7, -20])[1].tolist() == [0, 0]
    assert (exact.min(), values[exact.argmin()]) == pytest.approx((-0.16997, -0.75), abs=5e-3)


@claims("activation_zoo", "Keep a slope on the left: leaky ReLU, PReLU, ELU")
def test_only_prelu_may_have_a_negative_slope():
    with pytest.raises(AssertionError):
        nn.LeakyReLU(-0.1)
    block = nn.PReLU()
    block.initialize()
    assert block.alpha.data().tolist() == [0.25]
    assert leaky_relu(np.array([-1.0]), -0.5).tolist() == [0.5]


@claims("activation_zoo", "PReLU: let the data choose the slope")
def test_boolean_times_float_is_truncated():
    assert ((np.array([-1.0, 1.0]) < 0) * 0.25).tolist() == [0, 0]
