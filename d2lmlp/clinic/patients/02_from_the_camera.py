"""Patient 2: straight from the camera."""

import mxnet as mx
from mxnet import init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, number
from d2lmlp.clinic.train import train


def patient_2(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="sigmoid"), nn.Dense(10))
    net.initialize(init.Xavier())
    losses = train(net, X, y, "sgd", {"learning_rate": 1}, steps=60)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _scale(exam):
    rms = exam.train.input_rms
    return rms > 10, f"the rms of the inputs is {number(rms)}."


CASE = Case(
    script=patient_2,
    finding=Finding(
        disease="inputs not scaled",
        asked=20,
        question="Are the inputs far from size 1?",
        look="health: the row input",
        remedy="Scale them: divide by the maximum,\nor subtract the mean and divide by the spread.",
        evidence=("input",),
        expected="the rms of the inputs would be far above 1",
        measure=_scale,
    ),
    id="patient-2",
    title="Straight from the camera",
    data="bytes",
    sick_below=0.5,
    well_above=0.6,
    cure=(
        (
            "    net = nn.Sequential()\n",
            "    X, X_test = X / 255, X_test / 255\n    net = nn.Sequential()\n",
        ),
    ),
    hints=(
        "The row `input` of `health` tells how large the inputs are. Compare it with what "
        "the images of notebook 0 had.",
        "Pixels come from the camera as numbers from 0 to 255. A sum of 784 of them puts "
        "nearly every sigmoid far out, where it is flat: look at the column saturated.",
        "Scale both, the images for training and those for testing: "
        "`X, X_test = X / 255, X_test / 255`.",
    ),
    history="The pixels came as numbers from 0 to 255, so the first layer's sums were 255 "
    "times too large: nearly every sigmoid was saturated, its slope almost 0, and hardly "
    "any gradient reached the first layer. Dividing by 255, for training and for testing "
    "alike, puts the sums where a sigmoid bends. The saturation was true, too, but it was "
    "a consequence: the first number in the table that is out of order is the input.",
)
