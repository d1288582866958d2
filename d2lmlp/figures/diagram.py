"""The drawing of a multilayer perceptron: its units, its layers and, on request, its weights."""

import numpy as onp
from mxnet.gluon import nn

from d2lmlp.figures.alttext import describe
from d2lmlp.fitting.inside import stacked
from d2lmlp.fitting.net_arguments import checked_sizes

CIRCLES = 8  # a layer of more units is drawn as a bar that carries their number
GAP, RADIUS = 2.4, 0.34  # between layers, of a unit; the units of a layer are 1 apart
INCHES = 0.48  # on paper, for a length of 1
# Sign of a weight -> colour (Okabe and Ito's) and line; 0 is also "no weights were given".
SIGNS = {0: ("#888888", "-"), 1: ("#0072B2", "-"), -1: ("#D55E00", (0, (4, 1.5)))}
FILLS = ("#DCEBF5", "#FFF1D6", "#DDF1E7")  # inputs, hidden units, outputs


def draw_mlp(sizes):
    """Draw a multilayer perceptron, inputs on the left, outputs on the right.

    Parameters
    ----------
    sizes : sequence of int, or gluon.nn.Sequential
        Widths from the inputs to the outputs, such as ``(4, 5, 3)``. A net in their place has its
        weights drawn too: blue and solid where positive, orange and dashed where negative, and
        the thicker the larger; a hidden unit of which all weights are 0 is cut off, without lines.
        A layer of more than ``CIRCLES`` units is a bar with its number.

    Raises
    ------
    ValueError
        If there are fewer than two sizes, or one is not a whole number from 1 up.
    """
    import matplotlib.pyplot as plt

    weights = count = None
    if isinstance(sizes, nn.Block):
        layers = [layer for layer in stacked(sizes) if isinstance(layer, nn.Dense)]
        weights, count = _weights(layers), sum(map(_count, layers))
        sizes = [W.shape[1] for W in weights[:1]] + [W.shape[0] for W in weights]
    sizes = checked_sizes(sizes)
    top = max(_heights(n)[0] for n in sizes)
    has_legend = weights is not None and max(sizes) <= CIRCLES
    left, right = -0.9, (len(sizes) - 1) * GAP + 0.9
    low, high = -top - (2.0 if has_legend else 1.5), top + 0.5
    fig = plt.figure(figsize=(INCHES * (right - left), INCHES * (high - low)))
    ax = fig.add_axes((0, 0, 1, 1), xlim=(left, right), ylim=(low, high))
    ax.axis("off")
    cut = _cut_off(sizes, weights)
    for i in range(len(sizes) - 1):
        _draw_weights(ax, i, sizes, weights and weights[i], cut)
    for i in range(len(sizes)):
        _draw_layer(ax, i, sizes, cut)
    if has_legend:
        for sign, name in ((1, "positive weight"), (-1, "negative weight")):
            ax.plot([], [], color=SIGNS[sign][0], ls=SIGNS[sign][1], label=name)
        ax.legend(
            loc="lower center", ncols=2, bbox_to_anchor=(0.5, -0.02), fontsize=9, frameon=False
        )
    describe(fig, _in_words(sizes, weights, count, cut))


def _weights(layers):
    """Return the weight matrices of nn.Dense layers, or raise a ValueError that says why not."""
    if not layers:
        raise ValueError("The net has no nn.Dense layer: there is nothing to draw.")
    if any(layer.weight._data is None for layer in layers):
        raise ValueError(
            "The net's parameters have no values yet: call net.initialize(), then net(X) once."
        )
    weights = [layer.weight.data().asnumpy() for layer in layers]
    if not all(onp.isfinite(W).all() for W in weights):
        raise ValueError("The net has weights that are nan or inf: they have no sign to draw.")
    return weights


def _count(layer):
    return layer.weight.data().size + (0 if layer.bias is None else layer.bias.data().size)


def _heights(n):
    """Where the units of a layer stand, the first at the top; a bar has a top and a bottom."""
    if n > CIRCLES:
        return [(CIRCLES - 4) / 2, -(CIRCLES - 4) / 2]
    return [(n - 1) / 2 - k for k in range(n)]


