"""What `fit` adds against learning by heart: the best copy of a net, and the decay of weights."""

import math


class BestCopy:
    """A copy of the parameters of the epoch with the lowest validation loss so far.

    Parameters
    ----------
    net : gluon.Block
    patience : int
        Epochs without a new lowest loss after which `look` says that it is time to stop.

    Attributes
    ----------
    loss : float
        The lowest loss so far.
    epoch : int
        When that was.
    """

    def __init__(self, net, patience):
        self.net, self.patience = net, patience
        self.loss, self.epoch, self.values = math.inf, 0, []

    def look(self, loss, epoch):
        """Take in an epoch's validation loss; return True when patience is at its end."""
        if loss < self.loss:
            self.loss, self.epoch = loss, epoch
            self.values = [p.data().copy() for p in self.net.collect_params().values()]
        return epoch - self.epoch >= self.patience

    def put_back(self):
        """Give the net the parameters of the best epoch, and return that epoch."""
        for p, value in zip(self.net.collect_params().values(), self.values):
            p.data()[:] = value
        return self.epoch


def shrink(weights, lr, decay):
    """Decay weights: take the share ``lr * decay`` off each, in place.

    Parameters
    ----------
    weights : list of mx.np.ndarray
    lr, decay : float
    """
    for w in weights:
        w *= 1 - lr * decay
