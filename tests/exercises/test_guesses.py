"""Predictions: quiet until one is made, and compared with what came out."""

import numpy as onp
import pytest
from mxnet import np

from d2lmlp import outcome, predict
from d2lmlp.exercises.engine import store


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("D2LMLP_HOME", str(tmp_path))
    monkeypatch.setattr(store, "_unkept", {})


def said(capsys, name, guess, value, unit="", **more):
    predict(name, guess, **more)
    capsys.readouterr()
    outcome(name, value, unit)
    return capsys.readouterr().out


@pytest.mark.parametrize("nothing", [..., None, ""])
def test_untouched_it_is_quiet(capsys, nothing):
    predict("share", nothing)
    outcome("share", 46.2, "%")
    assert capsys.readouterr().out == ""
    assert not store.path().exists()


@pytest.mark.parametrize("value", [46.24, onp.float32(46.24), np.array(46.24), np.array([46.24])])
def test_a_number_stands_beside_what_came_out(capsys, value):
    assert said(capsys, "share", 60, value, "%") == "You said 60 %; it is 46.2 %.\n"
    assert said(capsys, "share", 50, value, "%") == "You said 50 %; it is 46.2 %. Close.\n"


@pytest.mark.parametrize("guess", [50, 50.0, "50", "50 %", "50,0", onp.int64(50), np.array(50)])
def test_a_number_may_be_written_in_many_ways(capsys, guess):
    assert said(capsys, "share", guess, 90, "%").startswith("You said 50 %; it is 90 %.")


def test_a_choice(capsys):
    choices = ("relu", "sigmoid", "tanh")
    assert said(capsys, "slope", " ReLU", "tanh", choices=choices) == "You said relu; it is tanh.\n"
    assert "and so it is" in said(capsys, "slope", "tanh", "tanh", choices=choices)


@pytest.mark.parametrize("guess", ["gelu", 3, [1], np.ones(3), True])
def test_what_is_no_choice_gets_one_sentence(capsys, guess):
    predict("slope", guess, choices=("relu", "tanh"))
    assert capsys.readouterr().out == "Choose one of relu, tanh.\n"


@pytest.mark.parametrize("guess", ["many", [1], float("nan"), onp.ones(3), object(), True])
def test_what_is_no_number_gets_one_sentence(capsys, guess):
    predict("share", guess)
    assert capsys.readouterr().out == "A number is asked for here, such as 25.\n"


def test_what_was_said_outlasts_the_kernel_and_the_last_word_counts(capsys):
    predict("share", 10)
    predict("share", 20)
    store.update("a-task", tries=1)
    assert store.predictions() == {"share": 20}
    assert store.load()[0] == {"a-task": {"tries": 1}}


def test_a_full_disk_costs_a_sentence(capsys, monkeypatch):
    monkeypatch.setattr(store.os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    predict("share", 10)
    assert "not saved (full)" in capsys.readouterr().out
    outcome("share", 11)
    assert "You said 10; it is 11." in capsys.readouterr().out


@pytest.mark.parametrize("name", [["relu"], 3, None, {"a": 1}])
def test_a_name_that_is_no_text_gets_a_sentence(name, capsys):
    predict(name, 3)
    outcome(name, 3)
    said = capsys.readouterr().out.splitlines()
    assert (
        said
        == [f"The name of a prediction comes first, a text; {type(name).__name__} was given."] * 2
    )
