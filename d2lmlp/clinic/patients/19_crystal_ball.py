"""Patient 19: the crystal ball."""

import mxnet as mx
import numpy as onp
from mxnet import autograd, init, np
from mxnet.gluon import nn

from d2lmlp.clinic.case import Case
from d2lmlp.clinic.finding import Finding, number
from d2lmlp.clinic.train import train


def patient_19(X, y, X_test, seed):
    mx.random.seed(seed)
    codes, labels = X[:, -1].asnumpy(), y.asnumpy()
    means = {code: labels[codes == code].mean() for code in codes.tolist()}

    def encoded(Z):
        column = [[means.get(code, 0.5)] for code in Z[:, -1].tolist()]
        return np.concatenate([Z[:, :-1], np.array(column)], axis=1)

    X, X_test = encoded(X), encoded(X_test)
    net = nn.Sequential()
    net.add(nn.Dense(32, activation="relu"), nn.Dense(2))
    net.initialize(init.MSRAPrelu("in", 0))
    # the last 200 rows are for validation
    losses = train(net, X[:400], y[:400], "adam", {"learning_rate": 0.01}, steps=100)
    return net, X, y, X_test, losses, net(X_test).argmax(axis=1)


def _one_column_is_enough(exam):
    v = exam.visit
    alone = _alone(v.net, v.X[:256].asnumpy(), v.y[:256].asnumpy())
    return bool(alone > 0.85 and v.train_accuracy - v.test_accuracy > 0.15), (
        f"with all columns but one at their means, the training accuracy is {number(alone)}; with "
        f"all it is {number(v.train_accuracy)}, and the test accuracy {number(v.test_accuracy)}."
    )


def _alone(net, X, y):
    """Accuracy when a net is given only the column that tells the classes apart best."""
    if not onp.isfinite(X).all():
        return onp.nan
    middle, between = X.mean(axis=0), onp.zeros(X.shape[1])
    for k in set(y.tolist()):
        between += (y == k).mean() * (X[y == k].mean(axis=0) - middle) ** 2
    best = (between / (X.var(axis=0) + 1e-9)).argmax()
    Z = onp.tile(middle, (len(X), 1))
    Z[:, best] = X[:, best]
    with autograd.predict_mode():
        return float((net(np.array(Z)).asnumpy().argmax(axis=1) == y).mean())


CASE = Case(
    script=patient_19,
    finding=Finding(
        disease="labels leaked into a column",
        asked=125,
        question="Does one column alone give the training\nlabels, and not those of testing?",
        look="net(...) with all other columns at their mean",
        remedy="A row's code comes from other rows' labels:\nout of fold, or not at all.",
        evidence=("one column",),
        expected="one column alone would give the labels in training, and testing would be far off",
        measure=_one_column_is_enough,
        in_health=False,
    ),
    id="patient-19",
    title="The crystal ball",
    data="bookings",
    sick_below=0.74,
    well_above=0.8,
    cure=(("encoded(X), encoded(X_test)", "X[:, :-1], X_test[:, :-1]"),),
    hints=(
        "This net has not learned its rows by heart: compare its accuracy on `nineteen.X[400:]`, "
        "rows that it was not trained on, with the test accuracy. Who told it?",
        "Put all columns but one at their mean, one column after the other. Which of them is "
        "enough? How many rows share a code?",
        "Most codes occur once, so their mean label *is* the label, in the rows for validation "
        "too. Leave the column out, or let the mean come from the rows of the other folds.",
    ),
    history="The last column held a code with hundreds of values, agent and day in one number, and "
    "the script put the mean label of its rows in the code's place: target encoding. Most codes "
    "stood in one row only, whose mean is its own label. The net found the column that knows "
    "everything and looked at little else. The rows for validation had been encoded with their own "
    "labels as well, so they agreed; a net that overfits would have failed there. New bookings "
    "have new codes, and the ball is dark. Means from other folds leak nothing, and show that "
    "this code is worth nothing.",
    stars=3,
)
