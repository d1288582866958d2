"""Answers to vanishing-example."""

from bank.common import Fraction, init, np, onp

RIGHT = [
    (20, "xavier"), (30, "he"), [25, "default"], (20, 0.1), (60, 0.05), (15, init.Normal(0.05)),
    {"depth": 20, "init": "xavier"}, lambda: (20, "xavier"), (np.array(20), np.array([0.1])),
    (onp.int64(20), onp.float32(0.1)), (20.0, " Xavier "), (40, init.Xavier()), (10, 1e-30),
    (20, Fraction(1, 10)), {"init": "xavier", "depth": 20}, (onp.array([[20]]), "xavier"),
]  # fmt: skip

WRONG = {
    "huge weights": (3, 100.0),
    "one layer": (1, "xavier"),
    "two layers": (2, "xavier"),
    "three of 0.1": (3, 0.1),
    "normal": (20, "normal"),
    "large": (60, 3.0),
    "quite large": (60, 5.0),
    "zero": (20, 0),
    "named zeros": (20, "zeros"),
    "Zero()": (20, init.Zero()),
    "negative": (20, -0.1),
    "no layer": (0, "xavier"),
    "minus layers": (-5, "xavier"),
    "too deep": (100, "xavier"),
    "half a layer": (10.5, "xavier"),
    "unknown": (20, "orthonormal"),
    "swapped": ("xavier", 20),
    "depth only": 20,
    "name only": "xavier",
    "three": (20, "xavier", 1),
    "dots": (20, ...),
    "nan": (20, float("nan")),
    "infinite": (20, float("inf")),
    "infinite depth": (float("inf"), "xavier"),
    "list of depths": ([10, 20], "xavier"),
    "list of widths": (20, [0.1, 0.2]),
    "a function": lambda depth: (depth, "xavier"),
    "texts": ("20", "xavier"),
    "object": (20, object()),
    "none": (None, "xavier"),
    "set": {20, 0.1},
    "empty": (),
    "a net": (20, print),
    "complex": (20, 0.1j),
    "one": (5, 1.0),
    "deep and large": (59, 2),
    "shallow default": (1, "default"),
    "bytes": (20, b"xavier"),
    "nested": ((20, "xavier"),),
    "depth as a text": ("30", 0.01),
    "a negative depth": (-5, "xavier"),
}

WRONG |= {
    "depth as text": ("30", 0.01),
}  # fmt: skip

WRONG |= {
    "fifty of 0.8": (50, 0.8),
    "forty of 0.8": (40, 0.8),
}
