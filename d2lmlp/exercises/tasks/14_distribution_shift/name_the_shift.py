"""Which statements about shift are true?"""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="name-the-shift",
    title="What can be said of a shift",
    section="In production",
    stars=2,
    statement="""\
Which statements are true? Set `shift_answer` to their letters, such as `"ac"`.

- **a** In winter a shop sells more boots, and each kind of clothes looks as before: label shift.
- **b** A detector with an AUC of 0.5 proves that source and target have the same distribution.
- **c** If from now on "sneakers" are called "boots", a detector on the images notices.
- **d** Weights q / p help a straight line where the truth is curved and the target is a part.
- **e** If the model is right everywhere, weights make it better still.
- **f** Where the source has no rows and the target has some, large weights mend it.
- **g** When one weight outgrows all others together, the effective sample size goes to 1.
- **h** If the training score and the test score differ, that is called covariate shift.
""",
    name="shift_answer",
    stub='shift_answer = ...  # the letters of the true statements, such as "ac"\n',
    solution='shift_answer = "adg"\n',
    explanation="Three are true. The others take a silent detector for proof, a change of names "
    "for a change of pictures, weights for a cure of everything, or one kind of shift for all.",
    hints=(
        "For each one: what changes, p(x), p(y) or p(y | x)?",
        "Three are true.",
        "a and d are true. What happens to (sum of w)^2 / (sum of w^2) if one w has it all?",
    ),
    checker=ChoiceCheck(
        (
            Statement(
                "",
                True,
                "p(y) changes and p(x | y) stays; p(x) changes too, but only through the mixture.",
                "label-shift-missed",
            ),
            Statement(
                "",
                False,
                "it found nothing, that is all: for normals of spread 1 and 2 a linear detector "
                "stays near 0.5, and a net reaches about 0.9.",
                "silence-for-proof",
            ),
            Statement(
                "",
                False,
                "the images are the same, so there is nothing to see; only labels show it.",
                "concept-shift-in-x",
            ),
            Statement(
                "",
                True,
                "a line has to choose where to be right, and weights put that where the target is.",
                "weights-doubted",
            ),
            Statement(
                "",
                False,
                "a right model needs no weights; they only leave fewer effective points, and the "
                "cubic's error grew.",
                "weights-for-everything",
            ),
            Statement(
                "",
                False,
                "there is no row to weigh: infinity times nothing. Only new data help.",
                "weights-without-rows",
            ),
            Statement(
                "",
                True,
                "equal weights give their number; if one has all the weight, the size is 1.",
                "effective-size-misread",
            ),
            Statement(
                "",
                False,
                "a gap can come from overfitting alone, without any shift; and covariate shift is "
                "one kind of three.",
                "gap-for-shift",
            ),
        )
    ),
)
