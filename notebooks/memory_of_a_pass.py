"""How much memory is held after a pass through a net: notebook 7, "What is stored, and when".

``python notebooks/memory_of_a_pass.py MODE DEPTH WIDTH BATCH`` prints what the process holds more
than before, in MiB: after a prediction ("predict"), after a recorded forward pass ("record"), or
after the backward pass as well ("backward"). What was freed may be used again, so each setting
needs a process of its own.
"""

import os
import subprocess
import sys
from pathlib import Path

from mxnet import autograd, init, np, npx
from mxnet.gluon import nn

npx.set_np()


def held():
    """Return how much memory this process holds, in MiB."""
    npx.waitall()
    status = Path("/proc/self/status")
    if status.exists():  # Linux
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return int(subprocess.check_output(["ps", "-o", "rss=", "-p", str(os.getpid())])) / 1024


def run(mode, depth, width, batch):
    """Run one pass and return what is held after it, over what was held before, in MiB."""
    net = nn.Sequential()
    for _ in range(depth):
        net.add(nn.Dense(width, activation="tanh", in_units=width))
    net.initialize(init.MSRAPrelu("in", 0))
    X = np.random.normal(size=(batch, width))
    net(X[:2])
    before = held()
    if mode == "predict":
        loss = (net(X) ** 2).sum()
    else:
        with autograd.record():
            loss = (net(X) ** 2).sum()
    if mode == "backward":
        loss.backward()
    return held() - before


if __name__ == "__main__":
    print(run(sys.argv[1], *map(int, sys.argv[2:5])))
