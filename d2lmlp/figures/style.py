"""How figures look and are shown.

A matplotlib figure is displayed as an SVG with an alternative text made from what it plots, so
that a screen reader, a diff and a test read in words what the picture shows.
"""

import base64
import html
import io

from d2lmlp.figures.alttext import alt_text
from d2lmlp.figures.dark import ON_IMAGE, with_dark_ink
from d2lmlp.figures.edges import mark_exits

# Okabe and Ito (2008): told apart by readers with the common colour blindnesses; each with a line
# style of its own, for print in grey.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
LINES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)))


def install(shell):
    """Give a notebook the course's figures: inline, in one style, as SVG with alternative text.

    It starts from matplotlib's own defaults: no matplotlibrc, style or font of the user's reaches a
    figure of the course. The display is registered where a later ``%matplotlib inline`` or
    ``d2l.plot``, which reset matplotlib's own formats on every call, does not remove it.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcdefaults()
    shell.enable_matplotlib("inline")
    mpl.rcParams.update(
        {
            "axes.axisbelow": True,
            "axes.grid": True,
            "axes.prop_cycle": mpl.cycler(color=COLOURS) + mpl.cycler(linestyle=LINES),
            "axes.spines.right": False,
            "axes.spines.top": False,
            "figure.facecolor": "white",  # where a page does not say that it is dark
            "figure.figsize": (5, 3),
            "font.size": 10,
            "grid.color": "#dddddd",
            "image.cmap": "cividis",
            "legend.frameon": False,
            "lines.linewidth": 2,
            "svg.hashsalt": "d2lmlp",  # the same ids, so the same bytes, on every run
        }
    )
    shell.display_formatter.ipython_display_formatter.for_type(Figure, _display)


def bundle(fig):
    """Render a figure for display.

    Parameters
    ----------
    fig : matplotlib.figure.Figure

    Returns
    -------
    dict
        MIME type -> content. The picture is an ``<img>`` because JupyterLab shows an SVG output
        as an image without alternative text, and GitHub strips inline SVG.
    """
    for ax in fig.axes:
        if any(image.get_alpha() is None for image in ax.images):
            for artist in (*ax.texts, *ax.lines, *ax.collections):
                artist.set_gid(ON_IMAGE)
    buffer = io.StringIO()
    arrows = mark_exits(fig)
    fig.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None})
    for arrow in arrows:
        arrow.remove()
    data = base64.b64encode(with_dark_ink(buffer.getvalue()).encode()).decode()
    alt = alt_text(fig)
    img = f'<img alt="{html.escape(alt)}" src="data:image/svg+xml;base64,{data}">'
    return {"text/html": img + _caption(fig), "text/plain": f"Figure: {alt}"}


def _caption(fig):
    """Show a described figure's sentence below it; a screen reader has heard it already."""
    text = html.escape(fig.get_label())
    look = "font-size: 0.9em; margin: 0.2em 0 0.8em; max-width: 36rem; opacity: 0.8"
    return text and f'<div aria-hidden="true" style="{look}">{text}</div>'


def _display(fig):
    from IPython.display import display

    display(bundle(fig), raw=True)
