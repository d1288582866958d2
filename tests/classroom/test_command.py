"""The command: files of every kind, and nothing lost when something goes wrong."""

import csv
import json
import os
import subprocess
import sys

import pytest

from d2lmlp.classroom import class_page, grading, sitting, tables

RIGHT = 'check("why-relu-won", "bcf")'


@pytest.fixture
def grade(school, monkeypatch):
    """The command in this process, in the hall that is open already."""

    class Open(sitting.Hall):
        def __init__(self, protected):
            self.__dict__.update(school.hall.__dict__)

        def __enter__(self):
            return self

        def close(self):
            pass

    monkeypatch.setattr(grading, "Hall", Open)
    return lambda *arguments: grading.main([str(a) for a in arguments])


def rows(folder):
    with open(folder / "grades.csv", newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_every_file_has_a_row_whatever_its_name_and_encoding(grade, save, tmp_path, capsys):
    out = tmp_path / "out"
    good = save(tmp_path / "good.ipynb", RIGHT)
    data = (tmp_path / "good.ipynb").read_bytes()
    latin = os.fsdecode(bytes(tmp_path) + b"/M\xfcller.ipynb")
    mark, formula = tmp_path / "mark.ipynb", tmp_path / "=SUM(1).ipynb"
    for name, content in ((latin, data), (mark, b"\xef\xbb\xbf" + data), (formula, data)):
        with open(name, "wb") as file:
            file.write(content)
    (tmp_path / "broken.ipynb").write_text("{")
    (tmp_path / "other.ipynb").write_text('{"a": 1}')
    os.chdir(tmp_path)
    names = [good, latin, mark, formula.name, "broken.ipynb", "other.ipynb", "none.ipynb"]
    assert grade(*names, "--out", out) == 1
    found = sorted(rows(out), key=lambda row: names.index(row["notebook"]) if row["notebook"] in
                   names else 1)  # fmt: skip
    by_name = {row["notebook"].rpartition("/")[2]: row for row in found}
    for name in ("good.ipynb", "M\ufffdller.ipynb", "mark.ipynb", "'=SUM(1).ipynb"):
        assert by_name[name]["why-relu-won"] == "correct" and by_name[name]["note"] == ""
    for name, note in (("broken", "It is no notebook"), ("other", "It is no notebook"),
                       ("none", "It cannot be read: No such file")):  # fmt: skip
        assert by_name[f"{name}.ipynb"]["note"].startswith(note)
    assert (out / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    page = (out / "grades.html").read_text(encoding="utf-8")
    assert "M\ufffdller" in page and "✓ Correct" in page
    assert "good.ipynb: 1 done" in capsys.readouterr().out


def test_a_run_goes_on_where_it_stopped(grade, save, tmp_path, monkeypatch, capsys):
    a, b = (save(tmp_path / f"{name}.ipynb", RIGHT, f"n = {name!r}") for name in "ab")
    real, seen = sitting.Hall.grade, []

    def stops(self, notebook, limit, stop):
        if seen:
            raise KeyboardInterrupt
        seen.append(notebook.path.name)
        return real(self, notebook, limit, stop)

    monkeypatch.setattr(sitting.Hall, "grade", stops)
    assert grade(a, b, "--out", tmp_path, "--jobs", 1) == 130
    assert [row["done"] for row in rows(tmp_path)] == ["1"], "what was graded is kept"
    seen.clear()
    assert grade(a, b, "--out", tmp_path, "--jobs", 1, "--resume") == 0
    assert seen == ["b.ipynb"] and [row["done"] for row in rows(tmp_path)] == ["1", "1"]
    assert len((tmp_path / "grades.jsonl").read_text().splitlines()) == 2


def test_a_place_that_cannot_be_written_is_told_before_anything_runs(grade, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert grade("a.ipynb", "--out", tmp_path / "file") == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_disk_that_is_full_loses_no_row(grade, save, tmp_path, monkeypatch, capsys):
    def full(rows, path):
        raise OSError(28, "No space left on device")

    a = save(tmp_path / "a.ipynb", RIGHT)
    monkeypatch.setattr(tables, "write_csv", full)
    assert grade(a, "--out", tmp_path / "out") == 1
    out = capsys.readouterr().out
    assert "grades.csv could not be written" in out and out.count("a.ipynb: 1 done") == 2
    assert json.loads((tmp_path / "out/grades.jsonl").read_text())["done"] == 1


def test_neither_the_folder_nor_the_users_settings_reach_the_grader(save, tmp_path):
    for name in ("d2lmlp", "numpy", "evil/mxnet", "evil/IPython"):
        (tmp_path / "work" / name).mkdir(parents=True)
        (tmp_path / "work" / name / "__init__.py").write_text("raise SystemExit('impostor')")
    (tmp_path / "work" / "random.py").write_text("raise SystemExit('impostor')")
    home = str(tmp_path / "home")
    startup = tmp_path / "home/.ipython/profile_default/startup"
    startup.mkdir(parents=True)
    (startup / "a.py").write_text("raise SystemExit('startup')")
    (tmp_path / "home/matplotlibrc").write_text("text.usetex: True")
    spec = tmp_path / "home/kernels/python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text('{"argv": ["false"], "display_name": "x"}')
    save(tmp_path / "work/a.ipynb", "import numpy, random\nassert numpy.ones(1)", RIGHT)
    done = subprocess.run(
        [sys.executable, "-I", "-m", "d2lmlp", "grade", "a.ipynb"],
        cwd=tmp_path / "work", capture_output=True, text=True, timeout=300,
        env={**os.environ, **dict.fromkeys(("HOME", "JUPYTER_PATH", "MPLCONFIGDIR"), home),
             "PYTHONPATH": str(tmp_path / "work/evil"), "PYTHONIOENCODING": "ascii",
             "IPYTHONDIR": f"{home}/.ipython"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "a.ipynb: 1 done, 1 stars.",
        "Written: grades.csv, grades.html, class.html, grades.jsonl",
    ]
    assert list((tmp_path / "work").glob(".*")) == []


def test_what_a_class_has_not_understood(grade, save, tmp_path):
    names = []
    for k in range(3):
        wrong = f'check("why-relu-won", "{"bcf" if k else "ac"}")'
        half = "check('tanh-derivative', lambda x: 1 - np.tanh(x))"
        names.append(save(tmp_path / f"learner{k}.ipynb", wrong, half))
    (tmp_path / "learner0.progress.json").write_text('{"tasks": {"why-relu-won": {"tries": 7}}}')
    assert grade(*names, "--out", tmp_path, "--anonymous") == 0
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    for text in ("Go over <code>02_activation_functions</code> first", "2 of 3 (67 %)", "7 (1)",
                 "0 of 3 (0 %)", "<th scope=\"row\">3</th><td>square-forgotten</td>"):  # fmt: skip
        assert text in page, text
    assert "learner" not in page and page.count("<svg") == 1 and 'role="img"' in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", ""), "it asks no other computer"
    named = class_page.anonymous([{"notebook": "a", "done": 1}, {"notebook": "b", "done": 2}])
    assert [row["notebook"] for row in named] == ["notebook 1", "notebook 2"]
    assert named[0]["done"] == 2
