"""A bank of answers in the styles of learners: accepted, refused, and named truly.

The answers were written from the statements alone. `names.json` holds, for each wrong one, the
names of which a person said that they are true of it, message and all.
"""

import contextlib
import json
import re
import sys
from importlib import import_module
from pathlib import Path

import mxnet as mx
import pytest

from d2lmlp.exercises import TASKS, judge

BANK = Path(__file__).with_name("bank")
sys.path.insert(0, str(BANK.parent))  # the tests are imported without a package around them
NAMES = json.loads((BANK / "names.json").read_text())


TASKS_WITH = [task for task in TASKS if (BANK / f"{task.replace('-', '_')}.py").exists()]


def answers(task):
    """The module with a task's answers."""
    return import_module("bank." + task.replace("-", "_"))


@pytest.mark.parametrize("task", TASKS)
def test_the_bank_is_large_enough(task):
    bank = answers(task)
    assert len(bank.RIGHT) >= 10
    assert len(bank.WRONG) >= 30
    assert set(NAMES[task]) == set(bank.WRONG)


def test_no_part_of_the_bank_is_left_out():
    assert set(TASKS_WITH) == set(NAMES) == set(TASKS)
    assert sum(len(names) for names in NAMES.values()) >= 2700


@pytest.mark.parametrize("task", TASKS_WITH)
def test_every_right_answer_is_accepted(task):
    refused = [v for v in (judge(TASKS[task], a) for a in answers(task).RIGHT) if v.mistake]
    assert not refused


def test_every_wrong_answer_is_refused_and_nearly_all_are_named_truly(capfd, record_property):
    accepted, unnamed, untrue, count = [], [], [], 0
    for task, right in NAMES.items():
        for label, answer in answers(task).WRONG.items():
            verdict = judge(TASKS[task], answer)
            with contextlib.suppress(Exception):  # what it left to fail in the background
                mx.nd.waitall()
            count += 1
            said = f"{task}, {label}: {verdict.mistake}"
            accepted += [said] if verdict.status == "correct" else []
            unnamed += [said] if verdict.mistake is None else []
            untrue += [said] if verdict.mistake not in right[label] else []
            words = re.sub("`[^`]*`", "", verdict.message)  # without the quoted code
            assert not re.search(r"\.cc\b|::|Traceback", words), verdict
    record_property("named truly", 1 - len(untrue) / count)
    assert not accepted
    assert not unnamed
    assert len(untrue) <= 0.02 * count, untrue
