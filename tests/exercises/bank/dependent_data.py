"""Answers to dependent-data."""

from bank import letters

RIGHT, WRONG = letters.right("acdfh", "abcdefgh"), letters.wrong("acdfh", "abcdefgh")
