"""Right answers in other styles: every task accepts at least three of them."""

import math
import random

import numpy as onp
import pandas as pd
import pytest
from mxnet import autograd, gluon, init, np, npx

from d2lmlp import trace
from d2lmlp.exercises import TASKS, judge
from d2lmlp.exercises.engine.values import to_numpy


def tanh_fraction(x):
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def by_autograd(f):
    def gradient(x, *rest):
        x = np.array(to_numpy(x), dtype="float32")
        x.attach_grad()
        with autograd.record():
            y = f(x, *rest)
        y.backward()
        return x.grad

    return gradient


def prelu_loop(x, alpha, g):
    dx, dalpha = [], 0.0
    for xi, gi in zip(x, g):
        dx.append(gi if xi >= 0 else alpha * gi)
        dalpha += min(float(xi), 0) * float(gi)
    return dx, dalpha


def prelu_in_place(x, alpha, g):
    dx = g.copy()
    dx[x < 0] *= alpha
    return dx, np.array([(g * np.minimum(x, 0)).sum()])


def prelu_autograd(x, alpha, g):
    a = np.array([alpha], dtype="float32")
    x = np.array(x, dtype="float32")
    x.attach_grad()
    a.attach_grad()
    with autograd.record():
        y = npx.leaky_relu(x, gamma=a, act_type="prelu")
    y.backward(np.array(g, dtype="float32"))
    return {"dx": x.grad, "dalpha": a.grad}


def local_by_autograd(params, x, alpha):
    def f(x):
        h = x
        for k, (W, b) in enumerate(params):
            h = np.dot(h, W) + b
            if k < len(params) - 1:
                h = np.where(h > 0, h, alpha * h)
        return h

    rows = []
    x = x.copy()
    for j in range(params[-1][0].shape[1]):
        x.attach_grad()
        with autograd.record():
            y = f(x)[j]
        y.backward()
        rows.append(x.grad.copy())
    A = np.stack(rows, axis=1)
    return A, f(x) - np.dot(x, A)


def local_in_numpy(params, x, alpha):
    params = [(onp.asarray(W.tolist()), onp.asarray(b.tolist())) for W, b in params]
    x = onp.asarray(x.tolist())
    A, c = onp.eye(len(x)), onp.zeros(len(x))
    for k, (W, b) in enumerate(params):
        A, c = A @ W, c @ W + b
        if k + 1 < len(params):
            D = onp.diag(onp.where(x @ A + c > 0, 1.0, alpha))
            A, c = A @ D, c @ D
    return [A, c.reshape(1, -1)]


def local_by_differences(params, x, alpha):
    x = onp.array([float(v) for v in x])

    def f(x):
        h = x
        for k, (W, b) in enumerate(params):
            h = h @ to_numpy(W) + to_numpy(b)
            if k < len(params) - 1:
                h = onp.maximum(h, 0) + alpha * onp.minimum(h, 0)
        return h

    A = onp.stack([(f(x + e) - f(x - e)) / 2e-5 for e in 1e-5 * onp.eye(len(x))])
    return A, f(x) - x @ A


def pieces_by_slopes(w, b, v):
    w, b, v = (onp.array([float(t) for t in a]) for a in (w, b, v))
    ts = sorted({-bi / wi for wi, bi in zip(w, b) if wi})
    points = [ts[0] - 1, *[(s + t) / 2 for s, t in zip(ts, ts[1:])], ts[-1] + 1] if ts else [0.0]
    slopes = [float(((w * x + b > 0) * w * v).sum()) for x in points]
    return 1 + sum(abs(p - q) > 1e-9 for p, q in zip(slopes, slopes[1:]))


def pieces_in_numpy(w, b, v):
    w, b, v = (onp.asarray(to_numpy(a)) for a in (w, b, v))
    on = w != 0
    t = onp.round(-b[on] / w[on], 6)
    jumps = [(v[on] * onp.abs(w[on]))[t == u].sum() for u in onp.unique(t)]
    return onp.int64(1 + onp.count_nonzero(onp.round(jumps, 6)))


