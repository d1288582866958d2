"""Answers to gradients-of-a-graph: long, for many of them are whole engines."""

from bank.common import Counter, defaultdict, functools, np, onp


def along_all_paths(inputs, slopes, result):
    grad = [0.0] * len(inputs)

    def push(node, amount):
        grad[node] += amount
        for i, slope in zip(inputs[node], slopes[node]):
            push(i, amount * slope)

    push(result, 1.0)
    return grad


def by_counting(inputs, slopes, result):
    """A node's turn comes when all that need it have had theirs."""
    waiting = Counter(i for given in inputs for i in given)
    grad, ready = dict.fromkeys(range(len(inputs)), 0), [result]
    grad[result] = 1
    while ready:
        node = ready.pop()
        for i, slope in zip(inputs[node], slopes[node]):
            grad[i] += slope * grad[node]
            waiting[i] -= 1
            if waiting[i] == 0:
                ready.append(i)
    return [grad[k] for k in sorted(grad)]


def asked_from_below(inputs, slopes, result):
    """Each node asks those that were computed from it."""
    users = defaultdict(list)
    for k, given in enumerate(inputs):
        for i, slope in zip(given, slopes[k]):
            users[i].append((k, slope))

    @functools.lru_cache(None)
    def grad(k):
        return float(k == result) + sum(slope * grad(user) for user, slope in users[k])

    return [grad(k) for k in range(len(inputs))]


def by_a_matrix(inputs, slopes, result):
    """grad = e + A grad."""
    n = len(inputs)
    A = onp.zeros((n, n))
    for k in range(n):
        for i, slope in zip(inputs[k], slopes[k]):
            A[i, k] += slope
    return onp.linalg.solve(onp.eye(n) - A, onp.eye(n)[result])


def by_powers(inputs, slopes, result):
    n = len(inputs)
    step = onp.zeros((n, n))
    for k, (given, local) in enumerate(zip(inputs, slopes)):
        onp.add.at(step, (list(given), [k] * len(given)), local)
    now = total = onp.eye(n)[:, result]
    for _ in range(n):
        now = step @ now
        total = total + now
    return total.tolist()


def forward(inputs, slopes, result):
    """One node is moved at a time."""
    for start in range(len(inputs)):

        def moved(k, start=start):
            if k == start:
                return 1.0
            return sum(s * moved(i) for i, s in zip(inputs[k], slopes[k]))

        yield moved(result)


class Graph:
    def __init__(self, inputs, slopes):
        self.edges = [list(zip(i, s)) for i, s in zip(inputs, slopes)]

    def depth(self, k):
        return 1 + max((self.depth(i) for i, _ in self.edges[k]), default=0)

    def gradients(self, result):
        grad = onp.zeros(len(self.edges))
        grad[result] = 1
        for k in sorted(range(len(self.edges)), key=self.depth, reverse=True):
            for i, slope in self.edges[k]:
                grad[i] += slope * grad[k]
        return grad


def in_mxnet(inputs, slopes, result):
    return np.array(along_all_paths(inputs, slopes, result))


def round_by_round(inputs, slopes, result):
    total, now = onp.zeros(len(inputs)), {result: 1.0}
    while now:
        after = defaultdict(float)
        for k, amount in now.items():
            total[k] += amount
            for i, s in zip(inputs[k], slopes[k]):
                after[i] += amount * s
        now = after
    return total


RIGHT = [
    along_all_paths, by_counting, asked_from_below, by_a_matrix, by_powers, forward, in_mxnet,
    round_by_round,
    lambda inputs, slopes, result: Graph(inputs, slopes).gradients(result),
    functools.partial(lambda inputs, slopes, result, solve: solve(inputs, slopes, result),
                      solve=by_counting),
]  # fmt: skip


def from_the_last(inputs, slopes, result, order=None, start=1.0, seed=True, join="+"):
    """Go through the nodes in the order of their numbers, which need not be one of the graph."""
    grad = [0.0] * len(inputs)
    if seed:
        grad[result] = start
    for k in order or range(len(inputs) - 1, -1, -1):
        for i, slope in zip(inputs[k], slopes[k]):
            grad[i] = grad[i] + slope * grad[k] if join == "+" else slope * grad[k]
    return grad


def overwritten(inputs, slopes, result):
    grad = [0.0] * len(inputs)
    grad[result] = 1.0
    stack = [result]
    while stack:
        k = stack.pop()
        for i, slope in zip(inputs[k], slopes[k]):
            grad[i] = slope * grad[k]
            stack.append(i)
    return grad


def depth_first(inputs, slopes, result):
    """Passes a gradient on before it is complete, and visits each node once."""
    grad, seen = [0.0] * len(inputs), set()
    grad[result] = 1.0

    def visit(k):
        if k in seen:
            return
        seen.add(k)
        for i, slope in zip(inputs[k], slopes[k]):
            grad[i] += slope * grad[k]
            visit(i)

    visit(result)
    return grad


def breadth_first(inputs, slopes, result):
    grad, queue, seen = [0.0] * len(inputs), [result], {result}
    grad[result] = 1.0
    for k in queue:
        for i, slope in zip(inputs[k], slopes[k]):
            grad[i] += slope * grad[k]
            if i not in seen:
                seen.add(i)
                queue.append(i)
    return grad


