"""Penalty, decay, and what they do."""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement, listed

STATEMENTS = (
    Statement(
        "Under plain SGD a penalty of lambda / 2 times the squared weights is the same as "
        "multiplying the weights by 1 - lr * lambda in each step.",
        True,
        "the gradient of the penalty is lambda w, and lr times it is taken off.",
        "sgd-doubted",
    ),
    Statement(
        "The same holds under Adam.",
        False,
        "Adam divides lambda w by the size of the gradient: a weight with a hundred times larger "
        "gradients decays a hundred times less.",
        "adam-like-sgd",
    ),
    Statement(
        "With `wd`, MXNet decays weights and leaves biases alone.",
        False,
        "a bias of 1 with wd 0.5 and rate 0.1 becomes 0.95 as well, unless its `wd_mult` is 0.",
        "biases-left-alone",
    ),
    Statement(
        "A smaller training loss without decay shows that decay is worse.",
        False,
        "at its minimum the training loss alone is smaller without decay; new examples decide.",
        "training-loss-decides",
    ),
    Statement(
        "Decay also removes initial weights that no example has anything to say about.",
        True,
        "in directions without data there is no gradient, only decay.",
        "only-noise",
    ),
    Statement(
        "The larger lambda, the smaller the loss on new examples.",
        False,
        "with 100 examples and 100 inputs, lambda = 0.3 gives about 1.5 and lambda = 3 about 2.1.",
        "the-more-the-better",
    ),
    Statement(
        "With subgradient steps, L1 sets many weights to exactly zero.",
        False,
        "the sign jumps across 0: of 40 weights none was exactly 0 after 500 steps.",
        "subgradient-zeros",
    ),
    Statement(
        "Training accuracy 1 and test accuracy 0 can be followed by test accuracy above 0.7, if "
        "training goes on with decay.",
        True,
        "that is grokking, as seen with addition on the clock.",
        "no-grokking",
    ),
)

TASK = Task(
    id="decay-claims",
    title="True of weight decay?",
    section="Grokking",
    stars=1,
    statement=f"""\
Which of these statements are true? Give their letters in one string, such as `decay_answer = "ab"`.

{listed(STATEMENTS)}
""",
    name="decay_answer",
    stub='decay_answer = ...  # the letters of the true statements, such as "ab"\n',
    solution='decay_answer = "aeh"\n',
    explanation="Decay is simple for SGD and for directions that the data determine. What Adam, "
    "biases, leftover weights and kinks make of it has to be looked at.",
    hints=(
        "Each statement has a cell of the notebook that speaks for or against it.",
        "There are three true statements.",
        "One is about SGD, one about initial weights, one about the clock.",
    ),
    checker=ChoiceCheck(STATEMENTS),
)
