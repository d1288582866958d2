"""An explorer in JupyterLab: pointer, keys and kernel, names for screen readers, both themes."""

import re

import pytest
from browser import SHOTS
from course import path
from lab import in_theme, run_up_to, show


@pytest.fixture(scope="module")
def explorer_page(page, server):
    """The page with the notebook of an explorer, every cell run: (page, the explorer)."""
    name = path("activation_zoo").name
    show(page, server, name)
    area = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")
    run_up_to(page, name, "explore.activation(")
    widget = area.locator(".jp-OutputArea-output .d2lmlp-stage").first
    widget.locator("svg").wait_for()
    widget.scroll_into_view_if_needed()
    return page, widget


def test_the_kernel_answers_what_the_module_asks(explorer_page):
    page, widget = explorer_page
    widget.locator(".words", has_text="A net was trained with it").wait_for()
    widget.get_by_role("combobox", name="function").select_option("relu")
    said = widget.locator(".words", has_text=re.compile(r"^relu: .*≈ \d+ %"))
    said.wait_for()  # what stood there before spoke of another function
    share = int(re.search(r"≈ (\d+) %", said.inner_text())[1])
    assert 50 < share < 80  # of ReLU's inputs most are negative


def test_it_moves_by_keyboard_and_the_notebook_stays_where_it_is(explorer_page):
    page, widget = explorer_page
    line = widget.get_by_role("slider", name="x, the line")
    line.focus()
    active = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    before, x = page.evaluate(active), float(line.get_attribute("aria-valuenow"))
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "([line, x]) => Math.abs(line.getAttribute('aria-valuenow') - x) < 1e-6",
        arg=[line.element_handle(), x + 0.5],
    )
    assert f"x={x + 0.5:.1f}" in widget.locator("pre").inner_text()
    assert page.evaluate(active) == before


def test_it_is_dragged_by_the_pointer(explorer_page):
    page, widget = explorer_page
    line = widget.get_by_role("slider", name="x, the line")
    before, box = widget.locator("pre").inner_text(), line.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=3)
    page.mouse.up()
    page.wait_for_function(
        "([pre, text]) => pre.textContent !== text",
        arg=[widget.locator("pre").element_handle(), before],
    )


def test_every_knob_is_reached_by_the_tab_key(explorer_page):
    page, widget = explorer_page
    knobs = widget.locator("select:enabled, input:enabled, [role=slider][tabindex]")
    knobs.first.focus()
    visited = set()
    for _ in range(knobs.count() + 1):
        visited.update(
            k
            for k in range(knobs.count())
            if knobs.nth(k).evaluate("knob => knob === document.activeElement")
        )
        page.keyboard.press("Tab")
    assert visited == set(range(knobs.count()))


def test_a_screen_reader_finds_names_for_all_of_it(explorer_page):
    from axe_playwright_python.sync_playwright import Axe

    page, widget = explorer_page
    said = widget.get_by_role("slider", name="x, the line").get_attribute("aria-valuetext")
    assert said.startswith("x = ") and "slope" in said
    found = Axe().run(page, context=".jp-NotebookPanel:not(.lm-mod-hidden) .d2lmlp-stage").response
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []


@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_the_looks_of_an_explorer(explorer_page, theme):
    page, widget = explorer_page
    in_theme(page, theme)
    widget.scroll_into_view_if_needed()
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"activation-lab-{theme.lower()}.png")
    box, image = widget.bounding_box(), widget.locator("svg").bounding_box()
    assert image["width"] > 300
    assert image["x"] + image["width"] <= box["x"] + box["width"] + 1


def test_the_console_is_clean_after_an_explorer(explorer_page):
    page, _ = explorer_page
    assert page.complaints == []
