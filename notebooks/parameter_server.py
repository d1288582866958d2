"""Training on several processes with MXNet's parameter server: notebook 6, "Past one machine".

Run it in a terminal, in the course's folder: ``.venv/bin/python notebooks/parameter_server.py``.
It starts a scheduler, a server and two workers on this computer, on the loopback interface only;
each worker sees half of each minibatch. It prints how far their parameters are from those of one
process that sees whole minibatches, what a different start does, and how the times compare.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

STEPS, LIMIT = 20, 90  # steps that are compared; seconds a cluster may live


def train(store=None, on_server=None, same_start=True):
    """Train the chapter's net on this worker's share of each minibatch.

    Parameters
    ----------
    store : mx.kvstore.KVStore, optional
        The connection to the server; a single process has none.
    on_server : bool, optional
        Whether the server takes the steps (MXNet's own choice) or each worker for itself.
    same_start : bool
        Whether all workers draw the same initial parameters.

    Returns
    -------
    parameters : list of numpy.ndarray
        After `STEPS` steps.
    milliseconds : dict
        Minibatch size -> time of a step.
    """
    import mxnet as mx
    from mxnet import autograd, gluon

    from d2lmlp import MLP, data

    rank, workers = (store.rank, store.num_workers) if store else (0, 1)
    images = data.fashion_mnist()
    mx.random.seed(0 if same_start else rank)
    net = MLP((784, 256, 10))
    loss_function = gluon.loss.SoftmaxCrossEntropyLoss()
    trainer = gluon.Trainer(
        net.collect_params(), "sgd", {"learning_rate": 0.02}, store, update_on_kvstore=on_server
    )

    def step(i, batch_size):
        share = batch_size // workers
        start = (i * batch_size + rank * share) % (6000 - share)
        X, y = images.X_train[start : start + share], images.y_train[start : start + share]
        with autograd.record():
            loss = loss_function(net(X), y).sum() / batch_size
        loss.backward()
        trainer.step(1)  # the server adds up what the workers send

    for i in range(STEPS):
        step(i, batch_size=240)
    parameters = [p.data().asnumpy() for p in net.collect_params().values()]
    milliseconds = {}
    for batch_size in (256, 2048):
        begin = time.perf_counter()
        for i in range(STEPS):
            step(i, batch_size)
        mx.nd.waitall()
        milliseconds[batch_size] = 1000 * (time.perf_counter() - begin) / STEPS
    return parameters, milliseconds


def cluster(on_server=None, same_start=True, workers=2, tries=3):
    """Run `train` on a scheduler, a server and workers, each a process of this computer.

    Returns
    -------
    list of tuple (parameters, milliseconds)
        One for each worker.

    Raises
    ------
    RuntimeError
        If no try ended well within `LIMIT` seconds.
    """
    for _ in range(tries):
        with tempfile.TemporaryDirectory() as folder:
            if _run(folder, workers, [on_server, same_start]):
                return [_load(Path(folder) / f"{rank}.npz") for rank in range(workers)]
            said = (Path(folder) / "said").read_text().strip().splitlines()
    raise RuntimeError(f"No cluster finished in {tries} tries of {LIMIT} s: {said[-1:]}.")


def _run(folder, workers, settings):
    """Start all processes, wait for the workers, and leave none behind: did all go well?"""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]  # free now; if another program takes it, the next try helps
    env = dict(os.environ, OMP_NUM_THREADS="1")
    env.pop("PORT", None)  # the server library would take it for its own
    env.update(
        DMLC_PS_ROOT_URI="127.0.0.1", DMLC_PS_ROOT_PORT=str(port), DMLC_INTERFACE="lo",
        DMLC_NODE_HOST="127.0.0.1", DMLC_NUM_SERVER="1", DMLC_NUM_WORKER=str(workers),
    )  # fmt: skip
    serve = [sys.executable, "-c", "import mxnet"]  # with the role of a server it serves, and ends
    learn = [sys.executable, __file__, "--worker", folder, json.dumps(settings)]
    roles = [("scheduler", serve), ("server", serve)] + [("worker", learn)] * workers
    processes = []
    try:
        with open(Path(folder) / "said", "a") as said:
            for role, command in roles:
                env["DMLC_ROLE"] = role
                processes.append(subprocess.Popen(command, env=env, stdout=said, stderr=said))
        end = time.monotonic() + LIMIT
        while any(p.poll() is None for p in processes[2:]) and time.monotonic() < end:
            if any(p.poll() for p in processes):  # one broke down, the others would wait for ever
                return False
            time.sleep(0.1)
        return all(p.poll() == 0 for p in processes[2:])
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _load(path):
    with np.load(path) as found:
        milliseconds = dict(zip(found["sizes"].tolist(), found["milliseconds"].tolist()))
        return [found[f"p{k}"] for k in range(4)], milliseconds


def _save(path, parameters, milliseconds):
    named = {f"p{k}": p for k, p in enumerate(parameters)}
    sizes, times = list(milliseconds), list(milliseconds.values())
    np.savez(path, sizes=sizes, milliseconds=times, **named)


def apart(ours, theirs):
    """Give the largest difference between two lists of parameters."""
    return max(float(abs(a - b).max()) for a, b in zip(ours, theirs))


def main():
    """Compare one process with two workers, from the same start and from two starts."""
    alone, alone_ms = train()
    (first, ms), (second, _) = cluster()
    print(f"Largest difference between parameters after {STEPS} steps, same start:")
    print(f"  two workers with each other     ≈ {apart(first, second):.0e}")
    print(f"  two workers with one process    ≈ {apart(first, alone):.0e}")
    print("Each worker with a start of its own:")
    for on_server in (True, False):
        (first, _), (second, _) = cluster(on_server, same_start=False)
        print(f"  update_on_kvstore={on_server!s:5}")
        print(f"    with each other               ≈ {apart(first, second):.0e}")
        print(f"    with one process              ≈ {apart(first, alone):.0e}")
    print("Time of a step, two workers to one process:")
    for size, milliseconds in ms.items():
        print(f"  minibatch of {size:4}               ≈ {milliseconds / alone_ms[size]:.1f}")


def work(folder, settings):
    """Be a worker of the cluster: train, and store what came out."""
    import mxnet as mx

    store = mx.kvstore.create("dist_sync")
    _save(Path(folder) / f"{store.rank}.npz", *train(store, *json.loads(settings)))


if __name__ == "__main__":
    work(*sys.argv[2:]) if "--worker" in sys.argv else main()
