"""What the notebook on activation functions says beyond what its cells print."""

import mxnet as mx
import pytest
from course import claims
from mxnet import np, npx

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
def test_the_learning_rate_that_suits_an_activation_is_the_best_of_three(activation, init, suits):
    images, reached = data.fashion_mnist(), {}
    for lr in (0.1, 0.3, 1):
        mx.random.seed(3)
        net = MLP((784, 128, 128, 128, 10), activation, init=init)
        try:
            reached[lr] = fit(net, images.X_train, images.y_train, 3, lr, 128, seed=3).loss[-1]
        except FloatingPointError:
            reached[lr] = float("inf")
    assert min(reached, key=reached.get) == suits, reached