def pieces_as_float(w, b, v):
    change = {}
    for wi, bi, vi in zip(map(float, w), map(float, b), map(float, v)):
        if wi:
            change[round(-bi / wi, 5)] = change.get(round(-bi / wi, 5), 0) + abs(wi) * vi
    return 1.0 + len([c for c in change.values() if abs(c) > 1e-6])


def steps_in_numpy(x):
    x = onp.array([float(v) for v in x])
    return (onp.tanh(x) + 1, 2 / (1 + onp.exp(-2 * x)), 2 * (1 / (1 + onp.exp(-2 * x))))


def steps_of_numbers(x):
    return [
        math.tanh(x) + 1,
        2 * math.exp(x) / (math.exp(x) + math.exp(-x)),
        2 / (1 + math.exp(-2 * x)),
    ]


def tanh_net_negated(W1, b1, W2, b2):
    return -W1 / 2, -b1 / 2, -W2 / 2, b2 + W2.sum(axis=0, keepdims=True) / 2


def tanh_net_lists(W1, b1, W2, b2):
    W1, b1, W2, b2 = (to_numpy(a) for a in (W1, b1, W2, b2))
    c2 = b2 + 0.5 * onp.ones(len(W2)) @ W2
    return [(W1 * 0.5).tolist(), b1 * 0.5, W2 * 0.5, c2.tolist()]


