"""Count the parameters: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part


def _pairs(sizes):
    return list(zip(sizes[:-1], sizes[1:]))


def _weights(sizes):
    return sum(a * b for a, b in _pairs(sizes))


_COUNT = (
    Mistake(
        "biases-forgotten",
        "You count the weights only. Every unit after the inputs has a bias as well: 10-64-64-1 "
        "has 4,800 weights and 129 biases, 4,929 parameters.",
        _weights,
    ),
    Mistake(
        "hidden-biases-forgotten",
        "You count the biases of the output layer only. Hidden units have one each: 10-64-64-1 has "
        "4,929 parameters, not 4,801.",
        lambda s: _weights(s) + s[-1],
    ),
    Mistake(
        "output-bias-forgotten",
        "The output layer has biases too, one per output.",
        lambda s: _weights(s) + sum(s[1:-1]),
    ),
    Mistake(
        "inputs-have-biases",
        "The inputs are data: they have no biases. 10-64-64-1 has 64 + 64 + 1 of them.",
        lambda s: _weights(s) + sum(s),
    ),
    Mistake(
        "bias-of-the-wrong-side",
        "A layer's bias has one number per output of the layer, not per input.",
        lambda s: _weights(s) + sum(s[:-1]),
    ),
    Mistake(
        "one-bias-per-layer",
        "A layer has one bias for each of its units, not one for all.",
        lambda s: _weights(s) + len(s) - 1,
    ),
    Mistake(
        "one-bias-per-layer",
        "Beside the weights you count one number for each of the sizes: each unit after the inputs "
        "has a bias.",
        lambda s: _weights(s) + len(s),
    ),
    *(
        Mistake(
            "something-added",
            f"Yours counts {what} too many: weights and biases are all there is.",
            lambda s, more=more: sum(a * b + b for a, b in _pairs(s)) + more(s),
        )
        for what, more in (
            ("one number for each layer", lambda s: len(s) - 1),
            ("one number for each of the sizes", len),
            ("one number for each hidden layer", lambda s: len(s) - 2),
            ("1", lambda s: 1),
        )
    ),
    Mistake(
        "last-size-again",
        "You add the last size once more, as where a recursion ends with it: its biases are "
        "counted with its layer.",
        lambda s: sum(a * b + b for a, b in _pairs(s)) + s[-1],
    ),
    Mistake(
        "width-one-skipped",
        "You skip layers with a width of 1: they have weights and biases like the others.",
        lambda s: sum(a * b + b for a, b in _pairs(s) if a > 1 and b > 1),
    ),
    Mistake(
        "one-bias-per-net",
        "You add a single 1. A layer has one bias for each of its units.",
        lambda s: _weights(s) + 1,
    ),
    Mistake(
        "units-counted",
        "You count the hidden units. Each pair of units in neighbouring layers has a weight, and "
        "each unit after the inputs a bias.",
        lambda s: sum(s[1:-1]),
    ),
    *(
        Mistake(
            "layers-counted",
            "Yours depends on the number of sizes alone, and not on the sizes: count the numbers "
            "in a layer.",
            lambda s, count=count: count(len(s)),
        )
        for count in (
            lambda n: n - 1.0,
            lambda n: 2.0 * (n - 1),
            lambda n: float(n),
            lambda n: 2.0 * n,
        )
    ),
    *(
        Mistake(
            "several-biases-a-unit",
            f"You count {word} biases for each unit after the inputs; it has one.",
            lambda s, k=k: _weights(s) + k * sum(s[1:]),
        )
        for k, word in ((2, "two"), (3, "three"))
    ),
    Mistake(
        "last-layer-forgotten",
        "The last layer is missing: sizes with n entries have n - 1 layers of weights.",
        lambda s: sum(a * b + b for a, b in _pairs(s)[:-1]),
    ),
    Mistake(
        "first-layer-forgotten",
        "The first layer is missing: the weights from the inputs count.",
        lambda s: sum(a * b + b for a, b in _pairs(s)[1:]),
    ),
    Mistake(
        "first-layer-only",
        "You count the first layer only.",
        lambda s: s[0] * s[1] + s[1],
    ),
    Mistake(
        "first-layer-only",
        "You count the first layer's weights only: is the `return` inside the loop? And each unit "
        "after the inputs has a bias.",
        lambda s: s[0] * s[1],
    ),
    Mistake(
        "one-hidden-layer-assumed",
        "Yours counts a net of one hidden layer, of the first, the second and the last size: there "
        "may be more layers, or none.",
        lambda s: (s[0] + 1) * s[1] + (s[1] + 1) * s[-1],
    ),
    Mistake(
        "sizes-sorted",
        "Yours is what the sizes give in ascending order: take them as they stand, from the inputs "
        "to the outputs.",
        lambda s: sum(a * b + b for a, b in _pairs(sorted(s))),
    ),
    Mistake(
        "last-layer-only",
        "You count the last layer only, and the sum over all layers is asked for.",
        lambda s: s[-2] * s[-1] + s[-1],
    ),
    Mistake(
        "all-multiplied",
        "You multiply all sizes. Only neighbouring layers are connected: multiply in pairs, then "
        "add.",
        lambda s: float(np.prod(s)),
    ),
    Mistake(
        "units-counted",
        "You count units. Each pair of units in neighbouring layers has a weight.",
        sum,
    ),
    Mistake(
        "units-counted",
        "You count units after the inputs, or the biases alone. Each pair of units in neighbouring "
        "layers has a weight as well.",
        lambda s: sum(s[1:]),
    ),
    Mistake(
        "added-not-multiplied",
        "Yours is a + b for each layer from a to b units. There are a times b weights, and b "
        "biases beside them.",
        lambda s: sum(a + b for a, b in _pairs(s)),
    ),
    Mistake(
        "added-not-multiplied",
        "A layer from a to b units has a times b weights, not a plus b.",
        lambda s: sum(a + b + b for a, b in _pairs(s)),
    ),
    Mistake(
        "bias-per-weight",
        "Yours is twice the number of weights, as if each had a bias. A unit has one bias, however "
        "many weights lead to it.",
        lambda s: 2 * _weights(s),
    ),
    Mistake(
        "units-counted-again",
        "You add the hidden units once more: those beside the weights are the biases alone, one "
        "for each unit after the inputs.",
        lambda s: _weights(s) + sum(s[1:]) + sum(s[1:-1]),
    ),
    Mistake(
        "bias-on-both-sides",
        "Yours is a b + a + b for a layer from a to b units: it has b biases, and none for its "
        "inputs.",
        lambda s: sum(a * b + a + b for a, b in _pairs(s)),
    ),
    *(
        Mistake(
            "size-by-itself",
            "You multiply a size by itself. Each unit of a layer has a weight for each unit of "
            "the *next*: multiply neighbours.",
            wrong,
        )
        for wrong in (
            lambda s: sum(a * a + a for a in s),
            lambda s: sum(a * a + a for a in s[1:]),
            lambda s: sum(a * a + a for a in s[:-1]),
            lambda s: sum(a * a for a in s),
        )
    ),
    *(
        Mistake(
            "added-not-multiplied",
            "Yours adds the two sizes of a layer. There are a times b weights from a to b units.",
            wrong,
        )
        for wrong in (
            lambda s: sum(a + b + 1 for a, b in _pairs(s)),
            lambda s: sum(a + b + a for a, b in _pairs(s)),
        )
    ),
    Mistake(
        "bias-on-both-sides",
        "You count a bias on both sides: (a + 1)(b + 1) has a column too many. It is (a + 1) b.",
        lambda s: sum((a + 1) * (b + 1) for a, b in _pairs(s)),
    ),
    Mistake(
        "input-to-every-layer",
        "Yours feeds every layer from the inputs, as where `a` stays `sizes[0]` in a loop. Layer "
        "k is fed by layer k - 1.",
        lambda s: sum(s[0] * b + b for b in s[1:]),
    ),
    Mistake(
        "all-pairs",
        "You connect every layer with every later one. Only neighbours are connected.",
        lambda s: sum(s[i] * s[j] for i in range(len(s)) for j in range(i)) + sum(s[1:]),
    ),
    Mistake(
        "all-pairs",
        "You connect every layer with every other one, in both directions. Only a layer and the "
        "next are connected.",
        lambda s: sum(a * b + b for i, a in enumerate(s) for j, b in enumerate(s) if i != j),
    ),
    Mistake(
        "all-multiplied",
        "You multiply all sizes, and add the biases. Only neighbouring layers are connected: "
        "multiply in pairs, then add.",
        lambda s: float(np.prod(s)) + sum(s[1:]),
    ),
    Mistake(
        "a-layer-too-many",
        "There is a layer too many, from the outputs back to the inputs: in Python `sizes[-1]` is "
        "the last size.",
        lambda s: sum(a * b + b for a, b in _pairs(s)) + s[-1] * s[0] + s[0],
    ),
    Mistake(
        "a-layer-too-many",
        "There is a layer too many, from the inputs to as many units. The inputs are data: the "
        "first layer leads from `sizes[0]` to `sizes[1]`.",
        lambda s: sum(a * b + b for a, b in _pairs(s)) + s[0] * s[0] + s[0],
    ),
    Mistake(
        "written-down",
        "Right for [10, 64, 64, 1], the sizes of the text, and 0 in every other call here: the "
        "number follows from `sizes`.",
        lambda s: 4929.0 * (list(s) == [10, 64, 64, 1]),
    ),
    Mistake(
        "not-without-hidden-layers",
        "Yours is 0 for two sizes. Without a hidden layer the outputs have weights and biases as "
        "well.",
        lambda s: (len(s) > 2) * sum(a * b + b for a, b in _pairs(s)),
    ),
    *(
        Mistake(
            "equal-sizes-taken-for-one",
            "In the calls that come out wrong a size occurs more than once: go by places, not by "
            "sizes. `sizes.index(n)` finds the first one, and a set or a dictionary keeps one of "
            "a kind.",
            wrong,
        )
        for wrong in (
            lambda s: sum((a + 1) * s[list(s).index(a) + 1] for a in s[:-1]),
            lambda s: sum((s[list(s).index(b) - 1] + 1) * b for b in s[1:]),
            lambda s: sum(a * b + b for a, b in dict(_pairs(s)).items()),
            lambda s: sum(a * b + b for b, a in {b: a for a, b in _pairs(s)}.items()),
            lambda s: sum(a * b + b for a, b in set(_pairs(s))),
        )
    ),
    Mistake(
        "not-added-up",
        "You return one number per layer; the task asks for their sum.",
        lambda s: np.array([a * b + b for a, b in _pairs(s)], float),
    ),
)

TASK = Task(
    id="parameter-count",
    title="Count the parameters",
    section="The three-layer perceptron, parameter by parameter",
    stars=1,
    statement="""\
