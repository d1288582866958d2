"""Cards: short questions about the course, which come again before they are forgotten."""

from d2lmlp.cards.anki import export
from d2lmlp.cards.session import review

__all__ = ["export", "review"]
