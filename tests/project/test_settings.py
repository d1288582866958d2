"""What a user has set for other work gets in nobody's way: pip, make, Jupyter, matplotlib."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib import metadata

import pytest
from course import ROOT

from d2lmlp import doctor
from d2lmlp.workbook import installing, lab, pinning

INSTALLING = ROOT / "d2lmlp" / "workbook" / "installing.py"


def clean(**more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "MAKE", "MFLAGS"))}
    return {**kept, **{key: str(value) for key, value in more.items()}}


# -- pip -------------------------------------------------------------------------------------------

WRONG = {
    "user": "true",
    "target": "/nonexistent",
    "constraint": "/nonexistent.txt",
    "no-binary": ":all:",
    "require-virtualenv": "true",
    "dry-run": "true",
    "only-binary": ":none:",
}


@pytest.mark.parametrize("key", WRONG)
@pytest.mark.parametrize("where", ["file", "variable"])
def test_a_setting_of_pip_for_other_work_does_not_reach_the_environment(tmp_path, key, where):
    environ = clean(HOME=tmp_path, XDG_CONFIG_HOME=tmp_path / ".config")
    if where == "file":
        (tmp_path / ".config" / "pip").mkdir(parents=True)
        (tmp_path / ".config" / "pip" / "pip.conf").write_text(f"[install]\n{key} = {WRONG[key]}\n")
    else:
        environ[f"PIP_{key.upper().replace('-', '_')}"] = WRONG[key]
    pin = f"packaging=={metadata.version('packaging')}"
    done = subprocess.run(
        [sys.executable, INSTALLING, "--no-index", "--no-deps", pin],
        env=environ, capture_output=True, text=True, timeout=120, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "already satisfied" in done.stdout


def test_a_pip_conf_that_cannot_be_read_is_left_out(tmp_path):
    (tmp_path / "pip.conf").write_text("no section\n")
    done = subprocess.run(
        [sys.executable, INSTALLING, "--no-index", f"packaging=={metadata.version('packaging')}"],
        env=clean(PIP_CONFIG_FILE=tmp_path / "pip.conf"), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "cannot be read, so it is not used" in done.stderr


def test_the_way_to_the_packages_is_kept_and_nothing_else():
    listing = (
        "global.index-url='http://a.example/'\nglobal.user='true'\nglobal.timeout='9'\n"
        "install.index-url='http://b.example/'\nfreeze.timeout='10'\n"
        ":env:.find-links='wheels more'\n:env:.constraint='c.txt'\n"
    )
    assert installing.settings(listing) == {
        "PIP_INDEX_URL": "http://b.example/",
        "PIP_TIMEOUT": "9",
        "PIP_FIND_LINKS": "wheels more",
    }


def pip_install(folder, *what):
    """Ask this environment's pip for packages in the name of an empty one, with no way to any."""
    return subprocess.run(
        [folder / "bin" / "python", "-m", "pip", "install", "--no-index", *what],
        env=clean(PYTHONPATH=sysconfig.get_path("purelib")),
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_pip_adds_packages_and_changes_none_of_the_courses(tmp_path):
    folder = tmp_path / "a folder"
    venv.create(folder, symlinks=True)
    loose = pip_install(folder, "--dry-run", "numpy==1.26.4")
    assert "constraint" not in loose.stdout + loose.stderr
    pinning.pin(folder)
    newer = pip_install(folder, "numpy==1.26.4")
    assert newer.returncode and "(constraint) numpy==1.23.5" in newer.stdout + newer.stderr
    upgraded = pip_install(folder, "--upgrade", "numpy", "jsonschema", "bleach")
    assert upgraded.returncode == 0, upgraded.stderr  # pins with extras among them
    assert upgraded.stdout.count("already satisfied") >= 3


# -- make ------------------------------------------------------------------------------------------


def test_make_hands_on_no_variable_for_other_work(tmp_path):
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    show = "show:\n\t@env\nargs:\n\t@echo '[$(ARGS)] $(PYTHONS)'\n"
    (tmp_path / "show.mk").write_text(show)
    foreign = {
        "PYTHONPATH": "/x", "PYTHONSTARTUP": "/x", "PYTHONOPTIMIZE": "2", "PYTHONWARNINGS": "error",
        "PYTEST_ADDOPTS": "--nonsense", "PYTEST_PLUGINS": "gone", "JUPYTER_TOKEN": "",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "JUPYTER_CONFIG_PATH": "/x", "MPLBACKEND": "TkAgg",
        "IPYTHONDIR": "/x", "MXNET_ENGINE_TYPE": "NaiveEngine", "DMLC_ROLE": "server",
        "ARGS": "--nonsense", "PYTHON": "python2",
    }  # fmt: skip
    make = ["make", "-s", "-f", "Makefile", "-f", tmp_path / "show.mk"]
    env = clean(**foreign)
    seen = subprocess.run([*make, "show"], cwd=ROOT, env=env, capture_output=True, text=True)
    names = {line.partition("=")[0] for line in seen.stdout.splitlines()}
    assert seen.returncode == 0 and "PATH" in names
    assert names & (set(foreign) - {"ARGS"}) == set()
    args = subprocess.run([*make, "args"], cwd=ROOT, env=env, capture_output=True, text=True)
    assert args.stdout.startswith("[] python3.11 ")


# -- Jupyter and IPython ---------------------------------------------------------------------------


def test_the_lab_starts_from_the_courses_settings(tmp_path):
    found = lab.sealed(
        {"PATH": "/bin", "HOME": "/h", "JUPYTER_TOKEN": "", "JUPYTER_PATH": "/x", "PYTHONUTF8": "0",
         "IPYTHONDIR": "/x", "MPLBACKEND": "nonsense", "DMLC_ROLE": "server"},
        tmp_path,
    )  # fmt: skip
    assert found["PATH"].endswith("/bin") and found["HOME"] == "/h"
    assert not {"JUPYTER_TOKEN", "MPLBACKEND", "DMLC_ROLE"} & set(found)
    assert found["PYTHONUTF8"] == "1" and "/x" not in found.values()
    assert found["JUPYTER_CONFIG_DIR"].startswith(str(tmp_path))


def test_a_home_that_cannot_be_written_does_not_keep_the_lab_from_opening(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("D2LMLP_HOME", str(tmp_path / "file"))
    assert lab.own_folder().is_dir()
    monkeypatch.setenv("D2LMLP_HOME", "~nobody-of-this-name")
    assert lab.own_folder().is_dir()


# -- matplotlib ------------------------------------------------------------------------------------

PLOT = """
import sys
sys.path.insert(0, sys.argv[1])
from IPython.core.interactiveshell import InteractiveShell
import d2lmlp
InteractiveShell.enable_gui = lambda *_: None
shell = InteractiveShell.instance()
d2lmlp.load_ipython_extension(shell)
from matplotlib import pyplot as plt
from d2lmlp import figures
fig, ax = plt.subplots()
ax.plot([0, 1], [0, 1])
ax.set(xlabel="x", ylabel="−1 é")
print(figures.bundle(fig)["text/html"])
"""


def plotted(tmp_path, **environ):
    return subprocess.run(
        [sys.executable, "-c", PLOT, str(ROOT)], env=clean(**environ), cwd=tmp_path,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("where", ["MPLCONFIGDIR", "the notebook's folder"])
def test_no_matplotlibrc_reaches_a_figure(tmp_path, where):
    folders = [tmp_path / name for name in ("plain", "own")]
    for folder in folders:
        folder.mkdir()
    (folders[1] / "matplotlibrc").write_text(
        "text.usetex: True\nfont.family: Helvetica Neue LT\naxes.facecolor: red\nbackend: TkAgg\n"
        "svg.fonttype: none\naxes.unicode_minus: False\nlines.marker: o\nsavefig.dpi: 7\n"
    )
    plain = plotted(folders[0], MPLCONFIGDIR=folders[0])
    if where == "MPLCONFIGDIR":
        own = plotted(folders[0], MPLCONFIGDIR=folders[1], MPLBACKEND="TkAgg")
    else:
        own = plotted(folders[1], MPLCONFIGDIR=folders[0])
    assert own.stderr == "" and own.returncode == 0
    assert own.stdout == plain.stdout and own.stdout.startswith("<img ")


# -- what cannot be kept out, the doctor names -----------------------------------------------------


def test_the_doctor_names_a_file_that_hides_a_module(tmp_path, monkeypatch):
    monkeypatch.setenv("D2LMLP_WORKBOOK", str(tmp_path))
    assert str(tmp_path) in doctor.workbook()
    (tmp_path / "random.py").write_text("")
    with pytest.raises(doctor.Unwell, match="random.py hides the module random .* rename it"):
        doctor.workbook()


def test_the_doctor_names_a_workbook_that_cannot_be_written(tmp_path, monkeypatch):
    monkeypatch.setenv("D2LMLP_WORKBOOK", str(tmp_path / "w"))
    monkeypatch.setattr(doctor.os, "access", lambda *_: False)
    with pytest.raises(doctor.Unwell, match="make .* writable"):
        doctor.workbook()


def test_the_doctor_names_a_umask_that_locks_its_user_out():
    before = os.umask(0o300)
    try:
        with pytest.raises(doctor.Unwell, match="umask 300 .* `umask 022`"):
            doctor.settings()
    finally:
        os.umask(before)


def test_the_doctor_names_a_library_path_that_breaks_mxnet(monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/other/lib")
    monkeypatch.setattr(doctor, "_starts", lambda environ: "LD_LIBRARY_PATH" not in environ)
    with pytest.raises(doctor.Unwell, match="unset LD_LIBRARY_PATH"):
        doctor.settings()


def test_the_doctor_names_an_account_without_a_home(monkeypatch):
    monkeypatch.setenv("D2LMLP_HOME", "~nobody-of-this-name/x")
    with pytest.raises(doctor.Unwell, match="D2LMLP_HOME"):
        doctor.progress()
