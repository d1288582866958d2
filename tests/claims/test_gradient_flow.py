"""What the notebook on gradient flow claims, by its own functions, on fresh seeds."""

import course
import matplotlib.pyplot as plt
import mxnet as mx
import numpy as onp
import pytest
from course import FRESH, claims, nine_of_ten
from mxnet import autograd, gluon, np
from mxnet.gluon import nn

from d2lmlp import MLP, data, fit, health


@pytest.fixture(scope="module")
def six():
    space = {
        "MLP": MLP, "data": data, "fit": fit, "gluon": gluon, "health": health, "mx": mx,
        "nn": nn, "np": np, "onp": onp, "plt": plt, "images": data.fashion_mnist(),
    }  # fmt: skip
    return course.functions("gradient_flow", space)


@claims("gradient_flow", "Vanishing gradients")
def test_the_initialisation_decides_how_a_sigmoid_net_vanishes(six):
    ratio = six["gradient_ratio"]
    nine_of_ten(lambda s: ratio("default", s) < 1e-8)
    nine_of_ten(lambda s: 1e-8 < ratio("xavier", s) < 0.25**9)
    nine_of_ten(lambda s: 0.25**9 < ratio("he", s) < 1e-4)
    nine_of_ten(lambda s: 1e-3 < ratio("normal", s) < ratio("orthogonal", s) < 2)


@claims("gradient_flow", "Activations side by side")
def test_the_activations_differ_as_told(six):
    ratio = six["delta_ratio"]
    nine_of_ten(lambda s: ratio("sigmoid", "xavier", 10, s) < 1e-5)
    nine_of_ten(
        lambda s: 3 < ratio("sigmoid", "xavier", 5, s) / ratio("sigmoid", "xavier", 6, s) < 6
    )
    for activation, init in (("tanh", "xavier"), ("relu", "he"), ("gelu", "he")):
        nine_of_ten(lambda s, a=activation, i=init: 0.1 < ratio(a, i, 10, s) < 5)


@claims("gradient_flow", "What to log")
def test_gradient_ratios_hide_what_deltas_show(six):
    def hidden(seed):
        delta, gradient = six["first_to_last"](seed)
        return delta < 1e-5 and 0.1 < gradient < 10

    nine_of_ten(hidden)


@claims("gradient_flow", "Initialisation: what is preserved")
def test_fan_in_keeps_the_signal_and_fan_out_the_gradient(six):
    def kept(seed):
        (signal, gradient), (jumping, even) = (
            six["moments"]("in", seed),
            six["moments"]("out", seed),
        )
        flat = all(0.4 < m < 2.5 for m in (*signal, *even))
        return flat and max(jumping) > 3 and min(jumping) < 0.2 and min(gradient) < 0.1

    nine_of_ten(kept)
    mean, second, variance = onp.mean([six["mean_and_moments"](s) for s in FRESH], axis=0)
    assert 0.8 < second < 1.2 and 0.6 < variance / second < 0.75 and mean > 0.4


@claims("gradient_flow", "Initialisation: what is preserved")
def test_sgd_stands_still_where_he_or_adam_train(six):
    def claim(seed):
        train = six["train_deep"]
        stuck = train("relu", "default", "sgd", 0.1, 5, 1, seed)[0]
        cured = train("relu", "he", "sgd", 0.1, 5, 1, seed)[0]
        adam = train("relu", "default", "adam", 0.003, 5, 1, seed)[0]
        return stuck > 2.29 and cured < 2 and adam < 2

    nine_of_ten(claim)


@claims("gradient_flow", "Initialisation: what is preserved")
def test_ten_layers_from_default_weights_are_a_game_of_chance_for_adam(six):
    train = six["train_deep"]
    losses = [train("relu", "default", "adam", 0.003, 10, 3, s)[0] for s in (0, 1, 101, 102)]
    assert min(losses) < 2.2 and max(losses) > 2.29


@claims("gradient_flow", "Initialisation: what is preserved")
def test_a_deep_sigmoid_net_depends_on_the_optimiser(six):
    def claim(seed):
        loss, first, last = six["train_deep"]("sigmoid", "xavier", "sgd", 0.5, 10, 1, seed)
        learned, moved, _ = six["train_deep"]("sigmoid", "xavier", "adam", 0.003, 10, 5, seed)
        return loss > 2.29 and first < 1e-4 and last > 0.02 and moved > 0.05 and learned < 2.28

    nine_of_ten(claim)


