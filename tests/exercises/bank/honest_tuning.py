"""Answers to honest-tuning."""

from bank import letters

RIGHT, WRONG = letters.right("beg", "abcdefghi"), letters.wrong("beg", "abcdefghi")
