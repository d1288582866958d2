"""How many hidden units give as many parameters as there are images?"""

import math

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part


def _exact(d, q, least):
    return (least - q) / (d + 1 + q)


_MISTAKES = (
    Mistake("rounded-down", "Rounded down, the net stays below the count: 75 units on images have "
            "59,635 parameters.", lambda d, q, n: math.floor(_exact(d, q, n))),
    Mistake("not-rounded", "Units are whole: round up.", _exact),
    Mistake("one-too-many", "One unit fewer is enough.",
            lambda d, q, n: math.ceil(_exact(d, q, n)) + 1),
    Mistake("rounded-to-the-nearest", "Rounded to the nearest, the net may stay below the count: "
            "round up.", lambda d, q, n: round(_exact(d, q, n))),
    Mistake("more-than", "At least means that just as many are enough: with 4 inputs and 3 "
            "outputs, 10 units have exactly 83 parameters.",
            lambda d, q, n: math.floor(_exact(d, q, n)) + 1),
    Mistake("biases-forgotten", "The biases count: each hidden unit has one, and each output.",
            lambda d, q, n: math.ceil(n / (d + q))),
    Mistake("hidden-biases-forgotten", "Each hidden unit has a bias: d + 1 + q for one unit.",
            lambda d, q, n: math.ceil((n - q) / (d + q))),
    Mistake("output-biases-forgotten", "The q output biases are there without any hidden unit.",
            lambda d, q, n: math.ceil(n / (d + 1 + q))),
    Mistake("output-biases-added", "The q output biases are there already: take them away from "
            "`least` before you divide; you add them.",
            lambda d, q, n: math.ceil((n + q) / (d + 1 + q))),
    Mistake("least-itself", "That is `least` again. One unit brings d + 1 + q parameters: divide "
            "by them what is left without the q output biases. (In `least - q / each` only q is "
            "divided.)", lambda d, q, n: n),
    Mistake("output-weights-forgotten", "Each hidden unit has q weights to the outputs too.",
            lambda d, q, n: math.ceil(n / (d + 1))),
    Mistake("output-weights-forgotten", "Each hidden unit has q weights to the outputs too.",
            lambda d, q, n: math.ceil((n - q) / (d + 1))),
    Mistake("parameters-returned", "That is the number of parameters; give the hidden units.",
            lambda d, q, n: math.ceil(_exact(d, q, n)) * (d + 1 + q) + q),
    Mistake("widths-ignored", "You count for 784 inputs and 10 outputs, whatever d and q are.",
            lambda d, q, n: math.ceil(_exact(784, 10, n))),
)  # fmt: skip

TASK = Task(
    id="units-for-a-count",
    title="As many parameters as images",
    section="From scratch",
    stars=1,
    statement="""\
A net has `d` inputs, one hidden layer and `q` outputs, with biases. Write `units(d, q, least)`:
the smallest number of hidden units for which it has **at least** `least` parameters. (For 784
inputs, 10 outputs and the 60,000 images of Fashion-MNIST: from how many units on are there more
parameters than images?)
""",
    name="units",
    stub="def units(d, q, least):\n    return ...\n",
    solution="""\
def units(d, q, least):
    each = d + 1 + q  # weights in, bias, weights out
    return -(-(least - q) // each)
""",
    explanation="795 h + 10 >= 60,000 gives h >= 75.5, so 76. A net of 256 units has three "
    "parameters for each image, and generalises all the same: counting is not enough.",
    hints=("How many parameters does one more hidden unit bring?",
           "Those are d + 1 + q; the q output biases are there anyhow. Round up."),
    checker=FunctionCheck(
        names=("d", "q", "least"),
        cases=[(784, 10, 60000), (4, 3, 100), (10, 1, 50), (4, 3, 83), (2, 30, 122), (2, 30, 103),
               (2, 1, 9999), (10, 1, 5), (784, 10, 59636)],
        target=lambda d, q, n: math.ceil(_exact(d, q, n)),
        parts=(Part("number of units", _MISTAKES, exact=True),),
        modes=("numpy",),
    ),
)  # fmt: skip
