"""The course in a real browser: `make lab` opens, a notebook runs, and its figures can be seen.

Skipped where no Chromium is installed, unless D2LMLP_BROWSER=required says that one must be.
Screenshots are left under build/browser/.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "build" / "browser"
NOTEBOOK = "02_activation_functions.ipynb"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [  # no services of the browser's own, which call home
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NOTEBOOK_AREA = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook"


@pytest.fixture(scope="module")
def chromium():
    """The path of the system's Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and os.environ.get("D2LMLP_BROWSER") == "required":
        pytest.fail("no Chromium is installed, and D2LMLP_BROWSER=required wants one")
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


@pytest.fixture(scope="module")
def server(chromium, tmp_path_factory):
    """A running `make lab` over a copy of the notebooks, with nobody's settings: (url, token)."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(
        ROOT / "notebooks",
        folder / "course" / "notebooks",
        ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        "make",
        "--assume-old=.venv/.ready",  # the environment is the one that runs this test
        "lab",
        f'PY="{sys.executable}"',
        f'ARGS=--no-browser --port={port} --ServerApp.root_dir="{folder / "course"}"',
    ]
    for name in ("config", "runtime", "data"):
        (folder / name).mkdir()
    sealed = {
        "JUPYTER_CONFIG_DIR": folder / "config",
        "JUPYTER_RUNTIME_DIR": folder / "runtime",
        "JUPYTER_DATA_DIR": folder / "data",
    }
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environ, **{name: str(value) for name, value in sealed.items()}},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield wait_for_server(process, folder)
    finally:
        stop(process)


def wait_for_server(process, folder):
    """Wait until JupyterLab answers; return its address and token."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        for file in (folder / "runtime").glob("jpserver-*.json"):
            info = json.loads(file.read_text())
            if get(f"{info['url']}api/status?token={info['token']}")[0] == 200:
                return info["url"], info["token"]
        time.sleep(0.2)
    pytest.fail(f"`make lab` does not answer:\n{(folder / 'log').read_text()[-3000:]}")


def stop(process):
    """End make, JupyterLab and its kernels: politely, then for sure."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(timeout=20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            pass


def get(url):
    """Return the status and the final address of a GET."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.url
    except urllib.error.HTTPError as error:
        return error.code, url
    except (OSError, ValueError):  # not up yet
        return None, url


@pytest.fixture(scope="module")
def page(chromium, server):
    """A browser window that is logged in; it keeps what the console complains of."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(60_000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda line: page.complaints.append(line.text) if line.type == "error" else None,
        )
        url, token = server
        page.goto(f"{url}?token={token}")
        opened(page, "00_start_here.ipynb")
        yield page
        browser.close()


def opened(page, name):
    """Wait until the notebook called `name` is the current one and its kernel is idle."""
    page.wait_for_function(
        """name => {
          const panel = window.jupyterapp?.shell.currentWidget;
          return panel?.context?.path === `notebooks/${name}` && panel.context.isReady
            && panel.sessionContext?.session?.kernel?.status === 'idle';
        }""",
        arg=name,
    )


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
    assert "/login?" in get(f"{url}lab")[1]


def test_make_lab_opens_the_start_page(page):
    assert page.url.endswith("/lab/tree/notebooks/00_start_here.ipynb")
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0, "something pops up"


@pytest.fixture(scope="module")
def ran(page, server):
    """The page with the notebook of the activation functions, every cell run."""
    url, _ = server
    page.goto(f"{url}lab/tree/notebooks/{NOTEBOOK}")
    opened(page, NOTEBOOK)
    # The figures of a fresh clone are seen before anything is run.
    assert len(figures(page)) == len(stored_figures(NOTEBOOK))
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
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


@pytest.mark.parametrize("width, height", [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_the_looks(ran, theme, width, height):
    ran.set_viewport_size({"width": width, "height": height})
    ran.evaluate(
        "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})",
        f"JupyterLab {theme}",
    )
    ran.wait_for_function(
        "light => document.body.dataset.jpThemeLight === light", arg=str(theme == "Light").lower()
    )
    SHOTS.mkdir(parents=True, exist_ok=True)
    for part, place in (("top", ".jp-Cell"), ("figure", ".jp-OutputArea-output img")):
        ran.locator(f"{NOTEBOOK_AREA} {place}").first.scroll_into_view_if_needed()
        ran.wait_for_timeout(300)  # the theme's colours fade in
        ran.screenshot(path=SHOTS / f"{theme.lower()}-{width}-{part}.png")
    sideways = "area => Math.max(...Array.from(area.querySelectorAll('*'), e => e.scrollWidth))"
    area = ran.locator(NOTEBOOK_AREA)
    assert area.evaluate(sideways) <= area.evaluate("area => area.clientWidth")


def test_the_console_is_clean(ran):
    assert ran.complaints == []
