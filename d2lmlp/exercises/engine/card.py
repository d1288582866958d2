"""The pieces of which all answers of the exercises are made: HTML that reads well in every theme.

Text and ground are left to the page, so light and dark both work; what has a colour of its own
brings its ground along. Nothing is said by colour alone.
"""

import re
from html import escape

EDGE = "1px solid #8a8a8a"
BOX = "border:" + EDGE + ";border-left:6px solid {colour};border-radius:4px;"
BOX += "padding:0.6em 0.9em;margin:0.3em 0;max-width:{width};line-height:1.45"
CODE = "background-color:rgba(128,128,128,0.15);color:inherit;padding:0 0.2em"
CELL = f"border:{EDGE};padding:0.2em 0.7em;text-align:left;vertical-align:top"
BADGE = "background-color:{colour};color:#ffffff;border-radius:3px;padding:0.05em 0.5em;"
BADGE += "white-space:nowrap"
BAR = "#1b8f70"  # seen on white and on black


def box(inside, colour="#767676", width="46em"):
    """Wrap HTML in the frame that all answers of the exercises share."""
    return f'<div role="status" style="{BOX.format(colour=colour, width=width)}">{inside}</div>'


def quiet(inside):
    """Wrap HTML that should be noticed no more than a line of text."""
    return f'<div role="status" style="margin:0.2em 0">{inside}</div>'


def badge(sign, word, colour):
    """A sign and a word on a ground of their own; the sign is for the eyes only."""
    style = BADGE.format(colour=colour)
    return f'<strong style="{style}"><span aria-hidden="true">{sign}</span> {escape(word)}</strong>'


def as_html(text):
    """Set a text: code between backticks, emphasis between asterisks, formulas between dollars.

    Plain formulas such as ``e^-x`` and ``2^(k + 1)`` get their powers raised.
    """
    pieces = re.split(r"(`[^`]*`|\$[^$]+\$)", text)
    return "".join(map(_piece, pieces)).replace("\n", "<br>")


def _piece(piece):
    inside = escape(piece[1:-1], quote=False)
    if len(piece) > 1 and piece[0] == piece[-1] == "`":
        return f'<code style="{CODE}">{inside}</code>'
    if len(piece) > 1 and piece[0] == piece[-1] == "$":
        return f"${inside}$"
    piece = re.sub(r"(?<![\w*])\*(\w[^*\n]*?)\*(?!\w)", r"<em>\1</em>", escape(piece, quote=False))
    return re.sub(r"(?<=[\w)])\^(?:\(([^()]*)\)|(-?\w+))", _raised, piece)


def _raised(power):
    return f"<sup>{(power[1] or power[2]).replace('-', '&minus;')}</sup>"


def table(head, rows):
    """Build an HTML table that takes its colours from the page; cells are escaped."""

    def line(cells, tag, scope):
        inside = "".join(f'<{tag}{scope} style="{CELL}">{as_html(c)}</{tag}>' for c in cells)
        return f"<tr>{inside}</tr>"

    body = "".join(line(row, "td", "") for row in rows)
    return (
        '<table style="border-collapse:collapse;margin:0.4em 0">'
        f"<thead>{line(head, 'th', ' scope=col')}</thead><tbody>{body}</tbody></table>"
    )


def hint_lines(hints):
    """Name the hints: "Hint 1 of 3" and the text."""
    return [(f"Hint {k} of {len(hints)}", text) for k, text in enumerate(hints, 1)]


def folded(hints, task):
    """Fold the hints, each within the one before; the last one tells of the solution."""
    end = f'That was the last hint. `solution("{task}")` shows the solution.'
    inside = f"<div>{as_html(end)}</div>"
    for name, text in reversed(hint_lines(hints)):
        inside = (
            f'<details style="margin-top:0.3em"><summary style="cursor:pointer">{name}</summary>'
            f'<div style="margin:0.2em 0 0.2em 1em">{as_html(text)}{inside}</div></details>'
        )
    return inside


def number_and_name(notebook):
    """Make "1. Hidden layers" of "01_hidden_layers"."""
    number, _, name = notebook.partition("_")
    return f"{int(number)}. {name.replace('_', ' ').capitalize()}"


def link(notebook):
    """A link to a notebook, by its file name without ``.ipynb``."""
    return f'<a href="{notebook}.ipynb">{escape(number_and_name(notebook))}</a>'


def bar(done, total, what):
    """A bar that is filled as far as the work is done, with the same in words."""
    percent = round(100 * done / total)
    return (
        f'<div role="img" aria-label="{escape(what)}: {done} of {total} done" style="border:{EDGE};'
        'border-radius:3px;width:8em;height:0.6em;margin:0.2em 0">'
        f'<div style="width:{percent}%;height:100%;background-color:{BAR}"></div></div>'
    )
