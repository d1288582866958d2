"""Count the dead units: long, for its list of known mistakes."""

from dataclasses import dataclass, replace

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import to_numpy
from d2lmlp.exercises.kinds.forms import remarked
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw, relu


@dataclass(frozen=True, eq=False)
class Net:
    """The weights of an MLP: each call of the answer gets a net of its own, built from them."""

    layers: tuple  # (W, b) of each Dense, W of shape (outputs, inputs)

    def build(self):
        """Make the MLP; no random state is touched."""
        from d2lmlp.mlp import MLP

        net = MLP((self.layers[0][0].shape[1], *(len(b) for _, b in self.layers)), init="zeros")
        for layer, (W, b) in zip((layer for layer in net if hasattr(layer, "weight")), self.layers):
            layer.weight.set_data(W)
            layer.bias.set_data(b)
        return net


def dead_cases():
    """Nets with dead units, made by hand."""
    few = draw(59, (30, 2))
    late = _net((2, 4, 2, 1), 65, dead=((1,), (0, 1)))  # all is off behind units that are on
    (W, b), *_ = late.layers
    W[0], b[0] = 0, 0.5  # a unit without weights, on by its bias
    return [
        (_net((4, 6, 8, 3), 51, dead=((1,), (0, 3, 6), (2,))), draw(52, (12, 4))),
        (_net((3, 8, 1), 53, dead=((2, 5, 7),)), draw(54, (9, 3))),
        (_net((3, 5, 2), 55, dead=((),)), draw(56, (40, 3))),
        # The shape that has been before, and a column without positive numbers.
        (_net((3, 6, 1), 67, dead=((4,),)), draw(68, (9, 3)) * [1, 1, 0] - [0, 0, 0.5]),
        (_on_for_the_last(), np.repeat(np.eye(2), [200, 1], axis=0)),
        (_on_for_the_last(), np.repeat(np.eye(2)[::-1], [1, 30], axis=0)),
        (_net((2, 4, 6, 5, 2), 57, dead=((0,), (1, 2), (0, 1, 4))), draw(58, (15, 2))),
        (_net((2, 3, 2), 60, dead=((1,),), barely=few), few),
        (_net((2, 3, 4, 1), 69, dead=((), (2,))), draw(70, (10, 2))),
        (_net((2, 1, 1), 61, dead=((0,),)), np.abs(draw(62, (1, 2)))),
        (_net((3, 6, 4, 1), 71, dead=((1,), ())), draw(72, (1, 3))),  # a single row
        (_net((3, 3, 1, 1), 73, dead=((1,), (0,))), draw(74, (6, 3))),  # a layer of one unit
        (_net((3, 4, 6, 2), 63, dead=((1, 2, 3), (4,))), draw(64, (20, 3))),
        (late, draw(66, (25, 2))),
        (_each_on_for_few(), np.eye(4)[[0, 1, 1, 1, 2, 2, 2, 3]]),
    ]


def _each_on_for_few():
    """A net in which each unit but one, dead, is on for another column of ones."""
    W = np.vstack([np.eye(4), -np.ones(4)])
    return Net(((W, np.full(5, -0.5)), (np.ones((1, 5)), np.zeros(1))))


def _on_for_the_last():
    """A net with a unit that is on in the last of many rows alone, and a dead one."""
    return Net(
        ((np.array([[0.0, 1], [1, 1], [-1, -1]]), np.zeros(3)), (np.ones((1, 3)), np.zeros(1)))
    )


def _net(sizes, seed, dead, barely=None):
    """A net whose listed hidden units are off: by a bias of -9, the last of them at exactly 0.

    With `barely`, unit 0 of the first layer outputs 0.0005 for one of these rows, else 0.
    """
    arrays = draw(seed, *[(b, a) for a, b in zip(sizes[:-1], sizes[1:])])
    layers = []
    for k, W in enumerate(arrays if isinstance(arrays, list) else [arrays]):
        b = np.full(len(W), 0.4)
        for unit in dead[k] if k < len(dead) else ():
            W[unit], b[unit] = (0.1 * W[unit], -9) if unit != dead[k][-1] else (0, 0)
        if barely is not None and k == 0:
            b[0] = 0.0005 - (barely @ W[0]).max()
        layers.append((W, b))
    return Net(tuple(layers))


