"""What the playground trains: points in the plane, a net with an activation per layer, goals."""

import math
from collections import namedtuple

import mxnet as mx
import numpy as onp
from mxnet import autograd, gluon, np
from mxnet.gluon import nn
from mxnet.util import use_np

from d2lmlp import data as course_data
from d2lmlp.mlp import ACTIVATION_BLOCKS, INITIALIZERS

HALF = 3.0  # the plane shown is [-HALF, HALF] in both directions
MAX_LAYERS, MAX_UNITS = 4, 8
BATCH = 50

Goal = namedtuple("Goal", "text data units")
GOALS = {
    "none": Goal("Just play.", None, None),
    "xor": Goal("Separate XOR with at most 4 units.", "xor", 4),
    "u": Goal("Separate the U with at most 2 units.", "u", 2),
    "ring": Goal("Separate the ring with at most 4 units.", "ring", 4),
    "spiral": Goal("Separate the spiral with at most 12 units.", "spiral", 12),
}
ENOUGH = 0.97  # accuracy on new points that counts as "separated"


def points(name, n=200, seed=0):
    """Draw labelled points in the plane.

    Parameters
    ----------
    name : str or list of (float, float, int)
        "xor", "u", "ring" or "spiral"; or points of your own: x1, x2, class 0 or 1.
    n, seed : int
        Number of points, and the seed they are drawn with; without effect on your own.

    Returns
    -------
    X : numpy.ndarray of float32, shape (n, 2)
    y : numpy.ndarray of int32, shape (n,)
    """
    if not isinstance(name, str):
        own = onp.array(name, dtype="float64").reshape(-1, 3)
        return own[:, :2].astype("float32"), own[:, 2].astype("int32")
    rng = onp.random.default_rng(seed)
    if name == "spiral":
        X, y = course_data.spiral(n, arms=2, noise=0.1, seed=seed)
        return 0.95 * HALF * X.asnumpy(), y.asnumpy()
    X = rng.uniform(-HALF, HALF, (4 * n, 2))
    radius = onp.hypot(*X.T)
    # The distance of each point to the boundary, and its class; the nearest points are left out.
    far, y = {
        "xor": (abs(X).min(axis=1), X.prod(axis=1) > 0),
        "u": (abs(abs(X[:, 0]) - 1.5), abs(X[:, 0]) > 1.5),  # too cold and too hot
        "ring": (onp.where(radius < HALF, abs(radius - 1.8), 0), radius > 1.8),
    }[name]
    kept = onp.flatnonzero(far > 0.2)[:n]
    return X[kept].astype("float32"), y[kept].astype("int32")


DATA = ("xor", "ring", "spiral", "u")


def checked(data, layers, activations, init, dropout, lr, seed, epochs):
    """Return the settings of a playground in one form, or raise a ValueError that says why not."""
    layers = tuple(layers)
    if isinstance(activations, str) or activations is None:
        activations = (activations,) * len(layers)
    activations = tuple(activations)
    if not isinstance(data, str):
        data = [(float(a), float(b), int(k)) for a, b, k in data]
        if any(k not in (0, 1) or max(abs(a), abs(b)) > HALF for a, b, k in data):
            raise ValueError(
                f"A point is (x1, x2, class): numbers from -3 to 3, and 0 or 1: {data}."
            )
    units = all(isinstance(k, int) and 1 <= k <= MAX_UNITS for k in layers)
    for good, what in (
        (not isinstance(data, str) or data in DATA, f"data is {data!r}; choose of {DATA}"),
        (units and len(layers) <= MAX_LAYERS, f"layers is {layers}: up to 4 sizes from 1 to 8"),
        (len(activations) == len(layers), f"{len(activations)} activations, {len(layers)} layers"),
        (set(activations) <= set(ACTIVATION_BLOCKS), f"activations are {activations}"),
        (init in INITIALIZERS, f"init is {init!r}; choose one of {', '.join(INITIALIZERS)}"),
        (0 <= dropout < 1, f"dropout is {dropout}, a probability below 1"),
        (0 < lr <= 10, f"lr is {lr}; give a learning rate above 0, up to 10"),
        (0 <= epochs <= 5000, f"epochs is {epochs}; give 0 to 5000"),
    ):
        if not good:
            raise ValueError(f"{what}.")
    return {
        "data": data, "layers": layers, "activations": activations, "init": init,
        "dropout": dropout, "lr": lr, "seed": int(seed),
    }  # fmt: skip


