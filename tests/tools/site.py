"""Build the course as web pages under build/site (``make site``), from the notebooks as committed.

Nothing is executed. Sphinx has an environment of its own under build/ (webenv.py).
"""

import base64
import os
import re
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

import course
import explorers
import nbformat
import sections
from pages import page
from webenv import BUILD, CONFIG, ROOT, environment

from d2lmlp.exercises.engine.card import as_html
from d2lmlp.explore.playground import playground

START = """\
# The multilayer perceptron in MXNet

A course in notebooks: why a straight line is not enough, what hidden layers and activation
functions do, how gradients flow, and how to train, examine and repair a network.

These pages can be read and played with anywhere. In JupyterLab the same notebooks run, and your
own code is checked; [two commands](run) start it.

{play}
## A map of the course

With three hours to spend, take the way that [Start here](00_start_here.ipynb) names.

<ol class="map" start="0">
{contents}
</ol>

Every word of the course, in a sentence: the [glossary](glossary.md).

(run)=
## Run it

```
git clone ADDRESS-OF-THE-COURSE d2lmlp
cd d2lmlp
make lab
```

The first start builds the environment and takes about a minute; JupyterLab then opens at the first
notebook. It needs Linux, macOS on Intel, or Windows with WSL2; the README has more ways.

```{{toctree}}
:hidden:

{names}
glossary
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


def runnable(notebook, name):
    """Say at the top of a page how to run it; the theme puts "previous" and "next" below it."""
    front, *cells, last = notebook.cells
    path = os.path.relpath(ROOT / "notebooks" / name, BUILD / "site-source")
    how = nbformat.v4.new_markdown_cell(RUN.format(name=name, path=path), id="run-it")
    assert last.source.splitlines()[-1] == front.source.splitlines()[-1]
    if len(last.source.splitlines()) > 1:  # the sources stand in the same cell
        last.source = "\n".join(last.source.splitlines()[:-1])
        cells.append(last)
    notebook.cells = [front, how, *cells]
    return notebook


def play():
    """The playground of the front page: a ring that a net of three units separates."""
    board = playground("ring", layers=(3,), lr=0.03)
    return explorers.live(board.html_for_page()) + "\n"


def entry(notebook, name):
    """A place on the map: the title as a link, the purpose, the time, a picture of the page."""
    lines = [line for line in notebook.cells[0].source.splitlines() if line]
    minutes = re.search(r"\*\*Time:\*\* (.*?)\.?(?= \*\*|$)", notebook.cells[0].source, re.M)
    title = lines[0].lstrip("# ").partition(". ")[2]
    link = name.replace(".ipynb", ".html")
    return (
        f'<li><a href="{link}">{escape(title)}</a>{thumbnail(notebook, Path(name).stem)}'
        f'<p>{as_html(lines[1])}</p><p class="time">{minutes[1] if minutes else ""}</p></li>'
    )


def thumbnail(notebook, stem):
    """Write the first picture of a notebook to a file; it is there for the eyes only."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    for output in outputs:
        html = output.get("data", {}).get("text/html", "")
        found = re.search(r'src="data:image/(svg\+xml|png);base64,([^"]+)"', html)
        if found:
            file = BUILD / "site-static" / f"map-{stem}.{found[1][:3]}"
            file.write_bytes(base64.b64decode(found[2]))
            return f'<img alt="" loading="lazy" src="_static/{file.name}">'
    return ""


def write_source(folder):
    """Write what Sphinx reads: a start page and one page for each notebook."""
    shutil.rmtree(folder, ignore_errors=True)
    others = shutil.ignore_patterns("*.ipynb", ".ipynb_checkpoints", "__pycache__")
    shutil.copytree(ROOT / "notebooks", folder, ignore=others)  # pictures, and what is linked to
    entries, names = [], []
    for path in course.pages():
        notebook = nbformat.read(path, as_version=4)
        nbformat.write(runnable(page(notebook), path.name), folder / path.name)
        entries.append(entry(notebook, path.name))
        names.append(path.stem)
    start = START.format(play=play(), contents="\n".join(entries), names="\n".join(names))
    shutil.copy(CONFIG / "glossary.md", folder)
    (folder / "index.md").write_text(start, encoding="utf-8")


def main(argv):
    """Build the pages; arguments go to Sphinx."""
    python = environment()
    source, site = BUILD / "site-source", BUILD / "site"
    explorers.write(BUILD / "site-static")
    write_source(source)
    shutil.rmtree(site, ignore_errors=True)
    options = ["-q", "-W", "--keep-going", "-b", "html", "-c", CONFIG, "-d", BUILD / "site-cache"]
    result = subprocess.run([python, "-m", "sphinx", *options, *argv, source, site])
    if result.returncode == 0:
        sections.write(site, [*(path.stem for path in course.pages()), "glossary"])
        print(f"The pages are there: open {os.path.relpath(site / 'index.html')}")
    return result.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
