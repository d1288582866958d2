"""The drawing of a perceptron."""

import matplotlib.pyplot as plt
import mxnet as mx
import numpy as onp
import pytest
from matplotlib.patches import Circle, FancyBboxPatch

from d2lmlp import MLP, figures
from d2lmlp.figures.alttext import alt_text
from d2lmlp.figures.diagram import CIRCLES, SIGNS


@pytest.fixture
def draw():
    """Draw what is asked for and return its axes; close it at the end."""

    def drawn(sizes):
        figures.draw_mlp(sizes)
        return plt.gcf().axes[0]

    yield drawn
    plt.close("all")


def patches(ax, kind):
    return [patch for patch in ax.patches if isinstance(patch, kind)]


def test_units_are_circles_and_every_weight_is_a_line(draw):
    ax = draw((4, 5, 3))
    assert len(patches(ax, Circle)) == 4 + 5 + 3
    assert len(ax.lines) == 4 * 5 + 5 * 3
    said = [text.get_text().replace("\n", " ") for text in ax.texts]
    assert {"4 inputs", "5 hidden units", "3 outputs", "$x_4$", "$h_5$", "$o_3$"} <= set(said)
    text = alt_text(ax.figure)
    assert "4 - 5 - 3" in text
    assert "43 parameters" in text


def test_a_wide_layer_is_a_bar_with_its_number(draw):
    ax = draw((10, 64, CIRCLES, 1))
    assert len(patches(ax, FancyBboxPatch)) == 2
    assert len(patches(ax, Circle)) == CIRCLES + 1
    assert len(ax.lines) == CIRCLES  # the others are too many to draw one by one
    assert {"10", "64"} <= {text.get_text() for text in ax.texts}


def test_units_stay_inside_and_apart(draw):
    for sizes in ((1, 1), (8, 1, 8), (2, 300, 3, 1), (5,) * 7):
        ax = draw(sizes)
        (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
        for circle in patches(ax, Circle):
            x, y = circle.center
            assert left < x - circle.radius and x + circle.radius < right
            assert low < y - circle.radius and y + circle.radius < high
        width, height = ax.figure.get_size_inches()
        assert width / (right - left) == pytest.approx(height / (high - low))  # circles are round


def test_weights_of_a_net_are_drawn_by_sign_and_size(draw):
    mx.random.seed(0)
    net = MLP((3, 4, 2))
    W = net[0].weight.data()
    W[0, 0], W[0, 1], W[0, 2] = 5.0, -5.0, 0.0
    ax = draw(net)
    first, second, third = ax.lines[0], ax.lines[4], ax.lines[8]  # by input, then unit
    assert [line.get_color() for line in (first, second, third)] == [
        SIGNS[sign][0] for sign in (1, -1, 0)
    ]
    assert first.get_linestyle() == "-" and second.is_dashed()
    widths = [line.get_linewidth() for line in ax.lines[:12]]
    assert max(widths) == first.get_linewidth()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "positive weight",
        "negative weight",
    ]
    positive = int((W.asnumpy() > 0).sum())
    assert f"{positive} of 12" in alt_text(ax.figure)


def test_a_hidden_unit_without_weights_is_cut_off(draw):
    net = MLP((3, 4, 5, 2))
    net[2].weight.data()[1], net[4].weight.data()[:, 1] = 0, 0
    ax = draw(net)
    assert len(ax.lines) == 12 + 4 * 4 + 4 * 2 + 2  # and the two of the legend
    dotted = [patch.center for patch in patches(ax, Circle) if patch.get_linestyle() == ":"]
    (place,) = [text.get_position() for text in ax.texts if text.get_text() == "$h^{(2)}_2$"]
    assert dotted == [place]
    assert "no line enters or leaves h2 of layer 2." in alt_text(ax.figure)
    assert "no line" not in alt_text(draw(MLP((3, 4, 5, 2))).figure)


def test_a_net_of_zeros_and_a_wide_net_can_be_drawn(draw):
    assert "0 of 6" in alt_text(draw(MLP((2, 3, 1), init="zeros")).figure)
    assert draw(MLP((784, 256, 10))).get_legend() is None


def test_it_draws_in_the_style_of_the_notebooks(draw):
    with plt.rc_context({"axes.prop_cycle": plt.cycler(linestyle=[(0, (5, 1))])}):
        bundle = figures.bundle(draw((10, 64, 64, 1)).figure)
    assert 'alt="A multilayer perceptron of 10 - 64 - 64 - 1 units' in bundle["text/html"]


@pytest.mark.parametrize("sizes", [(4,), (), (4, 0), (4, 2.5), 5, None, onp.array(3)])
def test_wrong_sizes_get_one_sentence(draw, sizes):
    with pytest.raises(ValueError, match="widths"):
        draw(sizes)
