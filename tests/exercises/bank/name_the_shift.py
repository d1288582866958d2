"""Answers to name-the-shift."""

from bank import letters

RIGHT, WRONG = letters.right("adg", "abcdefgh"), letters.wrong("adg", "abcdefgh")
