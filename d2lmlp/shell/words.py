"""The words of the exercises and cards in every notebook, imported when first used."""

from importlib import import_module


def check(task, answer=None):
    """Check an answer to a task, such as ``check("tanh-derivative", tanh_grad)``."""
    return import_module("d2lmlp.exercises").check(task, answer)


def hint(task):
    """Show the task's next hint; each call shows one more, from a nudge to nearly there."""
    return import_module("d2lmlp.exercises").hint(task)


def solution(task):
    """Show the task's solution when it is solved, or when asked for the second time."""
    return import_module("d2lmlp.exercises").solution(task)


def progress():
    """Show what is done, tried and open, by notebook, and the next task to do."""
    return import_module("d2lmlp.exercises").progress()


def review(count=10):
    """Ask the cards that are due: short questions about the whole course."""
    return import_module("d2lmlp.cards").review(count)


def install(shell):
    """Put the words into the notebook's namespace; a name that is taken stays as it is."""
    for word in (check, hint, solution, progress, review):
        shell.user_ns.setdefault(word.__name__, word)
