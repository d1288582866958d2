"""The dictionary for those who come from PyTorch: both columns run, and give the same numbers."""

import ast
import importlib.util
import re

import numpy as onp
import pytest
from course import NOTEBOOKS, read
from mxnet import autograd, gluon, np, npx
from mxnet.gluon import nn

import d2lmlp  # noqa: F401 (NumPy semantics, as in every notebook)

NOTEBOOK = read(NOTEBOOKS / "appendix_pytorch.ipynb")
TABLES = next(cell.source for cell in NOTEBOOK.cells if cell.id == "app-tables")
ROWS = re.findall(r"^\| (.+?) \| `(.+?)` \| `(.+?)` \|$", TABLES, re.M)
GIVEN = next(cell.source for cell in NOTEBOOK.cells if cell.id == "app-arrays")

each_row = pytest.mark.parametrize(("what", "left", "right"), ROWS, ids=[row[0] for row in ROWS])
torch_only = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="pip install -e .[bench] brings PyTorch"
)


def mxnet_says(source):
    space = {"np": np, "npx": npx, "nn": nn, "gluon": gluon}
    exec(GIVEN, space)
    return numbers(eval(source, space))


def torch_says(source):
    import torch
    import torch.nn.functional as F

    space = {"torch": torch, "F": F}
    for node in ast.parse(GIVEN).body:
        values = ast.literal_eval(node.value.args[0])
        space[node.targets[0].id] = torch.tensor(values)
    return numbers(eval(source, space))


def numbers(found):
    return onp.asarray(found.asnumpy() if hasattr(found, "asnumpy") else found, dtype="float64")


@each_row
def test_the_left_column_runs(what, left, right):
    assert onp.isfinite(mxnet_says(left)).all()
    ast.parse(right, mode="eval")


@torch_only
@each_row
def test_both_columns_give_the_same_numbers(what, left, right):
    ours, theirs = mxnet_says(left), torch_says(right)
    assert ours.shape == theirs.shape
    onp.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)


def test_no_row_is_left_out():
    assert len(ROWS) == sum(line.startswith("| ") for line in TABLES.splitlines()) - 3


@torch_only
def test_gradients_add_up_and_modes_belong_to_the_net():
    import torch

    x = torch.ones(1, requires_grad=True)
    for _ in range(2):
        (3 * x).backward()
    assert x.grad.item() == 6
    drop, ones = torch.nn.Dropout(0.5), torch.ones(1, 1000)
    with torch.no_grad():
        assert 0.4 < (drop(ones) == 0).float().mean() < 0.6
    assert (drop.eval()(ones) == 1).all()


@torch_only
def test_shapes_and_starting_weights():
    import torch

    assert torch.nn.Linear(3, 4)(torch.ones(2, 5, 3)).shape == (2, 5, 4)
    layer = torch.nn.Linear(16, 500)
    for p in (layer.weight, layer.bias):
        assert 0.2 < p.abs().max() <= 0.25


@torch_only
def test_batch_normalisation_and_ties():
    import torch

    layer = torch.nn.BatchNorm1d(1)  # momentum 0.1
    layer(torch.tensor([[0.0], [2.0]]))
    assert layer.running_mean.item() == pytest.approx(0.1)
    assert layer.running_var.item() == pytest.approx(1.1)
    for relu, slope in ((torch.relu, 0), (lambda v: torch.maximum(v, torch.zeros(1)), 0.5)):
        x = torch.zeros(1, requires_grad=True)
        relu(x).backward()
        assert x.grad.item() == slope


def one_step(mxnet_name, mxnet_options, torch_class, torch_options, steps=3):
    """The weight after some steps of both optimisers on a loss with the gradient 1, 2, 3 ..."""
    import torch

    p = gluon.Parameter("w", shape=(1,), init="ones")
    p.initialize()
    trainer = gluon.Trainer([p], mxnet_name, mxnet_options)
    w = torch.ones(1, requires_grad=True)
    optimiser = torch_class([w], **torch_options)
    for k in range(1, steps + 1):
        with autograd.record():
            loss = k * p.data().sum()
        loss.backward()
        trainer.step(1)
        optimiser.zero_grad()
        (k * w.sum()).backward()
        optimiser.step()
    return p.data().item(), w.item()


@torch_only
def test_the_optimisers_and_their_decay():
    import torch

    sgd = {"learning_rate": 0.1, "wd": 0.5}, torch.optim.SGD, {"lr": 0.1, "weight_decay": 0.5}
    adam = {"learning_rate": 0.1, "wd": 0.5}, torch.optim.Adam, {"lr": 0.1, "weight_decay": 0.5}
    for name, (ours, their_class, theirs) in (("sgd", sgd), ("adam", adam)):
        left, right = one_step(name, ours, their_class, theirs)
        assert left == pytest.approx(right, abs=1e-4), name
