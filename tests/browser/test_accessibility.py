"""Every notebook in JupyterLab, light or dark, by axe-core: nothing serious that is the course's.

Looked at is what the course puts there, texts and outputs; JupyterLab's own page, its editors
and its prompts are not the course's to change.
"""

from pathlib import Path

import axe
import pytest
from course import NOTEBOOKS, path, paths, read
from lab import in_theme, read_only

NAMES = [one.name for one in paths()]
WITH_FORMULAS = path("hidden_layers").name
OURS = ".jp-NotebookPanel:not(.lm-mod-hidden) :is(.jp-MarkdownOutput, .jp-OutputArea-output)"


@pytest.mark.parametrize("name", NAMES, ids=lambda name: Path(name).stem)
def test_axe_finds_nothing_serious(page, name):
    read_only(page, name)
    notebook = read(NOTEBOOKS / name)
    outputs = sum(len(cell.get("outputs", [])) for cell in notebook.cells)
    texts = sum(cell.cell_type == "markdown" for cell in notebook.cells)
    page.wait_for_function(
        "([ours, count]) => document.querySelectorAll(ours).length >= count",
        arg=[OURS, texts + outputs],
    )
    # One style sheet for all: each notebook is looked at in one of the two themes.
    theme = ("Light", "Dark")[NAMES.index(name) % 2]
    in_theme(page, theme)
    if name == WITH_FORMULAS:
        assert axe.rules(page, OURS) == set()
    assert axe.everything(page, OURS) == set(), theme


PLANTED = """
<p>{many}</p><p style="color: #999">too light</p><p style="background: #555">on a dark ground</p>
<p style="visibility: hidden; color: #eee">not seen</p><input aria-label="a" value="text">
"""


def test_axe_sees_what_is_unreadable_among_much_that_is_not(browser):
    page = browser.new_page()
    many = "".join(f"<span>readable {n}</span> " for n in range(500))
    page.set_content(f'<html lang="en"><title>T</title><main>{PLANTED.format(many=many)}</main>')
    for found in (axe.everything(page), axe.colours(page)):
        assert {rule for rule, _ in found} == {"color-contrast"}
        words = sorted(html.removesuffix("</p>").split(">")[-1] for _, html in found)
        assert words == ["on a dark ground", "too light"]
    page.close()
