"""The playground: choose data and net, watch the training, reach a goal.

``playground()`` is one line of code and shows, for where its knobs stand, the line that rebuilds
it.
"""

from d2lmlp.explore.playground.model import GOALS, checked
from d2lmlp.explore.playground.panel import Playground

__all__ = ["playground"]


def playground(
    data="spiral", layers=(8, 4), activations="tanh", init="xavier", dropout=0.0, lr=0.03, seed=0,
    *, epochs=0, goal="none",
):  # fmt: skip
    """Open the playground in a given state.

    Parameters
    ----------
    data : str or list of (float, float, int)
        "xor", "ring", "spiral", "u", or points (x1, x2, class) with numbers from -3 to 3.
    layers : sequence of int
        Hidden units, layer by layer: up to four layers of up to eight.
    activations : str, None, or a sequence of these
        One for each layer, keys of ``mlp.ACTIVATION_BLOCKS``; a single one is for all.
    init : str
        A key of ``mlp.INITIALIZERS``.
    dropout : float
        Probability with which a hidden unit is dropped in training.
    lr : float
        Learning rate of Adam.
    seed : int
        Of the points, the weights, the order of the examples and dropout.
    epochs : int
        Training that is done before the playground is shown.
    goal : str
        A key of ``model.GOALS``.

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
    settings = checked(data, layers, activations, init, dropout, lr, seed, epochs)
    return Playground(settings, epochs, goal)
