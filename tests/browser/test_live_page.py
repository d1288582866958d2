"""Explorers that ask MXNet nothing, on a bare page: they show what it would compute."""

import numpy as onp
import pytest
from bare import EXPLORERS, code, painted, pull, small_net, trained, words
from mxnet import np, npx

from d2lmlp import clinic, explore, trace
from d2lmlp.clinic.ward import FINDINGS


def drag(page, name, right, down):
    pull(page, page.get_by_role("slider", name=name), right, -down)


def test_no_line_is_dragged_to_four_of_four(opened):
    page = opened(explore.line())
    assert words(page).startswith("1 of 4")
    drag(page, "the line, end 1", 0, 180)  # class 1 is on the right of the way from 1 to 2
    drag(page, "the line, end 2", -140, -150)
    said = words(page)
    assert int(said[0]) <= 3
    page.get_by_role("slider", name="the line, end 2").press("ArrowLeft")
    assert code(page).startswith("explore.line([")


def test_the_folded_plane_is_what_mxnet_computes(opened):
    page = opened(explore.fold([[1, -0.7], [-0.7, 1]], [0, 0], [1, 1], -0.8))
    drag(page, "crease of unit 2, end 2", -50, -70)
    drag(page, "the line, end 1", 30, 50)
    state = page.evaluate("() => state")
    creases, line = np.array(state["creases"]), np.array(state["line"])
    assert abs(creases[1] - np.array([-0.7, 1, 0])).max() > 0.1
    X = np.random.uniform(-0.5, 1.5, (400, 2))
    H = npx.relu(np.dot(X, creases[:, :2].T) + creases[:, 2])
    f = np.dot(H, line[:2]) + line[2]
    found = page.evaluate(
        "X => X.map(x => window.module.hidden(state.creases, true, x))", X.tolist()
    )
    assert np.abs(np.array(found) - H).max() < 1e-5
    areas = page.evaluate(
        "() => window.module.preimage(state.creases, true, state.line, "
        "[[-0.5, -0.5], [1.5, -0.5], [1.5, 1.5], [-0.5, 1.5]])"
    )
    share = float((f > 0).mean())
    assert share == pytest.approx(sum(map(area, areas)) / 4, abs=0.09)
    points = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    out = np.dot(npx.relu(np.dot(points, creases[:, :2].T) + creases[:, 2]), line[:2]) + line[2]
    right = sum(map(bool.__eq__, (out > 0).tolist(), [False, True, True, False]))
    assert f"{right} of 4" in words(page)


def area(polygon):
    turned = [*polygon[1:], polygon[0]]
    return abs(sum(p[0] * q[1] - p[1] * q[0] for p, q in zip(polygon, turned))) / 2


def test_the_plane_moves_and_without_relu_nothing_bends(opened):
    page = opened(EXPLORERS["fold"](), motion="reduce")
    page.get_by_role("slider", name="how far").fill("0")
    assert "The plane as it is" in words(page)
    page.get_by_role("button", name="fold").click()
    assert "h = ReLU(z). 4 of 4" in words(page)
    page.get_by_role("checkbox").uncheck()
    assert "nothing bends" in words(page)
    assert int(words(page).split(" of 4")[0][-1]) <= 3
    assert page.evaluate("() => state.relu") is False


def test_softmax_answers_as_mxnet_does_and_only_differences_count(opened):
    page = opened(EXPLORERS["softmax"]())
    drag(page, "logit 1", 30, -60)
    page.get_by_role("slider", name="logit 3").press("ArrowDown")
    page.get_by_role("slider", name="logit 2").press("ArrowLeft")
    page.get_by_role("slider", name="logit 2").press("ArrowUp")
    logits = page.evaluate("() => state.logits")
    assert logits[0] > 2 and logits[1:] == [2, 2.9]
    found = page.evaluate("() => window.module.softmax(state.logits)")
    assert found == pytest.approx(npx.softmax(np.array(logits)).tolist(), abs=1e-6)
    before = words(page)
    page.get_by_role("button", name="add 1 to all").click()
    assert page.evaluate("() => state.logits")[2] == pytest.approx(3.9)
    assert words(page) == before


def test_the_strip_folds_as_the_tent_net_does(opened):
    page = opened(EXPLORERS["paper"](), motion="reduce")
    page.get_by_role("button", name="fold once more").click()
    assert "Depth 4, 8 units: 16 straight pieces." in words(page)
    drag(page, "the point x", 60, 0)
    x, depth = page.evaluate("() => [state.x, state.depth]")
    assert x == pytest.approx(0.5, abs=0.02) and depth == 4
    places = np.arange(0, 1.01, 0.07)
    y = places
    for _ in range(4):
        y = 2 * npx.relu(y) - 4 * npx.relu(y - 0.5)
    found = page.evaluate("X => X.map(x => window.module.folded(x, 4))", places.tolist())
    assert found == pytest.approx(y.tolist(), abs=1e-4)
    page.get_by_role("slider", name="depth").fill("35")  # the 35th of its places
    assert "Layer 4 is folding" in words(page)


def test_a_number_of_the_product_shows_what_it_is_made_of(opened):
    page = opened(EXPLORERS["product"]())
    X, W, b = (np.array(page.evaluate("() => state")[name]) for name in "XWb")
    found = page.evaluate("() => window.module.layer(state.X, state.W, state.b)")
    assert found == (np.dot(X, W) + b).tolist()
    page.get_by_role("button", name="Z, row 2, column 2").hover()
    said = words(page)
    assert "z = 0 · 1 + 1 · 0.5 + 3 · (-1) + 1 = -1.5, and h = ReLU(z) = 0." in said
    assert " ".join(page.locator(".lit").all_inner_texts()) == "0 1 3 1 0.5 −1 1 −1.5 0"
    page.get_by_role("button", name="Z, row 2, column 2").press("ArrowUp")
    assert page.evaluate("() => state.picked") == [0, 1]


