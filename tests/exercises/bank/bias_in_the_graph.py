"""Answers to bias-in-the-graph."""

from bank import letters

RIGHT = letters.right("adf")
WRONG = letters.wrong("adf") | {
    "in words, one of them wrong": {c: "true" if c in "ad" else "false" for c in "abcdefg"},
    "dots inside": ["a", ...],
    "the false ones": "not b, c, e, g",
    "numbers of the statements": [1, 4, 6],
    "said as an equation": "a = true, b = true",
}
