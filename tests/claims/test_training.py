"""What the notebook on training says, on fresh seeds: long, for each claim is proved."""

import math

import course
import mxnet as mx
import numpy as onp
import pytest
from course import FRESH, claims, nine_of_ten
from mxnet import autograd, gluon, np

from d2lmlp import MLP, accuracy, data, fit, health


@pytest.fixture(scope="module")
def nb():
    """Everything the notebook imports and defines, and its data, without its runs."""
    names = dict(zip(("X", "y", "X_test", "y_test", "labels"), data.fashion_mnist()))
    exec(course.code("training")[0], names)
    return course.functions("training", names)


@claims("training", "Model and loss")
def test_guessing_costs_log_10(nb):
    logits = np.array(onp.full((4, 10), 3.0), dtype="float32")
    assert onp.allclose(nb["cross_entropy"](logits, np.array([0, 3, 5, 9])), math.log(10))
    huge = np.array([[0.0, 1e30]])
    assert float(nb["cross_entropy"](huge, np.array([0]))) == pytest.approx(1e30)


@claims("training", "With Gluon")
def test_scratch_gluon_and_fit_agree_step_for_step(nb):
    start = nb["initial_parameters"]
    scratch_params = start(seed=5)
    scratch = nb["train_from_scratch"](scratch_params, 2, lr=0.02, seed=9)
    by_gluon, by_fit = nb["gluon_net"](start(seed=5)), nb["gluon_net"](start(seed=5))
    losses = nb["train_gluon"](by_gluon, 2, lr=0.02, seed=9)
    history = fit(by_fit, nb["X"], nb["y"], 2, lr=0.02, seed=9)
    onp.testing.assert_allclose(scratch, losses, atol=1e-4)
    sizes = [256] * 23 + [112]  # the last minibatch is smaller
    assert history.loss[1] == pytest.approx(onp.average(scratch[24:], weights=sizes), abs=1e-4)
    for p, q, r in zip(
        scratch_params,
        *(net.collect_params().values() for net in (by_gluon, by_fit)),
    ):
        p = p.T.asnumpy() if p.ndim == 2 else p.asnumpy()
        onp.testing.assert_allclose(q.data().asnumpy(), p, atol=1e-4)
        onp.testing.assert_allclose(r.data().asnumpy(), p, atol=1e-4)


@claims("training", "What the settings do")
def test_width_and_depth_buy_little_and_four_units_are_a_lottery(nb):
    seeds = (20, 21, 22)
    linear, sixteen, wide = (
        onp.mean(nb["run"]((784, *hidden, 10), seeds=seeds)) for hidden in ((), (16,), (128,))
    )
    assert linear > 0.75
    assert abs(wide - sixteen) < 0.05
    assert 0 < wide - linear < 0.05
    four = nb["run"]((784, 4, 10), seeds=seeds)
    assert min(four) < sixteen - 0.05


@claims("training", "What the settings do")
def test_rates_beyond_the_cliff_and_far_below_it(nb):
    for lr in (0.001, 1.0):
        assert max(nb["run"]((784, 64, 10), lr=lr, seeds=(20, 21))) < 0.6


@claims("training", "What the settings do")
def test_starts_that_do_not_train(nb):
    sizes = (784, 64, 64, 64, 64, 10)
    he, default, zeros = (
        nb["run"](sizes, seeds=(20, 21), init=name) for name in ("he", "default", "zeros")
    )
    assert min(he) > max(default) + 0.1
    assert zeros == pytest.approx([0.1, 0.1])
    one = (784, 64, 10)  # "with one hidden layer you would not notice"
    he, default = (nb["run"](one, seeds=(20, 21), init=name) for name in ("he", "default"))
    assert onp.mean(he) - onp.mean(default) < 0.05
    small = nb["run"](one, seeds=(20, 21), sigma=0.01)
    assert 0.04 < onp.mean(he) - onp.mean(small) < 0.12 and onp.mean(small) < onp.mean(default)
    assert nb["run"](sizes, seeds=(20, 21), sigma=0.01) == pytest.approx([0.1, 0.1], abs=0.03)


