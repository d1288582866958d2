"""Patient 14: keep everything."""

import mxnet as mx
import numpy as onp
from mxnet import init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding
from d2lmlp.clinic.train import train


def patient_14(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(64, activation="relu"), nn.Dropout(1.0), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    losses = train(net, X, y, "adam", {"learning_rate": 0.005}, steps=60)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _everything_dropped(exam):
    finite = bool(onp.isfinite(exam.train.input_rms))
    broken = any(exam.train.nonfinite)
    return exam.largest_rate >= 1 and finite and broken, (
        f"the inputs are {'finite' if finite else 'not finite'}, "
        f"{'a layer is not' if broken else 'and so is every layer'}; the largest rate of a Dropout "
        f"is {exam.largest_rate:g}."
    )


CASE = Case(
    script=patient_14,
    finding=Finding(
        disease="dropout of everything",
        asked=15,
        question="Are the inputs finite, and is a layer\nwith a Dropout of rate 1 not?",
        look="health: not finite; print(net)",
        remedy="The rate is the share to drop, not to keep:\ntake 0.5 or less.",
        evidence=("not finite",),
        expected="the inputs would be finite, a layer not, and a Dropout would have the rate 1",
        measure=_everything_dropped,
    ),
    id="patient-14",
    title="Keep everything",
    data="clothes",
    sick_below=0.3,
    well_above=0.6,
    cure=(("nn.Dropout(1.0)", "nn.Dropout(0.1)"),),
    hints=(
        "The very first loss is no number. So it is not the step, and the inputs are fine.",
        "Which layer is the first whose output is not finite in train mode? What stands before it?",
        "`nn.Dropout(1.0)` drops all and divides by 1 - 1. To keep all, the rate is 0.",
    ),
    history="The author took the rate for the share that is *kept*. With rate 1 everything is "
    "dropped and divided by 0: 0 / 0 is nan, MXNet says nothing, the loss is nan, and one step of "
    "the optimiser makes every weight nan. Where a NaN begins tells its cause: patient 12's stood "
    "in the inputs already, this one begins behind the dropout.",
    stars=2,
)
