"""Build a deck of slides of each lesson under build/slides (``make slides``); nothing is executed.

A cell says in its metadata which slide it gives: ``"slide": {"kind": "figure", "title": ...}``, or
a list of such. Figure, table, formula, code and printed numbers are the cell's own; ``text`` is the
shorter sentence that a projection needs. The prose of the notebook becomes the speaker's notes.
"""

import math
import os
import re
import shutil
import subprocess
import sys
import textwrap

import course
import jinja2
from bs4 import BeautifulSoup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from webenv import BUILD, CONFIG, environment

LOOKS = CONFIG / "slides"
SLIDES = BUILD / "slides"
# What a slide may hold, and which of it each kind cannot do without.
PARTS = {"kind", "title", "text", "formula", "code", "output", "columns"}
KINDS = {
    "text": {"text"},
    "formula": {"text"},
    "figure": {"title"},
    "code": {"title", "code"},
    "output": {"title"},
    "table": {"title"},
    "question": set(),  # without a text, what the cell asks the reader to predict
    "answer": set(),  # comes up on the slide of the question before it
    "exercise": {"text"},
    "summary": {"text"},
}
ASKED = re.compile(r"\*\*Predict before you (?:run|move)[.:]?\*\*:?\s+(.*?)(?:\n\n|\Z)", re.S)
FORMULA = re.compile(r"\$\$(.*?)[.,:]?\s*\$\$", re.S)
NOT_SAID = re.compile(r"^(\[← |\[Contents\]|\*Stuck\?|# )")  # prose that is no speaker's note


# --- from a notebook to slides -------------------------------------------------------------------


def deck(path):
    """Read the slides of a notebook.

    Parameters
    ----------
    path : Path
        The notebook.

    Returns
    -------
    slides : list of dict
        For each slide its ``id``, ``kind``, ``title``, ``where`` (the section), ``parts`` (HTML)
        and ``notes`` (HTML). Empty where no cell gives a slide.

    Raises
    ------
    ValueError
        If a cell asks for what a slide cannot be; the message names the cell.
    """
    front, *cells = course.read(path).cells
    if not any("slide" in cell.metadata for cell in cells):
        return []
    paragraphs = [text for text in front.source.split("\n\n") if not NOT_SAID.match(text)]
    slides = [{
        "id": front.id, "kind": "front", "title": front.source.splitlines()[0].lstrip("# "),
        "where": "", "parts": [f"<p>{line(paragraphs[0])}</p>"], "notes": paragraphs[1:],
    }]  # fmt: skip
    where = ""
    for cell in cells:
        asked = cell.metadata.get("slide", [])
        asked = [asked] if isinstance(asked, dict) else asked
        section = re.search(r"^## (.*)$", cell.source, re.M) if is_text(cell) else None
        where = line(section[1]) if section else where
        own = [slide(cell, one, where, number) for number, one in enumerate(asked)]
        if is_text(cell):
            share_notes(cell, own, slides[-1])
        for one in own:
            if one["kind"] == "answer":
                slides[-1]["parts"] += one["parts"]
                slides[-1]["notes"] += one["notes"]
            else:
                slides.append(one)
    for one in slides:
        one["notes"] = prose("\n\n".join(one["notes"]))
    return slides


def is_text(cell):
    return cell.cell_type == "markdown"


def share_notes(cell, own, before):
    """Give each paragraph to the slide that it speaks of: one before a heading to the last one."""
    if cell.id.startswith(("try-", "help-")) and not own:
        return
    opened = not re.search(r"^#", cell.source, re.M)
    for text in cell.source.split("\n\n"):
        opened = opened or text.startswith("#")
        questions = [one for one in own if one["kind"] == "question"]
        if not text.strip() or NOT_SAID.match(text):
            continue
        if "**Predict" in text and questions:
            questions[0]["notes"].append(text)
        else:
            (own[0] if own and opened else before)["notes"].append(text)


