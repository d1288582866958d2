"""Answers to decay-claims."""

from bank import letters

RIGHT = letters.right("aeh", "abcdefgh")
WRONG = letters.wrong("aeh", "abcdefgh")
