"""What the tests start ends with them."""

import os
import subprocess
import sys

from course import ROOT

LEASH = [sys.executable, ROOT / "tests" / "tools" / "leash.py"]


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_command_and_what_it_started_end_when_the_tests_do():
    command = [*LEASH, "sh", "-c", "sleep 1000 & echo $!; wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        started = int(process.stdout.readline())
        os.kill(started, 0)
        process.stdin.close()
        assert process.wait(timeout=60) == 0
    assert not alive(started)


def test_a_command_that_ends_by_itself_hands_on_its_code():
    with subprocess.Popen([*LEASH, "sh", "-c", "exit 3"], stdin=subprocess.PIPE) as process:
        process.wait(timeout=60)
    assert process.returncode == 3
