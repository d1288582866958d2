"""Answers to why-relu-won."""

from itertools import combinations

from bank.common import np, onp

TRUE, ALL = "bcf", "abcdefg"
RIGHT = [
    TRUE, TRUE.upper(), ", ".join(TRUE), " and ".join(TRUE), list(TRUE), tuple(TRUE[::-1]),
    set(TRUE), onp.array(list(TRUE)), {c: c in TRUE for c in ALL}, [c in TRUE for c in ALL],
    lambda: TRUE, f"({') ('.join(TRUE)})", frozenset(TRUE), (c for c in TRUE),
    {c: onp.bool_(True) for c in TRUE}, onp.array([c in TRUE for c in ALL]),
]  # fmt: skip

SUBSETS = ["".join(s) for k in (1, 2, 3, 5) for s in combinations(ALL, k)]
WRONG = {f"letters {s}": s for s in SUBSETS[::3] if s != TRUE} | {
    "all": ALL,
    "another alphabet": "xyz",
    "a number": 3,
    "numbers": [1, 2, 3],
    "MXNet numbers": np.array([1.0, 2.0]),
    "a sentence": "the second and the third",
    "an object": object(),
    "a dictionary of lists": {"a": [True], "b": onp.array([True, False])},
    "nothing true": [False] * 7,
    "a type": str,
    "half known": [TRUE[0], None],
    "raises": lambda: 1 / 0,
    "nested": [["a"], ["b", ["c"]]],
    "bytes": b"ac",
    "complex": 1j,
}
