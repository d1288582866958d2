"""The workbook: long, for each way in which following the course could cost a learner's work."""

import copy
import json
import os
import subprocess
import sys

import pytest
from course import ROOT
from course import pages as course_pages

from d2lmlp.workbook import command, pages
from d2lmlp.workbook.desk import Desk, Trouble
from d2lmlp.workbook.tasks import cells_of_task

NAMES = [path.name for path in course_pages()]
HEAD = "# 1. A page\n\n[Contents](00_start.ipynb)"


def cell(id_, source, kind="code"):
    made = {"cell_type": kind, "id": id_, "metadata": {}, "source": source}
    if kind == "code":
        made.update(outputs=[{"output_type": "stream", "name": "stdout", "text": "6\n"}])
        made["execution_count"] = 3
    return made


def save(path, *cells):
    made = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    pages.write(path, made)


@pytest.fixture
def desk(tmp_path):
    """A small course of two pages, in a place with a blank and an accent."""
    course = tmp_path / "mon été" / "notebooks"
    save(course / "00_start.ipynb", cell("a0", HEAD, "markdown"), cell("a1", "2 * 3"))
    save(
        course / "01_page.ipynb",
        cell("b0", HEAD, "markdown"),
        cell("try-tanh", "### Try it", "markdown"),
        cell("try-tanh-stub", "def f(x):\n    return ..."),
        cell("try-tanh-check", 'check("tanh", f)'),
        cell("b9", "The end", "markdown"),
    )
    return Desk(course.parent / "workbook", course)


def answer(desk, name="01_page.ipynb", id_="try-tanh-stub", source="def f(x):\n    return 1 - x"):
    mine = pages.read(desk.folder / name)
    next(c for c in mine["cells"] if c["id"] == id_)["source"] = source
    pages.write(desk.folder / name, mine)


def sources(path):
    return [c["source"] for c in pages.read(path)["cells"]]


def teach(desk, name, id_, source):
    """Change the course."""
    page = pages.read(desk.course / name)
    next(c for c in page["cells"] if c["id"] == id_)["source"] = source
    pages.write(desk.course / name, page)


def everything(folder):
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != "lock"}


def test_it_is_laid_out_without_outputs_and_with_a_way_to_the_finished_page(desk):
    (said,) = desk.update()
    assert said.startswith("Your own copy of the 2 notebooks")
    mine = pages.read(desk.folder / "01_page.ipynb")
    assert not any(c.get("outputs") or c.get("execution_count") for c in mine["cells"])
    assert "(finished/01_page.ipynb)" in mine["cells"][0]["source"]
    finished = pages.read(desk.folder / "finished" / "01_page.ipynb")
    assert finished["cells"][2]["outputs"]
    assert "(../01_page.ipynb)" in finished["cells"][0]["source"]


def test_a_second_start_touches_nothing(desk):
    desk.update()
    answer(desk)
    before = everything(desk.folder)
    assert desk.update() == []
    assert everything(desk.folder) == before


def test_news_come_in_and_work_stays(desk):
    desk.update()
    answer(desk)
    before = (desk.folder / "01_page.ipynb").read_bytes()
    teach(desk, "01_page.ipynb", "b9", "The end, said better")
    (said,) = desk.update()
    assert "01_page.ipynb" in said and "00_start" not in said
    mine = sources(desk.folder / "01_page.ipynb")
    assert mine[2] == "def f(x):\n    return 1 - x" and mine[-1] == "The end, said better"
    (backup,) = (desk.folder / "backups").iterdir()
    assert backup.read_bytes() == before
    assert desk.update() == []


def test_new_outputs_alone_are_no_news(desk):
    desk.update()
    page = pages.read(desk.course / "00_start.ipynb")
    page["cells"][1]["outputs"] = []
    pages.write(desk.course / "00_start.ipynb", page)
    assert desk.update() == []
    assert not pages.read(desk.folder / "finished" / "00_start.ipynb")["cells"][1]["outputs"]


