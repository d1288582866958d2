"""Which steps of a derivation say the same: read from what MXNet records, or NumPy is asked for.

What is recorded is a graph of operations, however the answer is written. Sums, differences and
constant factors are collected on the way through it, so two steps say the same when they differ
by no more than a 0, a factor 1, what is added and taken away again, or the order. That a fraction
``v / v`` is 1, or how a quotient is written, is a step of algebra and stays one.
"""

import json

import mxnet as mx
import numpy as np
from mxnet import autograd

from d2lmlp.exercises.engine.values import call, is_mxnet
from d2lmlp.exercises.kinds.followed import Followed, unwrapped

# What leaves an array of one axis as it is, and what leaves positive values of moderate size.
SAME = {
    *("_copy", "_copyto", "_np_copy", "_np_reshape", "_npx_reshape", "Reshape", "_np_transpose"),
    *("_np_squeeze", "_np_atleast_1d", "_npi_broadcast_to", "_npi_nan_to_num", "expand_dims"),
}
BOUNDED = {"_npi_absolute", "_maximum_scalar", "_minimum_scalar", "clip", "_npx_relu"}
CHOSEN = {"broadcast_maximum", "broadcast_minimum", "_npi_where"}
UNDONE = {
    "_npi_exp": "_npi_log",
    "_npi_log": "_npi_exp",
    "_npi_log1p": "_npi_expm1",
    "_npi_arctanh": "_npi_tanh",
    "_npi_sqrt": "_npi_square",
}
CONSTANT = -1  # the place of a form's constant
ONE = ((CONSTANT, 1.0),)
POWERS = {((CONSTANT, 2.0),): "_npi_square", ((CONSTANT, 0.5),): "_npi_sqrt"}


def forms_of(answer, x, known):
    """Read the steps of a derivation, and expressions to compare them with.

    Parameters
    ----------
    answer : callable
        Returns a list of steps for an array.
    x : numpy.ndarray
    known : callable
        Returns a list of expressions for an array and the module whose functions it takes.

    Returns
    -------
    (list, list) or None
        The forms of the steps and of the known expressions, equal where they say the same; None
        where neither MXNet has recorded them nor they can be followed in NumPy.
    """
    return _recorded(answer, x, known) or _followed(answer, known)


def _recorded(answer, x, known):
    x = mx.np.array(x, dtype="float32")
    x.attach_grad()
    try:
        with autograd.record():
            steps, others = call(answer, x), known(x, mx.np)
        steps = list(steps.values()) if isinstance(steps, dict) else steps
        if is_mxnet(steps):
            return None  # the rows of one array: their graphs tell of its making, too
        forms = Forms()
        return [[forms.of(step) for step in written] for written in (steps, others)]
    except Exception:  # it is right in another form, or not recorded: nothing is claimed then
        return None


def _followed(answer, known):
    """Call an answer in NumPy with something that notes what is done to it."""
    forms = Forms()
    x = Followed(forms.combine, forms.combine("null", {"name": "x"}))
    try:
        steps, others = call(answer, x), known(x, np)
        steps = list(steps.values()) if isinstance(steps, dict) else steps
        return [[_key(unwrapped(step).form) for step in written] for written in (steps, others)]
    except Exception:  # it needs more of an array than this has: nothing is claimed then
        return None


def twins(forms):
    """Count the steps that are no mixture of others, and find those that repeat an earlier one.

    Returns
    -------
    int, list of (int, int)
        The pairs are (step, earlier step), counted from 1.
    """
    first = {}
    pairs = [(k, first[f]) for k, f in enumerate(forms, 1) if first.setdefault(f, k) != k]
    atoms = sorted({atom for form in first for atom, _ in form})
    table = [[dict(form).get(atom, 0.0) for atom in atoms] for form in first]
    return int(np.linalg.matrix_rank(np.array(table), tol=1e-4)), pairs


