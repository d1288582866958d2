"""The graph explorer: its graph is autograd's own, its numbers are right, its words say them."""

import json

import numpy as onp
import pytest
from mxnet import autograd, gluon, np, npx

from d2lmlp import MLP, explore
from d2lmlp.explore import base
from d2lmlp.explore.graph_picture import ACROSS, DOWN, placed, stills
from d2lmlp.explore.recorded import recorded
from d2lmlp.figures.alttext import alt_text


def neuron(x, w, b, y):
    return (npx.sigmoid((w * x).sum() + b) - y) ** 2


def penalised(x, W1, W2, y):
    o = np.dot(W2, npx.relu(np.dot(W1, x)))
    return (0.5 * (o - y) ** 2).sum() + 0.05 * ((W1**2).sum() + (W2**2).sum())


def fork(x):
    return x * x + x


def softmax_loss(o, y):
    return -npx.pick(npx.log_softmax(o), y).sum()


def mixture(x, w):
    h = np.tanh(x / w) - np.exp(-x) + np.maximum(x, w) * np.sqrt(w)
    return (np.log(1 + h**2) / 2).mean() + (1 - np.abs(w)).sum()


GRAPHS = {
    "neuron": (neuron, {"x": [1, -2], "w": [0.5, 0.25], "b": 0.5, "y": 1}),
    "penalty": (penalised, {"x": [1, 2], "W1": [[1, -1], [0, 1]], "W2": [[2, -1]], "y": [0]}),
    "fork": (fork, {"x": 3}),
    "softmax": (softmax_loss, {"o": [1, 2, 0.5], "y": [1]}),
    "mixture": (mixture, {"x": [0.3, 1.2, -0.7], "w": [0.5, 1.0, 2.0]}),
}
each = pytest.mark.parametrize("name", GRAPHS)


@each
def test_values_and_gradients_are_those_of_autograd(name):
    f, arrays = GRAPHS[name]
    nodes = recorded(f, arrays)
    inputs = {key: np.array(value, dtype="float32") for key, value in arrays.items()}
    for array in inputs.values():
        array.attach_grad()
    with autograd.record():
        result = f(**inputs)
    graph = json.loads(autograd.get_symbol(result).tojson())
    result.backward()
    assert [node.op for node in nodes] == [node["op"] for node in graph["nodes"]]
    assert nodes[-1].value == pytest.approx(float(result), rel=1e-6)
    leaves = {node.name: node for node in nodes if node.op == "null"}
    assert set(leaves) == set(arrays)
    for key, array in inputs.items():
        onp.testing.assert_allclose(leaves[key].gradient, array.grad.asnumpy(), atol=1e-6)


@each
def test_the_gradient_of_a_node_is_the_sum_of_what_it_was_sent(name):
    nodes = recorded(*GRAPHS[name])
    for k, node in enumerate(nodes[:-1]):
        shares = [s for other in nodes for i, s in zip(other.inputs, other.shares) if i == k]
        assert shares, "every node leads to the result"
        onp.testing.assert_allclose(node.gradient, sum(shares), rtol=1e-6)


def test_what_the_caller_holds_is_left_alone():
    x = np.array([3.0])
    explore.graph(lambda x: (x * x).sum(), x=x)
    assert x.grad is None
    net = MLP((2, 3, 2))
    loss = gluon.loss.SoftmaxCrossEntropyLoss()
    explorer = explore.graph(lambda x, y: loss(net(x), y).sum(), x=[[1, 2]], y=[1])
    assert not net[0].weight.grad().any()
    names = {node["name"] for node in explorer.graph["nodes"]}
    assert {"x", "y", net[0].weight.name, net[2].bias.name} <= names


@each
def test_no_two_nodes_touch(name):
    places, lines = placed(recorded(*GRAPHS[name]))
    for k, (x, y) in enumerate(places):
        for a, b in places[:k]:
            assert abs(x - a) >= ACROSS - 1 or abs(y - b) >= DOWN - 1
    for line in lines.values():
        assert all(y1 > y0 for (_, y0), (_, y1) in zip(line, line[1:])), "edges run down"


