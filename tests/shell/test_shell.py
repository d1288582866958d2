"""What `%load_ext d2lmlp` does to a session: words, short tracebacks, and advice."""

import subprocess
import sys

import pytest

SESSION = """
from IPython.terminal.interactiveshell import TerminalInteractiveShell

shell = TerminalInteractiveShell.instance(simple_prompt=True, colors="NoColor")
shell.run_cell("%load_ext d2lmlp")
print("exercises" if "d2lmlp.exercises" in __import__("sys").modules else "not yet")
for cell in CELLS:
    print("\\n=====")
    shell.run_cell(cell)
"""
CELLS = {
    "words": "print(*(w.__name__ for w in (check, hint, solution, progress, review)))",
    "hint": 'hint("parameter-count")',
    "name": "from mxnet import np\nsigmoid_of_two + 1",
    "slip": "chek('tanh-derivative', 1)",
    "mxnet": "np.dot(np.ones((2, 3)), np.ones((2, 3)))",
    "c++": "x = np.ones(3)\nx.backward()",
    "package": "from d2lmlp import MLP\nMLP((2, 3), activation='rlu')",
    "own": "def double(x):\n    return 1 / 0\n\n\n"
    "from d2lmlp.activations import value_and_grad\nvalue_and_grad(double, np.ones(3))",
    "chain": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    np.dot(np.ones(2), np.ones(3))",
    "local": "def f():\n    print(a)\n    a = 1\n\n\nf()",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What a session prints, cell by cell."""
    home = tmp_path_factory.mktemp("session")
    program = SESSION.replace("CELLS", repr(list(CELLS.values())))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120,
        env={**__import__("os").environ, "IPYTHONDIR": str(home), "D2LMLP_HOME": str(home)},
    )  # fmt: skip
    start, *parts = done.stdout.split("\n=====\n")
    assert len(parts) == len(CELLS), done.stderr
    assert start.strip().endswith("not yet"), "the exercises are imported before they are used"
    return dict(zip(CELLS, parts))


def test_the_words_are_there_and_answer(said):
    assert said["words"].strip() == "check hint solution progress review"
    assert "Hint 1 of" in said["hint"]


def test_a_name_that_is_not_there_yet_sends_to_the_cells_above(said):
    assert "Run the cells above first" in said["name"]
    assert "Did you mean check?" in said["slip"]
    assert "cells above" not in said["local"], "that is another mistake"


@pytest.mark.parametrize("cell", ["name", "mxnet", "c++", "package", "own", "chain"])
def test_a_traceback_shows_the_learners_lines_only(said, cell):
    text = said[cell]
    assert "Cell In[1]" in text and "site-packages" not in text and "d2lmlp/" not in text, text
    assert ".cc" not in text and "../src" not in text and "<string>" not in text
    assert len(text.splitlines()) < 25


def test_the_learners_own_frames_and_the_last_line_stay(said):
    assert "return 1 / 0" in said["own"] and "value_and_grad(double" in said["own"]
    assert said["own"].strip().endswith("ZeroDivisionError: division by zero")
    assert "choose one of 'relu'" in said["package"]
    assert "During handling" in said["chain"] and "division by zero" in said["chain"]


def test_a_word_of_the_learners_own_is_left_alone():
    from d2lmlp.shell import words

    class Shell:
        user_ns = {"check": 3}

    words.install(Shell)
    assert Shell.user_ns["check"] == 3 and callable(Shell.user_ns["hint"])
