"""The stage: what an explorer is made of that draws itself, in JupyterLab and on a bare page.

Python holds the state and computes what is not small; an ES module draws, takes the pointer and the
keys, and computes the small formulas itself. The contract between them, for whoever mounts one:

* ``export default {render({model, el})}`` is the whole module. Of `model` it asks ``get(name)``,
  ``set(name, value)``, ``on("change:name", call)`` and ``save_changes()``; ``off`` is used where
  there is one. It returns a function that takes everything down.
* ``elements.js``, ``axes.js`` and ``stage.js`` stand before the explorer's own file in one text,
  ``module()``. It imports nothing and asks for nothing. ``style()`` is ``stage.css`` and the
  explorer's own rules.
* ``state_for_page()`` holds every trait of the explorer by name, as JSON can say it: where its
  knobs stand, what never changes, ``kernel`` (false there) and ``answers``.
* What needs MXNet is an answer. The module asks for one by setting ``wanted`` to the JSON of a
  list, such as ``["gelu"]``; Python computes it in ``answer(...)`` and puts it into ``answers``
  under that same text. On a page those of ``places()`` are there from the beginning, and the
  knobs offer no others.

`Stage` is the base class; ``activation_curve.py`` with ``activation.js`` is the model to copy.
"""

import json
from pathlib import Path

import traitlets
from anywidget import AnyWidget
from mxnet.util import use_np

from d2lmlp.explore.base import show
from d2lmlp.figures.style import bundle

HERE = Path(__file__).parent


def texts(*parts):
    """Return module and style sheet: the stage's part, and then those of the explorer, in order."""
    both = []
    for ending in ("js", "css"):
        files = [HERE / f"{part}.{ending}" for part in ("elements", "axes", "stage", *parts)]
        both.append("\n".join(file.read_text("utf-8") for file in files if file.is_file()))
    return both


class Stage(AnyWidget):
    """An explorer that draws itself; the value of a cell shows it.

    Attributes
    ----------
    parts : tuple of str
        The explorer's own .js and .css files; ``_esm, _css = texts(*parts)`` stands below it.
    kernel : bool
        False on a page, where nobody computes an answer.
    wanted : str
        The JSON of the arguments of the answer that is asked for.
    answers : dict of str to dict
        What MXNet has computed, by what was asked for.
    """

    kernel = traitlets.Bool(True).tag(sync=True)
    wanted = traitlets.Unicode("").tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)

    @classmethod
    def module(cls):
        """Return the text of the ES module, which needs nothing beside it."""
        return texts(*cls.parts)[0]

    @classmethod
    def style(cls):
        """Return the text of the style sheet."""
        return texts(*cls.parts)[1]

    def still(self):
        """Draw what stands where no widget can run: a figure that asks and does not answer."""
        raise NotImplementedError

    def answer(self, *asked):
        """Compute with MXNet what the module asks for."""
        raise NotImplementedError

    def places(self):
        """List what a page, which cannot ask, has to have answered: arguments of `answer`."""
        return []

    def state_for_page(self):
        """Return all traits by name, with the answers a page needs, as JSON has it."""
        others = AnyWidget.class_trait_names()
        own = [name for name in self.trait_names(sync=True) if name[0] != "_"]
        state = {name: getattr(self, name) for name in sorted(own) if name not in others}
        answers = {said(place): self.answer(*place) for place in self.places()}
        return {**state, "kernel": False, "wanted": "", "answers": {**answers, **self.answers}}

    @traitlets.observe("wanted")
    @use_np  # JupyterLab's messages come in another thread, where MXNet's NumPy mode is off
    def _on_wanted(self, change):
        if change["new"] and change["new"] not in self.answers:
            found = self.answer(*json.loads(change["new"]))
            self.answers = {**self.answers, change["new"]: found}

    def _ipython_display_(self):
        found = bundle(self.still())
        show(self, found["text/plain"], found["text/html"])


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
