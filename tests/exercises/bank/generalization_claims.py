"""Answers to generalization-claims."""

from bank import letters

RIGHT = letters.right("adeh", "abcdefghi")
WRONG = letters.wrong("adeh", "abcdefghi")
