"""Answers to fold-cost."""

from bank.common import itertools, np, onp


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
