"""Wrong answers that no list foresaw are rejected for a fitting reason: long, for so many are."""

import builtins
import math

import numpy as onp
import pytest
from mxnet import autograd, np, npx

from d2lmlp.exercises import TASKS, judge
from d2lmlp.exercises.engine.judging import judge_apart

sigmoid = npx.sigmoid


def dx(x, alpha):
    return np.where(x > 0, np.ones_like(x), alpha * np.ones_like(x))


def dalpha(x, g):
    return (g * np.minimum(x, 0)).sum()


def backprop(change):
    def gradients(X, Y, W1, b1, W2, b2):
        Z = np.dot(X, W1) + b1
        H = npx.relu(Z)
        E = (np.dot(H, W2) + b2 - Y) / len(X)
        D = np.dot(E, W2.T) * (Z > 0)
        right = np.dot(X.T, D), D.sum(axis=0), np.dot(H.T, E), E.sum(axis=0)
        return change(right, X=X, Y=Y, H=H, E=E, D=D, W=(W1, b1, W2, b2))

    return gradients


def normalised(scale=1.0, shift=0.0, own=0.0):
    def predict(batches, Z):
        mean, var = 0, 1
        for batch in batches:
            mean, var = 0.9 * mean + 0.1 * batch.mean(axis=0), 0.9 * var + 0.1 * batch.var(axis=0)
        return scale * (Z - mean - own * Z.mean(axis=0)) / np.sqrt(var + 1e-5) + shift

    return predict


def dead(score):
    def fraction(net, X):
        found = []
        for k, layer in enumerate(net):
            X = layer(X)
            found += list(score(X.asnumpy())) if k % 2 else []
        return float(onp.mean(found))

    return fraction


def solved(task):
    space = {"np": np, "npx": npx}
    exec(TASKS[task].solution, space)
    return space[TASKS[task].name]


def by_differences(w, b, v, h=0.1):
    w, b, v = (onp.array(a.tolist(), ndmin=1) for a in (w, b, v))
    places = {round(-t / s, 6) for s, t in zip(w, b) if s}
    found = 0
    for x in places:
        left, here, right = (
            sum(u * max(s * at + t, 0) for s, t, u in zip(w, b, v)) for at in (x - h, x, x + h)
        )
        found += abs(right - 2 * here + left) > 1e-6
    return 1 + found


def kept_by_beta():
    kept = {}

    def derivative(x, beta):
        if beta not in kept:
            kept[beta] = solved("swish-derivative")(x, beta)
        return kept[beta]

    return derivative


def by_a_tiny_step(X, Y, *params):
    def loss(params):
        W1, b1, W2, b2 = params
        out = np.dot(npx.relu(np.dot(X, W1) + b1), W2) + b2
        return ((out - Y) ** 2).sum().item() / (2 * len(X))

    found = []
    for k, p in enumerate(params):
        g = np.zeros_like(p)
        for place in onp.ndindex(p.shape):
            moved = p.copy()
            moved[place] += 1e-8
            g[place] = (loss([*params[:k], moved, *params[k + 1 :]]) - loss(params)) / 1e-8
        found.append(g)
    return tuple(found)


def for_two_inputs(d):
    if d > 2:
        raise NotImplementedError("d = 2 alone")
    return onp.eye(2), 1.0


def without_the_last_row(task):
    def answer(*args):
        result = solved(task)(*args)
        result[-1] = 0
        return result

    return answer


def of_the_first_row(task):
    def answer(X, Y, *params):
        return [g / len(X) for g in solved(task)(X[:1], Y[:1], *params)]

    return answer


def for_two_layers(task):
    def answer(params, x, alpha):
        if len(params) > 2:
            raise NotImplementedError("so many layers")
        return solved(task)(params, x, alpha)

    return answer


