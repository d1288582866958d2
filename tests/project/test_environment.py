"""The environment: lock, environment.yml and pyproject.toml agree, and the Makefile builds it."""

import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import lock
import pytest
import yaml
from course import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA = (ROOT / "environment.yml").read_text(encoding="utf-8")
PINS = lock.read_lock(LOCK)
PYTHONS = ["3.9.2", "3.9.25", "3.10.4", "3.10.19", "3.11.2", "3.11.14"]  # first and last in use
MACHINES = [pytest.param(m, id="-".join(m.values())) for m in lock.MACHINES]


def pinned(python, machine):
    """Package -> version for one Python on one machine, each package pinned once."""
    versions = {}
    for pin in PINS:
        if lock.holds(pin.marker, python, machine):
            (specifier,) = pin.specifier
            assert specifier.operator == "=="
            assert versions.setdefault(canonicalize_name(pin.name), specifier.version)
            assert versions[canonicalize_name(pin.name)] == specifier.version, pin.name
    return versions


def test_every_pin_carries_a_hash():
    for entry in re.split(r"\n(?=\w)", LOCK.strip()):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]


@pytest.mark.parametrize("text", [LOCK, CONDA], ids=["requirements.lock", "environment.yml"])
def test_no_file_names_a_server_or_a_path(text):
    assert not re.search(
        r"://|file:|git\+|--(extra-)?index|--find-links| @ |\.(org|com|io)\b", text
    )


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("python", PYTHONS)
def test_the_pins_satisfy_pyproject(python, machine):
    versions = pinned(python, machine)
    asked = [Requirement(line) for line in metadata.requires("d2lmlp")]
    wanted = [r for r in asked if r.marker is None or r.marker.evaluate({"extra": "test"})]
    assert {"mxnet", "ipython", "ruff"} <= {requirement.name for requirement in wanted}
    for requirement in wanted:
        assert versions[canonicalize_name(requirement.name)] in requirement.specifier, requirement


@pytest.mark.parametrize("python", PYTHONS)
def test_the_pins_that_keep_mxnet_alive(python):
    versions = pinned(python, lock.MACHINES[0])
    assert versions["mxnet"] == "1.9.1"
    assert versions["numpy"] == "1.23.5"  # 1.24 removed numpy.bool
    assert int(versions["ipython"].split(".")[0]) < 9  # matplotlib 3.7 needs backend2gui


def test_this_environment_is_the_one_of_the_lock():
    machine = {"linux": lock.MACHINES[0], "darwin": lock.MACHINES[2]}[sys.platform]
    for name, version in pinned("{}.{}.{}".format(*sys.version_info), machine).items():
        assert metadata.version(name) == version, name


def test_conda_gets_the_pins_of_the_lock():
    conda = yaml.safe_load(CONDA)
    python, pip, packages = conda["dependencies"]
    assert (python, pip) == ("python=3.11", "pip")
    assert conda["channels"] == ["conda-forge", "nodefaults"]
    *pins, course = packages["pip"]
    assert course == "-e ."
    for machine in lock.MACHINES:
        held = [
            r for r in map(Requirement, pins) if lock.holds(r.marker, lock.CONDA_PYTHON, machine)
        ]
        given = {canonicalize_name(r.name): str(r.specifier)[2:] for r in held}
        assert given == pinned(lock.CONDA_PYTHON, machine)


def test_environment_yml_is_what_make_lock_writes():
    assert lock.environment(PINS) == CONDA


# -- the Makefile, on a machine of scripts that stand in for its Pythons ------------------------

WORKING = """\
#!/bin/sh
case "$*" in
  "d2lmlp/doctor.py --host") echo "a stand-in Python" ;;
  "-m venv --clear .venv")
    echo "$0" >> built; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
  "d2lmlp/doctor.py --mxnet") test ! -e broken || { echo "MXNet does not start"; exit 1; } ;;
  "d2lmlp/workbook/pinning.py") touch pinned ;;
  "d2lmlp/workbook/installing.py"*)
    test ! -e offline || { echo "no connection" >&2; exit 1; } ; echo "$*" >> installed ;;
esac
"""
SHIM = "#!/bin/sh\necho 'the command exists in these Python versions' >&2\nexit 127\n"
BARE = "#!/bin/sh\necho 'This Python has no module ensurepip: apt install python3-venv'\nexit 3\n"


