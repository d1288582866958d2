"""What an answer keeps from call to call is told, wherever it keeps it; what is random is not."""

import functools
import itertools

import numpy as onp
import pytest
from mxnet import np

from d2lmlp.exercises import TASKS, judge
from d2lmlp.exercises.engine.keeping import remember


def by_shape(x, kept={}):  # noqa: B006 (the mistake that is tested)
    if x.shape not in kept:
        kept[x.shape] = 1 - np.tanh(x) ** 2
    return kept[x.shape]


def counting():
    calls = 0

    def tanh_grad(x):
        nonlocal calls
        calls += 1
        return (1 - np.tanh(x) ** 2) * (2 if calls % 3 == 0 else 1)

    return tanh_grad


def with_an_iterator():
    factors = itertools.cycle([1, 1, 2])
    return lambda x: next(factors) * (1 - np.tanh(x) ** 2)


class First:
    """Keeps the first result in an attribute."""

    def __init__(self):
        self.kept = None

    def __call__(self, x):
        if self.kept is None or self.kept.shape != x.shape:
            self.kept = 1 - np.tanh(x) ** 2
        return self.kept


class Counter:
    """Counts in an attribute of the class."""

    calls = 0

    def tanh_grad(self, x):
        Counter.calls += 1
        return (1 - np.tanh(x) ** 2) * (2 if Counter.calls % 3 == 0 else 1)


def with_an_attribute(x):
    with_an_attribute.calls = getattr(with_an_attribute, "calls", 0) + 1
    return (1 - np.tanh(x) ** 2) * (2 if with_an_attribute.calls % 3 == 0 else 1)


CALLS = []


def in_the_notebook(x):
    CALLS.append(x)
    return (1 - np.tanh(x) ** 2) * (2 if len(CALLS) % 3 == 0 else 1)


@functools.cache
def first_slope(n):
    CALLS.append(n)
    return len(CALLS)


def behind_a_cache(x):
    return (1 - np.tanh(x) ** 2) * (2 if first_slope(len(x)) % 3 == 0 else 1)


@pytest.mark.parametrize(
    "answer",
    [by_shape, counting(), with_an_iterator(), First(), Counter().tanh_grad, with_an_attribute,
     in_the_notebook, behind_a_cache, functools.partial(by_shape, kept={})],
)  # fmt: skip
def test_what_an_answer_keeps_is_told(answer):
    verdict = judge(TASKS["tanh-derivative"], answer)
    assert verdict.mistake == "differs-when-called-again", verdict
    assert "kept" in verdict.message or "keeps" in verdict.message


def test_a_net_for_another_net_of_its_shape_is_told():
    to_tanh, kept = TASKS["sigmoid-net-to-tanh-net"], {}

    def by_shapes(W1, b1, W2, b2):
        if W1.shape not in kept:
            kept[W1.shape] = W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=0) / 2
        return kept[W1.shape]

    assert judge(to_tanh, by_shapes).mistake == "differs-when-called-again"


def test_an_error_that_only_a_later_call_meets_is_told_as_kept():
    left = [2.0, 1.0]
    verdict = judge(TASKS["tanh-derivative"], lambda x: 1 - np.tanh(x) ** left.pop())
    assert verdict.mistake == "differs-when-called-again"


def test_a_random_wrong_answer_is_not_told_to_keep_something():
    def witness(d):
        return np.random.normal(size=(d, d)), 1.0

    verdict = judge(TASKS["bottleneck-witness"], witness)
    assert verdict.status == "wrong"
    assert "keeps" not in verdict.message


def test_a_right_answer_may_count_its_calls():
    calls = []

    def tanh_grad(x):
        calls.append(len(x))
        return 1 - np.tanh(x) ** 2

    assert judge(TASKS["tanh-derivative"], tanh_grad).status == "correct"


def test_everything_is_put_back():
    kept, numbers = {"a": [1]}, np.zeros(2)

    def answer(key, seen=[]):  # noqa: B006
        seen.append(key)
        kept[key] = len(seen)
        kept["a"].append(key)
        numbers[0] += 1
        return list(kept), list(kept["a"]), len(seen), numbers.asnumpy().tolist()

    afresh = remember(answer)
    first = answer("b")
    answer("c")
    afresh()
    assert answer("b") == first


def test_a_namespace_is_left_alone():
    names = {"np": np}
    exec("def tanh_grad(x):\n    return 1 - np.tanh(x) ** 2", names)
    verdict = judge(TASKS["tanh-derivative"], lambda x: names["tanh_grad"](x))
    assert verdict.status == "correct"
    assert len(names["__builtins__"]) > 100


class TestOfTheForm:
    def test_two_axes(self):
        flat = judge(TASKS["tanh-derivative"], lambda x: (1 - np.tanh(x) ** 2).reshape(-1))
        assert flat.status == "correct"
        assert "(2, 20)" in flat.remark
        assert "another shape" in flat.remark
        whole = judge(TASKS["tanh-derivative"], lambda x: 1 - np.tanh(x) ** 2)
        assert whole.remark == ""

    def test_counts_in_float32(self):
        def count(sizes):
            s = np.array(sizes, dtype="float32")
            return (s[1:] * s[:-1]).sum() + s[1:].sum()

        verdict = judge(TASKS["parameter-count"], count)
        assert verdict.status == "correct"
        assert "float32" in verdict.remark

    def test_zero_is_an_entry_and_any_gradient_is_welcome_there(self):
        prelu = TASKS["prelu-by-hand"]
        sums = judge(prelu, lambda x: np.maximum(x, 0) + 0.1 * np.minimum(x, 0))
        assert sums.status == "correct"  # 1.1 at exactly 0
        assert judge(prelu, lambda x: x * x / np.abs(x)).status == "wrong"


def test_where_nothing_can_be_kept_nothing_is_asked_again():
    assert remember(lambda x: 1 - np.tanh(x) ** 2) is None
    assert remember(by_shape) is not None


def test_what_cannot_be_written_is_no_fault():
    kept = onp.ones(3)
    kept.flags.writeable = False
    verdict = judge(TASKS["tanh-derivative"], lambda x: 1 - float(kept[0]) * np.tanh(x))
    assert verdict.mistake == "square-forgotten"
