"""tanh is a sigmoid in disguise: long, for its list of known mistakes."""

from dataclasses import replace

import numpy as np
from mxnet import npx

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.engine.values import (
    BadValue,
    HalfFilled,
    NotAttempted,
    call,
    is_mxnet,
    to_numpy,
)
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.forms import remarked, shape_remark, sort_of
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import sigmoid
from d2lmlp.exercises.kinds.repeated_code import repeats_its_code
from d2lmlp.exercises.kinds.repeats import forms_of, twins

# Enough that two expressions differ in some last bit; out of order, so that sorting shows, and the
# first one in the middle, where no value is near 0.
_POINTS = np.roll(np.linspace(-5.9, 6, 60).reshape(6, 10).T.ravel(), -3)


_OTHERS = np.append(-0.9 * _POINTS, [0.0, 6, -6])


def _exp(x):
    return np.exp(x)


_STEP = (
    Mistake(
        "plus-one-forgotten",
        "It is tanh(x), without the 1 that is added: 0.29 at x = 0.3, and tanh(x) + 1 is 1.29.",
        np.tanh,
    ),
    Mistake(
        "x-not-doubled",
        "Yours equals 2 sigmoid(x). It has to equal 2 sigmoid(2x): x is doubled there. At x = 0.8 "
        "your step is 1.38, and tanh(x) + 1 is 1.66.",
        lambda x: 2 * sigmoid(x),
    ),
    Mistake(
        "two-forgotten",
        "Yours is half of tanh(x) + 1, and goes to 1 far right: a factor 2 is missing, or the "
        "denominators were added.",
        lambda x: sigmoid(2 * x),
    ),
    Mistake(
        "two-moved-inside",
        "Yours equals sigmoid(4x): no 2 in front can be moved inside. Far right tanh(x) + 1 goes "
        "to 2, your step to 1.",
        lambda x: sigmoid(4 * x),
    ),
    Mistake(
        "both-twos-forgotten",
        "Both factors 2 are missing: it is 2 sigmoid(2x). Far right tanh(x) + 1 goes to 2.",
        sigmoid,
    ),
    Mistake(
        "exponent-sign",
        "It falls from 2 to 0, and tanh(x) + 1 rises: a sign is turned, as in e^-x for e^x or a "
        "minus for a plus.",
        lambda x: 2 * sigmoid(-2 * x),
    ),
    Mistake(
        "exponent-sign",
        "It falls from 1 to 0, and tanh(x) + 1 rises from 0 to 2: a sign is turned, and a factor 2 "
        "is missing.",
        lambda x: sigmoid(-2 * x),
    ),
    Mistake(
        "exponent-sign",
        "It is -tanh(x): a sign is turned, and the 1 is missing.",
        lambda x: 0 - np.tanh(x),
    ),
    Mistake(
        "denominator-wrong",
        "Yours is 1 / tanh(x) + 1, 4.4 at x = 0.3, where tanh(x) + 1 is 1.29: a plus belongs "
        "below, in e^x + e^-x as in 1 + e^-2x, or the fraction of tanh is upside down.",
        lambda x: 1 / np.tanh(x) + 1,
    ),
    Mistake(
        "fraction-upside-down",
        "The fraction of tanh is upside down: e^x - e^-x stands on top. The 1 is missing as well.",
        lambda x: 1 / np.tanh(x),
    ),
    Mistake(
        "one-without-denominator",
        "To add 1 to a fraction, write it as v / v: you added 1 to the numerator alone. At x = "
        "-0.4 that gives 0.08, and tanh(x) + 1 is 0.62.",
        lambda x: (_exp(x) - _exp(-x) + 1) / (_exp(x) + _exp(-x)),
    ),
    Mistake(
        "one-without-denominator",
        "To add 1 to a fraction, write it as v / v: you added 1 to the numerator alone.",
        lambda x: (1 - _exp(-2 * x) + 1) / (1 + _exp(-2 * x)),
    ),
    Mistake(
        "numerator-not-multiplied",
        "Yours equals 2 / (e^x + e^-x), which is even, and tanh(x) + 1 is not: a factor e^x is "
        "missing on top, or too many below.",
        lambda x: 2 / (_exp(x) + _exp(-x)),
    ),
    Mistake(
        "numerator-not-multiplied",
        "Yours is e^x times too large: numerator and denominator must be multiplied by the same.",
        lambda x: 2 * _exp(x) / (1 + _exp(-2 * x)),
    ),
    Mistake(
        "exponent-wrong",
        "Yours is 2 / (1 + e^-3x), and e^-x times e^-x is e^-2x.",
        lambda x: 2 / (1 + _exp(-x) * _exp(-x) * _exp(-x)),
    ),
    Mistake(
        "one-added-to-the-sigmoid",
        "The 1 of tanh(x) + 1 is used up already: 2 sigmoid(2x) stands without it.",
        lambda x: 2 * sigmoid(2 * x) + 1,
    ),
    Mistake(
        "one-added-to-the-sigmoid",
        "Yours is sigmoid(2x) + 1, which runs from 1 to 2; tanh(x) + 1 runs from 0 to 2, and is 2 "
        "sigmoid(2x).",
        lambda x: sigmoid(2 * x) + 1,
    ),
    Mistake(
        "one-added-to-the-sigmoid",
        "sigmoid(x) + 1 runs from 1 to 2, and tanh(x) + 1 from 0 to 2.",
        lambda x: sigmoid(x) + 1,
    ),
    Mistake(
        "two-too-many",
        "There is a factor 2 too many: far right your step goes to 4, tanh(x) + 1 to 2.",
        lambda x: 4 * sigmoid(2 * x),
    ),
    Mistake(
        "doubled-too-often",
        "It is tanh(2x) + 1, which is 2 sigmoid(4x): x is doubled once too often. tanh is taken at "
        "x, and the sigmoid at 2x.",
        lambda x: np.tanh(2 * x) + 1,
    ),
    Mistake(
        "brackets-missing",
        "Brackets: `2 / 1 + np.exp(-2 * x)` is 2 plus the exponential. The denominator is "
        "`(1 + np.exp(-2 * x))`.",
        lambda x: 2 + _exp(-2 * x),
    ),
    Mistake(
        "brackets-missing",
        "Brackets: a quotient is taken before a sum, so the denominator of tanh stands in "
        "brackets, `(np.exp(x) + np.exp(-x))`.",
        lambda x: (_exp(x) - _exp(-x)) / _exp(x) + _exp(-x) + 1,
    ),
    Mistake(
        "brackets-missing",
        "Brackets: a quotient is taken before a sum, so numerator and denominator of tanh each "
        "stand in brackets.",
        lambda x: _exp(x) - _exp(-x) / _exp(x) + _exp(-x) + 1,
    ),
    Mistake(
        "brackets-missing",
        "Brackets: a quotient is taken before a difference, so the numerator of tanh stands in "
        "brackets, `(np.exp(x) - np.exp(-x))`.",
        lambda x: _exp(x) - _exp(-x) / (_exp(x) + _exp(-x)) + 1,
    ),
    Mistake(
        "tan-for-tanh",
        "It is tan(x) + 1: tanh, the hyperbolic tangent, is `np.tanh`.",
        lambda x: np.tan(x) + 1,
    ),
    Mistake(
        "softplus-for-sigmoid",
        "It is 2 log(1 + e^2x), softplus, which grows without a bound: the sigmoid is its slope.",
        lambda x: 2 * np.log1p(_exp(2 * x)),
    ),
    Mistake(
        "exponent-squared",
        "Yours has e^(x^2), which is even: (e^x)^2 is e^(2x).",
        lambda x: 2 * sigmoid(x**2),
    ),
    Mistake(
        "derivative-for-function",
        "It is 1 - tanh(x)^2, the derivative of tanh, which goes to 0 on both sides.",
        lambda x: 1 - np.tanh(x) ** 2,
    ),
    Mistake(
        "sigmoid-squared",
        "Yours is 2 sigmoid(x)^2: squaring the sigmoid does not double its x, for (1 + e^-x)^2 is "
        "1 + 2 e^-x + e^-2x.",
        lambda x: 2 * sigmoid(x) ** 2,
    ),
    Mistake(
        "relu-for-tanh",
        "Yours is relu(x) + 1, which grows without a bound; tanh(x) + 1 stays below 2.",
        lambda x: np.maximum(x, 0) + 1,
    ),
    Mistake(
        "minus-one",
        "Yours equals tanh(x) - 1: the 1 is added.",
        lambda x: np.tanh(x) - 1,
    ),
)


