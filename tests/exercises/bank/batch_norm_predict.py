"""Answers to batch-norm-predict."""

from bank.common import functools, math, np, onp


def loop(batches, Z):
    m, v = np.zeros(Z.shape[1]), np.ones(Z.shape[1])
    for B in batches:
        m = 0.9 * m + 0.1 * B.mean(axis=0)
        v = 0.9 * v + 0.1 * ((B - B.mean(axis=0)) ** 2).mean(axis=0)
    return (Z - m) / np.sqrt(v + 1e-5)


def in_numpy(batches, Z):
    m, v = 0.0, 1.0
    for B in (b.asnumpy() for b in batches):
        m, v = m + 0.1 * (B.mean(0) - m), v + 0.1 * (B.var(0) - v)
    return (Z.asnumpy() - m) * (v + 1e-5) ** -0.5


def state(batches, Z):
    running = {"mean": np.zeros((1, Z.shape[1])), "var": np.ones((1, Z.shape[1]))}
    for B in batches:
        running["mean"] = 0.9 * running["mean"] + 0.1 * B.mean(axis=0, keepdims=True)
        running["var"] = 0.9 * running["var"] + 0.1 * B.var(axis=0, keepdims=True)
    return (Z - running["mean"]) / np.sqrt(running["var"] + 1e-5)


class BatchNorm:
    def __init__(self, keep=0.9):
        self.keep = keep

    def predict(self, batches, Z):
        m, v = 0, 1
        for B in batches:
            m = self.keep * m + (1 - self.keep) * B.mean(axis=0)
            v = self.keep * v + (1 - self.keep) * ((B**2).mean(axis=0) - B.mean(axis=0) ** 2)
        return (Z - m) / (v + 1e-5) ** 0.5


def reduced(batches, Z):
    step = lambda r, B: (0.9 * r[0] + 0.1 * B.mean(axis=0), 0.9 * r[1] + 0.1 * B.var(axis=0))  # noqa: E731
    m, v = functools.reduce(step, batches, (0, 1))
    return (Z - m) / np.sqrt(v + 1e-5)


def columns(batches, Z):
    rows = [[0.0] * Z.shape[1] for _ in range(len(Z))]
    for j in range(Z.shape[1]):
        m, v = 0.0, 1.0
        for B in batches:
            c = [float(t) for t in B[:, j]]
            mu = sum(c) / len(c)
            m = 0.9 * m + 0.1 * mu
            v = 0.9 * v + 0.1 * sum((t - mu) ** 2 for t in c) / len(c)
        for i in range(len(Z)):
            rows[i][j] = (float(Z[i, j]) - m) / math.sqrt(v + 1e-5)
    return rows


def run(batches, m=0, v=1, keep=0.9):
    for B in batches:
        m = keep * m + (1 - keep) * B.mean(axis=0)
        v = keep * v + (1 - keep) * B.var(axis=0)
    return m, v


def norm(Z, m, v, eps=1e-5):
    return (Z - m) / np.sqrt(v + eps)


RIGHT = [
    loop, in_numpy, state, BatchNorm().predict, reduced, columns,
    lambda batches, Z: norm(Z, *run(batches)),
    lambda batches, Z: norm(Z, *run(iter(batches))),
    lambda batches, Z: np.stack([norm(z, *run(batches)) for z in Z]),
    lambda batches, Z: [norm(z, *run(batches)).tolist() for z in Z],
    functools.partial(lambda eps, batches, Z: norm(Z, *run(batches), eps), 1e-5),
]  # fmt: skip


def in_the_loop(batches, Z):
    m, v = 0, 1
    for B in batches:
        m = 0.9 * m + 0.1 * B.mean(axis=0)
        v = 0.9 * v + 0.1 * B.var(axis=0)
        return (Z - m) / np.sqrt(v + 1e-5)


def changes(batches, Z):
    m, v = run(batches)
    Z -= m
    return Z / np.sqrt(v + 1e-5)


def changes_batches(batches, Z):
    m, v = 0, 1
    for B in batches:
        mu = B.mean(axis=0)
        B -= mu
        m = 0.9 * m + 0.1 * mu
        v = 0.9 * v + 0.1 * (B**2).mean(axis=0)
    return norm(Z, m, v)


def pops(batches, Z):
    m, v = 0, 1
    while batches:
        B = batches.pop(0)
        m, v = 0.9 * m + 0.1 * B.mean(axis=0), 0.9 * v + 0.1 * B.var(axis=0)
    return norm(Z, m, v)


def squares(batches, Z):
    m, v = 0, 1
    for B in batches:
        m = 0.9 * m + 0.1 * B.mean(axis=0)
        v = 0.9 * v + 0.1 * (B**2).mean(axis=0)
    return norm(Z, m, v)


def running_mean_inside(batches, Z):
    m, v = 0, 1
    for B in batches:
        m = 0.9 * m + 0.1 * B.mean(axis=0)
        v = 0.9 * v + 0.1 * ((B - m) ** 2).mean(axis=0)
    return norm(Z, m, v)


