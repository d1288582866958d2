"""The training loop that most of the clinic's scripts share."""

from mxnet import autograd, gluon


def train(net, X, y, optimizer, settings, steps):
    """Train a net with softmax cross-entropy on all examples at once.

    Parameters
    ----------
    net : gluon.Block
    X, y : mx.np.ndarray
        Examples and their class labels.
    optimizer : str
        A name MXNet knows.
    settings : dict
        Of the optimizer, such as ``{"learning_rate": 0.1}``.
    steps : int

    Returns
    -------
    list of float
        The mean loss before each step.
    """
    trainer = gluon.Trainer(net.collect_params(), optimizer, settings)
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(steps):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return losses
