"""What the notebook on initialisation says, by its own functions and with seeds it does not use."""

import course
import mxnet as mx
import numpy as onp
import pytest
from course import FRESH, claims, nine_of_ten
from mxnet import init, np
from mxnet.gluon import nn

from d2lmlp import data
from d2lmlp.explore.scale_histogram import log_second_moments


@pytest.fixture(scope="module")
def nb():
    """Everything the notebook imports and defines, without its runs."""
    names = {"images": data.fashion_mnist(), "same": init.Constant(0.1)}
    exec(course.code("initialization")[0], names)
    mx.random.seed(7)
    names["X"] = np.random.normal(size=(64, 4))
    names["Y"] = np.tanh(names["X"][:, :1] - names["X"][:, 1:2])
    return course.functions("initialization", names)


@claims("initialization", "Products of random matrices")
def test_the_typical_product_of_small_matrices_vanishes(nb):
    log = nb["log_product"]
    nine_of_ten(lambda s: 19 < log(4, 1, 100, s) < 29)
    nine_of_ten(lambda s: log(4, 0.5, 100, s) < -1)
    nine_of_ten(lambda s: abs(log(100, 0.1, 100, s)) < 2)
    assert -8 < onp.median([log(4, 0.5, 100, s) for s in range(200, 260)]) < -4


@claims("initialization", "Eigenvalues or singular values")
def test_eigenvalues_do_not_bound_a_product():
    def claim(seed):
        A, B = onp.random.default_rng(seed).normal(size=(2, 1000, 4, 4))
        largest = [abs(onp.linalg.eigvals(M)).max(1) for M in (A, B, A @ B)]
        stretch = [onp.linalg.svd(M, compute_uv=False)[:, 0] for M in (A, B, A @ B)]
        broken = (largest[2] > largest[0] * largest[1]).mean()
        return 0.3 < broken < 0.5 and (stretch[2] <= 1.0001 * stretch[0] * stretch[1]).all()

    nine_of_ten(claim)


@claims("initialization", "Symmetry")
def test_rows_stay_equal_until_something_tells_them_apart(nb):
    def rows_apart(**settings):
        net = nb["two_layers"](**settings)
        nb["train"](net, 30)
        W = net[0].weight.data()
        return nb["apart"](W), float(W[0].max() - W[0].min())

    equal, spread = rows_apart()
    assert equal == 0 and spread > 0.01
    assert rows_apart(second=init.Normal(0.5))[0] > 1e-3
    assert rows_apart(dropout=0.5)[0] > 1e-3
    zeros = {"first": "zeros", "second": "zeros"}
    assert rows_apart(**zeros, dropout=0.5) == (0, 0)
    # A sigmoid sends 1/2 from zero weights.
    for dropout, parts in ((0.0, False), (0.5, True)):
        net = nb["two_layers"](**zeros, dropout=dropout)
        net[0].act = nn.Activation("sigmoid")
        nb["train"](net)
        assert (nb["apart"](net[0].weight.data()) > 1e-2) == parts


@claims("initialization", "Xavier and He, in five lines each")
def test_each_scale_keeps_what_it_was_made_for(nb):
    log = nb["log_moment"]
    for seed in FRESH[:2]:
        assert 82 < log(1, seed) < 87
        assert -17.5 < log(0.1, seed) < -14
        assert abs(log(0.02**0.5, seed)) < 2.5
        assert abs(log(0.1, seed, relu=False)) < 1.5
        assert 13.5 < log(0.02**0.5, seed, relu=False) < 16.5
    for seed in (21, 22):  # the middle of a hundred nets each
        assert onp.median(log_second_moments(2**0.5, 50, "relu", seed)) < -0.5


@claims("initialization", "Which initialiser is which")
def test_he_is_msra_with_its_arguments(nb):
    measure = nb["variance_times_inputs"]
    assert measure(init.MSRAPrelu("in", 0))[0] == pytest.approx(2, abs=0.05)
    assert measure(init.MSRAPrelu())[0] == pytest.approx(3.01, abs=0.07)
    assert measure(init.Xavier())[0] == pytest.approx(1.6, abs=0.04)
    assert measure(init.Xavier(magnitude=2))[0] == pytest.approx(1.07, abs=0.04)
    assert measure(init.Orthogonal())[0] == pytest.approx(2, abs=0.01)


@claims("initialization", "Conditioning")
def test_gaussian_products_are_badly_conditioned(nb):
    nine_of_ten(lambda s: 9 < nb["log_condition"](10, False, s) < 17)
    nine_of_ten(lambda s: abs(nb["log_condition"](10, True, s)) < 1e-6)


@claims("initialization", "Conditioning")
def test_behind_a_relu_about_half_of_the_singular_values_are_zero():
    for seed in FRESH:
        rng = onp.random.default_rng(seed)
        W, x = onp.linalg.qr(rng.normal(size=(64, 64)))[0], rng.normal(size=64)
        stretch = onp.linalg.svd(W * (x @ W > 0), compute_uv=False)
        assert 16 < (stretch < 1e-9).sum() < 48


@claims("initialization", "Repair after the fact")
def test_a_bad_start_can_be_repaired_in_part(nb):
    accuracy, images = nb["accuracy"], nb["images"]
    for seed in FRESH[:2]:
        begun = nb["well_begun"](seed)
        for repair in (lambda net: nb["by_rule"](net, nb["clip"]),
                       lambda net: nb["by_fit"](net, 0.003, "adam")):  # fmt: skip
            net = nb["exploding"](seed)
            repair(net)
            assert 0.2 < accuracy(net, images.X_test, images.y_test) < begun
