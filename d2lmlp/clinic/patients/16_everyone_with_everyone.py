"""Patient 16: everyone with everyone."""

import mxnet as mx
import numpy as onp
from mxnet import autograd, gluon, init, np, npx
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, number


def patient_16(X, y, X_test, seed):
    mx.random.seed(seed)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="tanh"), nn.Dense(2))
    net.initialize(init.Xavier())
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.005})
    losses = []
    for _ in range(60):
        with autograd.record():
            logits = net(X)
            p = npx.sigmoid(logits[:, 1:] - logits[:, :1])  # probability of class 1
            loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
        loss.backward()
        trainer.step(1)
        losses.append(loss.item())
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _one_answer_for_all(exam):
    P = onp.exp(exam.outputs - exam.outputs.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    y = exam.visit.y.asnumpy().astype(int)
    off = float(abs(P - onp.bincount(y, minlength=P.shape[1]) / len(y)).max())
    scores = exam.outputs - exam.outputs.mean(axis=1, keepdims=True)  # softmax sees no more
    alike = scores.std(axis=0).mean() < 0.4 * onp.sqrt((scores**2).mean())
    flattest = min((s for s in exam.train.gradient_norm if s is not None), default=0)
    return bool(alike and off < 0.25 and flattest > 1e-3), (
        f"the probabilities differ from the shares of the classes by {number(off)} at most, and "
        f"the smallest weight-gradient norm is {number(flattest)}."
    )


CASE = Case(
    script=patient_16,
    finding=Finding(
        disease="loss of all pairs",
        asked=105,
        question="Does every example get the shares of the\nclasses, with gradients in all layers?",
        look="net(X[:5]); health: weight-gradient norm",
        remedy="Print the shapes on both sides of the loss:\n(n, 1) with (n,) makes (n, n).",
        evidence=("outputs side by side",),
        expected="every example would get the shares of the classes, with gradients everywhere",
        measure=_one_answer_for_all,
        in_health=False,
    ),
    id="patient-16",
    title="Everyone with everyone",
    data="tops",
    sick_below=0.7,
    well_above=0.85,
    cure=(("logits[:, 1:] - logits[:, :1]", "logits[:, 1] - logits[:, 0]"),),
    hints=(
        "Print `sixteen.net(sixteen.X[:5])`, and the mean of `sixteen.y`. What does the net say "
        "of every picture?",
        "It says how frequent the classes are, as if no picture belonged to its own label. "
        "Which labels is each prediction compared with? Print `p.shape` and `y.shape`.",
        "`p` has shape (300, 1) and `y` has (300,): broadcasting makes a table of 300 x 300 "
        "pairs. `logits[:, 1] - logits[:, 0]` has shape (300,).",
    ),
    history="The predictions were a column, (300, 1), and the labels a row, (300,). Broadcasting "
    "made no error of it but a table, (300, 300): each prediction was compared with all labels. "
    "What pleases all labels at once is the share of the classes, the same for every picture, and "
    "that is what the net learned: the loss stopped at the entropy of the labels, and the test "
    "accuracy at the share of the larger class. The right loss still had a slope there. "
    "The losses of Gluon bring both sides to one shape; by hand, print the shapes before the mean.",
    stars=3,
)
