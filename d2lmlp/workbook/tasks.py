"""Which cells of a page belong to a task: found by what the cells do, not by where they stand."""

import re


def tasks_of(page):
    """Return the ids of the tasks that a page checks or has diagnosed, in its order."""
    code = "\n".join(cell["source"] for cell in page["cells"] if cell["cell_type"] == "code")
    return re.findall(r"""^\s*(?:check|diagnose)\(\s*["']([\w-]+)["']""", code, re.M)


def cells_of_task(page, task):
    """Return the ids of a task's cells: its text, what is checked, the check, and the help.

    Parameters
    ----------
    page : dict
        A notebook.
    task : str
        The task's id.

    Returns
    -------
    set of str
        Empty where the page does not have the task.
    """
    call = re.compile(rf"""^\s*\w+\(\s*["']{re.escape(task)}["']\s*,\s*(\w+)?""", re.M)
    code = [cell for cell in page["cells"] if cell["cell_type"] == "code"]
    calls = [cell for cell in code if call.search(cell["source"])]
    names = {name for cell in calls for name in call.findall(cell["source"]) if name}
    define = re.compile(rf"^(?:def |class )?(?:{'|'.join(names) or '(?!)'})\b(?:\(|:| *=[^=])", re.M)
    found = {cell["id"] for cell in calls}
    found |= {cell["id"] for cell in code if define.search(cell["source"])}
    texts = {f"try-{task}", f"help-{task}"}
    return found | {cell["id"] for cell in page["cells"] if calls and cell["id"] in texts}
