"""The playground as a widget: MXNet trains in the kernel, the module draws and takes the pointer.

Python sends the weights after each epoch, thirty times a second; surfaces, boundary and health are
computed from them where they are drawn. ``net.js`` holds the same formulas and can train as well:
a page without a kernel goes on from the state that ``state_for_page`` gives it.
"""

import asyncio
import html
import json
import math
import time
from pathlib import Path

import traitlets
from anywidget import AnyWidget
from IPython.display import display
from mxnet.util import use_np

from d2lmlp.explore.playground import points
from d2lmlp.explore.playground.interrupt import stop_button
from d2lmlp.explore.playground.model import FRESH, PlayModel
from d2lmlp.explore.playground.settings import (
    ACTIVATIONS,
    BATCHES,
    ENOUGH,
    GOALS,
    MAX_LAYERS,
    MAX_UNITS,
    checked,
)
from d2lmlp.explore.playground.still import still
from d2lmlp.figures.style import bundle
from d2lmlp.mlp import INITIALIZERS

HERE = Path(__file__).parent
PARTS = ("net.js", "trainers.js", "picture.js", "controls.js", "netview.js", "playground.js")
FRAME = 1 / 30  # seconds from one epoch to the next: what an eye can follow
LAST_EPOCH = 5000
VIEW = "application/vnd.jupyter.widget-view+json"


def module():
    """Return the ES module: its parts, one after the other, in one text."""
    return "\n".join((HERE / part).read_text(encoding="utf-8") for part in PARTS)


def style():
    """Return the module's style sheet."""
    return (HERE / "playground.css").read_text(encoding="utf-8")


