"""Patient 6: nobody home."""

import mxnet as mx
from mxnet import init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, dead_shares, number
from d2lmlp.clinic.train import train


def patient_6(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    rest = init.Constant(-5)
    net.add(nn.Dense(32, activation="relu", bias_initializer=rest))
    net.add(nn.Dense(32, activation="relu", bias_initializer=rest), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    losses = train(net, X, y, "adam", {"learning_rate": 0.005}, steps=60)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _dead(exam):
    shares = dead_shares(exam)
    if not shares:
        return False, "no hidden layer has a share of dead units at all."
    return max(shares) > 0.9, f"the largest share of dead units is {number(max(shares))}."


CASE = Case(
    script=patient_6,
    finding=Finding(
        disease="dead units",
        asked=60,
        question="Is almost a whole layer dead?",
        look="health: dead",
        remedy="Look for what pushes z below 0: a bias,\na first step that was too large.",
        evidence=("dead",),
        expected="`dead` would be near 1 in a hidden layer",
        measure=_dead,
    ),
    id="patient-6",
    title="Nobody home",
    data="clothes",
    sick_below=0.3,
    well_above=0.6,
    cure=(("Constant(-5)", "Zero()"),),
    hints=(
        "One column of `health` shows a number that no living layer has.",
        "All units of a layer are dead: z is below 0 for every image. What in the script "
        "pushes z down?",
        "The biases start at -5, and the weighted sums rarely reach that far. Start the "
        "biases at 0.",
    ),
    history="A bias of -5 keeps z below 0 for every image, so ReLU gives 0 with slope 0: no delta "
    "passes, and neither weights nor biases of the layer ever change. That the author "
    "wanted calm units is no crime; units that never wake cannot learn. With biases that "
    "start at 0 all is well. A leaky ReLU would have helped here as well, since the script "
    "trains with Adam, for which a slope of 0.01 is nearly as good as one of 1; under plain SGD "
    "units so far below 0 crawl. A learning rate that is too high can push units into the "
    "same hole.",
    stars=2,
)
