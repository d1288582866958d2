"""The README keeps its word: its links, its minutes and its commands are those of the course."""

import re

import nbformat
import pytest
from course import ROOT, paths

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
NOTEBOOKS = paths()


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)\s]+)\)", README):
        if target.startswith("#"):
            headings = re.findall(r"^#+ (.+)$", README, re.M)
            assert target[1:] in {re.sub(r"[^\w]+", "-", h.lower()) for h in headings}, target
        elif "://" not in target:
            assert (ROOT / target).exists(), target


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_map_gives_each_notebook_the_minutes_it_gives_itself(path):
    row = re.search(rf"^\|.*notebooks/{path.name}.*$", README, re.M).group()
    front = nbformat.read(path, as_version=4).cells[0].source
    time = re.search(r"\*\*Time:\*\*(.*?)\*\*Before", front, re.S).group(1)
    assert re.findall(r"(\d+) min", row) == re.findall(r"(\d+) min", time)


def test_every_make_command_exists():
    for command in set(re.findall(r"`make (\w+)|^make (\w+)", README, re.M)):
        assert re.search(rf"^{''.join(command)}:", MAKEFILE, re.M), command


def test_pictures_are_small_and_described():
    for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README):
        if "://" not in target:
            assert len(alt) > 20
            assert (ROOT / target).stat().st_size < 200_000
