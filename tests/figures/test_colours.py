"""The course's figures for all eyes: colour blindness and grey print are simulated and measured.

The law: in one set of axes, any two curves differ in line style or marker, or in colour by so much
that every simulated eye tells them apart; and no curve is fainter on white than WCAG allows.
"""

import base64
import html
import itertools
import re
from xml.etree import ElementTree

import nbformat
import numpy as onp
import pytest
from course import paths

from d2lmlp.figures import COLOURS, LINES

NOTEBOOKS = paths()
SVG = "{http://www.w3.org/2000/svg}"

# On linear RGB. Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6), severity 1.0; grey is the
# luminance of Rec. 709.
EYES = {
    "normal": onp.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "grey print": [[0.2126, 0.7152, 0.0722]] * 3,
}
APART = 10  # CIE 1976 colour difference; about 2 is just noticeable on large patches


def linear(colour):
    """Hexadecimal sRGB -> linear RGB."""
    rgb = onp.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return onp.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def seen(colour, eye):
    return onp.clip(EYES[eye] @ linear(colour), 0, 1)


def lab(rgb):
    """Linear RGB (D65) -> CIE 1976 L*a*b*."""
    to_xyz = onp.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    t = to_xyz @ rgb / (to_xyz @ onp.ones(3))
    f = onp.where(t > (6 / 29) ** 3, onp.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return onp.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one, other, eye):
    return float(onp.linalg.norm(lab(seen(one, eye)) - lab(seen(other, eye))))


def contrast_with_white(colour, eye="normal"):
    """Contrast ratio of WCAG 2: from 1 (invisible) to 21 (black)."""
    return 1.05 / (seen(colour, eye) @ [0.2126, 0.7152, 0.0722] + 0.05)


def test_the_measures_agree_with_known_values():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)  # WCAG's own example
    assert lab(linear("#ffffff")) == pytest.approx([100, 0, 0], abs=0.01)
    assert lab(linear("#ff0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    for eye in EYES:
        assert seen("#ffffff", eye) == pytest.approx(onp.ones(3), abs=1e-3), "white stays white"
    # The classic confusion, which the measure has to find: red and green of equal lightness.
    assert difference("#cc3311", "#448800", "normal") > 60
    assert difference("#cc3311", "#6b6b00", "protanopia") < 30


@pytest.mark.parametrize("eye", [eye for eye in EYES if eye != "grey print"])
def test_the_first_four_colours_can_be_told_apart_by_colour_alone(eye):
    for one, other in itertools.combinations(COLOURS[:4], 2):
        assert difference(one, other, eye) > APART, (one, other)


def test_in_grey_the_styles_tell_the_curves_apart():
    assert len(set(map(str, LINES))) == len(LINES) == len(COLOURS)


@pytest.mark.parametrize("eye", EYES)
def test_no_curve_is_faint_on_white(eye):
    # 3 is what WCAG 2.1 (1.4.11) asks of graphics; nearly all figures use the first four only.
    for colour in COLOURS[:4]:
        assert contrast_with_white(colour, eye) > (3 if eye == "normal" else 2.8), colour
    for colour in COLOURS:
        assert contrast_with_white(colour, eye) > 2, colour


def figures(path):
    """The figures of a notebook: (alternative text, SVG)."""
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            text = output.get("data", {}).get("text/html", "")
            found = re.findall(r'alt="([^"]*)" src="data:image/svg\+xml;base64,([^"]*)"', text)
            for alt, data in found:
                yield html.unescape(alt), ElementTree.fromstring(base64.b64decode(data))


def curves(axes):
    """The distinct looks of the curves of one set of axes: (colour, dashes, markers)."""
    looks = set()
    for group in axes.findall(f"{SVG}g"):
        if not group.get("id", "").startswith("line2d"):
            continue  # ticks, grid and legend are in groups of their own
        path = group.find(f"{SVG}path")
        style = (
            dict(re.findall(r"([\w-]+): ([^;]+)", path.get("style", "")))
            if path is not None
            else {}
        )
        marker = bool(group.findall(f".//{SVG}use"))
        if re.fullmatch(r"#[0-9a-f]{6}", style.get("stroke", "")):
            looks.add((style["stroke"], style.get("stroke-dasharray", ""), marker))
    return looks


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_curves_of_every_figure_can_be_told_apart_by_all_eyes(path):
    for alt, svg in figures(path):
        for axes in svg.iter(f"{SVG}g"):
            if not axes.get("id", "").startswith("axes_"):
                continue
            for one, other in itertools.combinations(sorted(curves(axes)), 2):
                if one[1:] == other[1:]:
                    least = min(difference(one[0], other[0], eye) for eye in EYES)
                    assert least > APART, (alt[:80], one[0], other[0], round(least, 1))


def test_the_curves_are_found():
    looks = [curves(axes) for path in NOTEBOOKS for _, svg in figures(path) for axes in svg.iter()]
    assert sum(len(found) > 1 for found in looks) >= 20, "figures with several curves"
