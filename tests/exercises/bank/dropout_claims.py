"""Answers to dropout-claims."""

from bank import letters

RIGHT = letters.right("bei", "abcdefghi")
WRONG = letters.wrong("bei", "abcdefghi")
