"""What is handed in: 600 plain prices in the order of the ids, or one sentence on what is wrong."""

import csv
import io
from pathlib import Path

import numpy as np

FIRST, COUNT = 3001, 600  # the ids of the sealed bookings


def plain_prices(predictions):
    """Check predictions of any kind, and return them as plain numbers.

    Parameters
    ----------
    predictions : array_like of shape (600,) or (600, 1), or a table with the columns id and price

    Returns
    -------
    list of float, length 600
        In the order of the ids, and nothing of the caller's own classes in it.

    Raises
    ------
    ValueError
        If there are not 600 finite prices above 0, or they look like logarithms.
    """
    if hasattr(predictions, "columns"):
        predictions = _by_id(predictions)
    if hasattr(predictions, "asnumpy"):
        predictions = predictions.asnumpy()
    if isinstance(predictions, np.ma.MaskedArray):
        predictions = predictions.astype(float).filled(np.nan)  # what is masked is missing
    try:
        prices = np.array(predictions, dtype=float)
        if np.iscomplexobj(predictions):  # of which NumPy would drop a part
            raise TypeError
    except Exception:  # whatever an object of the caller's own raises
        raise ValueError(f"submit needs {COUNT} numbers; some of these are not.") from None
    if prices.shape == (COUNT, 1):
        prices = prices[:, 0]
    if prices.shape != (COUNT,):
        raise ValueError(
            f"submit needs {COUNT} prices, one for each row of the sealed table; these have the "
            f"shape {prices.shape}."
        )
    bad = np.flatnonzero(~np.isfinite(prices))
    if len(bad):
        raise ValueError(
            f"{len(bad)} of the {COUNT} predictions are nan or infinite, the first for id "
            f"{FIRST + bad[0]}."
        )
    low = np.flatnonzero(prices <= 0)
    if len(low):
        raise ValueError(
            f"{len(low)} of the {COUNT} prices are not above 0, and have no logarithm; the first "
            f"for id {FIRST + low[0]}. Predict the logarithm and take exp."
        )
    if np.median(prices) < 10:
        raise ValueError(
            f"These look like logarithms (half of them are not above {np.median(prices):.1f}): "
            "submit takes prices in euros, so give exp of them."
        )
    return prices.tolist()


def read_file(path):
    """Read a file of predictions as spreadsheets write it: with a byte order mark or without.

    Parameters
    ----------
    path : str or pathlib.Path

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    ValueError
        If it is no table with commas between its columns.
    OSError
        If it cannot be read.
    """
    import pandas as pd

    name = Path(path).name
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    except (UnicodeDecodeError, csv.Error):
        raise ValueError(f"{name} is no text in UTF-8: save it as CSV (UTF-8).") from None
    if not rows:
        raise ValueError(f"{name} is empty: it begins with the line id,price.")
    header = [word.strip() for word in rows[0]]
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and mark in header[0]:
            raise ValueError(
                f"The columns of {name} are separated by {word}: write commas, and 80.5 with a "
                "point."
            )
    for row in rows[1:]:
        if len(row) != len(header):
            raise ValueError(
                f"The line {','.join(row)[:40]!r} of {name} has {len(row)} values for "
                f"{len(header)} columns: write numbers as 80.5, without further commas."
            )
    return pd.DataFrame(rows[1:], columns=header)


def _by_id(table):
    """Return the column price in the order of the ids, from a table in any order."""
    names = [str(name) for name in table.columns]
    if names.count("id") != 1 or names.count("price") != 1:
        raise ValueError(f"The table needs the columns id and price; it has {', '.join(names)}.")
    found = {}
    for key, price in zip(list(table["id"]), list(table["price"])):
        row = _number(key)
        if not FIRST <= row < FIRST + COUNT or row % 1:
            raise ValueError(
                f"The table needs the ids from {FIRST} to {FIRST + COUNT - 1}; one row has "
                f"{str(key) or 'none'}."
            )
        if row in found:
            raise ValueError(f"The table needs each id once; {key} stands there twice.")
        found[row] = _number(price)
        if found[row] != found[row] and str(price).strip().lower() not in ("", "nan", "na", "none"):
            raise ValueError(f"The price for id {key} is {str(price)[:40]!r}, which is no number.")
    missing = [row for row in range(FIRST, FIRST + COUNT) if row not in found]
    if missing:
        raise ValueError(
            f"The table needs a row for each of {COUNT} ids; {len(missing)} are missing, the first "
            f"is {missing[0]}."
        )
    return [found[row] for row in sorted(found)]


def _number(value):
    try:
        return float(value)
    except Exception:  # whatever an object of the caller's own raises
        return np.nan
