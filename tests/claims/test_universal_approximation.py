"""What the notebook on universal approximation claims; long, for each step of a proof is one."""

import course
import mxnet as mx
import numpy as onp
import pytest
from course import FRESH, claims, nine_of_ten
from mxnet import gluon, np
from mxnet.gluon import nn

from d2lmlp import MLP, accuracy, data, fit


@pytest.fixture(scope="module")
def five():
    space = {
        "MLP": MLP, "accuracy": accuracy, "data": data, "fit": fit, "gluon": gluon, "mx": mx,
        "nn": nn, "np": np, "onp": onp, "x": onp.linspace(-3, 3, 601),
    }  # fmt: skip
    return course.functions("universal_approximation", space)


@claims("universal_approximation", "Hinges: a network by formula")
def test_hinges_stay_under_their_bound_for_other_functions_and_intervals(five):
    for f, curvature in ((onp.cos, 1), (lambda x: x**3 / 6, 3), (onp.exp, onp.exp(3))):
        for width in (3, 10, 50):
            net = five["hinge_net"](f, width)
            x = onp.linspace(-3, 3, 2001)
            error = abs(five["outputs"](net, x) - f(x)).max()
            assert error <= curvature * (6 / width) ** 2 / 8 + 1e-4


@claims("universal_approximation", "Where the theorem stops")
def test_the_square_never_improves_and_relu_does(five):
    error, relu = five["best_fit_error"], five["positive_part"]
    assert onp.ptp([error(onp.square, w, s) for w in (3, 5, 50, 500) for s in FRESH]) < 1e-6
    nine_of_ten(lambda s: error(relu, 500, s) < error(relu, 50, s) / 5)
    nine_of_ten(lambda s: error(relu, 50, s) < error(relu, 5, s) / 2)


@claims("universal_approximation", "Depth: folding a line")
def test_pieces_are_counted_right(five):
    pieces, hinge_net = five["pieces"], five["hinge_net"]
    assert [pieces(five["tent_net"](k), 0, 1) for k in range(1, 11)] == [2**k for k in range(1, 11)]
    u = onp.linspace(0, 1, 2**10 + 1)
    assert onp.array_equal(five["outputs"](five["tent_net"](10), u), onp.arange(1025) % 2)
    assert pieces(hinge_net(onp.sin, 37), -3, 3) == 37
    assert pieces(hinge_net(lambda x: 2 * x, 9), -3, 3) == 1


@claims("universal_approximation", "Depth: folding a line")
def test_random_nets_do_not_fold(five):
    for seed in FRESH:
        assert five["random_pieces"]([20], seed) <= 21  # a law: h units, at most h + 1 pieces
    for shape in ([10] * 2, [5] * 4, [2] * 10):
        nine_of_ten(lambda s, shape=shape: five["random_pieces"](shape, s) < 50)


@claims("universal_approximation", "Depth against width, at equal parameters")
def test_parameters_are_counted_right(five):
    for sizes in ((784, 256, 256, 256, 10), (2, 32, 32, 32, 3), (2, 384, 3)):
        parameters = MLP(sizes).collect_params().values()
        assert five["count"](sizes) == sum(p.data().size for p in parameters)
    widths = range(1, 10_000)
    assert all(
        five["count"]((d, 256, 256, 256, q)) < five["count"]((d, 100_000, q))
        for d in widths for q in (1, 10, 1000)
    )  # fmt: skip


@claims("universal_approximation", "Depth against width, at equal parameters")
def test_depth_leads_on_most_seeds_and_never_by_two_points(five):
    deep, wide = (
        onp.array([five["spiral_accuracy"](sizes, seed) for seed in FRESH])
        for sizes in ((2, 32, 32, 32, 3), (2, 384, 3))
    )
    gaps = deep - wide
    assert sum(gaps > 0) >= 6 and max(gaps) < 0.02 and abs(gaps.mean()) < 0.01, gaps


@claims("universal_approximation", "Depth against width, at equal parameters")
def test_with_fewer_steps_the_deep_net_is_ahead():
    def ahead(seed):
        X, y = data.spiral(n=150, noise=0.3, seed=seed)
        found = []
        for sizes in ((2, 32, 32, 32, 3), (2, 384, 3)):
            mx.random.seed(seed)
            net = MLP(sizes)
            fit(net, X, y, 60, 0.01, 75, optimizer="adam", seed=seed)
            found.append(accuracy(net, *data.spiral(n=600, noise=0.3, seed=1000 + seed)))
        return found[0] > found[1]

    nine_of_ten(ahead)


