"""The playground: its states, its goals, its training and its pauses."""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor

import numpy as onp
import pytest
from mxnet import np
from mxnet.gluon import nn
from PIL import Image

from d2lmlp.explore.playground import playground
from d2lmlp.explore.playground.model import DATA, ENOUGH, GOALS, PlayModel, checked, points
from d2lmlp.explore.playground.panel import LAST_EPOCH

# Known-good states, as the playground's own line of code writes them.
GOOD = {
    "xor": "data='xor', layers=(4,), activations=('relu',), lr=0.1, seed=1, epochs=60",
    "u": "data='u', layers=(2,), activations=('tanh',), lr=0.03, seed=1, epochs=100",
    "ring": "data='ring', layers=(4,), activations=('relu',), lr=0.1, seed=0, epochs=40",
    "spiral": "data='spiral', layers=(8, 4), activations=('tanh', 'relu'), lr=0.03, epochs=60",
}
SMALL = {"layers": (3, 2), "activations": ("tanh", "relu"), "lr": 0.03}


def parameters(model):
    return [p.data().asnumpy() for p in model.net.collect_params().values()]


@pytest.mark.parametrize("name", DATA)
def test_both_classes_are_there_and_the_test_points_are_others(name):
    X, y = points(name, seed=0)
    again, _ = points(name, seed=0)
    other, _ = points(name, seed=1)
    assert X.shape == (200, 2) and (again == X).all() and (other != X).any()
    assert abs(X).max() <= 3 and 0.25 < y.mean() < 0.75


@pytest.mark.parametrize("goal", GOOD)
def test_every_goal_can_be_reached_and_says_so(goal):
    play = eval(f"playground({GOOD[goal]}, goal={goal!r})", {"playground": playground})
    assert play.model.accuracy() >= ENOUGH
    assert "Reached" in play.goal_words.value
    assert sum(play.model.settings["layers"]) <= GOALS[goal].units


def test_a_goal_is_not_reached_with_too_many_units_other_data_or_no_training():
    good = eval(f"playground({GOOD['ring']})", {"playground": playground}).model
    assert good.reached("ring")
    assert not good.reached("xor")
    good.settings["layers"] = (5,)
    assert not good.reached("ring")
    assert not PlayModel(**checked("ring", (4,), "tanh", "he", 0.0, 0.03, 0, 0)).reached("ring")


@pytest.mark.parametrize("data", ["xor", [(0.5, -0.25, 1), (-1.0, 2.0, 0), (0.0, 0.0, 1)]])
def test_the_line_of_code_rebuilds_everything(data):
    play = playground(data, **SMALL, init="he", dropout=0.2, seed=7, goal="xor")
    for _ in range(5):
        play.step()
    again = eval(play.code(), {"playground": playground})
    assert all((a == b).all() for a, b in zip(parameters(play.model), parameters(again.model)))
    assert again.code() == play.code()
    assert again.goal.value == "xor"


def test_each_layer_has_its_activation_and_each_unit_its_surface():
    play = playground("ring", (3, 2), ("gelu", None), dropout=0.5)
    kinds = [type(block) for block in play.model.net]
    assert kinds == [nn.Dense, nn.GELU, nn.Dropout, nn.Dense, nn.Dropout, nn.Dense]
    whole, units = play.model.surfaces()
    assert [len(layer) for layer in units] == [3, 2]
    assert abs(whole).max() <= 1
    corners = np.array([[-3, -3], [3, 3]], dtype="float32")
    probability = onp.exp(play.model.net(corners).asnumpy())
    probability /= probability.sum(axis=1, keepdims=True)
    assert onp.allclose((probability[:, 1] - probability[:, 0]), whole[[0, -1], [0, -1]], atol=1e-5)


def test_a_changed_knob_starts_again_and_shows_as_many_layers():
    play = playground("xor", **SMALL, epochs=3)
    play.knobs["depth"].value = 3
    assert play.model.epoch == 0 and len(play.model.settings["layers"]) == 3
    assert [w.layout.display for w in play.units] == ["", "", "", "none"]
    play.activations[0].value = "silu"
    assert play.model.settings["activations"][0] == "silu"
    before = play.picture.value
    play.knobs["data"].value = "ring"
    assert play.picture.value != before and "ring" in play.words.value


def test_the_buttons_work_from_another_thread():
    play = playground("spiral", **SMALL)  # JupyterLab's messages come in a thread of their own
    with ThreadPoolExecutor(1) as thread:
        for name in ("step", "reset", "step"):
            thread.submit(play.button[name].click).result()
    assert play.model.epoch == 1
    assert "after 1 epochs" in play.picture.value and "<table>" in play.health.value


def test_own_points_by_typing():
    play = playground("xor", **SMALL)
    play.own.value = "0.5 0.5 1\n-1 -1 0\n7 7 1\nnot yet"
    assert play.knobs["data"].value == "own"
    assert play.model.settings["data"] == [(0.5, 0.5, 1), (-1.0, -1.0, 0)]
    play.own.value = ""
    play.step()
    assert play.model.epoch == 0, "nothing to train on"


@pytest.mark.parametrize(
    "wrong",
    [
        {"data": "moons"}, {"layers": (9,)}, {"layers": (2,) * 5}, {"activations": ("relu",)},
        {"activations": "swish"}, {"init": "best"}, {"dropout": 1.0}, {"lr": 0}, {"epochs": -1},
        {"data": [(9, 0, 1)]}, {"goal": "win"},
    ],
)  # fmt: skip
def test_a_wrong_setting_is_one_sentence(wrong):
    with pytest.raises(ValueError, match=r"^[^\n]+\.$"):
        playground(**{"layers": (3, 2), **wrong})


def test_a_loss_that_breaks_stops_the_training_and_says_so():
    play = playground("xor", (8,), None, lr=10.0)
    for p in play.model.net.collect_params().values():
        p.data()[:] = onp.inf
    play.step()
    assert play.model.broken and "no longer a number" in play.words.value
    play.step()
    assert play.model.epoch == 1


def test_training_leaves_the_kernel_free_and_a_new_playground_stops_the_old():
    async def scene():
        first, second = (playground("ring", (4,), seed=k) for k in (0, 1))
        first.train()
        for _ in range(20):  # at each turn the kernel could have answered a message
            await asyncio.sleep(0.001)
        assert 0 < first.model.epoch < LAST_EPOCH
        assert first.button["train"].description == "Pause"
        second.train()
        await asyncio.sleep(0)
        assert not first.training and second.training
        second.pause()
        await asyncio.sleep(0.2)
        epochs = first.model.epoch, second.model.epoch
        await asyncio.sleep(0.2)
        assert epochs == (first.model.epoch, second.model.epoch)
        assert first._task.done() and second._task.done()

    asyncio.run(scene())


def test_a_frame_is_a_picture():
    play = playground("spiral", (8, 4), "tanh", epochs=2)
    assert Image.open(io.BytesIO(play._view.frame(play.model))).size == (960, 350)