UNFORESEEN = [
    ("tanh-derivative", lambda x: 1 - np.tanh(x) ** 3, "not-flat-far-out"),
    ("tanh-derivative", lambda x: 1 - np.abs(np.tanh(x)), "size-for-square"),
    ("tanh-derivative", lambda x: np.exp(-x * x), "wrong-in-between"),
    ("tanh-derivative", lambda x: 0.7 * np.exp(-2 * x * x), "wrong-at-zero"),
    ("tanh-derivative", lambda x: (1 - np.tanh(x) ** 2) * (1 + np.tanh(x)), "not-even"),
    ("tanh-derivative", lambda x: (1 - np.tanh(x) ** 2) * (1 - x), "negative-slope"),
    ("tanh-derivative", lambda x: np.round(1 - np.tanh(x) ** 2, 1), "rounded"),
    ("tanh-derivative", lambda x: x * (1 - np.tanh(x) ** 2), "times-the-input"),
    ("tanh-derivative", lambda x: (1 - np.tanh(x) ** 2).sum(), "summed"),
    ("tanh-derivative", lambda x: 3 * (1 - np.tanh(x) ** 2), "constant-factor"),
    ("tanh-derivative", lambda x: 2 - np.tanh(x) ** 2, "constant-offset"),
    ("tanh-derivative", lambda x: np.ones_like(x), "constant"),
    ("tanh-derivative", lambda x: x, "input-returned"),
    ("tanh-derivative", lambda x: (1 - np.tanh(x) ** 2) ** 2, "squared"),
    ("tanh-derivative", lambda x: (1 - np.tanh(x) ** 2)[::-1], "reversed"),
    ("tanh-derivative", lambda x: (np.tanh(x + 0.2) - np.tanh(x)) / 0.2, "wrong-at-zero"),
    ("tanh-derivative", lambda x: (np.tanh(x + 0.1) - np.tanh(x - 0.1)) / 0.2, "close-not-exact"),
    (
        "prelu-gradients",
        lambda x, a, g: (dx(x, a) * g, dalpha(x, g) + a),
        "dalpha-depends-on-alpha",
    ),
    ("prelu-gradients", lambda x, a, g: (dx(x, a) * g, (g * x).max()), "dalpha-other-sum"),
    ("prelu-gradients", lambda x, a, g: (dx(x, a) + g, dalpha(x, g)), "not-a-slope-times-g"),
    ("prelu-gradients", lambda x, a, g: (dx(2 * x, a / 2) * g * 3, dalpha(x, g)), "wrong-slopes"),
    ("prelu-gradients", lambda x, a, g: (dalpha(x, g), dx(x, a) * g), "swapped-results"),
    ("prelu-gradients", lambda x, a, g: dx(x, a) * g, "missing-part"),
    ("prelu-gradients", lambda x, a, g: (dx(x, 0.25) * g, dalpha(x, g)), "ignores-alpha"),
    ("prelu-gradients", lambda x, a, g: (dx(x - 0.1, a) * g, dalpha(x, g)), "wrong-where-positive"),
    ("swish-derivative", lambda x, b: sigmoid(b * x) * x * (1 - x), "wrong-at-zero"),
    ("swish-derivative", lambda x, b: sigmoid(b * x) * (1 - x * b * x), "wrong-far-out"),
    (
        "swish-derivative",
        lambda x, b: b * sigmoid(x) + x * sigmoid(x) * (1 - sigmoid(x)),
        "beta-misplaced",
    ),
    ("sigmoid-backward", lambda y, dy: dy * y**2, "wrong-at-the-ends"),
    ("sigmoid-backward", lambda y, dy: dy * sigmoid(y), "wrong-in-the-middle"),
    ("sigmoid-backward", lambda y, dy: y * (1 - y) * dy**2, "not-a-slope-times-dy"),
    ("sigmoid-backward", lambda y, dy: dy * np.log(y / (1 - y)), "negative-slope"),
    (
        "sigmoid-net-to-tanh-net",
        lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, 0 * b2),
        "shift-wrong",
    ),
    (
        "sigmoid-net-to-tanh-net",
        lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 * 2, b2),
        "outer-scale-wrong",
    ),
    (
        "sigmoid-net-to-tanh-net",
        lambda W1, b1, W2, b2: (W1 / 4, b1 / 4, W2 / 2, b2),
        "inside-wrong",
    ),
    ("prelu-by-hand", lambda x: npx.relu(x) + 0.1, "wrong-on-both-sides"),
    ("prelu-by-hand", lambda x: np.where(x > 0.1, x, 0.1 * x), "wrong-where-positive"),
    ("prelu-by-hand", lambda x: x if x > 0 else 0.1 * x, "if-on-an-array"),
    ("bias-broadcast", lambda X, W, b: (np.dot(X, W) * b, 1.0), "H-wrong"),
    ("bias-broadcast", lambda X, W, b: (np.dot(X, W) + 2 * b, len(X) * b), "bias-wrong"),
    ("parameter-count", lambda s: s[0] * s[-1], "too-few"),
    ("parameter-count", lambda s: sum(a * b for a, b in zip(s, s[1:])) + s[1], "biases-missing"),
    ("parameter-count", lambda s: sum(a * b + 5 * b for a, b in zip(s, s[1:])), "too-many"),
    ("logit-threshold", math.tanh, "not-zero-at-half"),
    ("logit-threshold", lambda p: (p - 0.5) ** 2, "not-antisymmetric"),
    ("logit-threshold", lambda p: (2 * p - 1) ** 3, "wrong-away-from-half"),
    ("batch-norm-predict", normalised(own=0.5), "rows-not-treated-alike"),
    ("batch-norm-predict", normalised(scale=1.5, shift=1), "scaled-afterwards"),
    ("piece-count", lambda w, b, v: 2 + int((v > 0).sum()), "ignores-b"),
    ("local-affine", lambda p, x, a: (np.ones((len(x), p[-1][0].shape[1])), x), "constant"),
    ("dead-units", dead(lambda A: (A == 0).mean(axis=0) > 0.3), "fraction-too-large"),
    ("dead-units", dead(lambda A: 3 * (A == 0).mean(axis=0) ** 2), "not-a-fraction"),
    ("cpwl-build", ([1, 1], [2, -1], [1, 1], 1), "bends-elsewhere"),
    ("backprop-by-hand", backprop(lambda g, **_: (g[2], g[3], g[0], g[1])), "swapped-results"),
    (
        "backprop-by-hand",
        backprop(lambda g, E, **_: (g[0], g[1], g[2], (E**2).sum(axis=0))),
        "db2-wrong",
    ),
    (
        "backprop-by-hand",
        backprop(lambda g, W, **_: (g[0], g[1], g[2] + W[2], g[3])),
        "output-weights-wrong",
    ),
    (
        "backprop-by-hand",
        backprop(lambda g, D, **_: (g[0], (D**2).sum(axis=0), g[2], g[3])),
        "way-back-wrong",
    ),
    (
        "backprop-by-hand",
        backprop(lambda g, W, **_: (g[0] + W[0], g[1], g[2], g[3])),
        "first-weights-wrong",
    ),
    ("cross-entropy-gradient", lambda Z, y: npx.softmax(Z, axis=1) ** 2, "rows-do-not-sum-to-zero"),
    (
        "cross-entropy-gradient",
        lambda Z, y: Z - Z.mean(axis=1, keepdims=True),
        "entries-wrong",
    ),
    ("cross-entropy-gradient", lambda Z, y: np.ones(Z.shape[::-1]), "shape-transposed"),
    ("gradient-shape", lambda n, m: (m, m), "not-the-shape"),
    ("bias-and-penalty", lambda x, y, W1, b1, W2, lam: (W1, b1, W2), "output-layer-wrong"),
    ("bias-and-penalty", lambda x, y, W1, b1, W2, lam: (W1, b1), "missing-part"),
    ("hessian-vector-product", lambda grad, w, v, e: grad(w) - v, "not-the-product"),
    ("accumulated-gradient", lambda gradient, batches: gradient(batches[1]) ** 2, "not-the-mean"),
    (
        "gradients-of-a-graph",
        lambda inputs, slopes, result: [float(k == result) for k in range(len(inputs))],
        "x-times-x-plus-x",
    ),
    ("lars-step", lambda w, g, lr: w - lr * g / (g**2).sum() ** 0.5 * w, None),
    ("twin-nets", lambda params: [p + 1 for p in params], "output-bias-changed"),
    ("eigenvalues-are-no-bound", ([[0, -1], [1, 0]], [[1, 0], [0, 5]]), "within-the-bound"),
    ("bottleneck-witness", lambda d: (np.eye(d), d / 4 + 0.1), None),
    ("xor-by-hand", ([[1, -1], [1, -1]], [0, 0], [1, 1], 0), "computes-or"),
    (
        "xor-by-hand",
        ([[1, -1], [1, -1]], [-0.5, 1.5], [1, 1], -1.5),
        "made-for-threshold-units",
    ),
    ("sigmoid-backward", lambda y, dy: y[-1] * (1 - y[-1]) * dy, "entries-not-on-their-own"),
    ("piece-count", by_differences, "too-many-pieces"),
    (
        "local-affine",
        lambda p, x, a: (1e-6 * solved("local-affine")(p, x, a)[0], x),
        "constant-factor",
    ),
    ("swish-derivative", kept_by_beta(), "differs-when-called-again"),
    ("backprop-by-hand", by_a_tiny_step, "float32-rounding"),
    ("bottleneck-witness", for_two_inputs, "not-implemented"),
    ("piece-count", lambda w, b, v: min(5, solved("piece-count")(w, b, v)), "too-few-pieces"),
    ("cross-entropy-gradient", without_the_last_row("cross-entropy-gradient"), "last-row-wrong"),
    ("backprop-by-hand", of_the_first_row("backprop-by-hand"), "first-row-alone"),
    ("local-affine", for_two_layers("local-affine"), "not-for-every-case"),
]


