"""The playground: choose data and net, watch the training, reach into the net, reach a goal.

``playground()`` is one line of code and shows, for where its knobs stand, the line that rebuilds
it.
"""

from d2lmlp.explore.playground.settings import GOALS, checked
from d2lmlp.explore.playground.widget import Playground

__all__ = ["playground"]


def playground(
    data="spiral", layers=(8, 4), activations="tanh", init="xavier", lr=0.03, batch=50, noise=0.0,
    dropout=0.0, l2=0.0, seed=0, points=(), *, epochs=0, goal="none",
):  # fmt: skip
    """Open the playground in a given state.

    Parameters
    ----------
    data : str
        "xor", "ring", "spiral", "u", or "empty".
    layers : sequence of int
        Hidden units, layer by layer: up to four layers of up to eight.
    activations : str, None, or a sequence of these
        One for each layer, keys of ``mlp.ACTIVATION_BLOCKS`` but "prelu"; a single one is for all.
    init : str
        A key of ``mlp.INITIALIZERS``.
    lr : float
        Learning rate of Adam.
    batch : int
        Examples in a step: 10, 50 or 200.
    noise : float
        Standard deviation of what is added to each coordinate of the points.
    dropout : float
        Probability with which a hidden unit is dropped in training.
    l2 : float
        The penalty: this number times each weight is added to its gradient. Biases are left alone.
    seed : int
        Of the weights, the order of the examples, noise and dropout.
    points : sequence of (float, float, int)
        Points of your own, beside those of `data`: x1, x2 from -3 to 3, and the class, 0 or 1.
    epochs : int
        Training that is done before the playground is shown.
    goal : str
        A key of ``settings.GOALS``.

    Returns
    -------
    Playground

    Raises
    ------
    ValueError
        If a setting is none of these.
    """
    if goal not in GOALS:
        raise ValueError(f"goal is {goal!r}; choose one of {', '.join(GOALS)}.")
    if type(epochs) is not int or not 0 <= epochs <= 5000:
        raise ValueError(f"epochs is {epochs!r}; give a whole number from 0 to 5000.")
    settings = checked({
        "data": data, "layers": layers, "activations": activations, "init": init, "lr": lr,
        "batch": batch, "noise": noise, "dropout": dropout, "l2": l2, "seed": seed,
        "points": points,
    })  # fmt: skip
    return Playground.opened(settings, epochs, goal)
