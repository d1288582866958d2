"""A learner's way through a real JupyterLab: predict, run, answer, close, and find all of it again.

In between the course moves on: the page as it was laid out is made an older one, as after a pull.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from browser import SHOTS
from course import ROOT, path
from lab import opened, show

PAGE = path("activation_functions").name
ANSWER = (
    'def tanh_grad(x):\n    return 1 - np.tanh(x) ** 2\n\n\ncheck("tanh-derivative", tanh_grad)'
)
GUESS = 'predict("largest-sigmoid-slope", 0.5)'
OLD = "A sentence of the course as it was."

SET = """([id, source]) => window.jupyterapp.shell.currentWidget.content.widgets
  .find(cell => cell.model.id === id).model.sharedModel.setSource(source)"""
CELL = """id => {
  const cell = window.jupyterapp.shell.currentWidget.content.widgets
    .find(cell => cell.model.id === id);
  return [cell.model.sharedModel.getSource(), JSON.stringify(cell.model.outputs?.toJSON() ?? '')];
}"""


@pytest.fixture(scope="module")
def desk(page):
    """The folder of the workbook that the server shows."""
    root = page.evaluate(
        "() => JSON.parse(document.getElementById('jupyter-config-data').textContent).serverRoot"
    )
    return Path(root).expanduser() / "workbook"


def execute(page, command):
    page.evaluate(f"async () => {{ await window.jupyterapp.commands.execute('{command}') }}")


def test_what_a_learner_does_is_there_after_the_course_has_moved_on(page, server, desk):
    show(page, server, PAGE)
    assert page.evaluate(CELL, "try-tanh-derivative-answer")[1] == "[]", "no answer before the run"
    page.evaluate(SET, ["nb02-020-predict", GUESS])
    page.evaluate(SET, ["try-tanh-derivative-answer", ANSWER])
    page.evaluate(SET, ["nb02-002b", "My note in place of the course's words."])
    execute(page, "notebook:run-all-cells")
    opened(page, PAGE)
    assert "You said 0.5; it is 0.25." in page.evaluate(CELL, "nb02-021")[1]
    assert "Correct" in page.evaluate(CELL, "try-tanh-derivative-answer")[1]
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "workbook-answered.png")
    execute(page, "docmanager:save")
    execute(page, "application:close")
    # What the course said before: the first two of these cells are news then, the third on both
    # sides.
    base = desk / ".d2lmlp" / PAGE
    older = json.loads(base.read_text(encoding="utf-8"))
    mine = json.loads((desk / PAGE).read_text(encoding="utf-8"))
    for notebook in (older, mine):
        for cell in notebook["cells"]:
            if cell["id"] in ("nb02-000", "nb02-049b"):
                cell["source"] = OLD
            if cell["id"] == "nb02-002b" and notebook is older:
                cell["source"] = OLD
    for file, notebook in ((base, older), (desk / PAGE, mine)):
        file.write_text(json.dumps(notebook), encoding="utf-8")
    command = [sys.executable, "-m", "d2lmlp", "workbook", "update"]
    environ = {**os.environ, "D2LMLP_WORKBOOK": str(desk)}
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120
    )
    assert f"{PAGE} (1 of your cells beside new ones)" in done.stdout, done.stderr
    show(page, server, PAGE)
    page.screenshot(path=SHOTS / "workbook-updated.png")
    text = page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells"
        ".map(cell => cell.getSource()).join('\\n')"
    )
    assert OLD not in text and "The page as it should look" in text and "## Key points" in text
    assert (
        ANSWER in text
        and GUESS in text
        and "My note in place" in text
        and "**Yours, kept.**" in text
    )
    assert "Correct" in page.evaluate(CELL, "try-tanh-derivative-answer")[1], (
        "results are there, too"
    )


def test_the_page_as_it_should_look_is_one_click_away(page, server):
    show(page, server, PAGE)
    page.get_by_role("link", name="The page as it should look").first.click()
    opened(page, f"finished/{PAGE}")
    assert (
        page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-output img").count() > 5
    )
    page.get_by_role("link", name="Back to your own page").first.click()
    opened(page, PAGE)


def test_idle_kernels_are_ended_and_the_readme_says_when():
    config = json.loads((ROOT / "jupyter_config" / "jupyter_lab_config.json").read_text())
    culling = config["MappingKernelManager"]
    assert culling["cull_connected"] is True and culling.get("cull_busy", False) is False
    assert culling["cull_idle_timeout"] == 2 * 3600
    assert "two hours" in (ROOT / "README.md").read_text(encoding="utf-8")
