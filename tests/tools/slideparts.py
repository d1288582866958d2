"""The parts of a slide as HTML, taken from the cell that the slide belongs to (see slides.py)."""

import math
import re
import textwrap

from bs4 import BeautifulSoup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

ASKED = re.compile(r"\*\*Predict before you (?:run|move)[.:]?\*\*:?\s+(.*?)(?:\n\n|\Z)", re.S)
FORMULA = re.compile(r"\$\$(.*?)[.,:]?\s*\$\$", re.S)


def is_text(cell):
    return cell.cell_type == "markdown"


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


def folded(formula, widest=42):
    """Break a wide formula: between what stands side by side, or at its equality signs."""
    first, *others = re.split(r"\s*(\\q?quad)\s*", formula) if "quad" in formula else [formula]
    gaps, parts = others[::2], others[1::2]
    if not parts:
        first, *parts = formula.split(" = ")
    if (
        not parts
        or letters(formula) <= widest
        or any(one.count("{") != one.count("}") for one in parts)
    ):
        return formula
    if not gaps:
        return rf"\begin{{aligned}}{first} &= " + r"\\ &= ".join(parts) + r"\end{aligned}"
    lines = [first]
    for gap, part in zip(gaps, parts):
        together = f"{lines[-1]} {gap} {part}"
        lines = [*lines[:-1], together] if letters(together) <= widest else [*lines, part]
    return r"\begin{gathered}" + r"\\[0.6em]".join(lines) + r"\end{gathered}"


def letters(formula):
    """About how many letters wide a formula is."""
    said = re.sub(
        r"\\(math\w+|boldsymbol|operatorname|text|t?frac|left|right|big[lr]|[,;])", "", formula
    )
    said = re.sub(r"\\qquad", "xxxx", said.replace(r"\quad", "xx"))
    said = re.sub(r"[=+:<>]|\\times|\\cdot", "xx", said)
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
    wanted = asked.get("columns")
    names = [field.get_text() for field in soup.tr.find_all(["th", "td"])]
    for row in soup.find_all("tr") if wanted else ():
        for name, field in zip(names, row.find_all(["th", "td"])):
            if name not in wanted:
                field.extract()
    if not set(wanted or ()) <= set(names):
        raise ValueError(f"There is no column {sorted({*wanted} - {*names})}, only {names}.")
    texts = [[one.get_text() for one in row.find_all(["th", "td"])] for row in soup.find_all("tr")]
    soup["style"] = f"font-size: {type_size(texts, sentence_lines(asked))}px"
    return [str(soup)]


def sentence_lines(asked):
    return math.ceil(len(asked.get("text", "")) / 66)


def type_size(rows, lines_above):
    """The largest type in which a table fits below its title and a sentence: pixels."""
    rows = [[letters(text) if "$" in text else len(text) for text in row] for row in rows]
    widths = [max(column) + 2 for column in zip(*rows)]
    height = 500 - 55 * lines_above
    for size in range(28, 12, -1):
        room = 1168 / (0.56 * size)  # letters side by side
        share = min(1, room / sum(widths))  # of what each column would like
        lines = [
            max(math.ceil((length + 2) / (width * share)) for length, width in zip(row, widths))
            for row in rows
        ]
        if sum(1.3 * count + 0.5 for count in lines) * size <= height:
            break
    return size


def code(cell, asked):
    """The lines of the cell's source that are asked for, such as "1-3,7"."""
    if "code" not in asked:
        return []
    lines = marked(chosen(cell.source.split("\n"), asked["code"]))
    lines = textwrap.dedent("\n".join(lines)).split("\n")
    html = highlight("\n".join(lines), PythonLexer(), HtmlFormatter(nowrap=True))
    return [f'<pre class="code"{sized(lines)}>{html.rstrip()}</pre>']


def marked(lines):
    """Put a mark where a line is further in than the one before, and what opens it is left out."""
    found = []
    for line in lines:
        room, before = line[: len(line) - len(line.lstrip())], (found or [line])[-1]
        open_ = before.rstrip().endswith((":", "(", "[", "{"))
        if not open_ and len(room) > len(before) - len(before.lstrip()):
            found.append(f"{room}# …")
        found.append(line)
    return found


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
    html = MarkdownWithMath(renderer=renderer).render(
        re.sub(r"^#+ (.*)$", r"**\1**", text, flags=re.M)
    )
    return re.sub(r"</?a\b[^>]*>", "", html).replace("≈ ", "≈\N{NO-BREAK SPACE}")


def line(text):
    """One line of Markdown, without a paragraph around it."""
    return re.sub(r"^<p>|</p>\s*$", "", prose(text)).strip()
