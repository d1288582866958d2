"""The graph that autograd recorded of a function, with the numbers of both passes on it.

The nodes come from ``autograd.get_symbol``: nothing is traced a second time. Each operation is then
run alone, forward on the values of its inputs and backward on the gradient of its result, so that
every edge carries its own share of the gradient.
"""

import inspect
import json
import re
from dataclasses import dataclass, field

import mxnet as mx
import numpy as onp
from mxnet import autograd, gluon, np
from mxnet.base import MXNetError

MOST = 60  # nodes: more cannot be read


@dataclass
class Node:
    """A node of the recorded graph.

    Attributes
    ----------
    name : str
        A leaf's name; "" for the result of an operation.
    op : str
        MXNet's name of the operation; "null" for a leaf.
    attrs : dict of str to str
        Its settings, such as {"scalar": "2.0"}.
    inputs : list of int
        The nodes it reads.
    value : numpy.ndarray
    shares : list of numpy.ndarray
        What it sends back along each of its inputs.
    gradient : numpy.ndarray
        The sum of what it was sent: the derivative of the graph's result with respect to `value`.
    """

    name: str
    op: str
    attrs: dict
    inputs: list
    value: onp.ndarray = None
    shares: list = field(default_factory=list)
    gradient: onp.ndarray = None


def recorded(f, arrays):
    """Run a function under ``autograd.record`` and read the graph that autograd kept.

    Parameters
    ----------
    f : callable
        ``f(**arrays)`` gives one number.
    arrays : dict of str to array_like
        They become float32 arrays of their own; what the caller holds stays as it is.

    Returns
    -------
    list of Node
        Each after those it reads; the last one is the result.

    Raises
    ------
    ValueError
        In one sentence, if `f` gives no single recorded number, or more nodes than can be read.
    """
    leaves = {name: _array(name, value) for name, value in arrays.items()}
    for array in leaves.values():
        array.attach_grad()
    try:
        with autograd.record():
            result = f(**leaves)
        graph = json.loads(_symbol(result).tojson())
    except MXNetError as error:
        said = re.search(r"Error: (.*)", str(error)) or ["", "its shapes do not fit."]
        raise ValueError(f"MXNet could not run the function: {said[1]:.200}") from None
    known = {**_around(f), **leaves}
    names = {_leaf(array): name for name, array in known.items() if array.grad is not None}
    nodes = _nodes(graph, names, known)
    blocks = [None if node.op == "null" else _alone(node, graph["attrs"]) for node in nodes]
    for node, block in zip(nodes, blocks):
        if block is not None:
            node.value = block(*_inputs(nodes, node)).asnumpy()
    _backward(nodes, blocks)
    return nodes


def _array(name, value):
    try:
        array = value.asnumpy() if isinstance(value, mx.nd.NDArray) else onp.asarray(value)
        return np.array(array.astype("float32"))
    except (TypeError, ValueError):
        raise ValueError(f"{name} is {value!r:.40}; expected a number or an array.") from None


def _symbol(result):
    if not isinstance(result, mx.nd.NDArray):
        kind = type(result).__name__
        raise ValueError(
            f"The function returned a {kind}, which autograd has no record of: return an MXNet "
            "array, without float() or .asnumpy() on the way."
        )
    if result.size != 1:
        raise ValueError(
            f"The function returned the shape {result.shape}: let it end with one number, such as "
            "a sum or a mean."
        )
    try:
        return autograd.get_symbol(result)
    except MXNetError:
        raise ValueError(
            "Autograd recorded nothing: the result does not depend on the arrays that were given."
        ) from None


def _around(f):
    """What a function finds outside its arguments: parameters of nets, arrays with a gradient."""
    found = {"f": f}
    if inspect.isfunction(f):
        around = inspect.getclosurevars(f)
        found = {**around.globals, **around.nonlocals}
    arrays = {}
    for name, value in found.items():
        if isinstance(value, gluon.Block):
            prefix = value.prefix
            for key, parameter in value.collect_params().items():
                arrays[key[len(prefix) :] if key.startswith(prefix) else key] = parameter.data()
        elif isinstance(value, np.ndarray):
            arrays[name] = value
    return arrays


def _leaf(array):
    """The name under which autograd keeps an array."""
    with autograd.record():
        copy = array.detach() * 1 if array.grad is None else array * 1
    return autograd.get_symbol(copy).list_arguments()[0]


def _nodes(graph, names, known):
    if len(graph["nodes"]) > MOST:
        raise ValueError(
            f"The graph has {len(graph['nodes'])} nodes; up to {MOST} can be read: take a smaller "
            "function."
        )
    nodes = []
    for entry in graph["nodes"]:
        if any(output for _, output, *_ in entry["inputs"]):
            raise ValueError(f"The graph uses the second result of {entry['op']}: leave that out.")
        inputs = [index for index, *_ in entry["inputs"]]
        node = Node("", entry["op"], entry.get("attrs", {}), inputs)
        if node.op == "null":
            if entry["name"] not in names:
                raise ValueError(
                    "The function uses an array that is not among its arguments: give it as one, "
                    "such as explore.graph(f, x=x, y=y). Or the record is cut inside the function: "
                    "attach_grad(), pause() and detach() make such an array there."
                )
            node.name = names[entry["name"]]
            node.value = known[node.name].asnumpy()
        nodes.append(node)
    return nodes


def _alone(node, attrs):
    """Make a block of one operation."""
    leaves = [f"i{k}" for k in range(len(node.inputs))]
    entries = [{"op": "null", "name": leaf, "inputs": []} for leaf in leaves]
    reads = [[k, 0, 0] for k in range(len(leaves))]
    entries.append({"op": node.op, "name": "alone", "attrs": node.attrs, "inputs": reads})
    text = {"nodes": entries, "arg_nodes": list(range(len(leaves))), "attrs": attrs}
    symbol = mx.sym.load_json(json.dumps({**text, "heads": [[len(leaves), 0, 0]]}))
    inputs = [mx.sym.var(leaf, dtype="float32").as_np_ndarray() for leaf in leaves]
    return gluon.SymbolBlock(symbol.as_np_ndarray(), inputs)


def _inputs(nodes, node):
    return [np.array(nodes[k].value) for k in node.inputs]


def _backward(nodes, blocks):
    for node in nodes:
        node.gradient = onp.zeros_like(node.value)
    nodes[-1].gradient = onp.ones_like(nodes[-1].value)
    for node, block in list(zip(nodes, blocks))[::-1]:
        if block is None:
            continue
        inputs = _inputs(nodes, node)
        for array in inputs:
            array.attach_grad()
        with autograd.record():
            result = block(*inputs)
        result.backward(np.array(node.gradient))
        node.shares = [array.grad.asnumpy() for array in inputs]
        for k, share in zip(node.inputs, node.shares):
            nodes[k].gradient = nodes[k].gradient + share
