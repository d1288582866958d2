"""The playground: its states, its goals, its training and its pauses."""

import asyncio
import html
import json
import re
from concurrent.futures import ThreadPoolExecutor

import numpy as onp
import pytest
from mxnet import np
from mxnet.gluon import nn

from d2lmlp import health
from d2lmlp.explore.playground import playground
from d2lmlp.explore.playground.draws import Draws
from d2lmlp.explore.playground.points import DATA, points
from d2lmlp.explore.playground.settings import ENOUGH, GOALS
from d2lmlp.explore.playground.widget import LAST_EPOCH

# Known-good states, as the playground's own line of code writes them.
GOOD = {
    "xor": "data='xor', layers=(4,), activations=('relu',), lr=0.1, seed=1, epochs=60",
    "u": "data='u', layers=(2,), activations=('tanh',), lr=0.03, seed=1, epochs=100",
    "ring": "data='ring', layers=(4,), activations=('relu',), lr=0.1, seed=0, epochs=60",
    "ring-3": "data='ring', layers=(3,), activations=('silu',), lr=0.1, seed=0, epochs=120",
    "spiral": "data='spiral', layers=(8, 4), activations=('tanh', 'relu'), lr=0.03, epochs=60",
}
SMALL = {"layers": (3, 2), "activations": ("tanh", "relu"), "lr": 0.03}
HAND = [(0.5, -0.25, 1), (-1.0, 2.0, 0), (0.0, 0.0, 1)]


def built(line):
    return eval(line, {"playground": playground})


@pytest.mark.parametrize("name", [name for name in DATA if name != "empty"])
def test_both_classes_are_there_and_the_test_points_are_others(name):
    X, other = (onp.array(points(name, seed=seed)) for seed in (0, 1000))
    assert X.shape == (200, 3) and (other != X).any()
    assert abs(X[:, :2]).max() <= 3 and 0.25 < X[:, 2].mean() < 0.75


def test_numbers_are_drawn_as_they_should_be():
    draws = Draws(3)
    numbers = [draws.number() for _ in range(10_000)]
    normal = [draws.normal() for _ in range(10_000)]
    assert 0 < min(numbers) < max(numbers) < 1 and abs(onp.mean(numbers) - 0.5) < 0.02
    assert abs(onp.mean(normal)) < 0.05 and abs(onp.std(normal) - 1) < 0.05
    assert sorted(draws.order(50)) == list(range(50))
    assert Draws(3).order(50) != Draws(4).order(50)


@pytest.mark.parametrize("goal", GOOD)
def test_every_goal_can_be_reached(goal):
    play = built(f"playground({GOOD[goal]}, goal={goal!r})")
    assert play.model.accuracy() >= ENOUGH
    assert play.settings["data"] == GOALS[goal].data
    assert sum(play.settings["layers"]) <= GOALS[goal].units


@pytest.mark.parametrize("data", ["xor", "empty"])
def test_the_line_of_code_rebuilds_everything(data):
    play = playground(
        data, **SMALL, init="he", dropout=0.2, noise=0.1, l2=0.01, batch=10, seed=7, goal="xor",
        points=HAND,
    )  # fmt: skip
    for _ in range(5):
        play.step()
    again = built(play.code())
    assert (play.model.weights() == again.model.weights()).all()
    assert again.code() == play.code() and again.goal == "xor" and again.model.epoch == 5


def test_each_layer_has_its_activation_and_each_unit_its_surface():
    play = playground("ring", (3, 2), ("gelu", None), dropout=0.5)
    kinds = [type(block) for block in play.model.net]
    assert kinds == [nn.Dense, nn.GELU, nn.Dense, nn.Dense]
    whole, units = play.model.surfaces()
    assert [len(layer) for layer in units] == [3, 2]
    corners = np.array([[-3, -3], [3, 3]], dtype="float32")
    probability = onp.exp(play.model.net(corners).asnumpy())
    probability /= probability.sum(axis=1, keepdims=True)
    assert onp.allclose((probability[:, 1] - probability[:, 0]), whole[[0, -1], [0, -1]], atol=1e-5)


@pytest.mark.parametrize(
    "part",
    [
        {"lr": 1.0}, {"batch": 10}, {"noise": 0.4}, {"l2": 0.1}, {"dropout": 0.4},
        {"activations": ["silu", "tanh"]}, {"points": [[0.1, 0.2, 1]]},
    ],
    ids=lambda part: next(iter(part)),
)  # fmt: skip
def test_these_are_changed_in_mid_run_and_change_the_training(part):
    play, same = playground("xor", **SMALL, epochs=3), playground("xor", **SMALL, epochs=3)
    before = play.model.weights()
    play.settings = {**play.settings, **part}
    assert play.model.epoch == 3 and (play.model.weights() == before).all()
    play.step()
    same.step()
    assert play.model.epoch == 4 and (play.model.weights() != same.model.weights()).any()
    assert "changed on its way" in play.code() and "changed" not in same.code()


