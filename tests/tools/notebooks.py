"""Execute notebooks in place and write them in one normal form (``make notebooks``).

Run ``python tests/tools/notebooks.py [NOTEBOOK ...]``; without names, all of them. The normal form
is what a second run on the same machine gives again, byte for byte: fixed metadata, counted
cells, no times, no transient fields.
"""

import configparser
import os
import re
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]

# JupyterLab marks a notebook as changed on opening unless all of this is there.
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": "3.11.7",
    },
}
KEPT_CELL_METADATA = {"tags", "jupyter", "slideshow", "slide", "jp-MarkdownHeadingCollapsed"}


class Client(NotebookClient):
    """Runs a cell that the tests run once only, for its tag `long`, twice, and compares."""

    async def async_execute_cell(self, cell, cell_index, *args, **options):
        await super().async_execute_cell(cell, cell_index, *args, **options)
        if "long" in cell.metadata.get("tags", []):
            first = said(cell)
            await super().async_execute_cell(cell, cell_index, *args, **options)
            if said(cell) != first:
                raise ValueError(f"run again, this cell says something else:\n{cell.source}")
        return cell


def said(cell):
    """Return what nbval compares of a cell's outputs."""
    rules = configparser.RawConfigParser()
    rules.read(ROOT / "tests" / "nbval_sanitize.cfg", encoding="utf-8")
    places = [(out, out.get("data", {})) for out in cell.outputs]
    text = "\n".join(
        f"{out.get('text')}\n{data.get('text/html')}\n{data.get('text/plain')}"
        for out, data in places
    )
    for name in rules.sections():
        text = re.sub(rules[name]["regex"], rules[name]["replace"], text)
    return text


def execute(path):
    """Run every cell of the notebook at `path` and save it with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata = nbformat.from_dict(METADATA)
    client = Client(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,  # how often the kernel flushes is a matter of chance
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    normalise(notebook)
    nbformat.write(notebook, path)


def normalise(notebook):
    """Bring a notebook, in place, into the form that is committed."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat_minor = 5
    for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), 1):
        cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
    for cell in notebook.cells:
        cell.metadata = {k: v for k, v in cell.metadata.items() if k in KEPT_CELL_METADATA}
        for output in cell.get("outputs", []):
            output.get("metadata", {}).clear()
            output.pop("transient", None)
            # A stored widget is dead and has a new id each time; its text/html stands for it.
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)


def main(names):
    """Execute the notebooks called `names`, or all; return the number that failed."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    failed = 0
    paths = [Path(n).resolve() for n in names] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    for path in paths:
        start = time.perf_counter()
        try:
            execute(path)
        except Exception as error:  # report this notebook, go on with the others
            failed += 1
            print(f"{path.name}: {error}", file=sys.stderr)
        else:
            print(f"{path.name}: {time.perf_counter() - start:.0f} s")
    return failed


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
