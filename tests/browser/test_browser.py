"""The course in a real browser: `make lab` opens, a notebook runs, and its figures can be seen.

Screenshots are left under build/browser/.
"""

import re

import nbformat
import pytest
from browser import SHOTS, still
from course import ROOT
from lab import come_in, get, in_theme, opened, show

NOTEBOOK = "02_activation_functions.ipynb"
NOTEBOOK_AREA = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook"


OUTPUTS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code')
  .map(cell => ({count: cell.model.executionCount, outputs: cell.model.outputs.toJSON()}))"""

FIGURES = """() => Array.from(
  window.jupyterapp.shell.currentWidget.node.querySelectorAll('.jp-OutputArea-output img'),
  img => ({alt: img.alt, width: img.naturalWidth}))"""


def figures(page):
    """The figures in the page, once all of them are decoded."""
    page.wait_for_function(f"() => ({FIGURES})().every(figure => figure.width > 0)")
    return page.evaluate(FIGURES)


def stored_figures(name):
    """The alternative texts of the figures in the notebook as it is committed."""
    notebook = nbformat.read(ROOT / "notebooks" / name, as_version=4)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    pictures = [output.get("data", {}).get("text/html", "") for output in outputs]
    return [alt for html in pictures for alt in re.findall(r'<img alt="([^"]*)"', html)]


def test_without_the_token_the_server_says_no(server):
    url, _ = server
    assert url.startswith("http://127.0.0.1:") or url.startswith("http://localhost:")
    assert get(f"{url}api/contents")[0] == 403
    assert get(f"{url}api/contents?token=")[0] == 403
    assert "/login?" in get(f"{url}lab")[1]


def test_make_lab_opens_the_start_page(page, server):
    come_in(page, server)
    page.wait_for_url("**/lab/tree/workbook/00_start_here.ipynb")  # it follows the page's opening
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0, "something pops up"


@pytest.fixture(scope="module")
def ran(page, server):
    """The page with the notebook of the activation functions, every cell run."""
    show(page, server, f"finished/{NOTEBOOK}")
    # The page as it should look has its figures before anything is run; the learner's has none.
    assert len(figures(page)) == len(stored_figures(NOTEBOOK))
    show(page, server, NOTEBOOK)
    assert [cell["outputs"] for cell in page.evaluate(OUTPUTS) if cell["outputs"]] == []
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    opened(page, NOTEBOOK)
    return page


def test_every_cell_runs_without_error(ran):
    cells = ran.evaluate(OUTPUTS)
    assert [cell["count"] for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell["outputs"]:
            assert output["output_type"] != "error", output
            assert output.get("name") != "stderr", output


def test_every_figure_is_drawn_and_has_a_text(ran):
    drawn = figures(ran)
    assert len(drawn) == len(stored_figures(NOTEBOOK)) >= 6
    assert all(figure["alt"].strip() for figure in drawn)


def test_a_screen_reader_finds_a_text_for_every_image(ran):
    from axe_playwright_python.sync_playwright import Axe

    rule = {"runOnly": {"type": "rule", "values": ["image-alt"]}}
    found = Axe().run(ran, context=NOTEBOOK_AREA, options=rule).response
    assert found["violations"] == []
    assert len(found["passes"][0]["nodes"]) >= 6


LINES = """() => {
  const lines = [];
  for (const p of window.jupyterapp.shell.currentWidget.node.querySelectorAll(
      '.jp-RenderedMarkdown > p')) {
    const text = document.createTreeWalker(p, NodeFilter.SHOW_TEXT), tops = [];
    while (text.nextNode()) {
      for (let k = 0; k < text.currentNode.length; k++) {
        const range = document.createRange();
        range.setStart(text.currentNode, k);
        range.setEnd(text.currentNode, k + 1);
        tops.push(Math.round(range.getBoundingClientRect().bottom / 12));
      }
    }
    if (!p.querySelector('code, mjx-container') && new Set(tops).size > 3) {
      lines.push(tops.filter(top => top === tops[0]).length);
    }
  }
  return lines;
}"""


def resize(page, width, height):
    """Give the window another size, and wait until the notebook fills it, as far as it does."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(
        "([area, width]) => Math.abs(width - area.getBoundingClientRect().right) < 50",
        arg=[page.locator(NOTEBOOK_AREA).element_handle(), width],
    )


@pytest.mark.parametrize("width, height", [(1280, 800), (1920, 1080)])
def test_a_line_of_prose_can_be_read_and_code_is_wider(ran, width, height):
    resize(ran, width, height)
    lines = ran.evaluate(LINES)
    assert lines and 65 <= sum(lines) / len(lines) <= 95, lines
    wide = ".jp-CodeCell .jp-InputArea-editor", ".jp-RenderedMarkdown > p"
    code, prose = (
        ran.locator(f"{NOTEBOOK_AREA} {place}").first.evaluate("e => e.clientWidth")
        for place in wide
    )
    assert prose < code <= 1024


@pytest.mark.parametrize("width, height", [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_the_looks(ran, theme, width, height):
    resize(ran, width, height)
    in_theme(ran, theme)
    SHOTS.mkdir(parents=True, exist_ok=True)
    for part, place in (("top", ".jp-Cell"), ("figure", ".jp-OutputArea-output img")):
        ran.locator(f"{NOTEBOOK_AREA} {place}").first.scroll_into_view_if_needed()
        still(ran)
        ran.screenshot(path=SHOTS / f"{theme.lower()}-{width}-{part}.png")
    sideways = "area => Math.max(...Array.from(area.querySelectorAll('*'), e => e.scrollWidth))"
    area = ran.locator(NOTEBOOK_AREA)
    assert area.evaluate(sideways) <= area.evaluate("area => area.clientWidth")


def test_the_console_is_clean(ran):
    assert ran.complaints == []
