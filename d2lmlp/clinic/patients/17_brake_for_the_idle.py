"""Patient 17: a brake for the idle."""

import mxnet as mx
from mxnet import autograd, gluon, init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, idle_weights, learned_by_heart, number


def patient_17(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(64, activation="relu"), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    settings = {"learning_rate": 0.005, "wd": 0.001}
    trainer = gluon.Trainer(net.collect_params(), "adam", settings)
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(200):
        with autograd.record():
            loss = loss_function(net(X), y)
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.mean().item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _only_the_idle(exam):
    ratio, v = idle_weights(exam), exam.visit
    return learned_by_heart(exam) and ratio < 0.5, (
        f"the weights at the palest pixels are {number(ratio)} times as large as the others, with "
        f"training accuracy {number(v.train_accuracy)} and test accuracy {number(v.test_accuracy)}."
    )


CASE = Case(
    script=patient_17,
    finding=Finding(
        disease="decay inside Adam",
        asked=130,
        question="Are only weights without gradient\ndecayed, and the labels learned by heart?",
        look="net[0].weight at pale pixels; accuracies",
        remedy="Decay after the step:\nw *= 1 - lr * decay, for the weights.",
        evidence=("pale pixels",),
        expected="the weights at the palest pixels would have been decayed, and the others not",
        measure=_only_the_idle,
        in_health=False,
    ),
    id="patient-17",
    title="A brake for the idle",
    data="hearsay",
    sick_below=0.46,
    well_above=0.52,
    cure=(
        (', "wd": 0.001', ""),
        (
            "        trainer.step(len(X))\n",
            "        trainer.step(len(X))\n"
            '        for p in net.collect_params(".*weight").values():\n'
            "            p.data()[:] *= 1 - 0.005 * 15\n",
        ),
    ),
    hints=(
        "Six labels of ten are wrong, and the net has learned them all. Something was meant to "
        "hold it back. Did it?",
        "Where a pixel is black in nearly every picture, its weights have nearly no gradient. "
        "Compare the size of these columns of `seventeen.net[0].weight.data()` with the others.",
        'Adam adds `wd` to the gradient and divides both by their size. Leave out `"wd"`, and '
        "after `trainer.step` multiply each weight by 1 - 0.005 * 15 yourself.",
    ),
    history="MXNet's Adam adds wd times the weight to the gradient, and then divides by the size "
    "of the sum, so that one `wd` acts differently on every weight: where there is next to no "
    "gradient 0.001 becomes a whole step, elsewhere it is next to nothing. So the weights at black "
    "pixels, which do no harm, went to 0, and those that learned wrong labels by heart kept their "
    "size; without `wd` the accuracy is the same. Decay that is done after the step, and not by "
    "Adam, shrinks all weights alike, as `fit(..., decay=...)` does. A `wd` of 0.03 helps too, "
    "though it erases the idle weights far sooner than the others; so do dropout and stopping "
    "early.",
    stars=3,
)
