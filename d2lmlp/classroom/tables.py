"""The two tables of grades: one for a spreadsheet, one to read."""

import csv

from d2lmlp.exercises.catalog import tasks
from d2lmlp.exercises.engine.verdict import STATUSES, table


def _columns(rows):
    return [task for task in tasks() if any(task in row["tasks"] for row in rows)]


def write_csv(rows, path):
    """Write one line per notebook: counts, a note, and a column per task."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        tasks = _columns(rows)
        writer.writerow(["notebook", "done", "stars", "note", *tasks])
        for row in rows:
            cells = [": ".join(filter(None, row["tasks"].get(task, ("",)))) for task in tasks]
            writer.writerow([row["notebook"], row["done"], row["stars"], row["note"], *cells])


def write_html(rows, path):
    """Write the same as a page that needs no other file."""
    tasks = _columns(rows)
    head = ["notebook", "done", "stars", *tasks, "note"]
    lines = []
    for row in rows:
        cells = [_word(*row["tasks"][task]) if task in row["tasks"] else "" for task in tasks]
        lines.append([row["notebook"], str(row["done"]), str(row["stars"]), *cells, row["note"]])
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Grades</title></head>'
        '<body style="font-family:sans-serif;background:#ffffff;color:#1a1a1a"><h1>Grades</h1>'
        f"{table(head, lines)}</body></html>\n"
    )
    path.write_text(page, encoding="utf-8")


def _word(status, mistake):
    sign, word, _ = STATUSES[status]
    return f"{sign} {word}" + (f" ({mistake})" if mistake else "")
