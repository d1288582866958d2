"""Prolong a learning curve."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

_CASES = (
    ([50, 150, 500, 1500], [0.40, 0.30, 0.23, 0.21], 6000),
    ([100, 200, 400, 800, 1600], [0.50, 0.37, 0.22, 0.17, 0.10], 5000),
    ([10, 1000], [0.6, 0.06], 100000),
    ([1000, 100, 300], [0.28, 0.42, 0.31], 3000),
    ([100, 400, 900, 2000], [0.35, 0.24, 0.16, 0.13], 600),  # the line between the points
)
CASES = [(np.array(sizes, float), np.array(errors), n) for sizes, errors, n in _CASES]


def _line(sizes, errors, n, x=np.log, y=np.log, back=np.exp):
    slope, level = np.polyfit(x(np.asarray(sizes)), y(np.asarray(errors)), 1)
    return back(level + slope * x(n))


def _read_backwards(sizes, errors, n):
    slope, level = np.polyfit(np.log(errors), np.log(sizes), 1)
    return np.exp((np.log(n) - level) / slope)


def _same(a):
    return a


_ERROR = (
    Mistake(
        "line-in-plain-numbers",
        "You draw a line through the plain numbers: it goes below an error of 0. Take the "
        "logarithms of both.",
        lambda sizes, errors, n: _line(sizes, errors, n, _same, _same, _same),
    ),
    Mistake(
        "errors-not-logged",
        "You take the logarithm of the sizes only. The line is one between both logarithms.",
        lambda sizes, errors, n: _line(sizes, errors, n, np.log, _same, _same),
    ),
    Mistake(
        "sizes-not-logged",
        "You take the logarithm of the errors only: that error falls by half with every so many "
        "images, which no learning curve does for long.",
        lambda sizes, errors, n: _line(sizes, errors, n, _same, np.log, np.exp),
    ),
    Mistake(
        "logarithm-returned",
        "That is the logarithm of the error. Take exp of it.",
        lambda sizes, errors, n: _line(sizes, errors, n, back=_same),
    ),
    Mistake(
        "two-bases",
        "Two kinds of logarithm are mixed: `np.log` goes with `np.exp`, `np.log10` with `10**`.",
        lambda sizes, errors, n: _line(sizes, errors, n, np.log10, np.log10, np.exp),
    ),
    Mistake(
        "last-two-only",
        "Your line goes through the last two points. Fit one to all of them, by least squares.",
        lambda sizes, errors, n: _line(sizes[-2:], errors[-2:], n),
    ),
    Mistake(
        "first-and-last-only",
        "Your line goes through the first and the last point. Fit one to all of them, by least "
        "squares.",
        lambda sizes, errors, n: _line(sizes[[0, -1]], errors[[0, -1]], n),
    ),
    Mistake(
        "last-error",
        "You return the last error, as if more data did nothing.",
        lambda sizes, errors, n: errors[-1],
    ),
    Mistake(
        "lowest-error",
        "You return the lowest error so far, as if more data did nothing.",
        lambda sizes, errors, n: min(errors),
    ),
    Mistake(
        "fixed-slope",
        "You take the error to fall as 1/n from the last point. The slope is to be measured.",
        lambda sizes, errors, n: errors[-1] * sizes[-1] / n,
    ),
    Mistake(
        "fixed-slope",
        "You take the error to fall as 1/sqrt(n) from the last point. The slope is to be measured.",
        lambda sizes, errors, n: errors[-1] * np.sqrt(sizes[-1] / n),
    ),
    Mistake(
        "slope-from-the-last-point",
        "Your slope is right, but the line need not go through the last point: it has its own "
        "level.",
        lambda sizes, errors, n: (
            errors[-1] * (n / sizes[-1]) ** np.polyfit(np.log(sizes), np.log(errors), 1)[0]
        ),
    ),
    Mistake(
        "through-the-origin",
        "Your line has no level: at n = 1 its error is 1. Fit both, slope and level.",
        lambda sizes, errors, n: (
            n ** (np.log(sizes) @ np.log(errors) / (np.log(sizes) @ np.log(sizes)))
        ),
    ),
    Mistake(
        "slope-upside-down",
        "The sign of your slope is the other way: the error would rise with more data.",
        lambda sizes, errors, n: _line(sizes, errors, np.exp(2 * np.log(sizes).mean() - np.log(n))),
    ),
    Mistake(
        "axes-swapped",
        "You fit the sizes to the errors, and read the line backwards: least squares is then "
        "another line. Fit the logarithm of the errors to that of the sizes.",
        lambda sizes, errors, n: _read_backwards(sizes, errors, n),
    ),
    Mistake(
        "interpolated",
        "Yours goes from point to point, and beyond the largest size it repeats the last error. "
        "Fit one line to all points.",
        lambda sizes, errors, n: np.interp(n, sizes, errors),
    ),
    Mistake(
        "never-below-the-data",
        "You prolong from the largest size on only. For an `n` below it the line tells the error, "
        "too: case 5 asks for one.",
        lambda sizes, errors, n: _line(sizes, errors, max(n, sizes.max())),
    ),
    Mistake(
        "accuracy-for-error",
        "That is an accuracy. The error is asked for.",
        lambda sizes, errors, n: 1 - _line(sizes, errors, n),
    ),
    Mistake(
        "slope-from-the-first-point",
        "Your slope is right, but the line need not go through the first point: it has its own "
        "level.",
        lambda sizes, errors, n: (
            errors[0] * (n / sizes[0]) ** np.polyfit(np.log(sizes), np.log(errors), 1)[0]
        ),
    ),
)

TASK = Task(
    id="learning-curve",
    title="Shall we buy more data?",
    section="More data",
    stars=2,
    statement="""\
