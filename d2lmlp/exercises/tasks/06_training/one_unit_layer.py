"""A layer of one unit."""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="one-unit-layer",
    title="A layer of one unit",
    section="What the settings do",
    stars=1,
    statement="""\
Between a hidden layer of 256 units and the ten outputs somebody puts one more hidden layer, with a
**single** unit. Which of these statements are true? Give their letters in one string.

- **a.** All that the outputs learn of an image is one number.
- **b.** It only makes training slower; given time, the accuracy is that of the net without it.
- **c.** The ten logits lie on one straight line, or ray, as the image varies.
- **d.** The trouble is that gradients vanish; a ReLU in that unit cures it.
- **e.** Where the unit is a ReLU that puts out 0, all such images get the same answer.
- **f.** After training, there may be classes that the net predicts for no image at all.
- **g.** More units in the layer of 256 make up for it.
- **h.** It is a form of regularisation, and improves the test accuracy.
""",
    name="bottleneck",
    stub='bottleneck = ...  # the letters of the true statements, such as "ac"\n',
    solution='bottleneck = "acef"\n',
    explanation="One number h passes, and the logits are h w + b, a line in ten dimensions. A "
    "class is predicted where its logit is largest, so along the line the classes follow one "
    "another in at most ten intervals; training seldom finds more than a few of them.",
    hints=("What can ten outputs know that all read the same single number?",
           "There are four true statements."),
    checker=ChoiceCheck((
        Statement("", True, "they read that unit and nothing else.", "bottleneck-overlooked"),
        Statement("", False, "with one unit, runs of 12 epochs reached 0.10 to 0.23, without it "
                  "above 0.8: what did not pass cannot be learned later.", "only-slower"),
        Statement("", True, "they are h w + b with fixed w and b.", "line-doubted"),
        Statement("", False, "with a gradient of any size, still only one number passes.",
                  "vanishing-gradient"),
        Statement("", True, "their logits are the biases, the same for all of them.",
                  "zero-distinguishes"),
        Statement("", True, "a class is found only if its logit is the largest somewhere on the "
                  "line; in runs, 1 to 7 of the 10 were.", "all-classes-reached"),
        Statement("", False, "they are summed into one number again.", "width-before-helps"),
        Statement("", False, "what is thrown away is what tells classes apart.",
                  "regularisation"),
    )),
)  # fmt: skip