Write `count(sizes)`: the number of parameters, weights and biases, of an MLP with the layer widths
`sizes`, from the inputs to the outputs. `count([10, 64, 64, 1])` asks for a net with two hidden
layers; the sizes may be many or just two.
""",
    name="count",
    stub="def count(sizes):\n    return ...\n",
    solution="""\
def count(sizes):
    return sum(a * b + b for a, b in zip(sizes[:-1], sizes[1:]))
""",
    explanation="A layer from a to b units has a weight for each pair of units and a bias for "
    "each of "
    "its b units: a b + b. For 10-64-64-1: 704 + 4,160 + 65 = 4,929.",
    hints=(
        "How many weights lead from a layer of a units to one of b units? How many biases?",
        "A layer from a to b has a * b + b parameters.",
        "Go through neighbouring pairs with zip(sizes[:-1], sizes[1:]) and add up.",
    ),
    checker=FunctionCheck(
        names=("sizes",),
        cases=[
            ([10, 64, 64, 1],),
            ([10, 32, 16, 1],),
            ([784, 256, 10],),
            ([3, 2],),
            ([2, 5, 3, 4, 7],),
            ([1, 1],),
            ([6, 6, 6, 6],),
            ([9, 4, 9, 4, 9, 2, 2, 9, 1],),
        ],
        target=lambda s: sum(a * b + b for a, b in _pairs(s)),
        parts=(Part("count", _COUNT, exact=True),),
        laws=(
            Mistake(
                "fewer-than-the-weights",
                "In the calls here that come out wrong your count is smaller than that of the "
                "weights alone, a times b for a layer from a to b units, added up over the "
                "layers. Is a layer left out, something taken away or divided, or does a number "
                "overflow?",
                lambda cases, results, targets: all(
                    r[0] < _weights(c[0]) for c, r, t in zip(cases, results, targets) if r != t
                ),
            ),
            Mistake(
                "too-many-and-too-few",
                "In some calls your count is larger than that of all parameters, in others "
                "smaller.",
                lambda cases, results, targets: (
                    any(r[0] > t[0] for r, t in zip(results, targets))
                    and any(r[0] < t[0] for r, t in zip(results, targets))
                ),
            ),
            Mistake(
                "too-few",
                "In the calls here that come out wrong your count is too small, in some calls "
                "smaller than that of the weights alone.",
                lambda cases, results, targets: any(
                    r[0] < _weights(c[0]) for c, r in zip(cases, results)
                ),
            ),
            Mistake(
                "biases-missing",
                "In the calls here that come out wrong your count is too small, and nowhere "
                "smaller than that of the weights alone: are biases missing?",
                lambda cases, results, targets: all(r[0] <= t[0] for r, t in zip(results, targets)),
            ),
            Mistake(
                "too-many",
                "In the calls here that come out wrong your count is larger than that of all "
                "weights and biases.",
                lambda cases, results, targets: True,
            ),
        ),
        modes=("as it is",),
        far=(([4100, 4099, 1],),),  # few enough to be counted one by one
        cure="Python's own whole numbers are exact.",
    ),
)
