"""A real JupyterLab in a real browser: its server, a window on it, and what one does there."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from browser import still
from course import ROOT


@pytest.fixture(scope="session")
def server(chromium, tmp_path_factory):
    """A running `make lab` with a workbook and a home of its own: (url, token)."""
    folder = tmp_path_factory.mktemp("lab")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        Path(__file__).with_name("leash.py"),
        "make",
        "--assume-old=.venv/.ready",  # the environment is the one that runs this test
        "lab",
        f'PY="{sys.executable}"',
        f"ARGS=--no-browser --port={port}",
    ]
    own = {"D2LMLP_HOME": folder / "home", "D2LMLP_WORKBOOK": folder / "desk" / "workbook"}
    own |= unlike(folder)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environ, **{name: str(value) for name, value in own.items()}},
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield wait_for_server(process, folder)
    finally:
        process.stdin.close()
        process.wait(timeout=60)


def unlike(folder):
    """Settings of a user for other work, each of which would spoil the course's JupyterLab."""
    jupyter, ipython = folder / "user" / "jupyter", folder / "user" / "ipython"
    files = {
        jupyter / "jupyter_server_config.py": (
            "c.ServerApp.root_dir = '/'\nc.ServerApp.ip = '0.0.0.0'\nc.ServerApp.base_url = '/x'\n"
            "c.IdentityProvider.token = ''\nc.ServerApp.allow_origin = '*'\n"
            "c.ServerApp.jpserver_extensions = {'gone': True, 'jupyterlab': False}\n"
        ),
        jupyter / "kernels" / "python3" / "kernel.json": (
            '{"argv": ["/bin/false"], "display_name": "another", "language": "python"}'
        ),
        jupyter / "labextensions" / "gone" / "package.json": (
            '{"name": "gone", "version": "1", "jupyterlab": {"_build": {"load": "static/no.js"}}}'
        ),
        jupyter / "labconfig" / "page_config.json": (
            '{"disabledExtensions": {"@jupyterlab/notebook-extension": true}}'
        ),
        ipython / "profile_default" / "startup" / "00.py": "raise SystemExit('not here')\n",
        ipython / "profile_default" / "ipython_kernel_config.py": (
            "c.InlineBackend.figure_formats = ['retina']\n"
            "c.InteractiveShell.ast_node_interactivity = 'all'\n"
        ),
        folder / "user" / "matplotlib" / "matplotlibrc": (
            "text.usetex: True\nfont.family: Helvetica Neue LT\naxes.facecolor: red\n"
        ),
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return {
        "JUPYTER_CONFIG_DIR": jupyter,
        "JUPYTER_DATA_DIR": jupyter,
        "JUPYTER_PATH": jupyter,
        "JUPYTER_TOKEN": "",
        "IPYTHONDIR": ipython,
        "MPLCONFIGDIR": folder / "user" / "matplotlib",
        "MPLBACKEND": "nonsense",
        "PYTHONSTARTUP": ipython / "profile_default" / "startup" / "00.py",
        "PYTHONWARNINGS": "error",
        "PYTHONOPTIMIZE": "2",
        "LC_ALL": "C",
    }


def wait_for_server(process, folder):
    """Wait until JupyterLab answers; return its address and token."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        for file in (folder / "home" / "jupyter" / "runtime").glob("jpserver-*.json"):
            info = json.loads(file.read_text())
            if get(f"{info['url']}api/status?token={info['token']}")[0] == 200:
                return info["url"], info["token"]
        time.sleep(0.2)
    pytest.fail(f"`make lab` does not answer:\n{(folder / 'log').read_text()[-3000:]}")


def get(url):
    """Return the status and the final address of a GET."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.url
    except urllib.error.HTTPError as error:
        return error.code, url
    except (OSError, ValueError):  # not up yet
        return None, url


@pytest.fixture(scope="session")
def window(browser, server):
    """A window in which somebody is logged in; it keeps what the console complains of."""
    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda line: page.complaints.append(line.text) if line.type == "error" else None,
    )
    page.complaints = []
    come_in(page, server)
    return page


@pytest.fixture(scope="module")
def page(window):
    """The window for one file's tests."""
    window.set_viewport_size({"width": 1280, "height": 800})
    window.complaints = []
    return window


def come_in(page, server):
    """Open what `make lab` opens."""
    url, token = server
    page.goto(f"{url}?token={token}")
    opened(page, "00_start_here.ipynb")


def show(page, server, name):
    """Open a notebook and no other; the tabs of earlier tests are not restored."""
    page.goto(f"{server[0]}lab/tree/workbook/{name}?reset")
    opened(page, name)


def opened(page, name):
    """Wait until the page `name` of the workbook is the current one and its kernel is idle."""
    page.wait_for_function(
        """name => {
          const panel = window.jupyterapp?.shell.currentWidget;
          return panel?.context?.path === `workbook/${name}` && panel.context.isReady
            && panel.sessionContext?.session?.kernel?.status === 'idle';
        }""",
        arg=name,
    )


def in_theme(page, theme):
    """Put JupyterLab in its theme "Light" or "Dark", and wait until it stands in it."""
    page.evaluate(
        "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})",
        f"JupyterLab {theme}",
    )
    page.wait_for_function(
        "light => document.body.dataset.jpThemeLight === light", arg=str(theme == "Light").lower()
    )
    still(page)


def run_up_to(page, name, text):
    """Run a notebook's cells down to the first one in whose source this text stands."""
    page.evaluate(
        """async text => {
          const {commands, shell} = window.jupyterapp;
          const {content} = shell.currentWidget;
          const is = cell => cell.model.type === 'code'
            && cell.model.sharedModel.getSource().includes(text);
          content.activeCellIndex = content.widgets.findIndex(is);
          content.deselectAll();
          await commands.execute('notebook:run-all-above');
          await commands.execute('notebook:run-cell');
        }""",
        text,
    )
    opened(page, name)


def read_only(page, name):
    """Show a notebook alone in the window, without a kernel: as it is committed."""
    page.evaluate(
        """async path => {
          const {commands, shell} = window.jupyterapp;
          await commands.execute('application:close-all');
          const kernelPreference = {shouldStart: false, canStart: false, autoStartDefault: false};
          await commands.execute('docmanager:open', {path, factory: 'Notebook', kernelPreference});
          await shell.currentWidget.context.ready;
        }""",
        f"workbook/finished/{name}",
    )