class Playground(AnyWidget):
    """A net in training that one can reach into; the value of a cell shows it.

    Attributes
    ----------
    model : PlayModel
        What is trained; ``model.net`` is a Gluon net like any other.
    settings : dict
        As in `playground`; most of them can be changed while it trains.
    training : bool
        True while it trains; to set it is to press the button.
    goal : str
    """

    _esm, _css = module(), style()
    settings = traitlets.Dict().tag(sync=True)
    goal = traitlets.Unicode("none").tag(sync=True)
    training = traitlets.Bool(False).tag(sync=True)
    steps = traitlets.Int(0).tag(sync=True)  # how often one epoch was asked for
    restarts = traitlets.Int(0).tag(sync=True)
    edited = traitlets.Dict().tag(sync=True)  # the weight that was last moved: index, value
    frame = traitlets.Dict().tag(sync=True)  # what Python says, after each epoch
    losses = traitlets.Dict().tag(sync=True)  # of all epochs, when a net begins or pauses
    fixed = traitlets.Dict().tag(sync=True)  # what never changes: points, choices, goals
    kernel = traitlets.Bool(True).tag(sync=True)

    _at_work = None  # only one playground trains at a time; a cell that is run again stops its last

    @classmethod
    def opened(cls, settings, epochs, goal):
        """Make a playground whose net is trained for so many epochs."""
        self = cls(settings=settings, goal=goal, fixed=fixed())
        self.model, self._stopped = PlayModel(settings), False
        self._start = self._said = self._turn = 0  # count the nets, the frames, the runs
        for _ in range(epochs):
            self.model.train_epoch()
        self._say(whole=True)
        for name in ("settings", "training", "steps", "restarts", "edited", "goal"):
            self.observe(getattr(self, f"_on_{name}"), name)
        return self

    def train(self):
        """Start training; the call returns at once, and the kernel stays free."""
        self.training = True

    def pause(self):
        """Stop training; the net keeps what it has learned."""
        self.training = False

    def step(self):
        """Train for one epoch."""
        self.steps += 1

    def code(self):
        """Return the line of code that rebuilds this playground, its training included."""
        model = self.model
        said = {key: value for key, value in model.settings.items() if value != []}
        said |= {"epochs": model.epoch, "goal": self.goal}
        line = f"playground({', '.join(f'{k}={v!r}' for k, v in said.items())})"
        return f"{line}  # begins anew: this net was changed on its way" if model.changed else line

    def state_for_page(self):
        """Return all that the module needs where there is no kernel, as JSON has it."""
        names = ("settings", "goal", "training", "steps", "restarts", "edited", "frame", "losses")
        state = {name: getattr(self, name) for name in names}
        frame = {**self.frame, "code": ""}  # the line is for a notebook
        return {**state, "frame": frame, "training": False, "fixed": self.fixed, "kernel": False}

    def module(self):
        """Return the text of the ES module, which needs nothing beside it."""
        return module()

    def style(self):
        """Return the style sheet that belongs to the module."""
        return style()

    def html_for_page(self):
        """Return the picture for readers without a kernel, with the state that brings it to life.

        Where a page has the module, it calls ``render({model, el})`` with the ``div`` as `el` and
        a `model` that holds the JSON of ``data-state``; its content is replaced.
        """
        picture = bundle(still(self.model))["text/html"]
        state = html.escape(json.dumps(self.state_for_page(), separators=(",", ":")))
        return f'<div class="d2lmlp-playground" data-state="{state}">{picture}</div>'

    def _ipython_display_(self):
        if Playground._at_work not in (None, self):
            Playground._at_work.pause()
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        plain = bundle(still(self.model))["text/plain"]
        data = {VIEW: view, "text/html": self.html_for_page(), "text/plain": plain}
        display(data, raw=True)

    def _say(self, whole=False):
        model = self.model
        weights = [_plain(w, 7) for w in model.weights()]
        last = [_plain(found[-1], 6) for found in (model.train_loss, model.test_loss) if found]
        if whole:
            self.losses = {
                "train": [_plain(v, 6) for v in model.train_loss],
                "test": [_plain(v, 6) for v in model.test_loss],
            }
        self._said += 1  # so that every answer is a change, and is heard
        self.frame = {
            "start": self._start, "epoch": model.epoch, "weights": weights, "loss": last,
            "broken": model.broken, "code": self.code(), "said": self._said,
        }  # fmt: skip

    def _on_training(self, change):
        if not change["new"]:
            self._say(whole=True)
            return
        if Playground._at_work not in (None, self):
            Playground._at_work.pause()
        Playground._at_work, self._stopped = self, False
        self._turn += 1
        self._task = asyncio.ensure_future(self._run(self._turn))

    @use_np  # here, in whichever thread this is
    def _on_steps(self, change):
        self.pause()
        self.model.train_epoch()
        self._say(whole=True)

    def _on_restarts(self, change):
        self._begin(self.model.settings)

    def _begin(self, settings):
        self.pause()
        self.model = PlayModel(settings)
        self._start += 1
        self._say(whole=True)

    @use_np
    def _on_settings(self, change):
        try:
            wanted = checked(change["new"])
        except ValueError:  # only the module writes here, and it offers nothing wrong
            self.settings = self.model.settings
            return
        if any(wanted[key] != self.model.settings[key] for key in FRESH):
            self._begin(wanted)
        else:
            self.model.apply(wanted)
            self._say()

    @use_np
    def _on_edited(self, change):
        self.model.set_weight(change["new"]["index"], change["new"]["value"])
        self._say()

    def _on_goal(self, change):
        self._say()

    async def _run(self, turn):
        def goes_on():
            return self.training and turn == self._turn and not self._stopped

        def stop():
            self._stopped = True

        with stop_button(stop):
            due = time.perf_counter()
            while goes_on() and not self._finished():
                self.model.train_epoch()
                self._say()
                due = max(due + FRAME, time.perf_counter() + 0.002)
                # Here the kernel hears of a click.
                await asyncio.sleep(due - time.perf_counter())
        if turn == self._turn:
            self.pause()

    def _finished(self):
        return self.model.broken or self.model.epoch >= LAST_EPOCH or not len(self.model.X)


def fixed():
    """Collect what the module needs once: points, choices, goals."""
    return {
        "sets": {
            name: [points.points(name, seed=seed) for seed in (0, points.TEST_SEED)]
            for name in points.DATA
        },
        "activations": list(ACTIVATIONS),
        "inits": list(INITIALIZERS),
        "batches": list(BATCHES),
        "goals": {name: goal._asdict() for name, goal in GOALS.items()},
        "enough": ENOUGH, "half": points.HALF, "last": LAST_EPOCH, "test_seed": points.TEST_SEED,
        "most": {"layers": MAX_LAYERS, "units": MAX_UNITS},
    }  # fmt: skip


def _plain(value, digits):
    """Return a number as JSON can hold it: NaN and infinity become None."""
    return float(f"{value:.{digits}g}") if math.isfinite(value) else None
