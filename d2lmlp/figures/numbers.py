"""How a measured number is written: marked with "≈", unless it is exact."""


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
