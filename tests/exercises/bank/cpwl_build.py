"""Answers to cpwl-build."""

from bank.common import Fraction, np, onp


def built():
    knots, slopes = [0, 1, 3], [0, 2, -1, 0]
    return [1] * 3, [-t for t in knots], [b - a for a, b in zip(slopes, slopes[1:])], 1


W, B, V = [1, 1, 1], [0, -1, -3], [2, -3, 1]
RIGHT = [
    (W, B, V, 1),
    [W, B, V, 1.0],
    built,
    (np.array(W), np.array(B), np.array(V), np.array(1.0)),
    ([2, 2, 2], [0, -2, -6], [1, -1.5, 0.5], 1),
    ([1, 1, 1, 1], [0, -1, -3, -5], [2, -3, 1, 0], 1),
    ([1, 1, 1, 0], [0, -1, -3, 2], [2, -3, 1, 0.5], 0),
    ([-1, -1, -1], [3, 1, 0], [1, -3, 2], 1),
    {"w": W, "b": B, "v": V, "c": 1},
    (onp.ones((3, 1)), onp.array([[0], [-1], [-3]]), onp.array([[2], [-3], [1]]), [1]),
    ([1, 1, 1, 1], [0, 0, -1, -3], [1, 1, -3, 1], 1),
    ([Fraction(1)] * 3, B, V, Fraction(1)),
    ([3, 1, 1], [-9, -1, 0], [1 / 3, -3, 2], 1),
]  # fmt: skip

WRONG = {
    "hinge turns twice": (W, B, [2, -3, 2], 1),
    "v first, then w": (V, B, W, 1.0),
    "slopes doubled": (W, B, [4, -6, 2], 1),
    "w of 2 kept in v": ([2, 2, 2], [0, -2, -6], V, 1),
    "w of 2 forgotten in b": ([2, 2, 2], B, [1, -1.5, 0.5], 1),
    "one w of 2": ([1, 2, 1], B, [2, -1.5, 1], 1),
    "w holds the changes": (V, B, W, 1),
    "slopes": (W, B, [2, -1, 0], 1),
    "sizes of the changes": (W, B, [2, 3, 1], 1),
    "no c": (W, B, V),
    "c of 0": (W, B, V, 0),
    "c of 3": (W, B, V, 3),
    "mirror": (W, [0, 1, 3], V, 1),
    "upside down": (W, B, [-2, 3, -1], 1),
    "no last hinge": ([1, 1], [0, -1], [2, -3], 1),
    "last flipped": (W, B, [2, -3, -1], 1),
    "at 2": (W, [0, -1, -2], V, 1),
    "flat top": (W, B, [2, -2, 0], 1),
    "top only to zero": (W, B, [2, -2, 1], 1),
    "values": (W, B, [1, 3, 1], 1),
    "zeros": (W, B, [0, 0, 0], 1),
    "spike": ([1] * 6, [0, -1, -3, -2, -2.001, -2.002], [2, -3, 1, 500, -1000, 500], 1),
    "spike far out": ([1] * 6, [0, -1, -3, -500, -501, -502], [2, -3, 1, 1, -2, 1], 1),
    "tail far left": ([1, 1, 1, -1], [0, -1, -3, -200], [2, -3, 1, 1], 1),
    "late slope": ([1, 1, 1, 1], [0, -1, -3, -1000], [2, -3, 1, 0.5], 1),
    "rounded": (W, [0, -1.05, -3], V, 1),
    "scaled w": ([2, 2, 2], B, V, 1),
    "function": lambda x: 1,
    "function of weights": lambda w, b, v, c: 0,
    "triples": [(1, 0, 2), (1, -1, -3), (1, -3, 1), 1],
    "lengths": ([1, 1], B, V, 1),
    "one unit": ([1], [0], [2], 1),
    "text": ("1 1 1", "0 -1 -3", "2 -3 1", 1),
    "dots": (W, B, V, ...),
    "nan": (W, B, [2, float("nan"), 1], 1),
    "a set": (W, {0, -1, -3}, V, 1),
    "five": (W, B, V, 1, 0),
    "number": 7,
    "b and v swapped": (W, V, B, 1),
    "w and v swapped": (V, B, W, 1),
    "order of v": (W, B, [1, -3, 2], 1),
    "order of b": (W, [-3, -1, 0], V, 1),
    "half slope": (W, B, [1, -1.5, 0.5], 1),
    "too many hinges": ([1] * 4, [0, -1, -3, -3], [2, -3, 1, 1], 1),
    "empty": ([], [], [], 1),
    "small error": (W, B, [2, -3, 1.001], 1),
    "c as a list of two": (W, B, V, [1, 1]),
}