@pytest.mark.parametrize("task, answer, reason", UNFORESEEN)
def test_rejected_for_a_reason_that_fits(task, answer, reason):
    verdict = judge(TASKS[task], answer)
    assert verdict.status in ("wrong", "error"), verdict
    assert verdict.mistake is not None
    assert reason in (None, verdict.mistake), verdict


def test_a_scale_that_depends_on_the_input_is_told():
    names = {"np": np}
    exec(TASKS["local-affine"].solution, names)

    def averaged(params, x, alpha):
        A, c = names["local_affine"](params, x, alpha)
        return A / len(x), c

    assert judge(TASKS["local-affine"], averaged).mistake == "wrong-scale"


def test_the_table_shows_the_worst_point_of_the_worst_call():
    def answer(x):
        return 1 - np.tanh(x) ** 2 + (x > 8).astype("float32") + 0.01 * (x < -3).astype("float32")

    rows = judge(TASKS["tanh-derivative"], answer).rows
    assert rows[0] == ("x = 8.5", "1", "1.66e-07")


def test_a_result_wrapped_in_a_tuple_is_taken_out():
    assert judge(TASKS["tanh-derivative"], lambda x: (1 - np.tanh(x) ** 2,)).status == "correct"


def test_a_prediction_is_one_number():
    answer = ["error", np.array([1.0, 2.0]), 2, 1, 2]
    assert judge(TASKS["gradient-rules"], answer).mistake == "unreadable"


def test_mxnet_is_not_blamed_for_an_answer_that_changes():
    calls = []

    def now_and_then(counts, mu):
        calls.append(1)
        shares = np.linalg.solve(counts / counts.sum(axis=0), mu)
        return shares + (len(calls) % 3 == 1)

    assert "mxnet" not in judge(TASKS["label-shift"], now_and_then).mistake


def test_a_count_that_is_off_by_little_is_no_rounding():
    def cost(n, K, settings, epochs):
        return settings * K + 1.01, epochs * (settings * (K - 1) * n + n)

    assert judge(TASKS["fold-cost"], cost).mistake == "constant-offset"


@pytest.mark.parametrize("answer, right", [
    ({c: "yes" if c in "acfh" else "no" for c in "abcdefgh"}, True),
    (dict.fromkeys("abcdefgh", "true"), False),
    ("a: true, c: true, f: true, h: true, b: false", True),
    ("the letters are a, c, f and h", True),
    ("not b, d, e, g", False),
])  # fmt: skip
def test_words_for_true_and_false_are_read(answer, right):
    assert (judge(TASKS["graph-too-large"], answer).status == "correct") is right


def test_a_step_function_is_not_said_to_ignore_its_argument():
    def powers_of_two(d, q, least):
        return next(2**k for k in range(30) if 2**k * (d + 1 + q) + q >= least)

    verdict = judge(TASKS["units-for-a-count"], powers_of_two)
    assert verdict.status == "wrong" and not verdict.mistake.startswith("ignores")


def test_rounding_is_not_said_to_be_a_factor():
    def by_hundredths(f, n, m):
        w = (np.exp(f) * n / m).round(2)
        return w, w.sum() ** 2 / (w**2).sum()

    verdict = judge(TASKS["shift-weights"], by_hundredths)
    assert verdict.status == "wrong" and verdict.mistake != "wrong-scale"


def test_the_letters_of_steps_and_of_data_are_not_called_statements():
    for task, word in (("leak-hunt", "Step b does not"), ("dependent-data", "With b the")):
        assert judge(TASKS[task], "b").message.startswith(word)
        for answer in ("b", 3):
            assert "tatement" not in judge(TASKS[task], answer).message


def test_chance_and_memory_are_named():
    calls = []

    def remembers(sigma, n, tau):
        calls.append(n)
        return len(calls) * sigma**2 / (n * tau**2)

    rng = onp.random.default_rng(0)

    def by_chance(source, target):
        s, t = (rng.choice(a, 1000) for a in (source, target))
        return ((t > s) + 0.5 * (t == s)).mean()

    for task, answer in (("prior-lambda", remembers), ("detector-auc", by_chance)):
        assert judge(TASKS[task], answer).mistake == "differs-when-called-again"


def test_a_function_in_place_of_two_results_is_called_a_function():
    verdict = judge(TASKS["shift-weights"], lambda f, n, m: lambda: (f, n))
    assert "function" in verdict.message


