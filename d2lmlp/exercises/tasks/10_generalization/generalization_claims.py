"""What is true of generalization?"""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement, listed

STATEMENTS = (
    Statement(
        "K-fold cross-validation tends to estimate an error that is too high.",
        True,
        "each of its models is trained on fewer examples than the final one.",
        "k-fold-unbiased",
    ),
    Statement(
        "The validation score of the best of a hundred models is a fair estimate for that model.",
        False,
        "the best of 100 coins reaches 0.68 on 50 examples, and 0.50 on new ones.",
        "winner-is-fair",
    ),
    Statement(
        "The number of parameters tells whether a net will generalise.",
        False,
        "one and the same net learns true and random labels without a mistake; it generalises from "
        "the true ones only.",
        "size-decides",
    ),
    Statement(
        "Early stopping helps most where some of the training labels are wrong.",
        True,
        "wrong labels are fitted late; on clean labels the notebook found no gain over the last "
        "epoch beyond the spread.",
        "noise-not-seen",
    ),
    Statement(
        "Early stopping limits how far the weights can go from where they began.",
        True,
        "each epoch is a bounded number of steps of bounded size.",
        "only-saves-time",
    ),
    Statement(
        "More training data never hurts.",
        False,
        "300 random features without a penalty do worse from 300 images than from 100.",
        "more-is-always-better",
    ),
    Statement(
        "With enough examples the nearest neighbour finds the best possible rule.",
        False,
        "it repeats the noise of the label it finds: with 30 % wrong labels it stays far below the "
        "majority of 15 neighbours.",
        "nearest-is-consistent",
    ),
    Statement(
        "A penalty on the weights can remove the peak of double descent.",
        True,
        "with ridge 1 the notebook's curve has no peak.",
        "peak-is-a-law",
    ),
    Statement(
        "With enough data and the right model the generalization error is always zero.",
        False,
        "noise in the labels of new examples cannot be foreseen by any model.",
        "noise-forgotten",
    ),
)

TASK = Task(
    id="generalization-claims",
    title="True of generalization?",
    section="Double descent",
    stars=2,
    statement=f"""\
Which of these statements are true? Give their letters in one string, such as `general_answer =
"ab"`.

{listed(STATEMENTS)}
""",
    name="general_answer",
    stub='general_answer = ...  # the letters of the true statements, such as "ab"\n',
    solution='general_answer = "adeh"\n',
    explanation="The false ones all forget something: that a choice uses a set up, that data and "
    "optimiser matter beside size, that a model without a penalty has a worst number of examples, "
    "and that noise stays.",
    hints=(
        "Each statement has a cell of the notebook that speaks for or against it.",
        "There are four true statements.",
        "One of the true ones is about folds, two are about early stopping, one about ridge.",
    ),
    checker=ChoiceCheck(STATEMENTS),
)
