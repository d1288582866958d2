"""What a terminal shows: signs that it does not know become plain ones."""

import sys

PLAIN = str.maketrans(dict(zip("✓✗○★☆≈…·–−×α→", ["+", "x", "o", "*", "-", "~", "...", "-", "-",
                                                  "-", "x", "alpha", "->"])))  # fmt: skip


def showable(text):
    """Replace the signs that standard output cannot write, such as "≈" in Latin-1.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
        return text
    except (UnicodeEncodeError, LookupError):
        return text.translate(PLAIN).encode("ascii", "replace").decode()
