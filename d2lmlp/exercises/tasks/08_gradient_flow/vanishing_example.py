"""Make the gradient vanish: long, for its list of what an answer can be."""

import re

import mxnet as mx
import numpy as np

from d2lmlp.exercises.engine.compare import number
from d2lmlp.exercises.engine.task import Task
from d2lmlp.exercises.engine.values import BadValue, to_numpy
from d2lmlp.exercises.engine.verdict import Verdict
from d2lmlp.exercises.kinds.built import BuiltCheck, Given
from d2lmlp.exercises.kinds.forms import remarked, shape_remark, sort_of
from d2lmlp.exercises.kinds.reference import sigmoid

WIDTH, ROWS, OUTPUTS, SEEDS, BOUND, MAX_DEPTH = 64, 32, 10, 5, 1e-6, 60


def _normal(std):
    return lambda rng, a, b: rng.normal(size=(a, b)) * std


def _uniform(limit):
    return lambda rng, a, b: rng.uniform(-limit, limit, size=(a, b))


NAMED = {
    "xavier": lambda rng, a, b: _uniform((6 / (a + b)) ** 0.5)(rng, a, b),
    "glorot": lambda rng, a, b: _uniform((6 / (a + b)) ** 0.5)(rng, a, b),
    "he": lambda rng, a, b: _normal((2 / a) ** 0.5)(rng, a, b),
    "kaiming": lambda rng, a, b: _normal((2 / a) ** 0.5)(rng, a, b),
    "default": _uniform(0.07),
    "uniform": _uniform(0.07),
    "normal": _normal(1),
    "orthogonal": lambda rng, a, b: np.linalg.qr(rng.normal(size=(max(a, b),) * 2))[0][:a, :b],
}

OFFERED = ("xavier", "he", "default", "normal")
SYNONYMS = {"glorot": "xavier", "kaiming": "he", "uniform": "default"}


def ratio(depth, weights, seed):
    """First layer's gradient norm over the last's, for a net with `depth` sigmoid layers.

    Parameters
    ----------
    depth : int
    weights : callable
        (generator, fan_in, fan_out) -> array.
    seed : int

    Returns
    -------
    float
    """
    rng = np.random.default_rng(seed)
    H = [rng.normal(size=(ROWS, WIDTH))]
    W = [weights(rng, WIDTH, WIDTH) for _ in range(depth)] + [weights(rng, WIDTH, OUTPUTS)]
    for w in W[:-1]:
        H.append(sigmoid(np.clip(H[-1] @ w, -700, 700)))
    delta = rng.normal(size=(ROWS, OUTPUTS)) / ROWS
    norms = []
    for w, h in zip(W[::-1], H[::-1]):
        norms.append(np.linalg.norm(h.T @ delta))
        delta = (delta @ w.T) * h * (1 - h)
    return norms[-1] / norms[0]


EXAMPLES = (
    ("too-shallow", (2, "xavier")),
    ("too-shallow", (3, 0.1)),
    ("too-shallow", (1, "default")),
    ("weights-too-large", (20, "normal")),
    ("weights-too-large", (50, 2.0)),
    ("weights-too-large", (3, 100.0)),
    ("zero-weights", (20, 0)),
    ("zero-weights", (20, "zeros")),
    ("negative-std", (20, -0.1)),
    ("no-hidden-layer", (0, "xavier")),
    ("negative-depth", (-5, "xavier")),
    ("not-numbers", ("20", 0.1)),
    ("too-deep", (1000, "xavier")),
    ("depth-not-whole", (10.5, "xavier")),
    ("unknown-initialisation", (10, "gaussian mixture")),
    ("swapped-results", ("xavier", 20)),
    ("not-numbers", ("20", 0.05)),
    ("not-a-tuple", 20),
    ("too-many-results", (20, "xavier", 1)),
)


ZERO = (
    "With weights 0 no gradient at all passes back, in any net: the ratio is 0 for a single hidden "
    "layer too. Show how depth makes it vanish, with weights other than 0."
)


DEPTH_FIRST = "Give the depth first, then the initialisation."


