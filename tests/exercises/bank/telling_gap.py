"""Answers to telling-gap."""

import pandas as pd
from bank.common import np, onp

nan = float("nan")
up = [float(k) for k in range(20)]
holes = [nan] * 5


def hotel():
    rng = onp.random.default_rng(3)
    lead_time = rng.uniform(0, 300, 200)
    gap = rng.random(200) < 0.25
    price = 80 + 0.1 * lead_time + 200 * gap
    return onp.where(gap, nan, lead_time), price


def frame():
    table = pd.DataFrame({"x": up + holes, "y": [0.0] * 20 + [7.0] * 5})
    return table["x"], table["y"]


RIGHT = [
    hotel,
    frame(),
    [up + holes, up + [100] * 5],
    (up + holes, up + [12] * 5),
    (np.array(up + holes), np.array([1.0] * 20 + [-1.0] * 5)),
    {"x": [None if k % 4 == 0 else k for k in range(40)], "y": [k % 4 == 0 for k in range(40)]},
    (onp.array(up + holes)[:, None], onp.array(up + [60] * 5)[:, None]),
]

WRONG = {
    "no gap": (up, up[::-1]),
    "zero for a gap": ([0.0] * 5 + up, [50] * 5 + up),
    "minus one for a gap": ([-1] * 5 + up, [50] * 5 + up),
    "all gaps": ([nan] * 20, up),
    "one number": ([nan] * 19 + [3], up),
    "on the line": (up + holes, up + [9.5] * 5),
    "at random": ([nan if k in (3, 8, 11, 16) else k for k in range(20)], up),
    "a little dearer": (up + holes, [k + 6 * (k % 2) for k in range(20)] + [13] * 5),
    "y at random": (up + holes, [(7 * k) % 11 for k in range(25)]),
    "noise as large": (up + holes, [10 * (-1) ** k for k in range(20)] + [12] * 5),
    "swapped": (up + [100] * 5, up + holes),
    "gap in y": (up + holes, [*up, 100, 100, nan, 100, 100]),
    "three rows": ([1, 2, nan], [1, 2, 50]),
    "shorter y": (up + holes, up),
    "x alone": up + holes,
    "three things": (up + holes, up + [50] * 5, [0] * 20 + [1] * 5),
    "texts": (["a"] * 20, up),
}
