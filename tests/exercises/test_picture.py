"""The small picture of a wrong answer: it has two grounds, and hides nothing that is wild."""

import re
from base64 import b64decode

import numpy as onp

from d2lmlp.exercises.engine.picture import compare_curves

X = onp.linspace(-50, 60, 111)
ROOF = onp.clip(onp.minimum(X, 6 - X), 0, None)


def drawn(y, target=ROOF):
    img = compare_curves(X, y, target)
    return b64decode(re.search(r"base64,([^\"]*)", img)[1]).decode()


def test_it_has_inks_for_a_dark_page():
    svg = drawn(ROOF + 0.1)
    assert "prefers-color-scheme:dark" in svg
    assert all(colour in svg for colour in ("fill: #ffffff", "stroke: #0072b2"))


def test_what_leaves_the_frame_leaves_with_an_arrow():
    falls = onp.where(X > 3, 6 - X, ROOF)  # the last hinge is missing
    assert "▼" in drawn(falls) and "▲" not in drawn(falls)
    assert "▲" in drawn(ROOF + 1000)
    assert "▼" not in drawn(ROOF + 0.1)
    assert ">3</text>" in drawn(falls) and ">0</text>" in drawn(falls)


def test_nothing_is_drawn_of_what_is_not_finite():
    assert compare_curves(X, onp.full(111, onp.nan), ROOF) is None
    assert "nan" not in drawn(onp.where(X > 3, onp.nan, ROOF)).lower()


def test_the_longest_label_has_room_beside_the_curves():
    svg = drawn(X, 1.34e-8 * X - 2.2e-7)
    labels = re.findall(r'<text[^>]* x="(\d+)"[^>]*text-anchor="end">([^<]+)<', svg)
    assert max(len(label) for _, label in labels) >= 9
    assert all(6.4 * len(label) <= int(place) for place, label in labels), labels
