"""Backward, twice."""

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.prediction import PredictionCheck

_ERROR = "error"
_RULES = (
    (
        "same graph, no retain_graph",
        _ERROR,
        r"(no|without|not)\W*retain|same graph(?!.*retain)|plain",
    ),
    ("write, retain_graph", 1.0, r"^(?!.*(no|without|not)\W*retain)(?=.*write).*retain"),
    ("add, retain_graph", 2.0, r"^(?!.*(no|without|not)\W*retain)(?=.*add).*retain"),
    ("write, recorded again", 1.0, r"^(?!.*retain)(?=.*write).*record"),
    ("add, recorded again", 2.0, r"^(?!.*retain)(?=.*add).*record"),
)

TASK = Task(
    id="gradient-rules",
    title="Backward, twice",
    section="ReLU",
    stars=2,
    statement="""\
`x` holds ones, and `y = x.sum()` is recorded: the gradient is 1. Then `backward` is called a
**second** time. Predict what `x.grad[0]` holds afterwards, a number, or `"error"` if the second
`backward` raises. Give the five predictions in this order:

1. default `grad_req`, `y.backward()` twice on the same graph;
2. `grad_req='write'` (the default), `y.backward(retain_graph=True)` twice on the same graph;
3. `grad_req='add'`, `y.backward(retain_graph=True)` twice on the same graph;
4. `grad_req='write'`, the whole cell run again: recorded again, then `backward`;
5. `grad_req='add'`, recorded again, then `backward` (with no new `attach_grad`).
""",
    name="predictions",
    stub="predictions = [..., ..., ..., ..., ...]\n",
    solution='predictions = ["error", 1, 2, 1, 2]\n',
    explanation="MXNet frees the graph after backward unless it is told to retain it. With "
    "'write', "
    "the default, each backward overwrites the gradient; with 'add' it adds. PyTorch always adds, "
    "and needs the gradient to be zeroed; MXNet's default does not. So the advice of a reader, to "
    "put a line that zeroes the gradient before backward, is right for PyTorch; here it changes "
    "nothing under 'write', and under 'add' it is what you need before each new sum: "
    "`x.grad[:] = 0`, or `net.collect_params().zero_grad()` for a net. And to run a cell of record "
    "and backward a second time doubles the gradient in PyTorch and under 'add' only.",
    hints=(
        "Two questions decide: does the graph still exist, and does a new gradient replace or add?",
        "`backward()` frees the graph unless retain_graph=True. 'write' replaces, 'add' adds.",
        "Only the first case raises; the two with 'add' hold 2.",
    ),
    checker=PredictionCheck(
        questions=_RULES,
        options=(_ERROR, 0, 1, 2, 3),
        patterns=(
            Mistake(
                "torch-accumulates",
                "Wherever nothing raises your gradients add up, as in PyTorch. MXNet's default "
                "'write' overwrites: after the second backward the gradient is 1, not 2.",
                (_ERROR, 2.0, 2.0, 2.0, 2.0),
            ),
            Mistake(
                "torch-accumulates",
                "Those are PyTorch's numbers, where gradients always add up. MXNet's 'write' "
                "overwrites, and a second backward on the same graph without retain_graph raises.",
                (2.0, 2.0, 2.0, 2.0, 2.0),
            ),
            Mistake(
                "graph-survives",
                "The graph does not survive backward: without retain_graph=True the second call "
                "raises an MXNetError.",
                (1.0, 1.0, 2.0, 1.0, 2.0),
            ),
            Mistake(
                "graph-survives",
                "The graph does not survive backward: without retain_graph=True the second call "
                "raises an MXNetError.",
                (2.0, 1.0, 2.0, 1.0, 2.0),
            ),
            Mistake(
                "recording-resets-the-gradient",
                "Recording again makes a new graph and leaves `x.grad` alone: with 'add' the "
                "second "
                "backward still adds, and the gradient is 2.",
                (_ERROR, 1.0, 2.0, 1.0, 1.0),
            ),
            Mistake(
                "retaining-adds",
                "retain_graph keeps the graph; it does not make gradients add. With 'write' the "
                "gradient is 1.",
                (_ERROR, 2.0, 2.0, 1.0, 2.0),
            ),
            Mistake(
                "recording-adds",
                "Recording again does not make gradients add: grad_req alone decides. With 'write' "
                "the gradient is 1.",
                (_ERROR, 1.0, 2.0, 2.0, 2.0),
            ),
            Mistake(
                "add-ignored",
                "With grad_req='add' the second gradient is added to the first: 1 + 1 = 2.",
                (_ERROR, 1.0, 1.0, 1.0, 1.0),
            ),
            Mistake(
                "nothing-adds-or-raises",
                "Two things are missing: on the same graph without retain_graph the second "
                "backward raises, and 'add' makes the gradient 2.",
                (1.0, 1.0, 1.0, 1.0, 1.0),
            ),
            Mistake(
                "retain-not-believed",
                "retain_graph=True keeps the graph, so a second backward works: 1 with 'write', 2 "
                "with 'add'.",
                (_ERROR, _ERROR, _ERROR, 1.0, 2.0),
            ),
            Mistake(
                "write-and-add-swapped",
                "'write' overwrites and 'add' adds; yours are swapped.",
                (_ERROR, 2.0, 1.0, 2.0, 1.0),
            ),
            Mistake(
                "order-reversed",
                "Those are the right five in reverse order: give case 1 first.",
                (2.0, 1.0, 2.0, 1.0, _ERROR),
            ),
            *(
                Mistake(
                    "moved-by-one-place",
                    "Those are the right five, moved by one place: give case 1 first.",
                    moved,
                )
                for moved in ((1.0, 2.0, 1.0, 2.0, _ERROR), (2.0, _ERROR, 1.0, 2.0, 1.0))
            ),
            Mistake(
                "always-raises",
                "A second backward raises only when its graph is gone. Retained or recorded again, "
                "it gives 1 or 2.",
                (_ERROR,) * 4 + (2.0,),
            ),
            Mistake(
                "always-raises",
                "A second backward raises only when its graph is gone. Retained or recorded again, "
                "it gives 1 or 2.",
                (_ERROR,) * 5,
            ),
            *(
                Mistake(
                    "counts-across-cases",
                    "Yours read as if the counting went on from case to case: each case begins "
                    "with a fresh `x`, whose gradient is 1 before the second backward.",
                    counted,
                )
                for counted in (
                    (_ERROR, 1.0, 2.0, 3.0, 4.0),
                    (_ERROR, 2.0, 3.0, 4.0, 5.0),
                    (_ERROR, 1.0, 2.0, 1.0, 3.0),
                    (_ERROR, 1.0, 2.0, 1.0, 4.0),
                )
            ),
            *(
                Mistake(
                    "each-derivative-is-one",
                    f"Where nothing raises, yours are {words} the right numbers: `x.grad[0]` is "
                    "the derivative by one entry, which is 1 after one backward.",
                    (_ERROR, *(round(n * k, 6) for n in (1, 2, 1, 2))),
                )
                for k, words in (
                    (2.0, "twice"),
                    (3.0, "3 times"),
                    (4.0, "4 times"),
                    (0.5, "half of"),
                    (0.25, "a quarter of"),
                    (1 / 3, "a third of"),
                    (-1.0, "minus"),
                )
            ),
            Mistake(
                "gradient-vanishes",
                "A gradient is not emptied by a second backward: 'write' puts 1 there again.",
                (_ERROR, 0.0, 0.0, 0.0, 0.0),
            ),
        ),
        single=(
            Mistake(
                "same-graph-twice",
                "Case 1: backward frees the graph, so the second call on it raises an MXNetError.",
            ),
            Mistake("write-retained", "Case 2: 'write' overwrites the gradient: it is 1 again."),
            Mistake("add-retained", "Case 3: 'add' adds the second gradient to the first: 1 + 1."),
            Mistake("write-recorded-again", "Case 4: 'write' overwrites the gradient: it is 1."),
            Mistake(
                "add-recorded-again",
                "Case 5: recording again does not touch x.grad, and 'add' adds to it: 1 + 1.",
            ),
        ),
    ),
)
