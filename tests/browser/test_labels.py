"""The words in an explorer's picture lie on no others and do not leave it, in any state."""

import json
from itertools import product

import pytest
from bare import EXPLORERS, painted
from mxnet import np

from d2lmlp import clinic, explore
from d2lmlp.explore.activation_curve import ALPHAS
from d2lmlp.explore.hinge_sum import TARGETS

LOOKS = ((390, "light"), (390, "dark"), (768, "light"), (1280, "dark"), (1920, "light"))


def states_of(**values):
    """Every combination of the values that some traits may have."""
    return [dict(zip(values, some)) for some in product(*values.values())]


def nets():
    """What a deep net may answer: level, falling, rising, crossing, nothing, and too much."""
    ways = ((1, 1), (1, 1e-9), (1e-9, 1), (1e-11, 1e-12), (1e3, 1e9), (0, 0))
    asked, answers = [], {}
    for depth, (seed, (rms, delta)) in product((1, 2, 5, 20), enumerate(product(ways, repeat=2))):
        state = {"depth": depth, "seed": seed, "activation": "leaky_relu", "init": "default"}
        key = json.dumps([depth, 64, "leaky_relu", "default", seed], separators=(",", ":"))
        found = {"rms": steps(*rms, depth), "delta": steps(*delta, depth)}
        answers[key] = {k: [v if v < 1e6 else None for v in way] for k, way in found.items()}
        asked.append(state)
    return [{"answers": answers}, *asked]


def steps(first, last, count):
    if not first:
        return [0.0] * count
    return [first * (last / first) ** (k / max(1, count - 1)) for k in range(count)]


N = "n" * len(clinic.DISEASES)
LINES = ([1, 1, -1.5], [1, -2, -0.5], [0, 1, -0.2], [1, 0, 9], [-1, -1, 2.9])
STATES = {
    "activation": states_of(function=list(ALPHAS), x=[-6, -1, 0, 3.3, 3.6, 6])
    + states_of(function=["elu", "prelu"], alpha=[-0.5, 0, 1.5], x=[-6, -3, 0.1, 5]),
    "neuron": states_of(w1=[-3, 0, 1.1], w2=[-2.9, 0, 0.4, 3], b=[-3, 0, 1.6])
    + states_of(activation=list(ALPHAS), w1=[0, 0.1, 3]),
    "hinges": states_of(
        target=list(TARGETS),
        t=[[-1.8, -0.6, 0.6, 1.8], [0, 0, 0.1, 0.1], [-3, -2.9, 2.9, 3], [2, 2.2, 2.4, 2.6]],
        v=[None, [0, 0, 0, 0], [20, -20, 20, -20], [1, 1, 1, 1], [-0.1, 0.2, 3, -3]],
    ),
    "depth": nets(),
    "line": states_of(line=list(LINES)),
    "fold": states_of(
        creases=[[[1, 1, 0], [1, 1, -1]], [[1, -0.7, 0], [-0.7, 1, 0]], [[0, 2, 1], [2, 0, -1]]],
        line=list(LINES[:2]), far=[0, 0.4, 1, 2], relu=[True, False],
    ),
    "softmax": states_of(logits=[[1, 2, 3], [0, 0, 0], [-6, 6, -6], [5.9, 6, 5.8], [-5.5, -6, 6]]),
    "product": states_of(picked=[[0, 0], [1, 1]]),
    "forward": states_of(
        shown=[0, 1, 2, 3], picked=[[0, 0], [1, 3], [3, 0]], x=[[1, 2, -1], [-3, 3, 2.9]]
    ),
    "scrub": states_of(epoch=[0, 1, 5], only=[True, False]),
    "chart": states_of(path=["", "nny", N, N[1:] + "y"]),
    "paper": states_of(depth=[0, 0.3, 1, 3.5, 10], x=[0, 0.3, 1]),
}  # fmt: skip

# Sets each state and draws it at once; returns what was wrong in it, a line for each kind.
CHECK = """states => {
  const later = window.requestAnimationFrame, found = [];
  window.requestAnimationFrame = call => void call();
  const svg = document.querySelector('.picture svg');
  const glyphs = ({left, right, top, bottom, width, height}) => // without the air above and below
    ({left, right, width, top: top + 0.2 * height, bottom: bottom - 0.15 * height});
  for (const state of states) {
    for (const [name, value] of Object.entries(state)) model.set(name, value);
    const frame = svg?.getBoundingClientRect();
    const boxes = [...document.querySelectorAll('.picture svg text')].map(text =>
      [text.textContent, glyphs(text.getBoundingClientRect()), getComputedStyle(text).visibility])
      .filter(([text, box, seen]) => text.trim() && box.width && seen === 'visible');
    boxes.forEach(([text, box], k) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
        || box.bottom > frame.bottom + 1) found.push([`"${text}" leaves the picture`, state]);
      for (const [other, there] of boxes.slice(k + 1))
        if (Math.min(box.right, there.right) - Math.max(box.left, there.left) > 1 &&
          Math.min(box.bottom, there.bottom) - Math.max(box.top, there.top) > 0)
          found.push([`"${text}" on "${other}"`, state]);
    });
    for (const words of document.querySelectorAll('.knob > *, .words, .cell, .title'))
      if (words.scrollWidth > words.clientWidth + 1 && words.clientWidth)
        found.push([`"${words.textContent}" is cut`, state]);
    const said = [...document.querySelectorAll('text, output, .words, .cell')].map(
      text => text.textContent).join(' ');
    for (const [wrong] of said.matchAll(/(?<![\\d.])[−-]?0\\.0+(?!\\d)|NaN|undefined|null/g))
      found.push([`says ${wrong}: ${said.slice(-200)}`, state]);
  }
  window.requestAnimationFrame = later;
  return found.map(([what, state]) => `${what} in ${JSON.stringify({...state, answers: 0})}`);
}"""


@pytest.mark.parametrize("name", EXPLORERS)
def test_words_do_not_lie_on_each_other(opened, name):
    page = opened(EXPLORERS[name]())
    for width, theme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        painted(page)
        found = page.evaluate(CHECK, STATES[name])
        assert found == [], f"at {width} px, {theme}: {len(found)}\n" + "\n".join(found[:12])


def test_a_large_layer_has_room(opened):
    X = np.array([[-12.3456, 0.0001, 123.456, 1, 0, -0.004]] * 6)
    page = opened(explore.product(X, X, X[0]), 390)
    assert page.evaluate(CHECK, [{"picked": [5, 5]}]) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
