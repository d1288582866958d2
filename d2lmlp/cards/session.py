"""A round of cards: ask, judge, say why and where it stands, and keep when it comes again."""

from d2lmlp.cards import schedule
from d2lmlp.cards.deck import NoAnswer, deck
from d2lmlp.exercises.engine import store

COUNT = 10
HOW = 'Answer with a letter or a number; Enter alone for "I don\'t know", q to stop.'


def review(count=COUNT):
    """Ask the cards that are due, and new ones after them.

    A card that was answered right comes again when you are about to forget it, another one soon.
    Each answer is kept at once in the file of your progress.

    Parameters
    ----------
    count : int
        How many cards at most.

    Raises
    ------
    ValueError
        If `count` is not a whole number from 1 on.
    """
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise ValueError(f"count is the number of cards, a whole number from 1 on, not {count!r}.")
    cards = deck()
    kept, note = store.cards()
    if note:
        print(note)
    names = schedule.queue(cards, kept, count)
    if not names:
        _nothing_due(kept)
        return
    print(HOW)
    done = right = 0
    try:
        for done, name in enumerate(names):
            said = _ask(cards[name], f"Card {done + 1} of {len(names)}")
            if said is None:
                break
            right += said
            _keep(cards[name], kept, said)
        else:
            done = len(names)
    except (KeyboardInterrupt, EOFError):
        print()
    except Exception as error:
        if type(error).__name__ != "StdinNotImplementedError":  # of ipykernel, where none can type
            raise
        print("Nobody can type here: run the cell in JupyterLab, or use a terminal.")
        return
    print(_summary(done, right))


def _ask(card, title):
    """Ask until there is an answer; return whether it is right, or None to stop."""
    print(f"\n{title}. {card.question}")
    while True:
        text = input("> ").strip()
        if text.lower() in ("q", "quit", "exit"):
            return None
        if not text:
            return False
        try:
            return card.judge(text)
        except NoAnswer as advice:
            print(f"{advice} Enter alone gives up, q stops.")


def _keep(card, kept, right):
    due, note = schedule.answered(card.id, kept, right)
    print(f"{'✓ Right' if right else '✗ The answer'}: {card.answer}. {card.reason}")
    print(f"  Shown in {card.place}. Again {schedule.in_words(due)}.")
    if note:
        print(f"  {note}")


def _nothing_due(kept):
    due = min(schedule.restored(state).due for state in kept.values())
    print(f"No card is due. The next one comes {schedule.in_words(due)}.")


def _summary(done, right):
    if not done:
        return "No card answered; nothing has changed."
    return f"\n{right} of {done} right. When each comes again is kept in your progress."
