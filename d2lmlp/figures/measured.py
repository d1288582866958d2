"""How a measured number is written: marked with "≈", unless it is exact."""


def measured(low, high=None, form=".2f", of=None):
    """Write a measured number, or the range of several.

    What is exactly 0 is written as 0, and a count of all there is, as this number: both are the
    same on every processor. All else carries "≈".

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
    high = low if high is None else high
    said = list(dict.fromkeys(_one(value, form, of) for value in (low, high)))
    if len(said) == 1 and low != high:  # they differ in digits that are not shown
        said *= 2
    return " to ".join(said)


def _one(value, form, of):
    if value in (0, of):
        return f"{value:.0f}"
    return f"≈ {value}" if isinstance(value, int) else f"≈ {value:{form}}"
