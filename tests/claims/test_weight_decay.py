"""What the notebook on weight decay claims, by its own functions, on fresh seeds."""

import math
from functools import cache

import course
import mxnet as mx
import numpy as onp
import pytest
from course import FRESH, claims, nine_of_ten
from mxnet import autograd, gluon, np
from mxnet.gluon import nn

from d2lmlp import MLP, accuracy, data, fit


@pytest.fixture(scope="module")
def nb():
    space = {
        "MLP": MLP, "accuracy": accuracy, "autograd": autograd, "fit": fit, "gluon": gluon,
        "images": data.fashion_mnist(), "mx": mx, "nn": nn, "noisy_labels": data.noisy_labels,
        "np": np, "onp": onp,
    }  # fmt: skip
    space["cross_entropy"] = gluon.loss.SoftmaxCrossEntropyLoss()
    return course.functions("weight_decay", space)


@claims("weight_decay", "A demonstration taken apart")
def test_the_demonstration_shows_leftover_weights(nb):
    def claim(seed):
        run = nb["demonstration"]
        known, told = run(0, 1, 0.01, seed)
        told = known < 1e-3 and told > 30 > 1 > run(3, 1, 0.01, seed)[1]
        no_noise = run(0, 1, 0, seed)[1] > 30
        zero = [run(lam, 0, 0.01, seed)[1] for lam in (0, 3)]
        return told and no_noise and max(zero) < 0.02 and 0.7 < zero[0] / zero[1] < 1.5

    nine_of_ten(claim)


@claims("weight_decay", "A demonstration taken apart")
def test_ridge_is_worth_most_where_examples_and_inputs_are_as_many(nb):
    def gain(n, seed):
        return nb["ridge_error"](0, n, seed) / nb["ridge_error"](0.1, n, seed)

    nine_of_ten(lambda s: gain(100, s) > 5 and gain(100, s) > gain(200, s))
    nine_of_ten(lambda s: nb["ridge_error"](3, 200, s) > nb["ridge_error"](0.1, 200, s))
    at_100 = [onp.median([nb["ridge_error"](lam, 100, s) for s in FRESH]) for lam in (0, 0.3, 3)]
    assert at_100[1:] == pytest.approx((1.45, 2.15), abs=0.2)
    assert 30 < at_100[0] / at_100[1] < 400  # a factor of a hundred or so


@claims("weight_decay", "L1: zeros that are zero")
def test_only_the_proximal_step_gives_zeros(nb):
    def claim(seed):
        subgradient, proximal = (nb["l1_weights"](way, seed) for way in (False, True))
        return (subgradient == 0).sum() == 0 and 20 < (proximal == 0).sum() < 36

    nine_of_ten(claim)


@claims("weight_decay", "Biases, and Adam")
def test_adam_spares_large_gradients_unless_the_decay_is_decoupled(nb):
    coupled, decoupled = (
        nb["two_weights"](way, seed=101, rows=10, steps=100) for way in ("coupled", "decoupled")
    )
    assert ((coupled[:, 0] < 30 * coupled[:, 1]) & (coupled[:, 1] < 0)).sum() >= 9
    shares = decoupled[:, 0] / decoupled[:, 1]
    assert ((shares > 0.9) & (shares < 1.1)).sum() >= 9
    assert nb["after_one_step"](False, 4) == pytest.approx((0.95, 0.95))
    assert nb["after_one_step"](False, 100) == pytest.approx((0.95, 0.95))
    assert nb["after_one_step"](True, 4) == pytest.approx((0.95, 1))


