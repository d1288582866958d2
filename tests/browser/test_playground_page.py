"""The playground's module on a bare page, without a kernel: it computes what MXNet computes."""

import pytest
from bare import painted
from browser import SHOTS, still

from d2lmlp import health
from d2lmlp.explore.playground import playground
from d2lmlp.explore.playground.widget import module, style

TRAIN = """([state, weights, epochs]) => {
  const {Net, accuracyOf, healthOf} = window.module;
  const net = new Net(state.settings, state.fixed, weights);
  const losses = Array.from({length: epochs}, () => net.trainEpoch());
  const {X, y} = net.sets.test, train = net.sets.train;
  return {
    losses, accuracy: accuracyOf(net.layers, net.w, X, y),
    health: healthOf(net.layers, net.w, train.X, train.y),
  };
}"""


@pytest.fixture
def opened(mounted):
    """Open a playground on a bare page: ``opened(play, width, theme)``; it asks nobody outside."""

    def opened(play, *how, **more):
        return mounted(module(), style(), play and play.state_for_page(), *how, **more)

    return opened


def epoch(page):
    return int(page.locator(".epoch").inner_text().split()[1])


def wait_for_epoch_after(page, number):
    page.wait_for_function(
        "n => Number(document.querySelector('.epoch').textContent.split(' ')[1]) > n", arg=number
    )


def train_until(page, least):
    page.get_by_role("button", name="train", exact=True).click()
    wait_for_epoch_after(page, least)
    page.get_by_role("button", name="pause").click()
    page.get_by_role("button", name="train", exact=True).wait_for()


@pytest.mark.parametrize(
    "setting",
    [
        {"data": "spiral", "activations": ("tanh", "relu")},
        {"data": "ring", "activations": ("gelu", "silu"), "batch": 10, "init": "he"},
        {"data": "xor", "activations": ("elu", "leaky_relu"), "dropout": 0.3, "noise": 0.3},
        {"data": "u", "activations": ("sigmoid", None), "l2": 0.01, "batch": 200, "seed": 3},
        {"data": "empty", "activations": ("tanh", "tanh"),
         "points": [(1, 1, 1), (-1, 0.5, 0), (2, -2, 1)]},
    ],
    ids=lambda setting: setting["data"],
)  # fmt: skip
def test_a_page_trains_what_mxnet_trains(opened, setting):
    play = playground(layers=(5, 3), lr=0.01, **setting)
    page = opened(None)
    weights = [float(w) for w in play.model.weights()]
    found = page.evaluate(TRAIN, [play.state_for_page(), weights, 10])
    for _ in range(10):
        play.step()
    theirs = list(zip(play.model.train_loss, play.model.test_loss))
    assert found["losses"] == [pytest.approx(pair, abs=1e-4) for pair in theirs]
    assert theirs[0] != theirs[-1]
    assert found["accuracy"] == pytest.approx(play.model.accuracy(), abs=0.006)
    measured = health(play.model.net, play.model.X, play.model.y)
    for k, row in enumerate(found["health"]):
        for name in ("activation_rms", "delta_norm"):
            assert row[name] == pytest.approx(getattr(measured, name)[k], rel=2e-3, abs=1e-5)
        if measured.dead[k] is not None:
            assert row["dead"] == round(measured.dead[k] * row["units"])


def test_train_pause_and_look_back(opened):
    page = opened(playground("spiral", (6, 4)))
    train_until(page, 12)
    stopped = epoch(page)
    page.wait_for_timeout(400)
    assert epoch(page) == stopped, "it trains on"
    label = page.locator(".plane canvas").get_attribute("aria-label")
    assert f"after {stopped} epochs, training loss" in label
    page.get_by_role("slider", name="look back").focus()
    page.keyboard.press("Home")
    page.wait_for_function("() => document.querySelector('.epoch').textContent === 'epoch 0'")
    slider = page.get_by_role("slider", name="look back")
    assert slider.get_attribute("aria-valuetext") == "epoch 0"
    assert "Looking back" in page.locator(".said").inner_text()
    page.get_by_role("button", name="train for one epoch").click()
    wait_for_epoch_after(page, stopped)
    assert epoch(page) == stopped + 1, "a step does not go on from the last epoch"
    assert slider.get_attribute("aria-valuetext") == f"epoch {stopped + 1}"
    assert "Looking back" not in page.locator(".said").inner_text()


