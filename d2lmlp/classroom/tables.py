"""The two tables of grades: one for a spreadsheet, one to read."""

import csv

from d2lmlp.exercises.catalog import everything
from d2lmlp.exercises.engine.verdict import STATUSES, table

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would calculate what begins so


def columns(rows):
    """List the tasks that some row has, in the order of the course."""
    return [task for task in everything() if any(task in row["tasks"] for row in rows)]


def write_csv(rows, path):
    """Write one line per notebook: counts, a note, and a column per task.

    The byte order mark tells spreadsheets that the text is UTF-8.
    """
    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        tasks = columns(rows)
        writer.writerow(["notebook", "done", "stars", "note", *tasks])
        for row in rows:
            cells = [": ".join(filter(None, row["tasks"].get(task, ("",)))) for task in tasks]
            line = [row["notebook"], row["done"], row["stars"], row["note"], *cells]
            writer.writerow([_plain(cell) for cell in line])


def _plain(cell):
    """Keep a spreadsheet from taking a learner's text for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def write_html(rows, path):
    """Write the same as a page that needs no other file."""
    tasks = columns(rows)
    head = ["notebook", "done", "stars", *tasks, "note"]
    lines = []
    for row in rows:
        cells = [word(*row["tasks"][task]) if task in row["tasks"] else "" for task in tasks]
        lines.append([row["notebook"], str(row["done"]), str(row["stars"]), *cells, row["note"]])
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Grades</title></head>'
        '<body style="font-family:sans-serif;background:#ffffff;color:#1a1a1a"><h1>Grades</h1>'
        f"{table(head, lines)}</body></html>\n"
    )
    path.write_text(page, encoding="utf-8")


def word(status, detail=""):
    """Say a task's state with a sign and a word."""
    sign, said = STATUSES[status][:2] if status in STATUSES else ("–", status.capitalize())
    return f"{sign} {said}" + (f" ({detail})" if detail else "")
