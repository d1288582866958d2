"""Patient 8: twice polished."""

import mxnet as mx
from mxnet import init, npx
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding
from d2lmlp.clinic.train import train


def patient_8(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="relu"), nn.Dense(10), nn.Lambda(npx.softmax))
    net.initialize(init.MSRAPrelu("in", 0))
    losses = train(net, X, y, "sgd", {"learning_rate": 0.1}, steps=70)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _softmax(exam):
    low, high = exam.row_sums.min(), exam.row_sums.max()
    found = bool(abs(low - 1) < 1e-3 and abs(high - 1) < 1e-3)
    return found, f"the outputs of one example sum to between {low:.2f} and {high:.2f}."


CASE = Case(
    script=patient_8,
    finding=Finding(
        disease="softmax twice",
        asked=40,
        question="Are the outputs probabilities already?",
        look="health: last layer's name; net(X).sum(axis=1)",
        remedy="Give the loss logits: it applies softmax itself.",
        evidence=("layer names",),
        expected="the net's outputs would already sum to 1, before the loss applies softmax",
        measure=_softmax,
    ),
    id="patient-8",
    title="Twice polished",
    data="clothes",
    sick_below=0.58,
    well_above=0.6,
    cure=((", nn.Lambda(npx.softmax)", ""),),
    hints=(
        "What does the last layer's name tell, compared with other nets?",
        "Sum the outputs for a few images: `eight.net(eight.X[:5]).sum(axis=1)`. What "
        "does the loss function do to its inputs first?",
        "`SoftmaxCrossEntropyLoss` takes logits. Leave the softmax out of the net.",
    ),
    history="The net ended with a softmax and the loss applied another one. Probabilities lie "
    "between 0 and 1, so the second softmax sees scores that hardly differ: even a "
    "perfect answer costs a loss of 1.46, and the gradients are faint. The net learns, "
    "but slowly, which makes this fault easy to overlook. Leave logits as they are; take "
    "the softmax where probabilities are to be shown.",
    stars=2,
)
