"""Explorers that need Python, for pages: what they show at some places of their knobs, drawn now.

The picture of the first place is stored whole, of each other one only what differs from it: the
knobs move a few lines of a picture. tests/site/static/states.js lays one on the other.
"""

import base64
import hashlib
import io
import json
import re
from itertools import product

import numpy as onp
from PIL import Image

from d2lmlp import explore
from d2lmlp.explore.leaks import leaks

SWITCH = (False, True)
# The places where each knob can stand on a page; a knob that is not listed stays as it is.
PLACES = {
    "scale": {
        "gain": (0.5, 1.0, 1.4, 2.0, 3.0),
        "depth": (5, 20, 50),
        "activation": ("relu", "tanh"),
    },
    "stop_here": {
        "epoch": (0, 2, 4, 6, 8, 10, 15, 20, 30, 40),
        "wrong": ("none", "40 %"),
    },
    "descent": {
        "width": (10, 50, 100, 200, 300, 400),
        "noise": (0.0, 0.2, 0.4),
        "ridge": (0.0, 0.5),
    },
    "masks": {"p": (0.0, 0.2, 0.5, 0.8), "seed": tuple(range(6))},
    "shift": {
        "model": ("line", "cubic"),
        "centre": (-2.0, -1.0, 0.0, 1.2, 2.0),
        "width": (0.2, 0.5, 1.0),
    },
    "leaks": {"statistics": SWITCH, "room": SWITCH, "agent": SWITCH, "day": SWITCH},
}
CALL = re.compile(r"^(?:explore\.)?(\w+)\((.*)\)$", re.S)


def called(source):
    """Name the one function that a cell calls, or return None."""
    found = CALL.match(source.strip())
    return found[1] if found else None


def name_of(source):
    """Name the explorer of pictures that a cell shows, or return None."""
    return called(source) if called(source) in PLACES else None


def states(source, cache):
    """Draw what an explorer shows at its places.

    Parameters
    ----------
    source : str
        The line that shows it, such as "explore.masks()".
    cache : pathlib.Path
        A folder where what was drawn is kept until the package changes.

    Returns
    -------
    dict
        Its knobs with their places, the first place, the pictures, the words and the code.
    """
    return kept(source, cache, drawn)


def kept(source, cache, make):
    """Return ``make(source)``, which JSON can hold, or what was kept of it."""
    folder = explore.__path__[0]
    files = sorted(explore_files(folder))
    seen = b"".join(path.read_bytes() for path in files) + repr(PLACES).encode()
    file = cache / f"{hashlib.sha256(source.encode() + seen).hexdigest()[:24]}.json"
    if not file.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(make(source), ensure_ascii=False), encoding="utf-8")
    return json.loads(file.read_text(encoding="utf-8"))


def explore_files(folder):
    """What a drawing depends on, as far as it changes: the package's Python files."""
    from pathlib import Path

    return Path(folder).parent.rglob("*.py")


def drawn(source):
    explorer = eval(source, {"explore": explore, "leaks": leaks})
    places = PLACES[name_of(source)]
    begin = {name: nearest(control.value, places.get(name)) for name, control in knobs(explorer)}
    shown, base = [], None
    every = [[begin[name] for name in places], *map(list, product(*places.values()))]
    for values in every:
        explorer_at(explorer, dict(zip(places, values)))
        picture = taken(explorer)
        base = picture if base is None else base
        words, code = said(explorer)
        shown.append({"at": values, "words": words, "code": code, "picture": apart(picture, base)})
    height, width = base.shape[:2]
    knobs_ = [{"name": name, "places": list(some)} for name, some in places.items()]
    first, *others = shown
    first["picture"] = png(Image.fromarray(base).quantize(64))
    return {"knobs": knobs_, "size": [width, height], "first": first, "states": others}


def knobs(explorer):
    return explorer.controls.items()


def nearest(value, places):
    """The place on a page that is nearest to where a knob stands."""
    if not places or value in places or not isinstance(value, (int, float)):
        return value
    return min(places, key=lambda place: abs(place - value))


def explorer_at(explorer, values):
    """Move the knobs, and draw once."""
    update, explorer.update = explorer.update, lambda: None
    for name, value in values.items():
        explorer.controls[name].value = value
    explorer.update = update
    explorer.update()


def taken(explorer):
    """The picture that an explorer shows, as an array."""
    svg = base64.b64decode(re.search(r'base64,([^"]*)', explorer.image.value)[1]).decode()
    data = base64.b64decode(re.search(r'base64,([^"]*)', svg)[1])
    return onp.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def said(explorer):
    text = re.sub(r"^<p>(.*?)</p><pre>(.*)</pre>$", r"\1\0\2", explorer.code.value, flags=re.S)
    return text.split("\0")


def apart(picture, base):
    """The picture where it differs from another, the rest transparent."""
    other = (picture != base).any(axis=2)
    image = Image.fromarray(picture).quantize(24)
    pixels = onp.asarray(image).copy()
    pixels[~other] = 255
    found = Image.fromarray(pixels, "P")
    found.putpalette((image.getpalette() + [0] * 768)[:768])
    return png(found, transparency=255)


def png(image, **how):
    buffer = io.BytesIO()
    image.save(buffer, "png", optimize=True, **how)
    return base64.b64encode(buffer.getvalue()).decode()