@claims("gradient_flow", "Dead units")
def test_units_die_with_depth_bias_and_large_steps(six):
    def at_birth(seed):
        dead = six["dead_by_layer"](seed)
        return dead[0] == 0 and dead[19] > 0.05

    def by_bias(seed):
        dead = six["dead_at_bias"]
        return dead("default", -1, seed) > 30 and dead("he", -1, seed) == 0

    nine_of_ten(at_birth)
    nine_of_ten(by_bias)
    nine_of_ten(lambda s: six["dead_at_bias"]("default", -3, s) == 64)


@claims("gradient_flow", "Dead units")
def test_centring_saves_what_a_large_step_kills(six):
    images = six["images"]
    raw, y = images.X_train, images.y_train
    centred = raw - raw.mean(axis=0)

    def dead_and_loss(X, lr, seed, activation="relu"):
        state = health(six["one_epoch"](X, lr, seed, activation)[0], X[:1000], y[:1000])
        return state.dead[0], state.loss

    def claim(seed):
        dead, loss = dead_and_loss(raw, 1.0, seed)
        saved, low = dead_and_loss(centred, 1.0, seed)
        return dead > 0.5 and loss > 1.8 and saved < 0.1 and low < 1

    nine_of_ten(claim)
    nine_of_ten(lambda s: dead_and_loss(raw, 0.1, s)[0] < 0.1)
    for activation in ("leaky_relu", "gelu"):
        nine_of_ten(lambda s, a=activation: not dead_and_loss(raw, 1.0, s, a)[1] < 1.2)


@claims("gradient_flow", "Dead units")
def test_at_rate_four_the_centred_net_explodes_and_does_not_die(six):
    X, y = six["images"].X_train - six["images"].X_train.mean(axis=0), six["images"].y_train

    def claim(seed):
        mx.random.seed(seed)
        net = MLP((784, 64, 10))
        try:
            fit(net, X, y, epochs=1, lr=4.0, batch_size=128, seed=seed)
        except FloatingPointError:
            return True
        state = health(net, X[:1000], y[:1000])
        return state.dead[0] < 0.1 and state.loss > 1e6

    nine_of_ten(claim)


@claims("gradient_flow", "What revives them, and what does not")
def test_a_warm_up_to_too_large_a_rate_only_postpones_death(six):
    nine_of_ten(lambda seed: six["warmed_up"](seed) > 20)


@claims("gradient_flow", "What revives them, and what does not")
def test_units_of_the_second_layer_come_back(six):
    nine_of_ten(lambda seed: six["revived"](seed) >= 1)


@claims("gradient_flow", "What revives them, and what does not")
def test_far_below_zero_leaky_units_crawl_and_gelu_units_stand_still(six):
    images = six["images"]
    X = images.X_train - images.X_train.mean(axis=0)
    for activation, moves in (("leaky_relu", True), ("gelu", False)):
        mx.random.seed(101)
        net = MLP((784, 64, 10), activation=activation)
        net[0].bias.data()[:8] = -20
        before = net[0].weight.data()[:8].copy()
        fit(net, X, images.y_train, epochs=4, batch_size=128)
        assert bool((net[0].weight.data()[:8] != before).any()) == moves
        assert not (net[0](X)[:, :8] > 0).any()


@claims("gradient_flow", "What revives them, and what does not")
def test_where_float32_ends_gelu_and_elu_have_no_slope():
    for block, low, high in ((nn.GELU(), -6.3, -5.5), (nn.ELU(), -89.0, -85.0)):
        x = np.array([low, high])
        x.attach_grad()
        with autograd.record():
            y = block(x)
        y.backward()
        assert x.grad[0] == 0 and x.grad[1] != 0


@claims("gradient_flow", "Skip connections")
def test_skip_connections_pass_a_dead_block(six):
    for seed in FRESH:
        assert max(six["six_blocks"](False, seed)) == 0
        norms = six["six_blocks"](True, seed)
        assert norms.pop(3) == 0 and min(norms) > 0.1
