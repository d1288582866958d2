"""Measure the speeds the course speaks of (``make bench``); print tables, write build/bench.json.

    python tests/tools/bench.py [--only speed growth start notebooks] [--other PYTHON]

Libraries that are not the course's (PyTorch, scikit-learn) are measured where they are installed:
``pip install '.[bench]'``, or in another environment whose Python is given by ``--other``. All
contenders live at the same time and take turns, an epoch each, so that a busy moment hits all of
them; a ratio is the median over the rounds. With all parts it takes about seven minutes.
"""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
BUDGET = {1: 240, 2: 60}  # seconds for the epochs at so many threads

CONTENDERS = {
    "ours": "d2lmlp.fit",
    "gluon_resident": "Gluon as in the book, arrays in memory",
    "gluon_loader": "Gluon with its DataLoader",
    "d2l_classes": "the book's d2l classes, 4 loader processes",
    "d2l_one_process": "the book's d2l classes, one process",
    "numpy_by_hand": "NumPy by hand",
    "scikit_learn": "scikit-learn MLPClassifier",
    "torch_resident": "PyTorch, tensors in memory",
    "torch_loader": "PyTorch with its DataLoader",
    "products_numpy": "the products alone, NumPy",
    "products_torch": "the products alone, PyTorch",
}


class Contender:
    """A process that trains, one epoch at a time, when it is told to."""

    def __init__(self, name, folder, epochs, threads, other):
        foreign = name.split("_")[0] == "scikit" or "torch" in name
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        self.name, self.seconds, self.result = name, [], {}
        script = Path(__file__).with_name("contenders.py")
        self.process = subprocess.Popen(
            [other if foreign and other else sys.executable, script, name, folder, str(epochs)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, **dict.fromkeys([*names, "D2LMLP_THREADS"], str(threads))},
        )  # fmt: skip

    def epoch(self):
        """Run one epoch and note how long it took; False where the contender has dropped out."""
        message = self._say("go\n")
        if "seconds" in message:
            self.seconds.append(message["seconds"])
        return "seconds" in message

    def end(self):
        """Let the process finish or give up, and note its accuracy and its memory."""
        if not self.result:
            self._say("\n")
        self.process.kill()
        self.process.wait()

    def _say(self, word):
        try:
            self.process.stdin.write(word)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # it is done; what it has to tell is still to be read
        message = json.loads(self.process.stdout.readline() or "{}")
        if "seconds" not in message:
            self.result = {**message, **json.loads(self.process.stdout.readline() or "{}")}
        return message


def speed(threads, epochs, other):
    """Let all contenders train the chapter's MLP in turn; return one row for each."""
    with tempfile.TemporaryDirectory() as folder:
        whole = save_images(folder)
        racers = [Contender(name, folder, epochs, threads, other) for name in CONTENDERS]
        try:
            end, racing = time.monotonic() + BUDGET[threads], racers
            while racing and time.monotonic() < end:
                racing = [racer for racer in racing if racer.epoch()]
        finally:
            for racer in racers:
                racer.end()
    ours = racers[0].seconds
    rows = {}
    for racer in racers:
        pairs = list(zip(racer.seconds, ours))[1:]  # the first epoch warms up
        if pairs:
            rows[racer.name] = {
                "seconds": median(own for own, _ in pairs),
                "ratio": median(own / base for own, base in pairs),
                "images_per_second": 60000 / median(own for own, _ in pairs),
                "rounds": len(pairs),
                "peak_mb": racer.result.get("peak_mb"),
                "accuracy": racer.result.get("accuracy") if whole else None,
            }
    return rows


def save_images(folder):
    """Write the 60,000 images for the contenders; without the full set, the sample ten times."""
    from d2lmlp import data
    from d2lmlp.assets.fashion_mnist import find_full

    whole = find_full() is not None
    X, y, X_test, y_test, _ = data.fashion_mnist(full=whole)
    arrays = [a.asnumpy() for a in (X, y, X_test, y_test)]
    if not whole:
        arrays[:2] = [np.concatenate([a] * 10) for a in arrays[:2]]
    for k, array in enumerate(arrays):
        np.save(Path(folder) / f"{k}.npy", array)
    return whole


def bars(rows):
    """Give the ratios that the course holds itself to; None where a contender was not there."""

    def between(a, b):
        return rows[a]["ratio"] / rows[b]["ratio"] if a in rows and b in rows else None

    limits = [name for name in rows if name.startswith("products")]
    limit = min(limits, key=lambda name: rows[name]["ratio"], default=None)
    return {
        "ours / d2l classes, one process (at most 0.10)": between("ours", "d2l_one_process"),
        "ours / d2l classes, 4 loader processes (at most 0.10)": between("ours", "d2l_classes"),
        "ours / PyTorch in memory (at most 0.90)": between("ours", "torch_resident"),
        "products alone / ours (at least 0.67)": between(limit, "ours"),
    }


