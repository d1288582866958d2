"""Which steps of a derivation say the same: read from what MXNet records, or from the code.

What is recorded is a graph of operations, however the answer is written. Two steps say the same
when their graphs are equal but for the order of a sum or a product, for numbers that are reckoned
together (``x + x`` halved, ``1 - (-x)``) and for neutral terms: a 0 that is added or taken away, a
factor, divisor or exponent 1, and ``x - x``. That a fraction ``v / v`` is
1 is a step of algebra and stays one.
"""

import dis
import json
from collections import defaultdict

import mxnet as mx
import numpy as np
from mxnet import autograd

from d2lmlp.exercises.engine.values import call, is_mxnet

_0, _1 = [("LOAD_CONST", "0")], [("LOAD_CONST", "1")]
NEUTRAL = defaultdict(tuple, {"+": (_0,), "-": (_0,), "*": (_1,), "/": (_1,), "**": (_1,)})
SAME_SHAPE = ("_copy", "_copyto", "_np_copy", "_np_reshape", "_npx_reshape", "Reshape")


def twins(answer, x):
    """Find the steps that say the same as an earlier one.

    Parameters
    ----------
    answer : callable
        Returns a list of steps for an array.
    x : numpy.ndarray

    Returns
    -------
    (int, list of (int, int)) or None
        How many different steps there are, and the pairs (step, earlier step) that are the same,
        counted from 1; None where MXNet has recorded nothing, as of an answer in NumPy.
    """
    x = mx.np.array(x, dtype="float32")
    x.attach_grad()
    try:
        with autograd.record():
            steps = call(answer, x)
        steps = list(steps.values()) if isinstance(steps, dict) else steps
        if is_mxnet(steps):
            return None  # the rows of one array: their graphs tell of its making, too
        forms = Forms()
        read = [forms.of(step) for step in steps]
    except Exception:  # it is right in another form, or not recorded: nothing is claimed then
        return None
    first = {}
    pairs = [(k, first[f]) for k, f in enumerate(read, 1) if first.setdefault(f, k) != k]
    return len(first), pairs


class Forms:
    """Numbers for expressions: the same number for those that say the same."""

    def __init__(self):
        self.keys, self.numbers = [], {}

    def of(self, array):
        """Number a recorded array."""
        graph = json.loads(autograd.get_symbol(array).tojson())
        found = []
        for node in graph["nodes"]:
            inputs = [found[k] for k, *_ in node["inputs"]]
            found.append(self._node(node["op"], node, inputs))
        return found[graph["heads"][0][0]]

    def _number(self, *key):
        if key not in self.numbers:
            self.numbers[key] = len(self.keys)
            self.keys.append(key)
        return self.numbers[key]

    def _node(self, op, node, inputs):
        attrs = node.get("attrs") or {}
        if op == "null":
            return self._number("leaf", node["name"])
        if op in SAME_SHAPE:
            return inputs[0]
        if op == "_npi_full_like":
            return self._number("const", float(attrs["fill_value"]))
        if op.endswith("_scalar"):
            found = self._with_scalar(op, float(attrs["scalar"]), inputs[0])
        else:
            found = self._with_constant(op, inputs)
        if found is not None:
            return found
        inputs = sorted(inputs) if op in ("_npi_add", "_npi_multiply") else inputs
        return self._number(op, *inputs, *sorted(attrs.items()))

    def _with_scalar(self, op, scalar, a):
        if op in ("_npi_add_scalar", "_npi_subtract_scalar"):
            return self._plus(a, scalar if "add" in op else -scalar)
        if op == "_npi_multiply_scalar":
            return self._times(a, scalar)
        if op == "_npi_true_divide_scalar" and scalar:
            return self._times(a, 1 / scalar)
        if op == "_npi_rsubtract_scalar":
            return self._plus(self._times(a, -1.0), scalar)
        return a if op == "_npi_power_scalar" and scalar == 1 else None

    def _with_constant(self, op, inputs):
        if op == "_npi_negative":
            return self._times(inputs[0], -1.0)
        if op == "_npi_subtract" and inputs[0] == inputs[1]:
            return self._number("const", 0.0)
        if op == "_npi_add" and inputs[0] == inputs[1]:
            return self._times(inputs[0], 2.0)
        kind, *terms = self.keys[inputs[0]]
        if op == "_npi_subtract" and kind == "_npi_add" and inputs[1] in terms:
            return terms[1 - terms.index(inputs[1])]
        constants = [k for k in range(len(inputs)) if self.keys[inputs[k]][0] == "const"]
        if len(inputs) != 2 or not constants:
            return None
        k = constants[-1]
        value, other = self.keys[inputs[k]][1], inputs[1 - k]
        if op == "_npi_add":
            return self._plus(other, value)
        if op == "_npi_multiply":
            return self._times(other, value)
        if op == "_npi_subtract" and k == 1:
            return self._plus(other, -value)
        return other if op == "_npi_true_divide" and k == value == 1 else None

    def _plus(self, a, value):
        kind, *rest = self.keys[a]
        if kind == "const":
            return self._number("const", rest[0] + value)
        if kind == "plus":
            return self._plus(rest[0], rest[1] + value)
        value = float(np.float32(value))
        return self._number("plus", a, value) if value else a

    def _times(self, a, value):
        kind, *rest = self.keys[a]
        if kind == "const" or not value:
            return self._number("const", rest[0] * value if kind == "const" else 0.0)
        if kind == "times":
            return self._times(rest[0], rest[1] * value)
        value = float(np.float32(value))
        return a if value == 1 else self._number("times", a, value)


def repeats_its_code(answer):
    """Tell whether fewer than three of the listed expressions are written differently."""
    answer = getattr(answer, "func", answer)  # of functools.partial
    code = getattr(getattr(answer, "__func__", answer), "__code__", None)
    if code is None:
        return False
    steps = list(dis.get_instructions(code))
    ends = [k for k, step in enumerate(steps) if step.opname in ("BUILD_LIST", "BUILD_TUPLE")]
    longest = max(ends, key=lambda k: steps[k].arg, default=None)
    if longest is None or steps[longest].arg < 3:
        return False
    kept, k = [], longest
    for _ in range(steps[longest].arg):
        end, height = k, 0
        while height < 1 and k:
            k -= 1
            height += dis.stack_effect(steps[k].opcode, steps[k].arg)
        kept.append(_without_neutral([_word(step) for step in steps[k:end]]))
    return 1 + sum(a != b for a, b in zip(kept, kept[1:])) < 3


def _word(step):
    """Write an instruction: a name that is loaded, a constant, an operator."""
    old = {"ADD": "+", "SUBTRACT": "-", "MULTIPLY": "*", "TRUE_DIVIDE": "/", "POWER": "**"}
    if step.opname.startswith("BINARY_") and step.opname[7:] in old:  # before Python 3.11
        return "BINARY_OP", old[step.opname[7:]]
    if step.opname == "LOAD_CONST" and step.argval in (0, 1):
        return "LOAD_CONST", str(int(step.argval))
    return step.opname, step.argrepr


def _without_neutral(words):
    """Drop what is added as 0 or multiplied as 1 at the end of an expression or of its parts."""
    kept = []
    for word in words:
        kept.append(word)
        if len(kept) > 2 and kept[-3] == ("LOAD_CONST", "0") and word == ("BINARY_OP", "*"):
            kept[-3:] = [("LOAD_CONST", "0")]  # 0 * x
        if word[0] == "BINARY_OP" and kept[-2:-1] in NEUTRAL[word[1]]:
            kept[-2:] = []
    return kept
