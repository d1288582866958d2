"""The environment check: right when all is well, and of help when a part is broken."""

import os
import subprocess
import sys

import pytest
from course import ROOT

from d2lmlp import doctor
from d2lmlp.assets import fashion_mnist as files


def run(*words, **environ):
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=120,
    )


def module(folder, name, source):
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(source)


def distribution(folder, name, version):
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")


def test_a_healthy_environment_is_all_ok():
    result = run("-m", "d2lmlp")
    assert result.returncode == 0, result.stdout + result.stderr
    lines = result.stdout.splitlines()
    assert len(lines) == len(doctor.PARTS) + 2
    assert all(line.startswith("[ok] ") for line in lines[:-2])
    assert lines[-1].endswith("`make lab` opens the course.")


@pytest.mark.parametrize(
    "source, reason",
    [
        ("import numpy; numpy.bool_ = numpy.gone", "has no attribute 'gone'"),
        ("raise OSError('libgomp.so.1: cannot open shared object file')", "apt install libgomp1"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGILL)", "ended by signal 4"),
    ],
)
def test_a_broken_mxnet_is_named_and_the_rest_still_examined(tmp_path, source, reason):
    module(tmp_path, "mxnet", source)
    result = run("d2lmlp/doctor.py", PYTHONPATH=str(tmp_path))
    assert result.returncode == 1
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("[fail] mxnet 1.9.1")]
    assert reason in line
    assert "[ok]   jupyterlab" in result.stdout
    assert "parts fail" in result.stdout.splitlines()[-1]
    assert "Traceback" not in result.stdout + result.stderr


def test_a_wrong_gradient_is_not_ok(tmp_path):
    fake = "class Any:\n    def __getattr__(self, name): return lambda *a, **k: Any()\n"
    fake += "    def __enter__(self): pass\n    def __exit__(self, *error): pass\n"
    fake += "    def __mul__(self, other): return self\n    grad = property(lambda self: self)\n"
    fake += "class Module(Any):\n    def record(self): return Any()\n    array = lambda *a: Any()\n"
    module(tmp_path, "mxnet", fake + "autograd = np = npx = Module()\n")
    assert "gives a wrong gradient" in run("d2lmlp/doctor.py", PYTHONPATH=str(tmp_path)).stdout


@pytest.mark.parametrize(
    "part, name, version, error",
    [
        (doctor.numpy, "numpy", "1.26.4", "module 'numpy' has no attribute 'bool'"),
        (doctor.matplotlib, "ipython", "9.6.0", "cannot import name 'backend2gui'"),
    ],
)
def test_a_package_that_is_too_new_is_named(tmp_path, monkeypatch, part, name, version, error):
    distribution(tmp_path, name, version)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(doctor.Unwell, match=f"^{name} {version} .*{error}"):
        part()


def test_a_kernel_of_another_python_is_named(tmp_path, monkeypatch):
    folder = tmp_path / "kernels" / "python3"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(
        '{"argv": ["/opt/other/bin/python", "-m", "ipykernel_launcher"], "display_name": "other"}'
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    with pytest.raises(doctor.Unwell, match="starts /opt/other/bin/python"):
        doctor.kernel()


def test_a_progress_folder_that_cannot_be_made_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("D2LMLP_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(doctor.Unwell, match="progress cannot be kept in .* set D2LMLP_HOME"):
        doctor.progress()


def test_a_damaged_sample_is_named(tmp_path, monkeypatch):
    damaged = tmp_path / "sample.npz"
    monkeypatch.setattr(files, "SAMPLE", damaged)
    with pytest.raises(doctor.Unwell, match="is missing: run `git checkout"):
        doctor.sample()
    damaged.write_bytes(b"half")
    with pytest.raises(doctor.Unwell, match="is damaged: run `git checkout"):
        doctor.sample()


def test_a_copied_folder_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "ROOT", tmp_path)
    with pytest.raises(doctor.Unwell, match="notebooks import d2lmlp from"):
        doctor.package()


@pytest.mark.parametrize(
    "version, system, machine, remedy",
    [
        ((3, 12), "Linux", "x86_64", "3.9, 3.10 or 3.11"),
        ((3, 8), "Linux", "x86_64", "3.9, 3.10 or 3.11"),
        ((3, 11), "Windows", "AMD64", "WSL2"),
        ((3, 11), "Darwin", "arm64", "Rosetta"),
        ((3, 11), "Linux", "riscv64", "Linux x86_64/aarch64"),
    ],
)
def test_a_machine_without_mxnet_is_named(version, system, machine, remedy):
    with pytest.raises(doctor.Unwell, match=remedy):
        doctor.host(version, system, machine)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize("minor", [9, 10, 11])
def test_linux_carries_the_course(minor, machine):
    assert doctor.host((3, minor), "Linux", machine) == f"Python 3.{minor} on Linux {machine}"


def test_the_host_question_has_one_line_and_its_own_exit_code():
    result = run("d2lmlp/doctor.py", "--host")
    assert (result.returncode, result.stdout.count("\n")) == (0, 1)


def test_an_unknown_command_gets_the_choices():
    result = run("-m", "d2lmlp", "docter")
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "doctor, fetch-data, progress, grade" in result.stderr
