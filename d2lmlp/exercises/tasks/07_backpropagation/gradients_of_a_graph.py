"""The heart of an engine: gradients of a whole graph."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part


def _order(inputs, result):
    order, seen = [], set()

    def visit(k):
        if k not in seen:
            seen.add(k)
            for i in inputs[k]:
                visit(i)
            order.append(k)

    visit(result)
    return order


def _walk(
    inputs, slopes, result, order=None, join=lambda old, new: old + new, seed=1.0, chain=True
):
    grad = [0.0] * len(inputs)
    grad[result] = seed
    for k in (_order(inputs, result) if order is None else order)[::-1]:
        for i, slope in zip(inputs[k], slopes[k]):
            grad[i] = join(grad[i], slope * (grad[k] if chain else 1.0))
    return grad


def _first_edge(inputs, slopes, result):
    return _walk([i[:1] for i in inputs], [s[:1] for s in slopes], result)


def _result_lost(inputs, slopes, result):
    grad = _walk(inputs, slopes, result)
    grad[result] = 0.0
    return grad


_MISTAKES = (
    Mistake(
        "overwritten",
        "A later share overwrites an earlier one: = where += belongs. x * x + x at 3 has the "
        "slope 7, from the shares 3, 3 and 1.",
        lambda *a: _walk(*a, join=lambda old, new: new),
    ),
    Mistake(
        "order-of-numbers",
        "You go through the nodes by number, from the last to the first. The numbers say nothing: "
        "a node may send only when all that read it have sent.",
        lambda i, s, r: _walk(i, s, r, order=list(range(len(i)))),
    ),
    Mistake(
        "order-of-numbers",
        "You go through the nodes by number, from the first to the last. A node may send only when "
        "all that read it have sent.",
        lambda i, s, r: _walk(i, s, r, order=list(range(len(i)))[::-1]),
    ),
    Mistake(
        "no-beginning",
        "All your gradients are 0: the result's own gradient is 1, and all else follows from it.",
        lambda *a: _walk(*a, seed=0.0),
    ),
    Mistake(
        "chain-forgotten",
        "You add up slopes: each has to be multiplied with the gradient of the node that sends.",
        lambda *a: _walk(*a, chain=False),
    ),
    Mistake(
        "multiplied",
        "Shares that arrive at one node are added, not multiplied.",
        lambda *a: _walk(*a, join=lambda old, new: old * new if old else new),
    ),
    Mistake(
        "largest-share",
        "You keep the largest share; they are added.",
        lambda *a: _walk(*a, join=max),
    ),
    Mistake("first-input-only", "Each node sends to *all* its inputs.", _first_edge),
    Mistake(
        "result-without-gradient",
        "The result's own gradient is 1 and stays there; yours is 0.",
        _result_lost,
    ),
    Mistake(
        "only-neighbours",
        "Only the inputs of the result have a gradient in yours: go on from there.",
        lambda i, s, r: _walk(i, s, r, order=[r]),
    ),
)

_CASES = [
    ([[], [0, 0], [1, 0]], [[], [3.0, 3.0], [1.0, 1.0]], 2),
    ([[2, 4], [], [3, 1], [1], [3, 3, 1]],
     [[2.0, -1.0], [], [0.5, 4.0], [3.0], [1.0, -2.0, 0.25]], 0),
    ([[1], [3, 2], [4, 3], [4], []], [[2.0], [1.5, -1.0], [0.5, 3.0], [-2.0], []], 0),
    ([[], [], [0, 1], [5, 2], [2, 5, 3], [2, 0]],
     [[], [], [1.0, 2.0], [3.0, -1.0], [0.5, 2.0, 1.0], [4.0, -3.0]], 4),
]  # fmt: skip

TASK = Task(
    id="gradients-of-a-graph",
    title="The heart of an engine",
    section="A tiny engine",
    stars=3,
    statement="""\
A graph is given by two lists. Node `k` was computed from the nodes `inputs[k]` (none for a leaf;
the same one may stand there twice), with the local slopes `slopes[k]`, one for each of them. The
numbers of the nodes say nothing about their order; the graph has no circle, and every node leads
to node `result`. Write `graph_gradients(inputs, slopes, result)`: the list of the derivatives of
the result with respect to every node, its own, 1, included.
""",
    name="graph_gradients",
    stub="def graph_gradients(inputs, slopes, result):\n    return ...\n",
    solution="""\
def graph_gradients(inputs, slopes, result):
    order = []

    def visit(k):
        if k not in order:
            for i in inputs[k]:
                visit(i)
            order.append(k)

    visit(result)
    grad = [0.0] * len(inputs)
    grad[result] = 1.0
    for k in order[::-1]:
        for i, slope in zip(inputs[k], slopes[k]):
            grad[i] += slope * grad[k]
    return grad
""",
    explanation="`visit` lists every node once, each after its inputs. Backwards through that list "
    "a node sends when its own gradient is complete, and shares add up with +=.",
    hints=(
        "When may a node send? When everything that read it has sent its share.",
        "Make a list in which every node comes after its inputs, each once; walk it backwards.",
        "The result's gradient is 1; grad[i] += slope * grad[k] for each input i of node k.",
    ),
    checker=FunctionCheck(
        names=("inputs", "slopes", "result"),
        cases=_CASES,
        target=lambda *args: _walk(*args),
        parts=(Part("gradient"),),
        mistakes=_MISTAKES,
        modes=("numpy",),
        laws=(
            Mistake(
                "result-not-one",
                "The derivative of the result with respect to itself is 1: entry `result` of the "
                "list. Yours is not, in some call.",
                lambda cases, results, targets: any(
                    abs(r[0][c[2]] - 1) > 1e-6 for c, r in zip(cases, results)
                ),
            ),
            Mistake(
                "x-times-x-plus-x",
                "In the graph of x * x + x, inputs [[], [0, 0], [1, 0]] and slopes [[], [3, 3], "
                "[1, 1]], the gradients are 7, 1, 1.",
                lambda cases, results, targets: not np.allclose(results[0], targets[0]),
            ),
            Mistake(
                "wrong-in-larger-graphs",
                "Right for x * x + x, wrong in a larger graph: step through the one of the table.",
                lambda cases, results, targets: True,
            ),
        ),
    ),
)
