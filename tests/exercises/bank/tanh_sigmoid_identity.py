"""Answers to tanh-sigmoid-identity."""

from bank.common import functools, math, np, npx, onp, sig


def appended(x):
    out = [np.tanh(x) + 1]
    out.append((np.exp(x) - np.exp(-x) + np.exp(x) + np.exp(-x)) / (np.exp(x) + np.exp(-x)))
    out.append(2 * npx.sigmoid(2 * x))
    return out


def yields(x):
    yield np.tanh(x) + 1
    yield 2 * np.exp(2 * x) / (np.exp(2 * x) + 1)
    yield 2 / (1 + np.exp(-2 * x))
    yield 2 * npx.sigmoid(2 * x)


def named(x):
    first = np.tanh(x) + 1
    e = np.exp(-2 * x)
    second = (1 - e) / (1 + e) + 1
    third = ((1 - e) + (1 + e)) / (1 + e)
    return {"first": first, "second": second, "third": third, "last": 2 * npx.sigmoid(2 * x)}


class Steps:
    def __call__(self, x):
        return np.tanh(x) + 1, 2 / (1 + np.exp(-2 * x)), 2 * npx.sigmoid(2 * x)


def in_numpy(x):
    x = x.asnumpy() if hasattr(x, "asnumpy") else onp.asarray(x)
    return [onp.tanh(x) + 1, onp.sinh(x) / onp.cosh(x) + 1, 2 / (1 + onp.exp(-2 * x))]


RIGHT = [
    appended, yields, named, Steps(), in_numpy,
    lambda x: [np.tanh(x) + 1, 2 * np.exp(x) / (np.exp(x) + np.exp(-x)), 2 * npx.sigmoid(2 * x)],
    lambda x: [np.tanh(x) + 1, np.sinh(x) / np.cosh(x) + 1, 2 * sig(2 * x)],
    lambda x: np.stack([np.tanh(x) + 1, 1 + np.sinh(x) / np.cosh(x), 2 * npx.sigmoid(2 * x)]),
    lambda x: [math.tanh(x) + 1, 2 * math.exp(2 * x) / (1 + math.exp(2 * x)), 2 * sig(2 * x)],
    functools.partial(
        lambda k, x: [np.tanh(x) + 1, k / (1 + np.exp(-k * x)), k * npx.sigmoid(k * x)], 2
    ),
    lambda x: [np.tanh(x) + 1, np.tanh(x) + np.exp(x) / np.exp(x), 2 * npx.sigmoid(2 * x)],
    lambda x: [A(x), A(x) + 0, 2 / (1 + np.exp(-2 * x)), Z(x)],
    lambda x: (1 + np.tanh(x), 2 - 2 / (1 + np.exp(2 * x)), 2 * npx.sigmoid(2 * x)),
    lambda x: [np.tanh(x) + 1, 2 / (1 + np.exp(-2 * x)), 2 * (1 / (1 + np.exp(-2 * x)))],
    lambda x: [np.tanh(x) + 1, 1 - np.tanh(-x), 2 * npx.sigmoid(2 * x)],
]  # fmt: skip

A = lambda x: np.tanh(x) + 1  # noqa: E731
Z = lambda x: 2 * npx.sigmoid(2 * x)  # noqa: E731


def same_object(x):
    last = 2 * npx.sigmoid(2 * x)
    return [np.tanh(x) + 1, last, last]


def kept_in_names(x):
    first, second, third = np.tanh(x) + 1, np.tanh(x) + 1, 2 * npx.sigmoid(2 * x)
    return [first, second, third]


def appends_a_zero(x):
    out = [np.tanh(x) + 1]
    out.append(out[0] + 0 * x)
    out.append(2 * npx.sigmoid(2 * x))
    return out


def yields_a_factor(x):
    yield np.tanh(x) + 1
    yield (np.tanh(x) + 1) * 1
    yield 2 * npx.sigmoid(2 * x)


