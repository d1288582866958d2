"""What notebooks 01 and 02 say beyond what their cells print."""

import mxnet as mx
import numpy as onp
import pytest
from mxnet import autograd, gluon, np, npx

from d2lmlp import MLP, data, fit, value_and_grad
from d2lmlp.activations import relu, sigmoid, tanh
from d2lmlp.mlp import count_parameters


def train(net, loss, X, y, steps, lr):
    """The loop of notebook 01."""
    net.hybridize()
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": lr})
    for _ in range(steps):
        with autograd.record():
            value = loss(net(X), y).mean()
        value.backward()
        trainer.step(1)


def test_the_bottleneck_has_more_parameters_than_the_single_layer():
    assert count_parameters(MLP((8, 4, 8))) == 76
    assert count_parameters(MLP((8, 8))) == 72


def test_two_units_find_the_danger_on_both_sides_only_now_and_then():
    t, _ = data.body_temperature(100)
    danger = (np.abs(t) > 1).astype("float32").reshape(1, 100)
    mx.random.seed(0)
    shapes = [(40, 1, 2), (40, 1, 2), (40, 2, 1), (40, 1, 1)]  # forty networks at once
    params = W1, b1, W2, b2 = [np.random.normal(size=shape) for shape in shapes]
    for p in params:
        p.attach_grad()
    for _ in range(600):
        with autograd.record():
            z = (np.matmul(relu(np.matmul(t, W1) + b1), W2) + b2)[:, :, 0]
            loss = relu(z) - z * danger + np.log1p(np.exp(-np.abs(z)))
        loss.backward()
        for p in params:
            p -= 0.5 / 100 * p.grad
    right = ((z.asnumpy() > 0) == (danger.asnumpy() == 1)).mean(axis=1)
    assert 0.02 < (right > 0.95).mean() < 0.5, sorted(right)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_hundred_linear_layers_learn_from_one_start_and_not_from_the_other(seed):
    rng = onp.random.default_rng(seed)
    X = np.array(rng.uniform(-1, 1, (300, 2)).astype("float32"))
    W = np.array([[1.5, -1.5, 0.0], [0.5, 0.5, -1.5]])
    y = (np.dot(X, W) + np.array([0.0, 0.0, -0.3])).argmax(axis=1).asnumpy()
    right = {}
    for init in ("default", "orthogonal"):
        mx.random.seed(seed)
        net = MLP((2, *[16] * 99, 3), activation=None, init=init)
        train(net, gluon.loss.SoftmaxCrossEntropyLoss(), X, np.array(y), steps=40, lr=0.0005)
        said = net(X).asnumpy().argmax(axis=1)
        right[init] = (said == y).mean()
        if init == "default":
            assert len(set(said)) == 1, "it calls everything by one name"
    assert right["default"] < 0.55 < 0.9 < right["orthogonal"]


def test_eight_relu_units_make_at_most_nine_pieces():
    for seed in range(20):
        w, c, v = onp.random.default_rng(seed).normal(size=(3, 8))
        kinks = onp.sort(-c / w)
        between = onp.concatenate([[kinks[0] - 1], (kinks[1:] + kinks[:-1]) / 2, [kinks[-1] + 1]])
        slopes = ((between[:, None] * w + c > 0) * w * v).sum(axis=1)
        assert len(onp.unique(slopes.round(9))) <= 9


def test_shares_of_the_largest_slope():
    _, grad = value_and_grad(sigmoid, [3.0, 5.0])
    assert float(grad[0]) / 0.25 == pytest.approx(0.18, abs=0.005)
    assert float(grad[1]) / 0.25 < 0.03
    assert float(value_and_grad(tanh, [3.0])[1][0]) < 0.01


def test_a_bias_of_minus_three_silences_98_percent_on_noise():
    mx.random.seed(1)
    net = MLP((784, 256, 10))
    z = net[0](np.random.normal(size=(2000, 784))) - 3
    assert (relu(z).asnumpy() == 0).mean() == pytest.approx(0.98, abs=0.01)


def test_a_blank_image_gives_a_new_layer_exact_zeros():
    assert not MLP((784, 256, 10))[0](np.zeros((1, 784))).any()


def test_where_relu_lives():
    assert not hasattr(np, "relu")
    with pytest.raises(TypeError):
        mx.nd.relu(np.zeros(3))
    assert float(npx.relu(np.array([2.0]))[0]) == 2


def test_plot_of_the_book_resets_the_size_of_the_figure():
    d2l = pytest.importorskip("d2l.mxnet")
    with d2l.plt.rc_context():
        d2l.set_figsize((4, 2.5))
        d2l.plot([1, 2], [3, 4])
        assert tuple(d2l.plt.rcParams["figure.figsize"]) == (3.5, 2.5)
        d2l.plt.close("all")


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
