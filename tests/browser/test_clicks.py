"""The exercises in a real browser: hints, choices and diagnoses by mouse and by keyboard."""

import nbformat
import pytest
from browser import SHOTS
from lab import in_theme, show

from notebooks import METADATA

CELLS = {
    "setup": "%load_ext d2lmlp\nfrom mxnet import np\n\nfrom d2lmlp import clinic",
    "open": 'check("swish-derivative", ...)',
    "first": 'check("tanh-derivative", lambda x: 1 - np.tanh(x))',
    "second": 'check("tanh-derivative", lambda x: 1 + np.tanh(x) ** 2)',
    "choice": 'minibatch_answer = ...\n\ncheck("per-minibatch-nonlinearity", minibatch_answer)',
    "predictions": 'predictions = [...] * 5\n\ncheck("gradient-rules", predictions)',
    "right": 'check("parameter-count", lambda s: sum(a * b + b for a, b in zip(s, s[1:])))',
    "diagnosis": 'clinic.diagnose("patient-3", disease=..., evidence=...)',
    "hint": 'hint("tanh-derivative")',
    "solution": 'solution("parameter-count")',
    "progress": "progress()",
    "too early": "sigmoid_of_two + 1",
    "shapes": "np.dot(np.ones((2, 3)), np.ones((2, 3))).asnumpy()",
    "stops": "def patient_1(X, y, X_test, seed):\n    return X @ X\n\n\n"
    "one = clinic.admit(patient_1)\none",
}


@pytest.fixture(scope="module")
def shown(page, server):
    """A notebook of answers, every cell run: (page, name -> its cell)."""
    url, token = server
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    notebook = nbformat.v4.new_notebook(metadata=METADATA, cells=cells)
    answer = page.request.put(
        f"{url}api/contents/workbook/answers.ipynb",
        headers={"Authorization": f"token {token}"},
        data={"type": "notebook", "format": "json", "content": notebook},
    )
    assert answer.ok, answer.text()
    show(page, server, "answers.ipynb")
    for k in range(len(CELLS)):  # one by one: Run All would end at the first error
        page.evaluate(
            """async k => {
              const { content } = window.jupyterapp.shell.currentWidget;
              content.activeCellIndex = k;
              content.deselectAll();
              await window.jupyterapp.commands.execute('notebook:run-cell');
            }""",
            k,
        )
    area = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell")
    page.complaints.clear()
    return page, {name: area.nth(k) for k, name in enumerate(CELLS)}


def output(cell):
    return cell.locator(".jp-OutputArea-output").first


def test_a_verdict_grows(shown):
    _, cells = shown
    first, second = (output(cells[name]).inner_text() for name in ("first", "second"))
    assert "This is where it differs most" in first and "2.24e-08" in first
    assert "1 - tanh" not in first
    assert "Far out tanh is flat" in second


def test_what_was_not_tried_is_a_quiet_line(shown):
    _, cells = shown
    card = output(cells["open"]).get_by_role("status")
    assert card.bounding_box()["height"] < 60
    assert card.evaluate("card => getComputedStyle(card).borderTopWidth") == "0px"


def test_hints_open_one_after_the_other_by_keyboard(shown):
    page, cells = shown
    card = output(cells["open"])
    card.get_by_text("Hint 1 of 3").focus()
    for k in (1, 2, 3):
        assert not card.get_by_text(f"Hint {k + 1} of 3").is_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    assert card.get_by_text("Hint 3 of 3").is_visible()
    assert 'solution("swish-derivative")' in card.inner_text()


def test_choices_are_ticked_and_checked_by_keyboard(shown):
    page, cells = shown
    cell = cells["choice"]
    cell.get_by_label("a", exact=True).focus()
    page.keyboard.press("Space")
    cell.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    cell.get_by_text("should be judged the other way").wait_for()
    for letter in "ceg":
        cell.get_by_label(letter, exact=True).check()
    cell.get_by_role("button", name="Check").click()
    cell.get_by_text("Correct").wait_for()
    assert 'minibatch_answer = "aceg"' in output(cell).inner_text()


def test_predictions_are_chosen_and_checked(shown):
    _, cells = shown
    cell = cells["predictions"]
    cell.get_by_label("case 1").select_option("error")
    cell.get_by_role("button", name="Check").click()
    cell.get_by_text("is still dots").wait_for()
    for k, value in enumerate(("2", "2", "1", "2"), 2):
        cell.get_by_label(f"case {k}").select_option(value)
    cell.get_by_role("button", name="Check").click()
    cell.get_by_text("come out otherwise").wait_for()
    cell.get_by_label("case 2").select_option("1")
    cell.get_by_role("button", name="Check").click()
    cell.get_by_text("Correct").wait_for()
    assert 'predictions = ["error", 1, 2, 1, 2]' in output(cell).inner_text()


def test_right_names_the_next_task_and_leads_there(shown):
    _, cells = shown
    card = output(cells["right"])
    assert "Next:" in card.inner_text()
    assert ".ipynb" in card.locator("a").get_attribute("href")


def test_a_diagnosis_is_chosen(shown):
    _, cells = shown
    cell = cells["diagnosis"]
    cell.get_by_label("disease").select_option("dead units")
    cell.get_by_role("button", name="Diagnose").click()
    cell.get_by_text("Put the name of the evidence").wait_for()
    cell.get_by_label("evidence").select_option("activation rms")
    cell.get_by_role("button", name="Diagnose").click()
    cell.get_by_text("If it were that").wait_for()
    typed = 'diagnose("patient-3", disease="dead units", evidence="activation rms")'
    assert typed in output(cell).inner_text()


def test_the_table_of_progress_leads_to_the_notebooks(shown):
    page, cells = shown
    output(cells["progress"]).get_by_role("link", name="4. Forward pass").first.click()
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.context.path.endsWith('pass.ipynb')"
    )
    page.evaluate("() => window.jupyterapp.commands.execute('application:activate-previous-tab')")
    assert output(cells["progress"]).is_visible()


def test_errors_are_short_and_say_what_to_do(shown):
    _, cells = shown
    early, shapes = (output(cells[name]).inner_text() for name in ("too early", "shapes"))
    assert "Run the cells above first" in early
    assert "shapes" not in CELLS["setup"] and "ndarray" not in early
    assert len(shapes.splitlines()) < 20 and "site-packages" not in shapes, shapes
    stops = output(cells["stops"]).inner_text()
    assert "Stopped" in stops and "Traceback" not in stops


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_axe_finds_nothing_and_the_looks(shown, theme):
    from axe_playwright_python.sync_playwright import Axe

    page, cells = shown
    in_theme(page, theme)
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name, cell in cells.items():
        cell.scroll_into_view_if_needed()
        cell.screenshot(path=SHOTS / f"answer-{name.replace(' ', '-')}-{theme.lower()}.png")
    context = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-output"
    found = Axe().run(page, context=context).response["violations"]
    serious = [
        (problem["id"], node["html"][:200])
        for problem in found
        if problem["impact"] in ("serious", "critical")
        for node in problem["nodes"]
    ]
    assert serious == []
    assert page.complaints == []
