"""How much memory is held after a pass through a net: notebook 7, "What is stored, and when".

``python notebooks/memory_of_a_pass.py MODE DEPTH WIDTH BATCH`` prints what the process holds more
than before, in MiB: after a prediction ("predict"), after a recorded forward pass ("record"), after
the backward pass as well ("backward"), or after both in groups of five layers ("checkpoint"). What
was freed may be used again, so each setting needs a process of its own.
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


def checkpointed(net, X, every=5):
    """Run forward and backward, and keep only what goes into each group of layers."""
    groups = [net[k : k + every] for k in range(0, len(net), every)]
    kept = [X]
    for group in groups[:-1]:
        kept.append(group(kept[-1]))
    head = None
    while groups:
        group, start = groups.pop(), kept.pop()
        start.attach_grad()
        with autograd.record():
            out = group(start)
            if head is None:
                out = (out**2).sum()
        out.backward(head)
        head = start.grad


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
    elif mode == "checkpoint":
        checkpointed(net, X)
    else:
        with autograd.record():
            loss = (net(X) ** 2).sum()
    if mode == "backward":
        loss.backward()
    return held() - before


if __name__ == "__main__":
    print(run(sys.argv[1], *map(int, sys.argv[2:5])))
