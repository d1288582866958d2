"""The bundled table of penguins: read, and checked by its hash."""

from pathlib import Path

from d2lmlp.assets.hotel import read_csv

TABLE = Path(__file__).with_name("penguins.csv.gz")
TABLE_SHA256 = "c28a9ef1a44c65f4075aa1dd392d0d861e662d7e612a091200cf6f5a6ca9c0f9"


def penguins():
    """Load 344 penguins of Palmer Station: a small table with gaps whose reason is told.

    Returns
    -------
    pandas.DataFrame
        Bill and flipper are in mm, ``mass`` in g, ``nitrogen`` and ``carbon`` the isotopes of the
        blood in per mille; ``comment`` says what went wrong. Gaps are as they came.

    Raises
    ------
    FileNotFoundError, ValueError
        If the bundled table is missing or damaged.

    References
    ----------
    Gorman, Williams and Fraser (2014), CC0; changes: ``d2lmlp/assets/LICENSE-penguins.txt``.
    """
    return read_csv(TABLE, TABLE_SHA256)