WRONG = {
    "return in the loop": in_the_loop,
    "changes Z": changes,
    "changes the batches": changes_batches,
    "pops the batches": pops,
    "mean of squares": squares,
    "around the running mean": running_mean_inside,
    "own statistics": lambda batches, Z: norm(Z, Z.mean(axis=0), Z.var(axis=0)),
    "brackets": lambda batches, Z: Z - run(batches)[0] / np.sqrt(run(batches)[1] + 1e-5),
    "times": lambda batches, Z: (Z - run(batches)[0]) * np.sqrt(run(batches)[1] + 1e-5),
    "no root": lambda batches, Z: (Z - run(batches)[0]) / (run(batches)[1] + 1e-5),
    "reversed": lambda batches, Z: norm(Z, *run(batches[::-1])),
    "first skipped": lambda batches, Z: norm(Z, *run(batches[1:])),
    "last skipped": lambda batches, Z: norm(Z, *run(batches[:-1])),
    "last only": lambda batches, Z: norm(Z, *run(batches[-1:])),
    "weights swapped": lambda batches, Z: norm(Z, *run(batches, keep=0.1)),
    "0.99": lambda batches, Z: norm(Z, *run(batches, keep=0.99)),
    "half": lambda batches, Z: norm(Z, *run(batches, keep=0.5)),
    "starts at 0": lambda batches, Z: norm(Z, *run(batches, 0, 0)),
    "starts at 1": lambda batches, Z: norm(Z, *run(batches, 1, 1)),
    "starts swapped": lambda batches, Z: norm(Z, *run(batches, 1, 0)),
    "Z too": lambda batches, Z: norm(Z, *run([*batches, Z])),
    "average": lambda batches, Z: norm(
        Z, sum(B.mean(axis=0) for B in batches) / len(batches),
        sum(B.var(axis=0) for B in batches) / len(batches)),
    "all rows": lambda batches, Z: norm(
        Z, np.concatenate(batches).mean(axis=0), np.concatenate(batches).var(axis=0)),
    "never": lambda batches, Z: norm(Z, 0, 1),
    "mean only": lambda batches, Z: Z - run(batches)[0],
    "variance only": lambda batches, Z: Z / np.sqrt(run(batches)[1] + 1e-5),
    "rows": lambda batches, Z: norm(Z, Z.mean(axis=1, keepdims=True), Z.var(axis=1, keepdims=True)),
    "plus the mean": lambda batches, Z: norm(Z, -run(batches)[0], run(batches)[1]),
    "epsilon after all": lambda batches, Z: norm(Z, *run(batches), 0) + 1e-5,
    "epsilon beside the root": lambda batches, Z: (
        (Z - run(batches)[0]) / (np.sqrt(run(batches)[1]) + 1e-5)),
    "epsilon forgotten": lambda batches, Z: norm(Z, *run(batches), 0),
    "large epsilon": lambda batches, Z: norm(Z, *run(batches), 1.0),
    "one number": lambda batches, Z: norm(Z, *run(batches)).mean(),
    "transposed": lambda batches, Z: norm(Z, *run(batches)).T,
    "statistics": lambda batches, Z: run(batches),
    "swapped": lambda Z, batches: norm(Z, *run(batches)),
    "first row": lambda batches, Z: norm(Z, *run(batches))[0],
    "max for mean": lambda batches, Z: (Z - run(batches)[0]) / np.abs(Z).max(),
    "unknown": lambda batches, Z: norm(Z, moving_mean, moving_var),  # noqa: F821
    "one mean": lambda batches, Z: norm(Z, run(batches)[0].mean(), run(batches)[1]),
    "one variance": lambda batches, Z: norm(Z, run(batches)[0], run(batches)[1].mean()),
    "rounded": lambda batches, Z: np.round(norm(Z, *run(batches)), 1),
    "sigmoid on top": lambda batches, Z: 1 / (1 + np.exp(-norm(Z, *run(batches)))),
    "numbers mixed": lambda batches, Z: (Z - onp.zeros(Z.shape)) / np.sqrt(run(batches)[1]),
}  # fmt: skip


def around(batches, Z, mean_first):
    mean, var = np.zeros(Z.shape[1]), np.ones(Z.shape[1])
    for B in batches:
        before = mean
        mean = 0.9 * mean + 0.1 * B.mean(axis=0)
        center = mean if mean_first else before
        var = 0.9 * var + 0.1 * ((B - center) ** 2).mean(axis=0)
    return norm(Z, mean, var)


def starts_again(batches, Z):
    mean, var = np.zeros(Z.shape[1]), np.ones(Z.shape[1])
    for B in batches:
        new_mean = 0.9 * mean + 0.1 * B.mean(axis=0)
        new_var = 0.9 * var + 0.1 * B.var(axis=0)
    return norm(Z, new_mean, new_var)


def with_factors(batches, Z, keep_mean, keep_var):
    mean, var = np.zeros(Z.shape[1]), np.ones(Z.shape[1])
    for B in batches:
        mean = keep_mean * mean + (1 - keep_mean) * B.mean(axis=0)
        var = keep_var * var + (1 - keep_var) * B.var(axis=0)
    return norm(Z, mean, var)


WRONG |= {
    "around the old running mean": lambda batches, Z: around(batches, Z, False),
    "around the new running mean": lambda batches, Z: around(batches, Z, True),
    "starts again": starts_again,
    "keeps 0.99": lambda batches, Z: with_factors(batches, Z, 0.99, 0.99),
    "mean keeps 0.1": lambda batches, Z: with_factors(batches, Z, 0.1, 0.9),
    "mean keeps 0.8": lambda batches, Z: with_factors(batches, Z, 0.8, 0.9),
    "clipped": lambda batches, Z: np.clip(loop(batches, Z), -3, 3),
    "first column only": lambda batches, Z: np.concatenate(
        [loop(batches, Z)[:, :1], Z[:, 1:]], axis=1),
    "dots left": lambda batches, Z: (Z - sum(0.1 * B.mean(axis=0) for B in batches)) / ...,
    "a class": BatchNorm,
}  # fmt: skip
