"""Right answers in other styles: long, for every task accepts at least three of them."""

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


def steps_in_lists(x):
    one, two, three, four = [], [], [], []
    for v in x.tolist():
        up, down = math.exp(v), math.exp(-v)
        one.append(math.tanh(v) + 1)
        two.append((up - down) / (up + down) + 1)
        three.append(2 * up / (up + down))
        four.append(2 * (1 / (1 + down * down)))
    return [np.array(step) for step in (one, two, three, four)]


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
    for i in range(len(Z)):
        with autograd.record():
            y = (act(Z)[i] * np.arange(1.0, Z.shape[1] + 1)).sum()
        y.backward()
        Z.grad[i] = 0
        if np.abs(Z.grad).max() > 1e-6:
            return True
    return False


def batch_by_change(act, Z):
    whole = act(Z)
    for i in range(len(Z)):
        other = Z + np.random.uniform(size=Z.shape)
        other[i] = Z[i]
        if not np.allclose(whole[i], act(other)[i], atol=1e-5):
            return True
    return False


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


def backprop_loops(X, Y, W1, b1, W2, b2):
    n, (d, h), q = len(X), W1.shape, len(b2)
    X, Y, W1, b1, W2, b2 = (to_numpy(a).tolist() for a in (X, Y, W1, b1, W2, b2))
    dW1, db1 = [[0.0] * h for _ in range(d)], [0.0] * h
    dW2, db2 = [[0.0] * q for _ in range(h)], [0.0] * q
    for x, y in zip(X, Y):
        z = [sum(x[i] * W1[i][j] for i in range(d)) + b1[j] for j in range(h)]
        a = [max(v, 0) for v in z]
        e = [(sum(a[j] * W2[j][k] for j in range(h)) + b2[k] - y[k]) / n for k in range(q)]
        for k in range(q):
            db2[k] += e[k]
            for j in range(h):
                dW2[j][k] += a[j] * e[k]
        for j in range(h):
            back = sum(e[k] * W2[j][k] for k in range(q)) if z[j] > 0 else 0
            db1[j] += back
            for i in range(d):
                dW1[i][j] += x[i] * back
    return dW1, db1, dW2, db2


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


def logits_by_scatter(Z, y):
    P = npx.softmax(np.array(Z, dtype="float32"), axis=-1)
    for row, label in enumerate(y.tolist()):
        P[row, label] -= 1
    return P / P.shape[0]


def logits_loop(Z, y):
    rows = []
    for z, label in zip(Z, y):
        e = [math.exp(float(v)) for v in z]
        rows.append([(v / sum(e) - (j == int(label))) / len(Z) for j, v in enumerate(e)])
    return rows


def bias_as_a_weight(x, y, W1, b1, W2, lam):
    """The bias is the weight of an input that is always 1."""
    x, W = np.append(x, np.array([1.0])), np.concatenate([W1, b1.reshape(-1, 1)], axis=1)
    h = np.tanh(np.dot(W, x))
    do = np.dot(W2, h) - y
    dW = np.outer(np.dot(do, W2) * (1 - h * h), x)
    return dW[:, :-1] + lam * W1, dW[:, -1], np.outer(do, h) + lam * W2


def bias_with_columns(x, y, W1, b1, W2, lam):
    x, y, W1, b1, W2 = (to_numpy(a) for a in (x, y, W1, b1, W2))
    x, y, b1 = (a.reshape(-1, 1) for a in (x, y, b1))
    h = onp.tanh(W1 @ x + b1)
    do = W2 @ h - y
    dz = W2.T @ do * (1 + h) * (1 - h)
    return dz @ x.T + lam * W1, dz, do @ h.T + lam * W2


