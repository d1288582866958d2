"""Answers to per-minibatch-nonlinearity."""

from bank import letters

RIGHT, WRONG = letters.right("aceg"), letters.wrong("aceg")
