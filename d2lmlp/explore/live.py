"""The frame of the explorers that draw themselves: one ES module, with a kernel or without one."""

import json
from html import escape
from pathlib import Path

import numpy as onp
from anywidget import AnyWidget
from IPython.display import display

from d2lmlp.figures.style import bundle

HERE = Path(__file__).parent
VIEW = "application/vnd.jupyter.widget-view+json"


class Live(AnyWidget):
    """A picture that its module draws, in JupyterLab and on a page; a cell's value shows it.

    A subclass has a `name`, after which its files are called (``NAME.js``, and ``NAME.css`` if
    there is need), traits that are tagged ``sync``, and `still`, the figure for readers who have
    neither a kernel nor a script.
    """

    name = ""
    parts = ("elements", "live")  # the files that stand before its own in the module

    def __init_subclass__(cls, **options):
        if "_esm" not in vars(cls):  # anywidget makes a subclass of its own, which has them
            cls._esm, cls._css = cls.module(), cls.style()
        super().__init_subclass__(**options)

    @classmethod
    def module(cls):
        """Return the text of the ES module, which needs nothing beside it."""
        parts = (*cls.parts, cls.name)
        return "".join((HERE / f"{part}.js").read_text("utf-8") for part in parts)

    @classmethod
    def style(cls):
        """Return the style sheet that belongs to the module."""
        files = [HERE / f"{part}.css" for part in ("live", cls.name)]
        return "".join(file.read_text("utf-8") for file in files if file.is_file())

    def state_for_page(self):
        """Return all that the module needs where there is no kernel, as JSON has it."""
        own = self.traits(sync=True).keys() - AnyWidget.class_traits(sync=True).keys()
        return {key: getattr(self, key) for key in sorted(own) if not key.startswith("_")}

    def _ipython_display_(self):
        still = bundle(self.still())
        state = escape(json.dumps(self.state_for_page(), separators=(",", ":")))
        html = f'<div class="d2lmlp-{self.name}" data-state="{state}">{still["text/html"]}</div>'
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        data = {VIEW: view, "text/html": html, "text/plain": still["text/plain"]}
        display(data, raw=True)


def numbers(name, value, size):
    """Return what was given as a flat float64 array of `size` numbers, or raise a ValueError."""
    try:
        found = onp.array(value.asnumpy() if hasattr(value, "asnumpy") else value, "float64")
    except (TypeError, ValueError):
        found = onp.empty(0)
    if found.size != size or not onp.isfinite(found).all():
        wanted = "one number" if size == 1 else f"{size} numbers"
        raise ValueError(f"{name} is {value!r:.60}; expected {wanted}.")
    return found.ravel()
