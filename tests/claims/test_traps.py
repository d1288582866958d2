"""Traps of MXNet 1.9.1 that several notebooks mention in passing."""

import subprocess
import sys

import mxnet as mx
import numpy as onp
import pytest
from course import claims
from mxnet import np, npx
from mxnet.base import MXNetError
from mxnet.gluon import nn
from mxnet.gluon.parameter import DeferredInitializationError

npx.set_np()  # as `import d2lmlp` does; this file is also run alone


@claims("forward_pass", "Train and predict mode")
def test_a_list_becomes_float32_and_an_array_keeps_its_type():
    assert np.array([1, 2]).dtype == np.array([1.0, 2.0]).dtype == onp.float32
    assert np.array(onp.ones(3)).dtype == onp.float64
    assert np.array(onp.array([1, 2])).dtype == onp.int64
    layer = nn.Dense(4, in_units=3)
    layer.initialize()
    assert layer(np.array(onp.ones((1, 3))).astype("float32")).shape == (1, 4)
    with pytest.raises(MXNetError):
        layer(np.array(onp.ones((1, 3)))).wait_to_read()


@claims("forward_pass", "The three-layer perceptron, parameter by parameter")
def test_without_in_units_there_is_nothing_to_count_before_the_first_call():
    layer = nn.Dense(64)
    layer.initialize()
    assert layer.weight.shape == (64, -1)
    with pytest.raises(DeferredInitializationError):
        layer.weight.data()
    layer(np.ones((2, 10)))
    assert layer.weight.data().shape == (64, 10)


@claims("gradient_flow", "Initialisation: what is preserved")
def test_a_second_initialize_is_ignored_unless_forced():
    layer = nn.Dense(4, in_units=3)
    layer.initialize()
    before = layer.weight.data().copy()
    with pytest.warns(UserWarning, match="already initialized"):
        layer.initialize(mx.init.One())
    assert (layer.weight.data() == before).all()
    layer.initialize(mx.init.One(), force_reinit=True)
    assert (layer.weight.data() == 1).all()


# In the appendix, "The traps between them".
def test_a_negative_entry_of_an_index_array_reads_from_the_end_and_writes_elsewhere():
    a = np.arange(12.0).reshape(4, 3)
    assert (a[np.array([-1, 0])].asnumpy() == a.asnumpy()[[-1, 0]]).all()
    # In a process of its own, which may end in the line that writes.
    code = "from mxnet import np; a = np.zeros((4, 3)); print('made', flush=True); "
    code += "a[np.array([-1])] = 5; print(a.sum())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() in (["made", "0.0"], ["made"])
