"""Every way into the course opens the same workbook: make, conda, Binder, the dev container."""

import json
import os
import re
import shutil
import subprocess
import sys
from urllib.parse import unquote

from course import ROOT, path

from d2lmlp.workbook import lab

FIRST = f"lab/tree/workbook/{path('start_here').name}"


def test_binder_lays_the_workbook_out_and_takes_the_courses_settings(tmp_path):
    assert os.access(ROOT / "start", os.X_OK)
    env = {**os.environ, "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}"}
    env["D2LMLP_WORKBOOK"] = str(tmp_path / "workbook")
    words = [shutil.which("bash"), ROOT / "start", "env"]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert f"JUPYTER_PATH={ROOT / 'jupyter_config'}" in done.stdout
    assert (tmp_path / "workbook" / path("start_here").name).is_file(), done.stderr


def test_every_way_opens_the_same_page():
    config = json.loads((ROOT / "jupyter_config" / "jupyter_lab_config.json").read_text())
    assert config["LabApp"]["default_url"] == f"/{FIRST}"
    assert path("start_here").name == lab.FIRST
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"urlpath={FIRST})" in readme and "python -m d2lmlp lab" in readme
    for file in (".devcontainer/devcontainer.json", "tests/hub/student.py"):
        assert "workbook" in (ROOT / file).read_text(encoding="utf-8")
    hub = (ROOT / "tests" / "hub" / "jupyterhub_config.py").read_text(encoding="utf-8")
    assert FIRST in hub


def test_the_lab_opens_a_workbook_wherever_it_lies(tmp_path, monkeypatch):
    place = tmp_path / "mon été" / "mes pages"
    monkeypatch.setenv("D2LMLP_OPENS", str(place / lab.FIRST))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(lab.CONFIG))
    from traitlets.config import Config

    source = (ROOT / "d2lmlp" / "workbook" / "lab_config.py").read_text(encoding="utf-8")
    space = {"get_config": Config}
    exec(compile(source, "lab_config.py", "exec"), space)
    found = space["c"]
    assert found.ServerApp.root_dir == str(place.parent)
    assert unquote(found.LabApp.default_url) == f"/lab/tree/mes pages/{lab.FIRST}"
    assert found.ServerApp.ip == "127.0.0.1" and re.fullmatch(
        "[0-9a-f]{48}", found.FreshToken.token
    )
    assert all(os.path.isdir(folder) for folder in found.LabApp.labextensions_path)
