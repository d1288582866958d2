"""Make of a notebook what the web shows: a page that asks for nothing which a page cannot do.

Predictions are folded until they are asked for, tasks of choice and prediction are answered in the
page, the others stand as quiet statements, and explorers get the numbers that they need.
"""

import ast
import copy
import json
import re
from html import escape

import explorers
import nbformat
from sealed import KINDS, diagnosis, sealed
from stored import kept

from d2lmlp.exercises.catalog import everything
from d2lmlp.exercises.engine.buttons import CLICK
from d2lmlp.exercises.engine.card import as_html, hint_lines

WIDGET = "application/vnd.jupyter.widget-view+json"
ANCHOR = r"(\]\((?:\w+\.ipynb)?)(#[^)]+\))"
QUESTION = re.compile(r"\*\*Predict\b")
FOLD = '<details class="predicted"><summary>Predicted? Open to compare.</summary>'
# What a notebook asks for and a page cannot do, and what the page says instead.
REWORDED = [
    (r"\*\*Predict before you (run|move)", "**Predict before you look"),
    (r"Work it out before you run the cell", "Work it out before you look"),
    (r" Put your numbers in place of the dots and run the cell; leave .*? asked of you\.", ""),
    (r"Which slope does the cell print", "Which slope is printed"),
    (r"Click into the cell, press .*?, and then \*Train\*\.", "Press *Train*."),
    (r"## JupyterLab in two minutes.*", ""),
    (r"Nothing you can do in a notebook breaks the course: .*?(?=\n## )", ""),
    (r" If not, type `make doctor` in a terminal .*? what to do\.", ""),
    (r" Did you get that\? Then everything is in place\.", ""),
    (r"If you see how to mend it, change the function and run .*? leads you there\. ", ""),
    (r"\n`hint\(\"tanh-derivative\"\)` gives a nudge.*?stays there\.\n", ""),
    (r"; copy it into a cell to come back to a setting", ""),
    (r"Each task has one cell, for your answer and its check\..*", "{how}"),
    (r"This is the script\. Run it as it is for now\.", "This is the script, and what it does."),
    (r"Now go back to the cell of the script, mend .* second look\.", "How would you mend it?"),
    (r"Name it\. Replace the dots by .*? in quotation marks\.", "Name it, and what shows it."),
    (r"`hint\(\"patient-1\"\)` gives a nudge.*?want it back\. ", ""),
    (r": put two names from the lists below in place of the dots of `diagnose`", ""),
    (r": change the script \*in its own cell\*, run that cell and the .*? fresh seeds\.", " it."),
    (r" Run the cell twice and ", " Run this twice and "),
    (r"\n*\*Stuck\? Run the cell and open the hint below it, or type `hint\([^)]*\)`\.\*", ""),
]
HOW = """\
Tasks with boxes to tick or numbers to type are answered here: a first wrong answer is told where it
goes wrong, a second one its cause. The others ask for a function: paper will do, or JupyterLab,
where each is checked within a second. Hints are folded, one within the other.

★ is a warm-up, ★★ takes a few lines on paper, ★★★ takes a walk around the block.
"""
LETTERS = r"(?:Give|Set|Name)\b[^.]*?\bletters\b(?:[^.`]|`[^`]*`|\.\d)*\.(?: *\(h is.*?\))? *"
DROPPED = ("progress(", "hint(", "solution(", 'print("It runs.")')
HIDDEN = ("How far you are",)  # sections that only a kernel fills


def page(notebook):
    """Make of a notebook the cells of a page; nothing is executed but the lines of explorers."""
    notebook = copy.deepcopy(notebook)
    cells, first = [], True
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cells += text(cell)
        else:
            cells += code(cell, first)
            first = False
    notebook.cells = folded(cells)
    notebook.metadata.setdefault("language_info", {"name": "python", "pygments_lexer": "ipython3"})
    return notebook


def markdown(source, id_):
    return nbformat.v4.new_markdown_cell(source, id=id_)


# --- text ----------------------------------------------------------------------------------------


def text(cell):
    """The cells that stand for a cell of text: none where it is for JupyterLab only."""
    task = everything().get(cell.id.removeprefix("try-").removeprefix("help-"))
    if cell.id.startswith("help-") and isinstance(task.checker, KINDS):
        return []  # the solution is sealed with the answers
    for pattern, instead in REWORDED:
        said = instead.replace("{how}", HOW)
        cell.source = re.sub(pattern, lambda _, said=said: said, cell.source, flags=re.S)
    if cell.id.startswith("try-") and isinstance(task.checker, KINDS):
        cell.source = re.sub(LETTERS, "", cell.source, flags=re.S)
    # JupyterLab's anchors keep capitals, Sphinx's do not.
    cell.source = re.sub(ANCHOR, lambda link: link[1] + link[2].lower(), cell.source)
    hidden = any(cell.source.startswith(f"## {title}") for title in HIDDEN)
    return [] if hidden or not cell.source.strip() else [cell]


# --- code ----------------------------------------------------------------------------------------


