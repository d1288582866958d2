"""How many linear pieces? A long file, for its list of known mistakes."""

from dataclasses import replace

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.forms import remarked
from d2lmlp.exercises.kinds.function import FunctionCheck, Part


def _jump(w, v):
    return v * abs(w)


def _place(w, b):
    return -b / w + 0.0


def _kinks(w, b, v, jump=_jump, place=_place):
    """Slope changes at the distinct breakpoints of the units with w other than 0."""
    kinks = {}
    for wi, bi, vi in zip(w, b, v):
        if wi != 0:
            t = place(wi, bi)
            kinks[t] = kinks.get(t, 0.0) + jump(wi, vi)
    return kinks


def _pieces(w, b, v, **rules):
    return 1.0 + sum(j != 0 for j in _kinks(w, b, v, **rules).values())


def _one_at_each(w, b, v):
    """Count the last change of slope at each breakpoint alone."""
    last = {_place(wi, bi): _jump(wi, vi) for wi, bi, vi in zip(w, b, v) if wi}
    return 1.0 + sum(j != 0 for j in last.values())


def _mixed_up(arrays, by, out_of):
    """Count after the units with w = 0 or v = 0 were taken out of some of the arrays only."""
    kept = [array[arrays[by] != 0] if k in out_of else array for k, array in enumerate(arrays)]
    return _pieces(*(array[: min(map(len, kept))] for array in kept))


def _of_units(chosen, w, b, v):
    return _pieces(w[chosen], b[chosen], v[chosen])


def _kept(keep):
    """Count breakpoints of the units that `keep` accepts, each as often as it occurs."""
    return lambda w, b, v: 1.0 + sum(keep(wi, bi, vi) for wi, bi, vi in zip(w, b, v))


