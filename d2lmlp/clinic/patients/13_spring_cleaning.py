"""Patient 13: spring cleaning."""

import mxnet as mx
import numpy as onp
from mxnet import init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, number
from d2lmlp.clinic.train import train


def patient_13(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="tanh"), nn.Dense(10))
    net.initialize(init.Xavier())
    losses = train(net, X, y, "sgd", {"learning_rate": 0.4, "wd": 1.5}, steps=80)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _faded(exam):
    loudest = max(exam.train.activation_rms[:-1], default=onp.nan)
    return 0 < loudest < 1e-3, (
        f"the largest activation rms of a hidden layer is {number(loudest)}, that of the inputs "
        f"{number(exam.train.input_rms)}."
    )


CASE = Case(
    script=patient_13,
    finding=Finding(
        disease="weight decay too strong",
        asked=55,
        question="Are all hidden layers nearly silent,\nthe first one too, but not exactly 0?",
        look="activation rms of the first layer",
        remedy="Take a hundredth of the decay, or none;\nchoose it with validation examples.",
        evidence=("activation rms",),
        expected="the activation rms of every hidden layer would be below 0.001, and not 0",
        measure=_faded,
    ),
    id="patient-13",
    title="Spring cleaning",
    data="clothes",
    sick_below=0.3,
    well_above=0.5,
    cure=(('"wd": 1.5', '"wd": 0.0005'),),
    hints=(
        "The net is shallow and well initialised, and yet its first layer whispers. What makes "
        "weights smaller during training?",
        "Each step multiplies every weight by 1 - 0.4 * 1.5. What is left after 80 of them?",
        "0.4 to the power of 80 is about 1e-32, and the gradient of a silent net is no help. Take "
        "a far smaller `wd`.",
    ),
    history="Weight decay took six tenths of every weight in each step, and the gradient could not "
    "make up for it: with two layers, each one's gradient is proportional to the weights of the "
    "other, so both went to zero together. The table shows a first layer that is nearly silent "
    "from well scaled inputs, which no usual initialisation gives: the default's, Xavier's and "
    "He's first layers are far louder.",
    stars=2,
)
