"""Explorers on a bare page draw what MXNet computes, and answer: long, for each has its ways."""

import re
from itertools import product

import numpy as onp
import pytest
from bare import EXPLORERS, HISTOGRAM, LAYER, code, painted, pull, small_net, trained, words
from browser import SHOTS
from mxnet import np, npx

from d2lmlp import clinic, explore
from d2lmlp.activations import value_and_grad
from d2lmlp.explore.activation_curve import ALPHAS, ELEMENTWISE, function_of
from d2lmlp.explore.hinge_sum import GRID, TARGETS

ALL = pytest.mark.parametrize("name", EXPLORERS)


# --- what is drawn is what MXNet computes ---------------------------------------------------------


def test_activations_are_drawn_as_mxnet_computes_them(opened):
    page = opened(explore.activation(), answers=False)
    for name in ELEMENTWISE:
        alphas = (None,) if ALPHAS[name] is None else (ALPHAS[name], -0.3, 1.2)
        for alpha in alphas:
            drawn = page.evaluate("([n, a]) => module.curvesOf(n, a)", [name, alpha])
            value, grad = (onp.array([p for p in drawn[k] if p]) for k in ("value", "grad"))
            y, _ = value_and_grad(function_of(name, alpha), value[:, 0])
            onp.testing.assert_allclose(value[:, 1], y.asnumpy(), atol=2e-6)
            x, keep = grad[:, 0], abs(grad[:, 0]) != 1e-9
            _, slope = value_and_grad(function_of(name, alpha), x[keep])
            onp.testing.assert_allclose(grad[keep, 1], slope.asnumpy(), atol=2e-6)
            jumps = name == "relu" or (alpha is not None and alpha != 1)
            assert (None in drawn["grad"]) == jumps  # a jump is drawn as one


def test_the_shade_lies_where_the_slope_is_next_to_nothing(opened):
    page = opened(explore.activation("sigmoid"), answers=False)
    zones = page.evaluate("() => module.flatZones('sigmoid', null)")
    assert zones == [[-6, -4.6], [4.6, 6]]
    share = page.evaluate("h => module.shareIn([[-6, -4.6], [4.6, 6]], h)", HISTOGRAM)
    assert share == pytest.approx(2.8 / 12, abs=1e-6)
    assert page.evaluate("() => module.flatZones('leaky_relu', 0.01)") == []


def test_neurons_are_drawn_as_mxnet_computes_them(opened):
    page = opened(explore.neuron(1.5, -0.5, 1.0))
    for name in ELEMENTWISE:
        state = {"w1": 1.5, "w2": -0.5, "b": 1.0, "activation": name, "alpha": ALPHAS[name]}
        z, a = onp.array(page.evaluate("s => module.surface(s)", state)).T
        assert (z[0], z[-1]) == (-5, 7)  # the corners of the square
        expected = function_of(name, ALPHAS[name])(np.array(z)).asnumpy()
        onp.testing.assert_allclose(a, expected, atol=2e-6)
    ends = onp.array(page.evaluate("s => module.boundary(s)", state))
    onp.testing.assert_allclose(ends @ [1.5, -0.5] + 1, 0, atol=1e-9)
    # The colours run along w: from the corner with the lowest z to the line of the highest.
    at = page.evaluate(
        """() => ['x1', 'y1', 'x2', 'y2'].map(
          k => Number(document.querySelector('linearGradient').getAttribute(k)))"""
    )
    across = (at[2] - at[0], at[1] - at[3])
    assert across[0] / across[1] == pytest.approx(1.5 / -0.5)


def test_hinges_are_drawn_as_mxnet_computes_them(opened):
    page = opened(explore.hinges())
    places = [(-1.8, -0.6, 0.6, 1.8), (0, 0, 1, 1), (-3, 0, 0.1, 3)]
    call = "([target, t, v]) => { const n = module.netOf({target, t, v}); "
    call += "return {...n, sum: module.sumOf(n, 4)}; }"
    for name, t, v in product(TARGETS, places, (None, [1.0, -2.0, 0.5, 3.0])):
        y = TARGETS[name](GRID)
        H = npx.relu(np.array(GRID).reshape(-1, 1) - np.array(t)).asnumpy()
        found = page.evaluate(call, [name, t, v])
        lines = onp.column_stack([onp.ones(241), GRID])
        columns, rest = (onp.column_stack([lines, H]), y) if v is None else (lines, y - H @ v)
        net = columns @ onp.linalg.lstsq(columns, rest, rcond=None)[0] + (0 if v is None else H @ v)
        onp.testing.assert_allclose(found["sum"], net, atol=1e-5)
        parts = found["b"] + found["s"] * GRID + H @ found["v"]
        onp.testing.assert_allclose(parts, net, atol=1e-5)


