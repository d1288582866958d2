"""``explore.graph(f, ...)``: step through the graph that autograd recorded, forward and back."""

import json
from html import escape
from pathlib import Path

import traitlets
from anywidget import AnyWidget
from IPython.display import display

from d2lmlp.explore.base import show
from d2lmlp.explore.graph_picture import ACROSS, DOWN, HEIGHT, WIDTH, boxes, placed, stills
from d2lmlp.explore.graph_words import SHORT, expression, names, numbers, rule
from d2lmlp.explore.recorded import recorded
from d2lmlp.figures.style import bundle

HERE = Path(__file__).parent
WITHOUT = (
    "Run this cell to step through the graph, forward and backward, by mouse or with the arrow "
    "keys."
)


class GraphExplorer(AnyWidget):
    """The graph of a function, with buttons that walk through it; ``step`` is where one stands.

    Attributes
    ----------
    step : int
        0 shows the inputs; each operation is one step forward and, later on, one step back.
    graph : dict
        All that is shown, computed beforehand: nodes, edges and what changes at each step.
    """

    _esm = HERE / "graph.js"
    _css = HERE / "graph.css"
    step = traitlets.Int(0).tag(sync=True)
    graph = traitlets.Dict().tag(sync=True)

    def _ipython_display_(self):
        display(bundle(stills(self.nodes)), raw=True)
        data = escape(json.dumps(self.graph, ensure_ascii=False))
        show(self, WITHOUT, f'<div class="d2lmlp-graph" data-graph="{data}"><p>{WITHOUT}</p></div>')


def graph(f, step=0, **arrays):
    """Explore the graph that autograd records of a function: its numbers, and how they arise.

    Parameters
    ----------
    f : callable
        ``f(**arrays)`` gives one number: a loss, say. Parameters of a net that it uses are found.
    step : int
        Where to begin.
    **arrays : array_like
        The inputs by name; each becomes a float32 array with a gradient.

    Returns
    -------
    GraphExplorer

    Raises
    ------
    ValueError
        In one sentence, if the function or an input does not fit.
    """
    if not callable(f):
        raise ValueError(f"f is {f!r:.40}; expected a function, such as lambda x: (x * x).sum().")
    nodes = recorded(f, arrays)
    steps = _forward(nodes) + _backward(nodes)
    if not isinstance(step, int) or not 0 <= step < len(steps):
        raise ValueError(f"step is {step!r}; this graph has steps from 0 to {len(steps) - 1}.")
    explorer = GraphExplorer(step=step, graph=_drawing(f, nodes, steps, arrays))
    explorer.nodes = nodes
    return explorer


def _forward(nodes):
    """The steps down: each operation's value appears."""
    called = names(nodes)
    leaves = [k for k, node in enumerate(nodes) if node.op == "null"]
    given = ", ".join(f"{called[k]} = {numbers(nodes[k].value)}" for k in leaves)
    steps = [{"node": None, "values": leaves, "text": f"The inputs: {given}."}]
    for k, node in enumerate(nodes):
        if node.op != "null":
            form = expression(node, [called[i] for i in node.inputs])
            text = f"Forward. {called[k]} = {form} = {numbers(node.value)}."
            ask = _question(f"What is {called[k]} = {form}", node.value)
            steps.append({"node": k, "values": [k], "text": text, **ask})
    last = len(nodes) - 1
    steps.append({
        "node": last, "grads": {last: "1"},
        "text": f"Backward begins: the gradient of the result {called[last]} with respect to "
        "itself is 1.",
    })  # fmt: skip
    return steps


def _backward(nodes):
    """The steps up: each operation sends shares of its gradient to what it has read."""
    called, steps = names(nodes), []
    arrived = [0 * node.value for node in nodes]
    shares = [0] * len(nodes)
    for k in range(len(nodes) - 1, -1, -1):
        node = nodes[k]
        if node.op == "null":
            continue
        grads, edges, said = {}, {}, []
        for j, (i, share) in enumerate(zip(node.inputs, node.shares)):
            arrived[i] = arrived[i] + share
            shares[i] += 1
            edges[f"{k},{j}"] = numbers(share, 12)
            grads[i] = numbers(arrived[i], SHORT)
            more = f", where shares add: {numbers(arrived[i])} so far" if shares[i] > 1 else ""
            said.append(f"{numbers(share)} to {called[i]}{more}")
        text = (
            f"Backward. {called[k]} has the gradient {numbers(node.gradient)}, and {rule(node)}: "
            f"{'; '.join(said)}."
        )
        ask = _question(f"What does {called[k]} send to {called[node.inputs[0]]}", node.shares[0])
        steps.append({"node": k, "edges": edges, "grads": grads, "text": text, **ask})
    return steps


def _question(words, array):
    first = "" if array.size == 1 else " (its first entry)"
    return {"ask": f"{words}{first}?", "answer": float(f"{float(array.ravel()[0]):.6g}")}


def _drawing(f, nodes, steps, arrays):
    places, lines = placed(nodes)
    called = names(nodes)
    shown = [
        {"x": x, "y": y, "leaf": node.op == "null", "name": name, "head": head, "value": value,
         "whole": numbers(node.value), "gradient": numbers(node.gradient)}
        for node, name, (x, y), (head, value, _) in zip(nodes, called, places, boxes(nodes))
    ]  # fmt: skip
    edges = [{"id": f"{j},{k}", "points": line} for (j, k), line in lines.items()]
    function = getattr(f, "__name__", "f").replace("<lambda>", "f")
    given = ", ".join(f"{name}={_source(name, value)}" for name, value in arrays.items())
    return {
        "nodes": shown, "edges": edges, "steps": steps, "box": [WIDTH, HEIGHT],
        "size": [max(x for x, _ in places) + ACROSS // 2, max(y for _, y in places) + DOWN // 2],
        "code": f"explore.graph({function}, {given}, step=STEP)",
    }  # fmt: skip


def _source(name, value):
    value = value.asnumpy() if hasattr(value, "asnumpy") else value
    text = repr(value.tolist() if hasattr(value, "tolist") else value)
    return text if len(text) <= 60 else name
