"""Explorers that ask MXNet nothing, on a bare page: they show what it would compute."""

import pytest
from bare import EXPLORERS, code, pull, words
from mxnet import np, npx

from d2lmlp import explore


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
