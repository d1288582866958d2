"""Answers to accumulated-gradient."""

from bank.common import autograd, functools, itertools, math, np, onp, operator


def loop(gradient, batches):
    total, rows = 0, 0
    for X in batches:
        total = total + gradient(X) * len(X)
        rows += len(X)
    return total / rows


def running_mean(gradient, batches):
    mean, rows = 0.0, 0
    for X in batches:
        rows += X.shape[0]
        mean = mean + (gradient(X) - mean) * (X.shape[0] / rows)
    return mean


def weighted(gradient, batches):
    sizes = [len(X) for X in batches]
    n = sum(sizes)
    return sum((k / n) * gradient(X) for k, X in zip(sizes, batches))


def row_by_row(gradient, batches):
    rows = [X[i : i + 1] for X in batches for i in range(len(X))]
    return functools.reduce(operator.add, map(gradient, rows)) / len(rows)


def stacked(gradient, batches):
    found = onp.stack([onp.array(gradient(X).tolist()) for X in batches])
    return onp.average(found, axis=0, weights=[len(X) for X in batches])


def in_place(gradient, batches):
    total = None
    for X in batches:
        g = gradient(X).copy()
        g *= len(X)
        if total is None:
            total = g
        else:
            total += g
    total /= sum(map(len, batches))
    return total


class Accumulator:
    def __init__(self):
        self.sums = {}

    def add(self, g, rows):
        for j, v in enumerate(g.tolist()):
            self.sums[j] = self.sums.get(j, 0.0) + v * rows

    def __call__(self, gradient, batches):
        self.sums.clear()
        for X in batches:
            self.add(gradient(X), len(X))
        n = sum(len(X) for X in batches)
        return [s / n for s in self.sums.values()]


def matrix_product(gradient, batches):
    sizes = onp.array([X.shape[0] for X in batches], dtype=float)
    return sizes @ onp.array([gradient(X).tolist() for X in batches]) / sizes.sum()


def parameter_by_parameter(gradient, batches):
    found = [(len(X), gradient(X).tolist()) for X in batches]
    n = sum(k for k, _ in found)
    for column in zip(*(g for _, g in found)):
        yield math.fsum(k * v for (k, _), v in zip(found, column)) / n


RIGHT = [
    loop, running_mean, weighted, row_by_row, stacked, in_place, Accumulator(), matrix_product,
    parameter_by_parameter,
    functools.partial(lambda gradient, batches, size: sum(
        gradient(X) * size(X) for X in batches) / sum(size(X) for X in batches), size=len),
    lambda gradient, batches: (lambda parts: sum(g * (k / sum(n for n, _ in parts))
                                                 for k, g in parts))(
        [(X.shape[0], gradient(X)) for X in batches]),
]  # fmt: skip


def returned_in_the_loop(gradient, batches):
    total = 0
    for X in batches:
        total = total + len(X) * gradient(X)
        return total / len(X)


def reset_in_the_loop(gradient, batches):
    for X in batches:
        total = 0
        total = total + len(X) * gradient(X)
    return total / sum(len(X) for X in batches)


def divided_in_the_loop(gradient, batches):
    total, rows = 0, 0
    for X in batches:
        total = total + len(X) * gradient(X)
        rows += len(X)
        total = total / rows
    return total


def halves(gradient, batches):
    mean = gradient(batches[0])
    for X in batches[1:]:
        mean = (mean + gradient(X)) / 2
    return mean


def one_alias(gradient, batches):
    batches[0] *= len(batches[0])
    return sum(gradient(X) for X in batches)


def never_started(gradient, batches):
    for X in batches:
        total += len(X) * gradient(X)  # noqa: F821
    return total / len(batches)


def by_autograd(gradient, batches):
    for X in batches:
        with autograd.record():
            y = gradient(X)
        y.backward()
    return batches[0].grad


def rows(batches):
    return sum(len(X) for X in batches)


