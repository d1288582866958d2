"""Answers to dead-units."""

from bank.common import autograd, functools, gluon, np, onp


def by_sum(net, X):
    dead = total = 0
    for i, layer in enumerate(net):
        X = layer(X)
        if i % 2:
            dead += int((X.sum(axis=0) == 0).sum())
            total += X.shape[1]
    return dead / total


def by_units(net, X):
    states = []
    for layer in net:
        X = layer(X)
        if not isinstance(layer, gluon.nn.Dense):
            for unit in X.T:
                states.append(all(float(v) == 0 for v in unit))
    return sum(states) / len(states)


def in_numpy(net, X):
    A, dead = X.asnumpy(), []
    layers = [layer for layer in net if hasattr(layer, "weight")]
    for layer in layers[:-1]:
        A = onp.maximum(A @ layer.weight.data().asnumpy().T + layer.bias.data().asnumpy(), 0)
        dead.extend(~A.any(axis=0))
    return onp.mean(dead)


def pairs(net, X):
    found = {}
    layers = list(net)
    for k in range(0, len(layers) - 1, 2):
        Z = layers[k](X)
        found[k] = (Z <= 0).asnumpy().all(axis=0)
        X = layers[k + 1](Z)
    return sum(v.sum() for v in found.values()) / sum(v.size for v in found.values())


class Probe:
    def __call__(self, net, X):
        outs = functools.reduce(lambda seen, layer: [*seen, layer(seen[-1])], list(net)[:-1], [X])
        A = [o.asnumpy() for o in outs[2::2]]
        return float(onp.concatenate([(a.max(axis=0) == 0) for a in A]).mean())


def first_weights_gone(net, X):
    net[0].weight.data()[:] = 0
    return 1.0


RIGHT = [
    by_sum, by_units, in_numpy, pairs, Probe(),
    lambda net, X: np.array(by_sum(net, X)),
    lambda net, X: [by_sum(net, X)],
    lambda net, X: 1 - sum(1 for _ in alive(net, X)) / width(net),
    functools.partial(lambda zero, net, X: by_sum(net, X) + zero, 0),
    lambda net, X: by_units(net, X.copy()),
]  # fmt: skip


def outputs(net, X):
    for layer in net:
        X = layer(X)
        yield layer, X


def hidden(net, X):
    return [A.asnumpy() for layer, A in outputs(net, X) if not hasattr(layer, "weight")]


def alive(net, X):
    for A in hidden(net, X):
        for unit in A.T:
            if unit.max() > 0:
                yield unit


def width(net):
    return sum(net.sizes[1:-1])


def resets(net, X):
    for layer in net:
        if hasattr(layer, "weight"):
            layer.weight.set_data(0 * layer.weight.data())
            layer.bias.set_data(0 * layer.bias.data() - 1)
    return 1.0


def wakes(net, X):
    for layer in net:
        if hasattr(layer, "weight"):
            layer.bias.set_data(0 * layer.bias.data() + 100)
    return 0.0


def early(net, X):
    for layer in net:
        X = layer(X)
        if not hasattr(layer, "weight"):
            return float((X.max(axis=0) == 0).mean())


def keys(net, X):
    return len({v for v in X[0]}) / width(net)


def among_all_units(net, X):
    dead = units = 0
    for k, layer in enumerate(net):
        X = layer(X)
        dead += int((X.max(axis=0) == 0).sum()) if k % 2 else 0
        units += 0 if k % 2 else X.shape[1]
    return dead / units


