"""What the notebook on the activation zoo says; long, for it says much of MXNet itself."""

import math

import course
import mxnet as mx
import numpy as onp
import pytest
from course import FRESH, claims
from mxnet import autograd, gluon, np, npx
from mxnet.base import MXNetError
from mxnet.gluon import nn

from d2lmlp import MLP, accuracy, fit, value_and_grad
from d2lmlp.activations import elu, leaky_relu, prelu, relu
from d2lmlp.data import fashion_mnist, spiral
from d2lmlp.explore.activation_curve import ALPHAS, function_of, preactivations
from d2lmlp.explore.activation_list import ACTIVATIONS
from d2lmlp.explore.cheat_sheet import measure


@pytest.fixture(scope="module")
def zoo():
    space = {
        "MLP": MLP, "autograd": autograd, "fit": fit, "gluon": gluon, "mx": mx, "nn": nn, "np": np,
        "npx": npx, "onp": onp, "spiral": spiral,
    }  # fmt: skip
    return course.functions("activation_zoo", space)


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


@claims("activation_zoo", "Masks by hand: two traps")
def test_boolean_times_float_is_truncated():
    assert ((np.array([-1.0, 1.0]) < 0) * 0.25).tolist() == [0, 0]


@claims("activation_zoo", "Masks by hand: two traps")
def test_where_with_a_number_inverts_the_gradient_and_two_arrays_cure_it(zoo):
    x = [-2, 0, 3]
    for f, inverted in (
        (lambda x: np.where(x > 0, x, 0), [1, 1, 0]),
        (lambda x: np.where(x > 0, 3 * x, 7.0), [3, 3, 0]),
        (lambda x: np.where(x > 0, 1.0, x), [0, 0, 1]),
    ):
        assert value_and_grad(f, x)[1].tolist() == inverted
    for f in (zoo["relu_with_array"], lambda x: np.where(x > 0, x, 0 * x)):
        assert value_and_grad(f, x)[1].tolist() == [0, 0, 1]
    for f in (zoo["relu_with_number"], zoo["relu_with_array"]):
        assert value_and_grad(f, x)[0].tolist() == [0, 0, 3]


@claims("activation_zoo", "Can a GELU unit die?")
def test_where_the_slope_of_gelu_ends_is_a_matter_of_the_code(zoo):
    own, formula = zoo["gelu"], zoo["gelu_exact"]
    assert value_and_grad(own, [-6.3, -7, -13])[1].tolist() == [0, 0, 0]
    assert float(value_and_grad(formula, [-7])[1][0]) == pytest.approx(-6.4e-11, rel=0.02)
    assert value_and_grad(formula, [-13])[1][0] != 0 == value_and_grad(formula, [-20])[1][0]
    moved = [zoo["moved"](f, -8, name) for f in (relu, own, formula) for name in ("sgd", "adam")]
    assert moved == [0, 0, 0, 0, 0, 8]


@claims("activation_zoo", "The cheat sheet")
def test_elu_ends_where_its_code_does():
    block = nn.ELU()
    assert value_and_grad(block, [-86])[1][0] != 0 == value_and_grad(block, [-88])[1][0]
    assert value_and_grad(elu, [-103])[1][0] != 0 == value_and_grad(elu, [-105])[1][0]


@claims("activation_zoo", "What happens exactly at 0?")
def test_half_of_the_pixels_are_exactly_zero():
    assert (fashion_mnist().X_train.asnumpy() == 0).mean() == pytest.approx(0.501, abs=0.001)


@claims("activation_zoo", "A gradient of your own")
def test_a_function_whose_first_input_needs_no_gradient_gives_none(zoo):
    a, b = np.array([2.0, 3.0]), np.array([5.0, 7.0])
    for grad_req, inputs, want in (
        ("write", (a, b), [0, 0]),
        ("write", (b, a), [2, 3]),
        ("add", (b, a), [0, 0]),
    ):
        b.attach_grad(grad_req)
        with autograd.record():
            y = zoo["Product"]()(*inputs).sum()
        y.backward()
        assert b.grad.tolist() == want


