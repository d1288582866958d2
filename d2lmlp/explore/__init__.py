"""The explorers: turn a knob and see a picture follow, computed anew by MXNet at every step."""

from d2lmlp.explore.activation_curve import activation
from d2lmlp.explore.depth_bars import depth
from d2lmlp.explore.graph_steps import graph
from d2lmlp.explore.hinge_sum import hinges
from d2lmlp.explore.neuron_plane import neuron
from d2lmlp.explore.scale_histogram import scale

__all__ = ["activation", "depth", "graph", "hinges", "neuron", "scale"]
