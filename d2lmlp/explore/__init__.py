"""The explorers: turn a knob and see a picture follow, computed anew by MXNet at every step."""

from d2lmlp.explore.activation_curve import activation
from d2lmlp.explore.depth_bars import depth
from d2lmlp.explore.double_descent import descent
from d2lmlp.explore.dropout_masks import masks
from d2lmlp.explore.early_stopping import stop_here
from d2lmlp.explore.forward_numbers import forward
from d2lmlp.explore.graph_steps import graph
from d2lmlp.explore.hinge_sum import hinges
from d2lmlp.explore.matrix_product import product
from d2lmlp.explore.neuron_plane import neuron
from d2lmlp.explore.paper_fold import paper
from d2lmlp.explore.scale_histogram import scale
from d2lmlp.explore.softmax_bars import softmax
from d2lmlp.explore.training_film import scrub
from d2lmlp.explore.weighted_fit import shift
from d2lmlp.explore.xor_fold import fold, line

__all__ = [
    "activation",
    "depth",
    "descent",
    "fold",
    "forward",
    "graph",
    "hinges",
    "line",
    "masks",
    "neuron",
    "paper",
    "product",
    "scale",
    "scrub",
    "shift",
    "softmax",
    "stop_here",
]
