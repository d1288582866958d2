"""Which lines leak?"""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement

TASK = Task(
    id="leak-hunt",
    title="Which lines leak?",
    section="Leaks",
    stars=2,
    statement="""\
A pipeline for the hotel's table is to predict the prices of bookings **when they are made**, and is
judged by shuffled folds. Which of these steps let it know something that it will not have then? Set
`leaky` to their letters, such as `"ac"`.

- **a** the mean price of the month of arrival, over all rows, the held-out fold included
- **b** `onp.log` of the price as target
- **c** a column with the number of changes that the guest made until arrival
- **d** the words that get a column are those that occur at least ten times in the training folds
- **e** the mean price of bookings by the same agent on the same day, the booking itself included
- **f** of 100 epochs, the one with the best score on the held-out fold is kept and reported
- **g** the day of the week of the arrival
- **h** rows that are the same in every column are spread over the folds
""",
    name="leaky",
    stub='leaky = ...  # the letters of the leaks, such as "ac"\n',
    solution='leaky = "acefh"\n',
    explanation="Three kinds: the target in a column (a, e), the future in a column (c), and the "
    "held-out fold in a decision or in the training rows (f, h). How much each costs is another "
    "question: a hardly anything, e a third of the error.",
    hints=(
        "Ask of each step: could I do it on the day of the booking, for one booking alone?",
        "Five of the eight leak, not all of them badly.",
        "a and e use held-out prices, c the future. Two more touch the held-out fold.",
    ),
    checker=ChoiceCheck(
        (
            Statement(
                "",
                True,
                "the held-out prices are in that mean. With some hundred rows a month it costs "
                "little, but it is a leak all the same.",
                "small-leak-overlooked",
            ),
            Statement(
                "",
                False,
                "a fixed function of each price alone tells no row anything about another.",
                "logarithm-suspected",
            ),
            Statement(
                "",
                True,
                "on the day of the booking nobody knows which changes will follow.",
                "future-column-overlooked",
            ),
            Statement(
                "",
                False,
                "they are counted in the training folds, so nothing of the held-out fold is used.",
                "training-statistics-suspected",
            ),
            Statement(
                "",
                True,
                "a group of one booking has its own price for a mean: 0.15 in the folds, 0.31 on "
                "the sealed part.",
                "target-encoding-overlooked",
            ),
            Statement(
                "",
                True,
                "choosing by the held-out fold is training on it: the best of many scores is too "
                "good. Keep a second fold for the choice.",
                "choice-overlooked",
            ),
            Statement(
                "",
                False,
                "the date is part of the booking.",
                "calendar-suspected",
            ),
            Statement(
                "",
                True,
                "one twin trains and the other tests. Keep twins in one fold. Here there are few "
                "and it costs little.",
                "twins-overlooked",
            ),
        ),
        asked="the leaks",
        things="steps",
        says=("Step {} leaks", "Step {} does not leak"),
    ),
)
