"""Write the exercise cells of the notebooks from the tasks of the package.

Run ``python tests/tools/exercises.py [NAME ...]`` (such as ``training``; without names, all). It
writes the notebook of exercises as a whole and puts each task's "Try it" cells at the end of a
section of its own notebook; cells that were there are replaced. Execute the notebooks afterwards.
"""

import re
import sys

import course
import nbformat
import renumber

from d2lmlp.exercises.catalog import tasks

NAMES = ("check", "hint", "solution")


def markdown(text, id_):
    return nbformat.v4.new_markdown_cell(text.strip("\n"), id=id_)


def code(text, id_, tags=()):
    metadata = {"tags": list(tags)} if tags else {}
    return nbformat.v4.new_code_cell(text.strip("\n"), id=id_, metadata=metadata)


def statement(task, heading):
    """The task as it stands in a notebook: title with stars, what to deliver, how to get help."""
    stars = "★" * task.stars
    help_ = f'*Stuck? `hint("{task.id}")` gives a nudge, and a further one each time you run it.*'
    return f"### {heading}{task.title} {stars}\n\n{task.statement.strip()}\n\n{help_}"


def task_cells(task, heading=""):
    """Statement, stub and check."""
    return [
        markdown(statement(task, heading), f"try-{task.id}"),
        code(task.stub, f"try-{task.id}-stub"),
        code(f'check("{task.id}", {task.name})', f"try-{task.id}-check"),
    ]


def folded(task):
    """Hints and solution, folded: the text of the package, word for word."""
    lines = []
    for k, hint in enumerate(task.hints, 1):
        lines += [f"<details><summary>Hint {k}</summary>", "", hint, "", "</details>"]
    lines += ["<details><summary>Solution</summary>", "", "```python"]
    lines += [task.solution.strip("\n"), "```", "", task.explanation, "", "</details>"]
    return markdown("\n".join(lines), f"help-{task.id}")


def tasks_of(notebook):
    return [task for task in tasks().values() if task.notebook == notebook]


def with_tasks():
    """The notebooks that tasks belong to, in order."""
    return sorted({task.notebook for task in tasks().values()})


# --- the notebook of all exercises ---------------------------------------------------------------

FRONT = """\
# {number}. Exercises

All tasks of the course in one place: the chapter's exercises and the questions that readers asked
about it, each with an answer within a second.

**You will**
- derive and program the gradients that autograd has computed for you so far
- prove by example what a net can and cannot represent
- tell a right idea from a right-looking one, with numbers

**Time:** 5 min to read and run, 180 min for the exercises. **Before:** any notebook with tasks

{way}
"""
HOW = """\
Each task has a cell for your answer and a cell that checks it. Run the check as often as you like:
it says what is wrong, shows your value beside the target where they differ most, and changes
nothing in your notebook. NumPy, MXNet and plain Python are all welcome.

★ is a warm-up, ★★ takes a few lines on paper, ★★★ takes a walk around the block. Hints and solution
are folded under each task; open them when you want to. `hint("...")` and `solution("...")` show the
same.
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
"""
SOURCES = """\
## Sources

- A. Zhang, Z. C. Lipton, M. Li, A. J. Smola (2023), *Dive into Deep Learning*, section 5.1,
  "Multilayer Perceptrons", exercises 1 to 5, and the questions that readers asked about them.
- C. Eckart, G. Young (1936), "The approximation of one matrix by another of lower rank".
- S. Ioffe, C. Szegedy (2015), "Batch normalization", section 3.1.
- X. Glorot, Y. Bengio (2010), "Understanding the difficulty of training deep feedforward neural
  networks", section 4.

{way}
"""
IMPORTS = """\
%load_ext d2lmlp
import numpy as onp
from mxnet import autograd, np, npx

from d2lmlp import check, hint, progress, solution
"""


def exercises_notebook():
    """Build the notebook of exercises from all tasks."""
    titles = {
        p.stem[3:]: course.read(p).cells[0].source.splitlines()[0][2:] for p in course.paths()
    }
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
    cells += [markdown(KEY, "nb08-key"), markdown(SOURCES.format(**words), "nb08-sources")]
    return nbformat.v4.new_notebook(cells=cells)


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
    return later[0]


def add_import(source):
    """Import check, hint and solution in the notebook's imports cell."""
    found = re.search(r"^from d2lmlp import (?:\(([^)]*)\)|(.*))$", source, re.M)
    if not found:
        return f"{source.rstrip()}\n\nfrom d2lmlp import {', '.join(NAMES)}"
    names = re.findall(r"\w+", found.group(1) or found.group(2))
    names = sorted(
        {*names, *NAMES}, key=lambda n: (0 if n.isupper() else 1 if n[0].isupper() else 2, n)
    )
    line = f"from d2lmlp import {', '.join(names)}"
    if len(line) > 100:
        line = "from d2lmlp import (\n" + "".join(f"    {name},\n" for name in names) + ")"
    return source[: found.start()] + line + source[found.end() :]


def add_tasks(notebook, name):
    """Put the "Try it" cells of a notebook's tasks in their places."""
    cells = [cell for cell in notebook.cells if not cell.id.startswith("try-")]
    cells = split_at_sections(cells)
    for task in tasks_of(name):  # the easy ones first
        place = end_of_section(cells, task.section)
        cells[place:place] = task_cells(task, "Try it: ")
    imports = next(cell for cell in cells if cell.cell_type == "code")
    imports.source = add_import(imports.source)
    notebook.cells = cells
    return notebook


def main(names):
    for stem in with_tasks():
        if not names or stem[3:] in names:
            path = course.path(stem[3:])
            nbformat.write(add_tasks(course.read(path), stem), path)
    if not names or "exercises" in names:
        nbformat.write(exercises_notebook(), course.path("exercises"))


if __name__ == "__main__":
    main(sys.argv[1:])
