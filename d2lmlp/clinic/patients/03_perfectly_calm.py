"""Patient 3: the perfectly calm network."""

import mxnet as mx
import numpy as onp
from mxnet import init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, dead_shares, number
from d2lmlp.clinic.train import train


def patient_3(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="tanh"), nn.Dense(32, activation="tanh"), nn.Dense(10))
    net.initialize(init.Zero())
    losses = train(net, X, y, "sgd", {"learning_rate": 0.2}, steps=60)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _silent(exam):
    rms, dead = exam.train.activation_rms[:-1], dead_shares(exam)
    found = bool(dead) and max(rms) == 0 and max(dead) < 0.5
    return found, (
        f"the largest activation rms of a hidden layer is {number(max(rms, default=onp.nan))}, "
        f"the largest share of dead units {number(max(dead, default=0))}."
    )


CASE = Case(
    script=patient_3,
    finding=Finding(
        disease="zero initialisation",
        asked=50,
        question="Are living hidden layers silent,\nactivation rms exactly 0?",
        look="health: activation rms, dead",
        remedy="Draw the weights at random: units that start equal\nstay equal.",
        evidence=("activation rms", "weight-gradient norm", "delta norm"),
        expected="activations would be exactly 0 although no unit is dead",
        measure=_silent,
    ),
    id="patient-3",
    title="The perfectly calm network",
    data="clothes",
    sick_below=0.3,
    well_above=0.4,
    cure=(("init.Zero()", "init.Xavier()"),),
    hints=(
        "Read the column activation rms from the top. What do the hidden layers send on?",
        "Nothing at all, and yet no unit is dead: tanh has slope 1 at 0. Which weights "
        "give the output 0 for every input?",
        "Draw the first weights at random: `net.initialize(init.Xavier())`.",
    ),
    history="With all weights 0 every hidden unit computes 0, so the gradient of the next layer's "
    "weights is 0; and as those weights are 0, no delta comes back either. Only the last "
    "bias learns, which is enough to say the most frequent class. Any other equal weights "
    "keep the units equal as well: they get equal gradients and never part. Random "
    "weights break the symmetry; Xavier's suit tanh.",
)
