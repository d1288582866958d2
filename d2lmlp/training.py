"""The training loop of the course, on arrays that stay in memory."""

import math
from contextlib import closing

import mxnet as mx
import numpy as onp
from mxnet import autograd, gluon, np

from d2lmlp.fitting.best_copy import BestCopy
from d2lmlp.fitting.fast_step import compiled, updater
from d2lmlp.fitting.fit_arguments import (
    checked_data,
    checked_measure,
    checked_pairs,
    checked_settings,
)
from d2lmlp.fitting.history import History
from d2lmlp.fitting.loss_value import backward
from d2lmlp.fitting.progress_line import tell, train_line
from d2lmlp.fitting.stop_button import StopButton
from d2lmlp.health import health


def fit(
    net, X, y, epochs=10, lr=0.1, batch_size=256, *, test=None, validation=None, patience=None,
    loss=None, optimizer="sgd", decay=0.0, seed=0, every=50, record=None,
):  # fmt: skip
    """Train a net by minibatch stochastic gradient descent.

    The same net, data and seed give the same parameters, bit for bit, on one machine. An
    interrupt (the stop button) ends the training early, and the net keeps what it has learned.
    Source: Zhang et al., Dive into Deep Learning, section "Implementation of MLPs".

    Parameters
    ----------
    net : gluon.Block
        Initialised. Only its parameters change.
    X : array_like, shape (n, d)
        Examples; they become float32.
    y : array_like, shape (n,)
        Class labels 0, 1, ...; with a `loss` of your own, whatever it takes.
    epochs : int
        Passes over the data, each in a new random order.
    lr : float
        Learning rate: a step of SGD is ``lr`` times the gradient of the minibatch's mean loss.
    batch_size : int
        Examples in a minibatch; the last one of an epoch may be smaller.
    test, validation : tuple (X, y), optional
        Measured after each epoch: the accuracy on `test`, the loss on `validation`.
    patience : int, optional
        Stop after so many epochs without a new lowest validation loss. However the training ends,
        the net gets back the parameters of the best epoch.
    loss : callable, optional
        ``loss(net(X), y)``, one number an example; cross-entropy on logits where it is left out.
    optimizer : str or mx.optimizer.Optimizer
        A name MXNet knows, such as "adam"; an optimizer object brings its own learning rate.
    decay : float
        Each step first takes the share ``lr * decay`` off every weight matrix; biases stay.
        Source: Loshchilov and Hutter (2019), Decoupled weight decay regularization.
    seed : int
        Of the order of the examples, and of dropout.
    record : callable, optional
        ``record(net, step)`` is called before step 0, `every`, 2 `every` and so on; not after the
        last one.

    Returns
    -------
    History

    Raises
    ------
    ValueError
        If data or settings do not fit the net or each other.
    FloatingPointError
        If the loss is nan or inf; the message names the layer where that began. The net keeps
        the parameters with which it happened.
    """
    checked_settings(epochs, lr, batch_size, every, optimizer, decay, seed, record)
    checked_pairs(test, validation, patience)
    X, y, labelled = checked_data(net, X, y, loss)
    test = test and checked_measure("test", net, test, loss)
    validation = validation and checked_measure("validation", net, validation, loss)
    loss = loss or gluon.loss.SoftmaxCrossEntropyLoss()
    scale, update = updater(net, lr, optimizer, decay)
    objective = compiled(net, _objective(net, loss, labelled), X, y)
    mx.random.seed(seed)
    rng = onp.random.default_rng(seed)
    history, step, best = History(), 0, patience and BestCopy(net, patience)
    bar = train_line(epochs, -(-len(X) // batch_size))
    with closing(bar), StopButton() as stop:
        for epoch in range(1, epochs + 1):
            total, hits = 0.0, 0
            for X_batch, y_batch in _minibatches(X, y, batch_size, rng):
                stop.look()
                if record is not None and step % every == 0:
                    history.records.append((step, record(net, step)))
                with autograd.record():
                    mean, right = objective(X_batch, y_batch)
                backward(mean, scale)
                value = float(mean)  # waits for the forward pass; the backward pass goes on
                if not math.isfinite(value):
                    raise FloatingPointError(_where_it_began(net, X_batch, step))
                update()
                total, hits, step = total + value * len(X_batch), hits + right, step + 1
                bar.update()
            history.loss.append(total / len(X))
            tell(bar, history.loss)
            if labelled:
                history.train_accuracy.append(float(hits) / len(X))
            if test and test.labelled:
                history.test_accuracy.append(_share_right(net, test.X, test.y))
            if validation:
                validated = float(loss(net(validation.X), validation.y).mean())
                history.validation_loss.append(validated)
                if best and best.look(validated, epoch):
                    break
    history.best_epoch = best.put_back() if best else None
    history.interrupted = stop.pressed
    return history


def accuracy(net, X, y):
    """Measure how often a net is right.

    Parameters
    ----------
    net : gluon.Block
    X : array_like, shape (n, d)
    y : array_like, shape (n,)
        Class labels.

    Returns
    -------
    float
        The share of the rows of X whose largest logit is at their label.

    Raises
    ------
    ValueError
        If X or y does not fit the net.
    """
    X, y, _ = checked_data(net, X, y)
    return _share_right(net, X, y)


def _minibatches(X, y, batch_size, rng):
    """Yield the examples once, in a new random order."""
    order = np.array(rng.permutation(len(X)), dtype="int32")
    for i in range(0, len(X), batch_size):
        batch = order[i : i + batch_size]
        yield np.take(X, batch, axis=0, mode="clip"), np.take(y, batch, axis=0, mode="clip")


def _objective(net, loss, labelled):
    """Make the function of a minibatch: its mean loss, and how many answers are right."""

    def objective(X, y):
        output = net(X)
        mean = loss(output, y).mean()
        return mean, _right(output, y).sum() if labelled else mean * 0

    return objective


def _right(output, y):
    return output.argmax(axis=1).astype("int32") == y


def _share_right(net, X, y):
    return float(_right(net(X), y).mean())


def _where_it_began(net, X, step):
    """Say in one sentence in which layer a loss stopped being a finite number."""
    layers = health(net, X)  # forward only: a NaN in the loss runs backward through all layers
    sick = [f"layer {n!r}: {p}" for n, p in zip(layers.names, layers.nonfinite) if p]
    where = sick[0] if sick else "the loss itself, all layers being finite"
    return (
        f"Training stopped at step {step + 1}: the loss is no longer a finite number. It began in "
        f"{where}. Most often the steps are too large: train a new net with a smaller lr."
    )