def witness_random(d):
    rng = onp.random.default_rng(0)
    T = rng.normal(size=(d, d))
    s = onp.linalg.svd(T, compute_uv=False)
    return T, onp.sqrt((s[d // 2 :] ** 2).sum())


def witness_by_product(d):
    T = onp.diag(onp.arange(1.0, d + 1))
    U, s, V = onp.linalg.svd(T)
    k = d // 2
    best = U[:, :k] * s[:k] @ V[:k]
    return T.tolist(), onp.linalg.norm(T - best)


def batch_by_gradient(act, Z):
    Z = Z.copy()
    Z.attach_grad()
    with autograd.record():
        y = act(Z)[0].sum()
        y = (act(Z)[0] * np.arange(1.0, Z.shape[1] + 1)).sum() + 0 * y
    y.backward()
    return bool(np.abs(Z.grad[1:]).max() > 1e-6)


def batch_by_change(act, Z):
    other = Z.copy()
    other[1:] = other[1:] + np.random.uniform(size=other[1:].shape)
    return not np.allclose(act(Z)[0], act(other)[0], atol=1e-5)


def batch_row_by_row(act, Z):
    one_by_one = onp.concatenate([to_numpy(act(Z[i : i + 1])) for i in range(len(Z))])
    return onp.abs(one_by_one - to_numpy(act(Z))).max() > 1e-4


def predict_loops(batches, Z):
    d = Z.shape[1]
    mean, var = [0.0] * d, [1.0] * d
    for batch in batches:
        for j in range(d):
            column = [float(v) for v in batch[:, j]]
            m = sum(column) / len(column)
            s = sum((c - m) ** 2 for c in column) / len(column)
            mean[j] += 0.1 * (m - mean[j])
            var[j] += 0.1 * (s - var[j])
    return [[(float(z) - m) / math.sqrt(s + 1e-5) for z, m, s in zip(r, mean, var)] for r in Z]


def predict_in_numpy(batches, Z):
    mean, var = onp.zeros(Z.shape[1]), onp.ones(Z.shape[1])
    for batch in batches:
        batch = batch.asnumpy()
        mean, var = 0.9 * mean + 0.1 * batch.mean(0), 0.9 * var + 0.1 * batch.var(0)
    return (Z.asnumpy() - mean) / onp.sqrt(var + 1e-5)


def predict_folded(batches, Z):
    weights = [0.1 * 0.9 ** (len(batches) - 1 - k) for k in range(len(batches))]
    rest = 0.9 ** len(batches)
    mean = sum(w * b.mean(axis=0, keepdims=True) for w, b in zip(weights, batches))
    var = rest + sum(w * b.var(axis=0, keepdims=True) for w, b in zip(weights, batches))
    scale = 1 / np.sqrt(var + 1e-5)
    return scale * Z - scale * mean


def count_loop(sizes):
    total = 0
    for i in range(1, len(sizes)):
        total += (sizes[i - 1] + 1) * sizes[i]
    return total


def dead_by_trace(net, X):
    layers = trace(net, X).layers[:-1]
    dead = onp.concatenate([(layer.a.asnumpy() == 0).all(axis=0) for layer in layers])
    return dead.mean()


def dead_in_numpy(net, X):
    A, found = X.asnumpy(), []
    dense = [layer for layer in net if isinstance(layer, gluon.nn.Dense)]
    for layer in dense[:-1]:
        A = onp.maximum(A @ layer.weight.data().asnumpy().T + layer.bias.data().asnumpy(), 0)
        found += list((A <= 0).all(0))
    return sum(found) / len(found)


def dead_loop(net, X):
    dead = total = 0
    for layer in net:
        X = layer(X)
        if not isinstance(layer, gluon.nn.Dense):
            for j in range(X.shape[1]):
                dead += float(np.abs(X[:, j]).sum()) == 0
                total += 1
    return np.array([dead / total])


def backprop_in_numpy(X, Y, W1, b1, W2, b2):
    X, Y, W1, b1, W2, b2 = (to_numpy(a) for a in (X, Y, W1, b1, W2, b2))
    Z = X @ W1 + b1
    H = Z * (Z >= 0)
    E = (H @ W2 + b2 - Y) / X.shape[0]
    back = E @ W2.T * (H > 0)
    ones = onp.ones((1, len(X)))
    return X.T @ back, ones @ back, H.T @ E, ones @ E


def backprop_autograd(X, Y, W1, b1, W2, b2):
    params = [W1, b1, W2, b2]
    for p in params:
        p.attach_grad()
    with autograd.record():
        out = np.dot(npx.relu(np.dot(X, W1) + b1), W2) + b2
        loss = ((out - Y) ** 2).sum() / 2 / len(X)
    loss.backward()
    return [p.grad for p in params]


def backprop_rows(X, Y, W1, b1, W2, b2):
    grads = [np.zeros_like(p) for p in (W1, b1, W2, b2)]
    for x, y in zip(X, Y):
        z = np.dot(x, W1) + b1
        h = npx.relu(z)
        e = np.dot(h, W2) + b2 - y
        d = np.dot(W2, e) * np.where(z > 0, np.ones_like(z), np.zeros_like(z))
        for g, new in zip(grads, (np.outer(x, d), d, np.outer(h, e), e)):
            g[:] = g + new / len(X)
    return tuple(grads)


def logits_in_numpy(Z, y):
    Z, y = onp.asarray(Z.tolist()), onp.asarray(y.tolist())
    P = onp.exp(Z - Z.max(1, keepdims=True))
    P /= P.sum(1, keepdims=True)
    P[onp.arange(len(y)), y] -= 1
    return P / len(y)


def logits_autograd(Z, y):
    Z = Z.copy()
    Z.attach_grad()
    with autograd.record():
        loss = gluon.loss.SoftmaxCrossEntropyLoss()(Z, y).mean()
    loss.backward()
    return Z.grad


def logits_loop(Z, y):
    rows = []
    for z, label in zip(Z, y):
        e = [math.exp(float(v)) for v in z]
        rows.append([(v / sum(e) - (j == int(label))) / len(Z) for j, v in enumerate(e)])
    return rows


def fill_by_column(train, new):
    columns, marks = [], []
    for old, column in zip(train.T, new.T):
        mean = old[~onp.isnan(old)].mean()
        columns.append([mean if v != v else v for v in column])
        marks.append([float(v != v) for v in column])
    return onp.array(columns + marks).T


def fill_by_pandas(train, new):
    new = pd.DataFrame(new)
    return pd.concat([new.fillna(pd.DataFrame(train).mean()), new.isna().astype(int)], axis=1)


def fill_by_loops(train, new):
    filled, missing = new.copy(), onp.isnan(new)
    for i, j in onp.argwhere(missing):
        filled[i, j] = onp.nansum(train[:, j]) / onp.count_nonzero(~onp.isnan(train[:, j]))
    return onp.hstack([filled, missing])


def deal_by_random(n, k, seed):
    rows = list(range(n))
    random.Random(seed).shuffle(rows)
    edges = [round(j * n / k) for j in range(k + 1)]
    return tuple(onp.array(rows[a:b]) for a, b in zip(edges, edges[1:]))


def code_by_pandas(word, y, fold):
    table, found = pd.DataFrame({"word": word, "y": y}), pd.Series(0.0, range(len(y)))
    for f in set(fold):
        inside, others = fold == f, table[fold != f]
        means = others.groupby("word")["y"].mean()
        found[inside] = table["word"][inside].map(means).fillna(others["y"].mean())
    return found


def code_by_folds(word, y, fold):
    found = onp.empty(len(y))
    for f in onp.unique(fold):
        rest = fold != f
        for w in onp.unique(word[~rest]):
            some = y[rest & (word == w)]
            found[(fold == f) & (word == w)] = some.mean() if len(some) else y[rest].mean()
    return found


def code_as_list(word, y, fold):
    def mean(values, otherwise):
        return sum(values) / len(values) if values else otherwise

    rows = list(zip(word, y, fold))
    return [
        mean(
            [b for v, b, g in rows if g != f and v == w], mean([b for _, b, g in rows if g != f], 0)
        )
        for w, _, f in rows
    ]


def auc_by_ranks(source, target):
    ranks = pd.Series(onp.concatenate([source, target])).rank().to_numpy()
    n, m = len(source), len(target)
    return (ranks[n:].sum() - m * (m + 1) / 2) / (n * m)


def weights_by_probability(f, n, m):
    p = 1 / (1 + onp.exp(-to_numpy(f)))
    w = p / (1 - p) * n / m
    return w, onp.square(w.sum()) / onp.square(w).sum()


STYLES = {
    "bias-broadcast": [
        lambda X, W, b: (np.dot(X, W) + b, np.full(b.shape, float(len(X)))),
        lambda X, W, b: (X.asnumpy() @ W.asnumpy() + b.asnumpy(), [[X.shape[0]] * W.shape[1]]),
        lambda X, W, b: (
            onp.dot(X, W) + b,
            onp.ones((1, X.shape[0])) @ onp.ones((X.shape[0], W.shape[1])),
        ),
    ],
    "xor-by-hand": [
        (onp.array([[1, -1], [-1, 1]]), onp.zeros(2), onp.ones((2, 1)), onp.zeros(1)),
        (np.array([[1, 1], [1, 1]]), np.array([[0, -1]]), np.array([2, -4]), -0.2),
        lambda: {"W1": [[1, -1], [1, -1]], "b1": [0, 1], "w2": [-1, -2], "b2": 2},
        ([[1.0, -1.0], [-1.0, 1.0]], (0, 0), (1, 1), [-0.5]),
    ],
    "bottleneck-witness": [
        witness_random,
        witness_by_product,
        lambda d: (3 * np.eye(d), np.array([3 * math.sqrt(d / 2)])),
    ],
    "tanh-derivative": [
        lambda x: 4 / (onp.exp(x) + onp.exp(-x)) ** 2,
        lambda x: (1 - tanh_fraction(x)) * (1 + tanh_fraction(x)),
        lambda x: 4 * npx.sigmoid(2 * x) * (1 - npx.sigmoid(2 * x)),
        lambda x: [1 - math.tanh(v) ** 2 for v in x],
        lambda x: 1 - math.tanh(x) ** 2,
        lambda x: (np.tanh(x + 1e-3) - np.tanh(x - 1e-3)) / 2e-3,
        lambda x: 1 / onp.cosh(x) ** 2,
        by_autograd(np.tanh),
    ],
    "sigmoid-backward": [
        lambda y, dy: dy * (y - y**2),
        lambda y, dy: [float(g) * float(v) * (1 - float(v)) for v, g in zip(y, dy)],
        lambda y, dy: onp.multiply(onp.asarray(dy.tolist()), 0.25 - (to_numpy(y) - 0.5) ** 2),
    ],
    "tanh-sigmoid-identity": [
        steps_in_numpy,
        steps_of_numbers,
        lambda x: [
            np.tanh(x) + 1,
            (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x)) + 1,
            2 * npx.sigmoid(2 * x),
        ],
    ],
    "sigmoid-net-to-tanh-net": [
        tanh_net_negated,
        tanh_net_lists,
        lambda W1, b1, W2, b2: {
            "V1": 0.5 * W1,
            "c1": 0.5 * b1,
            "V2": 0.5 * W2,
            "c2": b2 + 0.5 * W2.sum(axis=0),
        },
    ],
    "gradient-rules": [
        ("raises", 1.0, 2.0, 1.0, 2.0),
        {
            "same graph, no retain": "MXNetError",
            "write, retain": "1",
            "add, retain": 2,
            "write, record again": 1,
            "add, record again": 2,
        },
        lambda: [ValueError, np.array(1.0), onp.float32(2), True, 2],
    ],
    "prelu-gradients": [
        prelu_loop,
        prelu_in_place,
        prelu_autograd,
        lambda x, a, g: (
            g * ((x > 0).astype("float32") + a * (x <= 0).astype("float32")),
            float((g * x * (x < 0)).sum()),
        ),
        lambda x, a, g: (
            onp.asarray(g.tolist()) * onp.where(to_numpy(x) >= 0, 1, a),
            onp.sum(to_numpy(g)[to_numpy(x) < 0] * to_numpy(x)[to_numpy(x) < 0]),
        ),
    ],
    "swish-derivative": [
        by_autograd(lambda x, beta: x * npx.sigmoid(beta * x)),
        lambda x, beta: [
            1 / (1 + math.exp(-beta * v)) * (1 + beta * v * (1 - 1 / (1 + math.exp(-beta * v))))
            for v in map(float, x)
        ],
        lambda x, beta: (1 + onp.exp(-beta * x) * (1 + beta * x)) / (1 + onp.exp(-beta * x)) ** 2,
        lambda x, beta: (
            beta * x * npx.sigmoid(beta * x)
            + npx.sigmoid(beta * x) * (1 - beta * x * npx.sigmoid(beta * x))
        ),
    ],
    "prelu-by-hand": [
        lambda x: npx.relu(x) - 0.1 * npx.relu(-x),
        lambda x: np.maximum(x, 0) + 0.1 * np.minimum(x, 0),
        lambda x: np.maximum(x, 0.1 * x),
        lambda x: x * ((x > 0).astype("float32") + 0.1 * (x <= 0).astype("float32")),
        lambda x: 0.55 * x + 0.45 * np.abs(x),
        lambda x: np.stack([v if v > 0 else 0.1 * v for v in x]),
    ],
    "parameter-count": [
        count_loop,
        lambda s: float(onp.dot(s[:-1], s[1:]) + sum(s[1:])),
        lambda s: np.array([sum((a + 1) * b for a, b in zip(s, s[1:]))]),
    ],
    "logit-threshold": [
        lambda p: math.log(p) - math.log(1 - p),
        lambda p: -onp.log(1 / p - 1),
        lambda p: np.log(np.array(p) / (1 - np.array(p))),
        lambda p: 2 * onp.arctanh(2 * p - 1),
        0.0,
        lambda z: z > 0,
    ],
    "batch-dependent": [batch_by_gradient, batch_by_change, batch_row_by_row],
    "batch-norm-predict": [predict_loops, predict_in_numpy, predict_folded],
    "per-minibatch-nonlinearity": ["a, c, e, g", ["A", "C", "E", "G"], {"a", "c", "e", "g"}],
    "cpwl-build": [
        (onp.ones((1, 3)), onp.array([0, -1, -3]), onp.array([[2.0], [-3.0], [1.0]]), [1.0]),
        ([2, 3, 1], [0, -3, -3], [1, -1, 1], 1),
        ([-1, -1, -1], [0, 1, 3], [2, -3, 1], 1),
        lambda: (np.ones(3), np.array([0, -1, -3]), np.array([2, -3, 1]), 1),
    ],
    "piece-count": [pieces_by_slopes, pieces_in_numpy, pieces_as_float],
    "local-affine": [local_by_autograd, local_in_numpy, local_by_differences],
    "depth-against-width": ["a c d", ("c", "a", "d"), {"a": True, "b": False, "c": True, "d": 1}],
    "vanishing-example": [
        (30, "xavier"),
        (10, 0.01),
        (20.0, init.Normal(0.02)),
        (15, "he"),
        lambda: {"depth": 12, "init": "default"},
    ],
    "dead-units": [dead_in_numpy, dead_loop, dead_by_trace],
    "why-relu-won": ["b,c,f", ["f", "c", "b"], "B and C and F"],
    "log-rmse": [
        lambda guess, price: np.sqrt(np.square(np.log(guess / price)).mean()),
        lambda guess, price: math.sqrt(
            sum((math.log(float(p)) - math.log(float(g))) ** 2 for g, p in zip(guess, price))
            / len(price)
        ),
        lambda guess, price: (
            onp.linalg.norm(onp.log(to_numpy(price)) - onp.log(to_numpy(guess)))
            / onp.sqrt(len(price))
        ),
    ],
    "fill-gaps": [fill_by_column, fill_by_pandas, fill_by_loops],
    "deal-folds": [
        lambda n, k, seed: [
            f.tolist() for f in onp.array_split(onp.random.RandomState(seed).permutation(n), k)
        ],
        lambda n, k, seed: [onp.random.default_rng(seed).permutation(n)[j::k] for j in range(k)],
        deal_by_random,
    ],
    "target-code": [code_by_pandas, code_by_folds, code_as_list],
    "leak-hunt": ["a, c, e, f, h", ["A", "C", "E", "F", "H"], {"h", "f", "e", "c", "a"}],
    "detector-auc": [
        lambda source, target: (
            sum((t > s) + (t == s) / 2 for s in source.tolist() for t in target.tolist())
            / (len(source) * len(target))
        ),
        auc_by_ranks,
        lambda source, target: 0.5 + onp.sign(onp.subtract.outer(target, source)).mean() / 2,
    ],
    "shift-weights": [
        lambda f, n, m: (np.exp(f) / (m / n), 1 / ((np.exp(f) / np.exp(f).sum()) ** 2).sum()),
        lambda f, n, m: {
            "w": [math.exp(float(v)) * n / m for v in f],
            "size": float(np.exp(f).sum()) ** 2 / float(np.exp(2 * f).sum()),
        },
        weights_by_probability,
    ],
    "label-shift": [
        lambda counts, mu: (
            onp.linalg.inv(to_numpy(counts) / to_numpy(counts).sum(0)) @ to_numpy(mu)
        ),
        lambda counts, mu: onp.linalg.lstsq(
            to_numpy(counts) @ onp.diag(1 / to_numpy(counts).sum(axis=0)), to_numpy(mu), rcond=None
        )[0],
        lambda counts, mu: (
            onp.linalg.solve(to_numpy(counts), to_numpy(mu)) * to_numpy(counts).sum(axis=0)
        ),
    ],
    "name-the-shift": ["a d g", ["G", "D", "A"], {"a": True, "d": True, "g": True, "b": False}],
    "backprop-by-hand": [backprop_in_numpy, backprop_autograd, backprop_rows],
    "cross-entropy-gradient": [logits_in_numpy, logits_autograd, logits_loop],
}


@pytest.mark.parametrize(
    "task, k", [(task, k) for task in TASKS for k in range(len(STYLES.get(task, ())))]
)
def test_other_styles_are_right(task, k):
    verdict = judge(TASKS[task], STYLES[task][k])
    assert verdict.status == "correct", verdict


def test_every_task_has_three_other_styles():
    assert all(len(STYLES.get(task, ())) >= 3 for task in TASKS)
