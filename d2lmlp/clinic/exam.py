"""The examination: run a script, keep what it made, and show its symptoms."""

from functools import cache

import numpy as onp
from mxnet import autograd
from mxnet.gluon import nn

from d2lmlp.clinic.case import function
from d2lmlp.clinic.records import load
from d2lmlp.figures.alttext import describe
from d2lmlp.figures.ends import label_ends
from d2lmlp.figures.style import COLOURS, bundle
from d2lmlp.health import health

RETURNS = "net, X, y, X_test, losses, predicted"


class Visit:
    """One run of a patient's script.

    Attributes
    ----------
    case : Case
    patient : str
    net : gluon.Block
        As the script leaves it.
    X, y, X_test : mx.np.ndarray
        As the net has seen them.
    losses : list of float
        The script's own loss, step by step.
    train_accuracy, test_accuracy : float
        Of the net in predict mode on X and y; of the script's own predictions for the test inputs.
    guessing : float
        The accuracy of a net that knows nothing.
    """

    def __init__(self, case, results, truth):
        self.case, self.patient = case, case.id
        self.net, self.X, self.y, self.X_test, losses, predicted = results
        self.losses = [float(value) for value in losses]
        self.predicted = _numpy(predicted).astype(int)
        self.train_accuracy = float((_classes(self.net, self.X) == _numpy(self.y)).mean())
        self.test_accuracy = float((self.predicted == truth).mean())
        self.guessing = 1 / len(set(truth.tolist()))

    def __repr__(self):
        return (
            f"{self.patient} after {len(self.losses)} steps: loss ≈ {self.losses[-1]:.2f}, "
            f"training accuracy ≈ {self.train_accuracy:.2f}, test accuracy "
            f"≈ {self.test_accuracy:.2f} (guessing gives {self.guessing:.2f})"
        )

    def _repr_html_(self):
        return f"{bundle(self.plot())['text/html']}<p>{self!r}</p>"

    def plot(self):
        """Draw the symptoms: the loss step by step, and the two accuracies beside guessing.

        In grey, the loss of a healthy control: the same script without its fault.

        Returns
        -------
        matplotlib.figure.Figure
        """
        import matplotlib.pyplot as plt

        fig, (left, right) = plt.subplots(
            1, 2, figsize=(7.5, 2.4), width_ratios=(3, 2), layout="constrained"
        )
        know_nothing = -onp.log(self.guessing)
        left.axhline(know_nothing, color="#555555", linestyle=":", label="_guessing")
        top = 1.12 * onp.nanmax([know_nothing, *self.losses])
        top = top if onp.isfinite(top) else 2 * know_nothing
        left.set(xlabel="step", ylabel="loss", ylim=(0, top))
        healthy = control(self.case)[: len(self.losses)]
        left.plot(
            range(1, len(healthy) + 1), healthy, color="#8a8a8a", ls="-", label="healthy control"
        )
        left.plot(range(1, len(self.losses) + 1), self.losses, COLOURS[0], ls="-", label="patient")
        if not onp.isfinite(self.losses).any():
            left.text(0.5, 0.7, "patient: not a number", color=COLOURS[0], transform=left.transAxes)
        left.text(
            0.98,
            know_nothing,
            "guessing",
            size=9,
            ha="right",
            va="bottom",
            transform=left.get_yaxis_transform(),
        )
        label_ends(left)
        names, values = ("test", "training"), (self.test_accuracy, self.train_accuracy)
        right.barh(names, values, color=COLOURS[1::-1], height=0.5)
        right.axvline(self.guessing, color="#555555", linestyle=":")
        right.text(self.guessing, 1.45, " guessing", va="bottom")
        right.set(xlabel="accuracy", xlim=(0, 1), ylim=(-0.4, 1.7), axisbelow=True)
        describe(
            fig,
            f"Symptoms of {self.patient}. The loss goes from ≈ {self.losses[0]:.2f} to "
            f"≈ {self.losses[-1]:.2f}; guessing would give ≈ {know_nothing:.2f}, a healthy "
            f"control comes to ≈ {healthy[-1]:.2f}. Training accuracy "
            f"≈ {self.train_accuracy:.2f}, test accuracy ≈ {self.test_accuracy:.2f}; guessing: "
            f"≈ {self.guessing:.2f}.",
        )
        plt.close(fig)
        return fig


