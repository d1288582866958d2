"""Build the course as web pages under build/site (``make site``), from the notebooks as committed.

Nothing is executed. Sphinx has an environment of its own under build/, pinned with hashes in
tests/site/requirements.lock, so that the course's environment stays as it is.
"""

import copy
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import nbformat

from d2lmlp.exercises.engine.buttons import CLICK

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "tests" / "site"
BUILD = ROOT / "build"
WIDGET = "application/vnd.jupyter.widget-view+json"
ANCHOR = r"(\]\((?:\w+\.ipynb)?)(#[^)]+\))"

START = """\
# The multilayer perceptron in MXNet

A course in notebooks: why a straight line is not enough, what hidden layers and activation
functions do, how gradients flow, and how to train, examine and repair a network.

These pages are for reading. In JupyterLab the same notebooks run: you change the code, move the
sliders, and the exercises check your answers.

```
git clone ADDRESS-OF-THE-COURSE d2lmlp
cd d2lmlp
make lab
```

The first start builds the environment and takes about a minute; JupyterLab then opens at the first
notebook. It needs Linux, macOS on Intel, or Windows with WSL2; the README has more ways.

## Contents

With three hours to spend, take the way that [Start here](00_start_here.ipynb) names.

{contents}

```{{toctree}}
:hidden:

{names}
```
"""

RUN = """\
<details class="run-it"><summary>Run this page in JupyterLab</summary>

1. In a terminal, in the course's folder, type `make lab`. JupyterLab opens in your browser.
2. In the file list on the left, open the folder `workbook` and there `{name}`.
3. *Shift* + *Enter* runs a cell and goes on to the next one. *Run > Run All Cells* runs them all.

Only this notebook, for a JupyterLab that has the course: {{download}}`{name} <{path}>`

</details>
"""


def environment():
    """Build Sphinx's environment where it is missing or older than its lock; return its Python."""
    folder, lock = BUILD / "site-env", CONFIG / "requirements.lock"
    done = folder / "installed"
    if not done.is_file() or done.read_bytes() != lock.read_bytes():
        print("Installing what builds the pages (once).", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        pip = [folder / "bin" / "python", ROOT / "d2lmlp" / "workbook" / "installing.py"]
        subprocess.run([*pip, "--quiet", "--require-hashes", "-r", lock], check=True)
        shutil.copyfile(lock, done)
    return folder / "bin" / "python"


def page(notebook, name):
    """Make of a notebook what the web shows: no kernel is there to answer.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    name : str
        Its file name.

    Returns
    -------
    nbformat.NotebookNode
        A copy that says how to run it, and whose widgets are gone where a picture stands for them.
    """
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            # JupyterLab's anchors keep capitals, Sphinx's do not.
            cell.source = re.sub(ANCHOR, lambda link: link[1] + link[2].lower(), cell.source)
        else:
            cell.outputs = [output for output in map(for_pages, cell.outputs) if output]
    *cells, last = notebook.cells
    notebook.cells = cells  # the theme puts "previous" and "next" below each page
    path = os.path.relpath(ROOT / "notebooks" / name, BUILD / "site-source")
    how = nbformat.v4.new_markdown_cell(RUN.format(name=name, path=path), id="run-it")
    notebook.cells.insert(1, how)
    assert last.source.splitlines()[-1] == cells[0].source.splitlines()[-1]
    return notebook


def for_pages(output):
    """Leave of an output what needs no kernel, and link to pages; None where that is nothing."""
    data = output.get("data", {})
    if data.get("text/plain") == CLICK:
        return None
    if "text/html" in data:
        data["text/html"] = re.sub(r'(<a href="[\w.]+)\.ipynb"', r'\1.html"', data["text/html"])
    if WIDGET in data:
        del output.data[WIDGET]
        if set(output.data) <= {"text/plain"} and "Figure: " not in output.data.get("text/plain"):
            return None  # "VBox(children=..." tells a reader nothing
    return output


def entry(notebook, name):
    """One line of the contents: the title as a link, the purpose, the time."""
    lines = [line for line in notebook.cells[0].source.splitlines() if line]
    minutes = re.search(r"\*\*Time:\*\* (.*?)\.(?= |$)", notebook.cells[0].source)
    title = lines[0].lstrip("# ")
    return f"- [{title}]({name})  \n  {lines[1]} ({minutes[1] if minutes else ''})"


def write_source(folder):
    """Write what Sphinx reads: a start page and one page for each notebook."""
    shutil.rmtree(folder, ignore_errors=True)
    others = shutil.ignore_patterns("*.ipynb", ".ipynb_checkpoints", "__pycache__")
    shutil.copytree(ROOT / "notebooks", folder, ignore=others)  # pictures, and what is linked to
    entries, names = [], []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        nbformat.write(page(notebook, path.name), folder / path.name)
        entries.append(entry(notebook, path.name))
        names.append(path.stem)
    start = START.format(contents="\n".join(entries), names="\n".join(names))
    (folder / "index.md").write_text(start, encoding="utf-8")


def main(argv):
    """Build the pages; arguments go to Sphinx."""
    python = environment()
    source, site = BUILD / "site-source", BUILD / "site"
    write_source(source)
    shutil.rmtree(site, ignore_errors=True)
    options = ["-q", "-W", "--keep-going", "-b", "html", "-c", CONFIG, "-d", BUILD / "site-cache"]
    result = subprocess.run([python, "-m", "sphinx", *options, *argv, source, site])
    if result.returncode == 0:
        print(f"The pages are there: open {os.path.relpath(site / 'index.html')}")
    return result.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