@claims("training", "Mistakes that raise no error")
def test_dividing_twice_makes_steps_256_times_too_small(nb):
    moved = []
    for divide_by in (1, 256):
        net = nb["gluon_net"](nb["initial_parameters"](seed=0))
        before = net[1].bias.data().asnumpy()
        trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": 0.1})
        with autograd.record():
            loss = gluon.loss.SoftmaxCrossEntropyLoss()(net(nb["X"][:256]), nb["y"][:256]).mean()
        loss.backward()
        trainer.step(divide_by)
        moved.append(net[1].bias.data().asnumpy() - before)
    onp.testing.assert_allclose(moved[0], 256 * moved[1], atol=1e-6)
    assert nb["one_epoch"](average=True, divide=True) > math.log(10)
    once = [nb["one_epoch"](average, not average) for average in (True, False)]
    assert once[0] == pytest.approx(once[1], abs=1e-3)


@claims("training", "What a step costs")
def test_take_fetches_the_rows_of_an_index(nb):
    batch = np.array([5, 0, 5, 99], dtype="int32")
    assert (np.take(nb["X"], batch, axis=0, mode="clip") == nb["X"][batch]).all()


@claims("training", "With Gluon")
def test_the_test_curve_is_ragged():
    X, y, X_test, y_test, _ = data.fashion_mnist()
    mx.random.seed(3)
    net = MLP((784, 256, 10))
    history = fit(net, X, y, 12, batch_size=128, test=(X_test, y_test), seed=3)
    falls = -onp.diff(history.test_accuracy[3:])
    assert max(falls) > 0.01
    assert accuracy(net, X, y) > accuracy(net, X_test, y_test)


@claims("training", "With Gluon")
def test_rounding_grows_with_the_size_of_the_steps(nb):
    apart = {}
    for lr in (0.02, 0.3):
        start = nb["initial_parameters"]
        scratch = nb["train_from_scratch"](start(seed=6), 2, lr=lr, seed=9)
        by_gluon = nb["train_gluon"](nb["gluon_net"](start(seed=6)), 2, lr=lr, seed=9)
        apart[lr] = onp.abs(onp.subtract(scratch, by_gluon))
        assert apart[lr][:3].max() < 1e-4
    assert apart[0.3].max() > 2 * apart[0.02].max()


@claims("training", "What the settings do")
def test_of_four_units_all_speak_at_the_start_and_some_fall_silent_in_training(nb):
    X, y, silent = nb["X"], nb["y"], []
    for seed in FRESH:
        mx.random.seed(seed)
        net = MLP((784, 4, 10))
        assert nb["awake"](net).min() > 0
        fit(net, X, y, 4, 0.1, 128, seed=seed)
        silent.append(nb["awake"](net).min() < 0.02)
    assert sum(silent) >= 5


@claims("training", "What the settings do")
def test_four_units_are_a_lottery_for_relu_and_leaky_relu_and_none_for_tanh(nb):
    he, leaky, tanh, xavier = (
        nb["run"]((784, 4, 10), seeds=FRESH[:8], **options)
        for options in (
            {},
            {"activation": "leaky_relu"},
            {"activation": "tanh"},
            {"init": "xavier"},
        )
    )
    assert min(tanh) > 0.55 and max(tanh) < min(tanh) + 0.15
    assert (onp.array(tanh) > onp.maximum(he, leaky) + 0.05).sum() >= 5
    for lottery in (he, leaky, xavier):
        assert min(lottery) < 0.5 and max(lottery) > min(lottery) + 0.15
    assert abs(onp.mean(leaky) - onp.mean(he)) < 0.07
    assert sum(a > b for a, b in zip(xavier, he)) >= 5


@claims("training", "What the settings do")
def test_the_gap_to_the_linear_model_depends_on_how_both_are_trained(nb):
    """The wider gap after twelve epochs of Adam is what tests/claims/test_start_here.py finds."""
    linear, mlp = (nb["run"](sizes, seeds=FRESH[:4]) for sizes in ((784, 10), (784, 64, 10)))
    assert 0 < onp.mean(mlp) - onp.mean(linear) < 0.025


@claims("training", "Dropout and weight decay")
def test_dropout_and_weight_decay_do_not_help_here_and_ten_times_the_decay_costs(nb):
    for seed in FRESH[:2]:
        plain = nb["run_small"](seed)
        assert nb["run_small"](seed, dropout=0.5) - plain < 0.015
        assert nb["run_small"](seed, wd=0.01) - plain < 0.015
        assert nb["run_small"](seed, wd=0.1) - plain < -0.03


