"""What the notebook on backpropagation says, by its own functions and with seeds of its own."""

import contextlib
import json

import course
import mxnet as mx
import numpy as onp
import pytest
from course import FRESH, claims, nine_of_ten
from mxnet import np, npx
from mxnet.gluon import nn

from d2lmlp import data


@pytest.fixture(scope="module")
def nb():
    """Everything the notebook imports and defines, without its runs."""
    names = {"images": data.fashion_mnist()}
    exec(course.code("backpropagation")[0], names)
    course.functions("backpropagation", names)
    for operator, name in (("__add__", "add"), ("__radd__", "add"), ("__mul__", "multiply")):
        setattr(names["Value"], operator, names[name])
    names["loss_function"] = mx.gluon.loss.SoftmaxCrossEntropyLoss()
    return names


@claims("backpropagation", "Forward, and backward")
def test_the_formulas_are_autograds(nb):
    def equal(seed):
        mx.random.seed(seed)
        x, y, W1, W2 = (np.random.normal(size=s) for s in ((3,), (2,), (4, 3), (2, 4)))
        for W in (W1, W2):
            W.attach_grad()
        with mx.autograd.record():
            J = nb["penalised"](x, y, W1, W2, 0.3)
        J.backward()
        formulas = nb["by_formula"](x, y, W1, W2, 0.3)
        return all(np.abs(W.grad - f).max() < 1e-5 for W, f in zip((W1, W2), formulas))

    nine_of_ten(equal)


@claims("backpropagation", "The backward pass, by hand")
@pytest.mark.parametrize("seed", [11, 12])
def test_three_witnesses_agree(nb, seed):
    params = nb["start"](seed)
    X, y = nb["images"].X_train[100:140], nb["images"].y_train[100:140]
    loss, automatic = nb["by_autograd"](X, y, params)
    doubles = [p.asnumpy().astype("float64") for p in params]
    few = X.asnumpy().astype("float64"), y.asnumpy()
    value, hand = nb["by_hand"](*few, *doubles)
    assert float(loss) == pytest.approx(value, rel=1e-5)
    for a, g, p in zip(automatic, hand, doubles):
        onp.testing.assert_allclose(a.asnumpy(), g, atol=1e-5 * abs(g).max())
        at = onp.random.default_rng(seed).integers(p.size)
        found = nb["by_differences"](lambda: nb["by_hand"](*few, *doubles)[0], p, at, 1e-6)
        assert found == pytest.approx(g.flat[at], abs=1e-7)


@claims("backpropagation", "A tiny engine")
def test_the_engine_agrees_with_mxnet_on_graphs_it_has_not_seen(nb):
    nine_of_ten(lambda s: abs(onp.subtract(*nb["both_gradients"](s))).max() < 1e-9)


@claims("backpropagation", "What it costs")
def test_paths_explode_and_edges_do_not(nb):
    count = [nb["paths_and_edges"]((3, *[3] * layers, 1)) for layers in (1, 2, 5, 10)]
    assert count == [(9, 12), (27, 21), (729, 48), (177147, 93)]
    forward, backward = nb["multiplications"]((784, 256, 10))
    assert (forward + backward) / forward == pytest.approx(2.01, abs=0.005)


@claims("backpropagation", "What it costs")
def test_the_first_layers_share_decides_and_not_depth(nb):
    def ratio(*widths):
        forward, backward = nb["multiplications"](widths)
        return (forward + backward) / forward

    assert ratio(2, 256, 10) > 2.8  # one hidden layer
    assert ratio(784, 16, 16, 16, 16, 10) < 2.1  # four


@claims("backpropagation", "Second derivatives")
def test_a_tanh_net_at_its_start_has_negative_curvature(nb):
    def claim(seed):
        rng = onp.random.default_rng(seed)
        nb["points"] = [rng.normal(size=s).astype("float32") for s in ((32, 4), (32, 3))]
        w, v = 0.5 * rng.normal(size=42), rng.normal(size=42)
        hvp = nb["times_hessian"]
        H = onp.stack([hvp(nb["net_gradient"], w, e) for e in onp.eye(42)])
        H = (H + H.T) / 2
        close = abs(H @ v - hvp(nb["net_gradient"], w, v)).max() < 0.05 * abs(H @ v).max()
        return close and (onp.linalg.eigvalsh(H) < -1e-3).sum() >= 3

    nine_of_ten(claim)


