"""The playground: choose data and net, watch the training, reach a goal."""

from d2lmlp.explore.playground.panel import playground

__all__ = ["playground"]
