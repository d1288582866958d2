"""Answers to depth-against-width."""

from bank import letters

RIGHT, WRONG = letters.right("acd"), letters.wrong("acd")
