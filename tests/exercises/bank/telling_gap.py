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
RIGHT += [
    (up + holes, [3 * k for k in up] + [50.0] * 5),
    (up + holes, up + [0.0] * 5),
    ([None if k > 7 else k for k in range(12)], [0] * 8 + [30] * 4),
    lambda: (onp.r_[onp.arange(50.0), [onp.nan] * 10], onp.r_[onp.arange(50.0), [500.0] * 10]),
    pd.DataFrame({"x": up + holes, "y": up + [-40.0] * 5}).to_dict("list"),
]

WRONG |= {
    "empty": ([], []),
    "half filled": (up + holes, ...),
    "y all alike": (up + holes, [3.0] * 25),
    "gap like the mean": (up + holes, [2 * k for k in up] + [19.0] * 5),
    "infinite": (up + [float("inf")] * 5, up + [50.0] * 5),
    "infinite y": (up + holes, up + [float("inf")] * 5),
    "indicator for x": ([0.0] * 20 + [1.0] * 5, [0.0] * 20 + [50.0] * 5),
    "two columns": ([[k, k] for k in up] + [[nan, nan]] * 5, up + [50.0] * 5),
    "a number": 3,
    "text": "x is nan where y is large",
    "nan texts": (["nan"] * 5 + ["a"] * 20, [50.0] * 5 + up),
    "a set": {1.0, nan},
    "one gap for the dear half": (
        [float(k) for k in range(19)] + [nan], [0.0] * 10 + [10.0] * 9 + [5.0]),
    "a function of two": lambda x, y: (x, y),
    "raises": lambda: (up + holes, [0] * 20 + [1 / 0] * 5),
    "other rows": (up + holes, [0.0] * 24),
    "too many": ([nan, *up] * 1000, [50.0, *up] * 1000),
}  # fmt: skip
