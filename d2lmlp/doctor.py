"""The environment check, one long file, since it runs before anything can be imported.

It prints one [ok] or [fail] line for each part the course needs, with the remedy.

It imports nothing but the standard library at the top, so that it also speaks when the parts it
examines are broken: ``make doctor`` runs this file itself, ``python -m d2lmlp`` reaches it through
the package. ``python doctor.py --host`` asks only whether this Python can carry the course at all;
the Makefile puts that question to each Python it finds.
"""

import hashlib
import importlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata, util
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REBUILD = "run `make clean` and then `make lab`, which build the environment again"
LIBRARIES = "on Debian, Ubuntu and WSL run `sudo apt install libgomp1 libquadmath0`"
PLACES = {("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "x86_64")}
NO_BOOL = "module 'numpy' has no attribute 'bool'"
SUM_OF_SQUARES = """
from mxnet import autograd, np, npx
npx.set_np()
x = np.array([1.0, 2.0, 3.0])
x.attach_grad()
with autograd.record():
    y = (x * x).sum()
y.backward()
print(x.grad.asnumpy().tolist())
"""


class Unwell(Exception):
    """A part that does not work; the message says what is wrong and what to do."""


def host(version=None, system=None, machine=None):
    """Say which Python this is, or raise Unwell when MXNet 1.9.1 has no build for it.

    Parameters
    ----------
    version : tuple of int, optional
        ``(major, minor)``; this Python's own when left out. So with the two others.
    system : str, optional
        As ``platform.system()`` names it.
    machine : str, optional
        As ``platform.machine()`` names it.

    Returns
    -------
    str
        For example ``"Python 3.11 on Linux x86_64"``.
    """
    version = version or sys.version_info[:2]
    system = system or platform.system()
    machine = machine or platform.machine()
    name = f"Python {version[0]}.{version[1]} on {system} {machine}"
    if not (3, 9) <= tuple(version) < (3, 12):
        raise Unwell(f"{name}: the course needs Python 3.9, 3.10 or 3.11")
    if system == "Windows":
        raise Unwell(f"{name}: MXNet 1.9.1 has no build for Windows; work inside WSL2 (Ubuntu)")
    if (system, machine) == ("Darwin", "arm64"):
        raise Unwell(
            f"{name}: MXNet 1.9.1 has no build for Apple silicon; use an x86_64 Python under "
            "Rosetta or a linux/arm64 container"
        )
    if (system, machine) not in PLACES:
        raise Unwell(f"{name}: MXNet 1.9.1 has builds for Linux x86_64/aarch64 and Intel Macs only")
    if system == "Linux" and "musl" in (platform.libc_ver()[0] or "musl"):
        raise Unwell(f"{name}: MXNet 1.9.1 needs glibc; use a Debian or Ubuntu image, not Alpine")
    return name


def _can_build_a_venv():
    missing = [name for name in ("venv", "ensurepip") if util.find_spec(name) is None]
    if missing:
        raise Unwell(
            f"{host()} has no module {missing[0]}, which builds environments; "
            "on Debian and Ubuntu: sudo apt install python3-venv"
        )


def _number(version):
    return tuple(int(part) for part in version.split(".")[:2])


def _installed(package):
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        raise Unwell(f"{package} is not installed: {REBUILD}") from None


def numpy():
    """NumPy is older than 1.24, the release that removed ``numpy.bool``."""
    version = _installed("numpy")
    if _number(version) >= (1, 24):
        raise Unwell(f"numpy {version} makes MXNet stop with `{NO_BOOL}`: {REBUILD}")
    return f"numpy {version}"


def mxnet():
    """MXNet starts in a process of its own (a crash must not end the doctor) and differentiates."""
    version = _installed("mxnet")
    child = subprocess.run(
        [sys.executable, "-c", SUM_OF_SQUARES], capture_output=True, text=True, timeout=300
    )
    if child.returncode < 0:
        raise Unwell(f"mxnet {version} is ended by signal {-child.returncode} when it starts")
    if child.returncode:
        reason = (child.stderr.strip().splitlines() or ["no message"])[-1]
        remedy = LIBRARIES if "cannot open shared object file" in reason else REBUILD
        raise Unwell(f"mxnet {version} does not start ({reason}): {remedy}")
    if child.stdout.strip() != "[2.0, 4.0, 6.0]":
        raise Unwell(f"mxnet {version} gives a wrong gradient of a sum of squares: {REBUILD}")
    return f"mxnet {version}, gradient of a sum of squares right"


def matplotlib():
    """Matplotlib and IPython fit: matplotlib 3.7 needs a name that IPython 9 removed."""
    version, ipython = _installed("matplotlib"), _installed("ipython")
    if _number(version) < (3, 8) and _number(ipython) >= (9, 0):
        raise Unwell(
            f"ipython {ipython} makes matplotlib {version} stop with `cannot import name "
            f"'backend2gui'`: {REBUILD}"
        )
    importlib.import_module("matplotlib.pyplot")
    return f"matplotlib {version} with ipython {ipython}"


def d2l():
    """The book's own package imports (it imports MXNet, pandas and matplotlib in turn)."""
    version = _installed("d2l")
    importlib.import_module("d2l.mxnet")
    return f"d2l {version}"


def jupyter():
    """JupyterLab, the widgets and nbval are there."""
    return ", ".join(f"{name} {_installed(name)}" for name in ("jupyterlab", "ipywidgets", "nbval"))


def kernel():
    """The kernel that notebooks ask for, ``python3``, starts this very Python."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        raise Unwell(f"Jupyter finds no kernel `python3`: {REBUILD}") from None
    # Jupyter itself replaces a bare name by the Python it runs on; anything else is a fixed path.
    bare = {"python", "python3", f"python3.{sys.version_info[1]}", sys.executable}
    if spec.argv[0] not in bare:
        raise Unwell(
            f"the kernel `python3` in {spec.resource_dir} starts {spec.argv[0]}, not the course's "
            "Python: start JupyterLab with `make lab`, which prefers its own kernel"
        )
    return "the kernel `python3` starts this Python"


def package():
    """Notebooks import d2lmlp from this folder (a moved or copied folder breaks that)."""
    where = "import importlib.util as util; print(util.find_spec('d2lmlp').origin)"
    child = subprocess.run(
        [sys.executable, "-c", where], capture_output=True, text=True, cwd=tempfile.gettempdir()
    )
    if child.returncode:
        raise Unwell(f"notebooks do not find d2lmlp: {REBUILD}")
    folder = Path(child.stdout.strip()).resolve().parent.parent
    if folder != ROOT:
        raise Unwell(f"notebooks import d2lmlp from {folder}, not from {ROOT}: {REBUILD}")
    return f"d2lmlp {_installed('d2lmlp')}"


def sample():
    """The bundled Fashion-MNIST sample is whole (its SHA-256 is the one in ``d2lmlp.assets``)."""
    data = importlib.import_module("d2lmlp.assets.fashion_mnist")
    try:
        found = hashlib.sha256(data.SAMPLE.read_bytes()).hexdigest()
    except OSError:
        found = None
    if found != data.SAMPLE_SHA256:
        state = "is missing" if found is None else "is damaged"
        raise Unwell(f"the clothing sample {data.SAMPLE} {state}: run `git checkout d2lmlp/assets`")
    return "the clothing sample is whole"


def progress():
    """The folder that keeps the learner's progress can be written."""
    store = importlib.import_module("d2lmlp.exercises.engine.store")
    try:
        folder = store.folder()
    except RuntimeError as error:
        raise Unwell(f"progress cannot be kept ({error}): set D2LMLP_HOME to a folder") from None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Unwell(
            f"progress cannot be kept in {folder} ({error.strerror}): make it writable, or set "
            "D2LMLP_HOME to a folder that is"
        ) from None
    return f"progress is kept in {folder}"


def workbook():
    """The learner's workbook can be written, and no file of it hides a module of Python's."""
    desk = importlib.import_module("d2lmlp.workbook.desk")
    try:
        folder = desk.Desk().folder
    except desk.Trouble as error:
        raise Unwell(str(error)) from None
    place = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(place, os.W_OK):
        raise Unwell(
            f"the workbook in {folder} cannot be written: make {place} writable, or name another "
            "folder in D2LMLP_WORKBOOK"
        )
    if shutil.disk_usage(place).free < 50e6:
        raise Unwell(f"the disk that holds the workbook, {place}, is full: make room there")
    # A kernel looks for modules in the notebook's own folder first.
    known = {*getattr(sys, "stdlib_module_names", ()), "mxnet", "numpy", "d2l", "d2lmlp"}
    for path in sorted([*folder.glob("*.py"), *folder.glob("*/__init__.py")]):
        name = path.stem if path.parent == folder else path.parent.name
        if name in known | {"matplotlib", "pandas", "IPython", "ipywidgets"}:
            raise Unwell(f"{path} hides the module {name} from your notebooks: rename it")
    return f"the workbook is in {folder}"


def settings():
    """What is set for other work, and cannot be kept out, does no harm."""
    mask = os.umask(0)
    os.umask(mask)
    if mask & 0o700:
        raise Unwell(f"umask {mask:03o} makes files that you cannot use: run `umask 022` first")
    for name in ("LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "DYLD_LIBRARY_PATH"):
        without = {key: value for key, value in os.environ.items() if key != name}
        if name in os.environ and _starts(without) and not _starts(os.environ):
            raise Unwell(f"{name} keeps MXNet from starting: run `unset {name}` first")
    for folder in ("/etc/jupyter", "/usr/local/etc/jupyter"):
        for path in sorted(Path(folder).glob("jupyter_*config.*")):
            return f"no setting is in the way (Jupyter also reads {path}, of this machine)"
    return "no setting is in the way"


def _starts(environ):
    command = [sys.executable, "-c", "import mxnet"]
    return not subprocess.run(command, env=environ, capture_output=True, timeout=300).returncode


def full_data():
    """Where the full Fashion-MNIST is; the course does not need it."""
    folder = importlib.import_module("d2lmlp.assets.fashion_mnist").find_full()
    if folder is None:
        return "full Fashion-MNIST not found (optional): `python -m d2lmlp fetch-data` brings it"
    return f"full Fashion-MNIST in {folder}"


BELOW = (host, settings, numpy, mxnet, matplotlib, d2l, jupyter, kernel)
PARTS = (*BELOW, package, sample, progress, workbook)
NEED_MXNET = {"d2l", "sample", "progress", "workbook"}


def examine(parts=PARTS):
    """Examine every part.

    Parameters
    ----------
    parts : sequence of callable
        Each returns a sentence, or raises Unwell with one.

    Returns
    -------
    list of (str, bool, str)
        The part's name, whether it works, and the sentence about it.
    """
    findings = []
    broken = set()
    for part in parts:
        try:
            if part.__name__ in NEED_MXNET and "mxnet" in broken:
                raise Unwell(f"{part.__name__} waits for MXNet, which does not work here")
            findings.append((part.__name__, True, part()))
        except Exception as error:  # a broken package may raise anything at its import
            sentence = str(error)
            if not isinstance(error, Unwell):
                reason = f"{type(error).__name__}: {error}".splitlines()[0]
                sentence = f"{part.__name__} fails ({reason}): {REBUILD}"
            findings.append((part.__name__, False, sentence))
            broken.add(part.__name__)
    return findings


def main(argv=()):
    """Print the findings.

    Parameters
    ----------
    argv : sequence of str
        ``["--host"]`` asks only whether this Python can carry the course, ``["--mxnet"]`` only
        whether MXNet starts.

    Returns
    -------
    int
        0 when every part works, else 1 (with ``--host`` 3, so that the Makefile can tell a
        sentence of this file from a Python that does not run).
    """
    if list(argv) == ["--host"]:
        try:
            print(host())
            _can_build_a_venv()
        except Unwell as error:
            print(error)
            return 3
        return 0
    if list(argv) == ["--mxnet"]:
        ((_, works, sentence),) = examine([mxnet])
        if not works:
            print(f"[fail] {sentence}")
        return 0 if works else 1
    findings = examine()
    for _, works, sentence in findings:
        print(f"{'[ok]' if works else '[fail]':6} {sentence}")
    failed = sum(not works for _, works, _ in findings)
    if failed:
        print(f"{failed} of {len(findings)} parts fail; mend the first one first.")
        return 1
    print(f"[info] {full_data()}")
    print(f"All {len(findings)} parts work: `make lab` opens the course.")
    return 0


if __name__ == "__main__":
    if not __package__:  # run as a file: this folder's modules must not pass for top-level ones
        sys.path[0] = os.fspath(ROOT)
    sys.exit(main(sys.argv[1:]))
