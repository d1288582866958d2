"""Files of predictions, as spreadsheets and scripts write them: scored, or told in one sentence."""

import gzip
import re

import pytest

from d2lmlp import contest
from d2lmlp.__main__ import main

IDS = range(3001, 3601)
GOOD = "id,price\n" + "".join(f"{key},80.5\n" for key in IDS)


def with_price(text):
    """The good file, but for the price of the fourth booking."""
    return GOOD.replace("3004,80.5", f"3004,{text}")


@pytest.fixture(autouse=True)
def new_kernel(monkeypatch):
    monkeypatch.setattr(contest, "_seen", {})


def told(tmp_path, capsys, content):
    file = tmp_path / "mine.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    code = main(["submit", str(file)])
    said = capsys.readouterr()
    assert (code, said.out if code else said.err) in ((0, ""), (2, ""))
    return said.err or said.out


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD + "\n\n",
        GOOD.replace("id,price", "id, price"),
        GOOD.replace("80.5", '"80.5"'),
        "id,price\n" + "".join(f"{key}.0,80.5\n" for key in reversed(IDS)),
        ",id,price\n" + "".join(f"{k},{key},80.5\n" for k, key in enumerate(IDS)),
    ],
    ids=["plain", "mark", "windows", "mac", "blank", "spaces", "quoted", "floats", "index"],
)
def test_the_same_table_in_many_writings(tmp_path, capsys, content):
    assert told(tmp_path, capsys, content).startswith("submission 1: log RMSE ≈ 0.577, no medal")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (GOOD.replace("id,price", "Id,SalePrice"), "needs the columns id and price; it has Id,"),
        (GOOD.split("\n", 1)[1], "needs the columns id and price; it has 3001, 80.5"),
        (GOOD + "3601,80\n", "the ids from 3001 to 3600; one row has 3601"),
        (GOOD + ",80\n", "the ids from 3001 to 3600; one row has none"),
        (GOOD.replace("3600,80.5\n", ""), "1 are missing, the first is 3600"),
        ("id,price\n", "600 are missing, the first is 3001"),
        (GOOD.replace("3002,", "3001,"), "each id once; 3001 stands there twice"),
        (with_price("nan"), "1 of the 600 predictions are nan or infinite, the first for id 3004"),
        (with_price(""), "1 of the 600 predictions are nan or infinite, the first for id 3004"),
        (with_price("-inf"), "1 of the 600 predictions are nan or infinite, the first for id 3004"),
        (with_price("-12"), "1 of the 600 prices are not above 0.*for id 3004"),
        (with_price("cheap"), "price for id 3004 is 'cheap', which is no number"),
        (with_price("80 €"), "price for id 3004 is '80 €', which is no number"),
        (with_price('"1,080"'), "price for id 3004 is '1,080', which is no number"),
        (with_price("80,5"), "line '3004,80,5' of mine.csv has 3 values for 2 columns"),
        (GOOD.replace("80.5", "4.4"), "look like logarithms .half of them are not above 4.4"),
        (GOOD.replace(",", ";"), "separated by semicolons: write commas"),
        (GOOD.replace(",", "\t"), "separated by tabs: write commas"),
        (GOOD.encode("utf-16"), "mine.csv is no text in UTF-8"),
        (gzip.compress(GOOD.encode()), "mine.csv is no text in UTF-8"),
        ("", "mine.csv is empty: it begins with the line id,price"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_sentence(tmp_path, capsys, content, says):
    said = told(tmp_path, capsys, content)
    assert re.search(says, said), said
    assert said.count("\n") == 1 and said.endswith(".\n")
    assert contest._seen == {}


def test_a_file_that_is_not_there(tmp_path, capsys):
    for words in ([tmp_path], [tmp_path / "none.csv"], [], ["a", "b"]):
        assert main(["submit", *map(str, words)]) == 2
        said = capsys.readouterr()
        assert said.out == "" and said.err.count("\n") == 1
