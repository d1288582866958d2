"""What the notebook on dropout claims, by its own functions, on fresh seeds."""

from functools import cache

import course
import mxnet as mx
import numpy as onp
import pytest
from course import FRESH, claims, nine_of_ten
from mxnet import autograd, gluon, np, npx
from mxnet.gluon import nn

from d2lmlp import MLP, accuracy, data, fit


@pytest.fixture(scope="module")
def nb():
    space = {
        "MLP": MLP, "accuracy": accuracy, "autograd": autograd, "fit": fit, "gluon": gluon,
        "images": data.fashion_mnist(), "mx": mx, "nn": nn, "noisy_labels": data.noisy_labels,
        "np": np, "npx": npx, "onp": onp,
    }  # fmt: skip
    return course.functions("dropout", space)


@claims("dropout", "The layer")
def test_the_mean_tells_the_wrong_layers_from_the_right_one(nb):
    def claim(seed):
        mx.random.seed(seed)
        names = ("dropout_layer", "with_randn", "p_as_keep", "no_rescaling")
        means = [float(nb[name](np.ones(20_000), 0.2).mean()) for name in names]
        return onp.abs(onp.subtract(means, (1, 0.526, 0.25, 0.8))).max() < 0.03

    nine_of_ten(claim)
    assert not nb["dropout_layer"](np.ones(5), 1).asnumpy().any()


@claims("dropout", "When it drops")
@pytest.mark.parametrize("seed", FRESH[:3])
def test_the_wrong_mode_costs_points_and_lifts_the_training_loss_above_the_test_loss(nb, seed):
    cross_entropy, images = gluon.loss.SoftmaxCrossEntropyLoss(), nb["images"]

    def loss(net, X, y):
        return float(cross_entropy(net(X), y).mean())

    net, history, X, y = nb["trained"](seed, n=2000, dropout=0.5, epochs=2)
    whole, test = nb["on_test"](net), loss(net, images.X_test, images.y_test)
    with autograd.train_mode():
        thinned, high = nb["on_test"](net), loss(net, X, y)
    assert thinned < whole - 0.01
    assert min(high, history.loss[-1]) > test > loss(net, X, y)
    net, history, *_ = nb["trained"](seed, n=2000, epochs=2)  # without dropout it lies below
    assert history.loss[-1] < loss(net, images.X_test, images.y_test)


@claims("dropout", "Not quite an average")
def test_the_mean_over_masks_is_exact_in_a_linear_net_only(nb):
    nine_of_ten(
        lambda s: nb["mean_over_masks"](None, s, 200) < 1.3 < nb["mean_over_masks"]("relu", s, 200)
    )


@claims("dropout", "Does it help?")
def test_dropout_gains_with_wrong_labels_and_nothing_beyond_the_spread_without(nb):
    @cache
    def run(seed, share, **settings):
        return nb["on_test"](nb["trained"](seed, share, n=300, **settings)[0])

    def gains(share, seeds, **settings):
        return onp.array([run(s, share, **settings) - run(s, share) for s in seeds])

    noisy = gains(0.3, FRESH, dropout=0.5)
    assert (noisy > 0).sum() >= 9 and noisy.mean() > 0.03
    decay, both = gains(0.3, FRESH[:4], decay=3), gains(0.3, FRESH[:4], dropout=0.5, decay=3)
    assert both.mean() < noisy[:4].mean() + decay.mean() - 0.02
    assert abs(gains(0.0, FRESH[:4], dropout=0.5).mean()) < 0.02
    assert (gains(0.0, FRESH[:3], dropout=0.8) < 0).all()


@claims("dropout", "Does it help?")
def test_dropout_is_behind_after_few_epochs_and_not_ahead_after_many(nb):
    def gains(seeds, **settings):
        runs = ([nb["slowly"](s, p, **settings) for p in (0, 0.5)] for s in seeds)
        return onp.array([with_ - without for without, with_ in map(onp.array, runs)])

    early = gains(FRESH, epochs=11)[:, 0]
    assert early.mean() < -0.008 and (early < 0.01).sum() >= 9
    assert abs(gains(FRESH[:3])[:, 1].mean()) < 0.02


@claims("dropout", "Does it help?")
def test_less_dropout_near_the_inputs_is_ahead_on_average_only(nb):
    gains = onp.array([nb["two_rates"](0.2, 0.5, s) - nb["two_rates"](0.5, 0.2, s) for s in FRESH])
    assert 0 < gains.mean() < 0.04 and gains.min() < 0.01


@claims("dropout", "Masks at prediction time")
def test_masks_calibrate_the_over_confident_net_only(nb):
    errors, surpluses = [], []

    def claim(seed):
        (sure, masked), (careful, worse) = (
            nb["with_and_without_masks"](seed, n, epochs, T=10)
            for n, epochs in ((300, 40), (2000, 2))
        )
        errors.append((careful[0], worse[0]))
        surpluses.append(careful[1])
        return masked < sure and worse > careful

    nine_of_ten(claim)
    assert onp.mean(errors, axis=0) == pytest.approx((0.05, 0.1), abs=0.02)
    assert onp.mean(surpluses) < -0.02  # it doubts too much before any mask
