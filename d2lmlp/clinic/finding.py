"""A finding: the one measurement that shows a disease and no other disease does."""

from dataclasses import dataclass
from typing import Callable

import numpy as onp


@dataclass(frozen=True)
class Finding:
    """A question to an `Exam` that only one disease answers with yes.

    Attributes
    ----------
    disease : str
    asked : int
        Its place in the flow chart: the first yes is the answer.
    question : str
        As the flow chart asks it.
    look : str
        Where to look.
    remedy : str
        What to do when the answer is yes.
    evidence : tuple of str
        Keys of EVIDENCE that show it.
    expected : str
        How it would show: completes "If it were this disease, ...".
    measure : callable
        Exam -> (answer, sentence that tells what was measured).
    in_health : bool
        True where the table of `health` shows it; the others are looked for after these.
    """

    disease: str
    asked: int
    question: str
    look: str
    remedy: str
    evidence: tuple
    expected: str
    measure: Callable
    in_health: bool = True


# What a reader can point at: name -> what it is.
EVIDENCE = {
    "layer names": "the first column of health",
    "input": "the row of the inputs, and their rms",
    "activation rms": "how large the signal is in each layer",
    "delta norm": "how much of the gradient reaches each layer",
    "weight-gradient norm": "how steep the loss is along each layer's weights",
    "dead": "units whose slope is exactly 0 at every example",
    "saturated": "slopes below 0.05: activations that are nearly flat",
    "not finite": "NaN and inf",
    "loss curve": "how the loss went",
    "accuracies": "training accuracy beside test accuracy",
    "two modes": "train mode beside predict mode",
    "units side by side": "the weights of one unit beside those of another",
    "outputs side by side": "the outputs of one example beside those of another",
    "pale pixels": "first weights at pixels that are nearly always black, beside the others",
    "labels": "how many training rows each class has",
    "one column": "what the net says when it is given one column, and the mean of each other",
}


def number(value):
    """Write a measured number as a sentence needs it."""
    if not onp.isfinite(value):
        return "not a finite number"
    if value == 0:
        return "0"  # exactly: nothing was rounded
    return f"≈ {value:.2f}" if 0.01 <= abs(value) < 1000 else f"≈ {value:.1e}"


def dead_shares(exam):
    """List the shares of dead units of the hidden layers that have one."""
    return [d for d in exam.train.dead[:-1] if d is not None and onp.isfinite(d)]


def depth_signs(exam):
    """Count layers that pass on less than half of their delta; find the quietest; say both."""
    shrinking, rms = _shrinking(exam), exam.train.activation_rms[:-1]
    quietest = min(rms) / rms[0] if rms and rms[0] else onp.nan
    said = (
        f"of {len(rms)} hidden layers, {shrinking} receive less than half of the delta of the "
        f"next layer; the quietest has {number(quietest)} times the activation rms of the first."
    )
    return shrinking, quietest, said


def _shrinking(exam):
    """Count the layers with less than half of the next layer's delta, but some of it."""
    d = exam.train.delta_norm
    return sum(0 < a < b / 2 for a, b in zip(d, d[1:]))


def learned_by_heart(exam):
    """Tell whether a net taught all classes trains far better than it tests, and does not guess."""
    v = exam.visit
    if absent_classes(exam) or exam.disagree >= 0.05:
        return False
    return v.train_accuracy - v.test_accuracy > 0.4 and v.test_accuracy > v.guessing + 0.1


def absent_classes(exam):
    """List the classes that the net has an output for and the training data no row."""
    return sorted(set(range(exam.outputs.shape[1])) - set(exam.visit.y.asnumpy().tolist()))


def idle_weights(exam):
    """Compare the first layer's weights at the palest twentieth of the inputs with the others."""
    W = exam.first_weights
    order = exam.visit.X.asnumpy().mean(axis=0).argsort()
    pale, rest = order[: len(order) // 20], order[len(order) // 20 :]
    if not len(pale) or len(order) != W.shape[1] or not W[:, rest].any():
        return onp.nan
    return float(onp.sqrt((W[:, pale] ** 2).mean() / (W[:, rest] ** 2).mean()))