def test_who_looks_at_one_row_only_is_told_what_escapes():
    def first_row(act, Z):
        return bool(abs(act(Z)[:1] - act(Z[:1])).max() > 1e-5)

    def every_row(act, Z):
        return any(abs(act(Z)[k] - act(Z[k : k + 1])[0]).max() > 1e-5 for k in range(len(Z)))

    task = TASKS["batch-dependent"]
    assert judge(task, first_row).status == "correct"
    assert "all rows above" in judge(task, first_row).remark
    assert judge(task, every_row).status == "correct" and not judge(task, every_row).remark


def test_a_generator_in_place_of_one_value_is_remarked_on():
    def every_row(act, Z):
        yield any(abs(act(Z)[k] - act(Z[k : k + 1])[0]).max() > 1e-5 for k in range(len(Z)))

    verdict = judge(TASKS["batch-dependent"], every_row)
    assert verdict.status == "correct" and "`yield`" in verdict.remark


FUNCTIONS = [id for id, task in TASKS.items() if callable(solved(id))]


@pytest.mark.parametrize("task", FUNCTIONS)
@pytest.mark.parametrize("own, said", [(("comes tomorrow",), "It says: comes tomorrow"), ((), "")])
def test_a_stub_that_raises_is_not_written_yet(task, own, said):
    def stub(*arguments):
        raise NotImplementedError(*own)

    verdict = judge(TASKS[task], stub)
    assert verdict.status == "not attempted" and "ot written yet." in verdict.message
    assert verdict.message.endswith(said or "yet.")


def test_lists_that_are_filled_later_repeat_nothing():
    def lists(x):
        rows = [[], [], [], []]
        for t in x.reshape(-1).tolist():
            e = math.exp(-2 * t)
            steps = math.tanh(t) + 1, (1 - e) / (1 + e) + 1, 2 / (1 + e), 2 * (1 / (1 + e))
            for row, step in zip(rows, steps):
                row.append(step)
        return [np.array(row).reshape(x.shape) for row in rows]

    def places(x):
        x = x.asnumpy() if hasattr(x, "asnumpy") else onp.asarray(x)
        steps = [onp.zeros(x.shape), onp.zeros(x.shape), onp.zeros(x.shape)]
        steps[0][:] = onp.tanh(x) + 1
        steps[1][:] = 2 / (1 + onp.exp(-2 * x))
        steps[2][:] = 2 * (1 / (1 + onp.exp(-2 * x)))
        return steps

    for answer in (lists, places):
        assert judge(TASKS["tanh-sigmoid-identity"], answer).status == "correct"


@pytest.mark.parametrize(
    "task, right",
    [
        ("sigmoid-backward", lambda y, dy: dy * y * (1 - y)),
        ("tanh-derivative", lambda x: 1 - np.tanh(x) ** 2),
    ],
)
def test_a_single_wrong_entry_is_told_as_one(task, right):
    def right_but_once(*arguments):
        result = right(*arguments)
        result[0] = 0
        return result

    assert judge(TASKS[task], right_but_once).mistake == "first-entry-wrong"


def test_an_answer_that_cuts_the_callers_graph_is_told_so():
    def cuts(x):
        x.attach_grad()
        return np.where(x > 0, x, 0.1 * x)

    assert judge(TASKS["prelu-by-hand"], cuts).mistake == "gradient-cut"


def test_letters_of_another_alphabet_are_not_read_as_left_out():
    for task in ("depth-against-width", "per-minibatch-nonlinearity"):
        assert judge(TASKS[task], "\u0430\u0441d").mistake == "not-latin"


def test_builtins_that_an_answer_replaces_are_put_back():
    def count(sizes):
        builtins.zip = lambda *lists: []  # a comparison over no pairs would find nothing wrong
        return sum(sizes)

    kept = zip
    assert judge(TASKS["parameter-count"], count).mistake == "units-counted"
    assert zip is kept


def test_an_act_that_takes_mxnet_arrays_alone_is_thought_of():
    def every_row(act, Z):
        Z = Z.asnumpy() if hasattr(Z, "asnumpy") else Z
        return any(abs(act(Z)[k] - act(Z[k : k + 1])[0]).max() > 1e-5 for k in range(len(Z)))

    assert "npx.relu" in judge(TASKS["batch-dependent"], every_row).remark


def test_what_holds_for_an_array_alone_is_told_what_a_number_does():
    verdict = judge(TASKS["logit-threshold"], lambda p: math.log(p.item() / (1 - p.item())))
    assert verdict.status == "correct" and "'float' object has no attribute" in verdict.remark


def test_what_append_returns_is_told_apart_from_a_forgotten_return():
    def handed_on(x):
        steps = [np.tanh(x) + 1]
        return steps.append(2 * sigmoid(2 * x))

    def forgotten(x):
        steps = [np.tanh(x) + 1]
        steps.append(2 * sigmoid(2 * x))

    task = TASKS["tanh-sigmoid-identity"]
    assert "as `append` does" in judge(task, handed_on).message
    assert "end it with `return`" in judge(task, forgotten).message


def test_a_forgotten_return_is_not_taken_for_a_gradient():
    def shown(X, W, b):
        b.attach_grad()
        with autograd.record():
            H = np.dot(X, W) + b
            total = H.sum()
        total.backward()
        print(H, b.grad)

    def lost(X, W, b):
        with autograd.record():
            total = (np.dot(X, W) + b).sum()
        return total.grad

    task = TASKS["bias-broadcast"]
    assert "the `grad` of an array" not in judge(task, shown).message
    assert "the `grad` of an array" in judge(task, lost).message


def test_what_stops_far_out_is_told_so():
    def refuses(y, dy):
        if (y <= 0).any() or (y >= 1).any():
            raise ValueError("not an output of the sigmoid")
        return dy * y * (1 - y)

    verdict = judge(TASKS["sigmoid-backward"], refuses)
    assert verdict.status == "correct" and "Far out it stops." in verdict.remark


def test_what_an_answer_prints_is_its_own_where_the_check_calls_functions_first():
    def shown(act, Z):
        print(abs(act(Z)[:1] - act(Z[:1])).max() > 1e-5)

    assert "prints, and returns None" in judge_apart(TASKS["batch-dependent"], shown).message