@claims("universal_approximation", "Depth: folding a line")
def test_a_fold_survives_noise(five):
    shaken = five["shaken_pieces"]
    nine_of_ten(lambda s: shaken(0.01, s) > 800)
    nine_of_ten(lambda s: shaken(0.03, s) > 400)
    nine_of_ten(lambda s: shaken(0.1, s) > 50)


@claims("universal_approximation", "What training reaches")
def test_training_goes_towards_the_built_net_and_more_units_get_nearer(five):
    narrow, wide = (five["max_error"](five["hinge_net"](five["target"], w)) for w in (16, 256))

    def claim(seed):
        (_, few), (early, late) = (five["trained_errors"](w, seed) for w in (16, 256))
        return late < few and narrow < few and 5 * wide < late < early

    nine_of_ten(claim)


@claims("universal_approximation", "Depth: folding a line")
def test_the_steps_of_the_proof_hold_for_other_nets(five):
    layers, run = five["random_layers"], five["run"]
    t = onp.linspace(-3, 3, 20_001)[:, None]
    for seed in FRESH:
        for slope in (0, 0.3, -0.7, 2):
            way = onp.random.default_rng(seed).normal(size=(1, 4))
            y, on = run(layers(seed, 4, 6, 5, 3), t * way, slope)
            same = (on[1:] == on[:-1]).all(axis=1)
            inside = same[1:] & same[:-1]
            assert abs(onp.diff(y, 2, axis=0)[inside]).max() < 1e-10  # affine where none switches
            assert 1 + (~same).sum() <= 2**11
            jumps = [abs(onp.diff(y[::k], axis=0)).max() for k in (10, 1)]
            assert jumps[0] / jumps[1] > 5  # continuous: a jump would not shrink with the step


@claims("universal_approximation", "Depth: folding a line")
def test_a_jump_or_a_curve_would_be_seen():
    t = onp.linspace(-3, 3, 20_001)
    step, curve = (t > 0) + 0.01 * t, t**2
    assert abs(onp.diff(curve, 2, axis=0)).max() > 1e-8
    jumps = [abs(onp.diff(step[::k], axis=0)).max() for k in (10, 1)]
    assert jumps[0] / jumps[1] < 1.1


@claims("universal_approximation", "A proof, step by step")
def test_relu_of_relu_is_relu_but_a_layer_between_adds_a_kink(five):
    x = onp.linspace(-4, 4, 8001)
    relu = five["positive_part"]
    assert (relu(relu(x)) == relu(x)).all()
    slopes = onp.round(onp.diff(relu(1 - relu(x))) / onp.diff(x), 6)
    assert [s for k, s in enumerate(slopes) if k == 0 or s != slopes[k - 1]] == [0, -1, 0]


@claims("universal_approximation", "A proof, step by step")
@pytest.mark.parametrize("alpha", [0, 0.25, 1, 1.5, -0.5, -2])
def test_prelu_of_prelu_has_the_slope_alpha_squared_or_alpha(five, alpha):
    x = onp.linspace(-3, 3, 61)
    plain = [(onp.eye(1), 0)] * 3
    twice = five["run"](plain, x[:, None], alpha)[0][:, 0]
    left = alpha**2 if alpha >= 0 else alpha
    onp.testing.assert_allclose(twice, onp.where(x > 0, x, left * x), atol=1e-12)


@claims("universal_approximation", "A proof, step by step")
@pytest.mark.parametrize("seed", FRESH[:4])
def test_sums_and_compositions_of_nets_are_nets(five, seed):
    layers, run = five["random_layers"], five["run"]
    f, g, p = layers(seed, 2, 5, 1), layers(seed + 1, 3, 6, 2), layers(seed + 2, 3, 4, 1)
    x = onp.random.default_rng(seed).normal(size=(200, 3))
    joint = (g[-1][0] @ f[0][0], g[-1][1] @ f[0][0] + f[0][1])
    fed = [*g[:-1], joint, *f[1:]]
    q = layers(seed + 3, 3, 7, 1)
    both = [onp.hstack([a, b]) for a, b in zip(p[0], q[0])]
    added = [both, (onp.vstack([p[1][0], q[1][0]]), p[1][1] + q[1][1])]
    for slope in (0, 0.25, -0.5):
        want = run(f, run(g, x, slope)[0], slope)[0], run(p, x, slope)[0] + run(q, x, slope)[0]
        for net, values in zip((fed, added), want):
            onp.testing.assert_allclose(run(net, x, slope)[0], values, atol=1e-9)


