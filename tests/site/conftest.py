"""The built pages and decks and a browser for them, for all tests of the web edition."""

import functools
import http.server
import os
import subprocess
import sys
import threading

import pytest
from course import ROOT, pages
from filelock import FileLock

SITE = ROOT / "build" / "site"
PAGES = ["index", *(path.stem for path in pages()), "glossary"]
REQUIRED = os.environ.get("D2LMLP_SITE") == "required"
# A page waits for nothing from elsewhere: what it asks for beyond these is a failure.
OWN = ("data:", "blob:")
PHONE = {"width": 390, "height": 844}


def absent(why):
    (pytest.fail if REQUIRED else pytest.skip)(why)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def built(tool):
    """Build the pages or the decks once in a run, whichever process asks first."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with FileLock(build / "site.lock"):
        stamp = build / f"{tool}.run"
        if stamp.is_file() and stamp.read_text() == run:
            return
        command = [sys.executable, ROOT / "tests" / "tools" / f"{tool}.py"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stdout + done.stderr  # a warning of Sphinx is an error
        stamp.write_text(run)


@pytest.fixture(scope="session")
def site():
    """The address of the pages, served on loopback."""
    if REQUIRED:
        built("site")
    if not all((SITE / f"{name}.html").is_file() for name in PAGES):
        absent("`make site` has not built the pages")
    notebooks = (ROOT / "notebooks").glob("*.ipynb")
    if max(path.stat().st_mtime for path in notebooks) > (SITE / "index.html").stat().st_mtime:
        absent("the pages are older than the notebooks: `make site` builds them anew")
    handler = functools.partial(Quiet, directory=SITE)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def decks():
    """The folder of the decks."""
    folder = ROOT / "build" / "slides"
    if REQUIRED:
        built("slides")
    if not (folder / "index.html").is_file():
        absent("`make slides` has not built the decks")
    if max(one.stat().st_mtime for one in pages()) > (folder / "index.html").stat().st_mtime:
        absent("the decks are older than the notebooks: `make slides` builds them anew")
    return folder


@pytest.fixture(scope="module")
def open_page(site, browser):
    """Open a page with everything but the site itself out of reach; it keeps what went wrong."""
    page = browser.new_page(color_scheme="light")
    page.set_default_timeout(60_000)

    def gate(route):
        if route.request.url.startswith((site, *OWN)):
            return route.continue_()
        page.complaints.append(f"asks for {route.request.url}")
        return route.abort()

    def answered(answer):
        if answer.status >= 400 and not answer.url.endswith("favicon.ico"):
            page.complaints.append(f"{answer.status} {answer.url}")

    page.route("**/*", gate)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("response", answered)

    def visit(name):
        page.complaints = []
        page.set_viewport_size({"width": 1280, "height": 900})  # whatever the test before has left
        page.goto(f"{site}{name}.html")
        page.wait_for_load_state("networkidle")
        page.wait_for_function(
            "() => window.MathJax?.startup?.promise || !document.querySelector('.math')"
        )
        page.evaluate("() => window.MathJax?.startup?.promise?.then(() => null)")
        return page

    yield visit
    page.close()


@pytest.fixture(scope="module")
def phone(site, browser):
    """A page for what lies in the folder on disk, on a phone, with no network at all."""
    page = browser.new_page(viewport=PHONE, color_scheme="light")
    page.set_default_timeout(60_000)

    def gate(route):
        if route.request.url.startswith(("file:", *OWN)):
            return route.continue_()
        page.complaints.append(f"asks for {route.request.url}")
        return route.abort()

    page.route("**/*", gate)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    page.close()


@pytest.fixture
def from_folder(phone):
    """Open a page of the folder; `again` is content with the one that the test before has left.

    A page sets all its formulas when it is opened, and that is most of what a test waits for.
    """
    phone.complaints = []
    phone.set_viewport_size(PHONE)

    def visit(name, again=False):
        address = f"{SITE.as_uri()}/{name}"
        if not again or phone.url != address:
            phone.goto(address)
        return phone

    yield visit
    assert phone.complaints == []
