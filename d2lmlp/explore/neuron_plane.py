"""``explore.neuron()``: one neuron of two inputs over the plane."""

import traitlets

from d2lmlp.explore.activation_curve import ALPHAS, ELEMENTWISE
from d2lmlp.explore.base import strip
from d2lmlp.explore.stage import Stage, checked_choice, checked_number
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.style import COLOURS


class NeuronStage(Stage):
    """What `neuron` returns; its attributes are where the knobs stand."""

    parts = ("functions", "neuron")
    w1 = traitlets.Float().tag(sync=True)
    w2 = traitlets.Float().tag(sync=True)
    b = traitlets.Float().tag(sync=True)
    activation = traitlets.Unicode().tag(sync=True)
    alphas = traitlets.Dict(ALPHAS).tag(sync=True)  # what never changes: the usual ones

    def still(self):
        """Four neurons by their weights alone: where does z = 0 run?"""

        def draw(ax, w1, w2, b):
            ax.annotate("", (w1, w2), (0, 0), arrowprops={"arrowstyle": "-|>", "lw": 2})
            ax.plot([0], [0], "o", color=COLOURS[0], ms=4)
            ax.set(xlim=(-3, 3), ylim=(-3, 3), xlabel="$x_1$", aspect="equal")
            ax.set_title(f"w = ({w1}, {w2}), b = {b}", fontsize=10)
            ax.set_xticks([-3, 0, 3])

        settings = ((1, 0, 0), (1, 1, 0), (1, 1, -2), (2, 2, -2))
        fig, _ = strip(settings, draw, height=2.7)
        fig.axes[0].set_ylabel("$x_2$")
        said = "; ".join(f"w = ({w1}, {w2}), b = {b}" for w1, w2, b in settings)
        describe(
            fig, f"Four neurons over the plane, each with its weights as an arrow: {said}. Where "
            "does the line z = 0 run, and on which side is ReLU silent?",
        )  # fmt: skip
        return fig


def neuron(w1=1.0, w2=-1.0, b=0.0, activation="relu"):
    """Explore one neuron of two inputs: a = activation(w1 x1 + w2 x2 + b) over the plane.

    Parameters
    ----------
    w1, w2, b : float
        From -3 to 3.
    activation : str
        A key of ``activation_list.ACTIVATIONS`` but softmax.

    Returns
    -------
    NeuronStage

    Raises
    ------
    ValueError
        If the activation is not known or a number is out of range.
    """
    numbers = {"w1": w1, "w2": w2, "b": b}
    found = {name: checked_number(name, number, -3, 3) for name, number in numbers.items()}
    return NeuronStage(**found, activation=checked_choice("activation", activation, ELEMENTWISE))
