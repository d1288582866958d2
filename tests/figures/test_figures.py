"""Figures: the same bytes on every run, and words that are true of what is plotted."""

import base64
import re
import xml.etree.ElementTree as ET

import matplotlib
import numpy as onp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.formatters import DisplayFormatter

matplotlib.use("agg")

import matplotlib.pyplot as plt  # noqa: E402
from mxnet import np  # noqa: E402

from d2lmlp import data, figures  # noqa: E402
from d2lmlp.figures import style  # noqa: E402
from d2lmlp.figures.alttext import alt_text  # noqa: E402


class Shell:
    """As much of IPython's shell as the display needs."""

    def __init__(self):
        self.display_formatter = DisplayFormatter()

    def enable_matplotlib(self, gui):
        pass


@pytest.fixture(autouse=True)
def shell():
    with matplotlib.rc_context():
        shell = Shell()
        style.install(shell)
        yield shell
        plt.close("all")


def sigmoid_gradient():
    fig, ax = plt.subplots()
    x = onp.arange(-8, 8, 0.1)
    s = 1 / (1 + onp.exp(-x))
    ax.plot(x, s * (1 - s))
    ax.set(xlabel="x", ylabel="grad of sigmoid")
    return fig


def svg(fig):
    html = figures.bundle(fig)["text/html"]
    return base64.b64decode(re.search(r"base64,([^\"]*)", html).group(1))


def test_the_sentence_states_the_law_of_the_data():
    assert alt_text(sigmoid_gradient()) == (
        "grad of sigmoid over x in [-8, 7.9]: 0.00 at -8, maximum 0.25 at 0, 0.00 at 7.9."
    )


def test_the_same_figure_gives_the_same_bytes():
    first, second = svg(sigmoid_gradient()), svg(sigmoid_gradient())
    assert first == second
    assert ET.fromstring(first).tag.endswith("svg")
    assert b"dc:date" not in first


def test_the_bundle_is_an_image_with_escaped_alternative_text():
    fig = sigmoid_gradient()
    figures.describe(fig, 'where "x" < 0 & more')
    bundle = figures.bundle(fig)
    assert set(bundle) == {"text/html", "text/plain"}
    assert 'alt="where &quot;x&quot; &lt; 0 &amp; more"' in bundle["text/html"]
    assert bundle["text/plain"] == 'Figure: where "x" < 0 & more'


def test_a_reset_of_the_formats_does_not_remove_the_display(shell, capsys):
    # d2l.plot and %matplotlib inline clear every per-format registration of Figure.
    for formatter in shell.display_formatter.formatters.values():
        formatter.type_printers.pop(matplotlib.figure.Figure, None)
    assert shell.display_formatter.format(sigmoid_gradient()) == ({}, {})  # shown by our display


def test_lines_are_told_apart_by_name_and_guides_are_left_out():
    fig, ax = plt.subplots()
    x = onp.linspace(0, 1, 11)
    ax.plot(x, 2 * x, label="twice")
    ax.plot(x, 0 * x + 3, label="three")
    ax.axhline(1)
    assert alt_text(fig) == ("over x in [0, 1]: twice 0.00 at 0, 2.00 at 1; three constant 3.00.")


def test_the_legend_of_d2l_plot_names_its_lines():
    fig, ax = plt.subplots()
    ax.plot([0, 1], [0, 1])
    ax.plot([0, 1], [1, 0])
    ax.legend(["up", "down"])
    assert alt_text(fig).endswith("up 0.00 at 0, 1.00 at 1; down 1.00 at 0, 0.00 at 1.")


def test_not_finite_values_are_said():
    fig, ax = plt.subplots()
    ax.plot([0, 1, 2], [0, onp.nan, onp.inf])
    assert "not finite at 2 of 3 points" in alt_text(fig)


def test_bars_points_and_pictures_are_said():
    fig, ax = plt.subplots()
    ax.bar(["a", "b"], [1, 2.5])
    assert alt_text(fig) == "a 1.00; b 2.50."
    images = data.fashion_mnist()
    fig = figures.show_images(images.X_test[:4], ["one", "two", "three", "four"])
    assert alt_text(fig) == "4 pictures: one; two; three; four."


def test_decision_regions_colour_each_point_of_a_right_classifier_by_its_class():
    X, y = data.xor()
    fig, ax = plt.subplots()
    figures.decision_regions(lambda x: (x[:, 0] - 0.5) * (0.5 - x[:, 1]), X, y, ax=ax)
    image = ax.images[0]
    x0, x1, y0, y1 = image.get_extent()
    rows, columns = image.get_array().shape
    for (u, v), label in zip(X.asnumpy(), y.asnumpy()):
        row, column = int((v - y0) / (y1 - y0) * rows), int((u - x0) / (x1 - x0) * columns)
        assert image.get_array()[row, column] == label
    assert alt_text(fig) == "4 points; the regions of 2 classes."


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(-1e4, 1e4, allow_nan=False, width=32), min_size=2, max_size=30),
    st.booleans(),
)
def test_any_line_can_be_said_and_its_extremes_are_right(values, mx):
    fig = matplotlib.figure.Figure()
    y = np.array(values).asnumpy() if mx else onp.array(values)
    fig.subplots().plot(onp.arange(len(y)), y)
    words = alt_text(fig)
    said = re.search(r"maximum (\S+) at (\d+)", words)
    if said:
        assert float(said.group(1)) == pytest.approx(y.max(), abs=0.006, rel=0.06)
        assert y[int(said.group(2))] == y.max()
    assert "-0.00 " not in words and not words.endswith("-0.00.")
