"""What the first notebook says beyond what its cells print."""

import mxnet as mx
from course import claims

from d2lmlp import MLP, accuracy, fit
from d2lmlp.data import fashion_mnist

FRESH_SEEDS = range(101, 107)  # the notebook uses seed 0
SETTINGS = {"epochs": 12, "lr": 0.0005, "batch_size": 128, "optimizer": "adam"}


@claims("start_here", "A first network: which piece of clothing is this?")
def test_one_hidden_layer_beats_softmax_regression_on_every_fresh_seed():
    images = fashion_mnist()
    test = (images.X_test, images.y_test)
    gains = []
    for seed in FRESH_SEEDS:
        mx.random.seed(seed)
        linear, mlp = MLP((784, 10)), MLP((784, 256, 10))
        for net in (linear, mlp):
            fit(net, images.X_train, images.y_train, seed=seed, **SETTINGS)
        gains.append(accuracy(mlp, *test) - accuracy(linear, *test))
    assert min(gains) > 0.02, gains
    assert sum(gains) / len(gains) > 0.025  # notebook 6 says so, beside a shorter training


@claims("start_here", "A first network: which piece of clothing is this?")
def test_an_accuracy_on_two_thousand_images_wobbles_by_one_point():
    p, n = 0.83, len(fashion_mnist().y_test)
    assert 0.007 < (p * (1 - p) / n) ** 0.5 < 0.013
