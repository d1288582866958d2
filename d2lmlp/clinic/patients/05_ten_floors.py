"""Patient 5: ten floors without a lift."""

import mxnet as mx
from mxnet import init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, depth_signs
from d2lmlp.clinic.train import train


def patient_5(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.HybridSequential()
    for _ in range(10):
        net.add(nn.Dense(32, activation="sigmoid"))
    net.add(nn.Dense(10))
    net.initialize(init.Xavier())
    net.hybridize()
    losses = train(net, X, y, "adam", {"learning_rate": 0.003}, steps=50)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _gradient_lost(exam):
    shrinking, quietest, said = depth_signs(exam)
    return shrinking >= 4 and quietest >= 0.05, said


CASE = Case(
    script=patient_5,
    finding=Finding(
        disease="sigmoids too deep",
        asked=80,
        question="Does delta shrink layer by layer,\nand the signal keep its size?",
        look="health: delta norm, activation rms",
        remedy="ReLU with He initialisation, or tanh with Xavier.",
        evidence=("delta norm", "weight-gradient norm"),
        expected="delta would shrink from layer to layer while the activations keep their size",
        measure=_gradient_lost,
    ),
    id="patient-5",
    title="Ten floors without a lift",
    data="clothes",
    sick_below=0.3,
    well_above=0.5,
    cure=(("sigmoid", "relu"), ("init.Xavier()", 'init.MSRAPrelu("in", 0)')),
    hints=(
        "Read delta norm from the last layer up to the first. By which factor does it "
        "change in each layer?",
        "The activations keep their size, so the weights are not too small. What is the "
        "largest slope that the activation has?",
        "Take an activation whose slope reaches 1, with the initialisation that belongs "
        'to it: "relu" with `init.MSRAPrelu("in", 0)`, or "tanh" with `init.Xavier()`.',
    ),
    history="The slope of a sigmoid is 1/4 at most, and Xavier's weights do not make up for it: "
    "each of the ten layers passes back about a quarter of the delta it receives, and the first "
    "layer gets about a millionth. The activations stay near 1/2 all the while: a look at the "
    "forward pass alone finds nothing. ReLU with He initialisation lets the delta through; so does "
    "tanh with Xavier's.",
    stars=2,
)
