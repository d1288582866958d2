"""What notebooks 05 and 06 claim, with their own functions, over ten seeds that are not theirs."""

import ast
import json
from pathlib import Path

import matplotlib.pyplot as plt
import mxnet as mx
import numpy as onp
import pytest
from mxnet import autograd, gluon, np
from mxnet.gluon import nn

from d2lmlp import MLP, accuracy, data, fit, health
from d2lmlp.explore import depth_bars as explore_depth

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
FRESH = range(101, 111)  # the notebooks use seeds from 0 to 19
TOOLS = {
    "MLP": MLP, "accuracy": accuracy, "data": data, "fit": fit, "gluon": gluon, "health": health,
    "mx": mx, "nn": nn, "np": np, "onp": onp, "plt": plt,
}  # fmt: skip


def functions(name):
    """Collect the functions, classes and one-name constants that a notebook defines."""
    space = dict(TOOLS, x=onp.linspace(-3, 3, 601), images=data.fashion_mnist())
    for cell in json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and not source.startswith("%"):
            kept = [
                node
                for node in ast.parse(source).body
                if isinstance(node, (ast.FunctionDef, ast.ClassDef))
            ]
            exec(compile(ast.Module(kept, []), name, "exec"), space)
    return space


@pytest.fixture(scope="module")
def five():
    return functions("05_universal_approximation.ipynb")


@pytest.fixture(scope="module")
def six():
    return functions("06_gradient_flow.ipynb")


def nine_of_ten(claim):
    found = [claim(seed) for seed in FRESH]
    assert sum(map(bool, found)) >= 9, found


# Notebook 05


def test_hinges_stay_under_their_bound_for_other_functions_and_intervals(five):
    for f, curvature in ((onp.cos, 1), (lambda x: x**3 / 6, 3), (onp.exp, onp.exp(3))):
        for width in (3, 10, 50):
            net = five["hinge_net"](f, width)
            x = onp.linspace(-3, 3, 2001)
            error = abs(five["outputs"](net, x) - f(x)).max()
            assert error <= curvature * (6 / width) ** 2 / 8 + 1e-4


def test_the_square_never_improves_and_relu_does(five):
    error = five["best_fit_error"]
    assert onp.ptp([error(onp.square, w, s) for w in (3, 5, 50, 500) for s in FRESH]) < 1e-6
    nine_of_ten(lambda s: error(five["relu"], 500, s) < error(five["relu"], 50, s) / 5)
    nine_of_ten(lambda s: error(five["relu"], 50, s) < error(five["relu"], 5, s) / 2)


def test_pieces_are_counted_right(five):
    pieces, hinge_net = five["pieces"], five["hinge_net"]
    assert [pieces(five["tent_net"](k), 0, 1) for k in range(1, 11)] == [2**k for k in range(1, 11)]
    u = onp.linspace(0, 1, 2**10 + 1)
    assert onp.array_equal(five["outputs"](five["tent_net"](10), u), onp.arange(1025) % 2)
    assert pieces(hinge_net(onp.sin, 37), -3, 3) == 37
    assert pieces(hinge_net(lambda x: 2 * x, 9), -3, 3) == 1


def test_random_nets_do_not_fold(five):
    for seed in FRESH:
        assert five["random_pieces"]([20], seed) <= 21  # a law: h units, at most h + 1 pieces
    for shape in ([10] * 2, [5] * 4, [2] * 10):
        nine_of_ten(lambda s, shape=shape: five["random_pieces"](shape, s) < 50)


def test_parameters_are_counted_right(five):
    for sizes in ((784, 256, 256, 256, 10), (2, 32, 32, 32, 3), (2, 384, 3)):
        parameters = MLP(sizes).collect_params().values()
        assert five["count"](sizes) == sum(p.data().size for p in parameters)
    widths = range(1, 10_000)
    assert all(
        five["count"]((d, 256, 256, 256, q)) < five["count"]((d, 100_000, q))
        for d in widths for q in (1, 10, 1000)
    )  # fmt: skip


def test_neither_depth_nor_width_wins_on_the_spiral(five):
    deep, wide = (
        onp.array([five["spiral_accuracy"](sizes, seed) for seed in FRESH[:5]])
        for sizes in ((2, 32, 32, 32, 3), (2, 384, 3))
    )
    gaps = deep - wide
    assert min(gaps) < 0 < max(gaps) and abs(gaps.mean()) < gaps.std(), gaps


def test_training_is_far_from_the_built_net(five):
    built = five["max_error"](five["hinge_net"](five["target"], 64))
    nine_of_ten(lambda seed: five["trained_error"](64, seed) > 5 * built)


# Notebook 06


