"""A polynomial through every point."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

_CASES = [
    ([0.0, 1.0, 2.0], [1.0, 3.0, 2.0]),
    ([2.0, -1.0, 0.5, 3.0, 7.0], [0.0, 1.0, 4.0, 1.0, 0.0]),
    ([1.0, 2.0, 1.0, 4.0], [5.0, 0.0, 5.0, 2.0]),
    ([1.0, 2.0, 1.0, 4.0], [5.0, 0.0, 6.0, 2.0]),
    ([3.0], [7.0]),
    ([0.0, 2.0, 2.0, 2.0, 0.0, 1.0], [1.0, 4.0, 4.0, 4.0, 1.0, 3.0]),
    ([1.0, 3.0, 1.0], [2.0, 2.0, 1.0]),
    ([0.0, 1.0, 2.0, 4.0], [1.0, 3.0, 5.0, 9.0]),
]
CASES = [(np.array(x), np.array(y)) for x, y in _CASES]


def _pairs(x, y):
    return set(zip(np.asarray(x).tolist(), np.asarray(y).tolist()))


def _degree(x, y):
    distinct = len(set(np.asarray(x).tolist()))
    return distinct - 1 if len(_pairs(x, y)) == distinct else -1


def _of_these_values(x, y):
    """The smallest degree whose least-squares fit leaves nothing over."""
    for degree in range(len(x)):
        powers = np.vander(x, degree + 1)
        fit = powers @ np.linalg.lstsq(powers, np.asarray(y), rcond=None)[0]
        if np.allclose(fit, y):
            return degree
    return -1


_DEGREE = (
    Mistake(
        "these-values-only",
        "That is enough for the values that y has here: four points on a line need degree 1. With "
        "other values at the same four places degree 3 is needed.",
        _of_these_values,
    ),
    Mistake(
        "one-too-many",
        "A polynomial of degree k has k + 1 coefficients: two points need degree 1, not 2.",
        lambda x, y: _degree(x, y) + 1 if _degree(x, y) >= 0 else -1,
    ),
    Mistake(
        "duplicates-counted",
        "You count every point. A point that occurs twice asks for nothing new: x = 1, 2, 1, 4 "
        "with equal y at both 1s is three points, degree 2.",
        lambda x, y: len(x) - 1 if _degree(x, y) >= 0 else -1,
    ),
    Mistake(
        "conflict-missed",
        "Two points with one x and different y: no function passes through both. Return -1.",
        lambda x, y: len(set(np.asarray(x).tolist())) - 1,
    ),
    Mistake(
        "conflict-missed",
        "You count the points. Two with one x and different y cannot both be hit: return -1.",
        lambda x, y: len(_pairs(x, y)) - 1,
    ),
    Mistake(
        "always-possible",
        "n points need degree n - 1 only if their x differ; and with one x and two y it is "
        "impossible.",
        lambda x, y: len(x) - 1,
    ),
    Mistake(
        "points-for-degree",
        "That is the number of points. Through n points of different x passes a polynomial of "
        "degree n - 1: it has n coefficients.",
        lambda x, y: len(x),
    ),
    Mistake(
        "duplicates-refused",
        "A point that occurs twice, with the same y, is no conflict.",
        lambda x, y: _degree(x, y) if len(set(np.asarray(x).tolist())) == len(x) else -1,
    ),
    Mistake(
        "always-three",
        "Degree 3 was the truth behind the notebook's points. Through any points, more may be "
        "needed.",
        lambda x, y: 3,
    ),
    Mistake(
        "values-for-places",
        "You count distinct y. It is the places x that must differ.",
        lambda x, y: len(set(np.asarray(y).tolist())) - 1 if _degree(x, y) >= 0 else -1,
    ),
)

TASK = Task(
    id="exact-degree",
    title="A polynomial through every point",
    section="Polynomials",
    stars=1,
    statement="""\
Which degree is enough to fit *any* such points exactly? Write `smallest_degree(x, y)`: `x` and `y`
are arrays of the same length, the points. Return the smallest degree for which a polynomial through
all points exists **whatever values y has at these places** (points that occur twice count once).
If no polynomial of any degree can pass through them, return -1.
""",
    name="smallest_degree",
    stub="def smallest_degree(x, y):\n    return ...\n",
    solution="""\
def smallest_degree(x, y):
    places = {float(a) for a in x}
    points = {(float(a), float(b)) for a, b in zip(x, y)}
    return len(places) - 1 if len(points) == len(places) else -1
""",
    explanation="n places fix n coefficients, degree n - 1. A place with two values is the case "
    "that no capacity helps: the same image with two labels keeps the training error above 0 for "
    "every model.",
    hints=(
        "How many coefficients has a polynomial of degree k?",
        "Only different places ask for a coefficient each. And what if one place has two values?",
        "`len(set(places)) - 1`, or -1 where there are more distinct points than places.",
    ),
    checker=FunctionCheck(
        names=("x", "y"),
        cases=CASES,
        target=_degree,
        parts=(Part("degree", _DEGREE, exact=True),),
        laws=(
            Mistake(
                "conflict-missed",
                "Where one x has two different y there is no polynomial: return -1.",
                lambda cases, results, targets: any(
                    t[0] == -1 and r[0] != -1 for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "refused-too-often",
                "You return -1 where a polynomial exists.",
                lambda cases, results, targets: any(
                    t[0] != -1 and r[0] == -1 for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "wrong-count",
                "Count the different places: each asks for one coefficient.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
