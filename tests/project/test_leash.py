"""What the tests start ends with them."""

import os
import subprocess
import sys
import time

import pytest
from course import ROOT

LEASH = [sys.executable, ROOT / "tests" / "tools" / "leash.py"]


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    "end", [lambda leash: leash.stdin.close(), lambda leash: leash.terminate()]
)
def test_a_command_and_what_it_started_end_when_the_tests_do(end):
    command = [*LEASH, "sh", "-c", "sleep 1000 & echo $!; wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        started = int(process.stdout.readline())
        os.kill(started, 0)
        end(process)
        assert process.wait(timeout=60) == 0
    deadline = time.monotonic() + 60
    while alive(started):  # it has its signal, and dies when it is its turn
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_command_that_ends_by_itself_hands_on_its_code():
    with subprocess.Popen([*LEASH, "sh", "-c", "exit 3"], stdin=subprocess.PIPE) as process:
        process.wait(timeout=60)
    assert process.returncode == 3