def test_the_flow_chart_keeps_the_path_and_crosses_out(opened):
    page = opened(clinic.flow_chart())
    diseases = [finding.disease for finding in FINDINGS]
    asked = page.locator(".question")
    for k in range(3):
        assert asked.inner_text() == f"{k + 1}. {FINDINGS[k].question}".replace("\n", " ")
        page.get_by_role("button", name="no", exact=True).press("Enter")
    assert page.locator(".out .disease").all_inner_texts() == diseases[:3]
    page.get_by_role("button", name="yes", exact=True).press("Enter")
    assert asked.inner_text() == f"Yes: {diseases[3]}"
    assert page.locator(".detail").inner_text() == FINDINGS[3].remedy.replace("\n", " ")
    assert page.locator("pre").inner_text() == 'clinic.flow_chart("nnny")'
    page.keyboard.press("Enter")  # the keyboard stands on "one back" now
    assert asked.inner_text().startswith("4. ")
    page.get_by_role("button", name=f"question {len(diseases)}:").click()
    page.get_by_role("button", name="no", exact=True).click()
    assert asked.inner_text() == "None of these: no disease of this chart."
    assert page.locator(".out").count() == len(diseases)
    page.get_by_role("button", name="from the start").click()
    assert page.locator(".out").count() == 0 and page.locator(".here").count() == 1


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
def test_the_forward_pass_on_a_page_is_mxnets(opened, activation):
    net = small_net(activation)
    page = opened(explore.forward(net, [1, 2, -1]))
    found = page.evaluate("() => window.module.forward(state.layers, state.x, state.activation)")
    for (z, a), layer in zip(found, trace(net, np.array([[1.0, 2.0, -1.0]])).layers, strict=True):
        assert z == pytest.approx(layer.z[0].tolist(), abs=1e-3)
        assert a == pytest.approx(layer.a[0].tolist(), abs=1e-3)


def test_the_numbers_come_layer_by_layer_and_follow_the_input(opened):
    page = opened(explore.forward(small_net(), [1, 2, -1]))
    shown = page.locator(".node text")
    assert shown.all_text_contents() == ["1", "2", "−1", *"?" * 9]
    page.get_by_role("button", name="hidden layer 2, unit 3").focus()
    assert "is not computed yet" in words(page)
    for _ in range(3):
        page.get_by_role("button", name="next layer").press("Enter")
    painted(page)
    assert "?" not in shown.all_text_contents()
    layers = trace(small_net(), np.array([[1.0, 2.0, -1.0]])).layers
    silent = sum(int((layer.a == 0).sum()) for layer in layers[:2])
    assert page.locator(".node.off").count() == silent > 0
    before = shown.last.text_content()
    assert f"= {before}. No activation here" in words(page)
    page.get_by_role("slider", name="x2").press("ArrowLeft")
    painted(page)
    assert page.evaluate("() => state.x") == [1, 1.9, -1] and shown.last.text_content() != before
    page.get_by_role("button", name="outputs o, unit 1").press("ArrowLeft")
    assert page.evaluate("() => state.picked") == [2, 0]
    assert code(page) == ("explore.forward(net, [1.0, 1.9, -1.0], shown=3, picked=(2, 0))")


def test_the_film_shows_what_mxnet_has_trained(opened):
    weights, training, test = trained()
    page = opened(EXPLORERS["scrub"]())
    slider = page.get_by_role("slider", name="epoch")
    slider.press("Home")
    assert words(page).startswith("The start: training loss")
    for _ in range(2):
        slider.press("ArrowRight")
    assert page.evaluate("() => state.epoch") == 2
    said = f"training loss {training[2]:.2f}, test loss {test[2]:.2f}"
    assert words(page).startswith(f"Epoch 2: {said}. The change")
    assert slider.get_attribute("aria-valuetext") == "2 of 5"
    length = onp.linalg.norm(weights[0], axis=1)
    ways = onp.linalg.norm(weights[2] - weights[0], axis=1) / length
    assert page.locator(".moved").all_inner_texts() == [f"moved {way:.2f}" for way in ways]
    for only, wanted in ((True, weights[2] - weights[0]), (False, weights[2])):
        page.get_by_role("checkbox").set_checked(only)
        painted(page)
        found = page.evaluate(
            "only => { const film = new window.module.Film(state);"
            " return [0, 1, 2, 3].map(unit => film.weights(2, unit, only)); }",
            only,
        )
        assert abs(onp.array(found) - wanted).max() < sum(page.evaluate("() => state.steps"))
        plain = abs(wanted[1]) > page.evaluate("() => state.limits")[int(only)] / 4
        assert plain.sum() > 20
        assert (pixels(page, 1)[plain] == onp.sign(wanted[1][plain])).all()
    assert code(page).endswith("epoch=2, only=False)")


def pixels(page, unit):
    """The signs of a unit's pixels as they are painted: purple has more blue, orange more red."""
    data = (
        page.locator("canvas")
        .nth(unit)
        .evaluate("one => Array.from(one.getContext('2d').getImageData(0, 0, 28, 28).data)")
    )
    found = onp.array(data).reshape(-1, 4)
    return onp.sign(found[:, 2] - found[:, 0])


def test_the_film_is_dragged_and_played(opened):
    page = opened(EXPLORERS["scrub"](), 390, motion="reduce")
    box = page.locator("svg").bounding_box()
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 90)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 90, steps=4)
    page.mouse.up()
    assert page.evaluate("() => state.epoch") in (2, 3)
    page.get_by_role("button", name="play").click()  # at once: this reader wants no motion
    assert page.evaluate("() => state.epoch") == 5