Your manager asks what more data would bring. Nets trained on `sizes` examples have the test errors
`errors` (two arrays of one length). Suppose that the error is $c\\,n^{-b}$, so that its logarithm
is a straight line in the logarithm of $n$. Write `prolong(sizes, errors, n)`: fit that line to all
points by least squares, and return the error that it foretells for `n` examples.
""",
    name="prolong",
    stub="def prolong(sizes, errors, n):\n    return ...\n",
    solution="""\
def prolong(sizes, errors, n):
    x, y = np.log(sizes), np.log(errors)
    slope = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
    return np.exp(y.mean() + slope * (np.log(np.array(n)) - x.mean()))
""",
    explanation="In logarithms a power is a line, and its slope says what ten times the data are "
    "worth: a factor of $10^{-b}$. It is a forecast: a curve may bend, and wrong labels put a "
    "floor under it. Leave the largest size out first, foretell it, and see.",
    hints=(
        "With $y = \\log e$ and $x = \\log n$: which line is $e = c\\,n^{-b}$?",
        "Least squares: the slope is the sum of (x - mean)(y - mean) over that of (x - mean)².",
        "`slope, level = onp.polyfit(onp.log(sizes), onp.log(errors), 1)` for NumPy arrays, and "
        "back with exp.",
    ),
    checker=FunctionCheck(
        names=("sizes", "errors", "n"),
        cases=CASES,
        target=_line,
        parts=(Part("error", _ERROR),),
        laws=(
            Mistake(
                "impossible-error",
                "An error is a share: it lies between 0 and 1.",
                lambda cases, results, targets: any(
                    np.any(~((np.asarray(r[0]) >= 0) & (np.asarray(r[0]) <= 1))) for r in results
                ),
            ),
            Mistake(
                "not-the-law",
                "Case 3 has two points, and no fit is needed: 100 times the data divide the error "
                "by 10, from 0.06 to 0.006.",
                lambda cases, results, targets: (
                    abs(float(np.ravel(results[2][0])[0]) - 0.006) > 1e-4
                ),
            ),
            Mistake(
                "not-least-squares",
                "With two points you are right. Where more do not lie on one line, fit by least "
                "squares in the logarithms.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
