"""Answers to same-start."""

from bank import letters

RIGHT = letters.right("adf", "abcdefghi")
WRONG = letters.wrong("adf", "abcdefghi") | {
    "in words, one of them wrong": {c: "true" if c in "ad" else "false" for c in "abcdefghi"},
    "dots inside": ["a", ...],
    "the false ones": "not b, c, e, g, h, i",
    "numbers of the statements": [1, 4, 6],
    "said as an equation": "a = true, b = true",
}
