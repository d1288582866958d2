"""The explorers: what they show, and the line of code that rebuilds it."""

import html
import re
from concurrent.futures import ThreadPoolExecutor

import ipywidgets as widgets
import numpy as onp
import pytest
from stored import taken

from d2lmlp import explore
from d2lmlp.explore import base, early_stopping, weighted_fit
from d2lmlp.figures.alttext import alt_text

BOTH = pytest.mark.parametrize("make", [explore.descent, explore.masks])


def picture(explorer):
    return taken(explorer)


def alt(explorer):
    return html.unescape(re.search(r'<img alt="([^"]*)"', explorer.image.value).group(1))


def code(explorer):
    return html.unescape(re.search(r"<pre>(.*)</pre>", explorer.code.value).group(1))


def other(control):
    """A value that a knob does not have."""
    if isinstance(control, widgets.Dropdown):
        return control.options[control.value == control.options[0]]
    return control.max if control.value != control.max else control.min


@BOTH
def test_every_knob_moves_the_picture_its_text_and_its_code(make):
    explorer = make()
    for control in explorer.controls.values():
        before = picture(explorer), alt(explorer), code(explorer)
        control.value = other(control)
        assert (picture(explorer) != before[0]).any()
        assert alt(explorer) != before[1]
        assert code(explorer) != before[2]


@pytest.mark.parametrize("make", [explore.descent, explore.masks, explore.shift])
def test_a_knob_can_be_moved_from_another_thread(make):
    explorer = make()  # JupyterLab's messages come in a thread of their own
    before, control = explorer.image.value, list(explorer.controls.values())[-1]

    def move():
        control.value = other(control)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(move).result()
    assert explorer.image.value != before


@BOTH
def test_the_line_of_code_repeats_the_setting(make):
    explorer = make()
    for control in explorer.controls.values():
        control.value = other(control)
    again = eval(code(explorer), {"explore": explore})
    assert (picture(again) == picture(explorer)).all()
    assert alt(again) == alt(explorer)


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
    early_stopping._training.cache_clear()
    explore.stop_here(wrong="none")
    assert early_stopping._training.cache_info().misses == 1


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
