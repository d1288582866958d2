"""A figure's second inks: legible on a dark page, and shown there by a real browser."""

import base64
import io
import itertools
import os
import re
from concurrent.futures import ThreadPoolExecutor

import matplotlib
import numpy as onp
import pytest
from browser import QUIET
from PIL import Image

matplotlib.use("agg")

import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.colors import to_hex  # noqa: E402

from d2lmlp import explore, figures  # noqa: E402
from d2lmlp.figures.dark import GROUND, INK, contrast, dark  # noqa: E402


def test_black_and_white_change_places_and_contrast_is_wcags():
    assert (dark("#000000"), dark("#ffffff")) == (INK, GROUND)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # WCAG's own example


@pytest.mark.parametrize("colour", [*figures.COLOURS, "#555555", "#888888"])
def test_what_draws_on_white_stands_out_on_the_dark_ground(colour):
    assert contrast(dark(colour.lower()), GROUND) >= 4


@pytest.mark.parametrize("tint", ["#ffffff", "#eaf3fa", "#fff3cd", "#e5f5f0"])
def test_a_pale_ground_turns_dark_so_that_words_on_it_can_turn_light(tint):
    assert contrast(dark(tint), INK) > 7


def test_colours_that_differ_stay_different():
    inks = [dark(colour.lower()) for colour in figures.COLOURS]
    for one, other in itertools.combinations(inks, 2):
        apart = [abs(int(one[i : i + 2], 16) - int(other[i : i + 2], 16)) for i in (1, 3, 5)]
        assert max(apart) > 40, (one, other)


def drawing():
    """A line on the left; on the right a dark picture with a word on it."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(4, 2), facecolor="white")
    left.plot([0, 1], [0, 1], color="black", linewidth=8)
    right.imshow(onp.zeros((2, 2)), cmap="gray", vmin=0, vmax=1)
    right.text(0.5, 0.5, "X", color="white", fontsize=40, ha="center", va="center")
    return fig


def test_words_on_a_picture_keep_their_ink():
    html = figures.bundle(drawing())["text/html"]
    data = re.search(r"base64,([^\"]*)", html).group(1)
    svg = base64.b64decode(data).decode()
    assert f"fill:{dark('#ffffff')}" in svg and 'id="on-image"' in svg
    plt.close("all")


def test_a_described_figure_shows_its_sentence_once_to_each_reader():
    fig = drawing()
    figures.describe(fig, "A line, and <X> on black.")
    html = figures.bundle(fig)["text/html"]
    assert html.count("A line, and &lt;X&gt; on black.") == 2
    assert '<div aria-hidden="true"' in html, "a screen reader has heard it in the picture's name"
    assert "<div" not in figures.bundle(drawing())["text/html"]
    plt.close("all")


def photograph(chromium, html, theme, colour):
    """Show HTML on a page of a theme, and return its first picture as it is seen there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        page = browser.new_page(viewport={"width": 600, "height": 400})
        page.set_content(f'<body style="background:{colour};color-scheme:{theme}">{html}')
        shot = page.locator("img").screenshot()
        browser.close()
    return onp.asarray(Image.open(io.BytesIO(shot)).convert("RGB")).astype(int)


@pytest.mark.parametrize("theme, ground", [("light", 255), ("dark", 0x11)])
def test_the_browser_shows_the_inks_of_the_page(chromium, theme, ground):
    html = figures.bundle(drawing())["text/html"]
    plt.close("all")
    with ThreadPoolExecutor(1) as apart:  # playwright wants a thread without an event loop
        colour = to_hex([ground / 255] * 3)
        seen = apart.submit(photograph, chromium, html, theme, colour).result().mean(axis=2)
    left, right = onp.array_split(seen, 2, axis=1)
    assert seen[1, 1] == ground, "no slab"
    assert ((left > 200) if theme == "dark" else (left < 50)).mean() > 0.03, "the line"
    assert (right == 0).mean() > 0.3 and (right[10:-10, 10:-10] == 255).any(), "picture and word"


@pytest.mark.parametrize("theme, ground", [("light", 255), ("dark", 0x11)])
def test_what_an_explorer_draws_has_no_slab_either_and_keeps_its_hues(chromium, theme, ground):
    html = explore.masks().image.value
    with ThreadPoolExecutor(1) as apart:
        colour = to_hex([ground / 255] * 3)
        seen = apart.submit(photograph, chromium, html, theme, colour).result()
    assert abs(seen[1, 1] - ground).max() <= 1
    red, _, blue = seen.reshape(-1, 3).T
    assert (blue - red > 60).any()
