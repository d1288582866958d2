"""What a class has not understood: one page that needs no other file."""

from collections import Counter
from html import escape
from statistics import median

from d2lmlp.classroom import tables
from d2lmlp.exercises.catalog import everything
from d2lmlp.exercises.engine.verdict import as_html

STYLE = """
body{font-family:sans-serif;background:#fff;color:#1a1a1a;line-height:1.45;margin:1.2em;
max-width:75em} .wide{overflow-x:auto} table{border-collapse:collapse;margin:.4em 0}
caption{text-align:left;padding:.3em 0;color:#4a4a4a}
th,td{border:1px solid #8a8a8a;padding:.25em .6em;text-align:left;vertical-align:top}
code{background:#f2f2f2}
.bar{display:inline-block;height:.7em;background:#0072b2;vertical-align:baseline}
"""
# status -> (colour, shape of a cell of 10 by 10, told apart without colour as well)
SHAPES = {
    "correct": ("#0072b2", "h8v8h-8z"),
    "wrong": ("#b34700", "l8 8m-8 0l8-8"),
    "error": ("#8a1c4a", "m0 4h8m-4-4v8"),
    "not attempted": ("#6b6b6b", "m3 3h2v2h-2z"),
    "check deleted": ("#6b6b6b", "m0 4h8"),
}
LEGEND = (
    "Correct: full square; wrong: cross; error: plus; not attempted: dot; check deleted: dash; "
    "not in the notebook: empty."
)
CELL, LEFT = 10, 230


def anonymous(rows):
    """Return the rows with numbers in place of names, the most solved first."""
    best_first = sorted(rows, key=lambda row: -row["done"])
    return [{**row, "notebook": f"notebook {k}"} for k, row in enumerate(best_first, 1)]


def write(rows, path):
    """Write the page of a class.

    Parameters
    ----------
    rows : list of dict
        As `results.row` makes them.
    path : pathlib.Path
    """
    tasks = [everything()[task] for task in tables.columns(rows)]
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>What the class has not understood</title><style>{STYLE}</style></head><body>"
        f"<main><h1>What the class has not understood</h1>{_summary(rows, tasks)}",
        _again(rows, tasks),
        _misconceptions(rows, tasks),
        _by_task(rows, tasks),
        _picture(rows, tasks),
        "</main></body></html>\n",
    ]
    path.write_text("".join(parts), encoding="utf-8")


def _status(row, task):
    return row["tasks"].get(task.id, ("", ""))[0]


def _shares(rows, tasks):
    """Count, over tasks and rows, what is solved and what is there."""
    there = [_status(row, task) for task in tasks for row in rows if task.id in row["tasks"]]
    return there.count("correct"), len(there)


def _percent(part, whole):
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _summary(rows, tasks):
    solved, there = _shares(rows, tasks)
    whole = sum(row["graded"] for row in rows)
    return (
        f"<p>{len(rows)} notebooks, {whole} of them graded as a whole; {len(tasks)} tasks; "
        f"{solved} of {there} answers are right ({_percent(solved, there)}).</p>"
    )


def _again(rows, tasks):
    """Order the course's notebooks by how much of their tasks is solved."""
    found = []
    for name in dict.fromkeys(task.notebook for task in tasks):
        own = [task for task in tasks if task.notebook == name]
        solved, there = _shares(rows, own)
        hardest = min(own, key=lambda task: _shares(rows, [task])[0] / _shares(rows, [task])[1])
        found.append((solved / there, name, solved, there, hardest.title))
    found.sort()
    lines = [
        (f"<code>{escape(name)}</code>", _bar(solved, there), escape(title))
        for _, name, solved, there, title in found
    ]
    advice = ""
    if found and found[0][0] < 1:
        advice = f"<p>Go over <code>{escape(found[0][1])}</code> first.</p>"
    caption = "The course's notebooks, the least solved first"
    table = _table(caption, ("notebook", "solved", "hardest task"), lines)
    return f"<h2>What to go over again</h2>{advice}{table}"