def bias_in_loops(x, y, W1, b1, W2, lam):
    x, y, W1, b1, W2 = (to_numpy(a) for a in (x, y, W1, b1, W2))
    h = [math.tanh(sum(w * v for w, v in zip(row, x)) + b) for row, b in zip(W1, b1)]
    do = [sum(w * v for w, v in zip(row, h)) - t for row, t in zip(W2, y)]
    dz = [
        sum(W2[k, j] * do[k] for k in range(len(do))) / math.cosh(math.atanh(h[j])) ** 2
        for j in range(len(h))
    ]
    dW1 = [[d * v + lam * w for v, w in zip(x, row)] for d, row in zip(dz, W1)]
    return dW1, dz, [[d * v + lam * w for v, w in zip(h, row)] for d, row in zip(do, W2)]


def hvp_by_columns(grad, w, v, e):
    columns = []
    for j in range(len(w)):  # the whole matrix, by the differences along v of each entry
        columns.append(float((grad(w + e * v) - grad(w - e * v))[j]) / (2 * e))
    return columns


def accumulated(gradient, batches):
    total, rows = 0, 0
    for X in batches:
        total, rows = total + gradient(X) * X.shape[0], rows + X.shape[0]
    return total * (1 / rows)


def accumulated_running(gradient, batches):
    mean, rows = 0, 0
    for X in batches:
        rows += len(X)
        mean = mean + (gradient(X) - mean) * (len(X) / rows)
    return mean


def graph_by_waiting(inputs, slopes, result):
    readers = [sum(k in read for read in inputs) for k in range(len(inputs))]
    grad, ready = onp.zeros(len(inputs)), [result]
    grad[result] = 1
    while ready:
        k = ready.pop()
        for i, slope in zip(inputs[k], slopes[k]):
            grad[i] += slope * grad[k]
        for i in set(inputs[k]):
            readers[i] -= 1
            if readers[i] == 0:
                ready.append(i)
    return grad


def graph_by_recursion(inputs, slopes, result):
    def slope_to(k):
        if k == result:
            return 1.0
        return sum(
            slope * slope_to(j)
            for j in range(len(inputs))
            for i, slope in zip(inputs[j], slopes[j])
            if i == k
        )

    return [slope_to(k) for k in range(len(inputs))]


def graph_by_algebra(inputs, slopes, result):
    A = onp.zeros((len(inputs),) * 2)
    for k, (read, slope) in enumerate(zip(inputs, slopes)):
        for i, s in zip(read, slope):
            A[i, k] += s
    return tuple(onp.linalg.solve(onp.eye(len(inputs)) - A, onp.eye(len(inputs))[result]))


def lars_in_numpy(w, g, lr):
    w, g = to_numpy(w), to_numpy(g)
    size = onp.linalg.norm(g.ravel())
    return w - lr * onp.linalg.norm(w.ravel()) * (g / size if size > 0 else g)


def lars_where(w, g, lr):
    size = np.sqrt((np.array(g) ** 2).sum())
    ratio = lr * np.sqrt((np.array(w) ** 2).sum()) / np.maximum(size, 1e-12)
    return np.array(w) - ratio * np.array(g)


def twin_reversed(params):
    W1, b1, W2, b2 = params
    return W1[:, ::-1], b1[::-1], W2[::-1], b2


def twin_scaled_by_unit(params):
    W1, b1, W2, b2 = params
    a = onp.linspace(0.5, 3, len(b1))
    return {"V1": W1 * a, "c1": b1 * a, "V2": W2 / a[:, None], "c2": b2}


def twin_in_mxnet(params):
    W1, b1, W2, b2 = (np.array(p) for p in params)
    return [W1 / 4, b1 / 4, W2 * 4, b2]


def degree_in_numpy(x, y):
    points = onp.unique(onp.stack([to_numpy(x), to_numpy(y)]), axis=1)
    clash = len(onp.unique(points[0])) < points.shape[1]
    return -1 if clash else onp.int64(points.shape[1] - 1)


def degree_by_dict(x, y):
    seen = {}
    for a, b in zip(to_numpy(x), to_numpy(y)):
        if seen.setdefault(float(a), float(b)) != float(b):
            return -1
    return float(len(seen) - 1)