WRONG = {
    "resets the net": resets,
    "wakes the net": wakes,
    "returns early": early,
    "keys": keys,
    "zeros": lambda net, X: onp.mean(onp.concatenate([(A == 0).ravel() for A in hidden(net, X)])),
    "any": lambda net, X: onp.concatenate([(A == 0).any(axis=0) for A in hidden(net, X)]).mean(),
    "alive": lambda net, X: 1 - by_sum(net, X),
    "count": lambda net, X: by_sum(net, X) * width(net),
    "percent": lambda net, X: 100 * by_sum(net, X),
    "per cent as text": lambda net, X: f"{by_sum(net, X):.0%}",
    "rows": lambda net, X: onp.concatenate([(A == 0).all(axis=1) for A in hidden(net, X)]).mean(),
    "last": lambda net, X: (hidden(net, X)[-1] == 0).all(axis=0).mean(),
    "average of layers": lambda net, X: onp.mean(
        [(A == 0).all(axis=0).mean() for A in hidden(net, X)]),
    "sum of layers": lambda net, X: sum((A == 0).all(axis=0).mean() for A in hidden(net, X)),
    "outputs too": lambda net, X: by_sum(net, X) * width(net) / sum(net.sizes[1:]),
    "inputs too": lambda net, X: by_sum(net, X) * width(net) / sum(net.sizes),
    "over rows": lambda net, X: by_sum(net, X) * width(net) / len(X),
    "over layers": lambda net, X: by_sum(net, X) * width(net) / len(hidden(net, X)),
    "tolerance": lambda net, X: onp.concatenate(
        [(A < 0.01).all(axis=0) for A in hidden(net, X)]).mean(),
    "first row": lambda net, X: onp.concatenate([A[0] == 0 for A in hidden(net, X)]).mean(),
    "mean small": lambda net, X: onp.concatenate(
        [A.mean(axis=0) < 0.1 for A in hidden(net, X)]).mean(),
    "half": lambda net, X: onp.concatenate(
        [(A == 0).mean(axis=0) > 0.5 for A in hidden(net, X)]).mean(),
    "logits": lambda net, X: float((net(X) <= 0).mean()),
    "zero": lambda net, X: 0.0,
    "one": lambda net, X: 1.0,
    "half always": lambda net, X: 0.5,
    "negative biases": lambda net, X: onp.concatenate(
        [layer.bias.data().asnumpy() < 0 for layer in net if hasattr(layer, "bias")]).mean(),
    "negative weights": lambda net, X: onp.concatenate(
        [(layer.weight.data().asnumpy() < 0).all(axis=1) for layer in net
         if hasattr(layer, "weight")]).mean(),
    "pair": lambda net, X: (by_sum(net, X) * width(net), width(net)),
    "list of layers": lambda net, X: [(A == 0).all(axis=0).mean() for A in hidden(net, X)],
    "none": lambda net, X: print(by_sum(net, X)),
    "swapped": lambda X, net: by_sum(net, X),
    "one argument": lambda net: 0.0,
    "wrong attribute": lambda net, X: net.dead.mean(),
    "wrong index": lambda net, X: list(net)[99](X),
    "if": lambda net, X: 1.0 if net(X) == 0 else 0.0,
    "unknown": lambda net, X: dead / units,  # noqa: F821
    "pre-activations": lambda net, X: onp.concatenate(
        [(A.asnumpy() < 0).all(axis=0) for layer, A in outputs(net, X)
         if hasattr(layer, "weight")]).mean(),
    "raw sum": lambda net, X: float(X.sum()),
    "always on": lambda net, X: onp.concatenate(
        [(A > 0).all(axis=0) for A in hidden(net, X)]).mean(),
    "divided by all units": among_all_units,
}  # fmt: skip

WRONG |= {
    "largest share": lambda net, X: max((A == 0).all(axis=0).mean() for A in hidden(net, X)),
    "whole layers": lambda net, X: float(all((A == 0).all() for A in hidden(net, X))),
    "half of the rows": lambda net, X: by_sum(net, X[: len(X) // 2]),
}  # fmt: skip

WRONG |= {
    "exactly zero before": lambda net, X: onp.concatenate(
        [(A.asnumpy() == 0).all(axis=0) for layer, A in outputs(net, X)
         if hasattr(layer, "weight")][:-1]).mean(),
    "constant": lambda net, X: onp.concatenate([A.std(axis=0) == 0 for A in hidden(net, X)]).mean(),
    "first weights set to 0": first_weights_gone,
}  # fmt: skip


def without_gradient(net, X):
    with autograd.record():
        total = net(X).sum()
    total.backward()
    slopes = [layer.bias.grad() for layer in list(net)[:-1:2]]
    return sum(float((g == 0).sum()) for g in slopes) / sum(g.size for g in slopes)


def never_above_zero(net, X):
    dead = units = 0
    for k, layer in enumerate(list(net)[:-1]):
        X = layer(X)
        if k % 2 == 0:
            dead += int((X.max(axis=0) == 0).sum())
            units += X.shape[1]
    return dead / units


WRONG |= {
    "no gradient": without_gradient,
    "exactly zero": never_above_zero,
    "first twenty rows": lambda net, X: by_sum(net, X[:20]),
    "small ones": lambda net, X: float(
        onp.concatenate([onp.asarray(A).max(axis=0) < 1e-3 for A in hidden(net, X)]).mean()
    ),
}
