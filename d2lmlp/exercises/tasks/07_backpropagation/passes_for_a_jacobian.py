"""Forward or reverse?"""

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part

_MISTAKES = (
    Mistake("always-forward", "That many passes the forward direction takes, one an input. With "
            "fewer outputs than inputs, the reverse one is cheaper.", lambda n, m: n),
    Mistake("always-reverse", "That many passes the reverse direction takes, one an output. With "
            "fewer inputs than outputs, the forward one is cheaper.", lambda n, m: m),
    Mistake("the-worse-one", "You take the dearer of the two directions.", lambda n, m: max(n, m)),
    Mistake("one-an-entry", "One pass gives a whole row or column of the Jacobian, not one entry.",
            lambda n, m: n * m),
    Mistake("both-directions", "One direction is enough: you add up both.", lambda n, m: n + m),
    Mistake("one-pass", "One pass is enough for one output (or one input) only.",
            lambda n, m: 1),
    Mistake("two-differences", "Two passes for each input is what central differences of the "
            "function take.", lambda n, m: 2 * n),
)  # fmt: skip

TASK = Task(
    id="passes-for-a-jacobian",
    title="Forward or reverse?",
    section="What it costs",
    stars=1,
    statement="""\
A function has `n` inputs and `m` outputs. A pass in the reverse direction gives the derivatives of
**one output** with respect to all inputs; a pass in the forward direction gives the derivatives of
all outputs with respect to **one input**. Write `passes(n, m)`: the smallest number of passes that
gives all n m derivatives, when you use one direction only.
""",
    name="passes",
    stub="def passes(n, m):\n    return ...\n",
    solution="def passes(n, m):\n    return min(n, m)\n",
    explanation="A loss has one output and a million inputs: one reverse pass. That is the whole "
    "reason for *back*propagation.",
    hints=("How many outputs are there, and how many inputs?", "Compare n with m."),
    checker=FunctionCheck(
        names=("n", "m"),
        cases=[(203530, 1), (2, 50), (7, 7), (5, 3), (40, 300)],
        target=min,
        parts=(Part("passes", _MISTAKES, exact=True),),
        modes=("numpy",),
    ),
)