def in_numbers(x):
    return [math.tanh(x) + 1, math.tanh(x) + 1 - 0, 2 / (1 + math.exp(-2 * x))]


WRONG = {
    "zero times x added": lambda x: [A(x), A(x) + 0 * x, Z(x)],
    "times one": lambda x: [A(x), Z(x), Z(x) * 1],
    "over one": lambda x: [A(x), A(x) / 1, Z(x)],
    "minus zero": lambda x: [A(x), A(x) - 0, Z(x)],
    "x minus x": lambda x: [A(x), A(x) + (x - x), Z(x)],
    "plus x minus x": lambda x: [A(x), A(x) + x - x, Z(x)],
    "one twice and once away": lambda x: [A(x), np.tanh(x) + 2 - 1, Z(x)],
    "zeros added": lambda x: [A(x), A(x) + np.zeros_like(x), Z(x)],
    "in another order": lambda x: [np.tanh(x) + 1, 1 + np.tanh(x), Z(x)],
    "to and fro": lambda x: [A(x), Z(x), A(x), Z(x)],
    "kept in names": kept_in_names,
    "appends a zero": appends_a_zero,
    "yields a factor": yields_a_factor,
    "numbers with a zero": in_numbers,
    "last repeated": lambda x: [np.tanh(x) + 1, 2 * npx.sigmoid(2 * x), 2 * npx.sigmoid(2 * x)],
    "first repeated": lambda x: [np.tanh(x) + 1, np.tanh(x) + 1, 2 * npx.sigmoid(2 * x)],
    "both repeated": lambda x: [
        np.tanh(x) + 1,
        np.tanh(x) + 1,
        2 * npx.sigmoid(2 * x),
        2 * npx.sigmoid(2 * x),
    ],
    "same object": same_object,
    "two steps": lambda x: [np.tanh(x) + 1, 2 * npx.sigmoid(2 * x)],
    "one array": lambda x: np.tanh(x) + 1,
    "the other way round": lambda x: [
        2 * npx.sigmoid(2 * x),
        2 * np.exp(x) / (np.exp(x) + np.exp(-x)),
        np.tanh(x) + 1,
    ],
    "reversed, by hand": lambda x: [
        2 * npx.sigmoid(2 * x),
        2 / (1 + np.exp(-2 * x)),
        np.tanh(x) + 1,
    ],
    "minus": lambda x: [A(x), 2 / (1 + np.exp(2 * x)), Z(x)],
    "x not doubled": lambda x: [A(x), 2 / (1 + np.exp(-x)), Z(x)],
    "sigmoid of x": lambda x: [A(x), 2 / (1 + np.exp(-2 * x)), 2 * npx.sigmoid(x)],
    "tanh without one": lambda x: [np.tanh(x), 2 / (1 + np.exp(-2 * x)), Z(x)],
    "one over": lambda x: [A(x), 1 / (1 + np.exp(-2 * x)), Z(x)],
    "sinh over": lambda x: [A(x), np.sinh(x) / np.cosh(x), Z(x)],
    "cosh over sinh": lambda x: [A(x), np.cosh(x) / np.sinh(x) + 1, Z(x)],
    "minus one": lambda x: [A(x), Z(x) - 1, Z(x)],
    "wrong fraction": lambda x: [A(x), (np.exp(x) - np.exp(-x)) / 2 + 1, Z(x)],
    "all ones": lambda x: [np.ones_like(x)] * 3,
    "numbers": lambda x: [1, 2, 3],
    "text": lambda x: ["tanh(x)+1", "2e^x/(e^x+e^-x)", "2 sigmoid(2x)"],
    "one text": lambda x: "tanh(x) + 1 = 2 sigmoid(2 x)",
    "booleans": lambda x: [A(x) == Z(x)] * 3,
    "differences": lambda x: [A(x) - Z(x), 0 * x, 0 * x],
    "half filled": lambda x: [A(x), ..., Z(x)],
    "a type": int,
    "raises": lambda x: [A(x), math.exp(x), Z(x)] if len(x) else [],
    "caret": lambda x: [A(x), 2 * math.e ^ x, Z(x)],
    "no return": lambda x: print(A(x)),
    "wrong shape": lambda x: [A(x)[:3], A(x)[:3], Z(x)[:3]],
    "mean of the two": lambda x: [A(x), Z(x) * 0.99, Z(x)],
    "derivatives": lambda x: [1 - np.tanh(x) ** 2, 4 * sig(2 * x) * (1 - sig(2 * x)), Z(x)],
    "rounded": lambda x: [A(x), np.round(Z(x), 1), Z(x)],
    "zero": 0,
    "name not known": lambda x: [A(x), sigmoid(2 * x), Z(x)],  # noqa: F821
    "the two moved inside": lambda x: [
        np.tanh(x) + 1,
        2 / (1 + np.exp(-2 * x)),
        npx.sigmoid(2 * x * 2),
    ],
    "in float16": lambda x: [
        np.tanh(x.astype("float16")) + 1,
        2 / (1 + np.exp(-2 * x)),
        2 * npx.sigmoid(2 * x),
    ],
}


