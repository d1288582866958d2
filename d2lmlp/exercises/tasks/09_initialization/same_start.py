"""May all weights begin alike?"""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="same-start",
    title="May all weights begin alike?",
    section="Symmetry",
    stars=2,
    statement="""\
Which of these statements are true? Give their letters in one string.

- **a.** Softmax regression whose weights all begin at 0.01 trains as well as from random ones.
- **b.** Softmax regression must not begin at equal weights: all its outputs would stay equal.
- **c.** In softmax regression only zeros will do, no other constant.
- **d.** A hidden layer whose weights all begin at 0.1, under outputs that do too, stays a layer of
  one unit.
- **e.** In that layer all *elements* of the weight matrix stay equal to each other.
- **f.** One different output weight is enough to let its unit part from the others.
- **g.** The cause is tanh, which is symmetric; with ReLU it does not happen.
- **h.** Equal weights make the gradients vanish.
- **i.** With tanh or ReLU and all weights of both layers at 0, dropout lets the units part.
""",
    name="alike",
    stub='alike = ...  # the letters of the true statements, such as "ac"\n',
    solution='alike = "adf"\n',
    explanation="Outputs have targets of their own, so they part at the first step. Hidden units "
    "have none: with equal weights in and out they get equal gradients, one equal *row* each.",
    hints=("What tells two outputs apart? What tells two hidden units apart?",
           "There are three true statements."),
    checker=ChoiceCheck((
        Statement("", True, "the losses from 0, 0.01, 1 and random weights agree to a hundredth.",
                  "regression-needs-randomness"),
        Statement("", False, "each output has its own target, 0 or 1, and so its own gradient.",
                  "outputs-stay-equal"),
        Statement("", False, "a constant added to all logits changes no probability.",
                  "only-zeros"),
        Statement("", True, "units with equal weights in and out get equal gradients at each "
                  "step.", "one-unit-doubted"),
        Statement("", False, "the entries of a row belong to different inputs and differ; what is "
                  "equal are the rows.", "all-elements-equal"),
        Statement("", True, "the unit with the other output weight gets another gradient.",
                  "tie-needs-more"),
        Statement("", False, "it comes from exchanging units, and holds for any activation.",
                  "activation-is-the-cause"),
        Statement("", False, "they may be large; what they are is equal for all units.",
                  "vanishing"),
        Statement("", False, "with zeros on both sides no unit sends or receives anything; it "
                  "works from a constant other than 0.", "dropout-from-zeros"),
    )),
)  # fmt: skip
