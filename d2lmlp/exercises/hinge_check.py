"""Check the weights of a sum of hinges against a given piecewise linear function."""

import numpy as np

from d2lmlp.exercises.function_check import FunctionCheck, Part
from d2lmlp.exercises.reference import relu
from d2lmlp.exercises.task import Mistake
from d2lmlp.exercises.values import BadValue, LearnerError, NotAttempted, call, to_numpy, untouched
from d2lmlp.exercises.verdict import Verdict

X = np.array([-50.0, -3.0, -1.5, -0.4, 0.2, 0.5, 0.9, 1.1, 1.6, 2.2, 2.9, 3.3, 4.0, 5.0, 60.0])


def roof(x):
    """The given function: 1, up with slope 2 from 0 to 1, down with slope -1 to 3, then 1."""
    return np.interp(x, [0, 1, 3], [1, 3, 1])


_WEIGHTS = (
    (
        "slopes-for-changes",
        "v holds the slopes of the pieces. A hinge that is on stays on, so v is the "
        "*change* of slope: behind 1 yours has the slope 2 - 1 = 1, and f falls there.",
        ([1, 1, 1], [0, -1, -3], [2, -1, 0], 1),
    ),
    (
        "changes-sign-lost",
        "v holds the sizes of the changes. At 1 the slope goes from 2 to -1: the change is -3.",
        ([1, 1, 1], [0, -1, -3], [2, 3, 1], 1),
    ),
    (
        "slopes-for-changes",
        "The second v is -1, the slope behind 1. The change is from 2 to -1, -3.",
        ([1, 1, 1], [0, -1, -3], [2, -1, 1], 1),
    ),
    (
        "first-change-forgotten",
        "At 1 the slope changes from 2 to -1, by -3; with -2 it would only become 0.",
        ([1, 1, 1], [0, -1, -3], [2, -2, 1], 1),
    ),
    (
        "first-change-forgotten",
        "At 1 the slope changes from 2 to -1, by -3; with -2 and then 0 it stays at the top.",
        ([1, 1, 1], [0, -1, -3], [2, -2, 0], 1),
    ),
    (
        "last-hinge-missing",
        "Behind 3 yours goes on falling: a third hinge brings the slope from -1 back to "
        "0. At x = 5 f is 1, yours -1.",
        ([1, 1], [0, -1], [2, -3], 1),
    ),
    (
        "last-hinge-turned",
        "The last hinge has the wrong sign: behind 3 the slope becomes -2 instead of 0.",
        ([1, 1, 1], [0, -1, -3], [2, -3, -1], 1),
    ),
    (
        "offset-missing",
        "Far left all hinges are off and f is 1: c has to be 1, not 0.",
        ([1, 1, 1], [0, -1, -3], [2, -3, 1], 0),
    ),
    (
        "breakpoint-sign",
        "Yours bends at -1 and -3, the mirror image: relu(x + 1) bends at -1. A hinge at "
        "t has the bias -t.",
        ([1, 1, 1], [0, 1, 3], [2, -3, 1], 1),
    ),
    (
        "breakpoint-sign",
        "Yours bends at -1 and -3, the mirror image: relu(x + 1) bends at -1. A hinge at "
        "t has the bias -t.",
        ([1, 1, 1], [0, 1, 3], [2, -3, 1], 0),
    ),
    (
        "turned-upside-down",
        "The signs of v are turned: f rises first, with slope +2.",
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
        "The third hinge sits at 2, the length of the falling piece: it belongs to x = 3.",
        ([1, 1, 1], [0, -1, -2], [2, -3, 1], 1),
    ),
    (
        "constant",
        "Yours is constant, and f rises to 3 at x = 1. With all biases 0 the hinges all "
        "bend at 0, and changes of 2 - 3 + 1 cancel.",
        ([1, 1, 1], [0, -1, -3], [0, 0, 0], 1),
    ),
    (
        "offset-for-top",
        "c is 3, the top of the roof. Far left all hinges are off, and f is 1.",
        ([1, 1, 1], [0, -1, -3], [2, -3, 1], 3),
    ),
)


def _law(name, text, low, high):
    """The function between two breakpoints."""
    inside = (low <= X) & (high >= X)

    def broken(cases, results, targets):
        return not np.allclose(results[0][0][inside], targets[0][0][inside], atol=1e-3)

    return Mistake(name, text, broken)


class HingeCheck:
    """Checks ``(w, b, v, c)``, or a function that returns them."""

    def __init__(self):
        self.function = FunctionCheck(
            names=("x",),
            cases=[(X,)],
            target=roof,
            parts=(Part("f(x)"),),
            modes=("numpy",),
            elementwise=True,
            laws=(
                _law("wrong-far-left", "Left of 0 f is constant, 1; yours is not.", -50, 0),
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
                _law("wrong-far-right", "Right of 3 f is constant, 1; yours is not.", 3, 61),
            ),
            mistakes=tuple(
                Mistake(name, text, _function(*map(np.asarray, weights)))
                for name, text, weights in _WEIGHTS
            ),
        )

    def judge(self, answer):
        """Check an answer; returns a Verdict and raises nothing."""
        try:
            if callable(answer):
                answer = call(answer)
            if untouched(answer):
                raise NotAttempted
            return self.function.judge(_function(*self._weights(answer)))
        except NotAttempted:
            return Verdict("not attempted", "Put numbers in place of the dots, then check.")
        except LearnerError as error:
            return Verdict("error", str(error), error.mistake)
        except BadValue as bad:
            return Verdict("wrong", str(bad), bad.mistake)

    def wrong_answers(self):
        """Yield (mistake id, weights)."""
        for name, _, weights in _WEIGHTS:
            yield name, weights
        yield "lengths-differ", ([1, 1, 1], [0, -1], [2, -3, 1], 1)
        yield "missing-part", ([1, 1, 1], [0, -1, -3])

    def _weights(self, answer):
        if isinstance(answer, dict):
            answer = list(answer.values())
        if not isinstance(answer, (list, tuple)) or len(answer) not in (3, 4):
            raise BadValue("missing-part", "Give four things: (w, b, v, c).")
        if any(untouched(item) for item in answer):
            raise BadValue("missing-part", "Some of the weights are still dots.")
        w, b, v = (np.atleast_1d(to_numpy(item).squeeze()) for item in answer[:3])
        c = to_numpy(answer[3]) if len(answer) == 4 else np.zeros(())
        if not (w.shape == b.shape == v.shape and w.ndim == 1):
            raise BadValue(
                "lengths-differ",
                f"w, b and v need one number per unit: yours have {w.size}, {b.size} and {v.size}.",
            )
        if c.size != 1:
            raise BadValue("wrong-shape", f"c is one number; yours has {c.size}.")
        return w, b, v, c.reshape(())


def _function(w, b, v, c):
    return lambda x: relu(np.outer(np.asarray(x), w) + b) @ v + c
