"""Write the exercise cells of the notebooks: long, for all that follows from a task.

Run ``python tests/tools/exercises.py [NAME ...]`` (such as ``training``; without names, all). It
writes the notebook of exercises as a whole and puts each task's "Try it" cells at the end of a
section of its own notebook; a cell that was there keeps its outputs if nothing changes. The line
that leads from page to page is renewed, and the catalogue is told in which order the sections
stand. Execute the notebooks afterwards.
"""

import re
import sys
from importlib import import_module, reload
from pathlib import Path

import course
import nbformat
import renumber

from d2lmlp.exercises.catalog import TASKS, tasks
from d2lmlp.exercises.engine.card import as_html


def markdown(text, id_):
    return nbformat.v4.new_markdown_cell(text.strip("\n"), id=id_)


def code(text, id_, tags=()):
    metadata = {"tags": list(tags)} if tags else {}
    return nbformat.v4.new_code_cell(text.strip("\n"), id=id_, metadata=metadata)


def statement(task, heading):
    """The task as it stands in a notebook: title with stars, what to deliver, how to get help."""
    stars = "★" * task.stars
    help_ = f'*Stuck? Run the cell and open the hint below it, or type `hint("{task.id}")`.*'
    return f"### {heading}{task.title} {stars}\n\n{task.statement.strip()}\n\n{help_}"


def task_cells(task, heading=""):
    """Statement, and one cell for the answer and its check: no old answer can be checked."""
    return [
        markdown(statement(task, heading), f"try-{task.id}"),
        code(answered(task, task.stub), f"try-{task.id}-answer"),
    ]


def answered(task, source):
    """The cell of a task with `source`, such as its stub or its solution, in it."""
    space = "\n\n\n" if "def " in source else "\n\n"
    return f'{source.strip(chr(10))}{space}check("{task.id}", {task.name})'


def folded(task):
    """The solution, folded: the text of the package, with its powers raised."""
    lines = ["<details><summary>Solution</summary>", "", "```python"]
    lines += [task.solution.strip("\n"), "```", "", as_html(task.explanation), "", "</details>"]
    return markdown("\n".join(lines), f"help-{task.id}")


def tasks_of(notebook):
    return [task for task in tasks().values() if task.notebook == notebook]


def with_tasks():
    """The notebooks that tasks belong to, in order."""
    return sorted({task.notebook for task in tasks().values()})


def kept(cells, before):
    """Take a cell that was there before in its place, if nothing changes: with its outputs.

    A cell whose text has changed is a new one; it keeps its slide.
    """
    same = {(cell.id, cell.source): cell for cell in before}
    slides = {cell.id: cell.metadata["slide"] for cell in before if "slide" in cell.metadata}
    for cell in cells:
        cell.metadata |= {"slide": slides[cell.id]} if cell.id in slides else {}
    return [same.get((cell.id, cell.source), cell) for cell in cells]


# --- the notebook of all exercises ---------------------------------------------------------------

