"""How a measured number is written: marked with "≈", unless it is exact."""

import sys

PLAIN = str.maketrans({"≈": "~", "–": "-", "…": "..."})  # for a terminal that has no such sign


def measured(low, high=None, form=".2f", of=None):
    """Write a measured number, or the range of several.

    What is exactly 0 throughout is written as 0, and where all are counted each time, their
    number: both are the same on every processor. All else carries "≈".

    Parameters
    ----------
    low, high : float or int
        The smallest and the largest; one number where `high` is left out.
    form : str
        How a number is formatted that is not a whole one.
    of : int, optional
        How many there are, where something is counted.

    Returns
    -------
    str
        Such as "0", "64", "≈ 0.83" or "≈ 3 to ≈ 10".
    """
    if low in (0, of) and high in (None, low):
        return f"{low:.0f}"
    ends = [low] if high is None else [low, high]
    return " to ".join(f"≈ {v}" if isinstance(v, int) else f"≈ {v:{form}}" for v in ends)


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
