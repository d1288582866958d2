"""The bundled hotel rates: read, and checked by their hash."""

import hashlib
import io
from pathlib import Path

TABLE = Path(__file__).with_name("hotel_rates.csv.gz")
TABLE_SHA256 = "b7e2fe6cf061d4d7bc79e0c8a3bbe607448a3e27299d3c9657a0f636c7351f7e"
SEALED = Path(__file__).with_name("hotel_sealed.bin")
SEALED_SHA256 = "448fc9dc175b3f9c1ba44162855cb067446e34213567c912908177fce7211350"
REMEDY = "install the course again (`make clean`, then `make lab`)"


def checked(path, sha256):
    """Read a bundled file.

    Parameters
    ----------
    path : pathlib.Path
    sha256 : str
        What its content must hash to.

    Returns
    -------
    bytes

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is not the file that was published.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} is missing: {REMEDY}.") from None
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ValueError(
            f"{path} is damaged (SHA-256 {found[:12]}… instead of {sha256[:12]}…): {REMEDY}."
        )
    return content


def read_csv(path, sha256, **how):
    """Read a bundled table as a pandas DataFrame, once it is `checked`; ``how`` is for pandas."""
    import pandas as pd

    return pd.read_csv(io.BytesIO(checked(path, sha256)), compression="gzip", **how)


def read_table():
    """Read all bookings as a pandas DataFrame; those without a price are the sealed ones."""
    return read_csv(TABLE, TABLE_SHA256, parse_dates=["arrival"])
