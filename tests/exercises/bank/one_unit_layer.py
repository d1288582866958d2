"""Answers to one-unit-layer."""

from bank import letters

RIGHT, WRONG = letters.right("acef", "abcdefgh"), letters.wrong("acef", "abcdefgh")
