"""Patient 4: the whisper game."""

import mxnet as mx
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, depth_signs
from d2lmlp.clinic.train import train


def patient_4(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.HybridSequential()
    for _ in range(6):
        net.add(nn.Dense(32, activation="relu"))
    net.add(nn.Dense(10))
    net.initialize()
    net.hybridize()
    settings = {"learning_rate": 0.01, "momentum": 0.8}
    losses = train(net, X, y, "sgd", settings, steps=80)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _signal_lost(exam):
    shrinking, quietest, said = depth_signs(exam)
    return shrinking >= 4 and quietest < 0.05, said


CASE = Case(
    script=patient_4,
    finding=Finding(
        disease="weights too small for the depth",
        asked=70,
        question="Does delta shrink layer by layer,\nand the signal shrink as well?",
        look="health: delta norm, activation rms",
        remedy="He initialisation for ReLU, Xavier for tanh.",
        evidence=("activation rms",),
        expected="the signal would shrink on its way forward and delta on its way back",
        measure=_signal_lost,
    ),
    id="patient-4",
    title="The whisper game",
    data="clothes",
    sick_below=0.3,
    well_above=0.4,
    cure=(("net.initialize()", 'net.initialize(init.MSRAPrelu("in", 0))'),),
    hints=(
        "Read activation rms downwards and delta norm upwards.",
        "Both shrink by about the same factor in every layer, while the weight-gradient "
        "norm is small everywhere. Which line of the script decides how large the weights "
        "are?",
        "`net.initialize()` draws weights between -0.07 and 0.07, whatever the layer. For "
        'ReLU take He\'s: `net.initialize(init.MSRAPrelu("in", 0))`.',
    ),
    history="`net.initialize()` without an argument draws every weight between -0.07 and 0.07. In "
    "a layer with 32 inputs that is far too small: the signal loses a factor of about "
    "six in each layer on the way forward, and delta the same on the way back. He "
    "initialisation chooses the width of the draw from the number of inputs, so that both "
    "keep their size. One hidden layer forgives the default; six do not.",
)