def degree_by_fitting(x, y):
    x, y = to_numpy(x), to_numpy(y)
    k = len(set(x.tolist())) - 1
    V = onp.polynomial.legendre.legvander(x / max(abs(x).max(), 1), k)
    w = onp.linalg.lstsq(V, y, rcond=None)[0]
    return k if abs(V @ w - y).max() < 1e-6 else -1


def stop_with_counter(losses, patience):
    best = stopped = bad = 0
    for k, loss in enumerate(losses):
        stopped = k
        if k == 0 or loss < losses[best]:
            best, bad = k, 0
        else:
            bad += 1
        if bad == patience:
            break
    return {"best": best + 1, "stopped": stopped + 1}


def stop_by_argmin(losses, patience):
    losses = to_numpy(losses)
    for end in range(1, len(losses) + 1):
        best = int(losses[:end].argmin()) + 1
        if end - best >= patience:
            break
    return [best, end]


def stop_by_minimum(losses, patience):
    lowest = onp.minimum.accumulate(to_numpy(losses))
    for end in range(patience + 1, len(lowest) + 1):
        if lowest[end - 1] == lowest[end - patience - 1]:
            return end - patience, onp.int64(end)
    return int(lowest.argmin()) + 1, len(lowest)


def l1_by_where(w, g, lr, lam):
    v, t = w - lr * g, lr * lam
    return np.where(v > t, v - t, np.where(v < -t, v + t, np.zeros_like(v)))


def l1_loop(w, g, lr, lam):
    out = []
    for a, b in zip(w, g):
        v = float(a) - lr * float(b)
        out.append(math.copysign(max(abs(v) - lr * lam, 0.0), v))
    return out


def l1_by_clip(w, g, lr, lam):
    v = w - lr * g
    return v - v.clip(-lr * lam, lr * lam)


def ridge_by_equations(X, y, lam):
    X, y = to_numpy(X), to_numpy(y)
    return onp.linalg.solve(X.T @ X / len(X) + lam * onp.eye(X.shape[1]), X.T @ y / len(X))


def ridge_by_svd(X, y, lam):
    U, s, Vt = onp.linalg.svd(to_numpy(X), full_matrices=False)
    return Vt.T @ (s / (s**2 + len(X) * lam) * (U.T @ to_numpy(y)))


def ridge_by_descent(X, y, lam):
    X, y = to_numpy(X), to_numpy(y)
    w = onp.zeros(X.shape[1])
    for _ in range(4000):
        w = w - 0.05 * (X.T @ (X @ w - y) / len(X) + lam * w)
    return w


def dropout_in_numpy(X, p):
    keep = onp.random.default_rng().random(X.shape) >= p
    return onp.where(keep, to_numpy(X), 0) / (1 - p if p < 1 else 1)


def dropout_by_gluon(X, p):
    if p in (0, 1):
        return X * (1 - p)
    with autograd.train_mode():
        return gluon.nn.Dropout(p)(X)


def dropout_by_bernoulli(X, p):
    keep = 1 - p
    return to_numpy(X) * onp.random.default_rng().binomial(1, keep, X.shape) / max(keep, 1e-9)


def backward_by_autograd(dy, x, mask, p):
    x = np.array(to_numpy(x))
    x.attach_grad()
    with autograd.record():
        y = np.array(to_numpy(mask)) * x / (1 - p)
    y.backward(np.array(to_numpy(dy)))
    return x.grad


def mc_loop(logits):
    rows = []
    for run in to_numpy(logits):
        e = onp.exp(run - run.max(axis=1, keepdims=True))
        rows.append(e / e.sum(axis=1, keepdims=True))
    return onp.mean(rows, axis=0)


def dropconnect_by_unit(X, W, b, mask, p):
    X, W, b, mask = (to_numpy(a) for a in (X, W, b, mask))
    columns = [X @ (W[:, j] * mask[:, j] / (1 - p)) + b[j] for j in range(len(b))]
    return onp.stack(columns, axis=1)


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


def cost_by_loops(n, K, settings, epochs):
    trainings, visits = 1, epochs * n
    for _ in range(settings):
        for _ in range(K):
            trainings += 1
            visits += epochs * n // K * (K - 1)
    return trainings, visits


