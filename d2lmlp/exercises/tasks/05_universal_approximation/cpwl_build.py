"""A roof from hinges: long, for its list of known mistakes."""

from dataclasses import replace
from itertools import permutations

import numpy as np

from d2lmlp.exercises.engine.compare import number
from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import BadValue
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.built import BuiltCheck, Given
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import relu

X = np.array([-50.0, -3.0, -1.5, -0.4, 0.2, 0.5, 0.9, 1.1, 1.6, 2.2, 2.9, 3.3, 4.0, 5.0, 60.0])


def roof(x):
    """The given function: 1, up with slope 2 from 0 to 1, down with slope -1 to 3, then 1."""
    return np.interp(x, [0, 1, 3], [1, 3, 1])


# What a net computes, whatever its weights are.
_SHAPES = (
    (
        "last-hinge-missing",
        "After 3 yours goes on falling: a hinge at 3, with v = 1, brings the slope from -1 back to "
        "0. At x = 5 f is 1, yours -1.",
        ([1, 1], [0, -1], [2, -3], 1),
    ),
    (
        "last-hinge-turned",
        "At 3 the change of slope has the wrong sign: it becomes -2 there instead of 0.",
        ([1, 1, 1], [0, -1, -3], [2, -3, -1], 1),
    ),
    (
        "offset-missing",
        "Yours is f minus 1 everywhere: c is 1 too small.",
        ([1, 1, 1], [0, -1, -3], [2, -3, 1], 0),
    ),
    (
        "breakpoint-sign",
        "Yours bends at -1 and -3, on the other side: relu(w x + b) bends where w x + b = 0, at "
        "-b / w.",
        ([1, 1, 1], [0, 1, 3], [2, -3, 1], 1),
    ),
    (
        "breakpoint-sign",
        "Yours bends at -1 and -3, on the other side: relu(w x + b) bends where w x + b = 0, at "
        "-b / w.",
        ([1, 1, 1], [0, 1, 3], [2, -3, 1], 0),
    ),
    (
        "constant",
        "Yours is constant, and f rises to 3 at x = 1.",
        ([1, 1, 1], [0, -1, -3], [0, 0, 0], 1),
    ),
    (
        "offset-for-top",
        "Yours is f plus 2 everywhere: c is 2 too large. Far left f is 1; 3 is its top.",
        ([1, 1, 1], [0, -1, -3], [2, -3, 1], 3),
    ),
)
# What the lists of weights themselves tell, in any order of the units.
_LISTS = (
    (
        "slopes-for-changes",
        "v holds the slopes of the pieces. A hinge that is on stays on, so v is the "
        "*change* of slope: after 1 yours has the slope 2 - 1 = 1, and f falls there.",
        ([1, 1, 1], [0, -1, -3], [2, -1, 0], 1),
    ),
    (
        "changes-sign-lost",
        "v holds the sizes of the changes. At 1 the slope goes from 2 to -1: the change is -3.",
        ([1, 1, 1], [0, -1, -3], [2, 3, 1], 1),
    ),
    (
        "slopes-for-changes",
        "At 1 your v is -1, the slope after 1. The change there is from 2 to -1, -3.",
        ([1, 1, 1], [0, -1, -3], [2, -1, 1], 1),
    ),
    (
        "second-change-wrong",
        "At 1 the slope changes from 2 to -1, by -3; with -2 it would only become 0.",
        ([1, 1, 1], [0, -1, -3], [2, -2, 1], 1),
    ),
    (
        "second-change-wrong",
        "At 1 the slope changes from 2 to -1, by -3; with -2 and then 0 it stays at the top.",
        ([1, 1, 1], [0, -1, -3], [2, -2, 0], 1),
    ),
    (
        "turned-upside-down",
        "The signs of v are flipped: f rises first, with slope +2.",
        ([1, 1, 1], [0, -1, -3], [-2, 3, -1], 1),
    ),
    (
        "values-for-changes",
        "v holds the values of f at the kinks. v is the change of slope there.",
        ([1, 1, 1], [0, -1, -3], [1, 3, 1], 1),
    ),
    (
        "values-for-changes",
        "v holds the changes of f's value. v is the change of its slope.",
        ([1, 1, 1], [0, -1, -3], [2, -2, 0], 0),
    ),
    (
        "breakpoint-elsewhere",
        "One hinge sits at 2, the length of the falling piece: it belongs to x = 3.",
        ([1, 1, 1], [0, -1, -2], [2, -3, 1], 1),
    ),
)
_WEIGHTS = _SHAPES + _LISTS


def _law(name, text, low, high):
    """The function between two breakpoints."""

    def broken(cases, results, targets):
        inside = (low <= cases[0][0]) & (high >= cases[0][0])
        return not np.allclose(results[0][0][inside], targets[0][0][inside], atol=1e-3)

    return Mistake(name, text, broken)


