"""The explorers that draw themselves: their state, their stills, and what they do not take."""

from base64 import b64decode

import numpy as onp
import pytest

from d2lmlp import MLP, explore
from d2lmlp.figures.alttext import alt_text


def test_the_fold_holds_xor_and_the_given_net():
    found = explore.fold([[1, 1], [1, 1]], [[0, -1]], [[1], [-2]], -0.5)
    assert found.creases == [[1, 1, 0], [1, 1, -1]]
    assert found.line == [1, -2, -0.5]
    assert found.hidden([[0, 0], [0, 1], [1, 1]]).tolist() == [[0, 0], [1, 0], [2, 1]]
    assert {"points", "creases", "line", "relu", "far"} == found.state().keys()
    assert "where the hidden layer takes" in alt_text(found.still())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"W1": [[1, 1, 1], [0, 0, 0]]}, "W1 is .* expected 4 numbers"),
        ({"W1": [[1, 0], [1, 0]]}, "a column of W1 is 0"),
        ({"b1": "no"}, "b1 is 'no'"),
        ({"w2": [0, 0]}, "both weights are 0"),
        ({"b2": float("nan")}, "the bias is nan; expected one number"),
        ({"far": 3}, "far is 3; expected a number from 0 to 2"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(wrong, said):
    right = {"W1": [[1, 1], [1, 1]], "b1": [0, -1], "w2": [1, -2], "b2": 0}
    with pytest.raises(ValueError, match=said) as found:
        explore.fold(**{**right, **wrong})
    assert "\n" not in str(found.value)


def test_softmax_takes_three_logits():
    assert explore.softmax([1, 0.52, -2]).logits == [1, 0.5, -2]
    assert "0.090, 0.245, 0.665" in alt_text(explore.softmax().still())
    for wrong, said in (([1, 2], "expected 3 numbers"), ([0, 0, 9], "from -6 to 6")):
        with pytest.raises(ValueError, match=said):
            explore.softmax(wrong)


def test_paper_takes_a_depth_and_a_point():
    assert explore.paper(4.5, 0).state() == {"depth": 4.5, "x": 0.0}
    assert "straight pieces has" in alt_text(explore.paper().still())
    for wrong, said in (((11, 0.3), "depth is 11"), ((2, -1), "x is -1"), (("no", 0), "'no'")):
        with pytest.raises(ValueError, match=said):
            explore.paper(*wrong)


def film(frames=4, units=3, pixels=49):
    weights = onp.random.default_rng(0).normal(0, 0.05, (frames, units, pixels)).cumsum(axis=0)
    return weights, onp.linspace(2.3, 0.4, frames), onp.linspace(2.3, 0.5, frames)


def test_the_film_keeps_each_frame_and_says_the_losses():
    weights, training, test = film()
    found = explore.scrub(weights, training, test)
    assert (found.epoch, found.units, found.side, found.only) == (3, 3, 7, True)
    own = {"start", "change", "steps", "units", "side", "limits", "training", "test", "epoch"}
    assert {*own, "only"} == found.state().keys()
    for text, step, frames in zip(
        (found.start, found.change), found.steps, (weights[0], weights - weights[0])
    ):
        kept = onp.frombuffer(b64decode(text), "int8").reshape(frames.shape) * step
        assert abs(kept - frames).max() <= 0.51 * step
    assert "after 0, 1, 3 epochs" in alt_text(found.still())
    assert explore.scrub(weights * 0, training, test).limits == [1, 1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"weights": film(pixels=50)[0]}, r"weights has shape \(4, 3, 50\); expected .* square"),
        ({"weights": film()[0][0]}, "weights has shape"),
        ({"weights": film(400, 20)[0]}, "at most 300000 numbers"),
        ({"training": [1, 2]}, "training is .* expected 4 numbers"),
        ({"test": [1, 2, 3, float("nan")]}, "test is"),
        ({"epoch": 4}, "epoch is 4; expected a whole number from 0 to 3"),
    ],
)
def test_a_film_that_does_not_fit_gets_one_sentence(wrong, said):
    right = dict(zip(("weights", "training", "test"), film()))
    with pytest.raises(ValueError, match=said) as found:
        explore.scrub(**{**right, **wrong})
    assert "\n" not in str(found.value)


def test_the_product_takes_what_fits_a_screen():
    X, W, b = [[1, 2]], [[1, 0], [0, 1]], [0.5, -3]
    assert explore.product(X, W, b).X == [[1.0, 2.0]]
    assert "Which row" in alt_text(explore.product(X, W, b).still())
    for wrong, said in (
        ((X, [[1, 0]], b), "W|b"),
        (([1, 2], W, b), "X has shape"),
        ((X, onp.ones((2, 9)), b), "at most 6"),
        ((X, W, b, (1, 0)), "picked is"),
    ):
        with pytest.raises(ValueError, match=said):
            explore.product(*wrong)


def test_the_forward_pass_takes_small_nets():
    net = MLP((2, 3, 1), "tanh")
    made = explore.forward(net, [0.123, -2], shown=9, picked=(2, 0))
    assert made.x == [0.1, -2] and made.shown == 2 and made.picked == [2, 0]
    W, b = made.layers[0]
    assert onp.allclose(W, net[0].weight.data().asnumpy().T, atol=1e-4) and b == [0, 0, 0]
    assert "Which units send 0" in alt_text(made.still())


@pytest.mark.parametrize(
    ("net", "x", "picked", "said"),
    [
        ((2, 7, 1), [0, 0], (0, 0), "room for 6 units"),
        ((2, 3, 1), [0, 0, 0], (0, 0), "x is .* expected 2 numbers"),
        ((2, 3, 1), [0, 9], (0, 0), "from -3 to 3"),
        ((2, 3, 1), [0, 0], (3, 0), "no such layer"),
        (None, [0, 0], (0, 0), "expected an MLP"),
    ],
)
def test_a_forward_pass_that_cannot_be_shown_is_one_sentence(net, x, picked, said):
    with pytest.raises(ValueError, match=said) as found:
        explore.forward(net and MLP(net), x, picked=picked)
    assert "\n" not in str(found.value)


def test_a_net_with_dropout_is_no_forward_pass_to_follow():
    with pytest.raises(ValueError, match="no dropout"):
        explore.forward(MLP((2, 3, 1), dropout=0.5), [0, 0])
