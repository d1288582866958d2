"""A look inside a net: its blocks one after the other, and all put back that this changes."""

from contextlib import contextmanager

import numpy as onp
from mxnet import autograd, gluon, np
from mxnet.gluon import nn


def leaves(block):
    """Yield the blocks of `stacked`, and the activation that an nn.Dense may carry after it."""
    for leaf in stacked(block):
        yield leaf
        if isinstance(leaf, nn.Dense) and leaf.act is not None:
            yield leaf.act


def stacked(block):
    """Yield the blocks that a Sequential calls one after the other, nested ones included."""
    for kind in (nn.Sequential, nn.HybridSequential):
        plain = type(block).forward is kind.forward
        if isinstance(block, kind) and plain and _same_hybrid_forward(block, kind):
            for child in block._children.values():
                yield from stacked(child)
            return
    yield block


def _same_hybrid_forward(block, kind):
    return getattr(type(block), "hybrid_forward", None) is getattr(kind, "hybrid_forward", None)


@contextmanager
def left_as_it_was(net, blocks):
    """Take the net off its compiled graph and MXNet's random state; put back all that changed."""
    everything = []
    net.apply(everything.append)
    active = [(b, b._active) for b in everything if isinstance(b, gluon.HybridBlock)]
    dropouts = {b for b in everything if isinstance(b, nn.Dropout)}
    fused = {b: b.act for b in blocks if isinstance(b, nn.Dense)}
    statistics = [p for p in net.collect_params().values() if p.grad_req == "null"]
    before = [p.data().copy() for p in statistics]
    generator = onp.random.default_rng(0)
    try:
        for block, _ in active:
            block._active = False
        for block in dropouts:
            block.hybrid_forward = _dropout(block, generator)
        for block in fused:
            vars(block)["act"] = None  # it runs as a block of its own, so that z can be seen
        yield
    finally:
        for block in dropouts:
            vars(block).pop("hybrid_forward", None)
        for block, act in fused.items():
            vars(block)["act"] = act
        for block, was in active:
            block._active = was
        for p, values in zip(statistics, before):
            p.data()[:] = values


def _dropout(block, generator):
    def forward(F, x):
        if not autograd.is_training() or not block._rate:
            return x * 1
        shape = [1 if axis in block._axes else n for axis, n in enumerate(x.shape)]
        kept = generator.random(shape) >= block._rate
        with onp.errstate(invalid="ignore"):  # at rate 1 it is 0 / 0, as in MXNet's own layer
            return x * np.array(kept / onp.float64(1 - block._rate), dtype=x.dtype)

    return forward