def slide(cell, asked, where, number):
    """Make the slide that a cell asks for."""
    kind = asked.get("kind")
    if kind not in KINDS or not KINDS[kind] <= set(asked) <= PARTS:
        raise ValueError(f"{cell.id}: a slide cannot be {dict(asked)}.")
    order = (shown, output, words) if kind in ("formula", "answer") else (words, code, output, shown)
    parts = [html for part in order for html in part(cell, asked)]
    if not parts:
        raise ValueError(f"{cell.id}: there is no {kind} in this cell.")
    if kind == "answer":
        parts = [f'<div class="fragment answer">{"".join(parts)}</div>']
    where = {"question": "Predict", "exercise": "Exercise", "summary": ""}.get(kind, where)
    title = line(asked.get("title") or heading(cell))
    return {
        "id": f"{cell.id}-{number}" if number else cell.id, "kind": kind, "title": title,
        "where": "" if where == title else where, "parts": parts, "notes": [],
    }  # fmt: skip


def heading(cell):
    """The last heading of a cell of text, without the words that each exercise begins with."""
    found = re.findall(r"^##+ (.*)$", cell.source, re.M) if is_text(cell) else []
    return found[-1].removeprefix("Try it: ") if found else ""


# --- the parts of a slide ------------------------------------------------------------------------


def words(cell, asked):
    """The sentence, or the points one below the other."""
    text = asked.get("text", "")
    question = ASKED.search(cell.source) if asked["kind"] == "question" and not text else None
    if question:
        text = question[1][0].upper() + question[1][1:]
    if isinstance(text, str):
        return [prose(text)] if text else []
    return ["<ul>" + "".join(f"<li>{line(point)}</li>" for point in text) + "</ul>"]


def shown(cell, asked):
    """The figure, the table or the formulas of the cell."""
    kind = asked["kind"]
    if kind == "formula":
        formulas = chosen(FORMULA.findall(cell.source), asked.get("formula", True))
        return ["".join(f"<p>$${escaped(folded(text))}$$</p>" for text in formulas)]
    if kind == "table" and is_text(cell):
        rows = re.findall(r"^\|.*\|$", cell.source, re.M)
        return table(prose("\n".join(rows)), asked) if rows else []
    if kind in ("figure", "table"):
        return next(filter(None, (found(html, kind, asked) for html in htmls(cell))), [])
    return []


def folded(formula, widest=44):
    """Break a wide formula: between what stands side by side, or at its equality signs."""
    gap = next((gap for gap in (r"\qquad", r"\quad", " = ") if gap in formula), "")
    parts = [part.strip() for part in formula.split(gap)] if gap else [formula]
    if letters(formula) <= widest or any(p.count("{") != p.count("}") for p in parts):
        return formula
    if gap == " = ":
        first, *others = parts
        return rf"\begin{{aligned}}{first} &= " + r"\\ &= ".join(others) + r"\end{aligned}"
    lines = parts[:1]
    for part in parts[1:]:
        together = f"{lines[-1]} {gap} {part}"
        lines = [*lines[:-1], together] if letters(together) <= widest else [*lines, part]
    return r"\begin{gathered}" + r"\\[0.6em]".join(lines) + r"\end{gathered}"


def letters(formula):
    """About how many letters wide a formula is."""
    said = re.sub(r"\\(math\w+|operatorname|text|t?frac|left|right|[,;])", "", formula)
    said = re.sub(r"\\qquad", "xxxx", said.replace(r"\quad", "xx"))
    return len(re.sub(r"[{}_^\s]", "", re.sub(r"\\\w+", "x", said)))


def found(html, kind, asked):
    if kind == "table":
        return table(html, asked)
    image = re.search(r"<img [^>]*>", html)
    return [f'<div class="figure">{image[0]}</div>'] if image else []


def table(html, asked):
    """The table in `html`, with the columns that are asked for."""
    soup = BeautifulSoup(html, "html.parser").table
    if soup is None:
        return []
    for tag in soup.find_all(True):
        del tag["style"]
    for caption in soup.find_all("caption"):
        caption.extract()
    columns = asked.get("columns")
    for row in soup.find_all("tr") if columns else ():
        for number, field in enumerate(row.find_all(["th", "td"])):
            if number not in columns:
                field.extract()
    rows = [[field.get_text() for field in row.find_all(["th", "td"])] for row in soup.find_all("tr")]
    lines = [max(math.ceil(len(text) * len(row) / 110) for text in row) for row in rows]
    soup["style"] = f"--rows: {sum(lines)}"
    return [str(soup)]


