"""The playground in JupyterLab: MXNet trains in the kernel, and what the picture says is so."""

import nbformat
import pytest
from browser import SHOTS
from lab import in_theme, show

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
            nbformat.v4.new_code_cell(f"play = playground({START}, goal='spiral')\nplay"),
            nbformat.v4.new_code_cell("print(play.model.epoch, play.model.weights()[0])"),
        ],
    )
    answer = page.request.put(
        f"{url}api/contents/workbook/playground.ipynb",
        headers={"Authorization": f"token {token}"},
        data={"type": "notebook", "format": "json", "content": notebook},
    )
    assert answer.ok, answer.text()
    show(page, server, "playground.ipynb")
    run_all(page)
    area = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")
    widget = area.locator(".d2lmlp-playground:has(.net)")
    widget.wait_for()
    page.complaints.clear()
    return page, widget


def run_all(page):
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")


def epoch(widget):
    return int(widget.locator(".epoch").inner_text().split()[1])


def wait_for_epoch(page, widget, least):
    page.wait_for_function(
        "([box, n]) => Number(box.querySelector('.epoch').textContent.split(' ')[1]) > n",
        arg=[widget.element_handle(), least],
    )


def in_kernel(page):
    """Run the third cell, and return what it prints: the kernel's epoch, and its first weights."""
    return page.evaluate(
        """async () => {
          const {commands, shell} = window.jupyterapp;
          const {content} = shell.currentWidget;
          content.activeCellIndex = 2;
          content.deselectAll();
          await commands.execute('notebook:run-cell');
          const printed = content.widgets[2].model.outputs.toJSON().map(one => one.text ?? []);
          return printed.flat().join('');
        }"""
    )


def stands_at(page, widget):
    """Return the epoch at which the kernel stands, and the picture with it."""
    stopped = int(in_kernel(page).split()[0])
    page.wait_for_function(
        "([box, n]) => Number(box.querySelector('.epoch').textContent.split(' ')[1]) === n",
        arg=[widget.element_handle(), stopped],
    )
    assert int(in_kernel(page).split()[0]) == stopped, "it trains on"
    return stopped


def test_there_is_one_picture_and_it_lives(shown):
    page, widget = shown
    assert epoch(widget) == 10
    assert page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea img").count() == 0
    assert widget.bounding_box()["height"] <= 600
    assert widget.locator("pre").inner_text().startswith("playground(data='spiral'")


def test_train_and_pause_by_keyboard_and_the_kernel_agrees(shown):
    page, widget = shown
    widget.get_by_role("button", name="train", exact=True).focus()
    page.keyboard.press("Enter")
    wait_for_epoch(page, widget, 40)
    page.keyboard.press("Enter")
    widget.get_by_role("button", name="train", exact=True).wait_for()
    stopped = stands_at(page, widget)
    assert "✓ Reached" in widget.locator(".said").inner_text()
    widget.locator("button.unit").nth(2).click()
    box = widget.get_by_role("spinbutton", name="value")
    box.fill("0.5")
    page.keyboard.press("Tab")
    for _ in range(40):  # the value waits in the page until the kernel has answered
        if f"{stopped} 0.5" in (said := in_kernel(page)):
            break
        page.wait_for_timeout(250)
    assert f"{stopped} 0.5" in said
    SHOTS.mkdir(parents=True, exist_ok=True)
    widget.screenshot(path=SHOTS / "playground.png")


def test_the_stop_button_of_jupyterlab_stops_it(shown):
    page, widget = shown
    before = epoch(widget)
    widget.get_by_role("button", name="train", exact=True).click()
    wait_for_epoch(page, widget, before)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:interrupt-kernel')")
    widget.get_by_role("button", name="train", exact=True).wait_for()
    stands_at(page, widget)


def test_a_cell_that_is_run_again_leaves_nothing_running(shown):
    page, widget = shown
    widget.get_by_role("button", name="train", exact=True).click()
    widget.get_by_role("button", name="pause").wait_for()
    run_all(page)
    widget.locator(".epoch", has_text="epoch 10").wait_for()
    assert stands_at(page, widget) == 10
    widget.get_by_role("button", name="train", exact=True).wait_for()


@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_a_screen_reader_finds_names_for_all_of_it(shown, theme):
    from axe_playwright_python.sync_playwright import Axe

    page, widget = shown
    in_theme(page, theme)
    widget.screenshot(path=SHOTS / f"playground-lab-{theme.lower()}.png")
    context = ".jp-NotebookPanel:not(.lm-mod-hidden) .d2lmlp-playground"
    found = Axe().run(page, context=context).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.complaints == []


def test_a_kernel_that_is_gone_is_told(shown):
    page, widget = shown
    page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    widget.get_by_role("button", name="train", exact=True).click()
    page.wait_for_function(
        "box => box.querySelector('.said').textContent.includes('run this cell again')",
        arg=widget.element_handle(),
    )
    assert widget.get_by_role("button", name="train", exact=True).count() == 1
    page.complaints.clear()
