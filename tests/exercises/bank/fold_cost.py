"""Answers to fold-cost."""

from bank.common import Fraction, functools, itertools, np, onp


def by_walking(n, K, settings, epochs):
    trainings = visits = 0
    for _, _ in itertools.product(range(settings), range(K)):
        trainings += 1
        visits += epochs * (n - n // K)
    return trainings + 1, visits + epochs * n


RIGHT = [
    by_walking,
    lambda n, K, settings, epochs: (1 + K * settings, n * epochs * (1 + settings * (K - 1))),
    lambda n, K, settings, epochs: [
        settings * K + 1, epochs * (settings * K * (n - n / K) + n)],
    lambda n, K, settings, epochs: (
        np.array(settings * K + 1), np.array(epochs * n * (settings * (K - 1) + 1))),
    lambda n, K, settings, epochs: (
        onp.int64(settings * K + 1), float(round(epochs * (settings * (1 - 1 / K) * K * n + n)))),
]  # fmt: skip


def visits(n, K, settings, epochs):
    return epochs * (settings * (K - 1) * n + n)


def trainings(n, K, settings, epochs):
    return settings * K + 1


WRONG = {
    "no winner": lambda n, K, s, e: (s * K, e * s * (K - 1) * n),
    "winner in one": lambda n, K, s, e: (s * K + 1, e * s * (K - 1) * n),
    "all of n": lambda n, K, s, e: (s * K + 1, e * n * (s * K + 1)),
    "no epochs": lambda n, K, s, e: (s * K + 1, s * (K - 1) * n + n),
    "winner for one epoch": lambda n, K, s, e: (s * K + 1, e * s * (K - 1) * n + n),
    "K - 1": lambda n, K, s, e: (s * (K - 1) + 1, visits(n, K, s, e)),
    "one setting": lambda n, K, s, e: (K + 1, e * ((K - 1) * n + n)),
    "sum": lambda n, K, s, e: (s + K + 1, visits(n, K, s, e)),
    "one split": lambda n, K, s, e: (s + 1, e * (s * (K - 1) * n / K + n)),
    "held out": lambda n, K, s, e: (s * K + 1, e * (s * n + n)),
    "one fold": lambda n, K, s, e: (s * K + 1, e * (s * (n - n / K) + n)),
    "all on all": lambda n, K, s, e: (s * (K + 1), visits(n, K, s, e)),
    "epochs as trainings": lambda n, K, s, e: (e * (s * K + 1), visits(n, K, s, e)),
    "part for the winner": lambda n, K, s, e: (
        s * K + 1, e * (s * (K - 1) * n + (K - 1) * n // K)),
    "swapped": lambda n, K, s, e: (visits(n, K, s, e), trainings(n, K, s, e)),
    "visits only": visits,
    "none": lambda n, K, s, e: None,
    "power": lambda n, K, s, e: (s**K + 1, visits(n, K, s, e)),
    "nothing": lambda n, K, s, e: (0, 0),
}  # fmt: skip


def named(n, K, settings, epochs):
    cost = {"trainings": 1, "visits": n * epochs}
    for _ in range(settings):
        for fold in range(K):
            test = range(fold * n // K, (fold + 1) * n // K)
            cost["trainings"] += 1
            cost["visits"] += epochs * (n - len(test))
    return cost


class Budget:
    trainings = visits = 0

    def train(self, examples, epochs):
        self.trainings += 1
        self.visits += sum(examples for _ in range(epochs))

    def __call__(self, n, K, settings, epochs):
        self.trainings = self.visits = 0
        for _ in range(settings * K):
            self.train(n - n // K, epochs)
        self.train(n, epochs)
        return self.trainings, self.visits


def one_after_the_other(n, K, settings, epochs):
    yield settings * K + 1
    yield epochs * (settings * K * (n // K) * (K - 1) + n)


RIGHT += [
    named, Budget(), one_after_the_other,
    lambda n, K, settings, epochs: onp.array(
        [settings * K + 1, epochs * n * (settings * K - settings + 1)]),
    lambda n, K, settings, epochs: (
        len([*itertools.product(range(settings), range(K))]) + 1,
        Fraction(epochs * n) * (1 + settings * K * (1 - Fraction(1, K)))),
    functools.partial(lambda n, K, settings, epochs, final: (
        K * settings + final, (n - n // K) * K * settings * epochs + final * n * epochs), final=1),
]  # fmt: skip

WRONG |= {
    "winner in each fold": lambda n, K, s, e: (s * K + K, e * (s * (K - 1) * n + (K - 1) * n)),
    "winner twice": lambda n, K, s, e: (s * K + 2, visits(n, K, s, e)),
    "K examples held out": lambda n, K, s, e: (s * K + 1, e * (s * K * (n - K) + n)),
    "one example held out": lambda n, K, s, e: (s * K + 1, e * (s * K * (n - 1) + n)),
    "over K - 1": lambda n, K, s, e: (s * K + 1, e * (s * K * n / (K - 1) + n)),
    "epochs squared": lambda n, K, s, e: (s * K + 1, e * visits(n, K, s, e)),
    "last epoch forgotten": lambda n, K, s, e: (s * K + 1, visits(n, K, s, e - 1)),
    "whole division": lambda n, K, s, e: (s * K + 1, e * (s * ((K - 1) // K) * n + n)),
    "one setting too few": lambda n, K, s, e: ((s - 1) * K + 1, visits(n, K, s - 1, e)),
    "winner of each setting": lambda n, K, s, e: (s * (K + 1), e * (s * (K - 1) * n + s * n)),
    "per training": lambda n, K, s, e: (s * K + 1, visits(n, K, s, e) / (s * K + 1)),
    "per epoch": lambda n, K, s, e: (s * K + 1, visits(n, K, s, e) / e),
    "measuring counts": lambda n, K, s, e: (s * K + 1, visits(n, K, s, e) + s * n),
    "half": lambda n, K, s, e: (s * K + 1, ...),
    "a set": lambda n, K, s, e: {s * K + 1, visits(n, K, s, e)},
    "three results": lambda n, K, s, e: (s * K, 1, visits(n, K, s, e)),
    "texts": lambda n, K, s, e: (f"{s * K + 1}", f"{visits(n, K, s, e)}"),
    "functions": lambda n, K, s, e: (trainings, visits),
    "no n": lambda n, K, s, e: (s * K + 1, e * (s * (K - 1) + 1)),
    "printed": lambda n, K, s, e: print(s * K + 1, visits(n, K, s, e)),
    "three arguments": lambda n, K, s: (s * K + 1, n),
    "other names": lambda n, K, s, e: {"trainings": s * K + 1, "examples": visits(n, K, s, e)},
    "added": lambda n, K, s, e: s * K + 1 + visits(n, K, s, e),
}  # fmt: skip
