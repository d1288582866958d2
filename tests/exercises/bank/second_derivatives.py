"""Answers to second-derivatives."""

from bank import letters

RIGHT = letters.right("aceh", "abcdefgh")
WRONG = letters.wrong("aceh", "abcdefgh") | {
    "in words, one of them wrong": {c: "true" if c in "ace" else "false" for c in "abcdefgh"},
    "dots inside": ["a", ...],
    "the false ones": "not b, d, f, g",
    "numbers of the statements": [1, 3, 5, 8],
    "said as an equation": "a = true, b = true",
}
