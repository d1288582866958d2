"""`make quick` runs the tests of what changed: a file finds its tests by its own name."""

import quick


def runs(*files):
    return [" ".join(run) for run in quick.chosen(list(files), exists=lambda name: True)]


def test_a_room_has_its_folder_and_a_module_of_the_ground_floor_its_file():
    (run,) = runs("d2lmlp/clinic/exam.py", "d2lmlp/mlp.py", "README.md")
    assert "tests/clinic " in run and "tests/ground/test_mlp.py" in run and "tests/project" in run


def test_a_task_is_found_by_its_id():
    _, run = runs("d2lmlp/exercises/tasks/02_activation_functions/tanh_derivative.py")
    assert run == "tests/exercises tests/notebooks -k tanh-derivative"


def test_a_notebook_is_run_and_its_claims_and_cards_are_asked():
    first, second, third = runs("notebooks/06_training.ipynb")
    assert "tests/claims/test_training.py" in first and "tests/cards/test_cards.py" in first
    assert second.endswith("-k 06_training")
    assert "--nbval " in third and third.endswith("notebooks/06_training.ipynb")


def test_what_is_gone_is_not_run():
    assert quick.chosen(["notebooks/06_gone.ipynb", "tests/ground/test_gone.py"], lambda _: False)[
        0
    ] == ["-n", "2"]


def test_every_test_folder_mirrors_a_room():
    from course import ROOT

    rooms = {path.name for path in (ROOT / "d2lmlp").iterdir() if path.is_dir()}
    others = {"ground", "notebooks", "claims", "browser", "site", "hub", "project", "tools"}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert {name for name in folders if not name.startswith("__")} <= rooms | others