def growth():
    """Measure how the cost of an image grows with width, batch size and number of images."""
    from mxnet import npx

    from d2lmlp import MLP, fit
    from d2lmlp.assets.fashion_mnist import find_full
    from d2lmlp.data import fashion_mnist

    X, y, *_ = fashion_mnist(full=find_full() is not None)
    base = {"width": 256, "batch": 256, "images": min(6000, len(X))}
    found = {}
    for knob, values in (("width", (64, 256, 1024)), ("batch", (32, 256, 2048)),
                         ("images", (600, 6000, 60000))):  # fmt: skip
        for value in (v for v in values if v <= len(X)):
            at = {**base, knob: value}
            net, times = MLP((784, at["width"], 10)), []

            def note(net, step, times=times):
                npx.waitall()
                times.append(time.perf_counter())

            steps = -(-at["images"] // at["batch"])
            some = X[: at["images"]], y[: at["images"]]
            fit(net, *some, 5, batch_size=at["batch"], every=steps, record=note)
            epoch = median(b - a for a, b in zip(times[1:], times[2:]))
            found[f"{knob} {value}"] = 1e6 * epoch / at["images"]
    return found


def start():
    """Measure imports in new processes, a slider's frame, and the playground's frames a second."""
    snippets = {
        "import mxnet": "import mxnet",
        "import d2lmlp": "import d2lmlp",
        "import d2l.mxnet": "from d2l import mxnet",
    }
    times = {name: [] for name in snippets}
    for _ in range(5):
        for name, code in snippets.items():
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)
            times[name].append(time.perf_counter() - begin)
    found = {f"{name}, s": median(values) for name, values in times.items()}
    from d2lmlp import explore

    knob, frames = explore.masks().controls["p"], []
    for k in range(20):
        begin = time.perf_counter()
        knob.value = 0.04 * k
        frames.append(time.perf_counter() - begin)
    found["a slider's frame, ms"] = 1000 * median(frames)
    return {**found, **playground_frames()}


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
    return found


def machine():
    """Say in a line what this computer is."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].split(":")[1].strip() if names else model
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    )


def print_speed(threads, rows):
    """Print the table of the race."""
    print(f"\nAn epoch of 784-256-10, 60,000 images in batches of 256, {threads} thread(s)")
    print(f"{'':44} {'s':>6} {'to ours':>8} {'images/s':>9} {'peak MB':>8} {'accuracy':>9}")
    for name, row in sorted(rows.items(), key=lambda item: item[1]["ratio"]):
        peak = f"{row['peak_mb']:8.0f}" if row["peak_mb"] else f"{'-':>8}"
        accuracy = f"{row['accuracy']:9.3f}" if row["accuracy"] else f"{'-':>9}"
        print(
            f"{CONTENDERS[name]:44} {row['seconds']:6.2f} {row['ratio']:8.2f} "
            f"{row['images_per_second']:9,.0f} {peak} {accuracy}"
        )


def print_table(title, values):
    """Print one number a line."""
    print(f"\n{title}")
    for name, value in values.items():
        print(f"  {name:54} {'-' if value is None else f'{value:.2f}'}")


def main():
    """Measure the parts that were asked for."""
    parts = ("speed", "growth", "start", "notebooks")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=parts, default=parts)
    parser.add_argument("--other", metavar="PYTHON", help="where PyTorch and scikit-learn are")
    asked = parser.parse_args()
    result = {"date": datetime.date.today().isoformat(), "machine": machine()}
    print(result["date"], result["machine"])
    for threads, epochs in ((1, 10), (2, 4)) if "speed" in asked.only else ():
        rows = result[f"speed, {threads} thread(s)"] = speed(threads, epochs, asked.other)
        print_speed(threads, rows)
        result.setdefault("bars", bars(rows))  # the bars are set for one thread
        store(result)
    for name, title, measure in (
        ("bars", "The course's bars, one thread", lambda: result["bars"]),
        ("growth", "Microseconds for an image (width 256, batch 256, 6,000 images)", growth),
        ("start", "Starting", start),
        ("notebooks", "Seconds for a notebook", notebooks),
    ):
        if name in asked.only or name in result:
            result[name] = measure()
            print_table(title, result[name])
            store(result)


def store(result):
    """Keep what has been measured so far."""
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