def _depth(depth):
    depth = _one_number(depth, "depth")
    if depth != int(depth):
        raise BadValue("depth-not-whole", f"A depth of {depth:g}: give a whole number.")
    if depth < 0:
        raise BadValue("negative-depth", f"A depth of {depth:g}: give a number from 1 to 60.")
    if depth < 1:
        raise BadValue(
            "no-hidden-layer",
            "Without a hidden layer the first layer is the last, and the ratio is 1.",
        )
    if depth > MAX_DEPTH:
        raise BadValue("too-deep", f"At most {MAX_DEPTH} hidden layers are allowed.")
    return int(depth)


def _one_number(value, name):
    several = isinstance(value, (list, tuple, range, dict)) and len(value) != 1
    number_ = np.empty(len(value)) if several else to_numpy(value)
    if number_.size != 1:
        kinds = f"{sort_of(value)} of {number_.size} entries"
        asked = "one number" + " or a name" * (name == "init")
        raise BadValue("wrong-shape", f"{name} is {asked}, and yours is {kinds}.")
    if not np.isfinite(number_).all():
        raise BadValue("not-finite", f"{name} is {number_.item():g}.")
    return float(number_.item())


def _in_order(values):
    if isinstance(values[0], (str, mx.init.Initializer)):
        text = isinstance(values[0], str) and values[0].strip().lower() not in NAMED
        if text or isinstance(values[1], str):
            raise BadValue("not-numbers", f"depth is the text {values[0][:30]!r}: give a number.")
        raise BadValue("swapped-results", DEPTH_FIRST)
    numbers = all(isinstance(v, (int, float)) for v in values)
    if numbers and 0 < values[0] < 1 <= values[1] and values[1] % 1 == 0:
        raise BadValue("swapped-results", f"depth is {values[0]:g}: g{DEPTH_FIRST[1:]}")
    return values


def _weights(init):
    """Read an initialisation: a name, a standard deviation or an MXNet initialiser."""
    if isinstance(init, type) and issubclass(init, mx.init.Initializer):
        init = init()
    if isinstance(init, mx.init.Initializer):
        return _from_mxnet(init)
    if _one_word(init):
        (init,) = init
    if isinstance(init, str):
        name = init.strip().lower()
        if name in ("zeros", "zero"):
            raise BadValue("zero-weights", ZERO)
        if name not in NAMED:
            if re.fullmatch(r"[\d.]+(e-?\d+)?", name):
                raise BadValue("not-numbers", f"init is the text {init[:30]!r}: give a number.")
            names = ", ".join(OFFERED)
            raise BadValue("unknown-initialisation", f"{init[:30]!r} is none of {names}.")
        return NAMED[name]
    if isinstance(init, (set, frozenset)):
        raise BadValue("not-a-number", "init is one number or a name, and yours is a set.")
    std = _one_number(init, "init")
    if std == 0:
        raise BadValue("zero-weights", ZERO)
    if not std > 0 or std == float("inf"):
        raise BadValue("negative-std", f"A standard deviation is a number above 0, not {std:g}.")
    return _normal(std)


def _one_word(value):
    return isinstance(value, (list, tuple)) and [type(item) for item in value] == [str]


def _from_mxnet(init):
    """Draw weights from an MXNet initialiser."""

    def weights(rng, a, b):
        mx.random.seed(int(rng.integers(1 << 30)))
        array = mx.np.zeros((b, a))
        init(mx.init.InitDesc("weight"), array)
        return array.asnumpy().T.astype(float)

    return weights


def _form(name, value):
    """Remark on what is read, though the statement does not offer it."""
    offer = "The statement offers a number, " + ", ".join(f'"{word}"' for word in OFFERED[:-1])
    offer += f' and "{OFFERED[-1]}"'
    if isinstance(value, str):
        word = value.strip().lower()
        other = SYNONYMS.get(word)
        known = f'"{word}" is another name of "{other}"' if other else f'"{word}" is read as well'
        return "" if word in OFFERED else f"{offer}; {known}."
    if _one_word(value):
        return f"`{name}` is asked for by itself, and yours is {sort_of(value)}."
    if isinstance(value, (type, mx.init.Initializer)):
        return f"{offer}; an initialiser of MXNet is read as well."
    shape = to_numpy(value).shape
    return shape_remark(f"`{name}`", shape, ()) if shape else ""


