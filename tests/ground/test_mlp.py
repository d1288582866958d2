"""The perceptron, its parameter count, and the look inside."""

import mxnet as mx
import numpy as onp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mxnet import autograd, np
from mxnet.gluon import nn

from d2lmlp import MLP, trace
from d2lmlp.explore.activation_list import ACTIVATIONS
from d2lmlp.mlp import ACTIVATION_BLOCKS, INITIALIZERS, count_parameters

widths = st.lists(st.integers(1, 7), min_size=2, max_size=5)


def by_hand(net, X, activation):
    """Run an MLP in NumPy, float64; return z and a of every layer."""
    dense = [block for block in net if isinstance(block, nn.Dense)]
    h, seen = X.asnumpy().astype("float64"), []
    for block in dense:
        z = h @ block.weight.data().asnumpy().T + block.bias.data().asnumpy()
        h = activation(z) if block is not dense[-1] else z
        seen.append((z, h))
    return seen


@settings(deadline=None, max_examples=25)
@given(widths, st.sampled_from(["relu", "tanh", None]), st.integers(1, 6))
def test_forward_pass_and_trace_agree_with_numpy(sizes, activation, n):
    mx.random.seed(0)
    net = MLP(sizes, activation)
    for parameter in net.collect_params(".*bias").values():
        parameter.set_data(np.random.normal(size=parameter.shape))
    X = np.random.normal(size=(n, sizes[0]))
    function = {"relu": lambda z: onp.maximum(z, 0), "tanh": onp.tanh, None: lambda z: z}
    expected = by_hand(net, X, function[activation])
    layers = trace(net, X).layers
    assert len(layers) == len(sizes) - 1
    for layer, (z, a) in zip(layers, expected):
        onp.testing.assert_allclose(layer.z.asnumpy(), z, atol=1e-4)
        onp.testing.assert_allclose(layer.a.asnumpy(), a, atol=1e-4)
    onp.testing.assert_allclose(net(X).asnumpy(), expected[-1][0], atol=1e-4)
    assert sum(layer.parameters for layer in layers) == count_parameters(net)
    assert count_parameters(net) == sum((d + 1) * h for d, h in zip(sizes, sizes[1:]))


def test_the_network_of_the_forward_pass_has_4929_parameters():
    assert count_parameters(MLP((10, 64, 64, 1))) == 4929
    assert 4929 - 2 * 64 == 4801  # the two hidden biases that a published note leaves out
    assert repr(MLP((784, 256, 10))) == "MLP(784-256-10, relu, he): 203,530 parameters"


@pytest.mark.parametrize("activation", ACTIVATION_BLOCKS)
@pytest.mark.parametrize("init", INITIALIZERS)
def test_every_activation_and_initialiser_runs_and_learns(activation, init):
    net = MLP((3, 4, 2), activation, init, dropout=0.1)
    with autograd.record():
        loss = net(np.ones((5, 3))).sum()
    loss.backward()
    assert all(p.grad() is not None for p in net.collect_params().values())
    assert activation is None or activation in ACTIVATIONS


def test_images_need_not_be_flattened_and_hybridizing_changes_nothing():
    net = MLP((784, 5, 2))
    X = np.random.uniform(size=(3, 28, 28))
    flat = net(X.reshape(3, 784))
    assert (net(X) == flat).all()
    net.hybridize()
    onp.testing.assert_allclose(net(X).asnumpy(), flat.asnumpy(), atol=1e-6)
    outer = nn.HybridSequential()
    outer.add(net, nn.Activation("tanh"))
    outer.hybridize()
    assert outer(X).shape == (3, 2)


@pytest.mark.parametrize(
    "X, words",
    [
        (np.ones((4, 9)), ["(4, 9)", "(n, 10)"]),
        (np.ones(10), ["(10,)", "reshape(1, -1)"]),
        (np.ones((4, 10), dtype="float64"), ["float64", "float32"]),
        (np.ones((4, 10), dtype="int32"), ["int32", "float32"]),
        (onp.ones((4, 10), dtype="float32"), ["numpy.ndarray", "mx.np"]),
        ([[1.0] * 10], ["list", "mx.np"]),
        (None, ["NoneType", "mx.np"]),
    ],
)
def test_a_wrong_batch_gets_one_sentence(X, words):
    with pytest.raises(ValueError) as found:
        MLP((10, 4, 1))(X)
    assert all(word in str(found.value) for word in words)
    assert "\n" not in str(found.value)