def test_the_steps_run_down_and_back_up():
    steps = explore.graph(fork, x=3).graph["steps"]
    said = [step["text"] for step in steps]
    assert said[0] == "The inputs: x = 3."
    assert said[1] == "Forward. v1 = x × x = 9."
    assert said[2] == "Forward. v2 = v1 + x = 12."
    assert said[3].startswith("Backward begins: the gradient of the result v2")
    assert "1 to v1; 1 to x" in said[4]
    assert said[5].endswith("where shares add: 7 so far.")
    assert (steps[1]["ask"], steps[1]["answer"]) == ("What is v1 = x × x?", 9)
    assert "ask" not in steps[0]


@each
def test_at_the_end_every_node_has_its_value_and_its_gradient(name):
    graph = explore.graph(GRAPHS[name][0], **GRAPHS[name][1]).graph
    values = {k for step in graph["steps"] for k in step.get("values", ())}
    grads = {int(k) for step in graph["steps"] for k in step.get("grads", ())}
    edges = {edge for step in graph["steps"] for edge in step.get("edges", ())}
    assert values == grads == set(range(len(graph["nodes"])))
    assert edges == {edge["id"] for edge in graph["edges"]}


def test_the_line_of_code_rebuilds_the_state():
    explorer = explore.graph(neuron, step=4, **GRAPHS["neuron"][1])
    code = explorer.graph["code"].replace("STEP", str(explorer.step))
    again = eval(code, {"explore": explore, "neuron": neuron})
    assert (again.step, again.graph) == (explorer.step, explorer.graph)


def test_readers_without_a_kernel_see_a_still_and_the_whole_walk(monkeypatch):
    shown = []
    for module in (base, explore.graph_steps):
        monkeypatch.setattr(module, "display", lambda bundle, raw: shown.append(bundle))
    explorer = explore.graph(fork, x=3)
    explorer._ipython_display_()
    still, live = shown
    assert "x: value 3, gradient 7." in still["text/plain"]
    assert still["text/plain"] == f"Figure: {alt_text(stills(explorer.nodes))}"
    assert live["text/plain"].startswith("Run this cell to step")
    assert "data-graph=" in live["text/html"] and "model_id" not in live["text/html"]
    assert base.VIEW in live


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: explore.graph(3), "f is 3; expected a function"),
        (lambda: explore.graph(fork, x="three"), "x is 'three'; expected a number"),
        (lambda: explore.graph(fork, x=[1, 2]), "let it end with one number"),
        (lambda: explore.graph(lambda x: float(x), x=1), "returned a float"),
        (lambda: explore.graph(lambda x: np.ones(1), x=1), "Autograd recorded nothing"),
        (lambda: explore.graph(lambda x: x + np.ones(1), x=1), "give it as one"),
        (lambda: explore.graph(fork, x=3, step=99), "step is 99; this graph has steps from 0 to"),
        (lambda: explore.graph(fork, x=3, step="end"), "step is 'end'"),
        (lambda: explore.graph(lambda x, w: np.dot(x, w), x=[1, 2], w=[1, 2, 3]), "MXNet could"),
        (lambda: explore.graph(lambda x: sum(x for _ in range(90)), x=1), "up to 60 can be read"),
    ],
)
def test_a_wrong_argument_gets_one_sentence(call, words):
    with pytest.raises(ValueError) as found:
        call()
    assert words in str(found.value)
    assert "\n" not in str(found.value) and len(str(found.value)) < 300


def test_the_scale_explorer_follows_its_knobs():
    scale = explore.scale(depth=10)
    before = scale.image.value
    scale.controls["activation"].value = "none"
    assert scale.image.value != before
    assert 'explore.scale(gain=1.0, depth=10, activation="none", seed=0)' in (
        scale.code.value.replace("&quot;", '"')
    )
    with pytest.raises(ValueError, match="gain is 9; expected a number from 0.1 to 6"):
        explore.scale(gain=9)