@claims("backpropagation", "When the graph is too large")
def test_checkpointing_changes_no_number(nb):
    for seed in FRESH[:3]:
        mx.random.seed(seed)
        net, X = nb["MLP"]((20, *[16] * 6, 4)), np.random.normal(size=(8, 20))
        y = np.random.randint(0, 4, size=(8,))
        with mx.autograd.record():
            loss = nb["loss_function"](net(X), y).mean()
        loss.backward()
        plain = [p.grad().copy() for p in net.collect_params().values()]
        for every in (2, 5, 13):
            again = nb["checkpointed"](net, X.copy(), y, every)
            assert float(again) == pytest.approx(float(loss), abs=1e-6)
            for g, p in zip(plain, net.collect_params().values()):
                assert np.abs(g - p.grad()).max() < 1e-6


@claims("backpropagation", "When the graph is too large")
def test_dropout_under_checkpoints_needs_seeds_and_the_mode_of_training(nb):
    mx.random.seed(3)
    net, X = nb["MLP"]((20, *[16] * 6, 4), dropout=0.5), np.random.normal(size=(8, 20))
    y, every = np.random.randint(0, 4, size=(8,)), 4
    starts = list(net)[::every]

    def seeded(layers, X, mode):
        mx.random.seed(starts.index(layers[0]))
        with mode():
            for layer in layers:
                X = layer(X)
        return X

    with mx.autograd.record():
        h = X
        for k in range(0, len(net), every):
            h = seeded(list(net)[k : k + every], h, contextlib.nullcontext)
        loss = nb["loss_function"](h, y).mean()
    loss.backward()
    plain, run = [p.grad().copy() for p in net.collect_params().values()], nb["run"]

    def off(mode):
        nb["run"] = lambda layers, X: seeded(layers, X, mode)
        again = nb["checkpointed"](net, X.copy(), y, every)
        pairs = zip(plain, net.collect_params().values())
        return float(abs(again - loss)), max(float(np.abs(g - p.grad()).max()) for g, p in pairs)

    try:
        assert min(off(contextlib.nullcontext)) > 0.01  # seeds alone
        assert max(off(mx.autograd.train_mode)) < 1e-6
    finally:
        nb["run"] = run


@claims("backpropagation", "Second derivatives")
def test_which_functions_have_a_second_derivative(nb):
    second = {
        np.sin: lambda x: -onp.sin(x), np.exp: onp.exp, np.log: lambda x: -1 / x**2,
        np.tanh: lambda x: -2 * onp.tanh(x) / onp.cosh(x) ** 2,
        npx.sigmoid: lambda x: -onp.tanh(x / 2) / onp.cosh(x / 2) ** 2 / 4,
    }  # fmt: skip
    for f, formula in second.items():
        found = [float(word) for word in nb["twice"](f).split()]
        onp.testing.assert_allclose(found, formula(onp.array([0.5, 1.0])), atol=1e-3)
    layer = nn.Dense(2, in_units=2)
    layer.initialize()
    for f in (lambda x: x**3, lambda x: 1 / x, lambda x: x * x, lambda x: layer(x.reshape(1, 2))):
        assert nb["twice"](f) == "MXNetError"


@claims("backpropagation", "How such engines go wrong")
def test_visits_without_a_memory_double_with_each_doubling(nb):
    value = nb["Value"](1.0)
    for n in range(1, 12):
        value = value + value
        assert nb["visits"](value) == 2 ** (n + 1) - 1


@claims("backpropagation", "How such engines go wrong")
def test_without_a_memory_the_gradient_is_wrong_too(nb):
    def without_seen(result):
        return [v for one in result.inputs for v in without_seen(one)] + [result]

    def slope():
        x = nb["Value"](3.0)
        double = x * 2
        (double * double).backward()
        return x.grad

    assert slope() == 24
    right, nb["in_order"] = nb["in_order"], without_seen
    try:
        assert slope() == 48
    finally:
        nb["in_order"] = right


@claims("backpropagation", "Silent traps")
def test_where_the_record_is_cut_stands_a_leaf_of_its_own(nb):
    def leaves(f):
        w = np.array([2.0])
        w.attach_grad()
        with mx.autograd.record():
            graph = json.loads(mx.autograd.get_symbol(f(w)).tojson())
        return [node["op"] for node in graph["nodes"]].count("null")

    cut = nb["cut_inside"], nb["paused"], lambda w: (w * w).detach() * w
    assert [leaves(f) for f in cut] == [2, 2, 2]
    for f in cut:
        with pytest.raises(ValueError, match="the record is cut inside the function"):
            nb["explore"].graph(f, w=[2.0])
    assert leaves(nb["by_float"]) == leaves(lambda w: w * w * w) == 1
    nb["explore"].graph(nb["by_float"], w=[2.0])
    w = np.array([2.0])
    for f in (lambda: w.asnumpy() * w, lambda: w * w.asnumpy()):
        with pytest.raises(TypeError):
            f()
