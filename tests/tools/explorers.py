"""Explorers on pages: each module becomes a classic script, which a page from a folder can load.

A page gets the state that the explorer had when the notebook ran; tests/site/static/explorers.js
gives it to the module as anywidget would.
"""

import json
import re
from html import unescape
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import nbformat
import stored
from course import ROOT

from d2lmlp import explore
from d2lmlp.clinic import walk  # noqa: F401 (its chart stands on the stage too)
from d2lmlp.explore.playground import widget as playground
from d2lmlp.explore.stage import Stage

GRAPH = Path(explore.__file__).parent / "graph.js"
CACHE = ROOT / "build" / "site-drawn"
for module in iter_modules(explore.__path__):
    import_module(f"{explore.__name__}.{module.name}")
# the explorers on the stage, by name: whatever the folder holds, and the clinic's chart
STAGES = {one.parts[-1]: one for one in Stage.__subclasses__()}
# name of each module -> its text and its style
MODULES = {
    **{name: (stage.module(), stage.style()) for name, stage in STAGES.items()},
    "graph": (GRAPH.read_text("utf-8"), GRAPH.with_suffix(".css").read_text("utf-8")),
    "playground": (playground.module(), playground.style()),
}
PLACE = re.compile(
    rf'<div class="d2lmlp-({"|".join(MODULES)})" data-(?:graph|state)="([^"]*)">(.*)</div>', re.S
)
STILL = '<div class="d2lmlp-still">{}</div>'  # for readers without a script


def classic(source, name):
    """Make a classic script of a module that imports nothing.

    Raises
    ------
    ValueError
        If something of the module's own syntax is left.
    """
    source = re.sub(r"^export default ", "const whole = ", source, flags=re.M)
    source = re.sub(r"^export \{[^}]*\};$", "", source, flags=re.M)
    source = re.sub(r"^export (?=function|const|class)", "", source, flags=re.M)
    if re.search(r"^\s*(import|export)\b", source, re.M):
        raise ValueError(f"{name} imports or exports more than a page from a folder can take.")
    return (
        "(window.d2lmlpExplorers ??= {})"
        f'["{name}"] = (() => {{\n"use strict";\n{source}\nreturn whole;\n}})();\n'
    )


def write(folder):
    """Write the scripts and styles of all explorers."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (text, style) in MODULES.items():
        (folder / f"explorer-{name}.js").write_text(classic(text, name), encoding="utf-8")
        (folder / f"explorer-{name}.css").write_text(style, encoding="utf-8")


def place(name, state, own=True):
    """The HTML in which a module is mounted with its state; a module of its `own` brings files."""
    said = json.dumps(state, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    style = f'<link rel="stylesheet" href="_static/explorer-{name}.css">' if own else ""
    script = f'<script defer src="_static/explorer-{name}.js"></script>' if own else ""
    return (
        f'<div class="d2lmlp-explorer" data-explorer="{name}">{style}'
        f'<script type="application/json">{said}</script></div>{script}'
    )


def mounted(cell):
    """Put an explorer in the place of its stored state, and mark the still that stands for it."""
    found = stored.name_of(cell.source)
    if found:
        state = {"stored": stored.states(cell.source, CACHE)}
        html = place("states", state, own=False)
        said = nbformat.v4.new_output("display_data", {"text/html": html})
        cell.outputs.append(said)
    for output in cell.outputs:
        text = output.get("data", {}).get("text/html", "")
        if PLACE.search(text):
            output.data["text/html"] = live(text)
        elif found and text.startswith("<img"):
            output.data["text/html"] = STILL.format(text)


def live(html):
    """Turn the HTML of an explorer with its stored state into the place of its module."""
    name, state, still = PLACE.search(html).groups()
    if name not in STAGES:
        state = json.loads(unescape(state))
        return place(name, {"graph": state, "step": 0} if name == "graph" else state)
    state = stored.kept(f"{name} {unescape(state)}", CACHE, answered)
    return place(name, state) + STILL.format(still)


def answered(shown):
    """Return the state that a page needs of an explorer, from its name and its stored state."""
    name, state = shown.split(" ", 1)
    return STAGES[name](**json.loads(state)).state_for_page()
