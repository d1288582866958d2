"""The stage: what an explorer is made of that draws itself, in JupyterLab and on a bare page.

Python holds the state and computes what is not small; an ES module draws, takes the pointer and the
keys, and computes the small formulas itself. The contract between them, for whoever mounts one:

* ``export default {render({model, el})}`` is the whole module. Of `model` it asks ``get(name)``,
  ``set(name, value)``, ``on("change:name", call)`` and ``save_changes()``; ``off`` is used where
  there is one. It returns a function that takes everything down.
* ``elements.js``, ``axes.js`` and ``stage.js`` stand before the explorer's own file in one text,
  ``module()``. It imports nothing and asks for nothing. ``style()`` is ``stage.css`` and the
  explorer's own rules.
* ``state()`` holds every trait of the explorer by name, as JSON can say it: where its knobs stand
  and what never changes. It is stored with the still in the notebook's output. A page gets
  ``state_for_page()``, which is the same with ``answers``.
* What needs MXNet is an answer. The module asks for one by setting ``wanted`` to the JSON of a
  list, such as ``["gelu"]``; Python computes it in ``answer(...)`` and puts it into ``answers``
  under that same text. On a page those of ``places()`` are there from the beginning, and the
  knobs offer no others.

`Stage` is the base class; ``activation_curve.py`` with ``activation.js`` is the model to copy.
"""

import json
from html import escape
from pathlib import Path

import numpy as onp
import traitlets
from anywidget import AnyWidget
from mxnet.util import use_np

from d2lmlp.explore.base import show
from d2lmlp.figures.style import bundle

HERE = Path(__file__).parent
FRAME = ("elements", "axes", "stage")


class Stage(AnyWidget):
    """An explorer that draws itself; the value of a cell shows it.

    Attributes
    ----------
    parts : tuple of str
        The explorer's own .js and .css files; the last is its name.
    kernel : bool
        False on a page, where nobody computes an answer.
    wanted : str
        The JSON of the arguments of the answer that is asked for.
    answers : dict of str to dict
        What MXNet has computed, by what was asked for.
    """

    parts = ()
    kernel = traitlets.Bool(True).tag(sync=True)
    wanted = traitlets.Unicode("").tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, **options):
        if "_esm" not in vars(cls):  # anywidget makes a subclass of its own, which has them
            cls._esm, cls._css = cls.module(), cls.style()
        super().__init_subclass__(**options)

    @classmethod
    def module(cls):
        """Return the text of the ES module, which needs nothing beside it."""
        return cls._text("js")

    @classmethod
    def style(cls):
        """Return the text of the style sheet."""
        return cls._text("css")

    @classmethod
    def _text(cls, ending):
        files = [HERE / f"{part}.{ending}" for part in (*FRAME, *cls.parts)]
        return "\n".join(file.read_text("utf-8") for file in files if file.is_file())

    def still(self):
        """Draw what stands where no widget can run: a figure that asks and does not answer."""
        raise NotImplementedError

    def answer(self, *asked):
        """Compute with MXNet what the module asks for."""
        raise NotImplementedError

    def places(self):
        """List what a page, which cannot ask, has to have answered: arguments of `answer`."""
        return []

    def state(self):
        """Return the explorer's own traits by name, as JSON has it."""
        own = self.traits(sync=True).keys() - Stage.class_traits(sync=True).keys()
        return {name: getattr(self, name) for name in sorted(own) if name[0] != "_"}

    def state_for_page(self):
        """Return the state with the answers that a page needs, which has no kernel."""
        answers = {said(place): self.answer(*place) for place in self.places()}
        asking = {"kernel": False, "wanted": "", "answers": {**answers, **self.answers}}
        return {**self.state(), **asking}

    @traitlets.observe("wanted")
    @use_np  # JupyterLab's messages come in another thread, where MXNet's NumPy mode is off
    def _on_wanted(self, change):
        if change["new"] and change["new"] not in self.answers:
            found = self.answer(*json.loads(change["new"]))
            self.answers = {**self.answers, change["new"]: found}

    def _ipython_display_(self):
        still = bundle(self.still())
        state = escape(json.dumps(self.state(), separators=(",", ":")))
        name = f"d2lmlp-{self.parts[-1]}"
        html = f'<div class="{name}" data-state="{state}">{still["text/html"]}</div>'
        show(self, still["text/plain"], html)


def said(asked):
    """Write the arguments of an answer as the module does."""
    return json.dumps(list(asked), separators=(",", ":"))


def checked_number(name, value, low, high):
    """Return a number, or raise a ValueError that says what is wrong with it."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise ValueError(f"{name} is {value!r}; expected a number from {low} to {high}.")
    return float(value)


def checked_whole(name, value, low, high):
    """Return a whole number, or raise a ValueError that says what is wrong with it."""
    if type(value) is not int or not low <= value <= high:
        raise ValueError(f"{name} is {value!r}; expected a whole number from {low} to {high}.")
    return value


def checked_choice(name, choice, options):
    """Return a choice, or raise a ValueError that says what there is."""
    options = tuple(options)
    if choice not in options:
        raise ValueError(f"{name} is {choice!r}; choose one of {', '.join(options)}.")
    return choice


def checked_numbers(name, value, size):
    """Return what was given as a flat float64 array of `size` numbers, or raise a ValueError."""
    try:
        found = onp.array(value.asnumpy() if hasattr(value, "asnumpy") else value, "float64")
    except (TypeError, ValueError):
        found = onp.empty(0)
    if found.size != size or not onp.isfinite(found).all():
        wanted = "one number" if size == 1 else f"{size} numbers"
        raise ValueError(f"{name} is {value!r:.60}; expected {wanted}.")
    return found.ravel()
