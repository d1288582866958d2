"""The leak detective: what its switches do to the folds' score and to the sealed one."""

import re

import pytest

from d2lmlp.explore.leaks import leaks, scores


def test_only_one_of_the_lines_is_a_crime():
    clean = scores(False, False, False, False)
    for switches in ((True, False, False, False), (False, False, True, False)):
        assert scores(*switches) == pytest.approx(clean, abs=0.005)
    own, sealed = scores(False, False, False, True)
    assert own < clean[0] - 0.04 and sealed > clean[1] + 0.04


def test_a_switch_moves_the_picture_its_text_and_its_code():
    explorer = leaks()
    before = explorer.image.value
    explorer.controls["day"].value = True
    assert explorer.image.value != before
    assert "leaks(day=True)" in explorer.code.value
    assert len(re.findall(r"≈ 0\.\d\d\d", explorer.code.value)) == 2


def test_a_switch_is_true_or_false():
    with pytest.raises(ValueError, match="room is 3; expected True or False"):
        leaks(room=3)
