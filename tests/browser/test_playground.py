"""The playground in a real browser: train, pause, click, by keyboard and for a screen reader."""

import re

import nbformat
import pytest
from browser import SHOTS, show

from notebooks import METADATA

START = "data='spiral', layers=(8, 4), activations=('tanh', 'relu'), lr=0.03, epochs=10"


@pytest.fixture(scope="module")
def shown(page, server):
    """The playground in JupyterLab: (page, its widget)."""
    url, token = server
    notebook = nbformat.v4.new_notebook(
        metadata=METADATA,
        cells=[
            nbformat.v4.new_code_cell(
                "%load_ext d2lmlp\nfrom d2lmlp.explore.playground import playground"
            ),
            nbformat.v4.new_code_cell(f"playground({START}, goal='spiral')"),
        ],
    )
    answer = page.request.put(
        f"{url}api/contents/workbook/playground.ipynb",
        headers={"Authorization": f"token {token}"},
        data={"type": "notebook", "format": "json", "content": notebook},
    )
    assert answer.ok, answer.text()
    show(page, server, "playground.ipynb")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    area = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")
    widget = area.locator(".d2lmlp-playground")
    widget.locator("img").wait_for()
    page.complaints.clear()
    return page, widget


def epoch(widget):
    return int(re.search(r"after (\d+) epochs", widget.locator("img").get_attribute("alt"))[1])


def to(page, widget, name):
    """Reach a button by the tab key alone, starting at the first knob."""
    widget.locator("select").first.focus()
    for _ in range(40):
        if page.evaluate("() => document.activeElement.textContent") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tab key does not reach {name}")


def test_train_and_pause_by_keyboard(shown):
    page, widget = shown
    assert epoch(widget) == 10
    to(page, widget, "Train")
    page.keyboard.press("Enter")
    page.wait_for_function(
        r"box => Number(/after (\d+) epochs/.exec(box.querySelector('img').alt)[1]) > 60",
        arg=widget.element_handle(),
    )
    assert page.evaluate("() => document.activeElement.textContent") == "Pause"
    page.keyboard.press("Enter")
    widget.locator("button:has-text('Train')").wait_for()
    page.wait_for_timeout(500)
    stopped = epoch(widget)
    assert stopped > 10
    page.wait_for_timeout(1500)
    assert epoch(widget) == stopped, "it trains on"
    assert "✓ Reached" in widget.inner_text()
    SHOTS.mkdir(parents=True, exist_ok=True)
    widget.screenshot(path=SHOTS / "playground.png")


def test_a_cell_that_is_run_again_leaves_nothing_running(shown):
    page, widget = shown
    widget.locator("button:has-text('Train')").click()
    widget.locator("button:has-text('Pause')").wait_for()
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    widget.locator("button:has-text('Train')").wait_for()
    page.wait_for_timeout(1000)
    assert epoch(widget) == 10


def test_a_click_on_the_plane_sets_a_point(shown):
    page, widget = shown
    size = widget.locator("img").bounding_box()
    middle = {"x": 0.545 * size["width"], "y": 0.477 * size["height"]}  # of the plane
    widget.locator("img").click(position=middle)
    widget.locator("textarea").wait_for()
    page.wait_for_function("() => /own points/.test(document.body.innerText)")
    line = widget.locator("textarea").input_value().split()
    assert abs(float(line[0])) < 0.1 and abs(float(line[1])) < 0.1 and line[2] == "0"
    widget.locator("select").first.select_option("spiral")


def test_a_screen_reader_finds_names_for_all_of_it(shown):
    from axe_playwright_python.sync_playwright import Axe

    page, _ = shown
    context = ".jp-NotebookPanel:not(.lm-mod-hidden) .d2lmlp-playground"
    found = Axe().run(page, context=context).response["violations"]
    assert {
        problem["id"] for problem in found if problem["impact"] in ("serious", "critical")
    } == set()
    assert page.complaints == []
