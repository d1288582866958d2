"""Why did ReLU win?"""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="why-relu-won",
    title="Why did ReLU win?",
    section="Initialisation: what is preserved",
    stars=1,
    statement="""\
Which of these statements are true? Give their letters in one string, such as `relu_answer = "ac"`.

- **a.** ReLU won because sigmoid and tanh are so much slower to compute.
- **b.** For positive inputs ReLU has slope 1, so the activation itself does not shrink gradients.
- **c.** A sigmoid's slope is at most 1/4, and it goes to 0 on both sides.
- **d.** With ReLU gradients cannot vanish, whatever the initialisation.
- **e.** Sigmoid units have died out: nobody uses them any more.
- **f.** ReLU needs weights of the right size: He's initialisation goes with it.
- **g.** For inputs between -1 and 1, ReLU nets can represent functions that sigmoid nets cannot
  even approximate.
""",
    name="relu_answer",
    stub='relu_answer = ...  # the letters of the true statements, such as "ac"\n',
    solution='relu_answer = "bcf"\n',
    explanation="In a wide layer a fused activation costs a few per cent of the product, be "
    "it ReLU or sigmoid. What counts is that gradients pass "
    "where a unit is on, together with an initialisation that keeps their size.",
    hints=(
        "A layer of n rows, d inputs and h units takes n d h products and n h activations.",
        "There are three true statements.",
        "b and c are about slopes. What goes wrong with ReLU and weights that are too small?",
    ),
    checker=ChoiceCheck(
        (
            Statement(
                "",
                False,
                "for n examples, d inputs and h units the layer takes n d h products, the "
                "activation works on n h numbers: 1 for 784 products when d is 784.",
                "cost",
            ),
            Statement(
                "",
                True,
                "ten slopes of 1 multiply to 1, ten of 1/4 to less than 0.000001.",
                "slope-one-doubted",
            ),
            Statement(
                "",
                True,
                "y (1 - y) is largest at y = 1/2, 0.25 there, and 0 at y = 0 and y = 1.",
                "sigmoid-slope-doubted",
            ),
            Statement(
                "",
                False,
                "with weights from U(-0.07, 0.07) a net of five hidden ReLU layers stays "
                "at chance under SGD, loss 2.30: the weights shrink the gradient.",
                "relu-never-vanishes",
            ),
            Statement(
                "",
                False,
                "they sit in the gates of LSTMs, in binary outputs and inside SiLU.",
                "sigmoid-extinct",
            ),
            Statement(
                "",
                True,
                "weights too small by a half shrink the gradient to 1/1024 in ten layers.",
                "initialisation-ignored",
            ),
            Statement(
                "",
                False,
                "both are universal there: one hidden layer of sigmoids suffices in principle.",
                "expressive-power",
            ),
        )
    ),
)
