"""What the notebook on distribution shift says, by its own functions and with fresh seeds."""

import course
import mxnet as mx
import numpy as onp
import pytest
from course import FRESH, claims, nine_of_ten

from d2lmlp import MLP, accuracy, data, fit
from d2lmlp.explore.weighted_fit import errors


@pytest.fixture(scope="module")
def nb():
    """Everything the notebook imports and defines, and its data, without its runs."""
    names = dict(zip(("X", "y", "X_test", "y_test", "labels"), data.fashion_mnist()))
    names["table"], names["test"] = data.hotel_rates()
    exec(course.code("distribution_shift")[0], names)
    return course.functions("distribution_shift", names)


@claims("distribution_shift", "Three shifts")
def test_how_large_a_shift_looks_says_little_of_its_cost(nb):
    for seed in FRESH[:3]:
        mx.random.seed(seed)
        net = MLP((784, 64, 10))
        fit(net, nb["X"][:4000], nb["y"][:4000], 15, lr=0.2, batch_size=200, seed=seed)
        X, y, np = nb["X_test"], nb["y_test"], nb["np"]
        noisy = np.clip(X + 0.1 * np.random.normal(size=X.shape), 0, 1)
        plain, noise, right = (accuracy(net, Z, y) for Z in (X, noisy, nb["moved"](X, 3)))
        assert plain - noise < 0.06 < plain - right
        renamed = np.where(y == 7, 9, y)
        assert plain - accuracy(net, X, renamed) > 0.05
        said, sneakers = net(X).argmax(axis=1), y == 7
        lost, found = (float((sneakers * (said == k)).mean()) for k in (7, 9))
        assert abs(plain - accuracy(net, X, renamed) - (lost - found)) < 1e-4
        assert lost - found < float(sneakers.mean())


@claims("distribution_shift", "A winter's model in summer")
def test_winter_is_far_too_cheap_for_summer_and_few_rows_help(nb):
    table, pd = nb["table"], nb["pd"]
    month = table["arrival"].dt.month
    winter, summer = table[month.isin([11, 12, 1, 2, 3])], table[month.isin([6, 7, 8])]

    def holds(seed):
        test = summer.sample(400, random_state=seed)
        few = summer.drop(index=test.index).sample(100, random_state=seed)
        others = table.drop(index=test.index).sample(len(winter), random_state=seed)
        cold, factor = nb["errors"](winter, test)
        same, _ = nb["errors"](others, test)
        mended, _ = nb["errors"](pd.concat([winter, few]), test)
        return cold > 2 * same and factor < 0.7 and mended < 0.6 * cold

    nine_of_ten(holds)


@claims("distribution_shift", "A detector")
def test_a_line_misses_a_shift_of_spread_that_a_net_sees(nb):
    def holds(seed):
        rng = onp.random.default_rng(seed)
        narrow, wide = rng.normal(size=(1000, 5)), 2 * rng.normal(size=(1000, 5))
        line, net = (nb["detector"](narrow, wide, h, seed, 10) for h in ((), (32,)))
        return abs(line - 0.5) < 0.08 and net > 0.8

    nine_of_ten(holds)


@claims("distribution_shift", "Weights")
def test_weights_help_the_wrong_model_and_hurt_the_right_one(nb):
    found = {
        degree: onp.array(
            [
                [nb["target_error"](seed, degree, flag) for flag in (False, True)]
                for seed in range(101, 161)
            ]
        )
        for degree in (1, 3)
    }
    assert (found[1][:, 1] < found[1][:, 0]).mean() > 0.9
    assert onp.median(found[3][:, 1]) > onp.median(found[3][:, 0])
    for seed in FRESH:
        w = nb["shifted"](seed)[3]
        assert w.sum() ** 2 / (w**2).sum() < 120


@claims("distribution_shift", "Weights")
def test_weights_guessed_by_a_detector_help_the_straight_line(nb):
    for seed in FRESH[:4]:
        x, y, x_target, w = nb["shifted"](seed)
        guessed = nb["estimated_weights"](seed)
        line = onp.polyfit(x, y, 1, w=guessed**0.5)
        error = onp.mean((onp.polyval(line, x_target) - nb["truth"](x_target)) ** 2)
        assert onp.corrcoef(guessed, w)[0, 1] > 0.7
        assert error < nb["target_error"](seed, 1, False)


@claims("distribution_shift", "Weights")
def test_what_the_explorer_is_said_to_show():
    plain, weighted, points = errors("line", 2.0, 0.2)
    assert weighted < plain / 30 and 6.5 < points < 8.5
    for centre in onp.linspace(-2, 2, 11):
        for width in (0.2, 0.6, 1.0, 1.4):
            plain, weighted, _ = errors("cubic", centre, width)
            assert weighted >= plain * (1 - 1e-9)


