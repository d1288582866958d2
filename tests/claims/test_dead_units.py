"""What the notebook on gradient flow says of the weights on both sides of a dead unit."""

import mxnet as mx
import pytest
from course import FRESH, claims
from mxnet import autograd, np

from d2lmlp import MLP, data, fit


@claims("gradient_flow", "Dead units")
def test_the_gradients_into_and_out_of_a_dead_unit_are_exactly_zero():
    X, upstream = np.random.uniform(size=(32, 5)), np.random.normal(size=(32, 3))
    net = MLP((5, 8, 3))
    net[0].bias.data()[:2] = -100
    with autograd.record():
        loss = (upstream * net(X)).sum()
    loss.backward()
    into, out = net[0].weight.grad(), net[2].weight.grad()
    assert not into[:2].any() and not net[0].bias.grad()[:2].any() and not out[:, :2].any()
    assert into[2:].any() and out[:, 2:].any()


@claims("gradient_flow", "What revives them, and what does not")
@pytest.mark.parametrize(("optimizer", "lr"), [("sgd", 0.1), ("adam", 0.003)])
def test_without_decay_neither_the_weights_into_dead_units_nor_those_out_of_them_move(
    optimizer, lr
):
    images = data.fashion_mnist()
    for seed in FRESH[:2]:
        mx.random.seed(seed)
        net = MLP((784, 64, 10))
        net[0].bias.data()[:16] = -1000
        params = [p.data() for p in net.collect_params().values()][:3]
        before = [p.copy() for p in params]
        fit(net, images.X_train, images.y_train, 2, lr, 128, optimizer=optimizer, seed=seed)
        W, b, V = (p != old for p, old in zip(params, before))
        assert not W[:16].any() and not b[:16].any() and not V[:, :16].any()
        assert W[16:].any() and V[:, 16:].any()
