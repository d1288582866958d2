"""``explore.masks()``: what dropout drops, and what that does to mean and variance."""

import mxnet as mx
import numpy as onp
from mxnet import np, npx

from d2lmlp.explore.base import Explorer, Picture, slider, strip, two_panels, whole
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.numbers import measured
from d2lmlp.figures.style import COLOURS

EXAMPLES, UNITS = 12, 24


def masks(p=0.5, seed=0):
    """Explore dropout on 24 hidden units of 12 examples: the mask, the mean and the variance.

    Parameters
    ----------
    p : float
        The probability to drop a unit, from 0 to 0.9.
    seed : int
        Of the mask, from 0 to 99.

    Returns
    -------
    d2lmlp.explore.base.Explorer

    Raises
    ------
    ValueError
        If a number is out of range.
    """
    controls = {"p": slider("p", p, 0, 0.9), "seed": whole("seed", seed, 0, 99)}
    fig, left, right = two_panels()
    mask = _mask_axes(left)
    before = right.bar([0, 1], [0, 0], 0.35, color=COLOURS[0], label="before").patches
    after = right.bar([0.4, 1.4], [0, 0], 0.35, color=COLOURS[1], hatch="//", label="after").patches
    formula = right.plot([1.2, 1.6], [0, 0], color="black", ls=":", lw=2, label="formula")[0]
    right.set(ylim=(0, 4.5), title="mean and variance of h")
    right.set_xticks([0.2, 1.2], ["mean", "variance"])
    right.legend(loc="upper left", fontsize=9)

    def follow(p, seed):
        p = round(p, 1)
        h, dropped = _move_mask(mask, p, seed)
        predicted = h.var() + p / (1 - p) * (h**2).mean()
        heights = (h.mean(), h.var(), dropped.mean(), dropped.var())
        for bar, height in zip([*before, *after], heights):
            bar.set_height(height)
        formula.set_ydata([predicted, predicted])
        text = (
            f"p = {p}: a share of {(dropped == 0).mean():.2f} is zero; mean {heights[0]:.2f} "
            f"before, {heights[2]:.2f} after; variance {heights[1]:.2f} before, {heights[3]:.2f} "
            f"after, {predicted:.2f} by the formula."
        )
        return text, f"explore.masks(p={p}, seed={seed})"

    return Explorer(controls, Picture(fig, [mask, *before, *after, formula]), follow, _examples())


def _mask_axes(ax):
    mask = ax.imshow(
        onp.zeros((EXAMPLES, UNITS)), cmap="cividis", vmin=0, vmax=4, aspect="auto",
        interpolation="nearest",
    )  # fmt: skip
    ax.set(xlabel="unit", title="h after dropout, a row an example")
    ax.grid(False)
    return mask


def _move_mask(mask, p, seed):
    """Draw a mask over many examples, show the first ones, and return h before and after."""
    mx.random.seed(seed)
    h = np.abs(np.random.normal(size=(500, UNITS)))
    dropped = npx.dropout(h, p=p, mode="always") if p else h
    mask.set_data(dropped.asnumpy()[:EXAMPLES])
    return h.asnumpy(), dropped.asnumpy()


def _examples():
    def draw(ax, p):
        _, dropped = _move_mask(_mask_axes(ax), p, 0)
        ax.set_title(f"p = {p}", fontsize=9)
        return f"p = {p}: a share of {measured((dropped == 0).mean(), form='.1f')} zero"

    fig, said = strip(((0.0,), (0.2,), (0.5,), (0.8,)), draw)
    describe(fig, f"Hidden units of 12 examples after dropout. {'; '.join(said)}.")
    return fig
