"""Figures of a learner's own: words for any of them, never a traceback, never a false number."""

import datetime

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from d2lmlp.figures.alttext import alt_text

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
