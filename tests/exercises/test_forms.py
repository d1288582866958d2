"""A right answer in another form than is asked for counts, and is remarked on."""

import math

import numpy as onp
import pytest
from mxnet import init, np, npx
from mxnet.gluon import nn

from d2lmlp.exercises import TASKS, judge


def solved(task):
    """The solution of a task, as what it defines."""
    names = {"np": np, "npx": npx, "onp": onp, "init": init}
    exec("from mxnet import autograd\nfrom mxnet.gluon import nn\nimport d2lmlp", names)
    exec(TASKS[task].solution, names)
    return names[TASKS[task].name]


def rows(task):
    """A solution whose biases come back as rows."""

    def answer(*args):
        return [g if g.ndim == 2 else g.reshape(1, -1) for g in solved(task)(*args)]

    return answer


def named(task, *parts):
    return lambda *args: dict(zip(parts, solved(task)(*args)))


def one_by_one(x):
    square = math.exp(2 * x)
    return [math.tanh(x) + 1, 2 * square / (square + 1), 2 * (1 / (1 + 1 / square))]


def quotient(x):
    return (np.tanh(x + 1e-2) - np.tanh(x - 1e-2)) / 2e-2


def steps(x):
    """A derivation of tanh(x) + 1 = 2 sigmoid(2x)."""
    return solved("tanh-sigmoid-identity")(x)


ONES = [[1, 1], [1, 1]]


def in_half_precision(net, X):
    found = []
    for k, layer in enumerate(net):
        X = layer(X)
        found += list((X.asnumpy().astype("float16") == 0).all(axis=0)) if k % 2 else []
    return float(onp.mean(found))


OTHER_FORMS = [
    (
        "backprop-by-hand",
        rows("backprop-by-hand"),
        "the shape (4,), and yours has the shape (1, 4)",
    ),
    ("backprop-by-hand", named("backprop-by-hand", "dW1", "db1", "dW2", "db2"), "a dictionary"),
    ("xor-by-hand", ([1, 1, 1, 1], [0, -1], [1, -2], 0), "(2, 2), and yours has the shape (4,)"),
    ("xor-by-hand", (ONES, [[0, -1]], [1, -2], 0), "`b1` is asked for in the shape (2,)"),
    ("xor-by-hand", (ONES, [0, -1], [1, -2], [0]), "`b2` is asked for as one number"),
    ("xor-by-hand", lambda: (ONES, [0, -1], [1, -2], 0), "yours is a function"),
    ("xor-by-hand", {"W1": ONES, "b1": [0, -1], "w2": [1, -2], "b2": 0}, "yours is a dictionary"),
    ("vanishing-example", (20, "glorot"), '"glorot" is another name of "xavier"'),
    ("vanishing-example", (20, "orthogonal"), '"orthogonal" is read as well'),
    ("vanishing-example", (20, init.Normal(0.05)), "an initialiser of MXNet is read as well"),
    ("vanishing-example", (20, [0.1]), "`init` is asked for as one number"),
    ("vanishing-example", ([20], 0.1), "`depth` is asked for as one number"),
    ("gradient-rules", "error, 1, 2, 1, 2", "yours is one text"),
    ("gradient-rules", dict(enumerate(["error", 1, 2, 1, 2], 1)), "yours is a dictionary"),
    ("gradient-rules", lambda: ["error", 1, 2, 1, 2], "yours is a function"),
    ("leak-hunt", lambda: solved("leak-hunt"), "in one string, and yours is a function"),
    ("leak-hunt", list(solved("leak-hunt")), "in one string, and yours is a list"),
    ("tanh-derivative", lambda x: (1 - np.tanh(x) ** 2).reshape(1, -1), "and yours has the shape"),
    ("prelu-by-hand", lambda x: np.maximum(x, 0.1 * x)[:, None], "in the shape of `x`, and is not"),
    ("tanh-derivative", lambda x: (1 - np.tanh(x) ** 2).tolist(), "yours is a list"),
    (
        "prelu-gradients",
        lambda *a: (lambda dx, da: (dx.tolist(), da))(*solved("prelu-gradients")(*a)),
        "lists came back for `dx`.",
    ),
    ("tanh-derivative", quotient, "as by a difference quotient"),
    ("tanh-sigmoid-identity", lambda x: [2 - 2 * npx.sigmoid(-2 * x), *steps(x)], "first step"),
    ("tanh-sigmoid-identity", lambda x: steps(x)[:3], "The last step is asked for as 2 sigmoid"),
    ("tanh-sigmoid-identity", one_by_one, "Right for one number at a time. On MXNet arrays:"),
    (
        "sigmoid-net-to-tanh-net",
        lambda *args: [
            g if g.ndim == 2 else g[None] for g in solved("sigmoid-net-to-tanh-net")(*args)
        ],
        "`c1` is asked for in the shape of `b1`",
    ),
    (
        "twin-nets",
        lambda params: [2 * params[0], 2 * params[1][None], params[2] / 2, params[3]],
        "`c1` is asked for in the shape (4,), and yours has the shape (1, 4)",
    ),
    (
        "logit-threshold",
        lambda p: 2 * np.arctanh(2 * np.array(p) - 1).item(),
        "For p = 1e-17 it does not hold.",
    ),
    (
        "logit-threshold",
        lambda p: np.log(np.array(p) / (1 - np.array(p))).item(),
        "For p = 0.999999999 it does not hold.",
    ),
    ("dead-units", in_half_precision, "outputs 2e-9 for some row is not dead"),
    (
        "units-for-a-count",
        lambda *args: (solved("units-for-a-count")(*args),),
        "a comma after yours makes it a tuple",
    ),
    (
        "accumulated-gradient",
        lambda *args: solved("accumulated-gradient")(*args)[None],
        "The shape asked for is (p,), and yours has 2 axes",
    ),
    ("parameter-count", lambda s: onp.array([solved("parameter-count")(s)]), "as one number"),
    (
        "sigmoid-net-to-tanh-net",
        named("sigmoid-net-to-tanh-net", "V1", "c1", "V2", "c2"),
        "a dictionary",
    ),
]