@claims("activation_zoo", "A gradient of your own")
def test_facts_that_save_an_afternoon():
    x = np.array([0.5], dtype="float64")
    exact = 0.25 * (1 + math.erf(0.5 / math.sqrt(2)))
    assert 1e-10 < abs(float(npx.leaky_relu(x, act_type="gelu")[0]) - exact) < 1e-6
    for name in ("relu", "sigmoid", "tanh", "softrelu", "softsign"):
        nn.Activation(name)(np.ones(2)).wait_to_read()
    for name in ("gelu", "leaky", "elu", "silu"):
        with pytest.raises(MXNetError):
            nn.Activation(name)(np.ones(2)).wait_to_read()
    x.attach_grad()
    with autograd.record():
        y = x**2
    assert type(autograd.grad(y, x)[0]) is mx.nd.NDArray


def on_the_spiral(lr, names, seeds):
    """Return the loss and the accuracy on new points, for each seed a row of the functions."""

    def end(name, seed):
        mx.random.seed(seed)
        net = MLP((2, 32, 32, 3), name)
        X, y = spiral(n=300, noise=0.3, seed=seed)
        loss = fit(net, X, y, 60, lr, 100, optimizer="adam", seed=seed).loss[-1]
        return loss, accuracy(net, *spiral(n=600, noise=0.3, seed=1000 + seed))

    return onp.moveaxis([[end(name, seed) for name in names] for seed in seeds], -1, 0)


@claims("activation_zoo", "Who uses what")
def test_gelu_ends_a_little_below_relu_in_training_and_not_on_new_points(zoo):
    loss, right = on_the_spiral(0.01, ("relu", "gelu", "silu"), FRESH)
    assert loss[0, 1] == zoo["spiral_loss"]("gelu", FRESH[0])  # the same training
    relu, gelu, silu = loss.T
    assert sum(gelu < relu) >= 8 and sum(silu < relu) <= 2
    assert 0.02 < 1 - gelu.mean() / relu.mean() < 0.25
    assert relu.min() < gelu.max()
    assert (right[:, 1] - right[:, 0]).mean() < 0.001


@claims("activation_zoo", "Who uses what")
def test_at_a_smaller_rate_gelu_gains_nothing_and_is_behind_on_new_points():
    loss, right = on_the_spiral(0.003, ("relu", "gelu"), FRESH)
    assert loss[:, 1].mean() > loss[:, 0].mean() > 0.1
    gaps = right[:, 1] - right[:, 0]
    assert sum(gaps < 0) >= 9 and -0.035 < gaps.mean() < -0.01


@claims("activation_zoo", "PReLU: let the data choose the slope")
@pytest.mark.parametrize("slope", [-1.0, 0.0, 0.6, 1.5])
def test_prelu_learns_the_slope_that_the_data_have_negative_ones_too(slope):
    block, x = nn.PReLU(), np.arange(-3, 4)
    block.initialize()
    trainer = gluon.Trainer(block.collect_params(), "sgd", {"learning_rate": 0.1})
    for _ in range(100):
        with autograd.record():
            loss = (block(x) - np.maximum(x, 0) - slope * np.minimum(x, 0)) ** 2
        loss.backward()
        trainer.step(len(x))
    assert block.alpha.data().item() == pytest.approx(slope, abs=1e-4)


@claims("activation_zoo", "PReLU: let the data choose the slope")
def test_the_library_and_the_package_have_one_prelu_with_both_gradients():
    for alpha in (0.25, 2.0, -0.5):
        found = []
        for f in (lambda x, a: npx.leaky_relu(x, a, act_type="prelu"), prelu):
            x, a = np.array([-3.0, -1.0, 0.0, 2.0, 5.0]), np.array([alpha])
            x.attach_grad()
            a.attach_grad()
            with autograd.record():
                y = f(x, a)
            y.backward()
            found.append((y.tolist(), x.grad.tolist(), a.grad.tolist()))
        assert found[0] == found[1] and found[0][2] == [-4]
        fixed = npx.leaky_relu(x, act_type="leaky", slope=alpha)
        assert fixed.tolist() == leaky_relu(x, alpha).tolist()


@claims("activation_zoo", "Can a GELU unit die?")
def test_the_slope_of_gelu_is_zero_at_its_minimum_and_negative_left_of_it(zoo):
    left, right = onp.linspace(-6, -0.76, 200), onp.linspace(-0.74, 0, 50)
    for f in (zoo["gelu"], zoo["gelu_exact"]):
        assert (value_and_grad(f, left)[1] < 0).all() and (value_and_grad(f, right)[1] > 0).all()