def curve_by_equations(sizes, errors, n):
    A = onp.stack([onp.ones(len(sizes)), onp.log10(to_numpy(sizes))], axis=1)
    level, slope = onp.linalg.solve(A.T @ A, A.T @ onp.log10(to_numpy(errors)))
    return 10 ** (level + slope * math.log10(n))


def curve_by_covariance(sizes, errors, n):
    x, y = np.log(sizes), np.log(errors)
    slope = ((x * y).mean() - x.mean() * y.mean()) / ((x**2).mean() - x.mean() ** 2)
    return np.exp(y.mean() - slope * x.mean()) * n ** float(slope)


def patience_by_search(losses):
    losses = [float(loss) for loss in losses]
    for patience in range(1, len(losses) + 1):
        best = k = 0
        while k < len(losses) and k - best <= patience:
            best = k if losses[k] < losses[best] else best
            k += 1
        if losses[best] == min(losses):
            break
    return patience


def patience_by_counting(losses):
    lowest, waits = float("inf"), [0]
    for loss in losses:
        waits[-1] += 1
        if loss < lowest:
            lowest = loss
            waits.append(0)
    return max(waits[1:-1] + [1])


def noise_in_numpy(X, p, training):
    A = to_numpy(X)
    if not training:
        return A
    return A + A * onp.random.default_rng().normal(0, math.sqrt(p / (1 - p)), A.shape)


def noise_by_where(X, p, training):
    noisy = X * (1 + np.sqrt(np.array(p / (1 - p))) * np.random.normal(size=X.shape))
    return np.where(np.array(training), noisy, X)


