"""A word's mean price, without the row's own."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part


def _code(word, y, fold, use=lambda i, word, fold: fold != fold[i], empty=None, centre=np.mean):
    """Give each row the mean of y over the rows of its word that `use` allows."""
    found = []
    for i in range(len(y)):
        allowed = use(i, word, fold)
        same = allowed & (word == word[i])
        rest = y[allowed].mean() if empty is None else empty(y)
        found.append(centre(y[same]) if same.any() else rest)
    return np.array(found)


def _rest(y, fold):
    return np.array([y[fold != f].mean() for f in fold])


def _everything(i, word, fold):
    return np.ones(len(word), bool)


_CODES = (
    Mistake(
        "own-price-included",
        "A row's own price is in its code. For a word that occurs once, the code *is* the price: "
        "the hotel's folds then promise 0.15 where the sealed part says 0.31.",
        lambda word, y, fold: _code(word, y, fold, _everything),
    ),
    Mistake(
        "only-itself-left-out",
        "You leave out the row itself and keep the others of its fold. Then the code of a row "
        "rises exactly where its own price is low, which a model can read backwards.",
        lambda word, y, fold: _code(word, y, fold, lambda i, word, fold: np.arange(len(word)) != i),
    ),
    Mistake(
        "only-itself-left-out",
        "You leave out the row itself and keep the others of its fold. Then the code of a row "
        "rises exactly where its own price is low, which a model can read backwards.",
        lambda word, y, fold: [
            np.mean(
                y[same] if (same := (word == word[i]) & (np.arange(len(y)) != i)).any() else rest
            )
            for i, rest in enumerate(_rest(y, fold))
        ],
    ),
    Mistake(
        "unknown-gets-its-own-price",
        "A word that the other folds do not have gets the row's own price: a leak where it is "
        "easiest to use.",
        lambda word, y, fold: np.where(
            np.isnan(code := _code(word, y, fold, empty=lambda y: np.nan)), y, code
        ),
    ),
    Mistake(
        "unknown-gets-its-fold-s-mean",
        "An unknown word gets the mean of its own fold, and with it its own price. Take the mean "
        "of the other folds.",
        lambda word, y, fold: np.where(
            np.isnan(code := _code(word, y, fold, empty=lambda y: np.nan)),
            [y[fold == f].mean() for f in fold],
            code,
        ),
    ),
    Mistake(
        "prices-returned",
        "You return the prices themselves: the largest leak there is.",
        lambda word, y, fold: y,
    ),
    Mistake(
        "own-fold-only",
        "You take the mean within the row's own fold. It is the other folds that may be used.",
        lambda word, y, fold: _code(word, y, fold, lambda i, word, fold: fold == fold[i]),
    ),
    Mistake(
        "zero-for-unknown",
        "A word that the other folds do not have gets 0. That is far below every price: give it "
        "the mean of the other folds.",
        lambda word, y, fold: _code(word, y, fold, empty=lambda y: 0.0),
    ),
    Mistake(
        "unknown-gets-the-mean-of-all",
        "An unknown word gets the mean of all rows, its own price included. Take the mean of the "
        "other folds.",
        lambda word, y, fold: _code(word, y, fold, empty=lambda y: y.mean()),
    ),
    Mistake(
        "nan-for-unknown",
        "A word that the other folds do not have gets nan: the mean of nothing.",
        lambda word, y, fold: _code(word, y, fold, empty=lambda y: np.nan),
    ),
    Mistake(
        "word-ignored",
        "All rows of a fold get the same code: look only at rows with the same word.",
        lambda word, y, fold: _rest(y, fold),
    ),
    Mistake(
        "median",
        "You take the median; the mean is asked for.",
        lambda word, y, fold: _code(word, y, fold, centre=np.median),
    ),
    Mistake(
        "sum",
        "You add up and do not divide by the number of rows.",
        lambda word, y, fold: _code(word, y, fold, centre=np.sum),
    ),
    Mistake(
        "first-fold-for-all",
        "You leave out one and the same fold for all rows. Each row leaves out its own.",
        lambda word, y, fold: _code(word, y, fold, lambda i, word, fold: fold != fold.min()),
    ),
)

_W1 = np.array([0, 0, 1, 1, 2, 0, 1, 3, 0, 2, 1, 0.0])
_Y1 = np.array([4.1, 3.9, 5.2, 5.6, 4.4, 4.9, 5.0, 3.1, 4.3, 4.7, 6.0, 3.2])
_F1 = np.array([0, 1, 2, 0, 1, 2, 0, 1, 2, 2, 1, 0.0])
_W2 = np.array([5, 5, 5, 5, 7, 7, 9, 7, 5, 9.0])
_Y2 = np.array([1.0, 2.5, 4.0, 8.0, 3.0, 6.0, 2.0, 7.5, 0.5, 9.0])
_F2 = np.array([0, 1, 0, 1, 0, 1, 1, 1, 0, 1.0])

TASK = Task(
    id="target-code",
    title="A word's mean price, without the row's own",
    section="Leaks",
    stars=3,
    statement="""\
Target encoding puts a mean price in the place of a word. Write `out_of_fold(word, y, fold)`, for
NumPy arrays of shape (n,): `word` holds a number for each word, `y` the logarithm of each price,
`fold` the number of the fold that each row is in. Return an array of shape (n,): for each row the
mean of `y` over the rows with the same word in the **other** folds; where the other folds do not
have the word, the mean of `y` over all rows of the other folds.
""",
    name="out_of_fold",
    stub="def out_of_fold(word, y, fold):\n    return ...\n",
    solution="""\
def out_of_fold(word, y, fold):
    found = onp.zeros(len(y))
    for i in range(len(y)):
        others = fold != fold[i]
        same = others & (word == word[i])
        found[i] = y[same].mean() if same.any() else y[others].mean()
    return found
""",
    explanation="A row's own price never reaches its code, neither directly nor through the "
    "fallback. Change one y, and the codes of its fold stay as they are: that is the test to write "
    "for your own encoder.",
    hints=(
        "Which rows may a row of fold 2 look at?",
        "First the rows of the other folds, then among them those with the same word.",
        "`others = fold != fold[i]` and `same = others & (word == word[i])`; what if `same` is "
        "empty?",
    ),
    checker=FunctionCheck(
        names=("word", "y", "fold"),
        cases=[(_W1, _Y1, _F1), (_W2, _Y2, _F2)],
        target=lambda word, y, fold: _code(word, y, fold),
        parts=(Part("codes", _CODES),),
        modes=("numpy",),
    ),
)
