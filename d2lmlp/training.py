"""The training loop of the course, on arrays that stay in memory."""

import mxnet as mx
from mxnet import autograd, gluon, np


class History:
    """What `fit` has seen, one entry an epoch: loss, train_accuracy, test_accuracy."""

    def __init__(self):
        self.loss, self.train_accuracy, self.test_accuracy = [], [], []

    def __repr__(self):
        return f"{len(self.loss)} epochs: loss ≈ {self.loss[-1]:.2f}"


def fit(
    net, X, y, epochs=10, lr=0.1, batch_size=256, *, test=None, loss=None, optimizer="sgd", seed=0
):
    """Train a net by minibatch gradient descent."""
    loss = loss or gluon.loss.SoftmaxCrossEntropyLoss()
    mx.random.seed(seed)
    trainer = gluon.Trainer(net.collect_params(), optimizer, {"learning_rate": lr})
    history = History()
    for _ in range(epochs):
        order = np.random.permutation(len(X))
        total = 0.0
        for i in range(0, len(X), batch_size):
            batch = order[i : i + batch_size]
            with autograd.record():
                value = loss(net(X[batch]), y[batch])
            value.backward()
            trainer.step(len(batch))
            total += float(value.sum())
        history.loss.append(total / len(X))
        history.train_accuracy.append(accuracy(net, X, y))
        if test is not None:
            history.test_accuracy.append(accuracy(net, *test))
    return history


def accuracy(net, X, y):
    """Share of the rows of X whose largest logit is at their label."""
    return float((net(X).argmax(axis=1).astype("int32") == y.astype("int32")).mean())