def code(cell, asked):
    """The lines of the cell's source that are asked for, such as "1-3,7"."""
    if "code" not in asked:
        return []
    lines = chosen(cell.source.split("\n"), asked["code"])
    lines = textwrap.dedent("\n".join(lines)).split("\n")
    html = highlight("\n".join(lines), PythonLexer(), HtmlFormatter(nowrap=True))
    return [f'<pre class="code"{sized(lines)}>{html.rstrip()}</pre>']


def output(cell, asked):
    """What the cell has printed, or those of its lines that are asked for."""
    if asked["kind"] != "output" and "output" not in asked:
        return []
    outputs = cell.get("outputs", [])
    text = "".join(one.text for one in outputs if one.output_type == "stream")
    text = text or "".join(one.get("data", {}).get("text/plain", "") for one in outputs)
    lines = chosen(text.rstrip("\n").split("\n"), asked.get("output", True))
    return [f'<pre class="output"{sized(lines)}>{escaped(chr(10).join(lines))}</pre>']


def chosen(lines, which):
    """Take the lines with the numbers of `which`, counted from 1; all of them for True."""
    if which is True:
        return lines
    ends = [part.split("-") for part in which.split(",")]
    return [one for pair in ends for one in lines[int(pair[0]) - 1 : int(pair[-1])]]


def sized(lines):
    """How long and how many lines are, from which the style sheet takes the size of the type."""
    return f' style="--columns: {max(map(len, lines))}; --rows: {len(lines)}"'


def htmls(cell):
    return [out.get("data", {}).get("text/html", "") for out in cell.get("outputs", [])]


# --- words ---------------------------------------------------------------------------------------


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def prose(text):
    """Markdown as HTML; a link is what it says, and formulas wait for MathJax."""
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    html = MarkdownWithMath(renderer=renderer).render(re.sub(r"^#+ (.*)$", r"**\1**", text, flags=re.M))
    return re.sub(r"</?a\b[^>]*>", "", html).replace("≈ ", "≈\N{NO-BREAK SPACE}")


def line(text):
    """One line of Markdown, without a paragraph around it."""
    return re.sub(r"^<p>|</p>\s*$", "", prose(text)).strip()


# --- from slides to a folder ---------------------------------------------------------------------


def write(folder=SLIDES):
    """Write all decks, what they need, and a page that lists them; return the slides of each."""
    python = environment()
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(LOOKS, folder, ignore=shutil.ignore_patterns("*.html"))
    packages = next((python.parents[1] / "lib").glob("python*/site-packages"))
    reveal = packages / "sphinx_revealjs" / "_static" / "revealjs"
    mathjax = packages / "sphinx-mathjax-offline" / "static" / "mathjax"
    for file in (
        reveal / "dist" / "reveal.css",
        reveal / "dist" / "reveal.js",
        reveal / "plugin" / "notes" / "notes.js",
        mathjax / "tex-svg-full.js",
    ):
        shutil.copy(file, folder)
    for theme in ("light", "dark"):  # the inks of the pages
        style = f"a11y-high-contrast-{theme}"
        command = [python, "-m", "pygments", "-S", style, "-f", "html", "-a", ".code"]
        css = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        (folder / f"code-{theme}.css").write_text(css, encoding="utf-8")
    pages = jinja2.Environment(loader=jinja2.FileSystemLoader(LOOKS), trim_blocks=True)
    decks = {path.stem: deck(path) for path in course.paths()}
    decks = {name: slides for name, slides in decks.items() if slides}
    for name, slides in decks.items():
        html = pages.get_template("deck.html").render(slides=slides)
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    html = pages.get_template("index.html").render(decks=decks)
    (folder / "index.html").write_text(html, encoding="utf-8")
    return decks


if __name__ == "__main__":
    found = write()
    print(f"{len(found)} decks are there: open {os.path.relpath(SLIDES / 'index.html')}")
    sys.exit(0)
