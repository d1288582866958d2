"""Answers to float-end."""

import math

from bank.common import np, onp


def steps(base, end):
    """Multiply until the number is below an end, or 0."""
    kind, layers = type(base), 0
    value = kind(1)
    while value >= end if end else value:
        value, layers = value * base, layers + 1
    return layers


RIGHT = [
    [64, 75, 538, 50],
    (64.0, 75.0, 538.0, 50.0),
    onp.array([64, 75, 538, 50]),
    np.array([64, 75, 538, 50]),
    ["64", "75", "538", "50"],
    "64, 75, 538, 50",
    {1: 64, 2: 75, 3: 538, 4: 50},
    {"1": 64, "2": 75, "3": 538, "4": 50},
    lambda: [64, 75, 538, 50],
    lambda: [steps(onp.float32(0.25), 2.0**-126), steps(onp.float32(0.25), 0),
             steps(onp.float64(0.25), 0), steps(onp.float32(0.125), 0)],
    [math.floor(126 / 2) + 1, 150 // 2, 1076 // 2, 50],
    (n for n in (64, 75, 538, 50)),
    ["64 layers", "75 layers", "538 layers", "50 layers"],
    [[64], [75], [538], [50]],
    [onp.float32(64), onp.int64(75), np.array(538.0), 50],
    ["64th", "75th", "538th", "50th"],
    "1. 64\n2. 75\n3. 538\n4. 50",
    [1 + 126 * math.log(2) / math.log(4), 75, 538, 50],
    {"1.": 64, "2.": 75, "3.": 538, "4.": 50},
]  # fmt: skip

WRONG = {
    "exactly at the end": [63, 75, 538, 50],
    "one less": [63, 74, 537, 49],
    "one more": [65, 76, 539, 51],
    "rounding up forgotten": [64, 75, 537, 49],
    "half never reached": [64, 74, 538, 50],
    "half the exponent": [63, 74.5, 537, 49.7],
    "normal numbers only": [64, 64, 512, 43],
    "exponents": [126, 149, 1074, 149],
    "minus": [-64, -75, -538, -50],
    "subnormals forgotten in float64": [64, 75, 511, 50],
    "float32 for float64": [64, 75, 75, 50],
    "quarter for eighth": [64, 75, 538, 75],
    "double": [64, 75, 538, 100],
    "twice": [128, 150, 1076, 150],
    "natural logarithm": [87, 103, 744, 103],
    "decimal": [38, 45, 324, 45],
    "digits": [23, 24, 53, 24],
    "never": [64, "never", "never", "never"],
    "errors": ["error", "error", "error", "error"],
    "infinite": [float("inf")] * 4,
    "nan": [64, float("nan"), 538, 50],
    "three": [64, 75, 538],
    "five": [64, 75, 538, 50, 1],
    "one number": 64,
    "the ends themselves": [2.0**-126, 2.0**-149, 2.0**-1074, 2.0**-149],
    "zeros": [0, 0, 0, 0],
    "ones": [1, 1, 1, 1],
    "reversed": [50, 538, 75, 64],
    "first two swapped": [75, 64, 538, 50],
    "last two swapped": [64, 75, 50, 538],
    "half filled": [64, 75, ..., 50],
    "None inside": [64, None, 538, 50],
    "a set": {64, 75, 538, 50},
    "text": "after some sixty layers",
    "words": ["sixty-four", "seventy-five", "many", "more"],
    "ranges": ["60 to 70", "70 to 80", "530 to 540", "50"],
    "an object": object(),
    "a type": int,
    "raises": lambda: 1 / 0,
    "nested": [[64, 75], [538, 50]],
    "three right": [64, 75, 538, 49],
    "others right": [64, 75, 537, 50],
    "dictionary of other names": {"a": 64, "b": 75, "c": 538, "d": 50},
    "true": [True, True, True, True],
    "halves for eighths": [64, 75, 538, 150],
}
