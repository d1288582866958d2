"""Answers to exact-degree."""

from bank.common import Counter, np, onp


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
