"""Figures of a learner's own: words for any of them, never a traceback, never a false number."""

import datetime

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from d2lmlp.figures import training_curves
from d2lmlp.figures.alttext import alt_text
from d2lmlp.fitting.history import History

DAYS = [datetime.date(2024, 1, 1), datetime.date(2024, 3, 1)]
DRAWN = [
    (lambda ax: ax.plot(["relu", "tanh", "elu"], [0.9, 0.8, 0.7]), ["relu", "elu", "0.90", "0.70"]),
    (lambda ax: ax.plot(DAYS, [1, 2]), ["2024-01-01", "2024-03-01", "2.00"]),
    (lambda ax: ax.plot(pd.date_range("2024-01-01", periods=3), [1, 5, 2]), ["2024-01-02", "5.00"]),
    (lambda ax: ax.pie([1, 3], labels=["a", "b"]), ["a 25%", "b 75%"]),
    (lambda ax: ax.barh(["a", "b"], [3, 4]), ["a 3.00", "b 4.00"]),
    (lambda ax: ax.bar(["a", "b"], [3, 4]), ["a 3.00", "b 4.00"]),
    (lambda ax: ax.fill_between([0, 1], [0, 1]), ["filled area"]),
    (lambda ax: ax.scatter(["a", "b"], [1, 2]), ["2 points"]),
    (lambda ax: ax.plot([0, np.nan, 2], [1, 2, 3]), ["[0, 2]"]),
    (lambda ax: ax.plot([], []), []),
    (lambda ax: ax.text(0.5, 0.5, "hello"), []),
    (lambda ax: ax.plot([1, 2], ["low", "high"]), []),
    (lambda ax: ax.hist(np.arange(30)), []),
    (lambda ax: ax.errorbar([0, 1], [1, 2], yerr=0.1), ["2.00"]),
    (lambda ax: ax.imshow(np.eye(3)), ["3 by 3"]),
    (lambda ax: ax.contourf(np.arange(12.0).reshape(3, 4)), []),
]


@pytest.mark.parametrize("draw, words", DRAWN)
def test_any_plot_has_words(draw, words):
    fig, ax = plt.subplots()
    draw(ax)
    text = alt_text(fig)
    plt.close(fig)
    assert text
    for word in words:
        assert word in text


def test_a_picture_in_three_dimensions_names_no_number_of_the_page():
    fig = plt.figure()
    ax = fig.add_subplot(projection="3d")
    ax.plot([0, 1], [0, 1], [0, 7])
    text = alt_text(fig)
    plt.close(fig)
    assert "three dimensions" in text
    assert not any(c.isdigit() for c in text)


def ordered(ax):
    ax.bar([2, 0, 1], [30, 10, 20])
    ax.set_xticks([0, 1, 2], ["a", "b", "c"])


def both_ways(ax):
    ax.bar([0], [5])
    ax.barh([1], [3])


def swapped(ax):
    one, two = ax.plot([1, 1])[0], ax.plot([2, 2])[0]
    ax.legend([two, one], ["two", "one"])


def half_named(ax):
    ax.plot([1, 1])
    ax.legend([ax.plot([2, 2])[0]], ["two"])


def hidden(ax):
    ax.plot([1, 2], label="a")
    ax.plot([7, 8], label="b")[0].set_visible(False)


def with_contours(ax):
    ax.contour(np.arange(12.0).reshape(3, 4))
    ax.scatter([1, 2, np.nan], [1, 2, 3])


def series(**how):
    index = pd.date_range("2024-01-31", periods=3, **how)
    return lambda ax: pd.Series([1, 5, 2], index=index).plot(ax=ax)


TRUE = [
    (ordered, ["a 10.00", "b 20.00", "c 30.00"], []),
    (both_ways, ["5.00", "3.00"], ["0.80"]),
    (swapped, ["one constant 1.00", "two constant 2.00"], []),
    (half_named, ["two constant 2.00"], ["two constant 1.00"]),
    (hidden, ["a 1.00"], ["7.00"]),
    (with_contours, ["2 points"], []),
    (lambda ax: ax.hexbin(np.arange(50.0), np.arange(50.0), gridsize=5), [], ["points"]),
    (lambda ax: ax.semilogx([1e-8, 1e-7, 1e-6], [1, 3, 2]), ["[1e-08, 1e-06]"], ["at 0"]),
    (lambda ax: ax.plot([123456, 123457, 123458], [1, 3, 2]), ["at 123457"], []),
    (lambda ax: ax.plot([1, 2, 3], [0.9994, 0.9998, 0.9996]), ["0.9994", "0.9998"], ["1.00"]),
    (lambda ax: ax.plot([1, 2], ["low", "high"]), ["low at 1", "high at 2"], ["0.00"]),
    (lambda ax: ax.plot([1, 2], DAYS), ["2024-03-01 at 2"], ["19"]),
    (lambda ax: (ax.plot(["a", "b"], [1, 2]), ax.plot([0.4, 0.6], [3, 4])), ["at 0.4"], []),
    (series(freq="M"), ["2024-01", "2024-03"], ["1971"]),
    (series(freq="H"), ["2024-01-31 01:00"], ["32"]),
    (lambda ax: ax.plot(pd.date_range("2024-01-01", periods=2, tz="Asia/Tokyo"), [1, 2]),
     ["2024-01-01", "2024-01-02"], ["2023", "15:00"]),
    (lambda ax: ax.pie([1, 999], labels=["a", "b"]), ["a 0.1%", "b 99.9%"], []),
]  # fmt: skip


@pytest.mark.parametrize("draw, said, unsaid", TRUE)
def test_what_is_said_is_what_is_drawn(draw, said, unsaid):
    fig, ax = plt.subplots()
    draw(ax)
    fig.canvas.draw()
    text = alt_text(fig)
    plt.close(fig)
    assert all(word in text for word in said), text
    assert not any(word in text for word in unsaid), text


def test_a_run_without_labels_or_without_an_epoch_has_curves():
    history = History()
    training_curves(history)
    assert "nothing was measured" in alt_text(plt.gcf())
    history.loss = [2.0, 1.0]
    training_curves(history)
    assert alt_text(plt.gcf()) == "Training over 2 epochs: loss from ≈ 2.00 to ≈ 1.00."
    plt.close("all")