@claims("training", "What one unit looks for")
def test_what_the_first_layer_learns_is_a_pattern_under_noise_that_stays(nb):
    agree, X, y = nb["neighbours_agree"], nb["X"], nb["y"]

    def claim(seed):
        mx.random.seed(seed)
        net = MLP((784, 32, 10))
        start = net[0].weight.data().asnumpy()
        fit(net, X, y, epochs=2, batch_size=128, seed=seed)
        end = net[0].weight.data().asnumpy()
        return max(agree(start), agree(end)) < 0.2 and agree(end - start) > 0.6

    nine_of_ten(claim)


@claims("training", "What one unit looks for")
def test_the_first_epoch_moves_the_weights_most_and_the_losses_part(nb):
    X, y, pairs = nb["X"], nb["y"], (("X", "y"), ("X_test", "y_test"))
    for seed in FRESH[:2]:
        mx.random.seed(seed)
        seen = fit(
            MLP((784, 256, 10)), X, y, epochs=12, batch_size=128, seed=seed, every=47,
            record=lambda net, step: (
                net[0].weight.data().asnumpy(), *(health(net, nb[a], nb[b]).loss for a, b in pairs)
            ),
        ).records  # fmt: skip
        weights, training, test = map(onp.array, zip(*(frame for _, frame in seen)))
        ways = onp.linalg.norm(onp.diff(weights, axis=0), axis=2).mean(axis=1)
        assert ways[0] > 2 * max(ways[1:])
        assert abs(test[0] - training[0]) < 0.05 < test[-1] - training[-1]
        assert training[6] - training[-1] > test[6] - test[-1]


@claims("training", "What the settings do")
def test_two_units_could_tell_ten_classes_apart():
    """So what training makes of two units is a matter of training, not of what can be."""
    angle = onp.linspace(0.1, 1.4, 10)
    hidden = onp.stack([onp.cos(angle), onp.sin(angle)], axis=1)  # what two ReLU units may put out
    assert ((hidden @ hidden.T).argmax(axis=1) == onp.arange(10)).all()


@claims("training", "What the settings do")
def test_the_cliff_is_the_next_rate_after_a_good_one(nb):
    for seed in FRESH[:3]:
        small, good, large = (list(nb["loss_curve"](lr, seed))[1][-1] for lr in (0.03, 0.3, 1.0))
        assert good < small < 1.8 < large


@claims("training", "Dropout and weight decay")
def test_the_net_gets_more_than_nine_in_ten_of_its_600_images_right(nb):
    X, y = nb["X"], nb["y"]
    for seed in FRESH[:2]:
        mx.random.seed(seed)
        some = np.array(onp.random.default_rng(seed).permutation(len(X))[:600], dtype="int32")
        net = MLP((784, 128, 10))
        for epochs, lr in ((25, 0.1), (3, 0.01)):
            fit(net, X[some], y[some], epochs, lr, 50, seed=seed)
        assert 0.9 < accuracy(net, X[some], y[some]) < 0.97


@claims("training", "Where it errs")
def test_tops_are_hardest_shirts_most_often_and_shoes_are_taken_for_shoes(nb):
    tops, shoes, hardest = ["T-shirt", "shirt", "pullover", "coat"], [5, 7, 9], []
    for seed in FRESH[:8]:
        mx.random.seed(seed)
        net = MLP((784, 256, 10))
        fit(net, nb["X"], nb["y"], 12, batch_size=128, seed=seed)
        found, real = net(nb["X_test"]).argmax(axis=1).asnumpy().astype(int), nb["y_test"].asnumpy()
        recall = {name: (found[real == k] == k).mean() for k, name in enumerate(nb["labels"])}
        hardest.append(min(recall, key=recall.get))
        assert hardest[-1] in tops and min(recall["trouser"], recall["bag"]) > 0.85
        wrong, here, there = found != real, onp.isin(real, shoes), onp.isin(found, shoes)
        assert (wrong & here & there).sum() > 4 * (here ^ there).sum()
    assert max(set(hardest), key=hardest.count) == "shirt"
