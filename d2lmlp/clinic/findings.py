"""The findings: for each disease, the one measurement that shows it and no other disease does."""

from dataclasses import dataclass
from typing import Callable

import numpy as onp


@dataclass(frozen=True)
class Finding:
    """A question to an `Exam` that only one disease answers with yes.

    Attributes
    ----------
    disease : str
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
    """

    disease: str
    question: str
    look: str
    remedy: str
    evidence: tuple
    expected: str
    measure: Callable


# What a reader can point at: name -> what it is.
EVIDENCE = {
    "layer names": "the first column of health",
    "input": "the row of the inputs, and their rms",
    "activation rms": "how large the signal is in each layer",
    "delta norm": "how much of the gradient reaches each layer",
    "weight-gradient norm": "how steep the loss is along each layer's weights",
    "dead": "units that are flat at every example",
    "saturated": "activations that are flat",
    "not finite": "NaN and inf",
    "loss curve": "how the loss went",
    "accuracies": "training accuracy beside test accuracy",
    "two modes": "train mode beside predict mode",
}


def _number(value):
    if not onp.isfinite(value):
        return "not a finite number"
    return f"≈ {value:.2f}" if value == 0 or 0.01 <= abs(value) < 1000 else f"≈ {value:.1e}"


def _nan(exam):
    h = exam.train
    rows = ["the input"] if not onp.isfinite(h.input_rms) else []
    rows += [name for name, said in zip(h.names, h.nonfinite) if said]
    if rows:
        return True, f"NaN or inf stands in {rows[0]}."
    return False, "every number in every layer is finite."


def _scale(exam):
    rms = exam.train.input_rms
    return rms > 10, f"the rms of the inputs is {_number(rms)}."


def _linear(exam):
    count = sum(dead is None for dead in exam.train.dead[:-1])
    hidden = len(exam.train.names) - 1
    return count > 0, f"of {hidden} hidden layers, {hidden - count} are followed by an activation."


def _softmax(exam):
    low, high = exam.row_sums.min(), exam.row_sums.max()
    found = bool(abs(low - 1) < 1e-3 and abs(high - 1) < 1e-3)
    return found, f"the outputs of one example sum to between {low:.2f} and {high:.2f}."


def _silent(exam):
    rms, dead = exam.train.activation_rms[:-1], _dead_shares(exam)
    found = bool(dead) and max(rms) == 0 and max(dead) < 0.5
    return found, (
        f"the largest activation rms of a hidden layer is {_number(max(rms, default=onp.nan))}, "
        f"the largest share of dead units {_number(max(dead, default=0))}."
    )


def _dead(exam):
    shares = _dead_shares(exam)
    if not shares:
        return False, "no hidden layer has a share of dead units at all."
    return max(shares) > 0.9, f"the largest share of dead units is {_number(max(shares))}."


def _dead_shares(exam):
    return [d for d in exam.train.dead[:-1] if d is not None and onp.isfinite(d)]


def _shrinking(exam):
    """Count the layers with less than half of the next layer's delta, but some of it."""
    d = exam.train.delta_norm
    return sum(0 < a < b / 2 for a, b in zip(d, d[1:]))


def _signal_lost(exam):
    shrinking, quietest, said = _depth(exam)
    return shrinking >= 4 and quietest < 0.05, said


def _gradient_lost(exam):
    shrinking, quietest, said = _depth(exam)
    return shrinking >= 4 and quietest >= 0.05, said


def _depth(exam):
    shrinking, rms = _shrinking(exam), exam.train.activation_rms[:-1]
    quietest = min(rms) / rms[0] if rms and rms[0] else onp.nan
    said = (
        f"of {len(rms)} hidden layers, {shrinking} receive less than half of the delta of the "
        f"next layer; the quietest has {_number(quietest)} times the activation rms of the first."
    )
    return shrinking, quietest, said


def _other_mode(exam):
    return exam.disagree > 0.05, (
        "the script's predictions differ from the net's own in predict mode for a share of "
        f"{_number(exam.disagree)} of the test inputs."
    )