@use_np  # JupyterLab may press a button from another thread, where NumPy mode is off
class PlayModel:
    """A net, its points and its training, which goes on epoch by epoch.

    The same settings give the same net after the same number of epochs: dropout and the order of
    the examples have a generator of their own.

    Attributes
    ----------
    net : nn.HybridSequential
        Two inputs, two logits.
    epoch : int
    train_loss, test_loss : list of float
        One entry for each epoch; the test points are drawn in the same way, with another seed.
    broken : bool
        True where the loss is no longer a number.
    """

    def __init__(self, data, layers, activations, init, dropout, lr, seed):
        self.settings = {
            "data": data, "layers": layers, "activations": activations, "init": init,
            "dropout": dropout, "lr": lr, "seed": seed,
        }  # fmt: skip
        self.X, self.y = (np.array(a) for a in points(data, seed=seed))
        self.X_test, self.y_test = (np.array(a) for a in points(data, seed=seed + 1000))
        mx.random.seed(seed)
        self.net, fan_in = nn.HybridSequential(), 2
        for units, activation in zip(layers, activations):
            self.net.add(nn.Dense(units, in_units=fan_in))
            if activation is not None:
                self.net.add(ACTIVATION_BLOCKS[activation]())
            if dropout:
                self.net.add(nn.Dropout(dropout))
            fan_in = units
        self.net.add(nn.Dense(2, in_units=fan_in))
        self.net.initialize(INITIALIZERS[init]())
        optimizer = mx.optimizer.Adam(learning_rate=lr)
        optimizer.aggregate_num = 0  # bundled calls are slower in MXNet's mode np
        self._trainer = gluon.Trainer(self.net.collect_params(), optimizer, kvstore=None)
        self._loss = gluon.loss.SoftmaxCrossEntropyLoss()
        self._rng = onp.random.default_rng(seed)
        self.epoch, self.train_loss, self.test_loss, self.broken = 0, [], [], False

    def train_epoch(self):
        """Go once through the points, in a new order; do nothing where the loss has broken."""
        if self.broken or not len(self.X):
            return
        order, total = self._rng.permutation(len(self.X)), 0
        for start in range(0, len(order), BATCH):
            batch = np.array(order[start : start + BATCH], dtype="int32")
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
        for block in self.net:
            if isinstance(block, nn.Dropout):  # not MXNet's: its masks come from all nets' source
                kept = self._rng.random(X.shape) >= block._rate
                X = X * np.array(kept / (1 - block._rate), dtype="float32")
            else:
                X = block(X)
        return X

    def accuracy(self):
        """Return the share of the test points that the net gets right."""
        if not len(self.X_test):
            return 0.0
        return float((self.net(self.X_test).argmax(axis=1).astype("int32") == self.y_test).mean())

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
        for block in self.net:
            A = block(A)
            if isinstance(block, nn.Dense):
                units.append(A)
            else:
                units[-1] = A
        logits = units.pop().asnumpy()
        whole = onp.tanh((logits[:, 1] - logits[:, 0]) / 2)
        return whole.reshape(n, n), [a.asnumpy().T.reshape(-1, n, n) for a in units]

    def reached(self, goal):
        """Say whether the goal called `goal` is reached: the data, the size, and the accuracy."""
        wanted = GOALS[goal]
        return (
            self.settings["data"] == wanted.data
            and sum(self.settings["layers"]) <= wanted.units
            and self.accuracy() >= ENOUGH
        )
