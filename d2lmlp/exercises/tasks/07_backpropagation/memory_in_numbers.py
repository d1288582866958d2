"""What training has to store."""

from d2lmlp.exercises.engine.task import Mistake, Task
from d2lmlp.exercises.kinds.function import FunctionCheck, Part


def _parameters(d, h, q):
    return d * h + h * q


def _training(d, h, q, n):
    return 2 * _parameters(d, h, q) + n * (d + 2 * h + q)


def _prediction(d, h, q, n):
    return _parameters(d, h, q) + n * max(d + h, 2 * h, h + q)


_TRAINING = (
    Mistake(
        "gradients-forgotten",
        "Each parameter has a gradient of the same size beside it.",
        lambda d, h, q, n: _parameters(d, h, q) + n * (d + 2 * h + q),
    ),
    Mistake(
        "one-example",
        "You count one row. All n rows pass at once, and each has values of its own.",
        lambda d, h, q, n: 2 * _parameters(d, h, q) + d + 2 * h + q,
    ),
    Mistake(
        "hidden-counted-once",
        "The hidden layer has two values for each unit, z and h: 2 h.",
        lambda d, h, q, n: 2 * _parameters(d, h, q) + n * (d + h + q),
    ),
    Mistake(
        "inputs-forgotten",
        "The input is needed on the way back: the gradient of W1 is made with X.",
        lambda d, h, q, n: 2 * _parameters(d, h, q) + n * (2 * h + q),
    ),
    Mistake(
        "outputs-forgotten",
        "The outputs are needed as well: the gradient of the loss begins with them.",
        lambda d, h, q, n: 2 * _parameters(d, h, q) + n * (d + 2 * h),
    ),
    Mistake(
        "parameters-only",
        "The values of the forward pass are missing: they wait for the way back.",
        lambda d, h, q, n: 2 * _parameters(d, h, q),
    ),
    Mistake(
        "values-only",
        "Parameters and their gradients have to be there too.",
        lambda d, h, q, n: n * (d + 2 * h + q),
    ),
    Mistake(
        "all-gradients-kept",
        "The gradients of z, h and o come and go: only those of the parameters are kept.",
        lambda d, h, q, n: 2 * _parameters(d, h, q) + 2 * n * (d + 2 * h + q),
    ),
    Mistake(
        "hidden-values-only",
        "X and O are held as well as Z and H.",
        lambda d, h, q, n: 2 * _parameters(d, h, q) + n * 2 * h,
    ),
    Mistake(
        "biases-counted",
        "You count biases; this net has none.",
        lambda d, h, q, n: _training(d, h, q, n) + 2 * (h + q),
    ),
    Mistake(
        "three-a-parameter",
        "You count three numbers for each parameter; plain SGD holds two, the parameter and its "
        "gradient.",
        lambda d, h, q, n: _training(d, h, q, n) + _parameters(d, h, q),
    ),
    Mistake(
        "four-a-parameter",
        "You count four numbers for each parameter; plain SGD holds two, the parameter and its "
        "gradient.",
        lambda d, h, q, n: _training(d, h, q, n) + 2 * _parameters(d, h, q),
    ),
    Mistake(
        "parameters-for-each-row",
        "All rows share the parameters: only X, Z, H and O grow with n.",
        lambda d, h, q, n: n * _training(d, h, q, 1),
    ),
    Mistake(
        "first-weights-only",
        "The weights of the output layer, h q numbers, are missing.",
        lambda d, h, q, n: 2 * d * h + n * (d + 2 * h + q),
    ),
    Mistake(
        "last-gradient-forgotten",
        "W2 counts once: it has a gradient beside it as well.",
        lambda d, h, q, n: _training(d, h, q, n) - h * q,
    ),
)
_PREDICTION = (
    Mistake(
        "prediction-keeps-all",
        "In prediction nothing waits for a way back: a value is freed once the next is there.",
        lambda d, h, q, n: _parameters(d, h, q) + n * (d + 2 * h + q),
    ),
    Mistake(
        "prediction-with-gradients",
        "Prediction has no gradients: the parameters count once.",
        lambda d, h, q, n: 2 * _parameters(d, h, q) + n * max(d + h, 2 * h, h + q),
    ),
    Mistake(
        "largest-layer-only",
        "While a layer computes, its input *and* its output are there.",
        lambda d, h, q, n: _parameters(d, h, q) + n * max(d, h, q),
    ),
    Mistake(
        "one-row-predicted",
        "You count one row; all n rows pass at once.",
        lambda d, h, q, n: _prediction(d, h, q, 1),
    ),
    Mistake(
        "predicts-without-values",
        "A layer's input and output have to be there too.",
        lambda d, h, q, n: _parameters(d, h, q),
    ),
    Mistake(
        "predicts-without-parameters",
        "The parameters have to be there too.",
        lambda d, h, q, n: n * max(d + h, 2 * h, h + q),
    ),
    Mistake(
        "first-layer-is-no-worst",
        "X and Z are the worst moment only where X is the widest: take the largest of the three.",
        lambda d, h, q, n: _parameters(d, h, q) + n * (d + h),
    ),
    Mistake(
        "last-layer-is-no-worst",
        "H and O are the worst moment only where O is the widest: take the largest of the three.",
        lambda d, h, q, n: _parameters(d, h, q) + n * (h + q),
    ),
    Mistake(
        "activation-forgotten",
        "Z and H are there at once as well, while the activation is computed: 2 h a row.",
        lambda d, h, q, n: _parameters(d, h, q) + n * max(d + h, h + q),
    ),
)

TASK = Task(
    id="memory-in-numbers",
    title="What has to be stored",
    section="What is stored, and when",
    stars=2,
    statement="""\
A net of $d$ inputs, $h$ hidden units and $q$ outputs, without biases, computes $Z = XW_1$, $H =
\\phi(Z)$, $O = HW_2$ for $n$ rows. Count the numbers (floats) that are held, and write `floats(d,
h, q, n)`, which returns `(training, prediction)`. **Training** by plain SGD holds parameters and
their gradients, and X, Z, H and O until the backward pass has read them. **Prediction** holds the
parameters and, at its worst moment, one layer's input and output: X and Z, Z and H, or H and O.
""",
    name="floats",
    stub="def floats(d, h, q, n):\n    return ...\n",
    solution="""\
def floats(d, h, q, n):
    parameters = d * h + h * q
    training = 2 * parameters + n * (d + 2 * h + q)
    prediction = parameters + n * max(d + h, 2 * h, h + q)
    return training, prediction
""",
    explanation="For 784-256-10 and 256 rows that is 740,864 numbers for training, 3.0 MB, and "
    "469,504 for prediction. The parameters do not depend on n, the values do: with large "
    "minibatches they dominate.",
    hints=(
        "How many parameters are there? Training holds each twice.",
        "X has n d entries, Z and H have n h each, O has n q.",
        "Prediction: the parameters once, and n times the largest of d + h, 2 h and h + q.",
    ),
    checker=FunctionCheck(
        names=("d", "h", "q", "n"),
        cases=[(784, 256, 10, 256), (20, 3, 7, 5), (4, 50, 3, 8), (3, 5, 60, 2)],
        target=lambda *args: (_training(*args), _prediction(*args)),
        parts=(
            Part("training", _TRAINING, exact=True), Part("prediction", _PREDICTION, exact=True),
        ),
        modes=("numpy",),
    ),
)  # fmt: skip
