"""Measure the speeds the course speaks of (``make bench``); print tables, write build/bench.json.

    python tests/tools/bench.py [--only speed step growth start notebooks] [--other PYTHON]

Libraries that are not the course's (PyTorch, scikit-learn) are measured where they are installed:
``pip install '.[bench]'``, or in another environment whose Python is given by ``--other``. With
all parts it takes about twenty minutes, in which nothing else should run.
"""

import argparse
import datetime
import json
import os
import platform
from pathlib import Path

import measures
import race

ROOT = Path(__file__).resolve().parents[2]


def machine():
    """Say in a line what this computer is."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].split(":")[1].strip() if names else model
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    )


def print_race(title, rows):
    """Print the table of a race."""
    print(f"\nAn epoch of {title}", flush=True)
    print(f"{'':44} {'s':>6} {'ratio':>6} {'rows/s':>9} {'peak MB':>8} {'accuracy':>9}")
    for name, row in sorted(rows.items(), key=lambda item: item[1]["ratio"]):
        peak = f"{row['peak_mb']:8.0f}" if row["peak_mb"] else f"{'-':>8}"
        accuracy = f"{row['accuracy']:9.3f}" if row["accuracy"] else f"{'-':>9}"
        print(
            f"{name:44} {row['seconds']:6.2f} {row['ratio']:6.2f} "
            f"{row['rows_per_second']:9,.0f} {peak} {accuracy}"
        )


def print_table(title, values):
    """Print one number a line."""
    print(f"\n{title}")
    for name, value in values.items():
        print(f"  {name:64} {'-' if value is None else f'{value:.2f}'}")


def main():
    """Measure the parts that were asked for."""
    parts = ("speed", "step", "growth", "start", "notebooks")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=parts, default=parts)
    parser.add_argument("--other", metavar="PYTHON", help="where PyTorch and scikit-learn are")
    asked = parser.parse_args()
    result = {"date": datetime.date.today().isoformat(), "machine": machine()}
    print(result["date"], result["machine"])
    if "speed" in asked.only:
        result["races"] = {}
        for title, rows in race.races(asked.other):
            result["races"][title] = rows
            print_race(title, rows)
            store(result)
        result["bars"] = race.bars(result["races"])
        print_table("The course's bars", result["bars"])
    for name, title, measure in (
        ("step", "The parts of fit, 784-256-10 on 60,000 images", measures.step),
        ("growth", "Growth (width 256, a hidden layer, 6,000 images, batch 256)", measures.growth),
        ("start", "Starting and answering", measures.start),
        ("notebooks", "Seconds for a notebook", measures.notebooks),
    ):
        if name in asked.only:
            result[name] = measure()
            print_table(title, result[name])
    store(result)


def store(result):
    """Keep what has been measured so far."""
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
