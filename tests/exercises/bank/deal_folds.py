"""Answers to deal-folds."""

import random

from bank.common import onp


def by_random(n, k, seed):
    rows = list(range(n))
    random.Random(seed).shuffle(rows)
    return [rows[j::k] for j in range(k)]


def remainder_by_hand(n, k, seed):
    rows = onp.random.RandomState(seed).permutation(n)
    sizes = [n // k + (j < n % k) for j in range(k)]
    ends = onp.cumsum([0, *sizes])
    return [rows[a:b] for a, b in zip(ends, ends[1:])]


def by_fold_number(n, k, seed):
    fold = onp.random.default_rng(seed).permutation(onp.arange(n) % k)
    return [onp.flatnonzero(fold == j) for j in range(k)]


def dealt_like_cards(n, k, seed):
    onp.random.seed(seed)
    hands = [[] for _ in range(k)]
    for place, row in enumerate(onp.random.permutation(n)):
        hands[place % k].append(int(row))
    return tuple(onp.array(hand) for hand in hands)


RIGHT = [
    by_random, remainder_by_hand, by_fold_number, dealt_like_cards,
    lambda n, k, seed: onp.array_split(onp.random.default_rng(seed).permutation(n), k),
    lambda n, k, seed: [sorted(part) for part in by_random(n, k, seed)],
]  # fmt: skip


def shuffled(n, seed):
    return onp.random.default_rng(seed).permutation(n)


WRONG = {
    "book": lambda n, k, seed: [
        shuffled(n, seed)[j * (n // k):(j + 1) * (n // k)] for j in range(k)],
    "file order": lambda n, k, seed: onp.array_split(onp.arange(n), k),
    "book in file order": lambda n, k, seed: [
        list(range(j * (n // k), (j + 1) * (n // k))) for j in range(k)],
    "strides": lambda n, k, seed: [list(range(j, n, k)) for j in range(k)],
    "last takes the rest": lambda n, k, seed: [
        shuffled(n, seed)[j * (n // k):(j + 1) * (n // k) if j < k - 1 else n] for j in range(k)],
    "with replacement": lambda n, k, seed: [
        onp.random.default_rng(seed + j).choice(n, n // k) for j in range(k)],
    "lots": lambda n, k, seed: [
        onp.flatnonzero(onp.random.default_rng(seed).integers(0, k, n) == j) for j in range(k)],
    "training rows": lambda n, k, seed: [
        [i for i in range(n) if i not in set(part)] for part in by_random(n, k, seed)],
    "no seed": lambda n, k, seed: onp.array_split(onp.random.permutation(n), k),
    "same seed always": lambda n, k, seed: onp.array_split(shuffled(n, 42), k),
    "from one": lambda n, k, seed: onp.array_split(shuffled(n, seed) + 1, k),
    "ceil": lambda n, k, seed: [
        shuffled(n, seed)[j * -(-n // k):(j + 1) * -(-n // k)] for j in range(k)],
    "blocks of shuffled order": lambda n, k, seed: [
        onp.array_split(onp.arange(n), k)[j] for j in shuffled(k, seed)],
    "new shuffle each fold": lambda n, k, seed: [
        onp.random.default_rng(seed + j).permutation(n)[: n // k] for j in range(k)],
    "one permutation": lambda n, k, seed: shuffled(n, seed),
    "pairs": lambda n, k, seed: [
        (onp.setdiff1d(onp.arange(n), part), part) for part in by_fold_number(n, k, seed)],
    "k and n swapped": lambda k, n, seed: onp.array_split(shuffled(n, seed), k),
}  # fmt: skip
