"""Arguments of a kind nobody expects: one true sentence, never a line of C++, never a number."""

import os
import subprocess
import sys

import mxnet as mx
import numpy as onp
import pytest
from mxnet import autograd, gluon, np, npx
from mxnet.gluon import nn

from d2lmlp import MLP, accuracy, data, fit, health, trace, value_and_grad
from d2lmlp.figures import decision_regions, draw_mlp, health_over_training, show_images

X, Y = np.ones((6, 4)), np.array([0, 1, 2, 0, 1, 2], dtype="int32")


def net(dtype="float32"):
    made = MLP((4, 5, 3))
    made.cast(dtype)
    return made


def frozen():
    made = net()
    made.collect_params().setattr("grad_req", "null")
    return made


def recorded():
    with autograd.record():
        fit(net(), X, Y)


def bare(*blocks):
    made = nn.Sequential()
    made.add(*blocks)
    made.initialize()
    return made


def spoiled():
    made = net()
    made[0].weight.set_data(made[0].weight.data() * onp.nan)
    return made


class Pair(nn.Block):
    def forward(self, values):
        return values, values


ODD = {
    "infinite size": (lambda: MLP((4, float("inf"))), "sizes is"),
    "sizes without order": (lambda: MLP({4, 3}), "sizes is"),
    "too large": (lambda: MLP((10**6, 10**6)), "2.31 numbers"),
    "operator": (lambda: MLP((4, 5, 3), npx.relu), "nn.HybridLambda"),
    "block": (lambda: MLP((4, 5, 3), nn.GELU()), "nn.SELU"),
    "other width": (lambda: MLP((4, 5, 3), lambda: nn.Dense(7)), "one of the same shape"),
    "no such kind": (lambda: MLP((4, 5, 3), lambda: nn.Activation("x")), "one of the same shape"),
    "loss for activation": (lambda: MLP((4, 5, 3), gluon.loss.L2Loss), "one of the same shape"),
    "trace float64": (lambda: trace(net("float64"), X), "mx.np array of float64"),
    "trace nothing": (lambda: trace(net(), X[:0]), "n from 1 up"),
    "fit float64": (lambda: fit(net("float64"), X, Y), "computes in float64"),
    "fit function": (lambda: fit(lambda x: x, X, Y), "made of Gluon blocks"),
    "accuracy swapped": (lambda: accuracy(X, net(), Y), "made of Gluon blocks"),
    "fit pair": (lambda: fit(Pair(), X, Y), "expected one array of outputs"),
    "fit frozen": (lambda: fit(frozen(), X, Y), "no parameter that trains"),
    "fit recorded": (recorded, "outside of autograd.record"),
    "huge label": (lambda: fit(net(), X, [2**40] * 6), "labels from 1099511627776"),
    "seed": (lambda: fit(net(), X, Y, seed=None), "seed is None"),
    "record": (lambda: fit(net(), X, Y, record=True), "record is True"),
    "loss name": (lambda: fit(net(), X, Y, loss="l2"), "loss is 'l2'"),
    "loss class": (lambda: fit(net(), X, Y, loss=gluon.loss.L2Loss), "expected what is called"),
    "loss of nothing": (lambda: fit(net(), X, Y, loss=lambda o, y: None), "loss returns None"),
    "loss cut": (lambda: fit(net(), X, Y, loss=lambda o, y: o.detach()), "no parameter"),
    "test": (lambda: fit(net(), X, Y, test=(X, Y[:2])), r"In test=\(X, y\)"),
    "health swapped": (lambda: health(X, net()), "made of Gluon blocks"),
    "health words": (lambda: health(net(), "abc"), "array of numbers"),
    "health label 99": (lambda: health(net(), X, [99] * 6), "labels from 99"),
    "health label": (lambda: health(net(), X, 3), "one label per row"),
    "health loss": (lambda: health(net(), X, Y, loss="l2"), "loss is 'l2'"),
    "value of None": (lambda: value_and_grad(np.tanh, None), "x is None"),
    "complex": (lambda: value_and_grad(np.tanh, [1j]), "array of numbers"),
    "swapped": (lambda: value_and_grad(X, np.tanh), "function first"),
    "in place": (lambda: value_and_grad(lambda x: x.__imul__(2), X), "in place"),
    "temperatures": (lambda: data.body_temperature(-3), "n is -3"),
    "arms": (lambda: data.spiral(arms=2.5), "arms is 2.5"),
    "fewer points than arms": (lambda: data.spiral(2, 5), "at least one point"),
    "noise": (lambda: data.spiral(noise=float("nan")), "noise is nan"),
    "labels below 0": (lambda: data.noisy_labels(np.array([-1, 1]), 0.5), "counted from 0"),
    "half a label": (lambda: data.noisy_labels([0.5, 1, 2], 0.5), "counted from 0"),
    "no records": (lambda: health_over_training([]), "no pairs"),
    "records of numbers": (lambda: health_over_training([(0, 1.0)]), "no pairs"),
    "no image": (lambda: show_images([]), "expected .n, 784"),
    "too few titles": (lambda: show_images(onp.zeros((3, 784)), ["a"]), "1 titles for 3"),
    "no plane": (lambda: decision_regions(MLP((4, 3)), X, Y), r"expected \(n, 2\)"),
    "foreign class": (lambda: decision_regions(MLP((2, 3)), X[:, :2], Y + 5), "drawn as another"),
    "nothing to draw": (lambda: draw_mlp(bare(nn.Activation("relu"))), "no nn.Dense"),
    "not known yet": (lambda: draw_mlp(bare(nn.Dense(3))), "no values yet"),
    "nan weights": (lambda: draw_mlp(spoiled()), "nan or inf"),
}


