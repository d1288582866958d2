"""`health` tells the truth about each layer and leaves the net alone: long, a test a promise."""

import matplotlib
import mxnet as mx
import numpy as onp
import pytest
from mxnet import autograd, gluon, np
from mxnet.gluon import nn

from d2lmlp import MLP, fit, health
from d2lmlp.figures.alttext import alt_text
from d2lmlp.figures.health_picture import health_over_training

matplotlib.use("agg")
COLUMNS = ("activation_rms", "delta_norm", "gradient_norm", "dead", "saturated")


def sigmoid(z):
    return 1 / (1 + onp.exp(-z))


# Activation and its derivative, in NumPy.
FUNCTIONS = {
    "relu": (lambda z: onp.maximum(z, 0), lambda z: (z > 0) * 1.0),
    "leaky_relu": (lambda z: onp.where(z > 0, z, 0.01 * z), lambda z: onp.where(z > 0, 1.0, 0.01)),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (onp.tanh, lambda z: 1 - onp.tanh(z) ** 2),
}


def batch(n=40, inputs=5, classes=4, seed=3):
    rng = onp.random.default_rng(seed)
    X = rng.standard_normal((n, inputs)).astype("float32")
    return np.array(X), np.array(rng.integers(0, classes, n).astype("int32"))


def full_net():
    """A net with everything: nested, dropout, batch norm, fused activation, PReLU."""
    inner = nn.HybridSequential()
    inner.add(nn.Dense(8, in_units=6, activation="relu"), nn.Dropout(0.5))
    net = nn.HybridSequential()
    net.add(nn.Dense(6, in_units=5), nn.BatchNorm(in_channels=6), nn.PReLU(), nn.Dropout(0.3))
    net.add(inner, nn.Dense(4, in_units=8))
    net.initialize(mx.init.Normal(0.5))
    return net


