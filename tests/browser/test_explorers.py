"""The explorers in a real browser: knobs by keyboard, names for screen readers, both themes."""

import pytest
from browser import SHOTS, opened, show
from course import path


@pytest.fixture(scope="module", params=["activation_zoo", "forward_pass"])
def explorer_page(request, page, server):
    """The page with the notebook of an explorer, every cell run: (page, the widget)."""
    name = path(request.param).name
    show(page, server, name)
    area = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    opened(page, name)
    widget = area.locator(".jp-OutputArea-output .widget-vbox")
    widget.scroll_into_view_if_needed()
    widget.locator("img").wait_for()
    return page, widget, request.param


def press(page, widget, key):
    """Press a key, and wait until the picture is another one."""
    before = widget.locator("img").get_attribute("src")
    page.keyboard.press(key)
    page.wait_for_function(
        "([widget, src]) => widget.querySelector('img').src !== src",
        arg=[widget.element_handle(), before],
        polling=5,
    )


def test_a_slider_moves_by_keyboard_and_the_picture_follows(explorer_page):
    page, widget, _ = explorer_page
    texts = {widget.locator("img").get_attribute("alt")}
    widget.get_by_role("slider").first.focus()
    for _ in range(5):
        press(page, widget, "ArrowRight")
    texts.add(widget.locator("img").get_attribute("alt"))
    assert len(texts) == 2


def test_every_knob_is_reached_by_the_tab_key(explorer_page):
    page, widget, _ = explorer_page
    knobs = widget.locator("select, [role=slider]:not([disabled] *)")
    knobs.first.focus()
    visited = set()
    for _ in range(2 * knobs.count()):  # the number beside a slider can be typed into, too
        visited.update(
            k
            for k in range(knobs.count())
            if knobs.nth(k).evaluate("knob => knob === document.activeElement")
        )
        page.keyboard.press("Tab")
    assert visited == set(range(knobs.count()))


def test_a_screen_reader_finds_names_for_all_of_it(explorer_page):
    from axe_playwright_python.sync_playwright import Axe

    page, widget, _ = explorer_page
    handle = widget.get_by_role("slider").first
    assert handle.get_attribute("aria-label") in ("x", "w1")
    assert len(handle.get_attribute("aria-valuetext")) <= 5
    found = Axe().run(page, context=".jp-NotebookPanel:not(.lm-mod-hidden) .widget-vbox").response
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []


@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_the_looks_of_an_explorer(explorer_page, theme):
    page, widget, name = explorer_page
    page.evaluate(
        "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})",
        f"JupyterLab {theme}",
    )
    page.wait_for_function(
        "light => document.body.dataset.jpThemeLight === light", arg=str(theme == "Light").lower()
    )
    widget.scroll_into_view_if_needed()
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(300)
    page.screenshot(path=SHOTS / f"{name}-{theme.lower()}.png")
    box, image = widget.bounding_box(), widget.locator("img").bounding_box()
    assert image["width"] > 300
    assert image["x"] + image["width"] <= box["x"] + box["width"] + 1


def test_the_console_is_clean_after_an_explorer(explorer_page):
    page, *_ = explorer_page
    assert page.complaints == []