def _misconceptions(rows, tasks):
    """Count the named mistakes, each with the sentence that most of those who had it were told."""
    count, said = Counter(), {}
    for row in rows:
        for task in tasks:
            status, mistake = row["tasks"].get(task.id, ("", ""))
            if status == "wrong" and mistake:
                count[task.id, mistake] += 1
                said.setdefault((task.id, mistake), Counter())[row["said"].get(task.id, "")] += 1
    lines = []
    for (task, mistake), number in count.most_common(25):
        sentence = said[task, mistake].most_common(1)[0][0]
        lines.append(
            (str(number), escape(mistake), as_html(sentence),
             escape(everything()[task].title))
        )  # fmt: skip
    if not lines:
        return "<h2>The commonest misconceptions</h2><p>No wrong answer has a known cause.</p>"
    head = ("how many", "name", "what they were told", "task")
    caption = "Wrong answers with a known cause, the commonest first"
    return "<h2>The commonest misconceptions</h2>" + _table(caption, head, lines)


def _by_task(rows, tasks):
    others = list(SHAPES)[1:]
    lines = []
    for task in tasks:
        states = Counter(_status(row, task) for row in rows if task.id in row["tasks"])
        tries = [row["tries"][task.id] for row in rows if task.id in row["tries"]]
        name = f"{escape(task.title)} <code>{task.id}</code>"
        counts = [str(states[status]) for status in others]
        known = f"{median(tries):g} ({len(tries)})" if tries else "not known"
        lines.append((name, _bar(states["correct"], sum(states.values())), *counts, known))
    head = ("task", "solved", *others, "tries: median (of how many)")
    return "<h2>Task by task</h2>" + _table("In the order of the course", head, lines)


def _bar(part, whole):
    width = f"{4 * part / whole:.2f}em" if whole else "0"
    return (
        f'<span class="bar" aria-hidden="true" style="width:{width}"></span> '
        f"{part} of {whole} ({_percent(part, whole)})"
    )


def _table(caption, head, lines):
    """A table whose cells are HTML already; the first column names the row."""
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in lines
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{cells}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _picture(rows, tasks):
    """Draw tasks against notebooks: one shape a state, one path for all cells of a state."""
    columns = sorted(rows, key=lambda row: -row["done"])
    paths = {name: [] for name in SHAPES}
    for i, task in enumerate(tasks):
        for k, row in enumerate(columns):
            if task.id in row["tasks"]:
                x, y = LEFT + CELL * k + 1, CELL * 1.6 * i + 4
                paths[_status(row, task)].append(f"M{x} {y:.0f}{SHAPES[_status(row, task)][1]}")
    width, height = LEFT + CELL * len(columns) + 4, CELL * 1.6 * len(tasks) + 6
    drawn = "".join(
        f'<path d="{"".join(path)}" stroke="{SHAPES[name][0]}" stroke-width="1.6" '
        f'fill="{SHAPES[name][0] if name == "correct" else "none"}"/>'
        for name, path in paths.items()
        if path
    )
    labels = "".join(
        f'<text x="{LEFT - 6}" y="{CELL * 1.6 * i + 12:.0f}" text-anchor="end">{task.id}</text>'
        for i, task in enumerate(tasks)
    )
    solved, there = _shares(rows, tasks)
    says = (
        f"Tasks in rows, in the order of the course; notebooks in columns, the most solved on the "
        f"left. Of {there} cells {solved} are solved. The tables above hold the same in numbers."
    )
    names = "".join(f"<li>{escape(row['notebook'])}: {row['done']} solved</li>" for row in columns)
    return (
        f"<h2>Tasks against notebooks</h2><p>{says} {LEGEND}</p>"
        '<div class="wide" tabindex="0" role="region" aria-label="Tasks against notebooks">'
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(says)}" '
        f'width="{width}" height="{height:.0f}" font-family="sans-serif" font-size="11" '
        f'fill="#1a1a1a">{drawn}{labels}</svg></div>'
        f"<details><summary>The columns, from the left</summary><ol>{names}</ol></details>"
    )