@claims("weight_decay", "In a net")
def test_decay_gains_with_wrong_labels_and_not_without(nb):
    run = cache(lambda *which, **more: onp.array(nb["accuracies"](*which, **more)))

    def gains(share, seeds, **settings):
        return onp.transpose([run(s, share, **settings) - run(s, share) for s in seeds])

    noisy, fitted = gains(0.3, FRESH, decay=3)
    assert (noisy > 0).sum() >= 9 and noisy.mean() > 0.02 and (fitted < -0.1).sum() >= 9
    assert gains(0.0, FRESH[:4], decay=3)[0].mean() < 0.015
    assert (gains(0.0, FRESH[:3], decay=10)[0] < 0).all()
    usual, fitted = gains(0.3, FRESH[:4], wd=0.001)
    assert abs(usual.mean()) < 0.025 and fitted.min() > -0.05
    weak, *good, strong = (gains(0.3, FRESH[:4], wd=wd)[0].mean() for wd in (0.01, 0.03, 0.05, 0.1))
    assert max(weak, strong) < good[0] and max(good) < noisy[:4].mean()


@claims("weight_decay", "In a net")
def test_wd_decays_the_biases_and_decay_does_not():
    for how in ({"optimizer": mx.optimizer.Adam(0.003, wd=0.1)}, {"optimizer": "adam", "decay": 3}):
        net = MLP((4, 3, 2))
        net[0].bias.set_data(np.ones(3))
        net[0].weight.set_data(-np.ones((3, 4)))  # the units are dead: no gradient
        fit(net, np.ones((6, 4)), onp.arange(6) % 2, 1, lr=0.003, **how)
        assert (net[0].weight.data() > -1).all()
        assert (net[0].bias.data() < 1).all() == ("decay" not in how)


@claims("weight_decay", "Biases, and Adam")
def test_without_a_gradient_adam_takes_one_step_for_any_decay():
    def after(wd):
        p = gluon.Parameter("w", shape=(1,))
        p.initialize(mx.init.One())
        with autograd.record():
            loss = (p.data() * 0).sum()
        loss.backward()
        gluon.Trainer([p], mx.optimizer.Adam(0.1, wd=wd)).step(1)
        return p.data().item()

    assert after(0.001) == pytest.approx(after(0.5), abs=1e-3) == pytest.approx(0.9, abs=1e-3)


@claims("weight_decay", "Penalty and decay")
def test_monomials_are_many():
    assert math.comb(12, 3) == 220 and 8e7 < math.comb(786, 3) < 8.1e7


@claims("weight_decay", "Grokking")
def test_decay_makes_the_difference_between_a_table_and_addition(nb):
    def curve(decay, seed, steps):  # accuracy in training, in test; loss; sums without a mirror
        return nb["learn_to_add"](decay, seed, steps, every=100)[1]

    with_decay = onp.array([curve(2, seed, 501) for seed in FRESH[:5]])
    assert (with_decay[:, -1, 0] > 0.99).all() and (with_decay[:, -1, 1] > 0.3).all()
    without = onp.array([curve(0, seed, 301) for seed in FRESH[:3]])
    assert (without[:, -1, 0] > 0.99).all() and (without[:, -1, 1] < 0.05).all()
    right, no_mirror = with_decay[:, -1, 1].mean(), with_decay[:, -1, 3].mean()
    assert no_mirror > 0.3 and abs(no_mirror - right) < 0.2
    for curves in (with_decay, without):  # the loss on new sums rises first: "stop"
        assert (curves[:, 1, 2] > curves[:, 0, 2] + 0.5).all()


@claims("weight_decay", "Grokking")
def test_decay_keeps_the_weights_smaller_than_a_table_needs(nb):
    nets = []
    kept = course.functions(
        "weight_decay", {**nb, "MLP": lambda s: nets.append(MLP(s)) or nets[-1]}
    )
    for decay, low, high in ((2, 600, 1000), (0, 2000, 6000)):
        for steps in (101, 401):
            kept["learn_to_add"](decay, FRESH[0], steps)
            squares = sum(float((layer.weight.data() ** 2).sum()) for layer in nets[-1][::2])
            assert low < squares < high


@claims("weight_decay", "Grokking")
def test_looked_at_every_25_steps_the_loss_needs_six_to_eight_looks_to_fall_below_its_start(nb):
    for seed in FRESH[:3]:
        losses = nb["learn_to_add"](2, seed, 225, 25)[1][:, 2]
        below = (losses < losses[0]).argmax()
        assert 6 <= below <= 8 and not (losses[1:6] < losses[0]).any(), losses
