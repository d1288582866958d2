"""What can be set in the playground, and its goals."""

from collections import namedtuple

from d2lmlp.explore.playground.points import DATA, HALF
from d2lmlp.mlp import ACTIVATION_BLOCKS, INITIALIZERS

MAX_LAYERS, MAX_UNITS = 4, 8
BATCHES = (10, 50, 200)
# PReLU is left out: it has a weight of its own, which no edge shows.
ACTIVATIONS = tuple(name for name in ACTIVATION_BLOCKS if name != "prelu")

Goal = namedtuple("Goal", "text data units")
GOALS = {
    "none": Goal("Just play.", None, None),
    "xor": Goal("Separate XOR with at most 4 units.", "xor", 4),
    "u": Goal("Separate the U with at most 2 units.", "u", 2),
    "ring": Goal("Separate the ring with at most 4 units.", "ring", 4),
    "ring-3": Goal("Separate the ring with at most 3 units.", "ring", 3),
    "spiral": Goal("Separate the spiral with at most 12 units.", "spiral", 12),
}
ENOUGH = 0.97  # accuracy on new points that counts as "separated"


def checked(settings):
    """Return the settings of a playground in one form, or raise a ValueError that says why not.

    Parameters
    ----------
    settings : dict
        By the names of `playground`'s parameters.

    Returns
    -------
    dict
        With lists and plain numbers, as JSON has them.
    """
    s = dict(settings)
    s["layers"] = list(s["layers"])
    if isinstance(s["activations"], str) or s["activations"] is None:
        s["activations"] = [s["activations"]] * len(s["layers"])
    s["activations"] = list(s["activations"])
    for good, what in (
        (s["data"] in DATA, f"data is {s['data']!r}; choose one of {', '.join(DATA)}"),
        (_sizes(s["layers"]), f"layers is {s['layers']}: up to 4 sizes from 1 to 8"),
        (len(s["activations"]) == len(s["layers"]),
         f"{len(s['activations'])} activations, {len(s['layers'])} layers: give one for each"),
        (set(s["activations"]) <= set(ACTIVATIONS),
         f"activations are {s['activations']}; choose of {', '.join(map(str, ACTIVATIONS))}"),
        (s["init"] in INITIALIZERS,
         f"init is {s['init']!r}; choose one of {', '.join(INITIALIZERS)}"),
        (s["batch"] in BATCHES, f"batch is {s['batch']!r}; choose one of {BATCHES}"),
        (_number(s["dropout"], 0, 0.9), f"dropout is {s['dropout']!r}, a number from 0 to 0.9"),
        (_number(s["noise"], 0, 2), f"noise is {s['noise']!r}, a number from 0 to 2"),
        (_number(s["l2"], 0, 1), f"l2 is {s['l2']!r}, a number from 0 to 1"),
        (_number(s["lr"], 1e-5, 10), f"lr is {s['lr']!r}, a learning rate from 1e-5 to 10"),
        (type(s["seed"]) is int and 0 <= s["seed"] <= 10**6,
         f"seed is {s['seed']!r}, a whole number from 0 to 1,000,000"),
        (all(map(_point, s["points"])),
         "A point is (x1, x2, class): two numbers from -3 to 3, and 0 or 1"),
    ):  # fmt: skip
        if not good:
            raise ValueError(f"{what}.")
    s["points"] = [[float(a), float(b), int(k)] for a, b, k in s["points"]]
    return s


def _sizes(layers):
    good = all(type(k) is int and 1 <= k <= MAX_UNITS for k in layers)
    return good and len(layers) <= MAX_LAYERS


def _number(value, low, high):
    return isinstance(value, (int, float)) and low <= value <= high


def _point(point):
    return (
        len(point) == 3 and all(_number(v, -HALF, HALF) for v in point[:2]) and point[2] in (0, 1)
    )
