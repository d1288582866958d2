"""The panel of the playground: knobs, buttons, and a picture that is drawn as it trains.

Training runs in slices of a few hundredths of a second between which the kernel answers.
"""

import asyncio
import time
from html import escape

import ipywidgets as widgets
from IPython.display import display
from mxnet.util import use_np

from d2lmlp.explore.base import show
from d2lmlp.explore.playground.model import (
    DATA,
    GOALS,
    HALF,
    MAX_LAYERS,
    MAX_UNITS,
    PlayModel,
    checked,
)
from d2lmlp.explore.playground.view import PLANE, PlayView, img
from d2lmlp.health import health
from d2lmlp.mlp import ACTIVATION_BLOCKS, INITIALIZERS

SLICE, FRAME = 0.02, 0.045  # seconds of training in a frame; from one frame to the next
LAST_EPOCH = 5000
# A click on the plane becomes a line in the text box of own points; with Shift, of class 1.
CLICK = """
const box = this.getBoundingClientRect();
const [left, bottom, width, height] = PLANE;
const x = ((event.clientX - box.left) / box.width - left) / width;
const y = ((box.bottom - event.clientY) / box.height - bottom) / height;
if (x > 0 && x < 1 && y > 0 && y < 1) {
  const text = this.closest('.d2lmlp-playground').querySelector('textarea');
  const line = [6 * x - 3, 6 * y - 3].map(v => v.toFixed(2)).join(' ');
  text.value = (text.value.trim() + '\\n' + line + (event.shiftKey ? ' 1' : ' 0')).trim();
  text.dispatchEvent(new Event('input', {bubbles: true}));
}""".replace("PLANE", str(list(PLANE)))


