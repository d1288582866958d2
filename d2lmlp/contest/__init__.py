"""The contest: predictions for the sealed bookings go in, a score and a medal come out.

What is sealed: the prices of 600 bookings lie in a file of their own, and a process of its own
reads them. They are never an array, nor anything else, in the process that asks. That keeps them
from being used by accident, and from whoever looks no further than the notebook. It is an envelope
and no safe: the file lies on this computer, the data are public, and a reader who means to can open
it, or work the prices out of 600 scores. A medal so won measures nothing.
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from d2lmlp.assets import hotel

JUDGE = Path(__file__).with_name("judge.py")
FIRST, COUNT = 3001, 600  # the ids of the sealed bookings
MEDALS = {"gold": 0.18, "silver": 0.19, "bronze": 0.22}

_seen = {}


class Score:
    """What a submission has reached.

    Attributes
    ----------
    log_rmse : float
        Root mean squared error of the logarithms of the prices, to four places.
    medal : str
        "gold", "silver", "bronze", or "" for none.
    submission : int
        How many different submissions this process has made so far, this one included.
    """

    def __init__(self, log_rmse, submission):
        self.log_rmse, self.submission = log_rmse, submission
        self.medal = next((m for m, limit in MEDALS.items() if log_rmse <= limit), "")

    def __repr__(self):
        missed = [m for m, limit in MEDALS.items() if self.log_rmse > limit]
        further = f"; {missed[-1]} from {MEDALS[missed[-1]]} down" if missed else ""
        return (
            f"submission {self.submission}: log RMSE ≈ {self.log_rmse:.3f}, "
            f"{self.medal or 'no medal'}{further}"
        )


def submit(predictions):
    """Score predicted prices for the sealed bookings of ``hotel_rates()``.

    Each call with new predictions is counted: a set that you choose your model on is no longer a
    test. The count starts anew with every kernel. See the module's own text for what is sealed.

    Parameters
    ----------
    predictions : array_like, shape (600,)
        Euros a night, in the order of the sealed table; or a table with the columns id and price,
        in any order.

    Returns
    -------
    Score

    Raises
    ------
    ValueError
        If there are not 600 finite prices above 0, or they look like logarithms.
    """
    prices = _prices(predictions)
    key = hashlib.sha256(json.dumps(prices).encode()).hexdigest()
    return Score(sealed_log_rmse(prices), _seen.setdefault(key, len(_seen) + 1))


def sealed_log_rmse(prices):
    """Ask the judge, without counting: for pictures that the course draws itself.

    Parameters
    ----------
    prices : list of float, length 600

    Returns
    -------
    float
    """
    done = subprocess.run(
        [sys.executable, "-I", str(JUDGE), str(hotel.SEALED), hotel.SEALED_SHA256],
        input=json.dumps(prices), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    if done.returncode:
        raise ValueError(f"{hotel.SEALED.name} cannot be read: {hotel.REMEDY}.")
    return float(done.stdout)


def submit_file(path):
    """Score a file with the header ``id,price`` and one line for each sealed booking.

    Parameters
    ----------
    path : str or pathlib.Path

    Returns
    -------
    Score

    Raises
    ------
    ValueError
        As `submit` does, or if the file is no such table.
    OSError
        If the file cannot be read.
    """
    import pandas as pd

    try:
        return submit(pd.read_csv(path))
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError):
        raise ValueError(f"{path} is not a table: it begins with the line id,price.") from None


def _prices(predictions):
    """Return 600 plain numbers in the order of the ids, or say in one sentence what is wrong."""
    if hasattr(predictions, "columns"):
        predictions = _by_id(predictions)
    if hasattr(predictions, "asnumpy"):
        predictions = predictions.asnumpy()
    try:
        prices = np.array(predictions, dtype=float)
    except (TypeError, ValueError):
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
            f"These look like logarithms (half of them are below {np.median(prices):.1f}): submit "
            "takes prices in euros, so give exp of them."
        )
    return prices.tolist()


def _by_id(table):
    if not {"id", "price"} <= set(table.columns):
        names = ", ".join(map(str, table.columns))
        raise ValueError(f"The table needs the columns id and price; it has {names}.")
    wanted = set(range(FIRST, FIRST + COUNT))
    if len(table) != COUNT or set(table["id"]) != wanted:
        raise ValueError(
            f"The table needs each id from {FIRST} to {FIRST + COUNT - 1} once; it has "
            f"{len(table)} rows, and {len(wanted - set(table['id']))} of these ids are missing."
        )
    return table.sort_values("id")["price"]
