"""Which of the listed expressions are written alike: read from a function's instructions."""

import dis
from collections import defaultdict

_0, _1 = [("LOAD_CONST", "0")], [("LOAD_CONST", "1")]
NEUTRAL = defaultdict(tuple, {"+": (_0,), "-": (_0,), "*": (_1,), "/": (_1,), "**": (_1,)})


def repeats_its_code(answer):
    """Tell whether fewer than three of the listed expressions are written differently."""
    answer = getattr(answer, "func", answer)  # of functools.partial
    code = getattr(getattr(answer, "__func__", answer), "__code__", None)
    if code is None:
        return False
    steps = list(dis.get_instructions(code))
    if any(step.opname == "STORE_SUBSCR" for step in steps):
        return False  # what stands in a list may be filled later
    ends = [k for k, step in enumerate(steps[:-1]) if _is_returned(steps, k)]
    longest = max(ends, key=lambda k: steps[k].arg, default=None)
    if longest is None or steps[longest].arg < 3:
        return False
    kept, k = [], longest
    for _ in range(steps[longest].arg):
        end, height = k, 0
        while height < 1 and k:
            k -= 1
            height += dis.stack_effect(steps[k].opcode, steps[k].arg)
        kept.append(_without_neutral([_word(step) for step in steps[k:end]]))
    return 1 + sum(a != b for a, b in zip(kept, kept[1:])) < 3


def _is_returned(steps, k):
    """Tell whether an instruction builds the list that comes back, at once or by a name."""
    if steps[k].opname not in ("BUILD_LIST", "BUILD_TUPLE"):
        return False
    back = steps[k + 1]
    if back.opname.startswith("STORE_"):
        name = back.argval
        named = [a.argval for a, b in zip(steps, steps[1:]) if b.opname == "RETURN_VALUE"]
        return name in named
    return back.opname == "RETURN_VALUE"


def _word(step):
    """Write an instruction: a name that is loaded, a constant, an operator."""
    old = {"ADD": "+", "SUBTRACT": "-", "MULTIPLY": "*", "TRUE_DIVIDE": "/", "POWER": "**"}
    if step.opname.startswith("BINARY_") and step.opname[7:] in old:  # before Python 3.11
        return "BINARY_OP", old[step.opname[7:]]
    if step.opname == "LOAD_CONST" and step.argval in (0, 1):
        return "LOAD_CONST", str(int(step.argval))
    return step.opname, step.argrepr


def _without_neutral(words):
    """Drop what is added as 0 or multiplied as 1 at the end of an expression or of its parts."""
    kept = []
    for word in words:
        kept.append(word)
        if len(kept) > 2 and kept[-3] == ("LOAD_CONST", "0") and word == ("BINARY_OP", "*"):
            kept[-3:] = [("LOAD_CONST", "0")]  # 0 * x
        if word[0] == "BINARY_OP" and kept[-2:-1] in NEUTRAL[word[1]]:
            kept[-2:] = []
    return kept
