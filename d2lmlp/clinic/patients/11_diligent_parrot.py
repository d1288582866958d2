"""Patient 11: the diligent parrot."""

import mxnet as mx
from mxnet import init, np
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, number
from d2lmlp.clinic.train import train


def patient_11(X, y, X_test, seed):
    mx.random.seed(seed)
    np.random.shuffle(X)
    net = nn.Sequential()
    net.add(nn.Dense(64, activation="tanh"), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    losses = train(net, X, y, "adam", {"learning_rate": 0.01}, steps=80)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _memorised(exam):
    v = exam.visit
    return v.train_accuracy > 0.75 and v.test_accuracy < v.guessing + 0.1, (
        f"the training accuracy is {number(v.train_accuracy)} and the test accuracy "
        f"{number(v.test_accuracy)}."
    )


CASE = Case(
    script=patient_11,
    finding=Finding(
        disease="labels shuffled",
        asked=110,
        question="Is training learned by heart\nwhile testing is a guess?",
        look="accuracies",
        remedy="Look at images beside their labels;\nshuffle both in the same order.",
        evidence=("accuracies",),
        expected="the training accuracy would be high and the test accuracy that of guessing",
        measure=_memorised,
        in_health=False,
    ),
    id="patient-11",
    title="The diligent parrot",
    data="clothes",
    sick_below=0.3,
    well_above=0.6,
    cure=(("    np.random.shuffle(X)\n", ""),),
    hints=(
        "It gets nearly all of the training images right and guesses at the others. What "
        "can one learn by heart only?",
        "Look at a few images beside their labels: `figures.show_images(eleven.X[:8], "
        "[labels[int(k)] for k in eleven.y[:8]])`.",
        "`np.random.shuffle(X)` shuffles the images and leaves the labels where they "
        "were. Leave it out, or shuffle both in the same order.",
    ),
    history="`np.random.shuffle(X)` put the images into another order, in place, and the labels "
    "stayed: from then on a trouser was called a bag. There was no rule to find, so the "
    "net learned 300 images by heart, which an MLP can do, and knew nothing of new ones. "
    "No column of `health` shows it: the net is fine, the data are not. Looking at eight "
    "images with their labels takes a minute and finds it.",
    stars=3,
)
