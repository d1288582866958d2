"""``explore.shift()``: move the target away from the source, and see what weights do to a fit."""

from functools import lru_cache

import numpy as onp
from matplotlib.figure import Figure

from d2lmlp.explore.base import Explorer, Picture, dropdown, slider, strip
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS

POINTS, DRAWS, NOISE = 200, 200, 0.3
DEGREES = {"line": 1, "cubic": 3}
AT = onp.linspace(-3, 3, 121)


def shift(model="line", centre=1.2, width=0.5):
    """Explore importance weights: 200 noisy points of a cubic around 0, and a target elsewhere.

    Parameters
    ----------
    model : {"line", "cubic"}
        What is fitted; the truth is a cubic.
    centre, width : float
        Mean and standard deviation of the target, from -2 to 2 and from 0.2 to 1.4. Those of the
        source are 0 and 1.

    Returns
    -------
    d2lmlp.explore.base.Explorer

    Raises
    ------
    ValueError
        If the model is not known, or a number is out of range.
    """
    controls = {
        "model": dropdown("model", model, DEGREES),
        "centre": slider("centre", centre, -2, 2),
        "width": slider("width", width, 0.2, 1.4),
    }
    fig = Figure(figsize=(7.2, 3), dpi=144, facecolor="white")
    fits = _fit_axes(fig.add_axes((0.07, 0.16, 0.5, 0.74)))
    error, left = fig.add_axes((0.7, 0.56, 0.28, 0.34)), fig.add_axes((0.7, 0.16, 0.28, 0.14))
    bars = error.barh(("plain", "weighted"), (1, 1), color=(COLOURS[0], COLOURS[1])).patches
    bars[1].set_hatch("//")
    error.invert_yaxis()
    error.set(xscale="log", xlim=(1e-4, 2000), title="squared error in the target")
    count = left.barh(("points",), (1,), color=COLOURS[2]).patches[0]
    left.set(xlim=(0, POINTS), title=f"effective number of {POINTS}")

    def follow(model, centre, width):
        centre, width = round(centre, 1), round(width, 1)
        plain, weighted, points = _move(fits, model, centre, width)
        for bar, value in zip((*bars, count), (plain, weighted, points)):
            bar.set_width(value)
        text = (
            f"Target around {centre}, spread {width}, {model}: {points:.0f} points of {POINTS} are "
            f"left in effect; error in the target {plain:.2g} plain, {weighted:.2g} weighted."
        )
        return text, f'explore.shift("{model}", centre={centre}, width={width})'

    return Explorer(controls, Picture(fig, [*fits, *bars, count]), follow, _examples())


def truth(x):
    """The mean of y at x, in the source and in the target."""
    return x**3 - x


def ratio(x, centre, width):
    """The density of the target at x, divided by that of the source."""
    return onp.exp((x**2 - ((x - centre) / width) ** 2) / 2) / width


def errors(model, centre, width):
    """Squared error in the target, unweighted and weighted, and the effective number of points.

    Returns
    -------
    numpy.ndarray, shape (3,)
        Medians over 200 draws of the 200 points.
    """
    x, y, target = _draws()
    target, w = centre + width * target, ratio(x, centre, width)
    lines = (_fitted(x, y, model, weights) for weights in (onp.ones_like(w), w))
    off = [((onp.polyval(line, target) - truth(target)) ** 2).mean(axis=1) for line in lines]
    return onp.median([*off, w.sum(axis=1) ** 2 / (w**2).sum(axis=1)], axis=1)


@lru_cache(maxsize=1)
def _draws():
    """The notebook's draws, one a row: x, y, and a target before it is stretched and moved."""
    drawn = []
    for seed in range(DRAWS):
        rng = onp.random.default_rng(seed)
        x, target = rng.normal(size=POINTS), rng.normal(size=2000)
        drawn.append((x, truth(x) + NOISE * rng.normal(size=POINTS), target))
    return tuple(map(onp.array, zip(*drawn)))


def _fitted(x, y, model, w):
    """Fit every row; the coefficients, highest power first, are of shape (powers, rows, 1)."""
    root = onp.sqrt(w)[..., None]
    powers = onp.stack([x**k for k in range(DEGREES[model], -1, -1)], axis=-1)
    return onp.moveaxis(onp.linalg.pinv(root * powers) @ (root * y[..., None]), 1, 0)


def _fit_axes(ax):
    points = ax.scatter(AT[:1].repeat(POINTS), onp.zeros(POINTS), color="#777777", lw=0)
    ax.plot(AT, truth(AT), color="black", lw=1, label="truth")
    plain = ax.plot(AT, 0 * AT, color=COLOURS[0], ls="--", lw=2, label="plain")[0]
    weighted = ax.plot(AT, 0 * AT, color=COLOURS[1], ls="-.", lw=2, label="weighted")[0]
    band = ax.axvspan(0, 1, color=COLOURS[4], alpha=0.2, label="target")
    ax.set(xlim=(-3, 3), ylim=(-6, 8), xlabel="x")
    ax.legend(loc="upper left", fontsize=7)
    return [band, points, plain, weighted]


def _move(fits, model, centre, width):
    """Draw the first of the draws, and return the medians of all."""
    band, points, plain, weighted = fits
    x, y, _ = (rows[:1] for rows in _draws())
    w = ratio(x, centre, width)
    points.set_offsets(onp.column_stack([x[0], y[0]]))
    points.set_sizes(2 + 60 * w[0] / w.max())
    plain.set_ydata(onp.polyval(_fitted(x, y, model, onp.ones_like(w)), AT)[0])
    weighted.set_ydata(onp.polyval(_fitted(x, y, model, w), AT)[0])
    ends = centre - 2 * width, centre + 2 * width
    band.set_xy([(ends[k], h) for k, h in ((0, 0), (0, 1), (1, 1), (1, 0), (0, 0))])
    return errors(model, centre, width)


def _examples():
    settings = (("line", 0.0, 1.0), ("line", 1.2, 0.5), ("line", 2.0, 0.2), ("cubic", 1.2, 0.5))

    def draw(ax, model, centre, width):
        *off, points = _move(_fit_axes(ax), model, centre, width)
        plain, weighted = (f"{float(f'{one:.1g}'):g}" for one in off)
        ax.set_title(f"{model}, target {centre} ± {width}", fontsize=9)
        return (
            f"{model}, target around {centre} with spread {width}: ≈ {points:.0f} points left, "
            f"error ≈ {plain} plain and ≈ {weighted} weighted"
        )

    fig, said = strip(settings, draw)
    describe(fig, f"Plain and weighted fits of {POINTS} points. {'; '.join(said)}.")
    return fig
