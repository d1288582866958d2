"""Depth against width."""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="depth-against-width",
    title="Depth against width",
    section="Depth against width, at equal parameters",
    stars=2,
    statement="""\
Which of these statements about ReLU nets are true? Give their letters in one string, such as
`depth_answer = "ac"`.

- **a.** One wide hidden layer can come as close as we like to any continuous function on a bounded
  closed interval.
- **b.** The universal approximation theorem says that training will find such weights.
- **c.** On a line, one hidden layer of h units makes at most h + 1 linear pieces.
- **d.** A tent map applied k times needs 2 units a layer in a deep net, and its number of pieces
  on [0, 1] doubles with each layer.
- **e.** With equally many parameters a deeper net always has the smaller error.
- **f.** Linear layers stacked without a nonlinearity gain power with depth.
- **g.** The theorem says how many units are enough for a given function.
""",
    name="depth_answer",
    stub='depth_answer = ...  # the letters of the true statements, such as "ac"\n',
    solution='depth_answer = "acd"\n',
    explanation="The theorem is about what exists, not about how many units or how to find the "
    "weights. "
    "Depth can be exponentially cheaper for functions such as the tent map, and no better for "
    "others.",
    hints=(
        "Which statements are about what weights exist, and which about finding them?",
        "There are three true statements.",
        "a and c are true. What does composing a tent with itself do to the number of pieces?",
    ),
    checker=ChoiceCheck(
        (
            Statement(
                "",
                True,
                "that is the universal approximation theorem: 100 hinges follow a smooth "
                "curve more closely than 10.",
                "approximation-doubted",
            ),
            Statement(
                "",
                False,
                "the theorem says that weights exist, nothing of finding them: of 20 trainings of "
                "a 2-2-1 net on XOR, which has a solution, only some succeed.",
                "existence-for-training",
            ),
            Statement(
                "",
                True,
                "each unit bends at most once: h breakpoints cut the line into h + 1 pieces at "
                "most, 3 units into 4.",
                "pieces-miscounted",
            ),
            Statement(
                "",
                True,
                "on [0, 1] a tent on a tent has 4 pieces, on that again 8: k layers of 2 units "
                "give 2^k.",
                "depth-underrated",
            ),
            Statement(
                "",
                False,
                "depth helps for some functions only; at equal parameters a shallow net "
                "can be as good.",
                "depth-overrated",
            ),
            Statement(
                "",
                False,
                "a product of matrices is one matrix: 10 linear layers are 1 linear layer.",
                "linear-depth",
            ),
            Statement(
                "",
                False,
                "the theorem promises some finite number; that may be 10 or 10 million.",
                "size-promised",
            ),
        )
    ),
)