CHANCE = (
    "From draw to draw the ratio goes from {} to {}: with weights so large it is chance. Take "
    "smaller ones."
)
SOME_DRAWS = "In another draw it is {}, not under 1e-6: a layer more, or smaller weights, are safe."


def judge_ratio(depth, weights):
    """Measure the ratio over several seeds; returns a Verdict."""
    if not np.any(weights(np.random.default_rng(0), WIDTH, WIDTH)):
        return Verdict("wrong", ZERO, "zero-weights")
    found = [ratio(depth, weights, seed) for seed in range(SEEDS)]
    smallest = min(found)
    if not np.isfinite(smallest):
        return Verdict(
            "wrong",
            "The gradients have no ratio: both are 0 to the last bit, or too large for a number. "
            "Take weights of another size.",
            "no-gradient-at-all",
        )
    largest = max(found)
    by_chance = largest >= 1 > smallest and smallest < 0.1 * largest
    chance = CHANCE.format(number(smallest), number(largest))
    if smallest < BOUND:
        right = Verdict(
            "correct",
            f"With {depth} hidden layer{'s' * (depth > 1)} the first layer's gradient is "
            f"{number(smallest)} of the last's, in the smallest of {SEEDS} draws.",
        )
        other = SOME_DRAWS.format(number(largest)) if largest >= BOUND else ""
        return remarked(right, chance if by_chance else other)
    rows = ((f"{depth} hidden layer{'s' * (depth > 1)}", number(smallest), "under 1e-6"),)
    if by_chance:
        return Verdict("wrong", chance, "left-to-chance", rows)
    if smallest >= 1:
        return Verdict(
            "wrong",
            f"The gradient grows on its way back: the ratio is {number(smallest)}. The slopes are "
            "at most 1/4, and these weights outweigh them: take smaller ones.",
            "weights-too-large",
            rows,
        )
    if min(ratio(MAX_DEPTH, weights, seed) for seed in range(SEEDS)) >= BOUND:
        return Verdict(
            "wrong",
            f"The ratio is {number(smallest)}, and even with {MAX_DEPTH} layers it is not "
            "under 1e-6 in the draws here: these weights carry the gradient back. Each layer "
            "multiplies by a slope of at most 1/4 *and* by its weights: take smaller ones.",
            "weights-too-large",
            rows,
        )
    return Verdict(
        "wrong",
        f"The gradient shrinks, but not enough: the ratio is {number(smallest)}. Each further "
        "layer multiplies it by at most a quarter of the weights' effect: go deeper.",
        "too-shallow",
        rows,
    )


TASK = Task(
    id="vanishing-example",
    title="Make the gradient vanish",
    section="Vanishing gradients",
    stars=1,
    statement="""\
Find a sigmoid net whose first layer learns nothing: give `example = (depth, init)` such that the
norm of the first layer's weight gradient is **under one millionth** (1e-6) of the last's. `depth`
is the number of hidden layers, from 1 to 60; all have 64 units. `init` is the standard deviation
of normally distributed weights (a number above 0), or a name: "xavier", "he", "default" (MXNet's,
uniform from -0.07 to 0.07) or "normal" (standard deviation 1). The biases start at 0.
""",
    name="example",
    stub="example = (..., ...)\n",
    solution='example = (20, "xavier")\n',
    explanation="On the way back each sigmoid layer multiplies the gradient by its slope, at most "
    "1/4, "
    "and by its weights. With Xavier's weights, about a quarter of it remains per layer: after 20 "
    "layers about 1e-12, as 4^-20. Large weights work against it: with "
    "standard deviation 1 the gradient survives.",
    hints=(
        "Each sigmoid layer multiplies the gradient by at most 1/4, and by its weights.",
        "More layers or smaller weights make it vanish; large weights keep it alive.",
        'Try ten layers more than you have, with "xavier" or a standard deviation of 0.05.',
    ),
    checker=BuiltCheck(
        parts=(
            Given("depth", read=_depth, form=lambda depth: _form("depth", depth)),
            Given("init", read=_weights, form=lambda init: _form("init", init)),
        ),
        test=judge_ratio,
        examples=EXAMPLES,
        unpack=_in_order,
    ),
)
