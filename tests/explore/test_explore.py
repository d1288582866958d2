"""The explorers: what they show, and the line of code that rebuilds it."""

import html
import io
import re
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor

import numpy as onp
import pytest
from PIL import Image

from d2lmlp import explore
from d2lmlp.activations import ACTIVATIONS, value_and_grad
from d2lmlp.explore import base, stopping, weighted_fit
from d2lmlp.explore.activation_curve import ELEMENTWISE, GRID, function_of
from d2lmlp.explore.neuron_plane import PLANE
from d2lmlp.figures.alttext import alt_text

BOTH = pytest.mark.parametrize("make", [explore.activation, explore.neuron])


def picture(explorer):
    data = re.search(r'base64,([^"]*)"', explorer.image.value).group(1)
    return onp.asarray(Image.open(io.BytesIO(b64decode(data))))


def alt(explorer):
    return html.unescape(re.search(r'<img alt="([^"]*)"', explorer.image.value).group(1))


def code(explorer):
    return html.unescape(re.search(r"<pre>(.*)</pre>", explorer.code.value).group(1))


@BOTH
def test_every_knob_moves_the_picture_its_text_and_its_code(make):
    explorer = make()
    for control in explorer.controls.values():
        before = picture(explorer), alt(explorer), code(explorer)
        control.value = "elu" if isinstance(control.value, str) else 0.5
        assert (picture(explorer) != before[0]).any()
        assert alt(explorer) != before[1]
        assert code(explorer) != before[2]


@pytest.mark.parametrize(
    "make",
    [
        explore.activation,
        explore.neuron,
        explore.hinges,
        explore.depth,
        explore.descent,
        explore.masks,
        explore.shift,
    ],
)
def test_a_knob_can_be_moved_from_another_thread(make):
    explorer = make()  # JupyterLab's messages come in a thread of their own
    before, name = explorer.image.value, list(explorer.controls)[-1]
    value = explorer.controls[name].value

    def move():
        explorer.controls[name].value = "elu" if isinstance(value, str) else value + 1

    with ThreadPoolExecutor(1) as thread:
        thread.submit(move).result()
    assert explorer.image.value != before


@BOTH
def test_the_line_of_code_repeats_the_setting(make):
    explorer = make()
    for control in explorer.controls.values():
        control.value = "elu" if isinstance(control.value, str) else 0.3
    again = eval(code(explorer), {"explore": explore})
    assert (picture(again) == picture(explorer)).all()
    assert alt(again) == alt(explorer)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_what_is_said_of_an_activation_is_so(name):
    explorer = explore.activation(name, x=-1.5)
    alpha = ACTIVATIONS[name].alpha
    y, slope = (float(a[0]) for a in value_and_grad(function_of(name, alpha), [-1.5]))
    assert f"value {y:.3f} and slope {slope:.3f} at x = -1.5" in alt(explorer)
    assert explorer.controls["alpha"].disabled == (alpha is None)
    assert ("alpha" in code(explorer)) == (alpha is not None)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_what_is_drawn_of_an_activation_is_so(name):
    explorer = explore.activation(name, x=0.5)
    value, tangent, point, slope, here = explorer.picture.moving
    y, grad = value_and_grad(function_of(name, ACTIVATIONS[name].alpha), GRID)
    onp.testing.assert_allclose(value.get_ydata(), y.asnumpy(), atol=1e-6)
    onp.testing.assert_allclose(slope.get_ydata(), grad.asnumpy(), atol=1e-6)
    (x0, x1), (y0, y1) = tangent.get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(here.get_ydata()[0], abs=1e-5)
    assert (y0 + y1) / 2 == pytest.approx(point.get_ydata()[0], abs=1e-5)


