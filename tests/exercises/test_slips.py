"""What learners' slips are told: a sentence that says what is off, and is true of the answer."""

import numpy as onp
import pytest
from mxnet import autograd, np, npx

from d2lmlp.exercises import TASKS, judge


def running(batches, Z, keep=0.9, keep_var=0.9, start=(0, 1), weigh=lambda batch: 1, ddof=0):
    mean, var = start
    for batch in batches:
        part, part_var = (1 - keep) * weigh(batch), (1 - keep_var) * weigh(batch)
        mean = (1 - part) * mean + part * batch.mean(axis=0)
        var = (1 - part_var) * var + part_var * batch.var(axis=0) * len(batch) / (len(batch) - ddof)
    return (Z - mean) / np.sqrt(var + 1e-5)


def softmax_gradient(Z, y, over):
    return (npx.softmax(Z) - npx.one_hot(y, Z.shape[1])) / over


def value(params, x, alpha):
    for k, (W, b) in enumerate(params):
        x = np.dot(x, W) + b
        if k < len(params) - 1:
            x = np.where(x > 0, x, alpha * x)
    return x


def central(params, x, alpha, step=5e-4, over=1.0):
    moves = step * np.eye(len(x))
    A = np.stack([value(params, x + m, alpha) - value(params, x - m, alpha) for m in moves])
    A = A / (over * step)
    return A, value(params, x, alpha) - np.dot(x, A)


def own_slopes(act, Z):
    Z = Z.copy()
    Z.attach_grad()
    with autograd.record():
        total = act(Z).sum()
    total.backward()
    return bool(float(abs(Z.grad).max()) > 1e-6)


SLIPS = [
    ("batch-norm-predict", lambda B, Z: 0.9 * running(B, Z) + 0.1, "scaled-afterwards"),
    ("batch-norm-predict", lambda B, Z: running(B, Z, keep_var=0.95), "variance-wrong"),
    (
        "batch-norm-predict",
        lambda B, Z: running(B, Z, weigh=lambda b: len(b) * len(B) / sum(map(len, B))),
        "right-for-equal-lengths",
    ),
    (
        "batch-norm-predict",
        lambda B, Z: running(B, Z, keep=0.95, keep_var=0.8),
        "zero-and-scale-off",
    ),
    (
        "cross-entropy-gradient",
        lambda Z, y: softmax_gradient(Z, y, max(len(Z) - 1, 1)),
        "wrong-scale",
    ),
    ("local-affine", central, "A-scaled"),
    ("local-affine", lambda *net: central(*net, step=2e-4, over=4), "A-scaled"),
    ("batch-dependent", own_slopes, "own-slope-counted"),
    (
        "batch-dependent",
        lambda act, Z: [bool(abs(act(Z[i : i + 1]) - act(Z)[i]).max() > 1e-5) for i in range(6)],
        "many-answers",
    ),
    ("xor-by-hand", ([0, -1], [[1, 1], [1, 1]], 0, [1, -2]), "parts-swapped"),
    ("xor-by-hand", "([[1, 1], [1, 1]], [0, -1], [1, -2], 0)", "not-a-tuple"),
    ("xor-by-hand", [0, 1, 1, 0], "missing-part"),
    ("gradient-rules", [1, "error", 1, 2, 1, 2], "not-the-number-asked-for"),
    ("gradient-rules", [None, 1, 2, 1, 2], "unreadable"),
    (
        "tanh-sigmoid-identity",
        lambda x: [np.tanh(x) + 1 == 1, np.tanh(x) + 1, 2 * npx.sigmoid(2 * x)],
        "truth-value",
    ),
    (
        "tanh-sigmoid-identity",
        lambda x: [np.tanh(x) + 1, 1 + x, 2 * npx.sigmoid(2 * x)],
        "near-zero-only",
    ),
]


@pytest.mark.parametrize("task, answer, mistake", SLIPS)
def test_a_slip_is_told(task, answer, mistake):
    verdict = judge(TASKS[task], answer)
    assert (verdict.status, verdict.mistake) == ("wrong", mistake), verdict.message


def test_pairs_of_a_letter_and_a_truth_value_are_read():
    task = TASKS["why-relu-won"]
    true = [s.true for s in task.checker.statements]
    pairs = list(zip(task.checker.letters, true))
    assert judge(task, pairs).status == "correct"
    assert judge(task, [(letter, not said) for letter, said in pairs]).mistake == "the-others"


def test_a_caret_is_told_wherever_it_runs():
    for task, answer in (
        ("piece-count", lambda w, b, v: 2 ^ len(w)),
        ("parameter-count", lambda sizes: sum(a ^ b for a, b in zip(sizes, sizes[1:]))),
    ):
        verdict = judge(TASKS[task], answer)
        assert verdict.status == "wrong" and verdict.message.count("if a power is meant") == 1


