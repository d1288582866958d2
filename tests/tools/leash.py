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
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        while process.poll() is None:
            if select.select([sys.stdin], [], [], 0.2)[0] and not os.read(0, 1):
                return 0
        return process.returncode
    finally:
        stop(process)


def stop(process):
    """End a process and its group: politely, then for sure."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(timeout=20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            pass


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the tests hear it, and then close the input
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main(sys.argv[1:]))