def _dense(net):
    """Weights and biases of all layers, in NumPy."""
    if isinstance(net, Net):
        return net.layers
    dense = [layer for layer in net if hasattr(layer, "weight")]
    return [(to_numpy(layer.weight), to_numpy(layer.bias)) for layer in dense]


def _pre_activations(net, X):
    """Pre-activations of all layers, in NumPy."""
    found, H = [], X
    for W, b in _dense(net):
        found.append(H @ W.T + b)
        H = relu(found[-1])
    return found


def _hidden(net, X):
    return [relu(Z) for Z in _pre_activations(net, X)[:-1]]


def _dead(layers):
    return np.concatenate([(A == 0).all(axis=0) for A in layers])


_DEAD = (
    Mistake(
        "zeros-counted",
        "That is the share of zeros among all activations. ReLU is 0 for about half of the rows in "
        "a healthy unit; a dead unit is 0 for *every* row.",
        lambda net, X: np.concatenate([(A == 0).ravel() for A in _hidden(net, X)]).mean(),
    ),
    Mistake(
        "inputs-looked-at",
        "You look at X itself: send it through the layers, and look at what the ReLUs give.",
        lambda net, X: (np.asarray(X) <= 0).all(axis=0).mean(),
    ),
    Mistake(
        "one-row-only",
        "Yours is the share of units that are 0 in the last row. A unit that is off there may be "
        "on for another.",
        lambda net, X: _dead([A[-1:] for A in _hidden(net, X)]).mean(),
    ),
    Mistake(
        "layers-for-units",
        "That is the share of layers with a dead unit; count units, not layers.",
        lambda net, X: np.mean([_dead([A]).any() for A in _hidden(net, X)]),
    ),
    Mistake(
        "any-row",
        "You count units that are 0 for some row. A dead unit is 0 for every row.",
        lambda net, X: np.concatenate([(A == 0).any(axis=0) for A in _hidden(net, X)]).mean(),
    ),
    Mistake(
        "alive-fraction",
        "That is the share of units that are alive.",
        lambda net, X: 1 - _dead(_hidden(net, X)).mean(),
    ),
    Mistake(
        "count-for-fraction",
        "That is the number of dead units; divide by the number of hidden units.",
        lambda net, X: _dead(_hidden(net, X)).sum(),
    ),
    Mistake(
        "alive-count",
        "That is the number of units that are alive; the fraction of dead ones is asked for.",
        lambda net, X: (~_dead(_hidden(net, X))).sum(),
    ),
    Mistake(
        "percent",
        "That is in per cent: a fraction lies between 0 and 1.",
        lambda net, X: 100 * _dead(_hidden(net, X)).mean(),
    ),
    Mistake(
        "rows-for-units",
        "You look for rows in which all units are 0. Units are the columns: reduce over axis 0.",
        lambda net, X: np.mean([(A == 0).all(axis=1).mean() for A in _hidden(net, X)]),
    ),
    Mistake(
        "rows-for-units",
        "That is the share of rows in which all units are 0. Units are the columns: reduce over "
        "axis 0.",
        lambda net, X: (np.concatenate(_hidden(net, X), axis=1) == 0).all(axis=1).mean(),
    ),
    Mistake(
        "layers-for-units",
        "That is the share of layers in which all units are dead; count units, not layers.",
        lambda net, X: np.mean([(A == 0).all() for A in _hidden(net, X)]),
    ),
    Mistake(
        "one-width-for-all",
        "The number of dead units is right, and the number of all is not: you take the first "
        "hidden layer's width for every layer.",
        lambda net, X: (
            _dead(_hidden(net, X)).sum() / (len(_hidden(net, X)) * _hidden(net, X)[0].shape[1])
        ),
    ),
    Mistake(
        "one-width-for-all",
        "The number of dead units is right, and the number of all is not: you take the last "
        "hidden layer's width for every layer.",
        lambda net, X: (
            _dead(_hidden(net, X)).sum() / (len(_hidden(net, X)) * _hidden(net, X)[-1].shape[1])
        ),
    ),
    Mistake(
        "one-width-for-all",
        "The number of dead units is right, and the number of all is not: you divide by the last "
        "hidden layer's width alone.",
        lambda net, X: _dead(_hidden(net, X)).sum() / _hidden(net, X)[-1].shape[1],
    ),
    Mistake(
        "one-width-for-all",
        "The number of dead units is right, and the number of all is not: you divide by the first "
        "hidden layer's width alone.",
        lambda net, X: _dead(_hidden(net, X)).sum() / _hidden(net, X)[0].shape[1],
    ),
    Mistake(
        "last-layer-only",
        "You divide the dead units of the last hidden layer by all hidden units: is it `=` where "
        "`+=` should be?",
        lambda net, X: _dead(_hidden(net, X)[-1:]).sum() / sum(A.shape[1] for A in _hidden(net, X)),
    ),
    Mistake(
        "last-hidden-layer-missed",
        "The last hidden layer is left out: only the output layer has no ReLU.",
        lambda net, X: _dead(_hidden(net, X)[:-1] or [np.ones((1, 1))]).mean(),
    ),
    Mistake(
        "inputs-counted",
        "You count the inputs among the units: divide by the hidden units alone.",
        lambda net, X: (
            _dead(_hidden(net, X)).sum() / (X.shape[1] + sum(A.shape[1] for A in _hidden(net, X)))
        ),
    ),
    Mistake(
        "last-unit-missed",
        "The last unit of each layer is never counted among the dead ones.",
        lambda net, X: (
            sum(_dead([A])[:-1].sum() for A in _hidden(net, X))
            / sum(A.shape[1] for A in _hidden(net, X))
        ),
    ),
    Mistake(
        "pre-activations-counted",
        "You count the outputs of the Dense layers among the units: look at those of the ReLUs.",
        lambda net, X: _dead(_hidden(net, X) + _pre_activations(net, X)).mean(),
    ),
    Mistake(
        "pre-activations-counted",
        "You look at the outputs of the Dense layers: look at those of the ReLUs.",
        lambda net, X: _dead(_pre_activations(net, X)).mean(),
    ),
    Mistake(
        "first-layer-only",
        "Yours is the fraction in the first hidden layer alone; all hidden layers count.",
        lambda net, X: _dead(_hidden(net, X)[:1]).mean(),
    ),
    Mistake(
        "last-layer-only",
        "Yours is the fraction in the last hidden layer alone; all hidden layers count.",
        lambda net, X: _dead(_hidden(net, X)[-1:]).mean(),
    ),
    Mistake(
        "outputs-counted",
        "You count the outputs among the units; only hidden units have a ReLU.",
        lambda net, X: np.concatenate(
            [(A == 0).all(axis=0) for A in _hidden(net, X) + _pre_activations(net, X)[-1:]]
        ).mean(),
    ),
    Mistake(
        "outputs-counted",
        "You treat the output layer as a ReLU layer; only hidden units have a ReLU.",
        lambda net, X: _dead([relu(Z) for Z in _pre_activations(net, X)]).mean(),
    ),
    Mistake(
        "outputs-in-the-denominator",
        "You divide by all units, the outputs included; divide by the hidden ones.",
        lambda net, X: _dead(_hidden(net, X)).sum() / sum(len(b) for _, b in _dense(net)),
    ),
    Mistake(
        "outputs-only",
        "You look at the net's outputs. Dead units are hidden ones: go through the layers.",
        lambda net, X: (_pre_activations(net, X)[-1] <= 0).all(axis=0).mean(),
    ),
    Mistake(
        "strictly-negative",
        "A unit with a pre-activation of exactly 0 outputs 0 and gets no gradient: it is dead as "
        "well. Ask for z <= 0, or for a == 0.",
        lambda net, X: np.concatenate(
            [(Z < 0).all(axis=0) for Z in _pre_activations(net, X)[:-1]]
        ).mean(),
    ),
    *(
        Mistake(
            "negative-on-average",
            "You ask whether a unit's mean pre-activation is negative. It may still be positive "
            "for some rows; a dead unit is not, for any.",
            lambda net, X, off=off: np.concatenate(
                [off(Z.mean(axis=0), 0) for Z in _pre_activations(net, X)[:-1]]
            ).mean(),
        )
        for off in (np.less_equal, np.less)
    ),
    Mistake(
        "mean-row",
        "Yours is the fraction for one row, the mean of all. A unit that is off there may be on "
        "for a row of the data.",
        lambda net, X: _dead(_hidden(net, X.mean(axis=0, keepdims=True))).mean(),
    ),
    Mistake(
        "row-of-zeros",
        "Yours is the fraction for a row of zeros, where the biases decide alone: send the rows of "
        "X through the net.",
        lambda net, X: _dead(_hidden(net, 0 * X[:1])).mean(),
    ),
    *(
        Mistake(
            "some-rows-only",
            f"In the calls here yours is the fraction for the first {word} rows. A unit that is "
            "off there may be on for another.",
            lambda net, X, k=k: _dead(_hidden(net, X[:k])).mean(),
        )
        for k, word in ((2, "two"), (3, "three"), (5, "five"), (10, "ten"))
    ),
    Mistake(
        "mostly-off",
        "Yours counts units as one that asks for zeros in more than half of the rows. A dead one "
        "is off for all.",
        lambda net, X: np.concatenate(
            [(A == 0).mean(axis=0) > 0.5 for A in _hidden(net, X)]
        ).mean(),
    ),
    Mistake(
        "one-row-only",
        "Yours is the share of units that are 0 in the first row. A unit that is off there may be "
        "on for another.",
        lambda net, X: _dead([A[:1] for A in _hidden(net, X)]).mean(),
    ),
    Mistake(
        "layers-averaged",
        "You average the layers' fractions. Layers differ in width: divide all dead units by all "
        "hidden units.",
        lambda net, X: np.mean([_dead([A]).mean() for A in _hidden(net, X)]),
    ),
    Mistake(
        "layers-added",
        "You add the layers' fractions up. Divide all dead units by all hidden units.",
        lambda net, X: np.sum([_dead([A]).mean() for A in _hidden(net, X)]),
    ),
    Mistake(
        "negative-pre-activations",
        "That is the share of negative pre-activations among all rows and units. A dead unit is "
        "positive for no row.",
        lambda net, X: np.concatenate(
            [(Z < 0).ravel() for Z in _pre_activations(net, X)[:-1]]
        ).mean(),
    ),
    Mistake(
        "weights-inspected",
        "You look at the weights. A unit can be dead with large weights: it is the data that "
        "decide.",
        lambda net, X: np.concatenate([(W == 0).all(axis=1) for W, _ in _dense(net)[:-1]]).mean(),
    ),
    Mistake(
        "exactly-zero",
        "You ask for pre-activations, or a sum of them, of 0. A unit with negative ones only "
        "outputs 0 as well.",
        lambda net, X: np.concatenate(
            [(Z == 0).all(axis=0) for Z in _pre_activations(net, X)[:-1]]
        ).mean(),
    ),
    Mistake(
        "constant-units",
        "You look for units that output the same for every row. A unit may do so and be on; a "
        "dead one outputs 0.",
        lambda net, X: np.concatenate([np.ptp(A, axis=0) == 0 for A in _hidden(net, X)]).mean(),
    ),
    Mistake(
        "exactly-zero",
        "You ask for a pre-activation of 0. A unit with negative ones only outputs 0 as well.",
        lambda net, X: np.concatenate(
            [Z.max(axis=0) == 0 for Z in _pre_activations(net, X)[:-1]]
        ).mean(),
    ),
    Mistake(
        "no-gradient",
        "Yours counts units as a gradient of 0 does. It is 0, too, for a unit that is on and "
        "whose signal goes no further: ask for the unit's own output.",
        lambda net, X: np.concatenate(_without_gradient(net, X)).mean(),
    ),
    Mistake(
        "negative-biases",
        "You look at the biases. A unit with a negative bias may be on for some rows, and one "
        "without can be dead.",
        lambda net, X: np.concatenate([b < 0 for _, b in _dense(net)[:-1]]).mean(),
    ),
    Mistake(
        "activation-skipped",
        "You feed the pre-activations to the next layer: the ReLU between the layers is missing.",
        lambda net, X: _without_relu(net, X),
    ),
    Mistake(
        "divided-by-rows",
        "You divide the number of dead units by the number of rows; divide by the hidden units.",
        lambda net, X: _dead(_hidden(net, X)).sum() / len(X),
    ),
    Mistake(
        "divided-by-layers",
        "You divide the number of dead units by the number of hidden layers; divide by that of "
        "all hidden units.",
        lambda net, X: _dead(_hidden(net, X)).sum() / len(_hidden(net, X)),
    ),
    Mistake(
        "divided-by-the-living",
        "You divide the number of dead units by that of the living ones; divide by that of all "
        "hidden units.",
        lambda net, X: _dead(_hidden(net, X)).sum() / max(1, (~_dead(_hidden(net, X))).sum()),
    ),
    Mistake(
        "divided-by-rows",
        "You divide by the number of rows, once for each hidden layer: `len(A)` counts rows, "
        "`A.shape[1]` units.",
        lambda net, X: _dead(_hidden(net, X)).sum() / (len(X) * len(_hidden(net, X))),
    ),
    Mistake(
        "first-layer-only",
        "You divide the dead units of the first hidden layer by all hidden units: all layers "
        "count.",
        lambda net, X: _dead(_hidden(net, X)[:1]).sum() / sum(A.shape[1] for A in _hidden(net, X)),
    ),
    Mistake(
        "biases-left-out",
        "You leave the biases out: a unit's pre-activation is x W + b.",
        lambda net, X: _dead(_hidden(Net(tuple((W, 0 * b) for W, b in _dense(net))), X)).mean(),
    ),
    Mistake(
        "divided-by-entries",
        "You divide by all activations, rows times units; divide by the number of hidden units.",
        lambda net, X: _dead(_hidden(net, X)).sum() / sum(A.size for A in _hidden(net, X)),
    ),
    Mistake(
        "always-on",
        "Yours is the share of units above 0 for every row; dead ones are 0 for every row.",
        lambda net, X: np.concatenate([(A > 0).all(axis=0) for A in _hidden(net, X)]).mean(),
    ),
    Mistake(
        "whole-numbers-only",
        "Yours is 1 where all hidden units are dead, and 0 for every other net, as if it were cut "
        "to a whole number, or asked about all units at once. Count units, then divide.",
        lambda net, X: float(_dead(_hidden(net, X)).all()),
    ),
    Mistake(
        "any-dead",
        "Yours is 0 or 1 in every call here, as a question of yes or no: count the dead units of "
        "all hidden layers, and divide.",
        lambda net, X: float(_dead(_hidden(net, X)).any()),
    ),
    Mistake(
        "divided-by-layers",
        "You divide the number of dead units by the number of all layers of the net, Dense and "
        "ReLU, as `len(net)` counts them; divide by that of all hidden units.",
        lambda net, X: _dead(_hidden(net, X)).sum() / (2 * len(_hidden(net, X)) + 1),
    ),
    Mistake(
        "largest-layer",
        "You take the layer with the largest share. Divide all dead units by all hidden units.",
        lambda net, X: max(_dead([A]).mean() for A in _hidden(net, X)),
    ),
    Mistake(
        "always-zero",
        "Your answer is 0 in every call here: some of these units never switch on.",
        lambda net, X: 0.0,
    ),
)


