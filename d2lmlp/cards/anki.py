"""The cards for Anki: a text file that its import understands, a card a line."""

from html import escape
from pathlib import Path

from d2lmlp.cards.deck import deck

HEAD = "#separator:tab\n#html:true\n#notetype:Basic\n#deck:d2lmlp\n#tags column:3\n"


def export(file):
    """Write all cards as a tab-separated text: question, answer with its reason, notebook.

    Parameters
    ----------
    file : str or pathlib.Path
        Where to; a file that is there is replaced.

    Returns
    -------
    int
        How many cards were written.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    cards = deck().values()
    lines = ["\t".join(map(_field, _parts(card))) for card in cards]
    Path(file).write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return len(cards)


def _parts(card):
    return card.question, f"{card.answer}\n{card.reason}\nShown in {card.place}.", card.notebook


def _field(text):
    return escape(text, quote=False).replace("\t", " ").replace("\n", "<br>")