class StepsCheck(FunctionCheck):
    """Checks that a list of steps is long enough, not padded, and equal all along."""

    def judge(self, answer):
        verdict = super().judge(answer)
        if verdict.status != "correct":
            return verdict
        found = forms_of(answer, _POINTS, lambda *of: [*_starts(*of), *_ends(*of)])
        if found is None:
            again = repeats_its_code(answer)
            return Verdict("wrong", SAME, "same-step-again") if again else verdict
        steps, known = found
        different, pairs = twins(steps)
        if different < 3:
            said = _repeated(pairs) if pairs else MIXED
            return Verdict("wrong", f"{said} {THREE}", "same-step-again")
        starts, ends = known[:STARTS], known[STARTS:]
        said = ["" if steps[0] in starts else STARTS_ELSEWHERE]
        return remarked(verdict, *said, "" if steps[-1] in ends else ENDS_ELSEWHERE)

    def compare(self, outputs, ask_ignored=True):
        """Compare every step with the first expression, tanh(x) + 1."""
        one = super().agrees
        for case, steps, want in zip(self.cases, outputs, self.targets):
            wrong = [i for i, step in enumerate(steps, 1) if not one([step], want)]
            for i in wrong[:1]:
                alone = replace(self, cases=[case])
                verdict = FunctionCheck.compare(alone, [[steps[i - 1]]], ask_ignored)
                rows = tuple((f"step {i}, {where}", y, t) for where, y, t in verdict.rows)
                said = verdict.message
                if verdict.mistake == "input-returned":
                    said = "It is x itself."
                others = _nor(wrong[1:])
                message = f"Step {i} of {len(steps)} is not equal to tanh(x) + 1{others}. {said}"
                return replace(verdict, message=message, rows=rows)
        return _in_direction(outputs[0]) or Verdict(
            "correct", "Your steps agree with each other in every case."
        )

    def agrees(self, out, want, room=None):
        """Tell whether every step is the first expression."""
        one = super().agrees
        return all(one([step], want, room) for step in out) and bool(out)

    def wrong_answers(self):
        for mistake in self.parts[0].mistakes:
            yield mistake.id, self._with_wrong_step(mistake.example)
        for mistake in self.mistakes:
            yield mistake.id, mistake.example

    def _with_wrong_step(self, example):
        def answer(x):
            x = np.asarray(to_numpy(x))
            return [np.tanh(x) + 1, example(x), 2 / (1 + np.exp(-2 * x)), 2 * sigmoid(2 * x)]

        return answer

    def split(self, result):
        if isinstance(result, dict):
            result = list(result.values())
        if isinstance(result, (list, tuple)) and len(result) == 1 and _is_listed(result[0]):
            raise BadValue(
                "one-inside-another",
                "What came back holds one list, as from `yield`, a dictionary or double brackets: "
                "return the list of steps itself.",
            )
        if (is_mxnet(result) or isinstance(result, np.ndarray)) and np.ndim(result) == 1:
            raise BadValue("not-a-list", "One array came back; return a list of at least three.")
        listed = isinstance(result, (list, tuple))
        if not (listed or is_mxnet(result) or np.ndim(result) == 2):
            raise BadValue("not-a-list", "Return a list of at least three steps.")
        dots = [i for i, step in enumerate(result, 1) if step is ...]
        if dots:
            raise NotAttempted if len(dots) == len(result) else HalfFilled(f"Step {dots[0]}")
        for i, step in enumerate(result, 1):
            if step is None:
                raise BadValue("returned-none", f"Step {i} is None: give it a value.")
        for i, step in enumerate(result, 1):
            if isinstance(step, (list, tuple)) and any(isinstance(part, str) for part in step):
                raise BadValue(
                    "not-numbers", f"Step {i} holds a text: give the values alone, without a name."
                )
        steps = [_read(i, step) for i, step in enumerate(result, 1)]
        if any(step.ndim == 0 for step in steps):
            raise BadValue(
                "numbers-for-arrays",
                "A step of your list is a single number; each should be an array, with a value "
                "for each entry of x.",
            )
        if len(steps) < 3:
            raise BadValue(
                "too-few-steps",
                f"A list of at least three steps is needed; yours has {len(steps)}. Show one in "
                "the middle, such as the fraction of exponentials.",
            )
        same = [a is b for a, b in zip(result, result[1:])] if listed else []
        right = np.allclose(steps[0][:1], FIRST, atol=1e-4)  # else that is the first thing to say
        if len(steps) - sum(same) < 3 and right:
            raise BadValue("same-step-again", ONE_ARRAY)
        alike = steps[0].size > 3 and all(np.array_equal(s, steps[0]) for s in steps)
        if alike and right and not _rounded_once(steps[0]):
            raise BadValue("same-step-again", ALIKE)
        return steps

    def form(self, result, want):
        if not isinstance(result, list):
            return f"A list is asked for, and yours is {sort_of(result)}."
        shapes = [np.shape(step) for step in result]
        other = [shape for shape in shapes if shape != want[0].shape]
        return shape_remark("a step", other[0], want[0].shape) if other else ""

    def one_by_one(self, answer, case):
        columns = [self._numbers(call(answer, float(v))) for v in case[0]]
        return self.split([np.array(step) for step in zip(*columns)])

    @staticmethod
    def _numbers(result):
        if np.ndim(result) == 0 and not hasattr(result, "__iter__"):
            raise BadValue("not-a-list", "Return a list of at least three steps.")
        return [float(to_numpy(step).ravel()[0]) for step in result]


