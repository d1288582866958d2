"""Answers to detector-auc."""

from bank.common import itertools, onp


def loops(source, target):
    points = 0.0
    for t in target:
        for s in source:
            points += 1.0 if t > s else 0.5 if t == s else 0.0
    return points / (len(source) * len(target))


def by_ranks(source, target):
    both = onp.concatenate([source, target])
    ranks = [(both < t).sum() + ((both == t).sum() + 1) / 2 for t in target]
    m = len(target)
    return (sum(ranks) - m * (m + 1) / 2) / (m * len(source))


def by_sign(source, target):
    return (onp.sign(onp.subtract.outer(target, source)).mean() + 1) / 2


def by_searchsorted(source, target):
    ordered = onp.sort(source)
    below = onp.searchsorted(ordered, target, "left")
    return (below + onp.searchsorted(ordered, target, "right")).mean() / (2 * len(source))


def area_under_steps(source, target):
    limits = onp.unique(onp.concatenate([source, target]))[::-1]
    hits = onp.array([0.0, *((target >= c).mean() for c in limits)])
    alarms = onp.array([0.0, *((source >= c).mean() for c in limits)])
    return onp.trapz(hits, alarms)


RIGHT = [
    loops, by_ranks, by_sign, by_searchsorted, area_under_steps,
    lambda source, target: onp.mean([
        (t > s) + 0.5 * (t == s) for s, t in itertools.product(source, target)]),
]  # fmt: skip

WRONG = {
    "swapped": lambda s, t: loops(t, s),
    "ties lost": lambda s, t: (t[:, None] > s).mean(),
    "ties won": lambda s, t: (t[:, None] >= s).mean(),
    "strictly with a full point for ties twice": lambda s, t: (t[:, None] > s).mean()
    + (t[:, None] == s).mean(),
    "pairwise in order": lambda s, t: onp.mean([a < b for a, b in zip(s, t)]),
    "accuracy at 0": lambda s, t: ((s <= 0).sum() + (t > 0).sum()) / (len(s) + len(t)),
    "best accuracy": lambda s, t: max(
        ((s < c).sum() + (t >= c).sum()) / (len(s) + len(t)) for c in onp.concatenate([s, t])),
    "difference of means": lambda s, t: t.mean() - s.mean(),
    "means compared": lambda s, t: float(t.mean() > s.mean()),
    "count": lambda s, t: loops(s, t) * len(s) * len(t),
    "over n": lambda s, t: loops(s, t) * len(t),
    "over m": lambda s, t: loops(s, t) * len(s),
    "folded": lambda s, t: max(loops(s, t), loops(t, s)),
    "gini": lambda s, t: 2 * loops(s, t) - 1,
    "not normalised sign": lambda s, t: onp.sign(onp.subtract.outer(t, s)).sum(),
    "percent": lambda s, t: 100 * loops(s, t),
    "half": lambda s, t: 0.5,
    "table": lambda s, t: t[:, None] > s,
    "above the mean": lambda s, t: (t > s.mean()).mean(),
    "above the median": lambda s, t: (t > onp.median(s)).mean(),
    "above the largest": lambda s, t: (t > s.max()).mean(),
    "no broadcasting": lambda s, t: (t > s).mean(),
    "sigmoid of the difference": lambda s, t: 1 / (1 + onp.exp(s.mean() - t.mean())),
}  # fmt: skip
