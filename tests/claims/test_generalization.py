"""What the notebook on generalization claims, by its own functions, on fresh seeds."""

import math
from functools import cache

import course
import mxnet as mx
import numpy as onp
import pytest
from course import FRESH, claims, nine_of_ten
from mxnet import gluon, np

from d2lmlp import MLP, accuracy, data, fit


@pytest.fixture(scope="module")
def nb():
    space = {
        "MLP": MLP, "accuracy": accuracy, "fit": fit, "gluon": gluon, "math": math, "np": np,
        "mx": mx, "onp": onp, "images": data.fashion_mnist(), "PATIENCES": (1, 5, 30),
    }  # fmt: skip
    return course.functions("generalization", space)


@claims("generalization", "Polynomials")
def test_degree_19_overfits_in_closed_form_and_underfits_by_sgd(nb):
    def claim(seed):
        (train_1, test_1), (train_3, test_3), (train_19, test_19) = (
            nb["closed_form"](degree, seed) for degree in (1, 3, 19)
        )
        exact = train_19 < train_3 < 0.1 * train_1 and test_3 < min(test_19, test_1) / 1.5
        parabola = nb["closed_form"](2, seed)[0] > 10 * train_3
        x, _ = nb["points"](100, seed)
        bare, scaled = onp.vander(x, 13), nb["features"](x, 12)
        assert onp.linalg.cond(scaled) > 3 * onp.linalg.cond(bare)
        lengths = onp.linalg.norm(scaled, axis=0)
        assert lengths.max() > 500 * lengths.min()
        return exact and parabola and nb["by_sgd"](19, seed, 150)[0] > train_3

    nine_of_ten(claim)


@claims("generalization", "Validation")
def test_k_fold_errs_on_the_dark_side(nb):
    biases = []
    for K in (3, 5, 40):
        runs = onp.array([nb["k_fold"](K, seed) for seed in range(1000, 1100 if K < 40 else 1060)])
        biases.append(runs[:, 0].mean() / runs[:, 1].mean())
    assert biases[0] > biases[1] > 1.15 > biases[2] > 0.8


@claims("generalization", "Validation")
def test_copies_dealt_at_random_make_folds_too_rosy(nb):
    runs = onp.array([nb["k_fold"](5, seed, copies=2) for seed in FRESH])
    assert runs[:, 0].mean() < 0.7 * runs[:, 1].mean()


@claims("generalization", "More data")
def test_trained_to_the_end_the_training_curve_does_not_fall_and_the_test_curve_rises_more(nb):
    few, early, late = (
        onp.mean([nb["curve_point"](n, seed, steps) for seed in (101, 102)], axis=0)
        for n, steps in ((50, 200), (1500, 200), (1500, 1800))
    )
    assert early[0] < 0.9 and late[0] > 0.99 and 0.005 < late[1] - early[1] < 0.035
    assert 0.3 < few[0] - few[1] < 0.5 and 0.15 < late[0] - late[1] < 0.25


@claims("generalization", "More data")
def test_one_neighbour_repeats_the_noise(nb):
    for seed in (101, 102):
        one, many = (nb["neighbours"](k, seed, n_test=200) for k in (1, 15))
        assert one + 0.1 < many and one < 0.7 and nb["neighbours"](1, seed, n=750) < 0.7 < many


@claims("generalization", "Nets learn anything by heart")
def test_random_labels_are_learned_and_take_longer_than_true_ones(nb):
    learn = cache(nb["epochs_to_learn"])

    def claim(seed):
        true, labels = learn("true labels", seed), learn("random labels", seed, epochs=70)
        return labels[0] > 1.3 * true[0] and true[1] > 0.6 > 0.3 > labels[1]

    nine_of_ten(claim)
    kinds = (("random pixels", 50), ("true labels", 50), ("random labels", 70))
    for seed in FRESH[:3]:
        pixels, true, labels = (learn(kind, seed, epochs=epochs) for kind, epochs in kinds)
        assert pixels[0] < 0.8 * labels[0] and pixels[1] < 0.3
        assert 1.2 * pixels[2] < 1.1 * true[2] < labels[2]  # how far the first layer has moved


@claims("generalization", "Clean labels first")
def test_right_labels_come_first_and_the_test_curve_falls_again(nb):
    def claim(seed):
        curves = nb["three_curves"](seed, epochs=40, n=200)
        peak = curves[:, 2].argmax()
        right, wrong, test = curves[peak]
        return right > wrong + 0.4 and curves[-1, 1] > wrong + 0.3 and curves[-1, 2] < test - 0.02

    nine_of_ten(claim)


