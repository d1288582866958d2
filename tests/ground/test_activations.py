"""The activation functions: values, gradients, and the cheat sheet that is measured from them."""

import math
from pathlib import Path

import numpy as onp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mxnet import autograd, np, npx
from mxnet.gluon import nn
from test_notebooks import NOTEBOOKS, code_cells, definitions

from d2lmlp import activations, value_and_grad
from d2lmlp.activations import ACTIVATIONS, cheat_sheet, elu, leaky_relu, measure, prelu, softmax
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


# Name -> range, saturation, largest slope, and the place from which the slope is exactly 0.
KNOWN = {
    "relu": ("0 to ∞", "0 and below", 1, (0, None)),
    "leaky_relu": ("-∞ to ∞", "nowhere", 1, (None, None)),
    "prelu": ("-∞ to ∞", "nowhere", 1, (None, None)),
    "elu": ("-1 to ∞", "-5.3 and below", 1, (-104, None)),
    "gelu": ("-0.17 to ∞", "-3.3 and below", 1.129, (-6.15, None)),
    "silu": ("-0.28 to ∞", "-7.1 and below", 1.0998, (-88.7, None)),
    "sigmoid": ("0 to 1", "-5.3 and below, 5.3 and above", 0.25, (-88.7, 16.6)),
    "tanh": ("-1 to 1", "-3.3 and below, 3.3 and above", 1, (-9.02, 9.02)),
    "softmax": ("0 to 1", "-5.3 and below, 5.3 and above", 0.25, (-87, 16.6)),
}
# The mean of f(x) for x from N(0, 1), by calculation (Φ, φ of the normal) or by quadrature.
MEANS = {
    "relu": 1 / math.sqrt(2 * math.pi),
    "leaky_relu": 0.99 / math.sqrt(2 * math.pi),
    "prelu": 0.75 / math.sqrt(2 * math.pi),
    "elu": 0.1605,
    "gelu": 1 / (2 * math.sqrt(math.pi)),
    "silu": 0.2066,
    "sigmoid": 0.5,
    "tanh": 0,
    "softmax": 0.5,
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_measured_cells_of_the_cheat_sheet(name):
    sheet = cheat_sheet()
    row = dict(zip(sheet.columns, next(row for row in sheet.rows if row[0] == name)))
    reach, saturates, steepest, zeros = KNOWN[name]
    assert row["range"] == reach
    assert row["saturates (slope below 0.005)"] == saturates
    assert float(row["largest slope"]) == round(steepest, 2)
    mean = MEANS[name]
    assert row["zero-centred"] == ("yes" if mean == 0 else f"no, mean {mean:.2f}")
    measured = measure(activations._one_input(*ACTIVATIONS[name][:3:2]))
    assert measured.mean == pytest.approx(mean, abs=1e-4)
    assert measured.steepest == pytest.approx(steepest, abs=1e-4)
    for place, known in zip((measured.zero_below, measured.zero_above), zeros):
        assert place is None if known is None else place == pytest.approx(known, abs=0.1)
    died = row["can die (float32 slope exactly 0)"]
    assert died.count("≈") == sum(place not in (None, 0) for place in zeros)
    assert (died == "nowhere") == (zeros == (None, None))


def test_the_cheat_sheet_reads_as_text_and_as_a_table():
    sheet = cheat_sheet()
    assert [row[0] for row in sheet.rows] == list(ACTIVATIONS)
    assert len(repr(sheet).splitlines()) == len(ACTIVATIONS) + 2
    html = sheet._repr_html_()
    assert html.count('<th scope="row"') == len(ACTIVATIONS)
    assert "<caption>" in html
    assert "x if x &gt; 0 else αx" in html


def test_uses_are_not_told_too_narrowly():
    assert "gates" in ACTIVATIONS["sigmoid"].use
    assert "multi-label" in ACTIVATIONS["sigmoid"].use
    assert "LLaMA" in ACTIVATIONS["silu"].use
    assert "LLaMA" not in ACTIVATIONS["gelu"].use


def test_notebook_and_package_define_the_zoo_alike():
    package = definitions(Path(activations.__file__).read_text(encoding="utf-8"))
    in_notebook = [
        definitions(cell.source)
        for path in NOTEBOOKS
        if path.name[:2] in ("02", "03")
        for cell in code_cells(path)
        if not cell.source.startswith("%")
    ]
    for name in ACTIVATIONS:
        assert any(cell.get(name) == package[name] for cell in in_notebook), name


# What notebook 03 says of MXNet itself.
def test_ties_at_zero():
    slope = {
        npx.relu: 0,
        lambda x: np.where(x > 0, x, 0 * x): 0,
        lambda x: np.maximum(x, 0): 1,
        lambda x: np.clip(x, 0, 9): 1,
        lambda x: np.maximum(x, 0) + 0.5 * np.minimum(x, 0): 1.5,
    }
    assert [float(value_and_grad(f, [0])[1][0]) for f in slope] == list(slope.values())


def test_the_branch_not_taken_spoils_a_careless_elu():
    careless = lambda x: np.where(x > 0, x, np.expm1(x))  # noqa: E731
    assert onp.isnan(value_and_grad(careless, [100])[1].asnumpy()).all()
    assert value_and_grad(elu, [100])[1].tolist() == [1]


def test_selu_has_a_wrong_gradient_and_a_remedy():
    selu = lambda x: npx.leaky_relu(x, act_type="selu")  # noqa: E731
    remedy = lambda x: 1.0507 * npx.leaky_relu(x, act_type="elu", slope=1.67326)  # noqa: E731
    x = onp.array([-3.0, -1.0])
    right = 1.0507 * 1.67326 * onp.exp(x)
    onp.testing.assert_allclose(value_and_grad(remedy, x)[1].asnumpy(), right, atol=1e-5)
    wrong = value_and_grad(selu, x)[1].asnumpy()
    onp.testing.assert_allclose(wrong, [0.0028, 0.590], atol=1e-3)
    onp.testing.assert_allclose(selu(np.array(x)).asnumpy(), remedy(np.array(x)).asnumpy(), 1e-4)


def test_gelu_is_the_exact_form_with_a_dead_tail():
    x = np.arange(-6, 6, 0.01)
    values = x.asnumpy().astype("float64")
    exact = FORMULAS["gelu"](values, None)
    cubic = math.sqrt(2 / math.pi) * (values + 0.044715 * values**3)
    by_tanh = 0.5 * values * (1 + onp.tanh(cubic))
    gelu = ACTIVATIONS["gelu"].function(x).asnumpy()
    assert abs(gelu - exact).max() < 2e-6
    assert abs(gelu - by_tanh).max() == pytest.approx(4.7e-4, abs=1e-5)
    assert value_and_grad(ACTIVATIONS["gelu"].function, [-7, -20])[1].tolist() == [0, 0]
    assert (exact.min(), values[exact.argmin()]) == pytest.approx((-0.16997, -0.75), abs=5e-3)


def test_only_prelu_may_have_a_negative_slope():
    with pytest.raises(AssertionError):
        nn.LeakyReLU(-0.1)
    block = nn.PReLU()
    block.initialize()
    assert block.alpha.data().tolist() == [0.25]
    assert leaky_relu(np.array([-1.0]), -0.5).tolist() == [0.5]


def test_boolean_times_float_is_truncated():
    assert ((np.array([-1.0, 1.0]) < 0) * 0.25).tolist() == [0, 0]