@claims("distribution_shift", "Weights")
def test_the_explorer_shows_the_medians_that_the_notebook_prints(nb):
    for degree, model in ((1, "line"), (3, "cubic")):
        found = [[nb["target_error"](s, degree, w) for w in (False, True)] for s in range(200)]
        onp.testing.assert_allclose(errors(model, 1.2, 0.5)[:2], onp.median(found, axis=0))


@claims("distribution_shift", "Weights")
def test_around_2_the_weighted_line_is_some_sixty_times_better():
    plain, weighted, left = errors("line", 2.0, 0.2)
    assert 45 < plain / weighted < 85 and 6.5 < left < 8.5


@claims("distribution_shift", "Weights")
def test_the_printed_digit_of_the_medians_holds_in_other_draws(nb):
    for degree, low, high in ((1, (3, 1.5), (4.5, 2.5)), (3, (0.0005, 0.002), (0.0025, 0.005))):
        found = [[nb["target_error"](s, degree, w) for w in (False, True)] for s in range(200, 400)]
        median = onp.median(found, axis=0)
        assert (low < median).all() and (median < high).all(), median


@claims("distribution_shift", "Weights")
def test_the_ratio_is_that_of_the_two_normals(nb):
    x, _, _, w = nb["shifted"](101)
    q = onp.exp(-((x - 1.2) ** 2) / 2 / 0.25) / 0.5
    onp.testing.assert_allclose(w, q / onp.exp(-(x**2) / 2))


@claims("distribution_shift", "Label shift")
def test_columns_give_shares_and_the_whole_table_gives_weights():
    def holds(seed):
        rng = onp.random.default_rng(seed)
        C = rng.dirichlet(onp.ones(10), 10).T + 3 * onp.eye(10)
        C /= C.sum(axis=0)
        p, q = rng.dirichlet(onp.full(10, 5.0), 2)
        joint = C * p
        shares = onp.linalg.solve(joint / joint.sum(axis=0), C @ q)
        return onp.allclose(shares, q) and onp.allclose(onp.linalg.solve(joint, C @ q), q / p)

    nine_of_ten(holds)


@claims("distribution_shift", "Label shift")
def test_by_column_the_hard_clothes_gain_most(nb):
    hard, easy = [1, 1, 6, 1, 6, 1, 6, 1, 1, 1], [1, 6, 1, 1, 1, 6, 1, 1, 6, 6]
    lowest = []
    for seed in FRESH[:4]:
        mx.random.seed(seed)
        net = nb["net"] = MLP((784, 64, 10))
        fit(net, nb["X"][:4000], nb["y"][:4000], 15, lr=0.2, batch_size=200, seed=seed)
        counts, said = onp.zeros((10, 10)), net(nb["X"][4000:]).asnumpy().argmax(axis=1)
        onp.add.at(counts, (said, nb["y"][4000:].asnumpy()), 1)
        column = counts / counts.sum(axis=0)

        def off(C, mixture):
            found = [nb["solved"](C, mixture, draw) for draw in FRESH]
            return onp.mean([abs(q - true).sum() / 2 for q, true in found])

        raw, left = ([off(C, mixture) for mixture in (hard, easy)] for C in (onp.eye(10), column))
        assert 0.2 < left[0] / raw[0] < 0.8, (raw, left)
        assert raw[1] < raw[0] and raw[1] - left[1] < raw[0] - left[0], (raw, left)
        few = [nb["drawn"](hard, 100, draw)[0] for draw in FRESH]
        mu = [nb["shares"](net(rows).argmax(axis=1)) for rows in few]
        lowest.append(min(onp.linalg.solve(column, each).min() for each in mu))
    assert min(lowest) < 0, lowest


@claims("distribution_shift", "Label shift")
def test_a_new_prior_gains_about_a_point(nb):
    X, y, X_test = nb["X"], nb["y"], nb["X_test"]
    truth, chance = nb["y_test"].asnumpy(), onp.array([1, 6, 1, 1, 1, 6, 1, 1, 6, 6])
    gains = []
    for seed in FRESH[:3]:
        mx.random.seed(seed)
        net = MLP((784, 64, 10))
        fit(net, X[:4000], y[:4000], 15, lr=0.2, batch_size=200, seed=seed)
        counts, logits = onp.zeros((10, 10)), net(X_test).asnumpy()
        onp.add.at(counts, (net(X[4000:]).asnumpy().argmax(axis=1), y[4000:].asnumpy()), 1)
        for draw in range(4):
            rng, p = onp.random.default_rng(10 * seed + draw), chance[truth]
            rows = rng.choice(len(truth), 1000, p=p / p.sum())
            mu = onp.bincount(logits[rows].argmax(axis=1), minlength=10) / 1000
            shares = onp.maximum(onp.linalg.solve(counts / counts.sum(axis=0), mu), 1e-3)
            new = logits[rows] + onp.log(shares / shares.sum() / counts.sum(axis=0))
            right = (logits[rows].argmax(axis=1) == truth[rows], new.argmax(axis=1) == truth[rows])
            gains.append(right[1].mean() - right[0].mean())
    assert 0.005 < onp.mean(gains) < 0.03, gains
