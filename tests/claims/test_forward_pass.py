"""What the notebook on the forward pass says of MXNet itself."""

import mxnet as mx
import numpy as onp
import pytest
from course import claims
from mxnet import autograd, gluon, np, npx
from mxnet.gluon import nn

from d2lmlp import MLP, trace


@claims("forward_pass", "Rows here, columns there")
def test_dense_keeps_units_first_and_its_bias_gradient_is_a_column_sum():
    layer = nn.Dense(4, in_units=3)
    layer.initialize()
    X, upstream = np.random.normal(size=(5, 3)), np.random.normal(size=(5, 4))
    with autograd.record():
        loss = (upstream * layer(X)).sum()
    loss.backward()
    assert layer.weight.shape == (4, 3)
    onp.testing.assert_allclose(layer.bias.grad().asnumpy(), upstream.asnumpy().sum(0), rtol=1e-5)


@claims("forward_pass", "The three-layer perceptron, parameter by parameter")
def test_five_of_eight_units_are_silent_here_and_half_of_them_in_general():
    def silent(seed, x):
        mx.random.seed(seed)
        layers = trace(MLP((3, 4, 4, 1)), np.array([x])).layers[:2]
        return sum(int((layer.a == 0).sum()) for layer in layers)

    assert silent(0, [1.0, 2.0, -1.0]) == 5
    assert len({silent(0, [a, 2.0, -1.0]) for a in (-3.0, -1.0, 1.0, 3.0)}) > 1
    fresh = [silent(seed, x) for seed in range(1, 101) for x in ([1.0, 2.0, -1.0], [3.0, -1.0, 0])]
    assert 3.5 < onp.mean(fresh) < 4.5


@claims("forward_pass", "Train and predict mode")
def test_only_dropout_makes_train_mode_random():
    X = np.random.normal(size=(32, 10)) + 1
    for extra, repeats, same in (
        ([], True, True),
        ([nn.BatchNorm()], True, False),
        ([nn.Dropout(0.5)], False, False),
    ):
        net = nn.Sequential()
        net.add(nn.Dense(64), *extra, nn.Dense(1))
        net.initialize(mx.init.Xavier())
        bare, again = net(X), net(X)
        with autograd.train_mode():
            first, second = net(X), net(X)
        assert (bare == again).all()
        assert bool((first == second).all()) is repeats
        assert bool((first == bare).all()) is same


@claims("forward_pass", "Softmax once is enough")
def test_softmax_twice_has_a_floor():
    loss = gluon.loss.SoftmaxCrossEntropyLoss()
    z = np.array([[30.0, 0.0, 0.0]])
    assert float(loss(z, np.array([0]))) == pytest.approx(0, abs=1e-5)
    twice = float(loss(npx.softmax(z), np.array([0])))
    assert twice == pytest.approx(onp.log(1 + 2 / onp.e), abs=1e-5)


@claims("activation_zoo", "The Transformer's feed-forward block")
def test_a_transformer_block_needs_flatten_false():
    X = np.zeros((8, 64, 512))
    counts = []
    for flatten in (False, True):
        ffn = nn.HybridSequential()
        ffn.add(nn.Dense(2048, flatten=flatten), nn.GELU(), nn.Dense(512, flatten=flatten))
        ffn.infer_shape(X)
        counts.append(sum(int(onp.prod(p.shape)) for p in ffn.collect_params().values()))
    assert counts == [2_099_712, 68_160_000]
