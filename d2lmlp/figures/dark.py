"""A figure's second inks: what a picture on white turns into where the page is dark.

The picture carries both. A browser asks an image for its dark colours where the style
``color-scheme: dark`` holds, which the course's pages set with their dark theme; everywhere else
the figure stays on white.
"""

import colorsys
import re

GROUND = "#111111"  # JupyterLab's dark page
INK = "#e6e6e6"
CONTRAST = 4.5  # WCAG 2.1 asks for 4.5 between text and ground, for 3 between lines and ground
ON_IMAGE = "on-image"  # words on a picture keep their ink, as the picture does


def with_dark_ink(svg):
    """Give an SVG of matplotlib's the colours for a dark page.

    Parameters
    ----------
    svg : str
        With its colours in ``style`` attributes, as matplotlib writes them.

    Returns
    -------
    str
        The same picture, with a style sheet for ``prefers-color-scheme: dark`` in front.
    """
    rules = [f"svg{{fill:{INK}}}", f"[id^={ON_IMAGE}]{{fill:#000000}}"]
    for name in ("fill", "stroke"):
        for colour in sorted(set(re.findall(rf"[\"; ]{name}: (#[0-9a-f]{{6}})", svg))):
            rules.append(
                f'[style*="{name}: {colour}"]:not([id^={ON_IMAGE}] *)'
                f"{{{name}:{dark(colour)}!important}}"
            )
    style = f"<style>@media (prefers-color-scheme:dark){{{''.join(rules)}}}</style>"
    return re.sub(r"(<svg\b[^>]*>)", lambda found: found.group(1) + style, svg, count=1)


def dark(colour):
    """Choose the ink that does on `GROUND` what a colour does on white.

    Greys and pale tints change places, black with light grey and white with the ground; a colour
    stays what it is, made lighter until it stands out.

    Parameters
    ----------
    colour : str
        "#rrggbb".

    Returns
    -------
    str
    """
    hue, light, strong = colorsys.rgb_to_hls(*_rgb(colour))
    if strong < 0.15 or light > 0.8:
        low, high = _rgb(GROUND)[0], _rgb(INK)[0]
        return _hex(colorsys.hls_to_rgb(hue, high - light * (high - low), min(strong, 0.4)))
    while contrast(_hex(colorsys.hls_to_rgb(hue, light, strong)), GROUND) < CONTRAST:
        light += 0.01
    return _hex(colorsys.hls_to_rgb(hue, light, strong))


def contrast(one, other):
    """Return the contrast ratio of two colours after WCAG 2: from 1 to 21."""
    low, high = sorted(_luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear))


def _rgb(colour):
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def _hex(rgb):
    return "#" + "".join(f"{round(255 * max(0, min(1, c))):02x}" for c in rgb)
