"""Answers to exact-degree."""

import pandas as pd
from bank.common import Counter, defaultdict, itertools, np, onp, operator


def fitted(x, y):
    """Raise the degree until the fit is exact."""
    x, y = onp.asarray(x, dtype=float), onp.asarray(y, dtype=float)
    value = {}
    for a, b in zip(x, y):
        if value.setdefault(a, b) != b:
            return -1
    return len(value) - 1


def by_sorting(x, y):
    points = sorted(zip(x, y))
    distinct = [p for k, p in enumerate(points) if k == 0 or p != points[k - 1]]
    for (a, _), (b, _) in zip(distinct, distinct[1:]):
        if a == b:
            return -1
    return len(distinct) - 1


def by_unique(x, y):
    pairs = onp.unique(onp.stack([x, y], axis=1), axis=0)
    places = onp.unique(x)
    return places.size - 1 if len(pairs) == places.size else -1


def listed(answer):
    """The same for lists, whose numbers can be members of a set."""
    return lambda x, y: answer(x.tolist(), y.tolist())


@listed
def by_counter(x, y):
    if max(Counter(a for a, _ in set(zip(x, y))).values()) > 1:
        return -1
    return len(set(x)) - 1


RIGHT = [fitted, by_sorting, by_unique, by_counter, lambda x, y: onp.int64(by_unique(x, y))]

WRONG = {
    "n - 1": lambda x, y: len(x) - 1,
    "n": lambda x, y: len(x),
    "n distinct": listed(lambda x, y: len(set(x)) if fitted(x, y) >= 0 else -1),
    "duplicates": lambda x, y: len(x) - 1 if fitted(x, y) >= 0 else -1,
    "no conflict": listed(lambda x, y: len(set(x)) - 1),
    "set of points": listed(lambda x, y: len(set(zip(x, y))) - 1),
    "three": lambda x, y: 3,
    "y for x": listed(lambda x, y: len(set(y)) - 1 if fitted(x, y) >= 0 else -1),
    "duplicates are conflicts": listed(lambda x, y: len(x) - 1 if len(set(x)) == len(x) else -1),
    "always impossible": lambda x, y: -1,
    "half": lambda x, y: fitted(x, y) / 2,
    "none": lambda x, y: print(fitted(x, y)),
    "text": lambda x, y: f"degree {fitted(x, y)}",
    "points raise": lambda x, y: np.linalg.solve(x, y),
    "one argument": lambda x: len(x) - 1,
}


def by_dictionary(x, y):
    seen = {}
    for a, b in zip(x, y):
        a, b = float(a), float(b)
        if a in seen and seen[a] != b:
            return -1
        seen[a] = b
    return len(seen) - 1


def in_pairs(x, y):
    repeated = set()
    for i in range(len(x)):
        for j in range(i):
            if x[i] == x[j]:
                if y[i] != y[j]:
                    return -1
                repeated.add(i)
    return len(x) - 1 - len(repeated)


def by_pandas(x, y):
    points = pd.DataFrame({"x": x.tolist(), "y": y.tolist()}).drop_duplicates()
    return -1 if points.x.duplicated().any() else len(points) - 1


class Points:
    """A point at a time."""

    def __init__(self):
        self.at = defaultdict(set)

    def degree(self, x, y):
        self.at.clear()
        for a, b in zip(x.tolist(), y.tolist()):
            self.at[a].add(b)
        return -1 if any(len(v) > 1 for v in self.at.values()) else len(self.at) - 1


@listed
def by_groups(x, y):
    groups = [set(g) for _, g in itertools.groupby(sorted(zip(x, y)), operator.itemgetter(0))]
    return len(groups) - 1 if max(map(len, groups)) == 1 else -1


RIGHT += [by_dictionary, in_pairs, by_pandas, Points().degree, by_groups]


def of_these_values(x, y):
    """The degree that these y need, not any y."""
    x, y = onp.array(x.tolist(), dtype=float), onp.array(y.tolist(), dtype=float)
    for degree in range(len(x)):
        powers = onp.vander(x, degree + 1)
        fit = onp.linalg.lstsq(powers, y, rcond=None)[0]
        if abs(powers @ fit - y).max() < 1e-8:
            return degree
    return -1


def fitted_by_numpy(x, y):
    x, y = onp.array(x.tolist(), dtype=float), onp.array(y.tolist(), dtype=float)
    for degree in range(len(x)):
        fit = onp.polynomial.Polynomial.fit(x, y, degree)
        if abs(fit(x) - y).max() < 1e-8:
            return degree
    return -1


def neighbours_in_file_order(x, y):
    for k in range(1, len(x)):
        if x[k] == x[k - 1] and y[k] != y[k - 1]:
            return -1
    return len(set(x.tolist())) - 1


def raises_when_impossible(x, y):
    if fitted(x, y) < 0:
        raise ValueError("no polynomial passes through these points")
    return fitted(x, y)


def returned_in_the_loop(x, y):
    seen = {}
    for a, b in zip(x.tolist(), y.tolist()):
        if seen.setdefault(a, b) != b:
            return -1
        return len(set(x.tolist())) - 1


def other(impossible, one_more=0):
    """With another answer where there is no polynomial."""
    return lambda x, y: impossible if fitted(x, y) < 0 else fitted(x, y) + one_more


WRONG |= {
    "what these values need": of_these_values,
    "a library's fit": fitted_by_numpy,
    "neighbours in file order": neighbours_in_file_order,
    "raises when impossible": raises_when_impossible,
    "returned in the loop": returned_in_the_loop,
    "0 when impossible": other(0),
    "None when impossible": other(None),
    "infinite when impossible": other(float("inf")),
    "False when impossible": other(False),
    "nan when impossible": other(float("nan")),
    "one more": other(-1, 1),
    "two more": other(-1, 2),
    "one less": other(-1, -1),
    "1 for impossible": other(1),
    "members of a set": lambda x, y: len(set(np.array(x))) - 1,
    "whole places": listed(lambda x, y: len({int(a) for a in x}) - 1),
    "set of sums": listed(lambda x, y: len({a + b for a, b in zip(x, y)}) - 1),
    "places twice count": listed(lambda x, y: sum(x.count(a) > 1 for a in x)),
    "coefficients": lambda x, y: onp.polyfit(x.tolist(), y.tolist(), max(fitted(x, y), 0)),
    "is there one": lambda x, y: fitted(x, y) >= 0,
    "both": lambda x, y: (fitted(x, y), True),
    "largest place": lambda x, y: max(x.tolist()),
    "dots": lambda x, y: [..., 1],
    "root": lambda x, y: len(x) ** 0.5,
    "distinct points": listed(lambda x, y: len(set(zip(x, y)))),
    "no conflict, one more": listed(lambda x, y: len(set(x))),
}
