"""Patient 20: first come, first served."""

import mxnet as mx
from mxnet import init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, absent_classes
from d2lmlp.clinic.train import train


def patient_20(X, y, X_test, seed):
    mx.random.seed(seed)
    X, y = X[:420], y[:420]  # the other 180 are for validation
    net = nn.Sequential()
    net.add(nn.Dense(64, activation="relu"), nn.Dropout(0.2), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    losses = train(net, X, y, "adam", {"learning_rate": 0.005}, steps=60)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _classes_are_missing(exam):
    v = exam.visit
    never = absent_classes(exam)
    named = len(set(v.predicted.tolist()))
    return bool(never), (
        f"of {exam.outputs.shape[1]} classes, {len(never)} have no row among the training data, "
        f"and {named} are ever predicted."
    )


CASE = Case(
    script=patient_20,
    finding=Finding(
        disease="classes missing from training",
        asked=88,
        question="Are there classes without a single row\nin the training data?",
        look="the labels: set(y.tolist())",
        remedy="Shuffle the rows before you split them,\nimages and labels in the same order.",
        evidence=("labels",),
        expected="some classes would have no row in the training data",
        measure=_classes_are_missing,
        in_health=False,
    ),
    id="patient-20",
    title="First come, first served",
    data="sorted",
    sick_below=0.6,
    well_above=0.68,
    cure=(
        (
            "    X, y = X[:420]",
            "    order = np.arange(len(X))\n    np.random.shuffle(order)\n"
            "    X, y = X[order], y[order]\n    X, y = X[:420]",
        ),
    ),
    hints=(
        "Its training accuracy is fine, and yet this is not overfitting: look at what it says of "
        "test images, kind by kind. Is there a kind that it never names?",
        "Print `sorted(set(twenty.y.tolist()))`. In which order did the rows come?",
        "The rows came sorted by class, so the first 420 hold seven classes of ten. Shuffle rows "
        "and labels in the same order before the split.",
    ),
    history="The rows were sorted by class, and the first seven tenths of them went into training: "
    "all of seven classes, nothing of the other three. Of the images that it was shown the net "
    "names more than nine in ten rightly, and it has never seen a bag. On the rows for validation, "
    "which were the other three classes, its accuracy was exactly 0, and the author took it for "
    "overfitting and added dropout; a net that overfits still has some right of every kind, and "
    "this one has none of the three that it was never taught. Data come sorted "
    "more often than one thinks: by class, by customer, by date. Shuffle before you split, unless "
    "the order is time and the future is the question.",
    stars=2,
)
