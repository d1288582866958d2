"""Answers to deal-folds."""

import random

import pandas as pd
from bank.common import functools, itertools, mx, np, onp


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


class Dealer:
    """Deals like a croupier."""

    def __init__(self, shuffle):
        self.shuffle = shuffle

    def deal(self, n, k, seed):
        hands = {j: [] for j in range(k)}
        for row in self.shuffle(n, seed):
            smallest = min(hands, key=lambda j: len(hands[j]))
            hands[smallest].append(row)
        return list(hands.values())


def by_keys(n, k, seed):
    keys = onp.random.RandomState(seed).rand(n)
    return [part for part in onp.array_split(onp.argsort(keys), k)]


def drawn_one_by_one(n, k, seed):
    rng, left, folds = random.Random(seed), set(range(n)), [[] for _ in range(k)]
    turn = 0
    while left:
        row = rng.choice(sorted(left))
        left.remove(row)
        folds[turn % k].append(row)
        turn += 1
    return folds


def generator(n, k, seed):
    rows = pd.Series(range(n)).sample(frac=1, random_state=seed).to_numpy()
    for j in range(k):
        yield rows[j::k]


def in_mxnet(n, k, seed):
    mx.random.seed(seed)
    rows = np.arange(n)
    np.random.shuffle(rows)
    return [rows[j::k] for j in range(k)]


def by_islice(n, k, seed):
    rows = iter(random.Random(seed).sample(range(n), n))
    return [list(itertools.islice(rows, n // k + (j < n % k))) for j in range(k)]


RIGHT += [
    Dealer(shuffled).deal, by_keys, drawn_one_by_one, generator, in_mxnet, by_islice,
    functools.partial(lambda n, k, seed, rng: onp.array_split(rng(seed).permutation(n), k),
                      rng=onp.random.RandomState),
]  # fmt: skip


def shuffle_returns_none(n, k, seed):
    rows = onp.arange(n)
    rows = onp.random.default_rng(seed).shuffle(rows)
    return onp.array_split(rows, k)


def one_list_k_times(n, k, seed):
    folds = [[]] * k
    for place, row in enumerate(shuffled(n, seed)):
        folds[place % k].append(row)
    return folds


def not_removed(n, k, seed):
    rng = onp.random.default_rng(seed)
    return [rng.choice(n, n // k, replace=False) for _ in range(k)]


def returned_in_the_loop(n, k, seed):
    rows = shuffled(n, seed)
    for j in range(k):
        return [rows[j::k]]


def seeded_too_late(n, k, seed):
    rows = onp.random.permutation(n)
    onp.random.seed(seed)
    return onp.array_split(rows, k)


def other_generator(n, k, seed):
    onp.random.seed(seed)
    return onp.array_split(onp.random.default_rng().permutation(n), k)


def first_takes_the_rest(n, k, seed):
    rows, size = list(shuffled(n, seed)), n // k
    first = n - (k - 1) * size
    return [rows[:first]] + [rows[first + j * size : first + (j + 1) * size] for j in range(k - 1)]


WRONG |= {
    "shuffle returns None": shuffle_returns_none,
    "one list k times": one_list_k_times,
    "drawn from all for each fold": not_removed,
    "returned in the loop": returned_in_the_loop,
    "seeded too late": seeded_too_late,
    "seeds NumPy, asks another generator": other_generator,
    "first takes the rest": first_takes_the_rest,
    "row 0 forgotten": lambda n, k, seed: onp.array_split(
        onp.random.default_rng(seed).permutation(onp.arange(1, n)), k),
    "last row forgotten": lambda n, k, seed: onp.array_split(shuffled(n - 1, seed), k),
    "k - 1 folds": lambda n, k, seed: onp.array_split(shuffled(n, seed), k - 1),
    "k rows a fold": lambda n, k, seed: [
        shuffled(n, seed)[i : i + k] for i in range(0, n, k)],
    "split": lambda n, k, seed: onp.split(shuffled(n, seed), k),
    "zipped": lambda n, k, seed: list(zip(*[iter(shuffled(n, seed))] * k)),
    "masks": lambda n, k, seed: [
        onp.isin(onp.arange(n), part) for part in by_fold_number(n, k, seed)],
    "fold number of each row": lambda n, k, seed:
        onp.random.default_rng(seed).permutation(onp.arange(n) % k),
    "sorted again": lambda n, k, seed: onp.array_split(onp.sort(shuffled(n, seed)), k),
    "rotated by the seed": lambda n, k, seed: onp.array_split(onp.roll(onp.arange(n), seed), k),
    "backwards": lambda n, k, seed: onp.array_split(onp.arange(n)[::-1], k),
    "dots inside": lambda n, k, seed: [shuffled(n, seed), ...],
    "prints": lambda n, k, seed: print("folds of", n // k),
    "two arguments": lambda n, k: onp.array_split(onp.random.permutation(n), k),
    "of MXNet": lambda n, k, seed: np.array_split(np.random.default_rng(seed).permutation(n), k),
    "texts": lambda n, k, seed: [[str(r) for r in part] for part in by_random(n, k, seed)],
    "a set of tuples": lambda n, k, seed: {tuple(part) for part in by_random(n, k, seed)},
}  # fmt: skip
