"""What the notebook on gradient flow says of the weights on both sides of a dead unit."""

import mxnet as mx
import numpy as onp
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


@claims("gradient_flow", "What revives them, and what does not")
def test_what_remembers_earlier_gradients_can_carry_a_dead_unit_back_and_plain_sgd_cannot():
    """On 64 fixed points of the plane, all of them at each step; units that died, and came back."""

    def lives(seed, optimizer, lr):
        mx.random.seed(seed)
        X, y = np.random.normal(size=(64, 2)), np.random.randint(0, 3, size=(64,))
        net, seen = MLP((2, 16, 3)), []
        fit(
            net, X, y, 100, lr, 64, optimizer=optimizer, seed=seed, every=1,
            record=lambda net, step: seen.append((net[0](X) <= 0).asnumpy().all(axis=0)),
        )  # fmt: skip
        return onp.array(seen)

    momentum = {"learning_rate": 0.5, "momentum": 0.9}
    for make, lr, returns in (
        (lambda: "sgd", 3.0, False),
        (lambda: mx.optimizer.SGD(**momentum), 0.5, True),
        (lambda: "adam", 0.3, True),
    ):
        lived = [lives(seed, make(), lr) for seed in FRESH[:6]]
        died = sum((d[1:] > d[:-1]).any(axis=0).sum() for d in lived)
        back = sum((d[1:] < d[:-1]).any(axis=0).sum() for d in lived)
        assert died > 3 and (back > 0) == returns
