"""True of dropout?"""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement, listed

STATEMENTS = (
    Statement(
        "Dropout is off in prediction because the magnitudes would not match otherwise.",
        False,
        "the division by 1 - p keeps the mean; it is the noise that costs accuracy.",
        "magnitudes-differ",
    ),
    Statement(
        "An accuracy computed inside `autograd.record()` is that of a thinned net.",
        True,
        "`record()` switches train mode on.",
        "record-is-harmless",
    ),
    Statement(
        "`autograd.pause()` inside `record()` leaves dropout on.",
        False,
        "`pause()` switches to predict mode, unless it is told `train_mode=True`.",
        "pause-keeps-the-mode",
    ),
    Statement(
        "A training loss above the test loss is a sign of a mistake in the data.",
        False,
        "the training loss is measured with dropout on, the test loss with dropout off.",
        "loss-order-is-a-sign",
    ),
    Statement(
        "With 30 % wrong labels dropout gains several points; on clean ones, here, nothing beyond "
        "the spread of the seeds.",
        True,
        "six seeds in pairs show both.",
        "always-helps",
    ),
    Statement(
        "Dropout and weight decay together gain as much as the sum of both.",
        False,
        "both fight learning by heart: together they gain less than the sum.",
        "gains-add-up",
    ),
    Statement(
        "From one run with each setting one can tell which of the rates 0.2/0.5 and 0.5/0.2 is "
        "better.",
        False,
        "the difference has either sign, seed by seed.",
        "one-run-ranks",
    ),
    Statement(
        "Monte-Carlo dropout improves the calibration of any net.",
        False,
        "the briefly trained net doubted too much already; masks took its error from about 0.05 to "
        "0.10.",
        "masks-always-calibrate",
    ),
    Statement(
        "Dropout keeps the mean of an activation and makes its variance larger.",
        True,
        "by p / (1 - p) times its mean square.",
        "variance-stays",
    ),
)

TASK = Task(
    id="dropout-claims",
    title="True of dropout?",
    section="Does it help?",
    stars=1,
    statement=f"""\
Which of these statements are true? Give their letters in one string, such as `dropout_answer =
"ab"`. (For h see *Masks at prediction time* in notebook 12.)

{listed(STATEMENTS)}
""",
    name="dropout_answer",
    stub='dropout_answer = ...  # the letters of the true statements, such as "ab"\n',
    solution='dropout_answer = "bei"\n',
    explanation="The layer is simple; what goes wrong is the mode it runs in and what is compared "
    "with what.",
    hints=(
        "Each statement has a cell of the notebook that speaks for or against it.",
        "There are three true statements.",
        "One is about `record()`, one about wrong labels, one about mean and variance.",
    ),
    checker=ChoiceCheck(STATEMENTS),
)