def net(w, b, v, c):
    """The function that the weights make."""
    return lambda x: relu(np.multiply.outer(np.asarray(x), np.asarray(w)) + b) @ v + c


FUNCTION = FunctionCheck(
    names=("x",),
    cases=[(X,)],
    target=roof,
    parts=(Part("f(x)"),),
    modes=("numpy",),
    elementwise=True,
    laws=(
        _law("wrong-far-left", "Left of 0 f is 1 throughout; yours is not.", -np.inf, 0),
        _law(
            "wrong-first-slope",
            "Between 0 and 1 f rises from 1 to 3, with slope 2; yours does not.",
            0,
            1,
        ),
        _law(
            "wrong-second-slope",
            "Between 1 and 3 f falls from 3 to 1, with slope -1; yours does not.",
            1,
            3,
        ),
        _law("wrong-far-right", "Right of 3 f is 1 throughout; yours is not.", 3, np.inf),
    ),
    mistakes=tuple(
        Mistake(name, text, net(*map(np.asarray, weights))) for name, text, weights in _WEIGHTS
    ),
)


def _points(w, b):
    """Where two piecewise linear functions have to agree: all kinks, between them, and beyond."""
    kinks = np.concatenate([X, -b[w != 0] / w[w != 0]])
    kinks = np.unique(kinks[np.abs(kinks) < 1e9])
    ends = [2 * kinks[0] - 1, 3 * kinks[0] - 2, 2 * kinks[-1] + 1, 3 * kinks[-1] + 2]
    return np.unique(np.concatenate([kinks, (kinks[1:] + kinks[:-1]) / 2, ends]))


def _steepness(w, b, v, c):
    """By which factor the slopes of a net differ from the roof's, if that is all; else None."""
    x = _points(w, b)
    y, t = net(w, b, v, c)(x) - 1, roof(x) - 1
    k = (y @ t) / (t @ t)
    return k if abs(k) > 1e-3 and np.allclose(y, k * t, atol=1e-4) else None


def _scaled(w, b, v, c):
    """Name weights that are right but for a factor: in every slope, or in the place of a kink."""
    k = _steepness(w, b, v, c)
    if k is not None and k < 0:
        turned = (
            ""
            if abs(k + 1) < 1e-3
            else f", and every slope is {-k:g} times as steep as it should be"
        )
        return "slopes-turned", f"The kinks are right, and the signs of v are turned{turned}."
    if k is not None and abs(k - 1) > 1e-3:
        return (
            "slopes-scaled",
            f"The kinks are right, and every slope is {k:g} times what it should be. At its kink v "
            "relu(w x + b) changes the slope by |w| v.",
        )
    size = np.abs(w)
    i = next((i for i in range(len(w)) if size[i] not in (0, 1) and b[i]), None)
    if i is not None and _steepness(w, b * size, v, c) is not None:
        sign = "-" if b[i] < 0 else "+"
        return (
            "bias-not-scaled",
            f"relu({w[i]:g} x {sign} {abs(b[i]):g}) bends at x = {-b[i] / w[i]:g}, for a kink lies "
            f"at -b / w; in the roof it is at {-b[i] * np.sign(w[i]):g}.",
        )
    return None


def _listed(w, b, v):
    """Tell whether weights are those of a known mistake, not others that make the same function."""
    units = sorted(zip(w, b, v))
    return any(units == sorted(zip(*known[:3])) for _, _, known in _LISTS)


def _bends_elsewhere(w, b, v, verdict):
    """Say where a net bends, if not where the roof does."""
    kinks = {}
    for wi, bi, vi in zip(w, b, v):
        if wi:
            t = round(-bi / wi, 3) + 0.0  # the digits that are shown
            kinks[t] = kinks.get(t, 0.0) + vi * abs(wi)
    bends = sorted(t for t, change in kinks.items() if abs(change) > 1e-9)
    if bends == [0, 1, 3] or len(bends) > 6 or not verdict.mistake.startswith("wrong-"):
        return None
    said = ", ".join(map(number, bends))
    yours = f"Yours bends at x = {said}" if bends else "Yours is a straight line"
    if set(bends) < {0, 1, 3}:
        return "bend-missing", f"{yours}; f bends at 0, 1 and 3. {verdict.message}"
    return (
        "bends-elsewhere",
        f"{yours}; f bends at 0, 1 and 3. {verdict.message} relu(w x + b) bends at -b / w.",
    )


STRAIGHT = "Yours is a straight line; f bends at 0, 1 and 3."
OF_WEIGHTS = {
    "close-not-exact": "Close, but not equal on the whole line: f bends at 0, 1 and 3, and has the "
    "slopes 0, 2, -1 and 0.",
    **dict.fromkeys(("constant", "all-zero", "input-returned"), STRAIGHT),
}


