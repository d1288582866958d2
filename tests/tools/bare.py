"""A bare page without a kernel, on which one explorer's module is mounted, in a real browser."""

import os

import pytest
from browser import QUIET

MOUNT = """async ([text, state]) => {
  const url = URL.createObjectURL(new Blob([text], {type: 'text/javascript'}));
  window.module = await import(url);
  if (!state) return;
  const heard = {};
  window.state = state;
  const model = {
    get: name => state[name],
    set: (name, value) => {
      if (state[name] === value) return;
      state[name] = value;
      for (const call of heard[`change:${name}`] ?? []) call();
    },
    on: (event, call) => (heard[event] ??= []).push(call),
    save_changes() { window.saved = (window.saved ?? 0) + 1; },
  };
  window.model = model;
  window.close_ = window.module.default.render({model, el: document.getElementById('here')});
}"""


@pytest.fixture(scope="module")
def bare_browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        yield browser
        browser.close()


@pytest.fixture
def mounted(bare_browser):
    """Open a page: ``mounted(module, style, state, width, theme)``; it asks nobody outside."""
    pages = []

    def mounted(
        module, style, state, width=1280, theme="light", motion="no-preference", touch=False
    ):
        page = bare_browser.new_page(
            viewport={"width": width, "height": 800}, reduced_motion=motion, has_touch=touch
        )
        page.set_default_timeout(30_000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda asked: asked.url[:5] != "blob:" and page.complaints.append(asked))
        page.set_content(
            f'<html lang="en" data-theme="{theme}"><head><title>Explorer</title>'
            f"<style>{style} body {{margin: 8px}}</style></head>"
            '<body><div id="here"></div></body></html>'
        )
        page.evaluate(MOUNT, [module, state])
        pages.append(page)
        return page

    yield mounted
    for page in pages:
        assert page.complaints == []
        page.close()
