"""Answers to why-relu-won."""

from bank import letters

RIGHT, WRONG = letters.right("bcf"), letters.wrong("bcf")
