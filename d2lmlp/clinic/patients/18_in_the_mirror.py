"""Patient 18: patience in the mirror."""

import mxnet as mx
import numpy as onp
from mxnet import autograd, gluon, init, np
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, idle_weights, learned_by_heart, number


def patient_18(X, y, X_test, seed):
    mx.random.seed(seed)
    X, X_val = np.split(X, [600])
    y, y_val = np.split(y, [600])
    net = nn.Sequential()
    net.add(nn.Dense(64, activation="relu"), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.001})
    loss_function, losses, watched = gluon.loss.SoftmaxCrossEntropyLoss(), [], []
    for _ in range(300):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
        watched.append(loss_function(net(X), y).mean().item())
        if min(watched) < min(watched[-10:]):  # no new lowest loss for ten steps
            break
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _ran_to_the_end(exam):
    v, losses = exam.visit, exam.visit.losses
    lowest, last = 1 + int(onp.argmin(losses)), len(losses)
    found = learned_by_heart(exam) and idle_weights(exam) >= 0.5 and lowest > 0.9 * last
    return found, (
        f"the lowest training loss is that of step {lowest} of {last}, with training accuracy "
        f"{number(v.train_accuracy)} and test accuracy {number(v.test_accuracy)}."
    )


CASE = Case(
    script=patient_18,
    finding=Finding(
        disease="stopped by the training loss",
        asked=140,
        question="Did training go on while it fitted better,\nfar beyond what testing confirms?",
        look="loss curve; accuracies",
        remedy="Watch the loss on examples kept out of training.",
        evidence=("accuracies", "loss curve"),
        expected="training would end with its lowest loss, far more accurate than testing, and no "
        "weight decayed",
        measure=_ran_to_the_end,
        in_health=False,
    ),
    id="patient-18",
    title="Patience in the mirror",
    data="hearsay",
    sick_below=0.46,
    well_above=0.5,
    cure=(
        (
            "watched.append(loss_function(net(X), y)",
            "watched.append(loss_function(net(X_val), y_val)",
        ),
    ),
    hints=(
        "Six labels of ten are wrong. How many of them has the net learned? When did training "
        "stop?",
        "The loss that is watched falls to the end, so patience never runs out. Of which examples "
        "is it? Which examples are put aside and never used?",
        "Watch the others: `watched.append(loss_function(net(X_val), y_val).mean().item())`.",
    ),
    history="Early stopping watched the loss on the very examples it trained on. That loss hardly "
    "ever stops falling: right labels first, then the wrong ones, one by one. A third of the "
    "examples was kept out of training, and nobody asked them. Their loss, wrong labels among "
    "them and all, rises as soon as the net begins to learn by heart, and patience ends in time.",
    stars=3,
)