def _read(i, step):
    """Turn a step into NumPy; what is no array of numbers is told as a step."""
    if isinstance(step, (bool, np.bool_)) or str(getattr(step, "dtype", "")) == "bool":
        what = "a truth value" if np.ndim(step) == 0 else "an array of truth values"
        said = f"Step {i} is {what}, as from a comparison: give the values that are compared."
        raise BadValue("truth-value", said)
    try:
        return to_numpy(step)
    except BadValue as bad:
        said = str(bad).replace(" came back", " stands there")
        raise BadValue(bad.mistake, f"Step {i}: {said[0].lower()}{said[1:]}") from None


def _nor(numbers):
    """Name further steps, if any."""
    if not numbers:
        return ""
    *first, last = map(str, numbers)
    return f", nor are steps {', '.join(first)} and {last}" if first else f", nor is step {last}"


def _is_listed(value):
    return isinstance(value, (list, tuple)) and len(value) > 1 and np.ndim(value[0]) > 0


def _starts(x, xp):
    """tanh(x) + 1, and with tanh as a fraction."""
    u, v = xp.exp(x), xp.exp(-x)
    square, small = xp.exp(2 * x), xp.exp(-2 * x)
    fractions = (u - v) / (u + v), (square - 1) / (square + 1), (1 - small) / (1 + small)
    return [xp.tanh(x) + 1, xp.sinh(x) / xp.cosh(x) + 1, *(f + 1 for f in fractions)]