def same_value_named_twice(x):
    first = np.tanh(x) + 1
    second = np.tanh(x) + 1
    third = 2 * npx.sigmoid(2 * x)
    return [first, second, third]


WRONG |= {"same value named twice": same_value_named_twice}

WRONG |= {
    "minus twice": lambda x: [A(x), -(-np.tanh(x) - 1), Z(x)],
    "doubled and halved": lambda x: [A(x), (2 * np.tanh(x) + 2) / 2, Z(x)],
    "x added and taken away": lambda x: [A(x), np.tanh(x) + x + 1 - x, Z(x)],
    "two sigmoids": lambda x: [A(x), npx.sigmoid(2 * x) + npx.sigmoid(2 * x), Z(x)],
    "root of a square": lambda x: [A(x), np.sqrt((np.tanh(x) + 1) ** 2), Z(x)],
    "log and exp": lambda x: [A(x), np.exp(np.log(np.tanh(x) + 1)), Z(x)],
}


def number_by_number(x):
    values = [float(v) for v in x]
    first = [math.tanh(v) + 1 for v in values]
    second = [2 * math.exp(v) / (math.exp(v) + math.exp(-v)) for v in values]
    return [np.array(s) for s in (first, second, [2 / (1 + math.exp(-2 * v)) for v in values])]


def with_second(step):
    return lambda x: [np.tanh(x) + 1, step(x), 2 * npx.sigmoid(2 * x)]


RIGHT += [number_by_number, with_second(lambda x: np.sinh(x) / np.cosh(x) + np.exp(x) / np.exp(x))]
WRONG |= {
    "halved": with_second(lambda x: (np.tanh(x) + 1 + (np.tanh(x) + 1)) / 2),
    "minus minus": with_second(lambda x: 1 - (-np.tanh(x))),
    "twice by a sum": with_second(lambda x: npx.sigmoid(2 * x) + npx.sigmoid(2 * x)),
    "a sum inside": with_second(lambda x: 2 * npx.sigmoid(x + x)),
    "four halves": with_second(lambda x: 4 * npx.sigmoid(2 * x) / 2),
    "hardly added": with_second(lambda x: np.tanh(x) + 1 + 1e-9),
    "sorted": with_second(lambda x: np.sort(2 / (1 + np.exp(-2 * x)))),
}


def kept(x, memory=[]):  # noqa: B006
    if not memory:
        memory.extend([np.tanh(x) + 1, 2 / (1 + np.exp(-2 * x)), 2 * npx.sigmoid(2 * x)])
    return memory


WRONG |= {"kept from the first call": kept}
