"""What the course's speed is apart from races: long, for each kind is measured its own way.

Growth, starting, answering, drawing, notebooks.
"""

import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from frames import explorer_frames

ROOT = Path(__file__).resolve().parents[2]


def growth():
    """Measure how the time of an epoch grows with width, depth, images and batch size.

    Returns
    -------
    dict
        Microseconds an image at each setting, and after each series the slope of the whole
        epoch's time on log-log axes between its two largest settings.
    """
    from mxnet import np

    from d2lmlp.data import fashion_mnist

    X, y, *_ = fashion_mnist()
    X, y = np.concatenate([X] * 10), np.concatenate([y] * 10)
    base = {"width": 256, "hidden layers": 1, "images": 6000, "batch": 256}
    expected = {"width": "1 (784 and 10 stay)", "hidden layers": "1 from below",
                "images": "1", "batch": "0 from below"}  # fmt: skip
    found = {}
    for knob, values in (("width", (64, 256, 1024)), ("hidden layers", (1, 4, 16)),
                         ("images", (600, 6000, 60000)), ("batch", (32, 256, 2048))):  # fmt: skip
        times = {}
        for value in values:
            times[value] = an_epoch(X, y, **{**base, knob: value})
            images = value if knob == "images" else base["images"]
            found[f"{knob} {value}: microseconds an image"] = 1e6 * times[value] / images
        (a, first), (b, second) = list(times.items())[-2:]
        slope = math.log(second / first) / math.log(b / a)
        found[f"{knob}: slope of an epoch's seconds, expected {expected[knob]}"] = slope
    return found


def an_epoch(X, y, **at):
    """Give the median seconds of an epoch at one setting."""
    from mxnet import npx

    from d2lmlp import MLP, fit

    net, times = MLP((784, *[at["width"]] * at["hidden layers"], 10)), []

    def note(net, step):
        npx.waitall()
        times.append(time.perf_counter())

    steps, some = -(-at["images"] // at["batch"]), (X[: at["images"]], y[: at["images"]])
    fit(net, *some, 6, lr=0.01, batch_size=at["batch"], every=steps, record=note)
    return median(b - a for a, b in zip(times[1:], times[2:]))


def step():
    """Split an epoch of `fit` into the parts of a step; each part is waited for.

    Returns
    -------
    dict
        Seconds of an epoch of 784-256-10 on 60,000 images in batches of 256. MXNet lets the parts
        overlap where nobody waits, so their sum is more than an epoch takes.
    """
    import numpy as onp
    from mxnet import autograd, gluon, np, npx

    from d2lmlp import MLP, training
    from d2lmlp.fitting import fast_step

    rng, net = onp.random.default_rng(0), MLP((784, 256, 10))
    X, y = np.random.uniform(size=(60000, 784)), np.zeros(60000, dtype="int32")
    loss = gluon.loss.SoftmaxCrossEntropyLoss()
    objective = fast_step.compiled(net, training._objective(net, loss, True), X, y)
    scale, update = fast_step.updater(net, 0.1, "sgd", 0.0)
    seconds = dict.fromkeys(("gathering", "forward", "backward", "loss", "step"), 0.0)

    def part(name, what, *arguments):
        begin = time.perf_counter()
        result = what(*arguments)
        npx.waitall()
        seconds[name] += time.perf_counter() - begin
        return result

    def an_epoch():
        minibatches = training._minibatches(X, y, 256, rng)
        while batch := part("gathering", next, minibatches, None):
            with autograd.record():
                mean, _ = part("forward", objective, *batch)
            part("backward", mean.backward, scale)
            part("loss", float, mean)
            part("step", update)

    an_epoch()  # warms up
    seconds.update(dict.fromkeys(seconds, 0.0))
    an_epoch()
    begun = []
    begin = time.perf_counter()
    training.fit(net, X[:256], y[:256], 1, record=lambda *_: begun.append(time.perf_counter()))
    small = begun[0] - begin
    begun.clear()
    begin = time.perf_counter()
    training.fit(net, X, y, 1, every=1000, record=lambda *_: begun.append(time.perf_counter()))
    return {
        **{f"{name}, s an epoch": value for name, value in seconds.items()},
        "a call of fit before its first step, 256 images, s": small,
        "a call of fit before its first step, 60,000 images, s": begun[0] - begin,
    }


IMPORTS = {
    "import mxnet": "import mxnet",
    "import d2lmlp": "import d2lmlp",
    "import d2l.mxnet": "from d2l import mxnet",
    "import d2lmlp and draw a first figure": (
        "from d2lmlp.figures import draw_mlp; import matplotlib.pyplot as plt; "
        "draw_mlp([4, 5, 3]); plt.savefig('/dev/null', format='png')"
    ),
}


def start():
    """Measure imports in new processes, and what a check, a slider and the playground take."""
    times = {name: [] for name in IMPORTS}
    for _ in range(5):
        for name, code in IMPORTS.items():
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)
            times[name].append(time.perf_counter() - begin)
    found = {f"{name}, s": median(values) for name, values in times.items()}
    ratios = [b / a for a, b in zip(times["import mxnet"], times["import d2lmlp"])]
    return {
        **found,
        "import d2lmlp / import mxnet (at most 1.15)": median(ratios),
        "a check's answer, ms": check_answer(),
        "a slider's frame (Python draws), ms": slider_frame(),
        **playground_frames(),
        **{f"from pointer to picture: {name}": ms for name, ms in explorer_frames().items()},
    }


