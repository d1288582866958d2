"""What the patients are trained on: the course's data, as each kind of case brings them."""

from functools import cache

import numpy as onp
from mxnet import np

from d2lmlp.data import fashion_mnist, hotel_rates, noisy_labels, spiral

TOPS = (0, 2, 4, 6)  # T-shirt, pullover, coat, shirt


@cache
def load(name):
    """Load a patient's data: X, y, X_test as MXNet arrays, and the true test classes."""
    if name == "spiral":
        (X, y), (X_test, y_test) = spiral(seed=0), spiral(seed=1)
        return X, y, X_test, y_test.asnumpy()
    if name == "bookings":
        return _bookings()
    images, n = fashion_mnist(), 900 if name == "hearsay" else 300
    X, y = images.X_train[:n].copy(), images.y_train[:n].copy()
    X_test, y_test = images.X_test[:500].copy(), images.y_test[:500].asnumpy()
    if name == "bytes":
        X, X_test = np.round(X * 255), np.round(X_test * 255)
    if name == "tops":  # two classes: 1 for what is worn above the belt
        y, y_test = (onp.isin(labels, TOPS).astype("int32") for labels in (y.asnumpy(), y_test))
        y = np.array(y, dtype="int32")
    if name == "hearsay":  # six labels of ten are wrong; the test labels are right
        y = noisy_labels(y, 0.6)
    if name == "sorted":  # 60 of each class, class after class
        rows = images.y_train[:1000].asnumpy().argsort(kind="stable")
        kinds = images.y_train.asnumpy()[rows]
        rows = np.array(onp.concatenate([rows[kinds == k][:60] for k in range(10)]))
        X, y = images.X_train[rows], images.y_train[rows]
    return X, y, X_test, y_test


def _bookings():
    """Load hotel bookings: seven numbers and a code each; class 1 where a night costs over 90."""
    rows = hotel_rates()[0].sample(1100, random_state=0)
    day = rows["arrival"].dt
    year = 2 * onp.pi * day.dayofyear / 365
    numbers = rows[["lead_time", "week_nights", "adults", "children", "requests"]]
    code = (rows["agent"].fillna("gap") + day.strftime("%y%j")).astype("category").cat.codes
    Z = onp.column_stack([onp.cos(year), onp.sin(year), numbers / [100, 3, 1, 1, 1], code])
    X, y = np.array(Z, dtype="float32"), (rows["price"] > 90).to_numpy().astype("int32")
    return X[:600], np.array(y[:600], dtype="int32"), X[600:], y[600:]
