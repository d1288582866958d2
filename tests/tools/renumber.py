"""Give a notebook another number; the others close ranks, and every mention follows.

``python tests/tools/renumber.py NAME NUMBER`` (such as ``backpropagation 7``) makes
``notebooks/??_NAME.ipynb`` number NUMBER. A new notebook is first saved under any number that is
free. What follows: file names, the folders of tasks, the decks of cards, titles, the way from page
to page, links, tables of contents, and "notebook 7" in prose. Task ids stay. Run ``make notebooks``
afterwards.
"""

import re
import sys

import nbformat
from course import ROOT

TEXTS = (
    "README.md",
    "CONTRIBUTING.md",
    "tests/hub/README.md",
    "jupyter_config/*.json",
    "tests/hub/*.py",
    "notebooks/*.py",
    "notebooks/appendix*.ipynb",
    "d2lmlp/**/*.py",
)
ROOMS = {"notebooks": ".ipynb", "d2lmlp/exercises/tasks": "", "d2lmlp/cards/decks": ".json"}
HOME = "start_here"


def move(root, name, number):
    """Renumber the notebooks under `root`.

    Parameters
    ----------
    root : pathlib.Path
        The course's folder.
    name : str
        The notebook's name without its number.
    number : int

    Returns
    -------
    list of str
        The notebooks' new names, in order.

    Raises
    ------
    ValueError
        If there is no such notebook.
    """
    stems = sorted(path.stem for path in (root / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    old = {stem[3:]: int(stem[:2]) for stem in stems}
    if name not in old:
        raise ValueError(f"no notebook is called {name!r}; there are {', '.join(old)}")
    order = [other for other in old if other != name]
    order.insert(number, name)
    new = {other: k for k, other in enumerate(order)}
    for pattern in TEXTS:
        for path in root.glob(pattern):
            text = path.read_text(encoding="utf-8")
            path.write_text(_text(text, old, new), encoding="utf-8")
    _notebooks(root, old, new)
    _rename(root, old, new)
    return [f"{k:02d}_{other}" for other, k in new.items()]


def _text(text, old, new):
    """Correct every mention of a notebook, by its name where there is one, else by its number."""
    names, by_number = "|".join(new), {k: name for name, k in old.items()}

    def numbered(match):
        return str(new[by_number[int(match[0])]]) if int(match[0]) in by_number else match[0]

    text = re.sub(
        r"(?<!\[)\b([Nn]otebooks? )(\d+(?: and \d+)?)\b(?!\]\()",
        lambda m: m[1] + re.sub(r"\d+", numbered, m[2]),
        text,
    )
    text = re.sub(rf"\b\d\d_({names})\b", lambda m: f"{new[m[1]]:02d}_{m[1]}", text)
    text = re.sub(
        rf"(\[[^\]\[\d\n]*?)\d+(?=[^\]\d\n]*\]\((?:notebooks/)?\d\d_({names})\.)",
        lambda m: f"{m[1]}{new[m[2]]}",
        text,
    )
    return _table(text, new)


def _table(text, new):
    """Number the rows of a table of contents, and put them in order."""
    row = re.compile(rf"\| \d+ \| \[[^\]]*\]\((?:notebooks/)?\d\d_({'|'.join(new)})\.ipynb\)")
    lines = text.split("\n")
    places = [k for k, line in enumerate(lines) if row.match(line)]
    rows = sorted((new[row.match(lines[k])[1]], lines[k]) for k in places)
    for k, (number, line) in zip(places, rows):
        lines[k] = re.sub(r"\d+", str(number), line, count=1)
    return "\n".join(lines)


def _notebooks(root, old, new):
    paths = {name: root / "notebooks" / f"{k:02d}_{name}.ipynb" for name, k in old.items()}
    books = {name: nbformat.read(path, as_version=4) for name, path in paths.items()}
    titles = {}
    for name, book in books.items():
        for cell in book.cells:
            cell.source = _text(cell.source, old, new)
        front = book.cells[0]
        front.source = re.sub(r"\A# \d+", f"# {new[name]}", front.source)
        titles[name] = front.source.splitlines()[0][2:]
    for name, book in books.items():
        for cell in (book.cells[0], book.cells[-1]):
            cell.source = with_way(cell.source, way(name, titles, new))
        nbformat.write(book, paths[name])


def way(name, titles, new):
    """Write the line that leads from a page to the one before, the contents and the next.

    Parameters
    ----------
    name : str
    titles : dict
        Name -> title with number.
    new : dict
        Name -> number, in order.

    Returns
    -------
    str
    """
    order = list(new)
    k = order.index(name)
    links = [f"[Contents]({0:02d}_{HOME}.ipynb#The-course)" if k else "[Contents](#The-course)"]
    if k > 0:
        links.insert(0, f"[← {titles[order[k - 1]]}]({k - 1:02d}_{order[k - 1]}.ipynb)")
    if k + 1 < len(order):
        links.append(f"[{titles[order[k + 1]]} →]({k + 1:02d}_{order[k + 1]}.ipynb)")
    return " · ".join(links)


def with_way(source, line):
    """Put the line that leads from page to page at the end of a cell, in place of an old one."""
    lines = source.rstrip().split("\n")
    if "[Contents](" in lines[-1]:
        return "\n".join([*lines[:-1], line])
    return "\n".join([*lines, "", line])


def _rename(root, old, new):
    """Rename files and folders by way of names that nothing has."""
    for room, suffix in ROOMS.items():
        folder = root / room
        for step in ((old, "{:02d}_", "new_{:02d}_"), (new, "new_{:02d}_", "{:02d}_")):
            numbers, before, after = step
            for name in new:
                path = folder / f"{before.format(numbers[name])}{name}{suffix}"
                if path.exists():
                    path.rename(folder / f"{after.format(new[name])}{name}{suffix}")


def main(words):
    """Renumber as the command line says; return the exit code."""
    try:
        name, number = words[0], int(words[1])
        print("\n".join(move(ROOT, name, number)))
    except (IndexError, ValueError) as error:
        print(f"renumber: give NAME NUMBER, such as backpropagation 7 ({error})", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