_PIECES = (
    Mistake(
        "one-per-unit",
        "h units make *at most* h + 1 pieces. Units with the same breakpoint make one kink "
        "together (relu(x) + relu(2x) has two pieces), and those with w = 0 or v = 0 none.",
        _kept(lambda w, b, v: True),
    ),
    Mistake(
        "first-unit-only",
        "The first unit alone plays a part: is the `return` inside the loop?",
        lambda w, b, v: _pieces(w[:1], b[:1], v[:1]),
    ),
    Mistake(
        "last-unit-only",
        "The last unit alone plays a part: all changes of slope have to be kept.",
        lambda w, b, v: _pieces(w[-1:], b[-1:], v[-1:]),
    ),
    Mistake(
        "cancelling-ignored",
        "Hinges at the same breakpoint can cancel: relu(x) - relu(x) has no kink, and 1 piece. Add "
        "up v |w| at each breakpoint, with its sign.",
        lambda w, b, v: 1.0 + len({-bi / wi + 0.0 for wi, bi, vi in zip(w, b, v) if wi and vi}),
    ),
    Mistake(
        "cancelling-and-v-ignored",
        "Yours is 1 plus the number of distinct breakpoints. A unit with v = 0 makes no kink, and "
        "hinges at the same breakpoint can cancel: relu(x) - relu(x) has 1 piece.",
        lambda w, b, v: 1.0 + len(_kinks(w, b, v)),
    ),
    Mistake(
        "coinciding-ignored",
        "Units with the same breakpoint make one kink together, not one each: relu(x) + relu(2x) "
        "has 2 pieces.",
        _kept(lambda w, b, v: w != 0 and v != 0),
    ),
    Mistake(
        "coinciding-ignored",
        "A unit with v = 0 makes no kink, and units with the same breakpoint make one together.",
        _kept(lambda w, b, v: w != 0),
    ),
    Mistake(
        "zero-w-ignored",
        "A unit with w = 0 is constant: it has no breakpoint. And units with the same breakpoint "
        "make one kink together.",
        _kept(lambda w, b, v: v != 0),
    ),
    *(
        Mistake(
            "zero-w-counted",
            "A unit with w = 0 is constant, and makes no kink: leave it out. In the calls here "
            "the rest of yours is right.",
            lambda w, b, v, count=count: _pieces(w, b, v) + count(w, b, v),
        )
        for count in (
            lambda w, b, v: ((w == 0) & (v != 0)).any(),
            lambda w, b, v: ((w == 0) & (v != 0)).sum(),
            lambda w, b, v: ((w == 0) & (b > 0)).any(),
            lambda w, b, v: ((w == 0) & (b > 0)).sum(),
            lambda w, b, v: (w == 0).any(),
            lambda w, b, v: (w == 0).sum(),
        )
    ),
    Mistake(
        "upward-kinks-only",
        "You count the places where the slope grows. Where it falls there is a kink as well.",
        lambda w, b, v: 1.0 + sum(j > 0 for j in _kinks(w, b, v).values()),
    ),
    Mistake(
        "kinks-at-zero-missed",
        "A kink at x = 0 counts like any other.",
        lambda w, b, v: 1.0 + sum(j != 0 for t, j in _kinks(w, b, v).items() if t),
    ),
    *(
        Mistake(
            "part-of-the-line",
            "The whole line counts, from minus to plus infinity: yours looks at a part of it.",
            lambda w, b, v, low=low, high=high: (
                1.0 + sum(j != 0 for t, j in _kinks(w, b, v).items() if low <= t <= high)
            ),
        )
        for low, high in ((0, 1), (-1, 1), (0, 10), (-2, 2), (-5, 5), (-10, 10), (-100, 100))
    ),
    *(
        Mistake("positive-units-only", text, lambda w, b, v, on=on: _of_units(on(w, v), w, b, v))
        for on, text in (
            (lambda w, v: w > 0, "Units with negative w have breakpoints as well."),
            (lambda w, v: v > 0, "Units with negative v bend the function too, downwards."),
        )
    ),
    Mistake(
        "first-unit-left-out",
        "The first unit plays no part in yours.",
        lambda w, b, v: _pieces(w[1:], b[1:], v[1:]),
    ),
    Mistake(
        "last-unit-left-out",
        "The last unit plays no part in yours.",
        lambda w, b, v: _pieces(w[:-1], b[:-1], v[:-1]),
    ),
    Mistake(
        "two-pieces-per-kink",
        "Yours is 2k + 1 for k kinks: they cut the line into k + 1 pieces.",
        lambda w, b, v: 2 * _pieces(w, b, v) - 1,
    ),
    Mistake(
        "sign-of-w",
        "Your change of slope is v w. It is v |w|: for w < 0 the slope goes from v w to 0, a "
        "change of -v w. So relu(x) + relu(-x) = |x| has a kink.",
        lambda w, b, v: _pieces(w, b, v, jump=lambda wi, vi: vi * wi),
    ),
    Mistake(
        "change-without-w",
        "Your change of slope is v. A unit's slope is v w: relu(2x) - relu(x) has a kink, and 2 "
        "relu(x) - relu(2x) has none.",
        lambda w, b, v: _pieces(w, b, v, jump=lambda wi, vi: vi),
    ),
    Mistake(
        "kinks-for-pieces",
        "You count the kinks. One kink separates two pieces: add 1.",
        lambda w, b, v: _pieces(w, b, v) - 1,
    ),
    Mistake(
        "one-too-many",
        "There is one piece too many: k kinks cut the line into k + 1 pieces.",
        lambda w, b, v: _pieces(w, b, v) + 1,
    ),
    Mistake(
        "two-per-unit",
        "Each hinge has two pieces, but neighbours share them: k kinks make k + 1 pieces.",
        lambda w, b, v: 2.0 * len(w),
    ),
    Mistake(
        "two-to-the-units",
        "2^h counts patterns of on and off. On a line at most h + 1 of them can occur.",
        lambda w, b, v: 2.0 ** len(w),
    ),
    Mistake(
        "units-counted",
        "That is the number of units. Count the breakpoints where the slope changes, and add 1.",
        lambda w, b, v: float(len(w)),
    ),
    Mistake(
        "positive-units-only",
        "Units with negative w have breakpoints as well.",
        _kept(lambda w, b, v: w > 0 and v != 0),
    ),
    Mistake(
        "positive-units-only",
        "Units with negative v bend the function too, downwards.",
        _kept(lambda w, b, v: v > 0 and w != 0),
    ),
    Mistake(
        "positive-breakpoints-only",
        "The whole line counts, from minus to plus infinity: breakpoints left of 0 as well.",
        lambda w, b, v: 1.0 + sum(t > 0 for t, j in _kinks(w, b, v).items() if j),
    ),
    Mistake(
        "isolated-breakpoints-only",
        "You drop every breakpoint that several units share. They cancel only when their changes "
        "of slope add up to 0: relu(x) + relu(2x) has 2 pieces.",
        lambda w, b, v: (
            1.0
            + sum(
                sum(-bj / wj == t for wj, bj in zip(w, b) if wj) == 1
                for t, j in _kinks(w, b, v).items()
                if j
            )
        ),
    ),
    Mistake(
        "breakpoint-is-b",
        "You take the biases for the breakpoints. A unit bends where w x + b = 0, at x = -b / w.",
        lambda w, b, v: 1.0 + len({bi for wi, bi, vi in zip(w, b, v) if wi and vi}),
    ),
    Mistake(
        "breakpoint-is-b",
        "You take the biases for the breakpoints. A unit bends where w x + b = 0, at x = -b / w.",
        lambda w, b, v: 1.0 + len(set(b.tolist())),
    ),
    Mistake(
        "breakpoint-is-b",
        "You add up at equal biases. A unit bends where w x + b = 0, at x = -b / w.",
        lambda w, b, v: _pieces(w, b, v, place=lambda wi, bi: bi),
    ),
    Mistake(
        "breakpoint-elsewhere",
        "You add up at equal w b. A unit bends where w x + b = 0, at x = -b / w.",
        lambda w, b, v: _pieces(w, b, v, place=lambda wi, bi: bi * wi),
    ),
    Mistake(
        "breakpoint-elsewhere",
        "You add up at equal b / |w|. A unit bends where w x + b = 0, at x = -b / w, and that is "
        "-b / |w| where w > 0.",
        lambda w, b, v: _pieces(w, b, v, place=lambda wi, bi: bi / abs(wi)),
    ),
    *(
        Mistake(
            "one-change-at-each-breakpoint",
            f"Of the units with the same breakpoint the {which} alone counts in yours: their "
            "changes of slope add up.",
            lambda w, b, v, step=step: _one_at_each(w[::step], b[::step], v[::step]),
        )
        for step, which in ((1, "last"), (-1, "first"))
    ),
    Mistake(
        "stops-at-zero-w",
        "In yours a unit with w = 0 ends the loop: those after it count as well, so `continue`, "
        "and not `break` or `return`.",
        lambda w, b, v: (lambda k: _pieces(w[:k], b[:k], v[:k]))(
            int(np.argmax(w == 0)) if (w == 0).any() else len(w)
        ),
    ),
    Mistake(
        "signed-zeros-apart",
        "-0.0 and 0.0 are one breakpoint. As texts they differ: use numbers as keys.",
        lambda w, b, v: _pieces(w, b, v, place=lambda wi, bi: str(-bi / wi)),
    ),
    Mistake(
        "negative-breakpoints-only",
        "The whole line counts, from minus to plus infinity: breakpoints right of 0 as well.",
        lambda w, b, v: 1.0 + sum(t < 0 for t, j in _kinks(w, b, v).items() if j),
    ),
    Mistake(
        "part-of-the-line",
        "The whole line counts, from minus to plus infinity: yours looks at what lies between 0 "
        "and 1.",
        lambda w, b, v: 1.0 + sum(j != 0 for t, j in _kinks(w, b, v).items() if 0 < t < 1),
    ),
    *(
        Mistake(
            "units-mixed-up",
            "You take entries out of some of the three arrays and not out of all: from there on, "
            "entries that stand side by side belong to different units. Use one mask for w, b and "
            "v.",
            lambda w, b, v, by=by, out_of=out_of: _mixed_up((w, b, v), by, out_of),
        )
        for by in (0, 2)
        for out_of in ((0,), (1,), (2,), (0, 1), (0, 2), (1, 2))
    ),
    Mistake(
        "never-one",
        "Right but for a line without a kink: that is 1 piece, and yours never gives less than 2.",
        lambda w, b, v: max(_pieces(w, b, v), 2.0),
    ),
    Mistake(
        "kinks-for-pieces",
        "You count breakpoints: k of them cut the line into k + 1 pieces. And hinges at the same "
        "breakpoint can cancel: relu(x) - relu(x) has 1 piece.",
        lambda w, b, v: float(len({-bi / wi + 0.0 for wi, bi, vi in zip(w, b, v) if wi and vi})),
    ),
    Mistake(
        "kinks-for-pieces",
        "You count breakpoints: k of them cut the line into k + 1 pieces. And a unit with v = 0 "
        "adds none.",
        lambda w, b, v: float(len(_kinks(w, b, v))),
    ),
    Mistake(
        "one-too-many",
        "k kinks cut the line into k + 1 pieces, not k + 2; and hinges at the same breakpoint can "
        "cancel.",
        lambda w, b, v: 2.0 + len(_kinks(w, b, v)),
    ),
    Mistake(
        "always-two",
        "A single hinge has two pieces; every further kink adds one.",
        lambda w, b, v: 2.0,
    ),
)