def test_the_initialisation_decides_how_a_sigmoid_net_vanishes(six):
    ratio = six["gradient_ratio"]
    nine_of_ten(lambda s: ratio("default", s) < 1e-8)
    nine_of_ten(lambda s: 1e-8 < ratio("xavier", s) < 0.25**9)
    nine_of_ten(lambda s: 0.25**9 < ratio("he", s) < 1e-4)
    nine_of_ten(lambda s: 1e-3 < ratio("normal", s) < ratio("orthogonal", s) < 2)


def test_the_activations_differ_as_told(six):
    ratio = six["delta_ratio"]
    nine_of_ten(lambda s: ratio("sigmoid", "xavier", 10, s) < 1e-5)
    nine_of_ten(
        lambda s: 3 < ratio("sigmoid", "xavier", 5, s) / ratio("sigmoid", "xavier", 6, s) < 6
    )
    for activation, init in (("tanh", "xavier"), ("relu", "he"), ("gelu", "he")):
        nine_of_ten(lambda s, a=activation, i=init: 0.1 < ratio(a, i, 10, s) < 5)


def test_gradient_ratios_hide_what_deltas_show(six):
    def hidden(seed):
        delta, gradient = six["first_to_last"](seed)
        return delta < 1e-5 and 0.1 < gradient < 10

    nine_of_ten(hidden)


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


def test_sgd_stands_still_where_he_or_adam_train(six):
    def claim(seed):
        train = six["train_deep"]
        stuck = train("relu", "default", "sgd", 0.1, 5, 1, seed)[0]
        cured = train("relu", "he", "sgd", 0.1, 5, 1, seed)[0]
        adam = train("relu", "default", "adam", 0.003, 5, 1, seed)[0]
        return stuck > 2.29 and cured < 2 and adam < 2

    nine_of_ten(claim)


def test_ten_layers_from_default_weights_are_a_game_of_chance_for_adam(six):
    train = six["train_deep"]
    losses = [train("relu", "default", "adam", 0.003, 10, 3, s)[0] for s in (0, 1, 101, 102)]
    assert min(losses) < 2.2 and max(losses) > 2.29


def test_a_deep_sigmoid_net_depends_on_the_optimiser(six):
    def claim(seed):
        loss, first, last = six["train_deep"]("sigmoid", "xavier", "sgd", 0.5, 10, 1, seed)
        learned, moved, _ = six["train_deep"]("sigmoid", "xavier", "adam", 0.003, 10, 5, seed)
        return loss > 2.29 and first < 1e-4 and last > 0.02 and moved > 0.05 and learned < 2.28

    nine_of_ten(claim)


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


def test_a_warm_up_to_too_large_a_rate_only_postpones_death(six):
    nine_of_ten(lambda seed: six["warmed_up"](seed) > 20)


def test_units_of_the_second_layer_come_back(six):
    nine_of_ten(lambda seed: six["revived"](seed) >= 1)


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


def test_where_float32_ends_gelu_and_elu_have_no_slope():
    for block, low, high in ((nn.GELU(), -6.3, -5.5), (nn.ELU(), -89.0, -85.0)):
        x = np.array([low, high])
        x.attach_grad()
        with autograd.record():
            y = block(x)
        y.backward()
        assert x.grad[0] == 0 and x.grad[1] != 0


def test_skip_connections_pass_a_dead_block(six):
    for seed in FRESH:
        assert max(six["six_blocks"](False, seed)) == 0
        norms = six["six_blocks"](True, seed)
        assert norms.pop(3) == 0 and min(norms) > 0.1


# The explorers of both


def test_the_explorers_follow_their_knobs_and_give_their_line_of_code():
    hinges = explore_depth.hinges()
    hinges.controls["t1"].value = -2.4
    assert "t=(-2.4, -0.6, 0.6, 1.8)" in hinges.code.value
    hinges = explore_depth.hinges("wave", t=(-2.4, -0.8, 0.8, 2.4))
    assert "0.23 at most" in hinges.image.value  # the goal of the notebook, 0.25, can be reached
    depth = explore_depth.depth(depth=3, width=16)
    before = depth.image.value
    depth.controls["activation"].value = "tanh"
    assert depth.image.value != before and "3 layers of 16 tanh" in depth.code.value
    again = explore_depth.depth(depth=3, width=16, activation="tanh", init="xavier", seed=0)
    assert again.image.value == depth.image.value


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: explore_depth.hinges("sine"), "choose one of wave"),
        (lambda: explore_depth.hinges(t=(0, 1, 2)), "four numbers"),
        (lambda: explore_depth.hinges(t=(0, 1, 2, 9)), "four numbers"),
        (lambda: explore_depth.depth(depth=0), "whole number from 1 to 20"),
        (lambda: explore_depth.depth(activation="softmax"), "choose one of sigmoid"),
        (lambda: explore_depth.depth(init="zeros"), "choose one of he"),
    ],
)
def test_explorers_refuse_in_one_sentence(make, said):
    with pytest.raises(ValueError, match=said):
        make()
