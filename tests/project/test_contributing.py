"""CONTRIBUTING.md keeps its word: its map is the house, and its recipes work.

A task is followed to the end; of an explorer and a card, what finds them and their proof.
"""

import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from course import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TOY = '''"""A toy."""

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

TASK = Task(
    id="toy-doubling",
    title="Twice as much",
    section="ReLU",
    stars=1,
    statement="Write `double(x)`.",
    name="double",
    stub="def double(x):\\n    return ...\\n",
    solution="def double(x):\\n    return 2 * x\\n",
    explanation="Twice is two times.",
    hints=("How often?", "Two times."),
    checker=FunctionCheck(
        names=("x",),
        cases=[(3.0,), (-1.0,)],
        target=lambda x: 2 * x,
        parts=(Part("y", (Mistake("squared-it", "3 doubled is 6, not 9.", lambda x: x * x),)),),
        modes=("as it is",),
    ),
)
'''
STAGE = '''"""A toy."""

import traitlets
from matplotlib.figure import Figure

from d2lmlp.explore.stage import Stage
from d2lmlp.figures.alttext import describe


class Zigzag(Stage):
    """A toy."""

    parts = ("zigzag",)
    slope = traitlets.Float(1.0).tag(sync=True)

    def still(self):
        """Ask."""
        fig = Figure()
        describe(fig, "How steep?")
        return fig


def zigzag():
    """Make the toy."""
    return Zigzag()
'''
CARD = {
    "id": "toy-card", "ask": "What stays?", "number": 1, "reason": "The mean stays.",
    "heading": "The layer", "shown": "The mean stays",
}  # fmt: skip
USE = """
import json, sys
sys.path.insert(0, "tests/tools")
import d2lmlp, exercises
from d2lmlp import check, progress
from d2lmlp.exercises import TASKS
assert d2lmlp.__file__.startswith(sys.argv[1]), d2lmlp.__file__
cells = exercises.task_cells(TASKS["toy-doubling"])
names = {}
exec(TASKS["toy-doubling"].stub, names)
print(json.dumps({
    "statuses": [check("toy-doubling", f).status
                 for f in (names["double"], lambda x: x + x, lambda x: x ** 2)],
    "mistake": check("toy-doubling", lambda x: x ** 2).mistake,
    "row": [row[-1] for row in progress().rows if "toy-doubling" in row],
    "statement": cells[0].source,
}))
"""


@pytest.fixture
def house(tmp_path):
    """A copy of the house with one file more."""
    skip = shutil.ignore_patterns("__pycache__")
    for name in ("d2lmlp", "tests", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=skip)
    toy = tmp_path / "d2lmlp/exercises/tasks/02_activation_functions/toy_doubling.py"
    toy.write_text(TOY)
    return tmp_path


def run(house, *words, **more):
    env = {**os.environ, "PYTHONPATH": str(house), "D2LMLP_HOME": str(house / "home"), **more}
    return subprocess.run(
        [sys.executable, "-W", "ignore", *words], cwd=house, env=env, capture_output=True,
        text=True, timeout=300,
    )  # fmt: skip


def prove(house, count, *words):
    """Run the proof of a recipe, which finds so many tests of the toy."""
    done = run(house, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull,
               "--rootdir=.", "--import-mode=importlib", *words)  # fmt: skip
    assert re.search(rf"\b{count} passed", done.stdout), done.stdout + done.stderr


def test_a_task_is_one_file(house):
    done = run(house, "-c", USE, str(house))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["statuses"] == ["not attempted", "correct", "wrong"]
    assert found["mistake"] == "squared-it"
    assert found["row"] == ["done"]
    assert "Twice as much" in found["statement"]
    prove(house, 3, "tests/exercises/test_tasks.py", "-k", "toy-doubling and not complete")
    answers = ["from d2lmlp import check", "def double(x):\n    return x * x",
               'check("toy-doubling", double)']  # fmt: skip
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(a) for a in answers])
    nbformat.write(notebook, house / "ada.ipynb")
    graded = run(house, "-m", "d2lmlp", "grade", "--out", "marks", "ada.ipynb")
    marks = "".join(path.read_text() for path in (house / "marks").iterdir() if path.is_file())
    assert "toy-doubling" in marks and "squared-it" in marks, graded.stderr


def test_an_explorer_and_a_card_are_found_by_their_tests(house):
    room = house / "d2lmlp/explore"
    (room / "zigzag.py").write_text(STAGE)
    (room / "zigzag.js").write_text("export default { render: () => () => {} };\n")
    with open(room / "__init__.py", "a") as file:
        file.write("\nfrom d2lmlp.explore.zigzag import zigzag\n")
    (deck,) = (house / "d2lmlp/cards/decks").glob("*_dropout.json")
    cards = json.loads(deck.read_text(encoding="utf-8"))
    cards["cards"].append(CARD)
    deck.write_text(json.dumps(cards), encoding="utf-8")
    prove(house, 6, "tests/explore/test_stages.py", "tests/cards/test_cards.py",
          "-k", "zigzag or toy-card")  # fmt: skip


def test_the_map_names_every_folder_and_no_other():
    named = set(re.findall(r"^\| `d2lmlp/([\w/]+)/`", TEXT, re.M))
    for name in named:
        assert (ROOT / "d2lmlp" / name).is_dir(), name
    rooms = {p.name for p in (ROOT / "d2lmlp").iterdir() if p.is_dir() and p.name[0] != "_"}
    assert rooms == {name.split("/")[0] for name in named}


def test_its_commands_are_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"\bmake (\w+)", TEXT):
        assert re.search(rf"^{command}:", makefile, re.M), command
    for path in re.findall(r"\b(?:tests|d2lmlp)/[\w/]+\.py\b", TEXT):
        if "NAME" not in path and "NN_" not in path and "task_id" not in path:
            assert (ROOT / path).exists(), path


def test_each_recipe_has_ten_lines_and_a_proof():
    recipes = re.split(r"^## ", TEXT, flags=re.M)[2:]
    assert [r.splitlines()[0] for r in recipes] == [
        "Add a notebook", "Add a task", "Add a patient", "Add a card", "Add an explorer",
        "Add a slide",
    ]  # fmt: skip
    for recipe in recipes:
        assert len([line for line in recipe.splitlines()[1:] if line.strip()]) <= 10
        assert "\nProof: `" in recipe
