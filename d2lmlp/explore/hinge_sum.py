"""``explore.hinges()``: a net of one input as a sum of hinges."""

import numpy as onp
from mxnet import np, npx

from d2lmlp.explore.base import Explorer, Picture, dropdown, slider, strip, two_panels
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS

# What the hinges have to follow on [-3, 3].
TARGETS = {
    "wave": lambda x: onp.sin(2 * x) + x / 2,
    "parabola": lambda x: x**2 / 3 - 1.5,
    "bump": lambda x: 3 * onp.exp(-2 * x**2) - 1,
}
GRID = onp.linspace(-3, 3, 241)


def hinges(target="wave", t=(-1.8, -0.6, 0.6, 1.8)):
    """Explore the hinges of a ReLU net: b + s x + v1 relu(x - t1) + ... + v4 relu(x - t4).

    The slopes follow by least squares, so that only the places of the hinges are yours.

    Parameters
    ----------
    target : str
        A key of ``TARGETS``.
    t : sequence of four floats
        Where the hinges are, from -3 to 3.

    Returns
    -------
    d2lmlp.explore.base.Explorer

    Raises
    ------
    ValueError
        If the target is not known or the hinges are not four numbers from -3 to 3.
    """
    if len(t) != 4 or not all(isinstance(x, (int, float)) and -3 <= x <= 3 for x in t):
        raise ValueError(f"t is {t!r}; expected four numbers from -3 to 3.")
    controls = {"target": dropdown("target", target, TARGETS)}
    for i, place in enumerate(t, start=1):
        controls[f"t{i}"] = slider(f"t{i}", place, -3, 3)
    fig, left, right = two_panels()
    curves = _hinge_axes(left)
    error = right.plot(GRID, GRID, color=COLOURS[3], ls="-", lw=2)[0]
    band = right.plot([-3, 3, None, -3, 3], [0] * 5, color="black", ls=":", lw=1)[0]
    right.set(xlim=(-3, 3), ylim=(-1.6, 1.6), xlabel="x", title="error, and its largest size")

    def follow(target, **places):
        y, approximation = _move_hinges(curves, target, list(places.values()))
        largest = abs(approximation - y).max()
        error.set_ydata(approximation - y)
        band.set_ydata([largest, largest, None, -largest, -largest])
        at = ", ".join(f"{x:.1f}" for x in places.values())
        text = f"{target} with hinges at {at}: the error is {largest:.2f} at most."
        return text, f'explore.hinges("{target}", t=({at}))'

    return Explorer(controls, Picture(fig, [*curves, error, band]), follow, _examples())


def _hinge_axes(ax):
    target = ax.plot(GRID, GRID, color="black", ls="--", lw=1.5, label="target")[0]
    net = ax.plot(GRID, GRID, color=COLOURS[0], ls="-", lw=2, label="net")[0]
    places = ax.plot([0] * 4, [0] * 4, "o", color=COLOURS[1], label="hinges")[0]
    ax.set(xlim=(-3, 3), ylim=(-3, 3), xlabel="x", title="net and target")
    ax.legend(loc="upper left", fontsize=9)
    return [target, net, places]


def _move_hinges(curves, name, places):
    """Fit the slopes, move the curves, and return target and net on the grid."""
    y = TARGETS[name](GRID)
    # On [-3, 3] the hinge at -3 is the straight line x + 3.
    X, knots = np.array(GRID, dtype="float32").reshape(-1, 1), [-3.0, *places]
    H = npx.relu(X - np.array(knots)).asnumpy()
    H = onp.column_stack([H, onp.ones(len(H))])
    net = H @ onp.linalg.lstsq(H, y, rcond=None)[0]
    target, line, dots = curves
    target.set_ydata(y)
    line.set_ydata(net)
    dots.set_data(places, onp.interp(places, GRID, net))
    return y, net


def _examples():
    settings = (
        ("wave", (-1.8, -0.6, 0.6, 1.8)),
        ("wave", (-2.0, -1.0, 1.0, 2.0)),
        ("parabola", (-1.8, -0.6, 0.6, 1.8)),
        ("bump", (-1.2, -0.1, 0.1, 1.2)),
    )

    def draw(ax, name, places):
        y, net = _move_hinges(_hinge_axes(ax), name, places)
        ax.set_title(f"{name}, largest error {abs(net - y).max():.2f}", fontsize=9)
        return f"{abs(net - y).max():.2f} for {name} with hinges at {places}"

    fig, said = strip(settings, draw)
    describe(fig, f"Nets of four hinges; the largest error is {'; '.join(said)}.")
    return fig
