"""Answers to bottleneck-witness."""

from bank.common import functools, math, np, onp


def tail(T, d):
    s = onp.linalg.svd(onp.asarray(T), compute_uv=False)
    return math.sqrt((s[d // 2 :] ** 2).sum())


def by_hand(d):
    T = [[1.0 if i == j else 0.0 for j in range(d)] for i in range(d)]
    return T, math.sqrt(d / 2)


def diagonal(d):
    T = onp.diag(onp.arange(1, d + 1))
    return T, math.sqrt(sum(k * k for k in range(1, d // 2 + 1)))


def shuffled(d):
    T = np.eye(d)[::-1]
    return T, np.sqrt(np.array(d / 2))


def rank_one_more(d):
    T = onp.zeros((d, d))
    for k in range(d // 2 + 1):
        T[k, k] = 2.0
    return T, 2.0


class Witness:
    def __call__(self, d):
        T = onp.random.default_rng(d).normal(size=(d, d))
        return {"T": T, "error": tail(T, d)}


RIGHT = [
    by_hand, diagonal, shuffled, rank_one_more, Witness(),
    lambda d: (np.eye(d), (d / 2) ** 0.5),
    lambda d: [-3 * onp.eye(d), 3 * (d / 2) ** 0.5],
    lambda d: (onp.eye(d) * 1e-12, 1e-12 * (d / 2) ** 0.5),
    lambda d: (onp.diag([1.0] + [5e-4] * (d - 1)), 5e-4 * (d / 2) ** 0.5),
    lambda d: (onp.eye(d), onp.linalg.norm(onp.eye(d)[d // 2 :])),
    lambda d: (onp.tri(d), tail(onp.tri(d), d)),
    functools.partial(lambda c, d: (c * onp.eye(d), c * math.sqrt(d // 2)), 5),
    lambda d: (onp.eye(d, dtype="float32"), onp.array([[math.sqrt(d / 2)]])),
]  # fmt: skip

WRONG = {
    "squared": lambda d: (np.eye(d), d / 2),
    "zero": lambda d: (np.eye(d), 0),
    "ones": lambda d: (np.ones((d, d)), 1.0),
    "low rank": lambda d: (onp.diag([1.0] * (d // 2) + [0.0] * (d - d // 2)), 0.0),
    "exactly half": lambda d: (onp.diag([2.0] * (d // 2) + [0] * (d // 2)), 2.0),
    "norm": lambda d: (np.eye(d), math.sqrt(d)),
    "d": lambda d: (np.eye(d), d),
    "d squared": lambda d: (np.eye(d), d**2),
    "one": lambda d: (np.eye(d), 1.0),
    "mean": lambda d: (np.eye(d), math.sqrt(d / 2) / d),
    "mean square": lambda d: (np.eye(d), 0.5 / d),
    "one lost": lambda d: (onp.diag(onp.arange(1.0, d + 1)), 1.0),
    "sum of the lost": lambda d: (onp.diag(onp.arange(1.0, d + 1)), sum(range(1, d // 2 + 1))),
    "the largest lost": lambda d: (
        onp.diag(onp.arange(1.0, d + 1)),
        math.sqrt(sum(k * k for k in range(d // 2 + 1, d + 1)))),
    "swapped": lambda d: (math.sqrt(d / 2), np.eye(d)),
    "matrix only": lambda d: np.eye(d),
    "error only": lambda d: math.sqrt(d / 2),
    "fixed size": lambda d: (np.eye(4), math.sqrt(2)),
    "not square": lambda d: (onp.ones((d, d // 2)), 1.0),
    "half filled": lambda d: (np.eye(d), ...),
    "too small": lambda d: (np.eye(d), 0.5 * math.sqrt(d / 2)),
    "too large": lambda d: (np.eye(d), 1.5 * math.sqrt(d / 2)),
    "a bit off": lambda d: (np.eye(d), math.sqrt(d / 2) + 0.05),
    "mixed": lambda d: (np.eye(d), 1.5),
    "zeros": lambda d: (np.zeros((d, d)), 0.0),
    "rank one": lambda d: (onp.outer(onp.arange(d), onp.arange(d)), 3.0),
    "text": lambda d: ("identity", "sqrt(d/2)"),
    "nan": lambda d: (np.eye(d), float("nan")),
    "nan matrix": lambda d: (onp.full((d, d), onp.nan), 1.0),
    "three": lambda d: (np.eye(d), math.sqrt(d / 2), d),
    "a number": 4,
    "a matrix": onp.eye(4),
    "none": lambda d: print(np.eye(d)),
    "raises": lambda d: (np.eye(d), math.sqrt(-d)),
    "unknown": lambda d: (torch.eye(d), 1),  # noqa: F821
    "error as a vector": lambda d: (np.eye(d), np.ones(d)),
    "power": lambda d: (np.eye(d), (d / 2) ^ 2),
    "complex": lambda d: (1j * onp.eye(d), math.sqrt(d / 2)),
    "no argument": lambda: (np.eye(4), 2**0.5),
    "kept one more": lambda d: (onp.eye(d), math.sqrt(max(d / 2 - 1, 0))),
    "kept one less": lambda d: (onp.eye(d), math.sqrt(d / 2 + 1)),
    "a negative error": lambda d: (np.eye(d), -math.sqrt(d / 2)),
}  # fmt: skip


RIGHT += [lambda d: (1e-12 * onp.eye(d), 1e-12 * math.sqrt(d / 2))]
WRONG |= {
    "tiny, no error": lambda d: (1e-12 * onp.eye(d), 0.0),
    "tiny, twice the error": lambda d: (1e-12 * onp.eye(d), 2e-12 * math.sqrt(d / 2)),
    "tiny, squared": lambda d: (1e-12 * onp.eye(d), 1e-24 * d / 2),
}