@claims("activation_zoo", "Softmax is different")
def test_the_logarithm_undoes_the_flat_end_of_softmax_until_p_is_rounded_to_zero():
    in_one = gluon.loss.SoftmaxCrossEntropyLoss()
    label = np.array([0])

    def surprise(z):
        return -np.log(npx.softmax(z))[:, 0]

    def at_once(z):
        return in_one(z, label)

    for gap, arrives in ((20, -1), (80, -1), (110, onp.nan)):
        slope = value_and_grad(surprise, [[0, gap]])[1][0, 0].item()
        assert slope == pytest.approx(arrives, abs=1e-5, nan_ok=True)
        assert value_and_grad(at_once, [[0, gap]])[1][0, 0].item() == pytest.approx(-1, abs=1e-5)


@claims("activation_zoo", "Can a GELU unit die?")
def test_far_left_a_gelu_unit_moves_under_adam_but_by_less_than_a_millionth(zoo):
    X, y = np.random.normal(size=(64, 4)), np.ones((64, 8))

    def way(f):
        layer = nn.Dense(8, in_units=4, bias_initializer=mx.init.Constant(-8))
        layer.initialize()
        before = layer.weight.data().copy()
        trainer = gluon.Trainer(layer.collect_params(), "adam", {"learning_rate": 0.01})
        for _ in range(30):
            with autograd.record():
                loss = ((f(layer(X)) - y) ** 2).sum(axis=1)
            loss.backward()
            trainer.step(len(X))
        gradient = float(np.abs(layer.weight.grad()).max()) / len(X)  # as Adam sees it: the mean
        return float(np.abs(layer.weight.data() - before).max()), gradient

    for seed in FRESH[:3]:
        mx.random.seed(seed)
        (moved, gradient), (leaky_moved, _) = way(zoo["gelu_exact"]), way(zoo["leaky"])
        assert 0 < moved < 1e-6 and 2e-14 < gradient < 3e-13
        assert leaky_moved == pytest.approx(0.3, abs=0.05)


@claims("activation_zoo", "Can a GELU unit die?")
def test_most_inputs_lie_in_the_shade_for_relu_alone_and_leaky_relu_is_at_the_limit():
    def slopes(name):
        f = function_of(name, ALPHAS[name])
        return abs(value_and_grad(f, preactivations(name).ravel())[1].asnumpy())

    shade = {name: (slopes(name) < 0.01).mean() for name in ("relu", "gelu", "tanh", "sigmoid")}
    assert 0.55 < shade.pop("relu") < 0.7 and max(shade.values()) < 0.35
    leaky = slopes("leaky_relu")
    assert not (leaky < 0.01).any() and 0.55 < (leaky == leaky.min()).mean() < 0.7
    assert leaky.min() == pytest.approx(0.01)


@claims("activation_zoo", "Where float32 ends")
def test_far_left_the_library_cuts_sigmoid_to_zero_though_float32_could_hold_it():
    exact = 1 / (1 + math.exp(89))
    assert exact == pytest.approx(2.2e-39, rel=0.02) and onp.float32(exact) > 0
    assert npx.sigmoid(np.array([-89.0])).tolist() == [0] < npx.sigmoid(np.array([-88.0])).tolist()


@claims("activation_zoo", "The cheat sheet")
def test_the_mean_of_the_table_is_that_for_standard_normal_inputs():
    assert measure(relu).mean == pytest.approx(1 / math.sqrt(2 * math.pi), abs=1e-4)  # 0.399
    x = onp.random.default_rng(0).normal(size=10**6)
    assert measure(elu).mean == pytest.approx(elu(np.array(x)).mean().item(), abs=3e-3)


@claims("activation_zoo", "Who uses what")
def test_the_cell_of_1997_has_tanh_in_a_scaled_form():
    x = onp.linspace(-5, 5, 101)
    logistic = 1 / (1 + onp.exp(-x))  # its equations: g = 4 logistic - 2, h = 2 logistic - 1
    onp.testing.assert_allclose(4 * logistic - 2, 2 * onp.tanh(x / 2), atol=1e-12)
    onp.testing.assert_allclose(2 * logistic - 1, onp.tanh(x / 2), atol=1e-12)
