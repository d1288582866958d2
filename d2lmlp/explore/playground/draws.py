"""Random numbers that Python and JavaScript draw alike, so that both train the same net."""

import math

LARGEST = 2**31 - 1


class Draws:
    """A stream of numbers from a seed; ``net.js`` holds the same lines in JavaScript.

    Source: Park and Miller (1988), "Random number generators: good ones are hard to find", with
    the multiplier of their later note. Every product stays below 2**53, exact in either language.
    """

    def __init__(self, seed):
        self.state = (16807 * seed + 2718281) % LARGEST or 1

    def number(self):
        """Draw a number between 0 and 1."""
        self.state = self.state * 48271 % LARGEST
        return self.state / LARGEST

    def order(self, n):
        """Shuffle the numbers from 0 to n - 1."""
        order = list(range(n))
        for k in range(n - 1, 0, -1):
            other = int(self.number() * (k + 1))
            order[k], order[other] = order[other], order[k]
        return order

    def normal(self):
        """Draw from the normal distribution; source: Box and Muller (1958)."""
        radius = math.sqrt(-2 * math.log(self.number()))
        return radius * math.cos(2 * math.pi * self.number())
