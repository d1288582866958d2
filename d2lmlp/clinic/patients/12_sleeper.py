"""Patient 12: the sleeper."""

import mxnet as mx
import numpy as onp
from mxnet import init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding
from d2lmlp.clinic.train import train


def patient_12(X, y, X_test, seed):
    mx.random.seed(seed)
    mean, std = X.mean(axis=0), X.std(axis=0)
    X, X_test = (X - mean) / std, (X_test - mean) / std
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="relu"), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    losses = train(net, X, y, "adam", {"learning_rate": 0.005}, steps=40)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _nan(exam):
    finite = onp.isfinite(exam.train.input_rms)
    return not finite, f"the inputs are {'all' if finite else 'not all'} finite."


CASE = Case(
    script=patient_12,
    finding=Finding(
        disease="NaN in the data",
        asked=10,
        question="Is there a NaN or inf in the inputs?",
        look="health: input, not finite",
        remedy="Find where it begins: most often 0/0 or log 0\nin the preparation of the data.",
        evidence=("not finite", "input"),
        expected="the inputs would not be finite",
        measure=_nan,
    ),
    id="patient-12",
    title="The sleeper",
    data="clothes",
    sick_below=0.3,
    well_above=0.6,
    cure=(
        (
            "    X, X_test = (X - mean) / std, (X_test - mean) / std\n",
            "    std = np.where(std > 0, std, np.ones_like(std))\n"
            "    X, X_test = (X - mean) / std, (X_test - mean) / std\n",
        ),
    ),
    hints=(
        "The loss is an ordinary number, and it does not move. Does `health` show "
        "ordinary numbers, too?",
        "The NaN stands in the inputs already. Which pixels give 0/0 when they are standardised?",
        "A corner pixel that is black in all images has std 0. Divide by 1 there: "
        "`std = np.where(std > 0, std, np.ones_like(std))`.",
    ),
    history="Some corner pixels are black in all images: their standard deviation is 0, and 0/0 is "
    "NaN. Every sum of the first layer became NaN, and MXNet's fused ReLU turns NaN into "
    "0: the loss stayed finite and the net looked asleep. `health` looks in front of the "
    "activation and reports it. Divide by 1 where the spread is 0, or add a little to "
    "every std. And if you write your own checks: look at the inputs first.",
    stars=3,
)
