"""The multilayer perceptron of the course: a Gluon block in a page, and a look inside it."""

from mxnet import init as mxinit
from mxnet.gluon import nn

# Name -> a new initialiser of the weights; every bias starts at 0.
INITIALIZERS = {
    # N(0, 2 / fan_in): keeps the second moment of ReLU layers. He et al. (2015), eq. 10.
    "he": lambda: mxinit.MSRAPrelu("in", 0),
    # U(-a, a), a = sqrt(6 / (fan_in + fan_out)). Glorot and Bengio (2010), eq. 16.
    "xavier": lambda: mxinit.Xavier("uniform", "avg", 3),
    # U(-0.07, 0.07) whatever the layer's size: what `net.initialize()` does in MXNet.
    "default": lambda: mxinit.Uniform(0.07),
    # N(0, 1): the textbook's example of gradients that explode.
    "normal": lambda: mxinit.Normal(1),
    # A random matrix with orthonormal rows or columns. Saxe et al. (2014).
    "orthogonal": lambda: mxinit.Orthogonal(scale=1),
    # All weights 0: no unit can become different from another.
    "zeros": lambda: mxinit.Zero(),
}


class _ReLU(nn.HybridBlock):
    """ReLU by ``npx.relu``, which lets NaN through; ``nn.Activation('relu')`` turns it into 0."""

    def hybrid_forward(self, F, x):
        return F.npx.relu(x)


# Name -> a new Gluon block; None stands for "no activation", a purely linear stack.
ACTIVATION_BLOCKS = {
    "relu": _ReLU,
    "leaky_relu": lambda: nn.LeakyReLU(0.01),
    "prelu": nn.PReLU,
    "elu": nn.ELU,
    "gelu": nn.GELU,
    "silu": nn.Swish,
    "sigmoid": lambda: nn.Activation("sigmoid"),
    "tanh": lambda: nn.Activation("tanh"),
    None: None,
}


class MLP(nn.HybridSequential):
    """A multilayer perceptron, initialised and ready to use.

    ``H = act(X W1 + b1)``, and so on; the last layer has no activation: its outputs are logits.
    Source: Zhang et al., Dive into Deep Learning, section "Multilayer Perceptrons".

    Parameters
    ----------
    sizes : sequence of int
        Widths from the inputs to the outputs, at least two: ``(784, 256, 10)``.
    activation : str, None or callable
        After each hidden layer: a key of ``ACTIVATION_BLOCKS``, None for a linear stack, or a
        callable that returns a new Gluon block.
    init : str
        A key of ``INITIALIZERS``.
    dropout : float
        Probability with which a hidden unit is dropped in train mode.

    Raises
    ------
    ValueError
        If a size, the activation, the initialiser or the dropout is none of these.

    Examples
    --------
    >>> MLP((784, 256, 10))
    MLP(784-256-10, relu, he): 203,530 parameters
    """

    def __init__(self, sizes, activation="relu", init="he", dropout=0.0):
        sizes = checked_sizes(sizes)
        block = _checked_choice("activation", activation, ACTIVATION_BLOCKS)
        initializer = _checked_choice("init", init, INITIALIZERS)
        if not 0 <= dropout < 1:
            raise ValueError(f"dropout is {dropout!r}; it is a probability, from 0 to below 1.")
        super().__init__()
        self.sizes, self.activation, self.init = sizes, activation, init
        for fan_in, fan_out in zip(sizes[:-2], sizes[1:-1]):
            self.add(nn.Dense(fan_out, in_units=fan_in))
            if block is not None:
                self.add(block())
            if dropout:
                self.add(nn.Dropout(dropout))
        self.add(nn.Dense(sizes[-1], in_units=sizes[-2]))
        self.initialize(initializer())

    def __repr__(self):
        shape = "-".join(map(str, self.sizes))
        name = getattr(self.activation, "__name__", self.activation)
        return f"MLP({shape}, {name}, {self.init}): {count_parameters(self):,} parameters"


def count_parameters(net):
    """Count the numbers that training can change.

    Parameters
    ----------
    net : gluon.Block
        An initialised net whose sizes are known.

    Returns
    -------
    int
        The sum of the sizes of all parameters that take a gradient.
    """
    return sum(p.data().size for p in net.collect_params().values() if p.grad_req != "null")


def checked_sizes(sizes):
    """Return the widths of a perceptron as a tuple of int, or raise a ValueError that says why."""
    try:
        widths = tuple(int(n) for n in sizes)
        good = len(widths) >= 2 and all(n >= 1 and n == m for n, m in zip(widths, sizes))
    except (TypeError, ValueError):
        good = False
    if not good:
        raise ValueError(
            f"sizes is {sizes!r}; expected at least two whole numbers from 1 up, the widths from "
            "inputs to outputs, such as (784, 256, 10)."
        )
    return widths


def _checked_choice(what, choice, table):
    if choice in table:
        return table[choice]
    if what == "activation" and callable(choice):
        return choice
    names = ", ".join(repr(name) for name in table)
    raise ValueError(f"{what} is {choice!r}; choose one of {names}.")
