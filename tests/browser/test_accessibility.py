"""Every notebook in JupyterLab, light and dark, by axe-core: nothing serious that is the course's.

Looked at is what the course puts there, texts and outputs; JupyterLab's own page, its editors
and its prompts are not the course's to change.
"""

from pathlib import Path

import pytest
from browser import show
from course import paths

NOTEBOOKS = [path.name for path in paths()]
OURS = ".jp-NotebookPanel:not(.lm-mod-hidden) :is(.jp-MarkdownOutput, .jp-OutputArea-output)"


@pytest.mark.parametrize("name", NOTEBOOKS, ids=lambda name: Path(name).stem)
def test_axe_finds_nothing_serious(page, server, name):
    from axe_playwright_python.sync_playwright import Axe

    show(page, server, name)
    page.locator(OURS).first.wait_for()
    for theme in ("Light", "Dark"):
        page.evaluate(
            "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})",
            f"JupyterLab {theme}",
        )
        page.wait_for_function(
            "light => document.body.dataset.jpThemeLight === light",
            arg=str(theme == "Light").lower(),
        )
        page.wait_for_timeout(500)  # the colours fade in
        options = {"resultTypes": ["violations"]}
        if theme == "Dark":
            options["runOnly"] = {"type": "rule", "values": ["color-contrast"]}
        found = Axe().run(page, context=OURS, options=options).response["violations"]
        serious = {
            (problem["id"], node["html"][:150])
            for problem in found
            if problem["impact"] in ("serious", "critical")
            for node in problem["nodes"]
        }
        assert serious == set(), theme