def _units(*triples):
    return tuple(np.array(column, float) for column in zip(*triples))


PIECE_CASES = [
    _units((1, 0, 1), (1, -1, -2), (1, -2, 1)),  # a tent: 4
    _units((1, 0, 1), (2, 0, 1), (1, -3, 1)),  # two units bend at 0: 3
    _units((1, 0, 1), (1, 0, -1)),  # they cancel: 1
    _units((2, -2, 1), (1, -1, -2), (-1, 4, 3)),  # 2 relu(x-1) - 2 relu(x-1), and one more: 2
    _units((1, 0, 1), (-1, 0, 1)),  # |x|: 2
    _units((1, 0, 1), (-1, 0, -1)),  # x: 1
    _units((0, 3, 1), (1, 1, 2), (0, -2, 4)),  # constants beside a hinge: 2
    _units((0, 3, 0), (1, 1, 0), (0, -2, 0)),  # the same with all outputs off: 1
    _units((1, 1, 0), (1, -1, 2), (3, 1, 0), (-2, 1, 0.5)),  # switched-off outputs: 3
    _units((3, 1, 1), (-6, -2, 1), (1, 5, -1), (9, 3, 0.5)),  # three meet at -1/3: 3
    _units((1, 2, 1), (-1, -2, -1), (1, -4, -1), (2, 1, -1), (-2, 3, -2)),  # 4
    _units((0, 0, 1)),  # 1
    _units((1, -1, 1), (1, 1, 2)),  # at 1 and at -1: 3
    _units((1, -1, 1), (1, -1.002, -1)),  # close, and apart: 3
    _units((1, -5000, 1), (1, 3000, -2), (1, 0, 1)),  # far out: 4
    _units((0.1, 0.05, 0.04), (1, -2, 1)),  # a small change counts: 3
    _units((-2, 4, 1)),  # 2
    _units((1, 0, 1), (1, 0, -1), (1, -1, 1), (-1, 1, -1), (2, 6, 3)),  # 2
    _units((1, 0, 0), (-2, 1, 0)),  # all outputs switched off: 1
    _units((1, -2, 1), (2, -4, -1)),  # v alone, without |w|, would cancel: 2
    _units(*[(1 - 2 * (k % 2), k - 6, 1 + k % 3) for k in range(13)]),  # many kinks: 14
    _units((0, 1, 1), (2, -1, 1), (1, -2, 0), (-1, 3, 2), (3, 1, -1)),  # w and v off apart: 4
    _units((1, 0, 1), (2, 0, 1), (3, 0, -1), (1, -0.004, 2)),  # three cancel, one close by: 2
    _units((1, 0, 1), (2, 0, 0)),  # the second of two changes nothing: 2
    _units((1, 0, 0), (2, 0, 1)),  # the first: 2
    # Entries that are left out of some of the arrays only show in these: 3, 4 and 5.
    _units((0, 1, 0), (1, -1, 1), (1, -2, 1)),
    _units((-2, -2, -1), (0, -1, 2), (-1, 2, -1), (-1, 0, 0), (-1, 0, -2), (1, -2, 2)),
    _units((-1, -1, -2), (0, 1, 0), (1, 2, 1), (2, -1, -1), (-1, 2, -2)),
    _units((1, 0, 1), (0, 1, 1), (2, -2, 1)),  # a constant between two hinges: 3
]

