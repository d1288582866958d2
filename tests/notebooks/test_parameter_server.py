"""Two workers and MXNet's parameter server train the same net as one process."""

import importlib.util

import pytest
from course import NOTEBOOKS

SCRIPT = NOTEBOOKS / "parameter_server.py"


@pytest.fixture(scope="module")
def ps():
    spec = importlib.util.spec_from_file_location("parameter_server", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def alone(ps):
    parameters, _ = ps.train()
    return parameters


def test_two_workers_equal_one_process(ps, alone, monkeypatch):
    monkeypatch.setenv("PORT", "1")  # it must not reach the server library
    (first, milliseconds), (second, _) = ps.cluster()
    assert ps.apart(first, second) == 0
    assert ps.apart(first, alone) < 1e-6
    assert set(milliseconds) == {256, 2048}


def test_the_first_gradient_comes_before_the_common_start(ps, alone):
    (first, _), (second, _) = ps.cluster(same_start=False)
    assert ps.apart(first, second) == 0
    assert ps.apart(first, alone) > 1e-4


def test_nothing_is_left_running_when_a_worker_fails(ps, monkeypatch, tmp_path):
    started = []
    real = ps.subprocess.Popen

    def popen(*args, **kwargs):
        started.append(real(*args, **kwargs))
        return started[-1]

    monkeypatch.setattr(ps.subprocess, "Popen", popen)
    monkeypatch.setattr(ps, "__file__", str(tmp_path / "missing.py"))
    with pytest.raises(RuntimeError, match="No cluster finished in 1 tries.*missing.py"):
        ps.cluster(tries=1)
    assert len(started) == 4
    assert all(process.poll() is not None for process in started)
