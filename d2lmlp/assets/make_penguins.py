"""Make ``penguins.csv.gz`` from the table of 344 penguins of Palmer Station.

Run ``python d2lmlp/assets/make_penguins.py FILE``, where FILE is
``palmerpenguins/data/penguins-raw.csv`` of the Python package palmerpenguins 0.1.6: the raw table
of Horst, Hill and Gorman (2020). What is changed is listed in ``LICENSE-penguins.txt``. The same
file always gives the same table.
"""

import gzip
import hashlib
import sys
from pathlib import Path

import pandas as pd

COLUMNS = {  # ours -> theirs
    "species": "Species",
    "island": "Island",
    "bill_length": "Culmen Length (mm)",
    "bill_depth": "Culmen Depth (mm)",
    "flipper": "Flipper Length (mm)",
    "sex": "Sex",
    "nitrogen": "Delta 15 N (o/oo)",
    "carbon": "Delta 13 C (o/oo)",
    "comment": "Comments",
    "mass": "Body Mass (g)",
}


def main(file):
    """Write the table beside this script, and print its hash."""
    table = pd.read_csv(file)[list(COLUMNS.values())].set_axis(list(COLUMNS), axis=1)
    table["species"] = table["species"].str.split().str[0]
    table["sex"] = table["sex"].str.lower()
    content = gzip.compress(table.to_csv(index=False).encode(), mtime=0)
    Path(__file__).with_name("penguins.csv.gz").write_bytes(content)
    print(f"{len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main(sys.argv[1])
