"""A notebook gets another number: files, folders, decks, titles, ways, links and prose follow."""

import re
import shutil

import course
import nbformat
import pytest
import renumber

LINK = re.compile(r"\[[^\]\[\d\n]*(\d+)[^\]\n]*\]\((\d\d_[a-z_]+)\.ipynb")


@pytest.fixture
def copy(tmp_path):
    """The notebooks and the texts that speak of them, in a folder of their own."""
    for name in renumber.ROOMS:
        shutil.copytree(course.ROOT / name, tmp_path / name)
    shutil.copy(course.ROOT / "README.md", tmp_path)
    return tmp_path


def new_notebook(folder, name):
    """Save a new notebook under a number that is free."""
    front = nbformat.v4.new_markdown_cell(
        f"# 99. The {name}\n\nSee [notebook 1](01_hidden_layers.ipynb)."
    )
    notebook = nbformat.v4.new_notebook(cells=[front, nbformat.v4.new_markdown_cell("## Sources")])
    nbformat.write(notebook, folder / "notebooks" / f"99_{name}.ipynb")


def sources(path):
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)


def check_the_whole(folder):
    """Numbers, titles, ways, links and mentions agree with the file names."""
    paths = sorted((folder / "notebooks").glob("[0-9]*.ipynb"))
    names = {path.stem for path in paths}
    assert [path.name[:2] for path in paths] == [f"{k:02d}" for k in range(len(paths))]
    for path in (folder / "notebooks").glob("*.ipynb"):
        text = sources(path)
        assert set(re.findall(r"\b(\d\d_[a-z_]+)\.ipynb", text)) <= names
        for number, stem in re.findall(
            r"\[[^\]\[\d\n]*(\d+)[^\]\n]*\]\((\d\d_[a-z_]+)\.ipynb", text
        ):
            assert int(number) == int(stem[:2]), (path.name, number, stem)
    for k, path in enumerate(paths):
        text = sources(path)
        assert text.startswith(f"# {k}. ")
        way = text.splitlines()[-1]
        if k:
            assert f"]({paths[k - 1].name})" in way
        if k + 1 < len(paths):
            assert way.endswith(f"→]({paths[k + 1].name})")
    for folder_ in (folder / "d2lmlp" / "exercises" / "tasks").glob("[0-9]*"):
        assert folder_.name in names
    assert {path.stem for path in (folder / "d2lmlp" / "cards" / "decks").iterdir()} <= names


def test_a_new_notebook_takes_its_place(copy):
    new_notebook(copy, "folds")
    count = len(course.paths())
    order = renumber.move(copy, "folds", 3)
    assert order[3] == "03_folds" and len(order) == count + 1
    check_the_whole(copy)
    zoo = sources(copy / "notebooks" / "04_activation_zoo.ipynb")
    assert "[← 3. The folds](03_folds.ipynb)" in zoo
    assert (copy / "d2lmlp/exercises/tasks/04_activation_zoo/swish_derivative.py").exists()
    assert (
        "| 4 | [The activation zoo](notebooks/04_activation_zoo.ipynb)"
        in (copy / "README.md").read_text()
    )


def test_there_and_back_changes_nothing(copy):
    def state():
        files = sorted(
            path for path in copy.rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )
        return {str(path.relative_to(copy)): path.read_bytes() for path in files}

    before = state()
    renumber.move(copy, "training", 2)
    check_the_whole(copy)
    assert state() != before
    renumber.move(copy, "training", int(course.path("training").name[:2]))
    assert state() == before


def test_prose_that_names_a_number_follows_it(copy):
    path = copy / "notebooks" / "00_start_here.ipynb"
    old = {p.stem[3:]: int(p.stem[:2]) for p in course.paths()}
    before = re.findall(r"[Nn]otebooks? (\d+)", sources(path))
    renumber.move(copy, "exercises", 1)
    after = re.findall(r"[Nn]otebooks? (\d+)", sources(path))
    new = {p.stem[3:]: int(p.stem[:2]) for p in (copy / "notebooks").glob("[0-9]*.ipynb")}
    names = {k: name for name, k in old.items()}
    assert before and after == [str(new[names[int(k)]]) for k in before]


def test_a_name_that_is_not_there_is_one_sentence(copy, capsys):
    with pytest.raises(ValueError, match="no notebook is called 'nothing'"):
        renumber.move(copy, "nothing", 1)
    assert renumber.main(["training"]) == 2
    assert "give NAME NUMBER" in capsys.readouterr().err
