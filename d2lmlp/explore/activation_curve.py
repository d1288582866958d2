"""``explore.activation()``: an activation function, its tangent at a point, and its gradient."""

import numpy as onp

from d2lmlp.activations import ACTIVATIONS, value_and_grad
from d2lmlp.explore.base import Explorer, Picture, dropdown, slider, strip, two_panels
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS

ELEMENTWISE = tuple(name for name in ACTIVATIONS if name != "softmax")
GRID = onp.linspace(-6, 6, 241, dtype="float32")


def activation(name="leaky_relu", x=-1.0, alpha=None):
    """Explore an activation function: its value, its tangent at a point, and its gradient.

    Parameters
    ----------
    name : str
        A key of ``activations.ACTIVATIONS`` but softmax, which does not act on single numbers.
    x : float
        The point, from -6 to 6.
    alpha : float, optional
        From -0.5 to 1.5; its usual value if not given. Without effect where there is no alpha.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If the function is not known or a number is out of range.
    """
    function = dropdown("function", name, ELEMENTWISE)
    alpha = ACTIVATIONS[name].alpha if alpha is None else alpha
    controls = {
        "function": function,
        "x": slider("x", x, -6, 6),
        "alpha": slider("alpha", 0.0 if alpha is None else alpha, -0.5, 1.5, 0.05),
    }
    fig, left, right = two_panels()
    value, tangent, point = _value_axes(left)
    slope = right.plot(GRID, GRID, color=COLOURS[2], ls="-.", lw=2, label="gradient")[0]
    here = right.plot([0], [0], "o", color="black", label="slope of the tangent")[0]
    right.set(xlim=(-6, 6), ylim=(-0.6, 1.6), xlabel="x", title="gradient")
    right.legend(loc="upper left", fontsize=9)

    def follow(function, x, alpha):
        has_alpha = ACTIVATIONS[function].alpha is not None
        controls["alpha"].disabled = not has_alpha
        y, grad, at, slope_at = _value_and_slope(function, alpha, x)
        _move_value(value, tangent, point, x, y, at, slope_at)
        slope.set_ydata(grad)
        here.set_data([x], [slope_at])
        setting = f", alpha={alpha:.2f}" if has_alpha else ""
        text = f"{function}{setting}: value {at:.3f} and slope {slope_at:.3f} at x = {x:.1f}."
        return text, f'explore.activation("{function}", x={x:.1f}{setting})'

    return Explorer(
        controls, Picture(fig, [value, tangent, point, slope, here]), follow, _examples()
    )


def _value_axes(ax):
    value = ax.plot(GRID, GRID, color=COLOURS[0], ls="-", lw=2, label="function")[0]
    tangent = ax.plot([], [], color=COLOURS[1], ls="--", lw=1.5, label="tangent")[0]
    point = ax.plot([0], [0], "o", color="black")[0]
    ax.set(xlim=(-6, 6), ylim=(-2, 4), xlabel="x", title="function")
    ax.legend(loc="upper left", fontsize=9)
    return value, tangent, point


def _move_value(value, tangent, point, x, y, at, slope):
    value.set_ydata(y)
    step = 2 / (1 + slope**2) ** 0.5  # the tangent keeps its length
    tangent.set_data([x - step, x + step], [at - step * slope, at + step * slope])
    point.set_data([x], [at])


def _value_and_slope(name, alpha, x):
    """Compute a function and its gradient on the grid and, as the last two, at the point x."""
    function = function_of(name, alpha)
    y, grad = (a.asnumpy() for a in value_and_grad(function, onp.append(GRID, x)))
    return y[:-1], grad[:-1], float(y[-1]), float(grad[-1])


def function_of(name, alpha):
    """Return the function of one argument that a name and an alpha stand for."""
    entry = ACTIVATIONS[name]
    return entry.function if entry.alpha is None else lambda x: entry.function(x, alpha)


def _examples():
    settings = (("relu", None), ("leaky_relu", 0.25), ("elu", 1.0), ("gelu", None))

    def draw(ax, name, alpha):
        y, _, at, slope = _value_and_slope(name, alpha, -1.0)
        _move_value(*_value_axes(ax), -1.0, y, at, slope)
        title = name if alpha is None else f"{name}, alpha={alpha}"
        ax.set_title(title, fontsize=10)
        ax.set_xticks([-6, -3, 0, 3, 6])
        return f"{slope:.2f} for {title}"

    fig, slopes = strip(settings, draw)
    describe(fig, f"Functions with their tangents at x = -1; its slope is {'; '.join(slopes)}.")
    return fig