class Playground:
    """Knobs, buttons and a picture around a `PlayModel`; the value of a cell shows it.

    Attributes
    ----------
    model : PlayModel
        What is trained; ``model.net`` is a Gluon net like any other.
    training : bool
    """

    _at_work = None  # only one playground trains at a time; a cell that is run again stops its last

    def __init__(self, settings, epochs, goal):
        self.training, self._view, self._health_due = False, PlayView(), 0.0
        self._build(settings, goal)
        self.restart(settings)
        for _ in range(epochs):
            self.model.train_epoch()
        self.draw()

    def restart(self, settings):
        """Begin again with a new net."""
        self.pause()
        self.model, self._said = PlayModel(**settings), ""
        self._health_due = 0.0

    def train(self):
        """Start training; the call returns at once, and the kernel stays free."""
        if self.training:
            return
        if Playground._at_work is not None:
            Playground._at_work.pause()
        Playground._at_work, self.training = self, True
        self.button["train"].description = "Pause"
        self._task = asyncio.ensure_future(self._run())

    def pause(self):
        """Stop training; the net keeps what it has learned."""
        if self.training:
            self.training = False
            self.button["train"].description = "Train"
            self._health_due = 0.0

    def step(self):
        """Train for one epoch."""
        self.pause()
        self.model.train_epoch()
        self.draw()

    async def _run(self):
        while self.training:
            start = time.perf_counter()
            while time.perf_counter() < start + SLICE and not self._finished():
                self.model.train_epoch()
            if self._finished():
                self.pause()
            self.draw()
            spent = time.perf_counter() - start
            await asyncio.sleep(max(0.01, FRAME - spent))  # here the kernel hears of a click

    def _finished(self):
        return self.model.broken or self.model.epoch >= LAST_EPOCH or not len(self.model.X)

    def code(self):
        """Return the line of code that rebuilds this playground, its training included."""
        settings = {**self.model.settings, "epochs": self.model.epoch, "goal": self.goal.value}
        return f"playground({', '.join(f'{k}={v!r}' for k, v in settings.items())})"

    def in_words(self):
        """Say what the picture shows."""
        model = self.model
        where = model.settings["data"] if isinstance(model.settings["data"], str) else "own points"
        net = "-".join(map(str, (2, *model.settings["layers"], 2)))
        text = f"Playground: {where}, a {net} net after {model.epoch} epochs"
        if model.broken:
            return f"{text}: the loss is no longer a number; lower the learning rate."
        if model.epoch:
            text += f", training loss ≈ {model.train_loss[-1]:.3f}"
        return f"{text}, test accuracy ≈ {model.accuracy():.2f}."

    @use_np  # the health table is computed here, in whichever thread this is
    def draw(self):
        """Bring picture and words up to date; the health table and the code twice a second."""
        text = self.in_words()
        self.picture.value = img(self._view.frame(self.model), text, CLICK)
        self.words.value = f"<p>{escape(text)}</p>"
        if time.perf_counter() < self._health_due:
            return
        self._health_due = time.perf_counter() + 0.5
        self.line.value = f"<pre>{escape(self.code())}</pre>"
        model = self.model
        if len(model.X) and not model.broken:
            self.health.value = health(model.net, model.X, model.y)._repr_html_()
        self._show_goal()

    def _show_goal(self):
        goal, name = GOALS[self.goal.value], self.goal.value
        said = goal.text
        if goal.data:
            units = sum(self.model.settings["layers"])
            reached = self.model.reached(name)
            said += " <b>✓ Reached.</b>" if reached else f" Not yet, with {units} units."
        if said != self._said:  # a screen reader speaks only of what is new
            self._said = self.goal_words.value = said

    def _build(self, settings, goal):
        activations = [("none", None) if a is None else (a, a) for a in ACTIVATION_BLOCKS]
        sizes, given = settings["layers"], settings["activations"]
        more = (8,) * (MAX_LAYERS - len(sizes))
        own = not isinstance(settings["data"], str)
        lines = "\n".join(f"{a:g} {b:g} {k}" for a, b, k in settings["data"]) if own else ""
        self.knobs = {
            "data": _choice("data", [*DATA, "own"], "own" if own else settings["data"]),
            "depth": _choice("layers", list(range(MAX_LAYERS + 1)), len(sizes)),
            "init": _choice("init", list(INITIALIZERS), settings["init"]),
            "dropout": widgets.BoundedFloatText(settings["dropout"], max=0.9, step=0.1),
            "lr": widgets.BoundedFloatText(settings["lr"], min=1e-4, max=10, step=0.01),
            "seed": widgets.BoundedIntText(settings["seed"], max=10**6),
        }
        for name in ("dropout", "lr", "seed"):
            self.knobs[name].description = name
        self.units = [
            widgets.BoundedIntText(n, min=1, max=MAX_UNITS, description=f"units {i + 1}")
            for i, n in enumerate((*sizes, *more))
        ]
        self.activations = [
            _choice(f"act {i + 1}", activations, a)
            for i, a in enumerate((*given, *(["tanh"] * len(more))))
        ]
        self.own = widgets.Textarea(
            lines, description="points", placeholder="x1 x2 class, a line for each point"
        )
        self.goal = _choice("goal", [(g.text, name) for name, g in GOALS.items()], goal)
        self.goal.layout.width = "32em"
        self.button = {
            name: widgets.Button(description=name.capitalize())
            for name in ("train", "step", "reset")
        }
        html = (widgets.HTML() for _ in range(5))
        self.picture, self.words, self.goal_words, self.health, self.line = html
        for knob in (*self.knobs.values(), *self.units, *self.activations, self.own):
            knob.observe(lambda change: self._changed(change["owner"]), "value")
        self.goal.observe(lambda change: self._goal_chosen(), "value")
        self.button["train"].on_click(lambda _: self.pause() if self.training else self.train())
        self.button["step"].on_click(lambda _: self.step())
        self.button["reset"].on_click(lambda _: self._changed(None))
        self._show_layers()

    def _show_layers(self):
        for i, (units, activation) in enumerate(zip(self.units, self.activations)):
            for knob in (units, activation):
                knob.layout.display = "" if i < self.knobs["depth"].value else "none"
        self.own.layout.display = "" if self.knobs["data"].value == "own" else "none"

    def _settings(self):
        depth, values = self.knobs["depth"].value, {k: w.value for k, w in self.knobs.items()}
        del values["depth"]
        if values["data"] == "own":
            values["data"] = _own_points(self.own.value)
        return checked(
            layers=[w.value for w in self.units[:depth]],
            activations=[w.value for w in self.activations[:depth]],
            epochs=0, **values,
        )  # fmt: skip

    def _changed(self, knob):
        if knob is self.own and self.knobs["data"].value != "own":
            self.knobs["data"].value = "own"  # a click on the plane; it comes back as a change
            return
        self._show_layers()
        self.restart(self._settings())
        self.draw()

    def _goal_chosen(self):
        wanted = GOALS[self.goal.value].data
        if wanted and self.knobs["data"].value != wanted:
            self.knobs["data"].value = wanted
        self._health_due = 0.0
        self.draw()

    def _ipython_display_(self):
        if Playground._at_work not in (None, self):
            Playground._at_work.pause()
        alt = self.in_words()
        still = img(self._view.frame(self.model, "png"), alt)
        display({"text/html": still, "text/plain": f"Figure: {alt}"}, raw=True)
        row = {"layout": widgets.Layout(flex_flow="row wrap")}
        box = widgets.VBox([
            widgets.HBox([*self.knobs.values()], **row),
            *(widgets.HBox(pair, **row) for pair in zip(self.units, self.activations)),
            self.own,
            widgets.HBox([*self.button.values(), self.goal], **row),
            self.goal_words, self.words, self.picture, self.health, self.line,
        ])  # fmt: skip
        box.add_class("d2lmlp-playground")
        show(box, "Run this cell to change data and net, and to train: every knob can be typed.")


def _choice(name, options, value):
    return widgets.Dropdown(options=options, value=value, description=name)


def _own_points(text):
    """Read "x1 x2 class" line by line; lines that are not finished yet are left out."""
    found = []
    for line in text.replace(",", " ").splitlines():
        try:
            a, b, k = line.split()
            point = (float(a), float(b), int(k))
        except ValueError:
            continue
        if max(abs(point[0]), abs(point[1])) <= HALF and point[2] in (0, 1):
            found.append(point)
    return found