FRONT = """\
# {number}. Exercises

All tasks of the course in one place: the chapter's exercises and the questions that readers asked
about it, each with an answer within a second.

**You will**
- derive and program the gradients that autograd has computed for you so far
- prove by example what a net can and cannot represent
- tell a right idea from a right-looking one, with numbers
- write what holds a net back (a penalty, a mask, an early end) and what makes a score honest

**Time:** 5 min to read and run, 445 min for the exercises. **Before:** any notebook with tasks

{way}
"""
HOW = """\
Each task has one cell, for your answer and its check. Run it as often as you like: a first wrong
answer is shown where it differs most from the target, a second one is told its cause, and nothing
in your notebook changes. NumPy, MXNet and plain Python are all welcome.

★ is a warm-up, ★★ takes a few lines on paper, ★★★ takes a walk around the block. Hints are folded
below each answer, one within the other, and the solution below the task; open them when you want
to. `hint("...")` and `solution("...")` show the same.
"""
KEY = """\
## Key points

- A derivative is a claim about numbers: one point where it fails refutes it, and shows where to
  look.
- The chain rule never forgets a factor; people do: the upstream gradient, the inner function, the
  sum over shared parameters.
- A net without nonlinearity is one matrix, and a bottleneck limits its rank; a ReLU net is a
  piecewise linear function whose pieces can be counted.
- What acts on a whole minibatch makes each prediction depend on its company, until running
  statistics take its place.
- A factor has a place and a reason: n beside a penalty, the square root of six in Xavier's bound,
  1 - p under what dropout keeps. Put in p = 0, n = 1 or a weight of 0, and see what must come out.
- A score is honest only for examples that had no part in a choice: folds, gaps and codes are
  filled from the training rows alone, and shifted data are weighed, not trusted.
"""
SOURCES = """\
## Sources

- A. Zhang, Z. C. Lipton, M. Li, A. J. Smola (2023), [*Dive into Deep Learning*](https://d2l.ai/),
  sections [3.6](https://d2l.ai/chapter_linear-regression/generalization.html),
  [3.7](https://d2l.ai/chapter_linear-regression/weight-decay.html),
  [4.7](https://d2l.ai/chapter_linear-classification/environment-and-distribution-shift.html) and
  [5.1 to 5.7](https://d2l.ai/chapter_multilayer-perceptrons/index.html), their exercises, and the
  questions that readers asked about them.
- C. Eckart, G. Young (1936), ["The approximation of one matrix by another of lower
  rank"](https://doi.org/10.1007/BF02288367).
- S. Ioffe, C. Szegedy (2015), ["Batch normalization"](https://arxiv.org/abs/1502.03167),
  section 3.1.
- X. Glorot, Y. Bengio (2010), ["Understanding the difficulty of training deep feedforward neural
  networks"](https://proceedings.mlr.press/v9/glorot10a.html), section 4.
- N. Srivastava and others (2014), ["Dropout: a simple way to prevent neural networks from
  overfitting"](https://jmlr.org/papers/v15/srivastava14a.html); I. Loshchilov, F. Hutter (2019),
  ["Decoupled weight decay regularization"](https://arxiv.org/abs/1711.05101).

{way}
"""
CARDS = """\
Will you still know it next month? `review()` asks short questions about the whole course, ten at a
time, and each one again when you are about to forget it.
"""
IMPORTS = """\
%load_ext d2lmlp
import numpy as onp
from mxnet import autograd, np, npx

from d2lmlp import check, hint, progress, solution
"""


def all_titles():
    """The notebooks' titles by name, in the order of the course."""
    return {p.stem[3:]: course.read(p).cells[0].source.splitlines()[0][2:] for p in course.paths()}


def exercises_notebook():
    """Build the notebook of exercises from all tasks."""
    titles = all_titles()
    numbers = {name: k for k, name in enumerate(titles)}
    words = {"number": numbers["exercises"], "way": renumber.way("exercises", titles, numbers)}
    cells = [markdown(FRONT.format(**words), "nb08-front"), code(IMPORTS, "nb08-imports")]
    cells.append(markdown(HOW, "nb08-how"))
    for stem in with_tasks():
        title = titles[stem[3:]]
        heading = f"## {title.split('. ', 1)[1]}"
        link = f"The pages behind these tasks: [{title}]({stem}.ipynb)."
        cells.append(markdown(f"{heading}\n\n{link}", f"nb08-{stem[3:].replace('_', '-')}"))
        for task in tasks_of(stem):
            cells += [*task_cells(task), folded(task)]
    cells.append(markdown("## How far you are", "nb08-progress-text"))
    cells.append(code("progress()", "nb08-progress", ["nbval-ignore-output"]))
    cells.append(markdown(CARDS, "nb08-cards"))
    cells += [markdown(KEY, "nb08-key"), markdown(SOURCES.format(**words), "nb08-sources")]
    old = course.read("exercises")
    return nbformat.v4.new_notebook(cells=kept(cells, old.cells), metadata=old.metadata)


