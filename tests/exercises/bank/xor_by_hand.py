"""Answers to xor-by-hand."""

from bank.common import Fraction, np, onp

EYE, ONES, CROSS = [[1, 0], [0, 1]], [[1, 1], [1, 1]], [[1, -1], [-1, 1]]


def built():
    W1 = onp.ones((2, 2))
    b1 = onp.array([0.0, -1.0])
    return W1, b1, onp.array([1.0, -2.0]), 0.0


RIGHT = [
    (ONES, [0, -1], [1, -2], 0),
    (CROSS, [0, 0], [1, 1], 0),
    ([[1, 1], [1, 1]], [-1, 0], [-2, 1], 0),
    ([[2, 2], [2, 2]], [0, -2], [1, -2], 0),
    ([[-1, 1], [1, -1]], (0, 0), (3, 3), -1),
    {"W1": ONES, "b1": [0, -1], "w2": [1, -2], "b2": 0},
    {"b2": 0, "w2": [1, -2], "b1": [0, -1], "W1": ONES},
    (np.array(CROSS), np.zeros(2), np.ones((2, 1)), np.array([0.0])),
    built,
    ([[-1, 1], [-1, 1]], [1, -1], [-2, -2], 1.5),
    (onp.asmatrix(CROSS), onp.zeros((1, 2)), [[1, 1]], [[0.2]]),
    [ONES, [Fraction(0), Fraction(-1)], [Fraction(1), Fraction(-2)], Fraction(1, 5)],
]  # fmt: skip

WRONG = {
    "W1 a column": ([[1], [1], [1], [1]], [0, -1], [1, -2], 0),
    "split at zero": (ONES, [0, -1], [1, -2], -0.6),
    "on the edge": (ONES, [0, -1], [1, -2], -0.5),
    "on the edge, scaled": ([[0.5, 0.5], [0.5, 0.5]], [0, -0.5], [1, -2], 0),
    "on the edge, low": (ONES, [0, -1], [1, -2], 0.5),
    "or": (EYE, [0, 0], [1, 1], 0),
    "and": (ONES, [-1, 0], [1, 0], 0),
    "x1": (EYE, [0, 0], [1, 0], 0),
    "x2": (EYE, [0, 0], [0, 1], 0),
    "nand": (ONES, [0, -1], [0, -2], 1),
    "xnor": (CROSS, [0, 0], [-1, -1], 1),
    "always": (ONES, [1, 1], [1, 1], 1),
    "never": (ONES, [-2, -2], [1, 1], 0),
    "zeros": ([[0, 0], [0, 0]], [0, 0], [0, 0], 0),
    "linear": (ONES, [5, 5], [1, -1], 0),
    "bias forgotten": (ONES, [0, 0], [1, -2], 0),
    "bias sign": (ONES, [0, 1], [1, -2], 0),
    "minus one": (ONES, [0, -1], [1, -1], 0),
    "plus": (ONES, [0, -1], [1, 2], 0),
    "thresholds": (ONES, [-0.5, -1.5], [1, -1], 0),
    "output flipped": (CROSS, [0, 0], [-1, -1], 0),
    "one side": (CROSS, [0, 0], [1, 0], 0),
    "other side": (CROSS, [0, 0], [0, 1], 0),
    "shifted": (CROSS, [0, 0], [1, 1], 2),
    "too small": (CROSS, [0, 0], [0.3, 0.3], 0),
    "set": (ONES, {0, -1}, [1, -2], 0),
    "set of weights": {1, 2, 3},
    "three parts": (ONES, [0, -1], [1, -2]),
    "five parts": (ONES, [0, -1], [1, -2], 0, 0),
    "three units": ([[1, 1, 1], [1, 1, 1]], [0, -1, 0], [1, -2, 0], 0),
    "dots": (ONES, [0, -1], ..., 0),
    "text": "1 1 1 1",
    "text parts": (ONES, [0, -1], ["1", "-2"], 0),
    "nan": (ONES, [0, float("nan")], [1, -2], 0),
    "a function": lambda X: X,
    "number": 5,
    "transposed": ([[2, 2], [1, 1]], [0, -1], [0.5, -2], 0),
    "swapped biases": (ONES, [-1, 0], [1, -2], 0),
    "infinite": (ONES, [0, -1], [float("inf"), -2], 0),
    "large bias": (ONES, [0, -1], [1, -2], 10),
    "sum of both": ([[1, 1], [1, 1]], [0, -2], [1, -2], 0),
}

WRONG |= {"w2 before b1": (ONES, [1, -2], [0, -1], 0)}

WRONG |= {
    "beyond rounding": ([[1e38, 1e38], [1e38, 1e38]], [0, -1e38], [1e38, -2e38], 0),
    "one exactly at the cut": (ONES, [-0.5, -1.5], [1, -1], -0.5),
}