def test_the_goal_of_the_notebook_can_be_reached(opened):
    page = opened(explore.hinges("wave", t=(-2.4, -0.8, 0.8, 2.4)))
    assert "the error is 0.23 at most" in words(page)


def test_a_pulse_carries_what_the_layers_have(opened):
    page = opened(explore.depth(depth=5))
    found = {"rms": [0.5, 0.5, 0.4], "delta": [1e-4, 1e-3, 1e-2]}
    ways = page.evaluate("f => [0, 0.5, 0.51, 1].map(t => module.pulse(f, t))", found)
    assert ways[0] == pytest.approx([1, 0.5]) and ways[1] == pytest.approx([3, 0.4])
    assert ways[2][1] == pytest.approx(1e-2, rel=0.2) and ways[3] == pytest.approx([1, 1e-4])
    sizes = page.evaluate("() => [1, 1e-2, 1e-4, 1e-12].map(module.radius)")
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] == 2
    assert page.evaluate("d => module.factor(d)", found["delta"]) == pytest.approx(0.1)


# --- pointer and keys ----------------------------------------------------------------------------

DRAGS = {  # the name of a handle, how far, and what of the line of code it changes
    "activation": [("x, the point", (60, 0), "x="), ("x, the line", (-60, 0), "x=")],
    "neuron": [("w, the tip", (30, 40), "w1="), ("b, the line", (40, -40), "b=")],
    "hinges": [("t2, the knee", (40, 0), "t="), ("v1, the slope", (0, 25), "v=")],
    "depth": [("depth, the last", (-90, 0), "depth=")],
    "line": [("the line, end 1", (20, 30), "line(")],
    "fold": [
        ("the line, end 2", (-20, 30), "fold("),
        ("crease of unit 2, end 1", (30, 20), "fold("),
    ],
    "softmax": [("logit 1", (0, 30), "softmax(")],
    "paper": [("the point x", (40, 0), "x=")],
}


@pytest.mark.parametrize("width", [390, 1000])
@pytest.mark.parametrize("name", DRAGS)
def test_things_are_dragged_and_moved_by_keys(opened, name, width):
    page = opened(EXPLORERS[name](), width)
    for handle, way, part in DRAGS[name]:
        handle = page.get_by_role("slider", name=handle)
        before = code(page), handle.get_attribute("aria-valuetext")
        pull(page, handle, *way)
        after = code(page), handle.get_attribute("aria-valuetext")
        assert after[0] != before[0] and part in after[0]
        assert after[1] != before[1]
        handle.focus()
        page.keyboard.press("ArrowDown" if part == "v=" else "ArrowLeft")
        painted(page)
        assert code(page) != after[0]
    assert page.evaluate("() => window.saved") > 0  # Python hears of it


def number(text, name):
    return float(re.search(rf"{name}=(-?[\d.]+)", text)[1])


def test_the_boundary_follows_the_pointer_and_the_arrow_its_tip(opened):
    page = opened(explore.neuron(1.0, 1.0, 0.0))
    pull(page, page.get_by_role("slider", name="b, the line"), 62, 62)  # one unit each way
    assert number(code(page), "b") == pytest.approx(-2, abs=0.2)
    pull(page, page.get_by_role("slider", name="w, the tip"), 0, 62)
    assert number(code(page), "w2") == pytest.approx(2, abs=0.2)
    assert number(code(page), "w1") == 1.0


def test_a_neuron_without_weights_has_no_line(opened):
    page = opened(explore.neuron(0, 0, 1, "tanh"))
    assert words(page) == (
        "a = tanh(z), z = 1: 0.76 on the whole square. Without weights there is no line z = 0."
    )
    assert page.get_by_role("slider", name="b, the line").count() == 0


@ALL
def test_every_knob_changes_the_picture_and_the_line_repeats_it(opened, name):
    page = opened(EXPLORERS[name]())
    knobs = page.locator(".knobs").locator("input:visible, select:visible")
    for k in range(knobs.count()):
        knob = knobs.nth(k)
        if knob.is_disabled():
            continue
        before = page.locator(".picture").inner_html(), code(page)
        knob.focus()
        page.keyboard.press("Space" if knob.get_attribute("type") == "checkbox" else "ArrowDown")
        painted(page)
        if (page.locator(".picture").inner_html(), code(page)) == before:
            page.keyboard.press("ArrowUp")
            painted(page)
        assert page.locator(".picture").inner_html() != before[0], knob.get_attribute("id")
        assert code(page) != before[1]
    film = dict(zip(("weights", "training", "test"), trained()))
    there = {"explore": explore, "clinic": clinic, "net": small_net(), **film, **LAYER}
    again = eval(code(page), there)
    kept, state = again.state(), page.evaluate("() => window.state")
    assert kept == {name: state[name] for name in kept}