@pytest.mark.parametrize(
    "part",
    [{"layers": [3, 3]}, {"data": "ring"}, {"init": "he"}, {"seed": 4}],
    ids=lambda part: next(iter(part)),
)
def test_these_begin_with_a_new_net(part):
    play = playground("xor", **SMALL, epochs=3)
    play.settings = {**play.settings, **part}
    assert play.model.epoch == play.frame["epoch"] == 0 and play.losses["train"] == []
    assert play.frame["start"] == 1


def test_a_weight_that_is_moved_is_moved_in_the_net():
    play = playground("xor", **SMALL, epochs=1)
    for index in (0, 7, len(play.model.weights()) - 1):
        play.edited = {"index": index, "value": 1.25, "count": index}
        assert play.model.weights()[index] == play.frame["weights"][index] == 1.25
    with pytest.raises(ValueError, match="no such weight"):
        play.model.set_weight(10**6, 1.0)


def test_a_setting_that_is_none_is_taken_back():
    play = playground("xor", **SMALL)
    play.settings = {**play.settings, "lr": -1}
    assert play.settings["lr"] == 0.03


def test_buttons_work_from_another_thread():
    play = playground("spiral", **SMALL)  # JupyterLab's messages come in a thread of their own
    with ThreadPoolExecutor(1) as thread:
        for name in ("steps", "restarts", "steps"):
            thread.submit(setattr, play, name, getattr(play, name) + 1).result()
    assert play.model.epoch == play.frame["epoch"] == 1
    assert len(play.losses["train"]) == 1 == len(health(play.model.net, play.model.X).dead[:1])


def test_nothing_to_train_on():
    play = playground("empty", **SMALL)
    play.step()
    assert play.model.epoch == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"data": "moons"}, {"data": [(0, 0, 1)]}, {"layers": (9,)}, {"layers": (2,) * 5},
        {"activations": ("relu",)}, {"activations": "swish"}, {"activations": "prelu"},
        {"init": "best"}, {"dropout": 1.0}, {"lr": 0}, {"epochs": -1}, {"points": [(9, 0, 1)]},
        {"goal": "win"}, {"batch": 7}, {"noise": -1}, {"l2": "much"}, {"seed": 1.5},
    ],
)  # fmt: skip
def test_a_wrong_setting_is_one_sentence(wrong):
    with pytest.raises(ValueError, match=r"^[^\n]+\.$"):
        playground(**{"layers": (3, 2), **wrong})


def test_a_loss_that_breaks_stops_the_training_and_says_so():
    play = playground("xor", (8,), None, lr=10.0)
    for block in play.model.dense:
        block.weight.data()[:] = onp.inf
    play.step()
    assert play.model.broken and play.frame["broken"]
    play.step()
    assert play.model.epoch == 1
    json.dumps(play.frame, allow_nan=False)


def test_training_leaves_the_kernel_free_and_a_new_playground_stops_the_old():
    async def scene():
        first, second = (playground("ring", (4,), seed=k) for k in (0, 1))
        first.train()
        for _ in range(20):  # at each turn the kernel could have answered a message
            await asyncio.sleep(0.001)
        assert 0 < first.model.epoch < LAST_EPOCH
        assert first.training
        second.train()
        await asyncio.sleep(0)
        assert not first.training and second.training
        second.pause()
        await asyncio.sleep(0.2)
        epochs = first.model.epoch, second.model.epoch
        await asyncio.sleep(0.2)
        assert epochs == (first.model.epoch, second.model.epoch)
        assert first._task.done() and second._task.done()

    # A thread of its own: the browser's driver, once started, keeps a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(scene())).result()


def test_a_page_gets_a_picture_that_asks_and_all_that_it_needs():
    play = playground("spiral", (6, 4))
    said = play.html_for_page()
    alt = html.unescape(re.search(r'alt="([^"]*)"', said)[1])
    assert alt.endswith("?") and "not trained yet" in alt and "2-6-4-2" in alt
    state = json.loads(html.unescape(re.search(r'data-state="([^"]*)"', said)[1]))
    assert state == json.loads(json.dumps(play.state_for_page())) and not state["kernel"]
    assert set(state["fixed"]["sets"]) == set(DATA)
    assert "import" not in re.sub(r"//.*", "", play.module()), "it needs nothing beside it"
    assert "http" not in play.module().replace("http://www.w3.org/2000/svg", "") + play.style()