def test_what_backward_returns_is_not_said_to_lack_attach_grad():
    def handed_on(X, W, b):
        b.attach_grad()
        with autograd.record():
            H = np.dot(X, W) + b
            total = H.sum()
        return H, total.backward()

    message = judge(TASKS["bias-broadcast"], handed_on).message
    assert "`db` is None, as `backward()`" in message


def test_an_array_that_is_none_is_no_trouble_of_shapes():
    def by_the_outputs_gradient(params, x, alpha):
        A = (np.dot(x, params[0][0]) + params[0][1]).grad
        return A, x @ A

    verdict = judge(TASKS["local-affine"], by_the_outputs_gradient)
    assert verdict.mistake == "array-missing" and "shapes" not in verdict.message


class IgnoresWhatComesIn(autograd.Function):
    def forward(self, x):
        self.slope = np.where(x > 0, np.ones_like(x), 0.1 * np.ones_like(x))
        return x * self.slope

    def backward(self, dy):
        return self.slope.as_nd_ndarray()


def late_gradient(y, dy):
    one, y = np.ones_like(y), y.copy()
    one.attach_grad()
    with autograd.record():
        out = (one * y * (1 - y) * dy).sum()
        y.attach_grad()
    out.backward()
    return y.grad


@pytest.mark.parametrize(
    "task, answer, mistake, said",
    [
        ("prelu-by-hand", lambda x: IgnoresWhatComesIn()(x), "incoming-gradient-ignored", "4"),
        ("sigmoid-backward", late_gradient, "no-gradient-arrives", "`attach_grad()` comes after"),
        ("sigmoid-backward", lambda y, dy: dy / 0, "not-finite", "in every call here"),
        ("swish-derivative", lambda x, beta: x * 1, "input-returned", "as it was"),
        ("swish-derivative", lambda x, beta: 0 * x + 0.5, "constant", "0.5 in every call here"),
        ("why-relu-won", "bcfh", "no-such-letter", "no letter h"),
        ("why-relu-won", "adeg", "the-others", "all the others"),
        ("why-relu-won", "bcdf-d", "not-letters", "in one string"),
        ("gradient-rules", [True, False, False, False, False], "truth-values", "a number"),
        ("vanishing-example", (20, "0.01"), "not-numbers", "give a number"),
        ("batch-dependent", lambda act, Z: -1, "number-for-truth-value", "return True where"),
        ("batch-dependent", lambda act, Z: 0.3, "number-for-truth-value", "> 1e-5"),
        ("piece-count", lambda w, b, v: 0, "all-zero", "0 in every call"),
    ],
)
def test_what_is_told_is_true_of_the_answer(task, answer, mistake, said):
    verdict = judge(TASKS[task], answer)
    assert (verdict.status, verdict.mistake) == ("wrong", mistake), verdict
    assert said in verdict.message


def test_a_list_that_is_changed_is_told_what_changes_lists():
    def grows(batches, Z):
        batches.append(Z)
        return normalised()(batches, Z)

    verdict = judge(TASKS["batch-norm-predict"], grows)
    assert verdict.mistake == "changes-its-argument"
    assert "`batches.append(...)`" in verdict.message and "*=" not in verdict.message


def of_columns(act, Z):
    act(Z.T)
    return solved("batch-dependent")(act, Z)


def exactly_equal(act, Z):
    return any(bool((act(Z)[k] != act(Z[k : k + 1])[0]).any()) for k in range(len(Z)))


def in_plain_exponentials(x, beta):
    s = [1 / (1 + math.exp(-beta * float(v))) for v in x]
    return np.array([s + beta * float(v) * s * (1 - s) for v, s in zip(x, s)])


@pytest.mark.parametrize(
    "task, answer, remark",
    [
        ("batch-dependent", of_columns, "with 6 columns, and Z has 4"),
        ("batch-dependent", exactly_equal, "Leave more room"),
        ("swish-derivative", in_plain_exponentials, "Far out it breaks"),
        ("logit-threshold", lambda p: max(-50.0, math.log(p / (1 - p))), "For p = 1e-30"),
        ("eigenvalues-are-no-bound", ([[0, 1], [0, 0]], [[0, 0], [1, 0]]), "of the text"),
    ],
)
def test_a_right_answer_is_told_where_it_ends(task, answer, remark):
    verdict = judge(TASKS[task], answer)
    assert verdict.status == "correct" and remark in verdict.remark, verdict


def test_truth_values_in_a_row_are_read_one_for_each_statement():
    task = TASKS["per-minibatch-nonlinearity"]
    for answer in ("TFTFTFT", "1 0 1 0 1 0 1", "t,f,t,f,t,f,t"):
        verdict = judge(task, answer)
        assert (verdict.status, "truth values" in verdict.remark) == ("correct", True)
    assert judge(task, "FFFFFFF").mistake == "rows-thought-independent"  # not seven times f
    assert judge(task, "TFTFTF").status == "wrong"


def test_a_false_statement_that_was_picked_is_told_before_a_true_one_that_was_not():
    assert judge(TASKS["per-minibatch-nonlinearity"], "f").mistake == "prediction-thought-safe"


def test_an_error_that_mxnet_tells_late_says_so():
    def stacked(net, X):
        H = []
        for layer in net:
            X = layer(X)
            H.append(X)
        dead = np.stack(H[1:4:2]).max(axis=1) == 0
        return dead.mean().item()

    verdict = judge(TASKS["dead-units"], stacked)
    assert (verdict.status, verdict.mistake) == ("error", "shapes-do-not-fit")
    assert "MXNet computes late" in verdict.message


def test_what_the_learner_raises_is_named_by_its_type_alone():
    def refuses(X, W, b):
        raise ValueError("shapes do not match")

    verdict = judge(TASKS["bias-broadcast"], refuses)
    assert verdict.mistake == "raises-value"
    assert "do not fit" not in verdict.message


def test_a_number_for_each_call_is_told_where_the_result_is_finite():
    def over_beta(x, beta):
        s = npx.sigmoid(beta * x)
        return (s + beta * x * s * (1 - s)) / beta

    message = judge(TASKS["swish-derivative"], over_beta).message
    assert "nan or infinite in some places" in message
    assert "target times a number: 1, 0.5, 2, -0.667 and others." in message


