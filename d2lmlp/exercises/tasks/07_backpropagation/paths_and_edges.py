"""Paths and edges of a net."""

import math

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part


def _edges(w):
    return sum(a * b for a, b in zip(w, w[1:]))


_PATHS = (
    Mistake(
        "edges-for-paths",
        "You count the edges. A path chooses a unit in every layer: the choices multiply.",
        _edges,
    ),
    Mistake("added", "The choices in the layers multiply; you add them.", sum),
    Mistake(
        "hidden-only",
        "A path also chooses where it begins and where it ends: the outer widths count.",
        lambda w: math.prod(w[1:-1]),
    ),
    Mistake("inputs-forgotten", "A path begins at one of the inputs.", lambda w: math.prod(w[1:])),
    Mistake("outputs-forgotten", "A path ends at one of the outputs.", lambda w: math.prod(w[:-1])),
    Mistake(
        "factorials",
        "A unit of one layer may follow any of the layer before: no factorials.",
        lambda w: math.prod(math.factorial(int(n)) for n in w),
    ),
    Mistake("ends-only", "The hidden layers multiply the choices.", lambda w: w[0] * w[-1]),
)
_EDGES = (
    Mistake(
        "paths-for-edges",
        "You count the paths. Edges lie between neighbours: products of two widths, added.",
        math.prod,
    ),
    Mistake("units-for-edges", "You count the units; edges join them.", sum),
    Mistake(
        "biases-counted",
        "You count the biases too: here an edge joins two units.",
        lambda w: sum((a + 1) * b for a, b in zip(w, w[1:])),
    ),
    Mistake(
        "layers-added",
        "Between layers of a and b units lie a b edges, not a + b.",
        lambda w: sum(a + b for a, b in zip(w, w[1:])),
    ),
    Mistake(
        "last-layer-forgotten",
        "The edges into the outputs are missing.",
        lambda w: _edges(w[:-1]),
    ),
    Mistake(
        "first-layer-forgotten",
        "The edges out of the inputs are missing.",
        lambda w: _edges(w[1:]),
    ),
    Mistake(
        "last-joined-to-first",
        "You join the outputs to the inputs as well: only neighbouring layers are joined. "
        "(`w[k - 1]` at k = 0 is the last width.)",
        lambda w: _edges(w) + w[-1] * w[0],
    ),
)

TASK = Task(
    id="paths-and-edges",
    title="Paths and edges",
    section="What it costs",
    stars=1,
    statement="""\
A net has layers of `widths` units, inputs and outputs included, such as `[3, 4, 2]`; each unit is
joined to every unit of the next layer. Write `count(widths)`, which returns `(paths, edges)`: how
many ways lead from any input to any output, and how many edges there are.
""",
    name="count",
    stub="def count(widths):\n    return ...\n",
    solution="""\
def count(widths):
    paths = 1
    for width in widths:
        paths *= width
    return paths, sum(a * b for a, b in zip(widths, widths[1:]))
""",
    explanation="The derivative is a sum over all paths, and their number grows exponentially with "
    "the depth. Backpropagation visits each edge once, since it adds up at each unit what came "
    "back before it goes on.",
    hints=(
        "A path chooses one unit in every layer.",
        "Between a layer of a units and one of b units lie a b edges.",
    ),
    checker=FunctionCheck(
        names=("widths",),
        cases=[([3, 4, 2],), ([2, 5],), ([3, 3, 3, 3, 1],), ([4, 2, 6, 5],)],
        target=lambda w: (math.prod(w), _edges(w)),
        parts=(Part("paths", _PATHS, exact=True), Part("edges", _EDGES, exact=True)),
        modes=("numpy",),
    ),
)