def _jumping(exam):
    losses = exam.visit.losses
    late = float(onp.mean(losses[len(losses) // 2 :]))
    return late > 2 * losses[0], (
        f"the loss begins at {_number(losses[0])} and is {_number(late)} on average in the second "
        "half of the steps."
    )


def _memorised(exam):
    v = exam.visit
    return v.train_accuracy > 0.75 and v.test_accuracy < v.guessing + 0.1, (
        f"the training accuracy is {_number(v.train_accuracy)} and the test accuracy "
        f"{_number(v.test_accuracy)}."
    )


def _crawling(exam):
    losses, slopes = exam.visit.losses, exam.train.gradient_norm
    moved = (max(losses) - min(losses)) / losses[0]
    flattest = min((s for s in slopes if s is not None), default=0)
    return moved < 0.12 and flattest > 0.15, (
        f"the loss moved by {_number(100 * moved)} percent in all, and the smallest "
        f"weight-gradient norm is {_number(flattest)}."
    )


# In the order in which the flow chart asks: the first yes is the answer.
FINDINGS = (
    Finding(
        "NaN in the data",
        "Is there a NaN or inf?",
        "health: not finite",
        "Find where it begins: most often 0/0 or log 0\nin the preparation of the data.",
        ("not finite", "input"),
        "a number somewhere would not be finite",
        _nan,
    ),
    Finding(
        "inputs not scaled",
        "Are the inputs far from size 1?",
        "health: the row input",
        "Scale them: divide by the maximum,\nor subtract the mean and divide by the spread.",
        ("input",),
        "the rms of the inputs would be far above 1",
        _scale,
    ),
    Finding(
        "activation forgotten",
        "Is a hidden layer without activation?",
        "health: layer names, dashes under dead",
        "Put a nonlinear function after each hidden layer.",
        ("layer names", "dead", "saturated"),
        "a hidden layer would lack an activation in its name",
        _linear,
    ),
    Finding(
        "softmax twice",
        "Are the outputs probabilities already?",
        "health: last layer's name; net(X).sum(axis=1)",
        "Give the loss logits: it applies softmax itself.",
        ("layer names",),
        "the net's outputs would already sum to 1, before the loss applies softmax",
        _softmax,
    ),
    Finding(
        "zero initialisation",
        "Are living hidden layers silent,\nactivation rms exactly 0?",
        "health: activation rms, dead",
        "Draw the weights at random: units that start equal\nstay equal.",
        ("activation rms", "weight-gradient norm", "delta norm"),
        "activations would be exactly 0 although no unit is dead",
        _silent,
    ),
    Finding(
        "dead units",
        "Is almost a whole layer dead?",
        "health: dead",
        "Look for what pushes z below 0: a bias,\na first step that was too large.",
        ("dead",),
        "`dead` would be near 1 in a hidden layer",
        _dead,
    ),
    Finding(
        "weights too small for the depth",
        "Does delta shrink layer by layer,\nand the signal shrink as well?",
        "health: delta norm, activation rms",
        "He initialisation for ReLU, Xavier for tanh.",
        ("activation rms",),
        "the signal would shrink on its way forward and delta on its way back",
        _signal_lost,
    ),
    Finding(
        "sigmoids too deep",
        "Does delta shrink layer by layer,\nand the signal keep its size?",
        "health: delta norm, activation rms",
        "ReLU with He initialisation, or tanh with Xavier.",
        ("delta norm", "weight-gradient norm"),
        "delta would shrink from layer to layer while the activations keep their size",
        _gradient_lost,
    ),
    Finding(
        "dropout on while predicting",
        "Do the script's predictions differ\nfrom those of predict mode?",
        "health in both modes; predict twice",
        "Predict outside autograd.record().",
        ("two modes",),
        "the script's predictions would not be those of predict mode",
        _other_mode,
    ),
    Finding(
        "learning rate too high",
        "Is the loss far above its start?",
        "loss curve",
        "Divide the learning rate by 3 until it falls.",
        ("loss curve",),
        "the loss would jump and stay above its start",
        _jumping,
    ),
    Finding(
        "labels shuffled",
        "Is training learned by heart\nwhile testing is a guess?",
        "accuracies",
        "Look at images beside their labels;\nshuffle both in the same order.",
        ("accuracies",),
        "the training accuracy would be high and the test accuracy that of guessing",
        _memorised,
    ),
    Finding(
        "steps far too small",
        "Does the loss hardly move on a slope\nthat is steep in every layer?",
        "loss curve; health: weight-gradient norm",
        "What divides the step? The learning rate,\nand len(X) when the loss is a mean already.",
        ("loss curve", "weight-gradient norm"),
        "the loss would hardly fall, with gradients alive in every layer",
        _crawling,
    ),
)

BY_DISEASE = {finding.disease: finding for finding in FINDINGS}


def found(exam):
    """List the diseases whose finding an exam shows.

    Parameters
    ----------
    exam : Exam

    Returns
    -------
    list of str
        In the order of the flow chart; empty for a healthy net.
    """
    return [f.disease for f in FINDINGS if f.measure(exam)[0]]


def route(exam):
    """Walk the flow chart.

    Parameters
    ----------
    exam : Exam

    Returns
    -------
    list of (str, bool)
        The edges taken: the disease that is asked for, and the answer.
    """
    taken = []
    for finding in FINDINGS:
        taken.append((finding.disease, bool(finding.measure(exam)[0])))
        if taken[-1][1]:
            break
    return taken
