"""A nonlinearity of the whole minibatch."""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="per-minibatch-nonlinearity",
    title="A nonlinearity of the whole minibatch",
    section="Train and predict mode",
    stars=2,
    statement="""\
Suppose a nonlinearity acts on a whole minibatch at once, as one function of all rows (batch
normalisation in train mode does). Which of these statements are true? Give their letters in one
string, such as `minibatch_answer = "ac"`.

- **a.** The output for an example can change when the other examples in its minibatch change.
- **b.** The trouble is overfitting: such a net learns its training data by heart.
- **c.** A minibatch of one example can degenerate: normalised by itself it is all zeros.
- **d.** Each minibatch gets a different function, so the net has more parameters.
- **e.** The loss is no longer a sum of terms with one example each: one row's gradient reaches the
  others.
- **f.** For a prediction it does not matter, since the weights are fixed by then.
- **g.** One needs statistics from training, such as running means, to predict for one example.
""",
    name="minibatch_answer",
    stub='minibatch_answer = ...  # the letters of the true statements, such as "ac"\n',
    solution='minibatch_answer = "aceg"\n',
    explanation="The function is one and the same, but it looks at all rows: predictions depend "
    "on the "
    "company, a batch of one can degenerate, gradients couple the examples, and predict mode needs "
    "running statistics. Neither overfitting nor more parameters are involved.",
    hints=(
        "Ask for each statement: is it about other rows of the same minibatch?",
        "There are four true statements.",
        "a, c and e are true. Which of f and g follows from a?",
    ),
    checker=ChoiceCheck(
        (
            Statement(
                "",
                True,
                "subtract the column's mean from [1, 3] and the first row gives -1; from "
                "[1, 5] it gives -2.",
                "rows-thought-independent",
            ),
            Statement(
                "",
                False,
                "dependence on the batch is no overfitting; the noise it brings even "
                "regularises. The trouble is that an example has no output of its own.",
                "overfitting",
            ),
            Statement(
                "",
                True,
                "in a minibatch of one row each column's mean is the entry itself: the "
                "difference is 0 in every column.",
                "single-row-overlooked",
            ),
            Statement(
                "",
                False,
                "the nonlinearity is one function of the whole batch, and a mean has 0 parameters.",
                "different-functions",
            ),
            Statement(
                "",
                True,
                "in a minibatch of 64 rows all get a gradient from one row's output; with ReLU "
                "only that row does.",
                "gradients-thought-separate",
            ),
            Statement(
                "",
                False,
                "take the column's mean away: with fixed weights [1] gives -1 beside [3], and -2 "
                "beside [5]; it still depends on the batch.",
                "prediction-thought-safe",
            ),
            Statement(
                "",
                True,
                "with one example there is no batch to take a mean over: 0 would come "
                "out for every input.",
                "running-statistics-overlooked",
            ),
        )
    ),
)