def test_an_edge_is_dragged_and_a_weight_typed(opened):
    page = opened(playground("xor", (2,)))
    painted(page)
    x, y = page.evaluate(
        """() => {
          const grip = document.querySelector('.grip[data-index="0"]');
          const at = grip.getPointAtLength(0.5 * grip.getTotalLength());
          const box = grip.ownerSVGElement.getBoundingClientRect();
          return [box.left + at.x, box.top + at.y];
        }"""
    )
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 40)
    page.mouse.move(x, y - 50)
    painted(page)
    said = page.locator(".tag").inner_text()
    page.mouse.up()
    box = page.get_by_role("spinbutton", name="value")
    assert box.input_value() in said
    box.fill("-2")
    box.press("Tab")
    page.wait_for_function("box => box.value === '-2.00'", arg=box.element_handle())
    page.get_by_role("button", name="unit 1 of layer 1").hover()
    page.wait_for_function(
        "() => document.querySelector('.title').textContent.includes('unit 1 of layer 1')"
    )


def test_points_by_click_shift_and_keyboard_keep_the_net(opened):
    page = opened(playground("empty", (3,)))
    plane = page.locator(".plane")
    top = plane.bounding_box()["y"]
    plane.click(position={"x": 60, "y": 60})
    plane.click(position={"x": 200, "y": 200}, modifiers=["Shift"])
    plane.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert plane.bounding_box()["y"] == top, "the picture jumps"
    train_until(page, 3)
    before = epoch(page)
    plane.click(position={"x": 100, "y": 250})
    assert epoch(page) == before > 3
    page.get_by_role("button", name="take my points away").click()
    page.wait_for_function(
        "() => /No points yet/.test(document.querySelector('.said').textContent)"
    )


def test_settings_change_while_it_trains(opened):
    page = opened(playground("ring", (2,), goal="ring-3"))
    page.get_by_role("button", name="train", exact=True).click()
    for name in ("learning rate", "noise", "L2 penalty", "dropout"):
        page.get_by_role("slider", name=name).focus()
        page.keyboard.press("ArrowRight")
    page.get_by_role("combobox", name="activation of layer 1").select_option("silu")
    page.get_by_role("combobox", name="batch").select_option("10")
    page.get_by_role("button", name="pause").wait_for()
    wait_for_epoch_after(page, 0)
    page.get_by_role("button", name="one unit more in layer 1").click()
    page.get_by_role("button", name="train", exact=True).wait_for()
    assert page.locator("button.unit").count() == 2 + 3 + 2
    page.get_by_role("button", name="one layer more").click()
    page.wait_for_function("() => document.querySelectorAll('button.unit').length === 11")
    page.locator(".said", has_text="without noise").wait_for()


def test_the_keyboard_reaches_all_and_walks_through_the_net(opened):
    page = opened(playground("spiral", (3, 2)))
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => document.activeElement.getAttribute('aria-label')"))
    assert {"train", "input x1", "activation of layer 1"} - reached <= {"activation of layer 1"}
    page.locator("button.unit").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.get_by_role("combobox", name="unit 2 of layer 1: weight from").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1000, 1920])
def test_its_looks(opened, theme, width):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(playground("spiral", (8, 4)), width, theme)
    train_until(page, 8)
    painted(page)
    still(page)
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"playground-{theme}-{width}.png", full_page=True)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    if width >= 1000:
        assert page.locator("#here").bounding_box()["height"] <= 600
    assert page.locator(".plane").bounding_box()["y"] < 200, "the picture comes first"
    found = Axe().run(page, context="#here").response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_less_motion_where_it_is_asked_for(opened):
    page = opened(playground("spiral", (4,)), motion="reduce")
    page.get_by_role("button", name="train", exact=True).click()
    seen = page.evaluate(
        """async () => {
          const seen = new Set(), end = performance.now() + 2200;
          while (performance.now() < end) {
            seen.add(document.querySelector('.epoch').textContent);
            await new Promise(done => setTimeout(done, 20));
          }
          return seen.size;
        }"""
    )
    assert 2 <= seen <= 6
