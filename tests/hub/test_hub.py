"""Two students on a real JupyterHub: long, for it installs one, and they must not see each other.

Runs with D2LMLP_HUB=required only: it installs the course anew under build/hub (a few minutes,
once), makes two accounts on this machine and removes them afterwards, so it has to be root.
"""

import csv
import filecmp
import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from browser import QUIET
from course import ROOT
from lab import get, opened
from leash import stop

HUB = ROOT / "tests" / "hub"
TARGET = ROOT / "build" / "hub"
NOTEBOOK = "02_activation_functions.ipynb"
ANSWERS = {
    "d2lmlp-ada": "def tanh_grad(x):\n    return 1 - np.tanh(x) ** 2",
    "d2lmlp-bob": "def tanh_grad(x):\n    return 1 - np.tanh(x)",
}


def loaded(name):
    spec = importlib.util.spec_from_file_location(name, HUB / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_student_gets_a_workbook_and_keeps_what_is_in_it(tmp_path, monkeypatch):
    module = loaded("student")
    monkeypatch.setattr(module, "PYTHON", sys.executable)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("D2LMLP_WORKBOOK", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)
    environ = module.bring_up_to_date(os.environ)
    mine = tmp_path / "d2lmlp" / "workbook" / NOTEBOOK
    assert environ["D2LMLP_WORKBOOK"] == str(mine.parent)
    mine.write_text(mine.read_text().replace("return ...", "return 1"))
    before = mine.read_text()
    module.bring_up_to_date(os.environ)
    assert mine.read_text() == before
    assert (mine.parent / "finished" / NOTEBOOK).is_file()


def test_the_hub_pins_the_courses_versions():
    sys.path.insert(0, str(ROOT / "tests" / "tools"))
    from lock import holds, read_lock

    machine = {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"}
    course, hub = (
        {pin.name: str(pin.specifier) for pin in pins if holds(pin.marker, "3.11", machine)}
        for pins in (
            read_lock((ROOT / "requirements.lock").read_text()),
            read_lock((HUB / "requirements.lock").read_text()),
        )
    )
    assert {
        name: (hub[name], course[name]) for name in hub if hub[name] != course.get(name, hub[name])
    } == {}


def test_a_link_in_a_home_leads_nowhere(tmp_path):
    module = loaded("grade_class")
    me = pwd.getpwuid(os.getuid()).pw_name
    (tmp_path / "mine").write_bytes(b"{}")
    (tmp_path / "link").symlink_to("mine")
    os.mkfifo(tmp_path / "pipe")
    read = [module.read_as(me, tmp_path / name) for name in ("mine", "link", "pipe", ".", "none")]
    assert read == [b"{}", None, None, None, None]


@pytest.fixture(scope="module")
def installed():
    """The course and the hub, as tests/hub/install.sh installs them."""
    if os.environ.get("D2LMLP_HUB") != "required":
        pytest.skip("D2LMLP_HUB=required runs the class's hub")
    if os.geteuid() != 0:
        pytest.fail("the hub makes accounts and starts servers as students: run this test as root")
    pins = (ROOT / "requirements.lock", HUB / "requirements.lock", HUB / "package-lock.json")
    stamp, wanted = TARGET / "installed", b"".join(path.read_bytes() for path in pins)
    if not stamp.is_file() or stamp.read_bytes() != wanted:
        subprocess.run(["sh", HUB / "install.sh", TARGET], check=True, timeout=900)
        stamp.write_bytes(wanted)
    else:  # the packages are there; the course and the hub's files are the ones under test
        for name in ("notebooks", "d2lmlp", "jupyter_config"):
            shutil.copytree(ROOT / name, TARGET / name, dirs_exist_ok=True)
        for name in ("jupyterhub_config.py", "student.py", "grade_class.py"):
            shutil.copy(HUB / name, TARGET)
    return TARGET


@pytest.fixture(scope="module")
def class_list(installed):
    """Two accounts with passwords, removed at the end: name -> password."""
    passwords = {name: secrets.token_hex(12) for name in ANSWERS}
    try:
        for name, password in passwords.items():
            subprocess.run(["userdel", "-rf", name], capture_output=True)
            new = ["useradd", "-m", "-K", "HOME_MODE=0700", "-s", "/bin/bash", name]
            subprocess.run(new, check=True, capture_output=True)
            subprocess.run(["chpasswd"], input=f"{name}:{password}", text=True, check=True)
        yield passwords
    finally:
        for name in passwords:
            subprocess.run(["userdel", "-rf", name], capture_output=True)


@pytest.fixture(scope="module")
def hub(installed, class_list, tmp_path_factory):
    """A running JupyterHub on loopback: its address."""
    folder = tmp_path_factory.mktemp("hub")
    (folder / "class").write_text("\n".join(class_list))
    environment = {
        "PATH": f"{installed}/env/bin:/usr/local/bin:/usr/bin:/bin",
        "D2LMLP_CLASS": str(folder / "class"),
        "D2LMLP_HUB_STATE": str(folder / "state"),
        "D2LMLP_HUB_PORT": str(free_ports(3)),
        "LANG": "C.UTF-8",
    }
    command = [installed / "env/bin/jupyterhub", "-f", installed / "jupyterhub_config.py"]
    url = f"http://127.0.0.1:{environment['D2LMLP_HUB_PORT']}/"
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 90
        while get(f"{url}hub/api")[0] != 200:
            assert process.poll() is None and time.monotonic() < deadline, (
                folder / "log"
            ).read_text()
            time.sleep(0.3)
        yield url
    finally:
        print((folder / "log").read_text()[-2000:])
        stop(process)


def free_ports(count):
    """The first of `count` ports in a row that are free."""
    for first in range(18000, 30000, 10):
        try:
            for port in range(first, first + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
    raise AssertionError("no free ports")


@pytest.fixture(scope="module")
def students(chromium, hub, class_list):
    """The students' browser windows, logged in: name -> page."""
    from playwright.sync_api import sync_playwright

    options = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        pages = {}
        for name, password in class_list.items():
            page = browser.new_context().new_page()
            page.set_default_timeout(180_000)
            log_in(page, hub, name, "not-the-password")
            page.wait_for_selector(".login_error")
            log_in(page, hub, name, password)
            opened(page, "00_start_here.ipynb")
            assert f"/user/{name}/lab" in page.url
            pages[name] = page
        yield pages
        browser.close()


def log_in(page, hub, name, password):
    page.goto(f"{hub}hub/login")
    page.fill("#username_input", name)
    page.fill("#password_input", password)
    page.click("#login_submit")


CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code')
  .map(cell => [cell.model.executionCount, JSON.stringify(cell.model.outputs.toJSON())])"""


def test_nobody_enters_without_logging_in(hub, class_list):
    for place in ("hub/home", *(f"user/{name}/lab" for name in class_list)):
        assert "/hub/login" in get(f"{hub}{place}")[1]


def test_each_runs_the_first_notebook(students):
    for page in students.values():
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        opened(page, "00_start_here.ipynb")
        cells = page.evaluate(CELLS)
        assert [count for count, _ in cells] == list(range(1, len(cells) + 1))
        assert not any('"output_type":"error"' in outputs for _, outputs in cells)


def test_each_has_an_exercise_checked(students):
    for name, page in students.items():
        page.evaluate(
            "async path => { await window.jupyterapp.commands.execute('docmanager:open', {path}) }",
            f"workbook/{NOTEBOOK}",
        )
        opened(page, NOTEBOOK)
        page.evaluate(
            """answer => window.jupyterapp.shell.currentWidget.content.widgets
              .find(cell => cell.model.id === 'try-tanh-derivative-answer')
              .model.sharedModel.setSource(answer)""",
            f'{ANSWERS[name]}\n\n\ncheck("tanh-derivative", tanh_grad)',
        )
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        opened(page, NOTEBOOK)
        page.evaluate("async () => { await window.jupyterapp.commands.execute('docmanager:save') }")
        verdict = page.evaluate(
            """() => JSON.stringify(window.jupyterapp.shell.currentWidget.content.widgets
              .find(cell => cell.model.id === 'try-tanh-derivative-answer')
              .model.outputs.toJSON())"""
        )
        assert ("Correct" in verdict) == (name == "d2lmlp-ada"), verdict


def test_nobody_reads_the_others_files(students, hub, installed):
    for name, page in students.items():
        other = next(one for one in students if one != name)
        home = Path(f"/home/{other}/d2lmlp/workbook")
        assert (home / NOTEBOOK).is_file()
        # Through their own kernel, ...
        said = page.evaluate(
            """async code => {
              const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
              const future = kernel.requestExecute({code});
              let said = '';
              future.onIOPub = ({content}) => { said += content.text ?? content.ename ?? ''; };
              await future.done;
              return said;
            }""",
            f"import getpass; print(getpass.getuser()); open('{home / NOTEBOOK}')",
        )
        assert said.split() == [name, "PermissionError"]
        # ... through the other's server, ...
        answer = page.request.get(f"{hub}user/{other}/api/contents/workbook")
        assert answer.status in (403, 404) and NOTEBOOK not in answer.text()
        # ... and as that account on the machine; nor can they change the course for all.
        for command in (["ls", home], ["touch", installed / "notebooks" / NOTEBOOK]):
            assert subprocess.run(
                ["runuser", "-u", name, "--", *command], capture_output=True
            ).returncode


def test_the_class_is_collected_and_graded_by_one_command(students, installed, tmp_path):
    for name in students:
        copy = f"/home/{name}/d2lmlp/workbook/{NOTEBOOK}"
        assert not filecmp.cmp(copy, installed / "notebooks" / NOTEBOOK, shallow=False)
    (tmp_path / "class").write_text("\n".join(students))
    grade = [installed / "env/bin/python", installed / "grade_class.py", NOTEBOOK]
    done = subprocess.run(
        [*grade, "--out", tmp_path / "grades", "--anonymous"], capture_output=True, text=True,
        timeout=500, cwd=tmp_path, env={**os.environ, "D2LMLP_CLASS": str(tmp_path / "class")},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    with open(tmp_path / "grades/grades.csv", newline="", encoding="utf-8-sig") as file:
        rows = {Path(row["notebook"]).stem: row for row in csv.DictReader(file)}
    assert rows["d2lmlp-ada"]["tanh-derivative"] == "correct"
    assert rows["d2lmlp-bob"]["tanh-derivative"].startswith("wrong")
    page = (tmp_path / "grades/class.html").read_text()
    assert "1 of 2 (50 %)" in page and "1 (2)" in page and "d2lmlp-ada" not in page
