"""The graph explorer in a real browser: by mouse, by keyboard, in words, in both themes."""

import pytest
from browser import SHOTS
from course import path
from lab import in_theme, run_up_to, show


@pytest.fixture(scope="module")
def walk(page, server):
    """The first graph of the notebook on backpropagation, live: (page, the explorer)."""
    name = path("backpropagation").name
    show(page, server, name)
    run_up_to(page, name, "explore.graph(small")
    area = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")
    explorer = area.locator(".jp-OutputArea-output .d2lmlp-graph:has(.walk)").first
    explorer.wait_for()
    explorer.scroll_into_view_if_needed()
    return page, explorer


def step(explorer):
    return int(explorer.locator(".count").inner_text().split()[1])


def test_it_steps_by_mouse(walk):
    page, explorer = walk
    explorer.get_by_role("button", name="first step").click(force=True)
    assert "inputs" in explorer.locator(".words").inner_text()
    assert explorer.locator("text.value").count() == 4
    explorer.get_by_role("button", name="next step").click()
    assert step(explorer) == 1
    assert "Forward. v1 = W1 · x = [−1, 2]." in explorer.locator(".words").inner_text()
    assert explorer.locator("text.value").count() == 5


def test_it_steps_by_keyboard_and_the_notebook_stays_where_it_is(walk):
    page, explorer = walk
    explorer.locator(".walk").focus()
    active = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    before = page.evaluate(active)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert step(explorer) == 1
    page.keyboard.press("End")
    assert "∂ [0, 0; 2, 4]" in explorer.locator("svg").text_content()
    assert page.evaluate(active) == before


def test_it_asks_for_the_next_number(walk):
    page, explorer = walk
    explorer.locator(".walk").focus()
    page.keyboard.press("Home")
    explorer.get_by_role("checkbox").check()
    box = explorer.get_by_role("textbox", name="your number")
    box.fill("-1")
    page.keyboard.press("Enter")
    assert step(explorer) == 1
    assert explorer.locator(".reply").inner_text() == "Right."
    box.fill("7")
    page.keyboard.press("Enter")
    assert explorer.locator(".reply").inner_text() == "Not quite: it is 0."
    explorer.get_by_role("checkbox").uncheck()


def test_python_hears_of_the_step_and_the_code_repeats_it(walk):
    page, explorer = walk
    explorer.locator(".walk").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    code = explorer.locator("pre").inner_text()
    assert code.startswith("explore.graph(small, x=[1, 2]") and code.endswith("step=1)")


def test_it_plays_to_the_end_and_can_be_paused(walk):
    page, explorer = walk
    explorer.locator(".walk").focus()
    page.keyboard.press("Home")
    explorer.get_by_role("button", name="play").click()
    page.wait_for_function(
        "e => e.querySelector('.count').textContent.startsWith('step 2 ')",
        arg=explorer.element_handle(),
    )
    explorer.get_by_role("button", name="pause").click()
    assert explorer.get_by_role("button", name="play").count() == 1


def test_a_screen_reader_finds_names_and_numbers(walk):
    from axe_playwright_python.sync_playwright import Axe

    page, explorer = walk
    explorer.locator("summary").click()
    assert explorer.get_by_role("row").count() == 12
    assert "Graph of 11 nodes" in explorer.locator("svg").get_attribute("aria-label")
    found = Axe().run(page, context=".jp-NotebookPanel:not(.lm-mod-hidden) .d2lmlp-graph").response
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []


@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_its_looks(walk, theme):
    from axe_playwright_python.sync_playwright import Axe

    page, explorer = walk
    in_theme(page, theme)
    explorer.locator(".walk").focus()
    page.keyboard.press("End")
    SHOTS.mkdir(parents=True, exist_ok=True)
    explorer.screenshot(path=SHOTS / f"graph-{theme.lower()}.png")
    box, picture = explorer.bounding_box(), explorer.locator("svg").bounding_box()
    assert picture["x"] + picture["width"] <= box["x"] + box["width"] + 1
    letters = explorer.locator("text.value").first.bounding_box()
    assert letters["height"] > 9, "too small to read at 1280 px"
    found = Axe().run(page, context=".jp-NotebookPanel:not(.lm-mod-hidden) .d2lmlp-graph").response
    assert not [v for v in found["violations"] if v["id"] == "color-contrast"]


def test_the_console_is_clean_after_the_graph(walk):
    page, _ = walk
    assert page.complaints == []