def whole_again(inputs, slopes, result):
    """Passes the whole of a gradient on whenever something arrives."""
    grad = [0.0] * len(inputs)
    grad[result] = 1.0

    def push(k):
        for i, slope in zip(inputs[k], slopes[k]):
            grad[i] += slope * grad[k]
            push(i)

    push(result)
    return grad


def doubles_lost(inputs, slopes, result):
    """An input that stands twice has one key only."""
    edges = [dict(zip(i, s)) for i, s in zip(inputs, slopes)]
    return along_all_paths([list(e) for e in edges], [list(e.values()) for e in edges], result)


def first_input_only(inputs, slopes, result):
    return along_all_paths([i[:1] for i in inputs], [s[:1] for s in slopes], result)


def paths_multiplied(inputs, slopes, result):
    grad = [1.0] * len(inputs)

    def push(k, amount):
        grad[k] *= amount
        for i, s in zip(inputs[k], slopes[k]):
            push(i, amount * s)

    push(result, 1.0)
    return grad


def largest_path(inputs, slopes, result):
    grad = [0.0] * len(inputs)

    def push(k, amount):
        grad[k] = max(grad[k], amount)
        for i, s in zip(inputs[k], slopes[k]):
            push(i, amount * s)

    push(result, 1.0)
    return grad


def number_of_paths(inputs, slopes, result):
    return along_all_paths(inputs, [[1.0] * len(i) for i in inputs], result)


def slopes_added(inputs, slopes, result):
    grad = [0.0] * len(inputs)
    grad[result] = 1.0

    def push(k):
        for i, s in zip(inputs[k], slopes[k]):
            grad[i] += s
            push(i)

    push(result)
    return grad


def changes_slopes(inputs, slopes, result):
    for given in slopes:
        for j in range(len(given)):
            given[j] = 2 * given[j]
    return along_all_paths(inputs, slopes, result)


def leaves(inputs, slopes, result):
    found = along_all_paths(inputs, slopes, result)
    return [g for g, given in zip(found, inputs) if not given]


def wrong(change):
    """The right gradients, and what a learner makes of them."""
    return lambda inputs, slopes, result: change(
        onp.array(along_all_paths(inputs, slopes, result)), inputs, slopes, result)  # fmt: skip


WRONG = {
    "last number first": from_the_last,
    "first number first": lambda inputs, slopes, result: from_the_last(
        inputs, slopes, result, range(len(inputs))),
    "order reversed by name": lambda inputs, slopes, result: from_the_last(
        inputs, slopes, result, sorted(range(len(inputs)), key=lambda k: len(inputs[k]))),
    "no start": lambda inputs, slopes, result: from_the_last(inputs, slopes, result, seed=False),
    "assigned in the order of numbers": lambda inputs, slopes, result: from_the_last(
        inputs, slopes, result, join="="),
    "from the last node": lambda inputs, slopes, result: along_all_paths(
        inputs, slopes, len(inputs) - 1),
    "from node 0": lambda inputs, slopes, result: along_all_paths(inputs, slopes, 0),
    "overwritten": overwritten,
    "depth first": depth_first,
    "breadth first": breadth_first,
    "whole again": whole_again,
    "doubles lost": doubles_lost,
    "first input only": first_input_only,
    "paths multiplied": paths_multiplied,
    "largest path": largest_path,
    "number of paths": number_of_paths,
    "slopes added": slopes_added,
    "changes the slopes": changes_slopes,
    "leaves only": leaves,
    "result is 0": wrong(lambda g, i, s, r: onp.where(onp.arange(len(g)) == r, 0, g)),
    "without the result": wrong(lambda g, i, s, r: onp.delete(g, r)),
    "of one node": wrong(lambda g, i, s, r: g[0]),
    "minus": wrong(lambda g, i, s, r: -g),
    "reversed": wrong(lambda g, i, s, r: g[::-1]),
    "twice": wrong(lambda g, i, s, r: 2 * g),
    "sizes": wrong(lambda g, i, s, r: abs(g)),
    "sorted": wrong(lambda g, i, s, r: onp.sort(g)),
    "sum": wrong(lambda g, i, s, r: g.sum()),
    "a dictionary": wrong(lambda g, i, s, r: dict(enumerate(g.tolist()))),
    "pairs": wrong(lambda g, i, s, r: list(enumerate(g.tolist()))),
    "inner nodes are 0": wrong(
        lambda g, i, s, r: [v if not given or k == r else 0 for k, (v, given) in
                            enumerate(zip(g, i))]),
    "per path": wrong(lambda g, i, s, r: g / onp.array(number_of_paths(i, s, r))),
    "the slopes": lambda inputs, slopes, result: slopes[result],
    "ones": lambda inputs, slopes, result: [1.0] * len(inputs),
    "zeros": lambda inputs, slopes, result: [0.0] * len(inputs),
    "index too far": lambda inputs, slopes, result: [
        slopes[k][0] * 1.0 for k in range(len(inputs))],
    "lists multiplied": lambda inputs, slopes, result: [
        s * i for s, i in zip(slopes, inputs)],
    "never ends": lambda inputs, slopes, result: (
        lambda f: f(f, result))(lambda f, k: f(f, k)),
    "none": lambda inputs, slopes, result: along_all_paths(inputs, slopes, result).sort(),
    "two arguments": lambda inputs, slopes: [1.0],
    "dots": lambda inputs, slopes, result: [...] + [0.0] * (len(inputs) - 1),
}  # fmt: skip