_TRUE = (
    "There is one more than places where the slope changes: at -b / w it changes by v |w|, added "
    "up over all units that bend there."
)


class PiecesCheck(FunctionCheck):
    """Checks the number; says of a right one that it takes what is close for one and the same."""

    def _finished(self, answer, verdict):
        verdict = super()._finished(answer, verdict)
        if verdict.status != "correct":
            return verdict
        missed = [said for said, case in FINE if not self._finds(answer, case)]
        return remarked(verdict, *(f"{said} yours does not find: {ROOM}" for said in missed))

    def _finds(self, answer, case):
        alone = replace(self, cases=[case])
        return any(alone._is_right(answer, mode) for mode in self.modes)


FINE = (
    ("Breakpoints as close as 1 and 1.0004", _units((1, -1, 1), (1, -1.0004, 1))),
    ("A change of slope of 0.0001", _units((0.01, 0.005, 0.01), (1, -2, 1))),
)
ROOM = "something in it is rounded, or leaves much room."

TASK = Task(
    id="piece-count",
    title="How many linear pieces?",
    section="Depth: folding a line",
    stars=3,
    statement="""\
A net with one input and one hidden layer computes f(x) as the sum of v[i] relu(w[i] x + b[i]) over
its units i. Write `count_pieces(w, b, v)` for arrays of equal length: the number of linear pieces
of f on the whole line, that is, 1 plus the number of points where the slope **really** changes.
Several hinges may share a breakpoint, and entries may be 0.
""",
    name="count_pieces",
    formula=("v |w|",),
    stub="def count_pieces(w, b, v):\n    return ...\n",
    solution="""\
def count_pieces(w, b, v):
    change = {}
    for wi, bi, vi in zip(w.tolist(), b.tolist(), v.tolist()):
        if wi != 0:
            x = -bi / wi
            change[x] = change.get(x, 0) + vi * abs(wi)
    return 1 + sum(abs(c) > 1e-9 for c in change.values())
""",
    explanation="Unit i bends at -b/w, and passing that point from left to right the slope "
    "changes by v "
    "|w|, whatever the sign of w. Changes at the same point add up, and may cancel. So h units "
    "make "
    "at most h + 1 pieces.",
    hints=(
        "Where does relu(w x + b) bend, and which units never bend?",
        "By how much does the slope of v relu(w x + b) change there? Try w = 1 and w = -1.",
        "The change is v |w|. Add up the changes at each distinct breakpoint; count those other "
        "than "
        "0, and add 1.",
    ),
    checker=PiecesCheck(
        names=("w", "b", "v"),
        cases=PIECE_CASES,
        target=_pieces,
        parts=(Part("pieces", _PIECES, exact=True),),
        laws=(
            Mistake(
                "no-piece",
                "In the calls here that come out wrong yours is 0: even without a kink there is "
                "one piece.",
                lambda cases, results, targets: all(
                    r[0] in (0, t[0]) for r, t in zip(results, targets)
                ),
            ),
            Mistake(
                "too-few-pieces",
                f"In every call here that comes out wrong yours counts too few pieces. {_TRUE}",
                lambda cases, results, targets: all(r[0] <= t[0] for r, t in zip(results, targets)),
            ),
            Mistake(
                "too-many-pieces",
                f"In every call here that comes out wrong yours counts too many pieces. {_TRUE}",
                lambda cases, results, targets: all(r[0] >= t[0] for r, t in zip(results, targets)),
            ),
            Mistake(
                "too-many-and-too-few",
                f"Yours counts too many pieces in some calls and too few in others. {_TRUE}",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
