"""Answers to graph-too-large."""

from bank import letters

RIGHT = letters.right("acfh", "abcdefgh")
WRONG = letters.wrong("acfh", "abcdefgh") | {
    "in words, one of them wrong": {c: "true" if c in "acf" else "false" for c in "abcdefgh"},
    "dots inside": ["a", ...],
    "the false ones": "not b, d, e, g",
    "numbers of the statements": [1, 3, 6, 8],
    "said as an equation": "a = true, b = true",
}
