"""Where folds dealt at random are too rosy."""

from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.kinds.choice import ChoiceCheck, Statement, listed

STATEMENTS = (
    Statement(
        "The frames of fifty films; the net is for new films.",
        True,
        "the frame before and the frame after are nearly the same picture, and one of them is in "
        "training. Keep each film in one fold.",
        "neighbours-in-a-film",
    ),
    Statement(
        "Photographs of 6,000 different articles of clothing, drawn at random from a catalogue; "
        "the net is for other articles of it.",
        False,
        "no article tells anything about another one: these are independent draws.",
        "independent-called-dependent",
    ),
    Statement(
        "Ten X-rays of each of 200 patients; the net is for new patients.",
        True,
        "bones, device and label of a held-out picture are known from nine others. Keep each "
        "patient in one fold.",
        "patients-split",
    ),
    Statement(
        "The temperatures of every day for twenty years; the net foretells the days to come.",
        True,
        "a held-out day lies between two days that were trained on, and tomorrow does not. Train "
        "on the past, measure on what follows.",
        "days-in-between",
    ),
    Statement(
        "A thousand stars chosen at random, stored in the order of their brightness; the net is "
        "for other stars.",
        False,
        "the order of the rows is no dependence, and dealing them out at random undoes it.",
        "order-for-dependence",
    ),
    Statement(
        "500 images in ten copies each, every copy shifted by a pixel, dealt into folds after the "
        "copying.",
        True,
        "nine copies of a held-out image are in training. Deal first, copy then.",
        "copies-split",
    ),
    Statement(
        "Ten classes, one of which has twenty times as many examples as another, all drawn "
        "independently.",
        False,
        "rare classes make the estimate ragged, not rosy: a draw is still independent of the "
        "others.",
        "imbalance-for-dependence",
    ),
    Statement(
        "Prices of houses, many sold several times; the net is for houses that were never sold.",
        True,
        "the net may remember the house itself from another sale. Keep each house in one fold.",
        "sales-of-one-house",
    ),
)

TASK = Task(
    id="dependent-data",
    title="Where folds are too rosy",
    section="Validation",
    stars=1,
    statement=f"""\
The examples are dealt into K folds at random. With which of these data is the estimate **too
rosy**, because what is held out depends on what is trained on? Give their letters in one string,
such as `rosy_answer = "ab"`.

{listed(STATEMENTS)}
""",
    name="rosy_answer",
    stub='rosy_answer = ...  # the letters, such as "ab"\n',
    solution='rosy_answer = "acdfh"\n',
    explanation="Ask what a new example will have in common with the training data, and let a "
    "held-out example have no more: films, patients, houses and copies stay together, and the "
    "future is not trained on.",
    hints=(
        "Would a *new* example have such close relatives among the training examples?",
        "In five of them it would not, though a held-out one has.",
        "Films, patients, days, copies, houses.",
    ),
    checker=ChoiceCheck(
        STATEMENTS,
        asked="the data with a rosy estimate",
        things="sorts of data",
        says=("With {} the estimate is too rosy", "With {} the estimate is not too rosy"),
    ),
)