@claims("universal_approximation", "A proof, step by step")
def test_a_sum_of_lines_is_a_line_and_a_sum_of_hinges_is_none(five):
    x, hinge = onp.linspace(-2, 2, 401), five["positive_part"]
    bends = lambda y: (abs(onp.diff(y, 2)) > 1e-9).sum()  # noqa: E731
    assert bends((2 * x + 1) + (1 - 3 * x)) == 0
    assert bends(hinge(x + 1)) == bends(hinge(x - 1)) == 1
    assert bends(hinge(x + 1) + hinge(x - 1)) == 2


@claims("universal_approximation", "A proof, step by step")
def test_the_last_bias_in_the_hidden_layer_runs_with_one_output_only():
    X, W1 = onp.ones((5, 3)), onp.ones((3, 4))
    assert (X @ W1 + onp.ones(1)).shape == (5, 4)
    with pytest.raises(ValueError):
        X @ W1 + onp.ones(2)


@claims("universal_approximation", "Depth: folding a line")
def test_ten_layers_of_two_with_random_weights_are_mostly_constant(five):
    x = onp.linspace(-3, 3, 101)

    def constant(seed):
        mx.random.seed(seed)
        net = MLP((1, *[2] * 10, 1))
        for layer in list(net)[::2]:
            layer.bias.set_data(np.random.normal(0, 1, layer.bias.shape))
        return onp.ptp(five["outputs"](net, x)) == 0

    assert all(constant(seed) for seed in range(20))  # those of the notebook
    assert sum(map(constant, FRESH)) > 5


@claims("universal_approximation", "Straight pieces in more dimensions")
def test_a_region_may_end_soon_in_one_direction_and_never_in_another(five):
    mx.random.seed(0)  # the net and the line of the notebook
    net = MLP((3, 16, 16, 2))
    point, direction = (np.random.normal(size=(1, 3)).asnumpy() for _ in range(2))
    layers = [(d.weight.data().asnumpy().T, d.bias.data().asnumpy()) for d in list(net)[::2]]

    def same(x):
        return (five["run"](layers, x, 0)[1] == five["run"](layers, point, 0)[1]).all(axis=1)

    step = onp.arange(0, 0.05, 1e-4)[:, None]
    assert step[~same(point + step * direction)].min() == pytest.approx(0.032, abs=0.001)
    assert same(point * 10.0 ** onp.arange(-3, 7)[:, None]).all()


@claims("universal_approximation", "Where the theorem stops")
def test_along_every_ray_a_net_goes_on_in_a_straight_line_at_last(five):
    for seed in FRESH:
        rng = onp.random.default_rng(seed)
        for sizes in ((1, 20, 1), (3, 8, 8, 2)):
            start, way = rng.normal(size=(2, 1, sizes[0]))
            far = start + onp.geomspace(1e5, 1e9, 100)[:, None] * way
            on = five["run"](five["random_layers"](seed, *sizes), far, 0)[1]
            assert (on == on[0]).all()


@claims("universal_approximation", "What training reaches")
def test_seven_hinges_in_ten_start_inside_the_interval_more_of_them_near_its_middle():
    hinges = []
    for seed in FRESH:
        mx.random.seed(seed)
        w = MLP((1, 256, 1))[0].weight.data().asnumpy()[:, 0]
        hinges.extend(abs(np.random.uniform(-3, 3, (256,)).asnumpy() / w))
    shares = onp.histogram(hinges, [0, 1, 2, 3])[0] / len(hinges)
    assert shares.sum() == pytest.approx(0.73, abs=0.03)
    assert shares[0] > shares[1] + 0.05 > shares[2] + 0.1


@claims("universal_approximation", "Play: width, depth and a goal")
def test_of_two_rising_units_the_score_never_falls_along_some_direction_and_of_three_it_may():
    for seed in FRESH:
        rng = onp.random.default_rng(seed)
        W, b, v = rng.normal(size=(2, 2)), rng.normal(size=2), rng.normal(size=2)
        for opposed in (False, True):
            if opposed:  # the two terms pull exactly against each other
                W[1] = -v[0] / v[1] * W[0]
            a, c = v[:, None] * W
            turn = onp.array([-a[1], a[0]])
            way = turn if opposed else a / onp.hypot(*a) + c / onp.hypot(*c)
            x = rng.normal(size=(20, 1, 2)) + onp.linspace(0, 9, 50)[:, None] * way
            assert (onp.diff(onp.tanh(x @ W.T + b) @ v, axis=1) > -1e-9).all()
    angle = onp.linspace(0, 2 * onp.pi, 361)
    three = onp.cos(angle[:, None] - 2 * onp.pi / 3 * onp.arange(3))
    assert (three.min(axis=1) < -0.4).all()  # whichever way, one of the three falls
