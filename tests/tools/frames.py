"""How long an explorer takes from the pointer to the picture, in a real browser.

    python tests/tools/frames.py

On a page alone a handle is dragged by real mouse events, and each is timed from its time stamp to
the frame in which the picture has changed. In JupyterLab the same module runs; what comes on top
where the kernel is asked is MXNet's answer, which is timed by itself, without the way there.
"""

import os
import shutil
import time
from statistics import median

from bare import EXPLORERS, HISTOGRAM, MOUNT, NETS
from browser import BROWSERS, QUIET

# What is dragged of an explorer, where it is not the first handle; what is pointed at; and what is
# clicked, and left out.
HANDLES = {"depth": "depth, the last"}
POINTED = {"product": "button.cell", "forward": ".node"}
CLICKED = ("chart",)
STEPS = 24

# Times each pointer event to the first frame after the picture changed, in milliseconds.
WATCH = """() => {
  window.took = [];
  let began = null;
  const moved = event => { began ??= event.timeStamp; };
  for (const kind of ['pointermove', 'pointerover']) addEventListener(kind, moved, true);
  new MutationObserver(() => {
    if (began === null) return;
    const from = began;
    began = null;
    requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - from)));
  }).observe(document.querySelector('.picture'),
    {subtree: true, attributes: true, childList: true});
}"""


def explorer_frames():
    """Measure every explorer that draws itself.

    Returns
    -------
    dict of str to float
        Milliseconds from the pointer to the picture by the explorer's name, as the median of a
        drag, on a page alone; "depth, MXNet's answer" is what a new net takes besides. Empty where
        no Chromium is installed.
    """
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        return {}
    with sync_playwright() as playwright:
        options = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        timed = [name for name in EXPLORERS if name not in CLICKED]
        found = {f"{name}, ms": dragged(browser, name) for name in timed}
        browser.close()
    return {**found, "depth, MXNet's answer, ms": answered()}


def dragged(browser, name):
    """Drag a handle of an explorer to and fro; return the median of its times."""
    explorer = EXPLORERS[name]()
    explorer.answers = {}
    if name == "activation":
        explorer.answer = lambda name: HISTOGRAM
    if name == "depth":
        explorer.places = lambda: NETS
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_content(f"<style>{explorer.style()}</style><div id='here'></div>")
    page.evaluate(MOUNT, [explorer.module(), explorer.state_for_page()])
    page.locator(".picture > *").wait_for()
    page.evaluate(WATCH)
    if name in POINTED:
        boxes = [place.bounding_box() for place in page.locator(POINTED[name]).all()]
        ways = [(box["x"] + 10, box["y"] + 10) for box in boxes] * (STEPS // len(boxes))
    else:
        box = page.get_by_role("slider", name=HANDLES.get(name)).first.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        far = 300 if name == "depth" else 48
        ways = [(x - far * min(k, STEPS - k) / STEPS, y + k % 3) for k in range(1, STEPS)]
        if name == "softmax":
            ways = [(x, y - min(k, STEPS - k) * 2) for k in range(1, STEPS)]
    for way in ways:
        page.mouse.move(*way)
        page.wait_for_timeout(20)
    page.mouse.up()
    page.wait_for_timeout(60)
    took = page.evaluate("() => took")
    page.close()
    return median(took)


def answered():
    """Time MXNet's answer for a new deep net, the largest that the knobs allow but one."""
    explorer, times = EXPLORERS["depth"](), []
    for seed in range(6):
        begin = time.perf_counter()
        explorer.answer(20, 248, "relu", "he", seed)
        times.append(time.perf_counter() - begin)
    return 1000 * median(times[1:])


if __name__ == "__main__":
    for explorer, milliseconds in explorer_frames().items():
        print(f"{explorer:30} {milliseconds:6.1f}")
