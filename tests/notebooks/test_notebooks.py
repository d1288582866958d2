"""What nbval cannot see of a notebook: its form, its figures, and that cells are run twice."""

import ast
import builtins
import html
import json
import os
import re
import subprocess
import sys

import nbformat
import pytest
from course import ROOT, pages, paths

import notebooks

NOTEBOOKS = paths()
WORDS = ("check", "hint", "solution", "progress")  # %load_ext brings them: tests/shell
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:root|home|work|tmp|Users|usr|opt)/|[A-Z]:\\\\")

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
each_page = pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def markdown(path):
    return [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]


def test_the_course_is_there():
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{k:02d}" for k in range(len(NOTEBOOKS))]
    assert len(NOTEBOOKS) >= 3


@each_page
def test_every_cell_was_run_cleanly_and_in_order(path):
    cells = code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error", output.get("evalue")
            assert output.get("name") != "stderr", output.text
            text = json.dumps(output.get("data", output.get("text", "")))
            shown = re.sub(r'src=\\"data:[^"]*"', "", text)
            assert not MACHINE_PATH.search(shown), "a path of one machine in an output"


@each_page
def test_cells_are_short_and_stored_in_normal_form(path):
    notebook = read(path)
    assert notebook.metadata.kernelspec.name == "python3"
    assert "codemirror_mode" in notebook.metadata.language_info
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    for cell in code_cells(path):
        assert cell.source.strip(), "an empty cell"
        assert len(cell.source.splitlines()) <= 20, cell.source
        assert set(cell.metadata) <= {"tags", "jupyter", "slideshow", "slide"}


@each_notebook
def test_front_matter(path):
    number = int(path.name[:2])
    first, *_, last = markdown(path)
    lines = first.splitlines()
    assert re.fullmatch(rf"# {number}\. \S.*", lines[0])
    assert sum(line.startswith("# ") for cell in markdown(path) for line in cell.splitlines()) == 1
    will = first if number else markdown(path)[2]  # the first page opens with a picture
    assert "**You will**" in will
    objectives = sum(line.startswith("- ") for line in will.splitlines())
    assert 2 <= objectives <= 4, "two to four objectives"
    assert re.search(r"\*\*Time:\*\* \d+ min", first)
    assert number == 0 or "**Before:**" in first
    way = lines[-1]
    assert last.strip().splitlines()[-1] == way, "the last line repeats previous · contents · next"
    names = [p.name for p in NOTEBOOKS]
    if number > 0:
        assert f"]({names[number - 1]})" in way and "00_start_here.ipynb" in way
    if number + 1 < len(names):
        assert f"→]({names[number + 1]})" in way
    sections = re.findall(r"^## (.*)$", "\n".join(markdown(path)), re.M)
    assert "Key points" in sections
    assert "Sources" in sections
    assert code_cells(path)[0].source.splitlines()[0] == "%load_ext d2lmlp"


@each_page
def test_imports_stand_in_the_first_cell(path):
    """An opening, which shows a picture at once, may come before it with what it needs itself."""
    cells = code_cells(path)
    opening = "opening" in cells[0].metadata.get("tags", ())
    for cell in cells[1 + opening :]:
        late = [
            line
            for line in cell.source.splitlines()
            if re.match(r"(import|from \S+ import)\b", line)
        ]
        assert not late, f"{late} belongs in the first code cell"


@each_page
def test_what_the_text_tells_to_call_is_there(path):
    """After the first code cell, or by a cell of this notebook."""
    names = {*dir(builtins), *WORDS}
    for cell in code_cells(path):
        tree = ast.parse(re.sub(r"^\s*%.*$", "", cell.source, flags=re.M))
        for node in ast.walk(tree):
            if isinstance(node, ast.alias):
                names.add((node.asname or node.name).split(".")[0])
            names.add(getattr(node, "id", getattr(node, "name", getattr(node, "arg", None))))
    for source in markdown(path):
        prose = re.sub(r"```.*?```", "", source, flags=re.S)
        for called in re.findall(r"`(check|hint|solution|progress|diagnose|admit)\(", prose):
            assert called in names


