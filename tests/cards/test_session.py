"""A round of cards: asked, judged, kept at once; whoever leaves early loses nothing."""

import builtins
import json
import os
import subprocess
import sys
from datetime import timedelta

import fsrs
import pytest

from d2lmlp import __main__ as command
from d2lmlp import review
from d2lmlp.cards import export, schedule
from d2lmlp.cards.deck import deck
from d2lmlp.exercises.engine import store

CARDS = deck()
FIRST, SECOND = list(CARDS.values())[:2]


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("D2LMLP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(store, "_unkept", {})
    return tmp_path / "home"


@pytest.fixture
def say(monkeypatch):
    """Let a learner type these lines; an exception is raised where it stands, then input ends."""

    def script(*lines):
        rest = iter(lines)

        def typed(prompt=""):
            line = next(rest, EOFError())
            if isinstance(line, BaseException):
                raise line
            return line

        monkeypatch.setattr(builtins, "input", typed)

    return script


def right(card):
    return "abcdef"[card.right] if card.choices else str(card.number)


def later(monkeypatch, **time):
    then = schedule.now() + timedelta(**time)
    monkeypatch.setattr(schedule, "now", lambda: then)


def test_right_and_wrong_answers_come_again_at_their_time(say, capsys, monkeypatch):
    say(right(FIRST), "-1e9")
    review(2)
    shown = capsys.readouterr().out
    assert "1 of 2 right" in shown and FIRST.reason in shown and SECOND.answer in shown
    kept = store.cards()[0]
    good, again = (schedule.restored(kept[card.id]) for card in (FIRST, SECOND))
    assert good.due > again.due
    later(monkeypatch, minutes=2)
    assert schedule.queue(CARDS, kept, 2) == [SECOND.id, list(CARDS)[2]]


def test_an_interval_grows_with_each_right_answer(monkeypatch):
    kept, gaps = {}, []
    for _ in range(5):
        due, note = schedule.answered(FIRST.id, kept, True)
        assert note == ""
        gaps.append(due - schedule.now())
        monkeypatch.setattr(schedule, "now", lambda due=due: due)
    assert all(a < b for a, b in zip(gaps, gaps[1:])) and gaps[-1] > timedelta(days=30)
    due, _ = schedule.answered(FIRST.id, kept, False)
    assert due - schedule.now() < timedelta(hours=1)


@pytest.mark.parametrize("end", [KeyboardInterrupt(), EOFError(), "q"])
def test_who_leaves_early_keeps_what_was_answered(say, capsys, end):
    say("what?", right(FIRST), end)
    review()
    shown = capsys.readouterr().out
    assert "1 of 1 right" in shown and "Answer with" in shown
    assert list(store.cards()[0]) == [FIRST.id]


def test_nonsense_is_asked_again_and_enter_gives_up(say, capsys):
    say("", *["nonsense"] * 30)
    review(2)
    assert "0 of 1 right" in capsys.readouterr().out


def test_nothing_due_says_when(say, capsys):
    for name in CARDS:
        schedule.answered(name, {}, True)
    say()
    review()
    assert "No card is due. The next one comes in 10 minutes." in capsys.readouterr().out


@pytest.mark.parametrize("count", [0, -1, 2.5, True, "ten", None])
def test_a_count_that_is_none_is_told_in_a_sentence(count):
    with pytest.raises(ValueError, match="whole number"):
        review(count)


@pytest.mark.parametrize(
    "state",
    [None, 3, {}, {"due": "yesterday"}, {**fsrs.Card().to_dict(), "state": 2},
     {**fsrs.Card().to_dict(), "due": "2026-01-01T00:00:00"},
     {**fsrs.Card().to_dict(), "stability": "nan", "state": 9}],
)  # fmt: skip
def test_a_card_that_cannot_be_read_begins_anew(say, capsys, state):
    store.keep_card(FIRST.id, state)
    say(right(FIRST))
    review(1)
    assert "1 of 1 right" in capsys.readouterr().out
    assert schedule.restored(store.cards()[0][FIRST.id]).due > schedule.now()


@pytest.mark.parametrize("text", ["{", '{"tasks": {}, "cards": 3}', "\x00\x01"])
def test_a_damaged_file_is_set_aside_in_one_sentence(say, capsys, text):
    store.path().parent.mkdir(parents=True)
    store.path().write_text(text)
    say(right(FIRST))
    review(1)
    assert capsys.readouterr().out.count("was damaged") == 1
    assert store.path().with_name("progress-unreadable.json").read_text() == text


def test_cards_and_tasks_share_a_file(say):
    store.update("tanh-derivative", done=True)
    say(right(FIRST))
    review(1)
    content = json.loads(store.path().read_text())
    assert set(content["cards"]) == {FIRST.id} and content["tasks"]["tanh-derivative"]["done"]


def test_where_nothing_can_be_written_the_round_goes_on(say, capsys, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_whole", full)
    say(right(FIRST), right(SECOND))
    review(2)
    shown = capsys.readouterr().out
    assert "2 of 2 right" in shown and "No space left on device" in shown
    assert set(store.cards()[0]) == {FIRST.id, SECOND.id}


def test_a_page_without_a_keyboard_gets_a_sentence(say, capsys):
    class StdinNotImplementedError(NotImplementedError):
        """As ipykernel raises it."""

    say(StdinNotImplementedError())
    review()
    assert "Nobody can type here" in capsys.readouterr().out


def test_the_terminal_asks(home):
    done = subprocess.run(
        [sys.executable, "-m", "d2lmlp", "review"], input=f"{right(FIRST)}\n", text=True,
        capture_output=True, timeout=120, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0 and "1 of 1 right" in done.stdout and "Traceback" not in done.stderr


def test_the_command_says_what_it_takes(capsys, tmp_path):
    assert command.main(["review", "--ankii", "x"]) == 2
    assert command.main(["review", "--anki", str(tmp_path / "no" / "cards.txt")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert command.main(["review", "--anki", str(tmp_path / "cards.txt")]) == 0


def test_anki_gets_a_line_a_card(tmp_path):
    file = tmp_path / "cards.txt"
    assert export(file) == len(CARDS)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("#")] == lines[:5]
    rows = [line.split("\t") for line in lines[5:]]
    assert len(rows) == len(CARDS) and {len(row) for row in rows} == {3}
    assert all(row[2] == card.notebook for row, card in zip(rows, CARDS.values()))
    assert all("<" not in row[0].replace("<br>", "") for row in rows)