STYLES = {
    "gradient-shape": [
        lambda n, m: [n, m],
        lambda n, m: onp.zeros((n, m)).shape,
        lambda n, m: np.ones((n, m)).shape,
    ],
    "bias-and-penalty": [bias_as_a_weight, bias_with_columns, bias_in_loops],
    "bias-in-the-graph": ["a, d, f", ["A", "D", "F"], {"f", "d", "a"}],
    "memory-in-numbers": [
        lambda d, h, q, n: (
            n * d + 2 * n * h + n * q + 2 * h * (d + q),
            h * (d + q) + max(n * (d + h), n * (h + q), 2 * n * h),
        ),
        lambda d, h, q, n: [
            2.0 * (d * h + h * q) + n * (d + h + h + q),
            float(d * h + h * q + n * max(d + h, 2 * h, h + q)),
        ],
        lambda d, h, q, n: {
            "training": 2 * (d + q) * h + n * (d + 2 * h + q),
            "prediction": (d + q) * h + n * (h + max(d, h, q)),
        },
    ],
    "hessian-vector-product": [
        hvp_by_columns,
        lambda grad, w, v, e: 0.5 / e * (grad(w + e * v) - grad(w - e * v)),
        lambda grad, w, v, e: grad(w + e * v) / (2 * e) - grad(w - v * e) / (2 * e),
    ],
    "accumulated-gradient": [
        accumulated,
        accumulated_running,
        lambda gradient, batches: sum(
            len(X) / sum(len(b) for b in batches) * gradient(X) for X in batches
        ),
    ],
    "paths-and-edges": [
        lambda w: (onp.prod(w), onp.dot(w[:-1], w[1:])),
        lambda w: [math.prod(w), sum(w[k] * w[k + 1] for k in range(len(w) - 1))],
        lambda w: {
            "paths": float(onp.prod(w)),
            "edges": sum(onp.ones((a, b)).size for a, b in zip(w, w[1:])),
        },
    ],
    "gradients-of-a-graph": [graph_by_waiting, graph_by_recursion, graph_by_algebra],
    "passes-for-a-jacobian": [
        lambda n, m: n if n < m else m,
        lambda n, m: float(onp.minimum(n, m)),
        lambda n, m: sorted([n, m])[0],
    ],
    "second-derivatives": ["a c e h", list("HECA"), {"a": 1, "c": 1, "e": 1, "h": 1, "b": 0}],
    "graph-too-large": ["ACFH", "a and c and f and h", tuple("hfca")],
    "units-for-a-count": [
        lambda d, q, least: math.ceil((least - q) / (d + q + 1)),
        lambda d, q, least: next(h for h in range(least) if (d + 1) * h + (h + 1) * q >= least),
        lambda d, q, least: (least - q + d + q) // (d + 1 + q),
    ],
    "one-unit-layer": ["a,c,e,f", "FECA", ["a", "c", "e", "f"]],
    "honest-tuning": ["b, e, g", ("g", "e", "b"), {"b": True, "e": True, "g": True}],
    "xavier-bound": [
        lambda n_in, n_out: math.sqrt(6) / math.sqrt(n_in + n_out),
        lambda n_in, n_out: math.sqrt(3) * onp.sqrt(2 / (n_in + n_out)),
        lambda n_in, n_out: np.sqrt(np.array(6 / (n_in + n_out))),
    ],
    "relu-moments": [
        lambda s: (0.5 * s * s, s * s * (math.pi - 1) / (2 * math.pi)),
        lambda s: [onp.array([s**2 / 2]), s**2 / 2 - (s / math.sqrt(2 * math.pi)) ** 2],
        lambda s: {"second": s**2 / 2, "variance": (0.5 - 0.5 / math.pi) * s**2},
    ],
    "lars-step": [
        lars_in_numpy,
        lars_where,
        lambda w, g, lr: w - lr * (w * w).sum() ** 0.5 / ((g * g).sum() ** 0.5 + 1e-12) * g,
    ],
    "float-end": [
        ("64", 75.0, 538, onp.int64(50)),
        {"normal": 64, "32, exactly 0": 75, "64-bit": 538, "eighths": 50},
        lambda: [64, 75, 538, 50],
    ],
    "same-start": ["a, d, f", "FDA", ["a", "d", "f"]],
    "eigenvalues-are-no-bound": [
        (onp.array([[1.0, 3], [0, 1]]), onp.array([[1.0, 0], [3, 1]])),
        (np.array([[0, 2], [0, 0]]), np.array([[0, 0], [2, 0]])),
        lambda: {"A": [[0, 1, 0], [0, 0, 1], [0, 0, 0]], "B": [[0, 0, 0], [1, 0, 0], [0, 1, 0]]},
    ],
    "twin-nets": [twin_reversed, twin_scaled_by_unit, twin_in_mxnet],
    "which-start": ["a d g", ["G", "D", "A"], {"a", "d", "g"}],
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
        ([[1.0, -1.0], [-1.0, 1.0]], (0, 0), (1, 1), [-0.4]),
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
        lambda x: (np.tanh(x + 1e-3) - np.tanh(x - 1e-3)) / 2e-3,
        lambda x: 1 / onp.cosh(x) ** 2,
    ],
    "sigmoid-backward": [
        lambda y, dy: dy * (y - y**2),
        lambda y, dy: [float(g) * float(v) * (1 - float(v)) for v, g in zip(y, dy)],
        lambda y, dy: onp.multiply(onp.asarray(dy.tolist()), 0.25 - (to_numpy(y) - 0.5) ** 2),
    ],
    "tanh-sigmoid-identity": [
        steps_in_lists,
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
        lambda p: np.array(math.log(p / (1 - p))),
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
    "backprop-by-hand": [backprop_in_numpy, backprop_rows, backprop_loops],
    "cross-entropy-gradient": [logits_in_numpy, logits_loop, logits_by_scatter],
    "exact-degree": [degree_in_numpy, degree_by_dict, degree_by_fitting],
    "fold-cost": [
        cost_by_loops,
        lambda n, K, settings, epochs: [1 + settings * K, n * epochs * (1 + settings * (K - 1))],
        lambda n, K, settings, epochs: (
            float(settings * K + 1),
            onp.array(settings * K * epochs * (n - n / K) + n * epochs),
        ),
    ],
    "dependent-data": ["a, c, d, f, h", ["h", "f", "d", "c", "a"], set("acdfh")],
    "learning-curve": [
        lambda sizes, errors, n: onp.exp(
            onp.polyval(
                onp.polyfit(onp.log(to_numpy(sizes)), onp.log(to_numpy(errors)), 1), onp.log(n)
            )
        ),
        curve_by_equations,
        curve_by_covariance,
    ],
    "stop-epoch": [stop_with_counter, stop_by_argmin, stop_by_minimum],
    "generalization-claims": ["a, d, e, h", ["h", "a", "e", "d"], ("a", "d", "e", "h")],
    "frobenius-trace": [
        lambda A: (A * A).sum(),
        lambda A: onp.linalg.norm(to_numpy(A)) ** 2,
        lambda A: sum(float(a) ** 2 for row in A for a in row),
    ],
    "l1-step": [l1_by_where, l1_loop, l1_by_clip],
    "prior-lambda": [
        lambda sigma, n, tau: (sigma / tau) ** 2 / n,
        lambda sigma, n, tau: 1 / n / (tau / sigma) ** 2,
        lambda sigma, n, tau: math.exp(2 * math.log(sigma) - math.log(n) - 2 * math.log(tau)),
    ],
    "ridge-rows": [ridge_by_equations, ridge_by_svd, ridge_by_descent],
    "least-patience": [
        patience_by_search,
        patience_by_counting,
        lambda losses: max(
            [
                1,
                *onp.diff(
                    onp.unique(onp.minimum.accumulate(to_numpy(losses)), return_index=True)[1][::-1]
                ),
            ]
        ),
    ],
    "decay-claims": ["A E H", ["a", "e", "h"], {"a": True, "e": 1, "h": True, "b": False}],
    "dropout-layer": [dropout_in_numpy, dropout_by_gluon, dropout_by_bernoulli],
    "variance-after": [
        lambda mean, var, p: var + p / (1 - p) * (var + mean**2),
        lambda mean, var, p: (var + p * mean**2) / (1 - p),
        lambda mean, var, p: (1 - p) * (var + mean**2) / (1 - p) ** 2 - mean**2,
    ],
    "dropout-backward": [
        backward_by_autograd,
        lambda dy, x, mask, p: np.where(mask > 0, dy / (1 - p), np.zeros_like(dy)),
        lambda dy, x, mask, p: to_numpy(dy) * (to_numpy(mask) / (1 - p)),
    ],
    "mc-average": [
        mc_loop,
        lambda Z: sum(npx.softmax(run) for run in Z) / len(Z),
        lambda Z: np.exp(npx.log_softmax(Z, axis=-1)).mean(axis=0),
    ],
    "dropconnect-layer": [
        dropconnect_by_unit,
        lambda X, W, b, mask, p: np.dot(X, W * mask / (1 - p)) + b,
        lambda X, W, b, mask, p: np.dot(X / (1 - p), np.where(mask == 0, 0 * W, W)) + b,
    ],
    "own-noise": [
        lambda X, p, training: X * np.random.normal(1, (p / (1 - p)) ** 0.5 * training, X.shape),
        noise_in_numpy,
        noise_by_where,
    ],
    "dropout-claims": ["b e i", ["i", "b", "e"], ("b", "e", "i")],
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
    "telling-gap": [
        ([1, 2, 3, 4, 5, 6, 7, 8, None, None], [0] * 8 + [9.5, 9]),
        {"x": onp.r_[onp.arange(20), onp.full(9, onp.nan)], "y": onp.arange(29)[:, None] // 20},
        lambda: (onp.ma.masked_greater(onp.arange(12.0), 9), np.array([1.0] * 10 + [4, 4])),
    ],
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
}


@pytest.mark.parametrize(
    "task, k", [(task, k) for task in TASKS for k in range(len(STYLES.get(task, ())))]
)
def test_other_styles_are_right(task, k):
    verdict = judge(TASKS[task], STYLES[task][k])
    assert verdict.status == "correct", verdict


@pytest.mark.parametrize("task", TASKS)
def test_it_has_three_other_styles(task):
    assert len(STYLES.get(task, ())) >= 3