def test_a_function_brings_its_alpha(opened):
    page = opened(explore.activation("relu", x=-1.5))
    assert "alpha" not in code(page) and page.get_by_role("slider", name="alpha").is_disabled()
    page.get_by_role("combobox", name="function").select_option("elu")
    page.wait_for_function("() => document.querySelector('pre').textContent.includes('alpha=1)')")
    assert words(page).startswith("elu, alpha=1: value -0.777 and slope 0.223 at x = -1.5.")


def test_hinges_are_summed_one_by_one(opened):
    page = opened(explore.hinges(shown=2))
    assert "2 of 4 are added up" in words(page)
    page.clock.install()
    page.get_by_role("button", name="add one by one").click()
    page.clock.run_for(1500)
    before = page.locator(".curve.net").get_attribute("d")
    page.clock.run_for(500)
    assert page.locator(".curve.net").get_attribute("d") != before  # it grows under way
    page.clock.run_for(3000)
    assert "of 4" not in words(page)
    page.clock.resume()
    page.get_by_role("slider", name="v1", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('pre').textContent.includes('v=(')")
    page.get_by_role("button", name="fit the slopes").click()
    page.wait_for_function("() => !document.querySelector('pre').textContent.includes('v=(')")


def test_a_pulse_runs_forward_and_comes_back_weaker(opened):
    page = opened(explore.depth())
    page.clock.install()
    page.get_by_role("button", name="send a pulse").click()
    seen = []
    for _ in range(12):
        page.clock.run_for(400)
        seen += page.locator(".ball[visibility=visible]").evaluate_all(
            "found => found.map(ball => [ball.classList.contains('purple'), ball.r.baseVal.value])"
        )
    forward = [r for back, r in seen if not back]
    back = [r for back, r in seen if back]
    assert min(forward) > 12 and back[-1] < 7
    assert back == sorted(back, reverse=True)


def test_no_motion_where_none_is_wanted(opened):
    page = opened(explore.depth(), motion="reduce")
    assert page.get_by_role("button", name="send a pulse").count() == 0
    page = opened(explore.hinges(shown=1), motion="reduce")
    page.get_by_role("button", name="add one by one").click()
    painted(page)
    assert "of 4" not in words(page)


# --- without a kernel, and with one that is gone --------------------------------------------------


def test_a_page_offers_what_it_has_numbers_for(opened):
    page = opened(explore.depth())
    slider = page.get_by_role("slider", name="depth", exact=True)
    assert slider.get_attribute("max") == "2"  # three depths
    assert page.get_by_role("slider", name="width").count() == 0


def test_a_kernel_that_does_not_answer_is_named(opened):
    page = opened(explore.depth(), answers=False, kernel=True)
    assert page.evaluate("() => window.state.wanted") == '[10,64,"sigmoid","xavier",0]'
    page.clock.install()
    page.get_by_role("slider", name="seed").press("ArrowRight")
    page.clock.run_for(100)
    assert "MXNet computes" in words(page)
    page.clock.run_for(6000)
    assert "Nothing answers" in words(page)
    page.evaluate(
        """() => model.set('answers', {[state.wanted]: {rms: [0.5, 0.4], delta: [1e-3, 1e-2]}})"""
    )
    page.clock.run_for(100)
    page.wait_for_function(
        "() => /activation rms/.test(document.querySelector('.words').textContent)"
    )


# --- looks ---------------------------------------------------------------------------------------


SMALLEST = """() => Math.min(99, ...[...document.querySelectorAll('svg text')].map(
  text => text.getBoundingClientRect().height).filter(Boolean))"""


@ALL
def test_its_looks(opened, name):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(EXPLORERS[name]())
    SHOTS.mkdir(parents=True, exist_ok=True)
    for width, theme in ((390, "dark"), (390, "light"), (1920, "light"), (1000, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        painted(page)
        page.screenshot(path=SHOTS / f"{name}-{theme}-{width}.png", full_page=True)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALLEST) > 11
        if width == 390:
            found = Axe().run(page, context="#here").response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@ALL
def test_it_is_taken_down_whole(opened, name):
    page = opened(EXPLORERS[name]())
    page.evaluate("() => { window.close_(); document.getElementById('here').remove(); }")
    painted(page)