def _without_relu(net, X):
    found, H = [], X
    for W, b in _dense(net)[:-1]:
        H = H @ W.T + b
        found.append((H <= 0).all(axis=0))
    return np.concatenate(found).mean()


def _without_gradient(net, X):
    """Tell which hidden units' biases get no gradient from the sum of the outputs."""
    layers, found = _dense(net), []
    hidden = _hidden(net, X)
    G = np.ones((len(X), len(layers[-1][1])))
    for (W, _), A in zip(layers[:0:-1], hidden[::-1]):
        G = (G @ W) * (A > 0)
        found.append(G.sum(axis=0) == 0)
    return found


class FractionCheck(FunctionCheck):
    """Checks the fraction; says of a right answer that it takes tiny outputs for 0."""

    def _finished(self, answer, verdict):
        verdict = super()._finished(answer, verdict)
        W = np.array([[1.0, 1], [-1, -1], [1e-9, 1e-9]])  # on, dead, and on by 2e-9
        net = Net(((W, np.zeros(3)), (np.ones((1, 3)), np.zeros(1))))
        tiny = replace(self, cases=[(net, np.ones((4, 2)))])
        missed = verdict.status == "correct" and not tiny._is_right(answer, "mxnet")
        return remarked(verdict, TINY if missed else "")