def test_wrong_for_a_single_row_is_told():
    def none_for_one(X, W, b):
        H = np.dot(X, W) + b
        return H, (len(X) > 1) * len(X) * np.ones_like(b)

    assert judge(TASKS["bias-broadcast"], none_for_one).mistake == "one-row-wrong"


def test_wrong_where_two_arrays_have_one_shape_is_not_told_of_rows():
    def to_tanh(W1, b1, W2, b2):
        V2 = W1 if W1.shape == W2.shape else W2
        return W1 / 2, b1 / 2, V2 / 2, b2 + W2.sum(axis=0) / 2

    assert judge(TASKS["sigmoid-net-to-tanh-net"], to_tanh).mistake != "one-row-wrong"


def test_detach_is_named_where_it_cuts_the_record():
    def affine(X, W, b):
        v = b.copy()
        v.attach_grad()
        with autograd.record():
            H = np.dot(X, W) + v.detach()
            loss = H.sum()
        loss.backward()
        return H, v.grad

    verdict = judge(TASKS["bias-broadcast"], affine)
    assert verdict.mistake in ("no-attach-grad", "outside-the-record")
    assert "detach" in verdict.message


def test_rows_that_change_places_are_remarked():
    def sorted_rows(act, Z):
        together = act(Z).asnumpy().tolist()
        alone = [act(Z[i : i + 1]).asnumpy()[0].tolist() for i in range(len(Z))]
        return not onp.allclose(sorted(together), sorted(alone), atol=1e-4)

    assert "in reverse order" in judge(TASKS["batch-dependent"], sorted_rows).remark


def test_two_classes_are_a_case_of_their_own():
    def first_turned(Z, y):
        G = (npx.softmax(Z) - npx.one_hot(y, Z.shape[1])) / len(Z)
        return G if Z.shape[1] != 2 else np.stack([-G[:, 0], G[:, 1]], axis=1)

    assert judge(TASKS["cross-entropy-gradient"], first_turned).status == "wrong"


def test_numbers_of_a_row_are_told_apart():
    def shifted(y, dy):
        return dy * (y * (1 - y) + 2e-3)

    verdict = judge(TASKS["sigmoid-backward"], shifted)
    assert all(yours != target for _, yours, target in verdict.rows)
    assert all("y = 1," not in where for where, *_ in verdict.rows)  # 0.9995 is none


def test_steps_that_are_alike_and_wrong_are_told_to_be_wrong():
    def rounded(x):
        e, f = np.exp(x), np.exp(-x)
        steps = np.tanh(x) + 1, 2 * e / (e + f), 2 * npx.sigmoid(2 * x)
        return [onp.round(step.asnumpy(), 2) for step in steps]

    assert judge(TASKS["tanh-sigmoid-identity"], rounded).mistake != "same-step-again"


def test_a_return_that_is_not_reached_is_told():
    def hidden(x):
        try:
            return 1 - np.tangens(x) ** 2
        except AttributeError:
            pass

    message = judge(TASKS["tanh-derivative"], hidden).message
    assert "not reached" in message and "end it with" not in message


def test_none_beside_autograd_is_not_put_down_to_it():
    def gradients(x, alpha, g):
        x = x.copy()
        x.attach_grad()
        with autograd.record():
            y = np.where(x > 0, x, alpha * x)
        y.backward(g)
        return x.grad, [].append((g * np.minimum(x, 0)).sum())

    assert judge(TASKS["prelu-gradients"], gradients).mistake == "returned-none"


def test_a_recording_is_seen_whoever_begins_it():
    from mxnet.autograd import record

    def twice(x):
        x = x.copy()
        x.attach_grad()
        with record():
            y = np.tanh(x)
        y.backward()
        y.backward()
        return x.grad

    assert judge(TASKS["tanh-derivative"], twice).mistake == "outside-the-record"


def test_the_words_of_an_assertion_are_the_learners():
    def asserts(x):
        assert x.shape == (1, 1), f"shape {x.shape} -> (1, 1)"
        return 1 - np.tanh(x) ** 2

    def as_numpy(x):
        x_np = x.asnumpy()
        return 1 / x_np.cosh() ** 2

    def over_axis_one(x):
        return x / x.max(1)

    verdict = judge(TASKS["tanh-derivative"], asserts)
    assert verdict.mistake == "assertion-failed" and "-> (1, 1)" in verdict.message
    assert judge(TASKS["tanh-derivative"], as_numpy).mistake == "no-such-attribute"
    assert judge(TASKS["tanh-derivative"], over_axis_one).mistake == "no-such-axis"


def test_judgements_and_letters_that_are_denied_are_not_read_as_letters():
    task = TASKS["depth-against-width"]
    for answer in ("a:T b:F c:T d:T e:F f:F g:F", list("TFTTFFF"), "- a\n- c\n- d", "a-c-d"):
        assert judge(task, answer).status == "correct"
    for answer in ("a-c, d", "a\u2013d", "a+ b- c+ d+", "acd, -b", "~(bdf)", "a\u2713 b\u2717"):
        assert judge(task, answer).mistake in ("not-letters", "a-span-of-letters")


def test_bounds_of_a_prediction_are_no_prediction():
    task = TASKS["gradient-rules"]
    assert judge(task, ["error", "not 1", 2, 1, 2]).mistake == "unreadable"
    assert judge(task, ["error", "1 (no error)", 2, 1, 2]).status == "correct"


def test_what_is_coarse_is_remarked_and_not_refused():
    def pieces(w, b, v):
        change = {}
        for wi, bi, vi in zip(w.tolist(), b.tolist(), v.tolist()):
            if wi:
                t = round(-bi / wi, 3)
                change[t] = change.get(t, 0) + vi * abs(wi)
        return 1 + sum(abs(c) > 1e-9 for c in change.values())

    def wide(act, Z):
        alone = np.concatenate([act(Z[i : i + 1]) for i in range(len(Z))])
        return bool(abs(alone - act(Z)).max() > 0.01)

    coarse = (
        ("piece-count", pieces, "as close as 1 and 1.0004"),
        ("batch-dependent", wide, "bound is wide"),
        ("logit-threshold", lambda p: 2.302 * math.log10(p / (1 - p)), "some digits only"),
        ("vanishing-example", (10, "xavier"), "another draw"),
        ("bottleneck-witness", lambda d: (np.eye(d), 1.003 * (d / 2) ** 0.5), "digits only"),
    )
    for task, answer, said in coarse:
        verdict = judge(TASKS[task], answer)
        assert (verdict.status, said in verdict.remark) == ("correct", True)


