"""What may be claimed after tuning."""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="honest-tuning",
    title="What tuning shows",
    section="What the settings do",
    stars=2,
    statement="""\
On the 6,000 images, five epochs, three seeds each, accuracies spread by half a point to a point
from seed to seed. Which of these conclusions are sound? Give their letters in one string.

- **a.** One run of each width: accuracy rises up to 4,096 units and falls after. So 4,096 is best.
- **b.** From 64 to 256 units the accuracy gains less than a point, for four times the parameters:
  more width soon pays little.
- **c.** One more hidden layer gave 0.4 points more in one run: depth helps.
- **d.** The best learning rate of the net with 64 units is the best for any width and minibatch.
- **e.** Above a certain learning rate, accuracy does not sink slowly: it falls off a cliff.
- **f.** The settings that did best on the test images give the accuracy to report.
- **g.** Draw settings at random, rates on a logarithmic scale, with few epochs first.
- **h.** All combinations of ten values for each of five settings are the thorough way.
- **i.** Layers of 1,024 units are faster than 1,025, so widths have to be powers of 2 on any
  machine.
""",
    name="sound",
    stub='sound = ...  # the letters of the sound conclusions, such as "ac"\n',
    solution='sound = "beg"\n',
    explanation="One run against another tells nothing below the spread between seeds. The mean "
    "of n differences, seed by seed, is uncertain by their standard deviation over the root of n: "
    "below about twice that it tells nothing, with three seeds below four times. What was chosen "
    "on the test images has been fitted to them: choose on images kept aside.",
    hints=("Which conclusions rest on one run?", "There are three sound ones."),
    checker=ChoiceCheck((
        Statement("", False, "with one run each, the largest of several equal accuracies is "
                  "whichever had the luckiest seed.", "single-run"),
        Statement("", True, "64 units reach ≈ 0.80 and so do 256, in all of three seeds each.",
                  "width-still-pays"),
        Statement("", False, "0.4 points in one run lie within the spread of seeds.",
                  "depth-by-one-run"),
        Statement("", False, "the rate that diverges depends on the width, the minibatch and the "
                  "scale of the data.", "rate-is-universal"),
        Statement("", True, "0.1 gave 0.80, 1.0 about 0.15: most units died in the first steps.",
                  "no-cliff"),
        Statement("", False, "the best of many on one set is too good for the next set: choose on "
                  "validation images, report on the test images once.", "tuned-on-the-test"),
        Statement("", True, "random draws try a new value of every setting each time.",
                  "random-search-doubted"),
        Statement("", False, "that is 100,000 runs.", "full-grid"),
        Statement("", False, "measured on the course's machine, 1,024 to 1,032 took equally long, "
                  "up to noise: measure on yours.", "powers-of-two"),
    )),
)  # fmt: skip
