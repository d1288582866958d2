"""Answers by mouse and by keyboard: boxes to tick, lists to choose from, and a verdict below.

The typed answer stays beside them: it is what a notebook keeps and a teacher's command reads, so
each button says what to type for the same.
"""

import json
import sys
from dataclasses import dataclass
from html import escape
from typing import Callable

from d2lmlp.exercises.engine.card import CODE

VIEW = "application/vnd.jupyter.widget-view+json"
CLICK = "Run this cell in JupyterLab to answer by a click."  # what is stored in the buttons' place


def kernel():
    """Tell whether a notebook's kernel runs this, which can answer a click."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return hasattr(shell, "kernel")


@dataclass(frozen=True)
class Letters:
    """Boxes to tick, one a statement; called with a verdict, shows it with the boxes below.

    Attributes
    ----------
    task, name : str
        The task's id, and the variable that holds the typed answer.
    letters : str
    check : callable
        ``check(task, answer)`` -> Verdict.
    """

    task: str
    name: str
    letters: str
    check: Callable

    def __call__(self, verdict):
        """Show a verdict and, where a kernel answers, the boxes."""
        import ipywidgets as widgets

        boxes = [
            widgets.Checkbox(description=letter, indent=False, layout=widgets.Layout(width="3.5em"))
            for letter in self.letters
        ]

        def ask():
            picked = "".join(k for k, box in zip(self.letters, boxes) if box.value)
            return self.check(self.task, picked), f'{self.name} = "{picked}"'

        ask_with("Or tick what is true", boxes, "Check", ask, verdict)


@dataclass(frozen=True)
class Lists:
    """Lists to choose from, one a question; called with a verdict, shows it with the lists below.

    Attributes
    ----------
    task, name : str
        The task's id, and the variable that holds the typed answer.
    questions : int
        How many there are.
    options : tuple
        What can be answered to each.
    check : callable
        ``check(task, answer)`` -> Verdict.
    """

    task: str
    name: str
    questions: int
    options: tuple
    check: Callable

    def __call__(self, verdict):
        """Show a verdict and, where a kernel answers, the lists."""
        import ipywidgets as widgets

        lists = [
            widgets.Dropdown(
                options=[("choose", ...), *((str(option), option) for option in self.options)],
                description=f"case {k}",
                layout=widgets.Layout(width="auto"),
            )
            for k in range(1, self.questions + 1)
        ]

        def ask():
            given = [choice.value for choice in lists]
            written = ["..." if option is ... else json.dumps(option) for option in given]
            return self.check(self.task, given), f"{self.name} = [{', '.join(written)}]"

        ask_with("Or choose", lists, "Check", ask, verdict)


def form_of(task, check):
    """Return what shows the buttons of a task, or None where its answer has to be typed."""
    checker = task.checker
    if hasattr(checker, "letters"):
        return Letters(task.id, task.name, checker.letters, check)
    if getattr(checker, "options", ()):
        return Lists(task.id, task.name, len(checker.questions), checker.options, check)
    return None


def ask_with(words, controls, button, ask, verdict):
    """Show a verdict, and below it controls and a button that asks for a new one in its place.

    Parameters
    ----------
    words : str
        What the controls are for.
    controls : list of ipywidgets.Widget
    button : str
    ask : callable
        Takes nothing; returns the verdict, and the line to type for the same.
    verdict : Verdict
        What is shown first.
    """
    from IPython.display import display

    data = {"text/html": verdict._repr_html_(), "text/plain": repr(verdict)}
    if not kernel():
        display(data, raw=True)
        return
    import ipywidgets as widgets

    shown = display(data, raw=True, display_id=True)
    press = widgets.Button(description=button, layout=widgets.Layout(width="auto"))

    def answer(_):
        said, typed = ask()
        line = f'<div>Typed, this is <code style="{CODE}">{escape(typed)}</code>.</div>'
        html = said._repr_html_() + line
        shown.update({"text/html": html, "text/plain": f"{said!r}\n{typed}"}, raw=True)

    press.on_click(answer)
    row = widgets.HBox(
        [widgets.Label(f"{words}:"), *controls, press], layout=widgets.Layout(flex_flow="row wrap")
    )
    view = {"version_major": 2, "version_minor": 0, "model_id": row.model_id}
    display({VIEW: view, "text/html": f"<p>{CLICK}</p>", "text/plain": CLICK}, raw=True)
