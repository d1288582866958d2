"""Build a deck of slides of each lesson under build/slides (``make slides``); nothing is executed.

A cell says in its metadata which slide it gives: ``"slide": {"kind": "figure", "title": ...}``, or
a list of such. Figure, table, formula, code and printed numbers are the cell's own; ``text`` is the
shorter sentence that a projection needs. The prose of the notebook becomes the speaker's notes.
"""

import os
import re
import shutil
import subprocess
import sys

import course
import jinja2
from slideparts import code, is_text, line, output, prose, shown, words
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
    order = (
        (shown, output, words) if kind in ("formula", "answer") else (words, code, output, shown)
    )
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
