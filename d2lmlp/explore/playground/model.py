"""What the playground trains: points in the plane, and a net whose settings change in mid-run."""

import math

import mxnet as mx
import numpy as onp
from mxnet import autograd, gluon, np
from mxnet.gluon import nn
from mxnet.util import use_np

from d2lmlp.explore.playground.draws import Draws
from d2lmlp.explore.playground.points import HALF, sets
from d2lmlp.mlp import ACTIVATION_BLOCKS, INITIALIZERS

FRESH = ("data", "layers", "init", "seed")  # a change to one of these begins with a new net


@use_np  # JupyterLab may press a button from another thread, where NumPy mode is off
class PlayModel:
    """A net, its points and its training, which goes on epoch by epoch.

    The same settings give the same net after the same number of epochs: dropout and the order of
    the examples have a generator of their own.

    Parameters
    ----------
    settings : dict
        As `settings.checked` returns it.

    Attributes
    ----------
    net : nn.HybridSequential
        Two inputs, two logits, without dropout: a Gluon net like any other.
    dense : list of nn.Dense
        Its layers with weights.
    epoch : int
    train_loss, test_loss : list of float
        One entry for each epoch; the test points are others, drawn in the same way.
    broken : bool
        True where the loss is no longer a number.
    changed : bool
        True where a setting was changed, or a weight moved, after training had begun.
    """

    def __init__(self, settings):
        self.settings = dict(settings)
        self._draws = Draws(settings["seed"])
        mx.random.seed(settings["seed"])
        sizes = (2, *settings["layers"], 2)
        self.dense = [nn.Dense(n, in_units=m) for m, n in zip(sizes, sizes[1:])]
        for block in self.dense:
            block.initialize(INITIALIZERS[settings["init"]]())
            block.bias.wd_mult = 0  # the penalty is on the weights
        parameters = [p for block in self.dense for p in (block.weight, block.bias)]
        self._adam = mx.optimizer.Adam()
        self._adam.aggregate_num = 0  # bundled calls are slower in MXNet's mode np
        self._trainer = gluon.Trainer(parameters, self._adam, kvstore=None)
        self._loss = gluon.loss.SoftmaxCrossEntropyLoss()
        self.epoch, self.train_loss, self.test_loss = 0, [], []
        self.broken = self.changed = False
        self._settle()

    def apply(self, settings):
        """Go on with other settings; return whether that takes a new net."""
        if any(settings[key] != self.settings[key] for key in FRESH):
            self.__init__(settings)
            return True
        self.changed |= self.epoch > 0
        self.settings = dict(settings)
        self._settle()
        return False

    def _settle(self):
        """Give points, optimiser and net what the settings say."""
        self._adam.lr, self._adam.wd = self.settings["lr"], self.settings["l2"]
        (X, y), (X_test, y_test) = sets(self.settings)
        self.X, self.X_test = np.array(X, dtype="float32"), np.array(X_test, dtype="float32")
        self.y, self.y_test = np.array(y, dtype="int32"), np.array(y_test, dtype="int32")
        self.net, self._acts = nn.HybridSequential(), []
        for block, activation in zip(self.dense, (*self.settings["activations"], None)):
            self.net.add(block)
            self._acts.append(None if activation is None else ACTIVATION_BLOCKS[activation]())
            if activation is not None:
                self.net.add(self._acts[-1])

    def train_epoch(self):
        """Go once through the points, in a new order; do nothing where the loss has broken."""
        if self.broken or not len(self.X):
            return
        order, total = self._draws.order(len(self.X)), 0
        for start in range(0, len(order), self.settings["batch"]):
            batch = np.array(order[start : start + self.settings["batch"]], dtype="int32")
            X, y = np.take(self.X, batch, axis=0), np.take(self.y, batch, axis=0)
            with autograd.record():
                loss = self._loss(self._forward(X), y).mean()
            loss.backward()
            self._trainer.step(1)
            total = total + loss * len(batch)
        self.epoch += 1
        self.train_loss.append(float(total) / len(order))
        self.test_loss.append(float(self._loss(self.net(self.X_test), self.y_test).mean()))
        self.broken = not math.isfinite(self.train_loss[-1])

    def _forward(self, X):
        rate = self.settings["dropout"]
        for block, activation in zip(self.dense, self._acts):
            X = block(X) if activation is None else activation(block(X))
            if rate and block is not self.dense[-1]:  # masks that JavaScript draws as well
                kept = [self._draws.number() >= rate for _ in range(X.size)]
                mask = onp.reshape(kept, X.shape) / (1 - rate)
                X = X * np.array(mask, dtype="float32")
        return X

    def accuracy(self):
        """Return the share of the test points that the net gets right."""
        if not len(self.X_test):
            return 0.0
        return float((self.net(self.X_test).argmax(axis=1).astype("int32") == self.y_test).mean())

    def weights(self):
        """List all weights: layer by layer W, row by row, and then b."""
        arrays = [p.data().asnumpy() for block in self.dense for p in (block.weight, block.bias)]
        return onp.concatenate([a.ravel() for a in arrays])

    def set_weight(self, index, value):
        """Set one weight by its place in `weights`."""
        for block in self.dense:
            for p in (block.weight, block.bias):
                array = p.data().asnumpy().copy()
                if 0 <= index < array.size:
                    array.ravel()[index] = value
                    p.set_data(np.array(array))
                    self.changed = True
                    return
                index -= array.size
        raise ValueError("There is no such weight.")

    def surfaces(self, n=49):
        """Compute what the net, and each unit, says over the plane.

        Parameters
        ----------
        n : int
            Grid points in each direction.

        Returns
        -------
        whole : numpy.ndarray, shape (n, n)
            Probability of class 1 minus that of class 0.
        units : list of numpy.ndarray, shape (units, n, n)
            Activations, one array for each hidden layer.
        """
        line = np.linspace(-HALF, HALF, n)
        A = np.stack([a.reshape(-1) for a in np.meshgrid(line, line)], axis=1)
        units = []
        for block, activation in zip(self.dense, self._acts):
            A = block(A) if activation is None else activation(block(A))
            units.append(A.asnumpy())
        logits = units.pop()
        whole = onp.tanh((logits[:, 1] - logits[:, 0]) / 2)
        return whole.reshape(n, n), [a.T.reshape(-1, n, n) for a in units]