def _cut_off(sizes, weights):
    """Return (layer, unit) of the hidden units that no weight joins to another unit."""
    if weights is None:
        return []
    alone = [~W.any(axis=1) & ~V.any(axis=0) for W, V in zip(weights, weights[1:])]
    drawn = [(i, units) for i, units in enumerate(alone, start=1) if sizes[i] <= CIRCLES]
    return [(i, k) for i, units in drawn for k in onp.flatnonzero(units)]


def _draw_weights(ax, i, sizes, W, cut):
    fan_in, fan_out = sizes[i], sizes[i + 1]
    left, right = _heights(fan_in), _heights(fan_out)
    x = [i * GAP, (i + 1) * GAP]
    if max(fan_in, fan_out) > CIRCLES:  # too many to tell apart: the fan of all of them
        ax.fill(
            [*x, *x[::-1]], [left[0], right[0], right[-1], left[-1]], color="#E4E4E4", ls="-", lw=0
        )
        return
    largest = 1 if W is None else abs(W).max() or 1
    for k, y0 in enumerate(left):
        for j, y1 in enumerate(right):
            if (i, k) in cut or (i + 1, j) in cut:
                continue
            w = 0 if W is None else W[j, k]
            colour, line = SIGNS[int(onp.sign(w))]
            width = 0.8 if w == 0 else 0.3 + 2.2 * abs(w) / largest
            ax.plot(x, [y0, y1], color=colour, ls=line, lw=width, zorder=1)


def _draw_layer(ax, i, sizes, cut):
    from matplotlib.patches import Circle, FancyBboxPatch

    n, last = sizes[i], len(sizes) - 1
    heights = _heights(n)
    fill = FILLS[0 if i == 0 else 2 if i == last else 1]
    look = {"facecolor": fill, "edgecolor": "#333333", "lw": 1.0, "zorder": 2}
    if n > CIRCLES:
        corner = (i * GAP - RADIUS, heights[-1] - RADIUS)
        length = heights[0] - heights[-1] + 2 * RADIUS
        shape = f"round,pad=0,rounding_size={RADIUS}"
        ax.add_patch(FancyBboxPatch(corner, 2 * RADIUS, length, boxstyle=shape, **look))
        ax.text(i * GAP, 0, f"{n:,}", rotation=90, ha="center", va="center", fontsize=11)
    else:
        letter = "x" if i == 0 else "o" if i == last else "h"
        layer = f"^{{({i})}}" if letter == "h" and last > 2 else ""
        for k, y in enumerate(heights, start=1):
            look["ls"], look["facecolor"] = (":", "none") if (i, k - 1) in cut else ("-", fill)
            ax.add_patch(Circle((i * GAP, y), RADIUS, **look))
            ax.text(i * GAP, y, f"${letter}{layer}_{k}$", ha="center", va="center", fontsize=9)
    role = "input" if i == 0 else "output" if i == last else "hidden unit"
    bottom = min(_heights(m)[-1] for m in sizes) - RADIUS - 0.3
    name = f"{n:,} {role}" + ("" if n == 1 else "s")
    ax.text(i * GAP, bottom, name.replace(" unit", "\nunit"), ha="center", va="top", fontsize=9)


def _in_words(sizes, weights, count, cut):
    count = sum((m + 1) * n for m, n in zip(sizes, sizes[1:])) if count is None else count
    alone = ", ".join(f"h{k + 1}" + f" of layer {i}" * (len(sizes) > 3) for i, k in cut)
    text = (
        f"A multilayer perceptron of {' - '.join(f'{n:,}' for n in sizes)} units, from inputs to "
        "outputs; each unit is joined to every unit of the next layer"
        + f", but no line enters or leaves {alone}" * bool(alone)
        + f". {count:,} parameters."
    )
    if weights is not None:
        shares = [f"{(W > 0).sum():,} of {W.size:,}" for W in weights]
        text += f" Positive weights, layer by layer: {', '.join(shares)}."
    return text
