"""The stop button: every press arrives. What is pressed runs in a process of its own."""

import subprocess
import sys

from course import ROOT

PRESSES = """
import os, signal, threading, time
from d2lmlp import MLP, accuracy, data, fit

signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a kernel
X, y = data.spiral()
net = MLP((2, 8, 3))
for k in range(40):  # without the noted interrupt, one in fifteen is lost in a __del__
    began = threading.Event()

    def press():
        began.wait()
        time.sleep(0.001 * k)  # another place in the loop each time
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=press)
    thread.start()
    history = fit(net, X, y, 10**6, batch_size=32, every=10**6, record=lambda *_: began.set())
    thread.join()
    assert history.interrupted and len(history.loss) < 10**6
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
assert 0 <= accuracy(net, X, y) <= 1
print("all stopped")
"""

TWO_PRESSES = """
import os, signal, time
from d2lmlp import MLP, data, fit

signal.signal(signal.SIGINT, signal.default_int_handler)

def stuck(net, step):
    for _ in range(2):
        os.kill(os.getpid(), signal.SIGINT)
    time.sleep(10**6)

assert fit(MLP((2, 8, 3)), *data.spiral(), record=stuck).interrupted
print("stopped")
"""


def printed(script):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], cwd=ROOT, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_stop_button_stops_every_time():
    assert printed(PRESSES) == "all stopped"


def test_a_second_press_stops_what_does_not_look():
    assert printed(TWO_PRESSES) == "stopped"