@claims("generalization", "Early stopping")
def test_stopping_gains_with_wrong_labels_and_nothing_beyond_the_spread_without(nb):
    hasty, noisy, patient = onp.transpose([nb["gain_of_stopping"](0.3, s)[0] for s in FRESH])
    assert (noisy > 0).sum() >= 9 and noisy.mean() > 0.02
    assert hasty.mean() < noisy.mean() - 0.01 and abs(patient - noisy).mean() < 0.01
    clean = onp.array([nb["gain_of_stopping"](0.0, seed)[0] for seed in FRESH[:4]])
    assert abs(clean[:, 1].mean()) < 0.02


def against_all_800(nb, share, seed):
    """Compare the net that is stopped, and one trained again as long, with all 800 to the end."""
    X, y = nb["some"](800, seed)
    y = data.noisy_labels(y, share, seed)

    def trained(n, epochs, **held_out):
        net = nb["new_net"](seed)
        return nb["adam"](net, X[:n], y[:n], epochs, seed, **held_out), nb["on_test"](net)

    history, stopped = trained(500, 30, validation=(X[500:], y[500:]), patience=5)
    again, whole = (trained(800, epochs)[1] for epochs in (history.best_epoch, 30))
    return stopped - whole, again - whole


@claims("generalization", "Early stopping")
def test_holding_out_images_to_stop_early_has_a_price(nb):
    for share, count, low, high in ((0.3, 10, -0.005, 0.03), (0.0, 5, -0.035, -0.005)):
        gains = onp.array([against_all_800(nb, share, seed) for seed in range(101, 101 + count)])
        stopped, again = gains.mean(axis=0)
        assert low < stopped < high and abs(again - stopped) < 0.02
        assert share or again > stopped
        assert not share or gains[:, 0].min() < -0.01


@claims("generalization", "Double descent")
def test_the_peak_is_at_the_number_of_images_and_gone_with_ridge(nb):
    def claim(seed):
        small, peak, large = (
            onp.array(nb["random_features"](p, seed, n=100)) for p in (30, 100, 1000)
        )
        more = onp.array(nb["random_features"](100, seed, n=400))
        peaks = (peak[0] > small[0] + 0.1).all() and (peak[0] > large[0] + 0.2).all()
        gone = peak[1, 0] < small[1, 0] + 0.05 and peak[1, 1] < small[1, 1] + 0.05
        few = nb["random_features"](100, seed, n=33)[0][0]
        return peaks and gone and more[0, 0] < peak[0, 0] and few < peak[0, 0]

    nine_of_ten(claim)


@claims("generalization", "Double descent")
def test_legendre_polynomials_descend_twice(nb):
    def claim(seed):
        three, nineteen, thirty, sixty = (nb["legendre"](d, seed) for d in (3, 19, 30, 60))
        return nineteen > 100 * thirty > 100 * sixty > 100 * three

    found = [claim(seed) for seed in FRESH]
    medians = [onp.median([nb["legendre"](d, s) for s in FRESH]) for d in (3, 19, 30, 60)]
    powers = onp.polynomial.polynomial.polyvander
    bare = [onp.median([nb["legendre"](d, s, basis=powers) for s in FRESH]) for d in (30, 60)]
    assert bare[1] > bare[0] > 1e6
    assert sum(found) >= 5 and medians[1] > medians[2] > medians[3] > medians[0]


@claims("generalization", "Double descent")
def test_an_mlp_shows_no_peak_in_its_width(nb):
    def claim(seed):
        narrow, fits, wide = (nb["net_error"](width, seed)[0] for width in (3, 25, 64))
        return wide < narrow and fits < narrow

    nine_of_ten(claim)


@claims("generalization", "Double descent")
def test_small_nets_fit_noisy_labels_in_more_epochs_and_stay_behind(nb):
    def run(width, epochs):
        runs = [nb["net_error"](width, seed, epochs) for seed in (101, 102)]
        return onp.mean(runs, axis=0)

    ten, twenty, wide = (run(width, 200) for width in (10, 20, 100))
    assert run(10, 40)[1] < 0.8 < ten[1] < 0.97 and twenty[1] > 0.99 < wide[1]
    assert wide[0] + 0.02 < twenty[0] < ten[0]