def test_what_is_drawn_of_a_neuron_is_so():
    explorer = explore.neuron(w1=1.5, w2=-0.5, b=1.0, activation="sigmoid")
    surface, boundary, arrow = explorer.picture.moving
    x1, x2 = onp.meshgrid(PLANE, PLANE)
    expected = 1 / (1 + onp.exp(-(1.5 * x1 - 0.5 * x2 + 1)))
    onp.testing.assert_allclose(surface.get_array(), expected, atol=1e-5)
    on_line = onp.array(boundary.get_data())
    onp.testing.assert_allclose(onp.array([1.5, -0.5]) @ on_line + 1, 0, atol=1e-6)
    assert (arrow.U.item(), arrow.V.item()) == (1.5, -0.5)
    assert explorer.picture.canvas.figure.axes[0].images[0].get_clim() == (0, 1)


def test_a_neuron_without_weights_has_no_line():
    explorer = explore.neuron(w1=0, w2=0, b=1, activation="tanh")
    assert "from 0.76 to 0.76" in alt(explorer)
    assert onp.isnan(explorer.picture.moving[1].get_data()).all()


@BOTH
def test_readers_without_a_kernel_see_examples_and_a_sentence(make, monkeypatch):
    shown = []
    monkeypatch.setattr(base, "display", lambda bundle, raw: shown.append(bundle))
    explorer = make()
    explorer._ipython_display_()
    examples, live = shown
    assert set(examples) == {"text/html", "text/plain"}
    assert alt_text(explorer.examples) in examples["text/plain"]
    assert len(explorer.examples.axes) == 4
    assert live["text/plain"].startswith("Run this cell to move ")
    assert live["text/html"] == f"<p>{live['text/plain']}</p>"
    assert set(live) == {"text/html", "text/plain", base.VIEW}


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: explore.activation("softmax"), "function is 'softmax'; choose one of relu"),
        (lambda: explore.activation("relu", x=7), "x is 7; expected a number from -6 to 6"),
        (lambda: explore.activation("elu", alpha="1"), "alpha is '1'; expected a number"),
        (lambda: explore.activation(["relu"]), "choose one of"),
        (lambda: explore.neuron(b=None), "b is None"),
        (lambda: explore.neuron(w1=float("nan")), "w1 is nan"),
        (lambda: explore.neuron(activation="sin"), "activation is 'sin'; choose one of"),
    ],
)
def test_a_wrong_argument_gets_one_sentence(call, words):
    with pytest.raises(ValueError) as found:
        call()
    assert words in str(found.value)
    assert "\n" not in str(found.value)


def test_the_explorers_follow_their_knobs_and_give_their_line_of_code():
    hinges = explore.hinges()
    hinges.controls["t1"].value = -2.4
    assert "t=(-2.4, -0.6, 0.6, 1.8)" in hinges.code.value
    hinges = explore.hinges("wave", t=(-2.4, -0.8, 0.8, 2.4))
    assert "0.23 at most" in hinges.image.value  # the goal of the notebook, 0.25, can be reached
    depth = explore.depth(depth=3, width=16)
    before = depth.image.value
    depth.controls["activation"].value = "tanh"
    assert depth.image.value != before and "3 layers of 16 tanh" in depth.code.value
    again = explore.depth(depth=3, width=16, activation="tanh", init="xavier", seed=0)
    assert again.image.value == depth.image.value


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: explore.hinges("sine"), "choose one of wave"),
        (lambda: explore.hinges(t=(0, 1, 2)), "four numbers"),
        (lambda: explore.hinges(t=(0, 1, 2, 9)), "four numbers"),
        (lambda: explore.depth(depth=0), "whole number from 1 to 20"),
        (lambda: explore.depth(activation="softmax"), "choose one of sigmoid"),
        (lambda: explore.depth(init="zeros"), "choose one of he"),
    ],
)
def test_explorers_refuse_in_one_sentence(make, said):
    with pytest.raises(ValueError, match=said):
        make()