TINY = (
    "A unit that outputs 2e-9 for some row is not dead, and yours counts it: something in it "
    "rounds, or leaves room."
)

TASK = Task(
    id="dead-units",
    title="Count the dead units",
    section="Dead units",
    stars=2,
    statement="""\
A hidden ReLU unit is *dead* on a data set when it outputs 0 for **every** row. Write
`dead_fraction(net, X)`: the number of dead hidden units divided by the number of all hidden units,
a number from 0 to 1. `net` is a `d2lmlp.MLP` with ReLU and one or more hidden layers; `X` has the
shape (n, d). Going through it with `for layer in net: X = layer(X)` gives each layer's output in
turn: Dense, ReLU, Dense, ReLU, ..., Dense.
""",
    name="dead_fraction",
    stub="def dead_fraction(net, X):\n    return ...\n",
    solution="""\
def dead_fraction(net, X):
    dead = units = 0
    layers = list(net)
    for dense, activation in zip(layers[0::2], layers[1::2]):
        X = activation(dense(X))
        dead += int((X.max(axis=0) == 0).sum())
        units += X.shape[1]
    return dead / units
""",
    explanation="The output of a ReLU is never negative, so a unit is dead when the maximum over "
    "the "
    "rows is 0. It gets no gradient from any of them. The boundary belongs to it: at exactly 0 the "
    "ReLU's gradient is 0 too. With few rows the count lies: a healthy unit may be off for all of "
    "4 "
    "rows by chance.",
    hints=(
        "Run X through the net layer by layer and look at the outputs of the ReLUs.",
        "Rows are examples, columns are units: which reduction tells that a column is 0 "
        "throughout?",
        "`(A.max(axis=0) == 0).sum()` counts a layer's dead units; add up, divide by all hidden "
        "units.",
    ),
    checker=FractionCheck(
        names=("net", "X"),
        cases=dead_cases,
        target=lambda net, X: _dead(_hidden(net, X)).mean(),
        parts=(Part("fraction", _DEAD),),
        laws=(
            Mistake(
                "not-a-fraction",
                "A fraction lies between 0 and 1; in one call or more yours does not.",
                lambda cases, results, targets: any(not 0 <= r[0] <= 1 for r in results),
            ),
            Mistake(
                "fraction-too-large",
                "In every call here that comes out wrong yours is larger than the true fraction.",
                lambda cases, results, targets: all(
                    r[0] > t[0] - 1e-3 for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "fraction-too-small",
                "In every call here that comes out wrong yours is smaller than the true fraction.",
                lambda cases, results, targets: all(
                    r[0] < t[0] + 1e-3 for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "fraction-too-large-and-too-small",
                "Your fraction is too large in some calls and too small in others.",
                lambda cases, results, targets: True,
            ),
        ),
        modes=("mxnet",),
        told=lambda net, X: (
            f"units in the hidden layers: {', '.join(str(len(b)) for _, b in net.layers[:-1])}; "
            f"rows: {len(X)}"
        ),
    ),
)
