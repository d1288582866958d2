"""Write the exercise cells of the notebooks from the tasks of the package.

Run ``python tests/tools/exercises.py [NUMBER ...]`` (such as ``08 03``; without numbers, all). It
writes 08 as a whole and puts each task's "Try it" cells at the end of a section of its own
notebook; cells that were there are replaced. Execute the notebooks afterwards.
"""

import re
import sys
from pathlib import Path

import nbformat

from d2lmlp.exercises import TASKS

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
TITLES = {
    "01_hidden_layers": "1. Hidden layers",
    "02_activation_functions": "2. Activation functions",
    "03_activation_zoo": "3. The activation zoo",
    "04_forward_pass": "4. The forward pass",
    "05_universal_approximation": "5. Universal approximation",
    "06_gradient_flow": "6. Gradient flow",
    "07_training": "7. Training",
}
# task -> the section (a ## heading) at whose end it stands
PLACES = {
    "bias-broadcast": "Incorporating hidden layers",
    "bottleneck-witness": "Incorporating hidden layers",
    "xor-by-hand": "From linear to nonlinear",
    "gradient-rules": "ReLU",
    "sigmoid-backward": "Sigmoid",
    "tanh-derivative": "Tanh",
    "tanh-sigmoid-identity": "Tanh",
    "sigmoid-net-to-tanh-net": "Which one, and at what price",
    "prelu-by-hand": "Keep a slope on the left: leaky ReLU, PReLU, ELU",
    "prelu-gradients": "Keep a slope on the left: leaky ReLU, PReLU, ELU",
    "swish-derivative": "Smooth gates: GELU and SiLU",
    "parameter-count": "The three-layer perceptron, parameter by parameter",
    "logit-threshold": "Logits and probabilities",
    "batch-dependent": "Train and predict mode",
    "per-minibatch-nonlinearity": "Train and predict mode",
    "batch-norm-predict": "Train and predict mode",
    "cpwl-build": "Hinges: a network by formula",
    "piece-count": "Depth: folding a line",
    "local-affine": "Depth: folding a line",
    "depth-against-width": "Depth against width, at equal parameters",
    "vanishing-example": "Vanishing gradients",
    "dead-units": "Dead units",
    "why-relu-won": "Activations side by side",
    "backprop-by-hand": "The backward pass, by hand",
    "cross-entropy-gradient": "From scratch",
}
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
    return [task for task in TASKS.values() if task.notebook == notebook]


# --- 08 ------------------------------------------------------------------------------------------

WAY = (
    "[← 7. Training](07_training.ipynb) · [Contents](00_start_here.ipynb) · "
    "[9. The clinic →](09_clinic.ipynb)"
)
FRONT = f"""\
# 8. Exercises

All tasks of the course in one place: the chapter's exercises and the questions that readers asked
about it, each with an answer within a second.

**You will**
- derive and program the gradients that autograd has computed for you so far
- prove by example what a net can and cannot represent
- tell a right idea from a right-looking one, with numbers

**Time:** 5 min to read and run, 180 min for the exercises. **Before:** any of the notebooks 1 to 7

{WAY}
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
SOURCES = f"""\
## Sources

- A. Zhang, Z. C. Lipton, M. Li, A. J. Smola (2023), *Dive into Deep Learning*, section 5.1,
  "Multilayer Perceptrons", exercises 1 to 5, and the questions that readers asked about them.
- C. Eckart, G. Young (1936), "The approximation of one matrix by another of lower rank".
- S. Ioffe, C. Szegedy (2015), "Batch normalization", section 3.1.
- X. Glorot, Y. Bengio (2010), "Understanding the difficulty of training deep feedforward neural
  networks", section 4.

{WAY}
"""
IMPORTS = """\
%load_ext d2lmlp
import numpy as onp
from mxnet import autograd, np, npx

from d2lmlp import check, hint, progress, solution
"""


def exercises_notebook():
    """Build notebook 08 from all tasks."""
    cells = [markdown(FRONT, "nb08-front"), code(IMPORTS, "nb08-imports")]
    cells.append(markdown(HOW, "nb08-how"))
    for name, title in TITLES.items():
        heading = f"## {title.split('. ', 1)[1]}"
        link = f"The pages behind these tasks: [{title}]({name}.ipynb)."
        cells.append(markdown(f"{heading}\n\n{link}", f"nb08-{name[:2]}"))
        for task in tasks_of(name):
            cells += [*task_cells(task), folded(task)]
    cells.append(markdown("## How far you are", "nb08-progress-text"))
    cells.append(code("progress()", "nb08-progress", ["nbval-ignore-output"]))
    cells += [markdown(KEY, "nb08-key"), markdown(SOURCES, "nb08-sources")]
    return nbformat.v4.new_notebook(cells=cells)


# --- 01 to 07 ------------------------------------------------------------------------------------


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
    for task in tasks_of(name)[::-1]:
        place = end_of_section(cells, PLACES[task.id])
        cells[place:place] = task_cells(task, "Try it: ")
    imports = next(cell for cell in cells if cell.cell_type == "code")
    imports.source = add_import(imports.source)
    notebook.cells = cells
    return notebook


def main(numbers):
    for path in sorted(NOTEBOOKS.glob("0[1-7]_*.ipynb")):
        if not numbers or path.name[:2] in numbers:
            notebook = nbformat.read(path, as_version=4)
            nbformat.write(add_tasks(notebook, path.stem), path)
    if not numbers or "08" in numbers:
        nbformat.write(exercises_notebook(), NOTEBOOKS / "08_exercises.ipynb")


if __name__ == "__main__":
    main(sys.argv[1:])