def test_what_is_said_of_double_descent_is_so():
    explorer = explore.descent(width=100, noise=0.2, ridge=0.0)
    _, test, here, norm, _ = explorer.picture.moving
    at_peak, far = test.get_ydata()[9], test.get_ydata()[39]
    assert at_peak > 0.6 > far
    assert f"test error {at_peak:.2f}" in alt(explorer)
    assert here.get_ydata()[0] == at_peak
    assert norm.get_ydata()[9] > 10 * norm.get_ydata()[39]
    explorer.controls["ridge"].value = 1.0
    assert test.get_ydata()[9] < 0.6
    again = eval(code(explorer), {"explore": explore})
    assert alt(again) == alt(explorer)


def test_what_is_said_of_stopping_is_so():
    explorer = explore.stop_here(epoch=0)
    assert "right labels fitted 0." in alt(explorer)
    before = picture(explorer)
    explorer.controls["epoch"].value = 40
    assert (picture(explorer) != before).any()
    right, wrong, test, here = explorer.picture.moving[:4]
    assert list(here.get_xdata()) == [40, 40]
    assert right.get_ydata()[40] > 0.9 and wrong.get_ydata()[40] > wrong.get_ydata()[5] + 0.3
    assert test.get_ydata()[40] < max(test.get_ydata())
    assert f"Best epoch: {onp.argmax(test.get_ydata())}." in alt(explorer)
    explorer.controls["wrong"].value = "none"
    assert "wrong labels fitted 0.00" in alt(explorer)
    assert alt(eval(code(explorer), {"explore": explore})) == alt(explorer)


def test_stop_here_trains_once_for_what_it_shows():
    stopping._training.cache_clear()
    explore.stop_here(wrong="none")
    assert stopping._training.cache_info().misses == 1


def test_what_is_said_of_masks_is_so():
    explorer = explore.masks(p=0.5, seed=3)
    before, after = explorer.picture.moving[1:3], explorer.picture.moving[3:5]
    assert abs(before[0].get_height() - after[0].get_height()) < 0.05
    assert after[1].get_height() == pytest.approx(explorer.picture.moving[5].get_ydata()[0], 0.1)
    assert "share of 0.5" in alt(explorer) or "share of 0.49" in alt(explorer)
    explorer.controls["p"].value = 0.0
    assert "share of 0.00" in alt(explorer)
    assert alt(eval(code(explorer), {"explore": explore})) == alt(explorer)


def test_what_is_said_of_weights_is_so():
    explorer = explore.shift()
    _, points, plain, weighted, *bars, count = explorer.picture.moving
    off = [bar.get_width() for bar in bars]
    assert off[1] < 0.7 * off[0] and f"{off[0]:.2g} plain, {off[1]:.2g} weighted" in alt(explorer)
    assert 40 < count.get_width() < 80 and points.get_sizes().max() > 20 * points.get_sizes().min()
    explorer.controls["model"].value = "cubic"
    assert bars[1].get_width() > bars[0].get_width()
    assert alt(eval(code(explorer), {"explore": explore})) == alt(explorer)
    explorer.controls["centre"].value, explorer.controls["width"].value = 0.0, 1.0
    assert count.get_width() == pytest.approx(200)  # nothing has moved: all weights are 1
    onp.testing.assert_allclose(plain.get_ydata(), weighted.get_ydata())


def test_the_explorers_ratio_is_that_of_two_normals():
    x = onp.linspace(-2, 2, 9)
    q, p = onp.exp(-((x - 0.7) ** 2) / 2 / 0.4**2) / 0.4, onp.exp(-(x**2) / 2)
    onp.testing.assert_allclose(weighted_fit.ratio(x, 0.7, 0.4), q / p)


@pytest.mark.parametrize("make, settings", [
    (explore.shift, {"model": "net"}), (explore.shift, {"width": 0}),
    (explore.descent, {"width": 5}), (explore.descent, {"noise": 0.9}), (explore.masks, {"p": 1}),
    (explore.stop_here, {"epoch": 41}), (explore.stop_here, {"wrong": "half"}),
])  # fmt: skip
def test_the_new_explorers_say_what_is_wrong(make, settings):
    with pytest.raises(ValueError, match="expected a|choose one of"):
        make(**settings)
