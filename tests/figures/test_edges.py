"""Jumps are drawn as jumps, and what leaves a frame leaves it with an arrow."""

import matplotlib.pyplot as plt
import numpy as onp

from d2lmlp.figures import bundle, mark_jump
from d2lmlp.figures.alttext import alt_text
from d2lmlp.figures.edges import mark_exits

X = onp.arange(-30, 31) / 10


def drawn(*curves, **frame):
    fig, ax = plt.subplots()
    for y in curves:
        ax.plot(X, y)
    ax.set(**frame)
    plt.close(fig)
    return fig, ax


def test_a_jump_has_a_gap_and_two_dots_and_says_the_same_in_words():
    fig, ax = drawn((X > 0) * 1.0, onp.tanh(X))
    before = alt_text(fig)
    mark_jump(ax)
    line, smooth, *dots = ax.lines
    assert onp.isnan(line.get_ydata()).sum() == 1
    assert not onp.isnan(smooth.get_ydata()).any()
    assert [(float(d.get_ydata()[0]), d.get_markerfacecolor() == "white") for d in dots] == [
        (1, True), (0, False),
    ]  # fmt: skip
    assert alt_text(fig) == before


def test_a_value_between_has_the_filled_dot():
    _, ax = drawn((onp.sign(X) + 1) / 2)
    mark_jump(ax)
    line, *dots = ax.lines
    assert onp.isnan(line.get_ydata()).sum() == 2
    assert [float(d.get_ydata()[0]) for d in dots] == [1, 0, 0.5]


def test_a_curve_leaves_its_frame_with_an_arrow_that_does_not_stay():
    fig, ax = drawn(onp.maximum(X, 0), -X, ylim=(-1, 2))
    arrows = mark_exits(fig)
    assert [(a.get_marker(), *a.get_xydata()[0].round(6)) for a in arrows] == [
        ("^", 2, 2), ("^", -2, 2), ("v", 1, -1),
    ]  # fmt: skip
    for arrow in arrows:
        arrow.remove()
    bundle(fig)
    assert len(ax.lines) == 2
    assert ax.get_ylim() == (-1, 2)


def test_a_restless_curve_and_one_that_fits_get_none():
    assert mark_exits(drawn(onp.sin(9 * X), ylim=(-0.5, 0.5))[0]) == []
    assert mark_exits(drawn(onp.tanh(X))[0]) == []