def test_what_both_have_changed_stands_twice(desk):
    desk.update()
    answer(desk)
    teach(desk, "01_page.ipynb", "try-tanh-stub", "def f(x, y):\n    return ...")
    (said,) = desk.update()
    assert "1 of your cells beside" in said
    mine = sources(desk.folder / "01_page.ipynb")
    assert "def f(x):\n    return 1 - x" in mine and "def f(x, y):\n    return ..." in mine


def test_an_update_that_is_broken_off_is_done_again_without_harm(desk, monkeypatch):
    desk.update()
    answer(desk)
    teach(desk, "01_page.ipynb", "try-tanh-stub", "def f(x, y):\n    return ...")
    write = pages.write

    def stop(path, notebook):
        if path.parent.name == ".d2lmlp":
            raise KeyboardInterrupt
        write(path, notebook)

    with monkeypatch.context() as broken:
        broken.setattr(pages, "write", stop)
        with pytest.raises(KeyboardInterrupt):
            desk.update()
    once = sources(desk.folder / "01_page.ipynb")
    desk.update()
    assert sources(desk.folder / "01_page.ipynb") == once


def test_a_page_that_gets_another_number_is_followed(desk):
    desk.update()
    answer(desk)
    (desk.course / "01_page.ipynb").rename(desk.course / "02_page.ipynb")
    save(desk.course / "01_new.ipynb", cell("n0", "# New", "markdown"))
    assert "01_page.ipynb is now 02_page.ipynb." in desk.update()
    assert "def f(x):\n    return 1 - x" in sources(desk.folder / "02_page.ipynb")
    assert sorted(p.name for p in desk.folder.glob("*.ipynb")) == [
        "00_start.ipynb", "01_new.ipynb", "02_page.ipynb",
    ]  # fmt: skip


def test_the_appendix_is_laid_out_and_what_stands_beside_the_course_is_not(desk):
    save(desk.course / "appendix_other.ipynb", cell("a0", "# Other", "markdown"))
    save(desk.course / "Untitled.ipynb", cell("u0", "# Notes", "markdown"))
    desk.update()
    assert (desk.folder / "appendix_other.ipynb").exists()
    assert not (desk.folder / "Untitled.ipynb").exists()
    assert desk.update() == []


def test_a_page_that_the_course_drops_stays_if_there_is_work_in_it(desk):
    save(desk.course / "02_old.ipynb", cell("o0", "# Old", "markdown"))
    desk.update()
    answer(desk)
    (desk.course / "01_page.ipynb").unlink()
    (desk.course / "02_old.ipynb").unlink()
    assert "yours stays" in " ".join(desk.update())
    assert sorted(p.name for p in desk.folder.glob("*.ipynb")) == [
        "00_start.ipynb", "01_page.ipynb",
    ]  # fmt: skip
    assert desk.update() == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": [1]}', '{"worksheets": []}', "\0"])
def test_a_page_that_is_spoiled_is_left_and_can_be_reset(desk, content):
    desk.update()
    (desk.folder / "01_page.ipynb").write_text(content)
    teach(desk, "01_page.ipynb", "b9", "changed")
    assert "is left as it is" in desk.update()[0]
    assert (desk.folder / "01_page.ipynb").read_text() == content
    backup = desk.reset("01_page.ipynb")
    assert backup.read_text() == content
    assert sources(desk.folder / "01_page.ipynb")[-1] == "changed"


def test_a_page_that_is_deleted_comes_back(desk):
    desk.update()
    (desk.folder / "01_page.ipynb").unlink()
    desk.update()
    assert (desk.folder / "01_page.ipynb").exists()


def test_one_task_is_reset_and_the_rest_stays(desk):
    desk.update()
    answer(desk)
    answer(desk, id_="b9", source="My own end")
    ((name, backup),) = desk.reset_task("tanh")
    mine = sources(desk.folder / name)
    assert mine[2] == "def f(x):\n    return ..." and mine[-1] == "My own end"
    assert "return 1 - x" in backup.read_text()
    assert desk.reset_task("tanh") == [(name, None)], "there is nothing more to put back"


