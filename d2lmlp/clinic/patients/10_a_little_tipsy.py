"""Patient 10: always a little tipsy."""

import mxnet as mx
from mxnet import autograd, gluon, init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, number


def patient_10(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.HybridSequential()
    net.add(nn.Dense(100, activation="relu"), nn.Dropout(0.7))
    net.add(nn.Dense(100, activation="relu"), nn.Dropout(0.7), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    net.hybridize()
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.002})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(80):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    with autograd.record():
        predicted = net(X_test).argmax(axis=1)
    return net, X, y, X_test, losses, predicted


def _other_mode(exam):
    return exam.disagree > 0.05, (
        "the script's predictions differ from the net's own in predict mode for a share of "
        f"{number(exam.disagree)} of the test inputs."
    )


CASE = Case(
    script=patient_10,
    finding=Finding(
        disease="dropout on while predicting",
        asked=90,
        question="Do the script's predictions differ\nfrom those of predict mode?",
        look="health in both modes; predict twice",
        remedy="Predict outside autograd.record().",
        evidence=("two modes",),
        expected="the script's predictions would not be those of predict mode",
        measure=_other_mode,
        in_health=False,
    ),
    id="patient-10",
    title="Always a little tipsy",
    data="clothes",
    sick_below=0.53,
    well_above=0.53,
    cure=(("    with autograd.record():\n        predicted = ", "    predicted = "),),
    hints=(
        "The training accuracy, which the clinic measures in predict mode, is far better "
        "than the test accuracy. Overfitting, or something else?",
        "Compare `health(ten.net, ten.X, ten.y, train_mode=False)` with the table in "
        "train mode. In which mode does the script make its predictions?",
        "Inside `autograd.record()` a net is in train mode, and dropout drops units. "
        "Predict outside.",
    ),
    history="`autograd.record()` switches train mode on, so dropout went on dropping seven units "
    "of ten while the script predicted; run twice, it would have given two answers. "
    "Outside of `record()` MXNet is in predict mode and dropout does nothing. The net had "
    "been well all along: only the way it was asked was wrong.",
    stars=3,
)
