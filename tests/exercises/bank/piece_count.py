"""Answers to piece-count."""

from bank.common import Counter, defaultdict, functools, np, onp


def dictionary(w, b, v):
    change = defaultdict(float)
    for a, c, d in zip(w.tolist(), b.tolist(), v.tolist()):
        if a:
            change[round(-c / a, 6)] += d * abs(a)
    return 1 + sum(abs(s) > 1e-6 for s in change.values())


def slopes(w, b, v):
    w, b, v = (onp.array(a.tolist()) for a in (w, b, v))
    on = w != 0
    knots = onp.unique(onp.round(-b[on] / w[on], 6))
    if not len(knots):
        return 1
    mids = onp.concatenate([[knots[0] - 1], (knots[1:] + knots[:-1]) / 2, [knots[-1] + 1]])
    s = [(v * w * (w * x + b > 0)).sum() for x in mids]
    return 1 + int((onp.abs(onp.diff(s)) > 1e-6).sum())


def sorting(w, b, v):
    units = sorted((-c / a, d * abs(a)) for a, c, d in zip(w.tolist(), b.tolist(), v.tolist()) if a)
    count, i = 1, 0
    while i < len(units):
        j, total = i, 0.0
        while j < len(units) and abs(units[j][0] - units[i][0]) < 1e-6:
            total += units[j][1]
            j += 1
        count += abs(total) > 1e-6
        i = j
    return count


def floats_as_keys(w, b, v):
    change = {}
    for i in range(len(w)):
        if float(w[i]) != 0:
            t = float(-b[i] / w[i])
            change[t] = change.get(t, 0) + float(v[i]) * abs(float(w[i]))
    return 1 + len([c for c in change.values() if abs(c) > 1e-5])


class Count:
    def pieces(self, w, b, v):
        c = Counter()
        for a, k, d in zip(w.tolist(), b.tolist(), v.tolist()):
            if a != 0:
                c[-k / a + 0.0] += d * abs(a)
        return 1.0 + sum(abs(x) > 1e-6 for x in c.values())


RIGHT = [
    dictionary, slopes, sorting, floats_as_keys, Count().pieces,
    lambda w, b, v: np.array(dictionary(w, b, v)),
    lambda w, b, v: [slopes(w, b, v)],
    functools.partial(lambda extra, w, b, v: extra + sorting(w, b, v) - 1, 1),
    lambda w, b, v: onp.int64(floats_as_keys(w, b, v)),
    lambda w, b, v: 1 + sum(1 for _ in range(dictionary(w, b, v) - 1)),
]  # fmt: skip


def array_keys(w, b, v):
    d = {}
    for a, c, e in zip(w, b, v):
        if a == 0:
            continue
        k = -c / a
        d[k] = d.get(k, 0) + e * abs(a)
    return 1 + sum(1 for c in d.values() if c != 0)


def array_set(w, b, v):
    knots = set()
    for i in range(len(w)):
        knots.add(-b[i] / w[i])
    return 1 + len(knots)


def returns_early(w, b, v):
    change = {}
    for a, c, d in zip(w.tolist(), b.tolist(), v.tolist()):
        if a:
            change[-c / a] = change.get(-c / a, 0) + d * abs(a)
        return 1 + sum(abs(s) > 1e-6 for s in change.values())


def rounds(w, b, v, digits=1):
    change = defaultdict(float)
    for a, c, d in zip(w.tolist(), b.tolist(), v.tolist()):
        if a:
            change[round(-c / a, digits)] += d * abs(a)
    return 1 + sum(abs(s) > 1e-6 for s in change.values())


def knots(w, b, v, jump=lambda a, d: d * abs(a), at=lambda a, c: -c / a, room=1e-6):
    change = defaultdict(float)
    for a, c, d in zip(w.tolist(), b.tolist(), v.tolist()):
        if a:
            change[at(a, c) + 0.0] += jump(a, d)
    return sum(abs(s) > room for s in change.values())


def grid(w, b, v):
    x = onp.linspace(-10, 10, 4001)
    w, b, v = (onp.array(a.tolist()) for a in (w, b, v))
    f = onp.maximum(onp.outer(x, w) + b, 0) @ v
    return 1 + int((onp.abs(onp.diff(f, 2)) > 1e-7).sum())


WRONG = {
    "array as key": array_keys,
    "array in a set": array_set,
    "return in the loop": returns_early,
    "rounded to one digit": rounds,
    "on a grid": grid,
    "one per unit": lambda w, b, v: len(w) + 1,
    "units": lambda w, b, v: len(w),
    "kinks": lambda w, b, v: knots(w, b, v),
    "one too many": lambda w, b, v: knots(w, b, v) + 2,
    "v w": lambda w, b, v: 1 + knots(w, b, v, lambda a, d: a * d),
    "v": lambda w, b, v: 1 + knots(w, b, v, lambda a, d: d),
    "absolute": lambda w, b, v: 1 + knots(w, b, v, lambda a, d: abs(a * d)),
    "b over w": lambda w, b, v: 1 + knots(w, b, v, at=lambda a, c: abs(c / a)),
    "b": lambda w, b, v: 1 + knots(w, b, v, at=lambda a, c: c),
    "generous": lambda w, b, v: 1 + knots(w, b, v, room=0.1),
    "any unit counts": lambda w, b, v: 1 + knots(w, b, v, lambda a, d: 1),
    "distinct": lambda w, b, v: 1 + len({-c / a for a, c in zip(w.tolist(), b.tolist()) if a}),
    "division by zero": lambda w, b, v: 1 + len({-c / a for a, c in zip(w.tolist(), b.tolist())}),
    "positive w": lambda w, b, v: 1 + int(((w > 0) * (v != 0)).sum()),
    "nonzero v": lambda w, b, v: 1 + int((v != 0).sum()),
    "powers": lambda w, b, v: 2 ** len(w),
    "two": lambda w, b, v: 2,
    "twice": lambda w, b, v: 2 * len(w),
    "positive side": lambda w, b, v: 1 + sum(
        -c / a > 0 for a, c in zip(w.tolist(), b.tolist()) if a),
    "sum": lambda w, b, v: w.sum() + b.sum(),
    "list": lambda w, b, v: sorted({-c / a for a, c in zip(w.tolist(), b.tolist()) if a}),
    "text": lambda w, b, v: "h + 1",
    "none": lambda w, b, v: print(len(w)),
    "names in another order": lambda v, w, b: 1 + knots(w, b, v),
    "two arguments": lambda w, b: 1 + len(w),
    "if": lambda w, b, v: 1 if w == 0 else 2,
    "unknown": lambda w, b, v: 1 + len(kinks),  # noqa: F821
    "attribute": lambda w, b, v: 1 + w.count_nonzero(),
    "unpacks": lambda w, b, v: 1 + len([x for x, y in zip(w, b, v)]),
    "set comprehension of arrays": lambda w, b, v: 1 + len({-c / a for a, c in zip(w, b)}),
    "half": lambda w, b, v: (1 + knots(w, b, v)) / 2,
    "squares": lambda w, b, v: (1 + knots(w, b, v)) ** 2,
    "changed": lambda w, b, v: 1 + knots(w, b, v) + (w.__setitem__(0, 5) or 0),
    "zero": lambda w, b, v: 0,
    "negative": lambda w, b, v: -1 - knots(w, b, v),
    "change v w^2": lambda w, b, v: 1 + knots(w, b, v, lambda a, d: d * a * a),
    "change v / |w|": lambda w, b, v: 1 + knots(w, b, v, lambda a, d: d / abs(a)),
    "dots left": lambda w, b, v: 1 + ...,
}  # fmt: skip
