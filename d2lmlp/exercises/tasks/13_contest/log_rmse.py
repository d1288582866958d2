"""The score of the contest."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part


def _rms(d):
    return np.sqrt(np.mean(d**2))


def _apart(guess, price, log=np.log):
    return log(guess) - log(price)


_SCORE = (
    Mistake(
        "root-forgotten",
        "You return the mean square; its root is asked for. An error of 10 % everywhere should "
        "give about 0.1, not 0.01.",
        lambda guess, price: np.mean(_apart(guess, price) ** 2),
    ),
    Mistake(
        "prices-not-logs",
        "You compare the prices themselves. Ten euros too much would then weigh the same on a room "
        "for 30 and on one for 300.",
        lambda guess, price: _rms(guess - price),
    ),
    Mistake(
        "log-of-the-error",
        "You take the logarithm of the error. Take it of the prices, before you subtract.",
        lambda guess, price: np.log(_rms(guess - price)),
    ),
    Mistake(
        "log1p",
        "You take log(1 + x). That is for counts that may be 0; a price of 1 against 2 is a factor "
        "of 2, and 2 against 3 in yours.",
        lambda guess, price: _rms(_apart(guess, price, np.log1p)),
    ),
    Mistake(
        "cut-off-at-one",
        "You raise what is below 1 to 1, as the book's listing does with its predictions. The "
        "prices are above 0, and a price of 0.2 against 0.3 is a difference.",
        lambda guess, price: _rms(_apart(np.maximum(guess, 1), np.maximum(price, 1))),
    ),
    Mistake(
        "cut-off-at-one",
        "You raise predictions below 1 to 1, as the book's listing does. The prices are above 0: "
        "take the logarithm of the prediction as it is.",
        lambda guess, price: _rms(_apart(np.maximum(guess, 1), price)),
    ),
    Mistake(
        "base-10",
        "You take logarithms to base 10: a factor of e then counts 0.43 instead of 1.",
        lambda guess, price: _rms(_apart(guess, price, np.log10)),
    ),
    Mistake(
        "base-2",
        "You take logarithms to base 2: a factor of 2 then counts 1 instead of 0.69.",
        lambda guess, price: _rms(_apart(guess, price, np.log2)),
    ),
    Mistake(
        "absolute-for-square",
        "You average absolute differences. The square weighs one large error more than two of "
        "half its size.",
        lambda guess, price: np.mean(np.abs(_apart(guess, price))),
    ),
    Mistake(
        "sum-for-mean",
        "You add the squares up and do not divide by their number: with twice as many bookings "
        "your score is 1.4 times as bad.",
        lambda guess, price: np.sqrt(np.sum(_apart(guess, price) ** 2)),
    ),
    Mistake(
        "half-the-square",
        "You take half the square, as MXNet's L2Loss does and the book's listing prints. Your "
        "score is too small by the factor 0.71.",
        lambda guess, price: np.sqrt(np.mean(_apart(guess, price) ** 2) / 2),
    ),
    Mistake(
        "mean-before-square",
        "You average before you square: errors up and down cancel, and a bad list looks good.",
        lambda guess, price: np.abs(np.mean(_apart(guess, price))),
    ),
    Mistake(
        "spread-only",
        "You take the standard deviation, which forgives a list that is 20 % too high throughout.",
        lambda guess, price: np.std(_apart(guess, price)),
    ),
    Mistake(
        "log-of-the-mean",
        "You compare the logarithms of the means or sums: one number each, in which errors up and "
        "down cancel. Take the difference for each booking.",
        lambda guess, price: np.abs(np.log(guess.mean()) - np.log(price.mean())),
    ),
    Mistake(
        "one-logarithm",
        "You take the logarithm of the guess alone: both prices need it.",
        lambda guess, price: _rms(np.log(guess) - price),
    ),
    Mistake(
        "one-logarithm",
        "You take the logarithm of the price alone: both prices need it.",
        lambda guess, price: _rms(guess - np.log(price)),
    ),
    Mistake(
        "logarithms-added",
        "You add the logarithms: it is their difference that is 0 where both prices agree.",
        lambda guess, price: _rms(np.log(guess) + np.log(price)),
    ),
    Mistake(
        "logarithms-multiplied",
        "You multiply the logarithms: it is their difference that is 0 where both prices agree.",
        lambda guess, price: _rms(np.log(guess) * np.log(price)),
    ),
    Mistake(
        "exponential-at-the-end",
        "You take the exponential of the score: that is a factor, and a perfect list scores 1.",
        lambda guess, price: np.exp(_rms(_apart(guess, price))),
    ),
    Mistake(
        "exponential-at-the-end",
        "You take the exponential of the score, less 1. The score itself is asked for.",
        lambda guess, price: np.expm1(_rms(_apart(guess, price))),
    ),
    Mistake(
        "log-of-the-error",
        "You take the logarithm of the mean squared error. Take it of the prices, before you "
        "subtract.",
        lambda guess, price: np.log(np.mean((guess - price) ** 2)) ** 0.5,
    ),
    Mistake(
        "log-of-the-error",
        "You take the logarithm of the squared errors. Take it of the prices, before you subtract.",
        lambda guess, price: np.mean(np.log((guess - price) ** 2)) ** 0.5,
    ),
    Mistake(
        "last-row-left-out",
        "The last booking is left out: the mean is over all n.",
        lambda guess, price: _rms(_apart(guess[:-1], price[:-1])) if len(guess) > 1 else 0.0,
    ),
    Mistake(
        "relative-to-the-guess",
        "You divide the difference by the guess. That is near the logarithm for small errors only.",
        lambda guess, price: _rms(price / guess - 1),
    ),
    Mistake(
        "relative-error",
        "You divide the difference by the price. That is near the logarithm for small errors only: "
        "half the price counts 0.5 there and 0.69 here.",
        lambda guess, price: _rms(guess / price - 1),
    ),
    Mistake(
        "half-for-root",
        "That is half the mean square, not its root: `x ** 1/2` means `(x ** 1) / 2`. Write "
        "`x ** 0.5`.",
        lambda guess, price: np.mean(_apart(guess, price) ** 2) / 2,
    ),
    Mistake(
        "root-before-the-mean",
        "You divide by the number of prices outside the root. Mean first, then the root.",
        lambda guess, price: np.sqrt(np.sum(_apart(guess, price) ** 2)) / len(price),
    ),
    Mistake(
        "logarithms-divided",
        "You divide one logarithm by the other. The logarithm of a ratio is their difference.",
        lambda guess, price: _rms(np.log(guess) / np.log(price)),
    ),
)

TASK = Task(
    id="log-rmse",
    title="The score of the contest",
    section="Look at the table first",
    stars=1,
    statement="""\
