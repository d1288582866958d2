"""The progress file: shared by notebooks that run at once, never the reason for a lost verdict."""

import json
import os
import subprocess
import sys

import pytest

from d2lmlp.exercises import check, hint, progress, solution
from d2lmlp.exercises.engine import store

WRITER = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("store", sys.argv[1])
store = importlib.util.module_from_spec(spec)
spec.loader.exec_module(store)
for i in range(100):
    store.update(f"{sys.argv[2]}-{i}", done=True, tries=1)
    store.update("shared", tries=1)
"""


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("D2LMLP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(store, "_unkept", {})
    return tmp_path / "home"


def test_two_notebooks_at_once_lose_nothing(home):
    command = [sys.executable, "-c", WRITER, store.__file__]
    writers = [subprocess.Popen([*command, name]) for name in "abc"]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    tasks, note = store.load()
    assert note == ""
    assert {f"{name}-{i}" for name in "abc" for i in range(100)} == set(tasks) - {"shared"}
    assert tasks["shared"] == {"tries": 300}


def test_a_writer_that_is_killed_leaves_a_whole_file_and_no_lock(home):
    command = [sys.executable, "-c", WRITER, store.__file__, "a"]
    for _ in range(3):
        writer = subprocess.Popen(command)
        while not store.path().exists():
            assert writer.poll() is None
        writer.kill()
        writer.wait()
        _, note = store.load()
        assert note == ""
        assert store.update("b", tries=1)[1] == ""
        store.path().unlink()


@pytest.fixture
def unwritable(home, monkeypatch):
    """A disk that is full: reading works, writing does not."""
    store.update("why-relu-won", tries=1)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)


def test_a_full_disk_costs_a_sentence(unwritable, home):
    before = store.path().read_text()
    verdict = check("why-relu-won", "bcf")
    assert verdict.status == "correct"
    assert verdict.message.endswith("it was not saved (No space left on device).")
    assert store.path().read_text() == before
    assert not list(home.glob(".*part")), "nothing half written is left"


def test_what_a_full_disk_does_not_take_is_known_until_the_notebook_ends(unwritable, monkeypatch):
    assert "Hint 1" in repr(hint("xor-by-hand")) and "Hint 2" not in repr(hint("why-relu-won"))
    assert "Hint 2" in repr(hint("xor-by-hand"))
    assert "not solved" in repr(solution("why-relu-won"))
    assert "not solved" not in repr(solution("why-relu-won"))
    check("why-relu-won", "bcf")
    assert "1 of " in repr(progress())
    monkeypatch.undo()  # there is room again


def test_what_was_not_saved_is_saved_once_it_can_be(home, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(store.os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        store.update("a", done=True, tries=2)
        store.predict("half", 50)
    assert not store.path().exists()
    store.update("b", tries=1)
    content = json.loads(store.path().read_text())
    assert content["tasks"] == {"a": {"done": True, "tries": 2}, "b": {"tries": 1}}
    assert content["predictions"] == {"half": 50}


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_home_that_is_read_only_costs_a_sentence(home):
    home.mkdir(mode=0o500)
    assert "Permission denied" in check("why-relu-won", "bcf").message


def test_a_home_that_is_a_file_costs_a_sentence(home):
    home.write_text("")
    verdict = check("why-relu-won", "bcf")
    assert verdict.status == "correct"
    assert "not saved" in verdict.message


def test_an_account_without_a_home_costs_a_sentence(monkeypatch):
    monkeypatch.setenv("D2LMLP_HOME", "~nobody-of-this-name/x")
    assert "not saved" in check("why-relu-won", "bcf").message
    assert "1 of " in repr(progress())


def test_another_program_that_holds_the_lock_costs_a_sentence(home, monkeypatch):
    from filelock import FileLock

    monkeypatch.setattr(store, "WAIT", 0.05)
    home.mkdir()
    with FileLock(home / "progress.lock"):
        assert "not saved" in store.update("a", tries=1)[1]
    assert store.update("a", tries=1) == ({"tries": 2}, "")


def test_a_tilde_is_the_home(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("D2LMLP_HOME", "~/x")
    assert store.path() == tmp_path / "x" / "progress.json"
    monkeypatch.delenv("D2LMLP_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", "~/data")
    if sys.platform != "darwin":
        assert store.path() == tmp_path / "data" / "d2lmlp" / "progress.json"


def test_a_file_that_is_a_link_stays_one(home, tmp_path):
    home.mkdir()
    kept = tmp_path / "kept elsewhere é.json"
    kept.write_text('{"tasks": {}}')
    (home / "progress.json").symlink_to(kept)
    store.update("a", tries=1)
    assert (home / "progress.json").is_symlink()
    assert json.loads(kept.read_text())["tasks"] == {"a": {"tries": 1}}


def test_each_damaged_file_is_kept_and_the_next_answer_says_so(home):
    home.mkdir()
    for k, text in enumerate(("{", "[" * 100_000, "[]")):
        store.path().write_text(text)
        _, note = store.update("why-relu-won", tries=1)
        aside = home / f"progress-unreadable{f'-{k + 1}' if k else ''}.json"
        assert aside.read_text() == text and aside.name in note
    assert store.load() == ({"why-relu-won": {"tries": 1}}, "")


def test_a_mark_that_an_editor_has_put_before_the_text_does_no_harm(home):
    home.mkdir()
    store.path().write_text('{"tasks": {"why-relu-won": {"done": true}}}', encoding="utf-8-sig")
    assert store.load() == ({"why-relu-won": {"done": True}}, "")


def test_a_pipe_in_place_of_the_file_hangs_nothing(home):
    home.mkdir()
    os.mkfifo(store.path())
    tasks, note = store.load()
    assert tasks == {} and "no ordinary file" in note


def test_a_name_in_capitals_is_recognised():
    assert "did you mean xor-by-hand" in str(hint("XOR-BY-HAND"))
