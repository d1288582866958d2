"""Answers to which-start."""

from bank import letters

RIGHT = letters.right("adg", "abcdefgh")
WRONG = letters.wrong("adg", "abcdefgh") | {
    "in words, one of them wrong": {c: "true" if c in "ad" else "false" for c in "abcdefgh"},
    "dots inside": ["a", ...],
    "the false ones": "not b, c, e, f, h",
    "numbers of the statements": [1, 4, 7],
    "said as an equation": "a = true, b = true",
}