class Forms:
    """Expressions as linear forms {atom: factor}; an atom is an operation that is not linear."""

    def __init__(self):
        self.atoms, self.keys = {}, []

    def of(self, array):
        """Return the form of a recorded array, as a tuple: equal for those that say the same."""
        graph = json.loads(autograd.get_symbol(array).tojson())
        found = []
        for node in graph["nodes"]:
            inputs = [found[k] for k, *_ in node["inputs"]]
            found.append(self._node(node["op"], node, inputs))
        return _key(found[graph["heads"][0][0]])

    def combine(self, op, inputs):
        """Return the form of an operation's result, of a number, or of x."""
        if op == "constant":
            return {CONSTANT: float(inputs)}
        if op == "null":
            return self._node(op, inputs, [])
        return self._node(op, {}, inputs)

    def _atom(self, *key):
        if key not in self.atoms:
            self.atoms[key] = len(self.keys)
            self.keys.append(key)
        return {self.atoms[key]: 1.0}

    def _node(self, op, node, inputs):
        attrs = dict(node.get("attrs") or {})
        if op == "null":
            return self._atom("leaf", node["name"])
        if op in SAME or op in BOUNDED and self._is_computed(inputs[0]):
            return inputs[0]
        if op in CHOSEN and _key(inputs[-2]) == _key(inputs[-1]):
            return inputs[-1]
        if op == "_npi_full_like":
            return {CONSTANT: float(attrs["fill_value"])}
        if op.endswith("_scalar"):
            op, inputs = op[: -len("_scalar")], [*inputs, {CONSTANT: float(attrs.pop("scalar"))}]
            if op.startswith("_npi_r"):  # the number comes first, as in 1 - x
                op, inputs = f"_npi_{op[len('_npi_r') :]}", inputs[::-1]
        linear = _linear(op, inputs)
        return self._undone(op, inputs, attrs) if linear is None else linear

    def _is_computed(self, form):
        """Tell whether a form is more than x, shifted and scaled."""
        return any(self.keys[atom][0] != "leaf" for atom in form if atom != CONSTANT)

    def _undone(self, op, inputs, attrs):
        """Make an atom, or give back what an operation such as the logarithm of exp undoes."""
        ins = [_key(form) for form in inputs]
        if op == "_npi_power" and ins[1] in POWERS:
            op, ins = POWERS[ins[1]], ins[:1]
        if op == "_npi_multiply" and ins[0] == ins[1]:
            op, ins = "_npi_square", ins[:1]
        if op == "_npi_reciprocal":
            op, ins = "_npi_true_divide", [ONE, *ins]
        if op == "_npi_true_divide" and (turned := self._turned_twice(*ins)):
            return turned
        if len(ins) == 1 and len(ins[0]) == 1 and ins[0][0][0] != CONSTANT:
            atom, factor = ins[0][0]
            inner, *rest = self.keys[atom]
            if factor == 1 and inner == UNDONE.get(op):
                return dict(rest[0])
        ins = sorted(ins) if op == "_npi_multiply" else ins
        return self._atom(op, *ins, *sorted(attrs.items()))

    def _turned_twice(self, above, below):
        """Return f for a / (b / f), where a and b are numbers; else None."""
        if len(below) != 1 or {atom for atom, _ in above + below} - {CONSTANT, below[0][0]}:
            return None
        atom, factor = below[0]
        inner, *rest = self.keys[atom] if atom != CONSTANT else [None]
        if inner != "_npi_true_divide" or len(above) != 1 or above[0][0] != CONSTANT:
            return None
        over, under = rest[:2]
        if len(over) != 1 or over[0][0] != CONSTANT:
            return None
        return _sum({}, dict(under), above[0][1] / (factor * over[0][1]))


def _linear(op, forms):
    """Add, subtract and scale forms; None for any other operation."""
    if op == "_npi_negative":
        return _sum({}, forms[0], -1)
    if len(forms) != 2:
        return None
    first, second = forms
    if op in ("_npi_add", "_npi_subtract"):
        return _sum(first, second, 1 if op == "_npi_add" else -1)
    if op == "_npi_multiply" and not first.keys() - {CONSTANT}:
        first, second = second, first
    if second.keys() - {CONSTANT}:
        return None
    value = second.get(CONSTANT, 0.0)
    if op == "_npi_multiply":
        return _sum({}, first, value)
    if op == "_npi_true_divide" and value:
        return _sum({}, first, 1 / value) if first.keys() - {CONSTANT} or value == 1 else None
    return first if op == "_npi_power" and value == 1 else None


def _sum(first, second, factor):
    """Return first + factor * second; what cancels is left out."""
    total = dict(first)
    for atom, value in second.items():
        total[atom] = total.get(atom, 0.0) + factor * value
    return {atom: value for atom, value in total.items() if abs(value) > 1e-6}


def _key(form):
    return tuple(sorted((atom, round(value, 6)) for atom, value in form.items()))