WRONG = {
    "all rows at once": lambda gradient, batches: gradient(np.concatenate(batches)),
    "zeros of d": lambda gradient, batches: sum(
        (len(X) * gradient(X) for X in batches), np.zeros(batches[0].shape[1])) / rows(batches),
    "divided each time": lambda gradient, batches: functools.reduce(
        lambda t, X: (t[0] + gradient(X) * len(X) / (t[1] + len(X)), t[1] + len(X)),
        batches, (0, 0))[0],
    "mean of means": lambda gradient, batches: sum(map(gradient, batches)) / len(batches),
    "sum": lambda gradient, batches: sum(gradient(X) for X in batches),
    "sum over all rows": lambda gradient, batches: sum(map(gradient, batches)) / rows(batches),
    "not divided": lambda gradient, batches: sum(len(X) * gradient(X) for X in batches),
    "divided by the batches": lambda gradient, batches: sum(
        len(X) * gradient(X) for X in batches) / len(batches),
    "divided instead of multiplied": lambda gradient, batches: sum(
        gradient(X) / len(X) for X in batches),
    "last batch": lambda gradient, batches: gradient(batches[-1]),
    "first batch": lambda gradient, batches: gradient(batches[0]),
    "largest batch": lambda gradient, batches: gradient(max(batches, key=len)),
    "returned in the loop": returned_in_the_loop,
    "reset in the loop": reset_in_the_loop,
    "divided in the loop": divided_in_the_loop,
    "halves": halves,
    "one batch too few": lambda gradient, batches: sum(
        len(X) * gradient(X) for X in batches[:-1]) / rows(batches),
    "first batch forgotten": lambda gradient, batches: sum(
        len(X) * gradient(X) for X in batches[1:]) / rows(batches[1:]),
    "columns for rows": lambda gradient, batches: sum(
        X.shape[1] * gradient(X) for X in batches) / sum(X.shape[1] for X in batches),
    "size for rows": lambda gradient, batches: sum(
        len(X) * gradient(X) for X in batches) / sum(X.size for X in batches),
    "rows of the first": lambda gradient, batches: sum(
        len(batches[0]) * gradient(X) for X in batches) / rows(batches),
    "gradient of the mean batch": lambda gradient, batches: gradient(
        sum(X.mean(axis=0, keepdims=True) for X in batches) / len(batches)),
    "gradient of the sum": lambda gradient, batches: gradient(sum(batches)),
    "a list of gradients": lambda gradient, batches: [gradient(X) for X in batches],
    "weighted list": lambda gradient, batches: [
        len(X) * gradient(X) / rows(batches) for X in batches],
    "one number": lambda gradient, batches: float(loop(gradient, batches).sum()),
    "mean over parameters": lambda gradient, batches: loop(gradient, batches).mean(),
    "minus": lambda gradient, batches: -loop(gradient, batches),
    "root of the rows": lambda gradient, batches: sum(
        len(X) ** 0.5 * gradient(X) for X in batches) / sum(len(X) ** 0.5 for X in batches),
    "squares of the rows": lambda gradient, batches: sum(
        len(X) ** 2 * gradient(X) for X in batches) / sum(len(X) ** 2 for X in batches),
    "median": lambda gradient, batches: onp.median(
        [onp.array(gradient(X).tolist()) for X in batches], axis=0),
    "of all batches at once": lambda gradient, batches: gradient(batches),
    "stacked": lambda gradient, batches: gradient(np.stack(batches)),
    "never started": never_started,
    "by autograd": by_autograd,
    "batch overwritten": one_alias,
    "gradient not called": lambda gradient, batches: gradient,
    "none": lambda gradient, batches: None,
    "printed": lambda gradient, batches: print(loop(gradient, batches)),
    "with the rows": lambda gradient, batches: (loop(gradient, batches), rows(batches)),
    "one argument": lambda batches: batches[0],
    "dots": lambda gradient, batches: [..., 0.0],
    "numbers of rows": lambda gradient, batches: [len(X) for X in batches],
    "chained": lambda gradient, batches: sum(
        gradient(list(itertools.chain(*batches)))) / rows(batches),
}  # fmt: skip