@pytest.mark.parametrize("case", ODD)
def test_one_true_sentence(case):
    call, says = ODD[case]
    with pytest.raises(ValueError, match=says) as caught:
        call()
    said = str(caught.value)
    assert "\n" not in said and "Check failed" not in said and len(said) < 330


def test_what_is_meant_is_taken():
    assert MLP((n for n in (4, 3)), dropout=onp.float32(0.5)).sizes == (4, 3)
    assert len(fit(net(), mx.nd.ones((6, 4)).tostype("csr"), Y, 1).loss) == 1
    assert len(fit(net(), list(X), list(Y), 2, test=[X, Y]).test_accuracy) == 2
    assert health(net(), X.astype("float64"), Y.as_nd_ndarray()).loss > 0
    assert (data.noisy_labels([0, 1, 2], onp.float32(1)).asnumpy() != [0, 1, 2]).all()


def test_a_nested_stack_is_traced_and_drawn_whole():
    inner = nn.Sequential()
    inner.add(nn.Dense(3, in_units=4, use_bias=False), nn.Activation("relu"))
    outer = bare(inner, nn.Dense(2, in_units=3))
    assert [layer.name for layer in trace(outer, X).layers] == ["1 Dense 3 relu", "2 Dense 2"]
    import matplotlib.pyplot as plt

    draw_mlp(outer)
    assert "4 - 3 - 2 units" in plt.gcf().get_label()
    assert "20 parameters" in plt.gcf().get_label()
    plt.close("all")


def test_whole_numbers_beyond_int32_are_not_wrapped():
    seen = []
    fit(
        bare(nn.Dense(2)), [[2**40], [2**41]], [0, 1], 1, lr=0,
        loss=lambda o, y: seen.append(o) or o.sum(axis=1) * 0,
    )  # fmt: skip
    assert float(abs(seen[0]).max()) > 1e8


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_without_the_signs_gets_plain_ones(encoding):
    code = (
        "from d2lmlp import MLP, fit, health; from mxnet import np\n"
        "X, y, net = np.ones((4, 2)), np.array([0, 1, 0, 1]), MLP((2, 3, 2))\n"
        "print(fit(net, X, y, 1)); print(health(net, X, y))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert run.returncode == 0, run.stderr
    assert b"loss ~ " in run.stdout
