"""The leak detective: what its switches do to the folds' score and to the sealed one."""

import re

import pytest

from d2lmlp.explore.leaks import LINES, leaks, scores


def test_only_one_of_the_lines_is_a_crime():
    clean = scores(False, False, False, False)
    for switches in ((True, False, False, False), (False, False, True, False)):
        assert scores(*switches) == pytest.approx(clean, abs=0.005)
    room = scores(False, True, False, False)  # says nothing more than the room that was booked
    assert all(now > before - 0.001 for now, before in zip(room, clean))
    own, sealed = scores(False, False, False, True)
    assert own < clean[0] - 0.04 and sealed > clean[1] + 0.04


def test_a_switch_moves_the_picture_its_text_and_its_code():
    explorer = leaks()
    before = explorer.image.value
    explorer.controls["day"].value = True
    assert explorer.image.value != before
    assert "leaks(day=True)" in explorer.code.value
    assert len(re.findall(r"≈ 0\.\d\d\d", explorer.code.value)) == 2


@pytest.mark.parametrize("switches", [{}, {"day": True}, dict.fromkeys(LINES, True)])
def test_each_bar_is_as_long_as_its_number_says_and_has_room_for_it(switches):
    *bars, own, sealed = leaks(**switches).picture.moving
    for bar, number in zip(bars, (own, sealed)):
        frame = bar.axes.get_window_extent()
        assert number.get_text() == f"{bar.get_width():.3f}"
        assert bar.get_window_extent().x1 < number.get_window_extent().x0
        assert number.get_window_extent().x1 < frame.x1


def test_the_stills_show_no_switch_and_each_switch():
    stills = leaks().examples
    assert [ax.get_title() for ax in stills.axes] == ["no switch", *LINES]
    for ax in stills.axes:
        numbers = [text.get_window_extent() for text in ax.texts]
        assert max(number.x1 for number in numbers) < ax.get_window_extent().x1


def test_a_switch_is_true_or_false():
    with pytest.raises(ValueError, match="room is 3; expected True or False"):
        leaks(room=3)
