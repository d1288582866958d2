"""A bare page without a kernel, on which one explorer's module is mounted, in a real browser."""

from functools import cache

import mxnet as mx
import numpy as onp
import pytest
from explorers import STAGES

from d2lmlp import MLP, clinic, explore, fit, health
from d2lmlp.data import fashion_mnist


def small_net(activation="relu"):
    mx.random.seed(0)
    return MLP((3, 4, 4, 1), activation)


@cache
def trained():
    """A short training: first-layer weights of four units, and two losses, epoch by epoch."""
    X, y, X_test, y_test, _ = fashion_mnist()
    mx.random.seed(3)
    net, pairs = MLP((784, 16, 10)), ((X[:300], y[:300]), (X_test[:300], y_test[:300]))

    def look(net, step):
        return net[0].weight.data()[:4].asnumpy(), *(health(net, *pair).loss for pair in pairs)

    history = fit(net, X[:300], y[:300], 6, 0.1, 50, every=6, record=look)
    return [onp.array(values) for values in zip(*(seen for _, seen in history.records))]


LAYER = {"X": [[1, 2, -1], [0, 1, 3]], "W": [[2, 1], [1, 0.5], [3, -1]], "b": [0, 1]}
# Each explorer on the stage as a notebook may show it: as its function makes it, or one of these.
EXPLORERS = {
    **{name: getattr(explore, name) for name in STAGES if hasattr(explore, name)},
    "line": explore.line,
    "fold": lambda: explore.fold([[1, 1], [1, 1]], [0, -1], [1, -2], -0.5),
    "product": lambda: explore.product(**LAYER),
    "forward": lambda: explore.forward(small_net(), [1, 2, -1], shown=1),
    "scrub": lambda: explore.scrub(*trained()),
    "chart": lambda: clinic.flow_chart("nn"),
}
HISTOGRAM = {"shares": [1 / 60] * 60, "left": 0.0, "right": 0.0}
NETS = [
    (depth, 64, activation, "xavier", 0)
    for depth in (2, 5, 10)
    for activation in ("sigmoid", "tanh")
]

MOUNT = """async ([text, state]) => {
  const url = URL.createObjectURL(new Blob([text], {type: 'text/javascript'}));
  window.module = await import(url);
  if (!state) return;
  const heard = {};
  window.state = state;
  const model = {
    get: name => state[name],
    set: (name, value) => {
      if (state[name] === value) return;
      state[name] = value;
      for (const call of heard[`change:${name}`] ?? []) call();
    },
    on: (event, call) => (heard[event] ??= []).push(call),
    save_changes() { window.saved = (window.saved ?? 0) + 1; },
  };
  window.model = model;
  window.close_ = window.module.default.render({model, el: document.getElementById('here')});
}"""


@pytest.fixture
def mounted(browser):
    """Open a page: ``mounted(module, style, state, width, theme)``; it asks nobody outside."""
    pages = []

    def mounted(
        module, style, state, width=1280, theme="light", motion="no-preference", touch=False
    ):
        page = browser.new_page(
            viewport={"width": width, "height": 800}, reduced_motion=motion, has_touch=touch
        )
        page.set_default_timeout(30_000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda asked: asked.url[:5] != "blob:" and page.complaints.append(asked))
        page.set_content(
            f'<html lang="en" data-theme="{theme}"><head><title>Explorer</title>'
            f"<style>{style} body {{margin: 8px}}</style></head>"
            '<body><div id="here"></div></body></html>'
        )
        page.evaluate(MOUNT, [module, state])
        pages.append(page)
        return page

    yield mounted
    for page in pages:
        assert page.complaints == []
        page.close()


@pytest.fixture
def opened(mounted):
    """Open an explorer on a page: ``opened(explorer, width, theme)``; nets are not trained."""

    def opened(explorer, *how, answers=True, kernel=False, **more):
        if explorer.parts[-1] == "activation":
            explorer.answer = lambda name: HISTOGRAM
        if explorer.parts[-1] == "depth":
            explorer.places = lambda: NETS
        explorer.places = explorer.places if answers else list
        state = {**explorer.state_for_page(), "kernel": kernel}
        page = mounted(explorer.module(), explorer.style(), state, *how, **more)
        page.locator(".d2lmlp-stage .picture > *").wait_for()
        return page

    return opened


def painted(page):
    """Wait until what was asked for is in the picture."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def words(page):
    painted(page)
    return page.locator(".words").inner_text().replace("\u2212", "-")


def code(page):
    painted(page)
    return page.locator("pre.line").inner_text()


def pull(page, handle, right, up):
    """Drag something with the mouse by so many pixels."""
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y - up / 2)
    page.mouse.move(x + right, y - up)
    page.mouse.up()
    painted(page)