def test_one_neighbour_is_not_every_other_row():
    def before(act, Z):
        for i in range(len(Z)):
            Y = Z.copy()
            Y[i - 1] = Y[i - 1] + 1
            if bool(abs(act(Y)[i] - act(Z)[i]).max() > 1e-5):
                return True
        return False

    assert (
        "tanh(first row) added to the third row" in judge(TASKS["batch-dependent"], before).remark
    )


def test_special_values_that_the_statements_include_are_cases():
    def by_difference(x, alpha, g):
        dx = np.where(x > 0, g, alpha * g)
        return dx, ((dx - g) * x).sum() / (alpha - 1)

    def above_a_bit(x):
        return np.where(x > 0.01, x, 0.1 * x)

    def by_largest(params, x, alpha):
        A, c, h = np.eye(len(x)), np.zeros(len(x)), x
        for k, (W, b) in enumerate(params):
            z, A, c = np.dot(h, W) + b, np.dot(A, W), np.dot(c, W) + b
            if k < len(params) - 1:
                D = np.where(z > 0, np.ones_like(z), alpha * np.ones_like(z))
                A, c, h = A * D, c * D, np.maximum(z, alpha * z)
        return A, c

    for task, answer in (
        ("prelu-gradients", by_difference),
        ("prelu-by-hand", above_a_bit),
        ("local-affine", by_largest),
        ("sigmoid-backward", lambda y, dy: dy * np.maximum(y * (1 - y), 1e-5)),
        ("bias-broadcast", lambda X, W, b: (np.dot(X, W) + b, len(X) * b / b)),
    ):
        assert judge(TASKS[task], answer).status == "wrong"


def test_a_value_that_overflows_takes_its_gradient_with_it():
    verdict = judge(TASKS["prelu-by-hand"], lambda x: 0.55 * x + 0.45 * np.sqrt(x**2))
    assert (verdict.status, "Far out it breaks" in verdict.remark) == ("correct", True)


def test_an_end_in_float32_is_not_told_to_be_the_beginning():
    def steps(x):
        middle = 2 * math.exp(x) / (math.exp(x) + math.exp(-x))
        return [math.tanh(x) + 1, middle, 2 * float(npx.sigmoid(np.array([2 * x]))[0])]

    assert judge(TASKS["tanh-sigmoid-identity"], steps).status == "correct"


def test_weights_are_told_of_a_function_and_not_of_calls():
    one_higher = judge(TASKS["cpwl-build"], ([1, 1, 1], [0, -1, -3], [2, -3, 1], 2))
    assert one_higher.message == "Yours is f plus 1 everywhere."
    far = ([1, 1, 1, 1], [0, -1, -3, -2e6], [2, -3, 1, 5], 1)
    assert judge(TASKS["cpwl-build"], far).status == "wrong"


def test_a_threshold_that_falls_is_told_so():
    answer = judge(TASKS["logit-threshold"], lambda p: round(math.log((1 - p) / p), 2))
    assert answer.mistake == "falls-with-p"


def test_an_answer_for_mxnet_arrays_alone_is_not_called_coarse():
    def pieces(w, b, v):
        w, b, v = (a.asnumpy().astype("float64") for a in (w, b, v))
        change = {}
        for wi, bi, vi in zip(w, b, v):
            if wi:
                t = round(-bi / wi, 6)
                change[t] = change.get(t, 0) + vi * abs(wi)
        return 1 + sum(abs(c) > 1e-6 for c in change.values())

    verdict = judge(TASKS["piece-count"], pieces)
    assert (verdict.status, verdict.remark) == ("correct", "")


def test_a_bias_of_zero_and_a_row_of_both_signs_are_looked_at():
    def mirrored(W1, b1, W2, b2):
        sign = np.sign(b1)
        V2 = W2 * sign.reshape(-1, 1) / 2
        return W1 * sign / 2, b1 * sign / 2, V2, b2 + W2.sum(axis=0) / 2

    def by_first_entry(x):
        first = x.reshape(len(x), -1)[:, :1]
        slope = np.where(first > 0, np.ones_like(first), 0.1 * np.ones_like(first))
        return (x.reshape(len(x), -1) * slope).reshape(x.shape)

    assert judge(TASKS["sigmoid-net-to-tanh-net"], mirrored).status == "wrong"
    assert "yours gives another result" in judge(TASKS["prelu-by-hand"], by_first_entry).remark


def test_a_function_that_mxnet_does_not_record_is_told_so():
    verdict = judge(TASKS["prelu-by-hand"], lambda x: x * (0.1 + 0.9 * np.heaviside(x, 0)))
    assert verdict.mistake == "not-recorded-by-mxnet"


def test_a_smooth_error_is_not_put_down_to_a_sign():
    def steps(x):
        e, f = np.exp(x), np.exp(-x)
        return [np.tanh(x) + 1, 2 / (1 + f / e + 1e-3), 2 * npx.sigmoid(2 * x)]

    verdict = judge(TASKS["tanh-sigmoid-identity"], steps)
    assert not verdict.mistake.startswith("wrong-where")


def test_wrong_at_zero_alone_is_told():
    def slope(x):
        return np.where(x == 0, 0 * x, 1 - np.tanh(x) ** 2)

    assert judge(TASKS["tanh-derivative"], slope).mistake in ("wrong-where-zero", "wrong-at-zero")


