"""Run a command, and end it and all that it started when the standard input closes.

It closes when the tests end, however they do: interrupted, or killed without time to tidy up.
"""

import os
import select
import signal
import subprocess
import sys


def main(command):
    """Start the command in a session of its own; return its exit code, or 0 if it was ended."""
    ended = []  # a signal is only noted: one that comes while the command starts must not lose it
    signal.signal(signal.SIGINT, lambda *_: None)  # the tests hear it, and then close the input
    signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    while process.poll() is None:
        closed = select.select([sys.stdin], [], [], 0.2)[0] and not os.read(0, 1)
        if ended or closed:
            stop(process)
            return 0
    return process.returncode


def stop(process):
    """End a process and its group: politely, then for sure."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(timeout=20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            pass


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