def test_whole_numbers_are_told_from_those_rounded_down():
    down = judge(
        TASKS["cross-entropy-gradient"],
        lambda Z, y: np.array(onp.floor(softmax_gradient(Z, y, len(Z)).asnumpy())),
    )
    assert down.mistake == "cut-to-integers" and "rounded down" in down.message


def test_a_number_of_rows_too_many_is_told():
    def gradients(*args):
        space = {"np": np, "npx": npx}
        exec(TASKS["backprop-by-hand"].solution, space)
        *first, last = space["gradients"](*args)
        return (*first, last * len(args[0]))

    verdict = judge(TASKS["backprop-by-hand"], gradients)
    assert (
        verdict.mistake == "wrong-scale" and "the length of the first argument" in verdict.message
    )


def test_what_breaks_far_out_does_not_agree_in_every_case():
    verdict = judge(TASKS["tanh-derivative"], lambda x: 4 / (np.exp(x) + np.exp(-x)) ** 2)
    assert verdict.status == "correct" and "every case" in verdict.message
    breaks = judge(TASKS["tanh-derivative"], lambda x: 1 - (np.sinh(x) / np.cosh(x)) ** 2)
    assert breaks.message == "Your answer agrees with the target except far out."
    assert "Far out it breaks" in breaks.remark


def test_a_threshold_that_stops_at_a_plain_number_is_not_said_to_hold_everywhere():
    verdict = judge(TASKS["logit-threshold"], lambda p: onp.log(p / (1 - p)).reshape(p.shape))
    assert verdict.status == "correct" and "every case" not in verdict.message
    assert "'float' object has no attribute" in verdict.remark
    assert "0.999999999" not in verdict.remark


def test_a_name_is_taken_back_beside_a_caret_that_means_one():
    def second_row_changed(act, Z):
        other = Z.copy()
        other[1] = other[1] + 10
        same = not bool(abs(act(Z)[0] - act(other)[0]).max() > 1e-5)
        return same ^ True

    verdict = judge(TASKS["batch-dependent"], second_row_changed)
    assert verdict.mistake == "wrong-in-some-cases" and "power" not in verdict.message


def test_differences_in_a_list_are_not_said_to_be_answers():
    def differences(act, Z):
        return [float(abs(act(Z)[i] - act(Z[i : i + 1])[0]).max()) for i in range(len(Z))]

    message = judge(TASKS["batch-dependent"], differences).message
    assert message == "6 values came back; one is wanted, True or False."


def test_a_shift_after_the_division_is_no_wrong_mean():
    verdict = judge(
        TASKS["batch-norm-predict"], lambda B, Z: 1.2 * running(B, Z, keep_var=0.8) + 0.3
    )
    assert "Neither" not in verdict.message


def test_a_list_in_a_list_of_predictions_is_told():
    message = judge(TASKS["gradient-rules"], [[1, 1, 1, 1, 1]]).message
    assert "has the length 1 and is a list in a list" in message


@pytest.mark.parametrize("by", [0, 2])
@pytest.mark.parametrize("out_of", [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2)])
def test_entries_taken_out_of_some_arrays_only_are_seen(by, out_of):
    def pieces(*net):
        net = [array.asnumpy() for array in net]
        kept = [array[net[by] != 0] if k in out_of else array for k, array in enumerate(net)]
        change = {}
        for w, b, v in zip(*kept):
            if w:
                change[-b / w + 0.0] = change.get(-b / w + 0.0, 0) + v * abs(w)
        return 1 + sum(abs(c) > 1e-6 for c in change.values())

    assert judge(TASKS["piece-count"], pieces).mistake == "units-mixed-up"


def test_a_caret_between_sets_is_no_power():
    def pieces(w, b, v):
        kinks = set()
        for wi, bi, vi in zip(w.tolist(), b.tolist(), v.tolist()):
            if wi and vi:
                kinks |= {-bi / wi + 0.0}
        return 1 + len(kinks ^ set())

    verdict = judge(TASKS["piece-count"], pieces)
    assert verdict.mistake == "cancelling-ignored" and "power" not in verdict.message


def test_an_object_with_a_strange_code_is_no_fault_of_the_check():
    class Strange:
        __code__ = "no code"

        def __call__(self, w, b, v):
            return len(w)

    verdict = judge(TASKS["piece-count"], Strange())
    assert (verdict.status, verdict.mistake) == ("wrong", "units-counted")


def test_a_threshold_in_float32_agrees_except_next_to_the_ends():
    def threshold(p):
        return float(onp.log(onp.float32(p)) - onp.log1p(-onp.float32(p)))

    verdict = judge(TASKS["logit-threshold"], threshold)
    assert verdict.status == "correct" and "does not hold" in verdict.remark
    assert verdict.message.endswith("except next to 0 and 1.")
