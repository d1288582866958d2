"""A real browser, for the tests that need one.

Skipped where no Chromium is installed, unless D2LMLP_BROWSER=required says that one must be.
"""

import os
import shutil

import pytest
from course import ROOT

SHOTS = ROOT / "build" / "browser"  # where screenshots are left
# Chromium's headless shell draws the same pages for two thirds of the work: it has no window.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
QUIET = [  # no services of the browser's own, which call home
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """The path of the system's Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    wanted = [one for one in ("D2LMLP_BROWSER", "D2LMLP_SITE") if os.environ.get(one) == "required"]
    if found is None and wanted:
        pytest.fail(f"no Chromium is installed, and {wanted[0]}=required wants one")
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


@pytest.fixture(scope="session")
def browser(chromium):
    """One Chromium for all tests of a process: it starts slowly, and its pages share nothing."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        yield browser
        browser.close()


def still(page):
    """Wait until nothing fades in or glides: who looks too soon sees a mixture."""
    page.wait_for_function(
        "() => document.getAnimations().every(one => one.playState === 'finished')"
    )
