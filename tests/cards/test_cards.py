"""Every card has an answer that its notebook shows, and a judge who takes it in any spelling."""

import re
from functools import lru_cache

import course
import pytest

from d2lmlp.cards.deck import NoAnswer, deck, read_number

CARDS = deck()
each_card = pytest.mark.parametrize("card", CARDS.values(), ids=list(CARDS))


read = lru_cache(maxsize=None)(course.read)


def section(notebook, heading):
    """All that a reader sees under a heading, up to the next of its rank: text, code and output."""
    seen, rank = [], 0
    for cell in read(notebook).cells:
        if cell.cell_type == "code":
            seen += [cell.source, *map(printed, cell.outputs)] if rank else []
            continue
        for line in cell.source.splitlines():
            found = re.match(r"(#+) (.*)", line)
            if found and found[2].strip() == heading:
                rank = len(found[1])
            elif found and len(found[1]) <= rank:
                rank = 0
            seen += [line] if rank else []
    return "\n".join(seen)


def printed(output):
    return output.get("text") or output.get("data", {}).get("text/plain", "")


@each_card
def test_the_notebook_shows_the_answer(card):
    there = section(card.notebook, card.heading)
    assert there, f"{card.notebook} has no section {card.heading!r}"
    assert card.shown in there


@each_card
def test_the_right_answer_is_taken_and_a_wrong_one_is_not(card):
    if card.choices:
        assert 2 <= len(card.choices) <= 6 and len(set(card.choices)) == len(card.choices)
        verdicts = [card.judge(letter) for letter in "abcdef"[: len(card.choices)]]
        assert verdicts == [k == card.right for k in range(len(card.choices))]
        assert card.judge(f" {'abcdef'[card.right].upper()}. ")
    else:
        room = abs(card.number) * max(card.factor, 1) + card.within
        assert card.judge(f"{card.number:,.10g}")
        assert not card.judge(str(2 * room + 1))
        assert card.factor == 0 or (card.factor > 1 and card.number > 0)
    for nonsense in ("z", "zwei", "1/0", "nan", "inf", "1e999", "a b", "--1", "12 apples"):
        with pytest.raises(NoAnswer):
            card.judge(nonsense)


@each_card
def test_a_card_is_short_and_says_why(card):
    assert len(card.ask) <= 240 and len(card.reason) <= 160
    assert card.ask[-1] in "?.…" and card.reason.endswith(".")
    assert "\t" not in card.ask + card.reason


def test_every_notebook_has_cards():
    assert list(dict.fromkeys(c.notebook for c in CARDS.values())) == [
        p.stem[3:] for p in course.paths()
    ]
    assert len(CARDS) >= 60


def test_right_answers_stand_at_every_letter():
    rights = [card.right for card in CARDS.values() if card.choices]
    assert all(rights.count(k) >= 3 for k in range(3))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1/4", 0.25), ("25 %", 0.25), ("4,929", 4929), ("68,160,000", 68160000), ("0,25", 0.25),
        ("0,125", 0.125), ("≈ 2e-6", 2e-6), ("−0.17", -0.17), (" 7 ", 7), ("1_000", 1000),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(text, number):
    assert read_number(text) == pytest.approx(number)
