"""The data of the course: three sets made by formula, Fashion-MNIST, and a table of bookings."""

from collections import namedtuple

import numpy as onp
from mxnet import np

from d2lmlp.assets.fashion_mnist import read_full, read_sample
from d2lmlp.assets.hotel import read_table
from d2lmlp.fitting.data_arguments import check_spiral, check_whole, checked_noise

LABELS = (
    "T-shirt", "trouser", "pullover", "dress", "coat",
    "sandal", "shirt", "sneaker", "bag", "ankle boot",
)  # fmt: skip

Images = namedtuple("Images", "X_train y_train X_test y_test labels")


def xor():
    """Exclusive or: the four corners of the unit square.

    Returns
    -------
    X : mx.np.ndarray, shape (4, 2)
    y : mx.np.ndarray, shape (4,)
        1 where exactly one input is 1, else 0.
    """
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
    return X, np.array([0, 1, 1, 0], dtype="float32")


def body_temperature(n=200):
    """Body temperature and health risk: too cold and too hot are both dangerous.

    Parameters
    ----------
    n : int
        The number of temperatures, evenly spaced.

    Returns
    -------
    X : mx.np.ndarray, shape (n, 1)
        Standardised temperature t, from -2 to 2: the temperature is 37 + 2 t degrees Celsius.
    risk : mx.np.ndarray, shape (n, 1)
        The made-up risk t^2 / 4, from 0 to 1.
    """
    check_whole(n=n)
    t = np.linspace(-2, 2, n).reshape(-1, 1).astype("float32")
    return t, t**2 / 4


def spiral(n=300, arms=3, noise=0.1, seed=0):
    """Interleaved spiral arms, one class an arm.

    Parameters
    ----------
    n : int
        Points in all, spread evenly over the arms.
    arms : int
        The number of classes.
    noise : float
        Standard deviation of the angle, in radians.
    seed : int
        Of the noise.

    Returns
    -------
    X : mx.np.ndarray, shape (n, 2)
        Points in the unit disc.
    y : mx.np.ndarray of int32, shape (n,)
    """
    check_spiral(n, arms, noise, seed)
    rng = onp.random.default_rng(seed)
    y = onp.arange(n) % arms
    radius = (onp.arange(n) // arms + 1) / (n / arms)
    angle = 2 * onp.pi * y / arms + 4 * radius + noise * rng.standard_normal(n)
    X = radius[:, None] * onp.stack([onp.cos(angle), onp.sin(angle)], axis=1)
    return np.array(X.astype("float32")), np.array(y.astype("int32"))


def noisy_labels(y, share, seed=0):
    """Give a share of the examples a wrong label, any of the other classes alike.

    Parameters
    ----------
    y : mx.np.ndarray of int32, shape (n,)
        Labels 0, 1, ...; the largest tells how many classes there are.
    share : float
        From 0 to 1; exactly ``round(share * n)`` labels change.
    seed : int
        Which ones, and to what.

    Returns
    -------
    mx.np.ndarray of int32, shape (n,)
        A new array; y stays as it was.

    Raises
    ------
    ValueError
        If the share is no number from 0 to 1, or y no labels 0, 1, ... of two or more classes.
    """
    return _noisy_labels(np.array(checked_noise(y, share, seed), dtype="int32"), share, seed)


def _noisy_labels(y, share, seed=0):
    rng, labels = onp.random.default_rng(seed), y.asnumpy()
    classes = labels.max() + 1
    some = rng.permutation(len(labels))[: round(share * len(labels))]
    noisy = labels.copy()
    noisy[some] = (noisy[some] + rng.integers(1, classes, len(some))) % classes
    return np.array(noisy, dtype="int32")


def fashion_mnist(full=False):
    """Load Fashion-MNIST: images of clothes in ten classes.

    Parameters
    ----------
    full : bool
        False: the bundled sample, 600 training and 200 test images of each class. True: all
        60,000 and 10,000, from the first of the folder named by ``D2LMLP_DATA``, Debian's package
        ``dataset-fashion-mnist``, and the cache that ``python -m d2lmlp fetch-data`` fills.

    Returns
    -------
    Images
        ``X_train``, ``X_test``: float32, shape (n, 784), from 0 (black) to 1; ``y_train``,
        ``y_test``: int32, shape (n,); ``labels``: the ten names.

    Raises
    ------
    FileNotFoundError
        If the full set is asked for and is nowhere.
    ValueError
        If a file is not the published one.

    References
    ----------
    Xiao, Rasul and Vollgraf (2017), arXiv:1708.07747.
    """
    arrays = read_full() if full else read_sample()
    X_train, y_train, X_test, y_test = arrays
    return Images(_scaled(X_train), _labels(y_train), _scaled(X_test), _labels(y_test), LABELS)


def hotel_rates():
    """Load the bookings of a resort hotel in the Algarve, with the mean price of a night.

    Returns
    -------
    train : pandas.DataFrame, 3000 rows
        In order of arrival, from July 2016 to August 2017. ``id``; ``arrival`` is a date; texts
        and gaps are as they came; ``price`` is in euros a night.
    sealed : pandas.DataFrame, 600 rows
        Other bookings of the same months, in random order: the same columns without ``price``.

    Raises
    ------
    FileNotFoundError, ValueError
        If the bundled table is missing or damaged.

    References
    ----------
    Antonio, de Almeida and Nunes (2019), Data in Brief 22, CC BY 4.0; what was changed is listed
    in ``d2lmlp/assets/LICENSE-hotel-rates.txt``.
    """
    table = read_table()
    sealed = table["price"].isna()
    return table[~sealed].copy(), table[sealed].drop(columns="price").reset_index(drop=True)


def _scaled(images):
    return np.array(images.reshape(len(images), -1).astype("float32") / 255)


def _labels(y):
    return np.array(y.astype("int32"))
