"""The contest: what a score says, what bad predictions are told, and what nobody is shown."""

import subprocess
import sys
import zlib

import numpy as onp
import pandas as pd
import pytest
from mxnet import np

from d2lmlp import contest
from d2lmlp.__main__ import main
from d2lmlp.assets import hotel
from d2lmlp.contest import submit
from d2lmlp.data import hotel_rates


@pytest.fixture(autouse=True)
def new_kernel(monkeypatch):
    monkeypatch.setattr(contest, "_seen", {})


@pytest.fixture(scope="module")
def truth():
    """The sealed prices, read as only a test may."""
    lines = zlib.decompress(hotel.SEALED.read_bytes()).decode().split()
    ids, prices = zip(*(line.split(",") for line in lines))
    assert list(map(int, ids)) == list(range(3001, 3601))
    return onp.array(prices, dtype=float)


def test_a_score_is_the_log_rmse(truth):
    assert submit(truth).log_rmse == 0
    assert submit(truth * onp.exp(0.2)).log_rmse == pytest.approx(0.2, abs=1e-4)
    for factor, medal in ((0.17, "gold"), (0.185, "silver"), (0.21, "bronze"), (0.3, "")):
        assert submit(truth * onp.exp(-factor)).medal == medal
    assert "no medal; bronze from 0.22 down" in repr(submit(truth * 2))


def test_every_kind_of_array_is_welcome(truth):
    guess = onp.full(600, 80.0)
    score = submit(guess).log_rmse
    for same in (guess.tolist(), guess.reshape(-1, 1), np.array(guess), pd.Series(guess)):
        assert submit(same).log_rmse == score


def test_calls_are_counted_and_the_same_predictions_once():
    assert submit([80.0] * 600).submission == 1
    assert submit([81.0] * 600).submission == 2
    assert submit([80.0] * 600).submission == 1


@pytest.mark.parametrize(
    ("predictions", "says"),
    [
        (onp.ones((600, 5)), r"needs 600 prices.* have the shape \(600, 5\)"),
        (onp.ones(599), r"shape \(599,\)"),
        (42, r"shape \(\)"),
        (onp.full(600, onp.nan), "600 of the 600 predictions are nan or infinite.* id 3001"),
        ([80.0] * 599 + [onp.inf], "1 of the 600 .* id 3600"),
        ([-1.0] + [80.0] * 599, "1 of the 600 prices are not above 0.* id 3001"),
        (onp.full(600, 4.4), "look like logarithms .*exp"),
        (["cheap"] * 600, "needs 600 numbers"),
        ([[1, 2], [3]], "needs 600 numbers"),
        (None, "shape|nan"),
        (pd.DataFrame({"price": [80.0] * 600}), "needs the columns id and price; it has price"),
        (pd.DataFrame({"id": range(600), "price": 80.0}), "ids from 3001 to 3600; one row has 0"),
    ],
)
def test_bad_predictions_get_one_sentence(predictions, says):
    with pytest.raises(ValueError, match=says) as caught:
        submit(predictions)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)
    assert contest._seen == {}


def test_the_file_of_a_kaggle_contest(tmp_path, capsys, truth):
    file = tmp_path / "mine.csv"
    table = pd.DataFrame({"id": hotel_rates()[1]["id"], "price": truth}).sample(frac=1)
    table.to_csv(file, index=False)
    assert main(["submit", str(file)]) == 0
    assert "log RMSE ≈ 0.000, gold" in capsys.readouterr().out
    file.write_text("")
    for words in (["submit", str(file)], ["submit", str(tmp_path / "none.csv")], ["submit"]):
        assert main(words) == 2
        said = capsys.readouterr()
        assert said.out == "" and said.err.count("\n") == 1


def test_the_prices_never_enter_the_process_that_asks(truth):
    """A fresh process submits; then every list and array of 600 in it is looked at."""
    code = """
import gc
import numpy as np
from d2lmlp.contest import submit
print(submit([80.0] * 600))
held = [a for a in gc.get_objects() if type(a) in (list, tuple) and len(a) == 600]
held += [a for a in gc.get_objects() if isinstance(a, np.ndarray) and a.size == 600]
prices = [a for a in held if set(map(type, a)) == {float} and 189.0 in a]
print(len(prices))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert truth[0] == 189.0 and done.stdout.split("\n")[1] == "0", done.stderr


def test_a_damaged_seal_is_one_sentence(tmp_path, monkeypatch):
    broken = tmp_path / "sealed.bin"
    broken.write_bytes(hotel.SEALED.read_bytes()[:-3])
    monkeypatch.setattr(hotel, "SEALED", broken)
    with pytest.raises(ValueError, match=r"sealed\.bin cannot be read: install the course again"):
        submit([80.0] * 600)
