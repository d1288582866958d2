"""The flow chart of the clinic on one page, drawn from the findings."""

from d2lmlp.figures.alttext import describe

HEADINGS = {
    True: "Run health(net, X, y) and read the table from the top",
    False: "Nothing in the table? Then look at the script's results",
}
HEALTHY = (
    "None of these: no disease of this chart.\nMore data, a wider net or longer training may help."
)


def draw_chart(findings):
    """Draw what to look at first, what each finding means, and what to do.

    Parameters
    ----------
    findings : sequence of Finding
        In the order in which they are asked for; those that `health` shows come first.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots(figsize=(8.2, 0.75 * len(findings) + 2), layout="constrained")
    y, above, part = 0.0, None, None
    for finding in findings:
        if finding.in_health != part:
            part = finding.in_health
            y -= 0.4
            x = 0 if above is None else 0.6
            ax.text(x, y + 0.6, HEADINGS[part], weight="bold", size=10.5, va="center")
        _box(ax, 0, y, 4.3, finding.question, finding.look, "#ffffff")
        _box(ax, 5.3, y, 4.9, finding.disease, finding.remedy, "#dcecf7")
        _arrow(ax, (4.3, y), (5.3, y), "yes")
        if above is not None:
            _arrow(ax, (0.3, above - 0.4), (0.3, y + 0.4), "no")
        above, y = y, y - 1
    _arrow(ax, (0.3, above - 0.4), (0.3, y + 0.4), "no")
    _box(ax, 0, y, 4.3, *HEALTHY.split("\n"), "#d9f0e6")
    ax.set(xlim=(-0.1, 10.3), ylim=(y - 0.5, 0.4))
    ax.axis("off")
    describe(fig, _in_words(findings))
    plt.close(fig)
    return fig


def _box(ax, x, y, width, title, text, colour):
    from matplotlib.patches import FancyBboxPatch

    style = "round,pad=0,rounding_size=0.1"
    ax.add_patch(FancyBboxPatch((x, y - 0.4), width, 0.8, style, fc=colour, ec="#555555", lw=1))
    lines = title.count("\n") + 1
    top = y + 0.1 * (lines + text.count("\n"))  # where the first line's middle goes
    ax.text(x + 0.12, top + 0.1, title, va="top", size=8.5, weight="bold", linespacing=1.2)
    ax.text(x + 0.12, top + 0.1 - 0.2 * lines, text, va="top", size=8, linespacing=1.2)


def _arrow(ax, start, end, label):
    style = {"arrowstyle": "-|>", "color": "#333333", "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, start, arrowprops=style)
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    if start[1] == end[1]:
        ax.text(x, y + 0.06, label, size=8, ha="center")
    else:
        ax.text(x + 0.1, end[1] + 0.1, label, size=8, va="center")


def _in_words(findings):
    steps = [
        f"{i}. {in_a_line(f.question)} Look at {in_a_line(f.look)}. "
        f"Yes: {f.disease}; {in_a_line(f.remedy)}"
        for i, f in enumerate(findings, start=1)
    ]
    return (
        f"Flow chart of {len(findings)} questions; the first yes names the disease, a no leads to "
        f"the next question. {' '.join(steps)} {in_a_line(HEALTHY)}"
    )


def in_a_line(text):
    return text.replace("\n", " ")
