"""The README keeps its word: its links, its minutes and its commands are those of the course."""

import re

import nbformat
import pytest
from course import ROOT, lessons, path, paths

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
NOTEBOOKS = paths()
CONTENTS = "\n".join(c.source for c in nbformat.read(NOTEBOOKS[0], as_version=4).cells)


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)\s]+)\)", README):
        if target.startswith("#"):
            headings = re.findall(r"^#+ (.+)$", README, re.M)
            assert target[1:] in {re.sub(r"[^\w]+", "-", h.lower()) for h in headings}, target
        elif "://" not in target:
            assert (ROOT / target).exists(), target


def minutes(path):
    """What a notebook's first cell says: to read and, but for the first one, for the exercises."""
    front = nbformat.read(path, as_version=4).cells[0].source
    time = re.search(r"\*\*Time:\*\*(.*?)\*\*Before", front, re.S).group(1)
    return [int(number) for number in re.findall(r"(\d+) min", time)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_maps_give_each_notebook_the_minutes_it_gives_itself(path):
    here = "Start here, this page" if path == NOTEBOOKS[0] else path.name
    for text, name in ((README, f"notebooks/{path.name}"), (CONTENTS, here)):
        row = re.search(rf"^\|.*{name}.*$", text, re.M).group()
        assert int(row.split("|")[1]) == int(path.name[:2])
        assert [int(number) for number in re.findall(r"(\d+) min", row)] == minutes(path)


def test_three_hours_are_enough_for_the_way_in_a_hurry():
    way = re.search(r"\*\*Three hours\?\*\*(.*?), and leave", CONTENTS).group(1)
    names = [NOTEBOOKS[0].name, *re.findall(r"\]\((.*?)\)", way)]
    assert len(names) == 5
    assert sum(minutes(ROOT / "notebooks" / name)[0] for name in names) <= 180


def test_a_term_has_a_notebook_a_week():
    weeks = [sum(minutes(path)) for path in lessons()[1:]]
    assert f"and so on to {len(weeks)}: " in README
    assert f"{min(weeks)} to {max(weeks)} minutes a week" in README
    assert [path.stem[3:] for path in NOTEBOOKS[-2:]] == ["exercises", "clinic"]


def test_all_exercises_together_take_what_they_take_one_by_one():
    assert minutes(path("exercises"))[1] == sum(minutes(one)[1] for one in lessons()[1:])


def test_every_make_command_exists():
    for command in set(re.findall(r"`make (\w+)|^make (\w+)", README, re.M)):
        assert re.search(rf"^{''.join(command)}:", MAKEFILE, re.M), command


def test_pictures_are_small_and_described():
    for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README):
        if "://" not in target:
            assert len(alt) > 20
            assert (ROOT / target).stat().st_size < 200_000