Write `log_error(guess, price)`: two arrays of shape (n,) with prices above 0. Return the root of
the mean squared difference of their natural logarithms, one number.
""",
    name="log_error",
    stub="def log_error(guess, price):\n    return ...\n",
    solution="""\
def log_error(guess, price):
    return ((np.log(guess) - np.log(price)) ** 2).mean() ** 0.5
""",
    explanation="A difference of logarithms is the logarithm of a ratio, so the score speaks of "
    "factors: 0.2 means that a typical prediction is off by about a fifth, on cheap rooms and on "
    "dear ones alike.",
    hints=(
        "Logarithm first, then the difference.",
        "Square, mean, root, in this order: the name is to be read from right to left.",
        "`((np.log(guess) - np.log(price)) ** 2).mean() ** 0.5`",
    ),
    checker=FunctionCheck(
        names=("guess", "price"),
        cases=[
            (np.array([50.0, 80.0, 240.0]), np.array([60.0, 75.0, 180.0])),
            (np.array([20.0, 31.0, 400.0, 5.0, 9.5]), np.array([26.0, 30.0, 210.0, 11.0, 9.0])),
            (np.array([100.0]), np.array([140.0])),
            (np.array([0.5, 3.0, 0.2]), np.array([0.8, 2.0, 0.3])),
        ],
        target=lambda guess, price: _rms(_apart(guess, price)),
        parts=(Part("score", _SCORE),),
    ),
)
