"""The bundled table of penguins: read, and checked by its hash."""

from pathlib import Path

from d2lmlp.assets.hotel import read_csv

TABLE = Path(__file__).with_name("penguins.csv.gz")
TABLE_SHA256 = "c28a9ef1a44c65f4075aa1dd392d0d861e662d7e612a091200cf6f5a6ca9c0f9"


def read_penguins():
    """Read all birds as a pandas DataFrame."""
    return read_csv(TABLE, TABLE_SHA256)
