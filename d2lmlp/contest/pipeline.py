"""From a table of bookings to a score: what the notebook on the contest builds, step by step."""

import numpy as onp
import pandas as pd

NUMBERS = [
    "lead_time", "weekend_nights", "week_nights", "adults", "children", "repeated_guest",
    "parking", "requests", "days",
]  # fmt: skip
WORDS = [
    "meal", "country", "segment", "channel", "reserved_room", "agent", "company", "customer",
    "month", "weekday",
]  # fmt: skip


def with_calendar(rows):
    """Add what a date says: days since the table's first, the month and the day of the week."""
    arrival = rows["arrival"].dt
    days = (rows["arrival"] - pd.Timestamp("2016-07-01")).dt.days
    return rows.assign(days=days, month=arrival.month, weekday=arrival.dayofweek)


def learn(rows, numbers=NUMBERS, words=WORDS, least=10):
    """Take from rows what the encoding of other rows needs.

    Parameters
    ----------
    rows : pandas.DataFrame
        For training only, or the encoding knows what it should not.
    numbers, words : list of str
        The columns to use.
    least : int
        A word that occurs less often gets no column of its own.

    Returns
    -------
    mean, spread : pandas.Series
        Of the columns of numbers.
    known : dict of str to list
        The frequent words of each column; a gap counts as a word.
    """
    rows, known = with_calendar(rows), {}
    for name in words:
        counts = rows[name].fillna("gap").value_counts()
        known[name] = list(counts.index[counts >= least])
    return rows[numbers].mean(), rows[numbers].std(), known


def encode(rows, learned):
    """Turn rows into numbers: standardised columns, then a column of 0 and 1 for each known word.

    A gap among the numbers becomes 0, the mean of the rows that were learned from.

    Returns
    -------
    numpy.ndarray of float32, shape (n, d)
    """
    mean, spread, known = learned
    rows = with_calendar(rows)
    parts = [((rows[mean.index] - mean) / spread).fillna(0)]
    for name, words in known.items():
        column = pd.Categorical(rows[name].fillna("gap"), categories=words)
        parts.append(pd.get_dummies(column, dtype=float).set_axis(rows.index))
    return pd.concat(parts, axis=1).to_numpy("float32")


def log_rmse(guess, price):
    """Root mean squared error of the logarithms of two lists of prices."""
    return float(onp.sqrt(onp.mean((onp.log(guess) - onp.log(price)) ** 2)))


def ridge(X, y, X_new, penalty=1.0):
    """Fit a linear model with a penalty on its weights, not on its bias, and predict.

    Parameters
    ----------
    X : numpy.ndarray, shape (n, d)
    y : numpy.ndarray, shape (n,)
    X_new : numpy.ndarray, shape (m, d)
    penalty : float
        Times the sum of the squared weights, beside the sum of the squared errors.

    Returns
    -------
    numpy.ndarray, shape (m,)
    """
    centre, height = X.mean(axis=0, dtype="float64"), y.mean()
    Z = X - centre
    w = onp.linalg.solve(Z.T @ Z + penalty * onp.eye(Z.shape[1]), Z.T @ (y - height))
    return (X_new - centre) @ w + height


def folds(n, k, seed=0):
    """Deal the numbers 0 to n - 1 out to k folds at random; sizes differ by one at most."""
    return onp.array_split(onp.random.default_rng(seed).permutation(n), k)


def cross_validate(table, recipe, parts):
    """Score a way to predict on each part in turn, learned from all other rows.

    Parameters
    ----------
    table : pandas.DataFrame
        With the column price.
    recipe : callable
        ``recipe(train, rows)`` gets two tables, the second without prices, and returns the
        prices of its rows.
    parts : sequence of numpy.ndarray
        Positions of rows, such as `folds` deals out.

    Returns
    -------
    numpy.ndarray, shape (k,)
        The log RMSE of each part.
    """
    scores = []
    for part in parts:
        held = table.iloc[part]
        train = table.drop(index=held.index)
        guess = recipe(train, held.drop(columns="price"))
        scores.append(log_rmse(guess, held["price"]))
    return onp.array(scores)


def by_ridge(train, rows, **columns):
    """Predict prices by ridge regression on the encoded columns, through the logarithm."""
    learned = learn(train, **columns)
    log_price = onp.log(train["price"].to_numpy())
    return onp.exp(ridge(encode(train, learned), log_price, encode(rows, learned)))
