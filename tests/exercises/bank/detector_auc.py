"""Answers to detector-auc."""

import bisect

import pandas as pd
from bank.common import Counter, Fraction, functools, itertools, np, onp


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


def by_bisect(source, target):
    ordered = sorted(source.tolist())
    points = [bisect.bisect_left(ordered, t) + bisect.bisect_right(ordered, t) for t in target]
    return Fraction(sum(points), 2 * len(ordered) * len(points))


def by_counting(source, target):
    """Walk up the scores and keep count of the source's."""
    of_source, of_target = Counter(source.tolist()), Counter(target.tolist())
    seen, points = 0, 0
    for score in sorted(of_source | of_target):
        points += of_target[score] * (seen + of_source[score] / 2)
        seen += of_source[score]
    return points / seen / sum(of_target.values())


def by_pandas(source, target):
    ranks = pd.Series(onp.r_[source, target]).rank().to_numpy()[len(source) :]
    return (ranks.sum() - len(target) * (len(target) + 1) / 2) / len(source) / len(target)


class Area:
    def __call__(self, source, target):
        gaps = target.reshape(-1, 1) - source.reshape(1, -1)
        return onp.heaviside(gaps, 0.5).mean()


RIGHT += [
    by_bisect, by_counting, by_pandas, Area(),
    lambda source, target: float(
        (np.sign(np.array(target)[:, None] - np.array(source)) / 2 + 0.5).mean()),
    functools.partial(lambda a, b, tie: ((b > a[:, None]) + tie * (b == a[:, None])).mean(),
                      tie=0.5),
]  # fmt: skip


def ranks_without_ties(source, target):
    ranks = onp.concatenate([source, target]).argsort().argsort() + 1
    n, m = len(source), len(target)
    return (ranks[n:].sum() - m * (m + 1) / 2) / (n * m)


def rank_sum_uncorrected(source, target):
    both = onp.concatenate([source, target])
    ranks = [(both < t).sum() + ((both == t).sum() + 1) / 2 for t in target]
    return sum(ranks) / (len(source) * len(target))


def ties_left_out(source, target):
    pairs = [(s, t) for s in source for t in target if s != t]
    return sum(t > s for s, t in pairs) / len(pairs)


def off_by_one(source, target):
    points = 0
    for i in range(1, len(target)):
        for j in range(1, len(source)):
            points += (target[i] > source[j]) + 0.5 * (target[i] == source[j])
    return points / (len(source) * len(target))


def returned_in_the_loop(source, target):
    for t in target:
        return ((t > source) + 0.5 * (t == source)).mean()


def if_on_arrays(source, target):
    return 1.0 if target[:, None] > source else 0.5


def ascending_limits(source, target):
    limits = onp.unique(onp.concatenate([source, target]))
    return onp.trapz([(target >= c).mean() for c in limits],
                     [(source >= c).mean() for c in limits])  # fmt: skip


WRONG |= {
    "ranks without ties": ranks_without_ties,
    "rank sum": rank_sum_uncorrected,
    "ties left out": ties_left_out,
    "off by one": off_by_one,
    "returned in the loop": returned_in_the_loop,
    "if on arrays": if_on_arrays,
    "ascending limits": ascending_limits,
    "sorted, then in pairs": lambda s, t: onp.mean(
        [b > a for a, b in zip(onp.sort(s), onp.sort(t))]),
    "one share for each target": lambda s, t:
        ((t[:, None] > s) + 0.5 * (t[:, None] == s)).mean(axis=1),
    "whole points": lambda s, t: loops(s, t) // 1,
    "different scores only": lambda s, t: onp.mean(
        [(b > a) + 0.5 * (b == a) for a in set(s.tolist()) for b in set(t.tolist())]),
    "a tie counts a quarter": lambda s, t:
        ((t[:, None] > s) + 0.25 * (t[:, None] == s)).mean(),
    "bracket": lambda s, t: (t[:, None] > s).mean() + 0.5,
    "dots": lambda s, t: [..., 0.5],
}  # fmt: skip

WRONG |= {
    "yes or no": lambda s, t: loops(s, t) > 0.5,
    "ties within a tenth": lambda s, t: (
        (t[:, None] > s + 0.1).mean() + (abs(t[:, None] - s) <= 0.1).mean() / 2),
}  # fmt: skip
