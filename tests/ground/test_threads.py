"""MXNet's engine and threads: settled before it is imported, silent, and safe to copy."""

import os
import subprocess
import sys

import pytest

from d2lmlp import threads

PYTHON = [sys.executable, "-c"]

# What a check does: MXNet in the process first, and then in a copy of it.
COPY = """
import os, signal
import d2lmlp
from mxnet import np
A = np.random.normal(size=(512, 512))
first = float(np.dot(A, A).sum())
assert first == float(np.dot(A, A).sum())
copy = os.fork()
if copy == 0:
    signal.alarm(60)
    os._exit(int(np.dot(A, A).shape != (512, 512)))
print(os.environ["OMP_NUM_THREADS"], os.environ.get("MXNET_ENGINE_TYPE"), os.waitpid(copy, 0)[1])
"""


def run(source, **settings):
    names = ("OMP_NUM_THREADS", "MXNET_ENGINE_TYPE", "D2LMLP_THREADS")
    env = {key: value for key, value in os.environ.items() if key not in names}
    return subprocess.run(
        [*PYTHON, source], env={**env, **settings}, capture_output=True, text=True, timeout=200
    )


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({}, "1 None 0"),
        ({"OMP_NUM_THREADS": "3"}, "3 None 0"),
        ({"D2LMLP_THREADS": "1", "OMP_NUM_THREADS": "3"}, "1 None 0"),
        ({"D2LMLP_THREADS": "2"}, "2 NaiveEngine 0"),
    ],
)
def test_the_engine_follows_the_variable_says_nothing_and_lives_in_a_copy(settings, found):
    done = run(COPY, **settings)
    assert done.stdout.strip() == found
    assert done.stderr == ""


@pytest.mark.parametrize("wrong", ["two", "0", "-1", "1.5", "²"])
def test_a_wrong_number_is_one_sentence(wrong):
    last = run("import d2lmlp", D2LMLP_THREADS=wrong).stderr.splitlines()[-1]
    assert last.startswith(f"ValueError: D2LMLP_THREADS is {wrong!r}: give a number")


TRAINED = """
import hashlib
from mxnet import np
import d2lmlp
from d2lmlp import MLP, fit
import mxnet
mxnet.random.seed(3)
X = np.random.normal(size=(512, 64))
net = MLP((64, 128, 2))
fit(net, X, (X[:, 0] > 0).astype("int32"), 2, batch_size=64)
bits = b"".join(p.data().asnumpy().tobytes() for p in net.collect_params().values())
print(hashlib.sha256(bits).hexdigest())
"""


def test_one_seed_gives_the_same_bits_on_a_number_of_threads():
    first, second = (run(TRAINED, D2LMLP_THREADS="2") for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout


def test_auto_counts_the_cores_that_the_process_may_use():
    count = threads.cores()
    assert 1 <= count <= os.cpu_count()
    found = run("import d2lmlp, os; print(os.environ['OMP_NUM_THREADS'])", D2LMLP_THREADS="auto")
    assert found.stdout.strip() == str(count)
    if hasattr(os, "sched_setaffinity"):
        one = (
            "import os; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])\n"
            "from d2lmlp import threads; print(threads.cores())"
        )
        assert run(one).stdout.strip() == "1"


def test_the_share_of_a_container_counts(tmp_path):
    for text, whole in (("max 100000", sys.maxsize), ("250000 100000", 2), ("50000 100000", 1)):
        (tmp_path / "cpu.max").write_text(text)
        assert threads._share(tmp_path) == whole
    (tmp_path / "cpu.max").unlink()
    assert threads._share(tmp_path) == sys.maxsize
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000")
    for quota, whole in (("-1", sys.maxsize), ("300000", 3)):
        (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text(quota)
        assert threads._share(tmp_path) == whole
