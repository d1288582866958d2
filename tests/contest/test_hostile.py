"""Whoever submits, by whatever means short of opening the file, learns nothing but scores."""

import json
import re
import shutil
import subprocess
import sys
import zlib

import numpy as np
import pandas as pd
import pytest

from d2lmlp import contest
from d2lmlp.assets import hotel
from d2lmlp.contest import handed_in, sealed_log_rmse, submit

GUESS = [80.0 + k / 10 for k in range(600)]


@pytest.fixture(autouse=True)
def new_kernel(monkeypatch):
    monkeypatch.setattr(contest, "_seen", {})


@pytest.fixture(scope="module")
def truth():
    lines = zlib.decompress(hotel.SEALED.read_bytes()).decode().split()
    return [float(line.split(",")[1]) for line in lines]


def test_no_frame_of_the_asking_process_holds_the_prices(truth):
    held = []

    def look(frame, event, argument):
        for value in [argument, *frame.f_locals.values()]:
            if isinstance(value, (list, tuple, np.ndarray, pd.Series)) and len(value) >= 600:
                held.append(list(value)[:3] == truth[:3])
            elif isinstance(value, (str, bytes)):
                text = value if isinstance(value, str) else value.decode(errors="ignore")
                held.append(f"{truth[0]}" in text and f"{truth[1]}" in text)
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        submit(GUESS)
    finally:
        sys.settrace(before)
    assert len(held) > 10 and not any(held)


def test_the_scorer_gives_back_one_rounded_number(monkeypatch):
    said, run = [], subprocess.run

    def record(*args, **kwargs):
        said.append(run(*args, **kwargs))
        return said[-1]

    monkeypatch.setattr(subprocess, "run", record)
    submit(GUESS)
    assert re.fullmatch(r"\d\.\d{1,4}\n", said[0].stdout) and said[0].stderr == ""


@pytest.mark.parametrize("few", [[80.0], GUESS[:599], GUESS + [80.0], [], 80.0, ["80"] * 3, None])
def test_fewer_rows_get_no_score(few):
    """The score of a single row would be its price."""
    for ask in (submit, sealed_log_rmse):
        with pytest.raises(ValueError, match="submit needs 600"):
            ask(few)


def test_the_scorer_itself_scores_all_rows_or_none(monkeypatch, truth):
    """The sender's own checks are in the sender's hands; the scorer has its own."""
    rest = [1.0] * 599
    for sent in ([80.0], [80.0, float("nan"), *rest[1:]], [80.0, float("inf"), *rest[1:]], "80", 7):
        monkeypatch.setattr(json, "dumps", lambda _, sent=sent: json.JSONEncoder().encode(sent))
        with pytest.raises(ValueError, match="cannot be read") as caught:
            sealed_log_rmse(GUESS)
        assert str(truth[0]) not in str(caught.value)


def spying(seen):
    class Spy(np.ndarray):
        def tolist(self):
            seen.append(self)
            return [80.0]

        def __array_finalize__(self, other):
            seen.append(other)

    class Price(float):
        def __repr__(self):
            return "0.0, 0.0"

    return np.array(GUESS).view(Spy), [Price(price) for price in GUESS]


def test_arrays_and_numbers_of_own_classes_are_made_plain(truth):
    seen, score = [], sealed_log_rmse(GUESS)
    for own in spying(seen):
        plain = handed_in.plain_prices(own)
        assert type(plain) is list and set(map(type, plain)) == {float}
        assert sealed_log_rmse(own) == score
    assert not any(list(other)[:3] == truth[:3] for other in seen if np.ndim(other))


class Liar:
    """A table that is none, and raises what it likes."""

    columns = ("id", "price")

    def __getitem__(self, name):
        return range(3001, 3601) if name == "id" else [self] * 600

    def __float__(self):
        raise KeyError("float")

    def __array__(self, *_):
        raise RuntimeError("array")


def test_objects_that_lie_and_raise_get_the_sentence():
    masked = np.ma.array(GUESS, mask=[True] + [False] * 599)
    raising = type("Raising", (), {"__array__": Liar.__array__, "shape": (600,)})()
    for bad in (Liar(), raising, masked, np.array(GUESS) + 1j, object(), lambda: GUESS):
        with pytest.raises(ValueError, match=r"no number\.$|numbers|shape|nan"):
            submit(bad)
    assert contest._seen == {}


@pytest.mark.parametrize("module", ["json", "sitecustomize", "usercustomize", "hashlib"])
def test_planted_modules_are_not_imported(tmp_path, monkeypatch, module):
    """In the working folder, on PYTHONPATH, and beside the scorer."""
    marker = tmp_path / "was-here"
    (tmp_path / f"{module}.py").write_text(f"open({str(marker)!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / f"{module}.py"))
    scorer = shutil.copy(contest.SCORER, tmp_path)
    monkeypatch.setattr(contest, "SCORER", scorer)
    assert 0 < submit(GUESS).log_rmse < 2
    assert not marker.exists()


def test_another_seal_is_refused(tmp_path, monkeypatch):
    """Prices of one's own choosing would tell how the scorer counts, and win a medal."""
    own = tmp_path / "sealed.bin"
    own.write_bytes(zlib.compress("\n".join(f"{3001 + k},80.0" for k in range(600)).encode()))
    monkeypatch.setattr(hotel, "SEALED", own)
    with pytest.raises(ValueError, match="cannot be read"):
        submit([80.0] * 600)


def test_the_count_keeps_no_predictions_and_grows_by_the_smallest_change():
    for k in range(3):
        assert submit([80.0 + k * 1e-9] * 600).submission == k + 1
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in contest._seen)
