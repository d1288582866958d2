"""Answers to leak-hunt."""

from bank import letters

RIGHT, WRONG = letters.right("acefh", "abcdefgh"), letters.wrong("acefh", "abcdefgh")
