"""The multilayer perceptron of the course: a Gluon block in a page, and a look inside it."""

from collections import namedtuple
from numbers import Real

from mxnet import init as mxinit
from mxnet import npx
from mxnet.base import MXNetError
from mxnet.gluon import nn

from d2lmlp.figures.tables import Table
from d2lmlp.fitting.inside import stacked
from d2lmlp.fitting.net_arguments import (
    block_name,
    check_batch,
    checked_activation,
    checked_choice,
    checked_sizes,
    described,
    net_dtype,
)

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
        block = checked_choice("activation", activation, ACTIVATION_BLOCKS)
        initializer = checked_choice("init", init, INITIALIZERS)
        if not (isinstance(dropout, Real) and 0 <= dropout < 1):
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
        if callable(activation):
            checked_activation(self, sizes[0], getattr(activation, "__name__", str(activation)))

    def __call__(self, X):
        """Compute the logits, shape (n, sizes[-1]), of a batch X of shape (n, sizes[0])."""
        check_batch(X, self.sizes[0], self[0].weight.dtype)
        return super().__call__(X)

    def __getitem__(self, key):
        """Return a layer; for a slice, a stack of the same layers."""
        if not isinstance(key, slice):
            return super().__getitem__(key)
        part = nn.HybridSequential()
        part.add(*list(self)[key])
        return part

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


Layer = namedtuple("Layer", "name parameters z a")


class Trace:
    """What `trace` saw; as the value of a cell, a table.

    Attributes
    ----------
    layers : list of Layer
        From the inputs to the outputs: ``name``, ``parameters`` (a count), ``z`` (before the
        activation) and ``a`` (what goes on to the next layer), both of shape (n, units).
    """

    def __init__(self, layers):
        self.layers = layers

    def table(self):
        """Return shape, range and zeros of every layer as a Table."""
        columns = ("layer", "parameters", "shape", "range of z", "range of a", "zeros in a")
        rows = []
        for name, parameters, z, a in self.layers:
            z, a = z.asnumpy(), a.asnumpy()
            ranges = (f"{values.min():.2f} to {values.max():.2f}" for values in (z, a))
            rows.append((name, f"{parameters:,}", z.shape, *ranges, f"{(a == 0).mean():.0%}"))
        return Table("The forward pass, layer by layer.", columns, rows)

    def __repr__(self):
        return repr(self.table())

    def _repr_html_(self):
        return self.table()._repr_html_()


def trace(net, X):
    """Run a net on a batch and keep what every layer computed.

    Parameters
    ----------
    net : gluon.nn.Sequential or HybridSequential
        An initialised `MLP`, or another stack of nn.Dense layers, activations, dropout and such.
    X : mx.np.ndarray, shape (n, d)

    Returns
    -------
    Trace

    Raises
    ------
    ValueError
        If the net is not a stack of blocks with an nn.Dense in it, or X does not fit it.
    """
    if not isinstance(net, (nn.Sequential, nn.HybridSequential)):
        raise ValueError(f"trace was given a {type(net).__name__}; it reads an MLP or Sequential.")
    if any(p._data is None and not p._deferred_init for p in net.collect_params().values()):
        raise ValueError("The net's parameters have no values yet: call net.initialize() first.")
    layers, h, dtype = [], X, net_dtype(net)
    for block in stacked(net):
        try:
            z, h = _step(block, h)
        except (AttributeError, AssertionError, MXNetError, TypeError, ValueError):
            raise ValueError(
                f"{block_name(block)} cannot take what reaches it, {described(h)}: give X as an "
                f"mx.np array of {dtype}, its shape the (n, inputs) of the net, n from 1 up."
            ) from None
        if isinstance(block, nn.Dense):
            name = f"{len(layers) + 1} {block_name(block)}"
            layers.append(Layer(name, count_parameters(block), z, h))
        elif layers:
            name, parameters, z, _ = layers[-1]
            layers[-1] = Layer(
                f"{name} {block_name(block)}", parameters + count_parameters(block), z, h
            )
    if not layers:
        raise ValueError("The net has no nn.Dense layer: there is nothing to trace.")
    return Trace(layers)


def _step(block, h):
    """Return a block's output twice: before and after the activation an nn.Dense may carry."""
    z = a = block(h)
    if isinstance(block, nn.Dense) and block.act is not None:
        W = block.weight.data()
        b = None if block.bias is None else block.bias.data()
        z = npx.fully_connected(h, W, b, num_hidden=block._units, no_bias=b is None)
    a.wait_to_read()  # MXNet computes later; an error should come from here
    return z, a
