"""What makes a step of `fit` fast: one graph for net and loss, and an update without copies."""

import mxnet as mx
from mxnet import autograd, gluon, np

from d2lmlp.fitting.best_copy import shrink


def compiled(net, objective, X, y):
    """Fuse net and loss into one graph whose memory is laid out once, if MXNet can trace them.

    The graph shares the net's parameters; the net itself stays as it is.
    """
    blocks = []
    net.apply(blocks.append)
    if any(not isinstance(b, gluon.HybridBlock) or b._forward_hooks for b in blocks):
        return objective
    inputs = [
        mx.sym.var(name, dtype=array.dtype.name).as_np_ndarray()
        for name, array in (("X", X), ("y", y))
    ]
    try:
        with autograd.train_mode():
            outputs = objective(*inputs)
    except Exception:  # plain Python in the net or the loss: whatever it raises on a symbol
        return objective
    graph = gluon.SymbolBlock(list(outputs), inputs, params=net.collect_params())
    graph.hybridize(static_alloc=True, static_shape=True)
    return graph


def updater(net, lr, optimizer, decay):
    """Choose what backward starts from, and the function that takes the step.

    Plain SGD needs no optimizer: a backward pass that starts from lr leaves ``lr * gradient`` in
    each ``.grad``, and the step is one subtraction.
    """
    parameters = [p for p in net.collect_params().values() if p.grad_req != "null"]
    matrices = [p.data() for p in parameters if len(p.shape) > 1] if decay else []
    if optimizer == "sgd":
        pairs = [(p.data(), p.grad()) for p in parameters]

        def update():
            shrink(matrices, lr, decay)
            for weight, gradient in pairs:
                weight -= gradient

        return np.array(lr), update
    if isinstance(optimizer, str):
        optimizer = mx.optimizer.create(optimizer, learning_rate=lr)
    if isinstance(optimizer, mx.optimizer.SGD):
        optimizer.aggregate_num = 0  # one call a parameter; SGD's bundled calls are slower
    trainer = gluon.Trainer(net.collect_params(), optimizer, kvstore=None)

    def update_by_trainer():
        shrink(matrices, trainer.learning_rate, decay)
        trainer.step(1, ignore_stale_grad=True)

    return np.array(1.0), update_by_trainer