def _ends(x, xp):
    """2 sigmoid(2x), and with the sigmoid written out."""
    up, down = xp.exp(2 * x), xp.exp(-2 * x)
    sigmoid = npx.sigmoid(2 * x) if xp is not np else 1 / (1 + down)
    return [2 * sigmoid, 2 * (1 / (1 + down)), 2 / (1 + down), 2 * (up / (1 + up)),
            2 * up / (1 + up), 2 * (1 + down) ** -1]  # fmt: skip


FIRST = np.tanh(_POINTS[0]) + 1  # where the steps are those of these points
STARTS = 5  # expressions that are a start
STARTS_ELSEWHERE = "The first step is asked for as tanh(x) + 1: is yours that?"
ENDS_ELSEWHERE = "The last step is asked for as 2 sigmoid(2x): is yours that?"
CHANGE = "Each should change the expression a little, from tanh(x) + 1 to 2 sigmoid(2x)."
ONE_ARRAY = (
    "One and the same array stands in the list more than once; if it was to be changed in between, "
    f"that has changed all of them. {CHANGE}"
)
SAME = (
    "A step stands there again, in the same words or with no more than a 0 added or a factor 1: it "
    f"does not count. {CHANGE}"
)
ALIKE = f"All your steps agree to the last digit, as one and the same expression does. {CHANGE}"
NEUTRAL = (
    "to add 0, to multiply by 1, to collect or reorder terms, to bound or choose where that "
    "changes nothing, or to do something and undo it makes no step."
)
MIXED = "A step is a mean or another mixture of the others: that derives nothing."
THREE = (
    "Three different ones are needed: show one in the middle, such as the fraction of exponentials."
)


def _rounded_once(step):
    """Tell whether a step was computed in double and then rounded: so they all look the same."""
    once = (np.tanh(np.float32(_POINTS).astype(float)) + 1).astype("float32")
    return step.shape == once.shape and np.array_equal(step, once)