def by_hand(net, X, y, activation):
    """Forward and backward in NumPy, float64."""
    f, slope_of = FUNCTIONS[activation]
    layers = [block for block in net if isinstance(block, nn.Dense)]
    W = [block.weight.data().asnumpy().astype("float64").T for block in layers]
    b = [block.bias.data().asnumpy().astype("float64") for block in layers]
    h, received, zs = X.asnumpy().astype("float64"), [], []
    for i in range(len(W)):
        received.append(h)
        zs.append(h @ W[i] + b[i])
        h = f(zs[i]) if i < len(W) - 1 else zs[i]
    p = onp.exp(h - h.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    n, deltas = len(X), [p - onp.eye(h.shape[1])[y.asnumpy()]]
    loss = -onp.log(p[onp.arange(n), y.asnumpy()]).mean()
    for i in range(len(W) - 1, 0, -1):
        deltas.insert(0, deltas[0] @ W[i].T * slope_of(zs[i - 1]))
    slopes = [slope_of(z) for z in zs[:-1]]
    rms = [onp.sqrt((f(z) ** 2).mean()) for z in zs[:-1]] + [onp.sqrt((zs[-1] ** 2).mean())]
    return loss, {
        "activation_rms": rms,
        "delta_norm": [onp.sqrt((d**2).sum(axis=1).mean()) for d in deltas],
        "gradient_norm": [onp.linalg.norm(h.T @ d / n) for h, d in zip(received, deltas)],
        "dead": [(s == 0).all(axis=0).mean() for s in slopes] + [None],
        "saturated": [(abs(s) < 0.05).mean() for s in slopes] + [None],
    }


@pytest.mark.parametrize("activation", FUNCTIONS)
@pytest.mark.parametrize("sizes", [(5, 4), (5, 9, 4), (5, 12, 8, 16, 4)])
def test_it_agrees_with_forward_and_backward_by_hand(activation, sizes):
    mx.random.seed(5)
    net = MLP(sizes, activation=activation)
    for block in net:
        if isinstance(block, nn.Dense):
            block.bias.set_data(np.random.normal(-1, 1, block.bias.shape))
    X, y = batch()
    found, (loss, expected) = health(net, 2 * X, y), by_hand(net, 2 * X, y, activation)
    assert found.loss == pytest.approx(loss, rel=1e-5)
    assert found.input_rms == pytest.approx(onp.sqrt((4 * X.asnumpy() ** 2).mean()), rel=1e-6)
    for column in COLUMNS:
        here, there = getattr(found, column), expected[column]
        assert [v is None for v in here] == [v is None for v in there]
        assert here == [v if v is None else pytest.approx(v, rel=2e-4, abs=1e-7) for v in there]


def test_the_columns_do_not_depend_on_the_order_or_the_copies_of_the_batch():
    mx.random.seed(0)
    net = full_net()
    X, y = batch()
    order = onp.random.default_rng(0).permutation(len(X))
    here = health(net, X, y, train_mode=False)
    for other in (
        health(net, X[order], y[order], train_mode=False),
        health(net, np.concatenate([X, X]), np.concatenate([y, y]), train_mode=False),
    ):
        for column in COLUMNS:
            pairs = zip(getattr(here, column), getattr(other, column))
            assert all(a is b is None or a == pytest.approx(b, rel=1e-4) for a, b in pairs)


def test_a_batch_of_one_is_a_batch():
    X, y = batch(1)
    mx.random.seed(0)
    net = MLP((5, 50, 4))
    found = health(net, X, y)
    _, expected = by_hand(net, X, y, "relu")
    assert found.size == 1 and "1 example," in repr(found)
    assert found.gradient_norm == pytest.approx(expected["gradient_norm"], rel=1e-5)
    assert found.dead[0] == found.saturated[0] > 0.2  # one example makes living units look dead


def test_batch_norm_with_a_batch_of_one_lets_nothing_through_in_train_mode():
    mx.random.seed(0)
    found = health(full_net(), *batch(1))
    assert found.activation_rms[0] == 0
    assert found.gradient_norm[0] < 1e-6


@pytest.mark.parametrize("train_mode", [True, False])
@pytest.mark.parametrize("hybridize", [True, False])
def test_the_net_is_left_as_it_was(train_mode, hybridize):
    mx.random.seed(0)
    net = full_net()
    if hybridize:
        net.hybridize()
    X, y = batch()
    with autograd.record():
        net(X).sum().backward()
    parameters = net.collect_params()
    frozen, adding = list(parameters.values())[0], list(parameters.values())[-1]
    frozen.grad_req, adding.grad_req = "null", "add"
    trained = [p for p in parameters.values() if p.grad_req != "null"]
    for i, p in enumerate(trained):
        p.grad()[:] = i + 1
        p.data()._fresh_grad = False
    values = [p.data().asnumpy().copy() for p in parameters.values()]
    requests = [p.grad_req for p in parameters.values()]
    outputs = net(X).asnumpy()
    mx.random.seed(7)
    drawn = np.random.normal(size=20).asnumpy()
    mx.random.seed(7)
    found = health(net, X, y, train_mode=train_mode)
    onp.testing.assert_array_equal(np.random.normal(size=20).asnumpy(), drawn)
    onp.testing.assert_array_equal(net(X).asnumpy(), outputs)
    for p, before in zip(parameters.values(), values):
        onp.testing.assert_array_equal(p.data().asnumpy(), before)
    assert [p.grad_req for p in parameters.values()] == requests
    assert all((p.grad() == i + 1).all() for i, p in enumerate(trained))
    assert not any(p.data()._fresh_grad for p in trained)
    assert net[4][0].act is not None and all(b._active == hybridize for b in net)
    assert found.gradient_norm[0] is None and found.delta_norm[0] > 0  # the frozen layer
    with autograd.record():
        a, b = net(X), net(X)
    assert (a.asnumpy() != b.asnumpy()).any()  # dropout draws again


def test_an_error_leaves_the_net_as_it_was_too():
    mx.random.seed(0)
    net = full_net()
    with pytest.raises(ValueError):
        health(net, batch()[0], np.zeros(3))
    assert net[4][0].act is not None and "hybrid_forward" not in vars(net[3])


def test_the_result_is_the_same_whether_hybridized_or_called_again():
    mx.random.seed(0)
    net, (X, y) = full_net(), batch()
    here = health(net, X, y)
    net.hybridize()
    net(X)
    again = health(net, X, y)
    assert all(getattr(here, c) == getattr(again, c) for c in COLUMNS)
    assert repr(here) == repr(again)
    assert here.names == [
        "1 Dense 6 BatchNorm PReLU Dropout",
        "2 Dense 8 relu Dropout",
        "3 Dense 4",
    ]


def test_train_and_predict_mode_differ_by_batch_norm_and_dropout_alone():
    mx.random.seed(0)
    net, (X, y) = full_net(), batch()
    train, predict = health(net, X, y), health(net, 3 * X, y, train_mode=False)
    assert train.activation_rms != predict.activation_rms
    plain = MLP((5, 6, 4))
    assert repr(health(plain, X, y)).replace("train", "predict") == repr(
        health(plain, X, y, train_mode=False)
    )


class Residual(nn.HybridBlock):
    def __init__(self, units):
        super().__init__()
        self.dense, self.act, self.idle = nn.Dense(units, in_units=units), nn.ELU(), nn.Dropout(0.5)
        self.unused = nn.Dense(2, in_units=units)

    def hybrid_forward(self, F, x):
        return x + self.idle(self.act(self.dense(x)))


def test_a_block_of_your_own_is_one_layer():
    mx.random.seed(0)
    net = nn.Sequential()
    net.add(nn.Dense(6, in_units=5), Residual(6), nn.Dense(4, in_units=6))
    net.initialize()
    found = health(net, *batch())
    assert found.names == ["1 Dense 6", "2 Residual", "3 Dense 4"]
    assert found.dead == [None, None, None] and min(found.gradient_norm) > 0
    whole = health(net[1], batch(inputs=6)[0], loss=gluon.loss.L2Loss(), y=np.zeros((40, 6)))
    assert whole.names == ["1 Residual"] and whole.delta_norm[0] > 0


def test_without_labels_nothing_runs_backward():
    found = health(MLP((5, 6, 4)), batch()[0])
    assert found.delta_norm == found.gradient_norm == [None, None]
    assert found.loss is None and found.dead[0] is not None


def test_softmax_in_the_net_is_named_and_has_no_slope():
    net = MLP((5, 6, 4))
    net.add(nn.HybridLambda(lambda F, x: F.npx.softmax(x)))
    found = health(net, *batch())
    assert found.dead[1] is None and 0.25 <= found.activation_rms[1] <= 0.5


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
@pytest.mark.parametrize("activation", ["relu", lambda: nn.Activation("relu")])
def test_what_is_not_finite_is_said_by_layer(bad, activation):
    mx.random.seed(0)
    net = MLP((5, 6, 6, 4), activation=activation)
    net[2].weight.data()[0, 0] = bad
    found = health(net, *batch())
    kind = "NaN" if onp.isnan(bad) else "inf"
    assert kind in found.nonfinite[1] and "weights, output" in found.nonfinite[1]
    assert "weights" not in found.nonfinite[0] + found.nonfinite[2]
    assert onp.isfinite(found.activation_rms[0]) and not onp.isfinite(found.activation_rms[1])
    assert kind in repr(found) and "not finite" in found._repr_html_()
    if kind == "NaN":
        assert onp.isnan(found.dead[1])  # nn.Activation turns NaN into 0: not dead, but lost
    found.plot()


def test_dead_needs_slope_zero_at_every_example():
    net = MLP((5, 3, 4))
    net[0].weight.set_data(np.zeros((3, 5)))
    net[0].bias.set_data(np.array([-1.0, 0.0, 1.0]))
    assert health(net, *batch()).dead[0] == pytest.approx(2 / 3)  # the boundary z = 0 is dead too
    leaky = MLP((5, 3, 4), activation="leaky_relu")
    leaky[0].weight.set_data(np.zeros((3, 5)))
    leaky[0].bias.set_data(np.array([-1.0, -1.0, 1.0]))
    found = health(leaky, *batch())
    assert found.dead[0] == 0 and found.saturated[0] == pytest.approx(2 / 3)


def test_pictures_speak():
    plt = pytest.importorskip("matplotlib.pyplot")
    mx.random.seed(0)
    X, y = batch()
    net = MLP((5, 8, 8, 4))
    health(net, X, y).plot()
    assert "3 layers; activation rms ≈" in alt_text(plt.gcf())
    history = fit(
        net, X, y, epochs=3, batch_size=10, every=4, record=lambda net, step: health(net, X, y)
    )
    assert [step for step, _ in history.records] == [0, 4, 8]
    health_over_training(history.records)
    assert alt_text(plt.gcf()).startswith("At step 0: 3 layers;")
    plt.close("all")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda X, y: health(MLP((5, 4)), X[0], y), "expected a batch"),
        (lambda X, y: health(MLP((5, 4)), X[:0], y), "not empty"),
        (lambda X, y: health(MLP((6, 4)), X, y), "Dense 4 cannot take"),
        (lambda X, y: health(MLP((5, 4)), X, y[:3]), "one label per row"),
        (lambda X, y: health(nn.Dense(3), X, y), "no values yet"),
        (lambda X, y: health(nn.Dropout(0.5), X, y), "no layer with weights"),
    ],
)
def test_bad_input_gets_one_sentence(make, said):
    with pytest.raises(ValueError, match=said) as caught:
        make(*batch())
    assert "\n" not in str(caught.value) and "Check failed" not in str(caught.value)
