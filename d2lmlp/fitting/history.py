"""What `fit` has seen."""

from d2lmlp.fitting.terminal import showable


class History:
    """What `fit` has seen, in lists with one entry for each finished epoch.

    Attributes
    ----------
    loss : list of float
        Mean loss over the epoch's minibatches, each measured before its own step.
    train_accuracy : list of float
        Share of right answers on those minibatches; empty where y holds no class labels.
    test_accuracy : list of float
        Accuracy after the epoch; empty without labelled test data.
    validation_loss : list of float
        Mean loss on the validation data after the epoch.
    best_epoch : int or None
        The epoch, counted from 1, whose parameters the net was given back; only with patience.
    records : list of tuple (step, value)
        What the `record` function returned, and after how many steps.
    interrupted : bool
        True where the reader stopped the training.
    """

    def __init__(self):
        self.loss, self.train_accuracy, self.test_accuracy, self.records = [], [], [], []
        self.validation_loss, self.best_epoch, self.interrupted = [], None, False

    def __repr__(self):
        epochs = len(self.loss)
        words = [f"loss ≈ {self.loss[-1]:.2f}"] if self.loss else []
        for name, values in (("training", self.train_accuracy), ("test", self.test_accuracy)):
            words += [f"{name} accuracy ≈ {values[-1]:.2f}"] if values else []
        words += [f"best epoch ≈ {self.best_epoch}"] if self.best_epoch else []
        words += ["interrupted"] if self.interrupted else []
        return showable(f"{epochs} epoch{'s' if epochs != 1 else ''}: {', '.join(words)}")