def _repeated(pairs):
    """Say which steps repeat an earlier one."""
    said = " and ".join(f"step {k} says the same as step {j}" for k, j in pairs)
    return f"S{said[1:]}: {NEUTRAL}"


def _in_direction(steps):
    """Tell the ends apart by their rounding: far left tanh(x) + 1 loses digits, 2 sigmoid(2x) none.

    Returns
    -------
    Verdict or None
    """
    left = _POINTS < -4
    exact = 2 / (1 + np.exp(-2 * _POINTS[left]))
    if any(step.shape != _POINTS.shape for step in (steps[0], steps[-1])):
        return None
    ends = steps[0], steps[-1]
    if len({np.array_equal(s, np.float32(s)) for s in ends}) > 1:
        return None  # one end is of float32, which rounds for itself
    first, last = (np.abs(s[left] / exact - 1).max() for s in ends)
    if first < 1e-2 * last:
        return Verdict(
            "wrong",
            "The steps are equal, but in another order: start with tanh(x) + 1 and end with 2 "
            "sigmoid(2x).",
            "other-way-round",
        )
    return None


def _right_on_one_side_of_a_radius(near):
    """A law: the step is right as far as some abs(x), or from there on, and nowhere else."""

    def broken(cases, results, targets):
        ((x, *_),), ((y, *_),), ((t, *_),) = cases, results, targets
        if y.shape != x.shape:
            return False
        fits = abs(y - t) < 2e-3
        if fits.sum() < (2 if near else 4) or fits.all():
            return False
        right, wrong = abs(x)[fits], abs(x)[~fits]
        return right.max() < wrong.min() if near else right.min() > wrong.max()

    return broken


TASK = Task(
    id="tanh-sigmoid-identity",
    title="tanh is a sigmoid in disguise",
    section="Tanh",
    stars=2,
    statement="""\
Show that $\\tanh(x) + 1 = 2\\,\\sigma(2x)$. Write `steps(x)`: it returns a list of at least three
arrays, the values of the expressions on your way from `tanh(x) + 1` (first) to `2 * sigmoid(2 *
x)` (last). All of them have to be equal for every `x` between -6 and 6. A step that only
repeats another, rearranged or with its terms collected, does not count.
""",
    name="steps",
    stub="def steps(x):\n    return ...\n",
    solution="""\
def steps(x):
    return [
        np.tanh(x) + 1,
        (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)) + 1,
        2 * np.exp(x) / (np.exp(x) + np.exp(-x)),
        2 / (1 + np.exp(-2 * x)),
        2 * npx.sigmoid(2 * x),
    ]
""",
    explanation="Write tanh as a fraction, put the 1 over the same denominator, and multiply "
    "numerator "
    "and denominator by e^-x. Readers have answered with a plot in which the two curves lie on one "
    "another. A plot, like this check, looks at finitely many points, with finitely many digits: "
    "both can refute a step, neither proves one; the algebra does that. A tanh net is therefore a "
    "sigmoid net with other weights.",
    hints=(
        "Start with tanh(x) = (e^x - e^-x) / (e^x + e^-x).",
        "Write 1 as (e^x + e^-x) / (e^x + e^-x) and add: what remains on top?",
        "2 e^x / (e^x + e^-x): multiply top and bottom by e^-x.",
    ),
    checker=StepsCheck(
        names=("x",),
        cases=[(_POINTS,), (_OTHERS,)],
        target=lambda x: np.tanh(x) + 1,
        parts=(Part("step", _STEP),),
        mistakes=(
            Mistake("too-few-steps", "", lambda x: [np.tanh(to_numpy(x)) + 1] * 2),
            Mistake("same-step-again", "", lambda x: [np.tanh(to_numpy(x)) + 1] * 4),
        ),
        elementwise=True,
        aligned=("x",),
        laws=(
            Mistake(
                "near-zero-only",
                "It is right near x = 0 and further out it is not, as where a series is cut off.",
                _right_on_one_side_of_a_radius(near=True),
            ),
            Mistake(
                "far-out-only",
                "It is right far out on both sides and not between: an approximation.",
                _right_on_one_side_of_a_radius(near=False),
            ),
            Mistake(
                "unequal-step",
                "Check this step at a single x by hand: the table shows where it is off.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