@pytest.mark.parametrize(
    "idle",
    [
        np.abs,
        npx.relu,
        lambda t: np.maximum(t, 0),
        lambda t: np.maximum(t, t),
        lambda t: np.where(t > 0, t, t),
        lambda t: np.clip(t, -5, 5),
        lambda t: np.sqrt(t * t),
        lambda t: (t**2) ** 0.5,
        lambda t: 1 / (1 / t),
        lambda t: 6 / (4 / t) / 1.5,
        lambda t: np.reciprocal(1 / t),
        lambda t: t.T,
    ],
)
def test_a_step_that_does_nothing_to_what_it_is_given_repeats_it(idle):
    def steps(x):
        first, last = np.tanh(x) + 1, 2 * npx.sigmoid(2 * x)
        return [first, idle(first), idle(last), last]

    assert judge(TASKS["tanh-sigmoid-identity"], steps).mistake == "same-step-again"


def test_a_repeated_step_is_seen_in_numpy_too():
    def sigmoid_of(z):
        return 1 / (1 + onp.exp(-z))

    def rearranged(x):
        x = onp.array(x.asnumpy())
        return [onp.tanh(x) + 1, sigmoid_of(x + x) * 2, 2 * sigmoid_of(2 * x)]

    def derived(x):
        x = x.asnumpy().astype("float64")
        square = onp.exp(2 * x)
        return [onp.tanh(x) + 1, (square - 1) / (square + 1) + 1, 2 * sigmoid_of(2 * x)]

    assert judge(TASKS["tanh-sigmoid-identity"], rearranged).mistake == "same-step-again"
    verdict = judge(TASKS["tanh-sigmoid-identity"], derived)
    assert verdict.status == "correct" and not verdict.remark


@pytest.mark.parametrize(
    "change, mistake",
    [
        (lambda gs, ws: [w - 0.3 * g for g, w in zip(gs, ws)], "parameters-moved"),
        (lambda gs, ws: [w + g for g, w in zip(gs, ws)], "parameters-moved"),
        (lambda gs, ws: [np.clip(g, -0.2, 0.2) for g in gs], "clipped"),
        (lambda gs, ws: [g + 0.3 * w for g, w in zip(gs, ws)], "db2-wrong"),
    ],
)
def test_gradients_that_were_used_already_are_told_apart(change, mistake):
    def answer(X, Y, *parameters):
        return change(solved("backprop-by-hand")(X, Y, *parameters), parameters)

    assert judge(TASKS["backprop-by-hand"], answer).mistake == mistake


def test_a_single_row_keeps_its_axis_where_dead_units_are_counted():
    def fraction(net, X):
        dead = units = 0
        for k, layer in enumerate(net):
            X = layer(X)
            if k % 2:
                A = onp.atleast_1d(X.asnumpy().squeeze())
                dead += int((A == 0).all(axis=0).sum())
                units += A.shape[-1]
        return dead / units

    assert judge(TASKS["dead-units"], fraction).status == "wrong"


ALL = slice(None)


def changed(Z, change):
    Z = Z.copy()
    change(Z)
    return Z


def moved(act, Z, change, kept):
    return float(abs(act(changed(Z, change)) - act(Z))[kept].max()) > 1e-5


@pytest.mark.parametrize(
    "test, mistake",
    [
        (lambda act, Z: "norm" in act.__name__, "act-not-called"),
        (lambda act, Z: not onp.allclose(act(Z[[1, 0, *range(2, len(Z))]])[2:], act(Z)[2:])
         if len(Z) > 2 else False, "blind-to-values"),
        (lambda act, Z: moved(act, Z, lambda A: A.__setitem__((ALL, 0), A[:, 0] + 1),
                              (ALL, slice(1, None))), "features-for-rows"),
        (lambda act, Z: any(float(abs(act(Z[i : i + 1])[0] - act(Z)[i]).max()) > 0.5
                            for i in range(len(Z))), "bound-too-wide"),
        (lambda act, Z: any(float((act(Z[i : i + 1])[0] - act(Z)[i]).max()) > 1e-5
                            for i in range(len(Z))), "signed-difference"),
        (lambda act, Z: abs(sum(float(act(Z[i : i + 1]).sum()) for i in range(len(Z)))
                            - float(act(Z).sum())) > 1e-3, "sums-compared"),
        # It looks at one row while one other changes, as no known mistake does.
        (lambda act, Z: moved(act, Z, lambda A: A.__setitem__(0, 1 - A[0]), 1),
         "wrong-in-some-cases"),
    ],
)  # fmt: skip
def test_a_test_of_dependence_is_named_by_what_it_does(test, mistake):
    verdict = judge(TASKS["batch-dependent"], test)
    assert (verdict.status, verdict.mistake) == ("wrong", mistake), verdict.message


def test_an_act_that_gets_other_columns_is_told_so():
    def transposed(act, Z):
        return float(abs(act(Z.T).T - act(Z)).max()) > 1e-5

    message = judge(TASKS["batch-dependent"], transposed).message
    assert "Yours hands act an array with 6 columns, and Z has 4." in message


def test_a_gradient_that_cannot_be_asked_for_is_not_put_down_to_backward():
    def gradients(x, alpha, g):
        try:
            alpha.attach_grad()
            slope = alpha.grad.item()
        except Exception:
            slope = 0.0
        return dx(x, alpha) * g, slope

    assert judge(TASKS["prelu-gradients"], gradients).mistake != "no-backward"


def test_an_act_that_is_called_now_and_then_is_called():
    def by_name(act, Z):
        return bool(act(Z).max() > 0) if "norm" in act.__name__ else False

    message = judge(TASKS["batch-dependent"], by_name).message
    assert "never calls act" not in message


def test_a_floor_beneath_the_slope_is_seen_far_out():
    floor = judge(TASKS["tanh-derivative"], lambda x: np.maximum(1 - np.tanh(x) ** 2, 0.01))
    assert floor.mistake == "not-flat-far-out"


def test_an_act_that_gets_a_single_number_is_no_fault_of_the_check():
    def of_a_number(act, Z):
        try:
            return float(abs(act(1.5) - 1.5)) > 1e-5
        except Exception:
            return True

    verdict = judge(TASKS["batch-dependent"], of_a_number)
    assert (verdict.status, verdict.mistake) == ("wrong", "wrong-in-some-cases")
