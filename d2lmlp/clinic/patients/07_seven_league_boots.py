"""Patient 7: seven-league boots."""

import mxnet as mx
import numpy as onp
from mxnet import init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, number
from d2lmlp.clinic.train import train


def patient_7(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="tanh"), nn.Dense(10))
    net.initialize(init.Xavier())
    losses = train(net, X, y, "sgd", {"learning_rate": 5}, steps=60)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _jumping(exam):
    losses = exam.visit.losses
    late = float(onp.mean(losses[len(losses) // 2 :]))
    return late > 2 * losses[0], (
        f"the loss begins at {number(losses[0])} and is {number(late)} on average in the second "
        "half of the steps."
    )


CASE = Case(
    script=patient_7,
    finding=Finding(
        disease="learning rate too high",
        asked=100,
        question="Is the loss far above its start?",
        look="loss curve",
        remedy="Divide the learning rate by 3 until it falls.",
        evidence=("loss curve",),
        expected="the loss would jump and stay above its start",
        measure=_jumping,
        in_health=False,
    ),
    id="patient-7",
    title="Seven-league boots",
    data="clothes",
    sick_below=0.4,
    well_above=0.5,
    cure=(('"learning_rate": 5', '"learning_rate": 0.2'),),
    hints=(
        "Compare the height of the loss with the dotted line of guessing. Can a net be "
        "worse than one that knows nothing?",
        "The loss jumps instead of falling: each step overshoots the valley. Which number "
        "is the length of the step?",
        "Divide the learning rate by 3, again and again, until the loss falls: 0.5 or 0.2 will do.",
    ),
    history="A step follows the slope at one point, and the slope changes on the way: with a "
    "learning rate of 5 the net jumps across the valley to a higher place, from there "
    "still further, and its tanh units end saturated. The loss above that of guessing is "
    "the sign: the net is wrong with confidence. At 0.2 the loss falls and goes on falling.",
    stars=2,
)