def test_what_cannot_be_written_is_said_in_a_sentence(desk, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="cannot be written .* D2LMLP_WORKBOOK"):
        Desk(tmp_path / "file" / "workbook", desk.course).update()
    with pytest.raises(Trouble, match="name another folder"):
        Desk(desk.course, desk.course)
    with pytest.raises(Trouble, match="no place"):
        Desk("~nobody-of-this-name/x", desk.course)


def test_a_folder_with_notebooks_of_the_same_names_loses_nothing(desk):
    save(desk.folder / "00_start.ipynb", cell("x", "my own"), cell("a1", "my own two"))
    desk.update()
    assert {"my own", "my own two", "2 * 3"} <= set(sources(desk.folder / "00_start.ipynb"))


def test_read_only_pages_of_the_course_become_pages_that_can_be_written(desk):
    for path in desk.course.iterdir():
        path.chmod(0o444)
    desk.update()
    assert (desk.folder / "00_start.ipynb").stat().st_mode & 0o200


def test_the_words_of_the_command(desk, capsys):
    assert list(command.act(desk, None, None))[-1].endswith("as the course gave it")
    answer(desk)
    assert "1 cell of yours" in list(command.act(desk, "status", None))[-1]
    with pytest.raises(Trouble, match="Did you mean tanh?"):
        list(command.act(desk, "reset", "tan"))
    target = desk.folder / "answers.ipynb"
    assert "1 cell of yours" in list(command.act(desk, "export", target))[0]
    assert 'check("tanh", f)' in sources(target) and "def f(x):\n    return 1 - x" in sources(target)
    with pytest.raises(Trouble, match="is there already"):
        list(command.act(desk, "export", target))
    for what in ("1", "01", "page", "01_page", "workbook/01_page.ipynb"):
        answer(desk)
        assert "What was there" in list(command.act(desk, "reset", what))[1]
    assert "as the course gave it" in list(command.act(desk, "status", None))[-1]
    with pytest.raises(SystemExit):
        command.main(["status", "page"])
    assert "takes no further word" in capsys.readouterr().err


def test_the_course_as_it_is(tmp_path):
    """Every page opens without outputs but the first picture, every link of it leads somewhere, every task is found."""
    command = [sys.executable, "-m", "d2lmlp", "workbook"]
    env = {**os.environ, "D2LMLP_WORKBOOK": str(tmp_path / "w")}
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("as the course gave it") == len(NAMES)
    for name in NAMES:
        page = json.loads((tmp_path / "w" / name).read_text(encoding="utf-8"))
        opening = ["nb00-play-board"] if name == NAMES[0] else []
        assert [c["id"] for c in page["cells"] if c.get("outputs")] == opening
        text = "\n".join("".join(c["source"]) for c in page["cells"] if c["cell_type"] == "markdown")
        for target in pages_linked(text):
            assert (tmp_path / "w" / target).exists(), target
        assert (tmp_path / "w" / "finished" / name).exists()
    stub = cells_of_task(pages.read(ROOT / "notebooks" / NAMES[2]), "tanh-derivative")
    assert {"try-tanh-derivative"} < stub


def pages_linked(text):
    import re

    return [t for t in re.findall(r"\]\(([^)#\s]+)", text) if not re.match("[a-z]+:", t)]


def test_two_starts_at_once_lay_out_one_workbook(desk, tmp_path):
    script = (
        "import sys; from pathlib import Path; from d2lmlp.workbook.desk import Desk\n"
        "Desk(sys.argv[1], Path(sys.argv[2])).update()"
    )
    words = [sys.executable, "-c", script, str(desk.folder), str(desk.course)]
    starts = [subprocess.Popen(words, cwd=ROOT) for _ in range(3)]
    assert [start.wait(timeout=120) for start in starts] == [0, 0, 0]
    assert desk.update() == []


def test_an_opened_page_is_a_copy(desk):
    page = pages.read(desk.course / "00_start.ipynb")
    before = copy.deepcopy(page)
    pages.opened(page, "00_start.ipynb")
    pages.finished(page, "00_start.ipynb")
    assert page == before