# --- the notebooks with tasks --------------------------------------------------------------------


def split_at_sections(cells):
    """Let every ## heading begin a cell, so that a section's end lies between two cells."""
    found = []
    for cell in cells:
        parts = [cell.source]
        if cell.cell_type == "markdown":
            parts = re.split(r"\n+(?=## )", cell.source)
        for k, part in enumerate(parts):
            found.append(
                cell if len(parts) == 1 else markdown(part, cell.id + "-bcdefg"[k] * (k > 0))
            )
    return found


def end_of_section(cells, title):
    """Index of the first cell behind the section."""
    starts = [
        i for i, c in enumerate(cells) if re.match(rf"## {re.escape(title)}\s*$", c.source, re.M)
    ]
    if not starts:
        sections = [c.source.splitlines()[0] for c in cells if c.source.startswith("## ")]
        raise SystemExit(f"no section {title!r}; there are: {', '.join(sections)}")
    later = [i for i in range(starts[0] + 1, len(cells)) if cells[i].source.startswith("## ")]
    if not later:
        raise SystemExit(f"the section {title!r} is the last: a task stands before another heading")
    return later[0]


def add_import(source):
    """Import `check` in the notebook's imports cell; the extension brings the other words."""
    found = re.search(r"^from d2lmlp import (?:\(([^)]*)\)|(.*))$", source, re.M)
    if not found:
        return f"{source.rstrip()}\n\nfrom d2lmlp import check"
    names = re.findall(r"\w+", found.group(1) or found.group(2))
    if "check" in names:
        return source
    names = sorted([*names, "check"], key=lambda n: (0 if n.isupper() else 1 + n.islower(), n))
    return (
        source[: found.start()] + f"from d2lmlp import {', '.join(names)}" + source[found.end() :]
    )


def add_tasks(notebook, name):
    """Put the "Try it" cells of a notebook's tasks in their places."""
    cells = [cell for cell in notebook.cells if not cell.id.startswith("try-")]
    cells = split_at_sections(cells)
    for task in tasks_of(name):  # the easy ones first
        place = end_of_section(cells, task.section)
        cells[place:place] = kept(task_cells(task, "Try it: "), notebook.cells)
    imports = next(cell for cell in cells if cell.cell_type == "code")
    imports.source = add_import(imports.source)
    notebook.cells = cells
    return notebook


def write_sections(notebook, stem):
    """Tell the catalogue in which order a notebook's sections with tasks stand."""
    headings = re.findall(r"^## (.*?)\s*$", "\n".join(c.source for c in notebook.cells), re.M)
    wanted = {task.section for task in tasks_of(stem)}
    lines = "".join(f'    "{title}",\n' for title in headings if title in wanted)
    text = f'"""Tasks of the notebook {stem}."""\n\nSECTIONS = (\n{lines})\n'
    package = import_module(f"{TASKS}.{stem}")
    Path(package.__file__).write_text(text, encoding="utf-8")
    reload(package)


def renew_ways():
    """Write the line from page to page, at the top and at the end of every notebook."""
    titles = all_titles()
    for name in titles:
        notebook = course.read(name)
        line = renumber.way(name, titles, {other: k for k, other in enumerate(titles)})
        for cell in (notebook.cells[0], notebook.cells[-1]):
            cell.source = renumber.with_way(cell.source, line)
        nbformat.write(notebook, course.path(name))


def main(names):
    for stem in with_tasks():
        write_sections(course.read(course.path(stem[3:])), stem)
    tasks.cache_clear()
    for stem in with_tasks():
        if not names or stem[3:] in names:
            path = course.path(stem[3:])
            nbformat.write(add_tasks(course.read(path), stem), path)
    if not names or "exercises" in names:
        nbformat.write(exercises_notebook(), course.path("exercises"))
    renew_ways()


if __name__ == "__main__":
    main(sys.argv[1:])