def check_answer():
    """Give the milliseconds from a right answer to its verdict."""
    from mxnet import np

    from d2lmlp.exercises import TASKS
    from d2lmlp.exercises.engine.judging import judge_apart

    def tanh_derivative(x):
        return 1 - np.tanh(x) ** 2

    def asked():
        assert judge_apart(TASKS["tanh-derivative"], tanh_derivative).status == "correct"

    return timed(asked)


def slider_frame():
    """Give the milliseconds of one picture that Python draws."""
    from d2lmlp import explore

    knob, places = explore.masks().controls["p"], iter(range(21))

    def moved():
        knob.value = 0.04 * next(places)

    return timed(moved, 20)


def timed(what, times=6):
    """Give the median milliseconds of a call; the first one warms up."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        what()
        taken.append(time.perf_counter() - begin)
    return 1000 * median(taken[1:])


def playground_frames(seconds=4):
    """Count the playground's frames a second: sent by the kernel, and drawn by a page's own net."""
    import asyncio
    import shutil

    from browser import BROWSERS, QUIET
    from playwright.sync_api import sync_playwright

    from d2lmlp.explore.playground import playground
    from d2lmlp.explore.playground.widget import module, style

    play = playground("spiral", (8, 4))

    async def trained():
        play.train()
        await asyncio.sleep(seconds)
        play.pause()

    asyncio.run(trained())
    found = {"playground: frames a second from MXNet": play.model.epoch / seconds}
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        return found
    state = playground("spiral", (8, 4)).state_for_page()
    with sync_playwright() as playwright:
        options = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_content(f"<style>{style()}</style><div id='here'></div>")
        drawn = page.evaluate(DRAWN, [module(), state, seconds])
        browser.close()
    return {**found, "playground: frames a second on a page": drawn / seconds}


# Mounts the playground on a page, trains, and counts the different epochs that were shown.
DRAWN = """async ([text, state, seconds]) => {
  const {default: {render}} = await import(
    URL.createObjectURL(new Blob([text], {type: 'text/javascript'})));
  const get = name => state[name], set = (name, value) => { state[name] = value; };
  render({model: {get, set, on() {}, save_changes() {}}, el: document.getElementById('here')});
  await new Promise(done => setTimeout(done, 300));
  const shown = new Set(), end = performance.now() + 1000 * seconds;
  document.querySelector('button.go').click();
  while (performance.now() < end) {
    await new Promise(requestAnimationFrame);
    shown.add(document.querySelector('.epoch').textContent);
  }
  return shown.size;
}"""


def notebooks():
    """Measure how long each notebook takes to run, kernel start included."""
    import nbformat
    from nbclient import NotebookClient

    found = {}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        begin = time.perf_counter()
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(
            notebook, timeout=120, resources={"metadata": {"path": path.parent}},
            extra_arguments=["--log-level=ERROR"],
        ).execute()  # fmt: skip
        found[path.name] = time.perf_counter() - begin
    return {**found, **grading()}


def grading():
    """Measure the seconds in which the grader runs and judges one notebook, all included."""
    begin = time.perf_counter()
    notebook = ROOT / "notebooks" / "02_activation_functions.ipynb"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-I", "-m", "d2lmlp", "grade", notebook, "--out", folder],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    return {"the grader on notebook 02": time.perf_counter() - begin}
