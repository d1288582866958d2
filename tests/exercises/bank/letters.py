"""Answers to the tasks that ask for letters, in every form that learners give them."""

from itertools import combinations

import pandas as pd
from bank.common import np, onp


def right(true, every="abcdefg"):
    """The right letters in many forms."""
    return [
        true, true.upper(), ", ".join(true), " and ".join(true), list(true), tuple(true[::-1]),
        set(true), onp.array(list(true)), {c: c in true for c in every}, [c in true for c in every],
        lambda: true, f"({') ('.join(true)})", frozenset(true), (c for c in true),
        {c: onp.bool_(True) for c in true}, onp.array([c in true for c in every]),
        {c: "true" if c in true else "false" for c in every}, [int(c in true) for c in every],
        f"The answer is {', '.join(true[:-1])} and {true[-1]}.", pd.Series(list(true)),
        " \u2013 ".join(true) + ".",
        "; ".join(f"{c.upper()}: {'yes' if c in true else 'no'}" for c in every),
    ]  # fmt: skip


def wrong(true, every="abcdefg"):
    """Label -> a wrong choice of letters, or no letters at all."""
    subsets = ["".join(s) for k in (1, 2, 3, 5) for s in combinations(every, k)]
    return (
        {f"letters {s}": s for s in subsets[::3] if s != true}
        | {
            "all": every,
            "another alphabet": "xyz",
            "a number": 3,
            "numbers": [1, 2, 3],
            "MXNet numbers": np.array([1.0, 2.0]),
            "a sentence": "the second and the third",
            "an object": object(),
            "a dictionary of lists": {"a": [True], "b": onp.array([True, False])},
            "nothing true": [False] * 7,
            "a type": str,
            "half known": [true[0], None],
            "raises": lambda: 1 / 0,
            "nested": [["a"], ["b", ["c"]]],
            "bytes": b"ac",
            "a Cyrillic letter": "\u0430" + true,
            "complex": 1j,
            "a span": f"{every[0]}-{every[-1]}",
            "letters that look alike": "\u0430\u0441\u0435",  # Cyrillic
            "a digit among them": true + "1",
            "a look-alike": true[:-1] + "\N{GREEK SMALL LETTER BETA}",
        }
    )
