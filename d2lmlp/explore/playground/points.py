"""The playground's points: four sets of two classes, points of one's own, and noise."""

from functools import cache

import numpy as onp

from d2lmlp import data as course_data
from d2lmlp.explore.playground.draws import Draws

HALF = 3.0  # the plane shown is [-HALF, HALF] in both directions
DATA = ("xor", "ring", "spiral", "u", "empty")
TEST_SEED = 1000


@cache
def points(name, n=200, seed=0):
    """Draw labelled points in the plane.

    Parameters
    ----------
    name : str
        One of ``DATA``.
    n, seed : int
        Number of points, and the seed they are drawn with.

    Returns
    -------
    list of (float, float, int)
        x1, x2 with two decimals, and the class, 0 or 1.
    """
    if name == "empty":
        return []
    rng = onp.random.default_rng(seed)
    if name == "spiral":
        X, y = course_data.spiral(n, arms=2, noise=0.1, seed=seed)
        X, y = 0.95 * HALF * X.asnumpy(), y.asnumpy()
    else:
        X = rng.uniform(-HALF, HALF, (4 * n, 2))
        radius = onp.hypot(*X.T)
        # The distance of each point to the boundary, and its class; the nearest are left out.
        far, y = {
            "xor": (abs(X).min(axis=1), X.prod(axis=1) > 0),
            "u": (abs(abs(X[:, 0]) - 1.5), abs(X[:, 0]) > 1.5),  # too cold and too hot
            "ring": (onp.where(radius < HALF, abs(radius - 1.8), 0), radius > 1.8),
        }[name]
        kept = onp.flatnonzero(far > 0.2)[:n]
        X, y = X[kept], y[kept]
    return [(round(float(a), 2), round(float(b), 2), int(k)) for (a, b), k in zip(X, y)]


def sets(settings):
    """Return what the net trains on and is tested on, each as two lists: points and classes.

    Own points join the training set. Where there is nothing else, they are the test as well.
    """
    found = []
    for seed in (0, TEST_SEED):
        draws = Draws(settings["seed"] + seed)
        noise, drawn = settings["noise"], points(settings["data"], seed=seed)
        X = [[_within(v + noise * draws.normal()) for v in p[:2]] for p in drawn]
        found.append((X, [p[2] for p in drawn]))
    (X, y), test = found
    X, y = X + [list(p[:2]) for p in settings["points"]], y + [p[2] for p in settings["points"]]
    X = onp.reshape(X, (-1, 2))
    return (X, y), ((onp.reshape(test[0], (-1, 2)), test[1]) if test[0] else (X, y))


def _within(value):
    return min(max(value, -HALF), HALF)