class Exam:
    """What the findings are read from: a visit, and the net's health in both modes.

    Attributes
    ----------
    visit : Visit
    train, predict : d2lmlp.health.Health
        In train and in predict mode, on up to 256 of the training examples.
    outputs : numpy.ndarray
        What the net gives for each of these.
    row_sums : numpy.ndarray
        For each of these, the sum of the net's outputs.
    disagree : float
        Share of the test inputs for which the script predicts another class than the net does in
        predict mode.
    first_weights : numpy.ndarray
        Of the first layer, a row a unit.
    largest_rate : float
        The largest rate of a Dropout in the net; 0 where there is none.
    """

    def __init__(self, visit):
        self.visit = visit
        X, y = visit.X[:256], visit.y[:256]
        self.train = health(visit.net, X, y)
        self.predict = health(visit.net, X, y, train_mode=False)
        self.outputs = _numpy(visit.net(X))
        self.row_sums = self.outputs.sum(axis=1)
        self.disagree = float((_classes(visit.net, visit.X_test) != visit.predicted).mean())
        self.first_weights, self.largest_rate = parts(visit.net)


def parts(net):
    """Return the weights of a net's first layer, and the largest rate of a Dropout in it."""
    rates = [0.0]
    net.apply(lambda b: rates.append(b._rate) if isinstance(b, nn.Dropout) else None)
    weights = (p.data() for p in net.collect_params(".*weight").values())
    return _numpy(next(weights, onp.zeros((0, 0)))), max(rates)


def run(case, script, seed):
    """Run a script on its patient's data.

    Parameters
    ----------
    case : d2lmlp.clinic.case.Case
    script : callable
        ``script(X, y, X_test, seed)``, as `Case` describes it.
    seed : int

    Returns
    -------
    Visit

    Raises
    ------
    ValueError
        If the script does not return what it should.
    """
    X, y, X_test, truth = load(case.data)
    results = script(X.copy(), y.copy(), X_test.copy(), seed)  # a script may write into its data
    if not isinstance(results, (tuple, list)) or len(results) != 6:
        raise ValueError(f"The script has to return six things, as it did: {RETURNS}.")
    *made, losses, predicted = results
    losses, predicted = _losses(losses), _predictions(predicted, truth)
    return Visit(case, (*made, losses, predicted), truth)


@cache
def control(case):
    """The losses of a healthy control: the patient's script, cured as the case history tells."""
    return run(case, function(case.cured_source, case.name), 0).losses


def _losses(losses):
    """Read the losses of all steps as numbers."""
    try:
        values = [float(value) for value in losses]
    except (TypeError, ValueError):
        raise ValueError("The fifth thing is the list of losses, one number a step.") from None
    if not values:
        raise ValueError("The list of losses is empty: append the loss of every step.")
    return values


def _predictions(predicted, truth):
    """Read the predicted classes, one for each test input."""
    try:
        classes = _numpy(predicted).astype(float)
    except (TypeError, ValueError):
        raise ValueError("The sixth thing is the array of predicted classes.") from None
    if classes.size != truth.size or classes.ndim > 2:
        raise ValueError(
            f"The predictions have shape {classes.shape}; expected {truth.shape}: one class for "
            "each test input."
        )
    return classes.reshape(truth.shape)


def _classes(net, X):
    with autograd.predict_mode():
        return _numpy(net(X)).argmax(axis=1)


def _numpy(a):
    return a.asnumpy() if hasattr(a, "asnumpy") else onp.asarray(a)
