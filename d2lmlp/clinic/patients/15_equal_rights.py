"""Patient 15: equal rights."""

import mxnet as mx
from mxnet import init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, number
from d2lmlp.clinic.train import train


def patient_15(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(64, activation="tanh"), nn.Dense(10))
    net.initialize(init.Constant(0.003))
    losses = train(net, X, y, "adam", {"learning_rate": 0.005}, steps=50)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _all_alike(exam):
    first = exam.first_weights
    apart = float(abs(first - first[:1]).max())
    return bool(apart < 1e-6 < abs(first).max()), (
        f"the weights of two units of the first layer differ by {number(apart)} at most."
    )


CASE = Case(
    script=patient_15,
    finding=Finding(
        disease="constant initialisation",
        asked=85,
        question="Are all units of the first layer alike?",
        look="net[0].weight.data(), row by row",
        remedy="Draw the weights at random, each its own.",
        evidence=("units side by side",),
        expected="the weights of all units of the first layer would be the same, and not 0",
        measure=_all_alike,
        in_health=False,
    ),
    id="patient-15",
    title="Equal rights",
    data="clothes",
    sick_below=0.45,
    well_above=0.6,
    cure=(("init.Constant(0.003)", "init.Xavier()"),),
    hints=(
        "Signal, delta and gradient all have sensible sizes. Look at the units themselves.",
        "Print `fifteen.net[0].weight.data()[:3, :5]` after training.",
        "Units that begin alike get the same gradient and stay alike: 64 of them are one.",
    ),
    history="Every unit began with the same weights, so every unit computed the same, got the same "
    "gradient, and stayed what the others were: a hidden layer of one. One number per image "
    "tells few of ten classes apart. Norms and shares do not show it, for they look at all units "
    "at once; two rows of the weight matrix side by side do. Random weights break the symmetry.",
    stars=3,
)
