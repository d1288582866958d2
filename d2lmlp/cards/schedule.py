"""When a card comes again: the FSRS algorithm, as its own library keeps it."""

from datetime import datetime, timezone

import fsrs

from d2lmlp.exercises.engine import store


def now():
    """The time, in UTC, as the scheduler wants it."""
    return datetime.now(timezone.utc)


def restored(state):
    """Read what was kept of a card; a card that cannot be read begins anew."""
    try:
        card = fsrs.Card.from_dict(state)
        return card if card.due.tzinfo else fsrs.Card()
    except (AttributeError, KeyError, TypeError, ValueError):
        return fsrs.Card()


def queue(names, kept, count):
    """Choose what to ask: the cards that are due, the longest waiting first, then new ones.

    Parameters
    ----------
    names : iterable of str
        All cards, in the order in which new ones are to come.
    kept : dict
        Card -> what `answered` kept of it.
    count : int
        How many to choose at most.

    Returns
    -------
    list of str
    """
    names = list(names)
    due = {name: restored(kept[name]).due for name in names if name in kept}
    waiting = sorted((name for name in due if due[name] <= now()), key=due.get)
    return [*waiting, *(name for name in names if name not in kept)][:count]


def answered(name, kept, right):
    """Let the scheduler decide when a card comes again, and keep it.

    Parameters
    ----------
    name : str
    kept : dict
        Changed in place.
    right : bool
        Whether the answer was right.

    Returns
    -------
    due : datetime.datetime
        In UTC.
    note : str
        One sentence when it could not be kept, else "".
    """
    rating = fsrs.Rating.Good if right else fsrs.Rating.Again
    try:
        card, _ = fsrs.FSRS().review_card(restored(kept.get(name)), rating, now())
    except (ArithmeticError, AttributeError, TypeError, ValueError):  # kept, but of no sense
        card, _ = fsrs.FSRS().review_card(fsrs.Card(), rating, now())
    kept[name] = card.to_dict()
    return card.due, store.keep_card(name, kept[name])


def in_words(due):
    """Say how long it is until then: "in 10 minutes", "in 3 days"."""
    minutes = max(1, round((due - now()).total_seconds() / 60))
    for size, unit in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            number = round(minutes / size)
            return f"in {number} {unit}{'s' * (number != 1)}"
    return "soon"
