"""The gradient of softmax and cross-entropy: long, for its list of known mistakes."""

import numpy as np

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part
from d2lmlp.exercises.kinds.reference import draw, sigmoid


def _softmax(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _one_hot(Z, y):
    return (np.arange(Z.shape[1]) == np.asarray(y).reshape(-1, 1)) * 1.0


def _ce(formula):
    """A wrong formula of (probabilities P, one-hot labels Y, logits Z, rows n)."""
    return lambda Z, y: formula(_softmax(Z), _one_hot(Z, y), Z, len(Z))


_CE = (
    Mistake(
        "mean-forgotten",
        "The loss is a mean over n rows: divide by n.",
        _ce(lambda P, Y, Z, n: P - Y),
    ),
    Mistake(
        "sign-turned",
        "The sign is turned: the gradient is positive for wrong classes, so that a "
        "step against it lowers their logits.",
        _ce(lambda P, Y, Z, n: (Y - P) / n),
    ),
    Mistake(
        "sign-turned",
        "The sign is turned, and the mean is forgotten: divide by n.",
        _ce(lambda P, Y, Z, n: Y - P),
    ),
    Mistake(
        "right-class-left-out",
        "The entry of the right class is 0 in yours. It is (p - 1) / n; the others are right.",
        _ce(lambda P, Y, Z, n: P * (1 - Y) / n),
    ),
    Mistake(
        "softmax-forgotten",
        "Yours is minus the labels over n, whatever the logits are: the softmax is missing.",
        _ce(lambda P, Y, Z, n: -Y / n),
    ),
    Mistake(
        "labels-forgotten",
        "The labels are missing: take 1 away at the right class. Each row of the "
        "gradient sums to 0.",
        _ce(lambda P, Y, Z, n: P / n),
    ),
    Mistake(
        "labels-forgotten",
        "That is softmax itself: take 1 away at the right class, and divide by n.",
        _ce(lambda P, Y, Z, n: P),
    ),
    Mistake(
        "not-normalised",
        "You take the exponentials without dividing by their sum in the row: softmax is both.",
        _ce(lambda P, Y, Z, n: (np.exp(Z) - Y) / n),
    ),
    Mistake(
        "not-normalised",
        "You take the exponentials without dividing by their sum in the row, and 1/n is missing.",
        _ce(lambda P, Y, Z, n: np.exp(Z) - Y),
    ),
    *(
        Mistake(
            "not-normalised",
            f"Yours are exponentials over the row's largest one: divide by their sum in the "
            f"row{rest}.",
            lambda Z, y, over=over: (
                (np.exp(Z - Z.max(axis=1, keepdims=True)) - _one_hot(Z, y)) / over(Z)
            ),
        )
        for over, rest in ((len, ""), (lambda Z: 1, ", and 1/n is missing"))
    ),
    *(
        Mistake(
            "minus-in-the-exponent",
            f"Yours is the softmax of -Z: exp(z) is larger for larger logits{rest}.",
            lambda Z, y, over=over: (_softmax(-Z) - _one_hot(Z, y)) / over(Z),
        )
        for over, rest in ((len, ""), (lambda Z: 1, "; and 1/n is missing"))
    ),
    Mistake(
        "mean-for-the-right-class-alone",
        "The entry of the right class is right; the others are not divided by n.",
        _ce(lambda P, Y, Z, n: np.where(Y > 0, (P - 1) / n, P)),
    ),
    *(
        Mistake(
            "label-shifted",
            "The 1 is taken away one class too far to the left: the classes are counted from 0.",
            _ce(shifted),
        )
        for shifted in (
            lambda P, Y, Z, n: (P - np.roll(Y, -1, axis=1)) / n,
            lambda P, Y, Z, n: (P - np.append(Y[:, 1:], 0 * Y[:, :1], axis=1)) / n,
        )
    ),
    *(
        Mistake(
            "label-shifted",
            "The 1 is taken away one class too far to the right: the classes are counted from 0.",
            _ce(shifted),
        )
        for shifted in (
            lambda P, Y, Z, n: (P - np.roll(Y, 1, axis=1)) / n,
            lambda P, Y, Z, n: (P - np.append(0 * Y[:, :1], Y[:, :-1], axis=1)) / n,
        )
    ),
    Mistake(
        "softmax-forgotten",
        "Z are logits: softmax turns them into probabilities first.",
        _ce(lambda P, Y, Z, n: (Z - Y) / n),
    ),
    Mistake(
        "sigmoid-for-softmax",
        "The classes exclude each other: softmax over the row, not a sigmoid for each entry.",
        _ce(lambda P, Y, Z, n: (sigmoid(Z) - Y) / n),
    ),
    Mistake(
        "softmax-over-the-rows",
        "You normalise over the batch (axis 0). Probabilities sum to 1 in each row: axis 1.",
        lambda Z, y: (_softmax(Z.T).T - _one_hot(Z, y)) / len(Z),
    ),
    Mistake(
        "right-class-only",
        "Only the right class gets a gradient in yours. The others are pushed down: "
        "their entries are p / n.",
        _ce(lambda P, Y, Z, n: (P - Y) * Y / n),
    ),
    Mistake(
        "gradient-by-probability",
        "-1 / p is the derivative with respect to the probability. With respect to the logit it is "
        "p - 1 at the right class, over n.",
        _ce(lambda P, Y, Z, n: -Y / P / n),
    ),
    Mistake(
        "softmax-slope-too-many",
        "p (1 - p) is already in p - y: the softmax's slope cancels the 1 / p of the logarithm.",
        _ce(lambda P, Y, Z, n: (P - Y) * P * (1 - P) / n),
    ),
    Mistake(
        "loss-not-gradient",
        "That is the loss of each row; its gradient with respect to the logits has Z's shape.",
        lambda Z, y: -(np.log(_softmax(Z)) * _one_hot(Z, y)).sum(axis=1),
    ),
    Mistake(
        "divided-by-classes",
        "You divide by the number of classes; the mean is over the n rows.",
        _ce(lambda P, Y, Z, n: (P - Y) / Y.shape[1]),
    ),
    Mistake(
        "divided-by-all",
        "You divide by all entries; the mean is over the n rows.",
        _ce(lambda P, Y, Z, n: (P - Y) / Y.size),
    ),
    Mistake(
        "factor-two",
        "There is a factor 2 too many: the cross-entropy brings none.",
        _ce(lambda P, Y, Z, n: 2 * (P - Y) / n),
    ),
    Mistake(
        "one-at-every-class",
        "You take 1 away at every class: it is taken away at the right class alone.",
        _ce(lambda P, Y, Z, n: (P - 1) / n),
    ),
    Mistake(
        "one-at-every-class",
        "You take 1 away at every class, not at the right one alone, and 1/n is missing.",
        _ce(lambda P, Y, Z, n: P - 1),
    ),
    Mistake(
        "one-at-every-class",
        "You take the probability from 1 at every class: p - 1 belongs to the right class, p to "
        "the others.",
        _ce(lambda P, Y, Z, n: (1 - P) / n),
    ),
    *(
        Mistake(
            "first-row-only",
            "The labels are taken away in the first row alone: is the `return` inside the loop?",
            _ce(lambda P, Y, Z, n, over=over: (P - Y * (np.arange(n) == 0)[:, None]) / over(n)),
        )
        for over in (lambda n: n, lambda n: 1)
    ),
    Mistake(
        "normalised-by-the-mean",
        "You divide the exponentials by their mean in the row: probabilities are over their sum.",
        _ce(lambda P, Y, Z, n: (P * Z.shape[1] - Y) / n),
    ),
    Mistake(
        "step-for-gradient",
        "Yours is Z minus the gradient, a step of gradient descent: the gradient alone is asked "
        "for.",
        _ce(lambda P, Y, Z, n: Z - (P - Y) / n),
    ),
    Mistake(
        "base-two",
        "You take powers of 2: the softmax takes those of e, `np.exp`.",
        lambda Z, y: (_softmax(np.log(2) * Z) - _one_hot(Z, y)) / len(Z),
    ),
    *(
        Mistake(
            "logits-bounded",
            f"Yours is right for logits from -{bound} to {bound} and cuts off others: take each "
            "row's maximum away in place of that.",
            lambda Z, y, bound=bound: (
                (_softmax(np.clip(Z, -bound, bound)) - _one_hot(Z, y)) / len(Z)
            ),
        )
        for bound in (1, 2, 5)
    ),
    Mistake(
        "times-n",
        "You multiply by n. The loss is a mean: divide by n.",
        _ce(lambda P, Y, Z, n: (P - Y) * n),
    ),
    Mistake(
        "mean-twice",
        "You divide by n twice.",
        _ce(lambda P, Y, Z, n: (P - Y) / n**2),
    ),
    Mistake(
        "brackets",
        "Only the labels are divided by n: the whole of P - Y is to be.",
        _ce(lambda P, Y, Z, n: P - Y / n),
    ),
    Mistake(
        "brackets",
        "Only the probabilities are divided by n: the whole of P - Y is to be.",
        _ce(lambda P, Y, Z, n: P / n - Y),
    ),
    Mistake(
        "labels-added",
        "You add 1 at the right class; it is taken away there.",
        _ce(lambda P, Y, Z, n: (P + Y) / n),
    ),
    Mistake(
        "log-of-softmax",
        "You take the logarithm of the probabilities; the gradient has the probabilities.",
        _ce(lambda P, Y, Z, n: (np.log(P) - Y) / n),
    ),
    Mistake(
        "normalised-over-all",
        "You divide by the sum over the whole array. Probabilities sum to 1 in each row: sum over "
        "axis 1, with `keepdims=True`.",
        lambda Z, y: (np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum() - _one_hot(Z, y)) / len(Z),
    ),
    Mistake(
        "softmax-twice",
        "You take softmax twice: of the logits, and of the probabilities once more.",
        _ce(lambda P, Y, Z, n: (_softmax(P) - Y) / n),
    ),
    Mistake(
        "softmax-slope-alone",
        "p (1 - p) is the slope of softmax; the labels are missing. With them the gradient is p - "
        "1 at the right class and p at the others, over n.",
        _ce(lambda P, Y, Z, n: P * (1 - P) / n),
    ),
    Mistake(
        "row-number-for-class",
        "In row i you take 1 away at column i; take it away at column `y[i]`.",
        lambda Z, y: (_softmax(Z) - np.eye(*Z.shape)) / len(Z),
    ),
    Mistake(
        "class-number-taken-away",
        "You take the number of the class away from every entry; take 1 away at the right class.",
        lambda Z, y: (_softmax(Z) - np.asarray(y).reshape(-1, 1)) / len(Z),
    ),
    Mistake(
        "columns-of-all-rows",
        "You take 1 away in every row at the classes of *all* rows, as `P[:, y] -= 1` does. Each "
        "row has one right class: `P[np.arange(n), y] -= 1`.",
        lambda Z, y: (_softmax(Z) - _one_hot(Z, y).max(axis=0)) / len(Z),
    ),
    Mistake(
        "likeliest-class",
        "You take 1 away at the most likely class; it is taken away at the right one, `y`.",
        _ce(lambda P, Y, Z, n: (P - (P.max(axis=1, keepdims=True) == P)) / n),
    ),
    Mistake(
        "loss-not-gradient",
        "That is the loss; its gradient with respect to the logits has Z's shape.",
        lambda Z, y: -(np.log(_softmax(Z)) * _one_hot(Z, y)).sum() / len(Z),
    ),
    Mistake(
        "max-not-probability",
        "You take 1 for the most likely class in place of the probabilities.",
        _ce(lambda P, Y, Z, n: ((P.max(axis=1, keepdims=True) == P) * 1.0 - Y) / n),
    ),
)

_WIDE = 6 * draw(80, (6, 3))
_WIDE[2:4] = [[6, 10, 8], [-9, -6, -7]]  # the same within -5 and 5

TASK = Task(
    id="cross-entropy-gradient",
    title="The gradient of softmax and cross-entropy",
    section="From scratch",
    stars=2,
    statement="""\
`Z` holds logits, of shape (n, q), and `y` the right classes, n whole numbers from 0 to q - 1. The
loss is the mean over the rows of the cross-entropy -log(softmax(z)[y]). Write `logit_gradient(Z,
y)`: the derivative of that loss with respect to each entry of `Z`, an array of shape (n, q), from a
formula and without autograd.
""",
    name="logit_gradient",
    formula=("softmax minus one-hot labels, over n",),
    stub="def logit_gradient(Z, y):\n    return ...\n",
    solution="""\
def logit_gradient(Z, y):
    P = npx.softmax(Z, axis=1)
    return (P - npx.one_hot(y, Z.shape[1])) / len(Z)
""",
    explanation="The loss of a row is log(sum(exp(z))) - z[y]. Its derivative with respect to "
    "z[j] is softmax(z)[j], "
    "minus 1 where j is the right class. The mean divides by n. This is why a net is trained on "
    "logits.",
    hints=(
        "Write the loss of one row as log(sum(exp(z))) - z[y].",
        "The derivative of log(sum(exp(z))) with respect to z[j] is softmax(z)[j].",
        "(softmax(Z) - one-hot labels) / n.",
    ),
    checker=FunctionCheck(
        names=("Z", "y"),
        cases=[
            (2 * draw(75, (5, 3)), np.array([0, 2, 1, 1, 0])),
            (2 * draw(81, (5, 3)), np.array([2, 2, 0, 1, 0])),
            (2 * draw(76, (4, 6)), np.array([5, 0, 3, 2])),
            (2 * draw(82, (3, 2)), np.array([1, 0, 1])),
            (2 * draw(77, (1, 4)), np.array([3])),
            (2 * draw(78, (3, 5)), np.array([0, 1, 1])),
            (draw(79, (3, 1)), np.array([0, 0, 0])),
            (_WIDE, np.array([1, 1, 1, 0, 0, 1])),
        ],
        told=lambda Z, y: f"Z of shape {Z.shape}, y = {list(map(int, y))}",
        far=(
            (np.array([[100.0, 0, -100], [0, 200, 199]]), np.array([1, 2])),
            (np.array([[-800.0, -801, -900]]), np.array([0])),
            (np.array([[0.0, 1, 2], [800, 801, 799]]), np.array([0, 1])),
        ),
        cure="Take each row's maximum away before the exponential, or use npx.softmax.",
        forbidden=(
            (
                "backward",
                "by-autograd",
                "The values are right, and your code calls autograd's `backward`: the task asks "
                "for a formula without it.",
            ),
        ),
        target=_ce(lambda P, Y, Z, n: (P - Y) / n),
        parts=(Part("gradient", _CE),),
        laws=(
            Mistake(
                "rows-do-not-sum-to-zero",
                "Each row of the gradient sums to 0, since adding a number to all logits of a row "
                "changes nothing; some rows of yours do not.",
                lambda cases, results, targets: any(
                    not np.allclose(r[0].sum(axis=1), 0, atol=1e-3) for r in results
                ),
            ),
            Mistake(
                "entries-wrong",
                "The rows sum to 0, but not all entries are softmax minus one-hot labels, over n.",
                lambda cases, results, targets: True,
            ),
        ),
        modes=("mxnet", "numpy", "list"),
    ),
)
