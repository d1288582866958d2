"""Predict before you run: say it, run, and hear how far off you were.

The reader writes a guess in place of the dots of ``predict("name", ...)``; after the result is
there, ``outcome("name", value)`` puts both side by side. What was said is kept with the progress.
Where nothing was said, both are quiet.
"""

import numbers

from d2lmlp.exercises.engine import store


def predict(name, said=..., choices=()):
    """Commit to a prediction before the cell that shows the result is run.

    Parameters
    ----------
    name : str
        What is predicted, such as "relu-zeros".
    said : number or str, optional
        The guess; the dots stand for none. Another guess replaces the one before.
    choices : sequence of str, optional
        The answers to choose from, where a word is asked for and no number.
    """
    if not _is_name(name):
        return
    if said is ... or said is None or (isinstance(said, str) and not said.strip()):
        return
    if choices:
        known = {str(choice).casefold(): str(choice) for choice in choices}
        guess = known.get(str(said).strip().casefold())
        if guess is None:
            print(f"Choose one of {', '.join(map(str, choices))}.")
            return
    else:
        guess = _number(said)
        if guess is None:
            print("A number is asked for here, such as 25.")
            return
    note = store.predict(name, guess)
    print(f"You say {_text(guess)}. Now run the next cell.{f' {note}' if note else ''}")


def outcome(name, value, unit=""):
    """Say a prediction beside what came out, if one was made.

    Parameters
    ----------
    name : str
        As in `predict`.
    value : number or str
        What came out.
    unit : str, optional
        Written after both numbers, such as "%".
    """
    said = store.predictions().get(name) if _is_name(name) else None
    if said is None:
        return
    unit = f" {unit}" if unit else ""
    number = _number(value)
    if number is None or _number(said) is None:
        right = str(said).casefold() == str(value).casefold()
        print(f"You said {said}, and so it is." if right else f"You said {said}; it is {value}.")
        return
    off = abs(number - said)
    close = " Close." if off <= 0.1 * max(abs(number), abs(said)) else ""
    print(f"You said {_text(said)}{unit}; it is {_text(number)}{unit}.{close}")


def _is_name(name):
    if not isinstance(name, str):
        print(f"The name of a prediction comes first, a text; {type(name).__name__} was given.")
    return isinstance(name, str)


def _number(value):
    """Read a number, also one in an array of one entry, or with a comma or a percent sign."""
    if hasattr(value, "item") and getattr(value, "size", 1) == 1:
        value = value.item()
    if isinstance(value, str):
        try:
            value = float(value.strip().removesuffix("%").replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, numbers.Real) or value != value:
        return None
    return value if isinstance(value, int) else float(value)


def _text(value):
    return f"{value:.3g}" if isinstance(value, float) else str(value)