def _told_of_weights(message):
    """Word for weights what is said of a function's results: there is no call of theirs."""
    for told, instead in (
        ("Your result is the target", "Yours is f"),
        ("Your result", "Yours"),
        ("the target", "f"),
        (" in every call here", " everywhere"),
    ):
        message = message.replace(told, instead)
    return message


def judge_weights(w, b, v, c=0.0):
    """Compare the function that the weights make with the roof; returns a Verdict."""
    w, b, v = (np.atleast_1d(array.squeeze()) for array in (w, b, v))
    if not (w.shape == b.shape == v.shape and w.ndim == 1):
        raise BadValue(
            "lengths-differ",
            f"w, b and v need one number per unit: yours have {w.size}, {b.size} and {v.size}.",
        )
    mistakes = FUNCTION.mistakes if _listed(w, b, v) else FUNCTION.mistakes[: len(_SHAPES)]
    check = replace(FUNCTION, cases=[(_points(w, b),)], mistakes=mistakes)
    verdict = check.judge(net(w, b, v, c))
    if verdict.status != "correct" and not FUNCTION.mistaken(verdict):
        named = _scaled(w, b, v, c) or _bends_elsewhere(w, b, v, verdict)
        verdict = replace(verdict, mistake=named[0], message=named[1]) if named else verdict
        of_weights = _told_of_weights(verdict.message)
        verdict = replace(verdict, message=OF_WEIGHTS.get(verdict.mistake, of_weights))
    if verdict.status != "correct":
        for order in list(permutations("wbv"))[1:]:
            lists = dict(zip(order, (w, b, v)))
            x = _points(lists["w"], lists["b"])
            if np.allclose(net(*map(lists.get, "wbv"), c)(x), roof(x), atol=1e-4):
                return Verdict(
                    "wrong",
                    f"Read as {', '.join(order)} your lists are right: the order is w, b, v, c.",
                    "swapped-results",
                )
    if verdict.status != "correct" and len(w) == 3 and c == 1:
        w2, b2, v2 = np.array([w, b, v]).T
        if np.allclose(net(w2, b2, v2, c)(X), roof(X), atol=1e-4):
            return Verdict(
                "wrong",
                "You give a triple (w, b, v) for each unit; the task asks for all w, then all b, "
                "then all v.",
                "one-triple-per-unit",
            )
    return verdict


def _in_order(answer):
    """Refuse an answer in which the one number c comes first, as the only one without units."""
    sizes = [np.size(item) for item in answer]
    if len(sizes) == 4 and sizes[0] == 1 and min(sizes[1:]) > 1:
        raise BadValue("swapped-results", "You give the number c first; it comes last: w, b, v, c.")
    return list(answer)


EXAMPLES = (
    *((name, weights) for name, _, weights in _WEIGHTS),
    ("lengths-differ", ([1, 1, 1], [0, -1], [2, -3, 1], 1)),
    ("missing-part", ([1, 1, 1], [0, -1, -3])),
    ("swapped-results", ([1, 1, 1], [2, -3, 1], [0, -1, -3], 1)),
)

TASK = Task(
    id="cpwl-build",
    title="Build a roof from hinges",
    section="Hinges: a network by formula",
    stars=2,
    statement="""\
This function is piecewise linear: f(x) = 1 for x up to 0; then it rises with slope 2 to f(1) = 3;
then it falls with slope -1 to f(3) = 1; from there on it is 1 again. Give the weights of a ReLU
net with one hidden layer that **equals** it on the whole line: `roof_weights = (w, b, v, c)`,
where f(x) is c plus the sum of v[i] relu(w[i] x + b[i]) over the units i. Take as many units as
you like; `w`, `b` and `v` hold one number for each, `c` is one number.
""",
    name="roof_weights",
    stub="roof_weights = (..., ..., ..., ...)  # w, b, v, c\n",
    solution="roof_weights = ([1, 1, 1], [0, -1, -3], [2, -3, 1], 1)\n",
    explanation="One hinge for each kink, at 0, 1 and 3: relu(x - t) switches on at t. Its v is "
    "the "
    "*change* of slope there: from 0 to 2, from 2 to -1, from -1 to 0. c is the value on the far "
    "left.",
    hints=(
        "Where are the kinks? Each needs a hinge relu(x - t).",
        "From left to right every hinge that is on stays on: v is the change of slope, not the "
        "slope.",
        "The slopes are 0, 2, -1, 0: the changes are 2, -3 and 1. Far left all hinges are off: c "
        "= 1.",
    ),
    checker=BuiltCheck(
        parts=(Given("w"), Given("b"), Given("v"), Given("c", ())),
        unpack=_in_order,
        test=judge_weights,
        examples=EXAMPLES,
    ),
)