def code(cell, first):
    """The cells that stand for a cell of code."""
    called = last_call(cell.source)
    if cell.source.startswith(DROPPED):
        return []
    if called == "predict":
        return [predictions(cell)]
    if called == "diagnose":
        return [consultation(cell)]
    if called == "check" and not cell.id.startswith("nb00"):
        return [answer(cell)]
    if first or cell.metadata.get("jupyter", {}).get("source_hidden"):
        cell.metadata.setdefault("tags", []).append("hide-input")
    explorers.mounted(cell)
    cell.outputs = [output for output in map(for_pages, cell.outputs) if output]
    return [cell]


def last_call(source):
    """Name the function that the last line of a cell calls, such as "check"."""
    if source.startswith("%"):
        return ""
    last = (ast.parse(source).body or [None])[-1]
    call = getattr(last, "value", None)
    return getattr(getattr(call, "func", None), "id", "")


def predictions(cell):
    """The questions of ``predict("name", ...)``, to be answered in the page."""
    asked = []
    for line in ast.parse(cell.source).body:
        call = line.value
        choices = [ast.literal_eval(key.value) for key in call.keywords if key.arg == "choices"]
        name = call.args[0].value.replace("-", " ")
        asked.append({"name": name, "choices": list(choices[0]) if choices else []})
    data = escape(json.dumps(asked, ensure_ascii=False))
    return markdown(f'<div class="d2lmlp-predict" data-asked="{data}"></div>', cell.id)


def answer(cell):
    """What stands for a task's cell: a form that judges, or the hints to read."""
    name = re.findall(r'check\("([\w-]+)"', cell.source)[-1]
    task = everything()[name]
    if isinstance(task.checker, KINDS):
        data = in_page(sealed(task))
        return markdown(f'<div class="d2lmlp-task">{data}</div>', cell.id)
    inside = ""
    for title, hint in reversed(hint_lines(task.hints)):
        summary = f'<details class="hint"><summary>{title}</summary>'
        inside = f"{summary}<div>{as_html(hint)}{inside}</div></details>"
    return markdown(f'<div class="d2lmlp-hints">{inside}</div>', cell.id)


def consultation(cell):
    """What stands for ``diagnose("patient-1", ...)``: two lists and a verdict."""
    patient = re.search(r'diagnose\("([\w-]+)"', cell.source)[1]
    data = in_page(kept(patient, explorers.CACHE, diagnosis))
    return markdown(f'<div class="d2lmlp-task">{data}</div>', cell.id)


def in_page(data):
    """Write data where a script of the page finds them, and nothing ends them early."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f'<script type="application/json">{said}</script>'


def for_pages(output):
    """Leave of an output what needs no kernel, and link to pages; None where that is nothing."""
    data = output.get("data", {})
    if data.get("text/plain") == CLICK or "Run this cell" in data.get("text/html", ""):
        return None
    if "text/html" in data:
        data["text/html"] = re.sub(r'(<a href="[\w.]+)\.ipynb"', r'\1.html"', data["text/html"])
    if WIDGET in data:
        del output.data[WIDGET]
        if set(output.data) <= {"text/plain"} and "Figure: " not in output.data.get("text/plain"):
            return None  # "VBox(children=..." tells a reader nothing
    return output


# --- predictions ---------------------------------------------------------------------------------


def folded(cells):
    """Fold what answers a prediction: the outputs of the cells after it, and their reading."""
    done, asked, opened = [], False, False
    for cell in cells:
        if cell.cell_type == "code" or "d2lmlp-predict" in cell.source:
            if asked and not opened and foldable(cell):
                done += [alone(cell), markdown(FOLD, f"{cell.id}-fold"), only_output(cell)]
                opened = True
            else:
                done.append(cell)
            continue
        reading, rest = split(cell.source) if asked else ("", cell.source)
        if asked and reading and not opened and not cell.id.startswith("try-"):
            done.append(markdown(FOLD, f"{cell.id}-fold"))
            opened = True
        if reading:
            done.append(markdown(reading, f"{cell.id}-read"))
        if opened:
            done.append(markdown("</details>", f"{cell.id}-end"))
        if rest:
            done.append(markdown(rest, cell.id))
        asked, opened = bool(QUESTION.search(rest)), False
    return done + [markdown("</details>", "last-end")] * opened


def foldable(cell):
    """Tell whether a cell shows a result; an explorer is there to be moved."""
    return bool(cell.get("outputs")) and "d2lmlp-explorer" not in str(cell.outputs)


def alone(cell):
    """The cell without its outputs."""
    return nbformat.v4.new_code_cell(cell.source, id=f"{cell.id}-in", metadata=cell.metadata)


def only_output(cell):
    """The cell without its source."""
    cell = copy.deepcopy(cell)
    cell.metadata.tags = ["remove-input"]
    return cell


def split(source):
    """Part a text in the reading of what came before, and what begins after that."""
    start = re.search(r"^#|^.*\*\*Predict\b", source, re.M)
    if not start:
        return source, ""
    return source[: start.start()].rstrip(), source[start.start() :]
