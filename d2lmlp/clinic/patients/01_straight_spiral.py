"""Patient 1: the spiral that stays straight."""

import mxnet as mx
from mxnet import init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding
from d2lmlp.clinic.train import train


def patient_1(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32), nn.Dense(32), nn.Dense(3))
    net.initialize(init.MSRAPrelu("in", 0))
    losses = train(net, X, y, "adam", {"learning_rate": 0.02}, steps=60)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _linear(exam):
    count = sum(dead is None for dead in exam.train.dead[:-1])
    hidden = len(exam.train.names) - 1
    return count > 0, f"of {hidden} hidden layers, {hidden - count} are followed by an activation."


CASE = Case(
    script=patient_1,
    finding=Finding(
        disease="activation forgotten",
        asked=30,
        question="Is a hidden layer without activation?",
        look="health: layer names, dashes under dead",
        remedy="Put a nonlinear function after each hidden layer.",
        evidence=("layer names", "dead", "saturated"),
        expected="a hidden layer would lack an activation in its name",
        measure=_linear,
    ),
    id="patient-1",
    title="The spiral that stays straight",
    data="spiral",
    sick_below=0.7,
    well_above=0.9,
    cure=(("nn.Dense(32)", 'nn.Dense(32, activation="relu")'),),
    hints=(
        "Look at the borders between the colours. Which kind of model draws only straight ones?",
        "In the table of `health`, the columns dead and saturated hold dashes for the "
        "hidden layers: there is nothing that could be flat. What is missing from their "
        "names?",
        'A hidden layer with ReLU is `nn.Dense(32, activation="relu")`.',
    ),
    history="Three affine maps in a row are one affine map: the net was a linear classifier in "
    "disguise, and no linear classifier separates a spiral. The dashes under dead and "
    "saturated gave it away. With an activation after each hidden layer the same script "
    "names nearly every point rightly. More layers or longer training would not have "
    "helped: a product of matrices is still a matrix.",
)
