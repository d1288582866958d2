"""The explorers that draw themselves: their arguments, their answers, what a page gets of them."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import numpy as onp
import pytest
from bare import EXPLORERS

from d2lmlp import explore
from d2lmlp.explore import base, stage
from d2lmlp.explore.activation_curve import EDGES, preactivations
from d2lmlp.explore.depth_bars import measured

ALL = pytest.mark.parametrize("make", EXPLORERS.values(), ids=EXPLORERS)


@ALL
def test_readers_without_a_kernel_see_stills_that_ask(make, monkeypatch):
    shown = []
    monkeypatch.setattr(base, "display", lambda bundle, raw: shown.append(bundle))
    explorer = make()
    explorer._ipython_display_()
    (bundle,) = shown  # nothing stands above the widget
    assert set(bundle) == {"text/html", "text/plain", base.VIEW}
    begin = r'<div class="d2lmlp-(\w+)" data-state="([^"]*)"><img alt='
    name, state = re.match(begin, bundle["text/html"]).groups()
    assert json.loads(unescape(state)) == explorer.state()  # for a page
    assert name == explorer.parts[-1]
    assert "?" in bundle["text/plain"]
    assert not any(sign.isdigit() and "≈" in bundle["text/plain"] for sign in bundle["text/plain"])


@ALL
def test_a_page_gets_the_whole_state_as_json(make):
    explorer = make()
    explorer.places = list
    state = json.loads(json.dumps(explorer.state_for_page(), allow_nan=False))
    assert state["kernel"] is False and state["answers"] == {}
    assert len(state) > 3 and not any(name[0] == "_" for name in state)


@ALL
def test_the_module_is_one_text_that_asks_for_nothing(make):
    module, style = make().module(), make().style()
    assert module.index("class Stage") < module.index("export default")
    for word in ("import ", "import(", "fetch(", "http:", "https:", "eval("):
        assert word not in module.replace('"http://www.w3.org/2000/svg"', "")
    assert "url(" not in style


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
        (lambda: explore.hinges("sine"), "choose one of wave"),
        (lambda: explore.hinges(t=(0, 1, 2)), "four numbers"),
        (lambda: explore.hinges(t=3), "four numbers"),
        (lambda: explore.hinges(t=(0, 1, 2, 9)), "four numbers"),
        (lambda: explore.hinges(v=(0, 1, 2, 90)), "four numbers"),
        (lambda: explore.hinges(shown=5), "whole number from 0 to 4"),
        (lambda: explore.depth(depth=0), "whole number from 1 to 20"),
        (lambda: explore.depth(width=63), "multiple of 8"),
        (lambda: explore.depth(activation="softmax"), "choose one of sigmoid"),
        (lambda: explore.depth(init="zeros"), "choose one of he"),
    ],
)
def test_a_wrong_argument_gets_one_sentence(call, words):
    with pytest.raises(ValueError) as found:
        call()
    assert words in str(found.value)
    assert "\n" not in str(found.value)


def ask(explorer, *asked):
    """Ask as the module does, from the thread in which JupyterLab's messages come."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(setattr, explorer, "wanted", stage.said(asked)).result()
    return explorer.answers[stage.said(asked)]


def test_the_histogram_is_that_of_a_trained_net():
    found = ask(explore.activation("relu"), "relu")
    z = preactivations("relu")
    assert z.shape == (1000, 64)
    assert found["left"] == pytest.approx((z < -6).mean(), abs=1e-5)
    shares = onp.array(found["shares"])
    assert shares[EDGES[:-1] < 0].sum() + found["left"] == pytest.approx((z < 0).mean(), abs=1e-3)
    assert shares.sum() + found["left"] + found["right"] == pytest.approx(1, abs=1e-3)
    assert (z < 0).mean() > 0.5  # most of ReLU's inputs lie in the shade, and of no other's
    z = preactivations("tanh")
    assert (1 - onp.tanh(z) ** 2 < 0.01).mean() < 0.4


def test_the_numbers_of_a_deep_net_are_those_of_health():
    found = ask(explore.depth(), 3, 16, "tanh", "he", 5)
    state = measured(3, 16, "tanh", "he", 5)
    assert found["rms"] == pytest.approx(state.activation_rms[:3], rel=6e-3)
    assert found["delta"] == pytest.approx(state.delta_norm[:3], rel=6e-3)


def test_a_number_that_is_not_finite_becomes_none():
    found = ask(explore.depth(), 20, 256, "relu", "normal", 0)
    assert all(value is None or value > 0 for value in found["rms"])
    json.dumps(found, allow_nan=False)


def test_each_answer_a_page_asks_for_is_there():
    explorer = explore.depth(depth=4)
    assert (4, 64, "sigmoid", "xavier", 0) in explorer.places()
    explorer.places = lambda: [(2, 64, "relu", "he", 0), (4, 64, "relu", "he", 0)]
    assert set(explorer.state_for_page()["answers"]) == {
        '[2,64,"relu","he",0]', '[4,64,"relu","he",0]',
    }  # fmt: skip