@pytest.mark.parametrize(
    "arguments",
    [
        {"sizes": (784,)},
        {"sizes": ()},
        {"sizes": 7},
        {"sizes": (3, 0, 1)},
        {"sizes": (3, 2.5, 1)},
        {"sizes": (3, -1)},
        {"sizes": "31"},
        {"sizes": (3, None)},
        {"sizes": (3, 2), "activation": "Relu"},
        {"sizes": (3, 2), "activation": 3},
        {"sizes": (3, 2), "activation": ["relu"]},
        {"sizes": (3, 2), "init": "kaiming"},
        {"sizes": (3, 2), "init": None},
        {"sizes": (3, 2), "dropout": 1},
        {"sizes": (3, 2), "dropout": -0.1},
        {"sizes": (3, 2), "dropout": "0.5"},
    ],
)
def test_a_wrong_argument_gets_one_sentence(arguments):
    with pytest.raises(ValueError) as found:
        MLP(**arguments)
    assert "\n" not in str(found.value)
    assert 20 < len(str(found.value)) < 250


def test_trace_reads_other_stacks_too():
    net = nn.Sequential()
    net.add(nn.Dense(8, activation="relu"), nn.BatchNorm(), nn.Dropout(0.5), nn.Dense(3))
    net.initialize()
    X = np.random.normal(size=(6, 5))
    layers = trace(net, X).layers  # sizes are found on the way
    assert [layer.name for layer in layers] == ["1 Dense 8 BatchNorm Dropout", "2 Dense 3"]
    assert (layers[0].z.asnumpy() < 0).any()
    assert sum(layer.parameters for layer in layers) == count_parameters(net)
    assert (layers[-1].a == net(X)).all()


def test_trace_shows_nan_before_a_relu_that_hides_it():
    net = nn.Sequential()
    net.add(nn.Dense(2, activation="relu"))
    net.initialize()
    (layer,) = trace(net, np.full((1, 3), onp.nan)).layers
    assert onp.isnan(layer.z.asnumpy()).all()
    assert (layer.a == 0).all()
    assert onp.isnan(MLP((3, 4, 2))(np.full((1, 3), onp.nan)).asnumpy()).all()


def test_the_table_of_a_trace():
    net = MLP((2, 2, 1))
    net[0].weight.set_data(np.array([[1.0, 0.0], [0.0, -1.0]]))
    net[2].weight.set_data(np.array([[1.0, 1.0]]))
    seen = trace(net, np.array([[1.0, 2.0], [3.0, -4.0]]))
    assert seen.table().rows == [
        ("1 Dense 2 ReLU", "6", "(2, 2)", "-2.00 to 4.00", "0.00 to 4.00", "25%"),
        ("2 Dense 1", "3", "(2, 1)", "1.00 to 7.00", "1.00 to 7.00", "0%"),
    ]
    assert "range of z" in repr(seen)
    assert seen._repr_html_().count("<tr>") == 3


@pytest.mark.parametrize("X", [np.ones((4, 9)), onp.ones((4, 10)), [[1.0] * 10], None])
def test_trace_of_a_wrong_batch_gets_one_sentence(X):
    with pytest.raises(ValueError) as found:
        trace(MLP((10, 4, 1)), X)
    assert "\n" not in str(found.value)


def test_trace_of_what_is_no_stack_gets_one_sentence():
    bare, empty = nn.Sequential(), nn.Sequential()
    bare.add(nn.Dense(3, in_units=2))
    for net in (nn.Dense(2), 5, None, bare, empty):
        with pytest.raises(ValueError) as found:
            trace(net, np.ones((1, 2)))
        assert "\n" not in str(found.value)


def test_a_slice_is_a_stack_of_the_same_layers():
    net = MLP((3, 5, 4, 2))
    X = np.ones((6, 3))
    assert onp.array_equal(net[-1](net[:-1](X)).asnumpy(), net(X).asnumpy())
    assert [layer is net[k] for k, layer in zip((0, 2, 4), net[::2])] == [True] * 3