@pytest.fixture
def machine(tmp_path):
    """Return ``run(pythons)``: `make .venv/.ready` where only those Pythons are on the PATH."""
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    folder = tmp_path / "a course"
    folder.mkdir()
    for name in ("Makefile", "requirements.lock", "pyproject.toml", "d2lmlp/workbook/pinning.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (tmp_path / "bin").mkdir()
    for tool in ("sh", "touch", "rm", "cp", "mkdir", "cat", "awk"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))

    def run(*words, **pythons):
        for name, script in pythons.items():
            program = tmp_path / "bin" / name.replace("_", ".")
            program.write_text(script)
            program.chmod(0o755)
        return subprocess.run(
            [shutil.which("make"), *(words or [".venv/.ready"])],
            cwd=folder,
            env={"PATH": str(tmp_path / "bin")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )

    run.folder = folder
    return run


def lines(path):
    return path.read_text().splitlines() if path.exists() else []


def test_make_takes_the_first_python_that_works_and_installs_once(machine):
    result = machine(python3_11=SHIM, python3_10=BARE, python3_9=WORKING, python3=WORKING)
    assert result.returncode == 0, result.stdout
    assert "python3.11 does not run." in result.stdout
    assert "apt install python3-venv" in result.stdout
    assert [Path(line).name for line in lines(machine.folder / "built")] == ["python3.9"]
    pins, course = lines(machine.folder / "installed")
    assert "--require-hashes --requirement requirements.lock" in pins
    assert "--no-deps --no-build-isolation --editable ." in course
    assert (machine.folder / "pinned").exists()
    assert machine().returncode == 0
    assert len(lines(machine.folder / "installed")) == 2


def test_make_builds_again_what_was_broken_off(machine):
    (machine.folder / "offline").touch()
    assert machine(python3_11=WORKING).returncode != 0
    assert not (machine.folder / ".venv" / ".pinned").exists()
    (machine.folder / "offline").unlink()
    assert machine().returncode == 0
    assert len(lines(machine.folder / "built")) == 2


def test_make_does_not_call_an_environment_ready_whose_mxnet_does_not_start(machine):
    (machine.folder / "broken").touch()
    result = machine(python3_11=WORKING)
    assert result.returncode != 0
    assert "MXNet does not start" in result.stdout
    (machine.folder / "broken").unlink()
    assert machine().returncode == 0
    assert len(lines(machine.folder / "built")) == 1, "the packages were there already"


def test_make_follows_a_new_lock(machine):
    assert machine(python3_11=WORKING).returncode == 0
    os.utime(machine.folder / "requirements.lock", (2**31, 2**31))
    assert machine("--question", ".venv/.ready").returncode == 1


def test_make_lets_uv_bring_a_python_where_none_works(machine):
    uv = WORKING.replace("-m venv --clear .venv", "venv --quiet --clear --seed --python 3.11 .venv")
    result = machine(python3=BARE, uv=uv)
    assert result.returncode == 0, result.stdout
    assert [Path(line).name for line in lines(machine.folder / "built")] == ["uv"]


def test_make_without_a_python_says_what_to_install(machine):
    result = machine(python3_11=SHIM, python3=BARE)
    assert result.returncode != 0
    for system in ("Debian", "Ubuntu", "macOS on Intel", "Apple silicon", "Windows", "WSL2"):
        assert system in result.stdout
    assert not (machine.folder / ".venv").exists()


def test_make_alone_lists_the_commands(machine):
    result = machine("help")
    listed = set(re.findall(r"^  make (\w+) ", result.stdout, re.M))
    assert {"lab", "test", "quick", "lint", "doctor", "notebooks", "lock", "clean"} <= listed


def test_every_command_that_make_lists_has_its_script():
    for script in re.findall(r"\$\(PY\) (\S+\.py)", (ROOT / "Makefile").read_text()):
        assert (ROOT / script).is_file(), script
