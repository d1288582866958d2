"""Patient 9: the snail."""

import mxnet as mx
from mxnet import autograd, gluon, init
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, number


def patient_9(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="relu"), nn.Dense(10))
    net.initialize(init.MSRAPrelu("in", 0))
    trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": 0.2})
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    losses = []
    for _ in range(60):
        with autograd.record():
            loss = loss_function(net(X), y).mean()
        loss.backward()
        trainer.step(len(X))
        losses.append(loss.item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _crawling(exam):
    losses, slopes = exam.visit.losses, exam.train.gradient_norm
    moved = (max(losses) - min(losses)) / losses[0]
    flattest = min((s for s in slopes if s is not None), default=0)
    return moved < 0.12 and flattest > 0.15, (
        f"the loss moved by {number(100 * moved)} percent in all, and the smallest "
        f"weight-gradient norm is {number(flattest)}."
    )


CASE = Case(
    script=patient_9,
    finding=Finding(
        disease="steps far too small",
        asked=120,
        question="Does the loss hardly move on a slope\nthat is steep in every layer?",
        look="loss curve; health: weight-gradient norm",
        remedy="What divides the step? The learning rate,\n"
        "and len(X) when the loss is a mean already.",
        evidence=("loss curve", "weight-gradient norm"),
        expected="the loss would hardly fall, with gradients alive in every layer",
        measure=_crawling,
        in_health=False,
    ),
    id="patient-9",
    title="The snail",
    data="clothes",
    sick_below=0.4,
    well_above=0.5,
    cure=(("trainer.step(len(X))", "trainer.step(1)"),),
    hints=(
        "`health` finds nothing wrong: every layer has a gradient. So the slope is there; "
        "what about the step?",
        "The learning rate is not small. What else multiplies or divides the gradient on "
        "its way into the weights?",
        "`trainer.step(n)` divides by n, and the loss is a mean already. Either take the "
        "mean or divide, not both.",
    ),
    history="The loss was averaged over the 300 images by `.mean()`, and `trainer.step(len(X))` "
    "divided by 300 once more: the steps were 300 times too small. Either hand the loss "
    "over image by image and call `trainer.step(len(X))`, or take the mean and call "
    "`trainer.step(1)`. A learning rate that is too low looks the same from outside, and "
    "raising it to 60 would have worked, too; the next reader would not have thanked you.",
    stars=3,
)
