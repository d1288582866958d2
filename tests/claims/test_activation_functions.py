"""What the notebook on activation functions says beyond what its cells print."""

import course
import mxnet as mx
import pytest
from course import FRESH, claims
from mxnet import autograd, np, npx

from d2lmlp import MLP, data, fit, value_and_grad
from d2lmlp.activations import relu, sigmoid, tanh


@claims("activation_functions", "Side by side")
def test_shares_of_the_largest_slope():
    _, grad = value_and_grad(sigmoid, [3.0, 5.0])
    assert float(grad[0]) / 0.25 == pytest.approx(0.18, abs=0.005)
    assert float(grad[1]) / 0.25 < 0.03
    assert float(value_and_grad(tanh, [3.0])[1][0]) < 0.01


@claims("activation_functions", "Half the units are silent")
def test_a_bias_of_minus_three_silences_98_percent_on_noise():
    mx.random.seed(1)
    net = MLP((784, 256, 10))
    z = net[0](np.random.normal(size=(2000, 784))) - 3
    assert (relu(z).asnumpy() == 0).mean() == pytest.approx(0.98, abs=0.01)


@claims("activation_functions", "At zero")
def test_a_blank_image_gives_a_new_layer_exact_zeros():
    assert not MLP((784, 256, 10))[0](np.zeros((1, 784))).any()


@claims("activation_functions", "ReLU")
def test_where_relu_lives():
    assert not hasattr(np, "relu")
    with pytest.raises(TypeError):
        mx.nd.relu(np.zeros(3))
    assert float(npx.relu(np.array([2.0]))[0]) == 2


@claims("activation_functions", "ReLU")
def test_plot_of_the_book_resets_the_size_of_the_figure():
    d2l = pytest.importorskip("d2l.mxnet")
    with d2l.plt.rc_context():
        d2l.set_figsize((4, 2.5))
        d2l.plot([1, 2], [3, 4])
        assert tuple(d2l.plt.rcParams["figure.figsize"]) == (3.5, 2.5)
        d2l.plt.close("all")


@claims("activation_functions", "In training")
@pytest.mark.parametrize(
    ("activation", "init", "suits"),
    [("sigmoid", "xavier", 1), ("tanh", "xavier", 0.1), ("relu", "he", 0.1)],
)
def test_the_learning_rate_that_suits_an_activation_is_the_best_of_three_or_close(
    activation, init, suits
):
    images, reached = data.fashion_mnist(), {}
    for lr in (0.1, 0.3, 1):
        mx.random.seed(3)
        net = MLP((784, 64, 64, 64, 10), activation, init=init)
        try:
            reached[lr] = fit(net, images.X_train, images.y_train, 2, lr, 128, seed=3).loss[-1]
        except FloatingPointError:
            reached[lr] = float("inf")
    assert reached[suits] < 1.1 * min(reached.values()), reached


@claims("activation_functions", "In training")
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_sigmoid_stays_behind_under_both_optimisers(optimizer):
    space = {"MLP": MLP, "fit": fit, "images": data.fashion_mnist(), "mx": mx}
    loss = course.functions("activation_functions", space)["trained_loss"]
    rates = {"sgd": (1.0, 0.1, 0.1), "adam": (0.003,) * 3}[optimizer]
    for seed in FRESH[:3]:
        sigmoid, tanh, relu = (
            loss(name, init, lr, optimizer, seed)
            for (name, init), lr in zip(
                (("sigmoid", "xavier"), ("tanh", "xavier"), ("relu", "he")), rates
            )
        )
        assert sigmoid > max(tanh, relu) + 0.1 and abs(tanh - relu) < 0.2


@claims("activation_functions", "Ten layers deep")
def test_attach_grad_on_an_intermediate_result_cuts_the_record():
    W, x = np.array([[2.0]]), np.array([[3.0]])
    W.attach_grad()
    with autograd.record():
        h = np.dot(x, W)
        h.attach_grad()
        y = (h * h).sum()
    y.backward()
    assert float(h.grad) == 12 and float(W.grad) == 0


@claims("activation_functions", "Sigmoid")
def test_from_about_16_6_on_sigmoid_is_rounded_to_1():
    y = sigmoid(np.array([16.5, 16.7, 20.0])).asnumpy()
    assert y[0] < 1 and y[1] == y[2] == 1


@claims("activation_functions", "Half the units are silent")
def test_no_pixel_is_negative_and_half_of_them_are_zero():
    pixels = data.fashion_mnist().X_train
    assert pixels.min() == 0 and 0.4 < (pixels == 0).mean() < 0.6


@claims("activation_functions", "Ten layers deep")
def test_of_ten_sigmoid_layers_two_millionths_come_through():
    space = {"mx": mx, "np": np, "autograd": autograd}
    arrives = course.functions("activation_functions", space)["arrives"]
    for seed in FRESH:
        assert arrives(sigmoid, 1 / 8, seed) == pytest.approx(2e-6, rel=0.5)