@each_page
def test_links_lead_somewhere(path):
    for source in markdown(path):
        for target in re.findall(r"\]\(([^)#\s]+)", source):
            if not re.match(r"[a-z]+:", target):
                assert (path.parent / target).exists(), f"{target} is not there"


@each_page
def test_each_source_is_a_link(path):
    sources = next(text for text in markdown(path) if "## Sources" in text)
    items = re.findall(r"^- .*(?:\n  .*)*", sources.partition("## Sources")[2], re.M)
    assert items
    for item in items:
        found = re.findall(r"\]\((https://[^)\s]+)\)", item)
        assert found or "*Perceptrons* (1969)" in item, f"a source without an address: {item}"


@each_page
def test_every_figure_carries_alternative_text(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            data = output.get("data", {})
            assert "image/png" not in data, "a figure outside the course's display"
            assert "image/svg+xml" not in data, "a figure outside the course's display"
            for img in re.findall(r"<img [^>]*>", data.get("text/html", "")):
                alt = html.unescape(re.search(r'alt="([^"]*)"', img).group(1))
                assert len(alt) > 15, f"says too little: {alt!r}"
            plain = data.get("text/plain", "")
            assert not plain.startswith("<Figure"), "a figure without words"
            assert plain != "Figure: A drawing.", "describe(fig, ...) should say what it shows"


@each_page
def test_paragraphs_are_short(path):
    for source in markdown(path):
        for paragraph in re.split(r"\n\s*\n", source):
            prose = not re.match(r"\s*(?:[-*|>#<$]|\d+\.|```)", paragraph)
            assert not prose or len(paragraph) <= 800, f"a wall of text: {paragraph[:60]}…"


@each_page
def test_no_formula_becomes_a_list(path):
    """A line that begins with a minus or a plus is an item, even in the middle of a sentence."""
    for source in markdown(path):
        for before, line in zip(source.splitlines(), source.splitlines()[1:]):
            if re.match(r"[-+*] ", line):
                assert re.match(r"$|[-+* ] |.*(?:[.:]|\*\*)$", before), f"{before}\n{line}"


@each_page
def test_nothing_is_said_twice_in_a_row(path):
    for source in markdown(path):
        lines = [line for line in source.splitlines() if len(line) > 20]
        assert not [line for line, after in zip(lines, lines[1:]) if line == after]


def test_a_cell_that_cannot_be_run_twice_is_found(tmp_path):
    notebook = nbformat.v4.new_notebook()
    cells = (("numbers = [1]", ""), ("print(numbers.pop())", "1\n"))
    for k, (source, printed) in enumerate(cells, 1):
        outputs = [nbformat.v4.new_output("stream", text=printed)] if printed else []
        cell = nbformat.v4.new_code_cell(source, outputs=outputs, execution_count=k)
        notebook.cells += [cell]
    nbformat.write(notebook, tmp_path / "bad.ipynb")
    options = ["-m", "pytest", "-c", os.devnull, "-p", "conftest", "--nbval", "bad.ipynb"]
    done = subprocess.run(
        [sys.executable, *options], capture_output=True, text=True, cwd=tmp_path, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT / "tests")},
    )  # fmt: skip
    assert "1 failed, 3 passed" in done.stdout
    assert "pop from empty list" in done.stdout


def test_a_long_cell_is_run_twice_when_its_outputs_are_stored(tmp_path):
    counts = "try:\n    k += 1\nexcept NameError:\n    k = 0\nprint(k)"
    for source, again in (("k = 1\nprint(k)", True), (counts, False)):
        cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["long"]})
        path = tmp_path / "long.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
        if again:
            notebooks.execute(path)
            assert read(path).cells[0].execution_count == 1
        else:
            with pytest.raises(ValueError, match="run again, this cell says something else"):
                notebooks.execute(path)
