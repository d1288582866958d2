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

from d2lmlp.assets import hotel
from d2lmlp.contest.handed_in import plain_prices, read_file

SCORER = Path(__file__).with_name("scorer.py")
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
    prices = plain_prices(predictions)
    key = hashlib.sha256(json.dumps(prices).encode()).hexdigest()
    return Score(sealed_log_rmse(prices), _seen.setdefault(key, len(_seen) + 1))


def sealed_log_rmse(prices):
    """Ask the scorer, without counting: for pictures that the course draws itself.

    Parameters
    ----------
    prices : array_like, shape (600,)
        Never fewer: a score of one row would be its price.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        As `submit` does, or if the sealed file is damaged.
    """
    done = subprocess.run(
        [sys.executable, "-I", str(SCORER), str(hotel.SEALED), hotel.SEALED_SHA256],
        input=json.dumps(plain_prices(prices)), capture_output=True, text=True, timeout=60,
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
    return submit(read_file(path))
