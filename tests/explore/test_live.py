"""The explorers that draw themselves: their state, their stills, and what they do not take."""

import numpy as onp
import pytest

from d2lmlp import explore
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