@pytest.mark.parametrize("task, answer, remark", OTHER_FORMS)
def test_another_form_counts_and_is_remarked_on(task, answer, remark):
    verdict = judge(TASKS[task], answer)
    assert verdict.status == "correct", verdict
    assert remark in verdict.remark


@pytest.mark.parametrize("task", TASKS)
def test_the_form_that_is_asked_for_needs_no_remark(task):
    assert judge(TASKS[task], solved(task)).remark == ""


def test_an_array_whose_entries_would_change_places_is_refused():
    verdict = judge(TASKS["xor-by-hand"], ([[1], [1], [1], [1]], [0, -1], [1, -2], 0))
    assert verdict.mistake == "wrong-shape"
    assert "should be (2, 2)" in verdict.message


def test_a_transposed_matrix_is_not_read_row_by_row():
    verdict = judge(TASKS["twin-nets"], lambda p: [p[0].T * 1, p[1], p[2] * 1, p[3]])
    assert verdict.mistake == "wrong-shape"
    assert "V1 has the shape (4, 3); it should be (3, 4)." in verdict.message


def test_a_remark_on_the_form_stands_beside_one_on_the_far_end():
    def softmax_minus_labels(Z, y):
        e = np.exp(Z)
        right = (e / e.sum(axis=1, keepdims=True) - npx.one_hot(y, Z.shape[1])) / len(Z)
        return right.reshape(1, *Z.shape)

    remark = judge(TASKS["cross-entropy-gradient"], softmax_minus_labels).remark
    assert "in the shape (5, 3), and yours has the shape (1, 5, 3)" in remark
    assert "Far out it breaks" in remark


@pytest.mark.parametrize("answer", ["", " ", [], set(), "..."])
def test_an_answer_without_a_letter_is_no_attempt_and_is_told_so(answer):
    verdict = judge(TASKS["why-relu-won"], answer)
    assert (verdict.status, verdict.mistake) == ("not attempted", None)
    assert "No letter is there yet" in verdict.message


@pytest.mark.parametrize("task", ["leak-hunt", "gradient-rules", "xor-by-hand"])
def test_a_function_of_something_is_no_answer_where_values_are_asked(task):
    assert judge(TASKS[task], lambda x: solved(task)).mistake == "function-for-values"
    net = nn.Dense(1)  # it does not tell beforehand that it wants an input
    assert judge(TASKS[task], net).mistake in ("function-for-values", "net-for-values")


@pytest.mark.parametrize("value, said", [
    ("1 1", "W1: A text was given"),
    ([[1, 1], [1]], "W1: The rows that were given differ in length, such as 1 and 2."),
    ([[1, 1], [1, None]], "W1: One of the things that were given is None"),
])  # fmt: skip
def test_a_value_that_cannot_be_read_did_not_come_back(value, said):
    assert said in judge(TASKS["xor-by-hand"], (value, [0, -1], [1, -2], 0)).message


def test_an_answer_for_float64_counts_and_is_told_what_float32_does():
    def every_row(act, Z):
        moved = np.array(onp.full(Z.shape, 2.0))  # float64, as NumPy's array
        return any(
            abs(act(np.concatenate([Z[k : k + 1], moved]))[0] - act(Z)[k]).max() > 1e-5
            for k in range(len(Z))
        )

    verdict = judge(TASKS["batch-dependent"], every_row)
    assert verdict.status == "correct"
    assert "On MXNet arrays, which are float32: Your code raised MXNetError" in verdict.remark


@pytest.mark.parametrize(
    "task, answer, mistake",
    [
        ("tanh-derivative", lambda x: 1 - math.tanh(x) ** 2, "array-for-number"),
        ("tanh-derivative", lambda x: 1 - onp.tanh(float(x)) ** 2, "array-for-number"),
        ("tanh-derivative", lambda x: 1 - np.tanh(x) ** 2 if x else 1.0, "if-on-an-array"),
        (
            "swish-derivative",
            lambda x, b: (lambda s: s + b * x * s * (1 - s))(1 / (1 + math.exp(-b * x))),
            "array-for-number",
        ),
    ],
)
def test_what_stops_at_the_array_asked_for_is_an_error(task, answer, mistake):
    verdict = judge(TASKS[task], answer)
    assert (verdict.status, verdict.mistake) == ("error", mistake)
    assert verdict.message.startswith("Yours is right for one number at a time.")


def test_weights_rounded_to_some_digits_are_remarked_on():
    def rounded(W1, b1, W2, b2):
        weights = W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=0) / 2
        return [onp.round(onp.array(w, float), 4) for w in weights]

    verdict = judge(TASKS["sigmoid-net-to-tanh-net"], rounded)
    assert verdict.status == "correct" and "agrees to some digits only" in verdict.remark


def test_what_works_on_lists_alone_counts_where_no_array_is_spoken_of():
    def stop_epoch(losses, patience):
        for k in range(1, len(losses) + 1):
            best = losses.index(min(losses[:k])) + 1
            if k - best >= patience:
                return best, k
        return losses.index(min(losses)) + 1, len(losses)

    verdict = judge(TASKS["stop-epoch"], stop_epoch)
    assert verdict.status == "correct" and "Right for lists." in verdict.remark
