"""The web edition: every page in a real browser, with the network blocked.

Tests what `make site` has left under build/site; with D2LMLP_SITE=required it is built first, and
missing pages or a missing browser fail instead of being skipped. Screenshots: build/browser/.
"""

import re
from pathlib import Path

import axe
import nbformat
import pytest
from browser import SHOTS, still
from course import ROOT, pages

SITE = ROOT / "build" / "site"
PAGES = ["index", *(path.stem for path in pages()), "glossary"]
WITH_FORMULAS = "01_hidden_layers"

# What reaches over the window's edge and is in no frame of its own that scrolls within the window.
CUT = """() => {
  const inside = one => { const { left, right } = one.getBoundingClientRect();
    return left > -1 && right < innerWidth + 1; };
  const scrolls = one => /auto|scroll/.test(getComputedStyle(one).overflowX) && inside(one);
  const kept = one => one && !one.matches("main, body")
    && (scrolls(one) || kept(one.parentElement));
  const every = "table, img, pre, svg, canvas, mjx-container, p, li, label, select, input, button";
  return Array.from(document.querySelectorAll(".bd-article :is(" + every + ")"))
    .filter(one => one.getBoundingClientRect().width && !inside(one) && !kept(one))
    .map(one => one.outerHTML.slice(0, 90));
}"""

# The theme lets the keyboard into what scrolls only a while after the window has its new size.
LET_IN = """() => Array.from(document.querySelectorAll("pre"))
  .every(one => one.scrollWidth <= one.clientWidth || one.tabIndex === 0)"""

each_page = pytest.mark.parametrize("name", PAGES)


def figures(name):
    """The number of figures in the notebook as it is committed; a still gives way to what moves."""
    cells = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    shown = [output.get("data", {}).get("text/html", "") for output in outputs]
    return sum("<img " in text and "data-state=" not in text for text in shown)


@each_page
def test_a_page_stands_on_its_own_for_everyone_on_every_screen(open_page, name):
    """All that is asked of a page, in one visit: a visit sets every formula anew."""
    page = open_page(name)
    assert page.complaints == []
    assert page.locator(".bd-article h1").count() == 1
    assert page.locator("mjx-merror, .problematic").count() == 0
    assert page.locator("mjx-container").count() > 0 or page.locator(".math").count() == 0
    if name not in ("index", "glossary"):
        every_figure_is_there(page, name)
        can_be_run_or_taken_away(page, name)
    fits_and_is_legible(page, name)


def every_figure_is_there(page, name):
    images = page.evaluate(
        "() => Array.from(document.querySelectorAll('.cell_output img:not(.below)'),"
        " img => [img.alt.length, img.naturalWidth])"
    )
    assert len(images) >= figures(name)
    assert all(alt > 15 and width > 0 for alt, width in images)


def can_be_run_or_taken_away(page, name):
    how = page.locator("details.run-it")
    assert "make lab" in how.text_content()
    how.locator("summary").press("Enter")
    with page.expect_download() as file:
        how.locator("a.download").click()
    taken = Path(file.value.path()).read_bytes()
    assert taken == (ROOT / "notebooks" / f"{name}.ipynb").read_bytes()


def fits_and_is_legible(page, name):
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    page.mouse.move(0, 0)  # a link below the pointer has another colour
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_function("name => document.documentElement.dataset.theme === name", arg=theme)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            still(page)  # where there is room, the list of pages glides in
            page.screenshot(path=SHOTS / f"site-{name}-{theme}-{width}.png")
            wide = "() => document.documentElement.scrollWidth > window.innerWidth"
            assert not page.evaluate(wide), f"wider than {width} pixels"
            assert page.evaluate(CUT) == [], f"cut at {width} pixels"
    if name == WITH_FORMULAS:
        assert axe.rules(page) == set()
    # Both themes have one style sheet for all pages: each page is looked at in one of them.
    theme = ("dark", "light")[PAGES.index(name) % 2]
    page.emulate_media(color_scheme=theme)
    page.wait_for_function("name => document.documentElement.dataset.theme === name", arg=theme)
    still(page)
    page.wait_for_function(LET_IN)
    assert axe.everything(page) == set(), theme


def test_the_whole_course_is_one_way_through(site):
    for name, following in zip(PAGES, [*PAGES[1:], None]):
        html = (SITE / f"{name}.html").read_text(encoding="utf-8")
        found = re.search(r'class="right-next"\s+href="([^"#]+)\.html"', html)
        assert (found and found[1]) == following


def test_no_widget_is_left_without_its_kernel(site):
    for name in PAGES:
        html = (SITE / f"{name}.html").read_text(encoding="utf-8")
        assert "application/vnd.jupyter" not in html
        assert "Box(children=" not in html


def test_search_finds_a_word(open_page):
    page = open_page("index")
    page.goto(page.url.replace("index.html", "search.html?q=saturated"))
    page.wait_for_selector("#search-results li")
    assert page.complaints == []


def test_dark_mode_is_a_choice(open_page):
    page = open_page("index")
    for theme in ("dark", "light"):  # whatever the system prefers, and by keyboard
        page.locator(".theme-switch-button:visible").first.press("Enter")
        page.locator(f".theme-change-button[data-mode={theme}]:visible").press("Enter")
        assert page.evaluate("() => document.documentElement.dataset.theme") == theme
    page.evaluate("() => localStorage.clear()")
